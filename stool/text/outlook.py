"""Words of the quarters to come."""

import pandas as pd

from stool.catalogue import say, say_many
from stool.schema import LEGS
from stool.text import labels
from stool.text.labels import LEG_SHORT
from stool.text.numbers import number

HEADINGS = {
    "leader": labels.FIELD["leader"],
    "leg": labels.FIELD["leg"],
    "ahead": say("Quarters ahead"),
    "quarter": labels.FIELD["quarter"],
    "now": say("Score now"),
    "score": say("Score projected"),
    "low": say("80%, low"),
    "high": say("80%, high"),
    "units": labels.FIELD["units"],
}
TITLE = say("The next quarters")
SUB = say("projected only where a link is established; the shaded fan holds 4 of 5")
NOTHING = say(
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
            say(
                "{leg} tends to follow {leader}: from {now} now to {score} ({low} to {high}) in "
                "{quarter}",
                leg=LEG_SHORT[str(leg)],
                leader=LEG_SHORT[last["leader"]],
                now=number(last["now"]),
                score=number(last["score"]),
                low=number(last["low"]),
                high=number(last["high"]),
                quarter=labels.quarter(last["quarter"]),
            )
        )
    others = [LEG_SHORT[leg] for leg in LEGS if leg not in set(found["leg"])]
    if others:
        told.append(
            say_many(
                "{others} is not projected: no established link leads to it",
                "{others} are not projected: no established link leads to them",
                len(others),
                others=say(" and ").join(others),
            )
        )
    return say("{told}. Association, with an 80% interval.", told="; ".join(told))


def hover(quarter: str, score: float, low: float, high: float) -> str:
    """Words of the pointer over one projected quarter."""
    return say(
        "<b>{quarter}</b>, projected<br>{score} ({low} to {high})",
        quarter=labels.quarter(quarter),
        score=number(score),
        low=number(low),
        high=number(high),
    )
