"""The seat: its slope, its direction, the balance index, and what two legs cannot answer."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.balance import LEG_ANGLES, Tilt, tilt, tilt_history
from stool.balance.seat import balance_index
from stool.errors import MissingLegError
from stool.schema import CSAT, ESAT, LEGS, PROFIT

SCORE = st.floats(0, 110)
HEIGHTS = st.tuples(SCORE, SCORE, SCORE)
ERRORS = {ESAT: 2.0, CSAT: 2.0, PROFIT: 1.0}
MANY = settings(max_examples=40, deadline=None)


def seat(heights: tuple[float, ...], errors: dict[str, float] | None = None) -> Tilt:
    return tilt(dict(zip(LEGS, heights, strict=True)), ERRORS if errors is None else errors)


def history(*rows: tuple[str, str, str, float, float]) -> pd.DataFrame:
    """Rows of (node, quarter, leg, score, se)."""
    frame = pd.DataFrame(rows, columns=["node", "quarter", "leg", "score", "se"])
    return frame.assign(depth="unit", parent="North", era=0)


@pytest.mark.parametrize(
    ("heights", "index", "degrees"),
    [
        ((1, 1, 1), 100, 0),
        ((0.95, 1, 1.05), 97.1, 3.3),
        ((0.9, 1, 1.1), 94.2, 6.6),
        ((1, 1, 0.8), 92.9, 8.1),
        ((0.8, 1, 1.2), 88.5, 13.0),
        ((1, 1, 0.5), 80.0, 21.8),
        ((1, 0.5, 0.5), 75.0, 26.6),
        ((1, 1, 0.1), 57.1, 40.6),
        ((1, 0, 0), 0, 63.4),
    ],
)
def test_equals_the_worked_table(heights: tuple[float, ...], index: float, degrees: float) -> None:
    found = seat(heights)
    assert found.index == pytest.approx(index, abs=0.05)
    assert np.degrees(np.arctan(found.points / found.mean_height)) == pytest.approx(
        degrees, abs=0.05
    )


def test_equals_the_mock() -> None:
    found = tilt({ESAT: 72, CSAT: 61, PROFIT: 68}, ERRORS)
    assert round(found.points, 1) == 6.4
    assert round(found.noise_floor, 1) == 3.5
    assert found.gap == 11
    assert found.short_leg == CSAT
    assert found.mean_height == 67
    assert not found.level
    assert found.level_p < 0.001
    assert found.debiased == pytest.approx(np.sqrt(6.4291**2 - 4 / 9 * 9), abs=1e-3)
    assert (round(found.points_low, 1), round(found.points_high, 1)) == (4.3, 8.5)


@MANY
@given(heights=HEIGHTS)
def test_is_sqrt_2_times_the_population_sd(heights: tuple[float, ...]) -> None:
    found = seat(heights)
    assert found.points == pytest.approx(np.sqrt(2) * np.std(heights), abs=1e-9)
    assert found.points == pytest.approx(np.hypot(found.x, found.y))
    assert found.gap == pytest.approx(max(heights) - min(heights))
    assert found.short_leg == LEGS[int(np.argmin(heights))]


@MANY
@given(heights=HEIGHTS)
def test_the_plane_goes_through_the_three_tops(heights: tuple[float, ...]) -> None:
    found = seat(heights)
    for leg, height in zip(LEGS, heights, strict=True):
        angle = np.radians(LEG_ANGLES[leg])
        top = found.mean_height + found.x * np.cos(angle) + found.y * np.sin(angle)
        assert top == pytest.approx(height, abs=1e-9)


@MANY
@given(heights=HEIGHTS, up=st.floats(-50, 50))
def test_adding_a_constant_tilts_nothing(heights: tuple[float, ...], up: float) -> None:
    before, after = seat(heights), seat(tuple(height + up for height in heights))
    names = ("points", "x", "y", "gap", "noise_floor", "level_p", "debiased")
    assert [getattr(after, name) for name in names] == pytest.approx(
        [getattr(before, name) for name in names], abs=1e-6
    )


@MANY
@given(heights=HEIGHTS, turn=st.sampled_from([(1, 2, 0), (2, 0, 1), (1, 0, 2)]))
def test_no_leg_weighs_more_than_another(heights: tuple[float, ...], turn: tuple[int, ...]) -> None:
    before, after = seat(heights), seat(tuple(heights[place] for place in turn))
    assert after.points == pytest.approx(before.points, abs=1e-9)
    if min(heights) >= 0 and sum(heights) > 0:
        assert after.index == pytest.approx(before.index)


@pytest.mark.parametrize("leg", LEGS)
def test_slopes_down_to_a_leg_that_alone_is_short(leg: str) -> None:
    found = tilt({**dict.fromkeys(LEGS, 75.0), leg: 60.0}, ERRORS)
    assert found.angle == pytest.approx(LEG_ANGLES[leg])
    assert found.short_leg == leg
    angle = np.radians(found.angle)
    assert found.x * np.cos(angle) + found.y * np.sin(angle) == pytest.approx(-found.points)


def test_two_short_legs_slope_between_them() -> None:
    assert tilt({ESAT: 60, CSAT: 60, PROFIT: 90}, ERRORS).angle == pytest.approx(270)


@MANY
@given(heights=st.tuples(*[st.floats(0.01, 110)] * 3))
def test_the_index_cannot_disagree_with_the_drawn_seat(heights: tuple[float, ...]) -> None:
    found = seat(heights)
    assert found.index == pytest.approx(100 * (1 - found.points / found.mean_height / 2))
    assert -1e-9 <= found.index <= 100


def test_the_index_counts_a_negative_height_as_nothing() -> None:
    heights = np.array([[1.0, 1.0, -5.0], [1.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
    found = balance_index(heights)
    assert found[0] == found[1]
    assert np.isnan(found[2])


def test_noise_always_adds_tilt_and_debiasing_takes_it_off() -> None:
    random = np.random.default_rng(11)
    truth, errors = np.array([72.0, 61.0, 68.0]), np.array([2.0, 2.0, 1.0])
    rows = [
        (f"{case:05d}", "2025Q1", leg, score, se)
        for case, drawn in enumerate(random.normal(truth, errors, size=(4000, 3)))
        for leg, score, se in zip(LEGS, drawn, errors, strict=True)
    ]
    found = tilt_history(history(*rows))
    true_square = 2 * truth.var()
    assert (found["points"] ** 2).mean() == pytest.approx(true_square + 4, rel=0.02)
    assert (found["debiased"] ** 2).mean() == pytest.approx(true_square, rel=0.02)
    level = seat((70, 70, 70))
    assert level.debiased == 0


@pytest.mark.parametrize("absent", [{PROFIT: np.nan}, {}])
def test_two_legs_are_not_a_stool(absent: dict[str, float]) -> None:
    with pytest.raises(
        MissingLegError,
        match=r"Two legs are not a stool: profit has no score\. Load the file behind it or set",
    ):
        tilt({ESAT: 70, CSAT: 60, **absent}, ERRORS)
    with pytest.raises(MissingLegError, match="esat and csat and profit has no score"):
        tilt({}, {})


@pytest.mark.parametrize("errors", [{}, {ESAT: np.nan, CSAT: 2, PROFIT: 1}])
def test_an_unknown_error_leaves_the_tilt_and_no_noise_floor(errors: dict[str, float]) -> None:
    found = seat((72, 61, 68), errors)
    assert found.points == pytest.approx(6.43, abs=0.005)
    assert np.isnan(found.noise_floor)
    assert np.isnan(found.level_p)
    assert np.isnan([found.points_low, found.points_high]).all()
    assert not found.level


def test_a_seat_known_exactly_is_level_only_when_it_is() -> None:
    exact = dict.fromkeys(LEGS, 0.0)
    assert seat((70, 70, 70), exact).level
    assert seat((70, 70, 70), exact).level_p == 1
    leaning = seat((70, 70, 69), exact)
    assert not leaning.level
    assert (leaning.noise_floor, leaning.level_p) == (0, 0)
    assert leaning.points_low == leaning.points_high == leaning.points
    assert leaning.debiased == pytest.approx(leaning.points)
    thirds = seat((75.0, 25 * 3, 7.5 * 10), exact)
    assert thirds.level


def test_the_history_is_every_seat_of_three_legs() -> None:
    rows = [
        ("B", "2025Q2", ESAT, 72, 2.0),
        ("B", "2025Q2", CSAT, 61, 2.0),
        ("B", "2025Q2", PROFIT, 68, 1.0),
        ("B", "2025Q1", ESAT, 70, 2.0),
        ("B", "2025Q1", CSAT, np.nan, 2.0),
        ("B", "2025Q1", PROFIT, 60, 0.0),
        ("A", "2025Q2", ESAT, 70, 1.0),
        ("A", "2025Q2", PROFIT, 70, 0.0),
        ("A", "2025Q3", ESAT, 70, 1.0),
        ("A", "2025Q3", CSAT, 90, np.nan),
        ("A", "2025Q3", PROFIT, 70, 0.0),
    ]
    found = tilt_history(history(*rows))
    assert found[["node", "quarter"]].to_numpy().tolist() == [["A", "2025Q3"], ["B", "2025Q2"]]
    assert np.isnan(found["noise_floor"][0])
    single = tilt({ESAT: 72, CSAT: 61, PROFIT: 68}, ERRORS)
    for name in Tilt.__dataclass_fields__:
        assert found[name][1] == pytest.approx(getattr(single, name))


def test_a_tilt_knows_the_changes_of_wording_behind_its_legs() -> None:
    rows = history(*((node, "2025Q1", leg, 70, 1.0) for node in "AB" for leg in LEGS))
    broken = (rows["node"] == "B") & rows["leg"].isin([ESAT, CSAT])
    assert tilt_history(rows.assign(era=broken * 1))["era"].tolist() == [0, 2]


def test_no_history_has_no_tilt() -> None:
    assert tilt_history(history()).empty
    two = history(("A", "2025Q1", ESAT, 70, 1.0), ("A", "2025Q1", CSAT, 70, 1.0))
    found = tilt_history(two)
    assert found.empty
    assert {"node", "points", "level"} <= set(found.columns)
