"""What an empty store shows: one click to the sample, or the way to own data."""

import streamlit as st

from stool.reading import Analysis, Reading
from stool.sample import sample_files
from stool.schema import HIDDEN_FEW, LEGS
from stool.text import labels
from stool.text import next_step as words
from stool.ui import access, cache


def empty_store() -> None:
    """Offer the sample, and say how to load own files."""
    st.title(labels.EMPTY_TITLE, anchor=False)
    if not access.may("publish"):
        st.markdown(labels.EMPTY_FOR_READERS)
        return
    st.markdown(labels.EMPTY)
    with st.container(horizontal=True):
        if st.button(labels.LOAD_SAMPLE, type="primary", icon=":material/science:"):
            load_sample()
            st.rerun()
        st.page_link("pages/data.py", label=labels.LOAD_OWN, icon=":material/upload_file:")


def next_step(analysis: Analysis, reading: Reading) -> None:
    """Where little is loaded, what would show more, and the way there."""
    few = [leg for leg, found in reading.legs.items() if found.hidden == HIDDEN_FEW]
    missing = [leg for leg in LEGS if leg not in reading.legs]
    said = words.next_step(missing, few, reading.quarter, len(analysis.quarters))
    if said:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(labels.plain(said), width="content")
            if access.sees("data"):
                st.page_link("pages/data.py", label=f"{labels.PAGE['data']} →")


def load_sample() -> None:
    """Take the shipped files down the same road as any other file."""
    book = cache.book()
    with st.spinner(labels.COMPUTING):
        files = [book.examine(path) for path in sample_files()]
        book.publish(files, who=access.acting("publish"))
