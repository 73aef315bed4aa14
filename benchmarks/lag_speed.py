"""A large panel: 5,000 units x 40 quarters, against the same by a loop of statsmodels OLS.

The loop is timed on two samples of units and scaled up, in its own favour by the faster of the two
a unit: its work is linear in units, which the two sizes check. On the samples both must give the
same numbers. The loop is given the prewhitened legs, and leaves out what else a result holds
(aggregate pair, whiteness, unit table).
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy import stats

from benchmarks import best_of
from stool.lag import PanelLagResult, panel_lagged_correlation
from stool.lag.signflip import draw_signs
from stool.lag.within import lag_scores, pooled_rho, whiten_panel, whiten_without

Floats = NDArray[np.float64]

SEED = 1
UNITS, QUARTERS, DRAWS, LONGEST = 5_000, 40, 999, 4
LAGS = range(-LONGEST, LONGEST + 1)
PLANTED, STRENGTH = 2, 0.3  # so that leaving out each quarter is done too
SAMPLES = (40, 80)
ROUNDS = 3
SAME = 1e-8
TIE = 1e-9  # draws this near the observed size count as equal to it, as in the product
LINEAR = 1.25  # processor time a unit of the two samples may differ by this factor
LIMIT = 0.01
SECONDS_MOST, GIGABYTES_MOST = 1.5, 1.5
OURS = f"panel_lagged_correlation, {UNITS:,} units"
YARDSTICK = "per-unit statsmodels loop"
MEMORY = "--memory"


@dataclass(frozen=True, slots=True)
class ByHand:
    """What the loop computes.

    Attributes
    ----------
    r, p_adj, r_robust, p_adj_robust : ndarray (lags,)
    without : ndarray (quarters,)
        r at the best lag with each quarter left out.
    """

    r: Floats
    p_adj: Floats
    r_robust: Floats
    p_adj_robust: Floats
    without: Floats


def legs(units: int) -> tuple[Floats, Floats]:
    """Leader and follower (units, quarters): AR(.5), a common shock felt unequally, a lead of 2."""
    random = np.random.default_rng(SEED)
    news = random.standard_normal((2, UNITS, QUARTERS + PLANTED))
    news[1, :, PLANTED:] += STRENGTH * news[0, :, :-PLANTED]
    values = news.copy()
    for quarter in range(1, QUARTERS + PLANTED):
        values[:, :, quarter] += 0.5 * values[:, :, quarter - 1]
    felt = 1 + 0.5 * random.standard_normal((2, UNITS, 1))
    values += felt * random.standard_normal((2, 1, QUARTERS + PLANTED))
    return values[0, :units, PLANTED:], values[1, :units, PLANTED:]


def long_frame(units: int) -> pd.DataFrame:
    """The legs as a long frame."""
    x, y = legs(units)
    return pd.DataFrame(
        {
            "unit": np.repeat([f"Unit {number:05}" for number in range(units)], QUARTERS),
            "quarter": np.tile([f"{2016 + q // 4}Q{q % 4 + 1}" for q in range(QUARTERS)], units),
            "x": x.ravel(),
            "y": y.ravel(),
        }
    )


def ours(frame: pd.DataFrame) -> PanelLagResult:
    """The product's own answer."""
    return panel_lagged_correlation(
        frame,
        "x",
        "y",
        unit="unit",
        time="quarter",
        max_lag=LONGEST,
        direction="both",
        n_draws=DRAWS,
        seed=0,
    )


def loop(x: Floats, y: Floats) -> ByHand:
    """The same test, one unit and one OLS at a time."""
    signs = draw_signs(DRAWS, len(x), 0)
    centred = [leg - leg.mean(axis=1, keepdims=True) for leg in (x, y)]
    rhos = [pooled_rho(leg) for leg in centred]
    whitened = [whiten_panel(leg, rho) for leg, rho in zip(centred, rhos, strict=True)]
    r, p_adj = tested(whitened, signs)
    scores = [np.array([normal_scores(unit) for unit in leg]) for leg in whitened]
    r_robust, p_robust = tested(scores, signs)
    best = LAGS[int(np.lexsort((-np.abs(r), p_adj))[0])]
    without = []
    for quarter in range(x.shape[1]):
        left = [
            whiten_without(whiten_panel(leg, rho), leg, rho, quarter)
            for leg, rho in zip(centred, rhos, strict=True)
        ]
        products, squares_x, squares_y = unit_sums(left, best)
        without.append(products.sum() / np.sqrt(squares_x.sum() * squares_y.sum()))
    return ByHand(r, p_adj, r_robust, p_robust, np.array(without))


def tested(whitened: list[Floats], signs: Floats) -> tuple[Floats, Floats]:
    """Correlation at every lag, and p over all of them by flipping the signs of units."""
    sums = [unit_sums(whitened, lag) for lag in LAGS]
    products, squares_x, squares_y = (np.array(part).T for part in zip(*sums, strict=True))
    r = products.sum(axis=0) / np.sqrt(squares_x.sum(axis=0) * squares_y.sum(axis=0))
    ones = np.ones((1, len(products)))
    observed = largest_sizes(products, squares_x, ones, each=True)[0]
    maxima = largest_sizes(products, squares_x, signs)
    beaten = (maxima >= observed[:, None] * (1 - TIE)).sum(axis=1)
    return r, (1 + beaten) / (1 + len(signs))


def unit_sums(whitened: list[Floats], lag: int) -> tuple[Floats, Floats, Floats]:
    """Sums of products and squares of every unit's residuals on [1, mean x, mean y]."""
    length = whitened[0].shape[1]
    follows = np.arange(max(lag, 0), length + min(lag, 0))
    a, b = whitened[0][:, follows - lag], whitened[1][:, follows]
    seen = np.isfinite(a).all(axis=0) & np.isfinite(b).all(axis=0)
    a, b = a[:, seen], b[:, seen]
    means = sm.add_constant(np.column_stack([a.mean(axis=0), b.mean(axis=0)]))
    sums = np.empty((3, len(a)))
    for unit in range(len(a)):
        left_a = sm.OLS(a[unit], means).fit().resid
        left_b = sm.OLS(b[unit], means).fit().resid
        sums[:, unit] = left_a @ left_b, left_a @ left_a, left_b @ left_b
    return sums[0], sums[1], sums[2]


def largest_sizes(products: Floats, squares: Floats, signs: Floats, each: bool = False) -> Floats:
    """|t| of every draw, added up unit by unit: its largest over lags, or `each` lag's."""
    total = np.zeros((len(signs), products.shape[1]))
    cross = np.zeros_like(total)
    for unit in range(len(products)):
        total += np.outer(signs[:, unit], products[unit])
        cross += np.outer(signs[:, unit], products[unit] * squares[unit])
    slope = total / squares.sum(axis=0)
    spread = (products**2).sum(axis=0) - 2 * slope * cross + slope**2 * (squares**2).sum(axis=0)
    sizes = np.abs(total) / np.sqrt(spread)
    largest: Floats = sizes if each else sizes.max(axis=1)
    return largest


def normal_scores(values: Floats) -> Floats:
    """Normal quantiles of one unit's ranks (Blom); NaN where missing."""
    seen = np.isfinite(values)
    scores = np.full(len(values), np.nan)
    scores[seen] = stats.norm.ppf((stats.rankdata(values[seen]) - 0.375) / (seen.sum() + 0.25))
    return scores


def apart(units: int) -> float:
    """Largest difference between the product and the loop on a sample, over all they share."""
    x, y = legs(units)
    result, by_hand = ours(long_frame(units)), loop(x, y)
    check_planted(result)
    table = result.table.sort_values("lag")
    differences = [
        table[name] - getattr(by_hand, name) for name in ("r", "p_adj", "r_robust", "p_adj_robust")
    ]
    centred = [leg - leg.mean(axis=1, keepdims=True) for leg in (x, y)]
    for quarter, r in enumerate(by_hand.without):
        left = [
            whiten_without(whiten_panel(leg, pooled_rho(leg)), leg, pooled_rho(leg), quarter)
            for leg in centred
        ]
        differences.append(lag_scores(left[0], left[1], PLANTED, "cce").r - r)
    return max(float(np.abs(difference).max()) for difference in differences)


def check_planted(result: PanelLagResult) -> None:
    """Refuse to time a run that did not leave out quarters, for which a lead must be found."""
    if result.best_lag != PLANTED or not result.p < 0.05:
        raise ValueError(f"found lag {result.best_lag}, p {result.p}, planted lag {PLANTED}")


def peak_gigabytes() -> float:
    """Peak resident memory of a new process that makes the frame and analyses it.

    It starts as large as the process that starts it, so it is run before anything else.
    """
    command = [sys.executable, "-m", "benchmarks.lag_speed", MEMORY]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(ran.stdout) / 2**20


def loop_seconds(units: int) -> tuple[float, float]:
    """Least seconds of some rounds of the loop, and least processor time, steadier when busy."""
    x, y = legs(units)
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter(), time.process_time()
        loop(x, y)
        rounds.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    wall, work = (min(part) for part in zip(*rounds, strict=True))
    return wall, work


def verdict(what: str, found: float, most: float) -> bool:
    """One line with its own yes or no."""
    print(f"{what:<64} {found:>9.2f}, limit {most:g}: {'yes' if found <= most else 'NO'}")
    return found <= most


def seconds_of(steps: Iterable[tuple[str, float]]) -> None:
    """The table."""
    for name, seconds in steps:
        print(f"{name:<64} {seconds:>9.3f} s")


def main() -> None:
    """Measure memory, agreement, both times; judge the ratio and the memory."""
    if MEMORY in sys.argv[1:]:
        ours(long_frame(UNITS))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    gigabytes = peak_gigabytes()
    difference = max(apart(units) for units in SAMPLES)
    print(f"largest difference between the two on {SAMPLES} units: {difference:.1e}")
    frame = long_frame(UNITS)
    check_planted(ours(frame))
    ours_seconds = best_of(ROUNDS, lambda: ours(frame))
    looped = {units: loop_seconds(units) for units in SAMPLES}
    theirs_seconds = UNITS * min(wall / units for units, (wall, _) in looped.items())
    seconds_of(
        [
            *((f"{YARDSTICK}, {units} units", wall) for units, (wall, _) in looped.items()),
            (f"{YARDSTICK}, {UNITS:,} units (scaled, linear in units)", theirs_seconds),
            (OURS, ours_seconds),
        ]
    )
    a_unit = [work / units for units, (_, work) in looped.items()]
    verdict("work a unit of the loop, one sample over the other", max(a_unit) / min(a_unit), LINEAR)
    verdict("seconds (machines differ, so not part of ok)", ours_seconds, SECONDS_MOST)
    fits = verdict("gigabytes at the peak, whole process", gigabytes, GIGABYTES_MOST)
    ratio = ours_seconds / theirs_seconds
    print(f"{theirs_seconds / ours_seconds:,.0f} times as fast as the loop")
    ok = ratio <= LIMIT and fits and difference <= SAME
    body = {
        "name": "lag_speed",
        "yardstick": YARDSTICK,
        "ratio": round(ratio, 4),
        "limit": LIMIT,
        "ok": bool(ok),
        "seconds": round(ours_seconds, 2),
        "gigabytes": round(gigabytes, 2),
    }
    print(json.dumps(body))
    sys.exit(0 if ok else 1)


if __name__ == "__main__":
    main()
