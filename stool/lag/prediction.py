"""The model behind a forecast: a follower on its own last value and its leader, within units."""

from dataclasses import dataclass

import numpy as np

from stool.lag.linear import COLLINEAR, Bools, Floats, two_way
from stool.lag.within import HIGHEST_RHO

SEASONS = 4
LEAST_FREEDOM = 3  # with fewer degrees of freedom a spread is a guess


@dataclass(frozen=True, slots=True)
class Fit:
    """Follower on unit effects, quarter effects and regressors.

    Attributes
    ----------
    slopes : ndarray (regressors,)
    levels : ndarray (units,)
        Unit effects.
    season : float
        What the season of the target quarter adds.
    shocks, shock_freedom : float
        Variance of what moves all units of a quarter, with the mean of the units' own noise in it;
        the degrees of freedom it is worth.
    own, unit_freedom : float
        Variance of a unit's own noise, 0 for a single one; its degrees of freedom.
    season_noise : float
        Variance of `season` itself.
    means : ndarray (regressors, units)
        Over the unit's rows.
    covariance : ndarray (regressors, regressors)
        Of the slopes.
    n : ndarray (units,)
        Rows.
    n_units : int
        Units with rows.
    """

    slopes: Floats
    levels: Floats
    season: float
    shocks: float
    shock_freedom: float
    own: float
    unit_freedom: float
    season_noise: float
    means: Floats
    covariance: Floats
    n: Floats
    n_units: int

    @property
    def freedom(self) -> float:
        """Degrees of freedom behind the spread of one unit."""
        return self._noise(1.0)[1]

    def at(self, regressors: Floats) -> tuple[Floats, Floats]:
        """Forecast and its standard error at regressors (regressors, units): each (units,)."""
        forecast = self.levels + self.season + self.slopes @ regressors
        away = regressors - self.means
        spread = np.einsum("ki,kl,li->i", away, self.covariance, away)
        noise = self._noise(1.0)[0]
        variance = noise * (1 + 1 / np.maximum(self.n, 1)) + self.season_noise + spread
        return forecast, np.sqrt(variance)

    def mean_at(self, regressors: Floats, units: Bools) -> tuple[float, float, float]:
        """Forecast of the mean over some units, its standard error and its degrees of freedom."""
        weights = units / units.sum()
        away = np.where(units, regressors - self.means, 0.0) @ weights
        forecast = self.season + float(
            (self.levels + self.slopes @ np.where(units, regressors, 0.0)) @ weights
        )
        noise, freedom = self._noise(float((weights**2).sum()))
        rows = float(self.n[units].mean())
        variance = noise * (1 + 1 / rows) + self.season_noise + float(away @ self.covariance @ away)
        return forecast, float(np.sqrt(variance)), freedom

    def _noise(self, concentration: float) -> tuple[float, float]:
        """Variance of a weighted mean of units next quarter, and its degrees of freedom.

        `concentration` is the sum of the squared weights: 1 for one unit. The quarter effects hold
        the mean of the units' own noise already.
        """
        beyond = self.own * max(concentration - 1 / self.n_units, 0.0)
        noise = self.shocks + beyond
        weights = self.shocks**2 / self.shock_freedom
        if self.own:
            weights += beyond**2 / self.unit_freedom
        return noise, noise**2 / weights if weights > 0 else self.shock_freedom


def fit(follower: Floats, regressors: Floats, rows: Bools) -> Fit | None:
    """Fit on `rows` (units, quarters) of arrays that end with the target quarter.

    The first regressor is the follower's own last value. None where too little is left to tell a
    spread.
    """
    n = rows.sum(axis=1).astype(float)
    used = rows.sum(axis=0) > 0
    n_units, n_quarters, k = int((n > 0).sum()), int(used.sum()), len(regressors)
    several = n_units > 1
    within = [_within(values, rows, several)[rows] for values in (*regressors, follower)]
    sides, answer = np.stack(within[:-1], axis=1), within[-1]
    slopes = _least_squares(sides, answer)
    if several:
        rho = slopes[0] + (1 + slopes[0]) / n[n > 0].mean()
        slopes[0] = np.clip(rho, -HIGHEST_RHO, HIGHEST_RHO)
        slopes[1:] = _least_squares(sides[:, 1:], answer - slopes[0] * sides[:, 0])
    known = np.where(rows, regressors, 0.0)
    rest = np.where(rows, follower - np.tensordot(slopes, known, 1), np.nan)
    left, effects = two_way(rest)
    levels = np.where(rows, rest - effects, 0.0).sum(axis=1) / np.maximum(n, 1)
    seasonal, season_noise, spent = season_of(effects, used)
    shock_freedom = n_quarters - 1 - spent - (0 if several else k)
    unit_freedom = n.sum() - n_units - (n_quarters - 1) - k
    if shock_freedom < LEAST_FREEDOM or (several and unit_freedom < LEAST_FREEDOM):
        return None
    shocks = float(((effects - seasonal)[used] ** 2).sum() / shock_freedom)
    own = float(np.nansum(left**2) / unit_freedom) if several else 0.0
    return Fit(
        slopes=slopes,
        levels=levels,
        season=float(seasonal[-1]),
        shocks=shocks,
        shock_freedom=shock_freedom,
        own=own,
        unit_freedom=unit_freedom,
        season_noise=season_noise,
        means=known.sum(axis=2) / np.maximum(n, 1),
        covariance=_inverse(sides) * (own if several else shocks),
        n=n,
        n_units=n_units,
    )


def season_of(effects: Floats, used: Bools) -> tuple[Floats, float, float]:
    """What quarter effects repeat by season, shrunk by how little it stands out of their noise.

    Parameters
    ----------
    effects : ndarray (quarters,)
        Up to the target quarter.
    used : ndarray (quarters,)
        Quarters with an effect.

    Returns
    -------
    seasonal : ndarray (quarters,)
        Sum 0 over the used quarters; all 0 where a season was used less than twice.
    noise : float
        Variance of the last of `seasonal`.
    freedom : float
        Degrees of freedom it took.
    """
    places = np.arange(len(effects)) % SEASONS
    counts = np.bincount(places[used], minlength=SEASONS)
    if counts.min() < 2:
        return np.zeros(len(effects)), 0.0, 0.0
    means = np.bincount(places[used], effects[used], minlength=SEASONS) / counts
    means -= effects[used].mean()
    between = float(counts @ means**2) / (SEASONS - 1)
    rest = effects - effects[used].mean() - means[places]
    inside = float((rest[used] ** 2).sum()) / (int(used.sum()) - SEASONS)
    share = max(0.0, 1 - inside / between) if between > 0 else 0.0
    return share * means[places], share * inside / counts[places[-1]], share * (SEASONS - 1)


def _within(values: Floats, rows: Bools, several: bool) -> Floats:
    """Values less unit means, and less quarter means too where there are several units."""
    kept = np.where(rows, values, np.nan)
    if several:
        return two_way(kept)[0]
    means = np.where(rows, values, 0.0).sum(axis=1) / np.maximum(rows.sum(axis=1), 1)
    centred: Floats = kept - means[:, None]
    return centred


def _least_squares(sides: Floats, answer: Floats) -> Floats:
    """Slopes of `answer` (rows,) on `sides` (rows, k); 0 for what does not vary."""
    size = _sizes(sides)
    slopes: Floats = np.linalg.lstsq(sides / size, answer, rcond=COLLINEAR)[0] / size
    return slopes


def _inverse(sides: Floats) -> Floats:
    """Inverse of sides' sides."""
    size = _sizes(sides)
    scaled = sides / size
    inverse: Floats = np.linalg.pinv(scaled.T @ scaled, rcond=COLLINEAR) / np.outer(size, size)
    return inverse


def _sizes(sides: Floats) -> Floats:
    size = np.linalg.norm(sides, axis=0)
    return np.where(size > 0, size, 1.0)
