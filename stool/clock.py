"""Moments: one way of writing them, in which their order is that of the texts."""

import datetime as dt


def stamp(at: dt.datetime) -> str:
    """ISO 8601 in UTC with microseconds, as the store keeps moments.

    Raises
    ------
    ValueError
        The moment has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"at is {at!r}, must have a time zone")
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def moment(text: str) -> dt.datetime:
    """The moment that `stamp` has written."""
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)
