"""Drivers at one revision: of a leg, of its groups, of the leg that follows, and in money."""

from dataclasses import replace

import pandas as pd

from stool.drivers import REGION, Drivers, Groups, by_segment, drivers, leading_items
from stool.drivers.moments import QUARTERS
from stool.errors import NoDataError, NoPairsError, QuarterNotLoadedError, UnknownNodeError
from stool.lag import LagResult
from stool.plan import Driven, driven
from stool.reading.analysis import Analysis, panel_of_scores
from stool.reading.result import EVERYBODY, Segment
from stool.schema import ALL, COMPANY, CSAT, ESAT, SERVER, SHOWN

DRIVEN_LEGS = (ESAT, CSAT)  # legs that questions are asked of


def last_year(analysis: Analysis, leg: str, quarter: str | None = None) -> tuple[str, ...]:
    """The last four quarters that show the score of a leg, oldest first: drivers are read of them.

    Parameters
    ----------
    analysis : Analysis
    leg : {"esat", "csat"}
    quarter : str, optional
        The last that may be among them; the newest by default.

    Raises
    ------
    NoDataError
        Nothing is loaded.
    QuarterNotLoadedError
        The data know no such quarter.
    """
    if analysis.legs.empty:
        raise NoDataError
    known = analysis.quarters
    last = quarter or known[-1]
    if last not in known:
        raise QuarterNotLoadedError(last, known[0], known[-1])
    table = analysis.published.table
    shown = table[
        (table["leg"] == leg)
        & (table["metric"] == analysis.headline.get(leg))
        & (table["node"] == COMPANY)
        & (table["dimension"] == ALL)
        & (table["hidden"] == SHOWN)
        & (table["quarter"].astype("str") <= last)
    ]
    return tuple(sorted(shown["quarter"].astype("str").unique())[-QUARTERS:])


def drivers_of(
    analysis: Analysis,
    pairs: pd.DataFrame,
    leg: str,
    *,
    node: str = COMPANY,
    segment: Segment = EVERYBODY,
) -> Drivers:
    """Rank the questions of a leg; see `stool.drivers.drivers`.

    Parameters
    ----------
    analysis : Analysis
    pairs : DataFrame
        As of `stool.privacy.publish_pairs` from the same revision, of the quarters of `last_year`.
    leg : {"esat", "csat"}
    node : str
    segment : Segment

    Raises
    ------
    UnknownNodeError
    NoPairsError, DriversOfIndexError, TooFewItemsError, TooFewAnswersError
    """
    _require(analysis, leg, node)
    found = drivers(
        pairs,
        analysis.published.table,
        leg,
        analysis.headline[leg],
        node=node,
        segment=(segment.dimension, segment.level),
    )
    return replace(found, node=analysis.named(found.node))


def groups_of(
    analysis: Analysis, pairs: pd.DataFrame, leg: str, dimension: str, *, node: str = COMPANY
) -> Groups:
    """Drivers of every group of a dimension; see `stool.drivers.by_segment` and `drivers_of`."""
    _require(analysis, leg, node)
    return by_segment(
        pairs, analysis.published.table, leg, analysis.headline[leg], dimension, node=node
    )


def dimensions_of(pairs: pd.DataFrame, leg: str) -> list[str]:
    """What the answers to a leg's questions are split by, regions last where there are some."""
    of_leg = pairs[pairs["leg"] == leg]
    regions = of_leg.loc[of_leg["depth"] == REGION, "node"].nunique()
    split = sorted(set(of_leg["dimension"].astype("str")) - {ALL, SERVER})
    return [*split, REGION] if regions > 1 else split


def leading(analysis: Analysis) -> dict[str, LagResult]:
    """Employee questions that move before the customers' score; see `leading_items`."""
    return leading_items(
        analysis.published.table,
        panel_of_scores(analysis.legs),
        outcome=analysis.headline.get(ESAT, ESAT),
    )


def worth(analysis: Analysis, found: Drivers) -> Driven:
    """What a point of each driver may be worth in money; see `stool.plan.driven`."""
    return driven(found, analysis.links, analysis.legs, analysis.published.table, analysis.targets)


def _require(analysis: Analysis, leg: str, node: str) -> None:
    if leg not in analysis.headline:
        raise NoPairsError(shown=False)
    nodes = analysis.nodes["node"].tolist()
    if node not in nodes:
        raise UnknownNodeError(node, nodes)
