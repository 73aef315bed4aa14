"""You said, we did: the sheet to hand out, on the Plan page and to take away."""

from functools import partial

import streamlit as st

from stool.reading import Analysis
from stool.report import handout_html
from stool.text import handout as words
from stool.text import labels
from stool.ui import panels, state


def handout(analysis: Analysis) -> None:
    """What people said, what is done, and how far it is; owners only if asked for."""
    with panels.card(words.TITLE, words.SUBTITLE, terms=("due to show",)):
        if words.rows(analysis.actions, analysis.quarters[-1]).empty:
            st.markdown(labels.plain(words.NONE))
            return
        owners = st.toggle(words.OWNERS, key=state.OWNERS, bind="query-params")
        table = words.rows(
            analysis.actions, analysis.quarters[-1], owners=owners, root=analysis.root
        )
        st.table(table.map(labels.plain), hide_index=True)
        with st.container(horizontal=True):
            st.download_button(
                words.HTML,
                partial(handout_html, table),
                "you_said_we_did.html",
                "text/html",
                key="handout_html",
                on_click="ignore",
            )
            st.download_button(
                words.MARKDOWN,
                words.as_markdown(table),
                "you_said_we_did.md",
                "text/markdown",
                key="handout_md",
                on_click="ignore",
            )
            panels.download(table, "you_said_we_did.csv", "handout_csv")
