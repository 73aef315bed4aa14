"""From the lines of a file to coded columns: a fast reader, and a careful one where it must be.

pyarrow reads blocks in which every line is one record of the right width; any other block (a record
over several lines, a row of the wrong length, blank lines) goes through Python's csv module record
by record, so that every row keeps its line. Both give the same table; a test holds them together.
DuckDB's reader was not taken here: it stops at a row of the wrong length or drops it, and knows no
line of a row.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from numpy.typing import NDArray

from stool.catalogue import say
from stool.errors import FileTooLargeError, NotTextError, UnclosedQuoteError
from stool.errors.reading import FieldTooLongError
from stool.ingest.files.coding import MOST_TEXTS, Builder, Coded
from stool.ingest.files.records import Record

MAX_ROWS = 100_000_000
MAX_FIELDS = 10_000  # of a record, ten times the columns that can be read


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
class Body:
    """Rows of a file, columns by their place among the fields.

    Attributes
    ----------
    columns : dict of int to Coded
    lines : tuple of array of uint32
        Line of the file each row begins in, in the blocks of the columns.
    ragged : tuple of Ragged
        Rows that are not in `columns` because their number of fields is wrong.
    """

    columns: dict[int, Coded]
    lines: tuple[NDArray[np.uint32], ...]
    ragged: tuple[Ragged, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which fields are kept, and how.

    Attributes
    ----------
    places : tuple of int
        Fields that become columns.
    width : int
        Fields of every good row.
    hashed : frozenset of int
        Fields that go on as hashes when their texts hardly repeat.
    most : int or None
        Different texts from which a column is given up; None keeps them all.
    left_out : frozenset of int
        Lines of records that are no rows.
    """

    places: tuple[int, ...]
    width: int
    hashed: frozenset[int] = frozenset()
    most: int | None = MOST_TEXTS
    left_out: frozenset[int] = frozenset()


@dataclass(slots=True)
class BodyBuilder:
    """Collects the rows of a file, block by block."""

    wanted: Wanted
    name: str
    builders: dict[int, Builder] = field(init=False)
    lines: list[NDArray[np.uint32]] = field(init=False, default_factory=list)
    ragged: list[Ragged] = field(init=False, default_factory=list)
    rows: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        wanted = self.wanted
        self.builders = {
            place: Builder(wanted.most, place in wanted.hashed) for place in wanted.places
        }

    def add(self, records: Iterable[Record]) -> None:
        """Add records one by one; blank ones and those left out are no rows."""
        whole: list[list[str]] = []
        lines: list[int] = []
        for record in records:
            if record.line in self.wanted.left_out or not any(map(str.strip, record.fields)):
                continue
            if len(record.fields) != self.wanted.width:
                self.ragged.append(Ragged(record.line, len(record.fields)))
                continue
            whole.append(record.fields)
            lines.append(record.line)
        if whole:
            columns = list(zip(*whole, strict=True))
            for place, builder in self.builders.items():
                builder.add(columns[place])
            self._count(np.array(lines, dtype=np.uint32))

    def parsed(self, block: bytes, delimiter: str) -> pa.Table | None:
        """A block of lines of UTF-8 as columns, None if some line is not a row of its own.

        It changes nothing, so a thread may run ahead with it.
        """
        returns = block.count(b"\r")
        if returns and returns != block.count(b"\r\n"):
            return None
        if not _ends_closed(block, delimiter):
            return None
        table = self._read(block, delimiter)
        if table is None or table.num_rows != lines_in(block):
            return None
        return None if _some_row_is_blank(table) else table

    def add_parsed(self, table: pa.Table, first_line: int) -> None:
        """Add the rows of a block, one a line."""
        for name in table.column_names:
            self.builders[int(name)].add_array(table.column(name).combine_chunks())
        self._count(np.arange(first_line, first_line + table.num_rows, dtype=np.uint32))

    def add_batch(self, batch: pa.RecordBatch) -> None:
        """Add rows that come as columns of text, numbered from 1."""
        for place, builder in self.builders.items():
            builder.add_array(batch.column(place))
        self._count(np.arange(self.rows + 1, self.rows + 1 + len(batch), dtype=np.uint32))

    def done(self) -> Body:
        """Everything collected."""
        columns = {place: builder.done() for place, builder in self.builders.items()}
        return Body(columns, tuple(self.lines), tuple(self.ragged))

    def _count(self, lines: NDArray[np.uint32]) -> None:
        self.lines.append(lines)
        self.rows += len(lines)
        if self.rows > MAX_ROWS:
            raise FileTooLargeError(
                self.name, say("more rows"), say("{max_rows} rows", max_rows=f"{MAX_ROWS:,}")
            )

    def _read(self, block: bytes, delimiter: str) -> pa.Table | None:
        """Block read by pyarrow, None where it finds anything amiss."""
        fields = [str(place) for place in range(self.wanted.width)]
        kept = {place: each.kept for place, each in self.builders.items()}
        coded = pa.dictionary(pa.int32(), pa.string())
        types = {
            str(place): coded if how == "codes" else pa.string()
            for place, how in kept.items()
            if how != "nothing"
        }
        try:
            return arrow_csv.read_csv(
                pa.BufferReader(block),
                read_options=arrow_csv.ReadOptions(column_names=fields, block_size=len(block) + 1),
                parse_options=arrow_csv.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=types,
                    include_columns=list(types),
                    strings_can_be_null=False,
                    quoted_strings_can_be_null=False,
                ),
            )
        except pa.ArrowInvalid:
            return None


def parse(
    lines: Iterable[str], dialect_options: dict[str, object], name: str, first: int
) -> Iterator[Record]:
    """Records of lines of text, the first of which has the number `first`.

    Raises
    ------
    UnclosedQuoteError
        A quotation mark that is never closed.
    NotTextError
        What comes is no table of text.
    """
    seen: list[str] = []

    def kept() -> Iterator[str]:
        for line in lines:
            seen.append(line)
            if len(line) > MAX_FIELDS and line.count(delimiter) >= MAX_FIELDS:
                _require_few_fields(line, dialect_options, begins, name)
            yield line

    delimiter = str(dialect_options["delimiter"])
    reader = csv.reader(kept(), **dialect_options)  # type: ignore[arg-type]
    begins = last = first
    held: list[str] = []  # lines of the record before, if a quotation mark is in it
    blank = False
    while True:
        seen.clear()
        try:
            fields = next(reader, None)
        except csv.Error as error:
            if "field larger" in str(error):
                if len(seen) == 1:
                    raise FieldTooLongError(name, begins, csv.field_size_limit()) from error
                raise UnclosedQuoteError(name, begins) from error
            raise NotTextError(
                name, say("no table of text (line {begins})", begins=begins)
            ) from error
        if fields is None:
            _require_ended(held, dialect_options, last, name)
            return
        if len(seen) > 1:
            _require_closed(seen, dialect_options, begins, name)
        held = seen[:] if len(seen) == 1 and '"' in seen[0] else []
        last = begins
        if fields or not blank:  # of blank lines on end the first is enough to tell
            yield Record(begins, fields)
        blank = not fields
        begins += len(seen)


def _require_closed(
    lines: list[str], dialect_options: dict[str, object], line: int, name: str
) -> None:
    """Refuse a record of several lines whose quotation marks do not pair.

    A stray mark joins whole rows into one field; that the marks then fail to stand at the ends of
    fields is what gives it away.
    """
    try:
        list(csv.reader(lines, strict=True, **dialect_options))  # type: ignore[arg-type]
    except csv.Error as error:
        raise UnclosedQuoteError(name, line) from error


def _require_ended(
    lines: list[str], dialect_options: dict[str, object], line: int, name: str
) -> None:
    """Refuse a last record whose quotation mark is open at the end of the file."""
    try:
        list(csv.reader(lines, strict=True, **dialect_options))  # type: ignore[arg-type]
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise UnclosedQuoteError(name, line) from error


def _require_few_fields(
    line: str, dialect_options: dict[str, object], number: int, name: str
) -> None:
    """Refuse a record of more fields than any table has, before they are cut apart."""
    if '"' in line:  # the delimiters may stand within a field
        bare = re.sub(r'"[^"]*"?', "", line)
        if bare.count(str(dialect_options["delimiter"])) < MAX_FIELDS:
            return
    elif dialect_options.get("skipinitialspace") and dialect_options["delimiter"] == " ":
        return
    found = say(
        "{delimiter} columns in line {number}",
        delimiter=f"{line.count(str(dialect_options['delimiter'])) + 1:,}",
        number=number,
    )
    raise FileTooLargeError(
        name, found, say("{max_fields} columns", max_fields=f"{MAX_FIELDS // 10:,}")
    )


def lines_in(block: bytes) -> int:
    """Lines of a block, the last one counted without its newline too."""
    return block.count(b"\n") + (not block.endswith(b"\n"))


def _ends_closed(block: bytes, delimiter: str) -> bool:
    """Whether no quotation mark is open at the end of the last line."""
    last = block[block.rfind(b"\n", 0, len(block) - 1) + 1 :].decode()
    try:
        list(csv.reader([last], delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _some_row_is_blank(table: pa.Table) -> bool:
    """Whether some row may hold nothing in any of the columns."""
    columns = [column.combine_chunks() for column in table.columns]
    columns.sort(key=lambda column: not pa.types.is_dictionary(column.type))  # the quick ones first
    blank = np.ones(table.num_rows, dtype=np.bool_)
    for column in columns:
        if pa.types.is_dictionary(column.type):
            empty = np.array([not text.strip() for text in column.dictionary.to_pylist()])
            blank &= empty[column.indices.to_numpy()] if empty.any() else False
        else:
            blank &= [not text.strip() for text in column.to_pylist()]
        if not blank.any():
            return False
    return True
