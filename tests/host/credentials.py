"""A cookie of every kind, begun in the store itself."""

import datetime as dt
from dataclasses import dataclass

from stool import clock
from stool.access import Grant, Link, Role, Session, new_key
from stool.book import Book

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Keys:
    """A cookie of each kind."""

    anybody: str
    forged: str
    ended: str
    expired: str
    guest: str
    viewer: str
    part: str
    analyst: str
    operator: str


def begin(book: Book, email: str, *, link: str = "", length: dt.timedelta = HOUR) -> str:
    """Token of a session of somebody, or of a guest with a link."""
    now = clock.now()
    session = Session(email or "guest", email, (), link, now - HOUR, now + length)
    return book.store.begin_session(session)


def give(book: Book) -> Link:
    """A link of an hour."""
    now = clock.now()
    link = Link(new_key(), "Board", ("home", "loop"), now, now + HOUR)
    book.give_link(link, who="ann")
    return link


def every_kind(book: Book) -> Keys:
    """Grant every role to somebody, and begin a session of every kind."""
    book.grant(
        [
            Grant("viewer@example.com", Role.VIEWER),
            Grant("west@example.com", Role.VIEWER, "West"),
            Grant("analyst@example.com", Role.ANALYST),
        ],
        who="ann",
    )
    ended = begin(book, "ann@example.com")
    book.store.end_session(ended)
    return Keys(
        anybody="",
        forged=begin(book, "ann@example.com")[:-1] + "?",
        ended=ended,
        expired=begin(book, "ann@example.com", length=dt.timedelta(seconds=-1)),
        guest=begin(book, "", link=give(book).key),
        viewer=begin(book, "viewer@example.com"),
        part=begin(book, "west@example.com"),
        analyst=begin(book, "analyst@example.com"),
        operator=begin(book, "ann@example.com"),
    )
