"""Pair cells: against plain pandas, additive, and of the right pairs of questions."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.cells import MetricColumn, pairs_of, summed, with_units
from stool.cells import pairs as pairs_module
from stool.cells.pairs import MOST_PAIRED, PairTotals
from stool.schema import ALL, CELL_KEY, PAIR_COLUMNS, PAIR_KEY, PAIR_SUMS, SERVER

OVERALL = MetricColumn("esat", "esat", "1-5")
TRUST = MetricColumn("trust", "esat", "1-7")
HOURS = MetricColumn("hours", "esat", "amount", "lower")
METRICS = (TRUST, OVERALL, HOURS)
LIMITS = {"esat": (1, 5), "trust": (1, 7), "hours": (-np.inf, np.inf)}

ANSWER = st.sampled_from([1.0, 2, 3, 4, 5, 6, 7, np.nan, 0, 8, np.inf, -np.inf, 2.5])
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2025Q1", "2025Q2"]),
        st.sampled_from(["A", "B b"]),
        st.sampled_from(["new", "old", None]),
        st.sampled_from(["x", "y"]),
        ANSWER,
        ANSWER,
        st.one_of(st.floats(-100, 100), st.just(np.nan)),
    ),
    max_size=40,
)
NAMES = ["quarter", "unit", "tenure", SERVER, "esat", "trust", "hours"]
FEW = settings(max_examples=15, deadline=None)


def frame(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    texts = dict.fromkeys(NAMES[:4], "str")
    return pd.DataFrame(rows, columns=NAMES).astype(texts | dict.fromkeys(NAMES[4:], "float"))


def pairs(rows: pd.DataFrame, metrics: Sequence[MetricColumn] = METRICS) -> pd.DataFrame:
    return plainly(summed([rows], metrics, ["tenure", SERVER], pairs_of(metrics, {})).pairs)


def plainly(found: pd.DataFrame) -> pd.DataFrame:
    texts = found.astype(dict.fromkeys(PAIR_KEY, "str") | dict.fromkeys(PAIR_SUMS, "float"))
    return texts.sort_values(list(PAIR_KEY), ignore_index=True)


def by_hand(rows: pd.DataFrame) -> pd.DataFrame:
    """The same pair cells by pandas alone, one group after the other."""
    scales = {metric.metric: metric.scale for metric in METRICS}
    found = []
    for first, second in (("esat", "hours"), ("esat", "trust"), ("hours", "trust")):
        for dimension in (ALL, "tenure"):
            level = pd.Series(ALL, index=rows.index) if dimension == ALL else rows["tenure"]
            valid = pd.Series(True, index=rows.index)
            for metric in (first, second):
                low, high = LIMITS[metric]
                valid &= np.isfinite(rows[metric]) & rows[metric].between(low, high)
            both = rows.assign(level=level)[valid].dropna(subset=["level"])
            for place, group in both.groupby(["quarter", "unit", "level"]):
                a, b = group[first], group[second]
                sums = [len(group), a.sum(), b.sum(), (a**2).sum(), (b**2).sum(), (a * b).sum()]
                key = ["esat", first, second, scales[first], scales[second], *place[:2]]
                found.append([*key, dimension, place[2], *sums])
    return plainly(pd.DataFrame(found, columns=list(PAIR_COLUMNS)))


def assert_same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9, atol=1e-6)


@FEW
@given(rows=ROWS)
def test_equal_plain_pandas(rows: list[tuple[object, ...]]) -> None:
    assert_same(pairs(frame(rows)), by_hand(frame(rows)))


@FEW
@given(rows=ROWS, cut=st.integers(0, 40))
def test_pairs_of_a_union_are_the_sum_of_pairs(rows: list[tuple[object, ...]], cut: int) -> None:
    whole = frame(rows)
    parts = pd.concat([pairs(whole.iloc[:cut]), pairs(whole.iloc[cut:])])
    together = parts.groupby(list(PAIR_KEY), as_index=False)[list(PAIR_SUMS)].sum()
    assert_same(plainly(together), pairs(whole))


@FEW
@given(rows=ROWS.filter(bool), size=st.integers(1, 9), products=st.integers(1, 99))
def test_blocks_and_pieces_of_them_add_up(
    rows: list[tuple[object, ...]], size: int, products: int
) -> None:
    coded = frame(rows).astype(dict.fromkeys(NAMES[:4], "category"))
    blocks = (coded[begin : begin + size] for begin in range(0, len(coded), size))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs_module, "MOST_PRODUCTS", products)
        found = summed(blocks, METRICS, ["tenure", SERVER], pairs_of(METRICS, {})).pairs
    assert_same(plainly(found), by_hand(frame(rows)))


def test_every_dimension_but_who_served_has_pairs() -> None:
    rows = frame([("2025Q1", "A", "new", "x", 3.0, 4.0, 1.0)] * 2).assign(level=["x", None])
    found = summed([rows], METRICS, ["level", "tenure", SERVER], [(OVERALL, TRUST)]).pairs
    places = found[["dimension", "level", "n"]]
    assert places.astype({"dimension": "str", "level": "str"}).to_numpy().tolist() == [
        [ALL, ALL, 2],
        ["level", "x", 1],
        ["tenure", "new", 2],
    ]


def test_blocks_with_other_categories_are_refused() -> None:
    rows = [frame([("2025Q1", unit, "new", "x", 3.0, 4.0, 1.0)]) for unit in "AB"]
    paired = PairTotals(pairs_of(METRICS, {}), ["tenure"])
    paired.pass_on(rows[0])
    with pytest.raises(ValueError, match="categories of unit"):
        paired.pass_on(rows[1])


def test_cells_are_the_same_with_and_without_pairs() -> None:
    random = np.random.default_rng(3)
    rows = frame(
        [
            ("2025Q1", unit, "new", "x", *random.choice([1, 2, 3, 9, np.nan], 3))
            for unit in "AB"
            for _ in range(20)
        ]
    )
    alone = summed([rows], METRICS, ["tenure", SERVER])
    beside = summed([rows], METRICS, ["tenure", SERVER], pairs_of(METRICS, {}))
    pd.testing.assert_frame_equal(alone.cells, beside.cells)
    assert alone.cells["dimension"].unique().tolist() == ["ALL", SERVER, "tenure"]
    assert tuple(alone.pairs.columns) == PAIR_COLUMNS
    assert alone.pairs.empty


def test_pairs_stay_within_a_leg_and_are_of_people_who_answered() -> None:
    metrics = [
        OVERALL,
        TRUST,
        MetricColumn("csat", "csat", "1-5"),
        MetricColumn("kept", "csat", "0-1"),
        MetricColumn("mean", "csat", "1-5", aggregated=True),
        MetricColumn("revenue", "profit", "ledger"),
        MetricColumn("cost", "profit", "ledger"),
    ]
    found = [(a.metric, b.metric) for a, b in pairs_of(metrics, {})]
    assert found == [("esat", "trust"), ("csat", "kept")]


def test_of_many_questions_the_first_are_paired_and_the_headline_with_all() -> None:
    many = [MetricColumn(f"q{place:02}", "esat", "1-5") for place in range(MOST_PAIRED + 9)]
    headline = many[-1].metric
    names = [(a.metric, b.metric) for a, b in pairs_of(many, {"esat": headline})]
    assert names == sorted(set(names))
    assert all(a < b for a, b in names)
    among = [pair for pair in names if headline not in pair]
    assert {name for pair in among for name in pair} == {m.metric for m in many[: MOST_PAIRED - 1]}
    assert len(among) == (MOST_PAIRED - 1) * (MOST_PAIRED - 2) // 2
    with_all = {name for pair in names if headline in pair for name in pair}
    assert with_all == {metric.metric for metric in many}
    assert len(pairs_of(many[:MOST_PAIRED], {})) == MOST_PAIRED * (MOST_PAIRED - 1) // 2


def test_a_merged_unit_adds_its_pairs() -> None:
    rows = frame([("2025Q1", unit, "new", "x", 3.0, 4.0, 1.0) for unit in ("A", "B b", "B b")])
    found = pairs(rows)
    merged = with_units(found, pd.Series("A", index=found.index), PAIR_KEY, PAIR_SUMS)
    assert set(merged["unit"]) == {"A"}
    assert merged["n"].eq(3).all()
    assert_same(plainly(merged), pairs(rows.assign(unit="A")))
    assert set(CELL_KEY) - set(PAIR_KEY) == {"metric", "scale", "better"}
