"""The leg score: its three corners, its clipping, its slope, and the unbent line."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.measure import Target, leg_score, linear_score
from stool.measure.score import score_per_unit

RISING = Target(3.0, 4.0, 4.5, provisional=False)
FALLING = Target(48.0, 24.0, 12.0, provisional=False)  # hours: lower is better
RAW = st.floats(-1e3, 1e3)
STEP = st.floats(0.01, 100)


@pytest.mark.parametrize(
    ("raw", "score"),
    [
        (2, 0),
        (3, 0),
        (3.5, 37.5),
        (4, 75),
        (4.25, 87.5),
        (4.5, 100),
        (4.6, 105),
        (4.7, 110),
        (5, 110),
    ],
)
def test_rises_by_straight_lines(raw: float, score: float) -> None:
    assert leg_score(raw, RISING) == pytest.approx(score)


@pytest.mark.parametrize(
    ("raw", "score"), [(60, 0), (48, 0), (36, 37.5), (24, 75), (18, 87.5), (12, 100), (0, 110)]
)
def test_falls_where_lower_is_better(raw: float, score: float) -> None:
    assert leg_score(raw, FALLING) == pytest.approx(score)


@settings(max_examples=40, deadline=None)
@given(floor=RAW, steps=st.tuples(STEP, STEP), sign=st.sampled_from([1, -1]), raw=RAW, more=STEP)
def test_never_falls_when_the_figure_gets_better(
    floor: float, steps: tuple[float, float], sign: int, raw: float, more: float
) -> None:
    corners = (floor, floor + sign * steps[0], floor + sign * sum(steps))
    target = Target(*corners, provisional=False)
    before, after = leg_score([raw, raw + sign * more], target)
    assert 0 <= before <= after + 1e-9 <= 110 + 1e-9
    assert leg_score(corners, target) == pytest.approx([0, 75, 100], abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(raw=st.floats(3.01, 4.64), sign=st.sampled_from([1, -1]))
def test_the_slope_is_the_change_of_the_score(raw: float, sign: int) -> None:
    target = RISING if sign > 0 else Target(-3.0, -4.0, -4.5, provisional=False)
    if abs(raw - 4) < 1e-3:
        return  # the corner has two slopes
    step = leg_score([sign * raw - 1e-5, sign * raw + 1e-5], target)
    assert score_per_unit(sign * raw, target) == pytest.approx(abs(step[1] - step[0]) / 2e-5)


def test_the_unbent_line_neither_bends_nor_clips() -> None:
    assert linear_score([2, 3, 4, 4.5, 6], RISING) == pytest.approx([-75, 0, 75, 112.5, 225])
    assert linear_score([60, 24, 12], FALLING) == pytest.approx([-37.5, 75, 112.5])


@settings(max_examples=40, deadline=None)
@given(raw=st.lists(st.floats(3.0, 4.0), min_size=1, max_size=9))
def test_the_unbent_line_is_the_score_below_the_target(raw: list[float]) -> None:
    assert linear_score(raw, RISING) == pytest.approx(leg_score(raw, RISING))


def test_nothing_scores_nothing() -> None:
    assert np.isnan(leg_score(np.nan, RISING))
    assert np.isnan(leg_score([4.0, np.nan], FALLING)).tolist() == [False, True]
