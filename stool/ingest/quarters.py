"""What quarter a date or label names, and whether the day or the month comes first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from stool.ingest.values import is_no_answer

EARLIEST_YEAR = 1970  # earlier "dates" are serial numbers, birthdays or typing errors
CENTURY_TURN = 69  # as in the C library: 68 is 2068, 69 is 1969
CLOCK = r"(?:[T ,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?)?"
ZONE = r"\s*(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?"
LABELS = (
    re.compile(r"(?P<year>[0-9]{4})\s*[-/_. ]?\s*Q(?P<quarter>[1-4])", re.IGNORECASE),
    re.compile(r"Q(?P<quarter>[1-4])\s*[-/_. ]?\s*'?(?P<year>[0-9]{4}|[0-9]{2})", re.IGNORECASE),
    re.compile(r"(?P<quarter>[1-4])Q\s*[-/_. ]?\s*'?(?P<year>[0-9]{4}|[0-9]{2})", re.IGNORECASE),
)
ISO = re.compile(
    rf"(?P<year>[0-9]{{4}})(?P<gap>[-/.]?)(?P<month>[0-9]{{2}})(?P=gap)(?P<day>[0-9]{{2}}){CLOCK}{ZONE}"
)
YEAR_MONTH = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})")
SLASHED = re.compile(
    rf"(?P<first>[0-9]{{1,2}})(?P<gap>[-/.])(?P<second>[0-9]{{1,2}})(?P=gap)"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}){CLOCK}{ZONE}"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMED = re.compile(
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[-/ .]+)?(?P<month>{'|'.join(MONTHS)})[a-z]*\.?"
    r"(?:[-/ ]+(?P<late_day>[0-9]{1,2})(?:st|nd|rd|th)?,)?"
    r"[-/ ,]+'?(?P<year>[0-9]{4}|[0-9]{2})"
    rf"{CLOCK}{ZONE}",
    re.IGNORECASE,
)
LONGEST_DATE = 60  # characters; longer texts are no dates and would slow the patterns


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Whether the day comes first in a column of dates.

    Attributes
    ----------
    day_first : bool or None
        None when the values do not settle it.
    reason : str
        What settles it, "" when nothing does or need be settled.
    doubtful : tuple of str
        Values that show the doubt: some quarter depends on the order and nothing settles it.
    """

    day_first: bool | None
    reason: str = ""
    doubtful: tuple[str, ...] = ()


def quarter_of(text: str, day_first: bool | None) -> tuple[int, int] | None:
    """Year and quarter that a date or label names, None if it names none.

    Parameters
    ----------
    text : str
        A label like ``2026Q2``, ``Q2 2026`` or ``2Q26``, an ISO date or timestamp, a date with a
        month name, or a date of three numbers.
    day_first : bool or None
        Order of the latter; None reads only those where both orders give one quarter.
    """
    text = text.strip()
    if len(text) > LONGEST_DATE:
        return None
    if slashed := SLASHED.fullmatch(text):
        first, second = _both_orders(slashed)
        if day_first is None:
            return first if first == second else None
        return first if day_first else second
    return _of_label(text) or _of_plain_date(text)


def _of_label(text: str) -> tuple[int, int] | None:
    for pattern in LABELS:
        if label := pattern.fullmatch(text):
            return _full_year(label["year"]), int(label["quarter"])
    return None


def _of_plain_date(text: str) -> tuple[int, int] | None:
    """Quarter of a date that can be read in one way only."""
    if iso := ISO.fullmatch(text):
        return _of_day(int(iso["year"]), int(iso["month"]), int(iso["day"]))
    if month := YEAR_MONTH.fullmatch(text):
        return _of_day(int(month["year"]), int(month["month"]), 1)
    if named := NAMED.fullmatch(text):
        day = int(named["day"] or named["late_day"] or 1)
        number = MONTHS.index(named["month"].lower()) + 1
        return _of_day(_full_year(named["year"]), number, day)
    return None


def _both_orders(slashed: "re.Match[str]") -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Quarter of a date of three numbers read day first, and month first."""
    year, one, two = _full_year(slashed["year"]), int(slashed["first"]), int(slashed["second"])
    return _of_day(year, two, one), _of_day(year, one, two)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= CENTURY_TURN else 2000)


def _of_day(year: int, month: int, day: int) -> tuple[int, int] | None:
    """Quarter of a day, None when there is no such day."""
    if not (1 <= month <= 12 and day >= 1 and year >= 1):
        return None
    longest = 30 if month in (4, 6, 9, 11) else 31
    if month == 2:
        longest = 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return (year, (month + 2) // 3) if day <= longest else None


def date_order(texts: Iterable[str]) -> DateOrder:
    """Settle the order of day and month by a whole column.

    A number over 12 in either place decides. Dates with dots are day first unless one says
    otherwise. With no such value there is doubt as soon as one quarter depends on the order; with
    both kinds there is doubt at once.
    """
    day_first, month_first, doubtful, dotted = "", "", [], True
    for text in texts:
        slashed = SLASHED.fullmatch(text.strip()) if len(text) <= LONGEST_DATE else None
        if slashed is None:
            continue
        first, second = _both_orders(slashed)
        dotted = dotted and slashed["gap"] == "."
        if first and not second:
            day_first = day_first or text.strip()
        elif second and not first:
            month_first = month_first or text.strip()
        elif first != second:
            doubtful.append(text.strip())
    if day_first and month_first:
        return DateOrder(None, doubtful=(day_first, month_first))
    if day_first:
        return DateOrder(True, f"“{day_first}” can only be day first")
    if month_first:
        return DateOrder(False, f"“{month_first}” can only be month first")
    if doubtful and dotted:
        return DateOrder(True, "dates with dots are written day first")
    return DateOrder(None, doubtful=tuple(sorted(set(doubtful))[:3]))


def looks_like_quarters(texts: Iterable[str]) -> bool:
    """Whether most of the texts are dates or quarter labels."""
    found = blank = count = 0
    for text in texts:
        count += 1
        if is_no_answer(text):
            blank += 1
        elif quarter_of(text, day_first=True) or quarter_of(text, day_first=False):
            found += 1
    return found > 0 and found * 2 > count - blank


def joined_parts(year: "pd.Series[str]", part: "pd.Series[str]", monthly: bool) -> "pd.Series[str]":
    """One text per row from a year column and a column with the quarter or month in it."""
    years = year.str.strip()
    parts = part.str.strip().str.replace(r"^[QqTt]\s*|\.0$", "", regex=True)
    joined = years.str.removesuffix(".0") + ("-" if monthly else "-Q") + parts
    return joined.where((years != "") & (parts != ""), "")
