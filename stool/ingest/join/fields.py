"""The small files beside the data: their columns, rows and fields, and what is wrong with them."""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import pandas as pd

from stool.catalogue import say
from stool.errors import JoinColumnsError
from stool.ingest.checking.units import visible
from stool.ingest.files.plain import PlainTable
from stool.ingest.language.quarter_labels import quarter_label
from stool.ingest.language.words import normalise
from stool.schema import PROBLEM_COLUMNS

Fault = tuple[str, str, str, str]  # column, value, rule, remedy
Problem = tuple[int, str, str, str, str]  # the same with its line in front
Row = tuple[int, dict[str, str]]  # line, and texts by column


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
