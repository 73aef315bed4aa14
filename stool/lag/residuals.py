"""What is new in each of two series, and the design that says how it was obtained."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stool.lag import null, whitening
from stool.lag.align import Panel
from stool.lag.linear import Floats

Whiten = Literal["auto"] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Whitened:
    """Both legs after their own past, trend and season.

    Attributes
    ----------
    x, y : ndarray (1, quarters)
        Residuals in the series' own units; all NaN where too few quarters are left to fit.
    design : null.Design
    """

    x: Floats
    y: Floats
    design: null.Design


def whitened_pair(
    both: Panel, lags: tuple[int, ...], whiten: Whiten, trend: bool, season: int
) -> Whitened:
    """Whiten each leg by its own lag set, chosen by AICc if `whiten` is "auto"."""
    own_x = own_y = whiten
    if own_x == "auto" or own_y == "auto":
        regressors = whitening.terms(len(both.quarters), trend, season)
        own_x = whitening.choose_own_lags(both.x[0], regressors)
        own_y = whitening.choose_own_lags(both.y[0], regressors)
    seen_x, seen_y = (null.mask(np.isfinite(leg[0])) for leg in (both.x, both.y))
    design = null.Design(seen_x, seen_y, own_x, own_y, lags, trend, season)
    x = _left(both.x, design.own_x, design)
    return Whitened(x, _left(both.y, design.own_y, design), design)


def without_each(both: Panel, design: null.Design) -> tuple[Floats, Floats]:
    """Residuals of both legs with each quarter in turn left out: row q without quarter q.

    Returns
    -------
    x, y : ndarray (quarters, quarters)
    """
    regressors = whitening.terms(len(both.quarters), design.trend, design.season)
    x = whitening.whiten_without_each(_unit_free(both.x)[0], regressors, design.own_x)
    return x, whitening.whiten_without_each(_unit_free(both.y)[0], regressors, design.own_y)


def _left(values: Floats, own: tuple[int, ...], design: null.Design) -> Floats:
    """Residuals of one leg, shape of `values` (1, quarters)."""
    regressors = whitening.terms(values.shape[1], design.trend, design.season)
    rows = whitening.complete_rows(np.isfinite(values[0]), own)
    if whitening.freedom(rows, regressors, own) < whitening.LEAST_FREEDOM:
        return np.full(values.shape, np.nan)
    scale = float(np.nanstd(values)) or 1.0
    return whitening.whiten(_unit_free(values), rows, regressors, own) * scale


def _unit_free(values: Floats) -> Floats:
    """The values in standard deviations from their mean, so that no unit costs digits."""
    return (values - np.nanmean(values)) / (float(np.nanstd(values)) or 1.0)
