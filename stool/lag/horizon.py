"""One horizon of a local projection: its rows, its slope, and the error a short window makes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stool.lag import whitening
from stool.lag.linear import (
    COLLINEAR,
    Bools,
    Floats,
    column_means,
    orthonormal,
    residuals_on,
    two_way,
)
from stool.lag.shortbias import biases, fitted_dynamics, kept_by_distance
from stool.lag.within import LEAST_OVERLAP, Common

Span = tuple[int, int]

CCE_QUARTERS = 6  # one more than a constant and four means: what is left is still unbiased
LEAST_UNITS = 2
LEAST_UNITS_APART = 3  # less their common movement, two units mirror each other
FLAT = 1e-9  # spread within units, in sizes of the values, that is only rounding
SHIFT = 1e-5  # for derivatives; the dynamics are in standard deviations of the series


@dataclass(frozen=True, slots=True)
class Fit:
    """One projection, in standard deviations of the two legs.

    Attributes
    ----------
    estimate, se : float
        NaN where it cannot be estimated.
    influence : ndarray (units,)
        What each unit adds to the estimate's error; 0 for a single series.
    freedom : int
        Of the t distribution of the interval.
    small_sample : float
        Factor of the summed squares of `influence`.
    n_pairs, n_units : int
    common : {"cce", "twfe", "none"}
        How company-wide movements were taken out.
    kept : ndarray (quarters,)
        From `kept_by_distance`.
    """

    estimate: float
    se: float
    influence: Floats
    freedom: int
    small_sample: float
    n_pairs: int
    n_units: int
    common: Common
    kept: Floats


@dataclass(frozen=True, slots=True)
class Rows:
    """Variables of one projection with the rest of the world taken out.

    Attributes
    ----------
    target, leader : ndarray (units, quarters)
    past : ndarray (2, units, quarters)
        Follower and leader a quarter before.
    seen : ndarray (units, quarters)
        Rows that entered; the others are 0 in every variable.
    basis : list of ndarray (patterns, quarters)
        What was taken out of units that have the same quarters, orthonormal.
    kept : ndarray (quarters,)
        From `kept_by_distance`.
    common : {"cce", "twfe", "none"}
    """

    target: Floats
    leader: Floats
    past: Floats
    seen: Bools
    basis: list[Floats]
    kept: Floats
    common: Common


def projected(leader: Floats, follower: Floats, span: Span, common: Common) -> Rows:
    """Variables of the projection of y[t + first] + ... + y[t + last] on x[t], swept.

    Parameters
    ----------
    leader, follower : ndarray (units, quarters)
        In standard deviations within units, each unit around 0; NaN where missing. One unit alone
        has trend and quarter dummies taken out.
    span : tuple of int
        First and last horizon.
    common : {"cce", "twfe", "none"}
        Two-way effects stand in for the projection where most units have fewer than 6 rows.
    """
    legs = _variables(leader, follower, span)
    length = legs[0].shape[1]
    seen = _moving(np.logical_and.reduce([np.isfinite(leg) for leg in legs]), legs[1])
    if len(leader) == 1:
        common = "none"
        columns = whitening.terms(leader.shape[1], True, 4)[1 : 1 + length]
        legs = [np.where(seen, leg, np.nan) for leg in legs]
    else:
        common = _affordable(common, seen)
        if common == "cce":
            seen &= seen.sum(axis=1, keepdims=True) >= CCE_QUARTERS
        legs = [np.where(seen, leg, np.nan) for leg in legs]
        means = [column_means(leg) for leg in legs] if common == "cce" else []
        columns = np.column_stack([np.ones(length), *means])
    patterns, counts = _patterns(seen)
    basis = orthonormal([patterns * column for column in columns.T])
    if common == "twfe":
        swept = [np.nan_to_num(two_way(leg)[0]) for leg in legs]
    else:
        swept = residuals_on(columns, [np.nan_to_num(leg) for leg in legs], seen)
    return Rows(
        target=swept[0],
        leader=swept[1],
        past=np.stack(swept[2:]),
        seen=seen,
        basis=basis,
        kept=kept_by_distance(basis, patterns, counts),
        common=common,
    )


def _variables(leader: Floats, follower: Floats, span: Span) -> list[Floats]:
    """Summed follower, leader, and both a quarter before the leader: each (units, quarters)."""
    first, last = span
    length = max(leader.shape[1] - 1 - last, 0)
    target = np.zeros((len(leader), length))
    for horizon in range(first, last + 1):
        target = target + follower[:, 1 + horizon : 1 + horizon + length]
    return [target, leader[:, 1 : 1 + length], follower[:, :length], leader[:, :length]]


def _moving(seen: Bools, leader: Floats) -> Bools:
    """Rows of the units that have enough of them and whose leader varies over them."""
    highest = np.where(seen, leader, -np.inf).max(axis=1, keepdims=True, initial=-np.inf)
    lowest = np.where(seen, leader, np.inf).min(axis=1, keepdims=True, initial=np.inf)
    enough = seen.sum(axis=1, keepdims=True) >= LEAST_OVERLAP
    moving: Bools = seen & enough & (highest - lowest > FLAT)
    return moving


def _patterns(seen: Bools) -> tuple[Bools, Floats]:
    """Rows of `seen` that differ, and how many units have each."""
    if not seen.size:
        return seen, np.ones(len(seen))
    packed = np.ascontiguousarray(np.packbits(seen, axis=1))
    keys = packed.view(f"S{packed.shape[1]}").ravel()
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    return seen[first], counts.astype(float)


def _affordable(common: Common, seen: Bools) -> Common:
    """Two-way effects where most units have too few quarters for the projection."""
    quarters = seen.sum(axis=1)
    entered = quarters[quarters > 0]
    scarce = len(entered) > 0 and float(np.median(entered)) < CCE_QUARTERS
    return "twfe" if common == "cce" and scarce else common


def slope_of(rows: Rows) -> Fit:
    """Pooled slope on the leader given both legs' last values, with its standard error."""
    shape = rows.seen.shape
    n, entered = int(rows.seen.sum()), int(rows.seen.any(axis=1).sum())
    past = rows.past.reshape(2, -1)
    inverse = np.linalg.pinv(past @ past.T, rcond=COLLINEAR, hermitian=True)
    target, leader = (
        leg.ravel() - (past @ leg.ravel()) @ inverse @ past for leg in (rows.target, rows.leader)
    )
    squares = float(leader @ leader)
    slopes = 1 + round(float(np.trace(inverse @ past @ past.T)))
    if rows.common == "twfe":
        slopes += max(int(rows.seen.any(axis=0).sum()) - 1, 0)
    alone = shape[0] == 1
    free = round(float(rows.kept[0])) - slopes if len(rows.kept) else 0
    least = 1 if alone else LEAST_UNITS if rows.common == "none" else LEAST_UNITS_APART
    blank = Fit(np.nan, np.nan, np.zeros(shape[0]), 0, np.nan, n, entered, rows.common, rows.kept)
    if (
        entered < least
        or free < whitening.LEAST_FREEDOM
        or not is_left(leader, n)
        or not is_left(rows.target, n)
    ):
        return blank
    slope = float(leader @ target) / squares
    influence = leader * (target - slope * leader) / squares
    if alone:
        spanned = sum(column[0] ** 2 for column in rows.basis) + leader**2 / squares
        spanned += np.einsum("an,ab,bn->n", past, inverse, past)
        with_leverage = influence / np.maximum(1 - spanned, COLLINEAR)
        se = float(np.sqrt(with_leverage @ with_leverage))
        return replace(blank, estimate=slope, se=se, freedom=free)
    by_unit = influence.reshape(shape).sum(axis=1)
    factor = entered / (entered - 1) * (n - 1) / (n - slopes)
    return replace(
        blank,
        estimate=slope,
        se=float(np.sqrt(factor * (by_unit @ by_unit))),
        influence=by_unit,
        freedom=entered - 1,
        small_sample=factor,
    )


def corrected(first: Rows, fits: Sequence[Fit], spans: Sequence[Span]) -> list[Fit] | None:
    """The fits less their expected error; None where the dynamics of the legs cannot be told.

    In a panel the standard error is that of the difference: the dynamics are estimated from the
    same units.

    Parameters
    ----------
    first : Rows
        Of horizon 0, to fit the dynamics on.
    fits : sequence of Fit
        That of `first` comes first.
    spans : sequence of tuple of int
        First and last horizon of each fit.
    """
    now = np.stack([first.leader.ravel(), first.target.ravel()])
    past = first.past[::-1].reshape(2, -1)
    squares = past @ past.T
    if not np.linalg.det(squares) > COLLINEAR * squares[0, 0] * squares[1, 1]:
        return None
    inverse = np.linalg.inv(squares)
    found = now @ past.T @ inverse
    left = now - found @ past
    innovations = left @ left.T / fits[0].kept[0]
    usable = [place for place, fit in enumerate(fits) if np.isfinite(fit.estimate)]
    kept, tried = [fits[place].kept for place in usable], [spans[place] for place in usable]

    def errors(shift: Floats) -> Floats | None:
        """Biases with the four coefficients and the immediate response moved."""
        moved = innovations.copy()
        moved[0, 1] = moved[1, 0] = innovations[0, 1] + shift[4] * innovations[0, 0]
        moved[1, 1] += (moved[0, 1] ** 2 - innovations[0, 1] ** 2) / innovations[0, 0]
        dynamics = fitted_dynamics(found + shift[:4].reshape(2, 2), moved, fits[0].kept)
        return None if dynamics is None else biases(dynamics, kept, tried)

    expected = errors(np.zeros(5))
    if expected is None:
        return None
    less = list(fits)
    for place, error in zip(usable, expected.tolist(), strict=True):
        less[place] = replace(fits[place], estimate=fits[place].estimate - error)
    if len(first.seen) == 1:
        return less
    steps = [(errors(SHIFT * one), errors(-SHIFT * one)) for one in np.eye(5)]
    slopes = [
        (up - down) / (2 * SHIFT) for up, down in steps if up is not None and down is not None
    ]
    if len(slopes) < len(steps):
        return None
    shape = first.seen.shape
    by_unit = np.einsum("aun,bun->uab", left.reshape(2, *shape), past.reshape(2, *shape)) @ inverse
    moves = np.column_stack([by_unit.reshape(-1, 4), fits[0].influence])
    for place, slope in zip(usable, np.array(slopes).T, strict=True):
        influence = fits[place].influence - moves @ slope
        se = float(np.sqrt(fits[place].small_sample * (influence @ influence)))
        less[place] = replace(less[place], se=se)
    return less


def is_left(values: Floats, rows: int) -> bool:
    """Whether more than rounding is left of a variable, in standard deviations of its leg.

    Parameters
    ----------
    values : ndarray
        0 outside the rows.
    rows : int
        How many entered.
    """
    return bool(np.vdot(values, values) > COLLINEAR * rows)
