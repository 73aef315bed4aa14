"""Steady: the same service whoever serves and whenever, without heroes."""

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import binom, norm

from stool.measure import control_limits, mean_interval
from stool.measure.control import SIGMAS
from stool.period import shift
from stool.schema import ANSWERS, CSAT, ESAT, SCALES, SERVER
from stool.service.basis import QUARTERS, Basis
from stool.service.estimates import figure_of
from stool.service.places import ranked
from stool.service.result import ALPHA, PLACE_COLUMNS, Figure, Measure, no_rows, table_of
from stool.service.shares import share_of
from stool.service.spread import spread_within
from stool.service.trends import trend_of

APART = 2 / np.sqrt(np.pi)  # mean distance of two of a normal distribution, in its sd
INSIDE = float(1 - 2 * norm.sf(SIGMAS))  # share of quarters of a steady unit inside its limits
TOP_SERVERS = 0.1
DRAWS = 999
SEED = 7
LEAST_SERVERS = 10  # with fewer, a tenth of them is nobody


def same_server(basis: Basis) -> Measure | None:
    """S1: how far a customer's score depends on who serves; on the unit where none is named."""
    rows, kind = _served(basis)
    now = basis.last(rows)
    if not (rows["quarter"] == basis.quarter).any():
        return None
    found = spread_within(now)
    if not found.members:
        return None
    scale = str(now["scale"].iloc[0])
    apart = [APART * end for end in (found.value, found.low, found.high)]
    return Measure(
        "S1",
        (
            Figure("spread", found.value, found.low, found.high, found.answers, "spread", scale),
            Figure("apart", apart[0], apart[1], apart[2], found.members, "spread"),
        ),
        "lower",
        _spreads(rows),
        ranked(
            found.groups.rename(columns={"group": "place"}).assign(n_is_least=False),
            "unit",
            found.groups["p"],
            "lower",
        )
        if kind == SERVER
        else no_rows(PLACE_COLUMNS),
        quarters=tuple(sorted(now["quarter"].unique())),
        doubts=() if kind == SERVER else ("units_not_servers",),
    )


def _served(basis: Basis) -> tuple[pd.DataFrame, str]:
    """Customer scores by group, member and quarter: servers of a unit, else units of the node."""
    rows = basis.of_units(CSAT, "", SERVER)
    if len(rows):
        return rows.assign(group=rows["node"], member=rows["level"]), SERVER
    rows = basis.of_units(CSAT)
    return rows.assign(group=basis.node, member=rows["node"]), "unit"


def _spreads(rows: pd.DataFrame) -> pd.DataFrame:
    """The spread over the last quarters, quarter after quarter."""
    figures = []
    for quarter in sorted(rows["quarter"].unique())[QUARTERS - 1 :]:
        first = shift(quarter, 1 - QUARTERS)
        window = rows[(rows["quarter"] >= first) & (rows["quarter"] <= quarter)]
        each = spread_within(window, each=False)
        figures.append(Figure(quarter, each.value, each.low, each.high, each.answers))
    return table_of("quarter", figures)


def consistent(basis: Basis) -> Measure | None:
    """S2: the share of quarters in which units stay inside their own limits."""
    rows = basis.of_units(CSAT)
    rows = rows[rows["scale"] == rows["scale"].iloc[-1]] if len(rows) else rows
    if basis.now(rows).empty:
        return None
    charts = [
        control_limits(unit["value"], unit["se"]).table.assign(node=node)
        for node, unit in _means(rows).groupby("node", observed=True)
    ]
    table = pd.concat(charts, ignore_index=True)
    table = table[table["value"].notna() & table["low"].notna()]
    if table.empty:
        return None
    table["out"] = table["beyond"] != 0
    now = basis.now(table)
    return Measure(
        "S2",
        (
            _inside(table),
            Figure("by_chance", INSIDE, kind="share"),
            Figure("outside_now", float(now["out"].sum()), n=len(now), kind="count"),
        ),
        "higher",
        trend_of(table, _inside),
        _restless(table),
        quarters=tuple(sorted(table["quarter"].unique())),
    )


def _means(rows: pd.DataFrame) -> pd.DataFrame:
    """Means and their errors by unit, quarters as index."""
    found = mean_interval(rows["n"], rows["s"], rows["ss"]).set_index(rows["quarter"])
    return found.assign(node=rows["node"].to_numpy())


def _inside(rows: pd.DataFrame) -> Figure:
    """Share of unit-quarters inside the limits."""
    return share_of("inside", len(rows) - float(rows["out"].sum()), len(rows))


def _restless(table: pd.DataFrame) -> pd.DataFrame:
    """Units, those most often outside first; clear where steady ones would hardly be so often."""
    units = table.groupby("node", observed=True)
    inside = table_of("place", (replace(_inside(rows), key=str(node)) for node, rows in units))
    out = units["out"].sum().to_numpy()
    return ranked(inside, "unit", binom.sf(out - 1, inside["n"], 1 - INSIDE), "higher")


def by_design(basis: Basis) -> Measure | None:
    """S7: how much more of the top scores the best tenth of servers earn than chance gives them."""
    rows = basis.of_units(CSAT, "", SERVER)
    if basis.now(rows).empty:
        return None
    top = SCALES[str(rows["scale"].iloc[-1])].top_from
    if top is None:
        return None
    now = basis.last(rows)
    now = now.assign(top=now[list(ANSWERS)].iloc[:, int(top) :].sum(axis=1))
    servers = now.groupby(["node", "level"], observed=True)[["n", "top"]].sum()
    if len(servers) < LEAST_SERVERS or not servers["top"].sum():
        return None
    first = round(TOP_SERVERS * len(servers))
    earned = servers["top"].nlargest(first).sum() / servers["top"].sum()
    chance = _by_chance(servers.astype(int), first)
    usual = float(chance.mean())
    least, most = (float(np.quantile(chance, q)) for q in (ALPHA / 2, 1 - ALPHA / 2))
    value, low, high = earned - usual, earned - most, earned - least
    answers = float(servers["n"].sum())
    best = Figure("earned", float(earned), n=first, kind="share")
    luck = Figure("by_chance", usual, least, most, len(servers), "share")
    despite = basis.now(basis.of_node(ESAT, "results_despite_processes"))
    return Measure(
        "S7",
        (
            Figure("excess", 100 * value, 100 * low, 100 * high, answers, "points"),
            best,
            luck,
            *((figure_of("despite", despite),) if len(despite) else ()),
        ),
        "lower",
        parts=table_of("part", (best, luck)),
        part_kind="share",
        quarters=tuple(sorted(now["quarter"].unique())),
    )


def _by_chance(servers: pd.DataFrame, first: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Share of the top scores of the first servers, were those of a unit dealt at random."""
    random = np.random.default_rng(SEED)
    dealt = np.hstack(
        [
            random.multivariate_hypergeometric(unit["n"], int(unit["top"].sum()), size=DRAWS)
            for _, unit in servers.groupby(level=0, observed=True)
        ]
    )
    best = np.sort(dealt, axis=1)[:, -first:].sum(axis=1)
    return np.asarray(best / servers["top"].sum(), dtype=np.float64)
