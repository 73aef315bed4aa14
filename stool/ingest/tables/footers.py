"""Records below or among the rows that are no rows: footers, headings, repeated headers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stool.errors.layout import CrosstabError, GroupedRowsError
from stool.ingest.tables.shape import Row, in_one_line, kind_of

NARROWEST = 3  # columns: in fewer, a row of a single cell is nothing unusual
MOST_HEADINGS = 0.2  # of the rows; where there are more, they are rows with gaps
PERCENTS = 0.5  # of the cells of a cross-tab report, at least
ANSWERS = 0.6  # of its rows that stand under a heading, at least
FOOTER = re.compile(
    r"(?:sources?|notes?|footnotes?|copyright|confidential|generated|exported|printed|prepared|"
    r"report (?:generated|run|date|only)|(?:data )?as (?:of|at)|last (?:updated|refreshed)|"
    r"(?:applied )?filters?|(?:accrual|cash) basis|grand totals? \(|total (?:records|rows)|"
    r"page \d+|end of (?:report|file)|quelle|anmerkung|hinweis|stand:|erstellt|vertraulich|fuente|"
    r"nota|remarque)(?!\w)|©|\(c\)|\*+|[†‡§]",
    re.IGNORECASE,
)


def footer_lines(rows: Sequence[Row], width: int) -> frozenset[int]:
    """Lines of the footers at the end of the rows.

    A footer is a single text that begins like one, is set off by a blank record, or stands alone
    in a record with all its delimiters; whatever follows a footer is one too.
    """
    seen = _seen(rows)
    start = len(rows)
    while start and _may_be_footer(rows[start - 1], width):
        start -= 1
    for place in range(start, len(rows)):
        row = rows[place]
        padded = row.width == width >= NARROWEST and _is_heading(row, seen)
        if row.after_gap or begins_like_footer(row) or padded:
            return frozenset(row.line for row in rows[place:])
    return frozenset()


def begins_like_footer(row: Row) -> bool:
    """Whether a row begins with a word of footers, like "Source"."""
    return FOOTER.match(row.first) is not None


def headings(rows: Sequence[Row], width: int, name: str) -> tuple[Row, ...]:
    """Rows among the others that hold a single text, a heading of those below.

    Raises
    ------
    GroupedRowsError
        The same rows come under several headings, so the headings say what they are.
    """
    if width < NARROWEST:
        return ()
    seen = _seen(rows)
    found = [row for row in rows if row.width == width and _is_heading(row, seen)]
    if repeated := _repeated_below(rows, found):
        raise GroupedRowsError(name, found[0].line, in_one_line(found[0].first), repeated)
    return tuple(found) if len(found) <= MOST_HEADINGS * len(rows) else ()


def repeated_headers(rows: Sequence[Row], lines: Sequence[Row]) -> tuple[Row, ...]:
    """Rows that are a line of the header over again."""
    written = {line.texts for line in lines}
    return tuple(row for row in rows if row.texts in written and len(row.filled) > 1)


def require_no_crosstab(rows: Sequence[Row], name: str) -> None:
    """Refuse a report of percentages under questions.

    Raises
    ------
    CrosstabError
    """
    asked = [
        above
        for above, row in pairwise(rows)
        if above.filled == (0,) and above.width >= NARROWEST and 0 not in row.filled
    ]
    if len(asked) < 2:
        return
    full = [row for row in rows if len(row.filled) >= NARROWEST]
    answers = [row for row in full if 0 not in row.filled]
    cells = [text for row in answers for text in _cells_beside_label(row)]
    percents = sum(text.endswith("%") for text in cells)
    if len(answers) >= ANSWERS * len(full) and percents >= PERCENTS * len(cells):
        raise CrosstabError(name, asked[0].line, in_one_line(asked[0].first))


def _cells_beside_label(row: Row) -> Iterator[str]:
    return (row.texts[place] for place in row.filled[1:])


def _may_be_footer(row: Row, width: int) -> bool:
    if len(row.filled) == 1:
        return kind_of(row.first) == "text" and (width > 1 or begins_like_footer(row))
    told = all(kind_of(row.texts[place]) == "text" for place in row.filled)
    return len(row.filled) == 2 < width and told and begins_like_footer(row)


def _seen(rows: Sequence[Row]) -> Counter[str]:
    """First texts of the rows that hold more than one."""
    return Counter(row.texts[0] for row in rows if len(row.filled) > 1)


def _is_heading(row: Row, seen: Counter[str]) -> bool:
    """Whether a row has a single text in front, no name of a row and no identifier."""
    if row.filled != (0,):
        return False
    text = row.first
    identifier = len(text.split()) == 1 and any(sign.isdigit() or sign == "@" for sign in text)
    return kind_of(text) == "text" and not identifier and text not in seen


def _repeated_below(rows: Sequence[Row], found: Sequence[Row]) -> str:
    """A first text that comes under several headings, "" if none does."""
    lines = {row.line for row in found}
    under: dict[str, int] = {}
    heading = 0
    for row in rows:
        if row.line in lines:
            heading = row.line
            continue
        name = row.texts[0]
        named = heading and name and kind_of(name) == "text"
        if named and under.setdefault(name, heading) != heading:
            return in_one_line(name)
    return ""
