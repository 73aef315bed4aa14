"""The placebo on real data: how often each method "finds" a lead between unrelated series.

Each pair comes from two data sets of different fields, in windows at different calendar times, so
that every lead found is a false one. `python -m benchmarks.lag_placebo [--pairs N] [--write]`.
"""

import argparse
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from typing import NoReturn, TypeVar

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from scipy import stats

from benchmarks import judge as finish
from benchmarks.support.series import (
    DISTINCT_LEAST,
    RULES,
    UNITS_LEAST,
    Floats,
    RealPanel,
    RealSeries,
    distinct,
    real_panels,
    real_series,
)
from benchmarks.support.tables import RESULTS, write
from benchmarks.support.yardsticks import ccf_bands, clustered, shifted_correlation
from stool.lag import lagged_correlation, panel_lagged_correlation, prewhiten
from stool.lag.evidence import Evidence
from stool.lag.result import LagResult

SEED = 20260
PAIRS = 1000  # for each length
CORES = 2
ALPHA = 0.05
LENGTHS = (16, 24, 40)
LONGEST_LAG = 6
PANEL_LENGTHS = (16, 20, 24)
PANEL_LONGEST_LAG = 4
UNITS = (10, 45)
CEILING = 7.5  # percent; ours promises to stay at or below it
LIMIT = 0.15
DRAWS_MOST = 10_000  # of one pair, before the pool is called too small

PEARSON = "Pearson at any lag, p < .05"
CCF = "ccf beyond 1.96 / sqrt(T) at any lag"
DIFFERENCES = "first differences, Bonferroni"
OURS = "ours: p_adj < .05"
OURS_TWIN = "ours, robust twin agrees at that lag"
OURS_ESTABLISHED = "ours, called established"
FIXED = "unit fixed effects, pooled r at any lag, p < .05"
CLUSTERED = "unit fixed effects, clustered by unit, Bonferroni"
Real = TypeVar("Real", RealSeries, RealPanel)

YARDSTICKS = {"pair": PEARSON, "panel": FIXED}
TITLES = {
    "pair": "Pairs of unrelated real series, 13 lags",
    "panel": "Pairs of unrelated real panels, 9 lags",
}

SEASON = 4
SEASON_ALPHA = 0.01
UNEVEN = 2.0  # residual spread of one half over the other's
HEAVY = 2.5  # excess kurtosis
WHITE_ALPHA = 0.025


@dataclass(frozen=True, slots=True)
class Case:
    """One false pair, ready to be judged.

    Attributes
    ----------
    design : {"pair", "panel"}
    length : int
        Steps of both windows.
    datasets, fields, names, steps : tuple of str
        Of leader and follower.
    x, y : ndarray (units, length)
        One unit for a pair.
    """

    design: str
    length: int
    datasets: tuple[str, str]
    fields: tuple[str, str]
    names: tuple[str, str]
    steps: tuple[str, str]
    x: Floats
    y: Floats


@dataclass(frozen=True, slots=True)
class Verdict:
    """What every method said about a case, and what its windows look like.

    Attributes
    ----------
    found : dict of str to bool
        By method.
    oddities : frozenset of str
        Of the pair's residuals: see `oddities`.
    """

    found: dict[str, bool]
    oddities: frozenset[str]


def draw_cases(
    pool: Sequence[Real],
    length: int,
    pairs: int,
    longest: int,
    window: Callable[[np.random.Generator, Real, int], tuple[int, Floats] | None],
) -> list[Case]:
    """Pairs of windows: two data sets of different fields, a series of each, a start of each.

    Windows in the same unit of time start more than twice the longest lag apart, so that no lag
    sets a moment beside itself or near it.
    """
    random = np.random.default_rng([SEED, length])
    sets: dict[str, list[Real]] = defaultdict(list)
    for series in pool:
        if series.values.shape[-1] >= length:
            sets[series.dataset].append(series)
    names = sorted(sets)
    cases: list[Case] = []
    tries = 0
    while len(cases) < pairs:
        tries += 1
        if tries > DRAWS_MOST * pairs:
            raise ValueError(f"no {pairs} pairs of {length} steps in this pool")
        left, right = (sets[names[place]] for place in random.choice(len(names), 2, replace=False))
        a, b = left[random.integers(len(left))], right[random.integers(len(right))]
        if a.field == b.field:
            continue
        one, other = window(random, a, length), window(random, b, length)
        if one is None or other is None:
            continue
        if a.step == b.step and abs(one[0] - other[0]) <= 2 * longest:
            continue
        x, y = _matched(random, one[1], other[1])
        cases.append(
            Case(
                design="panel" if isinstance(a, RealPanel) else "pair",
                length=length,
                datasets=(a.dataset, b.dataset),
                fields=(a.field, b.field),
                names=(a.name, b.name),
                steps=(a.step, b.step),
                x=x,
                y=y,
            )
        )
    return cases


def series_window(
    random: np.random.Generator, series: RealSeries, length: int
) -> tuple[int, Floats] | None:
    """A window at a random start, and that start; None if it has too few different values."""
    at = int(random.integers(len(series.values) - length + 1))
    values = series.values[at : at + length]
    return (series.start + at, values[None, :]) if distinct(values) >= DISTINCT_LEAST else None


def panel_window(
    random: np.random.Generator, panel: RealPanel, length: int
) -> tuple[int, Floats] | None:
    """A window of the units complete in it, in random order; None with too few of them."""
    at = int(random.integers(panel.values.shape[1] - length + 1))
    block = panel.values[:, at : at + length]
    block = block[np.isfinite(block).all(axis=1)]
    kept = [unit for unit in block if distinct(unit) >= DISTINCT_LEAST]
    if len(kept) < UNITS_LEAST:
        return None
    return panel.start + at, random.permutation(np.array(kept))


def _matched(random: np.random.Generator, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """As many units of each, between 10 and 45 at random."""
    if len(x) == 1 == len(y):
        return x, y
    most = min(len(x), len(y), UNITS[1])
    units = int(random.integers(UNITS[0], most + 1))
    return x[:units], y[:units]


def judge(case: Case) -> Verdict:
    """Ask every method about one case."""
    if case.design == "panel":
        return Verdict(_judge_panel(case), frozenset())
    return _judge_pair(case)


def _judge_pair(case: Case) -> Verdict:
    x, y = case.x[0], case.y[0]
    lags = range(-LONGEST_LAG, LONGEST_LAG + 1)
    result = lagged_correlation(x, y, max_lag=LONGEST_LAG)
    changes = np.diff(case.x), np.diff(case.y)
    found = {
        PEARSON: bool((shifted_correlation(case.x, case.y, lags) < ALPHA).any()),
        CCF: bool((ccf_bands(case.x, case.y, lags) < ALPHA).any()),
        DIFFERENCES: bool((shifted_correlation(*changes, lags) < ALPHA / len(lags)).any()),
        **_ours(result),
    }
    return Verdict(found, oddities(x, y, tuple(result.ljung_box_p.values())))


def _judge_panel(case: Case) -> dict[str, bool]:
    units, length = case.x.shape
    frame = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(units), length),
            "time": np.tile(np.arange(length), units),
            "x": case.x.ravel(),
            "y": case.y.ravel(),
        }
    )
    lags = range(-PANEL_LONGEST_LAG, PANEL_LONGEST_LAG + 1)
    result = panel_lagged_correlation(
        frame, "x", "y", unit="unit", time="time", max_lag=PANEL_LONGEST_LAG, direction="both"
    )
    return {
        FIXED: any(_fixed_effects_p(case.x, case.y, lag) < ALPHA for lag in lags),
        CLUSTERED: bool((clustered(case.x[None], case.y[None], lags) < ALPHA).any()),
        **_ours(result),
    }


def _ours(result: LagResult) -> dict[str, bool]:
    """Our three answers, each stricter than the one before."""
    table = result.table
    found = bool((table["p_adj"] < ALPHA).any())
    best = table[table["lag"] == result.best_lag]
    agrees = bool(
        ((best["p_adj_robust"] < ALPHA) & (best["r_robust"] * best["r"] > 0)).any() and found
    )
    return {
        OURS: found,
        OURS_TWIN: agrees,
        OURS_ESTABLISHED: result.evidence >= Evidence.ESTABLISHED,
    }


def _fixed_effects_p(x: Floats, y: Floats, lag: int) -> float:
    """p of the pooled r of x[t - lag] and y[t] after unit means, as if rows were independent."""
    units, length = x.shape
    follows = np.arange(max(lag, 0), length + min(lag, 0))
    a, b = (leg - leg.mean(axis=1, keepdims=True) for leg in (x[:, follows - lag], y[:, follows]))
    r = float((a * b).sum() / np.sqrt((a**2).sum() * (b**2).sum()))
    freedom = units * (len(follows) - 1) - 1
    return float(2 * stats.t.sf(abs(r) * np.sqrt(freedom / (1 - r**2)), freedom))


def oddities(x: Floats, y: Floats, ljung_box: tuple[float, ...]) -> frozenset[str]:
    """What in the residuals of a pair the test's null does not have.

    Chosen to explain, after a look at which pairs are found; no pair or series is left out by them.
    A season that changes over the window (F test of season x time, p < .01), a spread twice as
    large in one half as in the other, heavy tails (excess kurtosis over 2.5), own past left over
    (Ljung-Box p < .025).
    """
    marks = {"own past left over": any(p < WHITE_ALPHA for p in ljung_box)}
    for leg in (x, y):
        left = prewhiten(leg).dropna()
        halves = [float(half.std()) for half in np.array_split(left.to_numpy(), 2)]
        for mark, seen in (
            ("a changing season", _season_changes(left) < SEASON_ALPHA),
            ("uneven spread", max(halves) > UNEVEN * min(halves)),
            ("heavy tails", stats.kurtosis(left) > HEAVY),
        ):
            marks[mark] = marks.get(mark, False) or bool(seen)
    return frozenset(mark for mark, seen in marks.items() if seen) or frozenset({"none of these"})


def _season_changes(left: pd.Series) -> float:
    """p of the F test that the quarters of residuals drift apart over the window."""
    clock = left.index.to_numpy(dtype=float)
    season = (clock[:, None] % SEASON == np.arange(SEASON)).astype(float)
    drift = clock - clock.mean()
    common = np.column_stack([season, drift])
    apart = np.column_stack([common, season[:, 1:] * drift[:, None]])
    values = left.to_numpy()
    without, within = (
        float(np.sum((values - part @ np.linalg.lstsq(part, values)[0]) ** 2))
        for part in (common, apart)
    )
    freedom = len(values) - apart.shape[1]
    return float(stats.f.sf((without - within) / (SEASON - 1) / (within / freedom), 3, freedom))


def interval(cases: Sequence[Case], hits: Sequence[bool]) -> tuple[float, float]:
    """95 % interval of a rate when pairs that share a data set are not independent.

    The wider of Wilson's, as if all were independent, and the dyadic cluster-robust one.

    References
    ----------
    Aronow, Samii & Assenova (2015), Political Analysis 23, 564-577 (dyadic clusters).
    """
    n, rate = len(hits), float(np.mean(hits))
    by_set: dict[str, float] = defaultdict(float)
    by_pair: dict[tuple[str, ...], float] = defaultdict(float)
    for case, hit in zip(cases, hits, strict=True):
        by_pair[tuple(sorted(case.datasets))] += hit - rate
        for name in case.datasets:
            by_set[name] += hit - rate
    pairs = sum(total**2 for total in by_pair.values())
    spread = np.sqrt(max(sum(total**2 for total in by_set.values()) - pairs, pairs)) / n
    wilson = stats.binomtest(int(sum(hits)), n).proportion_ci(method="wilson")
    return max(min(wilson.low, rate - 1.96 * spread), 0), min(
        max(wilson.high, rate + 1.96 * spread), 1
    )


def rates(cases: Sequence[Case], verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """One row a design, length and method; rates and their intervals in percent."""
    rows = []
    for design, length in dict.fromkeys((case.design, case.length) for case in cases):
        here = [i for i, case in enumerate(cases) if (case.design, case.length) == (design, length)]
        chosen = [cases[i] for i in here]
        for method in verdicts[here[0]].found:
            hits = [verdicts[i].found[method] for i in here]
            low, high = interval(chosen, hits)
            rows.append(
                {
                    "design": design,
                    "T": length,
                    "method": method,
                    "pairs": len(hits),
                    "rate": 100 * float(np.mean(hits)),
                    "low": 100 * low,
                    "high": 100 * high,
                    "dataset_pairs": len({tuple(sorted(case.datasets)) for case in chosen}),
                    "datasets": len({name for case in chosen for name in case.datasets}),
                    "series": len(
                        {
                            key
                            for case in chosen
                            for key in zip(case.datasets, case.names, strict=True)
                        }
                    ),
                }
            )
    return pd.DataFrame(rows)


def print_rates(table: pd.DataFrame) -> None:
    """Percent and interval by method and length."""
    for design, part in table.groupby("design", sort=False):
        lengths = list(dict.fromkeys(part["T"]))
        head = "".join(f"{f'T = {length}':>20}" for length in lengths)
        print(f"\n{TITLES[str(design)] + ', %':<52}{head}")
        for method, rows in part.groupby("method", sort=False):
            cells = "".join(
                f"{f'{row.rate:.1f} ({row.low:.1f}-{row.high:.1f})':>20}"
                for row in rows.itertuples()
            )
            print(f"{method:<52}{cells}")
        for name in ("pairs", "dataset_pairs", "datasets", "series"):
            counts = "".join(f"{part[part['T'] == t][name].iloc[0]:>20,}" for t in lengths)
            print(f"{'  ' + name.replace('_', ' '):<52}{counts}")


def print_kinds(cases: Sequence[Case], verdicts: Sequence[Verdict], design: str) -> None:
    """Our rate by kind of pair and length, and the data sets found most, whatever it shows."""
    lengths = list(dict.fromkeys(case.length for case in cases if case.design == design))
    kinds: dict[str, dict[int, list[bool]]] = defaultdict(lambda: {T: [] for T in lengths})
    sets: dict[str, list[bool]] = defaultdict(list)
    for case, verdict in zip(cases, verdicts, strict=True):
        if case.design != design:
            continue
        hit = verdict.found[OURS]
        marks = {"time: " + " with ".join(sorted(case.steps))}
        marks |= {f"residuals: {mark}" for mark in verdict.oddities}
        for kind in marks | {f"field: {field}" for field in case.fields}:
            kinds[kind][case.length].append(hit)
        for name in case.datasets:
            sets[name].append(hit)
    head = "".join(f"{f'T = {length}':>20}" for length in lengths)
    print(f"\n{f'Ours, % by kind (a {design} can be of several)':<52}{head}")
    for kind, by_length in sorted(kinds.items()):
        print(f"  {kind:<50}" + "".join(f"{_share(hits):>20}" for hits in by_length.values()))
    ranked = sorted(sets.items(), key=lambda item: -_excess(item[1]))[:8]
    print(f"  data sets furthest above 5 % over all T, of {len(sets)}:")
    for name, hits in ranked:
        print(f"    {name:<48}{sum(hits):>4} of {len(hits):,} ({_excess(hits):+.1f} se)")


def _share(hits: Sequence[bool]) -> str:
    return f"{100 * np.mean(hits):.1f} of {len(hits):,}" if hits else "-"


def _excess(hits: Sequence[bool]) -> float:
    """Standard errors above the nominal 5 %."""
    return float((np.mean(hits) - ALPHA) / np.sqrt(ALPHA * (1 - ALPHA) / len(hits)))


def judge_all(cases: Sequence[Case]) -> list[Verdict]:
    """Every case, on both cores; the answer does not depend on how they are shared out."""
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    with get_context("spawn").Pool(CORES) as workers:
        return workers.map(judge, cases, chunksize=20)


def draw(table: pd.DataFrame) -> None:
    """Rates with their intervals, one part a design."""
    figure = Figure(figsize=(10, 8), layout="constrained")
    parts = list(table.groupby("design", sort=False))
    for axes, (design, part) in zip(
        figure.subplots(len(parts), 1, sharex=True, height_ratios=(6, 5)), parts, strict=True
    ):
        methods = list(dict.fromkeys(part["method"]))
        for nth, (length, rows) in enumerate(part.groupby("T", sort=False)):
            axes.errorbar(
                rows["rate"],
                np.arange(len(methods)) + 0.2 * (nth - 1),
                xerr=np.abs(rows[["low", "high"]].to_numpy().T - rows["rate"].to_numpy()),
                fmt="o",
                markersize=5,
                label=f"{length} steps",
            )
        axes.axvline(CEILING, color="#777777", linewidth=0.8, linestyle="--")
        axes.set_yticks(range(len(methods)), methods)
        axes.invert_yaxis()
        axes.grid(axis="x", linewidth=0.3)
        axes.legend(loc="center right")
        axes.set_title(TITLES[str(design)] + f", {part['pairs'].iloc[0]:,} at each length")
    axes.set_xlim(-1, 101)
    axes.set_xlabel(f"leads found where there is none, % (dashed: {CEILING})")
    path = RESULTS / "lag_placebo.png"
    figure.savefig(path, dpi=110, metadata={"Software": None})
    print(f"written: {path}")


def main() -> None:
    """Draw the pairs, judge them, print everything, keep it if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="for each length and design")
    parser.add_argument("--write", action="store_true", help=f"keep the results in {RESULTS.name}/")
    asked = parser.parse_args()
    started = time.perf_counter()
    series, left_out = real_series()
    panels = real_panels()
    print_pool(series, panels, left_out)
    cases = [
        case
        for length in LENGTHS
        for case in draw_cases(series, length, asked.pairs, LONGEST_LAG, series_window)
    ] + [
        case
        for length in PANEL_LENGTHS
        for case in draw_cases(panels, length, asked.pairs, PANEL_LONGEST_LAG, panel_window)
    ]
    verdicts = judge_all(cases)
    table = rates(cases, verdicts)
    print_rates(table)
    for design in YARDSTICKS:
        print_kinds(cases, verdicts, design)
    if asked.write:
        write(table, "lag_placebo")
        draw(table)
    print(f"\n{time.perf_counter() - started:,.0f} s")
    conclude(table)


def print_pool(series: list[RealSeries], panels: list[RealPanel], left_out: list[str]) -> None:
    """What is in the pool, by which rules."""
    print(f"{len(series)} series of {len({one.dataset for one in series})} data sets, rules:")
    for rule in RULES:
        print(f"  - {rule}")
    for key in ("field", "step", "package"):
        counts = Counter(getattr(one, key) for one in series)
        print(f"  by {key}: " + ", ".join(f"{name} {n}" for name, n in counts.most_common()))
    print(f"  left out by a rule: {len(left_out)}: " + "; ".join(left_out))
    print(f"{len(panels)} panel variables of {len({one.dataset for one in panels})} data sets")


def conclude(table: pd.DataFrame) -> NoReturn:
    """Verdict on the ceiling in plain words, then the one line of JSON."""
    ours = table[table["method"] == OURS]
    for row in ours[ours["rate"] > CEILING].itertuples():
        print(
            f"ABOVE {CEILING} %: {row.design}, T = {row.T}: {row.rate:.1f} "
            f"({row.low:.1f}-{row.high:.1f}); the kinds above say where"
        )
    if not (ours["rate"] > CEILING).any():
        print(f"ours is at or below {CEILING} % everywhere")
    mean = table.groupby(["design", "method"])["rate"].mean()
    ratio = {
        design: mean[design, OURS] / mean[design, yardstick]
        for design, yardstick in YARDSTICKS.items()
    }
    print(f"panels: ours / {FIXED}: {ratio['panel']:.3f}")
    yardstick = "plain Pearson scan of the same pairs"
    finish("lag_placebo", ratio["pair"], yardstick=yardstick, limit=LIMIT)


if __name__ == "__main__":
    main()
