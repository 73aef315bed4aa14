"""The three pictures of Home, and the two lists under them."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stool import charts
from stool.measure.score import AT_TARGET
from stool.reading import Reading
from stool.text import figures, findings, labels
from stool.ui import access, cache, panels, state, tables

TRAIL = 8  # quarters of the spirit level


def stool_now(reading: Reading) -> None:
    """The drawn stool."""
    with panels.card(
        labels.STOOL_NOW,
        labels.STOOL_NOW_SUB,
        terms=("leg score", "95 % interval"),
        key="card_stool",
    ):
        scores = {leg: found.score for leg, found in reading.legs.items()}
        ends = {leg: (found.low, found.high) for leg, found in reading.legs.items()}
        seat = reading.tilt
        tilts = None if seat is None else (seat.points_low, seat.points_high)
        panels.figure(
            lambda: (
                charts.stool(scores, ends, tilts=tilts, target=AT_TARGET, mode=state.mode()),
                figures.caption_stool(scores, ends, tilts=tilts, target=AT_TARGET),
                tables.legs_now(reading),
            ),
            "stool",
            of=reading.view,
            told=False,
        )


def level_card() -> DeltaGenerator:
    """The box of the spirit level."""
    return panels.card(
        labels.SPIRIT,
        labels.SPIRIT_SUB,
        terms=("tilt", "noise floor", "downhill direction"),
        key="card_level",
    )


def spirit_level(reading: Reading) -> None:
    """The spirit level with its trail."""
    with level_card():
        level_at(reading, reading.quarter, told=False)


def level_at(reading: Reading, quarter: str, *, told: bool = True) -> None:
    """The spirit level as it stood in a quarter of the reading's; `told` as in `panels.figure`."""
    trail = cache.tilts(reading.revision, quarter, reading.node, reading.segment).tail(TRAIL)
    if trail.empty:
        st.markdown(labels.plain(figures.caption_level(trail)))
        return
    panels.figure(
        lambda: (
            charts.spirit_level(trail, mode=state.mode()),
            figures.caption_level(trail),
            tables.tilts(trail.assign(node=reading.name)),
        ),
        "level",
        of=(*reading.view, quarter),
        told=told,
    )


def loop(reading: Reading) -> None:
    """The loop of three links."""
    with panels.card(
        labels.LOOP,
        labels.LOOP_SUB,
        terms=("link", "slope of a link", "lag set", "evidence word"),
        key="card_loop",
    ):
        panels.figure(
            lambda: (
                charts.loop(reading.links, mode=state.mode()),
                figures.caption_loop(reading.links),
                tables.links(reading.links),
            ),
            "loop",
            of=reading.view,
            told=False,
        )
        st.caption(labels.LOOP_NOTE)


def attention(reading: Reading) -> None:
    """What needs somebody, ranked and linked."""
    with panels.card(labels.ATTENTION, key="card_attention"):
        if not reading.attention:
            st.markdown(labels.NOTHING_NEEDED)
        for number, finding in enumerate(reading.attention, start=1):
            said = findings.link(number, finding)
            if access.sees(finding.page):
                query = state.address(finding.page)
                st.page_link(f"pages/{finding.page}.py", label=said, query_params=query)
            else:
                st.markdown(said)


def trust(reading: Reading) -> None:
    """What the figures rest on, worst first."""
    with panels.card(labels.TRUST, key="card_trust"):
        said = [
            f"{labels.SIGN[finding.weight == 0]} {labels.plain(findings.sentence(finding))}"
            for finding in reading.trust
        ]
        st.markdown("\n\n".join(said))
