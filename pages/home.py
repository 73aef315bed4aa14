"""Home: is the stool level, and what needs me?"""

import streamlit as st

from stool.text import headline, labels
from stool.ui import cache, pictures, shell, start, state, tiles

shell.guard()
analysis = cache.analysis(state.revision())
if analysis.legs.empty:
    start.empty_store()
    st.stop()
reading = cache.reading(analysis.revision, state.quarter(), state.node())

st.title(labels.plain(headline.headline(reading)), anchor=False)
st.markdown(labels.plain(headline.subline(reading)))

if state.on_phone():
    tiles.tilt(reading)
    pictures.stool_now(reading)
    tiles.legs(analysis, reading)
    pictures.attention(reading)
    pictures.trust(reading)
    pictures.spirit_level(reading)
    pictures.loop(reading)
else:
    tiles.row(analysis, reading)
    left, middle, right = st.columns([10, 9, 10])
    with left:
        pictures.stool_now(reading)
    with middle:
        pictures.spirit_level(reading)
    with right:
        pictures.loop(reading)
    wide, narrow = st.columns([3, 2])
    with wide:
        pictures.attention(reading)
    with narrow:
        pictures.trust(reading)
