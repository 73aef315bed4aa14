"""What an empty store shows: one click to the sample, or the way to own data."""

import streamlit as st

from stool.sample import sample_files
from stool.text import labels
from stool.ui import cache, state


def empty_store() -> None:
    """Offer the sample, and say how to load own files."""
    st.title(labels.EMPTY_TITLE, anchor=False)
    st.markdown(labels.EMPTY)
    with st.container(horizontal=True):
        if st.button(labels.LOAD_SAMPLE, type="primary", icon=":material/science:"):
            load_sample()
            st.rerun()
        st.page_link("pages/data.py", label=labels.LOAD_OWN, icon=":material/upload_file:")


def load_sample() -> None:
    """Take the shipped files down the same road as any other file."""
    book = cache.book()
    with st.spinner(labels.COMPUTING):
        files = [book.examine(path) for path in sample_files()]
        book.publish(files, who=state.user())
