"""What if a leg moved? What tends to follow, through established links alone.

A change of one leg's score is held from the next quarter on and carried along the loop: by the lags
and slopes of the links, with their uncertainty, and no further than they are established.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.errors import UnknownLegError
from stool.lag import Evidence, LagResult
from stool.lag.single import Z_95
from stool.measure import Target
from stool.measure.score import AT_TARGET
from stool.period import shift, span
from stool.schema import ALL, COMPANY, LEGS, LINKS, MARGIN, PROFIT, REVENUE

Floats = NDArray[np.float64]
Link = tuple[str, str]

AHEAD = 8  # quarters: twice the longest lag that is tried
MOST_AHEAD = 20  # quarters; five years on, nothing is as it was
YEAR = 4  # quarters; a change held for a shorter time is not sustained
DRAWS = 4000
SEED = 0
SHARES = {"low80": 0.1, "low50": 0.25, "middle": 0.5, "high50": 0.75, "high80": 0.9}
WHAT_IF_COLUMNS = ("leg", "ahead", "quarter", *SHARES)
PAYBACK_COLUMNS = ("ahead", "quarter", "spent", *SHARES, "probability")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a leg was ever moved for a whole year, in points.

    Attributes
    ----------
    fall, rise : float
        0 or less, and 0 or more; both 0 where no two years in a row are known.
    fell, rose : str
        Node that fell or rose so far; empty where there is none.
    company_fall, company_rise : float
        The same of the company as a whole.
    """

    fall: float
    rise: float
    fell: str
    rose: str
    company_fall: float
    company_rise: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What tends to follow a change of a leg that is held.

    Attributes
    ----------
    leg : str
    asked, points : float
        Change of its score that was asked for, and that was carried on: within `bounds`.
    bounds : Bounds
    since : str
        Last quarter with data; the change begins in the next.
    table : DataFrame, one row a leg and quarter ahead
        Columns `WHAT_IF_COLUMNS`: difference in score points from what would have been, its middle
        and the ends of 50 and 80 % of the draws. Only legs that are reached.
    used : tuple of LagResult
        Links it was carried through, in order.
    refused : tuple of (leader, follower), or None
        The link at which it stops, not being established; None where nothing stands in the way.
    evidence : Evidence or None
        Of the link at which it stops; None where one of its legs is not loaded, or nothing stops.
    draws : Mapping of leg to ndarray (draws, quarters)
        The simulated differences of every leg of `table`.
    """

    leg: str
    asked: float
    points: float
    bounds: Bounds
    since: str
    table: pd.DataFrame
    used: tuple[LagResult, ...]
    refused: Link | None
    evidence: Evidence | None
    draws: Mapping[str, Floats]

    @property
    def is_clipped(self) -> bool:
        """Whether more was asked for than history saw."""
        return self.points != self.asked


@dataclass(frozen=True, slots=True)
class Carried:
    """How far a change of a leg is carried along the loop.

    Attributes
    ----------
    reached : Mapping of leg to ndarray (draws, quarters)
        Differences in score points of every leg that is reached, the leg itself first.
    used, refused, evidence
        As of `WhatIf`.
    """

    reached: Mapping[str, Floats]
    used: tuple[LagResult, ...]
    refused: Link | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Payback:
    """Whether what a change costs comes back as margin.

    Attributes
    ----------
    cost : float
        Spent each quarter from the next one on, in the money of the revenue file.
    per_point : float
        Money a quarter that a point of the profit score is worth; NaN where it is not known.
    table : DataFrame, one row a quarter ahead
        Columns `PAYBACK_COLUMNS`: money spent by then, what came back by then, and the probability
        that it covers the money spent. Empty where it cannot be told.
    quarter : str
        First quarter in which it is more likely than not covered; empty where there is none.
    probability : float
        That it is covered by the last quarter of the table; NaN where it cannot be told.
    """

    cost: float
    per_point: float
    table: pd.DataFrame
    quarter: str
    probability: float

    @property
    def is_told(self) -> bool:
        """Whether anything can be said."""
        return len(self.table) > 0


def bounds(legs: pd.DataFrame, leg: str) -> Bounds:
    """Largest sustained change of a leg, in the company or in any unit.

    Sustained is the mean of four quarters against that of the four before, all of one wording and
    scale. What survey noise adds to the largest of many is taken off: changes of units are shrunk
    by the share of their spread that is not noise.

    Parameters
    ----------
    legs : DataFrame
        As of `stool.measure.leg_history`.
    leg : str
    """
    rows = legs[legs["leg"] == leg]
    whole, unit = (_largest(rows[rows["depth"] == depth]) for depth in ("company", "unit"))
    least, most = min(whole[0], unit[0]), max(whole[1], unit[1])
    return Bounds(
        fall=least[0],
        rise=most[0],
        fell=least[1],
        rose=most[1],
        company_fall=whole[0][0],
        company_rise=whole[1][0],
    )


def what_if(
    links: Mapping[Link, LagResult],
    legs: pd.DataFrame,
    leg: str,
    points: float,
    *,
    ahead: int = AHEAD,
    draws: int = DRAWS,
    seed: int = SEED,
) -> WhatIf:
    """Carry a change of a leg along the loop.

    Parameters
    ----------
    links : Mapping of (leader, follower) to LagResult
        The three declared ones, as of `stool.lag.loop_links`.
    legs : DataFrame
        As of `stool.measure.leg_history`.
    leg : str
    points : float
        Change of its score, held from the next quarter on; clipped to `bounds`.
    ahead : int
        Quarters to look ahead, 1 or more.
    draws : int
    seed : int
        The same call gives the same numbers.

    Raises
    ------
    UnknownLegError

    Notes
    -----
    A draw takes each link's slope from a normal distribution with the width of its interval, and
    its lag from the lags of its set, each as likely: when is uncertain within the set, how much is
    the slope at the best lag. A chain multiplies slopes and adds lags, draw by draw. The leg that
    is moved is held, so nothing comes back to it.

    Slopes are of what is new within units once company-wide movements are taken out, so this is
    what follows if units move, not if all of them are moved at once by something else. That a held
    change is followed by slope times change takes both legs to keep as much of a deviation from
    one quarter to the next; survey noise makes slopes rather too small.
    """
    if leg not in LEGS:
        raise UnknownLegError(leg, LEGS)
    if ahead < 1:
        raise ValueError(f"ahead is {ahead}, must be 1 or more")
    limits = bounds(legs, leg)
    kept = float(np.clip(points, limits.fall, limits.rise))
    found = carry(links, leg, np.full(draws, kept), ahead, np.random.default_rng(seed))
    since = str(legs["quarter"].max()) if len(legs) else ""
    tables = [_fan(each, differences, since) for each, differences in found.reached.items()]
    return WhatIf(
        leg=leg,
        asked=float(points),
        points=kept,
        bounds=limits,
        since=since,
        table=pd.concat(tables, ignore_index=True),
        used=found.used,
        refused=found.refused,
        evidence=found.evidence,
        draws=found.reached,
    )


def carry(
    links: Mapping[Link, LagResult],
    leg: str,
    size: Floats,
    ahead: int,
    random: np.random.Generator,
) -> Carried:
    """Carry draws of a change of a leg along the loop; see `what_if` for how and what it takes.

    Parameters
    ----------
    links, leg, ahead
        As of `what_if`.
    size : ndarray (draws,)
        Changes of the leg's score, in points, held from the next quarter on.
    random : Generator
    """
    delay = np.ones(len(size), dtype=np.int64)
    reached = {leg: _held(size, delay, ahead)}
    used: list[LagResult] = []
    for link in _onward(leg):
        result = links.get(link)
        if result is None or result.evidence < Evidence.ESTABLISHED:
            evidence = None if result is None else result.evidence
            return Carried(reached, tuple(used), link, evidence)
        error = (result.slope_high - result.slope_low) / (2 * Z_95)
        size = size * random.normal(result.slope, error, len(size))
        delay = delay + random.choice(np.array(result.lag_set), len(size))
        reached[link[1]] = _held(size, delay, ahead)
        used.append(result)
    return Carried(reached, tuple(used), None, None)


def money_per_point(table: pd.DataFrame, targets: Mapping[str, Target]) -> float:
    """Money a quarter that one point of the profit score is worth, through the margin alone.

    A point is so much of the way from floor to target of the margin, on the company's revenue of
    a usual quarter of the last four. Where the profit leg has the revenue against target in it as
    well, both are taken to move alike, and only the margin is counted.

    Parameters
    ----------
    table : DataFrame
        `stool.privacy.Published.table`.
    targets : Mapping of metric to Target

    Returns
    -------
    float
        NaN without a margin, a target for it, or revenue.
    """
    target = targets.get(MARGIN)
    rows = table[
        (table["metric"] == REVENUE) & (table["node"] == COMPANY) & (table["dimension"] == ALL)
    ]
    revenue = rows.sort_values("quarter")["s"].dropna().tail(YEAR)
    if target is None or revenue.empty:
        return float("nan")
    return float(revenue.mean()) * (target.target - target.floor) / AT_TARGET / 100


def payback(found: WhatIf, cost: float, per_point: float) -> Payback:
    """Set what a change costs against what comes back as margin.

    Parameters
    ----------
    found : WhatIf
    cost : float
        Money a quarter, from the next one on.
    per_point : float
        As of `money_per_point`.

    Returns
    -------
    Payback
        Nothing is told where profit is not reached through established links, or a point of it has
        no price.
    """
    profit = found.draws.get(PROFIT)
    if profit is None or not np.isfinite(per_point):
        return Payback(cost, per_point, pd.DataFrame(columns=list(PAYBACK_COLUMNS)), "", np.nan)
    gained = (profit * per_point).cumsum(axis=1)
    ahead = np.arange(1, gained.shape[1] + 1)
    covered = (gained >= cost * ahead).mean(axis=0)
    quarters = [shift(found.since, int(step)) for step in ahead]
    columns = np.quantile(gained, list(SHARES.values()), axis=0)
    table = pd.DataFrame(
        {
            "ahead": ahead,
            "quarter": quarters,
            "spent": cost * ahead,
            **dict(zip(SHARES, columns, strict=True)),
            "probability": covered,
        }
    )
    likely = [quarter for quarter, p in zip(quarters, covered, strict=True) if p > 0.5]
    return Payback(cost, per_point, table, likely[0] if likely else "", float(covered[-1]))


def _onward(leg: str) -> list[Link]:
    """Links from a leg on, without the one that leads back to it."""
    start = next(place for place, (leader, _) in enumerate(LINKS) if leader == leg)
    return [LINKS[(start + step) % len(LINKS)] for step in range(len(LINKS) - 1)]


def _held(size: Floats, delay: NDArray[np.int64], ahead: int) -> Floats:
    """Differences by quarter of changes that begin so many quarters ahead: (draws, quarters)."""
    return np.where(np.arange(1, ahead + 1) >= delay[:, None], size[:, None], 0.0)


def _fan(leg: str, differences: Floats, since: str) -> pd.DataFrame:
    """Columns `WHAT_IF_COLUMNS`."""
    ahead = range(1, differences.shape[1] + 1)
    columns = np.quantile(differences, list(SHARES.values()), axis=0)
    return pd.DataFrame(
        {
            "leg": leg,
            "ahead": ahead,
            "quarter": [shift(since, step) for step in ahead],
            **dict(zip(SHARES, columns, strict=True)),
        }
    )


def _largest(rows: pd.DataFrame) -> tuple[tuple[float, str], tuple[float, str]]:
    """Largest fall and largest rise of some nodes, noise taken off, and whose they were."""
    if rows.empty:
        return (0.0, ""), (0.0, "")
    changes, noise = _sustained(rows)
    if changes.empty:
        return (0.0, ""), (0.0, "")
    spread = float((changes["change"] ** 2).mean())
    real = max(0.0, 1 - noise / spread) if spread > 0 else 0.0
    ordered = changes.sort_values(["change", "node"])
    fell, rose = ordered.iloc[0], ordered.iloc[-1]
    return (
        (min(0.0, real * float(fell["change"])), str(fell["node"])),
        (max(0.0, real * float(rose["change"])), str(rose["node"])),
    )


def _sustained(rows: pd.DataFrame) -> tuple[pd.DataFrame, float]:
    """``node`` and ``change`` of every year on the year before, and the usual squared noise."""
    wide = rows.pivot(index="quarter", columns="node", values="linear")
    wide = wide.reindex(span(wide.index))
    eras, errors = (
        rows.pivot(index="quarter", columns="node", values=column).reindex(wide.index)
        for column in ("era", "linear_se")
    )
    years = wide.rolling(YEAR).mean()
    alike = eras == eras.shift(2 * YEAR - 1)
    changes = (years - years.shift(YEAR)).where(alike).melt(value_name="change").dropna()
    squares = (errors**2).rolling(2 * YEAR).mean().where(alike)
    noise = float(np.nanmean(squares)) * 2 / YEAR if squares.notna().to_numpy().any() else 0.0
    return changes.reset_index(drop=True), noise
