"""Which of the concepts are measured: the data that each one needs are loaded, or not.

Read off the published tables and the notes alone: a figure counts where it is loaded and shown
somewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from stool.reading.analysis import Analysis
from stool.reading.beside import beside
from stool.reading.needs import COUNTS, ITEMS, SUGGESTED, UNIT, Concept, Need, Way, concepts
from stool.schema import (
    ALL,
    COMPANY,
    CSAT,
    ESAT,
    FREE_TEXT,
    HIDDEN_FEW,
    OF_THE_WHOLE,
    SCALES,
    SHOWN,
)
from stool.service import Figure

KEPT = ("leg", "metric", "scale", "quarter", "node", "depth", "dimension", "level", "hidden")
MAP, COVERED = "S46", "covered"  # the concept of what is not measured, and its figure
TOGETHER = "together"  # as a figure that lacks: the columns never share a quarter
COLUMNS = (
    *("id", "file", "page", "measured", "in_part"),
    *("by", "missing", "lacking", "quarters", "last", "figure"),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is measured and what is not.

    Attributes
    ----------
    revision : int
        Data version it speaks of.
    rows : DataFrame, one row a concept
        ``id``; ``file``, letters of the files it rests on (tuple of str); ``page``; ``measured``
        and ``in_part`` (bool, never both; a headline figure alone is no part); ``by``, what is
        shown of it, by the names the columns are loaded under, ``missing``, the columns to add, and
        ``lacking``, what loaded columns fall short of (tuples of `Need`); ``quarters``, those in
        which all columns of a leg are shown, in the leg with fewest (0 where not measured);
        ``last``, the last of them, "" where there is none; ``figure``, the `stool.service.Figure`
        that stands for it in the newest quarter, None where it is not asked for or nothing of it
        may be shown.
    """

    revision: int
    rows: pd.DataFrame

    @property
    def measured(self) -> int:
        """How many concepts are measured."""
        return int(self.rows["measured"].sum())

    @property
    def total(self) -> int:
        """How many concepts there are."""
        return len(self.rows)

    def valued(self, figures: Mapping[str, Figure]) -> "Coverage":
        """The same with the figure of every concept that is measured.

        Parameters
        ----------
        figures : Mapping of concept to Figure
            As of `stool.reading.figures`, in the newest quarter.
        """
        share = Figure(COVERED, self.measured / self.total, n=self.total, kind="share")
        column = [
            ({**figures, MAP: share}).get(concept) if is_measured else None
            for concept, is_measured in zip(self.rows["id"], self.rows["measured"], strict=True)
        ]
        rows = self.rows.assign(figure=pd.Series(column, index=self.rows.index, dtype=object))
        return replace(self, rows=rows)


def coverage(
    analysis: Analysis,
    meanings: Mapping[str, str] | None = None,
    texts: pd.DataFrame | None = None,
) -> Coverage:
    """Set what is loaded against what every concept needs.

    Parameters
    ----------
    analysis : Analysis
    meanings : Mapping of metric to metric, optional
        The name a concept is known by, for metrics loaded under another; those it leaves out mean
        what they are called.
    texts : DataFrame, optional
        Where there are comments and suggestions; as of `stool.voice.heard.loaded`.
    """
    loaded = _Loaded.of(analysis, meanings or {}, texts)
    rows = [_row(concept, loaded) for concept in concepts()]
    return Coverage(analysis.revision, pd.DataFrame(rows, columns=list(COLUMNS)))


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What is there, by leg and meaning.

    Attributes
    ----------
    cells : Mapping of (leg, meaning) to DataFrame
        Those that are shown.
    held : frozenset of (leg, meaning, dimension)
        Shown or hidden.
    headline : Mapping of leg to meaning
        What stands for each leg.
    known : dict of Need to set of str
        Answers given so far.
    """

    cells: Mapping[tuple[str, str], pd.DataFrame]
    held: frozenset[tuple[str, str, str]]
    headline: Mapping[str, str]
    known: dict[Need, set[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, analysis: Analysis, meanings: Mapping[str, str], texts: pd.DataFrame | None
    ) -> "_Loaded":
        parts = [analysis.published.table, beside(analysis), _heard(texts)]
        filled = [part[list(KEPT)] for part in parts if len(part)] or [NOTHING]
        table = pd.concat(filled, ignore_index=True)
        meaning = table["metric"].map(lambda metric: meanings.get(metric, metric))
        table = table.assign(meaning=meaning)
        held = table[["leg", "meaning", "dimension"]].drop_duplicates()
        groups = table[table["hidden"] == SHOWN].groupby(["leg", "meaning"])
        return cls(
            {(str(leg), str(name)): rows for (leg, name), rows in groups},
            frozenset(held.itertuples(index=False, name=None)),
            {leg: meanings.get(name, name) for leg, name in analysis.headline.items()},
        )

    def quarters(self, need: Need) -> set[str]:
        """Quarters in which a need is met; empty where it is not, or not for long enough."""
        if need not in self.known:
            self.known[need] = self._quarters(need)
        return self.known[need]

    def _quarters(self, need: Need) -> set[str]:
        if need.figure == ITEMS:
            each = [self.quarters(replace(need, figure=name)) for name in self.items(need.source)]
            found = pd.Series([quarter for one in each for quarter in one], dtype="str")
            counts = found.value_counts()
            return set(counts.index[counts >= 2])
        rows = self.rows(need)
        if rows.empty:
            return set()
        units = rows[(rows["dimension"] == ALL) & (rows["depth"] == "unit")]
        if need.quarters > 1 and _longest(units) < need.quarters:
            return set()
        if not need.dimension:
            return set(rows["quarter"])
        if need.dimension == UNIT:
            return _several(units.groupby("quarter")["node"].nunique())
        split = rows[rows["dimension"] == need.dimension]
        return _several(split.groupby("quarter")["level"].nunique())

    def rows(self, need: Need) -> pd.DataFrame:
        """Shown cells of the figure of a need."""
        rows = self.cells.get((need.source, self.meaning(need)), NOTHING)
        if need.figure == COUNTS:
            return rows[rows["scale"].map(lambda scale: SCALES[scale].counted).astype(bool)]
        return rows

    def meaning(self, need: Need) -> str:
        """What a figure is called here."""
        headline = self.headline.get(need.source, "")
        return headline if need.figure in ("", COUNTS) else need.figure

    def holds(self, need: Need) -> bool:
        """Whether the column of a need is loaded, shown or hidden."""
        dimension = ALL if need.dimension in ("", UNIT) else need.dimension
        return (need.source, self.meaning(need), dimension) in self.held

    def items(self, leg: str) -> list[str]:
        """Questions of a leg about single attributes of the service."""
        others = {*OF_THE_WHOLE, *FREE_TEXT, ESAT, CSAT, self.headline.get(leg)}
        return [name for of, name in self.cells if of == leg and name not in others]

    def as_loaded(self, need: Need) -> Need:
        """The need with its column named as it is in the file's cells."""
        if need.figure in ("", COUNTS, ITEMS):
            return need
        return replace(need, figure=str(self.rows(need)["metric"].iloc[0]))


NOTHING = pd.DataFrame(columns=list(KEPT), dtype="str")


def _heard(texts: pd.DataFrame | None) -> pd.DataFrame:
    """Texts as cells of the company, hidden where nobody may read one."""
    if texts is None:
        return NOTHING
    where = {"scale": "", "node": COMPANY, "depth": "company", "dimension": ALL, "level": ALL}
    hidden = texts["is_shown"].map({True: SHOWN, False: HIDDEN_FEW})
    return texts.rename(columns={"kind": "metric"}).assign(**where, hidden=hidden)


def _several(counts: "pd.Series[int]") -> set[str]:
    """Quarters with two or more side by side."""
    return set(counts.index[counts >= 2])


def _longest(units: pd.DataFrame) -> int:
    """Quarters of the unit that has most."""
    return int(units.groupby("node")["quarter"].nunique().max()) if len(units) else 0


def _row(concept: Concept, loaded: _Loaded) -> dict[str, object]:
    """One concept: what is there, what is missing."""
    chosen = [_best(ways, loaded) for ways in concept.needs]
    needs = [need for way in chosen for need in way]
    found = {need: loaded.quarters(need) for need in needs}
    met = [need for need in needs if found[need]]
    missing = [part for need in needs if not found[need] for part in _missing(need, loaded)]
    lacking = [part for need in needs if not found[need] for part in _lacking(need, loaded)]
    common = {
        leg: set.intersection(*(found[need] for need in met if need.source == leg))
        for leg in dict.fromkeys(need.source for need in met)
    }
    lacking += [Need(leg, TOGETHER) for leg, quarters in common.items() if not quarters]
    measured = not missing and not lacking
    spans = list(common.values()) if measured else []
    return {
        "id": concept.id,
        "file": concept.files,
        "page": concept.page,
        "measured": measured,
        "in_part": not measured and any(not need.is_headline for need in met),
        "by": tuple(loaded.as_loaded(need) for need in met),
        "missing": tuple(dict.fromkeys(missing)),
        "lacking": tuple(dict.fromkeys(lacking)),
        "quarters": min(map(len, spans), default=0),
        "last": min((max(span) for span in spans), default=""),
        "figure": None,
    }


def _best(ways: tuple[Way, ...], loaded: _Loaded) -> Way:
    """The way that lacks least; of two alike the preferred."""
    return min(ways, key=lambda way: sum(not loaded.quarters(need) for need in way))


def _missing(need: Need, loaded: _Loaded) -> list[Need]:
    """The columns to add for a need that is not met."""
    figure, dimension = _parts(need)
    columns = {ITEMS: [Need(need.source, each) for each in SUGGESTED], COUNTS: [Need(need.source)]}
    wanted = [] if loaded.quarters(figure) else columns.get(need.figure, [figure])
    return [each for each in [*wanted, dimension] if each and not loaded.holds(each)]


def _lacking(need: Need, loaded: _Loaded) -> list[Need]:
    """What loaded columns fall short of, for a need that is not met; nothing if one is missing."""
    if _missing(need, loaded):
        return []
    figure, dimension = _parts(need)
    if not loaded.quarters(figure):
        return [figure]
    if dimension and not loaded.quarters(dimension):
        return [dimension]
    return [need]


def _parts(need: Need) -> tuple[Need, Need | None]:
    """The figure of a need, and what the headline of its leg must be split by."""
    dimension = Need(need.source, dimension=need.dimension) if need.dimension else None
    return Need(need.source, need.figure), dimension
