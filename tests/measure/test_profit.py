"""Profit figures: ratios of sums over exactly the units that have both parts."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.measure import Target, leg_history
from stool.measure.profit import profit_figures
from stool.privacy import publish
from stool.schema import ATTAINMENT, MARGIN
from tests.cells.making import cells, ledger

PARENTS = {"A": "North", "B": "North"}
MONEY = st.floats(1, 1e9)


def published(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    return publish(cells(*(ledger(*row) for row in rows)), PARENTS).table


def figure(table: pd.DataFrame, name: str) -> Mapping[str, float]:
    figures = profit_figures(table)
    return dict(zip(figures["node"], figures[name], strict=True))


def test_a_region_is_the_ratio_of_sums() -> None:
    table = published(
        ("revenue", "2025Q1", "A", 100),
        ("cost", "2025Q1", "A", 90),
        ("revenue", "2025Q1", "B", 300),
        ("cost", "2025Q1", "B", 210),
        ("revenue", "2025Q1", "C", 100),
        ("cost", "2025Q1", "C", 130),
    )
    found = figure(table, MARGIN)
    assert found == pytest.approx({"A": 10, "B": 30, "C": -30, "North": 25, "ALL UNITS": 14})


def test_revenue_without_cost_is_not_profit() -> None:
    table = published(
        ("revenue", "2025Q1", "A", 100),
        ("cost", "2025Q1", "A", 90),
        ("revenue", "2025Q1", "B", 5000),
    )
    found = figure(table, MARGIN)
    assert np.isnan(found["B"])
    assert found["North"] == found["ALL UNITS"] == pytest.approx(10)


def test_attainment_is_revenue_over_its_target() -> None:
    table = published(
        ("revenue", "2025Q1", "A", 95),
        ("revenue_target", "2025Q1", "A", 100),
        ("revenue", "2025Q1", "B", 220),
        ("revenue_target", "2025Q1", "B", 200),
    )
    assert figure(table, ATTAINMENT) == pytest.approx(
        {"A": 95, "B": 110, "North": 105, "ALL UNITS": 105}
    )
    assert MARGIN not in profit_figures(table)


@pytest.mark.parametrize("revenue", [0.0, -50.0])
def test_no_margin_on_revenue_that_is_not_positive(revenue: float) -> None:
    table = published(("revenue", "2025Q1", "A", revenue), ("cost", "2025Q1", "A", 90))
    assert np.isnan(figure(table, MARGIN)["A"])


def test_no_ledger_has_no_figures() -> None:
    assert profit_figures(published()).empty


@settings(max_examples=12, deadline=None)
@given(scale=st.floats(0.01, 100), revenue=MONEY, cost=MONEY, other=MONEY, spent=MONEY)
def test_margin_ignores_the_currency_and_lies_between_its_parts(
    scale: float, revenue: float, cost: float, other: float, spent: float
) -> None:
    def margins(by: float) -> Mapping[str, float]:
        rows = [
            ("revenue", "A", revenue),
            ("cost", "A", cost),
            ("revenue", "B", other),
            ("cost", "B", spent),
        ]
        return figure(published(*((m, "2025Q1", u, by * v) for m, u, v in rows)), MARGIN)

    found = margins(1.0)
    assert margins(scale) == pytest.approx(found, rel=1e-6, abs=1e-6)
    low, high = sorted([found["A"], found["B"]])
    slack = 1e-6 * (1 + abs(low) + abs(high))
    assert low - slack <= found["North"] <= high + slack


TARGETS = {
    MARGIN: Target(0, 10, 20, provisional=False),
    ATTAINMENT: Target(90, 100, 105, provisional=False),
}


def profit_leg(targeted: list[str]) -> pd.DataFrame:
    """Leg of a unit with margin 10 % in three quarters and revenue on target in some."""
    rows = []
    for quarter in ("2025Q1", "2025Q2", "2025Q3"):
        rows += [("revenue", quarter, "A", 100.0), ("cost", quarter, "A", 95.0)]
    rows += [("revenue_target", quarter, "A", 100.0) for quarter in targeted]
    history = leg_history(published(*rows), {}, TARGETS)
    return history[history["node"] == "A"].set_index("quarter")


def test_the_leg_is_the_mean_of_both_scores() -> None:
    found = profit_leg(["2025Q1", "2025Q2", "2025Q3"])
    assert found["score"].tolist() == pytest.approx([(37.5 + 75) / 2] * 3)
    assert found["raw"].tolist() == pytest.approx([5] * 3)
    assert set(found["metric"]) == {MARGIN}
    assert (found["se"] == 0).all()
    assert not found["sampled"].any()


@pytest.mark.parametrize("targeted", [["2025Q1"], ["2025Q2", "2025Q3"], []])
def test_a_target_that_comes_and_goes_does_not_move_the_leg(targeted: list[str]) -> None:
    assert profit_leg(targeted)["score"].tolist() == pytest.approx([37.5] * 3)


def test_as_many_quarters_are_not_the_same_quarters() -> None:
    rows = [("revenue", f"2025Q{q}", "A", 100.0) for q in range(1, 4)]
    rows += [("cost", f"2025Q{q}", "A", 95.0) for q in (1, 2)]
    rows += [("revenue_target", f"2025Q{q}", "A", 100.0) for q in (2, 3)]
    history = leg_history(published(*rows), {}, TARGETS)
    found = history[history["node"] == "A"]
    assert found["quarter"].tolist() == ["2025Q1", "2025Q2"]
    assert found["score"].tolist() == pytest.approx([37.5, 37.5])
