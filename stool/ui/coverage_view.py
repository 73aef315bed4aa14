"""What is measured of every concept, and the questions that would measure the rest."""

import streamlit as st

from stool.reading.coverage import Coverage
from stool.text import coverage as words
from stool.text import questions as bank
from stool.ui import cache, choice, panels, state


def coverage_map(found: Coverage) -> None:
    """The map, a choice of what to show of it, and what to ask for the missing."""
    with panels.card(words.heading(found), words.subtitle(found), terms=("what is measured",)):
        which = choice.pick(
            words.SHOW,
            list(words.SHOWN),
            words.SHOWN.__getitem__,
            key=state.COVERAGE,
            default="all",
        )
        if st.toggle(words.FIGURES, key=state.FIGURES, bind="query-params"):
            found = cache.valued(found.revision, state.newest())
        table = words.table(words.selected(found, which))
        panels.sheet(table, words.MAP)
        panels.download(words.table(found.rows), "coverage.csv", "coverage_csv", words.DOWNLOAD_MAP)
        if which != "measured":
            _missing(found)


def _missing(found: Coverage) -> None:
    """The questions to add: of one concept, and all of them as one text."""
    rows = {row["id"]: row for row in words.selected(found, "missing").to_dict("records")}
    if not rows:
        st.markdown(words.ALL_MEASURED)
        return
    chosen = choice.select(words.PICK, list(rows), bank.name, key=state.CONCEPT)
    st.code(words.block(rows[chosen]), language=None, wrap_lines=True)
    questions = bank.missing_questions(found)
    box = st.expander(words.EVERY, key=state.QUESTIONS, bind="query-params")
    if box.open:
        box.code(bank.to_copy(questions), language=None, wrap_lines=True, height=400)
    panels.download(
        bank.headed(questions), "questions.csv", "questions_csv", words.DOWNLOAD_QUESTIONS
    )


def concepts() -> None:
    """Every concept with the files it needs, and the whole question bank."""
    with panels.card(words.CONCEPTS, words.CONCEPTS_SUB, terms=("what is measured",)):
        panels.sheet(words.concept_table(), words.CONCEPTS)
        panels.download(
            bank.headed(bank.question_bank()),
            "question_bank.csv",
            "bank_csv",
            words.DOWNLOAD_BANK,
        )
