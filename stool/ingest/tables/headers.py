"""The header block of a table: where it begins and ends, and the name of each column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from stool.catalogue import say
from stool.errors.layout import NoHeaderError
from stool.ingest.files.stages import Stage
from stool.ingest.language.words import (
    ANSWER_ID,
    COUNT_OF_ANSWERS,
    DATE,
    MONTH,
    PERSON_ID,
    QUARTER,
    REGION,
    UNIT,
    YEAR,
    normalise,
)
from stool.ingest.tables.header_names import (
    carried_on,
    import_id,
    is_response,
    joined_names,
    one_line,
    repeats,
)
from stool.ingest.tables.shape import (
    Kind,
    Row,
    column_kinds,
    evidence,
    is_period,
    kind_of,
)

MOST_LINES = 3  # of a header; identical lines count once
MOST_IN_TITLE = 3  # cells of a line above the header, like "Period", "from", "to"
NAMES: Final = frozenset(
    {*UNIT, *REGION, *QUARTER, *YEAR, *MONTH, *DATE, *ANSWER_ID, *PERSON_ID, *COUNT_OF_ANSWERS}
)
IMPORT_ID = re.compile(r'\{\s*"ImportId"\s*:')


@dataclass(frozen=True, slots=True)
class Block:
    """The header of a table.

    Attributes
    ----------
    first, end : int
        Rows of the header, `end` being the first below it.
    width : int
        Fields of its longest record.
    names, questions, idents : tuple of str, shape (width,)
        Per field; "" where nothing stands. Names may repeat.
    lines : tuple of Row
        Its records, top first.
    why : str
        What makes these records the header.
    """

    first: int
    end: int
    width: int
    names: tuple[str, ...]
    questions: tuple[str, ...]
    idents: tuple[str, ...]
    lines: tuple[Row, ...]
    why: str

    @property
    def stage(self) -> Stage:
        """The header in words."""
        lines = len(self.lines)
        first, last = self.lines[0].line, self.lines[-1].line
        found = say("line {line}", line=first)
        if lines > 1:
            found = say(
                "line {first} to {last}, {lines} records", first=first, last=last, lines=lines
            )
        return Stage("header", found, self.why)


def settle_header(rows: Sequence[Row], name: str) -> Block:
    """Find the header among the rows of a file.

    Parameters
    ----------
    rows : sequence of Row
        From the top of the file, at least one.
    name : str
        Name of the file, for messages.

    Raises
    ------
    NoHeaderError
        The first record of the table looks like data.
    """
    start = _start(rows)
    below = rows[start + 1 :]
    kinds = column_kinds(below, max(row.width for row in rows))
    if _looks_like_data(rows[start], below, kinds):
        raise NoHeaderError(name, rows[start].line, rows[start].texts)
    for mark, row in enumerate(rows[start : start + MOST_LINES + 1], start):
        if any(map(IMPORT_ID.match, row.texts)):
            return _of_import_ids(rows[start : mark + 1], start)
    end, levels, described = _levels(rows, start, kinds)
    names = joined_names(levels)
    if repeats(names) and start and _is_group(rows[start - 1], rows[start]):
        start -= 1
        levels = [rows[start], *levels]
        names = joined_names(levels)
    lines = rows[start:end]
    if described:
        why = say("names above what they mean")
        return _block(start, lines, names, why, questions=one_line(lines[-1]))
    if len(levels) == 1:
        same = (
            say("the first line of the table")
            if len(lines) == 1
            else say("the same line over again")
        )
        return _block(start, lines, names, same)
    if any(map(is_response, levels[-1].texts)):
        asked = carried_on(one_line(levels[0]))
        return _block(start, lines, names, say("questions above their choices"), questions=asked)
    return _block(start, lines, names, say("names of groups above names of columns"))


def _start(rows: Sequence[Row]) -> int:
    """Place of the first row that is no title."""
    wide = [len(row.filled) for row in rows if len(row.filled) > 1]
    usual = median(wide) if wide else 1
    place = _after_labelled_lines(rows)
    while place < len(rows) - 1 and _is_title(rows[place], usual):
        place += 1
    return place


def _is_title(row: Row, usual: float) -> bool:
    """Whether a row at the top holds far less than usual."""
    filled = len(row.filled)
    if filled == 1:
        return usual > 1
    return filled <= MOST_IN_TITLE and (2 * filled < usual or row.first.endswith(":"))


def _after_labelled_lines(rows: Sequence[Row]) -> int:
    """Place after lines like "Period, 2025" at the top that a blank line sets off."""
    for place, row in enumerate(rows):
        if row.after_gap and place:
            most = max(len(above.filled) for above in rows[:place])
            return place if most <= MOST_IN_TITLE and most < len(row.filled) else 0
        if len(row.filled) > MOST_IN_TITLE:
            break
    return 0


def _levels(rows: Sequence[Row], start: int, kinds: Sequence[Kind]) -> tuple[int, list[Row], bool]:
    """Place after the header, its lines that differ, and whether one says what the names mean."""
    levels = [rows[start]]
    for end in range(start + 1, len(rows)):
        row = rows[end]
        if row.texts == rows[end - 1].texts:
            continue
        between = [*levels, row]
        if len(levels) < MOST_LINES and _completes(levels, row, kinds):
            levels.append(row)
        elif (
            len(between) < MOST_LINES
            and _hangs(levels, row)
            and end + 1 < len(rows)
            and _completes(between, rows[end + 1], kinds)
        ):
            levels.append(row)  # groups within groups
        else:
            described = len(levels) == 1 and _describes(levels[0], row, kinds)
            return end + described, levels, described
    return len(rows), levels, False


def _looks_like_data(row: Row, below: Sequence[Row], kinds: Sequence[Kind]) -> bool:
    """Whether the row that should be the header suits the columns of numbers and dates below it."""
    suited, words = evidence(row, kinds)
    if suited <= words or any(normalise(text) in NAMES for text in row.texts):
        return False
    return not _names_periods(row, below)


def _names_periods(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row has a year, quarter or date over each of several columns of figures."""
    places = [place for place in row.filled if is_period(row.texts[place])]
    if len(places) < 2 or 2 * len(places) < len(row.filled):
        return False
    cells = [text for each in below[:20] for place in places if (text := each.at(place))]
    return 5 * sum(map(is_period, cells)) <= len(cells)


def _completes(levels: Sequence[Row], row: Row, kinds: Sequence[Kind]) -> bool:
    """Whether a row below a header gives the names the header leaves open."""
    suited, words = evidence(row, kinds)
    if suited or any(kind_of(text) in ("number", "date") for text in row.texts):
        return False
    if all(is_response(row.texts[place]) for place in row.filled):
        return True
    names = joined_names(levels)
    live = range(max(row.width, *(level.width for level in levels)))
    gaps = [place for place in live if place >= len(names) or not names[place]]
    unnamed = [place for place in gaps if place < len(kinds) and kinds[place] != "blank"] or gaps
    fills = sum(place in row.filled for place in unnamed)
    if unnamed and 2 * fills >= len(unnamed) and fills:
        response = any(map(is_response, row.texts))
        return words > 0 or response or _hangs(levels, row)
    repeated = repeats(tuple(text for text in names if text))
    return repeated and words > 0 and len(row.filled) > 1


def _hangs(levels: Sequence[Row], row: Row) -> bool:
    """Whether a row of words leaves out the first column, which the header names."""
    return (
        0 not in row.filled
        and 0 in levels[0].filled
        and not any(kind_of(text) in ("number", "date") for text in row.texts)
    )


def _describes(top: Row, row: Row, kinds: Sequence[Kind]) -> bool:
    """Whether a row says in words what each column is, its numbers and dates included."""
    typed = [place for place, kind in enumerate(kinds) if kind in ("number", "date")]
    suited, words = evidence(row, kinds)
    told = len(row.filled) == len(top.filled) > 1
    return told and len(typed) > 1 and not suited and words == len(typed)


def _is_group(above: Row, header: Row) -> bool:
    """Whether the line above a header names groups of its columns."""
    return not header.after_gap and above.filled[-1] > 0 and above.width <= header.width


def _block(
    first: int,
    lines: Sequence[Row],
    names: Sequence[str],
    why: str,
    *,
    questions: Sequence[str] = (),
    idents: Sequence[str] = (),
) -> Block:
    width = max(row.width for row in lines)

    def all_fields(texts: Sequence[str]) -> tuple[str, ...]:
        return (*texts, *[""] * (width - len(texts)))

    return Block(
        first=first,
        end=first + len(lines),
        width=width,
        names=all_fields(names),
        questions=all_fields(questions),
        idents=all_fields(idents),
        lines=tuple(lines),
        why=why,
    )


def _of_import_ids(lines: Sequence[Row], first: int) -> Block:
    """Header of a Qualtrics export: names, question texts, and identifiers as JSON."""
    questions = one_line(lines[1]) if len(lines) > 2 else []
    why = say("Qualtrics: line {line} has the ImportId of each column", line=lines[-1].line)
    idents = [import_id(text) for text in lines[-1].texts]
    return _block(first, lines, joined_names(lines[:1]), why, questions=questions, idents=idents)
