"""What was planted in the sample, found by the measures of the chain, of leaders and of people."""

import numpy as np
import pandas as pd
import pytest

from stool.book import Book
from stool.sample import sample_files
from stool.service import Measure

FOUND = [  # concept, figure, what was planted
    ("S9", "weakest", 2.6),  # Purchasing, as the Warehouse says
    ("S10", "gap", 0.5),  # self 3.9 and 4.4, received 3.7 and 2.6
    ("S12", "spread", 0.7),
    ("S11", "empowered", -0.55),
    ("S11", "boss_removes_obstacles", -0.4),
    ("S28", "gap", -0.75),  # 0.7 by level, 0.05 by their being happier
    ("S26", "skilled", -0.45),
    ("S26", "committed", 0.2),
    ("S26", "can_step_in", -0.6),
]
# So few at the top or new that, told as coarsely as employees are, they may not differ at all.
WITHIN_NOISE = {("S11", "boss_removes_obstacles"), ("S26", "committed")}


@pytest.mark.parametrize(("concept", "key", "planted"), FOUND)
def test_an_interval_holds_what_was_planted(
    sample_service: dict[str, Measure], concept: str, key: str, planted: float
) -> None:
    figure = sample_service[concept].figure(key)
    slack = 0.1  # answers are rounded and kept to the scale
    assert figure.low - slack < planted < figure.high + slack
    is_apart = np.sign(figure.low) == np.sign(figure.high)
    assert is_apart == ((concept, key) not in WITHIN_NOISE)


def test_the_weak_edge_is_the_worst_and_customers_follow_a_quarter_later(
    sample_service: dict[str, Measure],
) -> None:
    chain, insight = sample_service["S9"], sample_service["S10"]
    assert chain.places["place"].iloc[0] == "Purchasing – Warehouse"
    assert insight.places["place"].iloc[0] == "Purchasing"
    assert insight.places["is_clear"].tolist().count(True) == 1
    assert (chain.figure("lag").value, chain.doubts) == (1, ())
    assert chain.figure("lag_r").low > 0.4


def test_segments_want_different_things(sample_service: dict[str, Measure]) -> None:
    found = sample_service["S6"]
    slopes = found.parts.set_index("part")
    assert slopes.loc["Key account", "low"] > slopes.loc["Small business", "high"] > 0
    assert slopes.loc["Private", "high"] < 0
    assert found.doubts == ("opposite_signs",)
    file = next(path for path in sample_files() if path.name == "customer_survey.csv")
    rows = pd.read_csv(file, usecols=["date", "segment", "csat", "treated_as_person"])
    rows = rows[rows["date"] >= "2025-04-01"]
    rows["quarter"] = pd.PeriodIndex(rows["date"], freq="Q").astype(str)
    within = rows.groupby(["segment", "quarter"])[["csat", "treated_as_person"]]
    apart = (rows[["csat", "treated_as_person"]] - within.transform("mean")).assign(
        segment=rows["segment"]
    )
    for segment, part in apart.groupby("segment"):
        direct = np.polyfit(part["treated_as_person"], part["csat"], 1)[0]
        assert slopes.loc[segment, "value"] == pytest.approx(direct)


def test_staff_think_better_of_the_service_than_customers(
    sample_service: dict[str, Measure],
) -> None:
    gap = sample_service["S41"]
    assert gap.figure("service_view").value == pytest.approx(4.26, abs=0.06)
    assert gap.headline.low > 0.4


def test_lists_are_read_as_they_were_written(sample_service: dict[str, Measure]) -> None:
    standards, evidence, answered = (sample_service[name] for name in ("S14", "S28", "S22"))
    assert (standards.headline.value, standards.figure("never").value) == (0, 1)
    assert standards.details["days"].tolist()[1:3] == [365, 274]
    assert (evidence.figure("evidence").value, evidence.figure("age").value) == (2, 2)
    assert (answered.figure("told").n, len(answered.parts)) == (11, 2)
    assert sample_service["S16"].figure("teams").value == 2
    assert sample_service["S34"].figure("any").value == 1
    assert sample_service["S13"].headline.value == 0
    assert sample_service["S17"].doubts == ("few_recognitions",)


def test_nothing_is_found_where_nothing_was_planted(sample_service: dict[str, Measure]) -> None:
    r = sample_service["S35"].figure("r")
    assert r.low < 0 < r.high


def test_money_and_answers_are_those_of_other_pages(
    sample_book: Book, sample_service: dict[str, Measure]
) -> None:
    from stool.reading import money

    analysis = sample_book.analysis()
    told = money(analysis, "2026Q1", "ALL UNITS").set_index("figure")["now"]
    assert 100 * sample_service["S25"].headline.value == pytest.approx(told["retention"])
    assert 100 * sample_service["S25"].figure("repeat_share").value == pytest.approx(
        told["repeat_share"]
    )
    legs = analysis.legs
    row = legs[
        (legs["leg"] == "esat") & (legs["node"] == "ALL UNITS") & (legs["quarter"] == "2026Q1")
    ]
    assert sample_service["S21"].headline.value == row["response_rate"].item()
