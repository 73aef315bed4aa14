"""The state of the stool: all seven, their order of precedence, and their limits."""

from dataclasses import replace

import numpy as np
import pytest

from stool.balance import Tilt, tilt
from stool.reading import LegReading, State
from stool.reading.state import state_of
from stool.schema import CSAT, ESAT, HIDDEN_FEW, LEGS, PROFIT
from tests.reading.making import leg, reading, three


def seat(points: float, floor: float, *, height: float = 70) -> tuple[dict[str, LegReading], Tilt]:
    """Legs well over their floors, and a tilt as asked for."""
    legs = {each.leg: each for each in three(height, height, height)}
    level = tilt(dict.fromkeys(LEGS, height), dict.fromkeys(LEGS, 1.0))
    return legs, replace(level, points=points, noise_floor=floor, level=points <= floor)


def test_two_legs_are_incomplete() -> None:
    assert reading(leg(ESAT, 70), leg(PROFIT, 70)).state is State.INCOMPLETE
    assert reading().state is State.INCOMPLETE


@pytest.mark.parametrize(
    "third",
    [
        leg(CSAT, np.nan, np.nan, hidden=HIDDEN_FEW),
        leg(CSAT, np.nan, np.nan, target=None),
        leg(CSAT, 20, np.nan),  # its error is unknown
    ],
)
def test_an_unknown_leg_or_error_cannot_tell(third: LegReading) -> None:
    assert reading(leg(ESAT, 70), third, leg(PROFIT, 70)).state is State.CANNOT_TELL


def test_so_much_noise_that_level_says_nothing_cannot_tell() -> None:
    assert reading(*three(70, 70, 70, se=6)).state is State.CANNOT_TELL
    assert state_of(*seat(9.9, 10.01)) is State.CANNOT_TELL
    assert state_of(*seat(9.9, 10.0)) is State.LEVEL
    assert state_of(*seat(10.1, 10.05)) is State.LEANS  # a lean over a blind floor is one


def test_a_leg_at_zero_is_under_its_floor_however_level() -> None:
    assert reading(*three(0, 70, 70)).state is State.UNDER_FLOOR
    assert reading(*three(0, 0, 0)).state is State.UNDER_FLOOR
    assert reading(*three(0.1, 70, 70)).state is State.LEANS_SHARPLY


def test_leans_beyond_the_noise_floor() -> None:
    assert reading(leg(ESAT, 72, 2), leg(CSAT, 61, 2), leg(PROFIT, 68, 1)).state is State.LEANS
    assert state_of(*seat(3.5, 3.5)) is State.LEVEL
    assert state_of(*seat(3.6, 3.5)) is State.LEANS


def test_leans_sharply_beyond_twice_the_floor_and_eight_points() -> None:
    assert reading(*three(80, 50, 80)).state is State.LEANS_SHARPLY
    assert state_of(*seat(8.0, 1.0)) is State.LEANS
    assert state_of(*seat(8.1, 1.0)) is State.LEANS_SHARPLY
    assert state_of(*seat(12.0, 6.0)) is State.LEANS
    assert state_of(*seat(12.1, 6.0)) is State.LEANS_SHARPLY


def test_level_but_low_under_sixty() -> None:
    assert reading(*three(59.9, 59.9, 59.9)).state is State.LOW
    assert reading(*three(60, 60, 60)).state is State.LEVEL
    assert state_of(*seat(0, 0, height=30)) is State.LOW


def test_level() -> None:
    assert reading(*three(70, 71, 70)).state is State.LEVEL


def test_every_state_has_its_turn() -> None:
    legs = {each.leg: each for each in three(0, 70, 70)}
    unknown = tilt({ESAT: 0, CSAT: 70, PROFIT: 70}, {})
    assert state_of(legs, unknown) is State.CANNOT_TELL  # before "under floor"
    assert state_of({ESAT: legs[ESAT]}, unknown) is State.INCOMPLETE  # before "cannot tell"
    assert list(State) == [
        State.INCOMPLETE, State.CANNOT_TELL, State.UNDER_FLOOR, State.LEANS_SHARPLY, State.LEANS,
        State.LOW, State.LEVEL,
    ]  # fmt: skip
