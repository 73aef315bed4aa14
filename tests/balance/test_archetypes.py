"""Kinds of imbalance: six directions, one name each, none for a level stool."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stool.balance import Archetype, archetype, kind_of, tilt
from stool.schema import CSAT, ESAT, LEGS, PROFIT

SMALL = dict.fromkeys(LEGS, 1.0)


@pytest.mark.parametrize(
    ("scores", "kind"),
    [
        ((40, 70, 70), "squeezed staff"),
        ((70, 40, 70), "under-served"),
        ((70, 70, 40), "under-monetised"),
        ((80, 50, 50), "staff first"),
        ((50, 80, 50), "over-served"),
        ((50, 50, 80), "harvested"),
        ((60.5, 60, 60), None),
    ],
)
def test_each_direction_has_its_name(scores: tuple[float, ...], kind: str | None) -> None:
    assert archetype(tilt(dict(zip(LEGS, scores, strict=True)), SMALL)) == kind


@given(st.tuples(*[st.floats(0, 110)] * 3))
def test_the_leg_farthest_from_the_mean_names_it(scores: tuple[float, ...]) -> None:
    away = np.array(scores) - np.mean(scores)
    order = np.sort(np.abs(away))
    assume(order[2] - order[1] > 1e-6)
    leg, low = LEGS[int(np.argmax(np.abs(away)))], away[np.argmax(np.abs(away))] < 0
    names = {
        (ESAT, True): Archetype.SQUEEZED_STAFF,
        (CSAT, True): Archetype.UNDER_SERVED,
        (PROFIT, True): Archetype.UNDER_MONETISED,
        (ESAT, False): Archetype.STAFF_FIRST,
        (CSAT, False): Archetype.OVER_SERVED,
        (PROFIT, False): Archetype.HARVESTED,
    }
    found = tilt(dict(zip(LEGS, scores, strict=True)), SMALL)
    assert kind_of(found.angle) == names[leg, bool(low)]


def test_unknown_noise_names_nothing() -> None:
    errors = {**SMALL, ESAT: float("nan")}
    assert archetype(tilt({ESAT: 40, CSAT: 70, PROFIT: 70}, errors)) is None
