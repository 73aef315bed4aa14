"""The reward fund of the Plan page."""

import streamlit as st

from stool.reading import Analysis
from stool.text import fund as words
from stool.text import labels
from stool.ui import cache, panels


def fund(analysis: Analysis) -> None:
    """Surplus, spending on rewards, and what employees say of them."""
    found = cache.fund(analysis.revision)
    with panels.card(
        words.TITLE, words.SUBTITLE, terms=("reward fund", "link", "lag set", "evidence word")
    ):
        st.markdown(labels.plain(words.sentence(found)))
        if found.links:
            table = words.table(found)
            panels.sheet(table.round(3), words.TITLE)
            panels.download(table, "reward_fund.csv", "reward_fund_csv")
