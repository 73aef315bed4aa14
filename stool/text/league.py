"""Words of units side by side and of segments against each other."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from stool.catalogue import say, say_many
from stool.schema import SHOWN
from stool.text import events, labels
from stool.text.hidden import reasons
from stool.text.numbers import number, signed

POOLED = say("Pooled score")
POOLED_LOW, POOLED_HIGH = say("Pooled, low"), say("Pooled, high")
POOLED_RAW = say("Pooled raw")
OWN = say("Own weight")
SEGMENTS = say("Segments")
SEGMENTS_SUB = say(
    "mean answer of each segment, and its gap to everybody else's; marked where it is beyond "
    "noise for so many comparisons"
)
NO_SEGMENTS = say(
    "No segment is loaded for this leg. Add a column such as level, tenure or segment to the "
    "survey."
)
HEADINGS = {
    "dimension": say("Split by"),
    "level": say("Segment"),
    "n": labels.FIELD["n"],
    "n_is_least": labels.FIELD["n_is_least"],
    "mean": say("Mean"),
    "mean_low": labels.FIELD["low"],
    "mean_high": labels.FIELD["high"],
    "gap": say("Gap to the others"),
    "gap_low": say("Gap, low"),
    "gap_high": say("Gap, high"),
    "is_clear": say("Gap is"),
    "hidden": labels.FIELD["hidden"],
}
DIMENSION = {"level": say("Level"), "tenure": say("Tenure"), "segment": say("Segment")}


def caption_league(rows: pd.DataFrame, minimum: int) -> str:
    """Sentence for a league: who is highest and lowest, how many moved, and how many are hidden."""
    shown = rows[rows["score"].notna()]
    why = reasons(rows["hidden"], minimum)
    if shown.empty:
        return (
            say("No unit can be shown in this quarter: {reason}.", reason=why)
            if why
            else say("No unit can be shown in this quarter.")
        )
    first, last = shown.iloc[0], shown.iloc[-1]
    compared = int(shown["change_noise"].notna().sum())
    moved = int(shown["change_is_clear"].sum())
    text = say(
        "Highest {node} ({score})", node=labels.node(first["node"]), score=number(first["score"])
    )
    if len(shown) > 1:
        text += say(
            ", lowest {node} ({score})", node=labels.node(last["node"]), score=number(last["score"])
        )
    if compared:
        text += say(
            "; {moved} of {units} compared moved beyond noise",
            moved=moved,
            units=say_many("{number} unit", "{number} units", compared),
        )
    broken = int((~shown["is_comparable"].astype(bool)).sum())
    if broken:
        text += f"; {events.apart(broken)}"
    hidden = int((rows["hidden"] != SHOWN).sum())
    if hidden:
        text += say_many(
            "; {number} unit has no figure ({reason})",
            "; {number} units have no figure ({reason})",
            hidden,
            reason=why,
        )
    return f"{text}."


def caption_segments(rows: pd.DataFrame, minimum: int) -> str:
    """Sentence for segment gaps: those beyond noise, the largest first."""
    known = rows[rows["gap"].notna()]
    if known.empty:
        why = reasons(rows["hidden"], minimum)
        return (
            say("No segment can be compared with the others in this quarter: {reason}.", reason=why)
            if why
            else say("No segment can be compared with the others in this quarter.")
        )
    clear = known[known["is_clear"]]
    if clear.empty:
        return say(
            "None of {segments} differs from the others by more than noise.",
            segments=say_many("{number} segment", "{number} segments", len(known)),
        )
    order = clear["gap"].abs().sort_values(ascending=False).index
    told = [_gap(found) for found in clear.loc[order].head(3).to_dict("records")]
    return say(
        "{told}; {clear} of {known} gaps are beyond noise.",
        told="; ".join(told),
        clear=len(clear),
        known=len(known),
    )


def _gap(found: Mapping[Hashable, Any]) -> str:
    low, high = sorted((abs(found["gap_low"]), abs(found["gap_high"])))
    side = say("above") if found["gap"] > 0 else say("below")
    bounds = (
        say(" ({low} to {high})", low=number(low, 2), high=number(high, 2))
        if math.isfinite(low)
        else ""
    )
    return say(
        "{level} is {gap}{bounds} {side} the others",
        level=found["level"],
        gap=number(abs(found["gap"]), 2),
        bounds=bounds,
        side=side,
    )


def gap(value: float) -> str:
    """Gap as printed in a table."""
    return signed(value, 2)
