"""Words of units side by side and of segments against each other."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from stool.text import events, labels
from stool.text.numbers import number, signed

POOLED = "Pooled score"
POOLED_LOW, POOLED_HIGH = "Pooled, low", "Pooled, high"
POOLED_RAW = "Pooled raw"
OWN = "Own weight"
SEGMENTS = "Segments"
SEGMENTS_SUB = (
    "mean answer of each segment, and its gap to everybody else's; marked where it is beyond noise "
    "for so many comparisons"
)
NO_SEGMENTS = (
    "No segment is loaded for this leg. Add a column such as level, tenure or segment to the "
    "survey."
)
HEADINGS = {
    "dimension": "Split by",
    "level": "Segment",
    "n": labels.FIELD["n"],
    "mean": "Mean",
    "mean_low": labels.FIELD["low"],
    "mean_high": labels.FIELD["high"],
    "gap": "Gap to the others",
    "gap_low": "Gap, low",
    "gap_high": "Gap, high",
    "is_clear": "Gap is",
    "hidden": labels.FIELD["hidden"],
}
DIMENSION = {"level": "Level", "tenure": "Tenure", "segment": "Segment"}


def caption_league(rows: pd.DataFrame) -> str:
    """Sentence for a league: who is highest and lowest, and how many moved."""
    shown = rows[rows["score"].notna()]
    if shown.empty:
        return "No unit can be shown in this quarter."
    first, last = shown.iloc[0], shown.iloc[-1]
    compared = int(shown["change_noise"].notna().sum())
    moved = int(shown["change_is_clear"].sum())
    text = f"Highest {labels.node(first['node'])} ({number(first['score'])})"
    if len(shown) > 1:
        text += f", lowest {labels.node(last['node'])} ({number(last['score'])})"
    if compared:
        text += f"; {moved} of {labels.count(compared, 'unit')} compared moved beyond noise"
    broken = int((~shown["is_comparable"].astype(bool)).sum())
    if broken:
        text += f"; {events.apart(broken)}"
    hidden = len(rows) - len(shown)
    return f"{text}{f'; {hidden} hidden' if hidden else ''}."


def caption_segments(rows: pd.DataFrame) -> str:
    """Sentence for segment gaps: those beyond noise, the largest first."""
    known = rows[rows["gap"].notna()]
    if known.empty:
        return "No segment can be compared with the others in this quarter."
    clear = known[known["is_clear"]]
    if clear.empty:
        return (
            f"None of {labels.count(len(known), 'segment')} differs from the others by more than "
            "noise."
        )
    order = clear["gap"].abs().sort_values(ascending=False).index
    told = [_gap(found) for found in clear.loc[order].head(3).to_dict("records")]
    return f"{'; '.join(told)}; {len(clear)} of {len(known)} gaps are beyond noise."


def _gap(found: Mapping[Hashable, Any]) -> str:
    low, high = sorted((abs(found["gap_low"]), abs(found["gap_high"])))
    side = "above" if found["gap"] > 0 else "below"
    bounds = f" ({number(low, 2)} to {number(high, 2)})" if math.isfinite(low) else ""
    return f"{found['level']} is {number(abs(found['gap']), 2)}{bounds} {side} the others"


def gap(value: float) -> str:
    """Gap as printed in a table."""
    return signed(value, 2)
