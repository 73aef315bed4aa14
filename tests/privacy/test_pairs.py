"""The published pair table: a pair is shown only where both its metrics are and enough answered."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.cells import MetricColumn, pairs_of, summed
from stool.privacy import MINIMUM_N, Published, publish, publish_pairs
from stool.privacy.coding import band_start, coded_pairs
from stool.schema import (
    ALL,
    COMPANY,
    CSAT,
    ESAT,
    HIDDEN_FEW,
    PAIR_COLUMNS,
    PAIR_SUMS,
    PUBLISHED_PAIR_COLUMNS,
    SHOWN,
)

QUARTER = "2025Q1"
OF_PAIR = ["leg", "scale_a", "scale_b", "hidden"]
FIVE = st.integers(1, 5)
PARENTS = {"A": "North", "B": "North", "C": "South", "D": "South"}


def rows(sizes: dict[str, int], both: dict[str, int] | None = None) -> pd.DataFrame:
    """That many answers of a unit, of which so many are to both questions."""
    random = np.random.default_rng(1)
    frame = pd.DataFrame({"unit": np.repeat(list(sizes), list(sizes.values()))})
    frame["quarter"], frame["tenure"] = QUARTER, "new"
    place = frame.groupby("unit").cumcount()
    for name in ("esat", "trust"):
        frame[name] = random.integers(1, 6, len(frame)).astype(float)
    limit = frame["unit"].map({**sizes, **(both or {})})
    frame["trust"] = frame["trust"].where(place < limit)
    return frame


def table(of: pd.DataFrame, leg: str = ESAT, **options: int) -> tuple[Published, pd.DataFrame]:
    metrics = [MetricColumn("esat", leg, "1-5"), MetricColumn("trust", leg, "1-5")]
    found = summed([of], metrics, ["tenure"], pairs_of(metrics, {}))
    published = publish(found.cells, PARENTS, **options)
    return published, publish_pairs(found.pairs, published)


def verdicts(pairs: pd.DataFrame, dimension: str = ALL) -> dict[str, str]:
    return pairs[pairs["dimension"] == dimension].set_index("node")["hidden"].to_dict()


def of_answers(a: np.ndarray, b: np.ndarray, leg: str = ESAT) -> "pd.Series[float]":
    """What is published of one unit that gave those answers."""
    of = pd.DataFrame({"unit": "A", "quarter": QUARTER, "tenure": "new", "esat": a, "trust": b})
    _, pairs = table(of, leg)
    found = pairs[(pairs["node"] == "A") & (pairs["dimension"] == ALL)]
    return found.iloc[0][list(PAIR_SUMS)].astype(float)


def correlation(row: "pd.Series[float]") -> float:
    return float(row["cross"] / np.sqrt(row["ss_a"] * row["ss_b"]))


def test_a_pair_is_shown_where_both_metrics_are() -> None:
    published, pairs = table(rows({"A": 20, "B": MINIMUM_N - 1, "C": MINIMUM_N}))
    assert tuple(pairs.columns) == PUBLISHED_PAIR_COLUMNS
    expected = dict.fromkeys(("C", "North", "South", COMPANY), SHOWN)
    expected |= dict.fromkeys("AB", HIDDEN_FEW)  # A protects B
    assert verdicts(pairs) == expected
    assert verdicts(pairs, "tenure") == expected
    hidden = pairs["hidden"] != SHOWN
    assert pairs.loc[hidden, list(PAIR_SUMS)].isna().all(axis=None)
    assert pairs.loc[~hidden, list(PAIR_SUMS)].notna().all(axis=None)
    cells = published.table.set_index(["node", "dimension", "metric"])["hidden"]
    for row in pairs[~hidden].itertuples():
        assert {cells[row.node, row.dimension, name] for name in ("esat", "trust")} == {SHOWN}


def test_too_few_who_answered_both_are_hidden_though_each_metric_is_shown() -> None:
    published, pairs = table(rows({"A": 20, "B": 20}, {"B": MINIMUM_N - 1}), leg=CSAT)
    cells = published.table
    assert (cells["hidden"] == SHOWN).all()
    assert verdicts(pairs)["B"] == SHOWN  # customers: a plain minimum of 5
    _, pairs = table(rows({"A": 20, "B": 20}, {"B": 4}), leg=CSAT)
    assert verdicts(pairs) == {"A": SHOWN, "B": HIDDEN_FEW, "North": SHOWN, COMPANY: SHOWN}


def test_few_who_answered_both_are_hidden_though_many_answered_either() -> None:
    of = rows({"A": 20, "B": 20}, {"B": 12})
    place = of.groupby("unit").cumcount()
    of["esat"] = of["esat"].mask((of["unit"] == "B") & (place < 8))  # 12 and 12, 4 of them both
    published, pairs = table(of)
    assert (published.table["hidden"] == SHOWN).all()
    assert verdicts(pairs) == {"A": SHOWN, "B": HIDDEN_FEW, "North": SHOWN, COMPANY: SHOWN}


@pytest.mark.parametrize("metric", ["esat", "trust"])
def test_a_metric_hidden_for_another_reason_hides_its_pairs(metric: str) -> None:
    metrics = [MetricColumn("esat", ESAT, "1-5"), MetricColumn("trust", ESAT, "1-5")]
    found = summed([rows({"A": 20, "B": 20})], metrics, [], pairs_of(metrics, {}))
    published = publish(found.cells, PARENTS)
    chosen = (published.table["node"] == "B") & (published.table["metric"] == metric)
    other = replace(
        published,
        table=published.table.assign(hidden=published.table["hidden"].mask(chosen, "complement")),
    )
    assert verdicts(publish_pairs(found.pairs, other))["B"] == HIDDEN_FEW


def test_one_small_item_hides_the_pair_of_employees() -> None:
    _, pairs = table(rows({"A": 20, "B": 20}, {"B": MINIMUM_N - 1}))
    assert verdicts(pairs)["B"] == HIDDEN_FEW


def test_the_minimum_that_was_set_holds() -> None:
    _, pairs = table(rows({"A": 9, "B": 12}), minimum_n=10)
    assert verdicts(pairs) == {"A": HIDDEN_FEW, "B": HIDDEN_FEW, "North": SHOWN, COMPANY: SHOWN}


def test_nodes_are_the_sum_of_their_units() -> None:
    of = rows({"A": 20, "B": 30, "C": 40})
    _, pairs = table(of, CSAT)
    found = pairs[pairs["dimension"] == ALL].set_index("node")
    for node, units in {"North": "AB", "South": "C", COMPANY: "ABC"}.items():
        part = of[of["unit"].isin(list(units))]
        assert found.loc[node, "n"] == len(part)
        assert found.loc[node, "cross"] == pytest.approx((part["esat"] * part["trust"]).sum())
    assert found.loc["A", "parent"] == "North"
    assert found.loc["North", "depth"] == "region"


@settings(max_examples=40, deadline=None)
@given(
    answered=st.lists(st.tuples(FIVE, FIVE), min_size=MINIMUM_N, max_size=60),
    times=st.sampled_from([1, 8, 30]),
)
def test_nothing_exact_of_employees_is_in_a_pair(
    answered: list[tuple[int, int]], times: int
) -> None:
    a, b = np.array(answered * times, dtype=float).T
    sums = [len(a), a.sum(), b.sum(), a @ a, b @ b, a @ b]
    made = pd.DataFrame([[ESAT, "1-5", "1-5", SHOWN, *sums]], columns=[*OF_PAIR, *PAIR_SUMS])
    row = coded_pairs(made.astype(dict.fromkeys(PAIR_SUMS, float))).iloc[0]
    n = len(a)
    assert row["n"] == band_start(n)
    assert (row["sum_a"], row["sum_b"]) == (0, 0)
    told = correlation(row)
    step = 0.05 if n < 100 else 0.025 if n < 400 else 0.01 if n < 1000 else 0.005
    assert told / step == pytest.approx(round(told / step), abs=1e-6)
    varies = a.std() > 0 and b.std() > 0
    exact = np.clip(np.corrcoef(a, b)[0, 1], -0.95, 0.95) if varies else 0
    assert abs(told - exact) <= step / 2 + 1e-9
    for values, ss in ((a, row["ss_a"]), (b, row["ss_b"])):
        deviation = np.sqrt(ss / (row["n"] - 1))
        least = max(values.std(ddof=1), 0.6) if 1.5 < round(values.mean(), 1) < 4.5 else 1
        assert deviation >= least - 1e-9
        assert deviation <= least + 0.2 + 1e-9


def test_who_answer_both_alike_are_not_told_from_who_nearly_do() -> None:
    some = np.array([1.0, 2, 3, 4, 5] * 4)
    nearly = some.copy()
    nearly[2] += 1
    rows_of = [of_answers(some, other).round(9).to_list() for other in (some, nearly)]
    assert rows_of[0] == rows_of[1]
    assert correlation(of_answers(some, -some + 6)) == pytest.approx(-0.95)
    assert correlation(of_answers(some, 0 * some + 3)) == 0


def test_all_numbers_of_a_band_look_alike() -> None:
    a, b = np.array([2.0, 2, 4, 4]), np.array([2.0, 4, 4, 4])
    told = [of_answers(np.tile(a, times), np.tile(b, times)) for times in (4, 6)]
    assert told[0]["n"] == told[1]["n"] == 15
    assert correlation(told[0]) == pytest.approx(0.6)
    assert told[0].round(9).equals(told[1].round(9))


def test_customers_stay_exact() -> None:
    some = np.array([1.0, 2, 3, 4, 5] * 4)
    row = of_answers(some, some, CSAT)
    assert row.to_list() == [20, 60, 60, 220, 220, 220]


def test_a_region_of_the_name_of_a_unit_is_told_apart_as_in_the_cells() -> None:
    of = rows({"A": 20, "North": 20, COMPANY: 20})
    published, pairs = table(of)
    assert set(pairs["node"]) == set(published.table["node"])
    assert "North (region)" in set(pairs["node"])
    assert (pairs["hidden"] == SHOWN).all()


def test_no_pairs_give_no_rows() -> None:
    published, _ = table(rows({"A": 20}))
    empty = publish_pairs(pd.DataFrame(columns=list(PAIR_COLUMNS)), published)
    assert tuple(empty.columns) == PUBLISHED_PAIR_COLUMNS
    assert empty.empty
