"""The whole road bound to one store: files in, readings out.

The app, the command line and a notebook all go through `Book`, so they show the same numbers.
"""

from stool.book.book import Book

__all__ = ["Book"]
