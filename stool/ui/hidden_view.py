"""What is hidden on a page that cannot show it in its place."""

import streamlit as st

from stool.reading import Analysis, Reading, units_under
from stool.text import hidden as words
from stool.text import labels


def units(analysis: Analysis, reading: Reading) -> None:
    """Which units below the node have no figures this quarter, and why; nothing if all have."""
    rows = units_under(analysis.legs, reading.node)
    rows = rows[rows["quarter"] == reading.quarter]
    said = words.units(rows, analysis.published.minimum)
    if said:
        st.caption(labels.plain(said))
