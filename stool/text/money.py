"""Words of money and customers kept."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from stool.schema import CUSTOMERS_LOST, CUSTOMERS_START, REPEAT_REVENUE, REPEAT_SHARE, RETENTION
from stool.text import labels
from stool.text.numbers import number

TITLE = "Money and customers kept"
SUB = "counted in full, each against its own target"
HEADINGS = {
    "figure": labels.FIELD["metric"],
    "now": "Now, %",
    "year_ago": "A year ago, %",
    "target": "Target, %",
    "provisional": "Target is provisional",
    "reached": "Target reached",
}
NEEDED = {
    RETENTION: (CUSTOMERS_START, CUSTOMERS_LOST),
    REPEAT_SHARE: (REPEAT_REVENUE,),
}


def caption(found: pd.DataFrame) -> str:
    """Sentence for the figures: which reach their target, and which columns would bring more."""
    known = [row for row in found.to_dict("records") if math.isfinite(row["now"])]
    told = [_against_target(row) for row in known] or ["nothing can be shown in this quarter"]
    missing = [
        f"{labels.metric(figure).lower()} is not measured: add "
        f"{' and '.join(columns)} to the revenue file"
        for figure, columns in NEEDED.items()
        if figure not in set(found["figure"])
    ]
    text = "; ".join([*told, *missing])
    return f"{text[0].upper()}{text[1:]}."


def _against_target(row: Mapping[Hashable, Any]) -> str:
    figure = f"{labels.metric(str(row['figure'])).lower()} {number(row['now'], 1)}%"
    if not math.isfinite(row["target"]):
        return f"{figure}, no target"
    side = "reaches" if row["reached"] else "is under"
    return f"{figure} {side} its target of {number(row['target'], 1)}%"
