"""Key drivers of a leg: importance with its interval beside performance, item by item."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import t as student

from stool.drivers.moments import EVERYBODY, QUARTERS, Moments, Segment, moments
from stool.drivers.resample import DRAWS, Resampled, resampled
from stool.drivers.result import (
    DRIVER,
    ENOUGH,
    IMPROVE,
    ITEM_COLUMNS,
    KEEP,
    LATER,
    NONE,
    OPPOSITE,
    SHARED,
    Drivers,
)
from stool.drivers.weights import Floats, coefficients, correlations, relative_weights, shapley
from stool.errors import DriversOfIndexError, NoPairsError, TooFewAnswersError, TooFewItemsError
from stool.measure import holm, item_measures, together
from stool.schema import COMPANY, EMPLOYEES, OF_THE_WHOLE, SCALES

LEVEL = 0.95
ALPHA = 0.05
LEAST_ERROR = 1e-12
R_LIMIT = 1 - 1e-9  # keeps Fisher's z finite
LEAST_ANSWERS = 50
ANSWERS_AN_ITEM = 10
LEAST_ITEMS = 2
INDEX_SCALE = " mean"  # a score that is the mean of its items


def drivers(
    pairs: pd.DataFrame,
    table: pd.DataFrame,
    leg: str,
    outcome: str,
    *,
    node: str = COMPANY,
    quarter: str | None = None,
    segment: Segment = EVERYBODY,
    draws: int = DRAWS,
    seed: int = 0,
) -> Drivers:
    """Rank the questions of a leg by how much of its score's variance goes with them.

    Importance is Johnson's relative weight, which shares out what correlated items explain
    together; it says nothing of direction, so each item also has the sign and size of its own
    correlation and of its coefficient beside the others, and only an item for which both are
    clearly above 0 is called a driver.

    Parameters
    ----------
    pairs : DataFrame
        As of `stool.privacy.publish_pairs`.
    table : DataFrame
        `stool.privacy.Published.table` of the same revision.
    leg : {"esat", "csat"}
    outcome : str
        Metric that stands for the leg.
    node : str
        Unit, region or the company.
    quarter : str, optional
        Last of the four published quarters that are pooled; the newest by default.
    segment : tuple of dimension and level
        Whose answers; everybody's by default.
    draws : int
        Resampled companies behind the intervals.
    seed : int
        The same call gives the same numbers.

    Raises
    ------
    DriversOfIndexError
        The score is the mean of its items.
    NoPairsError
        Nothing is published of how two questions were answered together.
    TooFewItemsError
        Fewer than two items are left.
    TooFewAnswersError
        Fewer people than `LEAST_ANSWERS`, or than `ANSWERS_AN_ITEM` an item.

    Notes
    -----
    An interval holds the middle 95 % of resampled companies; verdicts use r and coefficient over
    their resampled standard errors, with as many degrees of freedom as there are clusters less one,
    Holm-corrected over the items, each of the two at 5 %.

    References
    ----------
    Johnson (2000), Multivariate Behavioral Research 35, 1-19. Tonidandel, LeBreton & Johnson
    (2009), Psychological Methods 14, 387-399 (bootstrap). Martilla & James (1977), J. Marketing
    41(1), 77-79 (importance against performance).
    """
    found = pooled(pairs, table, leg, outcome, node=node, quarter=quarter, segment=segment)
    sign = signs(found, table, leg)
    r = oriented(correlations(found.products.sum(axis=0), found.spreads.sum(axis=0)), sign)
    others = resampled(found, draws, seed)
    others = replace(others, r=oriented(others.r, sign))
    items = _importance(found, r, others)
    items = items.merge(_performance(table, found, leg, node, segment), on="metric", how="left")
    items = items.sort_values("rank", ignore_index=True)
    low, high = np.quantile(relative_weights(others.r).sum(axis=1), _ends())
    asked = {*table.loc[table["leg"] == leg, "metric"]}
    told = {*found.metrics, *found.partly_asked, *found.unvarying, *OF_THE_WHOLE}
    return Drivers(
        leg=leg,
        outcome=outcome,
        node=node,
        segment=segment,
        items=_placed(items)[list(ITEM_COLUMNS)],
        explained=float(relative_weights(r).sum()),
        explained_low=float(low),
        explained_high=float(high),
        answers=int(found.n[0, 1:].max()),
        quarters=found.quarters,
        depth=found.depth,
        places=len({name for name, _ in found.places}),
        resampled=others.of,
        clusters=others.clusters,
        partly_asked=found.partly_asked,
        unvarying=found.unvarying,
        unpaired=tuple(sorted(asked - told)),
        of_the_whole=tuple(name for name in OF_THE_WHOLE if name in asked - {outcome}),
        draws=draws,
        seed=seed,
    )


def pooled(
    pairs: pd.DataFrame,
    table: pd.DataFrame,
    leg: str,
    outcome: str,
    *,
    node: str,
    quarter: str | None,
    segment: Segment,
) -> Moments:
    """The moments of a leg, or the reason there are none; see `drivers`."""
    scale = table.loc[(table["leg"] == leg) & (table["metric"] == outcome), "scale"]
    if len(scale) and scale.iloc[0].endswith(INDEX_SCALE):
        raise DriversOfIndexError()
    of_leg = pairs[pairs["leg"] == leg]
    without = [name for name in OF_THE_WHOLE if name != outcome]
    found = moments(of_leg, outcome, node=node, quarter=quarter, segment=segment, without=without)
    if found is None:
        raise NoPairsError(shown=len(of_leg) > 0)
    items = len(found.metrics) - 1
    if items < LEAST_ITEMS:
        raise TooFewItemsError(items, LEAST_ITEMS)
    answers, needed = int(found.n[0, 1:].max()), max(LEAST_ANSWERS, ANSWERS_AN_ITEM * items)
    if answers < needed:
        raise TooFewAnswersError(answers, needed, is_least=leg in EMPLOYEES)
    return found


def signs(found: Moments, table: pd.DataFrame, leg: str) -> Floats:
    """1 where a higher answer is the better one, -1 where a lower one is, by metric."""
    better = table[table["leg"] == leg].drop_duplicates("metric").set_index("metric")["better"]
    return np.where(better.reindex(list(found.metrics)) == "lower", -1.0, 1.0)


def oriented(r: Floats, sign: Floats) -> Floats:
    """Correlations of better with better."""
    return r * sign[:, None] * sign


def _importance(found: Moments, r: Floats, others: Resampled) -> pd.DataFrame:
    """Every column that comes of the correlations, in the order of the items' names."""
    weight, weights = relative_weights(r), relative_weights(others.r)
    beta, betas = coefficients(r), coefficients(others.r)
    simple, simples = r[0, 1:], others.r[:, 0, 1:]
    columns: dict[str, object] = {"metric": list(found.metrics[1:])}
    for name, value, values in (
        ("weight", weight, weights),
        ("share", weight / weight.sum(), weights / weights.sum(axis=1, keepdims=True)),
        ("r", simple, simples),
        ("beta", beta, betas),
    ):
        low, high = np.quantile(values, _ends(), axis=0)
        columns |= {name: value, f"{name}_low": low, f"{name}_high": high}
    low, high = np.quantile(_ranks(weights), _ends(), axis=0, method="inverted_cdf")
    columns |= {"rank": _ranks(weight), "rank_low": low, "rank_high": high}
    clusters = others.clusters
    columns["p"] = holm(significance(fisher(simple), fisher(simples), clusters))
    columns["z_se"] = standard_error(fisher(simples), clusters)
    columns["beta_p"] = holm(significance(beta, betas, clusters))
    columns["shapley"] = shapley(r)
    spread = found.spreads.sum(axis=0)
    units = np.sqrt(spread[0, 1:] / spread[1:, 0])
    columns |= {"slope": beta * units, "slope_se": standard_error(betas, clusters) * units}
    columns["n"] = found.n[0, 1:]
    items = pd.DataFrame(columns)
    items = items.astype(dict.fromkeys(["rank", "rank_low", "rank_high", "n"], int))
    tied = items["p"] < ALPHA
    alone = (items["beta_p"] < ALPHA) & (items["beta"] > 0)
    items["verdict"] = np.select(
        [~tied, items["r"] < 0, alone], [NONE, OPPOSITE, DRIVER], default=SHARED
    )
    return items


def _performance(
    table: pd.DataFrame, found: Moments, leg: str, node: str, segment: Segment
) -> pd.DataFrame:
    """Position and favourable share of each item over the same quarters, as published."""
    rows = table[
        (table["leg"] == leg)
        & (table["node"] == node)
        & (table["dimension"] == segment[0])
        & (table["level"] == segment[1])
        & table["quarter"].isin(found.quarters[-QUARTERS:])
        & table["metric"].isin(found.metrics[1:])
    ]
    measured = item_measures(together(rows, ["leg", "metric", "scale", "better"]))
    scales = measured["scale"].map(SCALES.get)
    width = scales.map(lambda scale: scale.high).astype(float) - scales.map(
        lambda scale: scale.low
    ).astype(float)
    margin = (measured["mean_high"] - measured["mean"]) / width
    return measured.assign(
        position_low=(measured["position"] - margin).clip(0, 1),
        position_high=(measured["position"] + margin).clip(0, 1),
    )[["metric", "position", "position_low", "position_high", "favourable"]]


def _placed(items: pd.DataFrame) -> pd.DataFrame:
    """The items with their quadrant: against an even share, and the mean position of them all."""
    even, usual = 1 / len(items), items["position"].mean()
    important, well = items["share"] > even, items["position"] >= usual
    quadrant = np.select(
        [important & ~well, important & well, ~important & ~well], [IMPROVE, KEEP, LATER], ENOUGH
    )
    nothing = items["position"].isna() | (items["verdict"] != DRIVER)
    items["quadrant"] = pd.Series(quadrant, index=items.index, dtype="str").mask(nothing, "")
    items["is_sure"] = (items["share_low"] > even) | (items["share_high"] < even)
    return items


def _ranks(weights: Floats) -> Floats:
    """Place of each item, 1 the largest weight."""
    order = (-weights).argsort(axis=-1, kind="stable")
    return np.asarray(order.argsort(axis=-1) + 1, dtype=np.float64)


def _ends() -> Sequence[float]:
    return ((1 - LEVEL) / 2, (1 + LEVEL) / 2)


def fisher(r: Floats) -> Floats:
    """Correlations on the scale where their error does not depend on their size."""
    return np.asarray(np.arctanh(np.clip(r, -R_LIMIT, R_LIMIT)), dtype=np.float64)


def standard_error(values: Floats, clusters: int) -> Floats:
    """Spread over the draws, widened for what few clusters cannot show of their own spread."""
    return np.asarray(values.std(axis=0) * np.sqrt(clusters / (clusters - 1)), dtype=np.float64)


def significance(value: Floats, values: Floats, clusters: int) -> Floats:
    """Two-sided p of values against 0, by their spread over the draws."""
    ratio = np.abs(value) / np.maximum(standard_error(values, clusters), LEAST_ERROR)
    return np.asarray(2 * student.sf(ratio, clusters - 1), dtype=np.float64)
