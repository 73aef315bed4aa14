"""The parts of the Data page below the upload."""

import streamlit as st

from stool.reading import Analysis, match_table
from stool.text import labels
from stool.text import upload as words
from stool.ui import cache, coverage_view, needed_view, panels, start, state


def news() -> None:
    """What the last action did; or, with an empty store, the one-click sample."""
    panels.news()
    if _newest().legs.empty and st.button(labels.LOAD_SAMPLE, icon=":material/science:"):
        start.load_sample()
        st.rerun()


def _newest() -> Analysis:
    """What is loaded now: this page changes data, so it never shows an older version."""
    return cache.analysis(state.newest())


def matches() -> None:
    """Units by legs: quarters loaded, holes, hidden."""
    analysis = _newest()
    with panels.card(words.MATCHES, words.MATCHES_SUB, terms=("what is loaded", "minimum n")):
        if analysis.legs.empty:
            st.markdown(words.NO_DATA)
            return
        table = words.matched(match_table(analysis))
        panels.sheet(table, words.MATCHES)
        panels.download(table, "matches.csv", "matches_csv")


def measured() -> None:
    """What is measured of every concept, and the questions that would measure the rest."""
    coverage_view.coverage_map(cache.coverage(state.newest()))


def needed() -> None:
    """How much data a link would need, once some are loaded."""
    links = _newest().links.values()
    if links:
        widest = max(links, key=lambda link: (link.n_units, link.n_quarters))
        needed_view.needed((max(widest.n_units, 1), max(widest.n_quarters, 1)))
