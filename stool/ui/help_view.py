"""The parts of the Help page."""

from collections.abc import Sequence

import streamlit as st

from stool.text import evidence, glossary, labels, prose, rates
from stool.text import protection as words_of_protection
from stool.text.term import Term
from stool.ui import panels, state


def how_to_read() -> None:
    """The product on one page."""
    st.markdown(prose.read("help"))


def search() -> None:
    """What a word or figure means, asked here or by the address."""
    text = st.text_input(
        glossary.SEARCH,
        key=state.TERM,
        type="search",
        icon=":material/search:",
        bind="query-params",
        placeholder=glossary.SEARCH,
        label_visibility="collapsed",
    )
    if not text:
        return
    found = glossary.found(text)
    if found:
        _terms(found)
    else:
        st.markdown(labels.plain(glossary.nothing(text)))
    st.divider()


def glossary_table() -> None:
    """Every word with its meaning, formula and source."""
    st.header(labels.GLOSSARY, anchor=False)
    _terms(glossary.TERMS)


def _terms(terms: Sequence[Term]) -> None:
    for term in terms:
        st.markdown(f"**{term.name}**  \n{labels.plain(term.meaning)}")
        if term.formula:
            st.markdown(f"`{term.formula}`")
        if term.source:
            st.caption(labels.plain(term.source))


def protection() -> None:
    """What is hidden, why, and how that is tested."""
    with panels.card(
        words_of_protection.TITLE,
        words_of_protection.SUBTITLE,
        terms=(
            *("threshold", "primary suppression", "complementary suppression"),
            *("other small teams", "comments shown", "masking"),
        ),
    ):
        st.markdown(words_of_protection.text())


def evidence_scale() -> None:
    """The one scale of evidence."""
    with panels.card(labels.EVIDENCE_SCALE, terms=("evidence word", "what a link must survive")):
        st.table(evidence.scale_rows())
    with panels.card(rates.TITLE, rates.SUBTITLE, terms=("evidence word",)):
        st.markdown(labels.plain(rates.sentence()))
        st.markdown(labels.plain(rates.limits()))
        st.table(rates.by_design(), hide_index=True)
        st.table(rates.by_size(), hide_index=True)
        panels.download(rates.measured(), "evidence_rates.csv", "evidence_rates_csv")
