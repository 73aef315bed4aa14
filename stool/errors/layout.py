"""Refusals of a file whose rows and columns cannot be told apart in one way only."""

from collections.abc import Sequence

from stool.errors.base import listed
from stool.errors.reading import RefusedFileError

DELIMITERS = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "bars",
    "^": "carets",
    "~": "tildes",
    " ": "spaces",
}


class UnsettledDelimiterError(RefusedFileError):
    """Two signs cut the records of a file into fields equally well.

    Attributes
    ----------
    delimiters : tuple of str
        Those to choose from.
    """

    def __init__(self, name: str, delimiters: Sequence[str]) -> None:
        self.delimiters = tuple(delimiters)
        words = listed([DELIMITERS.get(sign, f"“{sign}”") for sign in delimiters])
        super().__init__(
            f"The records of {name} fall into fields equally well at {words}, and nothing decides "
            'which is meant. Say it with "delimiter" in the mapping or --delimiter.'
        )


class StackedTablesError(RefusedFileError):
    """A second table begins below the first."""

    def __init__(self, name: str, line: int, header: Sequence[str]) -> None:
        names = listed([f"“{text}”" for text in header])
        super().__init__(
            f"{name} holds more than one table: another header begins in line {line} ({names}), "
            "and one table a file is needed. Save each table as a file of its own."
        )


class CrosstabError(RefusedFileError):
    """A file is a report already tabulated, questions down and groups across."""

    def __init__(self, name: str, line: int, heading: str) -> None:
        super().__init__(
            f"{name} is a cross-tab report: answers are already counted under headings such as "
            f"“{heading}” (line {line}). Upload the response-level file, or one row per unit and "
            "quarter."
        )


class GroupedRowsError(RefusedFileError):
    """The same rows come again under several headings, which say what the rows are."""

    def __init__(self, name: str, line: int, heading: str, repeated: str) -> None:
        super().__init__(
            f"In {name} rows stand under headings such as “{heading}” (line {line}), and "
            f"“{repeated}” comes under more than one of them, so what a row is depends on its "
            "heading. Put the headings into a column of their own and upload the file again."
        )


class StatementLayoutError(RefusedFileError):
    """A profit-and-loss statement, whose lines are no rows of units and quarters."""

    def __init__(self, name: str, labels: Sequence[str]) -> None:
        super().__init__(
            f"{name} looks like a profit-and-loss statement "
            f"({listed([f'“{label}”' for label in labels])}) in a form that is not known, and "
            "adding up its lines would count amounts twice. Upload one row per unit and quarter "
            "with columns for revenue and cost."
        )


class HeaderWidthError(RefusedFileError):
    """The header has more or fewer names than the rows have fields."""

    def __init__(self, name: str, line: int, names: int, fields: int, row: int) -> None:
        lacks = "lacks a delimiter" if names < fields else "has a name too many"
        super().__init__(
            f"The header of {name} (line {line}) has {_counted(names, 'name')} and the rows below "
            f"it have {_counted(fields, 'field')} (as in line {row}), so which name belongs to "
            f"which field cannot be known: the header {lacks}, or the rows do not match it. "
            "Correct the header, or export the file again."
        )


class RaggedRowsError(RefusedFileError):
    """Too many rows of a file have another number of fields than its header."""

    def __init__(self, name: str, names: int, rows: int, ragged: Sequence[tuple[int, int]]) -> None:
        found = listed([f"line {line} has {_counted(fields, 'field')}" for line, fields in ragged])
        super().__init__(
            f"{len(ragged)} of the {rows} rows of {name} do not have the {names} fields of its "
            f"header: {found}. Put fields that hold the delimiter in quotation marks, or export "
            "the file again."
        )


class ShiftedCellsError(RefusedFileError):
    """A few rows have a cell under no header and none in the column before it."""

    def __init__(self, name: str, column: int, lines: Sequence[int]) -> None:
        rows = "row has" if len(lines) == 1 else "rows have"
        super().__init__(
            f"In {name} {len(lines)} {rows} a value in column {column}, which has no name, and "
            f"none in the column before it (line {listed(lines)}): their cells look shifted. Move "
            "them back, or give the column a name."
        )


class NoHeaderError(RefusedFileError):
    """The first record of a file looks like data."""

    def __init__(self, name: str, line: int, values: Sequence[str]) -> None:
        super().__init__(
            f"{name} has no header: its first record (line {line}: "
            f"{listed([f'“{value}”' for value in values])}) looks like data, so what the columns "
            "mean cannot be known. Put a line with the names of the columns above it."
        )


class DoubtfulTotalError(RefusedFileError):
    """A row may be a total or a unit that is called so."""

    def __init__(self, name: str, line: int, label: str, column: str) -> None:
        self.line, self.label = line, label
        super().__init__(
            f"In line {line} of {name} “{label}” stands under “{column}”, and nothing tells "
            "whether the row is a total of others or a unit of that name. Say which with "
            "--named-total unit or --named-total total, or in the mapping with "
            '"named_total": "unit" or "total".'
        )


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
