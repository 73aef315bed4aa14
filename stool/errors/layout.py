"""Refusals of a file whose rows and columns cannot be told apart in one way only."""

from collections.abc import Sequence

from stool.catalogue import say, say_many
from stool.errors.base import listed
from stool.errors.reading import RefusedFileError

DELIMITERS = {
    ",": say("commas"),
    ";": say("semicolons"),
    "\t": say("tabs"),
    "|": say("bars"),
    "^": say("carets"),
    "~": say("tildes"),
    " ": say("spaces"),
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
            say(
                "The records of {name} fall into fields equally well at {words}, and nothing "
                'decides which is meant. Say it with "delimiter" in the mapping or --delimiter.',
                name=name,
                words=words,
            )
        )


class StackedTablesError(RefusedFileError):
    """A second table begins below the first."""

    def __init__(self, name: str, line: int, header: Sequence[str]) -> None:
        names = listed([f"“{text}”" for text in header])
        super().__init__(
            say(
                "{name} holds more than one table: another header begins in line {line} "
                "({names}), and one table a file is needed. Save each table as a file of its own.",
                name=name,
                line=line,
                names=names,
            )
        )


class CrosstabError(RefusedFileError):
    """A file is a report already tabulated, questions down and groups across."""

    def __init__(self, name: str, line: int, heading: str) -> None:
        super().__init__(
            say(
                "{name} is a cross-tab report: answers are already counted under headings such as "
                "“{heading}” (line {line}). Upload the response-level file, or one row per unit "
                "and quarter.",
                name=name,
                heading=heading,
                line=line,
            )
        )


class GroupedRowsError(RefusedFileError):
    """The same rows come again under several headings, which say what the rows are."""

    def __init__(self, name: str, line: int, heading: str, repeated: str) -> None:
        super().__init__(
            say(
                "In {name} rows stand under headings such as “{heading}” (line {line}), and "
                "“{repeated}” comes under more than one of them, so what a row is depends on its "
                "heading. Put the headings into a column of their own and upload the file again.",
                name=name,
                heading=heading,
                line=line,
                repeated=repeated,
            )
        )


class StatementLayoutError(RefusedFileError):
    """A profit-and-loss statement, whose lines are no rows of units and quarters."""

    def __init__(self, name: str, labels: Sequence[str]) -> None:
        super().__init__(
            say(
                "{name} looks like a profit-and-loss statement ({labels}) in a form that is not "
                "known, and adding up its lines would count amounts twice. Upload one row per "
                "unit and quarter with columns for revenue and cost.",
                name=name,
                labels=listed([f"“{label}”" for label in labels]),
            )
        )


class HeaderWidthError(RefusedFileError):
    """The header has more or fewer names than the rows have fields."""

    def __init__(self, name: str, line: int, names: int, fields: int, row: int) -> None:
        lacks = say("lacks a delimiter") if names < fields else say("has a name too many")
        super().__init__(
            say(
                "The header of {name} (line {line}) has {names} and the rows below it have "
                "{fields} (as in line {row}), so which name belongs to which field cannot be "
                "known: the header {lacks}, or the rows do not match it. Correct the header, or "
                "export the file again.",
                name=name,
                line=line,
                names=say_many("{number} name", "{number} names", names, number=names),
                fields=say_many("{number} field", "{number} fields", fields, number=fields),
                row=row,
                lacks=lacks,
            )
        )


class RaggedRowsError(RefusedFileError):
    """Too many rows of a file have another number of fields than its header."""

    def __init__(self, name: str, names: int, rows: int, ragged: Sequence[tuple[int, int]]) -> None:
        found = listed(
            [
                say(
                    "line {line} has {fields}",
                    line=line,
                    fields=say_many("{number} field", "{number} fields", fields, number=fields),
                )
                for line, fields in ragged
            ]
        )
        super().__init__(
            say(
                "{ragged} of the {rows} rows of {name} do not have the {names} fields of its "
                "header: {found}. Put fields that hold the delimiter in quotation marks, or "
                "export the file again.",
                ragged=len(ragged),
                rows=rows,
                name=name,
                names=names,
                found=found,
            )
        )


class ShiftedCellsError(RefusedFileError):
    """A few rows have a cell under no header and none in the column before it."""

    def __init__(self, name: str, column: int, lines: Sequence[int]) -> None:
        super().__init__(
            say_many(
                "In {name} {number} row has a value in column {column}, which has no name, and "
                "none in the column before it (line {lines}): their cells look shifted. Move them "
                "back, or give the column a name.",
                "In {name} {number} rows have a value in column {column}, which has no name, and "
                "none in the column before it (line {lines}): their cells look shifted. Move them "
                "back, or give the column a name.",
                len(lines),
                name=name,
                number=len(lines),
                column=column,
                lines=listed(lines),
            )
        )


class NoHeaderError(RefusedFileError):
    """The first record of a file looks like data."""

    def __init__(self, name: str, line: int, values: Sequence[str]) -> None:
        super().__init__(
            say(
                "{name} has no header: its first record (line {line}: {values}) looks like data, "
                "so what the columns mean cannot be known. Put a line with the names of the "
                "columns above it.",
                name=name,
                line=line,
                values=listed([f"“{value}”" for value in values]),
            )
        )


class DoubtfulTotalError(RefusedFileError):
    """A row may be a total or a unit that is called so."""

    def __init__(self, name: str, line: int, label: str, column: str) -> None:
        self.line, self.label = line, label
        super().__init__(
            say(
                "In line {line} of {name} “{label}” stands under “{column}”, and nothing tells "
                "whether the row is a total of others or a unit of that name. Say which with "
                '--named-total unit or --named-total total, or in the mapping with "named_total": '
                '"unit" or "total".',
                line=line,
                name=name,
                label=label,
                column=column,
            )
        )
