"""The spirit level: bubble, trail and ring on one fixed scale in points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool import charts
from stool.charts.level import BUBBLE, LONGEST, VIAL, clamp
from stool.schema import CSAT, ESAT, PROFIT
from tests.charts.build import SCORES, tilts
from tests.charts.test_seat import drawn

WALK = [{ESAT: 75.0 - step, CSAT: 66.0 - step % 3, PROFIT: 58.0 + step} for step in range(11)]


def test_bubble_stands_at_the_slope() -> None:
    trail = tilts(WALK)
    bubble = drawn(charts.spirit_level(trail), "bubble")[:-1]
    last = trail.iloc[-1]
    assert bubble.mean(axis=0) == pytest.approx([last["x"], last["y"]], abs=1e-9)
    assert np.ptp(bubble[:, 0]) == pytest.approx(2 * BUBBLE)


def test_ring_is_as_wide_as_the_noise_floor() -> None:
    trail = tilts(WALK, se=2.0)
    ring = drawn(charts.spirit_level(trail), "noise")
    assert np.hypot(ring[:, 0], ring[:, 1]) == pytest.approx(trail["noise_floor"].iloc[-1])
    vial = drawn(charts.spirit_level(trail), "vial")
    assert np.hypot(vial[:, 0], vial[:, 1]) == pytest.approx(VIAL)


@pytest.mark.parametrize(
    ("floor", "words"),
    [
        (np.nan, "no ring: the noise is not known"),
        (0.0, "no ring: figures counted in full have no noise"),
        (20.0, "noise alone: up to 20.0, wider than this level"),
    ],
)
def test_no_ring_says_why(floor: float, words: str) -> None:
    figure = charts.spirit_level(tilts(WALK).assign(noise_floor=floor))
    assert "noise" not in [trace.name for trace in figure.data]
    assert words in [note.text for note in figure.layout.annotations]


def test_trail_keeps_the_last_eight_and_names_both_ends() -> None:
    trail = tilts(WALK)
    figure = charts.spirit_level(trail)
    assert drawn(figure, "trail") == pytest.approx(trail[["x", "y"]].tail(LONGEST).to_numpy())
    texts = [note.text for note in figure.layout.annotations]
    assert "<b>Q3 25</b>" in texts
    assert "Q4 23" in texts
    for leg in ("Profit high", "ESAT high", "CSAT high"):
        assert leg in texts


def test_beyond_the_rim_the_bubble_stops_with_an_arrow() -> None:
    figure = charts.spirit_level(tilts([SCORES, {ESAT: 110.0, CSAT: 40.0, PROFIT: 40.0}]))
    middle = drawn(figure, "bubble")[:-1].mean(axis=0)
    assert np.hypot(*middle) == pytest.approx(VIAL - BUBBLE)
    assert np.hypot(*drawn(figure, "beyond")[0]) > VIAL
    assert "beyond" not in [trace.name for trace in charts.spirit_level(tilts(WALK)).data]


@given(st.floats(-80, 80), st.floats(-80, 80))
def test_clamping_keeps_direction(x: float, y: float) -> None:
    found = clamp(np.array([[x, y]]))[0]
    assert found[0] * y == pytest.approx(found[1] * x, abs=1e-6)
    assert np.hypot(*found) <= VIAL
    if np.hypot(x, y) <= VIAL:
        assert found.tolist() == [x, y]


def test_one_quarter_and_none() -> None:
    one = charts.spirit_level(tilts([SCORES]))
    assert sum("Q1 23" in note.text for note in one.layout.annotations) == 1
    empty = charts.spirit_level(tilts([SCORES]).iloc[:0])
    assert "bubble" not in [trace.name for trace in empty.data]
