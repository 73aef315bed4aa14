"""Moments: the day and the time of day that a text names, for how long something took."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from stool.ingest.language.dates import (
    ISO,
    LONGEST_DATE,
    LOOSE_ISO,
    NAMED,
    THREE_NUMBERS,
    both_orders,
)
from stool.ingest.language.epochs import EXCEL_ZERO, PER_SECOND, UNIX_ZERO, Unit
from stool.ingest.language.months import full_year, month_number, plain
from stool.ingest.language.quarters import DateOrder, date_order

DAY = 24.0  # hours
CLOCK = re.compile(r"(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,:](\d+))?)?\s*([ap])?.*", re.IGNORECASE)
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
UTC = frozenset({"z", "utc", "gmt"})
PLAIN_ISO = "2026-05-31 14:20:00"  # or with a T, without seconds, or the day alone
NUMBER = re.compile(r"\d{1,13}(?:\.\d+)?")


class Moment(NamedTuple):
    """A point in time.

    Attributes
    ----------
    hours : float
        Since 1 January 1970; in UTC where the text says how far it is from that, else by the clock
        of whoever wrote it.
    timed : bool
        Whether it has a time of day.
    zone : str
        "utc", the letters of a zone such as CET, or "" where none is named.
    """

    hours: float
    timed: bool
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Moments:
    """Moments of many texts.

    Attributes
    ----------
    hours : array of float, shape (texts,)
        As of `Moment`, NaN where a text names no day.
    timed : array of bool, shape (texts,)
        Whether it has a time of day.
    zones : frozenset of str
        Those of the texts with a time of day.
    """

    hours: NDArray[np.float64]
    timed: NDArray[np.bool_]
    zones: frozenset[str]

    @classmethod
    def of(cls, found: Sequence[Moment | None]) -> Self:
        """Those of texts that were read one by one."""
        hours = [np.nan if each is None else each.hours for each in found]
        timed = [each is not None and each.timed for each in found]
        zones = frozenset(each.zone for each in found if each is not None and each.timed)
        return cls(np.array(hours, dtype=np.float64), np.array(timed, dtype=np.bool_), zones)


def moments_of(texts: Sequence[str], day_first: bool | None) -> Moments:
    """Read every text as `moment_of` does, those of one plain form of ISO 8601 all at once."""
    hours, timed = _of_plain_iso(texts)
    others = np.flatnonzero(np.isnan(hours))
    found = Moments.of([moment_of(texts[place], day_first) for place in others.tolist()])
    zones = found.zones | ({""} if timed.any() else set())
    hours[others], timed[others] = found.hours, found.timed
    return Moments(hours, timed, zones)


def moment_of(text: str, day_first: bool | None) -> Moment | None:
    """Read a date with or without a time of day; None for anything else, a month among it.

    Parameters
    ----------
    text : str
        A date as `stool.ingest.language.quarters.quarter_of` reads it.
    day_first : bool or None
        Order of a date of three numbers; None reads only those where both orders are one day.
    """
    text = text.strip()
    if not text or len(text) > LONGEST_DATE:
        return None
    if found := ISO.fullmatch(text) or LOOSE_ISO.fullmatch(text):
        return _moment(found, found["year"], int(found["month"]), int(found["day"]))
    if found := THREE_NUMBERS.fullmatch(text):
        one, two = int(found["first"]), int(found["second"])
        if day_first is None and one != two and one <= 12 and two <= 12:
            return None
        day, month = (one, two) if day_first or (day_first is None and one > 12) else (two, one)
        return _moment(found, found["year"], month, day)
    return _of_named(plain(text))


def moment_of_epoch(text: str, unit: Unit) -> Moment | None:
    """Read a Unix time in seconds or milliseconds."""
    found = NUMBER.fullmatch(text.strip())
    return Moment(float(text) / PER_SECOND[unit] / 3600, True, "utc") if found else None


def moment_of_serial(text: str) -> Moment | None:
    """Read a day as Excel counts them; its fraction is the time of day."""
    found = NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    days = float(text) + (EXCEL_ZERO - UNIX_ZERO).days
    return Moment(days * DAY, "." in text)


def order_of_moments(texts: Iterable[str]) -> DateOrder:
    """Settle the order of day and month by all columns of moments of a file.

    As `stool.ingest.language.quarters.date_order`, but there is doubt as soon as one day depends
    on the order, not only a quarter.
    """
    found = list(texts)
    order = date_order(found)
    if order.day_first is not None or order.doubtful:
        return order
    doubtful = [
        text
        for text in found
        if both_orders(text.strip())  # the others are one day in either order
        and moment_of(text, None) is None
        and moment_of(text, True) != moment_of(text, False)
    ]
    return DateOrder(None, doubtful=tuple(sorted(set(doubtful))[:3]))


def _of_plain_iso(texts: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Hours, and whether there is a time of day; NaN for a text of another form or of no day."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    signs = np.array(texts, dtype=f"U{len(PLAIN_ISO)}").view(np.uint32)
    signs = signs.reshape(len(texts), len(PLAIN_ISO))

    def number(begin: int, end: int) -> NDArray[np.float64]:
        """Number in some places, 0 where the text ended before, NaN where it is none."""
        digits = signs[:, begin:end].astype(np.float64) - ord("0")
        found = digits @ 10.0 ** np.arange(end - begin)[::-1]
        found[((digits < 0) | (digits > 9)).any(axis=1)] = np.nan
        return np.where(lengths <= begin, 0.0, found)

    def has(place: int, letters: str) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.isin(signs[:, place], [ord(letter) for letter in letters])
        return found | (lengths <= place)

    year, month, day = number(0, 4), number(5, 7), number(8, 10)
    hour, minute, second = number(11, 13), number(14, 16), number(17, 19)
    fine = np.isin(lengths, [len("2026-05-31"), len("2026-05-31 14:20"), len(PLAIN_ISO)])
    fine &= has(4, "-") & has(7, "-") & has(10, " T") & has(13, ":") & has(16, ":")
    fine &= (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)
    fine &= (hour <= 23) & (minute <= 59) & (second <= 59)
    months = np.where(fine, (year - 1970) * 12 + month - 1, 0).astype("M8[M]")
    days = months.astype("M8[D]").astype(np.int64) + day - 1
    fine &= days < (months + 1).astype("M8[D]").astype(np.int64)
    hours = days * DAY + (hour + minute / 60 + second / 3600)
    return np.where(fine, hours, np.nan), fine & (lengths > len("2026-05-31"))


def _of_named(text: str) -> Moment | None:
    for pattern in NAMED:
        if found := pattern.fullmatch(text):
            day = found.groupdict().get("day")
            return _moment(found, found["year"], month_number(found["month"]), int(day or 0))
    return None


def _moment(found: "re.Match[str]", year: str, month: int, day: int) -> Moment | None:
    """The moment of the parts of a date; None where there is no such day or time of day."""
    try:
        days = (dt.date(full_year(year), month, day) - UNIX_ZERO).days
    except ValueError:
        return None
    parts = found.groupdict()
    if packed := parts.get("packed"):
        parts["clock"] = f"{packed[:2]}:{packed[2:4]}:{packed[4:]}"
    if not parts.get("clock"):
        return Moment(days * DAY, False)
    hours = _hours(parts["clock"])
    zones = (parts.get(key) for key in ("zone", "zone_name", "packed_zone"))
    name = next(filter(None, zones), "").strip().casefold()
    offset = OFFSET.fullmatch(name)
    if offset is not None:
        ahead = int(offset[2]) + int(offset[3] or 0) / 60
        return _at(days, hours, -ahead if offset[1] == "+" else ahead, "utc")
    return _at(days, hours, 0.0, "utc" if name in UTC else name)


def _at(days: int, hours: float | None, shift: float, zone: str) -> Moment | None:
    return None if hours is None else Moment(days * DAY + hours + shift, True, zone)


def _hours(clock: str) -> float | None:
    """Hours since midnight; None where there is no such time of day."""
    found = CLOCK.fullmatch(clock)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[5]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[5].casefold() == "p" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    return hour + minute / 60 + (second + float(f"0.{found[4] or 0}")) / 3600
