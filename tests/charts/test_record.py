"""The record of the forecasts: lines, what is stored, gaps, and names that never touch."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool import charts
from stool.charts.record import APART, BOTTOM, HEIGHT, MARKS, TOP, spread
from stool.period import shift
from stool.schema import CSAT
from tests.charts.test_history import trace

LIGHT = charts.PALETTES["light"]
ROOM = HEIGHT - TOP - BOTTOM


def record(**columns: object) -> pd.DataFrame:
    """Four quarters from 2025Q1 on, the last one stored."""
    frame = {
        "quarter": [shift("2025Q1", step) for step in range(4)],
        "follower": CSAT,
        "kind": ["backtest", "backtest", "backtest", "stored"],
        "rmse": [1.0, 1.2, 0.9, 1.1],
        "rmse_no_change": [1.3, 1.4, 1.2, 1.5],
        "rmse_seasonal_naive": [1.8, 2.0, 1.7, 1.6],
        "rmse_own_path": [1.1, 1.25, 1.0, 1.12],
        "coverage": 0.75,
        "n": 24,
    }
    return pd.DataFrame(frame | columns)


def test_every_line_holds_its_errors() -> None:
    figure = charts.record(record())
    for name in ("rmse", *MARKS):
        line = trace(figure, name)
        assert list(line.y) == record()[name].tolist()
        assert list(line.x) == [0, 1, 2, 3]
    assert figure.data[-1].name == "rmse"  # ours is drawn over the others


def test_stored_forecasts_are_filled_and_backtests_hollow() -> None:
    ours = trace(charts.record(record()), "rmse")
    assert list(ours.marker.color) == [LIGHT.card] * 3 + [LIGHT.ink]
    assert ours.marker.line.color == LIGHT.ink
    assert ours.marker.symbol == "circle"
    assert ours.text[3].startswith("<b>Q4 2025</b>, forecast before the quarter was known")
    assert "assuming no change: 1.30" in ours.text[0]
    assert ours.text[0].endswith("75% of 24 inside their interval")


def test_yardsticks_differ_in_dash_and_shape_not_in_colour() -> None:
    figure = charts.record(record())
    lines = [trace(figure, name) for name in MARKS]
    assert len({line.line.dash for line in lines}) == 3
    assert len({line.marker.symbol for line in lines} | {"circle"}) == 4
    assert {line.line.color for line in lines} == {LIGHT.muted}


def test_a_missing_quarter_leaves_a_gap() -> None:
    figure = charts.record(record().drop(index=1))
    ours = trace(figure, "rmse")
    assert np.isnan(ours.y).tolist() == [False, True, False, False]
    assert not ours.connectgaps
    assert ours.text[1] == ""
    assert len(ours.marker.color) == 4


def test_of_a_quarter_with_both_kinds_the_stored_is_drawn() -> None:
    both = pd.concat([record(), record(kind="stored", rmse=0.5).iloc[[1]]])
    for table in (both, both.iloc[::-1]):
        ours = trace(charts.record(table), "rmse")
        assert list(ours.y) == [1.0, 0.5, 0.9, 1.1]
        assert list(ours.marker.color) == [LIGHT.card, LIGHT.ink, LIGHT.card, LIGHT.ink]


def test_the_axis_starts_at_zero_and_holds_the_largest_error() -> None:
    low, high = charts.record(record()).layout.yaxis.range
    assert low == 0
    assert high > 2


def names(figure) -> dict[str, float]:
    """Height in px of each name at the end of a line."""
    return {note.text: note.y * ROOM for note in figure.layout.annotations if note.x == 1}


def test_names_stand_at_the_ends_of_the_lines_and_never_touch() -> None:
    placed = names(charts.record(record()))
    assert list(placed) == ["● ours", "+ own path", "◇ no change", "× year ago"]
    heights = list(placed.values())
    assert np.diff(heights).min() >= APART - 1e-9
    top = charts.record(record()).layout.yaxis.range[1]
    assert np.mean(heights) == pytest.approx(ROOM * np.mean([1.1, 1.12, 1.5, 1.6]) / top)
    inks = {note.text: note.font.color for note in charts.record(record()).layout.annotations}
    assert inks["● ours"] == LIGHT.ink
    assert inks["+ own path"] == LIGHT.muted


def test_a_line_that_ends_early_is_named_at_its_last_error() -> None:
    table = record(rmse_seasonal_naive=[1.9, np.nan, np.nan, np.nan], rmse_own_path=np.nan)
    figure = charts.record(table)
    placed = names(figure)
    assert list(placed) == ["● ours", "◇ no change", "× year ago"]
    assert placed["× year ago"] == pytest.approx(ROOM * 1.9 / figure.layout.yaxis.range[1])


@given(
    heights=st.lists(st.floats(-20, 300), min_size=1, max_size=6).map(sorted),
    apart=st.floats(1, 30),
)
def test_spread_keeps_names_apart_in_order_and_in_the_room(
    heights: list[float], apart: float
) -> None:
    placed = spread(heights, apart, 200)
    assert np.all(np.diff(placed) >= apart - 1e-6)
    assert min(placed) >= -1e-6
    assert max(placed) <= 200 + 1e-6


def test_spread_moves_nothing_that_has_room() -> None:
    assert spread([10, 40, 90], 15, 200) == pytest.approx([10, 40, 90])
    assert spread([50, 50], 15, 200) == pytest.approx([42.5, 57.5])
    assert spread([195, 199], 15, 200) == pytest.approx([185, 200])


def test_nothing_graded_yet() -> None:
    assert charts.record(record().iloc[:0]).layout.height == HEIGHT
    blank = record(rmse=np.nan, rmse_no_change=np.nan, rmse_seasonal_naive=np.nan)
    assert charts.record(blank.assign(rmse_own_path=np.nan)).layout.height == HEIGHT


def test_both_modes_draw_the_same() -> None:
    light, dark = (charts.record(record(), mode=mode) for mode in ("light", "dark"))
    assert [part.name for part in light.data] == [part.name for part in dark.data]
    assert light.data[-1].line.color != dark.data[-1].line.color
