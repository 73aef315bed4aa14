"""Money and customers kept against their targets."""

import numpy as np
import pytest

from stool.measure import Target
from stool.reading import money
from stool.schema import COMPANY, MARGIN, REPEAT_SHARE, RETENTION
from stool.text import money as words
from tests.cells.making import Cell, ledger
from tests.reading.conftest import QUARTERS, Analysed

NOW, YEAR_AGO = QUARTERS[-1], QUARTERS[-5]


def customers(quarter: str, lost: float, repeat: float) -> list[Cell]:
    return [
        ledger("customers_start", quarter, "A", 200),
        ledger("customers_lost", quarter, "A", lost),
        ledger("customers_start", quarter, "B", 800),
        ledger("customers_lost", quarter, "B", 3 * lost),
        ledger("repeat_revenue", quarter, "A", repeat),
    ]


def test_figures_beside_their_targets(analysed: Analysed) -> None:
    targets = {RETENTION: Target(80, 95, 99, provisional=False)}
    found = analysed(
        extra=[*customers(NOW, 10, 600), *customers(YEAR_AGO, 20, 500)], targets=targets
    )
    rows = money(found, NOW, COMPANY).set_index("figure")
    assert rows.loc[RETENTION, ["now", "year_ago", "target"]].tolist() == [96, 92, 95]
    assert rows.loc[RETENTION, "reached"]
    assert rows.loc[REPEAT_SHARE, "now"] == pytest.approx(60)  # of A's revenue alone
    assert rows.loc[MARGIN, "now"] == pytest.approx(10)
    one = money(found, NOW, "B").set_index("figure")
    assert one.loc[RETENTION, "now"] == pytest.approx(100 * (1 - 30 / 800))
    assert np.isnan(one.loc[REPEAT_SHARE, "now"])


def test_they_do_not_move_the_profit_leg(analysed: Analysed) -> None:
    plain, more = analysed(), analysed(extra=customers(NOW, 10, 600))
    for found in (plain, more):
        assert found.legs.query("leg == 'profit' and quarter == @NOW")["score"].tolist() == [75] * 7


def test_words(analysed: Analysed) -> None:
    text = words.caption(money(analysed(), NOW, COMPANY))
    assert text == (
        "Margin 10.0% reaches its target of 10.0%; customers kept is not measured: add "
        "customers_start and customers_lost to the revenue file; repeat share of revenue is not "
        "measured: add repeat_revenue to the revenue file."
    )
