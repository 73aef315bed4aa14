"""Legs: how is each leg, where, and is the change real?"""

import streamlit as st

from stool.text import labels
from stool.ui import cache, leg_view, shell, start, state, targets_view

shell.guard()
analysis = cache.analysis(state.revision())
if analysis.legs.empty:
    start.empty_store()
    st.stop()
reading = cache.reading(analysis.revision, state.quarter(), state.node())

st.title(labels.QUESTION["legs"], anchor=False)
leg = leg_view.pick(analysis)
leg_view.now(reading, leg)
leg_view.shares(analysis, reading, leg)
leg_view.trend(analysis, reading, leg)
targets_view.of_leg(analysis, leg)
leg_view.control(analysis, reading, leg)
leg_view.money(reading, leg)
leg_view.league(analysis, reading, leg)
leg_view.slopes(analysis, reading, leg)
leg_view.segments(analysis, reading, leg)
leg_view.items(analysis, reading, leg)
