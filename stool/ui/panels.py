"""A figure with its caption, its table and its CSV; the parts pages are made of."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stool.report import csv_bytes
from stool.text import labels
from stool.ui import state

PANELS = 512  # kept for all sessions; a panel takes some 50 kB
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


Panel = tuple[go.Figure, str, pd.DataFrame]  # a figure, its sentence, its numbers


def figure(make: Callable[[], Panel], key: str, *, of: Hashable = None) -> None:
    """Show a figure, say it in one sentence, and offer its numbers.

    Parameters
    ----------
    make : callable
        Draws the figure, and gives its caption and its table.
    key : str
        Name of the figure on the page.
    of : hashable, optional
        Everything the panel is made of, theme and screen aside: the panel is then made once for
        all who look at the same. Left out, it is made at every rerun.
    """
    drawn, caption, table = make() if of is None else made(key, of, make)
    st.plotly_chart(drawn, theme=None, key=key, config=CONFIG, alt=caption)
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small"):
        st.caption(labels.plain(caption))
        numbers_of(table, key)


def made(key: str, of: Hashable, make: Callable[[], Panel]) -> Panel:
    """A panel of that name made of `of`, once for each theme and kind of screen."""
    return _kept((key, of, state.mode(), state.on_phone()), make)


@st.cache_resource(max_entries=PANELS, show_spinner=False)
def _kept(of: Hashable, _make: Callable[[], Panel]) -> Panel:  # noqa: ARG001 - the key of the cache
    drawn, caption, table = _make()
    return _Written(drawn), caption, table


class _Written(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure that is written out once, however often Streamlit asks for it."""

    def to_dict(self) -> dict[str, Any]:
        written = self.__dict__.get("_written")
        if written is None:
            written = super().to_dict()
            self.__dict__["_written"] = written
        return dict(written)


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


def news() -> None:
    """What the last action did, once."""
    message = state.take_news()
    if message:
        st.success(labels.plain(message), icon=":material/check_circle:")


def card(title: str, subtitle: str = "", key: str | None = None) -> DeltaGenerator:
    """A bordered box with its title; draw inside it."""
    box = st.container(border=True, key=key, height="stretch", gap="xsmall")
    box.header(title, anchor=False)
    if subtitle:
        box.caption(subtitle)
    return box
