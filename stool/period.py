"""Quarters: labels like 2026Q2, their order, and the distance between two of them."""

import datetime as dt
import re
from collections.abc import Iterable

from stool.errors import NoDayError, UnknownQuarterError

QUARTER_LABEL = re.compile(r"^([0-9]{4})Q([1-4])\Z")


def ordinal(label: str) -> int:
    """Number of quarters since year 0, so that neighbours differ by 1.

    Parameters
    ----------
    label : str
        A quarter like ``2026Q2``.

    Raises
    ------
    UnknownQuarterError
        The text is not of that form.
    """
    match = QUARTER_LABEL.match(label)
    if match is None:
        raise UnknownQuarterError(label)
    return int(match[1]) * 4 + int(match[2]) - 1


def label(number: int) -> str:
    """Label of the quarter with that `ordinal`: 8105 is ``2026Q2``."""
    return f"{number // 4:04d}Q{number % 4 + 1}"


def shift(quarter: str, by: int) -> str:
    """Label of the quarter `by` quarters later (earlier if negative)."""
    return label(ordinal(quarter) + by)


def span(quarters: Iterable[str]) -> list[str]:
    """Every quarter from the first to the last of `quarters`, holes filled, oldest first."""
    numbers = [ordinal(quarter) for quarter in quarters]
    if not numbers:
        return []
    return [label(number) for number in range(min(numbers), max(numbers) + 1)]


def last_day(quarter: str) -> dt.date:
    """Last calendar day of a quarter."""
    following = ordinal(quarter) + 1
    return dt.date(following // 4, following % 4 * 3 + 1, 1) - dt.timedelta(days=1)


def of_date(day: dt.date) -> str:
    """Calendar quarter a day falls in."""
    return f"{day.year:04d}Q{(day.month - 1) // 3 + 1}"


def require_day(name: str, text: str) -> dt.date:
    """The day that a note by that name has as a text like ``2026-05-31``.

    Raises
    ------
    NoDayError
    """
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise NoDayError(name, text) from error
    if day.isoformat() != text:
        raise NoDayError(name, text)
    return day
