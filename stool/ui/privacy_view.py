"""Disclosure control on the Data page: the threshold, and the ledger of releases."""

import streamlit as st

from stool.errors import StoolError
from stool.privacy import CEILING_N, FLOOR_N
from stool.text import labels
from stool.text import privacy as words
from stool.ui import access, cache, panels, state


def threshold() -> None:
    """The fewest employee answers behind a figure, to raise."""
    book = cache.book()
    newest = state.newest()
    if not newest:
        return
    present = book.minimum_n(newest)
    with (
        panels.card(words.THRESHOLD, words.THRESHOLD_SUB, terms=("minimum n",)),
        st.form(f"threshold_{newest}", border=False),
    ):
        wanted = st.number_input(
            words.FEWEST,
            min_value=FLOOR_N if book.may_lower_minimum_n() else present,
            max_value=CEILING_N,
            value=present,
            key=f"threshold_{newest}_n",
        )
        st.caption(words.THRESHOLD_HELP)
        if st.form_submit_button(words.SAVE):
            _save(int(wanted))


def _save(n: int) -> None:
    try:
        change = cache.book().set_minimum_n(n, who=access.acting("set_minimum_n"))
    except StoolError as error:
        st.error(labels.plain(str(error)), icon=":material/block:")
        return
    state.tell(words.threshold_saved(n, change))
    st.rerun()


def releases() -> None:
    """What is shown of employees quarter by quarter, and what waits."""
    book = cache.book()
    newest = state.newest()
    if not newest:
        return
    found = book.releases(newest)
    with panels.card(words.RELEASES, words.RELEASES_SUB, terms=("minimum n", "revision")):
        st.caption(words.RELEASES_HELP)
        if not found:
            st.markdown(words.NO_RELEASES)
            return
        for each in found:
            if each.waiting:
                st.warning(labels.plain(words.waiting(each)), icon=":material/hourglass:")
        made_at = book.store.revisions().set_index("revision")["made_at"]
        table = words.release_table(found, made_at)
        panels.sheet(table, words.RELEASES)
        panels.download(table, "releases.csv", "releases_csv")
