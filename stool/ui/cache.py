"""What is computed once and shared: the book, and one analysis a revision.

Keys are revision numbers, never frames: Streamlit hashes only a sample of a large frame.
"""

import streamlit as st

from stool.book import Book
from stool.reading import Analysis, Reading, read
from stool.settings import store_url
from stool.text import labels

ANALYSES = 8  # revisions kept in memory


@st.cache_resource(show_spinner=False)
def book() -> Book:
    """The one book of this server, on the store that environment or secrets name."""
    return Book.open(store_url(_configured()))


def _configured() -> str | None:
    """What ``.streamlit/secrets.toml`` says, if there is one."""
    try:
        return str(st.secrets["connections"]["stool"]["url"])
    except (FileNotFoundError, KeyError):
        return None


@st.cache_resource(max_entries=ANALYSES, show_spinner=labels.COMPUTING)
def analysis(revision: int) -> Analysis:
    """Everything that revision says; never changed by a page."""
    return book().analysis(revision)


@st.cache_resource(max_entries=256, show_spinner=False)
def reading(revision: int, quarter: str | None, node: str) -> Reading:
    """The stool of a node in a quarter at a revision; never changed by a page."""
    return read(analysis(revision), quarter, node)
