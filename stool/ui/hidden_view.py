"""What is hidden on a page that cannot show it in its place."""

import streamlit as st

from stool.reading import Analysis, Reading, units_under
from stool.text import hidden as words
from stool.text import labels


def units(analysis: Analysis, reading: Reading) -> None:
    """Which units below the node have no figures this quarter, and why; nothing if all have.

    Its place is there in any case: a control that moved along the page would lose its part of the
    address.
    """
    rows = units_under(analysis.legs, reading.node)
    rows = rows[rows["quarter"] == reading.quarter]
    said = words.units(rows, analysis.published.minimum)
    place = st.empty()
    if said:
        place.caption(labels.plain(said))
