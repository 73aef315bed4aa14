"""Service: do we deliver the basics of excellent service?"""

import streamlit as st

from stool.service import GROUPS
from stool.text import labels
from stool.ui import cache, hidden_view, service_view, shell, start, state

shell.guard()
revision = state.revision()
if cache.analysis(revision).legs.empty:
    start.empty_store()
    st.stop()

st.title(labels.QUESTION["service"], anchor=False)
reading = cache.reading(revision, state.quarter(), state.node())
hidden_view.units(cache.analysis(revision), reading)
service_view.cards(reading, GROUPS[service_view.pick()])
