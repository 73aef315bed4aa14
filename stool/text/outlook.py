"""Words of the quarters to come."""

import pandas as pd

from stool.schema import LEGS
from stool.text import labels
from stool.text.labels import LEG_SHORT
from stool.text.numbers import number

HEADINGS = {
    "leader": labels.FIELD["leader"],
    "leg": labels.FIELD["leg"],
    "ahead": "Quarters ahead",
    "quarter": labels.FIELD["quarter"],
    "now": "Score now",
    "score": "Score projected",
    "low": "80%, low",
    "high": "80%, high",
    "units": labels.FIELD["units"],
}
TITLE = "The next quarters"
SUB = "projected only where a link is established; the shaded fan holds 4 of 5"
NOTHING = (
    "No link is established, so nothing is projected: what has not been shown to follow is not "
    "promised."
)


def caption(found: pd.DataFrame) -> str:
    """Sentence for `stool.charts.fan`: where each leg tends to, and what is left open."""
    if found.empty:
        return NOTHING
    told = []
    for leg, rows in found.groupby("leg", sort=False):
        last = rows.iloc[-1]
        told.append(
            f"{LEG_SHORT[str(leg)]} tends to follow {LEG_SHORT[last['leader']]}: from "
            f"{number(last['now'])} now to {number(last['score'])} ({number(last['low'])} to "
            f"{number(last['high'])}) in {labels.quarter(last['quarter'])}"
        )
    others = [LEG_SHORT[leg] for leg in LEGS if leg not in set(found["leg"])]
    if others:
        one = len(others) == 1
        told.append(
            f"{' and '.join(others)} {'is' if one else 'are'} not projected: no established link "
            f"leads to {'it' if one else 'them'}"
        )
    return f"{'; '.join(told)}. Association, with an 80% interval."


def hover(quarter: str, score: float, low: float, high: float) -> str:
    """Words of the pointer over one projected quarter."""
    return (
        f"<b>{labels.quarter(quarter)}</b>, projected<br>{number(score)} "
        f"({number(low)} to {number(high)})"
    )
