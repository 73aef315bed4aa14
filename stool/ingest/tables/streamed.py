"""A large file read in a stream: its layout by the first records, its footers by the last."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from stool.ingest.files.body import BodyBuilder, Wanted, parse
from stool.ingest.files.coding import Coded
from stool.ingest.files.decode import Encoding, texts
from stool.ingest.files.dialect import Dialect
from stool.ingest.files.lines import Lines
from stool.ingest.files.records import Record
from stool.ingest.files.source import Source
from stool.ingest.files.stages import Stage
from stool.ingest.tables.layout import Layout, settle_layout, settle_tail
from stool.ingest.tables.table import Table, table_of, wanted_of

HEAD_RECORDS = 1_000  # records the layout is settled by
TAIL_BYTES = 64 * 2**10  # searched for footers and totals
WRITTEN = 10_000  # rows of a column written out at a time

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Streamed:
    """A large file, read in a stream: once, and again for a column too little was kept of."""

    source: Source
    encoding: Encoding
    dialect: Dialect
    stages: tuple[Stage, ...]
    named_total: str | None = None

    def table(self, progress: Progress | None) -> Table:
        """The table, with one pass over the file."""
        with ThreadPoolExecutor(1) as beside:
            sha256 = beside.submit(self.source.sha256)
            lines = self._lines()
            head = list(islice(self._parsed(lines), HEAD_RECORDS))
            layout = settle_layout(head, self.source.name, False, self.named_total)
            wanted = wanted_of(layout)
            body = BodyBuilder(wanted, self.source.name)
            body.add(record for record in head if record.line >= layout.data_from)
            tail = self._add_rest(body, lines, layout, progress)
            again = _Again(self, layout, wanted.left_out | tail)
            return table_of(
                self.source,
                layout,
                body.done(),
                head,
                encoding=self.encoding.words,
                delimiter=self.dialect.delimiter,
                stages=(*self.stages, *layout.stages),
                sha256=sha256.result(),
                again=again,
            )

    def column(self, place: int, layout: Layout, left_out: frozenset[int]) -> Coded:
        """One column whole."""
        lines = self._lines()
        head = islice(self._parsed(lines), HEAD_RECORDS)
        wanted = Wanted((place,), layout.width, most=None, left_out=left_out)
        body = BodyBuilder(wanted, self.source.name)
        body.add(record for record in head if record.line >= layout.data_from)
        self._add_rest(body, lines, None, None)
        return body.done().columns[place]

    def texts(self, place: int, layout: Layout, left_out: frozenset[int]) -> Iterator[list[str]]:
        """One column written out, some rows at a time."""
        rows = (
            record.fields[place]
            for record in self._parsed(self._lines())
            if record.line >= layout.data_from
            and record.line not in left_out
            and len(record.fields) == layout.width
            and any(map(str.strip, record.fields))
        )
        while written := list(islice(rows, WRITTEN)):
            yield written

    def _lines(self) -> Lines:
        lines = Lines(texts(self.source, self.encoding))
        for _ in range(self.dialect.first_line - 1):
            next(lines)
        return lines

    def _parsed(self, lines: Lines) -> Iterator[Record]:
        """Records from where the lines stand, numbered by their lines of the file."""
        return parse(lines, self.dialect.options, self.source.name, lines.number)

    def _add_rest(
        self, body: BodyBuilder, lines: Lines, layout: Layout | None, progress: Progress | None
    ) -> frozenset[int]:
        """Add what comes after the head; returns the lines of footers and totals at the end.

        Without a layout the end is taken as it is.
        """
        with ThreadPoolExecutor(1) as reader:
            current = self._ahead(body, lines, reader)
            while current is not None:
                if progress is not None:
                    progress(min(lines.bytes_read / self.source.size, 1.0))
                following = self._ahead(body, lines, reader)
                table = current.table.result()
                if table is not None:
                    body.add_parsed(table, current.line)
                else:  # record by record, which may end in the next block
                    if following is not None:
                        lines.give_back(following.block, following.line)
                    lines.give_back(current.block, current.line)
                    body.add(self._until(lines, lines.bytes_read + len(current.block)))
                    following = self._ahead(body, lines, reader)
                current = following
        return self._add_tail(body, lines, layout)

    def _ahead(
        self, body: BodyBuilder, lines: Lines, reader: ThreadPoolExecutor
    ) -> "_Block | None":
        """The next block, being read; None where only the end of the file is left."""
        block = lines.block()
        if lines.ended:
            block = block[: block.rfind(b"\n", 0, max(len(block) - TAIL_BYTES, 0)) + 1]
        if not block:
            return None
        line = lines.number
        lines.take(block)
        if not self.dialect.is_plain:
            return _Block(block, line, reader.submit(lambda: None))
        return _Block(block, line, reader.submit(body.parsed, block, self.dialect.delimiter))

    def _until(self, lines: Lines, end: int) -> Iterator[Record]:
        for record in self._parsed(lines):
            yield record
            if lines.bytes_read >= end and not lines.within_line:
                return

    def _add_tail(self, body: BodyBuilder, lines: Lines, layout: Layout | None) -> frozenset[int]:
        records = list(self._parsed(lines))
        left_out: frozenset[int] = frozenset()
        if layout is not None:
            left_out = settle_tail(records, layout, self.source.name, self.named_total)
        body.add(record for record in records if record.line not in left_out)
        return left_out


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines being read ahead; `table` is None in the end if they need to be read one by one."""

    block: bytes
    line: int
    table: "Future[pa.Table | None]"


@dataclass(frozen=True, slots=True)
class _Again:
    streamed: Streamed
    layout: Layout
    left_out: frozenset[int]

    def column(self, header: str) -> Coded:
        """A column whole, by its header."""
        return self.streamed.column(self._place(header), self.layout, self.left_out)

    def texts(self, header: str) -> Iterator[Sequence[str]]:
        """A column written out, by its header."""
        return self.streamed.texts(self._place(header), self.layout, self.left_out)

    def _place(self, header: str) -> int:
        return next(head.place for head in self.layout.heads if head.name == header)
