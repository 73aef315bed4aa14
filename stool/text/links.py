"""Words of the analyst's part of the Loop page: its figures, its second opinions, its limits."""

import math
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from stool.lag.projection import ImpulseResponse
from stool.text import evidence, labels
from stool.text.figures import R_AXIS, interval, safe_name
from stool.text.labels import series
from stool.text.numbers import NONE, number, p_value, share, signed

ALPHA = 0.05  # what luck makes of intervals that leave out 0
Pooled = tuple[float, float, float]  # r, low, high

PUBLISHED, BETWEEN_UNITS = "published", "between_units"
VARIANT = {  # name, what is done otherwise
    PUBLISHED: ("as published", "the figure on this page"),
    "unwhitened": (
        "own past not taken out",
        "each series keeps its own past, which smears a link over the lags beside it",
    ),
    "no_season": ("season not taken out", "the usual level of each of the four quarters is left"),
    "no_trend": ("trend not taken out", "the straight line through each series is left"),
    "wider_means": (
        "company moves out twice",
        "each unit’s share in the company’s moves of both quarters is taken out, for both legs",
    ),
    "unit_and_quarter_means": (
        "company average out",
        "each quarter’s average over units is taken out, as if all units felt it alike",
    ),
    "unit_means": (
        "company moves left in",
        "only each unit’s own average is taken out; company-wide shocks stay",
    ),
    "standardised": ("units weighted equally", "every unit is scaled to the same spread"),
    "normal_scores": ("ranks (normal scores)", "outlier-proof: ranks in place of figures"),
    "aggregate": ("company-wide alone", "one pair of series, the averages over units"),
    "first_half": ("first half", "the first half of the quarters only"),
    "second_half": ("second half", "the second half of the quarters only"),
    "weakest_without_unit": ("weakest, one unit out", "the weakest r without any one unit"),
    "weakest_without_quarter": (
        "weakest, one quarter out",
        "the weakest r without any one quarter",
    ),
    BETWEEN_UNITS: (
        "between units: no lead",
        "units’ averages against each other: not evidence of a lead",
    ),
}


def mark(name: str) -> str:
    """Name of a series as figures show it, never read as markup."""
    return safe_name(series(name))


def estimate(r: float, low: float, high: float) -> str:
    """A correlation with its interval: 0.52 (0.32 to 0.67)."""
    return _ranged(number(r, 2), (low, high))


def _ranged(text: str, bounds: tuple[float, float]) -> str:
    range_ = interval(bounds, 2)
    return f"{text} ({range_})" if range_ else text


def _gain(value: float, low: float, high: float) -> str:
    return _ranged(signed(value, 2), (low, high))


# Units one by one

ALL_TOGETHER = "all units"
FOREST_KEY = f"{R_AXIS} with its 95% interval<br>dashed line: all units together"


def between_row(units: int) -> str:
    """What stands in the place of the units that are not drawn."""
    return f"… {labels.count(units, 'unit')} between …"


def forest_hover(name: str, row: Mapping[Any, Any]) -> str:
    """Words of the pointer over one unit."""
    r = estimate(row["r"], row["low"], row["high"])
    return f"<b>{safe_name(name)}</b><br>r = {r}<br>{labels.quarters(int(row['n_quarters']))}"


def pooled_hover(pooled: Pooled) -> str:
    """Words of the pointer over the diamond."""
    return f"<b>{ALL_TOGETHER}</b><br>r = {estimate(*pooled)}"


def caption_forest(units: pd.DataFrame, pooled: Pooled) -> str:
    """Sentence for `stool.charts.forest`."""
    r, low, high = (units[name].to_numpy(dtype=float) for name in ("r", "low", "high"))
    known = np.isfinite(r)
    if not known.any():
        return "No unit has quarters enough for a correlation of its own."
    ranged = known & np.isfinite(low) & np.isfinite(high)
    clear = ranged & ((low > 0) | (high < 0))
    spread = f"{number(r[known].min(), 2)} to {number(r[known].max(), 2)}"
    return (
        f"Unit by unit, r is above 0 in {(r > 0).sum()} of {known.sum()} ({spread}); 0 lies "
        f"outside the interval in {clear.sum()} of {ranged.sum()}, by luck alone in about "
        f"{number(ALPHA * int(ranged.sum()), 1)}; all units together r = {estimate(*pooled)}."
    )


# The same link, computed otherwise

SENSITIVITY_KEY = "filled: p < 0.05; grey: no p<br>dashed line: as published"
BEST_LAG = "best<br>lag"


def variant(key: str) -> str:
    """Name of a way of computing a link."""
    return VARIANT[key][0] if key in VARIANT else safe_name(key.replace("_", " "))


def variant_hover(row: Mapping[Any, Any], key: str) -> str:
    """Words of the pointer over one way of computing a link."""
    lag = best_lag(row["best_lag"])
    lines = [f"<b>{variant(key)}</b>", f"r = {estimate(row['r'], row['low'], row['high'])}"]
    lines += [p_value(row["p"])] if math.isfinite(row["p"]) else []
    lines += [f"strongest at lag {lag}"] if lag else []
    return "<br>".join([*lines, *VARIANT.get(key, ("",))[1:]])


def best_lag(lag: float) -> str:
    """A lag as a whole number; empty where none could be tested."""
    return number(lag) if pd.notna(lag) else ""


def caption_sensitivity(table: pd.DataFrame) -> str:
    """Sentence for `stool.charts.sensitivity`."""
    published = table.iloc[0] if len(table) else None
    if published is None or not math.isfinite(published["r"]):
        return "No lag could be tested, so there is nothing to compute in other ways."
    others = table.iloc[1:]
    others = others[others["r"].notna() & (others["variant"] != BETWEEN_UNITS)]
    if others.empty:
        return f"As published r = {number(published['r'], 2)}; it was computed in no other way."
    r, tested = others["r"].astype(float), others[others["p"].notna()]
    same = int((np.sign(r) == np.sign(published["r"])).sum())
    clear = int((tested["p"] < ALPHA).sum())
    return (
        f"Computed in {labels.count(len(others), 'other way')}, r at the published lag runs from "
        f"{number(r.min(), 2)} to {number(r.max(), 2)}, {number(published['r'], 2)} as published; "
        f"{same} of {len(others)} keep its sign and {clear} of {len(tested)} have p under 0.05."
    )


# What follows a rise


def horizon_axis(leader: str) -> str:
    """What the horizons count from."""
    return f"quarters after {mark(leader)} was a point above its path"


def response_key(follower: str) -> str:
    """Heading of the upper part."""
    return f"{mark(follower)}, points, quarter by quarter"


def cumulative_key(follower: str) -> str:
    """Heading of the lower part."""
    return f"{mark(follower)}, points, added up"


def impulse_hover(horizon: float, value: float, low: float, high: float) -> str:
    """Words of the pointer over one horizon."""
    return f"<b>{after(int(horizon))}</b><br>{_gain(value, low, high)} points"


def after(horizon: int) -> str:
    """Same quarter, 1 quarter later, ..."""
    return "same quarter" if horizon == 0 else f"{labels.quarters(horizon)} later"


def caption_impulse(response: ImpulseResponse) -> str:
    """Sentence for `stool.charts.impulse`."""
    leader, follower = series(response.leader), series(response.follower)
    if not math.isfinite(response.immediate) and not math.isfinite(response.carried_over):
        return f"Too few quarters to follow {follower} after {leader}."
    last = int(response.table["horizon"].max())
    now = _gain(response.immediate, response.immediate_low, response.immediate_high)
    later = _gain(response.carried_over, response.carried_low, response.carried_high)
    return (
        f"After a quarter with {leader} one point above what its past suggests, {follower} tends "
        f"to be off its own path by {now} points at once and by {later} points in all over the "
        f"{labels.quarters(last)} after."
    )


def paragraph_response(response: ImpulseResponse) -> str:
    """Everything a reader needs to judge one response, in one paragraph."""
    cautions = [evidence.CAUTION[key] for key in response.warnings]
    start = f"{labels.arrow(response.leader, response.follower)}:"
    return " ".join([start, caption_impulse(response), *cautions])


def printed_response(response: ImpulseResponse) -> str:
    """A response as text: its paragraph, its table and every setting."""
    return evidence.as_text(paragraph_response(response), response.table, response.settings)


# The record of the forecasts

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


# What could be seen

QUARTERS_AXIS, UNITS_AXIS = "quarters of data", "units"
NOTHING = "none"


def detectable_cell(r: float) -> str:
    """.30, or that nothing can be found."""
    return number(r, 2).removeprefix("0") if math.isfinite(r) else NOTHING


def detectable_hover(units: int, quarters: int, r: float) -> str:
    """Words of the pointer over one design."""
    found = (
        f"finds r = {number(r, 2)} or more four times in five"
        if math.isfinite(r)
        else "finds no link, however strong, four times in five"
    )
    return f"<b>{labels.count(units, 'unit')} × {labels.quarters(quarters)}</b><br>{found}"


def designs(table: pd.DataFrame) -> dict[tuple[int, int], float]:
    """Smallest r found, by units and quarters."""
    keys = zip(table["n_units"].astype(int), table["n_quarters"].astype(int), strict=True)
    return dict(zip(keys, table["r"].astype(float), strict=True))


def caption_detectable(table: pd.DataFrame, own: tuple[int, int]) -> str:
    """Sentence for `stool.charts.detectable`; what the table does not hold is left out."""
    units, quarters = own
    found = designs(table)
    start = f"With {labels.count(units, 'unit')} and {labels.quarters(quarters)}"
    if own not in found:
        return f"{start} what a link would need to show is not in the table."
    now = found[own]
    more = [
        f"with twice the {name} {number(found[other], 2)}"
        for name, other in (
            ("quarters", (units, 2 * quarters)),
            ("units", (2 * units, quarters)),
        )
        if math.isfinite(found.get(other, math.nan))
    ]
    shows = (
        f"a link shows four times in five when r is {number(now, 2)} or more"
        if math.isfinite(now)
        else "no link, however strong, would show four times in five"
    )
    return f"{start} {shows}{'; ' if more else ''}{', '.join(more)}."


def r_max_sentence(
    r_max: float, reliability_x: float, reliability_y: float, leader: str, follower: str
) -> str:
    """How far the surveys' own error caps a correlation.

    Parameters
    ----------
    r_max : float
        Largest r a perfect link could show, 0 to 1; NaN where it is not known.
    reliability_x, reliability_y : float
        Of leader and follower, 0 to 1; 1 for figures counted in full, NaN where not known.
    """
    legs = {series(leader): reliability_x, series(follower): reliability_y}
    full = [name for name, reliability in legs.items() if reliability == 1]
    if len(full) == len(legs):
        return f"{labels.listed(full)} are counted in full: no survey error caps what can be seen."
    if math.isfinite(r_max):
        parts = [
            f"{name} counted in full" if name in full else f"{name} {number(reliability, 2)}"
            for name, reliability in legs.items()
        ]
        return (
            "Your surveys’ own error caps what can be seen: even a perfect link would show at most "
            f"r = {number(r_max, 2)} (reliability {', '.join(parts)})."
        )
    unknown = [name for name, reliability in legs.items() if math.isnan(reliability)]
    if full:
        why = "figures counted in full have no survey error"
    elif unknown:
        why = f"the reliability of {labels.listed(unknown)} cannot be estimated"
    else:
        why = "the surveys’ error is as large as all that moves"
    return f"How far survey error caps what can be seen is not known: {why}."


# What is left

RESIDUALS_KEY = "autocorrelation of what is left<br>grey band: luck, at each lag"
OWN_LAG_AXIS = "quarters apart"


def residual_hover(leg: str, row: Mapping[Any, Any]) -> str:
    """Words of the pointer over one autocorrelation."""
    return (
        f"<b>{mark(leg)}, {labels.quarters(int(row['lag']))} apart</b><br>"
        f"r = {number(row['r'], 2)}, luck alone up to {number(row['band'], 2)}"
    )


def caption_residuals(table: pd.DataFrame) -> str:
    """Sentence for `stool.charts.residuals`."""
    known = table[table["r"].notna() & table["band"].notna()]
    if known.empty:
        return "Too few quarters to see whether what is left still remembers its own past."
    legs = labels.listed([series(str(leg)) for leg in pd.unique(known["leg"])])
    outside = known[known["r"].abs() > known["band"]]
    start = f"Once its own past is taken out of {legs}"
    if outside.empty:
        return f"{start}, none of {len(known)} autocorrelations leaves the band of luck."
    where = [f"{series(str(row.leg))} at lag {row.lag}" for row in outside.itertuples()]
    leave = "leaves" if len(outside) == 1 else "leave"
    return (
        f"{start}, {len(outside)} of {len(known)} autocorrelations {leave} the band of luck: "
        f"{labels.listed(where)}."
    )


# Second opinions

OPINION = {  # headings, by column
    "method": "Method",
    "direction": "Direction",
    "statistic": "Statistic",
    "p": "p",
    "asks": "What it asks",
}
DIRECTION = {"forward": "leader → follower", "backward": "follower → leader"}
METHOD = {  # name, what its statistic is called, what it asks
    "max_t": (
        "The test of this page (max-T)",
        "r",
        "Does any lag stand out, all lags tried being paid for?",
    ),
    "granger": (
        "Granger",
        "F",
        "Does the leader’s past improve on the follower’s own past, company-wide?",
    ),
    "panel_granger": (
        "Granger over units (Dumitrescu–Hurlin)",
        "Z",
        "Does the leader’s past improve on the follower’s own in at least some units? Company-wide "
        "shocks are left in, so its p is too small.",
    ),
    "local_projection": (
        "Local projection",
        "t",
        "Is the follower off its path in the quarters after the leader was off its own?",
    ),
    "aggregate": (
        "Company-wide series alone",
        "r",
        "Do the averages over units, as one pair of series, show the lead too?",
    ),
    "between": (
        "Between units",
        "r",
        "Are units that are high on one leg high on the other? Not evidence of a lead.",
    ),
}


NOTE = {
    "too_short": "Too few quarters to be tested.",
    "exploratory": "Exploratory.",
    "lags_not_paid": "The lags tried are not paid for.",
    "common_shocks_kept": "Company-wide shocks are left in, so its p is too small.",
}


def opinion_rows(rows: Iterable[Mapping[str, object]]) -> list[dict[str, str]]:
    """Second opinions on a link as a table in plain words.

    Parameters
    ----------
    rows : iterable of Mapping
        ``method``, a key of `METHOD`; ``direction``, a key of `DIRECTION`; ``statistic`` and ``p``,
        NaN where there is none; ``note``, a key of `NOTE`, or empty.

    Returns
    -------
    list of dict
        The values of `OPINION` are the headings.
    """
    return [_opinion(row) for row in rows]


def opinion_line(row: Mapping[str, str]) -> str:
    """One second opinion as a line, from a row of `opinion_rows`."""
    method, direction, statistic, p, asks = (row[heading] for heading in OPINION.values())
    tail = "" if p == NONE else f", p {p}" if p.startswith("<") else f", p = {p}"
    return f"{method}, {direction}: {statistic}{tail}. {asks}"


def _opinion(row: Mapping[str, object]) -> dict[str, str]:
    name, symbol, asks = METHOD[str(row["method"])]
    statistic, p = (float(str(row[column])) for column in ("statistic", "p"))
    shown = f"{symbol} = {number(statistic, 2)}" if math.isfinite(statistic) else NONE
    key = str(row["note"] or "")
    note = NOTE.get(key) or f"{key.replace('_', ' ').capitalize()}." if key else ""
    cells = (
        name,
        DIRECTION[str(row["direction"])],
        shown,
        p_value(p).removeprefix("p = ").removeprefix("p "),
        f"{asks} {note}".strip(),
    )
    return dict(zip(OPINION.values(), cells, strict=True))
