"""Customers kept, exceeded and treated as persons, on cells made by hand."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from stool.measure.profit import profit_figures
from stool.schema import (
    CSAT,
    CUSTOMERS_LOST,
    CUSTOMERS_NEW,
    CUSTOMERS_START,
    NPS,
    PROFIT,
    REPEAT_REVENUE,
    RETENTION,
    REVENUE,
    SEGMENT,
)
from stool.service import customers
from tests.service.built import basis, cell, pair

LEDGER = {  # start, lost, new, revenue, repeat
    "Ash": (500, 25, 20, 1000, 600),
    "Birch": (500, 30, 20, 1000, 600),
    "Cedar": (500, 90, 20, 1000, 300),
}
METRICS = (CUSTOMERS_START, CUSTOMERS_LOST, CUSTOMERS_NEW, REVENUE, REPEAT_REVENUE)


def ledger():
    cells = [
        cell(PROFIT, metric, [float(value)], node=unit, scale="ledger")
        for unit, values in LEDGER.items()
        for metric, value in zip(METRICS, values, strict=True)
    ]
    sums = np.sum(list(LEDGER.values()), axis=0)
    whole = [cell(PROFIT, name, [float(value)], scale="ledger")
             for name, value in zip(METRICS, sums, strict=True)]  # fmt: skip
    return [*cells, *whole]


def test_customers_kept_are_those_of_the_money_card_with_chance() -> None:
    given = basis(ledger())
    found = customers.kept(given)
    assert found is not None
    rows = [given.rows(PROFIT, name) for name in METRICS]
    money = profit_figures(pd.concat(rows)).set_index("node")
    assert found.headline.value == pytest.approx(money.loc["ALL UNITS", RETENTION] / 100)
    ends = stats.binomtest(1355, 1500).proportion_ci(method="wilson")
    assert (found.headline.low, found.headline.high) == pytest.approx((ends.low, ends.high))
    assert found.figure("repeat_share").value == pytest.approx(0.5)
    assert (found.figure("lost").value, found.figure("won").value) == (145, 60)
    assert found.places["place"].iloc[0] == "Cedar"
    assert found.places["is_clear"].tolist() == [True, False, False]


def test_without_customers_at_the_start_nothing_is_kept() -> None:
    assert customers.kept(basis([])) is None
    assert customers.kept(basis(ledger()[3:5])) is None


def test_expectation_stands_with_recommendation_and_repeat() -> None:
    cells = [
        cell(CSAT, "expectation", [-2, 0, 1, 2], scale="-2-2"),
        cell(CSAT, NPS, [10] * 6 + [8] * 2 + [2] * 2, scale="0-10"),
        cell(CSAT, "repeat", [1, 1, 0, 1], scale="0-1"),
    ]
    found = customers.exceeded(basis(cells))
    assert found is not None
    assert found.headline.value == pytest.approx(0.25)
    assert found.figure(NPS).value == pytest.approx(40)
    assert found.figure("repeat").value == pytest.approx(0.75)
    assert customers.exceeded(basis(cells[1:])) is None


def answers(slope, seed, n=80):
    rng = np.random.default_rng(seed)
    person = rng.integers(1, 6, n).astype(float)
    return person, 3 + slope * (person - 3) + rng.normal(0, 0.5, n)


def pairs(slopes, quarters=("2025Q4", "2026Q1")):
    """Pairs of three segments, the second quarter a point up on both questions."""
    made = {}
    rows = []
    for place, (segment, slope) in enumerate(slopes.items()):
        for shift, quarter in enumerate(quarters):
            person, felt = answers(slope, 10 * place + shift)
            person, felt = person + shift, felt + shift
            made.setdefault(segment, []).append((person, felt))
            rows.append(pair(CSAT, ("treated_as_person", person), ("csat", felt),
                             quarter=quarter, dimension=SEGMENT, level=segment))  # fmt: skip
    return rows, made


def test_slopes_are_least_squares_within_quarters() -> None:
    rows, made = pairs({"A": 0.6, "B": -0.4})
    found = customers.as_person(basis([], pairs=rows))
    assert found is not None
    for segment, sign in (("A", 1), ("B", -1)):
        person, felt = (np.concatenate([each[side] for each in made[segment]]) for side in (0, 1))
        quarter = np.repeat([0, 1], 80)
        fit = sm.OLS(felt, np.column_stack([person, quarter == 0, quarter == 1])).fit()
        row = found.parts.set_index("part").loc[segment]
        assert row["value"] == pytest.approx(fit.params[0])
        width = stats.t.isf(0.025 / 2, fit.df_resid) * fit.bse[0]
        assert row["high"] - row["value"] == pytest.approx(width)
        assert sign * row["value"] > 0
    assert found.doubts == ("opposite_signs",)
    assert found.headline.low > 0


def test_a_sign_within_noise_is_opposite_to_none() -> None:
    found = customers.as_person(basis([], pairs=pairs({"A": 0.03, "B": -0.5})[0]))
    assert found is not None
    near = found.parts.set_index("part").loc["A"]
    assert near["low"] < 0 < near["value"]
    assert not found.doubts


def test_segments_that_want_the_same_are_not_flagged() -> None:
    found = customers.as_person(basis([], pairs=pairs({"A": 0.5, "B": 0.5, "C": 0.5})[0]))
    assert found is not None
    assert not found.doubts
    assert found.headline.low < 0 < found.headline.high
    assert customers.as_person(basis([], pairs=pairs({"A": 0.5})[0])) is None
    still = (("treated_as_person", [3] * 9), ("csat", [4] * 9))
    flat = [pair(CSAT, *still, dimension=SEGMENT, level=name) for name in "AB"]
    assert customers.as_person(basis([], pairs=flat)) is None
