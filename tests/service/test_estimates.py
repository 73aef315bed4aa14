"""Means, differences and averages, against scipy on the answers behind the sums."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from stool.schema import CSAT, ESAT
from stool.service.estimates import (
    Estimate,
    average,
    by_level,
    difference,
    figure_of,
    pooled,
    staff_less_customers,
)
from tests.service.built import around, cell

RNG = np.random.default_rng(1)
ONE, OTHER = RNG.integers(1, 6, 12), RNG.integers(2, 6, 35)


def table(*cells: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(cells))


def test_a_mean_is_that_of_all_rows_together_with_students_interval() -> None:
    found = figure_of("m", table(cell(ESAT, "a", ONE[:5]), cell(ESAT, "a", ONE[5:])))
    ends = stats.ttest_1samp(ONE, 0).confidence_interval()
    assert (found.value, found.low, found.high) == pytest.approx((ONE.mean(), *ends))
    assert (found.n, found.kind, found.scale) == (12, "mean", "1-5")
    assert not figure_of("m", table(cell(ESAT, "a", ONE)).iloc[:0]).is_known
    unknown = table(cell(ESAT, "a", ONE), {**cell(ESAT, "a", ONE), "ss": np.nan})
    assert (pooled(unknown).value, np.isnan(pooled(unknown).se)) == (ONE.mean(), True)


def test_a_mean_of_yes_and_no_is_a_share_with_wilsons_interval() -> None:
    found = figure_of("s", table(cell(CSAT, "b", [1] * 9 + [0] * 2, scale="0-1")))
    ends = stats.binomtest(9, 11).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((ends.low, ends.high))
    assert (found.kind, found.scale) == ("share", "")


def test_levels_are_named() -> None:
    rows = table(
        *(cell(ESAT, "a", [value] * 3, level=level) for level, value in (("y", 2), ("x", 4)))
    )
    assert [(each.key, each.value) for each in by_level(rows)] == [("x", 4), ("y", 2)]


def test_a_difference_is_that_of_welch() -> None:
    staff, customers = table(cell(ESAT, "a", ONE)), table(cell(CSAT, "b", OTHER))
    found = difference(staff, customers)
    theirs = stats.ttest_ind(ONE, OTHER, equal_var=False)
    assert found.freedom == pytest.approx(theirs.df)
    assert found.p == pytest.approx(theirs.pvalue)
    figure, ends = found.figure("gap"), theirs.confidence_interval()
    assert (figure.low, figure.high) == pytest.approx((ends.low, ends.high))
    assert (figure.kind, figure.scale, figure.n) == ("gap", "1-5", 47)
    assert staff_less_customers(pd.concat([customers, staff])) == found


def test_a_difference_of_one_answer_or_of_none_alike_has_no_interval() -> None:
    two, same = table(cell(CSAT, "b", [4, 5])), table(cell(CSAT, "b", [3, 3]))
    one = difference(table(cell(ESAT, "a", [3])), two)
    assert (one.value, np.isnan(one.se), np.isnan(one.p)) == (-1.5, True, True)
    none = difference(same, same)
    assert (none.value, none.se, np.isnan(none.p)) == (0, 0, True)


def test_a_difference_over_two_scales_is_in_hundredths_of_the_way_up() -> None:
    five, eleven = cell(ESAT, "a", [3, 4]), cell(CSAT, "b", [5, 10], scale="0-10")
    found = difference(table(five), table(eleven))
    assert (found.kind, found.scale) == ("points", "")
    assert found.value == pytest.approx(100 * (2.5 / 4 - 7.5 / 10))
    spreads = np.hypot(100 / 4 * np.std([3, 4], ddof=1), 100 / 10 * np.std([5, 10], ddof=1))
    assert found.se == pytest.approx(spreads / np.sqrt(2))
    hours = cell(CSAT, "b", [5, 10], scale="amount")
    assert np.isnan(difference(table(five), table(hours)).value)


@pytest.mark.parametrize(
    ("alike", "se", "freedom"),
    [
        (True, 0.2, 9),
        (False, np.sqrt(0.01 + 0.09) / 2, 0.1**2 / (0.1**4 / 9 + 0.3**4 / 29)),
    ],
)
def test_an_average_of_the_same_people_is_less_sure(alike: bool, se: float, freedom: float) -> None:
    parts = [Estimate(1, 0.1, 10, freedom=9), Estimate(2, 0.3, 30, freedom=29)]
    found = average(parts, alike=alike)
    assert (found.value, found.n) == (1.5, 10 if alike else 40)
    assert (found.se, found.freedom) == pytest.approx((se, freedom))


def test_an_interval_widens_with_the_looks_and_with_few_answers() -> None:
    one, ten = (Estimate(0.0, 1.0, 9).figure("", looks) for looks in (1, 10))
    assert one.high == pytest.approx(stats.norm.isf(0.025))
    assert ten.high == pytest.approx(stats.norm.isf(0.0025))
    few = Estimate(0.0, 1.0, 9, freedom=5).figure("")
    assert few.high == pytest.approx(stats.t.isf(0.025, 5))


def test_answers_are_built_as_asked() -> None:
    assert np.mean(around(3.25)) == 3.25
