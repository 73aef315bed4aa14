"""What a measure of the service answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
import pandas as pd

from stool.schema import Better

# What a figure is counted in: a mean on its scale, a difference of two such means, a share 0 to 1,
# a number of things, so many for each hundred, money, hours or days, a correlation, points of a
# score or of percent, percent, a standard deviation in points of the scale.
Kind = Literal[
    "mean",
    "gap",
    "spread",
    "share",
    "count",
    "rate",
    "money",
    "hours",
    "days",
    "r",
    "points",
    "percent",
]

ALPHA: Final = 0.05  # intervals hold the truth in all but this share of samples

TREND_COLUMNS: Final = ("quarter", "value", "low", "high", "n", "n_is_least")
PLACE_COLUMNS: Final = (
    "kind",  # what the place is: a key of `stool.text.service.KIND`
    "place",
    "value",
    "low",
    "high",
    "n",
    "n_is_least",
    "is_clear",  # worse than the others of its kind, beyond noise
)
PART_COLUMNS: Final = (
    "part",  # what it is of: a level, a band, a team; or a key of the words of the measure
    "value",
    "low",
    "high",
    "n",
    "n_is_least",  # there are at least `n`: they were told in bands
)


def no_rows(columns: tuple[str, ...]) -> pd.DataFrame:
    """A table of those columns with no row."""
    return pd.DataFrame(columns=list(columns))


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a measure with its 95 % interval.

    Attributes
    ----------
    key : str
        Its name in `stool.text.service.FIGURE`.
    value, low, high : float
        In what `kind` counts; ends are NaN where no interval is known, NaN all where it is hidden.
    n : float
        Answers, cases or things behind it; NaN where that makes no sense.
    kind : str
        One of `Kind`.
    scale : str
        Key in `stool.schema.SCALES` of a mean or a gap, else "".
    n_is_least : bool
        There are at least `n`: some were told in bands, as those of employees are.
    of : str
        The segment or link it is of, where the data chose one among several, else "".
    """

    key: str
    value: float
    low: float = float("nan")
    high: float = float("nan")
    n: float = float("nan")
    kind: Kind = "mean"
    scale: str = ""
    of: str = ""
    n_is_least: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return bool(np.isfinite(self.value))

    def is_apart(self, none: float = 0.0) -> bool:
        """Whether the interval leaves out the value that would mean no difference."""
        return self.low > none or self.high < none


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """One concept, measured.

    Attributes
    ----------
    concept : str
        S1 to S46.
    figures : tuple of Figure
        The headline first; one or more.
    better : {"higher", "lower", ""}
        Which way of the headline is the better one; "" where neither is.
    trend : DataFrame
        The headline by quarter, oldest first; columns `TREND_COLUMNS`.
    places : DataFrame
        Where it is worst: the worst first within each kind; columns `PLACE_COLUMNS`.
    parts : DataFrame
        What the headline is made of; columns `PART_COLUMNS`.
    part_kind : str
        What the values of `parts` are counted in, one of `Kind`.
    quarters : tuple of str
        Those behind the headline, oldest first.
    doubts : tuple of str
        Keys of `stool.text.service.DOUBT`: what keeps the figures from saying more.
    details : DataFrame
        Things behind the figures, one a row, for the picture or the list of the concept: pairs of
        teams of S8 (`stool.service.edges.EDGE_COLUMNS`), links of S9 (`LINK_COLUMNS` there),
        standards of S14 (`stool.service.led.REGISTER_COLUMNS`), evidence of S28
        (`EVIDENCE_COLUMNS` there); no column for other concepts.
    """

    concept: str
    figures: tuple[Figure, ...]
    better: Better | Literal[""] = "higher"
    trend: pd.DataFrame = field(default_factory=lambda: no_rows(TREND_COLUMNS))
    places: pd.DataFrame = field(default_factory=lambda: no_rows(PLACE_COLUMNS))
    parts: pd.DataFrame = field(default_factory=lambda: no_rows(PART_COLUMNS))
    part_kind: Kind = "mean"
    quarters: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    details: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def headline(self) -> Figure:
        """The figure that stands for the concept."""
        return self.figures[0]

    def figure(self, key: str) -> Figure:
        """The figure of that name.

        Raises
        ------
        KeyError
            There is none.
        """
        return {each.key: each for each in self.figures}[key]

    def known(self, key: str) -> Figure | None:
        """The figure of that name, None where there is none or it has no value."""
        return {each.key: each for each in self.figures if each.is_known}.get(key)


def table_of(name: str, figures: Iterable[Figure]) -> pd.DataFrame:
    """Figures one a row: their keys in a column of that name, ``value``, ``low``, ``high``, ``n``,
    ``n_is_least``.

    Named "part" it has the columns `PART_COLUMNS`.
    """
    rows = [
        (each.key, each.value, each.low, each.high, each.n, each.n_is_least) for each in figures
    ]
    return pd.DataFrame(rows, columns=[name, *TREND_COLUMNS[1:]])
