"""What is said of drivers: ranks as ranges, nothing negative as advice, refusals with reasons."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from stool.drivers import (
    DRIVER,
    NONE,
    OPPOSITE,
    SHARED,
    Drivers,
    Groups,
    by_segment,
    drivers,
)
from stool.errors import TooFewAnswersError
from stool.lag import Evidence
from stool.plan import Driven
from stool.schema import CSAT, ESAT, PROFIT
from stool.text import drivers as words
from tests.charts.build import link
from tests.drivers.making import OVERALL, Company, published, rows


@pytest.fixture(scope="module")
def company() -> Company:
    of = rows([0.8, 0.4, 0.1], people=60)
    of["segment"] = np.where(np.arange(len(of)) % 2, "x", "y")
    sign = np.where(of["segment"] == "x", 1.0, -1.0)
    of["item_1"] *= sign
    return published(of, dimensions=["segment"])


@pytest.fixture(scope="module")
def found(company: Company) -> Drivers:
    return drivers(company.pairs, company.table, CSAT, OVERALL, draws=100)


def with_items(found: Drivers, **columns: Any) -> Drivers:
    return replace(found, items=found.items.assign(**columns))


def test_a_rank_is_a_range_where_it_cannot_be_told(found: Drivers) -> None:
    assert words.ranks({"rank_low": 2, "rank_high": 5}) == "rank could be 2–5"
    assert words.ranks({"rank_low": 2, "rank_high": 2}) == "rank 2"
    some = with_items(found, rank_low=[1, 2, 2], rank_high=[1, 3, 3])
    said = words.ranks_caption(some)
    assert "rank could be 2–3" in said
    assert "2 of 3 ranks cannot be told for sure: 100 companies were drawn anew" in said


def test_who_was_compared_with_whom_is_said(found: Drivers) -> None:
    said = words.matrix_caption(found)
    assert said.startswith(
        "2,880 people of All units, Q1 2025 to Q4 2025, each compared with others of the same "
        "unit and quarter."
    )
    staff = words.matrix_caption(replace(found, leg=ESAT))
    assert staff.startswith("2,880 or more people of All units")
    one = replace(found, node="North", segment=("segment", "x"), depth="node")
    assert "people of North (x), Q1" in words.matrix_caption(one)


def test_only_what_is_important_and_low_is_to_improve(found: Drivers) -> None:
    some = with_items(found, quadrant=["improve", "keep", ""], verdict=[DRIVER, DRIVER, NONE])
    name = words.name(found.items.iloc[0].to_dict())
    said = words.matrix_caption(some)
    assert f"Important and below the usual: {name}." in said
    none = words.matrix_caption(with_items(found, quadrant=""))
    assert "No question is clearly important and below the usual." in none


def test_what_goes_against_the_score_is_never_advice(found: Drivers) -> None:
    against = with_items(found, verdict=[OPPOSITE, SHARED, NONE], quadrant="")
    said = words.matrix_caption(against)
    names = [words.name(row) for row in found.items.to_dict("records")]
    assert f"{names[0]}: better answers go with a lower score, so this is no advice" in said
    assert f"No clear tie: {names[2]}." in said
    assert words.table(against)["Tie"].tolist()[0] == "goes against the score"


def test_what_is_left_out_is_named_with_its_reason(found: Drivers) -> None:
    assert words.left_out(found) == ""
    some = replace(found, partly_asked=("resolved",), unpaired=("a_b", "c"))
    assert words.left_out(some) == (
        "Left out: Resolved (asked of some people only); A b and C (not known to be answered "
        "together with the others)."
    )


def test_groups_that_want_opposite_things_bring_a_warning(company: Company) -> None:
    groups = by_segment(company.pairs, company.table, CSAT, OVERALL, "segment", draws=100)
    said = words.warning(groups)
    assert said.startswith("Groups by segment differ, so one ranking for all misleads: Item 1 (r ")
    assert said.endswith("the more of “Item 1” the better for x, the worse for y.")
    assert "x: Item" in words.groups_caption(groups)
    table = words.groups_table(groups)
    assert table["r, x"].notna().all()
    assert table["Question"].iloc[0] == "Item 1"
    agree = replace(groups, items=groups.items.assign(differs=False, is_opposite=False))
    untold = replace(agree, untold={"z": TooFewAnswersError(3, 50, is_least=False)})
    assert words.warning(agree) == ""
    assert words.groups_caption(untold).endswith(
        "No difference between them is beyond chance. Not told of z: too few answers."
    )
    nothing = {name: with_items(each, verdict=NONE) for name, each in groups.of.items()}
    assert "x: nothing clear; y: nothing clear." in words.groups_caption(
        Groups(CSAT, OVERALL, "segment", nothing, {}, agree.items)
    )


def test_leading_questions_are_counted_and_the_closest_named() -> None:
    found = {
        "a": link(Evidence.ESTABLISHED, (2,), leader="a", best_r=0.3),
        "b": link(Evidence.ESTABLISHED, (2,), leader="b", best_r=0.5),
        "against": link(Evidence.ESTABLISHED, (2,), leader="against", best_r=-0.9),
        "c": link(Evidence.SUGGESTIVE, (2,), leader="c"),
    }
    said = words.leading_caption(found)
    assert said.startswith("4 questions were tried; the customers' score tends to follow 2 of them")
    assert said.index("B (about 2 quarters") < said.index("A (about 2 quarters")
    assert "Against" not in said
    assert "established for none" in words.leading_caption({"c": found["c"]})
    assert "No employee question" in words.leading_caption({})
    assert words.leading_table(found)["Question"].tolist() == ["A", "B", "Against", "C"]
    assert words.leading_table({}).empty


def driven(**fields: Any) -> Driven:
    row = ("item_0", 1.0, 9.0, 1000.0, 2000.0, 31234.0, 40000.0, 56789.0)
    yes_no = ("kept", 0.1, 1.0, 1.0, 2.0, 3.0, 4.0, 5.0)
    columns = ["metric", "step", "score", "low80", "low50", "middle", "high50", "high80"]
    used = (link(leader=ESAT, follower=CSAT), link(leader=CSAT, follower=PROFIT))
    usual: dict[str, Any] = {
        "leg": ESAT, "items": pd.DataFrame([row, yes_no], columns=columns), "used": used,
        "refused": None, "evidence": None, "per_point": 100.0,
    }  # fmt: skip
    return Driven(**(usual | fields))


def test_money_is_rounded_to_what_is_known_and_names_its_way() -> None:
    said = words.worth(driven())
    assert said.startswith("1 point of Item 0: 31,000 a quarter (80%: 1,000 to 57,000); 0.1 points")
    assert "goes through ESAT → CSAT and CSAT → Profit" in said
    assert words.worth_table(driven())["Money a quarter"].iloc[0] == 31200


def test_where_the_way_to_money_stops_is_said() -> None:
    blank = driven().items.assign(middle=np.nan)
    stopped = driven(items=blank, refused=(CSAT, PROFIT), evidence=Evidence.SUGGESTIVE)
    assert words.worth(stopped) == (
        "No question has a price: that Profit follows CSAT is only suggestive, and the way to "
        "money goes through established links alone."
    )
    missing = driven(items=blank, refused=(CSAT, PROFIT))
    assert "CSAT and Profit are not both loaded" in words.worth(missing)
    assert "without a margin" in words.worth(driven(items=blank, per_point=np.nan))
    assert "never seen to rise" in words.worth(driven(items=blank))
    assert "so none has a price" in words.worth(driven(items=blank.iloc[:0]))
