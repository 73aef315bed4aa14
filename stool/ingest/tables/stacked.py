"""Files that are no single table: a second header further down, or a profit-and-loss statement."""

import re
from collections.abc import Sequence

from stool.errors.layout import StackedTablesError, StatementLayoutError
from stool.ingest.language.words import normalise
from stool.ingest.tables.footers import begins_like_footer
from stool.ingest.tables.shape import DIGIT, Kind, Row, evidence, in_one_line, kind_of

LANDMARKS = 3  # lines of a statement that tell it from a table
STATEMENT = re.compile(
    r"(?:total_(?:for_)?)?(?:operating_|other_|net_|gross_)?"
    r"(?:income|revenues?|sales|expenses?|profit|loss|earnings)"
    r"|(?:total_(?:for_)?)?cost_of_(?:goods_sold|sales)"
    r"|net_operating_income|net_other_income|profit_before_tax|ebitda?"
)
SURE = re.compile(r"gross_profit|net_(?:income|profit|earnings|loss)|operating_(?:profit|income)")
FEWEST_WORDS = 3  # words where numbers belong, for a line amid rows to be a header


def require_no_statement(rows: Sequence[Row], name: str) -> None:
    """Refuse a profit-and-loss statement.

    Raises
    ------
    StatementLayoutError
    """
    labels = {normalise(row.texts[0]): row.texts[0] for row in rows}
    found = {form: text for form, text in labels.items() if STATEMENT.fullmatch(form)}
    if len(found) >= LANDMARKS and any(map(SURE.fullmatch, found)):
        raise StatementLayoutError(name, [in_one_line(text) for text in found.values()])


def require_one_table(
    rows: Sequence[Row], kinds: Sequence[Kind], header: Sequence[Row], name: str
) -> None:
    """Refuse a second table below the first.

    Parameters
    ----------
    rows : sequence of Row
        Below the header, without footers.
    kinds : sequence of Kind, one a column
    header : sequence of Row
        Lines of the header.
    name : str
        Name of the file, for messages.

    Raises
    ------
    StackedTablesError
    """
    typed = [place for place, kind in enumerate(kinds) if kind in ("number", "date")]
    names = header[0].texts
    for place in range(len(rows) - 1):
        row = rows[place]
        if len(row.filled) < 2 or row.texts == names or begins_like_footer(row):
            continue
        if _is_header(rows, place, kinds, typed) or _is_part(row, names):
            raise StackedTablesError(
                name, row.line, [in_one_line(row.texts[each]) for each in row.filled]
            )


def _is_header(
    rows: Sequence[Row], place: int, kinds: Sequence[Kind], typed: Sequence[int]
) -> bool:
    """Whether a row has words where numbers and dates belong, and stands as a header does."""
    row, below = rows[place], rows[place + 1]
    apart = row.after_gap or (place > 0 and len(rows[place - 1].filled) == 1)
    reached = [each for each in typed if each < row.width]
    if not apart and not all(_is_word(row.texts[each]) for each in reached):
        return False
    suited, words = evidence(row, kinds)
    if suited or not words or any(kind_of(text) in ("number", "date") for text in row.texts):
        return False
    if len({row.texts[each] for each in row.filled}) < len(row.filled):
        return False
    if apart:
        return len(row.filled) > 2 or evidence(below, kinds)[0] > 0
    return words >= FEWEST_WORDS and row.width in (len(kinds), below.width)


def _is_word(text: str) -> bool:
    return bool(text) and not DIGIT.search(text)


def _is_part(row: Row, names: Sequence[str]) -> bool:
    """Whether a row is the header again with fewer columns."""
    return row.width > 1 and row.width < len(names) and row.texts == tuple(names[: row.width])
