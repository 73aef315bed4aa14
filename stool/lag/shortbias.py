"""What a short window does to a local projection, worked out from the dynamics of the units.

Taking a unit's mean (or more) out of a short window puts a little of every later quarter into each
quarter, so that a shock is compared with its own aftermath and the response comes out too low. How
much too low follows from what was taken out and from how the two series move.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stool.lag.linear import Bools, Floats

HIGHEST_ROOT = 0.95  # a fitted root nearer to 1 is taken as this
MOST_ROUNDS = 200
SETTLED = 1e-10
LEAST_SHARE = 1e-8  # of a variance, for a matrix to be inverted


@dataclass(frozen=True, slots=True)
class Dynamics:
    """A first-order vector autoregression of leader and follower, the same in every unit.

    Attributes
    ----------
    coefficients : ndarray (2, 2)
        Of (leader, follower) on their values a quarter before.
    innovations : ndarray (2, 2)
        Covariance of what is new in a quarter.
    """

    coefficients: Floats
    innovations: Floats

    def responses(self, horizons: int) -> Floats:
        """Follower's response to one unit of the leader's innovation, at 0 to `horizons` - 1."""
        moved = np.array([1.0, self.innovations[0, 1] / self.innovations[0, 0]])
        found = np.empty(horizons)
        for horizon in range(horizons):
            found[horizon] = moved[1]
            moved = self.coefficients @ moved
        return found

    def autocovariances(self, longest: int) -> Floats:
        """E[w(t + k) w(t)'] for k from -longest to longest: (2 longest + 1, 2, 2)."""
        a = self.coefficients
        level = np.linalg.solve(np.eye(4) - np.kron(a, a), self.innovations.ravel())
        powers = np.eye(2)[None]
        while len(powers) <= longest:
            powers = np.concatenate([powers, powers @ (powers[-1] @ a)])
        ahead = powers[: longest + 1] @ level.reshape(2, 2)
        behind: Floats = ahead[:0:-1].transpose(0, 2, 1)
        return np.concatenate([behind, ahead])


def kept_by_distance(basis: Sequence[Floats], rows: Bools, units: Floats) -> Floats:
    """What a projection keeps of products of quarters k apart, summed over units.

    Parameters
    ----------
    basis : sequence of ndarray (patterns, quarters)
        What was taken out of units with the same quarters, orthonormal within each row.
    rows : ndarray (patterns, quarters)
        Quarters that entered.
    units : ndarray (patterns,)
        Units with that pattern.

    Returns
    -------
    ndarray (quarters,)
        Sum over units of the k-th diagonal of I - P; the first entry is the degrees of freedom.
    """
    taken = np.zeros((rows.shape[1],) * 2)
    for part in basis:
        taken += part.T @ (part * units[:, None])
    kept = -np.array([np.trace(taken, k) for k in range(rows.shape[1])])
    kept[:1] += units @ rows.sum(axis=1)
    return kept


def fitted_dynamics(found: Floats, innovations: Floats, kept: Floats) -> Dynamics | None:
    """The dynamics whose expected within-unit estimate is the one found.

    Parameters
    ----------
    found : ndarray (2, 2)
        Coefficients estimated within units.
    innovations : ndarray (2, 2)
        Covariance of the residuals.
    kept : ndarray (quarters,)
        From `kept_by_distance`.

    Returns
    -------
    Dynamics or None
        None where the two series repeat each other or no dynamics settle.
    """
    spread = innovations[0, 0] * innovations[1, 1]
    if not (np.linalg.det(innovations) > LEAST_SHARE * spread > 0 and np.isfinite(found).all()):
        return None
    now = _steady(found)
    for _ in range(MOST_ROUNDS):
        covariances = Dynamics(now, innovations).autocovariances(len(kept) + 1)
        level, step = _expected_products(covariances, kept, 2)
        if not np.linalg.det(level) > LEAST_SHARE * level[0, 0] * level[1, 1]:
            return None
        after = _steady(now + found - step @ np.linalg.inv(level))
        moved = float(np.abs(after - now).max())
        now = after
        if moved < SETTLED:
            return Dynamics(now, innovations)
    return None


def biases(dynamics: Dynamics, kept: Sequence[Floats], spans: Sequence[tuple[int, int]]) -> Floats:
    """Expected errors of projections of y[t + first] + ... + y[t + last] on x[t].

    Parameters
    ----------
    dynamics : Dynamics
    kept : sequence of ndarray (quarters,)
        From `kept_by_distance`, of each regression.
    spans : sequence of tuple of int
        First and last horizon of each.

    Returns
    -------
    ndarray (regressions,)
        In the follower's units per unit of the leader.

    References
    ----------
    Nickell (1981), Econometrica 49, 1417-1426; Herbst & Johannsen (2024), J. Econometrics 240,
    105655 (local projections). Here the expected normal equations are solved as they are, without
    an expansion in 1 / T.
    """
    furthest = max(last for _, last in spans) + 1
    covariances = dynamics.autocovariances(max(map(len, kept)) + furthest)
    responses = dynamics.responses(furthest)
    errors = np.empty(len(spans))
    for place, (weights, (first, last)) in enumerate(zip(kept, spans, strict=True)):
        products = _expected_products(covariances, weights, last + 2)
        level, step = products[0], products[1]
        regressors = np.array(
            [  # of x[t], y[t - 1], x[t - 1]
                [level[0, 0], step[0, 1], step[0, 0]],
                [step[0, 1], level[1, 1], level[1, 0]],
                [step[0, 0], level[0, 1], level[0, 0]],
            ]
        )
        here = products[first : last + 1].sum(axis=0)
        after = products[first + 1 : last + 2].sum(axis=0)
        with_follower = np.array([here[1, 0], after[1, 1], after[1, 0]])
        expected = np.linalg.solve(regressors, with_follower)[0]
        errors[place] = expected - responses[first : last + 1].sum()
    return errors


def _expected_products(covariances: Floats, kept: Floats, count: int) -> Floats:
    """Expected sum over rows of w(t + d) w(t)' after the projection, for d from 0: (count, 2, 2).

    `covariances` are those of `Dynamics.autocovariances`, reaching at least to quarters + count.
    """
    reach, middle = len(kept) - 1, len(covariances) // 2
    weights = np.concatenate([kept[:0:-1], kept])
    around = covariances[middle - reach : middle + reach + count]
    windows = np.lib.stride_tricks.sliding_window_view(around, len(weights), axis=0)
    products: Floats = windows @ weights
    return products


def _steady(coefficients: Floats) -> Floats:
    """Coefficients with no root beyond `HIGHEST_ROOT`."""
    root = float(np.abs(np.linalg.eigvals(coefficients)).max())
    return coefficients * (HIGHEST_ROOT / root) if root > HIGHEST_ROOT else coefficients
