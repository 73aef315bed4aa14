"""Plan: what if we act, what did we do, did it work?"""

import streamlit as st

from stool.schema import COMPANY
from stool.text import labels
from stool.ui import (
    cache,
    fund_view,
    handout_view,
    panels,
    plan_view,
    service_view,
    shell,
    start,
    state,
    whatif_view,
)

shell.guard()
analysis = cache.analysis(state.newest())
if analysis.legs.empty:
    start.empty_store()
    st.stop()

st.title(labels.QUESTION["plan"], anchor=False)
panels.news()
whatif_view.what_if(analysis)
plan_view.actions(analysis)
plan_view.editor(analysis)
handout_view.handout(analysis)
fund_view.fund(analysis)
service_view.page_cards(cache.reading(analysis.revision, None, COMPANY), "plan")
