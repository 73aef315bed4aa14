"""The reward fund: what the sample plants is found, and what is missing is named."""

from dataclasses import replace

import numpy as np
import pytest

from stool.book import Book
from stool.lag import Evidence
from stool.reading import Analysis, fund
from stool.reading.fund import SPEND, SURPLUS
from stool.schema import COMPANY, MARGIN
from stool.text import fund as words


@pytest.fixture(scope="module")
def analysis(sample_book: Book) -> Analysis:
    return sample_book.analysis()


def without(analysis: Analysis, *metrics: str) -> Analysis:
    table = analysis.published.table
    published = replace(analysis.published, table=table[~table["metric"].isin(metrics)])
    return replace(analysis, published=published)


def test_the_planted_path_is_found_step_by_step(analysis: Analysis) -> None:
    found = fund(analysis)
    to_spend, to_fair, to_recognised = found.links
    assert (to_spend.leader, to_spend.follower, to_spend.lag_set) == (SURPLUS, SPEND, (2,))
    assert to_spend.best_r == pytest.approx(0.94, abs=0.01)
    assert to_spend.evidence >= Evidence.ESTABLISHED
    assert {to_fair.best_lag, to_recognised.best_lag} == {1}
    assert to_fair.p == max(link.p for link in found.links)


def test_surplus_and_spending_are_those_of_the_last_quarter(analysis: Analysis) -> None:
    found = fund(analysis)
    table = analysis.published.table
    last = table[(table["node"] == COMPANY) & (table["quarter"] == "2026Q1")]
    sums = last[last["dimension"] == "ALL"].set_index("metric")["s"]
    margin = 100 * (sums["revenue"] - sums["cost"]) / sums["revenue"]
    assert found.quarter == "2026Q1"
    assert found.surplus == pytest.approx(margin - analysis.targets[MARGIN].target)
    assert found.money == pytest.approx(found.surplus * sums["revenue"] / 100)
    assert found.spend == pytest.approx(sums["reward_spend"] / sums["headcount"])
    said = words.sentence(found)
    assert said.startswith("In Q1 2026 the margin is 1.3 points under its target (−334,000); ")
    assert "reward spend a head tends to be above its own about 2 quarters later" in said
    assert words.table(found)["Follower"].tolist() == [
        "Reward spend a head", "Reward fair", "Recognised",
    ]  # fmt: skip


def test_what_is_missing_is_named(analysis: Analysis) -> None:
    found = fund(without(analysis, "reward_spend", "reward_fair", "recognised"))
    assert found.missing == ("reward_spend", "reward_fair")
    assert not found.links
    assert words.sentence(found) == (
        "The path from surplus to rewards cannot be followed: load reward spend and reward fair."
    )
    assert len(fund(without(analysis, "reward_fair")).links) == 2


def test_without_a_target_there_is_no_surplus(analysis: Analysis) -> None:
    found = fund(replace(analysis, targets={}))
    assert np.isnan(found.surplus)
    assert not found.links
    assert words.sentence(found).startswith("The margin has no target")
