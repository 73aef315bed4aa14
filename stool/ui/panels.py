"""A figure with its caption, its table and its CSV; the parts pages are made of."""

from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stool.report import csv_bytes
from stool.text import labels

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def figure(drawn: go.Figure, caption: str, table: pd.DataFrame, key: str) -> None:
    """Show a figure, say it in one sentence, and offer its numbers."""
    st.plotly_chart(drawn, theme=None, key=key, config=CONFIG, alt=caption)
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small"):
        st.caption(labels.plain(caption))
        numbers_of(table, key)


def numbers_of(table: pd.DataFrame, key: str) -> None:
    """Offer the table behind a figure, on screen and as CSV."""
    box = st.popover(labels.TABLE, key=f"{key}_numbers", type="tertiary", on_change="rerun")
    if box.open:
        with box:
            st.dataframe(table, hide_index=True)
            download(table, f"{key}.csv", f"{key}_csv")


def download(table: pd.DataFrame, name: str, key: str, label: str = labels.CSV) -> None:
    """Offer a table as CSV that no spreadsheet runs as a formula."""
    st.download_button(
        label, partial(csv_bytes, table), name, "text/csv", key=key, on_click="ignore"
    )


def card(title: str, subtitle: str = "", key: str | None = None) -> DeltaGenerator:
    """A bordered box with its title; draw inside it."""
    box = st.container(border=True, key=key, height="stretch", gap="xsmall")
    box.header(title, anchor=False)
    if subtitle:
        box.caption(subtitle)
    return box
