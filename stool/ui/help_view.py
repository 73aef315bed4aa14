"""The parts of the Help page."""

import streamlit as st

from stool.text import evidence, glossary, labels, prose
from stool.ui import panels


def how_to_read() -> None:
    """The product on one page."""
    st.markdown(prose.read("help"))


def glossary_table() -> None:
    """Every word with its meaning, formula and source."""
    for term in glossary.TERMS:
        st.markdown(f"**{term.name}**  \n{labels.plain(term.meaning)}")
        if term.formula:
            st.markdown(f"`{term.formula}`")
        if term.source:
            st.caption(labels.plain(term.source))


def evidence_scale() -> None:
    """The one scale of evidence."""
    with panels.card(labels.EVIDENCE_SCALE):
        st.table(evidence.scale_rows())
