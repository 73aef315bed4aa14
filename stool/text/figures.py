"""Words on figures, and the one sentence that says what each figure shows."""

import math
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

import pandas as pd

from stool.catalogue import say, say_many
from stool.lag.evidence import Evidence
from stool.lag.result import LagResult, PanelLagResult
from stool.measure.profit import RATIOS
from stool.period import span
from stool.schema import ATTAINMENT, LEGS, LINKS, MARGIN, SHOWN
from stool.text import labels
from stool.text.events import CHANGED
from stool.text.hidden import reasons
from stool.text.labels import LEG, LEG_SHORT
from stool.text.numbers import number, p_value, signed

MINIMUM = 7  # answers, unless the page says otherwise
Interval = tuple[float, float]

SHORT_LEG_KEY = say("short leg:")
TILT_AXIS = say("tilt, points")
R_AXIS = say("correlation")
LAG_AXIS = say("quarters from leader to follower")
WITHIN = say("within units, over time")
POOLED = say("all units and quarters pooled")
BETWEEN = say("between units’ averages (not evidence of a lead)")
HIDDEN_MARK = "·"


def short_quarter(quarter: str) -> str:
    """2026Q2 as Q2 26, for marks and axes."""
    return f"{quarter[4:]} {quarter[2:4]}"


def interval(bounds: Interval | None, digits: int = 0) -> str:
    """Ends of an interval, 70 to 74; empty where there is none or it rounds to nothing."""
    if bounds is None or not all(map(math.isfinite, bounds)):
        return ""
    low, high = (number(bound, digits) for bound in bounds)
    return "" if low == high else say("{low} to {high}", low=low, high=high)


def hidden_words(reason: object, minimum: int = MINIMUM) -> str:
    """Why there is no figure."""
    if reason is None or reason == SHOWN:
        return say("no data")
    return labels.hidden(str(reason), minimum)


def safe_name(node: str, most: int = 40) -> str:
    """Name of a node as figures show it: cut to `most` characters, and never read as markup."""
    name = labels.node(node)
    name = name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
    return escape(name, quote=False)


def raw_number(metric: str, value: float) -> str:
    """A headline figure without its scale: 12.7% or 3.91."""
    percent = metric in RATIOS and math.isfinite(value)
    return f"{number(value, 1)}%" if percent else number(value, 2)


# The stool


def ring_key(target: float) -> str:
    """What the grey ring is."""
    return say("grey ring = level at target {target}", target=number(target))


def edges_key(tilts: Interval) -> str:
    """What the dashed edges of the seat are."""
    return say("dashed = 80% interval of the tilt, {ends}", ends=interval(tilts, 1))


def no_seat(legs: int) -> str:
    """Why no seat is drawn."""
    return {0: say("no leg has a score yet"), 1: say("one leg is not a stool")}.get(
        legs, say("two legs are not a stool")
    )


def stool_hover(leg: str, score: float, bounds: Interval | None, target: float) -> str:
    """Words of the pointer over a leg."""
    range_ = interval(bounds)
    doubt = f" ({range_})" if range_ else ""
    return say(
        "<b>{leg}</b><br>{score}{doubt}, target {target}",
        leg=LEG[leg],
        score=number(score),
        doubt=doubt,
        target=number(target),
    )


def caption_stool(
    scores: Mapping[str, float],
    intervals: Mapping[str, Interval] | None = None,
    *,
    tilts: Interval | None = None,
    target: float = 75.0,
) -> str:
    """Sentence for `stool.charts.stool`."""
    known = {leg: scores[leg] for leg in LEGS if math.isfinite(scores.get(leg, math.nan))}
    if not known:
        return say("No leg has a score yet, so no stool is drawn.")
    heights = []
    for leg, score in known.items():
        range_ = interval((intervals or {}).get(leg))
        heights.append(f"{LEG_SHORT[leg]} {number(score)}{f' ({range_})' if range_ else ''}")
    listed = labels.listed(heights)
    start = say(
        "The legs stand at {listed}, where 0 is your floor and {target} your target",
        listed=listed,
        target=number(target),
    )
    missing = [LEG_SHORT[leg] for leg in LEGS if leg not in known]
    if missing:
        return say_many(
            "{start}; {missing} has no score, and {no_seat}.",
            "{start}; {missing} have no score, and {no_seat}.",
            len(missing),
            start=start,
            missing=labels.listed(missing),
            no_seat=no_seat(len(known)),
        )
    lowest, highest = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    gap = number(known[highest] - known[lowest])
    slope = (
        say("the seat is level")
        if gap == "0"
        else say(
            "the seat slopes down to {lowest}, {gap} below {highest}",
            lowest=LEG_SHORT[lowest],
            gap=_points(gap),
            highest=LEG_SHORT[highest],
        )
    )
    ends = interval(tilts, 1)
    dashed = say(
        "; dashed: the seat at the ends of its 80% interval, a tilt of {ends} points", ends=ends
    )
    return f"{start}; {slope}{dashed if ends else ''}."


# The spirit level


def high_end(leg: str) -> str:
    """Name of the direction in which a leg is high."""
    return say("{leg} high", leg=LEG_SHORT[leg])


def tilt_mark(points: float) -> str:
    """The rim of the spirit level as a tilt."""
    return say("{points} points", points=f"{points:g}")


def noise_key(floor: float, limit: float) -> str:
    """What the dark ring is, or why there is none."""
    if not math.isfinite(floor):
        return say("no ring: the noise is not known")
    if floor > limit:
        return say("noise alone: up to {floor}, wider than this level", floor=number(floor, 1))
    if round(floor, 1) == 0:
        return say("no ring: figures counted in full have no noise")
    return say("ring: noise alone, up to {floor} points", floor=number(floor, 1))


def tilt_hover(row: pd.Series) -> str:
    """Words of the pointer over one tilt; `row` is of the tilt history."""
    where = (
        ""
        if row["points"] == 0
        else say(", down toward {short_leg}", short_leg=LEG_SHORT[row["short_leg"]])
    )
    return say(
        "<b>{quarter}</b><br>tilt {points}{where}<br>noise alone: under {noise_floor}",
        quarter=labels.quarter(row["quarter"]),
        points=number(row["points"], 1),
        where=where,
        noise_floor=number(row["noise_floor"], 1),
    )


def caption_level(trail: pd.DataFrame) -> str:
    """Sentence for `stool.charts.spirit_level`."""
    if trail.empty:
        return say("No quarter has all three legs, so there is no tilt to show.")
    now = trail.iloc[-1]
    return f"{_tilt_now(now)}{_tilt_then(trail)}; {_tilt_doubt(now)}."


def _tilt_now(now: pd.Series) -> str:
    return say(
        "In {quarter} the tilt is {points}, down toward {short_leg}",
        quarter=labels.quarter(now["quarter"]),
        points=_points(number(now["points"], 1)),
        short_leg=LEG_SHORT[now["short_leg"]],
    )


def _tilt_then(trail: pd.DataFrame) -> str:
    if len(trail) == 1:
        return say(" (the first quarter measured)")
    first = trail.iloc[0]
    if first["era"] != trail["era"].iloc[-1]:
        return say(
            ", not comparable with {quarter}: {changed}",
            quarter=labels.quarter(first["quarter"]),
            changed=CHANGED,
        )
    lowest, highest = (number(trail["points"].agg(end), 1) for end in ("min", "max"))
    return say(
        ", after {points} toward {short_leg} in {quarter} and between {lowest} and {highest} in "
        "that time",
        points=number(first["points"], 1),
        short_leg=LEG_SHORT[first["short_leg"]],
        quarter=labels.quarter(first["quarter"]),
        lowest=lowest,
        highest=highest,
    )


def _tilt_doubt(now: pd.Series) -> str:
    floor = now["noise_floor"]
    if not math.isfinite(floor):
        return say("how much of it is noise is not known")
    noise = say("noise alone makes up to {floor}", floor=number(floor, 1))
    if now["points"] <= floor:
        return say("{noise}, so the seat is level, as far as the data can tell", noise=noise)
    return say("{noise}, so the seat leans", noise=noise)


# The loop


def quarters_later(result: LagResult | None) -> str:
    """Lag of a link in words, a question where it is not established."""
    if result is None or result.evidence <= Evidence.UNDERPOWERED or not result.family:
        return ""
    if result.evidence == Evidence.NOT_ESTABLISHED:
        return f"{_lag_range(tuple(lag for lag in result.family if lag >= 0))}?"
    lags = result.lag_set
    return say("same quarter") if lags == (0,) else say("{lags} later", lags=_lag_range(lags))


def _lag_range(lags: Sequence[int]) -> str:
    if not lags:
        return say("any quarter")
    first, last = min(lags), max(lags)
    if first == last:
        return labels.quarters(first)
    if len(lags) == 2 and last - first > 1:
        return say("{first} or {last} quarters", first=first, last=last)
    return say("{first}–{last} quarters", first=first, last=last)


def slope_words(result: LagResult) -> str:
    """Follower's points for one point of the leader."""
    return f"+1 → {signed(result.slope, 2)}"


def slope_interval(result: LagResult) -> str:
    """Interval of the slope, in brackets."""
    range_ = interval((result.slope_low, result.slope_high), 2)
    return f"({range_})" if range_ else ""


def evidence_word(result: LagResult | None) -> str:
    """Word of the scale; a link nobody could fit has not enough data."""
    return labels.EVIDENCE[Evidence.TOO_SHORT if result is None else result.evidence]


def caption_loop(links: Mapping[tuple[str, str], LagResult]) -> str:
    """Sentence for `stool.charts.loop`."""
    parts = []
    for leader, follower in LINKS:
        result = links.get((leader, follower))
        part = say(
            "{leader} to {follower}: {evidence}",
            leader=LEG_SHORT[leader],
            follower=LEG_SHORT[follower],
            evidence=evidence_word(result),
        )
        lag = quarters_later(result)
        if result is not None and result.evidence >= Evidence.SUGGESTIVE:
            slope = f"{signed(result.slope, 2)} {slope_interval(result)}".strip()
            part = say(
                "{link}, {lag}, {slope} points for a point more",
                link=part,
                lag=_told(lag),
                slope=slope,
            )
        elif lag:
            part = say("{link} over {lag}", link=part, lag=_told(lag.rstrip("?")))
        parts.append(part)
    return say(
        "What follows what: {links}; a link shows what tends to follow, not why.",
        links="; ".join(parts),
    )


def _told(lag: str) -> str:
    """A range of lags as it is read aloud: 1 to 2 quarters."""
    return lag.replace("–", say(" to "))


# History


def point_hover(quarter: str, value: str, bounds: str) -> str:
    """Words of the pointer over one quarter of a leg."""
    return f"<b>{labels.quarter(quarter)}</b><br>{value}{f' ({bounds})' if bounds else ''}"


SCORE_TICKS = {
    0: say("floor<br>0"),
    25: "25",
    50: "50",
    75: say("target<br>75"),
    100: say("stretch<br>100"),
}
RAW_AXIS = {MARGIN: say("margin, % of revenue"), ATTAINMENT: say("revenue, % of target")}


def history_axis(leg: str, metric: str, figure: str) -> str:
    """Name of the vertical axis of a trend."""
    if figure == "score":
        return say("{leg} score", leg=LEG_SHORT[leg])
    return RAW_AXIS.get(
        metric, say("{metric}, mean", metric=escape(labels.metric(metric), quote=False))
    )


def caption_trend(
    history: pd.DataFrame,
    *,
    figure: str = "score",
    quarter: str | None = None,
    minimum: int = MINIMUM,
) -> str:
    """Sentence for `stool.charts.trend`."""
    if history.empty:
        return say("No quarter has been loaded for this leg.")
    leg, metric = str(history["leg"].iloc[0]), str(history["metric"].iloc[0])
    if quarter is not None:
        history = history[history["quarter"] <= quarter]
    shown = history[history[figure].notna()]
    shown_as = say("score") if figure == "score" else say("raw figure")
    name = f"{LEG[leg]}, {shown_as}"
    if shown.empty:
        reason = hidden_words(history["hidden"].iloc[-1] if len(history) else None, minimum)
        return say("{name}: nothing can be shown ({reason}).", name=name, reason=reason)
    digits = partial(_value, figure, metric)
    last, first = shown.iloc[-1], shown.iloc[0]
    low, high = ("low", "high") if figure == "score" else ("raw_low", "raw_high")
    ends = digits(float(last[low])), digits(float(last[high]))
    doubt = (
        ""
        if ends[0] == ends[1]
        else say(" (95% interval {low} to {high})", low=ends[0], high=ends[1])
    )
    start = say(
        "{name}: {figure}{doubt} in {quarter}",
        name=name,
        figure=digits(float(last[figure])),
        doubt=doubt,
        quarter=labels.quarter(last["quarter"]),
    )
    gap = _gaps(history, shown, minimum)
    if len(shown) == 1:
        return say("{start}, the only quarter with a figure{gap}.", start=start, gap=gap)
    lowest, highest = digits(float(shown[figure].min())), digits(float(shown[figure].max()))
    return say(
        "{start}, from {figure} in {quarter}, between {lowest} and {highest} in that "
        "time{change}{gap}.",
        start=start,
        figure=digits(float(first[figure])),
        quarter=labels.quarter(first["quarter"]),
        lowest=lowest,
        highest=highest,
        change=_change(last) if figure == "score" else "",
        gap=gap,
    )


def _gaps(history: pd.DataFrame, shown: pd.DataFrame, minimum: int) -> str:
    gaps = len(span(history["quarter"])) - len(shown)
    words = say("; {gaps} without a figure", gaps=labels.quarters(gaps)) if gaps else ""
    newest = history.iloc[-1]
    if newest["quarter"] == shown["quarter"].iloc[-1]:
        return words
    reason = hidden_words(newest["hidden"], minimum)
    return f"{words}; {labels.quarter(newest['quarter'])} {reason}"


def _value(figure: str, metric: str, value: float) -> str:
    return number(value) if figure == "score" else raw_number(metric, value)


def _change(last: pd.Series) -> str:
    change = last["change"]
    if not math.isfinite(change):
        return ""
    clear = say("more than noise") if last["change_is_clear"] else say("within noise")
    return say("; {change} on the quarter before, {clear}", change=signed(change), clear=clear)


def caption_spark(history: pd.DataFrame, leg: str, *, target: float = 75.0) -> str:
    """Sentence for `stool.charts.sparkline`: of the last quarters of one wording and scale."""
    shown = history[history["score"].notna()]
    if shown.empty:
        return say("{leg}: no score in these quarters.", leg=LEG[leg])
    shown = shown[shown["era"] == shown["era"].iloc[-1]]
    last, first = shown.iloc[-1], shown.iloc[0]
    range_ = interval((last["low"], last["high"]))
    doubt = f" ({range_})" if range_ else ""
    now = say(
        "{leg}: {score}{doubt} in {quarter}",
        leg=LEG[leg],
        score=number(last["score"]),
        doubt=doubt,
        quarter=labels.quarter(last["quarter"]),
    )
    aim = say("target {target}", target=number(target))
    if len(shown) == 1:
        return f"{now}; {aim}."
    lowest, highest = (number(shown["score"].agg(end)) for end in ("min", "max"))
    return say(
        "{now}, from {score} in {quarter}, between {lowest} and {highest} in that time; {aim}.",
        now=now,
        score=number(first["score"]),
        quarter=labels.quarter(first["quarter"]),
        lowest=lowest,
        highest=highest,
        aim=aim,
    )


def caption_tilt_trend(tilts: pd.DataFrame) -> str:
    """Sentence for `stool.charts.tilt_trend`."""
    if tilts.empty:
        return say("No quarter has all three legs, so there is no tilt to show.")
    now = tilts.iloc[-1]
    over = int((tilts["points"] > tilts["noise_floor"]).sum())
    return say_many(
        "{tilt_now}{tilt_then}; {tilt_doubt}; {over} of {number} quarter leans by more than noise.",
        "{tilt_now}{tilt_then}; {tilt_doubt}; {over} of {number} quarters lean by more than noise.",
        len(tilts),
        tilt_now=_tilt_now(now),
        tilt_then=_tilt_then(tilts),
        tilt_doubt=_tilt_doubt(now),
        over=over,
    )


# Units


def caption_units(tilts: pd.DataFrame) -> str:
    """Sentence for `stool.charts.tilt_by_unit`."""
    if tilts.empty:
        return say("No unit has all three legs in this quarter.")
    over = tilts[tilts["points"] > tilts["noise_floor"]]
    worst = tilts.iloc[int(tilts["points"].argmax())]
    return say_many(
        "{over} of {number} unit leans by more than noise alone makes; the most tilted is {node}, "
        "{points} points down toward {short_leg} (noise alone: up to {noise_floor}).",
        "{over} of {number} units lean by more than noise alone makes; the most tilted is {node}, "
        "{points} points down toward {short_leg} (noise alone: up to {noise_floor}).",
        len(tilts),
        over=len(over),
        node=labels.node(worst["node"]),
        points=number(worst["points"], 1),
        short_leg=LEG_SHORT[worst["short_leg"]],
        noise_floor=number(worst["noise_floor"], 1),
    )


def unit_hover(row: pd.Series) -> str:
    """Words of the pointer over one unit."""
    return say(
        "<b>{node}</b><br>tilt {points}, down toward {short_leg}<br>noise alone: up to "
        "{noise_floor}",
        node=safe_name(row["node"]),
        points=number(row["points"], 1),
        short_leg=LEG_SHORT[row["short_leg"]],
        noise_floor=number(row["noise_floor"], 1),
    )


def short_tilt(scores: Mapping[str, float]) -> str:
    """Which leg of a unit is short, and by how much."""
    known = {leg: scores[leg] for leg in LEGS if math.isfinite(scores.get(leg, math.nan))}
    if len(known) < len(LEGS):
        return no_seat(len(known))
    lowest = min(known, key=known.__getitem__)
    gap = max(known.values()) - known[lowest]
    return (
        say("{lowest} low by {gap}", lowest=LEG_SHORT[lowest], gap=number(gap))
        if round(gap)
        else say("level")
    )


def caption_small_stools(scores: Mapping[str, Mapping[str, float]]) -> str:
    """Sentence for `stool.charts.small_stools`."""
    complete = sum(
        all(math.isfinite(unit.get(leg, math.nan)) for leg in LEGS) for unit in scores.values()
    )
    have = (
        say("all three legs")
        if complete == len(scores)
        else say("{complete} with all three legs", complete=complete)
    )
    ends = list(scores.items())[:: max(len(scores) - 1, 1)]
    told = say(", the last, ").join(
        f"{labels.node(name)}: {short_tilt(unit)}" for name, unit in ends
    )
    return say(
        "The stools of {units}, {have}; the first, {told}.",
        units=say_many("{number} unit", "{number} units", len(scores)),
        have=have,
        told=told,
    )


def caption_heat(
    items: pd.DataFrame, metric_labels: Mapping[str, str], *, minimum: int = MINIMUM
) -> str:
    """Sentence for `stool.charts.heat_map`."""
    shown = items[items["position"].notna()]
    why = reasons(items["hidden"], minimum)
    if shown.empty:
        return say("No item of any unit can be shown ({reason}).", reason=why or say("no data"))
    worst = shown.iloc[int(shown["position"].argmin())]
    best = shown.iloc[int(shown["position"].argmax())]
    hidden = int((items["hidden"] != SHOWN).sum())
    lowest, highest = (
        say(
            "{metric} in {node} ({shown})",
            metric=metric_labels.get(cell["metric"], cell["metric"]),
            node=labels.node(cell["node"]),
            shown=cell["shown"],
        )
        for cell in (worst, best)
    )
    doubt = (
        say_many(
            "; {number} cell has no figure ({reason})",
            "; {number} cells have no figure ({reason})",
            hidden,
            number=hidden,
            reason=why,
        )
        if hidden
        else ""
    )
    return say(
        "{items} items in {units}, lowest {lowest} and highest {highest}{doubt}.",
        items=items["metric"].nunique(),
        units=say_many("{number} unit", "{number} units", items["node"].nunique()),
        lowest=lowest,
        highest=highest,
        doubt=doubt,
    )


def cell_hover(node: str, item: str, shown: str) -> str:
    """Words of the pointer over one cell."""
    return f"<b>{safe_name(node)}</b><br>{escape(item, quote=False)}<br>{shown}"


# Links


def lag_hover(row: pd.Series) -> str:
    """Words of the pointer over one lag; `row` is of a lag table."""
    first = (
        say("same quarter")
        if row["lag"] == 0
        else say("{lags} later", lags=_lag_range((abs(int(row["lag"])),)))
    )
    reverse = say(" (reverse: the follower came first)") if row["lag"] < 0 else ""
    return say(
        "<b>{first}{reverse}</b><br>r = {r} ({interval})<br>{p} over all lags "
        "tried<br>{pairs} pairs",
        first=first,
        reverse=reverse,
        r=number(row["r"], 2),
        interval=interval((row["ci_low"], row["ci_high"]), 2),
        p=p_value(row["p_adj"]),
        pairs=number(row["n_pairs"]),
    )


LAG_KEY = say("filled: p < 0.05 over all lags tried")
FAMILY_KEY = say("grey band: luck, over all lags tried")
PERCENT_KEY = say("in %")


def caption_lollipop(result: LagResult) -> str:
    """Sentence for `stool.charts.lollipop`."""
    pair = say(
        "{leader} to {follower}: {evidence}",
        leader=_name(result.leader),
        follower=_name(result.follower),
        evidence=evidence_word(result),
    )
    if result.best_lag is None or not math.isfinite(result.best_r):
        return say("{pair}; no lag could be tested.", pair=pair)
    when = (
        say("in the same quarter")
        if result.best_lag == 0
        else say("{lags} later", lags=_lag_range((result.best_lag,)))
    )
    flagged = int((result.table["p_adj"] < 0.05).sum())
    return say(
        "{pair}; strongest {when} with r = {r} ({interval}), and {flagged} of {lags} lags stand "
        "out after allowing for all lags tried.",
        pair=pair,
        when=when,
        r=number(result.best_r, 2),
        interval=interval((result.low, result.high), 2),
        flagged=flagged,
        lags=len(result.table),
    )


def caption_within_between(result: PanelLagResult) -> str:
    """Sentence for `stool.charts.within_between`."""
    pair = say(
        "{leader} to {follower}",
        leader=_name(result.leader),
        follower=_name(result.follower),
    )
    return say(
        "{pair}: r = {r} ({interval}) within units over time, {pooled_r} with all pooled, and "
        "{between_r} between units’ averages, which is not evidence of a lead.",
        pair=pair,
        r=number(result.best_r, 2),
        interval=interval((result.low, result.high), 2),
        pooled_r=number(result.pooled_r, 2),
        between_r=number(result.between_r, 2),
    )


def _name(series: str) -> str:
    return LEG_SHORT.get(series, series)


def _points(text: str) -> str:
    if text == "1":
        return say("1 point")
    return say("{points} points", points=text)
