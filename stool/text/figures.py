"""Words on figures, and the one sentence that says what each figure shows."""

import math
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

import pandas as pd

from stool.lag.evidence import Evidence
from stool.lag.result import LagResult, PanelLagResult
from stool.measure.profit import RATIOS
from stool.period import span
from stool.schema import ATTAINMENT, HIDDEN_FEW, LEGS, LINKS, MARGIN, SHOWN
from stool.text import labels
from stool.text.events import CHANGED
from stool.text.labels import LEG, LEG_SHORT
from stool.text.numbers import number, p_value, signed

MINIMUM = 7  # answers, unless the page says otherwise
Interval = tuple[float, float]

SHORT_LEG_KEY = "short leg:"
TILT_AXIS = "tilt, points"
R_AXIS = "correlation"
LAG_AXIS = "quarters from leader to follower"
WITHIN = "within units, over time"
POOLED = "all units and quarters pooled"
BETWEEN = "between units’ averages (not evidence of a lead)"
HIDDEN_MARK = "·"


def short_quarter(quarter: str) -> str:
    """2026Q2 as Q2 26, for marks and axes."""
    return f"{quarter[4:]} {quarter[2:4]}"


def interval(bounds: Interval | None, digits: int = 0) -> str:
    """Ends of an interval, 70 to 74; empty where there is none or it rounds to nothing."""
    if bounds is None or not all(map(math.isfinite, bounds)):
        return ""
    low, high = (number(bound, digits) for bound in bounds)
    return "" if low == high else f"{low} to {high}"


def hidden_words(reason: object, minimum: int = MINIMUM) -> str:
    """Why there is no figure."""
    if reason == HIDDEN_FEW:
        return labels.hidden(HIDDEN_FEW, minimum)
    return "no data" if reason is None or reason == SHOWN else "hidden to protect others"


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
    return f"grey ring = level at target {number(target)}"


def no_seat(legs: int) -> str:
    """Why no seat is drawn."""
    return {0: "no leg has a score yet", 1: "one leg is not a stool"}.get(
        legs, "two legs are not a stool"
    )


def stool_hover(leg: str, score: float, bounds: Interval | None, target: float) -> str:
    """Words of the pointer over a leg."""
    range_ = interval(bounds)
    doubt = f" ({range_})" if range_ else ""
    return f"<b>{LEG[leg]}</b><br>{number(score)}{doubt}, target {number(target)}"


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
        return "No leg has a score yet, so no stool is drawn."
    heights = []
    for leg, score in known.items():
        range_ = interval((intervals or {}).get(leg))
        heights.append(f"{LEG_SHORT[leg]} {number(score)}{f' ({range_})' if range_ else ''}")
    listed = labels.listed(heights)
    start = f"The legs stand at {listed}, where 0 is your floor and {number(target)} your target"
    missing = [LEG_SHORT[leg] for leg in LEGS if leg not in known]
    if missing:
        have = "has" if len(missing) == 1 else "have"
        return f"{start}; {labels.listed(missing)} {have} no score, and {no_seat(len(known))}."
    lowest, highest = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    gap = number(known[highest] - known[lowest])
    slope = (
        "the seat is level"
        if gap == "0"
        else f"the seat slopes down to {LEG_SHORT[lowest]}, {_points(gap)} below "
        f"{LEG_SHORT[highest]}"
    )
    ends = interval(tilts, 1)
    dashed = f"; dashed: the seat at the ends of its 80% interval, a tilt of {ends} points"
    return f"{start}; {slope}{dashed if ends else ''}."


# The spirit level


def high_end(leg: str) -> str:
    """Name of the direction in which a leg is high."""
    return f"{LEG_SHORT[leg]} high"


def noise_key(floor: float, limit: float) -> str:
    """What the dark ring is, or why there is none."""
    if not math.isfinite(floor):
        return "no ring: the noise is not known"
    if floor > limit:
        return f"noise alone: up to {number(floor, 1)}, wider than this level"
    if round(floor, 1) == 0:
        return "no ring: figures counted in full have no noise"
    return f"ring: noise alone, up to {number(floor, 1)} points"


def tilt_hover(row: pd.Series) -> str:
    """Words of the pointer over one tilt; `row` is of the tilt history."""
    where = "" if row["points"] == 0 else f", down toward {LEG_SHORT[row['short_leg']]}"
    return (
        f"<b>{labels.quarter(row['quarter'])}</b><br>tilt {number(row['points'], 1)}{where}"
        f"<br>noise alone: under {number(row['noise_floor'], 1)}"
    )


def caption_level(trail: pd.DataFrame) -> str:
    """Sentence for `stool.charts.spirit_level`."""
    if trail.empty:
        return "No quarter has all three legs, so there is no tilt to show."
    now = trail.iloc[-1]
    return f"{_tilt_now(now)}{_tilt_then(trail)}; {_tilt_doubt(now)}."


def _tilt_now(now: pd.Series) -> str:
    return (
        f"In {labels.quarter(now['quarter'])} the tilt is {_points(number(now['points'], 1))}, "
        f"down toward {LEG_SHORT[now['short_leg']]}"
    )


def _tilt_then(trail: pd.DataFrame) -> str:
    if len(trail) == 1:
        return " (the first quarter measured)"
    first = trail.iloc[0]
    if first["era"] != trail["era"].iloc[-1]:
        return f", not comparable with {labels.quarter(first['quarter'])}: {CHANGED}"
    lowest, highest = (number(trail["points"].agg(end), 1) for end in ("min", "max"))
    return (
        f", after {number(first['points'], 1)} toward {LEG_SHORT[first['short_leg']]} "
        f"in {labels.quarter(first['quarter'])} and between {lowest} and {highest} in that time"
    )


def _tilt_doubt(now: pd.Series) -> str:
    floor = now["noise_floor"]
    if not math.isfinite(floor):
        return "how much of it is noise is not known"
    noise = f"noise alone makes up to {number(floor, 1)}"
    if now["points"] <= floor:
        return f"{noise}, so the seat is level, as far as the data can tell"
    return f"{noise}, so the seat leans"


# The loop


def quarters_later(result: LagResult | None) -> str:
    """Lag of a link in words, a question where it is not established."""
    if result is None or result.evidence <= Evidence.UNDERPOWERED or not result.family:
        return ""
    if result.evidence == Evidence.NOT_ESTABLISHED:
        return f"{_lag_range(tuple(lag for lag in result.family if lag >= 0))}?"
    lags = result.lag_set
    return "same quarter" if lags == (0,) else f"{_lag_range(lags)} later"


def _lag_range(lags: Sequence[int]) -> str:
    if not lags:
        return "any quarter"
    first, last = min(lags), max(lags)
    if first == last:
        return f"{first} quarter{'' if first == 1 else 's'}"
    apart = " or " if len(lags) == 2 and last - first > 1 else "–"
    return f"{first}{apart}{last} quarters"


def slope_words(result: LagResult) -> str:
    """Follower's points for one point of the leader."""
    return f"+1 → {signed(result.slope, 2)}"


def slope_interval(result: LagResult) -> str:
    """Interval of the slope, in brackets."""
    range_ = interval((result.slope_low, result.slope_high), 2)
    return f"({range_})" if range_ else ""


def evidence_word(result: LagResult | None) -> str:
    """Word of the scale; a link nobody could fit has not enough data."""
    return Evidence.TOO_SHORT.word if result is None else result.evidence.word


def caption_loop(links: Mapping[tuple[str, str], LagResult]) -> str:
    """Sentence for `stool.charts.loop`."""
    parts = []
    for leader, follower in LINKS:
        result = links.get((leader, follower))
        part = f"{LEG_SHORT[leader]} to {LEG_SHORT[follower]}: {evidence_word(result)}"
        lag = quarters_later(result)
        if result is not None and result.evidence >= Evidence.SUGGESTIVE:
            slope = f"{signed(result.slope, 2)} {slope_interval(result)}".strip()
            part = f"{part}, {_told(lag)}, {slope} points for a point more"
        elif lag:
            part = f"{part} over {_told(lag.rstrip('?'))}"
        parts.append(part)
    return f"What follows what: {'; '.join(parts)}; a link shows what tends to follow, not why."


def _told(lag: str) -> str:
    """A range of lags as it is read aloud: 1 to 2 quarters."""
    return lag.replace("–", " to ")


# History


def point_hover(quarter: str, value: str, bounds: str) -> str:
    """Words of the pointer over one quarter of a leg."""
    return f"<b>{labels.quarter(quarter)}</b><br>{value}{f' ({bounds})' if bounds else ''}"


SCORE_TICKS = {0: "floor<br>0", 25: "25", 50: "50", 75: "target<br>75", 100: "stretch<br>100"}
RAW_AXIS = {MARGIN: "margin, % of revenue", ATTAINMENT: "revenue, % of target"}


def history_axis(leg: str, metric: str, figure: str) -> str:
    """Name of the vertical axis of a trend."""
    if figure == "score":
        return f"{LEG_SHORT[leg]} score"
    return RAW_AXIS.get(metric, f"{escape(labels.metric(metric), quote=False)}, mean")


def caption_trend(
    history: pd.DataFrame,
    *,
    figure: str = "score",
    quarter: str | None = None,
    minimum: int = MINIMUM,
) -> str:
    """Sentence for `stool.charts.trend`."""
    if history.empty:
        return "No quarter has been loaded for this leg."
    leg, metric = str(history["leg"].iloc[0]), str(history["metric"].iloc[0])
    if quarter is not None:
        history = history[history["quarter"] <= quarter]
    shown = history[history[figure].notna()]
    name = f"{LEG[leg]}, {'score' if figure == 'score' else 'raw figure'}"
    if shown.empty:
        reason = hidden_words(history["hidden"].iloc[-1] if len(history) else None, minimum)
        return f"{name}: nothing can be shown ({reason})."
    digits = partial(_value, figure, metric)
    last, first = shown.iloc[-1], shown.iloc[0]
    low, high = ("low", "high") if figure == "score" else ("raw_low", "raw_high")
    ends = digits(float(last[low])), digits(float(last[high]))
    doubt = "" if ends[0] == ends[1] else f" (95% interval {ends[0]} to {ends[1]})"
    start = f"{name}: {digits(float(last[figure]))}{doubt} in {labels.quarter(last['quarter'])}"
    gap = _gaps(history, shown, minimum)
    if len(shown) == 1:
        return f"{start}, the only quarter with a figure{gap}."
    lowest, highest = digits(float(shown[figure].min())), digits(float(shown[figure].max()))
    return (
        f"{start}, from {digits(float(first[figure]))} in {labels.quarter(first['quarter'])}, "
        f"between {lowest} and {highest} in that time{_change(last) if figure == 'score' else ''}"
        f"{gap}."
    )


def _gaps(history: pd.DataFrame, shown: pd.DataFrame, minimum: int) -> str:
    gaps = len(span(history["quarter"])) - len(shown)
    words = f"; {labels.quarters(gaps)} without a figure" if gaps else ""
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
    clear = "more than noise" if last["change_is_clear"] else "within noise"
    return f"; {signed(change)} on the quarter before, {clear}"


def caption_spark(history: pd.DataFrame, leg: str, *, target: float = 75.0) -> str:
    """Sentence for `stool.charts.sparkline`: of the last quarters of one wording and scale."""
    shown = history[history["score"].notna()]
    if shown.empty:
        return f"{LEG[leg]}: no score in these quarters."
    shown = shown[shown["era"] == shown["era"].iloc[-1]]
    last, first = shown.iloc[-1], shown.iloc[0]
    range_ = interval((last["low"], last["high"]))
    doubt = f" ({range_})" if range_ else ""
    now = f"{LEG[leg]}: {number(last['score'])}{doubt} in {labels.quarter(last['quarter'])}"
    aim = f"target {number(target)}"
    if len(shown) == 1:
        return f"{now}; {aim}."
    lowest, highest = (number(shown["score"].agg(end)) for end in ("min", "max"))
    return (
        f"{now}, from {number(first['score'])} in {labels.quarter(first['quarter'])}, between "
        f"{lowest} and {highest} in that time; {aim}."
    )


def caption_tilt_trend(tilts: pd.DataFrame) -> str:
    """Sentence for `stool.charts.tilt_trend`."""
    if tilts.empty:
        return "No quarter has all three legs, so there is no tilt to show."
    now = tilts.iloc[-1]
    over = int((tilts["points"] > tilts["noise_floor"]).sum())
    return (
        f"{_tilt_now(now)}{_tilt_then(tilts)}; {_tilt_doubt(now)}; "
        f"{over} of {len(tilts)} quarters lean by more than noise."
    )


# Units


def caption_units(tilts: pd.DataFrame) -> str:
    """Sentence for `stool.charts.tilt_by_unit`."""
    if tilts.empty:
        return "No unit has all three legs in this quarter."
    over = tilts[tilts["points"] > tilts["noise_floor"]]
    worst = tilts.iloc[int(tilts["points"].argmax())]
    return (
        f"{len(over)} of {len(tilts)} units lean by more than noise alone makes; the most tilted "
        f"is {labels.node(worst['node'])}, {number(worst['points'], 1)} points down toward "
        f"{LEG_SHORT[worst['short_leg']]} (noise alone: up to {number(worst['noise_floor'], 1)})."
    )


def unit_hover(row: pd.Series) -> str:
    """Words of the pointer over one unit."""
    return (
        f"<b>{safe_name(row['node'])}</b><br>tilt {number(row['points'], 1)}, down toward "
        f"{LEG_SHORT[row['short_leg']]}<br>noise alone: up to {number(row['noise_floor'], 1)}"
    )


def short_tilt(scores: Mapping[str, float]) -> str:
    """Which leg of a unit is short, and by how much."""
    known = {leg: scores[leg] for leg in LEGS if math.isfinite(scores.get(leg, math.nan))}
    if len(known) < len(LEGS):
        return no_seat(len(known))
    lowest = min(known, key=known.__getitem__)
    gap = max(known.values()) - known[lowest]
    return f"{LEG_SHORT[lowest]} low by {number(gap)}" if round(gap) else "level"


def caption_small_stools(scores: Mapping[str, Mapping[str, float]]) -> str:
    """Sentence for `stool.charts.small_stools`."""
    complete = sum(
        all(math.isfinite(unit.get(leg, math.nan)) for leg in LEGS) for unit in scores.values()
    )
    have = "all three legs" if complete == len(scores) else f"{complete} with all three legs"
    ends = list(scores.items())[:: max(len(scores) - 1, 1)]
    told = ", the last, ".join(f"{labels.node(name)}: {short_tilt(unit)}" for name, unit in ends)
    return f"The stools of {labels.count(len(scores), 'unit')}, {have}; the first, {told}."


def caption_heat(
    items: pd.DataFrame, metric_labels: Mapping[str, str], *, minimum: int = MINIMUM
) -> str:
    """Sentence for `stool.charts.heat_map`."""
    shown = items[items["position"].notna()]
    if shown.empty:
        return "No item of any unit can be shown."
    worst = shown.iloc[int(shown["position"].argmin())]
    best = shown.iloc[int(shown["position"].argmax())]
    hidden = int((items["hidden"] == HIDDEN_FEW).sum())
    lowest, highest = (
        f"{metric_labels.get(cell['metric'], cell['metric'])} in {labels.node(cell['node'])} "
        f"({cell['shown']})"
        for cell in (worst, best)
    )
    cells = "cell is" if hidden == 1 else "cells are"
    doubt = f"; {hidden} {cells} hidden (fewer than {minimum} answers)" if hidden else ""
    return (
        f"{items['metric'].nunique()} items in {items['node'].nunique()} units, lowest "
        f"{lowest} and highest {highest}{doubt}."
    )


def cell_hover(node: str, item: str, shown: str) -> str:
    """Words of the pointer over one cell."""
    return f"<b>{safe_name(node)}</b><br>{escape(item, quote=False)}<br>{shown}"


# Links


def lag_hover(row: pd.Series) -> str:
    """Words of the pointer over one lag; `row` is of a lag table."""
    first = "same quarter" if row["lag"] == 0 else f"{_lag_range((abs(int(row['lag'])),))} later"
    reverse = " (reverse: the follower came first)" if row["lag"] < 0 else ""
    return (
        f"<b>{first}{reverse}</b><br>r = {number(row['r'], 2)} "
        f"({interval((row['ci_low'], row['ci_high']), 2)})<br>{p_value(row['p_adj'])} over all "
        f"lags tried<br>{number(row['n_pairs'])} pairs"
    )


LAG_KEY = "filled: p < 0.05 over all lags tried"
FAMILY_KEY = "grey band: luck, over all lags tried"
PERCENT_KEY = "in %"


def caption_lollipop(result: LagResult) -> str:
    """Sentence for `stool.charts.lollipop`."""
    pair = f"{_name(result.leader)} to {_name(result.follower)}: {result.evidence.word}"
    if result.best_lag is None or not math.isfinite(result.best_r):
        return f"{pair}; no lag could be tested."
    when = (
        "in the same quarter" if result.best_lag == 0 else f"{_lag_range((result.best_lag,))} later"
    )
    flagged = int((result.table["p_adj"] < 0.05).sum())
    return (
        f"{pair}; strongest {when} with r = {number(result.best_r, 2)} "
        f"({interval((result.low, result.high), 2)}), and {flagged} of {len(result.table)} lags "
        f"stand out after allowing for all lags tried."
    )


def caption_within_between(result: PanelLagResult) -> str:
    """Sentence for `stool.charts.within_between`."""
    pair = f"{_name(result.leader)} to {_name(result.follower)}"
    return (
        f"{pair}: r = {number(result.best_r, 2)} ({interval((result.low, result.high), 2)}) within "
        f"units over time, {number(result.pooled_r, 2)} with all pooled, and "
        f"{number(result.between_r, 2)} between units’ averages, which is not evidence of a lead."
    )


def _name(series: str) -> str:
    return LEG_SHORT.get(series, series)


def _points(text: str) -> str:
    return f"{text} point{'' if text == '1' else 's'}"
