"""From the bytes of a file to a table of text: stages that each say what they settled and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pyarrow as pa

from stool.catalogue import say
from stool.errors import FileTooLargeError, UndecodableError
from stool.ingest.files.body import BodyBuilder, Ragged, parse
from stool.ingest.files.coding import Builder, Coded
from stool.ingest.files.decode import Encoding, settle_encoding, single_byte, texts
from stool.ingest.files.dialect import Dialect, settle_dialect
from stool.ingest.files.lines import Lines
from stool.ingest.files.parquet import is_parquet, read_parquet
from stool.ingest.files.records import Record
from stool.ingest.files.source import Source
from stool.ingest.files.stages import Stage
from stool.ingest.files.workbook import is_workbook, read_workbook, workbook_bytes
from stool.ingest.mapping import Mapping
from stool.ingest.tables.layout import Layout, settle_layout
from stool.ingest.tables.shares import answer_shares
from stool.ingest.tables.split import split_scores
from stool.ingest.tables.statement import read_statement
from stool.ingest.tables.streamed import HEAD_RECORDS, Progress, Streamed
from stool.ingest.tables.table import MAX_COLUMNS, TOP_ROWS, Table, rows_of, table_of, wanted_of
from stool.ingest.tables.wide import unpivot

SMALL = 2**20  # bytes; a smaller file is looked at whole, a larger one by its first records
WIDE_RECORDS = 100  # at the top, whose width shows a table of too many columns
SNIFFED_TEXT = 256 * 2**10  # characters the delimiter is settled by


def read_table(
    data: "bytes | memoryview | Path | Source",
    name: str | None = None,
    said: Mapping | None = None,
    progress: Progress | None = None,
) -> Table:
    """Read a file: delimited text, an Excel workbook or Parquet.

    Parameters
    ----------
    data : bytes, Path or Source
        Text in UTF-8, UTF-16, UTF-32 or a single-byte encoding; comma, semicolon, tab, bar or space
        between fields.
    name : str, optional
        Name of the file, for messages; that of the path by default.
    said : Mapping, optional
        Its encoding, delimiter and sheet are taken as said.
    progress : callable, optional
        Told the share that is read, 0 to 1, now and then.

    Raises
    ------
    RefusedFileError
        The file is no table that can be read in one way only; says what was found.
    """
    return split_scores(_read(Source.of(data, name), said or Mapping(), progress))


def _read(source: Source, said: Mapping, progress: Progress | None) -> Table:
    if is_workbook(source):
        sheet = read_workbook(workbook_bytes(source), source.name, said.sheet)
        stages = (sheet.stage, *sheet.notes)
        return _of_records(source, sheet.records, stages, said, encoding=words_of_sheet(sheet.name))
    if is_parquet(source):
        return _of_parquet(source)
    encoding = settle_encoding(source, said.encoding)
    try:
        return _of_text(source, encoding, said, progress)
    except UndecodableError:
        if encoding.codec != "utf-8" or said.encoding:
            raise
        return _of_text(source, single_byte(source), said, progress)


def sniff(
    data: "bytes | memoryview | Path | Source", name: str | None = None, said: Mapping | None = None
) -> tuple[Stage, ...]:
    """Settle how a delimited text file is to be read, by its first records: under a second.

    Parameters
    ----------
    data, name, said
        As of `read_table`, which may still find otherwise further down and says so.

    Returns
    -------
    tuple of Stage
        Encoding, delimiter, header and what else the first records show.

    Raises
    ------
    RefusedFileError
    """
    source, said = Source.of(data, name), said or Mapping()
    encoding = settle_encoding(source, said.encoding)
    dialect = settle_dialect(_start(source, encoding), source.name, said.delimiter)
    head = list(islice(_records(source, encoding, dialect), HEAD_RECORDS))
    whole = len(head) < HEAD_RECORDS
    layout = settle_layout(head, source.name, whole, said.named_total)
    return (encoding.stage, dialect.stage, *layout.stages)


def words_of_sheet(sheet: str) -> str:
    """What stands in place of the encoding of a workbook."""
    return say("sheet “{sheet}”", sheet=sheet)


def _of_text(source: Source, encoding: Encoding, said: Mapping, progress: Progress | None) -> Table:
    start = _start(source, encoding)
    dialect = settle_dialect(start, source.name, said.delimiter)
    stages = (encoding.stage, dialect.stage)
    if source.size <= SMALL:
        records = list(_records(source, encoding, dialect))
        return _of_records(
            source, records, stages, said, encoding=encoding.words, delimiter=dialect.delimiter
        )
    return Streamed(source, encoding, dialect, stages, said.named_total).table(progress)


def _start(source: Source, encoding: Encoding) -> str:
    """First text of a file."""
    start = ""
    for piece in texts(source, encoding):
        start += piece
        if len(start) >= SNIFFED_TEXT:
            break
    return start[:SNIFFED_TEXT]


def _records(source: Source, encoding: Encoding, dialect: Dialect) -> Iterator[Record]:
    """All records of a file, one by one."""
    lines = islice(Lines(texts(source, encoding)), dialect.first_line - 1, None)
    return parse(lines, dialect.options, source.name, dialect.first_line)


def _of_records(
    source: Source,
    records: list[Record],
    stages: tuple[Stage, ...],
    said: Mapping,
    *,
    encoding: str,
    delimiter: str = "",
) -> Table:
    """Table of a file that is small enough to be looked at whole."""
    widest = max((len(record.fields) for record in records[:WIDE_RECORDS]), default=0)
    if widest > MAX_COLUMNS and _named(records, widest) > MAX_COLUMNS:
        found = say("{named} columns", named=f"{_named(records, widest):,}")
        raise FileTooLargeError(
            source.name, found, say("{max_columns} columns", max_columns=f"{MAX_COLUMNS:,}")
        )
    records = _with_whole_header(records)
    statement = read_statement(records, source.name)
    ragged: list[Ragged] = []
    if statement is not None:
        layout = Layout.of_heads(statement.heads)
        records, stages = list(statement.records), (*stages, *statement.stages)
    else:
        layout = settle_layout(records, source.name, True, said.named_total)
        records = [record for record in records if record.line >= layout.data_from]
        stages = (*stages, *layout.stages)
        names, rows = [head.name for head in layout.heads], _picked(records, layout)
        long = unpivot(names, rows, source.name) or answer_shares(names, rows, source.name)
        if long is not None:
            ragged = [
                Ragged(record.line, len(record.fields))
                for record in records
                if len(record.fields) != layout.width and record.line not in layout.left_out
            ]
            layout = replace(Layout.of_heads(long.heads), title=layout.title)
            records, stages = list(long.records), (*stages, long.stage)
    body = BodyBuilder(wanted_of(layout, most=None), source.name)
    body.add(records)
    body.ragged += ragged
    return table_of(
        source,
        layout,
        body.done(),
        records,
        encoding=encoding,
        delimiter=delimiter,
        stages=stages,
    )


def _named(records: Sequence[Record], width: int) -> int:
    """Filled fields of the first record of that width."""
    first = next(record for record in records if len(record.fields) == width)
    return sum(bool(field.strip()) for field in first.fields)


def _with_whole_header(records: list[Record]) -> list[Record]:
    """Records with an empty last name in the header where every row ends in a delimiter."""
    rows = [record for record in records if any(map(str.strip, record.fields))]
    widths = Counter(len(record.fields) for record in rows)
    width = widths.most_common(1)[0][0] if widths else 0
    if width < 2 or any(row.fields[-1].strip() for row in rows if len(row.fields) == width):
        return records
    head = next(row for row in rows if len(row.fields) >= width - 1)
    if len(head.fields) != width - 1 or not all(map(str.strip, head.fields)):
        return records
    whole = Record(head.line, [*head.fields, ""])
    return [whole if record is head else record for record in records]


def _of_parquet(source: Source) -> Table:
    headers, batches = read_parquet(source)
    layout = Layout.of_heads(headers)
    body = BodyBuilder(wanted_of(layout), source.name)
    first: list[Record] = []
    for batch in batches:
        if not body.rows:
            rows = zip(*(column.to_pylist() for column in batch.slice(0, TOP_ROWS)), strict=True)
            first = [Record(line, list(row)) for line, row in enumerate(rows, start=1)]
        body.add_batch(batch)
    stage = Stage("container", "Parquet", say("its first bytes say so"))
    places = {head.name: head.place for head in layout.heads}
    return table_of(
        source,
        layout,
        body.done(),
        first,
        encoding="Parquet",
        stages=(stage,),
        again=_ParquetAgain(source, places),
    )


@dataclass(frozen=True, slots=True)
class _ParquetAgain:
    """A Parquet file that is read once more for one column."""

    source: Source
    places: dict[str, int]

    def column(self, header: str) -> Coded:
        """A column whole."""
        builder = Builder(most=None)
        for written in self._arrays(header):
            builder.add_array(written)
        return builder.done()

    def texts(self, header: str) -> Iterator[Sequence[str]]:
        """A column written out."""
        return (written.to_pylist() for written in self._arrays(header))

    def _arrays(self, header: str) -> Iterator[pa.DictionaryArray]:
        _, batches = read_parquet(self.source)
        return (batch.column(self.places[header]) for batch in batches)


def _picked(records: Iterable[Record], layout: Layout) -> list[Record]:
    """Rows with the fields that are columns."""
    return [
        Record(record.line, [record.fields[head.place] for head in layout.heads])
        for record in rows_of(records, layout)
    ]
