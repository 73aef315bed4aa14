"""Sparkline, trend and tilt over time: values, gaps and what is marked."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from stool import charts
from stool.measure.legs import LEG_COLUMNS
from stool.schema import CSAT, ESAT, HIDDEN_FEW, LEGS, MARGIN, PROFIT
from tests.charts.build import SCORES, legs, tilts
from tests.charts.test_seat import drawn

SCORE = [70.0, 72.0, 74.0, 73.0, 71.0, 75.0]


def hidden() -> pd.DataFrame:
    """2023Q2 hidden, 2023Q4 never loaded."""
    history = legs(ESAT, SCORE)
    figures = ["raw", "raw_low", "raw_high", "score", "low", "high", "linear"]
    history.loc[1, figures] = np.nan
    history.loc[1, "hidden"] = HIDDEN_FEW
    return history.drop(index=3)


def trace(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


def test_trend_draws_scores_interval_and_levels() -> None:
    figure = charts.trend(legs(ESAT, SCORE))
    assert drawn(figure, "score")[:, 1].tolist() == SCORE
    band = drawn(figure, "interval")[:, 1]
    assert (band.min(), band.max()) == (min(SCORE) - 2, max(SCORE) + 2)
    assert set(drawn(figure, "target")[:, 1]) == {75}
    assert set(drawn(figure, "floor")[:, 1]) == {0}
    assert figure.layout.yaxis.range[0] <= 0
    assert figure.layout.yaxis.range[1] == 110
    assert len(drawn(figure, "gaps")) == 0


def test_gaps_are_hollow_and_say_why() -> None:
    figure = charts.trend(hidden(), minimum=7)
    line = drawn(figure, "score")
    assert np.flatnonzero(np.isnan(line[:, 1])).tolist() == [1, 3]
    assert not trace(figure, "score").connectgaps
    gaps = trace(figure, "gaps")
    assert list(gaps.x) == [1, 3]
    assert gaps.marker.symbol == "circle-open"
    assert "hidden: fewer than 7 answers" in gaps.text[0]
    assert "no data" in gaps.text[1]
    assert sum(trace.name == "interval" for trace in figure.data) == 3


def test_the_chosen_quarter_is_marked() -> None:
    assert drawn(charts.trend(legs(ESAT, SCORE)), "selected").tolist() == [[5, 75]]
    early = charts.trend(legs(ESAT, SCORE), quarter="2023Q3")
    assert drawn(early, "selected").tolist() == [[2, 74]]
    blank = charts.trend(hidden(), quarter="2023Q2")
    assert "selected" not in [trace.name for trace in blank.data]


def test_raw_figure_has_its_own_axis() -> None:
    history = legs(CSAT, SCORE, metric=MARGIN)
    figure = charts.trend(history, figure="raw")
    assert drawn(figure, "raw")[:, 1].tolist() == history["raw"].tolist()
    assert "target" not in [trace.name for trace in figure.data]
    low, high = figure.layout.yaxis.range
    assert low < history["raw_low"].min()
    assert high > history["raw_high"].max()
    assert "%" in trace(figure, "raw").text[0]
    assert figure.layout.annotations[0].text == "margin, % of revenue"


def test_a_flat_or_empty_history_still_draws() -> None:
    flat = legs(PROFIT, [5.0], raw_low=1.2, raw_high=1.2)
    for figure in ("score", "raw"):
        assert charts.trend(flat, figure=figure).data
        assert charts.trend(pd.DataFrame(columns=list(LEG_COLUMNS)), figure=figure).layout.height
        nothing = hidden().iloc[[1]]
        assert len(drawn(charts.trend(nothing, figure=figure), "gaps")) == 1


def test_sparkline_ends_in_the_legs_mark() -> None:
    for leg, symbol in zip(LEGS, ("circle", "square", "triangle-up"), strict=True):
        figure = charts.sparkline(legs(leg, SCORE), leg, target=80)
        last = trace(figure, "last")
        assert (list(last.x), list(last.y)) == ([trace(figure, "score").x[-1]], [75])
        assert last.marker.symbol == symbol
        assert set(trace(figure, "target").y) == {80}
        low, high = figure.layout.yaxis.range
        assert high - low >= 30
        assert not figure.layout.xaxis.visible


def test_sparkline_of_holes_and_of_nothing() -> None:
    figure = charts.sparkline(hidden(), ESAT)
    assert np.isnan(trace(figure, "score").y[1])
    blank = charts.sparkline(hidden().iloc[[1]], ESAT)
    assert "last" not in [trace.name for trace in blank.data]
    assert charts.sparkline(hidden().iloc[:0], ESAT).layout.height == 34


def test_tilt_trend_marks_the_short_leg_over_its_noise() -> None:
    rows = tilts([SCORES, {ESAT: 50.0, CSAT: 61.0, PROFIT: 70.0}, SCORES]).drop(index=2)
    figure = charts.tilt_trend(rows)
    assert drawn(figure, "tilt")[:, 1] == pytest.approx(rows["points"].to_numpy())
    assert list(trace(figure, "noise floor").y) == rows["noise_floor"].tolist()
    assert list(trace(figure, CSAT).x) == [0]
    assert list(trace(figure, ESAT).x) == [1]
    assert charts.tilt_trend(rows.iloc[:0]).layout.height
    assert charts.tilt_trend(rows.assign(noise_floor=np.nan)).layout.yaxis.range[1] > 15


def test_tilt_trend_leaves_a_gap() -> None:
    rows = tilts([SCORES, SCORES, SCORES]).drop(index=1)
    line = drawn(charts.tilt_trend(rows), "tilt")
    assert np.isnan(line[:, 1]).tolist() == [False, True, False]


def test_units_are_sorted_with_their_noise() -> None:
    rows = tilts([SCORES, {ESAT: 50.0, CSAT: 61.0, PROFIT: 70.0}]).assign(
        node=["North & <b>Co</b>", "South"], quarter="2026Q2", depth="unit"
    )
    figure = charts.tilt_by_unit(rows)
    assert list(figure.layout.yaxis.ticktext) == ["South", "North &amp; &lt;b&gt;Co&lt;/b&gt;"]
    assert list(trace(figure, "noise floor").x) == rows["noise_floor"].tolist()[::-1]
    assert list(trace(figure, ESAT).x) == [rows["points"].max()]
    assert trace(figure, ESAT).marker.symbol == "circle"
    low, high = figure.layout.yaxis.range
    assert low > high  # most tilted on top
    assert charts.tilt_by_unit(rows.iloc[:0]).layout.height
