"""Who serves whom: pairs of teams, the ways they lead to the customer, and their tables."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from stool.schema import COMPANY, CSAT, CUSTOMER_TEAM, INTERNAL, INTERNAL_SCORE
from stool.service.basis import Basis
from stool.service.estimates import difference, figure_of

EDGE = ["supplier", "customer"]
EDGE_COLUMNS = (
    *EDGE,  # who serves whom
    *("value", "low", "high", "n", "n_is_least"),  # what is said of it, in the last `QUARTERS`
    *("change", "change_low", "change_high"),  # on the `QUARTERS` before
)
LINK_COLUMNS = (
    *EDGE,  # the last customer of a chain is the node that is measured
    *("value", "low", "high", "n", "n_is_least"),
    *("before", "after"),  # steps from supplier and from customer to the end of the chain
    "is_weakest",
)
JOIN = " – "  # between supplier and customer in the name of an edge


def edges_of(basis: Basis) -> pd.DataFrame:
    """What every customer team said of every supplier, by quarter, each pair with its name."""
    rows = basis.rows(INTERNAL, INTERNAL_SCORE, CUSTOMER_TEAM)
    rows = rows[rows["depth"] == "unit"].rename(columns={"node": "supplier", "level": "customer"})
    names = rows["supplier"].astype("str") + JOIN + rows["customer"].astype("str")
    return rows.assign(edge=names)


def of_our_customers(basis: Basis) -> pd.DataFrame:
    """Edges to customer teams of the node; in the company the teams of a region as one."""
    edges = edges_of(basis)
    if basis.node != COMPANY:
        return edges[edges["customer"].isin([*basis.below, basis.node])]
    regions = {unit: region for unit, region in basis.parents.items() if region != COMPANY}
    return edges.assign(customer=[regions.get(name, name) for name in edges["customer"]])


def matrix(recent: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """Means by supplier and customer, and changes on the time before, looked at together.

    Returns
    -------
    DataFrame
        Columns `EDGE_COLUMNS`.
    """
    before, now_of = (dict(list(each.groupby(EDGE, observed=True))) for each in (earlier, recent))
    looks = max(len(set(before) & set(now_of)), 1)
    rows = []
    for edge, part in now_of.items():
        now = figure_of("", part)
        ends: tuple[float, float, float] = (np.nan, np.nan, np.nan)
        if edge in before:
            change = difference(part, before[edge]).figure("", looks)
            ends = (change.value, change.low, change.high)
        rows.append((*edge, now.value, now.low, now.high, now.n, now.n_is_least, *ends))
    return pd.DataFrame(rows, columns=list(EDGE_COLUMNS))


def paths(basis: Basis) -> tuple[pd.DataFrame, dict[str, int]]:
    """Edges on a way to a unit of the node with customer scores, and steps of teams to that end."""
    edges = edges_of(basis)
    with_scores = set(basis.of_units(CSAT)["node"])
    steps = {name: 0 for name in edges["customer"].unique() if name in with_scores}
    pairs = edges[EDGE].drop_duplicates()
    reached, step = set(steps), 0
    while reached:
        step += 1
        found = set(pairs.loc[pairs["customer"].isin(reached), "supplier"]) - set(steps)
        steps |= dict.fromkeys(sorted(found), step)
        reached = found
    return edges[edges["customer"].isin(steps)], steps


def links(rows: pd.DataFrame, steps: Mapping[str, int], node: str, weakest: str) -> pd.DataFrame:
    """The chain as it is drawn: all units it ends in as the node.

    Parameters
    ----------
    rows : DataFrame
        Cells of the edges of the chain.
    steps : Mapping of team to int
        As of `paths`.
    node : str
    weakest : str
        Edge that is marked.

    Returns
    -------
    DataFrame
        Columns `LINK_COLUMNS`.
    """
    ends = rows["customer"].map(steps) == 0
    drawn = rows.assign(customer=rows["customer"].mask(ends, node))
    found = []
    for edge, part in drawn.groupby(EDGE, observed=True):
        supplier, customer = map(str, edge)
        mean = figure_of("", part)
        after = 0 if customer == node else steps[customer]
        found.append(
            (
                *(supplier, customer, mean.value, mean.low, mean.high, mean.n, mean.n_is_least),
                *(steps[supplier], after, bool((part["edge"] == weakest).any())),
            )
        )
    return pd.DataFrame(found, columns=list(LINK_COLUMNS))
