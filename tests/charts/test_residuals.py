"""What is left of each leg: autocorrelations beside each other, over the band of luck."""

import numpy as np
import pandas as pd
import pytest

from stool import charts
from stool.schema import CSAT, ESAT, LEGS, PROFIT
from tests.charts.test_history import trace

LIGHT = charts.PALETTES["light"]
R = [0.5, -0.1, 0.05, 0.0, 0.1, -0.4, 0.2, 0.1, -0.2, 0.1, 0.3, 0.1]


def left(**columns: object) -> pd.DataFrame:
    """Three legs at lags 1 to 4; ESAT at lag 1 and CSAT at lag 2 are over their bands."""
    frame = {
        "leg": np.repeat(LEGS, 4),
        "lag": [1, 2, 3, 4] * 3,
        "r": R,
        "band": np.repeat([0.4, 0.35, 0.3], 4),
    }
    return pd.DataFrame(frame | columns)


def test_legs_stand_side_by_side_in_their_own_marks() -> None:
    figure = charts.residuals(left())
    heads = [trace(figure, leg) for leg in LEGS]
    assert [list(head.y) for head in heads] == [R[:4], R[4:8], R[8:]]
    assert [list(head.x) for head in heads] == [[1, 2, 3, 4], [6, 7, 8, 9], [11, 12, 13, 14]]
    assert [head.marker.symbol for head in heads] == ["circle", "square", "triangle-up"]
    assert list(figure.layout.xaxis.ticktext) == ["1", "2", "3", "4"] * 3
    assert list(figure.layout.xaxis.tickvals) == [*range(1, 5), *range(6, 10), *range(11, 15)]


def test_stems_run_from_zero_to_r() -> None:
    stems = trace(charts.residuals(left()), "stems")
    assert list(stems.y[:5]) == pytest.approx([0, 0.5, np.nan, 0, -0.1], nan_ok=True)
    assert list(stems.x[:5]) == pytest.approx([1, 1, np.nan, 2, 2], nan_ok=True)


def test_the_band_lies_around_zero_at_every_lag() -> None:
    *bands, zero = charts.residuals(left()).layout.shapes
    assert [(band.y0, band.y1) for band in bands[3:5]] == [(-0.4, 0.4), (-0.35, 0.35)]
    assert [(band.x0, band.x1) for band in bands[3:5]] == [(3.5, 4.5), (5.5, 6.5)]
    assert len(bands) == 12
    assert (zero.y0, zero.y1) == (0, 0)
    unknown = left(band=[np.nan] * 4 + [0.3] * 8)
    assert len(charts.residuals(unknown).layout.shapes) == 9


def test_the_axis_never_moves() -> None:
    assert charts.residuals(left()).layout.yaxis.range == (-1.05, 1.05)
    assert charts.residuals(left().head(4)).layout.yaxis.range == (-1.05, 1.05)


def test_names_are_in_ink_with_the_mark_alone_in_colour() -> None:
    _key, *names = charts.residuals(left()).layout.annotations
    assert [name.x for name in names] == [2.5, 7.5, 12.5]
    for name, leg, short in zip(names, LEGS, ("ESAT", "CSAT", "Profit"), strict=True):
        assert name.text.endswith(f"</span> {short}")
        assert f"color:{LIGHT.legs[leg]}" in name.text
        assert name.font.color == LIGHT.ink


def test_any_other_series_is_drawn_in_muted_ink_and_never_read_as_markup() -> None:
    figure = charts.residuals(left(leg="<i>visits</i>", lag=range(1, 13)))
    assert trace(figure, "<i>visits</i>").marker.color == LIGHT.muted
    assert figure.layout.annotations[1].text == "&lt;i&gt;visits&lt;/i&gt;"
    assert "<i>" not in trace(figure, "<i>visits</i>").text[0]


def test_hover_words() -> None:
    words = trace(charts.residuals(left()), CSAT).text
    assert words[1] == "<b>CSAT, 2 quarters apart</b><br>r = −0.40, luck alone up to 0.35"


def test_one_leg_and_none() -> None:
    one = charts.residuals(left().query("leg == @PROFIT"))
    assert list(trace(one, PROFIT).x) == [1, 2, 3, 4]
    assert one.layout.xaxis.range == (0.4, 4.6)
    assert charts.residuals(left().iloc[:0]).layout.height


def test_both_modes_draw_the_same() -> None:
    light, dark = (charts.residuals(left(), mode=mode) for mode in ("light", "dark"))
    assert [part.name for part in light.data] == [part.name for part in dark.data]
    assert trace(light, ESAT).marker.color != trace(dark, ESAT).marker.color
