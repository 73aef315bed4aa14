"""Dates as programs and people write them, and the month each falls in (since year 0)."""

import datetime as dt
import re

from stool.ingest.language.months import MONTH, full_year, month_number, month_of_day, plain

LONGEST_DATE = 80  # characters; longer texts are no dates and would slow the patterns
ZONE = r"\s*(?:Z|(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?|UTC|GMT)"
CLOCK = (
    r"(?:[Tt ,]+(?:at |um |à |a )?(?P<clock>[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2}(?:[.,:][0-9]+)?)?"
    r"\s*(?:[AaPp]\.?[Mm]\.?|Uhr)?)(?:\s(?P<zone_name>[A-Z]{2,5})\b)?)?"
)
TIME = rf"{CLOCK}(?P<zone>{ZONE})?(?:\s*[(\[][\w/ ]+[)\]])?"
ISO = re.compile(
    r"(?P<year>[0-9]{4})(?P<gap>[-/.]?)(?P<month>[0-9]{2})(?P=gap)(?P<day>[0-9]{2})"
    rf"(?:T?(?P<packed>[0-9]{{6}})(?P<packed_zone>Z?)|{TIME})"
)
LOOSE_ISO = re.compile(
    rf"(?P<year>[0-9]{{4}})(?P<gap>[-/.])(?P<month>[0-9]{{1,2}})(?P=gap)(?P<day>[0-9]{{1,2}}){TIME}"
)
THREE_NUMBERS = re.compile(
    r"(?P<first>[0-9]{1,2})\s?(?P<gap>[-/.])\s?(?P<second>[0-9]{1,2})\s?(?P=gap)\s?"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}){TIME}"
)
YEAR_MONTH = (
    re.compile(r"(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>[0-9]{1,2})"),
    re.compile(r"(?P<month>[0-9]{1,2})[-/.](?P<year>(?:19|20)[0-9]{2})"),
)
MARKED_MONTH = (
    re.compile(r"(?P<year>[0-9]{4})[- ]?M(?P<month>[0-9]{1,2})", re.IGNORECASE),
    re.compile(r"M(?P<month>[0-9]{1,2})[-/ ](?P<year>[0-9]{4})", re.IGNORECASE),
    re.compile(r"(?P<year>19[7-9][0-9]|20[0-9]{2})(?P<month>0[1-9]|1[0-2])"),
)
WEEK = (
    re.compile(r"(?P<year>[0-9]{4})[- ]?(?:W|KW ?)(?P<week>[0-9]{1,2})(?:-?[1-7])?", re.IGNORECASE),
    re.compile(r"(?:W|KW ?)(?P<week>[0-9]{1,2})[-/ ](?P<year>[0-9]{4})", re.IGNORECASE),
    re.compile(r"(?P<week>[0-9]{1,2})\. ?KW (?P<year>[0-9]{4})", re.IGNORECASE),
)
WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|"
    "sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|"
    "sa|so|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim|lunes|"
    "martes|miercoles|jueves|viernes|sabado|domingo"
)
WEEKDAY = rf"(?:(?:{WEEKDAYS})\b\.?,? )?"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|o)?"
NAMED_YEAR = r"'?(?P<year>[0-9]{4}|[0-9]{2})"
NAMED = tuple(
    re.compile(WEEKDAY + pattern, re.IGNORECASE)
    for pattern in (
        rf"{DAY}[-/ .]+(?:de )?(?P<month>{MONTH})[-/ ,]+(?:del? )?{NAMED_YEAR}{TIME}",
        rf"(?P<month>{MONTH})[-/ ]{DAY}(?:, ?| ){NAMED_YEAR}{TIME}",
        rf"(?P<month>{MONTH})[-/ ,]{{0,2}}(?:del? )?{NAMED_YEAR}",
        rf"(?P<year>[0-9]{{4}})[-/ ,]{{0,2}}(?P<month>{MONTH})(?:[-/ ]{DAY}{TIME})?",
        rf"(?P<month>{MONTH}) +{DAY} (?P<clock>[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}})"
        r"(?: (?P<zone_name>[a-z]{2,5}))? "
        r"(?P<year>[0-9]{4})",
    )
)


def iso_date(text: str) -> int | None:
    """Month of a date with the year first and its parts as numbers, time of day or not.

    The day counts as it is written: a time zone behind it moves nothing.
    """
    if iso := ISO.fullmatch(text) or LOOSE_ISO.fullmatch(text):
        return month_of_day(int(iso["year"]), int(iso["month"]), int(iso["day"]))
    return None


def plain_date(text: str) -> int | None:
    """Month of a month, an ISO week or a date with the name of its month."""
    for pattern in MARKED_MONTH:
        if month := pattern.fullmatch(text):
            return month_of_day(int(month["year"]), int(month["month"]), 1)
    for pattern in WEEK:
        if week := pattern.fullmatch(text):
            return _of_week(int(week["year"]), int(week["week"]))
    return _of_named(plain(text))


def _of_named(text: str) -> int | None:
    """Month of a date with the name of its month, in `plain` letters."""
    for pattern in NAMED:
        if found := pattern.fullmatch(text):
            day = found.groupdict().get("day")
            month = month_number(found["month"].casefold())
            return month_of_day(full_year(found["year"]), month, int(day or 1))
    return None


def _of_week(year: int, week: int) -> int | None:
    """Month of the Thursday of an ISO week, which decides the year of the week too."""
    try:
        thursday = dt.date.fromisocalendar(year, week, 4)
    except ValueError:
        return None
    return thursday.year * 12 + thursday.month - 1


def both_orders(text: str) -> tuple[int | None, int | None] | None:
    """Month of a date of three numbers read day first, and month first; None for other texts."""
    found = THREE_NUMBERS.fullmatch(text)
    if found is None:
        return None
    year, one, two = full_year(found["year"]), int(found["first"]), int(found["second"])
    return month_of_day(year, two, one), month_of_day(year, one, two)


def year_in_front(text: str) -> tuple[int, int] | None:
    """Year and month of a date of three numbers, two digits each, read with the year first.

    None where it is no such date. With dots it is none: "24.05.06" is written day first.
    """
    found = THREE_NUMBERS.fullmatch(text)
    if found is None or found["gap"] == "." or len(found["first"] + found["second"]) < 4:
        return None
    if len(found["year"]) > 2:
        return None
    year = full_year(found["first"])
    month = month_of_day(year, int(found["second"]), int(found["year"]))
    return None if month is None else (year, month)


def has_dots(text: str) -> bool:
    """Whether a date of three numbers is written with dots."""
    found = THREE_NUMBERS.fullmatch(text)
    return found is not None and found["gap"] == "."


def year_and_number(text: str) -> tuple[int, str] | None:
    """Year and the digits beside it in texts like "2024-03" and "3/2024"; None for other texts."""
    for pattern in YEAR_MONTH:
        if found := pattern.fullmatch(text):
            return int(found["year"]), found["month"]
    return None
