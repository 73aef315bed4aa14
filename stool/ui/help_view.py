"""The parts of the Help page."""

import streamlit as st

from stool.text import evidence, glossary, labels, prose, rates
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
    with panels.card(rates.TITLE, rates.SUBTITLE):
        st.markdown(labels.plain(rates.sentence()))
        st.markdown(labels.plain(rates.limits()))
        st.table(rates.by_design(), hide_index=True)
        st.table(rates.by_size(), hide_index=True)
        panels.download(rates.measured(), "evidence_rates.csv", "evidence_rates_csv")
