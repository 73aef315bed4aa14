"""Words of the record: how the stored forecasts turned out."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

from stool.catalogue import say
from stool.text import labels
from stool.text.figures import interval
from stool.text.labels import series
from stool.text.links import mark
from stool.text.numbers import NONE, number, share

STORED, BACKTEST = "stored", "backtest"
OURS = "rmse"
YARDSTICK = {  # short enough to stand at the end of a line
    OURS: say("ours"),
    "rmse_no_change": say("no change"),
    "rmse_seasonal_naive": say("year ago"),
    "rmse_own_path": say("own path"),
}
YARDSTICK_WHY = {
    OURS: say("forecast from the leader"),
    "rmse_no_change": say("assuming no change"),
    "rmse_seasonal_naive": say("assuming the same as a year ago"),
    "rmse_own_path": say("from the follower’s own path alone"),
}
KIND = {
    STORED: say("forecast before the quarter was known"),
    BACKTEST: say("worked out afterwards"),
}
WHEN = {STORED: say("made before they were known"), BACKTEST: KIND[BACKTEST]}


def record_key(follower: str) -> str:
    """What is drawn, and what filled and hollow mean."""
    points = say("{follower} points", follower=mark(follower)) if follower else say("points")
    return say(
        "typical error (RMSE), {points}<br>filled: {stored}<br>hollow: {backtest}",
        points=points,
        stored=KIND[STORED],
        backtest=KIND[BACKTEST],
    )


def record_hover(row: Mapping[Any, Any], quarter: str, kind: str) -> str:
    """Words of the pointer over our error in one quarter."""
    errors = [
        f"{YARDSTICK_WHY[name]}: {number(row[name], 2)}"
        for name in YARDSTICK
        if math.isfinite(row[name])
    ]
    inside = say(
        "{coverage} of {n} inside their interval",
        coverage=share(row["coverage"]),
        n=number(row["n"]),
    )
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
        return say("No forecast has been graded yet.")
    over = labels.quarters(int(graded["quarters"]))
    return say(
        "Forecasts of {follower} from {leader} over {over}, {kind}, were off by {no_change} "
        "than assuming no change and by {own_path} than from its own path alone; {coverage} of {n} "
        "fell inside their {level} interval.",
        follower=series(graded["follower"]),
        leader=series(graded["leader"]),
        over=over,
        kind=WHEN[kind],
        no_change=_saved(graded, "no_change"),
        own_path=_saved(graded, "own_path"),
        coverage=share(graded["coverage"]),
        n=number(graded["n"]),
        level=share(graded["level"]),
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
        return say("an unknown amount more or less")
    worse = round(saved) < 0
    range_ = interval((-high, -low) if worse else (low, high))
    percent = number(abs(saved))
    size = (
        say("{percent}% more", percent=percent)
        if worse
        else say("{percent}% less", percent=percent)
    )
    return f"{size} ({range_}%)" if range_ else size
