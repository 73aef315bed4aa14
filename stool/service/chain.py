"""The chain of teams: what each says of those that serve it, up to the customer."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from stool.lag import Evidence, PanelLagResult, panel_lagged_correlation
from stool.schema import (
    ALL,
    COMPANY,
    CSAT,
    CUSTOMER_TEAM,
    ESAT,
    INTERNAL,
    INTERNAL_SCORE,
    SELF_SCORE,
)
from stool.service.basis import Basis, Cells
from stool.service.edges import links, matrix, of_our_customers, paths
from stool.service.estimates import (
    MEAN,
    UNKNOWN,
    Estimate,
    average,
    difference,
    figure_of,
    pooled,
    staff_less_customers,
)
from stool.service.places import beside, places
from stool.service.result import Figure, Measure, table_of
from stool.service.shares import favourable
from stool.service.trends import trend_of, trend_of_means

VIEWS = ((ESAT, "service_view"), (CSAT, ""))  # of the same service
NEEDS = ("empowered", "skilled", "coached")  # of staff, to serve well
DOUBT_OF_LAG = {
    Evidence.TOO_SHORT: "lag_too_short",
    Evidence.UNDERPOWERED: "lag_too_short",
    Evidence.NOT_ESTABLISHED: "lag_not_established",
    Evidence.SUGGESTIVE: "lag_suggestive",
}


def teams(basis: Basis) -> Measure | None:
    """S8: how teams rate the teams that serve them.

    Details are `edges.EDGE_COLUMNS`, the customers of a region together in the company.
    """
    edges = of_our_customers(basis)
    now = basis.now(edges)
    if now.empty:
        return None
    recent = basis.recent(edges)
    earlier = basis.recent(edges[~edges["quarter"].isin(recent["quarter"])])
    return Measure(
        "S8",
        (figure_of(MEAN, now), *favourable(now)),
        trend=trend_of_means(edges),
        places=places(recent, "team", "supplier", "higher"),
        quarters=(basis.quarter,),
        details=matrix(recent, earlier),
    )


def chain(basis: Basis) -> Measure | None:
    """S9: the weakest link on the way to the customer, and whether customers follow.

    Details are `edges.LINK_COLUMNS`, with all ends of the chain as one.
    """
    edges, steps = paths(basis)
    recent = basis.recent(edges)
    if recent.empty:
        return None
    of_edges = places(recent, "edge", "edge", "higher")
    name = str((of_edges["place"] if len(of_edges) else recent["edge"]).iloc[0])
    weakest = edges[edges["edge"] == name]
    result = _lag(basis.cells, basis.quarter)
    doubt = DOUBT_OF_LAG.get(result.evidence)
    return Measure(
        "S9",
        (
            replace(figure_of("weakest", basis.recent(weakest)), of=name),
            figure_of("others", recent[recent["edge"] != name]),
            figure_of("customers", basis.now(basis.of_node(CSAT))),
            Figure("lag_r", result.best_r, result.low, result.high, result.n_obs, "r"),
            Figure("lag", np.nan if doubt else result.best_lag or np.nan, kind="count"),
        ),
        trend=trend_of_means(weakest),
        places=of_edges,
        quarters=tuple(sorted(recent["quarter"].unique())),
        doubts=(doubt,) if doubt else (),
        details=links(recent, steps, basis.node, name),
    )


def insight(basis: Basis) -> Measure | None:
    """S10: what teams say of themselves, less what those they serve say of them."""
    suppliers = None if basis.node == COMPANY else set(paths(basis)[0]["supplier"])
    own, given = (_of_teams(basis, name, suppliers) for name in (SELF_SCORE, INTERNAL_SCORE))
    both = set(own["node"]) & set(given["node"])
    own, given = (rows[rows["node"].isin(both)] for rows in (own, given))
    rows = pd.concat([own.assign(is_own=True), given.assign(is_own=False)])
    recent = basis.recent(rows)
    gap = _mean_insight(recent).figure("gap")
    if not gap.is_known:
        return None
    return Measure(
        "S10",
        (
            gap,
            _over_teams(recent[recent["is_own"]]).figure("self"),
            _over_teams(recent[~recent["is_own"]]).figure("received"),
        ),
        "lower",
        trend_of(rows, lambda part: _mean_insight(part).figure("gap")),
        beside(_insights(recent), "team", "lower"),
        quarters=tuple(sorted(recent["quarter"].unique())),
    )


def service_focus(basis: Basis) -> Measure | None:
    """S41: what staff think of the service, less what customers think of it."""
    rows = pd.concat([basis.of_node(*view) for view in VIEWS])
    now = basis.now(rows)
    views = [
        figure_of("service_view", now[now["leg"] == ESAT]),
        figure_of("csat", now[now["leg"] == CSAT]),
    ]
    if not all(each.is_known for each in views):
        return None
    needs = [figure_of(name, basis.now(basis.of_node(ESAT, name))) for name in NEEDS]
    shown = [*views, *(each for each in needs if each.is_known)]
    are_alike = len({each.scale for each in shown}) == 1
    units = pd.concat([basis.recent(basis.of_units(*view)) for view in VIEWS])
    of_units = {
        str(unit): staff_less_customers(part) for unit, part in units.groupby("node", observed=True)
    }
    return Measure(
        "S41",
        (staff_less_customers(now).figure("gap"), *views),
        "lower",
        trend_of(rows, lambda part: staff_less_customers(part).figure("gap")),
        beside(of_units, "unit", "lower"),
        table_of("part", shown if are_alike else views),
        quarters=(basis.quarter,),
    )


@lru_cache(maxsize=4)
def _lag(cells: Cells, quarter: str) -> PanelLagResult:
    """Whether the customers of a unit follow what it says of the teams that serve it; all units."""
    basis = Basis(cells, pd.DataFrame(), COMPANY, quarter)
    given = basis.rows(INTERNAL, INTERNAL_SCORE, CUSTOMER_TEAM)
    given = given[given["depth"] == "company"].assign(unit=lambda rows: rows["level"])
    csat = basis.rows(CSAT)
    csat = csat[csat["depth"] == "unit"].assign(unit=lambda rows: rows["node"])
    leader, follower = (_means(rows, name) for rows, name in ((given, INTERNAL), (csat, CSAT)))
    panel = leader.merge(follower, on=["unit", "quarter"], how="outer")
    panel = panel[panel["unit"].isin(leader["unit"]) & panel["unit"].isin(follower["unit"])]
    return panel_lagged_correlation(panel, INTERNAL, CSAT, unit="unit", time="quarter")


def _means(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    return rows[["unit", "quarter"]].assign(**{name: rows["s"] / rows["n"]}).astype({"unit": "str"})


def _of_teams(basis: Basis, metric: str, suppliers: set[str] | None) -> pd.DataFrame:
    rows = basis.rows(INTERNAL, metric, ALL)
    rows = rows[rows["depth"] == "unit"]
    return rows if suppliers is None else rows[rows["node"].isin(suppliers)]


def _over_teams(rows: pd.DataFrame) -> Estimate:
    """Mean over teams, each weighing the same."""
    return average([pooled(part) for _, part in rows.groupby("node", observed=True)], alike=False)


def _insights(rows: pd.DataFrame) -> dict[str, Estimate]:
    """What every team says of itself, less what is said of it."""
    return {
        str(team): difference(part[part["is_own"]], part[~part["is_own"]])
        for team, part in rows.groupby("node", observed=True)
    }


def _mean_insight(rows: pd.DataFrame) -> Estimate:
    """The same on average over teams that have both."""
    known = [each for each in _insights(rows).values() if np.isfinite(each.value)]
    return average(known, alike=False) if known else UNKNOWN
