"""Tiles: a leg or the tilt in a few numbers."""

import math

import streamlit as st

from stool import charts
from stool.period import shift
from stool.reading import Analysis, LegReading, Reading
from stool.schema import LEGS, SHOWN
from stool.text import figures, glossary, headline, labels, numbers
from stool.text import tiles as words
from stool.ui import panels, state

OF_LEG = (  # terms behind the figures of a tile
    *("leg score", "change beyond noise", "95 % interval", "provisional target", "raw figure"),
    "response rate",
)
OF_TILT = ("tilt", "noise floor", "height and gap")
TRAIL = 8  # quarters of a sparkline
NARROWEST = 150  # px; Streamlit draws no Plotly chart narrower, and cuts off what is beyond
SPARK_WIDTH = 100  # px


def leg(analysis: Analysis, reading: Reading, name: str) -> None:
    """Score, change, interval, target, raw figure and answers of one leg."""
    found = reading.legs.get(name)
    with st.container(border=True, height="stretch", key=f"tile_{name}", gap="xsmall"):
        with st.container(horizontal=True, wrap=False, gap=None, vertical_alignment="center"):
            st.markdown(
                f"{labels.LEG_SIGN[name]} **{labels.LEG[name]}**",
                help=glossary.tip(*OF_LEG),
                width="stretch",
            )
            if found is not None and not math.isnan(found.score):
                _sparkline(analysis, reading, found)
        if found is None:
            st.markdown(labels.plain(words.not_loaded(name, reading.quarter)))
            return
        if found.hidden != SHOWN or math.isnan(found.score):
            st.markdown(labels.plain(words.no_score(found)))
            if math.isfinite(found.raw):
                st.caption(labels.plain(words.raw(found)))
            return
        with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="center"):
            _number(labels.LEG[name], numbers.number(found.score))
            _beside(headline.change_words(found), words.margin(found))
        st.caption(labels.plain(words.raw(found)))


def tilt(reading: Reading) -> None:
    """Size of the tilt, its direction and its noise floor."""
    with st.container(border=True, height="stretch", key="tile_tilt", gap="xsmall"):
        st.markdown(f"**{labels.TILT}**", help=glossary.tip(*OF_TILT))
        if reading.tilt is None:
            st.markdown(labels.plain(words.no_tilt(reading.missing)))
            return
        with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="center"):
            _number(labels.TILT, numbers.number(reading.tilt.points, 1))
            _beside(headline.tilt_direction(reading.tilt), words.noise(reading.tilt))
        st.caption(labels.plain(words.height(reading.tilt, reading.tilt_year_ago)))


def _number(label: str, value: str) -> None:
    """A large number; its label stands above it already."""
    st.metric(label, value, label_visibility="collapsed", width="content")


def _beside(change: str, doubt: str) -> None:
    """What stands beside the large number: how it changed, and within what it is known."""
    st.markdown(words.beside(change, doubt))


def _sparkline(analysis: Analysis, reading: Reading, found: LegReading) -> None:
    def make() -> panels.Panel:
        first = shift(reading.quarter, 1 - TRAIL)
        rows = analysis.legs[
            (analysis.legs["node"] == reading.node)
            & (analysis.legs["leg"] == found.leg)
            & (analysis.legs["quarter"] >= first)
            & (analysis.legs["quarter"] <= reading.quarter)
        ]
        drawn = charts.sparkline(rows, found.leg, beside=NARROWEST - SPARK_WIDTH, mode=state.mode())
        return drawn, figures.caption_spark(rows, found.leg), rows

    drawn, caption, _ = panels.made(f"spark_{found.leg}", reading.view, make)
    st.plotly_chart(
        drawn,
        width=SPARK_WIDTH,
        theme=None,
        key=f"spark_{found.leg}",
        config=panels.CONFIG,
        alt=caption,
    )


def legs(analysis: Analysis, reading: Reading) -> None:
    """The tiles of the three legs, one under another."""
    for name in LEGS:
        leg(analysis, reading, name)


def row(analysis: Analysis, reading: Reading) -> None:
    """The four tiles side by side."""
    boxes = st.columns(4)
    for box, name in zip(boxes, LEGS, strict=False):
        with box:
            leg(analysis, reading, name)
    with boxes[3]:
        tilt(reading)
