"""The published pair table: a pair is shown only where both its metrics are and enough answered."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from stool.cells import MetricColumn, pairs_of, summed
from stool.privacy import MINIMUM_N, Published, publish, publish_pairs
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
    _, pairs = table(of)
    found = pairs[pairs["dimension"] == ALL].set_index("node")
    for node, units in {"North": "AB", "South": "C", COMPANY: "ABC"}.items():
        part = of[of["unit"].isin(list(units))]
        assert found.loc[node, "n"] == len(part)
        assert found.loc[node, "cross"] == pytest.approx((part["esat"] * part["trust"]).sum())
    assert found.loc["A", "parent"] == "North"
    assert found.loc["North", "depth"] == "region"


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
