"""Leg readings: the headline figure of each leg, its score, interval and change, everywhere."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from stool.events import Event
from stool.measure.change import with_changes
from stool.measure.era import eras
from stool.measure.interval import mean_interval
from stool.measure.people import population
from stool.measure.profit import OF_LEG, RATIOS, profit_figures
from stool.measure.score import leg_score, line_per_unit, linear_score, score_per_unit
from stool.measure.target import Target, default_target
from stool.privacy.coding import band_end, is_coded
from stool.schema import (
    ALL,
    ATTAINMENT,
    CSAT,
    ESAT,
    LEDGER_METRICS,
    MARGIN,
    PROFIT,
    SCALES,
    SHOWN,
)

NODE = ["depth", "node", "parent", "quarter"]
LEG_COLUMNS = (
    *NODE,
    "leg",
    "metric",  # the headline metric behind the leg
    "raw",  # its figure, in its own unit
    "raw_low",
    "raw_high",
    "n",  # answers; NaN for a ledger figure
    "n_is_least",  # n is the number its band begins at: of employees
    "population",
    "response_rate",  # 0 to 1; of employees the least and
    "response_rate_high",  # the most it can be, else the same
    "score",  # 0 to 110
    "se",  # of the score; 0 for a ledger figure
    "low",
    "high",
    "linear",  # score on the unbent line, for lag analysis
    "linear_se",  # its standard error; 0 for a ledger figure
    "sampled",
    "hidden",
    "change",  # of the score since the quarter before
    "change_noise",  # a smaller change is within noise
    "change_is_clear",
    "era",  # how often wording or scale had changed by then; figures of one era compare
    "is_comparable",  # False where they changed since the quarter before
)


def headline_metrics(table: pd.DataFrame, chosen: Mapping[str, str]) -> dict[str, str]:
    """Metric that stands for each survey leg: the chosen one, the one named like the leg, or the
    one with most rows. The profit leg is margin (or attainment) and is not looked up here.
    """
    names = {}
    for leg in (ESAT, CSAT):
        metrics = table.loc[table["leg"] == leg, "metric"]
        counts = metrics[~metrics.isin(LEDGER_METRICS)].value_counts(sort=False)
        if chosen.get(leg) in counts:
            names[leg] = chosen[leg]
        elif leg in counts:
            names[leg] = leg
        elif len(counts):
            names[leg] = str(counts.sort_index().idxmax())
    return names


def resolve_targets(
    table: pd.DataFrame, headline: Mapping[str, str], own: Mapping[str, Target]
) -> dict[str, Target]:
    """Target of every headline figure: the user's own, else the provisional default."""
    everybody = table[(table["dimension"] == ALL) & (table["depth"] == "unit")]
    targets = dict(own)
    for metric in headline.values():
        rows = everybody[everybody["metric"] == metric]
        if metric in own or rows.empty:
            continue
        scale, better = str(rows["scale"].iloc[-1]), rows["better"].iloc[-1]
        found = default_target(metric, scale, better, rows["s"] / rows["n"])
        if found is not None:
            targets[metric] = found
    figures = profit_figures(everybody)
    units = figures[figures["depth"] == "unit"]
    for figure in RATIOS:
        if figure in figures and figure not in own:
            found = default_target(figure, "ledger", "higher", units[figure])
            if found is not None:
                targets[figure] = found
    return targets


def leg_history(
    table: pd.DataFrame,
    headline: Mapping[str, str],
    targets: Mapping[str, Target],
    events: Iterable[Event] = (),
) -> pd.DataFrame:
    """Every leg of every node in every quarter.

    Parameters
    ----------
    table : DataFrame
        `stool.privacy.Published.table`.
    headline : Mapping of leg to metric
        As of `headline_metrics`.
    targets : Mapping of metric to Target
        As of `resolve_targets`; a leg without one has a raw figure and no score.
    events : iterable of Event, optional
        Of these the breaks: nothing is compared across them.

    Returns
    -------
    DataFrame
        Columns `LEG_COLUMNS`, one row a node, quarter and leg that has data; figures are NaN where
        ``hidden`` names a reason.
    """
    everybody = table[table["dimension"] == ALL]
    legs = [_survey_leg(everybody, leg, metric, targets) for leg, metric in headline.items()]
    legs.append(_profit_leg(everybody, targets))
    found = [leg for leg in legs if len(leg)]
    if not found:
        return pd.DataFrame(columns=list(LEG_COLUMNS))
    rows = pd.concat(found, ignore_index=True)
    history = with_changes(rows.assign(era=eras(rows, events)))
    return history[list(LEG_COLUMNS)]


def _survey_leg(
    everybody: pd.DataFrame, leg: str, metric: str, targets: Mapping[str, Target]
) -> pd.DataFrame:
    rows = everybody[(everybody["leg"] == leg) & (everybody["metric"] == metric)]
    rows = rows.reset_index(drop=True)
    if rows.empty:
        return rows
    sampled = SCALES[str(rows["scale"].iloc[0])].sampled
    people = population(everybody, leg, rows) if sampled else pd.Series(np.nan, index=rows.index)
    coded = is_coded(rows)
    # With more answers than people the count is wrong; and the error of a coded mean does not
    # vanish though everybody answered.
    known = people.where(people > rows["n"] if coded.any() else people >= rows["n"])
    found = rows[[*NODE, "leg", "metric", "hidden"]].copy()
    found["sampled"] = sampled
    found["population"] = people
    if sampled:
        raw = mean_interval(rows["n"], rows["s"], rows["ss"], known)
        found["n"], found["n_is_least"] = rows["n"], coded
        found["response_rate"] = rows["n"] / people
        most = (band_end(rows["n"].where(coded)) / people).clip(upper=1)
        found["response_rate_high"] = found["response_rate"].where(
            ~coded | (most < found["response_rate"]), most
        )
    else:
        value = rows["s"] / rows["n"]
        raw = pd.DataFrame({"value": value, "se": value * 0, "low": value, "high": value})
        found["n"], found["n_is_least"] = np.nan, False
        found["response_rate"], found["response_rate_high"] = np.nan, np.nan
    found["raw"], found["raw_low"], found["raw_high"] = raw["value"], raw["low"], raw["high"]
    target = targets.get(metric)
    if target is None:
        empty = ("score", "se", "low", "high", "linear", "linear_se")
        return found.assign(**dict.fromkeys(empty, np.nan))
    ends = np.sort([leg_score(raw["low"], target), leg_score(raw["high"], target)], axis=0)
    return found.assign(
        score=leg_score(raw["value"], target),
        se=score_per_unit(raw["value"], target) * raw["se"],
        low=ends[0],
        high=ends[1],
        linear=linear_score(raw["value"], target),
        linear_se=line_per_unit(target) * raw["se"],
    )


def _profit_leg(everybody: pd.DataFrame, targets: Mapping[str, Target]) -> pd.DataFrame:
    """Mean of the scores of margin and of attainment, where both run over the same quarters."""
    figures = profit_figures(everybody)
    used = [figure for figure in OF_LEG if figure in figures and figure in targets]
    if not used:
        return figures.iloc[:0]
    company = figures[figures["depth"] == "company"]
    together = MARGIN in used and ATTAINMENT in used
    if together and not company[MARGIN].notna().equals(company[ATTAINMENT].notna()):
        used = [MARGIN]  # a figure that comes and goes would move the leg by itself
    found = figures[NODE].copy()
    raw = figures[used[0]]
    scores = np.mean([leg_score(figures[figure], targets[figure]) for figure in used], axis=0)
    lines = np.mean([linear_score(figures[figure], targets[figure]) for figure in used], axis=0)
    found = found.assign(
        leg=PROFIT, metric=used[0], raw=raw, raw_low=raw, raw_high=raw, n=np.nan,
        n_is_least=False, population=np.nan, response_rate=np.nan, response_rate_high=np.nan,
        score=scores, se=0.0, low=scores, high=scores, linear=lines, linear_se=0.0, sampled=False,
        hidden=SHOWN,
    )  # fmt: skip
    return found[np.isfinite(scores)].reset_index(drop=True)
