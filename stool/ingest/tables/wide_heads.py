"""Headers of tables with a column for every period: which period, which measure, which total."""

import re
from dataclasses import dataclass
from typing import Literal

from stool.ingest.language.months import full_year, named_span, plain
from stool.ingest.language.quarter_labels import CALENDAR, FISCAL, quarter_label
from stool.ingest.language.quarters import names_time, quarter_of
from stool.ingest.language.words import normalise

Kind = Literal["quarter", "date", "year"]

SEPARATOR = re.compile(r"[\s_\-–—:|/,()\[\].]+")
TWO_DIGITS = re.compile("[0-9]{2}")  # the least that a year takes
LONGEST_PERIOD = 60  # characters
AROUND = " \t\n_-–—:|/,()[]."
YEAR = re.compile(
    rf"(?:(?:{FISCAL}|{CALENDAR}) ?'?(?:[0-9]{{4}}|[0-9]{{2}})"
    r"|(?:19[7-9]|20[0-9])[0-9])(?: ?[-/] ?(?:[0-9]{4}|[0-9]{2}))?"
)
HALF_YEAR = re.compile("[hs][12]|[12]h")
TOTAL_WORDS = frozenset(
    {"total", "totals", "sum", "ytd", "qtd", "ltm", "ttm", "fy", "annual", "average", "avg", "mean"}
    | {"change", "growth", "delta", "difference", "variance", "var", "yoy", "qoq", "trend", "cagr"}
    | {"gesamt", "summe", "insgesamt", "veranderung", "schnitt", "somme", "suma", "moyenne"}
)
BESIDE_TOTAL = frozenset({"grand", "row", "general", "all", "vs", "prior", "previous", "year", ""})
YEAR_TO_DATE = re.compile("full_year|year_to_date|quarter_to_date|full_year_total|whole_year")


@dataclass(frozen=True, slots=True)
class Period:
    """A column whose header names a period, alone or beside a measure.

    Attributes
    ----------
    place : int
        Column.
    text : str
        The period as written.
    kind : "quarter", "date" or "year"
        A date may be a day or a month.
    key : tuple
        The same for two spellings of one period.
    measure : str
        What stands beside it, "" if nothing does.
    """

    place: int
    text: str
    kind: Kind
    key: tuple[object, ...]
    measure: str

    @property
    def quarter(self) -> tuple[int, int] | None:
        """Quarter the period lies in, as far as the header alone says it."""
        return quarter_of(self.text, True) or quarter_of(self.text, False)


def period_column(place: int, head: str) -> Period | None:
    """The period a header names, alone or before or behind what it measures."""
    whole = _period_key(head)
    if whole is not None:
        return Period(place, head.strip(), *whole, "")
    gaps = [gap.span() for gap in SEPARATOR.finditer(head)]
    behind = [(head[end:], head[:start]) for start, end in gaps]
    before = [(head[:start], head[end:]) for start, end in reversed(gaps)]
    for text, measure in (*behind, *before):
        found = _period_key(text.strip(AROUND))
        if found is not None and _is_measure(measure):
            return Period(place, text.strip(AROUND), *found, measure.strip(AROUND))
    return None


def _is_measure(text: str) -> bool:
    """Whether what stands beside a period can be what is measured: words, no other period."""
    bare = text.strip(AROUND)
    return any(sign.isalpha() for sign in bare) and not any(
        _period_key(part.strip(AROUND)) for part in (bare, *SEPARATOR.split(bare))
    )


def _period_key(text: str) -> tuple[Kind, tuple[object, ...]] | None:
    """Kind of period that a text names, and what is the same for other spellings of it."""
    if not TWO_DIGITS.search(text) or len(text) > LONGEST_PERIOD:
        return None
    label = quarter_label(text)
    if label is not None:
        return "quarter", (label.year, label.quarter, label.fiscal, label.two_years)
    span = named_span(text)
    if span is not None:
        return ("quarter", (*span.quarter, False, False)) if span.quarter else None
    bare = plain(text)
    if names_time(text):
        return "date", (bare,)
    if not YEAR.fullmatch(bare):
        return None
    return "year", tuple(full_year(digits) for digits in re.findall("[0-9]+", bare))


def is_total(head: str, measures: set[str]) -> bool:
    """Whether a header names a total, an average, a change or a longer period."""
    if _spans_longer(head):
        return True
    said = YEAR_TO_DATE.sub("ytd", normalise(head)).split("_")
    left = [word for word in said if not _says_total(word)]
    rest = "_".join(w for w in left if w not in BESIDE_TOTAL and not HALF_YEAR.fullmatch(w))
    return len(left) < len(said) and (not rest or rest in measures)


def _says_total(word: str) -> bool:
    return word in TOTAL_WORDS or bool(YEAR.fullmatch(word))


def _spans_longer(head: str) -> bool:
    """Whether a header names several months that are no quarter."""
    span = named_span(head)
    return span is not None and span.quarter is None
