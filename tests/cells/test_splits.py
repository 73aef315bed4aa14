"""Splits: a figure by the answers to another question, beside the cells that were there before."""

import numpy as np
import pandas as pd
import pytest

from stool.cells import MetricColumn, splits_of, summed
from stool.schema import COMPLAINED, COMPLAINT, CSAT, FIRST_REPLY_HOURS, SPEED, SPLITS

SCORE = MetricColumn("score", CSAT, "1-5")
HOURS = MetricColumn(FIRST_REPLY_HOURS, CSAT, "amount", "lower")
SAID = MetricColumn(COMPLAINT, CSAT, "0-1", "lower")
METRICS = (SCORE, HOURS, SAID)
SPLIT = splits_of(METRICS, {CSAT: "score"}, {})
ROWS = pd.DataFrame(
    {
        "quarter": "2026Q1",
        "unit": ["A"] * 6 + ["B"] * 2,
        "segment": list("xyxyxyxy"),
        "score": [1, 2, 5, 4, 3, np.nan, 5, 9],
        FIRST_REPLY_HOURS: [30, 24, 1, 1.5, np.nan, 1, 8, 8],
        COMPLAINT: [1, 1, 0, 0, np.nan, 1, 0, 0],
    }
)


def cells(rows: pd.DataFrame = ROWS) -> pd.DataFrame:
    return summed([rows], METRICS, ["segment"], splits=SPLIT).cells


@pytest.mark.parametrize(
    ("place", "n", "s", "ss"),
    [
        ((SPEED, "24-", "A"), 1, 1, 1),
        ((SPEED, "08-24", "A"), 1, 2, 4),  # the upper end belongs to the band
        ((SPEED, "00-01", "A"), 1, 5, 25),  # the row without a score counts nowhere
        ((SPEED, "01-04", "A"), 1, 4, 16),
        ((SPEED, "04-08", "B"), 1, 5, 25),  # nor the one off its scale
        ((COMPLAINED, "yes", "A"), 2, 3, 5),
        ((COMPLAINED, "no", "A"), 2, 9, 41),
    ],
)
def test_a_split_holds_the_rows_of_one_answer(
    place: tuple[str, str, str], n: int, s: float, ss: float
) -> None:
    found = cells()
    row = found[(found[["dimension", "level", "unit"]] == list(place)).all(axis=1)]
    assert row[["leg", "metric", "n", "s", "ss"]].values.tolist() == [[CSAT, "score", n, s, ss]]
    assert row[[f"c{k}" for k in range(11)]].sum(axis=1).tolist() == [n]


def test_what_was_there_before_stays_as_it_was() -> None:
    found = cells()
    before = summed([ROWS], METRICS, ["segment"]).cells
    pd.testing.assert_frame_equal(
        found[~found["dimension"].isin(SPLITS)].reset_index(drop=True), before
    )
    assert len(found) == len(before) + 5 + 3


@pytest.mark.parametrize(
    ("metrics", "headline", "meanings", "found"),
    [
        (METRICS, {CSAT: "score"}, {}, [SPEED, COMPLAINED]),
        (METRICS, {}, {}, []),  # nothing stands for the leg
        (METRICS[:1], {CSAT: "score"}, {}, []),
        (
            (SCORE, MetricColumn("wait", CSAT, "amount", "lower")),
            {CSAT: "score"},
            {"wait": FIRST_REPLY_HOURS},
            [SPEED],
        ),
        ((MetricColumn("score", CSAT, "1-5", aggregated=True), SAID), {CSAT: "score"}, {}, []),
    ],
)
def test_splits_are_those_the_columns_allow(
    metrics: tuple[MetricColumn, ...],
    headline: dict[str, str],
    meanings: dict[str, str],
    found: list[str],
) -> None:
    assert [each.dimension for each in splits_of(metrics, headline, meanings)] == found
