"""Legs: how is each leg, where, and is the change real?"""

import streamlit as st

from stool.text import labels
from stool.ui import cache, leg_view, service_view, shell, start, state, targets_view

shell.guard()
revision, segment = state.revision(), state.segment()
everybody = cache.analysis(revision)
if everybody.legs.empty:
    start.empty_store()
    st.stop()

st.title(labels.QUESTION["legs"], anchor=False)
leg = leg_view.pick(everybody)
if not leg_view.is_split(leg, revision, segment):
    st.stop()
analysis = cache.narrowed(revision, segment)
reading = cache.reading(revision, state.quarter(), state.node(), segment)
leg_view.now(reading, leg)
start.next_step(everybody, cache.reading(revision, state.quarter(), state.node()))
leg_view.shares(analysis, reading, leg)
leg_view.trend(analysis, reading, leg)
targets_view.of_leg(analysis, leg)
leg_view.control(analysis, reading, leg)
leg_view.money(reading, leg)
leg_view.league(analysis, reading, leg)
leg_view.slopes(analysis, reading, leg)
leg_view.segments(analysis, reading, leg)
leg_view.items(analysis, reading, leg)
service_view.page_cards(reading, "legs")
