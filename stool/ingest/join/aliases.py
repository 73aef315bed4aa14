"""Aliases: other names of a unit, and what it was called before it was renamed or merged."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool import period
from stool.catalogue import say
from stool.errors.join import (
    AliasLoopError,
    BadAliasesError,
    UnknownAliasError,
    in_a_circle,
)
from stool.ingest.checking.units import visible
from stool.ingest.files.plain import read_plain
from stool.ingest.join.fields import (
    Fault,
    Problem,
    calendar_label,
    columns_of,
    csv_of,
    judged,
    problem_table,
)
from stool.ingest.join.names import Proposal
from stool.schema import COMPANY

ALIAS_COLUMNS: Final = ("alias", "unit", "from_quarter", "to_quarter")
PASSED_OVER = frozenset({"note", "notes", "comment", "comments", "reason"})
END = period.ordinal("9999Q4")


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """A name that means a unit in some quarters.

    Attributes
    ----------
    alias : str
        The name as files write it.
    unit : str
        The unit that is meant.
    first, last : str
        Quarters of the figures it holds for, both included; "" without an end on that side.
    """

    alias: str
    unit: str
    first: str = ""
    last: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """First and last quarter as of `stool.period.ordinal`."""
        low = period.ordinal(self.first) if self.first else 0
        return low, period.ordinal(self.last) if self.last else END

    def meets(self, other: "Alias") -> bool:
        """Whether another one of the same name speaks about a quarter of this one's otherwise."""
        (low, high), (other_low, other_high) = self.span, other.span
        same = self.span == other.span and name_key(self.unit) == name_key(other.unit)
        return low <= other_high and other_low <= high and not same


class Renamed(NamedTuple):
    """Names with aliases followed.

    Attributes
    ----------
    units : Series of str
        Index as given.
    changed : array of bool
        Where the name is no longer as given.
    """

    units: "pd.Series[str]"
    changed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Aliases:
    """Every alias in force, each followed to its end.

    Names are compared by `name_key`, so without capitals; a name that differs from a unit of the
    list in these alone gets the spelling of the list. Where an alias holds for some quarters only,
    its name is a unit of its own in the others.

    Attributes
    ----------
    entries : tuple of Alias
        Sorted; no name means two units in one quarter.

    Raises
    ------
    AliasLoopError
        An alias leads back to itself.
    ValueError
        A name means two units in one quarter.
    """

    entries: tuple[Alias, ...] = ()
    _meant: dict[str, tuple["_Span", ...]] = field(init=False, repr=False, compare=False)
    _spelling: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        entries = tuple(sorted(set(self.entries)))
        for _, _, alias, rule, _ in _clashes(list(enumerate(entries))):
            raise ValueError(f"entries say two things of {alias}: {rule}; must say one a quarter")
        followed = _followed(entries)
        if followed.loops:
            raise AliasLoopError(followed.loops[0])
        object.__setattr__(self, "entries", entries)
        object.__setattr__(self, "_meant", followed.meant)
        object.__setattr__(self, "_spelling", followed.spelling)

    def apply(self, unit: str, quarter: str) -> str:
        """Unit that a name means in a quarter; the name itself where no alias says otherwise."""
        key, number = name_key(unit), period.ordinal(quarter)
        for span in self._meant.get(key, ()):
            if span.low <= number <= span.high:
                return span.unit
        return self._spelling.get(key, unit)

    def renamed(self, units: "pd.Series[str]", quarters: "pd.Series[str]") -> Renamed:
        """Units that the names of many rows mean.

        Parameters
        ----------
        units, quarters : Series of str, shape (rows,)
            Name and quarter label of each row, neither ever missing.

        Raises
        ------
        UnknownQuarterError
            A quarter is not a label like ``2026Q2``.
        """
        if not self.entries:
            return Renamed(units, np.zeros(len(units), dtype=np.bool_))
        unit_codes, names = pd.factorize(units)
        quarter_codes, labels = pd.factorize(quarters)
        if (unit_codes < 0).any() or (quarter_codes < 0).any():
            raise ValueError("units or quarters are missing in some rows, must be in every row")
        codes, pairs = pd.factorize(unit_codes * len(labels) + quarter_codes)
        places = [divmod(int(pair), len(labels)) for pair in pairs]
        meant = [self.apply(str(names[unit]), str(labels[quarter])) for unit, quarter in places]
        other = [found != names[unit] for found, (unit, _) in zip(meant, places, strict=True)]
        written = np.array(meant, dtype=object)[codes]
        followed = pd.Series(written, index=units.index, dtype="str", name=units.name)
        return Renamed(followed, np.array(other, dtype=np.bool_)[codes])

    def added_up(self, units: "pd.Series[str]", quarters: "pd.Series[str]") -> pd.DataFrame:
        """Where several names of the rows mean one unit in one quarter, so that figures add up.

        Parameters
        ----------
        units, quarters : Series of str, shape (rows,)
            As in `renamed`.

        Returns
        -------
        DataFrame
            ``unit``, ``quarter`` and ``names``, a tuple of the names as given, sorted.
        """
        rows = pd.DataFrame({"name": units.to_numpy(), "quarter": quarters.to_numpy()})
        rows = rows.drop_duplicates().sort_values("name")
        meant = self.renamed(rows["name"], rows["quarter"]).units
        found = [
            (*place, tuple(names))
            for place, names in rows["name"].groupby([meant.rename("unit"), rows["quarter"]])
            if len(names) > 1
        ]
        return pd.DataFrame(found, columns=["unit", "quarter", "names"])

    def parents(self, parents: Mapping[str, str]) -> dict[str, str]:
        """Region of each unit, with regions said of other names of it.

        What is said of the unit itself goes first; where other names of it lie in different
        regions and nothing is said of the unit, it has none.
        """
        said: dict[str, set[str]] = {}
        own: dict[str, str] = {}
        for name, region in parents.items():
            key = name_key(name)
            if key in self._spelling:
                own.setdefault(self._spelling[key], region)
            for span in self._meant.get(key, ()):
                said.setdefault(span.unit, set()).add(region)
        found = {unit: regions.pop() for unit, regions in said.items() if len(regions) == 1}
        return {**found, **own, **parents}

    def merged(self, other: "Aliases") -> "Aliases":
        """Both together; of a name that both have, what `other` says.

        Raises
        ------
        AliasLoopError
            Together they lead in a circle.
        """
        newer = {name_key(entry.alias) for entry in other.entries}
        kept = [entry for entry in self.entries if name_key(entry.alias) not in newer]
        return Aliases((*kept, *other.entries))

    def without(self, names: Collection[str]) -> "Aliases":
        """Those that are left when names stand for themselves again, in every quarter.

        Raises
        ------
        UnknownAliasError
            A name is not among the aliases.
        """
        gone = {name_key(name) for name in names}
        known = {name_key(entry.alias): entry.alias for entry in self.entries}
        for name in names:
            if name_key(name) not in known:
                raise UnknownAliasError(name, sorted(known.values()))
        return Aliases(tuple(each for each in self.entries if name_key(each.alias) not in gone))

    def body(self) -> list[dict[str, str]]:
        """What is stored of them."""
        return [asdict(entry) for entry in self.entries]

    @classmethod
    def of(cls, proposals: Iterable[Proposal]) -> "Aliases":
        """Aliases of the names that are another spelling of a unit there is.

        Proposals of other kinds have to be confirmed first.
        """
        same = [each for each in proposals if each.kind == "same"]
        return cls(tuple(Alias(each.unit, each.known) for each in same))

    @classmethod
    def of_body(cls, body: Iterable[Mapping[str, str]]) -> "Aliases":
        """Build them again from what was stored."""
        return cls(tuple(Alias(**fields) for fields in body))

    def to_csv(self) -> bytes:
        """Write them as a file that `read_aliases` reads back and that no spreadsheet runs.

        A name that begins with neither letter nor digit gets an apostrophe in front, which is taken
        off again in reading.
        """
        return csv_of(ALIAS_COLUMNS, (list(fields.values()) for fields in self.body()))


def name_key(name: str) -> str:
    """What two spellings of one name share: everything to be seen but capitals and spaces."""
    return visible(name).casefold()


def read_aliases(data: bytes, name: str) -> Aliases:
    """Read an alias file.

    Parameters
    ----------
    data : bytes
        A table with the columns alias and unit, and from_quarter and to_quarter where an alias
        does not hold for ever; a column of notes is passed over.
    name : str
        Name of the file, for messages.

    Raises
    ------
    JoinColumnsError
        The columns are others.
    BadAliasesError
        Rows cannot be used; `problems` has them all.
    RefusedFileError
        The file is no table; see `stool.ingest.files.plain.read_plain`.
    """
    table = read_plain(data, name)
    needed = say(
        "An alias file has the columns alias and unit and, where an alias does not hold for ever, "
        "from_quarter and to_quarter."
    )
    cells = columns_of(table, ALIAS_COLUMNS, needed, least=2, passed_over=PASSED_OVER)
    rows, problems = judged(table, cells, _faults)
    entries = [(line, _alias(texts)) for line, texts in rows]
    clashes = _clashes(entries)
    problems += clashes
    if not clashes:
        for loop in _followed([entry for _, entry in entries]).loops:
            line = next(line for line, entry in entries if entry.alias == loop[0])
            problems.append(
                (line, "alias", in_a_circle(loop), say("it leads in a circle"), _TAKE_OUT)
            )
    if problems:
        raise BadAliasesError(name, problem_table(name, problems))
    return Aliases(tuple(entry for _, entry in entries))


class _Span(NamedTuple):
    """The unit that a name means from one quarter to another, both as ordinals."""

    low: int
    high: int
    unit: str


class _Followed(NamedTuple):
    """Aliases followed to their ends.

    `meant`: spans of each name's key, oldest first; `spelling`: of each unit by its key;
    `loops`: names in a circle, the first repeated at the end.
    """

    meant: dict[str, tuple[_Span, ...]]
    spelling: dict[str, str]
    loops: list[tuple[str, ...]]


_TAKE_OUT = say("Take out one of these aliases, or end it with to_quarter.")
_SPLIT = say(
    "Summed figures cannot tell which part is whose: leave the old name a unit of its own and "
    "load the new units from the quarter they begin in, or send the old name to one of them only."
)


def _followed(entries: Iterable[Alias]) -> _Followed:
    """Follow every alias, one stretch of quarters without a change after another."""
    entries = sorted(entries)
    respelt = [entry for entry in entries if name_key(entry.alias) == name_key(entry.unit)]
    spelling: dict[str, str] = {}
    for entry in [*respelt, *entries]:
        spelling.setdefault(name_key(entry.unit), entry.unit)
    timed = [(*entry.span, name_key(entry.alias), name_key(entry.unit)) for entry in entries]
    ends = {end for low, high, *_ in timed for end in (low, high + 1)}
    spans: dict[str, list[_Span]] = {}
    loops: dict[frozenset[str], tuple[str, ...]] = {}
    for low, following in pairwise(sorted(ends)):
        steps = {key: unit for first, last, key, unit in timed if first <= low <= last}
        for circle in _follow(steps):
            first = next(entry.alias for entry in entries if name_key(entry.alias) in circle)
            start = circle.index(name_key(first))
            names = [spelling[key] for key in (*circle[start:], *circle[:start])]
            loops.setdefault(frozenset(circle), (first, *names[1:], first))
        for key, unit in steps.items():
            held = spans.setdefault(key, [])
            if held and held[-1].high == low - 1 and held[-1].unit == spelling[unit]:
                held[-1] = held[-1]._replace(high=following - 1)
            else:
                held.append(_Span(low, following - 1, spelling[unit]))
    meant = {key: tuple(held) for key, held in spans.items()}
    return _Followed(meant, spelling, list(loops.values()))


def _follow(steps: dict[str, str]) -> list[list[str]]:
    """Lead each step to the end of its chain, in place; circles are left and returned."""
    circles = []
    done: set[str] = set()
    for start in steps:
        path: dict[str, None] = {}
        key = start
        while key in steps and key not in done and key not in path and steps[key] != key:
            path[key] = None
            key = steps[key]
        if key in path:
            circles.append(list(path)[list(path).index(key) :])
        else:
            end = steps[key] if key in done else key
            steps.update(dict.fromkeys(path, end))
        done |= path.keys() | ({key} & steps.keys())
    return circles


def _alias(texts: Mapping[str, str]) -> Alias:
    first, last = (calendar_label(texts[column]) for column in ALIAS_COLUMNS[2:])
    return Alias(texts["alias"], texts["unit"], first, last)


def _faults(texts: Mapping[str, str]) -> list[Fault]:
    """What is wrong with a row by itself: column, value, rule, remedy."""
    faults = []
    for column in ALIAS_COLUMNS[:2]:
        if not texts[column]:
            faults.append(
                (
                    column,
                    "",
                    say("no {column}", column=column),
                    say("Fill it in, or delete the row."),
                )
            )
        elif name_key(texts[column]) == name_key(COMPANY):
            rule = say("the name of the whole company")
            faults.append((column, texts[column], rule, say("Give the unit another name.")))
    for column in ALIAS_COLUMNS[2:]:
        if texts[column] and not calendar_label(texts[column]):
            remedy = say("Write it like 2026Q2; leave it blank for no end.")
            faults.append((column, texts[column], say("no calendar quarter"), remedy))
    first, last = (calendar_label(texts[column]) for column in ALIAS_COLUMNS[2:])
    if first and last and first > last:
        rule = say("it ends before it begins in {first}", first=first)
        faults.append(("to_quarter", texts["to_quarter"], rule, say("Exchange the two quarters.")))
    return faults


def _clashes(entries: Sequence[tuple[int, Alias]]) -> list[Problem]:
    """Rows that say something of a name for a quarter that an earlier row speaks about."""
    problems: list[Problem] = []
    earlier: dict[str, list[tuple[int, Alias]]] = {}
    for line, entry in entries:
        held = earlier.setdefault(name_key(entry.alias), [])
        met = next(((row, one) for row, one in held if one.meets(entry)), None)
        held.append((line, entry))
        if met is None:
            continue
        row, one = met
        if name_key(one.unit) == name_key(entry.unit):
            rule, remedy = (
                say("it meets the quarters of row {row}", row=row),
                say("Give one row for both."),
            )
        else:
            rule = say(
                "it means “{one_unit}” in row {row} and “{entry_unit}” for the same quarters",
                one_unit=one.unit,
                row=row,
                entry_unit=entry.unit,
            )
            remedy = _SPLIT
        problems.append((line, "alias", entry.alias, rule, remedy))
    return problems
