"""Balance: how level have we been, and which units lean?"""

import streamlit as st

from stool.text import labels
from stool.ui import balance_view, cache, hidden_view, level_view, shell, start, state

shell.guard()
analysis = cache.analysis(state.revision())
if analysis.legs.empty:
    start.empty_store()
    st.stop()
reading = cache.reading(analysis.revision, state.quarter(), state.node())

st.title(labels.QUESTION["balance"], anchor=False)
balance_view.so_far(reading)
start.next_step(analysis, reading)
hidden_view.units(analysis, reading)
left, right = st.columns([3, 2])
with left:
    balance_view.trend(analysis, reading)
with right:
    level_view.by_quarter(reading)
balance_view.outlook(analysis, reading)
balance_view.units(analysis, reading)
balance_view.small_stools(analysis, reading)
