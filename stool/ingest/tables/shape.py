"""What the cells of a record look like: blank, number, date or text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from stool.ingest.files.records import Record
from stool.ingest.language.quarters import quarter_of
from stool.ingest.language.values import is_no_answer, to_number

Kind = Literal["blank", "number", "date", "text"]

LONGEST_TYPED = 60  # characters; a longer text is neither number nor date
LOOKED_AT = 50  # rows, spread over all, are enough to tell what a column holds
DIGIT = re.compile("[0-9]")
WORDS = re.compile(r"(?:[^\W\d_]{3,}\W+(?:\w+\W+)*?){2}[^\W\d_]{3,}")  # three: no date has them
PLAIN = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?%?")
CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
YEAR = re.compile(r"(?:FY ?'?)?(?:19|20)[0-9]{2}", re.IGNORECASE)
C1 = re.compile("[\x80-\x9f]")  # control characters nobody types: bytes of cp1252 decoded twice


@dataclass(frozen=True, slots=True)
class Row:
    """A record that is not blank.

    Attributes
    ----------
    line : int
        Line of the file it begins in.
    texts : tuple of str
        Fields, stripped.
    filled : tuple of int
        Places of the fields that hold something.
    after_gap : bool
        Whether a blank record stands just above it.
    """

    line: int
    texts: tuple[str, ...]
    filled: tuple[int, ...]
    after_gap: bool = False

    @property
    def width(self) -> int:
        """Number of fields."""
        return len(self.texts)

    @property
    def first(self) -> str:
        """First text."""
        return self.texts[self.filled[0]]

    def at(self, place: int) -> str:
        """Text of a field, "" beyond the last."""
        return self.texts[place] if place < len(self.texts) else ""


def filled_rows(records: Iterable[Record]) -> list[Row]:
    """Records that are not blank."""
    rows: list[Row] = []
    gap = False
    for record in records:
        texts = tuple(map(str.strip, record.fields))
        filled = tuple(place for place, text in enumerate(texts) if text)
        if filled:
            rows.append(Row(record.line, texts, filled, gap))
        gap = not filled
    return rows


@lru_cache(maxsize=2**16)
def kind_of(text: str) -> Kind:
    """Kind of a stripped text; one that says there is no answer is blank."""
    if is_no_answer(text):
        return "blank"
    if len(text) > LONGEST_TYPED or not DIGIT.search(text) or WORDS.search(text):
        return "text"
    if PLAIN.fullmatch(text):
        return "number"
    if not np.isnan(to_number(text)) or not np.isnan(to_number(text, decimal_comma=True)):
        return "number"
    if CLOCK.fullmatch(text) or quarter_of(text, True) or quarter_of(text, False):
        return "date"
    return "text"


def is_period(text: str) -> bool:
    """Whether a text is a year, a quarter or a date."""
    return bool(YEAR.fullmatch(text)) or kind_of(text) == "date"


def column_kinds(rows: Sequence[Row], width: int) -> list[Kind]:
    """What most cells of each column are; "blank" for a column without any."""
    looked_at = rows[:: len(rows) // LOOKED_AT + 1]
    return [_kind_of_most([row.at(place) for row in looked_at]) for place in range(width)]


def _kind_of_most(texts: Sequence[str]) -> Kind:
    counts = Counter(map(kind_of, texts))
    typed = counts["number"] + counts["date"]
    if typed and typed >= counts["text"]:
        return "number" if counts["number"] >= counts["date"] else "date"
    return "text" if counts["text"] else "blank"


def evidence(row: Row, kinds: Sequence[Kind]) -> tuple[int, int]:
    """Cells of a row that suit its columns of numbers and dates, and those that are words there."""
    suited = words = 0
    for place in row.filled:
        if place < len(kinds) and kinds[place] in ("number", "date"):
            kind = kind_of(row.texts[place])
            suited += kind in ("number", "date")
            words += kind == "text"
    return suited, words


def repaired(text: str) -> str:
    """Text with control characters U+0080 to U+009F read as the cp1252 signs they were."""
    return C1.sub(lambda sign: sign[0].encode("latin-1").decode("cp1252", "ignore"), text)


def in_one_line(text: str) -> str:
    """Text with every run of spaces and newlines a single space."""
    return " ".join(repaired(text).split())
