"""One link in detail: r at every lag, and within beside between units."""

import numpy as np
import pytest

from stool import charts
from stool.lag.evidence import Evidence
from tests.charts.build import link, panel
from tests.charts.test_history import trace


def test_lollipop_shows_r_with_its_interval() -> None:
    result = link()
    figure = charts.lollipop(result)
    table = result.table[result.table["lag"] >= 0]
    heads = trace(figure, "lags")
    assert list(heads.x) == table["lag"].tolist()
    assert list(heads.y) == table["r"].tolist()
    assert heads.y + np.array(heads.error_y.array) == pytest.approx(table["ci_high"].to_numpy())
    down = np.array(heads.error_y.arrayminus)
    assert heads.y - down == pytest.approx(table["ci_low"].to_numpy())


def test_lags_that_stand_out_are_filled() -> None:
    palette = charts.PALETTES["light"]
    heads = trace(charts.lollipop(link()), "lags")
    filled = {
        lag for lag, color in zip(heads.x, heads.marker.color, strict=True) if color == palette.ink
    }
    assert filled == {2, 3}
    assert set(heads.marker.color) == {palette.ink, palette.card}


def test_reverse_lags_are_grey() -> None:
    palette = charts.PALETTES["light"]
    result = link()
    figure = charts.lollipop(result)
    reverse = trace(figure, "reverse lags")
    assert list(reverse.x) == [-2, -1]
    assert reverse.marker.line.color == palette.muted
    forward = link(table=result.table[result.table["lag"] >= 0])
    assert "reverse lags" not in [trace.name for trace in charts.lollipop(forward).data]


def test_the_band_of_luck_lies_around_zero_at_every_lag() -> None:
    table = link().table.iloc[3:7].assign(r_band=[0.2, 0.25, np.nan, 0.3])
    *bands, zero = charts.lollipop(link(table=table)).layout.shapes
    assert [(band.x0, band.x1) for band in bands] == [(0.5, 1.5), (1.5, 2.5), (3.5, 4.5)]
    assert [(band.y0, band.y1) for band in bands] == [(-0.2, 0.2), (-0.25, 0.25), (-0.3, 0.3)]
    assert (zero.y0, zero.y1) == (0, 0)


def test_nothing_tested() -> None:
    empty = link(Evidence.TOO_SHORT, (), best_lag=None, table=link().table.iloc[:0], family=())
    assert charts.lollipop(empty).layout.height


def test_only_the_within_figure_is_filled() -> None:
    palette = charts.PALETTES["light"]
    figure = charts.within_between(panel())
    points = trace(figure, "r")
    assert list(points.x) == [0.52, 0.63, 0.81]
    assert list(points.marker.color) == [palette.ink, palette.card, palette.card]
    assert list(points.error_x.array) == pytest.approx([0.15, 0, 0])
    texts = [note.text for note in figure.layout.annotations]
    assert "not evidence of a lead" in texts[2]
    assert texts[0].endswith("<b>0.52</b>")
