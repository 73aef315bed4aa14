"""The track record: the product's own forecasts as they were stored, and how they turned out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stool.lag import Evidence
from stool.lag.forecast import (
    FORECAST_COLUMNS,
    LEVEL,
    RECORD_COLUMNS,
    forecast_next,
    rolling_origin,
)
from stool.lag.grading import grade
from stool.measure import Target, leg_history, linear_score
from stool.measure.profit import RATIOS, profit_figures
from stool.period import ordinal, shift
from stool.reading.analysis import Analysis, panel_of_scores
from stool.schema import ALL, COMPANY, LEGS, PROFIT

STORED_COLUMNS = (*RECORD_COLUMNS, "made_from")  # data version the forecast was made of
ROW = tuple(name for name in FORECAST_COLUMNS if name != "quarter")
DIGITS = 6  # significant, of a stored figure


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How the forecasts of the followers turned out.

    The two halves are never mixed. Stored forecasts are blind: they were written down before the
    quarter was known. The backtest repeats the past, each origin knowing its own data only, but
    it was worked out afterwards, by today's method and on today's score line.

    Attributes
    ----------
    stored : DataFrame, one row a forecast
        Columns `STORED_COLUMNS`, oldest quarter first; ``actual`` is NaN until it is published,
        and stays so where it is hidden. All figures of a forecast are on the score line of the time
        it was made.
    pending : DataFrame
        Rows of `stored` of quarters of which nothing is known yet.
    graded : DataFrame, one row a link
        `stool.lag.grading.grade` of `stored`.
    backtest : DataFrame, one row a forecast
        `stool.lag.forecast.rolling_origin` of today's panel of scores.
    backtest_graded : DataFrame, one row a link
        `stool.lag.grading.grade` of `backtest`.
    """

    stored: pd.DataFrame
    pending: pd.DataFrame
    graded: pd.DataFrame
    backtest: pd.DataFrame
    backtest_graded: pd.DataFrame


def forecast_bodies(analysis: Analysis) -> dict[str, dict[str, Any]]:
    """The forecasts an analysis makes, ready to be stored.

    Returns
    -------
    dict of key to body
        One entry an established link that can be forecast, such as ``esat>csat 2026Q3``. The body
        holds ``leader``, ``follower``, ``quarter``, ``made_from`` (the data version), ``lags``,
        ``level``, ``evidence``, the ``headline`` metrics and ``targets`` that make the score line
        of the time, and ``rows``: lists of unit, forecast, low, high, own path, no change and
        seasonal naive (None where unknown), figures to 6 significant digits. Made of published
        scores alone, so it holds nothing of a hidden cell.
    """
    panel = panel_of_scores(analysis.legs)
    bodies = {}
    for (leader, follower), link in analysis.links.items():
        if link.evidence < Evidence.ESTABLISHED:
            continue
        found = forecast_next(panel, leader, follower, link.lag_set, level=LEVEL)
        if found.empty:
            continue
        quarter = str(found["quarter"].iloc[0])
        bodies[f"{leader}>{follower} {quarter}"] = {
            "leader": leader,
            "follower": follower,
            "quarter": quarter,
            "made_from": analysis.revision,
            "lags": [int(lag) for lag in link.lag_set],
            "level": LEVEL,
            "evidence": int(link.evidence),
            "headline": dict(analysis.headline),
            "targets": {metric: target.body() for metric, target in _in_force(analysis).items()},
            "rows": [
                [str(unit), *map(_rounded, figures)]
                for unit, *figures in found[list(ROW)].itertuples(index=False)
            ],
        }
    return bodies


def forecast_changes(
    analysis: Analysis, held: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any] | None]:
    """What storing the forecasts of an analysis would change, by key.

    Parameters
    ----------
    analysis : Analysis
    held : Mapping of key to body
        The forecasts stored so far.

    Returns
    -------
    dict of key to body or None
        Bodies as of `forecast_bodies` that say something new, the data version they were made from
        aside; None for a stored forecast whose quarter lies beyond the next one of its follower, as
        happens when the data it was made of were taken back.
    """
    due = _next_quarters(analysis)
    changes: dict[str, dict[str, Any] | None] = {
        key: None
        for key, body in held.items()
        if body["follower"] not in due or ordinal(body["quarter"]) > due[body["follower"]]
    }
    for key, body in forecast_bodies(analysis).items():
        if {**held.get(key, {}), "made_from": analysis.revision} != body:
            changes[key] = body
    return changes


def _next_quarters(analysis: Analysis) -> dict[str, int]:
    """Quarter to be forecast of every leg, as its ordinal: one after its last published score."""
    panel = panel_of_scores(analysis.legs)
    numbers = panel["quarter"].map(ordinal)
    seen = {leg: numbers[panel[leg].notna()] for leg in LEGS if leg in panel}
    return {leg: int(found.max()) + 1 for leg, found in seen.items() if len(found)}


def track_record(
    analysis: Analysis,
    documents: Mapping[str, Mapping[str, Any]],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> TrackRecord:
    """Set the stored forecasts beside what happened, and repeat the past.

    Parameters
    ----------
    analysis : Analysis
        Says what happened. Forecasts of units that it does not have are left out; of a part of the
        company all that are stored, since they were made with the figures of the other units.
    documents : Mapping of key to body
        From `stool.store.Store.forecasts`; bodies as of `forecast_bodies`.
    progress : callable, optional
        Called with the origins of the backtest done and their number, after each.
    """
    stored = _stored(analysis, documents if analysis.root == COMPANY else {})
    known = stored.groupby(["leader", "follower", "quarter"])["actual"].transform("count") > 0
    backtest = rolling_origin(panel_of_scores(analysis.legs), progress=progress)
    return TrackRecord(
        stored=stored,
        pending=stored[~known].reset_index(drop=True),
        graded=grade(stored),
        backtest=backtest,
        backtest_graded=grade(backtest),
    )


def _stored(analysis: Analysis, documents: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Columns `STORED_COLUMNS`."""
    nodes = set(analysis.nodes["node"])
    bodies = sorted(documents.values(), key=lambda body: ordinal(body["quarter"]))
    made = []
    for body in bodies:
        rows = pd.DataFrame(body["rows"], columns=list(ROW))
        rows = rows[rows["unit"].isin(nodes)]
        if rows.empty:
            continue
        figures = {name: rows[name].astype(float) for name in ROW if name != "unit"}
        actual = _actual(analysis.published.table, body)
        made.append(
            rows.assign(
                **figures,
                leader=body["leader"],
                follower=body["follower"],
                origin=shift(body["quarter"], -1),
                quarter=body["quarter"],
                lags=",".join(map(str, body["lags"])),
                level=body["level"],
                made_from=body["made_from"],
                actual=rows["unit"].map(actual).astype(float),
            )
        )
    if not made:
        return pd.DataFrame(columns=list(STORED_COLUMNS))
    return pd.concat(made, ignore_index=True)[list(STORED_COLUMNS)]


def _actual(table: pd.DataFrame, body: Mapping[str, Any]) -> pd.Series:
    """Published score of every unit in the quarter of a forecast, on the forecast's own line."""
    leg = str(body["follower"])
    rows = table[(table["leg"] == leg) & (table["quarter"] == body["quarter"])]
    targets = {metric: Target.of_body(each) for metric, each in body["targets"].items()}
    if leg == PROFIT:
        found = _profit_line(rows, targets)
    else:
        found = leg_history(rows, {leg: body["headline"][leg]}, targets)
    return found[found["depth"] != "region"].set_index("node")["linear"]


def _profit_line(table: pd.DataFrame, targets: Mapping[str, Target]) -> pd.DataFrame:
    """``depth``, ``node``, ``quarter`` and ``linear``, the mean over the figures with a target.

    NaN where one of them is missing: a figure that comes or goes must not move an actual.
    """
    figures = profit_figures(table[table["dimension"] == ALL])
    lines = [
        linear_score(figures.get(figure, np.full(len(figures), np.nan)), targets[figure])
        for figure in RATIOS
        if figure in targets
    ]
    return figures[["depth", "node", "quarter"]].assign(linear=np.mean(lines, axis=0))


def _in_force(analysis: Analysis) -> dict[str, Target]:
    """The targets, without that of a profit figure that the profit leg does not use."""
    legs = analysis.legs[(analysis.legs["leg"] == PROFIT) & (analysis.legs["node"] == COMPANY)]
    figures = [figure for figure in RATIOS if figure in analysis.targets]
    if legs.empty or len(figures) < 2:
        return dict(analysis.targets)
    scores = legs.set_index("quarter")["linear"].astype(float)
    for unused in ([], *([figure] for figure in figures)):
        targets = {name: each for name, each in analysis.targets.items() if name not in unused}
        line = _profit_line(analysis.published.table, targets)
        company = line[line["node"] == COMPANY].set_index("quarter")["linear"]
        if np.allclose(company.reindex(scores.index), scores):
            break
    return targets


def _rounded(figure: float) -> float | None:
    return float(f"{figure:.{DIGITS}g}") if np.isfinite(figure) else None
