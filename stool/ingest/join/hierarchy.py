"""The hierarchy file: under which region each unit stands."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from stool.catalogue import say, say_many
from stool.errors.base import listed
from stool.errors.join import BadHierarchyError, JoinColumnsError, in_a_circle
from stool.ingest.checking.units import circles, require_no_circle, visible
from stool.ingest.files.plain import PlainTable, read_plain
from stool.ingest.join.aliases import name_key
from stool.ingest.join.fields import Problem, problem_table, ragged
from stool.ingest.join.names import propose
from stool.ingest.language.words import REGION, UNIT, normalise
from stool.schema import COMPANY

PARENT: Final = ("parent", "parent_unit", "parent_name", "reports_to", "belongs_to", "part_of")
NODE: Final = (*UNIT, "child", "node", "name")  # the name that stands under the parent
LEVEL: Final = ("level", "type", "kind")  # what the name is: branch, area, region
TOP: Final = ("company", "group", "corporation", "holding", "konzern", "unternehmen")
WHOLE: Final = frozenset({name_key(COMPANY), "all", "total", "gesamt", *TOP})  # names of the top
MOST_LEVELS = 20  # above one name; deeper is no organisation
THE_REGION: Final = "region"  # the level that is one, whatever stands between


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """What a hierarchy file says.

    Attributes
    ----------
    parents : dict of str to str
        Region of every name that has one; names directly under the company are not in it.
    units : tuple of str
        Names that stand above no other, sorted.
    notes : tuple of str
        Where the file was read in a way that could surprise.
    """

    parents: dict[str, str]
    units: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def placed(self, units: Collection[str]) -> "Placement":
        """Match the names of the file with units of the data.

        A unit whose name is the "same" as one of the file, as `stool.ingest.propose` has it, gets
        the region of that name.
        """
        written = {name_key(name): name for name in (*self.parents, *self.units)}
        spelt = {unit: written[name_key(unit)] for unit in units if name_key(unit) in written}
        proposals = propose(set(units) - spelt.keys(), written.values())
        spelt |= {each.unit: each.known for each in proposals if each.kind == "same"}
        regions = {unit: self.parents[name] for unit, name in spelt.items() if name in self.parents}
        unplaced = tuple(sorted(set(units) - regions.keys()))
        unknown = tuple(sorted(set(self.units) - set(spelt.values())))
        notes = [*self.notes]
        if unknown:
            notes.append(say("There are no figures of {unknown}.", unknown=listed(unknown)))
        if unplaced:
            notes.append(
                say_many(
                    "{unplaced} stands directly under the company.",
                    "{unplaced} stand directly under the company.",
                    len(unplaced),
                    unplaced=listed(unplaced),
                )
            )
        return Placement({**self.parents, **regions}, unknown, unplaced, tuple(notes))


@dataclass(frozen=True, slots=True)
class Placement:
    """A hierarchy file beside the data.

    Attributes
    ----------
    parents : dict of str to str
        Those of the file, and the region of each unit under its name in the data.
    unknown : tuple of str
        Units of the file without data, sorted.
    unplaced : tuple of str
        Units of the data without a region, sorted.
    notes : tuple of str
        Those of the file, and both of these in sentences.
    """

    parents: dict[str, str]
    unknown: tuple[str, ...]
    unplaced: tuple[str, ...]
    notes: tuple[str, ...]


def read_hierarchy(data: bytes, name: str) -> Hierarchy:
    """Read a hierarchy file.

    The product has one level between unit and company. In a table with one column a level that is
    the column "region", or else the one of the most names. In a table of unit and parent, which may
    be deeper, it is the level named region, or else the name directly above.

    Parameters
    ----------
    data : bytes
        A table with the columns unit and parent (and level, if wanted), or with one column a level,
        such as branch, region and company. In the former a name without a parent, and the one name
        that has no row, stand at the top.
    name : str
        Name of the file, for messages.

    Raises
    ------
    JoinColumnsError
        The columns are others, or nothing tells which of them is the region.
    BadHierarchyError
        A circle, a name with two parents or under itself, a parent that stands nowhere, or the name
        of the whole company; `problems` has them all.
    RegionCircleError
        Units of a table of levels are each the region of the next.
    RefusedFileError
        The file is no table; see `stool.ingest.files.plain.read_plain`.
    """
    table = read_plain(data, name)
    headers = {normalise(str(header)): str(header) for header in table.cells}
    parent = _first(headers, PARENT)
    if parent is None:
        return _of_levels(table, headers)
    unit = _first(headers, NODE)
    if unit is None or _first(headers, REGION):
        raise JoinColumnsError(
            name, say("has the columns {values}", values=", ".join(headers.values())), _NEEDED
        )
    return _of_tree(table, unit, parent, _first(headers, LEVEL))


class _Link(NamedTuple):
    """A row: a name and what it stands under, "" for nothing."""

    line: int
    name: str
    parent: str


_NEEDED = say(
    "A hierarchy file has either the columns unit and parent, or one column a level, such as "
    "branch, region and company."
)
_ONE_PARENT = say("Correct one of the rows, or give the two different names.")
_TAKEN = (say("the name of the whole company"), say("Give it another name."))


def _of_levels(table: PlainTable, headers: Mapping[str, str]) -> Hierarchy:
    """Hierarchy of a table with one column a level."""
    units = [headers[word] for word in UNIT if word in headers]
    higher = [headers[word] for word in REGION if word in headers]
    top = _first(headers, TOP)
    if not units or not (higher or top or len(units) > 1):
        raise JoinColumnsError(
            table.name, say("has the columns {values}", values=", ".join(headers.values())), _NEEDED
        )
    spelling: dict[str, str] = {}
    cells = {header: _tidy(table, header, spelling) for header in (*units, *higher)}
    if THE_REGION in headers:
        region: str | None = headers[THE_REGION]
    elif higher or len(units) > 1:
        region = _above_units(table.name, cells, higher or units)
        units = [header for header in units if header != region]
    else:
        region = None
    parents = cells[region] if region else [""] * len(table.lines)
    problems = ragged(table)
    above: dict[str, str] = {}
    for unit in units:
        links = [_Link(*fields) for fields in zip(table.lines, cells[unit], parents, strict=True)]
        problems += _faults(links, unit)
        above |= _above(links, unit, problems)
    if region:
        problems += [
            (line, region, name, *_TAKEN)
            for line, name in zip(table.lines, cells[region], strict=True)
            if name_key(name) == name_key(COMPANY)
        ]
    _require_none(table.name, problems)
    left_out = [header for header in higher if header != region]
    notes = [
        say(
            "“{region}” is the level above “{first}”; {quoted} left out.",
            region=region,
            first=units[0],
            quoted=_quoted(left_out),
        )
    ]
    found = {name: parent for name, parent in above.items() if parent}
    require_no_circle(found, table.name)
    return Hierarchy(found, tuple(sorted(above)), tuple(notes if left_out else ()))


def _above_units(name: str, cells: Mapping[str, Sequence[str]], columns: Sequence[str]) -> str:
    """The level directly above the units: of the higher ones that with the most names.

    Where there are columns of units alone it is the one with the fewest.
    """
    counts = {column: len({*cells[column]} - {""}) for column in columns}
    among_units = len(columns) == len(cells)
    wanted = min(counts.values()) if among_units else max(counts.values())
    best = [column for column in columns if counts[column] == wanted]
    if len(best) > 1:
        raise JoinColumnsError(
            name,
            say("has as many names under “{first}” as under “{best}”", first=best[0], best=best[1]),
            say(
                "Nothing tells which is above the other: call one of them region, or leave one out."
            ),
        )
    return best[0]


def _of_tree(table: PlainTable, unit: str, parent: str, level: str | None) -> Hierarchy:
    """Hierarchy of a table with one row a name and its parent."""
    spelling: dict[str, str] = {}
    names, parents = (_tidy(table, header, spelling) for header in (unit, parent))
    links = [_Link(*fields) for fields in zip(table.lines, names, parents, strict=True)]
    problems = [*ragged(table), *_faults(links, unit)]
    above = _above(links, parent, problems)
    inner = set(above.values()) & above.keys()
    rowless = [each for each in dict.fromkeys(above.values()) if each and each not in above]
    tops = [*rowless, *(name for name in above if name in inner and not above[name])]
    problems += _loops(links, parent, above)
    if inner and len(tops) > 1:
        rule = say("it has no row of its own and is not the only name at the top")
        remedy = say(
            "Give it a row with its parent, blank if it stands directly under the company."
        )
        under = {link.parent: link.line for link in reversed(links)}
        problems += [(under[name], parent, name, rule, remedy) for name in rowless]
    _require_none(table.name, problems)
    _require_none(table.name, _depths(links, parent, above))
    company = _company(tops, above, inner)
    words = table.cells[level].map(normalise) if level else [""] * len(names)
    regions = {name for name, word in zip(names, words, strict=True) if word == THE_REGION}
    found = {}
    for name in above:
        region = next((each for each in _chain(name, above) if each in regions), above[name])
        if region not in ("", company):
            found[name] = region
    units = sorted(above.keys() - inner)
    used = {found[name] for name in units if name in found}
    left_out = sorted({each for name in units for each in _chain(name, above)} - used - {company})
    notes = [
        say(
            "The product has one level between unit and company; {quoted} left out.",
            quoted=_quoted(left_out),
        )
    ]
    return Hierarchy(found, tuple(units), tuple(notes if left_out else ()))


def _loops(links: Sequence[_Link], column: str, above: Mapping[str, str]) -> Iterator[Problem]:
    """Names that lead back to themselves, one problem a circle."""
    lines = {link.name: link.line for link in reversed(links)}
    for circle in circles(above):
        alone = len(circle) == 2
        rule = say("it stands under itself") if alone else say("it leads in a circle")
        remedy = (
            say("Leave the parent of the top name blank.")
            if alone
            else say("Correct one of the rows.")
        )
        yield lines[circle[0]], column, in_a_circle(circle), rule, remedy


def _depths(links: Sequence[_Link], column: str, above: Mapping[str, str]) -> list[Problem]:
    """Names with more above them than any organisation has."""
    rule = say("more than {most_levels} names stand above it", most_levels=MOST_LEVELS)
    return [
        (link.line, column, link.name, rule, say("Check the column of parents."))
        for link in links
        if next(islice(_chain(link.name, above), MOST_LEVELS, None), None)
    ]


def _company(tops: Sequence[str], above: Mapping[str, str], inner: Collection[str]) -> str:
    """The top of a tree where it is the whole company rather than a region, else ""."""
    named = next((top for top in tops if name_key(top) in WHOLE), "")
    if named or len(tops) != 1:
        return named
    return tops[0] if any(above[name] == tops[0] for name in inner) else ""


def _chain(name: str, above: Mapping[str, str]) -> Iterator[str]:
    """Every name above one, the nearest first."""
    while name := above.get(name, ""):
        yield name


def _above(links: Sequence[_Link], column: str, problems: list[Problem]) -> dict[str, str]:
    """What each name stands under; a second parent is added to the problems."""
    first: dict[str, _Link] = {}
    for link in links:
        earlier = first.setdefault(link.name, link)
        if link.parent != earlier.parent:
            one, two = (
                f"“{each.parent}”" if each.parent else say("nothing") for each in (earlier, link)
            )
            rule = say(
                "it stands under {one} in row {line} and under {two}",
                one=one,
                line=earlier.line,
                two=two,
            )
            problems.append((link.line, column, link.name, rule, _ONE_PARENT))
    return {name: link.parent for name, link in first.items() if name}


def _faults(links: Sequence[_Link], column: str) -> list[Problem]:
    """Rows without a name, and those that take the name of the company for a unit."""
    blank = (say("no {column}", column=column), say("Fill it in, or delete the row."))
    return [
        (link.line, column, link.name, *(_TAKEN if link.name else blank))
        for link in links
        if not link.name or name_key(link.name) == name_key(COMPANY)
    ]


def _require_none(name: str, problems: Sequence[Problem]) -> None:
    if problems:
        raise BadHierarchyError(name, problem_table(name, problems))


def _tidy(table: PlainTable, column: str, spelling: dict[str, str]) -> list[str]:
    """Names of a column with single spaces, each in the spelling it first had in the file."""
    names = [visible(text) for text in table.cells[column]]
    return [spelling.setdefault(name_key(name), name) for name in names]


def _first(headers: Mapping[str, str], words: Sequence[str]) -> str | None:
    return next((headers[word] for word in words if word in headers), None)


def _quoted(names: Sequence[str]) -> str:
    return f"{listed([f'“{name}”' for name in names])} {'is' if len(names) == 1 else 'are'}"
