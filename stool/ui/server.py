"""What one server process has once: its settings, its book, and the door to both."""

from dataclasses import dataclass

import streamlit as st

from stool.book import Book
from stool.door import Door
from stool.errors import StoreUnavailableError
from stool.settings import Settings


@dataclass(slots=True)
class Newest:
    """The newest revision that was read, and whether the store can be read now."""

    revision: int = 0
    is_away: bool = False


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """What whoever runs this server has set."""
    return Settings.read()


@st.cache_resource(show_spinner=False)
def book() -> Book:
    """The one book of this server; pages have it from `stool.ui.cache.book`."""
    return Book.open(settings().store)


@st.cache_resource(show_spinner=False)
def door() -> Door:
    """Who is let in."""
    return Door(book(), settings())


@st.cache_resource(show_spinner=False)
def _newest(store: str) -> Newest:  # noqa: ARG001 - the key of the cache
    return Newest()


def latest() -> int:
    """The newest revision there is; while the store is away, the last that was read.

    Raises
    ------
    StoreUnavailableError
        It is away, and nothing was read before.
    """
    known = _newest(settings().store)
    try:
        known.revision, known.is_away = book().store.latest(), False
    except StoreUnavailableError:
        known.is_away = True
        if not known.revision:
            raise
    return known.revision


def is_away() -> bool:
    """Whether the store could not be read when a page was last drawn."""
    return _newest(settings().store).is_away
