"""The one filter bar: quarter, unit, data version; all of it in the address."""

import streamlit as st

from stool.period import last_day
from stool.sample import is_sample
from stool.text import labels
from stool.ui import cache, state

FILTERED = ("", "home", "legs", "balance", "loop")  # pages that read a quarter and a unit


def bar(page: str) -> None:
    """Draw the filters a page uses, and say in words what is shown.

    A choice stands in the address as it is printed in the list, so names are printed bare.
    """
    if page not in FILTERED:
        return
    versions = cache.book().store.versions()
    if not versions:
        return
    when, where, version, words = st.columns([2, 2, 2, 6], vertical_alignment="center")
    version.selectbox(  # first: quarters and units are those of the version
        labels.VERSION,
        [state.LATEST, *map(str, versions)],
        format_func=lambda each: labels.version(each, versions[0]),
        icon=":material/history:",
        key=state.VERSION,
        label_visibility="collapsed",
        bind="query-params",
        persist_state="session",
    )
    analysis = cache.analysis(state.revision())
    if analysis.legs.empty:
        return
    quarters = cache.quarters(analysis.revision)
    nodes = cache.depths(analysis.revision)
    when.selectbox(
        labels.QUARTER,
        [state.LATEST, *quarters],
        format_func=lambda each: labels.latest(quarters[0]) if each == state.LATEST else each,
        icon=":material/calendar_month:",
        key=state.QUARTER,
        label_visibility="collapsed",
        bind="query-params",
        persist_state="session",
    )
    where.selectbox(
        labels.UNIT,
        list(nodes),
        format_func=labels.node,
        icon=":material/apartment:",
        key=state.NODE,
        label_visibility="collapsed",
        bind="query-params",
        persist_state="session",
    )
    sample = is_sample(analysis.batches["sha256"])
    shown = state.quarter() or quarters[0]
    units = sum(depth == "unit" for depth in nodes.values())
    words.caption(
        labels.plain(
            labels.shown(
                shown,
                state.node(),
                units,
                last_day(quarters[0]),
                analysis.revision,
                sample=sample,
            )
        ),
        text_alignment="right",
        help=labels.SAMPLE_BANNER if sample else None,
    )
