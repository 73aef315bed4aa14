"""Plan: what if we act, what did we do, did it work?"""

import streamlit as st

from stool.text import labels
from stool.ui import cache, panels, plan_view, shell, start, state

shell.guard()
analysis = cache.analysis(state.newest())
if analysis.legs.empty:
    start.empty_store()
    st.stop()

st.title(labels.QUESTION["plan"], anchor=False)
panels.news()
plan_view.actions(analysis)
plan_view.editor(analysis)
