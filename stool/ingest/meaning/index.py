"""The index of an employee file without an overall question: the mean of its items."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd

from stool.ingest.mapping import Column
from stool.schema import ESAT, SCALES

INDEX = ESAT  # name of the metric
LEAST_ANSWERED = 0.5  # share of the items a person must have answered


def index_items(columns: Iterable[Column], rows: str | None) -> tuple[Column, ...]:
    """Items that make the index: those on the scale most items of the employee leg are on.

    Empty when rows are aggregated, when a column is the overall satisfaction already, or when
    fewer than two items share a scale.
    """
    items = [c for c in columns if c.role == "metric" and c.leg == ESAT]
    if rows != "respondent" or any(item.metric == INDEX for item in items):
        return ()
    rated = [c for c in items if c.scale and _is_rating(c.scale) and c.metric != "enps"]
    scales = Counter(item.scale for item in rated)
    if not scales or max(scales.values()) < 2:
        return ()
    order = list(SCALES)
    commonest = max(scales, key=lambda scale: (scales[scale], -order.index(str(scale))))
    return tuple(item for item in rated if item.scale == commonest)


def index_scale(items: tuple[Column, ...]) -> str:
    """Scale of the index of those items."""
    return f"{items[0].scale} mean"


def index_of(rows: pd.DataFrame, items: tuple[Column, ...]) -> "pd.Series[float]":
    """Mean of the items each person answered, NaN where fewer than half were.

    An item whose lower end is good is turned round first.
    """
    scale = SCALES[str(items[0].scale)]
    ends = float(scale.low or 0) + float(scale.high or 0)
    answers = np.column_stack(
        [
            ends - rows[item.metric] if item.better == "lower" else rows[item.metric]
            for item in items
        ]
    )
    answered = (~np.isnan(answers)).sum(axis=1)
    enough = answered >= LEAST_ANSWERED * len(items)
    total = np.nansum(answers, axis=1)
    means = np.divide(total, answered, out=np.full(len(total), np.nan), where=enough)
    return pd.Series(means, index=rows.index)


def _is_rating(scale: str) -> bool:
    return SCALES[scale].counted and scale != "0-1"
