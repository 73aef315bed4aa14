"""What is drawn is what is printed: slopes, heights and bubbles read back from the outlines."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool import charts
from stool.balance import LEG_ANGLES, tilt
from stool.charts.level import BUBBLE, VIAL
from stool.charts.plane import DEPTH, LEG_RADIUS, POINT, SEAT_RADIUS
from stool.charts.shapes import TURN, Floats
from stool.charts.small import HIGH, WIDE
from stool.schema import LEGS
from stool.text import figures
from stool.text.numbers import number
from tests.charts.build import tilts
from tests.charts.test_seat import drawn, heights, slope

scores = st.fixed_dictionaries(dict.fromkeys(LEGS, heights))


def in_points(rise: Floats) -> Floats:
    """Slope of a drawn seat in the points that are printed."""
    return rise * LEG_RADIUS / POINT


@settings(max_examples=12, deadline=None)
@given(known=scores)
def test_the_tilt_in_words_is_the_slope_of_the_drawn_seat(known: dict[str, float]) -> None:
    rise = in_points(slope(drawn(charts.stool(known), "seat")))
    points = np.round(np.hypot(*rise), 6)
    said = figures.caption_level(tilts([known]))
    near = {number(points + nudge, 1) for nudge in (-1e-6, 1e-6)}  # 0.05 may round either way
    assert any(f"the tilt is {text} point" in said for text in near)


@settings(max_examples=12, deadline=None)
@given(known=scores)
def test_the_bubble_stands_uphill_as_far_as_the_drawn_seat_slopes(known: dict[str, float]) -> None:
    rise = in_points(slope(drawn(charts.stool(known), "seat")))
    bubble = drawn(charts.spirit_level(tilts([known])), "bubble")[:-1].mean(axis=0)
    length = np.hypot(*rise)
    if length <= VIAL:
        assert bubble == pytest.approx(rise, abs=1e-6)
    else:
        assert np.hypot(*bubble) == pytest.approx(VIAL - BUBBLE)
        assert bubble == pytest.approx(rise / length * (VIAL - BUBBLE), abs=1e-6)


@settings(max_examples=12, deadline=None)
@given(known=scores)
def test_every_leg_ends_at_its_score(known: dict[str, float]) -> None:
    figure = charts.stool(known)
    hover = next(trace for trace in figure.data if trace.name == "hover")
    for leg, x, y in zip(LEGS, hover.x, hover.y, strict=True):
        angle = np.radians(LEG_ANGLES[leg])
        assert x == pytest.approx(LEG_RADIUS * np.cos(angle), abs=1e-9)
        height = (y - DEPTH * LEG_RADIUS * np.sin(angle)) / POINT
        assert height == pytest.approx(known[leg], abs=1e-6)
        ends = [trace for trace in figure.data if trace.name == f"end {leg}"]
        for end in ends:  # where the leg comes through the seat
            middle = np.column_stack([end.x, end.y])[:-1].mean(axis=0)
            assert middle == pytest.approx([x, y], abs=1e-6)


@settings(max_examples=12, deadline=None)
@given(units=st.lists(scores, min_size=1, max_size=5))
def test_small_stools_slope_as_the_tilt_of_their_unit(units: list[dict[str, float]]) -> None:
    figure = charts.small_stools({str(place): known for place, known in enumerate(units)})
    names = [trace.name for trace in figure.data]
    rims = np.vstack([drawn(figure, name) for name in ("seat", "underside") if name in names])
    holes = np.flatnonzero(np.isnan(rims[:, 0]))
    found = np.array([rim[-len(TURN) :] for rim in np.split(rims, holes)[:-1]])
    assert len(found) == len(units)
    for place, known in enumerate(units):
        corner = np.array([WIDE * (place % 3 + 0.5), -HIGH * (place // 3)])
        rim = min(found, key=lambda rim: np.abs(rim.mean(axis=0) - corner).sum()) - corner
        assert in_points(_steepness(rim)) == pytest.approx(
            _drawn_slope(known), abs=0.02
        )  # drawn to a tenth of a unit


def _steepness(rim: Floats) -> Floats:
    """Rise to the right and to the back of a rim whose points run round at equal angles."""
    back = SEAT_RADIUS * np.sin(TURN)
    sides = np.column_stack([SEAT_RADIUS * np.cos(TURN), back, np.ones(len(rim))])
    found, *_ = np.linalg.lstsq(sides, rim[:, 1] - DEPTH * back, rcond=None)
    return np.asarray(found[:2])


def _drawn_slope(known: dict[str, float]) -> tuple[float, float]:
    said = tilt(known, dict.fromkeys(LEGS, 1.0))
    return said.x, said.y


@settings(max_examples=12, deadline=None)
@given(known=scores, target=st.floats(10, 100))
def test_the_dashes_over_the_seat_lie_on_the_ring_at_target(
    known: dict[str, float], target: float
) -> None:
    figure = charts.stool(known, target=target)
    ring, over = drawn(figure, "ring"), drawn(figure, "ring over the seat")
    dashed = np.isfinite(over[:, 0])
    assert over[dashed].tolist() == ring[dashed].tolist()
    middle = ring[:-1].mean(axis=0)
    assert middle == pytest.approx([0, POINT * target], abs=1e-6)
    assert np.ptp(ring[:, 1]) == pytest.approx(2 * DEPTH * SEAT_RADIUS, rel=1e-6)


@settings(max_examples=12, deadline=None)
@given(known=scores, se=st.floats(0.1, 8))
def test_ring_and_bar_are_as_long_as_the_noise_floor(known: dict[str, float], se: float) -> None:
    rows = tilts([known], se=se)
    floor = float(rows["noise_floor"].iloc[0])
    bar = next(trace for trace in charts.tilt_trend(rows).data if trace.name == "noise floor")
    assert list(bar.y) == [floor]
    unit = next(trace for trace in charts.tilt_by_unit(rows).data if trace.name == "noise floor")
    assert list(unit.x) == [floor]
    figure = charts.spirit_level(rows)
    if floor <= VIAL:
        ring = drawn(figure, "noise")
        assert np.hypot(ring[:, 0], ring[:, 1]) == pytest.approx(floor)
    else:
        assert "noise" not in [trace.name for trace in figure.data]


@settings(max_examples=12, deadline=None)
@given(known=scores)
def test_the_tilt_trend_draws_the_slope_of_the_seat(known: dict[str, float]) -> None:
    points = np.hypot(*in_points(slope(drawn(charts.stool(known), "seat"))))
    assert drawn(charts.tilt_trend(tilts([known])), "tilt")[:, 1] == pytest.approx(points, abs=1e-6)
