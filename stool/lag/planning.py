"""How much data a link would need: the smallest correlation found, by units and quarters."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from stool.lag import power
from stool.lag.evidence import LEAST_QUARTERS, USEFUL_QUARTERS, USEFUL_UNITS
from stool.lag.signflip import draw_signs, judge_lags
from stool.lag.single import declared_lags
from stool.lag.within import CCE_QUARTERS, lag_scores

UNITS = (1, 5, 10, 20, 50, 100, 200)
QUARTERS = (8, 12, 16, 20, 24, 32, 40)
UNITS_SIMULATED = 200  # in all, for each design of more than one unit: enough for 2 to 3 %
DRAWS = 499


def detectable_table(
    n_units: int | None = None,
    n_quarters: int | None = None,
    *,
    units: Sequence[int] = UNITS,
    quarters: Sequence[int] = QUARTERS,
    alpha: float = 0.05,
    seed: int = 0,
) -> pd.DataFrame:
    """Smallest correlation a declared link shows four times in five, for many designs.

    Parameters
    ----------
    n_units, n_quarters : int, optional
        A design of one's own, which joins the others, also with twice the units and quarters.
    units, quarters : sequence of int
        The other designs.
    alpha : float
        Limit over the lags tried, 1 to min(4, quarters // 5).
    seed : int

    Returns
    -------
    DataFrame, one row a design, ascending
        ``n_units``, ``n_quarters``, ``r`` (0 to 1; NaN where no link can be established).

    Notes
    -----
    Power measured at these values, which should be 80 %: 73 to 87 % with 24 units or more, 59 to
    91 % with 10; with one series 62 to 79 % from 16 quarters on (`benchmarks/lag_power.py`).
    """
    rows = set(units) | ({n_units, 2 * n_units} if n_units else set())
    columns = set(quarters) | ({n_quarters, 2 * n_quarters} if n_quarters else set())
    found = [
        (many, long, _detectable(many, long, alpha, seed))
        for many in sorted(rows)
        for long in sorted(columns)
    ]
    return pd.DataFrame(found, columns=["n_units", "n_quarters", "r"])


@lru_cache(maxsize=1024)
def _detectable(n_units: int, n_quarters: int, alpha: float, seed: int) -> float:
    """One cell of `detectable_table`."""
    few = n_quarters < USEFUL_QUARTERS and n_units < USEFUL_UNITS
    cannot_flip = n_units > 1 and 0.5 ** (n_units - 1) >= alpha
    if n_quarters < LEAST_QUARTERS or few or cannot_flip:
        return float("nan")
    lags = tuple(range(1, declared_lags(n_quarters) + 1))
    if n_units == 1:
        return power.minimum_detectable_r(n_quarters, lags=lags, alpha=alpha, seed=seed)
    generator = np.random.default_rng([seed, n_units, n_quarters])
    signs = draw_signs(DRAWS, n_units, seed)
    answers = []
    for _ in range(max(4, UNITS_SIMULATED // n_units)):
        x, y = generator.standard_normal((2, n_units, n_quarters - 1))  # whitening costs a quarter
        scores = [
            lag_scores(x, y, lag, "cce" if n_quarters - lag >= CCE_QUARTERS else "twfe")
            for lag in lags
        ]
        test = judge_lags(scores, signs, seed, alpha)
        answers.append(power.of_panel(test.critical, test.se, n_units))
    return float(np.mean(answers))
