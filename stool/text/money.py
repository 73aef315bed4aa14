"""Words of money and customers kept."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from stool.catalogue import say
from stool.schema import CUSTOMERS_LOST, CUSTOMERS_START, REPEAT_REVENUE, REPEAT_SHARE, RETENTION
from stool.text import labels
from stool.text.numbers import number

TITLE = say("Money and customers kept")
SUB = say("counted in full, each against its own target")
HEADINGS = {
    "figure": labels.FIELD["metric"],
    "now": say("Now, %"),
    "year_ago": say("A year ago, %"),
    "target": say("Target, %"),
    "provisional": say("Target is provisional"),
    "reached": say("Target reached"),
}
NEEDED = {
    RETENTION: (CUSTOMERS_START, CUSTOMERS_LOST),
    REPEAT_SHARE: (REPEAT_REVENUE,),
}


def caption(found: pd.DataFrame) -> str:
    """Sentence for the figures: which reach their target, and which columns would bring more."""
    known = [row for row in found.to_dict("records") if math.isfinite(row["now"])]
    told = [_against_target(row) for row in known] or [say("nothing can be shown in this quarter")]
    missing = [
        say(
            "{figure} is not measured: add {columns} to the revenue file",
            figure=labels.metric(figure).lower(),
            columns=say(" and ").join(columns),
        )
        for figure, columns in NEEDED.items()
        if figure not in set(found["figure"])
    ]
    text = "; ".join([*told, *missing])
    return f"{text[0].upper()}{text[1:]}."


def _against_target(row: Mapping[Hashable, Any]) -> str:
    figure = f"{labels.metric(str(row['figure'])).lower()} {number(row['now'], 1)}%"
    if not math.isfinite(row["target"]):
        return say("{figure}, no target", figure=figure)
    side = say("reaches") if row["reached"] else say("is under")
    return say(
        "{figure} {side} its target of {target}%",
        figure=figure,
        side=side,
        target=number(row["target"], 1),
    )
