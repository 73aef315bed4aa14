"""The pictures of teams that serve teams, as data."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from stool import charts
from stool.service.edges import EDGE_COLUMNS, LINK_COLUMNS

EDGES = pd.DataFrame(
    [
        ("Desk", "East", 3.0, 2.8, 3.2, 40, True, 0.5, 0.2, 0.8),
        ("Store", "Desk", 5.0, 4.8, 5.0, 40, True, np.nan, np.nan, np.nan),
    ],
    columns=list(EDGE_COLUMNS),
)
LINKS = pd.DataFrame(
    [
        ("Desk", "ALL UNITS", 4.0, 3.8, 4.2, 40, True, 1, 0, False),
        ("Aside", "ALL UNITS", 4.0, 3.8, 4.2, 40, True, 1, 0, False),
        ("Store", "Desk", 2.0, 1.8, 2.2, 40, True, 2, 1, True),
    ],
    columns=list(LINK_COLUMNS),
)


def test_a_matrix_is_blank_where_nobody_serves() -> None:
    drawn = charts.team_matrix(EDGES, "1-5").data[0]
    assert drawn.z.tolist()[1][0] == pytest.approx(0.5)
    assert drawn.z.tolist()[0][1] == pytest.approx(1.0)
    assert np.isnan(drawn.z[0][0])
    assert np.isnan(drawn.z[1][1])
    assert drawn.text[1][0] == "3.00 ▲"
    assert drawn.text[0][1] == "5.00"
    assert "2.80 to 3.20" in drawn.customdata[1][0]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_chain_runs_to_the_right_and_its_weakest_link_is_thick(mode: Any) -> None:
    figure = charts.service_chain(LINKS, "1-5", "customers 3.70", mode=mode)
    lines = {trace.name: trace for trace in figure.data if trace.mode == "lines"}
    widths = {name: line.line.width for name, line in lines.items()}
    assert max(widths, key=widths.__getitem__) == "Store to Desk"
    assert all(line.x[0] < line.x[1] for line in lines.values())
    texts = [each.text for each in figure.layout.annotations]
    assert "<b>2.00</b>" in texts
    assert "All<br>units<br>customers 3.70" in texts
    teams = next(trace for trace in figure.data if trace.name == "teams")
    assert len(set(zip(teams.x, teams.y, strict=True))) == 4


def test_names_are_never_read_as_markup() -> None:
    bad = LINKS.replace("Store", "<b>Store")
    figure = charts.service_chain(bad, "1-5", "")
    assert "&lt;b&gt;Store" in [each.text for each in figure.layout.annotations]
