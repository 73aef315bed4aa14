"""What quarter a date or label names, and what a whole column settles about its dates."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from stool.catalogue import say
from stool.ingest.language.dates import (
    LONGEST_DATE,
    both_orders,
    has_dots,
    iso_date,
    plain_date,
    year_and_number,
    year_in_front,
)
from stool.ingest.language.fiscal import Fiscal
from stool.ingest.language.months import month_of_day, named_span, quarter_of_month
from stool.ingest.language.quarter_labels import quarter_label
from stool.ingest.language.values import is_no_answer
from stool.ingest.language.words import MONTH, normalise

EARLIEST_YEAR = 1970  # earlier "dates" are serial numbers, birthdays or typing errors
QUARTER_WORDS = frozenset({"quarter", "quartal", "trimestre", "qtr", "quarters", "q"})
WITHHELD = frozenset(  # day of a date that a program left empty or took away on purpose
    {
        *("1980-01-01", "01/01/1980", "1/1/1980", "1/1/80", "01.01.1980"),  # LimeSurvey, anonymised
        *("1970-01-01", "01/01/1970", "1/1/1970", "1/1/70", "01.01.1970"),  # a time stamp of 0
    }
)
MIDNIGHT = frozenset({"", "00:00", "00:00:00", "0:00", "0:00:00", "12:00:00 AM", "00:00:00Z"})
NEAR = 5  # years; a column with other dates as near as this really is that old

Unit = Literal["month", "quarter"]


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


@dataclass(frozen=True, slots=True)
class BareNumber:
    """What the number beside the year is in a column of texts like "2024-3".

    Attributes
    ----------
    unit : "month", "quarter" or None
        None when nothing settles it.
    reason : str
        What settles it, "" when nothing does or need be settled.
    doubtful : tuple of str
        Values that show the doubt.
    """

    unit: Unit | None
    reason: str = ""
    doubtful: tuple[str, ...] = ()


def quarter_of(
    text: str,
    day_first: bool | None,
    fiscal: Fiscal | None = None,
    *,
    fiscal_column: bool = False,
    bare: Unit | None = None,
) -> tuple[int, int] | None:
    """Year and calendar quarter that a date or label names, None if it names none.

    Parameters
    ----------
    text : str
        A label like ``2026Q2``, ``Q2 2026``, ``2Q26`` or ``FY26 Q2``, an ISO date, time stamp, week
        or month, a date or span with month names ("Jan - Mar, 2026"), or a date of three numbers.
        The day counts as it is written, whatever its time zone.
    day_first : bool or None
        Order of the latter; None reads only those where both orders give one quarter.
    fiscal : Fiscal, optional
        When the fiscal year begins; without it fiscal labels name no quarter.
    fiscal_column : bool
        Whether the column speaks of fiscal years throughout (`fiscal.says_fiscal`), so that "Q1
        2024" in it is a fiscal label too.
    bare : "month", "quarter" or None
        What the 3 in "2024-3" is (`bare_number`); None reads only what is the same either way.
    """
    text = text.strip()
    if not text or len(text) > LONGEST_DATE:
        return None
    if (month := iso_date(text)) is not None:
        return quarter_of_month(month)
    if orders := both_orders(text):
        first, second = map(quarter_of_month, orders)
        if day_first is None:
            return first if first == second else None
        return first if day_first else second
    if numbered := year_and_number(text):
        return _of_number(*numbered, bare)
    return _of_words(text, fiscal, fiscal_column)


def _of_words(text: str, fiscal: Fiscal | None, fiscal_column: bool) -> tuple[int, int] | None:
    """Quarter of a label, of a span of months, or of a date with letters in it."""
    if label := quarter_label(text):
        if label.calendar or not (label.fiscal or fiscal_column):
            return label.year, label.quarter
        return fiscal.quarter_of(label) if fiscal else None
    span = named_span(text)
    return span.quarter if span else quarter_of_month(plain_date(text))


def _of_number(year: int, digits: str, bare: Unit | None) -> tuple[int, int] | None:
    """Quarter of a year with a number beside it, which is a month unless it may be a quarter."""
    month = quarter_of_month(month_of_day(year, int(digits), 1))
    if not _may_be_quarter(digits):
        return month
    quarter = (year, int(digits))
    if bare is None:
        return quarter if quarter == month else None
    return quarter if bare == "quarter" else month


def _may_be_quarter(digits: str) -> bool:
    return digits in ("1", "2", "3", "4")


def date_order(texts: Iterable[str]) -> DateOrder:
    """Settle the order of day and month by a whole column.

    A number over 12 in either place decides. Dates with dots are day first unless one says
    otherwise. With no such value there is doubt as soon as one quarter depends on the order; with
    both kinds there is doubt at once. Of "24-05-06" nothing says where the year stands until one
    date of the column cannot have it in front, as "31-05-24" cannot before 2030.
    """
    day_first, month_first, doubtful, dotted = "", "", [], True
    in_front, behind = [], False
    latest = dt.date.today().year + 1
    for raw in texts:
        text = raw.strip()
        orders = both_orders(text) if len(text) <= LONGEST_DATE else None
        if orders is None:
            continue
        first, second = map(quarter_of_month, orders)
        ahead = year_in_front(text)
        if ahead is None or not EARLIEST_YEAR <= ahead[0] <= latest:
            behind = True
        elif {quarter_of_month(ahead[1])} != {first, second} - {None}:
            in_front.append(text)
        dotted = dotted and has_dots(text)
        if first and not second:
            day_first = day_first or text
        elif second and not first:
            month_first = month_first or text
        elif first != second:
            doubtful.append(text)
    if day_first and month_first:
        return DateOrder(None, doubtful=(day_first, month_first))
    if in_front and not behind:
        return DateOrder(None, doubtful=tuple(sorted(set(in_front))[:3]))
    if day_first:
        return DateOrder(True, say("“{day_first}” can only be day first", day_first=day_first))
    if month_first:
        return DateOrder(
            False, say("“{month_first}” can only be month first", month_first=month_first)
        )
    if doubtful and dotted:
        return DateOrder(True, say("dates with dots are written day first"))
    return DateOrder(None, doubtful=tuple(sorted(set(doubtful))[:3]))


def bare_number(texts: Iterable[str], header: str = "") -> BareNumber:
    """Settle by a whole column whether the number beside the year is a month or a quarter.

    Of "2024-1" to "2024-4" nothing says which. A number from 5 to 12 without a leading zero makes
    all of them months; so does the header, or it makes them quarters. Where "2024.01" and "2024.1"
    stand side by side the latter may be October with its zero lost, and nothing settles it.
    """
    written = {text.strip(): year_and_number(text.strip()) for text in texts}
    digits = {text: found[1] for text, found in written.items() if found}
    open_ = sorted(text for text, number in digits.items() if _may_be_quarter(number))
    if not open_:
        return BareNumber(None)
    padded = any(number.startswith("0") for number in digits.values())
    months = [text for text, number in digits.items() if int(number) > 4 and number[0] != "0"]
    if padded:
        return BareNumber(None, doubtful=tuple(open_[:3]))
    words = set(normalise(header).split("_"))
    if months:
        return BareNumber("month", say("“{first}” can only be a month", first=months[0]))
    if words & set(MONTH) and not words & QUARTER_WORDS:
        return BareNumber("month", say("the header says month"))
    if words & QUARTER_WORDS and not words & set(MONTH):
        return BareNumber("quarter", say("the header says quarter"))
    doubtful = [text for text in open_ if quarter_of(text, None) is None]
    return BareNumber(None, doubtful=tuple(doubtful[:3]))


def names_time(text: str) -> bool:
    """Whether a text is a date or quarter label, read in any way."""
    readings = (quarter_of(text, day_first, bare="month") for day_first in (True, False))
    return any(readings) or quarter_label(text) is not None


def looks_like_quarters(texts: Iterable[str]) -> bool:
    """Whether most of the texts are dates or quarter labels, fiscal ones among them."""
    found = blank = count = 0
    for text in texts:
        count += 1
        if is_no_answer(text):
            blank += 1
        elif names_time(text):
            found += 1
    return found > 0 and found * 2 > count - blank


def withheld(text: str) -> bool:
    """Whether a date may be one that was taken away or never set: 1 January 1980 or 1970, 0:00."""
    day, _, clock = text.strip().replace("T", " ", 1).partition(" ")
    return day in WITHHELD and clock.strip() in MIDNIGHT


def withheld_texts(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts of a column that stand for a date withheld, in the order given.

    Anonymised surveys of LimeSurvey give every answer the date 1980-01-01 00:00:00. Such a text
    stands for itself only beside other dates within `NEAR` years of it.
    """
    dates = [(text, quarter_of(text, True) or quarter_of(text, False)) for text in texts]
    suspects = [(text, found[0]) for text, found in dates if found and withheld(text)]
    years = {found[0] for text, found in dates if found and not withheld(text)}
    return tuple(
        text for text, year in suspects if not any(abs(year - other) <= NEAR for other in years)
    )


def joined_parts(year: "pd.Series[str]", part: "pd.Series[str]", monthly: bool) -> "pd.Series[str]":
    """One text per row from a year column and a column with the quarter or month in it."""
    years = year.str.strip().str.removesuffix(".0")
    parts = part.str.strip().str.replace(r"\.0$", "", regex=True)
    if monthly:
        digits = parts.str.fullmatch("[0-9]")
        parts = parts.where(~digits, "0" + parts)
    else:
        parts = parts.str.replace(r"^[QqTt]\s*(?=[0-9])", "", regex=True)
        parts = parts.where(~parts.str.fullmatch("0?[0-9]"), "Q" + parts)
    joined = years + "-" + parts
    return joined.where((years != "") & (parts != ""), "")
