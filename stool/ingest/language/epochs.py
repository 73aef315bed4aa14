"""Columns of numbers that count time: Unix seconds and milliseconds, days as Excel counts them.

A number alone says nothing, so all of this is settled for a whole column, by its header and by
where all of its numbers fall.
"""

import datetime as dt
import re
from typing import Literal

from stool.catalogue import say
from stool.ingest.language.tally import Tally
from stool.ingest.language.values import is_no_answer
from stool.ingest.language.words import normalise

Unit = Literal["s", "ms"]

FIRST_DAY = dt.date(2000, 1, 1)  # satisfaction was asked on paper before
UNIX_ZERO = dt.date(1970, 1, 1)
EXCEL_ZERO = dt.date(1899, 12, 30)  # day 1 is 1900-01-01, and Excel counts a 1900-02-29
SECONDS_A_DAY = 86_400
PER_SECOND = {"s": 1, "ms": 1000}
WORDS = {"s": say("seconds"), "ms": say("milliseconds")}
DATE_WORDS = frozenset(  # whole words of a header
    {"date", "dates", "datum", "fecha", "timestamp", "datestamp", "datetime", "createdat"}
    | {f"{event}date" for event in ("start", "end", "submit", "recorded", "created", "closed")}
)
DATE_ENDINGS = ("_at", "start_time", "end_time", "completion_time")
COUNT = re.compile(r"([0-9]{1,13})(?:\.[0-9]+)?")


def says_date(header: str) -> bool:
    """Whether a header speaks of a day or a moment, and not of a count or of how long it took."""
    name = normalise(header)
    return bool(set(name.split("_")) & DATE_WORDS) or name.endswith(DATE_ENDINGS)


def epoch_unit(tally: Tally, header: str, today: dt.date | None = None) -> tuple[Unit, str] | None:
    """Whether a column holds Unix times, in which unit, and why.

    Parameters
    ----------
    tally : Tally
        Every number has to fall between 2000 and the end of next year. Blanks are let pass.
    header : str
        It has to speak of a date.
    today : date, optional
        The present day when left out.
    """
    values = _counts(tally) if says_date(header) else None
    if not values:
        return None
    days = ((FIRST_DAY - UNIX_ZERO).days, (_horizon(today) - UNIX_ZERO).days)
    units: tuple[Unit, ...] = ("s", "ms")
    for unit in units:
        low, high = (day * SECONDS_A_DAY * PER_SECOND[unit] for day in days)
        if low <= min(values) and max(values) < high:
            first, last = (_unix_day(value, unit) for value in (min(values), max(values)))
            return unit, say(
                "the header says date and, as {unit}, {run}",
                unit=WORDS[unit],
                run=_run(first, last),
            )
    return None


def quarter_of_epoch(text: str, unit: Unit) -> tuple[int, int] | None:
    """Year and quarter, in UTC, of a Unix time; None for a text that is no whole number."""
    value = _count(text)
    day = None if value is None else _unix_day(value, unit)
    return (day.year, (day.month + 2) // 3) if day else None


def serial_dates(tally: Tally, header: str, today: dt.date | None = None) -> str | None:
    """Why a column most likely holds days as Excel counts them; None if it does not.

    Same demands as `epoch_unit`. Amounts of some 45,000 look the same, so the guess is never more
    than likely; and a workbook of the old Mac kind counts from 1904, four years later.
    """
    values = _counts(tally) if says_date(header) else None
    if not values:
        return None
    first, last = (_excel_day(value) for value in (min(values), max(values)))
    if first is None or last is None or not FIRST_DAY <= first <= last < _horizon(today):
        return None
    return say(
        "the header says date and, as days that Excel counts from 1900, {run}",
        run=_run(first, last),
    )


def quarter_of_serial(text: str) -> tuple[int, int] | None:
    """Year and quarter of a day as Excel counts them; a fraction is the time of day."""
    value = _count(text)
    day = None if value is None else _excel_day(value)
    return (day.year, (day.month + 2) // 3) if day else None


def _counts(tally: Tally) -> list[int] | None:
    """Numbers of a column; None if a text is neither a plain number nor a blank."""
    found = [_count(text) for text in tally.texts if not is_no_answer(text)]
    values = [value for value in found if value is not None]
    return values if len(values) == len(found) else None


def _count(text: str) -> int | None:
    found = COUNT.fullmatch(text.strip())
    return int(found[1]) if found else None


def _unix_day(value: int, unit: str) -> dt.date | None:
    return _day(UNIX_ZERO, value // (SECONDS_A_DAY * PER_SECOND[unit]))


def _excel_day(value: int) -> dt.date | None:
    return _day(EXCEL_ZERO, value)


def _day(zero: dt.date, days: int) -> dt.date | None:
    """So many days after day zero, None beyond the end of the calendar."""
    return zero + dt.timedelta(days) if days <= (dt.date.max - zero).days else None


def _horizon(today: dt.date | None) -> dt.date:
    """First day that is too far ahead."""
    return dt.date((today or dt.date.today()).year + 2, 1, 1)


def _run(first: dt.date | None, last: dt.date | None) -> str:
    return say("its numbers run from {first} to {last}", first=first, last=last)
