"""What measures are read from: the shown cells of one node, by what they mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from stool.actions import Action
from stool.period import shift
from stool.schema import ALL, COMPANY, PUBLISHED_COLUMNS, SHARES, SHOWN, SUMS
from stool.standards import Standard
from stool.voice import Voice

QUARTERS = 4  # pooled where one quarter is too thin


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Every shown cell of a revision, ready to be looked up.

    Attributes
    ----------
    shown : Mapping of (source, metric, dimension) to DataFrame
        Columns `stool.schema.PUBLISHED_COLUMNS`.
    headline : Mapping of leg to metric
    names : Mapping of (source, meaning) to metric
        Under which metric a concept's figure was loaded, where it is another.
    """

    shown: Mapping[tuple[str, str, str], pd.DataFrame]
    headline: Mapping[str, str]
    names: Mapping[tuple[str, str], str]

    @classmethod
    def of(
        cls,
        tables: Sequence[pd.DataFrame],
        headline: Mapping[str, str],
        meanings: Mapping[str, str],
    ) -> "Cells":
        """Look cells up by what they mean.

        Parameters
        ----------
        tables : sequence of DataFrame
            Published cells of the legs and of the sources beside them.
        headline : Mapping of leg to metric
        meanings : Mapping of metric to metric
            The name a concept is known by, for metrics loaded under another.
        """
        shown = {
            (str(source), str(metric), str(dimension)): rows
            for table in tables
            for (source, metric, dimension), rows in table[table["hidden"] == SHOWN].groupby(
                ["leg", "metric", "dimension"], observed=True
            )
        }
        names = {
            (source, meanings[metric]): metric
            for source, metric, _ in sorted(shown)
            if metric in meanings
        }
        return cls(shown, headline, names)

    def metric(self, source: str, meaning: str) -> str:
        """The metric that a meaning was loaded under; the leg's headline for ""."""
        if not meaning:
            return self.headline.get(source, "")
        return self.names.get((source, meaning), meaning)


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What one node is measured from, up to a quarter.

    Attributes
    ----------
    cells : Cells
    pairs : DataFrame
        `stool.privacy.publish_pairs` of the last `QUARTERS` up to the one on screen.
    node : str
        Unit, region or the company.
    quarter : str
        The one on screen; later ones are left out.
    actions : tuple of Action
    standards : tuple of Standard
    parents : Mapping of unit to region
        Every unit there is; those of no region belong to the company.
    legs : DataFrame
        As of `stool.measure.leg_history`; empty where nobody asks for it.
    voice : Voice or None
        What people wrote.
    """

    cells: Cells
    pairs: pd.DataFrame
    node: str
    quarter: str
    actions: tuple[Action, ...] = ()
    standards: tuple[Standard, ...] = ()
    parents: Mapping[str, str] = field(default_factory=dict)
    legs: pd.DataFrame = field(default_factory=pd.DataFrame)
    voice: Voice | None = None

    @property
    def below(self) -> tuple[str, ...]:
        """Units the node stands for, itself if it is one, by name."""
        everywhere = self.node == COMPANY
        return tuple(
            unit
            for unit, region in sorted(self.parents.items())
            if everywhere or self.node in (unit, region)
        )

    def concerns(self, units: Iterable[str]) -> bool:
        """Whether what holds for these units and regions holds for the node or part of it."""
        own = {self.node, self.parents.get(self.node, COMPANY), *self.below, COMPANY}
        return self.node == COMPANY or bool(own & set(units))

    def rows(self, source: str, meaning: str = "", dimension: str = ALL) -> pd.DataFrame:
        """Shown cells of a figure in every node, up to the quarter; empty where there are none.

        Parameters
        ----------
        source : str
            One of `stool.schema.SOURCES`.
        meaning : str
            What the figure is, in the words of the concepts; the leg's headline by default.
        dimension : str
            By which it is split; everybody by default.
        """
        found = self.cells.shown.get((source, self.cells.metric(source, meaning), dimension))
        return NOTHING if found is None else found[found["quarter"] <= self.quarter]

    def of_node(self, source: str, meaning: str = "", dimension: str = ALL) -> pd.DataFrame:
        """Those of the node itself, oldest first."""
        rows = self.rows(source, meaning, dimension)
        return rows[rows["node"] == self.node].sort_values(["quarter", "level"])

    def of_units(self, source: str, meaning: str = "", dimension: str = ALL) -> pd.DataFrame:
        """Those of the units the node stands for."""
        return self.rows_below(self.rows(source, meaning, dimension))

    def rows_below(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of the units the node stands for, of cells or of pairs."""
        rows = rows[rows["depth"] == "unit"]
        if self.node == COMPANY:
            return rows
        return rows[(rows["parent"] == self.node) | (rows["node"] == self.node)]

    def children(
        self, source: str, meaning: str = "", dimension: str = ALL
    ) -> tuple[str, pd.DataFrame]:
        """What the node is made of, regions or units: their kind, and cells of the last quarters.

        No row where there are fewer than two units.
        """
        rows = self.recent(self.rows(source, meaning, dimension))
        regions = rows[rows["depth"] == "region"]
        if self.node == COMPANY and len(regions):
            return "region", regions
        units = self.rows_below(rows)
        return "unit", units if units["node"].nunique() > 1 else units.iloc[:0]

    def now(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of the quarter on screen."""
        return rows[rows["quarter"] == self.quarter]

    def recent(self, rows: pd.DataFrame, quarters: int = QUARTERS) -> pd.DataFrame:
        """Rows of the last quarters that have any, up to the one on screen."""
        last = sorted(rows["quarter"].unique())[-quarters:]
        return rows[rows["quarter"].isin(last)]

    def last(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of the last `QUARTERS` up to the one on screen, however few of them have any."""
        first = shift(self.quarter, 1 - QUARTERS)
        return rows[(rows["quarter"] >= first) & (rows["quarter"] <= self.quarter)]

    def pair(self, source: str, first: str, second: str = "", dimension: str = ALL) -> pd.DataFrame:
        """How two figures were answered together, in every node in the last quarters.

        Returns
        -------
        DataFrame, one row a node, quarter and level
            ``quarter``, ``node``, ``depth``, ``parent``, ``level``, ``n``, ``sum_a``, ``ss_a`` of
            `first`, ``sum_b``, ``ss_b`` of `second`, ``cross``. Pairs are within one source.
        """
        a, b = (self.cells.metric(source, name) for name in (first, second))
        rows = self.pairs
        wanted = (rows["leg"] == source) & (rows["dimension"] == dimension)
        wanted &= rows["hidden"] == SHOWN
        wanted &= (rows["metric_a"] == min(a, b)) & (rows["metric_b"] == max(a, b))
        found = rows[wanted]
        if a > b:
            swapped = {"sum_a": "sum_b", "ss_a": "ss_b", "sum_b": "sum_a", "ss_b": "ss_a"}
            found = found.rename(columns=swapped)
        return found[list(PAIR)]


PAIR = (
    *("quarter", "node", "depth", "parent", "level"),
    *("n", "sum_a", "ss_a", "sum_b", "ss_b", "cross"),
)
NOTHING = pd.DataFrame(columns=list(PUBLISHED_COLUMNS)).astype(
    dict.fromkeys((*SUMS, *SHARES), float)
)
