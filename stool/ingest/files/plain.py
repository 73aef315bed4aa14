"""Plain tables: small files about the data, not of the data, with a header in their first line.

Nothing is left out of them as a footer or a total and nothing is turned round: a row that says
something odd has to be told to whoever wrote it.
"""

import io
from dataclasses import dataclass

import pandas as pd

from stool.catalogue import say
from stool.errors import DuplicateHeadersError, FileTooLargeError, NoDataRowsError
from stool.ingest.files.body import parse
from stool.ingest.files.decode import decode

MOST_BYTES = 16 * 2**20  # a hundred thousand names
DELIMITERS = ",;\t|"
EXCEL_HINT = "sep="  # Excel's own first line, "sep=;"


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A small file as text.

    Attributes
    ----------
    name : str
    cells : DataFrame of str, one row a row of the right number of fields
        Columns are the headers, texts as written.
    lines : tuple of int
        Line of the file each of these rows begins in, the first line being 1.
    width : int
        Fields of the header.
    ragged : tuple of (line, fields)
        Rows with another number of fields.
    """

    name: str
    cells: pd.DataFrame
    lines: tuple[int, ...]
    width: int
    ragged: tuple[tuple[int, int], ...]


def read_plain(data: bytes, name: str) -> PlainTable:
    """Read a small file; of comma, semicolon, tab and bar the commonest in its header delimits.

    Parameters
    ----------
    data : bytes
    name : str
        Name of the file, for messages.

    Raises
    ------
    RefusedFileError
        The file is no text, too large, empty or without rows, has a quotation mark that is never
        closed, or two columns of one name.
    """
    if len(data) > MOST_BYTES:
        size, limit = len(data) // 2**20, MOST_BYTES // 2**20
        raise FileTooLargeError(name, say("{size} MB", size=size), say("{limit} MB", limit=limit))
    lines = io.StringIO(decode(data, name).text, newline="").readlines()
    skipped = next((at for at, line in enumerate(lines) if not _is_empty(line)), 0)
    delimiter = max(DELIMITERS, key=lines[skipped].count)
    records = list(parse(lines[skipped:], {"delimiter": delimiter}, name, first=skipped + 1))
    header = [field.strip() for field in records[0].fields]
    body = [record for record in records[1:] if any(map(str.strip, record.fields))]
    if not body:
        raise NoDataRowsError(name, len(header))
    whole = [record for record in body if len(record.fields) == len(header)]
    columns = {
        place: [record.fields[place] for record in whole]
        for place, written in enumerate(header)
        if written or any(record.fields[place].strip() for record in whole)
    }
    headers = [header[place] or f"(column {place + 1})" for place in columns]
    repeated = tuple(sorted({each for each in headers if headers.count(each) > 1}))
    if repeated:
        raise DuplicateHeadersError(name, repeated)
    return PlainTable(
        name=name,
        cells=pd.DataFrame(dict(zip(headers, columns.values(), strict=True)), dtype="str"),
        lines=tuple(record.line for record in whole),
        width=len(header),
        ragged=tuple(
            (record.line, len(record.fields))
            for record in body
            if len(record.fields) != len(header)
        ),
    )


def _is_empty(line: str) -> bool:
    """Whether a line above the header says nothing of the table."""
    plain = line.strip().strip('"').lower()
    return not plain or (plain.startswith(EXCEL_HINT) and len(plain) == len(EXCEL_HINT) + 1)
