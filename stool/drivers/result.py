"""What the driver analysis answers."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from stool.drivers.moments import Segment
from stool.schema import EMPLOYEES

# Verdicts on an item, in the order they are told.
DRIVER: Final = "driver"  # goes with the score, and still does once the other items are known
SHARED: Final = "shared"  # goes with the score, but cannot be told apart from its neighbours
NONE: Final = "none"  # no tie to the score that luck could not make
OPPOSITE: Final = "opposite"  # better answers go with a lower score
VERDICTS: Final = (DRIVER, SHARED, NONE, OPPOSITE)

# Where an item stands, importance against performance.
IMPROVE: Final = "improve"
KEEP: Final = "keep"
LATER: Final = "later"
ENOUGH: Final = "enough"
QUADRANTS: Final = (IMPROVE, KEEP, LATER, ENOUGH)

ITEM_COLUMNS: Final = (
    "metric",
    "verdict",  # one of `VERDICTS`
    "rank",  # by weight, 1 the largest
    "rank_low",
    "rank_high",
    "share",  # of all that the items explain together, 0 to 1
    "share_low",
    "share_high",
    "weight",  # part of the variance of the score, 0 to 1
    "weight_low",
    "weight_high",
    "shapley",  # the same by another method; NaN with many items
    "r",  # correlation with the score, above 0 where better answers go with a higher score
    "r_low",
    "r_high",
    "z_se",  # standard error of Fisher's z of r
    "p",  # of r, two-sided, paying for all items
    "beta",  # standardised coefficient beside all other items, the same sign
    "beta_low",
    "beta_high",
    "beta_p",
    "slope",  # points of the score per point of the item, other items alike; the same sign
    "slope_se",
    "n",  # people who answered both
    "position",  # mean as a share of the scale, 0 worst to 1 best; NaN without a scale
    "position_low",
    "position_high",
    "favourable",  # 0 to 1
    "quadrant",  # one of `QUADRANTS`, empty where the position is unknown or it is no driver
    "is_sure",  # whether the interval of the share lies on one side of an even share
)


@dataclass(frozen=True, slots=True, eq=False)
class Drivers:
    """What goes with the score of a leg, item by item.

    Attributes
    ----------
    leg, outcome : str
    node : str
    segment : tuple of dimension and level
    items : DataFrame, one row an item, the largest weight first
        Columns `ITEM_COLUMNS`; intervals are of 95 %.
    explained, explained_low, explained_high : float
        R squared of all items together, 0 to 1.
    answers : int
        People who answered the outcome and some item; where `n_is_least` the sum of the numbers
        that the bands of the places and quarters begin at, and likewise ``n`` of the items.
    quarters : tuple of str
        Those that entered, oldest first.
    depth : str
        "unit", "region" or "node": people were compared within these, quarter by quarter.
    places : int
        How many of those.
    resampled : str
        "units", "quarters" or "people": see `stool.drivers.resample`.
    clusters : int
        How many of those.
    partly_asked, unvarying, unpaired, of_the_whole : tuple of str
        Questions left out: asked of some only, always answered alike, without pairs, or
        `stool.schema.OF_THE_WHOLE`.
    draws, seed : int
    """

    leg: str
    outcome: str
    node: str
    segment: Segment
    items: pd.DataFrame
    explained: float
    explained_low: float
    explained_high: float
    answers: int
    quarters: tuple[str, ...]
    depth: str
    places: int
    resampled: str
    clusters: int
    partly_asked: tuple[str, ...]
    unvarying: tuple[str, ...]
    unpaired: tuple[str, ...]
    of_the_whole: tuple[str, ...]
    draws: int
    seed: int

    @property
    def n_is_least(self) -> bool:
        """Whether there are so many people or more: of employees, who are told in bands."""
        return self.leg in EMPLOYEES
