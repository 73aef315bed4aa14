"""A figure with its caption, its table and its CSV; the parts pages are made of."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stool.report import csv_bytes
from stool.text import glossary, headings, labels, numbers
from stool.ui import access, state

PANELS = 512  # kept for all sessions; a panel takes some 50 kB
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


Panel = tuple[go.Figure, str, pd.DataFrame]  # a figure, its sentence, its numbers


def figure(make: Callable[[], Panel], key: str, *, of: Hashable = None, told: bool = True) -> None:
    """Show a figure, say it in one sentence, and offer its numbers.

    Parameters
    ----------
    make : callable
        Draws the figure, and gives its caption and its table.
    key : str
        Name of the figure on the page.
    of : hashable, optional
        Everything the panel is made of, part, theme and screen aside: the panel is then made once
        for all who look at the same. Left out, it is made at every rerun.
    told : bool
        Say the sentence under the figure; else it stands with the numbers, for figures that print
        what they say.
    """
    drawn, caption, table = make() if of is None else made(key, of, make)
    st.plotly_chart(drawn, theme=None, key=key, config=CONFIG, alt=caption)
    if not told:
        numbers_of(table, key, caption)
        return
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small"):
        st.caption(labels.plain(caption))
        numbers_of(table, key)


def made(key: str, of: Hashable, make: Callable[[], Panel]) -> Panel:
    """A panel of that name made of `of`, once for each part, theme and kind of screen."""
    # by name: Streamlit looks up the name of whatever is given by position, at every call
    return _kept(of=repr((key, of, access.part(), state.mode(), state.on_phone())), _make=make)


@st.cache_resource(max_entries=PANELS, show_spinner=False)
def _kept(of: str, _make: Callable[[], Panel]) -> Panel:  # noqa: ARG001 - the key of the cache
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


def numbers_of(table: pd.DataFrame, key: str, caption: str = "") -> None:
    """Offer the table behind a figure, on screen and as CSV, under its sentence if one is given."""
    box = st.popover(labels.TABLE, key=f"{key}_numbers", type="tertiary", on_change="rerun")
    if box.open:
        with box:
            if caption:
                st.caption(labels.plain(caption))
            sheet(table, labels.TABLE)
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


def sheet(
    table: pd.DataFrame,
    alt: str,
    formats: Mapping[str, Any] | None = None,
    *,
    placeholder: str = numbers.NONE,
    **options: Any,
) -> None:
    """Show a table; a heading that stands for a term of the glossary says what it means.

    Parameters
    ----------
    table : DataFrame
    alt : str
    formats : Mapping of heading to column configuration, optional
        Beyond what the glossary says.
    placeholder : str
        What stands where there is no value.
    **options
        Of `st.dataframe`.
    """
    config = headed(table, formats)
    st.dataframe(
        table,
        hide_index=True,
        column_config=config,
        placeholder=placeholder,
        alt=alt,
        **options,
    )


def headed(table: pd.DataFrame, formats: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Column configuration of a table whose headings say what the glossary knows of them."""
    helped: dict[str, Any] = {
        heading: st.column_config.Column(help=words)
        for heading, words in headings.tips(list(table.columns)).items()
    }
    for heading, given in (formats or {}).items():
        set_ = {name: value for name, value in given.items() if value is not None}
        helped[heading] = {**helped.get(heading, {}), **set_}
    return helped


def card(
    title: str, subtitle: str = "", *, terms: Sequence[str] = (), key: str = ""
) -> DeltaGenerator:
    """A bordered box with its title; draw inside it.

    Parameters
    ----------
    title, subtitle : str
    terms : sequence of str
        Names in the glossary of what its figures are: the first is defined beside the title.
    key : str, optional
    """
    box = st.container(border=True, key=key or f"card_{title}", height="stretch", gap="xsmall")
    box.header(title, anchor=False, help=glossary.tip(*terms) if terms else None)
    if subtitle:
        box.caption(subtitle)
    return box
