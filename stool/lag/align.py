"""Alignment: series and panels laid out on a complete run of quarters, gaps left open."""

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from stool import period
from stool.errors import (
    InfiniteScoreError,
    MissingScoresError,
    RepeatedQuarterError,
    UnknownQuarterError,
)
from stool.lag.linear import Bools, Floats

Quarter = str | int


@dataclass(frozen=True, slots=True)
class Panel:
    """Leader and follower of one or more units on the same complete run of quarters.

    Attributes
    ----------
    x, y : ndarray (units, quarters)
        NaN where missing.
    quarters : tuple of str or int
        Oldest first, without holes.
    names : tuple of str, one a unit
    """

    x: Floats
    y: Floats
    quarters: tuple[Quarter, ...]
    names: tuple[str, ...]

    def window(self) -> slice:
        """Quarters from the later of the two first observations to the earlier of the two last."""
        seen = [np.flatnonzero(np.isfinite(leg).any(axis=0)) for leg in (self.x, self.y)]
        if min(map(len, seen)) == 0:
            return slice(0, 0)
        first, last = max(leg[0] for leg in seen), min(leg[-1] for leg in seen)
        return slice(int(first), max(int(first), int(last) + 1))

    def n_quarters(self) -> int:
        """Quarters of the window in which both legs run."""
        window = self.window()
        return int(window.stop - window.start)

    def n_missing(self) -> int:
        """Unit-quarters of that window without both legs."""
        window = self.window()
        both = np.isfinite(self.x[:, window]) & np.isfinite(self.y[:, window])
        return int(both.size - both.sum())

    def overlap(self) -> NDArray[np.intp]:
        """Quarters with both legs, by unit: (units,)."""
        both: NDArray[np.intp] = (np.isfinite(self.x) & np.isfinite(self.y)).sum(axis=1)
        return both

    def without(self, quarter: int) -> "Panel":
        """Both legs of every unit emptied in the quarter at that position."""
        x, y = self.x.copy(), self.y.copy()
        x[:, quarter] = np.nan
        y[:, quarter] = np.nan
        return Panel(x, y, self.quarters, self.names)

    def of_units(self, kept: Bools) -> "Panel":
        """The units marked in an array (units,)."""
        names = tuple(name for name, keep in zip(self.names, kept, strict=True) if keep)
        return Panel(self.x[kept], self.y[kept], self.quarters, names)


def pair(x: ArrayLike, y: ArrayLike, names: tuple[str, str]) -> Panel:
    """Lay two series on one complete run of quarters.

    Parameters
    ----------
    x, y : Series of float, or array of shape (quarters,)
        A Series is placed by its index: labels like ``2026Q2``, whole numbers, periods or dates.
        An array is taken as consecutive quarters numbered from 0. NaN where missing.
    names : tuple of str
        Leader and follower, for messages.

    Returns
    -------
    Panel
        With one unit.

    Raises
    ------
    RepeatedQuarterError, InfiniteScoreError, UnknownQuarterError
    """
    legs = [_placed(leg, name) for leg, name in zip((x, y), names, strict=True)]
    numbers = [number for leg, _ in legs for number in leg]
    labelled = any(is_label for _, is_label in legs)
    unit = (" → ".join(names),)
    if not numbers:
        return Panel(np.empty((1, 0)), np.empty((1, 0)), (), unit)
    run = np.arange(min(numbers), max(numbers) + 1)
    laid = [np.array([[leg.get(int(n), np.nan) for n in run]], dtype=float) for leg, _ in legs]
    return Panel(laid[0], laid[1], _labels(run.tolist(), labelled), unit)


def units(frame: pd.DataFrame, x: str, y: str, unit: str, time: str) -> Panel:
    """Lay a long frame out as units by quarters.

    Parameters
    ----------
    frame : DataFrame, one row a unit and quarter
    x, y, unit, time : str
        Its columns: leader, follower, unit, quarter (labels, whole numbers, periods or dates).

    Returns
    -------
    Panel
        Units sorted by name, so that the order of the rows does not matter.

    Raises
    ------
    MissingScoresError, RepeatedQuarterError, InfiniteScoreError, UnknownQuarterError
    """
    for column in (x, y, unit, time):
        if column not in frame.columns:
            raise MissingScoresError(column, [str(name) for name in frame.columns])
    codes, times = pd.factorize(frame[time].astype(object), use_na_sentinel=False)
    keys = [_key(value) for value in times]
    numbers = [_number(key) for key in keys]
    if not numbers:
        return Panel(np.empty((0, 0)), np.empty((0, 0)), (), ())
    labelled = any(isinstance(key, str) for key in keys)
    row, names = pd.factorize(frame[unit], sort=True, use_na_sentinel=False)
    at_quarter = np.array(numbers)[codes] - min(numbers)
    run = range(min(numbers), max(numbers) + 1)
    quarters = _labels(list(run), labelled)
    place = row * len(run) + at_quarter
    unique, first, counts = np.unique(place, return_index=True, return_counts=True)
    if len(unique) < len(place):
        twice = int(np.argmax(counts > 1))
        at = int(first[twice])
        raise RepeatedQuarterError(
            f"{frame[unit].iloc[at]}", quarters[at_quarter[at]], int(counts[twice])
        )
    laid = []
    for leg in (x, y):
        values = frame[leg].to_numpy(dtype=float, na_value=np.nan)
        _refuse_infinite(leg, values, quarters, at_quarter)
        grid = np.full(len(names) * len(run), np.nan)
        grid[place] = values
        laid.append(grid.reshape(len(names), len(run)))
    return Panel(laid[0], laid[1], quarters, tuple(str(name) for name in names))


def _placed(leg: ArrayLike, name: str) -> tuple[dict[int, float], bool]:
    """Observed values by quarter number, and whether the quarters came as labels."""
    if not isinstance(leg, pd.Series):
        values = np.asarray(leg, dtype=float)
        if values.ndim != 1:
            raise ValueError(f"{name} has {values.ndim} dimensions, must have 1")
        leg = pd.Series(values)
    keys = [_key(key) for key in leg.index]
    numbers = [_number(key) for key in keys]
    values = leg.to_numpy(dtype=float, na_value=np.nan)
    for number, key in zip(numbers, keys, strict=True):
        if numbers.count(number) > 1:
            raise RepeatedQuarterError(name, key, numbers.count(number))
    _refuse_infinite(name, values, keys, np.arange(len(keys)))
    seen = {n: float(v) for n, v in zip(numbers, values, strict=True) if np.isfinite(v)}
    return seen, any(isinstance(key, str) for key in keys)


def _refuse_infinite(
    name: str, values: Floats, quarters: Sequence[Quarter], at: NDArray[np.intp]
) -> None:
    infinite = np.flatnonzero(np.isinf(values))
    if len(infinite):
        raise InfiniteScoreError(name, quarters[int(at[infinite[0]])], len(infinite))


def _key(value: Hashable) -> Quarter:
    """A quarter as its label, or as the whole number it was given as."""
    if isinstance(value, pd.Period):
        return period.of_date(value.start_time.date())
    if isinstance(value, dt.date):  # a Timestamp is one
        return period.of_date(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return int(value)
    if isinstance(value, str):
        return value
    raise UnknownQuarterError(str(value))


def _number(key: Quarter) -> int:
    return period.ordinal(key) if isinstance(key, str) else key


def _labels(numbers: Sequence[int], labelled: bool) -> tuple[Quarter, ...]:
    return tuple(period.label(n) if labelled else n for n in numbers)
