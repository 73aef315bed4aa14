"""Words of the analyst's part of the Loop page: its figures, its second opinions, its limits."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from stool.catalogue import say, say_many
from stool.lag.projection import ImpulseResponse
from stool.text import evidence, labels
from stool.text.figures import R_AXIS, interval, safe_name
from stool.text.labels import series
from stool.text.numbers import number, p_value, signed

ALPHA = 0.05  # what luck makes of intervals that leave out 0
Pooled = tuple[float, float, float]  # r, low, high

PUBLISHED, BETWEEN_UNITS = "published", "between_units"
VARIANT = {  # name, what is done otherwise
    PUBLISHED: (say("as published"), say("the figure on this page")),
    "unwhitened": (
        say("own past not taken out"),
        say("each series keeps its own past, which smears a link over the lags beside it"),
    ),
    "no_season": (
        say("season not taken out"),
        say("the usual level of each of the four quarters is left"),
    ),
    "no_trend": (say("trend not taken out"), say("the straight line through each series is left")),
    "wider_means": (
        say("company moves out twice"),
        say(
            "each unit’s share in the company’s moves of both quarters is taken out, for both legs"
        ),
    ),
    "unit_and_quarter_means": (
        say("company average out"),
        say("each quarter’s average over units is taken out, as if all units felt it alike"),
    ),
    "unit_means": (
        say("company moves left in"),
        say("only each unit’s own average is taken out; company-wide shocks stay"),
    ),
    "standardised": (say("units weighted equally"), say("every unit is scaled to the same spread")),
    "normal_scores": (
        say("ranks (normal scores)"),
        say("outlier-proof: ranks in place of figures"),
    ),
    "aggregate": (say("company-wide alone"), say("one pair of series, the averages over units")),
    "first_half": (say("first half"), say("the first half of the quarters only")),
    "second_half": (say("second half"), say("the second half of the quarters only")),
    "weakest_without_unit": (
        say("weakest, one unit out"),
        say("the weakest r without any one unit"),
    ),
    "weakest_without_quarter": (
        say("weakest, one quarter out"),
        say("the weakest r without any one quarter"),
    ),
    BETWEEN_UNITS: (
        say("between units: no lead"),
        say("units’ averages against each other: not evidence of a lead"),
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

ALL_TOGETHER = say("all units")
FOREST_KEY = say("{r_axis} with its 95% interval<br>dashed line: all units together", r_axis=R_AXIS)


def between_row(units: int) -> str:
    """What stands in the place of the units that are not drawn."""
    return say("… {units} between …", units=say_many("{number} unit", "{number} units", units))


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
        return say("No unit has quarters enough for a correlation of its own.")
    ranged = known & np.isfinite(low) & np.isfinite(high)
    clear = ranged & ((low > 0) | (high < 0))
    spread = say("{low} to {high}", low=number(r[known].min(), 2), high=number(r[known].max(), 2))
    return say(
        "Unit by unit, r is above 0 in {above} of {known} ({spread}); 0 lies outside the interval "
        "in {clear} of {ranged}, by luck alone in about {luck}; all units together r = {pooled}.",
        above=(r > 0).sum(),
        known=known.sum(),
        spread=spread,
        clear=clear.sum(),
        ranged=ranged.sum(),
        luck=number(ALPHA * int(ranged.sum()), 1),
        pooled=estimate(*pooled),
    )


# The same link, computed otherwise

SENSITIVITY_KEY = say("filled: p < 0.05; grey: no p<br>dashed line: as published")
BEST_LAG = say("best<br>lag")


def variant(key: str) -> str:
    """Name of a way of computing a link."""
    return VARIANT[key][0] if key in VARIANT else safe_name(key.replace("_", " "))


def variant_hover(row: Mapping[Any, Any], key: str) -> str:
    """Words of the pointer over one way of computing a link."""
    lag = best_lag(row["best_lag"])
    lines = [f"<b>{variant(key)}</b>", f"r = {estimate(row['r'], row['low'], row['high'])}"]
    lines += [p_value(row["p"])] if math.isfinite(row["p"]) else []
    lines += [say("strongest at lag {lag}", lag=lag)] if lag else []
    return "<br>".join([*lines, *VARIANT.get(key, ("",))[1:]])


def best_lag(lag: float) -> str:
    """A lag as a whole number; empty where none could be tested."""
    return number(lag) if pd.notna(lag) else ""


def caption_sensitivity(table: pd.DataFrame) -> str:
    """Sentence for `stool.charts.sensitivity`."""
    published = table.iloc[0] if len(table) else None
    if published is None or not math.isfinite(published["r"]):
        return say("No lag could be tested, so there is nothing to compute in other ways.")
    others = table.iloc[1:]
    others = others[others["r"].notna() & (others["variant"] != BETWEEN_UNITS)]
    if others.empty:
        return say(
            "As published r = {r}; it was computed in no other way.", r=number(published["r"], 2)
        )
    r, tested = others["r"].astype(float), others[others["p"].notna()]
    same = int((np.sign(r) == np.sign(published["r"])).sum())
    clear = int((tested["p"] < ALPHA).sum())
    return say(
        "Computed in {ways}, r at the published lag runs from {low} to {high}, {published} as "
        "published; {same} of {others} keep its sign and {clear} of {tested} have p under 0.05.",
        ways=say_many("{number} other way", "{number} other ways", len(others)),
        low=number(r.min(), 2),
        high=number(r.max(), 2),
        published=number(published["r"], 2),
        same=same,
        others=len(others),
        clear=clear,
        tested=len(tested),
    )


# What follows a rise


def horizon_axis(leader: str) -> str:
    """What the horizons count from."""
    return say("quarters after {leader} was a point above its path", leader=mark(leader))


def response_key(follower: str) -> str:
    """Heading of the upper part."""
    return say("{follower}, points, quarter by quarter", follower=mark(follower))


def cumulative_key(follower: str) -> str:
    """Heading of the lower part."""
    return say("{follower}, points, added up", follower=mark(follower))


def impulse_hover(horizon: float, value: float, low: float, high: float) -> str:
    """Words of the pointer over one horizon."""
    return say(
        "<b>{after}</b><br>{gain} points", after=after(int(horizon)), gain=_gain(value, low, high)
    )


def after(horizon: int) -> str:
    """Same quarter, 1 quarter later, ..."""
    return (
        say("same quarter")
        if horizon == 0
        else say("{horizon} later", horizon=labels.quarters(horizon))
    )


def caption_impulse(response: ImpulseResponse) -> str:
    """Sentence for `stool.charts.impulse`."""
    leader, follower = series(response.leader), series(response.follower)
    if not math.isfinite(response.immediate) and not math.isfinite(response.carried_over):
        return say(
            "Too few quarters to follow {follower} after {leader}.",
            follower=follower,
            leader=leader,
        )
    last = int(response.table["horizon"].max())
    now = _gain(response.immediate, response.immediate_low, response.immediate_high)
    later = _gain(response.carried_over, response.carried_low, response.carried_high)
    return say(
        "After a quarter with {leader} one point above what its past suggests, {follower} tends "
        "to be off its own path by {now} points at once and by {later} points in all over the "
        "{last} after.",
        leader=leader,
        follower=follower,
        now=now,
        later=later,
        last=labels.quarters(last),
    )


def paragraph_response(response: ImpulseResponse) -> str:
    """Everything a reader needs to judge one response, in one paragraph."""
    cautions = [evidence.CAUTION[key] for key in response.warnings]
    start = f"{labels.arrow(response.leader, response.follower)}:"
    return " ".join([start, caption_impulse(response), *cautions])


def printed_response(response: ImpulseResponse) -> str:
    """A response as text: its paragraph, its table and every setting."""
    return evidence.as_text(paragraph_response(response), response.table, response.settings)


# What could be seen

QUARTERS_AXIS, UNITS_AXIS = say("quarters of data"), say("units")
NOTHING = say("none")


def detectable_cell(r: float) -> str:
    """.30, or that nothing can be found."""
    return number(r, 2).removeprefix("0") if math.isfinite(r) else NOTHING


def detectable_hover(units: int, quarters: int, r: float) -> str:
    """Words of the pointer over one design."""
    found = (
        say("finds r = {r} or more four times in five", r=number(r, 2))
        if math.isfinite(r)
        else say("finds no link, however strong, four times in five")
    )
    design = say_many("{number} unit", "{number} units", units)
    return f"<b>{design} × {labels.quarters(quarters)}</b><br>{found}"


def designs(table: pd.DataFrame) -> dict[tuple[int, int], float]:
    """Smallest r found, by units and quarters."""
    keys = zip(table["n_units"].astype(int), table["n_quarters"].astype(int), strict=True)
    return dict(zip(keys, table["r"].astype(float), strict=True))


def caption_detectable(table: pd.DataFrame, own: tuple[int, int]) -> str:
    """Sentence for `stool.charts.detectable`; what the table does not hold is left out."""
    units, quarters = own
    found = designs(table)
    start = say(
        "With {units} and {quarters}",
        units=say_many("{number} unit", "{number} units", units),
        quarters=labels.quarters(quarters),
    )
    if own not in found:
        return say("{start} what a link would need to show is not in the table.", start=start)
    now = found[own]
    more = [
        f"{name} {number(found[other], 2)}"
        for name, other in (
            (say("with twice the quarters"), (units, 2 * quarters)),
            (say("with twice the units"), (2 * units, quarters)),
        )
        if math.isfinite(found.get(other, math.nan))
    ]
    shows = (
        say("a link shows four times in five when r is {now} or more", now=number(now, 2))
        if math.isfinite(now)
        else say("no link, however strong, would show four times in five")
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
        return say(
            "{full} are counted in full: no survey error caps what can be seen.",
            full=labels.listed(full),
        )
    if math.isfinite(r_max):
        parts = [
            say("{name} counted in full", name=name)
            if name in full
            else f"{name} {number(reliability, 2)}"
            for name, reliability in legs.items()
        ]
        return say(
            "Your surveys’ own error caps what can be seen: even a perfect link would show at "
            "most r = {r_max} (reliability {parts}).",
            r_max=number(r_max, 2),
            parts=", ".join(parts),
        )
    unknown = [name for name, reliability in legs.items() if math.isnan(reliability)]
    if full:
        why = say("figures counted in full have no survey error")
    elif unknown:
        why = say(
            "the reliability of {unknown} cannot be estimated", unknown=labels.listed(unknown)
        )
    else:
        why = say("the surveys’ error is as large as all that moves")
    return say("How far survey error caps what can be seen is not known: {why}.", why=why)


# What is left

RESIDUALS_KEY = say("autocorrelation of what is left<br>grey band: luck, at each lag")
OWN_LAG_AXIS = say("quarters apart")


def residual_hover(leg: str, row: Mapping[Any, Any]) -> str:
    """Words of the pointer over one autocorrelation."""
    return say(
        "<b>{leg}, {lag} apart</b><br>r = {r}, luck alone up to {band}",
        leg=mark(leg),
        lag=labels.quarters(int(row["lag"])),
        r=number(row["r"], 2),
        band=number(row["band"], 2),
    )


def caption_residuals(table: pd.DataFrame) -> str:
    """Sentence for `stool.charts.residuals`."""
    known = table[table["r"].notna() & table["band"].notna()]
    if known.empty:
        return say("Too few quarters to see whether what is left still remembers its own past.")
    legs = labels.listed([series(str(leg)) for leg in pd.unique(known["leg"])])
    outside = known[known["r"].abs() > known["band"]]
    start = say("Once its own past is taken out of {legs}", legs=legs)
    if outside.empty:
        return say(
            "{start}, none of {known} autocorrelations leaves the band of luck.",
            start=start,
            known=len(known),
        )
    where = [
        say("{leg} at lag {lag}", leg=series(str(row.leg)), lag=row.lag)
        for row in outside.itertuples()
    ]
    return say_many(
        "{start}, {number} of {known} autocorrelations leaves the band of luck: {where}.",
        "{start}, {number} of {known} autocorrelations leave the band of luck: {where}.",
        len(outside),
        start=start,
        known=len(known),
        where=labels.listed(where),
    )
