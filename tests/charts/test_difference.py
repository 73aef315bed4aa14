"""The difference: drawn where the numbers are, from nothing on, and only for legs reached."""

import pytest

from stool.charts import PALETTES, difference
from stool.charts.theme import Mode
from stool.schema import CSAT, ESAT, PROFIT
from tests.plan.test_whatif import moved


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_bands_and_middles_hold_the_numbers(mode: Mode) -> None:
    table = moved(10, ahead=4).table
    drawn = {trace.name: trace for trace in difference(table, mode=mode).data}
    assert [*drawn] == [
        f"{leg}{part}" for leg in (ESAT, CSAT, PROFIT) for part in (" 80", " 50", "")
    ]
    rows = table[table["leg"] == CSAT]
    assert list(drawn[CSAT].y) == [0, *rows["middle"]]
    assert list(drawn["csat 80"].y) == [0, *rows["high80"], *rows["low80"][::-1], 0]
    assert list(drawn["csat 50"].y) == [0, *rows["high50"], *rows["low50"][::-1], 0]
    assert list(drawn["csat 50"].x) == [0, 1, 2, 3, 4, 4, 3, 2, 1, 0]
    assert drawn[PROFIT].line.color == PALETTES[mode].legs[PROFIT]


def test_a_leg_not_reached_is_not_drawn_and_not_named() -> None:
    figure = difference(moved(5, links={}).table)
    assert [trace.name for trace in figure.data] == ["esat 80", "esat 50", "esat"]
    assert "CSAT" not in figure.layout.annotations[0].text
    assert figure.layout.xaxis.ticktext[-1] == "Q4<br>26"
