"""From text to a table of text: delimiter, header, and rows with their line numbers."""

import csv
import hashlib
import io
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.errors import (
    DuplicateHeadersError,
    FileTooLargeError,
    NoDataRowsError,
    NotTextError,
    UnclosedQuoteError,
)
from stool.ingest.decode import decode

MAX_ROWS = 2_000_000
MAX_COLUMNS = 1_000
DELIMITERS = ",;\t|"
SNIFFED_RECORDS = 50
EXCEL_HINT = "sep="  # Excel's own first line, "sep=;"


@dataclass(frozen=True, slots=True)
class Ragged:
    """A row with more or fewer fields than the header.

    Attributes
    ----------
    line : int
        Line of the file the row begins in.
    fields : int
        Fields found.
    """

    line: int
    fields: int


@dataclass(frozen=True, slots=True)
class Table:
    """A file as text: nothing is interpreted yet.

    Attributes
    ----------
    name, sha256, encoding, delimiter : str
    cells : DataFrame of str, one row a data row
        Columns are the headers, stripped; a column with neither header nor values is left out, one
        with values but no header is called "(column 3)".
    lines : array of int, shape (rows,)
        Line of the file each row begins in, the first line being 1.
    width : int
        Fields of the header.
    ragged : tuple of Ragged
        Rows that are not in `cells` because their number of fields is wrong.
    """

    name: str
    sha256: str
    encoding: str
    delimiter: str
    cells: pd.DataFrame
    lines: NDArray[np.int64]
    width: int
    ragged: tuple[Ragged, ...]

    @property
    def row_count(self) -> int:
        """Data rows of the file, those of the wrong length included."""
        return len(self.cells) + len(self.ragged)


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    fields: list[str]


def read_table(data: bytes, name: str) -> Table:
    """Read the bytes of a delimited text file.

    Parameters
    ----------
    data : bytes
        The file as uploaded: UTF-8, UTF-16 or UTF-32 with a byte order mark, UTF-8 or cp1252
        without; comma, semicolon, tab or pipe between fields.
    name : str
        Name of the file, for messages.

    Raises
    ------
    RefusedFileError
        The file is no text, too large, empty or without data rows, has a quotation mark that is
        never closed, or two columns of one name.
    """
    decoded = decode(data, name)
    text, first_line, hinted = _after_hint(decoded.text.removeprefix("\ufeff"))
    delimiter = hinted or _sniff(text)
    records = _records(text, delimiter, first_line, name)
    header, body = records[0].fields if records else [], records[1:]
    if not body:
        raise NoDataRowsError(name, len(header))
    if len(header) > MAX_COLUMNS:
        raise FileTooLargeError(name, f"{len(header)} columns", f"{MAX_COLUMNS} columns")
    whole = [record for record in body if len(record.fields) == len(header)]
    return Table(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        delimiter=delimiter,
        cells=_frame(header, whole, name),
        lines=np.array([record.line for record in whole], dtype=np.int64),
        width=len(header),
        ragged=tuple(
            Ragged(record.line, len(record.fields))
            for record in body
            if len(record.fields) != len(header)
        ),
    )


def _after_hint(text: str) -> tuple[str, int, str]:
    """Text after an Excel "sep=" line, the line it begins in, and the delimiter named there."""
    first, newline, rest = text.partition("\n")
    hint = first.rstrip("\r").strip('"')
    if newline and hint.lower().startswith(EXCEL_HINT) and len(hint) == len(EXCEL_HINT) + 1:
        return rest, 2, hint[-1]
    return text, 1, ""


def _sniff(text: str) -> str:
    """Delimiter that cuts the first records into equally many fields, at least two."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(fields) for fields in islice(reader, SNIFFED_RECORDS) if any(fields)]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        score = (widths.count(widths[0]) / len(widths), widths[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(text: str, delimiter: str, first_line: int, name: str) -> list[_Record]:
    """Every record that is not blank, with the line it begins in."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=delimiter)
    records, begins = [], 0
    try:
        for fields in reader:
            if reader.line_num - begins > 1:
                _require_closed(
                    lines[begins : reader.line_num], delimiter, first_line + begins, name
                )
            if any(field.strip() for field in fields):
                records.append(_Record(first_line + begins, fields))
            if len(records) > MAX_ROWS + 1:
                raise FileTooLargeError(name, "more rows", f"{MAX_ROWS:,} rows")
            begins = reader.line_num
    except csv.Error as error:
        if "field larger" in str(error):  # a quote swallowed the rest of a large file
            raise UnclosedQuoteError(name, first_line + begins) from error
        raise NotTextError(name, f"no table of text (line {first_line + begins})") from error
    return records


def _require_closed(lines: list[str], delimiter: str, line: int, name: str) -> None:
    """Refuse a record of several lines whose quotation marks do not pair.

    A stray mark joins whole rows into one field; that the marks then fail to stand at the ends of
    fields is what gives it away.
    """
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnclosedQuoteError(name, line) from error


def _frame(header: list[str], records: list[_Record], name: str) -> pd.DataFrame:
    """Cells of the rows under their headers."""
    headers = [field.strip() or f"(column {n})" for n, field in enumerate(header, start=1)]
    repeated = tuple(sorted({field for field in headers if headers.count(field) > 1}))
    if repeated:
        raise DuplicateHeadersError(name, repeated)
    values = list(zip(*(record.fields for record in records), strict=True)) or [()] * len(headers)
    columns = {
        field: list(column)
        for field, written, column in zip(headers, header, values, strict=True)
        if written.strip() or any(cell.strip() for cell in column)
    }
    return pd.DataFrame(columns, dtype=object)
