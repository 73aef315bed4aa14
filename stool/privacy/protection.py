"""Which employee cells are hidden: by the minimum, then by complements until the audit is clean."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.privacy.audit import Auditor
from stool.privacy.complement import Complements
from stool.privacy.margins import PLACE, BaseCells, Margins, combination, margins_of
from stool.schema import (
    ALL,
    EMPLOYEES,
    HIDDEN_COMPLEMENT,
    HIDDEN_CROSSING,
    HIDDEN_FEW,
    INTERNAL,
    SCALES,
    SHOWN,
)


def protected(table: pd.DataFrame, crosses: pd.DataFrame, minimum_n: int) -> pd.Series:
    """Reasons why rows are hidden, with those that protect others.

    All questions of employees share one pattern in a quarter. What they say of teams has one for
    each figure, since a team's score of itself and that of its customers come from different
    people.

    Parameters
    ----------
    table : DataFrame, one row a metric of a node, quarter and segment
        Columns of `stool.schema.PUBLISHED_COLUMNS`; ``hidden`` holds the primary verdict.
    crosses : DataFrame
        Columns ``leg``, ``metric``, ``quarter``, ``node``, ``cross`` and ``n``.
    minimum_n : int
        Fewest answers that anything computable may tell of.

    Returns
    -------
    Series of str
        Index as `table`.
    """
    hidden = table["hidden"].to_numpy(object).copy()
    sampled = table["scale"].map({name: scale.sampled for name, scale in SCALES.items()})
    of_people = sampled.to_numpy(bool)
    for leg in EMPLOYEES:
        rows = np.flatnonzero((table["leg"] == leg).to_numpy() & of_people)
        if len(rows):
            hidden[rows] = _protected(
                table.iloc[rows], crosses[crosses["leg"] == leg], minimum_n, alone=leg == INTERNAL
            )
    return pd.Series(hidden, index=table.index, dtype="str")


def _protected(
    table: pd.DataFrame, crosses: pd.DataFrame, minimum_n: int, *, alone: bool
) -> NDArray[np.object_]:
    """Reasons of rows of one source, each metric by itself or all together."""
    place = pd.MultiIndex.from_frame(table[PLACE])
    place_codes, _ = place.factorize()
    first = ~pd.Series(place_codes).duplicated().to_numpy()
    places = table.loc[first, [*PLACE, "depth", "parent"]].astype(object)
    metric_codes, metrics = pd.factorize(table["metric"])
    quarter_codes, quarters = pd.factorize(table["quarter"])
    group = quarter_codes * len(metrics) + metric_codes if alone else quarter_codes
    n = table["n"].fillna(0).to_numpy(float)
    shown = (table["hidden"] == SHOWN).to_numpy()
    reasons = table["hidden"].to_numpy(object).copy()
    crossed = _crossed(crosses, list(metrics))
    for each in np.unique(group):
        rows = np.flatnonzero(group == each)
        here, at = np.unique(place_codes[rows], return_inverse=True)
        wanted = np.unique(metric_codes[rows])
        counts = np.zeros((len(here), len(wanted)))
        counts[at, np.searchsorted(wanted, metric_codes[rows])] = n[rows]
        quarter = str(quarters[quarter_codes[rows[0]]])
        base = {key: value[wanted] for key, value in crossed.get(quarter, {}).items()}
        few = np.zeros(len(here), dtype=np.bool_)
        np.logical_or.at(few, at, ~shown[rows])
        margins = margins_of(places.iloc[here], counts, base)
        kept = ~places["dimension"].iloc[here].isin(margins.uncrossed).to_numpy()
        said = np.where(few, HIDDEN_FEW, HIDDEN_CROSSING).astype(object)
        pattern = suppressed(margins, few[kept], minimum_n)
        said[kept] = np.where(few[kept], HIDDEN_FEW, np.where(pattern, HIDDEN_COMPLEMENT, SHOWN))
        reasons[rows] = np.where(shown[rows], said[at], reasons[rows])
    return reasons


def _crossed(crosses: pd.DataFrame, metrics: list[str]) -> dict[str, BaseCells]:
    """Crossed counts of each quarter."""
    found: dict[str, BaseCells] = {}
    at = {metric: number for number, metric in enumerate(metrics)}
    read = {cross: combination(cross) for cross in crosses["cross"].unique()}
    columns = (crosses[name].tolist() for name in ("quarter", "node", "cross", "metric", "n"))
    for quarter, node, cross, metric, n in zip(*columns, strict=True):
        if metric in at:
            base = found.setdefault(quarter, {})
            key = node, read[cross]
            if key not in base:
                base[key] = np.zeros(len(metrics))
            base[key][at[metric]] += n
    return found


def suppressed(
    margins: Margins, few: NDArray[np.bool_], minimum_n: int, *, auditor: Auditor | None = None
) -> NDArray[np.bool_]:
    """Which margins are hidden so that nothing computable tells of too few.

    Parameters
    ----------
    margins : Margins
    few : array of bool
        Margins hidden by the minimum.
    minimum_n : int
    auditor : Auditor, optional
        Of these margins; a new one by default.

    References
    ----------
    Primary and secondary suppression with an audit of the result: Hundepool et al. (2012),
    Statistical Disclosure Control, ch. 4.
    """
    hidden = few.copy()
    whole = (margins.places["dimension"] == ALL).to_numpy()
    complements = Complements(margins.n(), margins.equations, whole, hidden, minimum_n)
    complements.close()
    auditor = auditor or Auditor(margins, minimum_n)
    while found := auditor.findings(hidden):
        chosen = {complements.cheapest(each.rows) for each in found}
        complements.hide(sorted(chosen))
    return hidden
