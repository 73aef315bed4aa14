"""A file as a table of text, nothing interpreted."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.catalogue import say
from stool.errors import FileTooLargeError, NoDataRowsError
from stool.ingest.files.body import Body, Ragged, Wanted
from stool.ingest.files.coding import MOST_TEXTS, Coded, picked
from stool.ingest.files.records import Record
from stool.ingest.files.source import Source
from stool.ingest.files.stages import Stage
from stool.ingest.language.words import ANSWER_ID, PERSON_ID, normalise
from stool.ingest.tables.layout import Layout

MAX_COLUMNS = 1_000
TOP_ROWS = 50  # rows kept as written, for display


class Again(Protocol):
    """A file that can be read once more."""

    def column(self, header: str) -> Coded:
        """One column whole, as codes."""

    def texts(self, header: str) -> Iterator[Sequence[str]]:
        """One column written out, some rows at a time."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file as text: nothing is interpreted yet.

    Attributes
    ----------
    name, sha256, encoding, delimiter : str
    columns : dict of str to Coded
        By header, in the order of the file; a column with neither header nor values is left out,
        one with values but no header is called "(column 3)".
    questions : dict of str to str
        Header to the question or description that stands with it, where one does.
    lines : tuple of array of int
        Line of the file each row begins in, the first being 1, in the blocks of the columns.
    width : int
        Fields of a row.
    ragged : tuple of Ragged
        Rows that are not in `columns` because their number of fields is wrong.
    stages : tuple of Stage
        What was settled on the way, and why.
    title : str
        What stands above the header, "" if nothing does.
    top : DataFrame of str
        The first rows as written, for display.
    """

    name: str
    sha256: str
    encoding: str
    delimiter: str
    columns: dict[str, Coded]
    questions: dict[str, str]
    lines: tuple[NDArray[np.uint32], ...]
    width: int
    ragged: tuple[Ragged, ...]
    stages: tuple[Stage, ...]
    title: str
    top: pd.DataFrame
    _again: "Again | None" = None

    @property
    def headers(self) -> tuple[str, ...]:
        """Headers in the order of the file."""
        return tuple(self.columns)

    @property
    def fingerprint(self) -> str:
        """What two files with the same headers share, in whatever order: SHA-256 of them."""
        return hashlib.sha256("\x1f".join(sorted(self.columns)).encode()).hexdigest()

    @property
    def rows(self) -> int:
        """Rows in `columns`."""
        return sum(len(block) for block in self.lines)

    def lines_at(self, rows: "NDArray[np.integer]") -> NDArray[np.int64]:
        """Lines of the file in which some rows begin."""
        return picked(self.lines, rows)

    def line(self, row: int) -> int:
        """Line of the file in which a row begins."""
        return int(self.lines_at(np.array([row]))[0])

    @property
    def row_count(self) -> int:
        """Data rows of the file, those of the wrong length included."""
        return self.rows + len(self.ragged)

    @property
    def cells(self) -> pd.DataFrame:
        """All rows written out: for small files."""
        written = {header: self.whole(header).written() for header in self.columns}
        return pd.DataFrame(written, dtype=object)

    def whole(self, header: str) -> Coded:
        """A column as codes of all its rows, read again where too little of it was kept."""
        column = self.columns[header]
        if column.kept in ("codes", "days") or self._again is None:
            return column
        return self._again.column(header)

    def texts(self, header: str) -> Iterator[NDArray[np.object_]]:
        """A column written out, in the blocks of `lines`, however little of it was kept.

        It is read again where its texts hardly repeat, and never held whole.

        Raises
        ------
        RefusedFileError
            The file has changed since, or cannot be read any more.
        """
        column = self.columns[header]
        if column.kept == "codes":
            return (column.texts[block] for block in column.blocks)
        assert self._again is not None  # what cannot be read again is kept
        return _in_blocks(self._again.texts(header), self.lines)

    def timed(self, header: str) -> Coded:
        """A column as codes of all its rows, time stamps with their times of day."""
        column = self.columns[header]
        if column.kept == "codes" or self._again is None:
            return column
        return self._again.column(header)


def rows_of(records: Iterable[Record], layout: Layout) -> Iterator[Record]:
    """Records that are rows: below the header, not left out, of the right width, not blank."""
    for record in records:
        if record.line < layout.data_from or record.line in layout.left_out:
            continue
        if len(record.fields) == layout.width and any(map(str.strip, record.fields)):
            yield record


def wanted_of(layout: Layout, most: int | None = MOST_TEXTS) -> Wanted:
    """What to keep of a file with that layout."""
    return Wanted(
        places=tuple(head.place for head in layout.heads),
        width=layout.width,
        hashed=frozenset(
            head.place for head in layout.heads if normalise(head.name) in (*ANSWER_ID, *PERSON_ID)
        ),
        most=most,
        left_out=layout.left_out,
    )


def table_of(
    source: Source,
    layout: Layout,
    body: Body,
    records: Iterable[Record],
    *,
    encoding: str,
    stages: tuple[Stage, ...],
    delimiter: str = "",
    sha256: str | None = None,
    again: Again | None = None,
) -> Table:
    """The table of a body under its headers.

    `records` are the first of the file, for display; `again` reads a column once more.

    Raises
    ------
    NoDataRowsError, FileTooLargeError
    """
    if len(layout.heads) > MAX_COLUMNS:
        found = say("{heads} columns", heads=len(layout.heads))
        raise FileTooLargeError(
            source.name, found, say("{max_columns} columns", max_columns=MAX_COLUMNS)
        )
    if not body.lines and not body.ragged:
        raise NoDataRowsError(source.name, len(layout.heads))
    return Table(
        name=source.name,
        sha256=sha256 or source.sha256(),
        encoding=encoding,
        delimiter=delimiter,
        columns={head.name: body.columns[head.place] for head in layout.heads},
        questions={head.name: head.question for head in layout.heads if head.question},
        lines=body.lines,
        width=layout.width,
        ragged=body.ragged,
        stages=stages,
        title=layout.title,
        top=_top(layout, records),
        _again=again,
    )


def _top(layout: Layout, records: Iterable[Record]) -> pd.DataFrame:
    """The first rows as written."""
    rows = list(islice(rows_of(records, layout), TOP_ROWS))
    shown = {head.name: [row.fields[head.place] for row in rows] for head in layout.heads}
    return pd.DataFrame(shown, dtype=object)


def _in_blocks(
    texts: Iterable[Sequence[str]], like: "tuple[NDArray[np.uint32], ...]"
) -> Iterator[NDArray[np.object_]]:
    """Texts cut into blocks as long as those."""
    one_by_one = chain.from_iterable(texts)
    for block in like:
        written = np.empty(len(block), dtype=object)
        written[:] = list(islice(one_by_one, len(block)))
        yield written
