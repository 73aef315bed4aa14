"""Loop: what follows what, after how long, how sure?"""

import streamlit as st

from stool.schema import COMPANY
from stool.text import labels
from stool.ui import cache, link_view, loop_view, shell, start, state

shell.guard()
analysis = cache.analysis(state.revision())
if analysis.legs.empty:
    start.empty_store()
    st.stop()

st.title(labels.QUESTION["loop"], anchor=False)
start.next_step(analysis, cache.reading(analysis.revision, None, COMPANY))
loop_view.overview(analysis)
loop_view.words(analysis)
link = loop_view.pick(analysis)
if link is not None:
    link_view.sections(analysis, link)
