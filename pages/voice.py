"""Drivers & voice: what goes with each leg, and what do people say?"""

import streamlit as st

from stool.reading import EVERYBODY
from stool.text import labels
from stool.ui import (
    cache,
    drivers_view,
    hidden_view,
    panels,
    service_view,
    shell,
    start,
    state,
    voice_view,
)

shell.guard()
analysis = cache.analysis(state.revision())
if analysis.legs.empty:
    start.empty_store()
    st.stop()

st.title(labels.QUESTION["voice"], anchor=False)
panels.news()
leg = voice_view.pick(analysis)
if leg is None:
    st.stop()
reading = cache.reading(analysis.revision, state.quarter(), state.node())
hidden_view.units(analysis, reading)
asked = drivers_view.Asked(analysis.revision, reading.quarter, reading.node, EVERYBODY, leg)
left, right = st.columns(2)
with left:
    drivers_view.matrix(asked)
with right:
    drivers_view.ranks(asked)
drivers_view.groups(asked)
drivers_view.worth(asked)
drivers_view.leading(analysis.revision)

voice = cache.voice(analysis.revision, state.newest())
if voice_view.is_heard(voice, leg):
    place = (leg, reading.quarter, reading.node)
    left, right = st.columns(2)
    with left:
        voice_view.topics(voice, *place)
    with right:
        voice_view.low_scorers(voice, *place)
        voice_view.topic_trend(voice, *place)
    voice_view.comments(analysis, voice, *place)
    voice_view.suggestions(analysis, voice, *place)
    voice_view.funnel(voice, *place)
    voice_view.word_lists(voice)
service_view.page_cards(reading, "voice")
