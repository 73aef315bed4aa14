"""Places side by side: the worst first, clear only beyond noise."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportions_ztest

from stool.schema import CSAT
from stool.service.estimates import Estimate
from stool.service.places import beside, clear, more_often, places
from tests.service.built import around, cell


def test_what_cannot_be_tested_is_not_clear_and_costs_the_others_nothing() -> None:
    assert clear([0.03, np.nan, 0.04]).tolist() == [False, False, False]
    assert clear([0.02, np.nan, 0.5]).tolist() == [True, False, False]
    assert clear([]).tolist() == []


def test_the_worst_place_stands_first_and_is_clear_only_beyond_noise() -> None:
    quiet = {
        name: Estimate(value, 0.1, 20) for name, value in zip("abcd", (3.0, 3, 3, 2), strict=True)
    }
    found = beside(quiet, "unit", "higher")
    assert found["place"].tolist() == ["d", "a", "b", "c"]
    assert found["is_clear"].tolist() == [True, False, False, False]
    assert beside(quiet, "unit", "lower")["place"].iloc[-1] == "d"
    loud = {name: Estimate(each.value, 1.0, 20) for name, each in quiet.items()}
    assert not beside(loud, "unit", "higher")["is_clear"].any()
    few = {name: Estimate(each.value, 0.3, 20, freedom=1) for name, each in quiet.items()}
    many = {name: Estimate(each.value, 0.3, 20) for name, each in quiet.items()}
    assert [bool(beside(each, "unit", "higher")["is_clear"].any()) for each in (few, many)] == [
        *(False, True),
    ]
    assert beside({"a": Estimate(1, 1, 1), "b": Estimate(np.nan, 1, 1)}, "unit", "higher").empty
    still = {name: Estimate(1.0, 0.0, 5) for name in "ab"}
    assert not beside(still, "unit", "higher")["is_clear"].any()


def rows(means: dict[str, float], n: int, scale: str = "1-5") -> pd.DataFrame:
    return pd.DataFrame(
        [cell(CSAT, "a", around(mean, n), node=name, scale=scale) for name, mean in means.items()]
    )


@pytest.mark.parametrize(("n", "expected"), [(40, ["Cedar"]), (4, [])])
def test_means_are_set_against_all_others_together(n: int, expected: list[str]) -> None:
    found = places(rows({"Ash": 3.5, "Birch": 3.5, "Cedar": 3.0}, n), "unit", "node", "higher")
    assert found["place"].tolist() == ["Cedar", "Ash", "Birch"]
    assert found.loc[found["is_clear"], "place"].tolist() == expected


def test_few_answers_that_are_alike_are_no_certainty() -> None:
    alike = [
        *(cell(CSAT, "a", [1, 3, 5] * 9, node=name) for name in ("Ash", "Birch")),
        cell(CSAT, "a", [2, 2], node="Cedar"),
    ]
    found = places(pd.DataFrame(alike), "unit", "node", "higher")
    assert found["place"].iloc[0] == "Cedar"
    assert not found["is_clear"].any()


@pytest.mark.parametrize(("better", "worst"), [("higher", "Birch"), ("lower", "Ash")])
def test_shares_are_set_against_all_others_together(better: str, worst: str) -> None:
    shares = rows({"Ash": 0.95, "Birch": 0.6, "Cedar": 0.8}, 200, "0-1")
    found = places(shares, "unit", "node", better)
    assert found["place"].iloc[0] == worst
    assert found["is_clear"].tolist() == [True, False, False]
    same = places(rows(dict.fromkeys(("Ash", "Birch"), 1.0), 200, "0-1"), "unit", "node", better)
    assert not same["is_clear"].any()


def test_one_place_is_compared_with_nothing() -> None:
    one = rows({"Ash": 3.5}, 9)
    assert places(one, "unit", "node", "higher").empty
    assert places(one.iloc[:0], "unit", "node", "higher").empty


def test_the_test_of_two_shares_is_that_of_statsmodels() -> None:
    theirs = proportions_ztest([30, 40], [100, 250], alternative="larger")[1]
    assert more_often([30, 10, 30], [100, 50, 200])[0] == pytest.approx(theirs)
    assert np.isnan(more_often([0, 0], [9, 9])).all()
