"""The three links of the loop: employees, customers, profit, and back to employees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from stool.errors import MissingScoresError
from stool.lag.align import Panel, units
from stool.lag.panel import panel_lagged_correlation
from stool.lag.result import LagResult, graded
from stool.lag.single import DECLARED, declared_lags, lagged_correlation
from stool.lag.within import LEAST_OVERLAP
from stool.measure import holm
from stool.schema import LINKS

Correction = Literal["holm", "none"]
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Options:
    """Arguments of `loop_links`, under the same names."""

    max_lag: int
    correction: Correction
    alpha: float
    n_draws: int
    n_sim: int
    seed: int


def loop_links(
    frame: pd.DataFrame,
    *,
    max_lag: int = DECLARED,
    correction: Correction = "holm",
    alpha: float = 0.05,
    n_draws: int = 999,
    n_sim: int = 4000,
    seed: int = 0,
) -> dict[Link, LagResult]:
    """Test the three links declared in advance: ESAT -> CSAT, CSAT -> profit, profit -> ESAT.

    Each link is tried at lags of 1 to min(max_lag, T // 5) quarters, within units where several
    have both legs, as a single pair where one has. The evidence is decided after the correction
    over the links.

    Parameters
    ----------
    frame : DataFrame, one row a unit and quarter
        Columns ``unit``, ``quarter`` and any of ``esat``, ``csat``, ``profit``; NaN where missing.
    max_lag : int
        Longest lag, in quarters.
    correction : {"holm", "none"}
        Over the links that could be tested.
    alpha : float
        Limit after correction, between 0 and .5.
    n_draws : int
        Draws of the panel test.
    n_sim : int
        Simulated pairs of the single-pair test.
    seed : int
        The same call gives the same numbers.

    Returns
    -------
    dict of (leader, follower) to LagResult
        A `PanelLagResult` where several units entered. A link is absent when a leg has no column
        or no value; a leg that never varies gives level 0.

    Raises
    ------
    MissingScoresError, RepeatedQuarterError, InfiniteScoreError, UnknownQuarterError

    References
    ----------
    Holm (1979), Scand. J. Stat. 6, 65-70.
    """
    options = Options(max_lag, correction, alpha, n_draws, n_sim, seed)
    return _corrected(frame, LINKS, 1, options)


def reverse_links(
    frame: pd.DataFrame,
    *,
    max_lag: int = DECLARED,
    correction: Correction = "holm",
    alpha: float = 0.05,
    n_draws: int = 999,
    n_sim: int = 4000,
    seed: int = 0,
) -> dict[Link, LagResult]:
    """Try the loop backwards, in the same quarter too: exploratory, to be shown in grey.

    Arguments and answer are those of `loop_links`; the keys are the links turned round, such as
    ("csat", "esat"), and the lags start at 0.
    """
    turned = tuple((follower, leader) for leader, follower in LINKS)
    options = Options(max_lag, correction, alpha, n_draws, n_sim, seed)
    return _corrected(frame, turned, 0, options)


def _corrected(
    frame: pd.DataFrame, links: Sequence[Link], first_lag: int, options: Options
) -> dict[Link, LagResult]:
    """Every link that has both legs, its p corrected over the links and then graded."""
    if options.correction not in ("holm", "none"):
        raise ValueError(f"correction is {options.correction!r}, must be 'holm' or 'none'")
    for column in ("unit", "quarter"):
        if column not in frame.columns:
            raise MissingScoresError(column, [str(name) for name in frame.columns])
    results = {
        link: _link(frame, link, first_lag, options)
        for link in links
        if all(leg in frame.columns and frame[leg].notna().any() for leg in link)
    }
    return over_links(results, options.alpha) if options.correction == "holm" else results


def _link(frame: pd.DataFrame, link: Link, first_lag: int, options: Options) -> LagResult:
    """One link: within units where several have both legs, else as a single pair."""
    leader, follower = link
    panel = units(frame, leader, follower, unit="unit", time="quarter")
    lags = range(first_lag, declared_lags(panel.n_quarters(), options.max_lag) + 1)
    alone = _only_unit(panel)
    if alone is None:
        return panel_lagged_correlation(
            frame,
            leader,
            follower,
            unit="unit",
            time="quarter",
            lags=lags,
            n_draws=options.n_draws,
            alpha=options.alpha,
            seed=options.seed,
        )
    quarters = list(panel.quarters)
    return lagged_correlation(
        pd.Series(panel.x[alone], quarters),
        pd.Series(panel.y[alone], quarters),
        lags=lags,
        alpha=options.alpha,
        n_sim=options.n_sim,
        seed=options.seed,
        names=link,
    )


def _only_unit(panel: Panel) -> int | None:
    """Position of the only unit with enough of both legs; None where there are several or none."""
    overlap = panel.overlap()
    enough = np.flatnonzero(overlap >= LEAST_OVERLAP)
    if len(enough) == 1 or len(overlap) == 1:
        return int(overlap.argmax())
    return None


def over_links(results: Mapping[Link, LagResult], alpha: float = 0.05) -> dict[Link, LagResult]:
    """The results with p corrected over those that could be tested, and graded anew.

    Parameters
    ----------
    results : Mapping of (leader, follower) to LagResult
        Links looked at together.
    alpha : float
        Limit after correction.

    References
    ----------
    Holm (1979), Scand. J. Stat. 6, 65-70.
    """
    tested = [link for link, result in results.items() if np.isfinite(result.p)]
    if not tested:
        return dict(results)
    adjusted = holm([results[link].p for link in tested])
    corrected = {
        link: graded(results[link], alpha, float(p))
        for link, p in zip(tested, adjusted, strict=True)
    }
    return {link: corrected.get(link, result) for link, result in results.items()}
