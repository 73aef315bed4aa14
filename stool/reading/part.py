"""A part of the company in the company's place: what those see who may see no more."""

from dataclasses import dataclass, replace

import pandas as pd

from stool.actions import Action
from stool.errors import UnknownPartError
from stool.events import Event
from stool.lag import loop_links, reverse_links
from stool.reading.analysis import Analysis, panel_of_scores
from stool.schema import COMPANY, CUSTOMER_TEAM, INTERNAL
from stool.standards import Standard
from stool.voice import Voice

OF_FILES = ("sha256",)  # rows and names of a file tell of all units in it


def part_of(analysis: Analysis, part: str) -> Analysis:
    """The analysis as if a region or unit and what lies below it were the whole company.

    Nothing is summed or published anew: only rows published for the part are read, so what is
    hidden stays hidden, and every figure is that of the same node in the whole company. Targets are
    those of the company, or parts could not be set against each other. The links are estimated anew
    from the part's own units. A unit alone is a company of one unit.

    Events, actions and standards elsewhere are gone, and those of the part or above it hold for
    all of it; but what a standard above it came to and what an action cost that reaches further
    are figures of others as well, and left out. Of internal service there is what was said of
    teams of the part, told apart by teams of the part alone. Of the files no more than their
    digests is left.

    Parameters
    ----------
    analysis : Analysis
        Of the whole company.
    part : str
        Name of a unit or region, or `COMPANY`: then the analysis as it is.

    Raises
    ------
    UnknownPartError
        The data know no such unit or region.
    """
    if part == COMPANY:
        return analysis
    place = _Place.of(analysis, part)
    published = replace(
        analysis.published,
        table=place.rows(analysis.published.table),
        beside=place.beside(analysis.published.beside),
        rest=place.rest(analysis.published.rest),
    )
    legs = place.rows(analysis.legs)
    panel = panel_of_scores(legs)
    known = {*published.table["metric"], *published.beside["metric"]}
    return replace(
        analysis,
        published=published,
        headline={
            leg: metric
            for leg, metric in analysis.headline.items()
            if leg in set(published.table["leg"])
        },
        legs=legs,
        tilts=place.rows(analysis.tilts),
        links=loop_links(panel),
        reverse=reverse_links(panel),
        batches=analysis.batches.filter(items=list(OF_FILES)),
        labels={metric: text for metric, text in analysis.labels.items() if metric in known},
        events=place.events(analysis.events),
        actions=place.actions(analysis.actions),
        standards=place.standards(analysis.standards),
        root=part,
    )


def pairs_of(pairs: pd.DataFrame, analysis: Analysis, part: str) -> pd.DataFrame:
    """Pair cells of a part in the company's place.

    Parameters
    ----------
    pairs : DataFrame
        As of `stool.privacy.publish_pairs`, of the whole company.
    analysis : Analysis
        Of the whole company, from the same revision.
    part : str

    Raises
    ------
    UnknownPartError
    """
    return pairs if part == COMPANY else _Place.of(analysis, part).rows(pairs)


def voice_of(voice: Voice, analysis: Analysis, part: str) -> Voice:
    """What people of a part wrote; see `stool.voice.Voice.part`.

    Parameters
    ----------
    voice : Voice
        Of the whole company.
    analysis : Analysis
        Of the whole company, from the same revision.
    part : str

    Raises
    ------
    UnknownPartError
    """
    return voice if part == COMPANY else voice.part(part, _Place.of(analysis, part).units)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part stands in the company.

    Attributes
    ----------
    part, depth : str
        A unit or a region.
    above : frozenset of str
        What holds for all of it: the company, and the region of a unit.
    units : frozenset of str
        Its units; of a unit itself.
    """

    part: str
    depth: str
    above: frozenset[str]
    units: frozenset[str]

    @classmethod
    def of(cls, analysis: Analysis, part: str) -> "_Place":
        """Find a part in the hierarchy.

        Raises
        ------
        UnknownPartError
        """
        nodes = analysis.nodes
        found = nodes[(nodes["node"] == part) & (nodes["depth"] != "company")]
        if found.empty:
            raise UnknownPartError(part)
        below = nodes[(nodes["depth"] == "unit") & (nodes[["node", "parent"]] == part).any(axis=1)]
        return cls(
            part,
            str(found["depth"].iloc[0]),
            frozenset({COMPANY, str(found["parent"].iloc[0])}),
            frozenset(below["node"].astype("str")),
        )

    def rows(self, table: pd.DataFrame) -> pd.DataFrame:
        """Rows of the part as the company's, and of its units as units without a region.

        Parameters
        ----------
        table : DataFrame
            With ``depth``, ``node`` and ``parent``, as every table of nodes.
        """
        own = table[(table["node"] == self.part) & (table["depth"] == self.depth)]
        column = "node" if self.depth == "unit" else "parent"
        units = table[(table["depth"] == "unit") & (table[column] == self.part)]
        return pd.concat(
            [own.assign(depth="company", node=COMPANY, parent=""), units.assign(parent=COMPANY)],
            ignore_index=True,
        )

    def beside(self, table: pd.DataFrame) -> pd.DataFrame:
        """The same of the sources beside the legs: of teams no region or company is the sum."""
        of_teams = table[table["leg"] == INTERNAL]
        inside = {self.part, *self.units}
        asked = (of_teams["dimension"] != CUSTOMER_TEAM) | of_teams["level"].isin(inside)
        said = (of_teams["depth"] == "company") & (of_teams["dimension"] == CUSTOMER_TEAM)
        teams = of_teams[asked & (said | of_teams["node"].isin(inside))]
        return pd.concat([self.rows(table[table["leg"] != INTERNAL]), teams], ignore_index=True)

    def rest(self, table: pd.DataFrame) -> pd.DataFrame:
        """Hidden units of the part taken together."""
        found = table[table["node"] == self.part]
        return found.assign(node=COMPANY, parent=COMPANY).reset_index(drop=True)

    def events(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """What happened in the part, above it or below it."""
        named = ((each, self._named(each.unit)) for each in events)
        return tuple(sorted({replace(each, unit=unit) for each, unit in named if unit}))

    def actions(self, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        """What is done for the part or units of it."""
        found = []
        for each in actions:
            names = [self._named(unit) for unit in each.units]
            units = (COMPANY,) if COMPANY in names else tuple(filter(None, names))
            if units:
                only = {*each.units} <= {self.part, *self.units}
                found.append(replace(each, units=units, cost=each.cost if only else None))
        return tuple(found)

    def standards(self, standards: tuple[Standard, ...]) -> tuple[Standard, ...]:
        """What is promised in the part; what was measured above it is no figure of the part."""
        named = ((each, self._named(each.unit)) for each in standards)
        return tuple(
            replace(each, unit=unit)
            for each, unit in named
            if unit and not (each.unit in self.above and each.value is not None)
        )

    def _named(self, unit: str) -> str:
        """Where a note of a unit or region holds in the part; "" for nowhere."""
        if unit == self.part or unit in self.above:
            return COMPANY
        return unit if unit in self.units else ""
