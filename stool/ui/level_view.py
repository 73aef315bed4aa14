"""The spirit level of the Balance page: any quarter by a slider, or all of them in turn."""

import streamlit as st

from stool.reading import Reading
from stool.text import pictures as words
from stool.ui import cache, pictures, state


def by_quarter(reading: Reading) -> None:
    """The spirit level as it stood in the quarter of a slider, which a button moves along."""
    quarters = cache.tilts(*reading.view)["quarter"].tolist()
    with pictures.level_card():
        if len(quarters) < 2:
            pictures.level_at(reading, reading.quarter)
            return
        state.renew(state.LEVEL_AT, quarters[-1])
        every = state.STEP if state.is_playing() else None
        st.fragment(_walk, run_every=every)(reading, quarters, timed=every is not None)


def _walk(reading: Reading, quarters: list[str], *, timed: bool) -> None:
    """Slider, button and picture; only a run of the whole page starts or stops the timer."""
    state.step(quarters)
    if state.is_playing() is not timed:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key="level_controls"):
        st.button(
            words.PAUSE if timed else words.PLAY,
            icon=":material/pause:" if timed else ":material/play_arrow:",
            key="level_play",
            on_click=state.pause if timed else state.play,
            args=() if timed else (quarters,),
        )
        quarter = st.select_slider(
            words.AT_QUARTER,
            quarters,
            value=quarters[-1],
            key=state.LEVEL_AT,
            bind=None if timed else "query-params",  # no step of its own in the browser's history
            on_change=state.pause,
            label_visibility="collapsed",
        )
    pictures.level_at(reading, str(quarter))
