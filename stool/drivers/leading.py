"""Which questions of one leg move before the score of another."""

from dataclasses import replace

import numpy as np
import pandas as pd

from stool.lag import LagResult, over_links, panel_lagged_correlation
from stool.lag.single import DECLARED, declared_lags
from stool.schema import ALL, CSAT, ESAT, LEDGER_METRICS, OF_THE_WHOLE, SHOWN

UNIT, TIME = "unit", "quarter"
LEADER, FOLLOWER = "leader", "follower"
LEAST_DRAWS = 999
DRAWS_AN_ITEM = 80  # so that the least p that can be found stays under 5 % when it pays for all


def leading_items(
    table: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    leader: str = ESAT,
    follower: str = CSAT,
    outcome: str = "",
    max_lag: int = DECLARED,
    seed: int = 0,
) -> dict[str, LagResult]:
    """Try every question of a leg as a leader of another leg's score, within units.

    Each question is one test, over the lags of 1 to min(max_lag, T // 5) quarters that were
    declared in advance; Holm pays for the questions. Each is tried alone: questions that rise and
    fall together lead together, and which of them the customers feel cannot be told.

    Parameters
    ----------
    table : DataFrame
        `stool.privacy.Published.table`.
    scores : DataFrame, one row a unit and quarter
        ``unit``, ``quarter`` and the follower's score, as of `stool.reading.panel_of_scores`.
    leader, follower : str
        Legs.
    outcome : str
        Metric that stands for the leader's leg, which is no question of it.
    max_lag : int
        Longest lag, in quarters.
    seed : int
        The same call gives the same numbers.

    Returns
    -------
    dict of metric to LagResult
        The surest first; r and slope are above 0 where better answers come before a higher score,
        and slopes are score points per point of the question. Empty where the follower has no
        score.

    References
    ----------
    As of `stool.lag.panel_lagged_correlation`. Holm (1979), Scand. J. Stat. 6, 65-70.
    """
    if follower not in scores or scores[follower].isna().all():
        return {}
    asked = _asked(table, leader, [outcome, *OF_THE_WHOLE])
    after = scores[[UNIT, TIME, follower]].rename(columns={follower: FOLLOWER})
    lags = range(1, declared_lags(after[TIME].nunique(), max_lag) + 1)
    items = sorted(asked["metric"].unique())
    draws = max(LEAST_DRAWS, DRAWS_AN_ITEM * len(items) - 1)
    tested = {}
    for item in items:
        before = asked.loc[asked["metric"] == item, [UNIT, TIME, LEADER]]
        found = panel_lagged_correlation(
            before.merge(after, how="outer", on=[UNIT, TIME]),
            LEADER,
            FOLLOWER,
            unit=UNIT,
            time=TIME,
            lags=lags,
            n_draws=draws,
            seed=seed,
        )
        tested[item, follower] = replace(found, leader=item, follower=follower)
    results = over_links(tested).values()
    order = sorted(results, key=lambda each: (np.nan_to_num(each.p, nan=2.0), -abs(each.best_r)))
    return {each.leader: each for each in order}


def _asked(table: pd.DataFrame, leg: str, without: list[str]) -> pd.DataFrame:
    """``unit``, ``quarter``, ``metric`` and the mean, the better the higher, of every question."""
    rows = table[
        (table["leg"] == leg)
        & (table["dimension"] == ALL)
        & (table["depth"] == "unit")
        & (table["hidden"] == SHOWN)
        & ~table["metric"].isin([*without, *LEDGER_METRICS])
    ]
    better = np.where(rows["better"] == "lower", -1.0, 1.0)
    found = rows.assign(**{LEADER: better * rows["s"] / rows["n"]})
    return found.rename(columns={"node": UNIT})[[UNIT, TIME, "metric", LEADER]]
