"""What a driver may be worth in money: through its leg's score and the established links alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from stool.drivers import DRIVER, Drivers
from stool.lag import Evidence, LagResult
from stool.measure import Target
from stool.measure.score import line_per_unit
from stool.plan.whatif import DRAWS, MOST_AHEAD, SEED, SHARES, Link, bounds, carry, money_per_point
from stool.schema import PROFIT

STEPS: Final = {"0-1": 0.1}  # of a yes/no question, ten people in a hundred; 1 of any other
DRIVEN_COLUMNS: Final = (
    "metric",
    "step",  # points of the question: `STEPS`, less where its leg was never seen to move so far
    "score",  # points of the leg's score that go with them
    *SHARES,  # money a quarter once it has come through; NaN where it cannot be told
)


@dataclass(frozen=True, slots=True, eq=False)
class Driven:
    """What the drivers of a leg may be worth.

    Attributes
    ----------
    leg : str
    items : DataFrame, one row a driver, in the order of `Drivers.items`
        Columns `DRIVEN_COLUMNS`; money has ends of 80 and 50 % of the draws and their middle. All
        NaN where the leg's score was never seen to rise for a year.
    used : tuple of LagResult
        Links the money comes through, in order.
    refused : tuple of (leader, follower), or None
        The link at which it stops short of profit, not being established.
    evidence : Evidence or None
        As of `stool.plan.WhatIf`.
    per_point : float
        As of `stool.plan.money_per_point`.
    """

    leg: str
    items: pd.DataFrame
    used: tuple[LagResult, ...]
    refused: Link | None
    evidence: Evidence | None
    per_point: float

    @property
    def is_told(self) -> bool:
        """Whether any driver has a figure in money."""
        return bool(self.items["middle"].notna().any())


def driven(
    found: Drivers,
    links: Mapping[Link, LagResult],
    legs: pd.DataFrame,
    table: pd.DataFrame,
    targets: Mapping[str, Target],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Driven:
    """Put a range in money on a point of each driver.

    Parameters
    ----------
    found : Drivers
    links : Mapping of (leader, follower) to LagResult
        The three declared ones, as of `stool.lag.loop_links`.
    legs : DataFrame
        As of `stool.measure.leg_history`.
    table : DataFrame
        `stool.privacy.Published.table`.
    targets : Mapping of metric to Target
    draws : int
    seed : int
        The same call gives the same numbers.

    Notes
    -----
    Each draw takes a slope of the score on the question, others alike, from a normal distribution
    with its resampled error, then the slopes of the links as `stool.plan.what_if` does. The first
    step is a comparison of people, not of what follows a change: the range holds if the score
    moves with the question as people's answers do. Only drivers enter, so no negative importance
    becomes a price. No score is moved further than `stool.plan.bounds` saw one move.
    """
    target = targets.get(found.outcome)
    line = np.nan if target is None else line_per_unit(target)
    per_point = money_per_point(table, targets)
    random = np.random.default_rng(seed)
    carried = carry(links, found.leg, np.ones(draws), MOST_AHEAD, random)
    reached = PROFIT in carried.reached
    profit = carried.reached.get(PROFIT, np.full((1, 1), np.nan))[:, -1]
    sure = random.normal(size=draws)
    rise = bounds(legs, found.leg).rise
    scales = table[table["leg"] == found.leg].drop_duplicates("metric").set_index("metric")["scale"]
    items = []
    for row in found.items[found.items["verdict"] == DRIVER].to_dict("records"):
        usual = STEPS.get(str(scales.get(row["metric"])), 1.0)
        step = min(usual, rise / (row["slope"] * line)) if rise > 0 else np.nan
        scores = (row["slope"] + row["slope_se"] * sure) * line * step
        money = np.quantile(scores * profit * per_point, list(SHARES.values()))
        items.append((row["metric"], step, row["slope"] * line * step, *money))
    return Driven(
        leg=found.leg,
        items=pd.DataFrame(items, columns=list(DRIVEN_COLUMNS)),
        used=carried.used,
        refused=None if reached else carried.refused,
        evidence=None if reached else carried.evidence,
        per_point=per_point,
    )
