"""The control chart: limits where the numbers are, rings and bars on what stands out."""

import numpy as np
import pytest

from stool import charts
from stool.charts.control import APART, BOTTOM, HEIGHT, LEAST_SPAN, TOP
from stool.measure.control import Control, leg_control
from stool.schema import CSAT, ESAT, LEGS, MARGIN, PROFIT
from tests.charts.build import legs
from tests.charts.test_history import trace
from tests.charts.test_seat import drawn

LIGHT = charts.PALETTES["light"]
CALM = [70.0, 71.0, 69.5, 70.5, 70.0, 69.0, 71.5, 70.0, 70.5, 69.5]
SHIFTED = [66.0, 67.0] * 4 + [np.nan] + [71.0, 72.0] * 4


def found(scores: list[float], se: float = 1.0) -> Control:
    return leg_control(legs(CSAT, scores, se))


def names(figure: object) -> list[str]:
    return [part.name for part in figure.data]


def test_limits_and_mean_lie_where_the_numbers_are() -> None:
    control = found([*CALM, 90.0])
    figure = charts.control(control, CSAT)
    for name in ("low", "high"):
        edge = drawn(figure, name)
        assert edge[::2, 1].tolist() == edge[1::2, 1].tolist() == control.table[name].tolist()
        assert edge[:, 0].tolist() == [at + side for at in range(11) for side in (-0.5, 0.5)]
        assert trace(figure, name).line.dash == "5px,4px"
    band = drawn(figure, "band")[:, 1]
    assert (band.min(), band.max()) == (control.table["low"].min(), control.table["high"].max())
    assert drawn(figure, "mean").tolist() == [[-0.5, control.centre], [10.5, control.centre]]
    assert drawn(figure, "score")[:, 1].tolist() == [*CALM, 90]


def test_limits_step_where_sampling_errors_differ() -> None:
    rows = legs(CSAT, CALM).assign(se=[1.0] * 5 + [8.0] + [1.0] * 4)
    edge = drawn(charts.control(leg_control(rows), CSAT), "high")
    widths = edge[:, 1] - np.mean(CALM)
    assert widths[10:12] == pytest.approx(24)
    assert edge[10:12, 0].tolist() == [4.5, 5.5]
    assert widths[:10].max() < 6


def test_what_lies_beyond_is_ringed_in_ink() -> None:
    figure = charts.control(found([*CALM, 90.0, *CALM, 55.0]), CSAT)
    assert drawn(figure, "beyond").tolist() == [[10, 90], [21, 55]]
    ring = trace(figure, "beyond").marker
    assert (ring.symbol, ring.color) == ("circle-open", LIGHT.ink)
    assert not len(drawn(charts.control(found(CALM), CSAT), "beyond"))


def test_a_long_run_has_a_bar_on_its_side() -> None:
    control = found(SHIFTED)
    bars = drawn(charts.control(control, CSAT), "runs").reshape(-1, 3, 2)
    assert bars[:, :2, 0].tolist() == [[-0.4, 7.4], [8.6, 16.4]]
    assert np.isnan(bars[:, 2]).all()
    under, over = bars[:, 0, 1]
    assert under < control.table["low"].min()
    assert over > control.table["high"].max()
    assert bars[:, 1, 1].tolist() == [under, over]
    assert not len(drawn(charts.control(found(CALM), CSAT), "runs"))


def test_a_bar_keeps_clear_of_figures_beyond_the_limits() -> None:
    control = found([*(70 - step % 2 for step in range(9)), 95, *(80 - s % 2 for s in range(9))])
    bars = drawn(charts.control(control, CSAT), "runs")
    assert np.nanmax(bars[:, 1]) > 95


def test_a_missing_quarter_leaves_a_gap() -> None:
    figure = charts.control(found(SHIFTED), CSAT)
    line = drawn(figure, "score")[:, 1]
    assert np.flatnonzero(np.isnan(line)).tolist() == [8]
    assert not trace(figure, "score").connectgaps
    assert trace(figure, "score").text[8] == ""
    assert np.isfinite(drawn(figure, "low")).all()


def test_few_quarters_have_no_limits_and_say_why() -> None:
    figure = charts.control(found(CALM[:5]), CSAT)
    assert names(figure) == ["score", "beyond"]
    assert drawn(figure, "score")[:, 1].tolist() == CALM[:5]
    (title,) = figure.layout.annotations
    assert title.text == "CSAT score<br>no limits yet: 5 quarters have a figure, 8 are needed"
    empty = charts.control(found([]), CSAT)
    assert "no limits yet: 0 quarters have a figure" in empty.layout.annotations[0].text


def test_the_last_limits_are_printed_where_they_lie() -> None:
    figure = charts.control(found(CALM), CSAT)
    title, *ends = figure.layout.annotations
    assert title.text.startswith("CSAT score<br>dashed: own limits; ringed: beyond them")
    low, high = drawn(figure, "low")[-1, 1], drawn(figure, "high")[-1, 1]
    printed = [f"limit {low:.1f}", "mean 70.2", f"limit {high:.1f}"]
    assert [end.text for end in ends] == printed
    bottom, top = figure.layout.yaxis.range
    at = [bottom + end.y * (top - bottom) for end in ends]
    room = HEIGHT - TOP - BOTTOM
    if high - low > 2 * APART * (top - bottom) / room:
        assert at == pytest.approx([low, found(CALM).centre, high])


def test_printed_limits_never_touch() -> None:
    flat = charts.control(found([70.0] * 9, se=0.0), CSAT)
    heights = [end.y * (HEIGHT - TOP - BOTTOM) for end in flat.layout.annotations[1:]]
    assert np.diff(heights).tolist() == pytest.approx([APART, APART])


@pytest.mark.parametrize("scores", [CALM, CALM[:5], [70.0] * 9, [*CALM, 109.0]])
def test_a_score_has_room_enough_that_noise_is_no_cliff(scores: list[float]) -> None:
    figure = charts.control(found(scores, se=0.1), CSAT)
    low, high = figure.layout.yaxis.range
    assert high - low >= LEAST_SPAN
    for name in {"score", "low", "high", "runs"} & set(names(figure)):
        values = drawn(figure, name)[:, 1]
        values = values[np.isfinite(values)]
        assert ((values > low) & (values < high)).all()


def test_a_raw_figure_has_its_own_axis_and_digits() -> None:
    rows = legs(PROFIT, CALM, metric=MARGIN, n=np.nan)
    rows = rows.assign(raw_low=rows["raw"], raw_high=rows["raw"])
    control = leg_control(rows, "raw")
    figure = charts.control(control, PROFIT, metric=MARGIN, figure="raw")
    assert drawn(figure, "raw")[:, 1].tolist() == rows["raw"].tolist()
    assert figure.layout.annotations[0].text.startswith("margin, % of revenue<br>")
    assert figure.layout.annotations[2].text == f"mean {control.centre:.1f}%"
    low, high = figure.layout.yaxis.range
    assert 0.3 < high - low < 1


def test_hover_words() -> None:
    text = trace(charts.control(found([*CALM, 90.0]), CSAT), "score").text
    assert text[10].startswith("<b>Q3 2025</b><br>90.0<br>limits ")
    assert text[10].endswith("<br>above its limits")
    assert text[0].count("<br>") == 2
    run = trace(charts.control(found(SHIFTED), CSAT), "score").text
    assert run[0].endswith("<br>in a long run below the mean")
    assert trace(charts.control(found(CALM[:2]), CSAT), "score").text[0] == "<b>Q1 2023</b><br>70.0"


def test_both_modes_and_all_legs_draw_the_same() -> None:
    control = found(SHIFTED)
    figures = [
        charts.control(control, leg, mode=mode) for leg in LEGS for mode in ("light", "dark")
    ]
    for figure in figures:
        assert names(figure) == ["band", "low", "high", "mean", "runs", "score", "beyond"]
    symbols = [trace(figure, "score").marker.symbol for figure in figures]
    assert symbols[::2] == ["circle", "square", "triangle-up"]
    assert trace(figures[0], "score").line.color == LIGHT.legs[ESAT]
