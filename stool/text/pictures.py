"""Words of the pictures that compare quarters: slopes, own limits, events, the level by quarter."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from stool.catalogue import say, say_many
from stool.measure.change import MOST_LINES, moves
from stool.measure.control import MIN_QUARTERS, RUN, Control
from stool.period import span
from stool.text import events as event_words
from stool.text import figures, labels
from stool.text.labels import LEG
from stool.text.numbers import number, signed

# From one quarter to another

SLOPES = say("From quarter to quarter")
SLOPES_SUB = say("every unit then and now; a change is marked only beyond noise for so many units")
SINCE = say("Since")
BACK = {1: say("Since the quarter before"), 4: say("Since a year ago")}
MOVES = {  # headings of the table behind the slopes
    "node": labels.FIELD["node"],
    "start": say("Then"),
    "end": say("Now"),
    "change": labels.FIELD["change"],
    "noise": labels.FIELD["change_noise"],
    "is_clear": labels.FIELD["change_is_clear"],
    "is_comparable": say("Comparable"),
    "drawn": say("Drawn"),
}
LIMITS = {  # headings of the table behind the control chart
    "quarter": labels.FIELD["quarter"],
    "value": labels.FIELD["score"],
    "low": say("Own limit, low"),
    "high": say("Own limit, high"),
    "beyond": say("Beyond its limits"),
    "run": say("In a run"),
}
CONTROL = say("Within its own limits")
CONTROL_SUB = say("a control chart: which quarters stand out of the usual swing")
NAME = 16  # characters of a unit that are printed
SLOPE_KEY = say("in ink: changed by more than noise,<br>all units looked at together")
UP, DOWN = "▲", "▼"


def slope_label(row: Mapping[Any, Any]) -> str:
    """Name and change beside the end of a line: ▲ +6 North."""
    arrow = UP if row["change"] > 0 else DOWN
    return f"{arrow} {signed(row['change'])} {figures.safe_name(str(row['node']), NAME)}"


def slope_hover(row: Mapping[Any, Any], before: str, after: str) -> str:
    """Words of the pointer over either end of a line."""
    noise = row["noise"]
    doubt = (
        say("noise is not known")
        if np.isnan(noise)
        else say("noise alone: up to {noise}", noise=number(noise, 1))
    )
    ends = " → ".join(
        say("{score} in {quarter}", score=number(row[name]), quarter=labels.quarter(quarter))
        for name, quarter in (("start", before), ("end", after))
    )
    name = figures.safe_name(str(row["node"]))
    return f"<b>{name}</b><br>{ends}<br>{signed(row['change'], 1)}; {doubt}"


def no_slopes(rows: pd.DataFrame, before: str, after: str) -> str:
    """What stands where no line can be drawn; `rows` are as of `moves`."""
    if not rows["is_comparable"].all():
        between = say(
            "{before} and {after}", before=labels.quarter(before), after=labels.quarter(after)
        )
        return say("{changed} between {between}", changed=event_words.CHANGED, between=between)
    return say(
        "no unit has a score in both {before} and {after}",
        before=labels.quarter(before),
        after=labels.quarter(after),
    )


def caption_slope(rows: pd.DataFrame, before: str, after: str, *, most: int = MOST_LINES) -> str:
    """Sentence for `stool.charts.slope`."""
    every = moves(rows, before, after, most=most)
    found = every[every["change"].notna()]
    broken = int((~every["is_comparable"]).sum())
    alone = len(every) - len(found) - broken
    if found.empty:
        none = no_slopes(every, before, after)
        return say("{none}, so no change can be drawn.", none=f"{none[0].upper()}{none[1:]}")
    name = LEG[str(rows["leg"].iloc[0])]
    between = say(
        "from {before} to {after}", before=labels.quarter(before), after=labels.quarter(after)
    )
    changes = (signed(found["change"].agg(end)) for end in ("min", "max"))
    ends = (number(found["end"].agg(end)) for end in ("min", "max"))
    parts = [
        say(
            "{name}, score of {units} {between}: {clear}",
            name=name,
            units=say_many("{number} unit", "{number} units", len(found)),
            between=between,
            clear=_clear(found),
        ),
        say(
            "changes run from {changes} and scores now from {ends}",
            changes=say(" to ").join(changes),
            ends=say(" to ").join(ends),
        ),
    ]
    if alone:
        parts.append(
            say(
                "{units} with only one of the two quarters left out",
                units=say_many("{number} unit", "{number} units", alone),
            )
        )
    if broken:
        parts.append(event_words.apart(broken))
    drawn = int(found["drawn"].sum())
    if drawn < len(found):
        parts.append(
            say(
                "drawn: {drawn} of {found} lines, the smallest changes left out",
                drawn=drawn,
                found=len(found),
            )
        )
    return f"{'; '.join(parts)}."


def _clear(found: pd.DataFrame) -> str:
    known = int(found["noise"].notna().sum())
    if not known:
        return say("how much of a change is noise is not known")
    clear = found[found["is_clear"]]
    if clear.empty:
        return say("none changed by more than noise ({known} looked at together)", known=known)
    most = clear.iloc[int(clear["change"].abs().argmax())]
    rose = int((clear["change"] > 0).sum())
    return say(
        "{clear} of them changed by more than noise ({rose} rose, {fell} fell; {known} looked "
        "at together), most {node}, by {change} to {end}",
        clear=len(clear),
        rose=rose,
        fell=len(clear) - rose,
        known=known,
        node=labels.node(most["node"]),
        change=signed(most["change"]),
        end=number(most["end"]),
    )


# Own limits

CONTROL_KEY = say(
    "dashed: own limits; ringed: beyond them<br>bar: {run} or more in a row on one side", run=RUN
)
SIDE = {1: say("above"), -1: say("below")}
BEYOND = {1: say("above its limits"), -1: say("below its limits")}


def limit_label(value: float, metric: str, figure: str) -> str:
    """A limit beside its line."""
    return say("limit {value}", value=control_value(value, metric, figure))


def centre_label(value: float, metric: str, figure: str) -> str:
    """The centre beside its line."""
    return say("mean {value}", value=control_value(value, metric, figure))


def control_value(value: float, metric: str, figure: str) -> str:
    """A figure with the digits that tell it from its limits."""
    return number(value, 1) if figure == "score" else figures.raw_number(metric, value)


def no_limits(quarters: int) -> str:
    """Why there are no limits."""
    return say_many(
        "no limits yet: {number} quarter has a figure, {needed} are needed",
        "no limits yet: {number} quarters have a figure, {needed} are needed",
        quarters,
        needed=MIN_QUARTERS,
    )


def control_hover(row: Mapping[Any, Any], metric: str, figure: str) -> str:
    """Words of the pointer over one quarter; `row` is of a control table."""
    value, low, high = (
        control_value(row[name], metric, figure) for name in ("value", "low", "high")
    )
    head = f"<b>{labels.quarter(row['quarter'])}</b><br>{value}"
    if not np.isfinite(row["low"]):
        return head
    marks = [BEYOND[row["beyond"]]] if row["beyond"] else []
    marks += [say("in a long run {side} the mean", side=SIDE[row["run"]])] if row["run"] else []
    return "<br>".join([head, say("limits {low} to {high}", low=low, high=high), *marks])


def caption_control(
    found: Control,
    leg: str,
    *,
    metric: str = "",
    figure: str = "score",
    breaks: Collection[str] = (),
) -> str:
    """Sentence for `stool.charts.control`; `breaks` are those the quarters before it end with."""
    name = _since(sorted(breaks)) + say(
        "{leg}, {figure} against its own limits",
        leg=LEG[leg],
        figure=say("score") if figure == "score" else say("raw figure"),
    )
    table = found.table[found.table["value"].notna()]
    if table.empty:
        return say("{name}: no quarter has a figure.", name=name)
    last = table.iloc[-1]

    def show(value: float) -> str:
        return control_value(value, metric, figure)

    now = say(
        "{name}: {value} in {quarter}",
        name=name,
        value=show(last["value"]),
        quarter=labels.quarter(last["quarter"]),
    )
    if not np.isfinite(found.centre):
        return f"{now}; {no_limits(found.quarters)}."
    within = int((table["beyond"] == 0).sum())
    parts = [
        say(
            "{now}, where {low} to {high} is usual around a mean of {centre}",
            now=now,
            low=show(last["low"]),
            high=show(last["high"]),
            centre=show(found.centre),
        ),
        say(
            "{within} of {quarters} lie inside their limits",
            within=within,
            quarters=labels.quarters(found.quarters),
        ),
    ]
    outside = table[table["beyond"] != 0]
    if len(outside):
        named = [
            f"{labels.quarter(row['quarter'])} {SIDE[row['beyond']]}"
            for row in outside.to_dict("records")
        ]
        parts.append(say("beyond them {named}", named=labels.listed(named)))
    runs = [
        say(
            "{quarters} in a row {side} the mean ({first} to {last})",
            quarters=labels.quarters(len(run)),
            side=SIDE[side],
            first=labels.quarter(run[0]),
            last=labels.quarter(run[-1]),
        )
        for side, run in long_runs(found)
    ]
    parts += [labels.listed(runs)] if runs else []
    doubt = say(
        "the limits come from these same quarters, so a mark is a reason to look, no verdict"
    )
    return f"{'; '.join([*parts, doubt])}."


def long_runs(found: Control) -> list[tuple[int, list[str]]]:
    """Side and quarters of every long run, oldest first."""
    table = found.table[found.table["value"].notna()]
    pairs = zip(table["run"], table["quarter"], strict=True)
    return [
        (int(side), [quarter for _, quarter in run])
        for side, run in groupby(pairs, key=lambda pair: pair[0])
        if side
    ]


# What happened meanwhile

BREAK_MARK = say("wording changed")
MOST_EVENTS = 5  # named in a caption; the table has them all


def numbered(events: pd.DataFrame | None, quarters: Sequence[str]) -> pd.DataFrame:
    """``number`` from 1 on, ``quarter`` and ``label`` of the events within `quarters`, in order."""
    if events is None or not len(quarters):
        return pd.DataFrame({"number": [], "quarter": [], "label": []})
    within = events[events["quarter"].isin(list(quarters))]
    found = within.sort_values("quarter", kind="stable", ignore_index=True)
    return found.assign(number=np.arange(1, len(found) + 1))[["number", "quarter", "label"]]


def badge(numbers: Sequence[int]) -> str:
    """Numbers of the events of one quarter: 3, or 3–5."""
    first, last = min(numbers), max(numbers)
    return str(first) if first == last else f"{first}–{last}"


def event_hover(rows: pd.DataFrame) -> str:
    """Words of the pointer over a badge; `rows` are of one quarter, as of `numbered`."""
    lines = [
        f"{row['number']} {escape(str(row['label']), quote=False)}"
        for row in rows.to_dict("records")
    ]
    return "<br>".join([f"<b>{labels.quarter(str(rows['quarter'].iloc[0]))}</b>", *lines])


def break_hover(quarter: str) -> str:
    """Words of the pointer over the mark of a break."""
    return say(
        "<b>{quarter}</b><br>wording or scale changed;<br>not comparable with the quarters before",
        quarter=labels.quarter(quarter),
    )


def known_breaks(breaks: Iterable[str], quarters: Sequence[str]) -> list[str]:
    """Those of `breaks` that have a quarter of `quarters` before them, oldest first."""
    return sorted(set(breaks) & set(quarters[1:]))


def caption_trend(
    history: pd.DataFrame,
    *,
    figure: str = "score",
    quarter: str | None = None,
    minimum: int = figures.MINIMUM,
    events: pd.DataFrame | None = None,
    breaks: Collection[str] = (),
) -> str:
    """Sentence for `stool.charts.trend` with its events; only like is compared with like.

    After a change of wording the figures, their range and their change are those since then.
    """
    quarters = sorted(history["quarter"])
    until = quarters if quarter is None else [each for each in quarters if each <= quarter]
    past = known_breaks(breaks, span(until))
    rows = history[history["quarter"] >= past[-1]] if past else history
    said = figures.caption_trend(rows, figure=figure, quarter=quarter, minimum=minimum)
    return with_marks(f"{_since(past)}{said}", events, span(quarters))


def with_marks(sentence: str, events: pd.DataFrame | None, quarters: Sequence[str]) -> str:
    """A caption that goes on to name the events marked over the figure."""
    found = numbered(events, quarters)
    if found.empty:
        return sentence
    named = [
        f"{row['number']} {str(row['label']).rstrip('.')} ({labels.quarter(row['quarter'])})"
        for row in found.to_dict("records")
    ]
    return say(
        "{sentence}; marked: {named}.",
        sentence=sentence.removesuffix("."),
        named=labels.listed(named, MOST_EVENTS),
    )


def _since(breaks: Sequence[str]) -> str:
    """What the rest of the sentence holds for."""
    if not breaks:
        return ""
    *earlier, last = map(labels.quarter, breaks)
    before = say(" (and before in {earlier})", earlier=labels.listed(earlier)) if earlier else ""
    return say("Since wording or scale changed in {last}{before}: ", last=last, before=before)


# The spirit level by quarter

PLAY, PAUSE = say("Play"), say("Pause")
AT_QUARTER = say("Quarter of the level")
