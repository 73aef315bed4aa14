"""How good forecasts turned out to be: skill over simple rules, and coverage of their intervals."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from stool.lag.linear import Bools, Floats

Places = NDArray[np.intp]

LEAST_JUDGED = 3  # quarters; with fewer nothing can be said of how sure a record is
RECORD_LEVEL = 0.95  # of the intervals of a record
YARDSTICKS = ("no_change", "seasonal_naive", "own_path")
LINK = ["leader", "follower", "level"]
ERROR_COLUMNS = ("n", "rmse", *(f"rmse_{name}" for name in YARDSTICKS), "coverage")
GRADE_COLUMNS = (
    *LINK,
    "quarters",
    *ERROR_COLUMNS,
    "coverage_low",
    "coverage_high",
    *(f"skill_{name}{end}" for name in YARDSTICKS for end in ("", "_low", "_high")),
)
QUARTER_COLUMNS = (*LINK, "quarter", *ERROR_COLUMNS)


def grade(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Grade forecasts against what happened, link by link.

    Parameters
    ----------
    forecasts : DataFrame
        Columns `stool.lag.forecast.RECORD_COLUMNS`; rows without an actual are left out.

    Returns
    -------
    DataFrame, one row a link (and level, if there are several)
        Columns `GRADE_COLUMNS`. ``n`` forecasts of ``quarters`` quarters; root mean squared
        errors in the follower's units; ``coverage`` is the share of actuals inside their interval,
        0 to 1, to be compared with ``level``. ``skill_x`` is 1 - MSE / MSE of yardstick x on the
        rows that have both: 0 where the forecast is no better, below 0 where it is worse. Skill
        over "no_change" and "seasonal_naive" may be nothing but the return of a unit to its usual
        level; only skill over "own_path" is what the leader adds. Intervals are of 95 % and NaN
        under 3 quarters.

    Notes
    -----
    The units of a quarter share its shocks, so a quarter counts as one observation. Skill: delete
    one quarter jackknife, t with quarters - 1 degrees of freedom. Coverage: Wilson's interval with
    that t, on n divided by the design effect of quarters, which lies between 1 and n / quarters
    and counts two hits and two misses more, so that a full score is not taken for certainty. For
    3 to 20 quarters of 1 or 23 units, correlated up to .5, it held the truth in 92-100 % of
    simulations; a jackknife of the coverage in 47-95 %.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 11 (jackknife). Wilson
    (1927), J. Am. Stat. Assoc. 22, 209-212. Kish (1965), Survey Sampling, section 8.2.
    """
    grades = [
        dict(zip(LINK, link, strict=True)) | _errors(rows) | _certainty(rows)
        for link, rows in _known(forecasts).groupby(LINK, sort=False)
    ]
    return pd.DataFrame(grades, columns=list(GRADE_COLUMNS))


def grade_quarters(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Errors of every quarter by itself, as `grade` gives them over all.

    Returns
    -------
    DataFrame, one row a link and quarter that has an actual
        Columns `QUARTER_COLUMNS`, oldest quarter first within a link.
    """
    grades = [
        dict(zip([*LINK, "quarter"], place, strict=True)) | _errors(rows)
        for place, rows in _known(forecasts).groupby([*LINK, "quarter"])
    ]
    return pd.DataFrame(grades, columns=list(QUARTER_COLUMNS))


def _known(forecasts: pd.DataFrame) -> pd.DataFrame:
    return forecasts[forecasts["actual"].notna()]


def _squares(rows: pd.DataFrame, name: str) -> Floats:
    """Squared error of a column of forecasts."""
    off = rows["actual"].to_numpy(dtype=float) - rows[name].to_numpy(dtype=float)
    squares: Floats = off**2
    return squares


def _inside(rows: pd.DataFrame) -> Bools:
    """Which actuals lie in their interval."""
    actual, low, high = (rows[name].to_numpy(dtype=float) for name in ("actual", "low", "high"))
    return (low <= actual) & (actual <= high)


def _errors(rows: pd.DataFrame) -> dict[str, float]:
    """Columns `ERROR_COLUMNS` of rows that have an actual."""
    found = {"n": len(rows), "rmse": float(np.sqrt(_squares(rows, "forecast").mean()))}
    for name in YARDSTICKS:
        squares = _squares(rows, name)
        squares = squares[np.isfinite(squares)]
        found[f"rmse_{name}"] = float(np.sqrt(squares.mean())) if len(squares) else np.nan
    return found | {"coverage": float(_inside(rows).mean())}


def _certainty(rows: pd.DataFrame) -> dict[str, float]:
    """Skills and intervals of one link, from rows that have an actual."""
    quarter, names = pd.factorize(rows["quarter"])
    low, high = _coverage_ends(_inside(rows), quarter)
    found: dict[str, float] = {"quarters": len(names), "coverage_low": low, "coverage_high": high}
    ours = _squares(rows, "forecast")
    for name in YARDSTICKS:
        other = _squares(rows, name)
        both = np.isfinite(other)
        skill = _skill(ours[both], other[both], quarter[both])
        ends = (f"skill_{name}", f"skill_{name}_low", f"skill_{name}_high")
        found |= dict(zip(ends, skill, strict=True))
    return found


def _skill(squares: Floats, other: Floats, quarter: Places) -> tuple[float, float, float]:
    """1 - MSE ratio with its jackknife interval over quarters."""
    if not other.sum() > 0:
        return float("nan"), float("nan"), float("nan")
    skill = float(1 - squares.sum() / other.sum())
    _, place = np.unique(quarter, return_inverse=True)
    ours, theirs = np.bincount(place, squares), np.bincount(place, other)
    rest = other.sum() - theirs
    if len(ours) < LEAST_JUDGED or not (rest > 0).all():
        return skill, float("nan"), float("nan")
    without = 1 - (squares.sum() - ours) / rest
    error = np.sqrt((len(ours) - 1) * without.var())
    margin = float(_t(len(ours)) * error)
    return skill, skill - margin, min(skill + margin, 1.0)


def _coverage_ends(inside: Bools, quarter: Places) -> tuple[float, float]:
    """Interval of the share inside; see `grade`."""
    hits, sizes = np.bincount(quarter, inside), np.bincount(quarter)
    n, quarters = len(inside), len(sizes)
    if quarters < LEAST_JUDGED:
        return float("nan"), float("nan")
    share = float(inside.mean())
    softened = (hits.sum() + 2) / (n + 4)
    clustered = float(((hits - sizes * share) ** 2).sum()) * quarters / (quarters - 1)
    effect = np.clip(clustered / (n * softened * (1 - softened)), 1, n / quarters)
    weight = _t(quarters) ** 2 * effect / n
    centre = (share + weight / 2) / (1 + weight)
    margin = float(np.sqrt(weight * share * (1 - share) + weight**2 / 4) / (1 + weight))
    return centre - margin, centre + margin


def _t(quarters: int) -> float:
    return float(student.ppf((1 + RECORD_LEVEL) / 2, quarters - 1))
