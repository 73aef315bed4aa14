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

TRAIL = 8  # quarters of a sparkline


def leg(analysis: Analysis, reading: Reading, name: str) -> None:
    """Score, change, interval, target, raw figure and answers of one leg."""
    found = reading.legs.get(name)
    with st.container(border=True, height="stretch", key=f"tile_{name}"):
        st.markdown(
            f"{labels.LEG_SIGN[name]} **{labels.LEG[name]}**", help=glossary.short("leg score")
        )
        if found is None:
            st.markdown(labels.plain(words.not_loaded(name, reading.quarter)))
            return
        if found.hidden != SHOWN or math.isnan(found.score):
            minimum = analysis.published.minimum_n
            st.markdown(labels.plain(words.no_score(found, minimum)))
            st.caption(labels.plain(words.raw(found)))
            return
        score, picture = st.columns([3, 2], wrap=False, vertical_alignment="center")
        score.metric(
            labels.LEG[name],
            numbers.number(found.score),
            delta=headline.change_words(found),
            delta_color="off",
            delta_arrow="off",
            label_visibility="collapsed",
        )
        with picture:
            _sparkline(analysis, reading, found)
        st.caption(labels.plain(words.margin(found)))
        st.caption(labels.plain(words.raw(found)))


def tilt(reading: Reading) -> None:
    """Size of the tilt, its direction and its noise floor."""
    with st.container(border=True, height="stretch", key="tile_tilt"):
        st.markdown(f"**{labels.TILT}**", help=glossary.short("tilt"))
        if reading.tilt is None:
            st.markdown(labels.plain(words.no_tilt(reading.missing)))
            return
        st.metric(
            labels.TILT,
            numbers.number(reading.tilt.points, 1),
            delta=headline.tilt_direction(reading.tilt),
            delta_color="off",
            delta_arrow="off",
            label_visibility="collapsed",
        )
        st.caption(labels.plain(words.noise(reading.tilt)))
        st.caption(labels.plain(words.height(reading.tilt, reading.tilt_year_ago)))


def _sparkline(analysis: Analysis, reading: Reading, found: LegReading) -> None:
    first = shift(reading.quarter, 1 - TRAIL)
    rows = analysis.legs[
        (analysis.legs["node"] == reading.node)
        & (analysis.legs["leg"] == found.leg)
        & (analysis.legs["quarter"] >= first)
        & (analysis.legs["quarter"] <= reading.quarter)
    ]
    st.plotly_chart(
        charts.sparkline(rows, found.leg, mode=state.mode()),
        theme=None,
        key=f"spark_{found.leg}",
        config=panels.CONFIG,
        alt=figures.caption_spark(rows, found.leg),
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
