"""Reliable: promises kept, on the record and as they are felt, and cases owned."""

from dataclasses import replace

import numpy as np
import pandas as pd

from stool.measure import mean_interval
from stool.schema import CSAT, ONE_OWNER, OVERRUN_BAND, OWNER_CHANGES, PROMISE_KEPT, SERVICE
from stool.service.basis import Basis
from stool.service.estimates import figure_of
from stool.service.quantiles import quantile
from stool.service.questions import question
from stool.service.result import PART_COLUMNS, Figure, Measure, no_rows
from stool.service.shares import favourable_share, share_difference
from stool.service.together import over_quarters, together
from stool.service.trends import trend_of


def promises(basis: Basis) -> Measure | None:
    """S38: the share of promises kept, and by how much the others were broken."""
    found = question("S38", basis, _record(basis), PROMISE_KEPT)
    if found is None:
        return None
    late = basis.now(basis.of_node(SERVICE, OVERRUN_BAND))
    over = (quantile("overrun", late, 0.5),) if len(late) else ()
    return replace(found, figures=(replace(found.headline, key="kept"), *over))


def _record(basis: Basis) -> str:
    """Where promises are on record: the log, else what customers say."""
    return SERVICE if len(basis.now(basis.of_node(SERVICE, PROMISE_KEPT))) else CSAT


def perceived(basis: Basis) -> Measure | None:
    """S30: being on time as customers feel it, against promises kept on the record."""
    felt = basis.of_node(CSAT, "on_time_as_expected").assign(is_felt=True)
    kept = basis.of_node(_record(basis), PROMISE_KEPT).assign(is_felt=False)
    if basis.now(felt).empty or basis.now(kept).empty:
        return None
    both = pd.concat([felt, kept])
    pairs = basis.pair(CSAT, PROMISE_KEPT, "on_time_as_expected")
    gap = together(basis.rows_below(pairs))
    return Measure(
        "S30",
        (*_against(basis.now(both)), *((gap.slope.figure("kept_less_broken"),) if gap else ())),
        "",
        trend_of(both, lambda rows: _against(rows)[0]),
        parts=_by_answer(pairs[pairs["node"] == basis.node], ("broken", "kept")),
        part_kind="mean",
        quarters=(basis.quarter,),
    )


def _against(rows: pd.DataFrame) -> tuple[Figure, Figure, Figure]:
    """Share that felt served on time less share of promises kept, and the two."""
    felt = favourable_share("felt", rows[rows["is_felt"]])
    kept = figure_of("kept", rows[~rows["is_felt"]])
    return share_difference("difference", felt, kept), felt, kept


def _by_answer(pairs: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    """Mean of the second of a pair among those who said no and yes to the first."""
    sums = pairs[["n", "sum_a", "sum_b", "ss_b", "cross"]].sum()
    n = np.array([sums["n"] - sums["sum_a"], sums["sum_a"]])
    if not (n > 0).all() or n.sum() < 3:
        return no_rows(PART_COLUMNS)
    means = np.array([sums["sum_b"] - sums["cross"], sums["cross"]]) / n
    noise = max(float(sums["ss_b"] - (n * means**2).sum()), 0) / (n.sum() - 2)  # pooled
    squares = noise * (n - 1) + n * means**2
    found = mean_interval(n, n * means, squares)
    return found.assign(part=names, n=n, n_is_least=False)[list(PART_COLUMNS)]


def ownership(basis: Basis) -> Measure | None:
    """S37: the share of cases with one owner, and how handovers go with satisfaction."""
    found = question("S37", basis, SERVICE, ONE_OWNER)
    if found is None:
        return None
    linked = over_quarters(basis.of_units(SERVICE, OWNER_CHANGES), basis.of_units(CSAT))
    more = (linked.r, linked.slope.figure("per_handover")) if linked else ()
    handovers = figure_of("handovers", basis.now(basis.of_node(SERVICE, OWNER_CHANGES)))
    return replace(found, figures=(replace(found.headline, key="one_owner"), handovers, *more))
