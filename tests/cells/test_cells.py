"""Cells: the one statement against plain pandas, on DuckDB and on PostgreSQL, and its edges."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import psycopg
import pyarrow as pa
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import sql
from sqlalchemy.dialects import postgresql

from stool.cells import MetricColumn, aggregate, aggregation, cells_of_rows, summed
from stool.schema import ALL, ANSWERS, CELL_COLUMNS, CELL_KEY, SCALES, SUMS

OVERALL = MetricColumn("esat", "esat", "1-5")
HOURS = MetricColumn("hours", "csat", "amount", "lower")
REVENUE = MetricColumn("revenue", "profit", "ledger")
RESPONDENT = (OVERALL, HOURS, REVENUE)
AGGREGATED = (MetricColumn("esat", "esat", "1-5", aggregated=True),)

ANSWER = st.one_of(
    st.integers(1, 5).map(float),
    st.sampled_from([np.nan, 0.0, 6.0, -1.0, np.inf, -np.inf, 2.5]),
)
RESPONDENT_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2025Q1", "2025Q2"]),
        st.sampled_from(["A", "B b", "Ç'"]),
        st.sampled_from(["new", "old", None]),
        ANSWER,
        st.one_of(st.floats(-100, 100), st.sampled_from([np.nan, np.inf, -np.inf])),
        st.one_of(st.floats(-1e6, 1e6), st.just(np.nan)),
    ),
    max_size=40,
)
AGGREGATED_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2025Q1", "2025Q2"]),
        st.sampled_from(["A", "B"]),
        st.sampled_from(["new", "old", None]),
        st.one_of(st.floats(1, 5), st.sampled_from([np.nan, 0.9, 5.1])),
        st.one_of(st.integers(1, 60).map(float), st.just(np.nan)),
        st.one_of(st.floats(0, 2), st.just(np.nan)),
    ),
    max_size=15,
)
RESPONDENT_NAMES = ["quarter", "unit", "tenure", "esat", "hours", "revenue"]
AGGREGATED_NAMES = ["quarter", "unit", "tenure", "esat", "esat__n", "esat__sd"]
FEW = settings(max_examples=10, deadline=None)


def frame(rows: Sequence[tuple[object, ...]], names: list[str]) -> pd.DataFrame:
    texts = dict.fromkeys(names[:3], "str")
    return pd.DataFrame(rows, columns=names).astype(texts | dict.fromkeys(names[3:], "float"))


def plain(rows: pd.DataFrame, metrics: Sequence[MetricColumn]) -> pd.DataFrame:
    """The same cells by pandas alone, one group after the other."""
    found = []
    for metric in metrics:
        scale = SCALES[metric.scale]
        low = -np.inf if scale.low is None else scale.low
        high = np.inf if scale.high is None else scale.high
        value = rows[metric.metric]
        valid = rows[np.isfinite(value) & (value >= low) & (value <= high)]
        if metric.aggregated:
            valid = valid[valid[f"{metric.metric}__n"].notna()]
        for dimension in (ALL, "tenure"):
            keyed = (
                valid.assign(level=ALL) if dimension == ALL else valid.assign(level=valid["tenure"])
            )
            for (quarter, unit, level), group in keyed.dropna(subset=["level"]).groupby(
                ["quarter", "unit", "level"]
            ):
                key = (metric.leg, metric.metric, metric.scale, metric.better)
                sums = _sums_of(group, metric, counted=scale.counted)
                found.append((*key, quarter, unit, dimension, level, *sums))
    cells = pd.DataFrame(found, columns=list(CELL_COLUMNS))
    cells = cells.astype(dict.fromkeys(CELL_KEY, "str") | dict.fromkeys(SUMS, "float"))
    return cells.sort_values(list(CELL_KEY), ignore_index=True)


def _sums_of(group: pd.DataFrame, metric: MetricColumn, *, counted: bool) -> list[float]:
    value = group[metric.metric]
    if metric.aggregated:
        n, sd = group[f"{metric.metric}__n"], group[f"{metric.metric}__sd"]
        squares = ((n - 1) * sd**2 + n * value**2).sum(skipna=False)
        return [n.sum(), (n * value).sum(), squares, *[np.nan] * len(ANSWERS)]
    counts = [float((value == answer).sum()) * counted for answer in range(len(ANSWERS))]
    return [float(len(value)), value.sum(), (value**2).sum(), *counts]


def assert_cells(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(
        found, expected, rtol=1e-9, atol=1e-6, check_dtype=False, check_index_type=False
    )


@FEW
@given(rows=RESPONDENT_ROWS)
def test_respondent_rows_equal_plain_pandas(rows: list[tuple[object, ...]]) -> None:
    given_rows = frame(rows, RESPONDENT_NAMES)
    assert_cells(cells_of_rows(given_rows, RESPONDENT, ["tenure"]), plain(given_rows, RESPONDENT))


@FEW
@given(rows=AGGREGATED_ROWS)
def test_aggregated_rows_equal_plain_pandas(rows: list[tuple[object, ...]]) -> None:
    given_rows = frame(rows, AGGREGATED_NAMES)
    assert_cells(cells_of_rows(given_rows, AGGREGATED, ["tenure"]), plain(given_rows, AGGREGATED))


@FEW
@given(rows=RESPONDENT_ROWS, cut=st.integers(0, 40))
def test_cells_of_a_union_are_the_sum_of_cells(rows: list[tuple[object, ...]], cut: int) -> None:
    whole = frame(rows, RESPONDENT_NAMES)
    parts = [
        cells_of_rows(part, RESPONDENT, ["tenure"]) for part in (whole.iloc[:cut], whole.iloc[cut:])
    ]
    summed = pd.concat(parts).groupby(list(CELL_KEY), as_index=False)[list(SUMS)].sum()
    assert_cells(
        cells_of_rows(whole, RESPONDENT, ["tenure"]),
        summed.sort_values(list(CELL_KEY), ignore_index=True)[list(CELL_COLUMNS)],
    )


def test_a_row_by_hand() -> None:
    rows = frame(
        [
            ("2025Q1", "A", "new", 5, 1.5, np.nan),
            ("2025Q1", "A", "old", 3, 2.5, np.nan),
            ("2025Q1", "A", None, np.nan, -1, np.nan),
            ("2025Q1", "A", "old", 6, np.inf, np.nan),
        ],
        RESPONDENT_NAMES,
    )
    found = cells_of_rows(rows, RESPONDENT, ["tenure"]).set_index(["metric", "dimension", "level"])
    assert found.index.tolist() == [
        ("hours", ALL, ALL), ("hours", "tenure", "new"), ("hours", "tenure", "old"),
        ("esat", ALL, ALL), ("esat", "tenure", "new"), ("esat", "tenure", "old"),
    ]  # fmt: skip
    overall = found.loc[("esat", ALL, ALL)]
    assert overall[["n", "s", "ss", "c3", "c5", "c4"]].tolist() == [2, 8, 34, 1, 1, 0]
    assert found.loc[("hours", ALL, ALL), ["n", "s", "ss", "c1"]].tolist() == [3, 3, 9.5, 0]
    assert (found["quarter"] == "2025Q1").all()
    assert found["better"].tolist() == ["lower"] * 3 + ["higher"] * 3


def test_a_mean_of_n_answers_is_worth_n_answers() -> None:
    values = pd.Series([1.0, 4, 4, 5, 3])
    row = ("2025Q1", "A", None, values.mean(), 5, values.std())
    found = cells_of_rows(frame([row], AGGREGATED_NAMES), AGGREGATED).iloc[0]
    assert found[["n", "s", "ss"]].tolist() == pytest.approx([5, values.sum(), (values**2).sum()])


def test_one_row_without_its_sd_makes_the_spread_unknown_there_alone() -> None:
    rows = frame(
        [
            ("2025Q1", "A", None, 4, 10, 1),
            ("2025Q1", "A", None, 3, 10, np.nan),
            ("2025Q1", "B", None, 3, 10, 1),
        ],
        AGGREGATED_NAMES,
    )
    found = cells_of_rows(rows, AGGREGATED)
    assert found["n"].tolist() == [20, 10]
    assert found["ss"].isna().tolist() == [True, False]


def test_an_sd_without_a_count_does_not_make_up_for_one_that_is_missing() -> None:
    rows = frame(
        [
            ("2025Q1", "A", None, 4, np.nan, 1),
            ("2025Q1", "A", None, 4, 10, np.nan),
            ("2025Q1", "A", None, 4, 10, 1),
        ],
        AGGREGATED_NAMES,
    )
    found = cells_of_rows(rows, AGGREGATED).iloc[0]
    assert (found["n"], found["s"]) == (20, 80)
    assert np.isnan(found["ss"])


def test_aggregated_rows_cannot_tell_single_answers() -> None:
    rows = frame([("2025Q1", "A", None, 4, 10, 1)], AGGREGATED_NAMES)
    assert cells_of_rows(rows, AGGREGATED)[list(ANSWERS)].isna().all(axis=None)


def test_aggregated_rows_may_have_no_sd_column_at_all() -> None:
    rows = frame([("2025Q1", "A", None, 4, 10, 1)], AGGREGATED_NAMES).drop(columns="esat__sd")
    assert cells_of_rows(rows, AGGREGATED)[["n", "s"]].iloc[0].tolist() == [10, 40]


@pytest.mark.parametrize("name", ["50%", "a b", 'a"b', "select", "ö:1", "x'y"])
def test_any_name_can_be_a_metric(name: str) -> None:
    rows = pd.DataFrame({"quarter": ["2025Q1"], "unit": ["A"], name: [4.0]})
    assert cells_of_rows(rows, [MetricColumn(name, "esat", "1-5")])["c4"].tolist() == [1]


def test_two_dimensions_stand_side_by_side() -> None:
    rows = pd.DataFrame(
        {
            "quarter": "2025Q1",
            "unit": "A",
            "tenure": ["new", "old", "old"],
            "level": ["x", "x", None],
            "esat": [1.0, 2.0, 3.0],
        }
    )
    found = cells_of_rows(rows, [OVERALL], ["tenure", "level"])
    sums = found.set_index(["dimension", "level"])["s"].to_dict()
    assert sums == {(ALL, ALL): 6, ("tenure", "new"): 1, ("tenure", "old"): 5, ("level", "x"): 3}


def test_compiles_for_postgresql_in_one_scan() -> None:
    text = str(aggregation(RESPONDENT, ["tenure"]).compile(dialect=postgresql.dialect()))
    assert text.count("FROM answers") == 1
    assert "GROUPING SETS((answers.quarter, answers.unit)" in text
    assert "answers.esat BETWEEN" in text


def test_postgresql_gives_the_same_cells(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(4)
    n = 400
    rows = pd.DataFrame(
        {
            "quarter": random.choice(["2025Q1", "2025Q2"], n),
            "unit": random.choice(["A", "B b", "Ç'"], n),
            "tenure": random.choice(np.array(["new", "old", None], dtype=object), n),
            "esat": random.choice([1, 2, 3, 4, 5, 6, 2.5, np.nan], n),
            "hours": random.exponential(5, n),
            "revenue": random.normal(1e6, 1e5, n),
            "score": random.uniform(0.5, 5.5, n),
            "score__n": random.integers(1, 50, n).astype(float),
            "score__sd": random.choice([0.5, 1.0, np.nan], n, p=[0.5, 0.495, 0.005]),
        }
    )
    metrics = (*RESPONDENT, MetricColumn("score", "csat", "1-5", aggregated=True))
    here = summed([rows], metrics, ["tenure"])

    def there(staged: pa.RecordBatchReader, statement: sa.Select[tuple[Any, ...]]) -> pd.DataFrame:
        text = statement.compile(
            dialect=postgresql.dialect(paramstyle="named"), compile_kwargs={"literal_binds": True}
        )
        return _answer(postgres_url, staged.read_all(), str(text))

    monkeypatch.setattr(aggregate, "_run", there)
    found = summed([rows], metrics, ["tenure"])
    assert_cells(found.cells, here.cells)
    assert here.cells["ss"].isna().any()


def _answer(url: str, staged: pa.Table, statement: str) -> pd.DataFrame:
    """Load the staged rows into a table of that session and run the statement there.

    Arrow knows NULL alone for a missing figure; every second one goes in as NaN, which PostgreSQL
    tells apart from NULL.
    """
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(
            sql.Identifier(field.name),
            sql.SQL("double precision" if field.type == pa.float64() else "text"),
        )
        for field in staged.schema
    )
    numbers = [field.type == pa.float64() for field in staged.schema]
    with psycopg.connect(url) as session, session.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE TEMPORARY TABLE answers ({})").format(columns))
        with cursor.copy("COPY answers FROM STDIN") as copy:
            for place, row in enumerate(zip(*staged.to_pydict().values(), strict=True)):
                copy.write_row(
                    [
                        np.nan if value is None and number and place % 2 else value
                        for value, number in zip(row, numbers, strict=True)
                    ]
                )
        cursor.execute(statement.encode())
        names = [column.name for column in cursor.description or ()]
        return pd.DataFrame(cursor.fetchall(), columns=names)
