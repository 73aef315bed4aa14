"""Words of the record: how the stored forecasts turned out."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

from stool.text import labels
from stool.text.figures import interval
from stool.text.labels import series
from stool.text.links import mark
from stool.text.numbers import NONE, number, share

STORED, BACKTEST = "stored", "backtest"
OURS = "rmse"
YARDSTICK = {  # short enough to stand at the end of a line
    OURS: "ours",
    "rmse_no_change": "no change",
    "rmse_seasonal_naive": "year ago",
    "rmse_own_path": "own path",
}
YARDSTICK_WHY = {
    OURS: "forecast from the leader",
    "rmse_no_change": "assuming no change",
    "rmse_seasonal_naive": "assuming the same as a year ago",
    "rmse_own_path": "from the follower’s own path alone",
}
KIND = {STORED: "forecast before the quarter was known", BACKTEST: "worked out afterwards"}
WHEN = {STORED: "made before they were known", BACKTEST: KIND[BACKTEST]}


def record_key(follower: str) -> str:
    """What is drawn, and what filled and hollow mean."""
    name = f"{mark(follower)} " if follower else ""
    return (
        f"typical error (RMSE), {name}points<br>filled: {KIND[STORED]}<br>hollow: {KIND[BACKTEST]}"
    )


def record_hover(row: Mapping[Any, Any], quarter: str, kind: str) -> str:
    """Words of the pointer over our error in one quarter."""
    errors = [
        f"{YARDSTICK_WHY[name]}: {number(row[name], 2)}"
        for name in YARDSTICK
        if math.isfinite(row[name])
    ]
    inside = f"{share(row['coverage'])} of {number(row['n'])} inside their interval"
    lines = [f"<b>{labels.quarter(quarter)}</b>, {KIND[kind]}", *errors, inside]
    return "<br>".join(lines)


def caption_record(graded: Mapping[Hashable, Any] | None, *, kind: str) -> str:
    """Sentence for `stool.charts.record`.

    Parameters
    ----------
    graded : Mapping or None
        The follower's row of `stool.lag.grading.grade`; None where nothing is graded.
    kind : str
        Which forecasts it grades, a key of `KIND`: the two are never graded together.
    """
    if graded is None or not graded["n"]:
        return "No forecast has been graded yet."
    over = labels.quarters(int(graded["quarters"]))
    return (
        f"Forecasts of {series(graded['follower'])} from {series(graded['leader'])} over {over}, "
        f"{WHEN[kind]}, were off by {_saved(graded, 'no_change')} than assuming no change and by "
        f"{_saved(graded, 'own_path')} than from its own path alone; "
        f"{share(graded['coverage'])} of {number(graded['n'])} fell inside their "
        f"{share(graded['level'])} interval."
    )


def graded_cell(name: str, graded: Mapping[Hashable, Any]) -> str:
    """One cell of the grades of a link: a count, or a share with its interval in percent."""
    value = float(graded[name])
    if name in ("n", "quarters"):
        return number(value)
    if not math.isfinite(value):
        return NONE
    range_ = interval((100 * graded[f"{name}_low"], 100 * graded[f"{name}_high"]))
    return f"{share(value)} ({range_}%)" if range_ else share(value)


def _saved(graded: Mapping[Hashable, Any], yardstick: str) -> str:
    """Typical error saved, 12% less (3% to 20%): skill is of squared errors, words are not."""
    ends = (graded[f"skill_{yardstick}{end}"] for end in ("", "_low", "_high"))
    saved, low, high = (100 * (1 - math.sqrt(max(1 - end, 0))) for end in ends)
    if not math.isfinite(saved):
        return "an unknown amount more or less"
    worse = round(saved) < 0
    range_ = interval((-high, -low) if worse else (low, high))
    size = f"{number(abs(saved))}% {'more' if worse else 'less'}"
    return f"{size} ({range_}%)" if range_ else size
