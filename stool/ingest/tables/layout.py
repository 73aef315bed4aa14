"""Where the table in a file stands: title, header, columns, and the records that are no rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stool.catalogue import say, say_many
from stool.errors import DuplicateHeadersError, EmptyFileError, NoDataRowsError
from stool.errors.layout import HeaderWidthError, RaggedRowsError, ShiftedCellsError
from stool.ingest.files.records import Record
from stool.ingest.files.stages import Stage
from stool.ingest.tables.footers import (
    footer_lines,
    headings,
    repeated_headers,
    require_no_crosstab,
)
from stool.ingest.tables.headers import Block, settle_header
from stool.ingest.tables.shape import Kind, Row, column_kinds, filled_rows, in_one_line
from stool.ingest.tables.stacked import require_no_statement, require_one_table
from stool.ingest.tables.totals import Totals

HANDFUL = 20  # rows; in a longer file a few of the wrong length are rejected one by one
MOST_RAGGED_OF_FEW = 0.2
MOST_RAGGED = 0.5
MOST_SHIFTED = 0.1  # of the rows; a column that holds more is one
WORDS_OF_A_QUESTION = 3


class Head(NamedTuple):
    """A column.

    Attributes
    ----------
    place : int
        Which field of a record holds it, from 0.
    name : str
        Unique among the columns.
    question : str
        Question text or description, "" if none stands in the file.
    ident : str
        Identifier of the survey tool, "" if there is none.
    """

    place: int
    name: str
    question: str = ""
    ident: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table stands in its file.

    Attributes
    ----------
    heads : tuple of Head
        Columns in the order of the file; those with neither header nor values are left out.
    width : int
        Fields of a row.
    data_from : int
        Line the rows begin in.
    left_out : frozenset of int
        Lines from `data_from` on that are no rows: blank, footers, totals, headings among the
        rows, repeated headers.
    stages : tuple of Stage
    title : str
        What stands above the header, a line a record; "" if nothing does.
    """

    heads: tuple[Head, ...]
    width: int
    data_from: int = 0
    left_out: frozenset[int] = frozenset()
    stages: tuple[Stage, ...] = ()
    title: str = ""

    @classmethod
    def of_heads(cls, heads: "Sequence[Head | str]") -> "Layout":
        """Layout of records that are all rows; a name alone is the next column."""
        columns = [
            Head(place, head) if isinstance(head, str) else head for place, head in enumerate(heads)
        ]
        width = max((head.place + 1 for head in columns), default=0)
        return cls(tuple(columns), width)


def settle_layout(
    records: Sequence[Record], name: str, whole: bool, named_total: str | None = None
) -> Layout:
    """Settle where the table in a file stands.

    Parameters
    ----------
    records : sequence of Record
        All records of the file, blank ones included, or its first.
    name : str
        Name of the file, for messages.
    whole : bool
        Whether these are all records. Otherwise footers are not looked for (`settle_tail`).
    named_total : "unit", "total" or None
        What a row is that is called like a total, where its figures do not tell.

    Raises
    ------
    EmptyFileError, NoDataRowsError, NoHeaderError, DuplicateHeadersError
    HeaderWidthError, RaggedRowsError, ShiftedCellsError
        There is no table of named columns, or its rows do not have the fields of its header.
    StackedTablesError, CrosstabError, GroupedRowsError, StatementLayoutError
        There is more than one table, or a report that is no table.
    DoubtfulTotalError
        A row may be a total or a unit.
    """
    rows = filled_rows(records)
    if not rows:
        raise EmptyFileError(name)
    require_no_statement(rows, name)
    require_no_crosstab(rows, name)
    block = settle_header(rows, name)
    below = rows[block.end :]
    repeats = repeated_headers(below, block.lines)
    below = _without(below, repeats)
    width = _width_of_rows(block, below)
    footers = footer_lines(below, width) if whole else frozenset()
    below = [row for row in below if row.line not in footers]
    kinds = column_kinds(below, width)
    require_one_table(below, kinds, block.lines, name)
    banners = headings(below, width, name)
    below = _without(below, banners)
    totals = Totals(below, kinds, block.names, whole, named_total).lines(name)
    below = [row for row in below if row.line not in totals]
    if not below:
        raise NoDataRowsError(name, len([text for text in block.names if text]))
    _require_even(block, below, width, name)
    _require_unshifted(block, below, width, name)
    heads, stage = _heads(block, below, kinds, name)
    title = rows[: block.first]
    blank = {record.line for record in records if not any(map(str.strip, record.fields))}
    data_from = _line_after(records, block.lines[-1].line)
    no_rows = footers | totals | {row.line for row in (*banners, *repeats)} | blank
    stages = (
        _of_lines("preamble", [row.line for row in title], say("above the header")),
        block.stage,
        stage,
        _of_lines("repeated header", [row.line for row in repeats], say("the same as the header")),
        _of_texts("headings", banners, say("alone in their records, among the rows")),
        _of_lines("totals", totals, say("labelled as totals, or the sums of other rows")),
        _of_lines("footer", footers, say("texts alone in their records, after the rows")),
    )
    return Layout(
        heads=heads,
        width=width,
        data_from=data_from,
        left_out=frozenset(line for line in no_rows if line >= data_from),
        stages=tuple(stage for stage in stages if stage is not None),
        title="\n".join(
            " ".join(in_one_line(row.texts[place]) for place in row.filled) for row in title
        ),
    )


def settle_tail(
    records: Sequence[Record], layout: Layout, name: str, named_total: str | None = None
) -> frozenset[int]:
    """Lines at the end of a large file that are no rows.

    Parameters
    ----------
    records : sequence of Record
        The last of the file, blank ones included.
    layout : Layout
        As settled by the first records.
    name : str
        Name of the file, for messages.
    named_total : "unit", "total" or None
        As of `settle_layout`.

    Raises
    ------
    DoubtfulTotalError
    """
    rows = filled_rows(records)
    names = [""] * layout.width
    for head in layout.heads:
        names[head.place] = head.name
    names_again = [tuple(row.at(head.place) for head in layout.heads) for row in rows]
    repeats = {
        row.line
        for row, texts in zip(rows, names_again, strict=True)
        if texts == tuple(head.name for head in layout.heads)
    }
    footers = footer_lines(rows, layout.width) | repeats
    rows = [row for row in rows if row.line not in footers]
    kinds = column_kinds(rows, layout.width)
    return footers | Totals(rows, kinds, names, whole=True, said=named_total).lines(name)


def _without(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    lines = {row.line for row in others}
    return [row for row in rows if row.line not in lines]


def _line_after(records: Sequence[Record], line: int) -> int:
    """Line the record after the one in `line` begins in."""
    return next((record.line for record in records if record.line > line), line + 1)


def _width_of_rows(block: Block, below: Sequence[Row]) -> int:
    """Fields a row should have: as many as the header, less delimiters at its end for no column."""
    common = Counter(row.width for row in below).most_common(1)
    named = max((place + 1 for place, text in enumerate(block.names) if text), default=0)
    if common and named <= common[0][0] < block.width:
        return common[0][0]
    return block.width


def _require_even(block: Block, rows: Sequence[Row], width: int, name: str) -> None:
    """Refuse rows most of which have another number of fields than the header."""
    ragged = [row for row in rows if row.width != width]
    few = len(rows) <= HANDFUL
    if len(ragged) <= (MOST_RAGGED_OF_FEW if few else MOST_RAGGED) * len(rows):
        return
    widths = {row.width for row in ragged}
    if len(ragged) == len(rows) and len(widths) == 1:
        found = ragged[0]
        raise HeaderWidthError(name, block.lines[0].line, width, found.width, found.line)
    found_in = [(row.line, row.width) for row in ragged]
    raise RaggedRowsError(name, width, len(rows), found_in)


def _require_unshifted(block: Block, rows: Sequence[Row], width: int, name: str) -> None:
    """Refuse a column without a name that takes the cells of its neighbour in a few rows."""
    for place in range(1, width):
        if block.names[place] or not block.names[place - 1]:
            continue
        held = [row for row in rows if row.at(place)]
        few = 0 < len(held) <= MOST_SHIFTED * len(rows)
        if few and not any(row.at(place - 1) for row in held):
            raise ShiftedCellsError(name, place + 1, [row.line for row in held])


def _heads(
    block: Block, rows: Sequence[Row], kinds: Sequence[Kind], name: str
) -> tuple[tuple[Head, ...], Stage]:
    """Columns, and what is said of those without a name of their own."""
    held = {place for row in rows for place in row.filled}
    named = {
        place: text for place, text in enumerate(block.names[: len(kinds)]) if text or place in held
    }
    phantoms = len(kinds) - len(named)
    count = Counter(text.casefold() for text in named.values() if text)
    repeated = sorted({text for text in named.values() if count[text.casefold()] > 1})
    figures = {text for place, text in named.items() if kinds[place] in ("number", "date")}
    if mixed := [text for text in repeated if not _is_question(text) or text in figures]:
        raise DuplicateHeadersError(name, tuple(mixed))
    unnamed = [place + 1 for place, text in named.items() if not text]
    heads = tuple(
        Head(
            place,
            text if count[text.casefold()] == 1 else f"{text} (column {place + 1})".strip(),
            block.questions[place],
            block.idents[place],
        )
        for place, text in named.items()
    )
    told = []
    if unnamed:
        told.append(
            say("column {places} has values but no name", places=", ".join(map(str, unnamed)))
        )
    if repeated:
        told.append(
            say(
                "{repeated} questions stand over several columns, numbered to tell them",
                repeated=len(repeated),
            )
        )
    if phantoms:
        told.append(say("{phantoms} without name or values left out", phantoms=phantoms))
    why = "; ".join(told) or say("each has a name of its own")
    return heads, Stage("columns", str(len(heads)), why)


def _is_question(text: str) -> bool:
    """Whether a header is a text rather than a name: then columns may share it."""
    return len(text.split()) >= WORDS_OF_A_QUESTION


def _of_lines(stage: str, lines: "Sequence[int] | frozenset[int]", why: str) -> Stage | None:
    if not lines:
        return None
    ordered = sorted(lines)
    shown = ", ".join(map(str, ordered[:5])) + (say(" and more") if len(ordered) > 5 else "")
    found = say_many(
        "{number} record left out (line {shown})",
        "{number} records left out (line {shown})",
        len(ordered),
        number=len(ordered),
        shown=shown,
    )
    return Stage(stage, found, why)


def _of_texts(stage: str, rows: Sequence[Row], why: str) -> Stage | None:
    if not rows:
        return None
    texts = ", ".join(f"“{in_one_line(row.first)}”" for row in rows[:3])
    return Stage(stage, say("{rows} left out: {texts}", rows=len(rows), texts=texts), why)
