"""The heat map: one fixed scale, a number in every cell, hidden cells said so."""

import numpy as np
import pandas as pd

from stool import charts
from stool.charts.heat import HIGH, LOW
from stool.schema import HIDDEN_FEW


def items(units: int = 3, metrics: int = 2) -> pd.DataFrame:
    """Rows of all units and items; the first is hidden."""
    rows = pd.DataFrame(
        [
            {"node": f"Unit {unit}", "metric": f"q{metric}", "position": 0.5 + 0.05 * unit}
            for unit in range(units)
            for metric in range(metrics)
        ]
    )
    rows["shown"] = [f"{100 * position:.0f}%" for position in rows["position"]]
    rows["hidden"] = ""
    rows.loc[0, ["position", "shown", "hidden"]] = [np.nan, "", HIDDEN_FEW]
    return rows


def test_scale_never_moves() -> None:
    narrow = charts.heat_map(items(), {}).data[0]
    wide = charts.heat_map(items().assign(position=[0, 0.2, 0.4, 0.6, 0.8, 1]), {}).data[0]
    assert (narrow.zmin, narrow.zmax) == (wide.zmin, wide.zmax) == (LOW, HIGH)
    assert narrow.colorscale == wide.colorscale


def test_every_cell_prints_its_number() -> None:
    cells = charts.heat_map(items(), {}).data[0]
    printed = np.array(cells.text, dtype=object)
    assert printed[1:].tolist() == [["55%", "55%"], ["60%", "60%"]]
    assert np.array(cells.z)[1:].tolist() == [[0.55, 0.55], [0.6, 0.6]]


def test_hidden_and_missing_cells_are_grey_and_say_why() -> None:
    rows = items().drop(index=5)
    figure = charts.heat_map(rows, {"q0": "Pay is fair"}, minimum=9)
    shown, hidden = figure.data
    assert np.isnan(shown.z[0][0])
    assert shown.text[0][0] == ""
    assert hidden.text[0][0] == hidden.text[2][1] == "·"
    assert np.flatnonzero(np.isfinite(hidden.z)).tolist() == [0, 5]
    assert hidden.colorscale[0][1] == charts.PALETTES["light"].hidden
    assert hidden.customdata[0][0] == "<b>Unit 0</b><br>Pay is fair<br>hidden: fewer than 9 answers"
    assert hidden.customdata[2][1].endswith("no data")


def test_height_grows_with_the_rows() -> None:
    few, many = (charts.heat_map(items(units), {}).layout.height for units in (5, 25))
    assert many - few == 20 * 26


def test_many_items_stand_on_end_without_percent_signs() -> None:
    figure = charts.heat_map(items(25, 10), {"q1": "I can fix things for our customers myself"})
    assert figure.layout.xaxis.tickangle == -90
    assert figure.layout.xaxis.ticktext[1] == "I can fix things for our cu…"
    assert figure.data[0].text[1][0] == "55"
    assert figure.layout.annotations[0].text == "in %"
    assert charts.heat_map(items(), {}).layout.xaxis.tickangle == 0


def test_names_are_never_markup() -> None:
    rows = items().replace("Unit 1", '<a href="x">y</a>')
    figure = charts.heat_map(rows, {"q0": "<i>why</i>"})
    assert "<a" not in "".join(figure.layout.yaxis.ticktext)
    assert "<i" not in "".join(figure.layout.xaxis.ticktext)
    assert "<a" not in figure.data[0].customdata[1][0]
    assert "<i" not in figure.data[0].customdata[1][0]


def test_nothing_to_show() -> None:
    assert charts.heat_map(items().iloc[:0], {}).layout.height > 0
