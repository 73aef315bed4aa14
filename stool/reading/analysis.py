"""Everything one revision of the data says, computed once, read many times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from stool.balance import tilt_history
from stool.events import Event
from stool.lag import LagResult, loop_links, reverse_links
from stool.measure import Target, headline_metrics, leg_history, resolve_targets
from stool.period import span
from stool.plan import Action
from stool.privacy import MINIMUM_N, Published, publish_once
from stool.schema import COMPANY, LEGS
from stool.standards import Standard


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one revision says about every node and quarter.

    Attributes
    ----------
    revision : int
        Data version all of it comes from.
    published : Published
        The only table any figure is made of.
    headline : Mapping of leg to metric
        What stands for each survey leg.
    targets : Mapping of metric to Target
        The user's own and the provisional ones.
    legs : DataFrame
        As of `stool.measure.leg_history`.
    tilts : DataFrame
        As of `stool.balance.tilt_history`.
    links, reverse : Mapping of (leader, follower) to LagResult
        The three links declared in advance; and the exploratory look at the other direction.
    batches : DataFrame
        The live files, as of `stool.store.Store.batches`; of a part their digests alone.
    labels : Mapping of metric to str
        Question text or header as the file had it.
    events : tuple of Event
        What happened, oldest first; nothing is compared across the breaks among them.
    actions : tuple of Action
        What was begun to move a leg, the first begun first.
    standards : tuple of Standard
        What was promised of the service, by name.
    root : str
        What the company is called: its part, of `stool.reading.part.part_of`.
    """

    revision: int
    published: Published
    headline: Mapping[str, str]
    targets: Mapping[str, Target]
    legs: pd.DataFrame
    tilts: pd.DataFrame
    links: Mapping[tuple[str, str], LagResult]
    reverse: Mapping[tuple[str, str], LagResult]
    batches: pd.DataFrame
    labels: Mapping[str, str]
    events: tuple[Event, ...] = ()
    actions: tuple[Action, ...] = ()
    standards: tuple[Standard, ...] = ()
    root: str = COMPANY

    @property
    def quarters(self) -> list[str]:
        """Every quarter from the first to the last with data, oldest first."""
        return span(self.legs["quarter"].unique())

    @property
    def nodes(self) -> pd.DataFrame:
        """``depth``, ``node`` and ``parent`` of every node: company, regions, units, by name."""
        nodes = self.published.table[["depth", "node", "parent"]].drop_duplicates()
        order = nodes["depth"].map({"company": 0, "region": 1, "unit": 2})
        return nodes.assign(order=order).sort_values(["order", "node"]).drop(columns="order")

    def named(self, node: str) -> str:
        """What a node is called: itself, and the company by its `root`."""
        return self.root if node == COMPANY else node

    def events_of(self, node: str, leg: str = "") -> list[Event]:
        """What happened to a leg of a node, or to any leg of it, oldest first."""
        nodes = self.nodes
        parent = next(iter(nodes.loc[nodes["node"] == node, "parent"]), "")
        return [event for event in self.events if event.concerns(node, parent, leg)]


def analyse(
    cells: pd.DataFrame,
    *,
    revision: int,
    parents: Mapping[str, str],
    batches: pd.DataFrame,
    crosses: pd.DataFrame | None = None,
    targets: Mapping[str, Target] | None = None,
    headline: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    events: Sequence[Event] = (),
    actions: Sequence[Action] = (),
    standards: Sequence[Standard] = (),
    minimum_n: int = MINIMUM_N,
    released: Mapping[str, int] | None = None,
) -> Analysis:
    """Take cells down the road: publish, measure, balance, lag.

    Parameters
    ----------
    cells : DataFrame
        Columns `stool.schema.CELL_COLUMNS`; may be empty.
    revision : int
        Data version they come from.
    parents : Mapping of unit to region
    batches : DataFrame
        The live files.
    crosses : DataFrame, optional
        See `stool.privacy.publish`.
    targets, headline, labels : Mapping
        What users have set; see `Analysis`.
    events, actions, standards : sequence
        What users have noted, in any order.
    minimum_n : int
        Fewest employee answers behind a number shown.
    released : Mapping of quarter to int, optional
        See `stool.privacy.publish.publish`.
    """
    published = publish_once(cells, parents, crosses, minimum_n=minimum_n, released=released)
    metrics = headline_metrics(published.table, headline or {})
    aims = resolve_targets(published.table, metrics, targets or {})
    legs = leg_history(published.table, metrics, aims, events)
    panel = panel_of_scores(legs)
    return Analysis(
        revision=revision,
        published=published,
        headline=metrics,
        targets=aims,
        legs=legs,
        tilts=tilt_history(legs),
        links=loop_links(panel),
        reverse=reverse_links(panel),
        batches=batches,
        labels=labels or {},
        events=tuple(sorted(events)),
        actions=tuple(sorted(actions, key=lambda action: (action.start, action.title))),
        standards=tuple(sorted(standards, key=lambda each: (each.standard, each.unit))),
    )


def panel_of_scores(legs: pd.DataFrame, column: str = "linear") -> pd.DataFrame:
    """Units x quarters of the three legs on the unbent score line: what the lag analysis reads.

    Parameters
    ----------
    legs : DataFrame
        As of `stool.measure.leg_history`.
    column : {"linear", "linear_se"}
        The scores, or their standard errors.

    Returns
    -------
    DataFrame
        ``unit``, ``quarter`` and one column a leg that has data; NaN where hidden or missing.
        Only where there are no units below the company is the company itself the one unit.
    """
    units = legs[legs["depth"] == "unit"]
    rows = units if len(units) else legs[legs["node"] == COMPANY]
    wide = rows.pivot(index=["node", "quarter"], columns="leg", values=column)
    wide = wide.reindex(columns=[leg for leg in LEGS if leg in wide]).reset_index()
    wide.columns.name = None
    return wide.rename(columns={"node": "unit"})
