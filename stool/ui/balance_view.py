"""The parts of the Balance page."""

import pandas as pd
import streamlit as st

from stool import charts
from stool.reading import Analysis, Reading
from stool.schema import COMPANY
from stool.text import figures, headline, labels
from stool.ui import panels, state, tables


def so_far(analysis: Analysis, reading: Reading) -> None:
    """How long it has leaned, in words."""
    rows = _of_node(analysis, reading)
    st.markdown(labels.plain(headline.since_when(reading, rows)))


def trend(analysis: Analysis, reading: Reading) -> None:
    """Tilt by quarter against its noise floor."""
    rows = _of_node(analysis, reading)
    with panels.card(labels.TILT_TREND, labels.TILT_TREND_SUB):
        if rows.empty:
            st.markdown(labels.plain(figures.caption_tilt_trend(rows)))
            return
        panels.figure(
            charts.tilt_trend(rows, mode=state.mode()),
            figures.caption_tilt_trend(rows),
            tables.tilts(rows),
            "tilt_trend",
        )


def units(analysis: Analysis, reading: Reading) -> None:
    """Units sorted by tilt."""
    rows = analysis.tilts[
        (analysis.tilts["quarter"] == reading.quarter) & (analysis.tilts["depth"] == "unit")
    ]
    if reading.node != COMPANY:
        rows = rows[(rows["parent"] == reading.node) | (rows["node"] == reading.node)]
    with panels.card(labels.TILT_UNITS, labels.TILT_UNITS_SUB):
        if rows.empty:
            st.markdown(labels.plain(figures.caption_units(rows)))
            return
        panels.figure(
            charts.tilt_by_unit(rows, mode=state.mode()),
            figures.caption_units(rows),
            tables.tilts(rows.sort_values("points", ascending=False)),
            "tilt_units",
        )


def _of_node(analysis: Analysis, reading: Reading) -> pd.DataFrame:
    rows = analysis.tilts[analysis.tilts["node"] == reading.node]
    return rows[rows["quarter"] <= reading.quarter]
