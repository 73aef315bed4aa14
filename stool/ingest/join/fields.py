"""The small files beside the data: their columns, rows and fields, and what is wrong with them."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pandas as pd

from stool.catalogue import say
from stool.errors import JoinColumnsError, StoolError
from stool.ingest.checking.units import visible
from stool.ingest.files.plain import PlainTable, read_plain
from stool.ingest.language.moments import moment_of
from stool.ingest.language.quarter_labels import quarter_label
from stool.ingest.language.words import normalise
from stool.period import of_date
from stool.schema import PROBLEM_COLUMNS

Fault = tuple[str, str, str, str]  # column, value, rule, remedy
Problem = tuple[int, str, str, str, str]  # the same with its line in front
Row = tuple[int, dict[str, str]]  # line, and texts by column
Note = TypeVar("Note")  # what a row says


def columns_of(
    table: PlainTable,
    columns: Sequence[str],
    needed: str,
    *,
    least: int,
    passed_over: Collection[str] = (),
) -> pd.DataFrame:
    """The cells of a file under the names of its columns, blank where there is none.

    Parameters
    ----------
    table : PlainTable
    columns : sequence of str
        Names the file may have, those it must have first.
    needed : str
        Sentence that says them.
    least : int
        How many it must have.
    passed_over : collection of str
        Names that may stand there and are not read.

    Raises
    ------
    JoinColumnsError
        The columns are others.
    """
    named = {str(header): normalise(str(header)) for header in table.cells}
    for header, column in named.items():
        if column not in columns and column not in passed_over:
            raise JoinColumnsError(
                table.name, say("has a column “{header}”", header=header), needed
            )
    found = list(named.values())
    if not {*columns[:least]} <= {*found} or len({*found}) < len(found):
        raise JoinColumnsError(
            table.name, say("has the columns {named}", named=", ".join(named)), needed
        )
    return table.cells.rename(columns=named).reindex(columns=list(columns), fill_value="")


def judged(
    table: PlainTable, cells: pd.DataFrame, faults: Callable[[Mapping[str, str]], list[Fault]]
) -> tuple[list[Row], list[Problem]]:
    """Rows without a fault, and the problems of all others."""
    rows: list[Row] = []
    problems = ragged(table)
    for line, row in zip(table.lines, cells.to_dict("records"), strict=True):
        texts = {str(column): unguarded(str(text)) for column, text in row.items()}
        found = faults(texts)
        problems += [(line, *fault) for fault in found]
        if not found:
            rows.append((line, texts))
    return rows, problems


def ragged(table: PlainTable) -> list[Problem]:
    """A problem for every row with another number of fields than the header."""
    rule = say("not the {width} fields of the header", width=table.width)
    remedy = say("Give the row every field of the header.")
    return [
        (line, "", say("{fields} fields", fields=fields), rule, remedy)
        for line, fields in table.ragged
    ]


def problem_table(name: str, problems: Iterable[Problem]) -> pd.DataFrame:
    """The problems of a file that is refused, by line; columns `stool.schema.PROBLEM_COLUMNS`."""
    rows = [(name, *problem, "refused") for problem in sorted(problems)]
    return pd.DataFrame(rows, columns=list(PROBLEM_COLUMNS))


def calendar_label(text: str) -> str:
    """Label of the calendar quarter that a text names, "" if it names none, as dates do not."""
    found = quarter_label(text)
    if found is None or found.fiscal or found.two_years:
        return ""
    return f"{found.year:04d}Q{found.quarter}"


def day_label(text: str) -> str:
    """A day as ``2026-05-31``, whatever way it is written; "" where it is none, or in doubt."""
    found = moment_of(text, None)
    if found is None:
        return ""
    return (dt.date(1970, 1, 1) + dt.timedelta(hours=found.hours)).isoformat()


def quarter_or_day_label(text: str) -> str:
    """Label of the calendar quarter that a text names or its day falls in, "" for neither."""
    day = day_label(text)
    return calendar_label(text) or (of_date(dt.date.fromisoformat(day)) if day else "")


@dataclass(frozen=True, slots=True)
class Form(Generic[Note]):
    """What a file of notes looks like: a row a note.

    Attributes
    ----------
    columns : tuple of str
        Names the file may have, those it must have first.
    least : int
        How many it must have.
    needed : callable
        Sentence that says them.
    faults : callable
        What is wrong with the texts of a row.
    make : callable
        Makes a note of the texts of a row without a fault, or raises `StoolError`.
    named_by : str
        Column that names a note, for the problems.
    refused : callable
        Error of a file with problems, by its name and their table.
    """

    columns: tuple[str, ...]
    least: int
    needed: Callable[[], str]
    faults: Callable[[Mapping[str, str]], list[Fault]]
    make: Callable[[Mapping[str, str]], Note]
    named_by: str
    refused: Callable[[str, pd.DataFrame], StoolError]


def notes_in(data: bytes, name: str, form: Form[Note]) -> tuple[Note, ...]:
    """Read a file of notes, each once.

    Raises
    ------
    JoinColumnsError
        The columns are others.
    StoolError
        Rows cannot be used; the error of the form, whose `problems` has them all.
    RefusedFileError
        The file is no table; see `stool.ingest.files.plain.read_plain`.
    """
    table = read_plain(data, name)
    cells = columns_of(table, form.columns, form.needed(), least=form.least)
    rows, problems = judged(table, cells, form.faults)
    notes, cannot_be = one_by_one(rows, form.make, form.named_by)
    if problems or cannot_be:
        raise form.refused(name, problem_table(name, [*problems, *cannot_be]))
    return notes


def one_by_one(
    rows: Iterable[Row], make: Callable[[Mapping[str, str]], Note], column: str
) -> tuple[tuple[Note, ...], list[Problem]]:
    """What rows say, each thing once, and the problems of rows that say what cannot be.

    Parameters
    ----------
    rows : iterable of (line, texts)
    make : callable
        Makes a thing of the texts of a row, or raises `StoolError`.
    column : str
        Column that names it, for the problems.
    """
    made: dict[Note, None] = {}
    problems = []
    for line, texts in rows:
        try:
            made[make(texts)] = None
        except StoolError as error:
            remedy = say("Correct the row.")
            problems.append((line, column, texts[column], str(error), remedy))
    return tuple(made), problems


def written_number(value: float | None) -> str:
    """A number as it is read back; "" for none."""
    return "" if value is None else f"{value:.12g}"


def csv_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a file that is read back with `unguarded` and that no spreadsheet runs.

    A text that begins with neither letter nor digit gets an apostrophe in front.
    """
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_guarded(text) for text in row] for row in rows)
    return b"\xef\xbb\xbf" + sink.getvalue().encode()


def unguarded(text: str) -> str:
    """A field with single spaces, without the apostrophe that keeps it from being a formula."""
    plain = visible(text)
    return plain[1:] if plain[:1] == "'" and not plain[1:2].isalnum() else plain


def _guarded(text: str) -> str:
    return f"'{text}" if text and not text[0].isalnum() else text
