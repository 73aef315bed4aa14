"""Leg history: the headline figure of each leg, everywhere, with what is hidden left out."""

import numpy as np
import pandas as pd
import pytest

from stool.measure import (
    LEG_COLUMNS,
    Target,
    headline_metrics,
    leg_history,
    leg_score,
    linear_score,
    mean_interval,
    resolve_targets,
)
from stool.measure.score import score_per_unit
from stool.privacy import publish
from stool.schema import COMPANY, CSAT, ESAT, HIDDEN_COMPLEMENT, HIDDEN_FEW, MARGIN, PROFIT, SHOWN
from tests.cells.making import answers, cells, company, ledger, spread

QUARTER = "2025Q1"
TARGETS = {
    ESAT: Target(3, 4, 4.5, provisional=False),
    "wait": Target(10, 5, 2, provisional=False),
    MARGIN: Target(0, 10, 15, provisional=False),
}


def table(*rows: dict[str, object]) -> pd.DataFrame:
    return publish(cells(*rows), {}).table


def test_the_headline_is_the_one_chosen_or_named_like_the_leg_or_most_common() -> None:
    rows = [answers(metric, QUARTER, "A", spread(3, 9), leg=ESAT) for metric in ("trust", ESAT)]
    rows += [answers("trust", QUARTER, "B", spread(3, 9), leg=ESAT)]
    rows += [answers("nps", QUARTER, "A", range(9), scale="0-10", leg=CSAT)]
    rows += [ledger("revenue", QUARTER, "A", 3)]
    found = table(*rows)
    assert headline_metrics(found, {}) == {ESAT: ESAT, CSAT: "nps"}
    assert headline_metrics(found, {ESAT: "trust"}) == {ESAT: "trust", CSAT: "nps"}
    assert headline_metrics(found, {ESAT: "not loaded"}) == {ESAT: ESAT, CSAT: "nps"}
    unnamed = found[found["metric"] != ESAT]
    assert headline_metrics(unnamed, {})[ESAT] == "trust"


def test_equally_common_metrics_are_settled_by_name_and_ledger_figures_never_lead() -> None:
    rows = [answers(metric, QUARTER, "A", spread(3, 9), leg=ESAT) for metric in ("b", "a")]
    heads = ledger("headcount", QUARTER, "A", 30) | {"leg": ESAT}
    more = [heads | {"unit": unit} for unit in "ABC"]
    assert headline_metrics(table(*rows, *more), {}) == {ESAT: "a"}
    assert headline_metrics(table(*more), {}) == {}
    assert headline_metrics(table(), {}) == {}


def test_every_leg_is_its_figure_through_its_target() -> None:
    rows = company([QUARTER], "AB")
    found = leg_history(table(*rows), {ESAT: ESAT}, TARGETS).set_index(["node", "leg"])
    variance = 0.6**2 + 40 * 0.1**2 / 12  # coded: 60 answers are told as 40 or more
    expected = mean_interval(40, 40 * 3.5, 39 * variance + 40 * 3.5**2, 80).iloc[0]
    row = found.loc[(COMPANY, ESAT)]
    assert row["raw"] == pytest.approx(3.5)
    assert [row["raw_low"], row["raw_high"]] == pytest.approx([expected["low"], expected["high"]])
    assert row["score"] == pytest.approx(37.5)
    assert row["se"] == pytest.approx(75 * expected["se"])
    assert row["low"] == pytest.approx(leg_score(expected["low"], TARGETS[ESAT]))
    assert row["high"] == pytest.approx(leg_score(expected["high"], TARGETS[ESAT]))
    assert row["linear"] == pytest.approx(linear_score(3.5, TARGETS[ESAT]))
    raw_se = row["se"] / float(score_per_unit(3.5, TARGETS[ESAT]))
    line = 75 / (TARGETS[ESAT].target - TARGETS[ESAT].floor)
    assert row["linear_se"] == pytest.approx(line * raw_se)
    assert (row["n"], row["n_is_least"], row["population"]) == (40, True, 80)
    assert (row["response_rate"], row["response_rate_high"]) == (0.5, 63 / 80)
    profit = found.loc[("A", PROFIT)]
    assert (profit["score"], profit["raw"], profit["se"]) == pytest.approx((75, 10, 0))
    assert np.isnan(profit["n"])


def test_customers_are_counted_exactly() -> None:
    found = leg_history(table(*company([QUARTER], "AB")), {CSAT: CSAT}, {}).iloc[0]
    assert (found["n"], found["n_is_least"]) == (80, False)
    assert found["response_rate"] == found["response_rate_high"] == 0.2


def test_a_population_below_the_answers_is_not_used_for_the_interval() -> None:
    rows = [answers(ESAT, QUARTER, "A", spread(3.5, 30)), ledger("headcount", QUARTER, "A", 20)]
    found = leg_history(table(*rows), {ESAT: ESAT}, TARGETS).iloc[0]
    assert found["response_rate"] == found["response_rate_high"] == 1.25
    assert found["se"] > 0


def test_what_is_hidden_has_its_reason_and_no_figure() -> None:
    rows = [
        answers(ESAT, "2025Q1", "A", spread(3.5, 30)),
        answers(ESAT, "2025Q2", "A", spread(3.5, 6)),
        answers(ESAT, "2025Q3", "A", spread(3.5, 30)),
    ]
    found = leg_history(table(*rows), {ESAT: ESAT}, TARGETS)
    unit = found[found["node"] == "A"].set_index("quarter")
    assert unit["hidden"].tolist() == [SHOWN, HIDDEN_FEW, SHOWN]
    figures = ["raw", "raw_low", "raw_high", "n", "score", "se", "low", "high", "linear"]
    assert unit.loc["2025Q2", figures].isna().all()
    assert unit.loc["2025Q1", figures].notna().all()
    assert unit["change"].isna().all()  # neither into the hidden quarter nor out of it
    assert not unit["change_is_clear"].any()


def test_an_interval_stands_upright_where_lower_is_better() -> None:
    rows = [answers("wait", QUARTER, "A", spread(6, 30), scale="amount", better="lower", leg=CSAT)]
    found = leg_history(table(*rows), {CSAT: "wait"}, TARGETS).iloc[0]
    assert found["low"] < found["score"] < found["high"]
    assert found["score"] == pytest.approx(60)


def test_a_leg_without_a_target_has_its_raw_figure_and_no_score() -> None:
    rows = [answers("wait", QUARTER, "A", spread(6, 30), scale="amount", leg=CSAT)]
    found = leg_history(table(*rows), {CSAT: "wait"}, {}).iloc[0]
    assert found["raw"] == pytest.approx(6)
    assert found[["score", "se", "low", "high", "linear"]].isna().all()


def test_a_ledger_figure_as_headline_is_certain() -> None:
    rows = [ledger("score", QUARTER, "A", 4.0) | {"leg": ESAT}]
    found = leg_history(table(*rows), {ESAT: "score"}, {"score": TARGETS[ESAT]}).iloc[0]
    assert (found["raw"], found["score"], found["se"]) == (4, 75, 0)
    assert not found["sampled"]
    assert np.isnan(found["n"])


def test_nothing_loaded_gives_an_empty_history() -> None:
    found = leg_history(table(), {}, {})
    assert found.empty
    assert list(found.columns) == list(LEG_COLUMNS)


def test_the_history_is_one_row_a_node_quarter_and_leg(random_table: pd.DataFrame) -> None:
    headline = headline_metrics(random_table, {})
    found = leg_history(random_table, headline, resolve_targets(random_table, headline, {}))
    assert list(found.columns) == list(LEG_COLUMNS)
    assert not found.duplicated(["depth", "node", "quarter", "leg"]).any()
    assert len(found) == (4 + 2 + 1) * 6 * 3
    shown = found[found["hidden"] == SHOWN]
    assert shown["score"].between(0, 110).all()
    assert ((shown["low"] <= shown["score"]) & (shown["score"] <= shown["high"])).all()
    hidden = found.loc[found["hidden"] != SHOWN].groupby("hidden")["node"].unique().map(set)
    assert hidden.to_dict() == {HIDDEN_FEW: {"D"}, HIDDEN_COMPLEMENT: {"C"}}
