"""Shares, against scipy and statsmodels."""

import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from stool.privacy.coding import with_shares
from stool.schema import CSAT
from stool.service.shares import (
    favourable,
    favourable_share,
    ratio_of_shares,
    share_difference,
    share_of,
    top_share,
)
from tests.service.built import cell

ONE, OTHER = share_of("a", 56, 70), share_of("b", 48, 80)


def table(*cells: dict[str, object]) -> pd.DataFrame:
    return with_shares(pd.DataFrame(list(cells)))


def test_a_share_has_wilsons_interval() -> None:
    ends = stats.binomtest(9, 11).proportion_ci(method="wilson")
    found = share_of("x", 9, 11)
    assert (found.low, found.high) == pytest.approx((ends.low, ends.high))
    assert not share_of("x", 0, 0).is_known


def test_a_difference_of_shares_is_that_of_newcombe() -> None:
    ours = share_difference("d", ONE, OTHER)
    theirs = confint_proportions_2indep(56, 70, 48, 80, compare="diff", method="newcomb")
    assert (ours.low, ours.high) == pytest.approx(tuple(100 * end for end in theirs))
    assert ours.value == pytest.approx(20)


def test_a_ratio_of_shares_is_that_of_the_logarithm() -> None:
    ours = ratio_of_shares("r", ONE, OTHER)
    theirs = confint_proportions_2indep(56, 70, 48, 80, compare="ratio", method="log")
    assert (ours.low, ours.high) == pytest.approx(theirs, rel=0.02)  # theirs adds half an answer
    wide = ratio_of_shares("r", ONE, OTHER, looks=5)
    assert wide.low < ours.low < ours.high < wide.high


def test_favourable_answers_are_those_of_all_rows_together() -> None:
    rows = table(cell(CSAT, "a", [5, 4]), cell(CSAT, "a", [1] * 8))
    assert [each.value for each in favourable(rows)] == [pytest.approx(0.2)]
    assert (top_share("t", rows).value, top_share("t", rows).n) == (pytest.approx(0.1), 10)


@pytest.mark.parametrize(
    ("scale", "answers"), [("-2-2", [1.0, 2.0]), ("1-5 mean", [4.5, 5.0]), ("0-1", [0.0, 1.0])]
)
def test_no_favourable_share_stands_beside_some_scales(scale: str, answers: list[float]) -> None:
    rows = table(cell(CSAT, "a", answers, scale=scale))
    assert favourable(rows) == ()
    assert favourable_share("f", rows).is_known == (scale == "0-1")
    assert favourable(rows.iloc[:0]) == ()
    assert not favourable_share("f", rows.iloc[:0]).is_known
