"""The one filter bar: quarter, unit, segment, data version; all of it in the address."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stool.period import QUARTER_LABEL, last_day
from stool.reading import EVERYBODY, Segment
from stool.schema import COMPANY
from stool.text import labels, view
from stool.ui import access, cache, choice, state

BOX: dict[str, Any] = {"label_visibility": "collapsed", "persist_state": "session"}
WIDTH, CHOICE = 17, 3  # of the bar and of one choice; the words take the rest


def bar(page: str) -> None:
    """Draw the filters a page uses, and say in words what is shown."""
    offered = state.OFFERED.get(page)
    versions = cache.versions(state.newest())
    if offered is None or not versions:
        return
    chosen = offered if access.link() is None else ()  # a link has made every choice
    widths = [CHOICE] * len(chosen)
    row = st.container(key="filters")
    *boxes, words = row.columns([*widths, WIDTH - sum(widths)], vertical_alignment="center")
    place = dict(zip(chosen, boxes, strict=True))
    notes = st.container(gap="xsmall")
    revision = state.newest()
    if state.VERSION in place:  # first: quarters, units and segments are those of the version
        with place[state.VERSION]:
            _versions(versions, notes)
    if state.VERSION in offered:
        revision = state.revision()
    frame = cache.frame(revision)
    if not frame.quarters:
        return
    quarters, nodes = frame.quarters, frame.depths
    quarter, node, segment = None, COMPANY, EVERYBODY
    if state.QUARTER in place:
        with place[state.QUARTER]:
            _quarters(quarters, notes)
    if state.QUARTER in offered:
        quarter = state.quarter() or quarters[0]
    if state.NODE in place:
        with place[state.NODE]:
            _nodes(list(nodes), frame.root, notes)
    if state.NODE in offered:
        node = state.node()
    if state.SEGMENT in place:
        with place[state.SEGMENT]:
            _segments(list(cache.segments_of(revision)), notes)
    if state.SEGMENT in offered:
        segment = state.segment()
    units = sum(depth == "unit" for depth in nodes.values())
    day = last_day(quarters[0])
    sample = frame.has_sample
    said = view.shown(
        quarter,
        node,
        segment,
        units=units,
        day=day,
        revision=revision,
        sample=sample,
        root=frame.root,
    )
    help_ = labels.SAMPLE_BANNER if sample else None
    words.caption(labels.plain(said), text_alignment="right", help=help_)


def _versions(versions: Sequence[int], notes: DeltaGenerator) -> None:
    choice.select(
        labels.VERSION,
        [state.LATEST, *map(str, versions)],
        lambda each: labels.version(each, versions[0]),
        key=state.VERSION,
        notes=notes,
        nearest=lambda asked: _version(asked, versions),
        icon=":material/history:",
        **BOX,
    )


def _quarters(quarters: Sequence[str], notes: DeltaGenerator) -> None:
    choice.select(
        labels.QUARTER,
        [state.LATEST, *quarters],
        lambda each: labels.latest(quarters[0]) if each == state.LATEST else each,
        key=state.QUARTER,
        notes=notes,
        nearest=lambda asked: _quarter(asked, quarters),
        icon=":material/calendar_month:",
        **BOX,
    )


def _nodes(nodes: Sequence[str], root: str, notes: DeltaGenerator) -> None:
    choice.select(
        labels.UNIT,
        nodes,
        lambda each: labels.node(each, root),
        key=state.NODE,
        notes=notes,
        icon=":material/apartment:",
        **BOX,
    )


def _segments(segments: Sequence[Segment], notes: DeltaGenerator) -> None:
    choice.select(
        view.SEGMENT,
        [EVERYBODY, *segments],
        view.segment,
        key=state.SEGMENT,
        notes=notes,
        icon=":material/groups:",
        **BOX,
    )


def _version(asked: str, versions: Sequence[int]) -> str:
    """The version that revision belongs to: the last one made until then."""
    if not asked.isdecimal():
        return state.LATEST
    revision = int(asked[:9])
    if revision > versions[0]:
        return state.LATEST
    return str(max((each for each in versions if each <= revision), default=min(versions)))


def _quarter(asked: str, quarters: Sequence[str]) -> str:
    """The first or last quarter with data, whichever the quarter asked for is nearer to."""
    before = QUARTER_LABEL.match(asked) is not None and asked < quarters[-1]
    return quarters[-1] if before else state.LATEST
