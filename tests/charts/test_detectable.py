"""The smallest r a design finds: every cell printed, one scale, the company's own outlined."""

import numpy as np
import pandas as pd
import pytest

from stool import charts
from stool.charts.detectable import SCALE

LIGHT = charts.PALETTES["light"]


def power() -> pd.DataFrame:
    """Three numbers of units by three of quarters, shuffled; two find nothing, one is absent."""
    rows = [
        (1, 8, np.nan), (1, 16, np.nan), (1, 20, 0.83),
        (10, 8, 0.6), (10, 16, 0.4), (10, 20, 0.3),
        (24, 8, 0.42), (24, 20, 0.204),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["n_units", "n_quarters", "r"])
    return table.sample(frac=1, random_state=1)


def test_every_cell_prints_its_number_or_none() -> None:
    found, nothing = charts.detectable(power(), (24, 20)).data
    assert np.array(found.text).tolist() == [
        ["", "", ".83"],
        [".60", ".40", ".30"],
        [".42", "", ".20"],
    ]
    assert np.array(nothing.text).tolist() == [["none", "none", ""], ["", "", ""], ["", "", ""]]
    assert np.array(found.z)[1].tolist() == [0.6, 0.4, 0.3]
    assert np.flatnonzero(np.isfinite(nothing.z)).tolist() == [0, 1]
    assert nothing.colorscale[0][1] == LIGHT.hidden


def test_a_design_that_has_no_row_has_no_cell() -> None:
    found, nothing = charts.detectable(power(), (24, 20)).data
    assert np.isnan(found.z[2][1])
    assert np.isnan(nothing.z[2][1])


def test_scale_never_moves_and_runs_from_blue_to_pale() -> None:
    wide = charts.detectable(power(), (24, 20)).data[0]
    narrow = charts.detectable(power().query("n_units == 24"), (24, 20)).data[0]
    assert (wide.zmin, wide.zmax) == (narrow.zmin, narrow.zmax) == (0, SCALE)
    stops = wide.colorscale
    assert [place for place, _ in stops] == [0, 0.5, 1]
    assert stops[0][1] == LIGHT.diverging[-1][1]
    assert stops[2][1] == dict(LIGHT.diverging)[0.5]


@pytest.mark.parametrize(
    ("own", "column", "row"),
    [((24, 20), 2, 2), ((10, 8), 0, 1), ((21, 19), 2, 2), ((500, 9), 0, 2)],
)
def test_the_companys_own_design_or_the_nearest_is_outlined(
    own: tuple[int, int], column: int, row: int
) -> None:
    figure = charts.detectable(power(), own)
    (box,) = figure.layout.shapes
    assert ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) == (column, row)
    assert box.line.color == LIGHT.ink
    assert figure.layout.xaxis.ticktext[column].startswith("<b>")
    assert figure.layout.yaxis.ticktext[row].startswith("<b>")
    assert sum("<b>" in name for name in figure.layout.xaxis.ticktext) == 1


def test_axes_are_in_order_with_few_units_on_top() -> None:
    figure = charts.detectable(power(), (24, 20))
    assert list(figure.layout.xaxis.ticktext) == ["8", "16", "<b>20</b>"]
    assert list(figure.layout.yaxis.ticktext) == ["1", "10", "<b>24</b>"]
    low, high = figure.layout.yaxis.range
    assert low > high
    assert [note.text for note in figure.layout.annotations] == ["quarters of data", "units"]


def test_hover_words() -> None:
    words = charts.detectable(power(), (24, 20)).data[0].customdata
    assert words[0][0] == (
        "<b>1 unit × 8 quarters</b><br>finds no link, however strong, four times in five"
    )
    assert (
        words[2][2] == "<b>24 units × 20 quarters</b><br>finds r = 0.20 or more four times in five"
    )


def test_height_grows_with_the_rows_and_nothing_is_drawn_too() -> None:
    all_, one = (charts.detectable(power().query(q), (24, 20)) for q in ("r == r", "n_units == 10"))
    assert all_.layout.height - one.layout.height == 2 * 28
    empty = charts.detectable(power().iloc[:0], (24, 20))
    assert empty.layout.height
    assert not empty.layout.shapes


def test_both_modes_draw_the_same() -> None:
    light, dark = (charts.detectable(power(), (24, 20), mode=mode) for mode in ("light", "dark"))
    assert [part.name for part in light.data] == [part.name for part in dark.data]
    assert light.data[0].colorscale != dark.data[0].colorscale
