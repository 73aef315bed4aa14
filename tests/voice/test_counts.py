"""Counts of topics: the right base, small numbers not counted out, employees coarsened."""

import numpy as np
import pandas as pd
import pytest

from stool.schema import COMPANY
from stool.voice import Topic, by_score, listed, topic_counts
from stool.voice.counts import FEWEST, share_difference
from tests.voice.making import said

Q = "2026Q1"
PAY, TOOL = Topic("Pay", ("esat", "csat"), ("pay",)), Topic("Tool", ("esat", "csat"), ("tool*",))
TOPICS = (PAY, TOOL, Topic("Other", ("csat",), ("zz",)))


def company(leg: str, **bands: tuple[int, int]) -> pd.DataFrame:
    """Texts of a unit by band: how many mention pay, and how many do not."""
    parts = []
    for band, (pay, other) in bands.items():
        parts.append(said({(Q, "A"): pay}, leg=leg, band=band, text="my pay {row}"))
        parts.append(said({(Q, "A"): other}, leg=leg, band=band, text="other things {row}"))
    return listed(pd.concat(parts, ignore_index=True), {})


def test_a_topic_is_counted_among_all_texts_of_its_quarter() -> None:
    placed = company("csat", high=(6, 14))
    table = topic_counts(placed, TOPICS, "csat", COMPANY, "comment").set_index("topic")
    assert table.loc["Pay", ["mentions", "of", "share", "few"]].tolist() == [6, 20, 0.3, False]
    assert table.index[0] == "Pay"


def test_the_interval_of_a_share_is_wilsons() -> None:
    """His interval of 6 in 20, as statsmodels 0.15 gives it: proportion_confint, "wilson"."""
    table = topic_counts(company("csat", high=(6, 14)), [PAY], "csat", COMPANY, "comment")
    assert table.loc[0, ["low", "high"]].tolist() == pytest.approx([0.145477, 0.518973], abs=1e-6)


@pytest.mark.parametrize("mentioned", range(FEWEST))
def test_small_numbers_are_said_to_be_fewer(mentioned: int) -> None:
    table = topic_counts(company("csat", high=(mentioned, 20)), [PAY], "csat", COMPANY, "comment")
    assert table["few"].all()
    assert table[["mentions", "share", "low", "high"]].isna().all(axis=None)


def test_too_small_a_base_is_left_out() -> None:
    for leg, least in (("csat", 5), ("esat", 10)):
        sizes = [
            len(topic_counts(company(leg, high=(n, 0)), [PAY], leg, COMPANY, "comment"))
            for n in (least - 1, least)
        ]
        assert sizes == [0, 1]


def test_employees_of_units_too_small_count_nowhere() -> None:
    rows = pd.concat([said({(Q, "A"): 12, (Q, "B"): 5, ("2025Q4", "B"): 30})])
    table = topic_counts(listed(rows, {"A": "N", "B": "N"}), [PAY], "esat", "N", "comment")
    assert table[["quarter", "of"]].to_numpy().tolist() == [["2025Q4", 30], [Q, 12]]


def test_the_difference_is_newcombes() -> None:
    """His first example: 56/70 against 48/80 is 0.2, 0.0524 to 0.3339 (table II, method 10)."""
    found = share_difference(np.array([56]), 70, np.array([48]), 80).iloc[0]
    assert found.round(4).tolist() == [0.2, 0.0524, 0.3339]


def test_low_scorers_against_the_others() -> None:
    table = by_score(company("csat", low=(20, 10), mid=(10, 0), high=(6, 54)), TOPICS, "csat", Q)
    assert table["topic"].tolist() == ["Pay"]
    row = table.iloc[0]
    assert (row["below"], row["of_below"]) == (0.75, 40)
    assert (row["favourable"], row["of_favourable"]) == (0.1, 60)
    assert row["difference"] == pytest.approx(0.65)
    assert row["low"] < 0.65 < row["high"]
    assert row["is_clear"]


def test_what_both_mention_alike_is_not_clear() -> None:
    row = by_score(company("csat", low=(10, 30), high=(15, 45)), [PAY], "csat", Q).iloc[0]
    assert row["difference"] == 0
    assert not row["is_clear"]


def test_p_pays_for_the_topics_looked_at() -> None:
    placed = company("csat", low=(12, 18), high=(6, 34))
    one = by_score(placed, [PAY], "csat", Q)["p"].iloc[0]
    rest = Topic("Things", ("csat",), ("things",))
    two = by_score(placed, [PAY, rest], "csat", Q).set_index("topic").loc["Pay", "p"]
    assert two == pytest.approx(2 * one)


def test_employees_are_told_of_the_company_alone_and_coarsely() -> None:
    placed = company("esat", low=(12, 1), high=(0, 31))
    assert by_score(placed, [PAY], "esat", Q, "A").empty
    row = by_score(placed, [PAY], "esat", Q).iloc[0]
    assert (row["below"], row["favourable"]) == (0.9, 0.1)  # 92 and 0 %: coded at the ends
    for name in ("difference", "low", "high"):
        assert row[name] * 20 == pytest.approx(round(row[name] * 20))
    assert row[["of_below", "of_favourable", "p"]].isna().all()
    assert row["is_clear"]


def test_employees_need_ten_in_both_groups_and_ten_who_mention_it() -> None:
    assert by_score(company("esat", low=(9, 0), high=(9, 20)), [PAY], "esat", Q).empty
    assert by_score(company("esat", low=(5, 20), high=(4, 20)), [PAY], "esat", Q).empty
    assert len(by_score(company("esat", low=(6, 4), high=(4, 20)), [PAY], "esat", Q)) == 1


def test_texts_without_a_score_are_in_neither_group() -> None:
    placed = company("csat", low=(10, 10), high=(10, 10), **{"": (50, 0)})
    row = by_score(placed, [PAY], "csat", Q).iloc[0]
    assert (row["of_below"], row["of_favourable"]) == (20, 20)
