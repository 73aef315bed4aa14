"""Coding: what is shown of employees' answers, too coarse to be counted back into people.

Hiding small cells is not enough: where most give the highest answer, exact sums of the cells that
are shown leave little room for those that are not. So of each employee cell only coarse values are
published, and nothing downstream ever sees the exact ones.

References
----------
Rounding, and top and bottom coding: Hundepool et al. (2012), Statistical Disclosure Control, ch. 5.
Variance of a rounding error: Sheppard (1898), Proc. Lond. Math. Soc. 29, 353-380.
"""

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from stool.schema import (
    ANSWERS,
    DETRACTOR_TO,
    DETRACTORS,
    EMPLOYEES,
    FAVOURABLE,
    PAIR_SUMS,
    PROMOTER_FROM,
    PROMOTERS,
    SCALES,
    SHARES,
    SHOWN,
)

Floats = NDArray[np.float64]

# Numbers of answers a band begins at: about 1.6 times the one before, five to a decade as in the
# preferred numbers R5 (ISO 3), so that a band is never told within a fifth. 7 is the usual minimum,
# and 5 the least there can be.
BANDS: Final = (
    *(5, 7, 10, 15, 25, 40, 64),
    *(first * 10**power for power in range(2, 12) for first in (1, 1.6, 2.5, 4, 6.4)),
)
# A mean is rounded to a fortieth of its scale, 0.1 of 1-5: of 10 answers that leaves open which of
# two sums it was, and the sums of larger groups more and more.
STEPS_OF_SCALE: Final = 40
# A twentieth of all answers is the least a share of few people may be told to.
STEPS_OF_SHARE: Final = 20
# So many answers hide what a step leaves open in a small group, and a whole step would drown what
# has really changed; a step still stands for five answers' worth of points or more.
FINER: Final = ((100, 0.5), (400, 0.2), (1000, 0.1))
# Where almost all say the same, a sum says what each of them said: means within an eighth of an
# end of their scale (1.5 and 4.5 of 1-5) and shares within a tenth of it are told as that end.
END_OF_SCALE: Final = 5  # steps
END_OF_SHARE: Final = 2
# A standard deviation narrows the sum of squares as a mean does the sum, so it is told half as
# finely; rounded up, so that no interval is narrower for it; and never as so small that all must
# have said the same. At the ends of a scale it would tell the mean, so there it is always the same.
STEPS_OF_SPREAD: Final = 2
LEAST_SPREAD: Final = 6
SPREAD_AT_ENDS: Final = 10
# A correlation is rounded to a fortieth of -1 to 1 too: of ten people one who answers a question a
# point otherwise moves it by about 0.1, as much as a mean, so that 0.05 leaves as much open about
# them as 0.1 of 1-5 does. A perfect one would tell everybody's answer by another of theirs, so
# nothing beyond 0.95 is told; where all answered alike there is none, and 0 is told.
STEP_OF_CORRELATION: Final = 2 / STEPS_OF_SCALE
END_OF_CORRELATION: Final = 0.95
YES_NO: Final = "0-1"  # its mean is a share
TOLERANCE: Final = 1e-9  # of a step, for what floats add
DIGITS: Final = 12


def coded(table: pd.DataFrame) -> pd.DataFrame:
    """Give every row its shares, and code what employees say.

    Parameters
    ----------
    table : DataFrame
        Columns `stool.schema.PUBLISHED_COLUMNS` without `stool.schema.SHARES`; sums are NaN where
        ``hidden`` names a reason.

    Returns
    -------
    DataFrame
        A copy with the columns `SHARES`, 0 to 1. In rows of `is_coded` that are shown, ``n`` is the
        number its band begins at, `SHARES` and s / n are rounded and coded at the ends, the
        variance that ``ss`` implies is a coarse one of the answers with that of the rounding on
        top, n times it, so that the error of a mean holds the whole error of rounding; and the
        counts of answers are NaN.
    """
    table = with_shares(table)
    rows = table[is_coded(table) & (table["hidden"] == SHOWN)]
    if rows.empty:
        return table
    n, s, ss = (rows[name].to_numpy(dtype=np.float64) for name in ("n", "s", "ss"))
    grid = _Grid(rows["scale"], s / n, n)
    mean = grid.rounded(s / n)
    start = band_start(n)
    variance = grid.variance(mean, np.sqrt(np.maximum(ss - s**2 / n, 0) / (n - 1)))
    spread = np.where(np.isnan(ss), np.nan, variance + start * grid.error(mean))
    table.loc[rows.index, "n"] = start
    table.loc[rows.index, "s"] = start * mean
    table.loc[rows.index, "ss"] = (start - 1) * spread + start * mean**2
    table.loc[rows.index, list(ANSWERS)] = np.nan
    shares = _Grid(pd.Series(YES_NO, index=rows.index), s / n, n)
    for name in SHARES:
        table.loc[rows.index, name] = shares.rounded(rows[name].to_numpy(dtype=np.float64))
    return table


def coded_pairs(table: pd.DataFrame) -> pd.DataFrame:
    """Code how employees answered two questions together.

    Parameters
    ----------
    table : DataFrame
        Columns `stool.schema.PUBLISHED_PAIR_COLUMNS`, with the exact sums of rows that are shown.

    Returns
    -------
    DataFrame
        A copy. In rows of `stool.schema.EMPLOYEES` that are shown, ``n`` is the number its band
        begins at, and the sums are those of so many deviations from a mean, 0 for each question,
        whose standard deviations are as coarse as those of cells and whose correlation is rounded,
        to 0.05 or `FINER`, and at most `END_OF_CORRELATION` from 0. Means are not told.
    """
    rows = table[table["leg"].isin(EMPLOYEES) & (table["hidden"] == SHOWN)]
    n, sum_a, sum_b, ss_a, ss_b, cross = (
        rows[name].to_numpy(dtype=np.float64) for name in PAIR_SUMS
    )
    start = band_start(n)
    squares, told = [], []
    for scale, s, ss in ((rows["scale_a"], sum_a, ss_a), (rows["scale_b"], sum_b, ss_b)):
        grid, around = _Grid(scale, s / n, n), np.maximum(ss - s**2 / n, 0)
        squares.append(around)
        told.append((start - 1) * grid.variance(grid.rounded(s / n), np.sqrt(around / (n - 1))))
    size = np.sqrt(squares[0] * squares[1])
    varies = size > TOLERANCE * np.sqrt(ss_a * ss_b)
    r = np.divide(cross - sum_a * sum_b / n, size, out=np.zeros_like(size), where=varies)
    step = STEP_OF_CORRELATION * _finer(n)
    r = np.clip(np.rint(r / step) * step, -END_OF_CORRELATION, END_OF_CORRELATION)
    sums = [start, 0 * start, 0 * start, *told, r * np.sqrt(told[0] * told[1])]
    found = table.copy()
    found.loc[rows.index, list(PAIR_SUMS)] = np.column_stack(sums)
    return found


def is_coded(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Whether published rows, by their ``leg`` and ``scale``, are answers of employees."""
    sampled = rows["scale"].map({name: scale.sampled for name, scale in SCALES.items()})
    return rows["leg"].isin(EMPLOYEES) & sampled.astype(bool)


def band_start(n: ArrayLike) -> Floats:
    """The fewest answers of the band each number of answers is in; NaN stays NaN.

    Raises
    ------
    ValueError
        A number is under the first band.
    """
    return _of_band(n, 0)


def band_end(n: ArrayLike) -> Floats:
    """The most answers of that band, likewise."""
    return _of_band(n, 1) - 1


def ends_of(scale: str) -> tuple[float, float]:
    """The lowest and the highest a mean on that scale is told as; infinite of an amount."""
    grid = _Grid(pd.Series([scale]), np.zeros(1), np.zeros(1))
    return float(grid.low[0]), float(grid.high[0])


def share_step(n: ArrayLike) -> Floats:
    """What a coded share of so many answers, exact or the start of their band, is rounded to."""
    return _finer(n) / STEPS_OF_SHARE


def beyond(share: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """How far below and above a coded share of so many answers the exact one may lie."""
    value, half, end = np.asarray(share), share_step(n) / 2, END_OF_SHARE / STEPS_OF_SHARE
    below = np.where(value <= end + TOLERANCE, value, half)
    above = np.where(value >= 1 - end - TOLERANCE, 1 - value, half)
    return below, above


def _of_band(n: ArrayLike, further: int) -> Floats:
    numbers = np.asarray(n, dtype=np.float64)
    if (numbers < BANDS[0]).any():
        raise ValueError(f"n is {np.nanmin(numbers)}, must be {BANDS[0]} or more")
    place = np.searchsorted(BANDS, np.nan_to_num(numbers, nan=BANDS[0]), side="right")
    return np.where(
        np.isnan(numbers), np.nan, np.asarray(BANDS, dtype=np.float64)[place - 1 + further]
    )


def _finer(n: ArrayLike) -> Floats:
    """What part of a whole step so many answers are told to; of all n of a band the same."""
    answers, factors = zip((0, 1.0), *FINER, strict=True)
    place = np.searchsorted(answers, np.asarray(n, dtype=np.float64), side="right")
    return np.asarray(factors, dtype=np.float64)[place - 1]


def with_shares(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the exact `SHARES` of its counts of answers."""
    scales = table["scale"].map(SCALES.get)
    favourable = scales.map(lambda scale: scale.favourable_from if scale.counted else None)
    ten = pd.Series(0.0, index=table.index).where(table["scale"] == "0-10")
    shares = {
        FAVOURABLE: _share(table, favourable.astype(float), len(ANSWERS)),
        PROMOTERS: _share(table, ten + PROMOTER_FROM, len(ANSWERS)),
        DETRACTORS: _share(table, ten, DETRACTOR_TO),
    }
    return table.assign(**shares)


def _share(table: pd.DataFrame, first: pd.Series, last: int) -> "pd.Series[float]":
    """Share of the answers from `first` (one a row, NaN for none) to `last`."""
    counts = table[list(ANSWERS)].to_numpy(dtype=np.float64)
    answer, start = np.arange(len(ANSWERS)), first.to_numpy(dtype=np.float64)[:, None]
    found = (counts * ((answer >= start) & (answer <= last))).sum(axis=1)
    n = table["n"].where(table["n"] > 0)
    return (pd.Series(found, index=table.index) / n).where(first.notna())


class _Grid:
    """The values that means of cells can be told as, each cell by its scale and band.

    Parameters
    ----------
    scale : Series of str, shape (cells,)
        Keys of `stool.schema.SCALES`.
    mean, n : ndarray (cells,)
        Exact; an amount, whose scale has no ends, is rounded to two digits of its mean.

    Attributes
    ----------
    low, high : ndarray (cells,)
        Ends that means from there on are told as; infinite where there are none.
    """

    def __init__(self, scale: pd.Series, mean: Floats, n: Floats) -> None:
        of_each = [SCALES[name] for name in scale]
        self._is_share = (scale == YES_NO).to_numpy()
        low, high = (
            np.array([getattr(each, end) for each in of_each], dtype=np.float64)
            for end in ("low", "high")
        )
        parts = np.where(self._is_share, STEPS_OF_SHARE, STEPS_OF_SCALE)
        digits = np.floor(np.log10(np.where(mean == 0, 1, np.abs(mean)))) - 1
        whole = np.where(np.isnan(low), 10.0**digits, (high - low) / parts)
        end = np.where(self._is_share, END_OF_SHARE, END_OF_SCALE) * whole
        self._whole, self._end, self._step = whole, end, whole * _finer(n)
        self._origin = np.nan_to_num(low)
        self.low = np.where(np.isnan(low), -np.inf, low + end)
        self.high = np.where(np.isnan(high), np.inf, high - end)

    def rounded(self, value: Floats) -> Floats:
        """To the nearest step, told as the end from there on."""
        steps = np.rint((value - self._origin) / self._step)
        return np.clip(self._origin + steps * self._step, self.low, self.high).round(DIGITS)

    def error(self, mean: Floats) -> Floats:
        """Mean square of what coding takes: of a step, or of all that lies beyond an end."""
        return np.where(self._at_end(mean), self._end**2 / 3, self._step**2 / 12)

    def variance(self, mean: Floats, spread: Floats) -> Floats:
        """Of the answers: of yes or no what the share says, else by their coarse deviation."""
        step = STEPS_OF_SPREAD * self._step
        up = np.ceil(spread / step - TOLERANCE) * step
        coarse = np.maximum(up, LEAST_SPREAD * self._whole)
        coarse = np.where(self._at_end(mean), SPREAD_AT_ENDS * self._whole, coarse)
        return np.where(self._is_share, mean * (1 - mean), coarse**2)

    def _at_end(self, mean: Floats) -> NDArray[np.bool_]:
        near = TOLERANCE * self._whole
        return (mean <= self.low + near) | (mean >= self.high - near)
