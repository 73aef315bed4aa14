"""Words of the analyst's part of the Loop page: its figures, its second opinions, its limits."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from stool.lag.projection import ImpulseResponse
from stool.text import evidence, labels
from stool.text.figures import R_AXIS, interval, safe_name
from stool.text.labels import series
from stool.text.numbers import number, p_value, signed

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
