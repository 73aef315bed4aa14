"""Control limits: how far a figure swings from quarter to quarter when nothing special happens."""

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t

from stool.catalogue import say
from stool.errors import RepeatedQuarterError
from stool.period import span

Floats = NDArray[np.float64]
Signs = NDArray[np.int64]

MIN_QUARTERS = 8  # with a figure; the mean moving range of fewer is too rough a yardstick
RUN = 8  # quarters in a row on one side of the centre
SIGMAS = 3.0
PER_RANGE = float(np.sqrt(np.pi) / 2)  # standard deviation for one mean moving range, normal values
NOTHING = 1e-9  # of the figure; equal figures may differ in the last bit
CONTROL_COLUMNS = (
    "quarter",
    "value",  # NaN where there is no figure
    "low",
    "high",
    "beyond",  # 1 above the high limit, -1 under the low one, 0 inside or unknown
    "run",  # 1 or -1 in every quarter of a long run above or below the centre, else 0
)


@dataclass(frozen=True, slots=True)
class Control:
    """A series against the limits its own quarters set.

    Attributes
    ----------
    centre : float
        Mean of the figures; NaN with fewer than `MIN_QUARTERS` of them, as are all limits.
    moving_range : float
        Mean absolute difference of one figure and the next, in the unit of the figure.
    quarters : int
        Quarters with a figure.
    inside : float
        Share of those within their own limits, 0 to 1; NaN without limits.
    table : DataFrame
        Columns `CONTROL_COLUMNS`, one row for every quarter of the span, oldest first.
    """

    centre: float
    moving_range: float
    quarters: int
    inside: float
    table: pd.DataFrame


def control_limits(values: pd.Series, se: pd.Series | None = None) -> Control:
    """Control limits of a series of single figures (XmR chart), no narrower than sampling allows.

    Half the width in a quarter is 2.66 times the mean moving range, or 3 standard errors of that
    quarter where this is more. The moving range holds the sampling noise already, so the two are
    not added; but a mean of few ranges comes out small by luck, and a quarter with few answers
    swings more than the others. With sampling noise alone (log-normal standard errors, 24 quarters)
    23 % of charts would mark some quarter without that rule and 2 % do with it.

    A run needs its quarters on one side of the mean and none across the median: one outlier moves
    the mean past all others, and they are no run for that.

    The limits suppose that quarters vary about one level, each by itself. A series that drifts is
    marked for drifting: where each quarter keeps half of the last one's deviation, 41 % of charts
    of 24 quarters have a mark beyond the limits and 16 % a run; without memory 6 and 1 %.

    Parameters
    ----------
    values : Series of float
        One figure a quarter in any unit, indexed by labels like ``2026Q2`` in any order; quarters
        of one question wording. NaN, or no row, where there is no figure: ranges and runs then go
        on at the next quarter that has one.
    se : Series of float, optional
        Standard errors on the same index, 0 or more; 0 for figures counted in full, NaN where
        unknown: the moving range alone then sets the limits.

    Returns
    -------
    Control

    Raises
    ------
    RepeatedQuarterError
        A quarter has two figures.

    References
    ----------
    Limits: Wheeler & Chambers (1992), Understanding Statistical Process Control, 2nd ed.;
    NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2. Both round sqrt(pi) / 2 x 3 = 2.659.
    Runs of eight: Western Electric (1956), Statistical Quality Control Handbook, 25-28. Nelson
    (1984), J. Qual. Technol. 16, 237-239, rule 2, asks for nine.
    """
    repeated = values.index[values.index.duplicated()]
    if len(repeated):
        count = int((values.index == repeated[0]).sum())
        raise RepeatedQuarterError(say("The figure"), repeated[0], count)
    quarters = span(values.index)
    figures = values.reindex(quarters).to_numpy(dtype=np.float64)
    errors = _errors(se, quarters)
    known = np.isfinite(figures)
    count = int(known.sum())
    ranges = np.abs(np.diff(figures[known]))
    limited = count >= MIN_QUARTERS
    centre = float(figures[known].mean()) if limited else np.nan
    moving_range = float(ranges.mean()) if len(ranges) else np.nan
    half = SIGMAS * np.fmax(PER_RANGE * moving_range, errors)
    rounding = NOTHING * np.abs(figures[known]).max(initial=0)
    middle = float(np.median(figures[known])) if limited else np.nan
    beyond = _side(figures - centre, half + rounding)
    table = pd.DataFrame(
        {
            "quarter": quarters,
            "value": figures,
            "low": centre - half,
            "high": centre + half,
            "beyond": beyond,
            "run": _runs(_half(figures, centre, middle, rounding), known),
        },
        columns=list(CONTROL_COLUMNS),
    )
    inside = float(np.mean(beyond[known] == 0)) if limited else np.nan
    return Control(centre, moving_range, count, inside, table)


def leg_control(history: pd.DataFrame, figure: Literal["score", "raw"] = "score") -> Control:
    """Control limits of one leg of one node.

    Parameters
    ----------
    history : DataFrame
        Rows of `stool.measure.leg_history` of one leg and node; those of its last era count.
    figure : {"score", "raw"}
        The score, or the raw figure in its own unit; the standard error of the latter is taken
        back out of its interval.
    """
    rows = history[history["era"] == history["era"].max()].set_index("quarter")
    se = rows["se"] if figure == "score" else _raw_se(rows)
    return control_limits(rows[figure].astype(float), se.astype(float))


def _raw_se(rows: pd.DataFrame) -> pd.Series:
    """Standard errors behind the Student intervals of `stool.measure.interval.mean_interval`."""
    margin = (rows["raw_high"] - rows["raw_low"]).astype(float) / 2
    freedom = rows["n"].astype(float) - 1
    return (margin / t.ppf(0.975, freedom.where(freedom > 0))).where(margin > 0, margin)


def _errors(se: pd.Series | None, quarters: list[str]) -> Floats:
    if se is None:
        return np.full(len(quarters), np.nan)
    errors = se.reindex(quarters).to_numpy(dtype=np.float64)
    if (errors < 0).any():
        raise ValueError(f"se holds {np.nanmin(errors):g}, must be 0 or more")
    return errors


def _side(deviations: Floats, half: Floats) -> Signs:
    """1 or -1 where a deviation is larger than `half`, else 0; 0 where unknown."""
    return (deviations > half).astype(np.int64) - (deviations < -half).astype(np.int64)


def _half(figures: Floats, mean: float, median: float, rounding: float) -> Signs:
    """1 or -1 where a figure is over or under the mean, and not across the median; else 0."""
    over = (figures > mean + rounding) & (figures >= median - rounding)
    under = (figures < mean - rounding) & (figures <= median + rounding)
    return over.astype(np.int64) - under.astype(np.int64)


def _runs(sides: Signs, known: NDArray[np.bool_]) -> Signs:
    """The side of every quarter with a figure that belongs to a run of `RUN` or more, else 0."""
    found = np.zeros_like(sides)
    places = np.flatnonzero(known)
    for side, group in groupby(places, key=sides.__getitem__):
        run = list(group)
        if side and len(run) >= RUN:
            found[run] = side
    return found
