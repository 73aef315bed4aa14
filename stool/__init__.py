"""Stool: is the three-legged stool of employees, customers and profit level, and what follows what?

The library behind the dashboard. Every figure a page shows can be had from here, with no server::

    import stool

    book = stool.open("stool.db")  # a path, or a PostgreSQL URL
    reading = book.reading(quarter="2026Q1")
    reading.tilt, reading.legs["csat"], reading.links["esat", "csat"].table
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stool.book import Book

__version__ = "0.5.0"


def open(url: str) -> "Book":
    """Open a store and everything that can be read from it; see `stool.book.Book`."""
    from stool.book import Book  # here, so that `stool.lag` alone needs no database
    from stool.settings import require_language

    require_language()
    return Book.open(url)
