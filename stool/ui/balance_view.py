"""The parts of the Balance page."""

import pandas as pd
import streamlit as st

from stool import charts
from stool.balance import archetype, archetypes
from stool.events import breaks_of
from stool.measure.score import AT_TARGET
from stool.period import span
from stool.reading import Analysis, Reading, units_under
from stool.text import events as event_words
from stool.text import figures, headline, kinds, labels, pictures
from stool.text import outlook as coming
from stool.ui import cache, panels, state, tables

MOST_STOOLS = 24  # drawn; the table above has every unit
COLUMNS, COLUMNS_PHONE = 8, 3


def so_far(reading: Reading) -> None:
    """How long it has leaned, in words."""
    rows = cache.tilts(*reading.view)
    kind = kinds.sentence(archetype(reading.tilt)) if reading.tilt else ""
    st.markdown(labels.plain(f"{headline.since_when(reading, rows)} {kind}".strip()))


def trend(analysis: Analysis, reading: Reading) -> None:
    """Tilt by quarter against its noise floor, with what happened meanwhile."""
    rows = cache.tilts(*reading.view)
    events = analysis.events_of(reading.node)
    marks, breaks = event_words.marks(events), breaks_of(events)
    with panels.card(
        labels.TILT_TREND, labels.TILT_TREND_SUB, terms=("tilt", "noise floor", "level test")
    ):
        if rows.empty:
            st.markdown(labels.plain(figures.caption_tilt_trend(rows)))
            return
        panels.figure(
            lambda: (
                charts.tilt_trend(rows, events=marks, breaks=breaks, mode=state.mode()),
                pictures.with_marks(figures.caption_tilt_trend(rows), marks, span(rows["quarter"])),
                tables.tilts(rows.assign(node=reading.name)),
            ),
            "tilt_trend",
            of=reading.view,
        )


def small_stools(analysis: Analysis, reading: Reading) -> None:
    """Every unit's own stool at one scale, most tilted first."""
    rows = _units(analysis, reading).sort_values("points", ascending=False)
    if rows.empty:
        return
    legs = analysis.legs[analysis.legs["quarter"] == reading.quarter]
    scores = {
        name: legs[legs["node"] == name].set_index("leg")["score"].to_dict()
        for name in rows["node"].head(MOST_STOOLS)
    }
    with panels.card(labels.SMALL_STOOLS, labels.SMALL_STOOLS_SUB, terms=("leg score", "tilt")):
        panels.figure(
            lambda: (
                charts.small_stools(
                    scores,
                    target=AT_TARGET,
                    columns=COLUMNS_PHONE if state.on_phone() else COLUMNS,
                    mode=state.mode(),
                ),
                figures.caption_small_stools(scores),
                tables.legs(legs[legs["node"].isin(scores)], analysis.published.minimum),
            ),
            "small_stools",
            of=reading.view,
        )


def units(analysis: Analysis, reading: Reading) -> None:
    """Units sorted by tilt."""
    rows = _units(analysis, reading)
    with panels.card(
        labels.TILT_UNITS, labels.TILT_UNITS_SUB, terms=("tilt", "noise floor", "kind of imbalance")
    ):
        if rows.empty:
            st.markdown(labels.plain(figures.caption_units(rows)))
            return
        table = tables.tilts(rows.sort_values("points", ascending=False))
        panels.figure(
            lambda: (
                charts.tilt_by_unit(rows, mode=state.mode()),
                f"{figures.caption_units(rows)} {kinds.counted(archetypes(rows))}".strip(),
                table,
            ),
            "tilt_units",
            of=reading.view,
        )


def outlook(analysis: Analysis, reading: Reading) -> None:
    """The next quarters, as far as established links reach."""
    projected = cache.outlook(analysis.revision, reading.node)
    history = analysis.legs[analysis.legs["node"] == reading.node]
    with panels.card(coming.TITLE, coming.SUB, terms=("the next quarters", "link")):
        if projected.empty:
            st.markdown(coming.NOTHING)
            return
        panels.figure(
            lambda: (
                charts.fan(history, projected, mode=state.mode()),
                coming.caption(projected),
                projected.rename(columns=coming.HEADINGS),
            ),
            "outlook",
            of=reading.view,
        )


def _units(analysis: Analysis, reading: Reading) -> pd.DataFrame:
    """Tilts of the units under the node this quarter."""
    tilts = analysis.tilts
    return units_under(tilts[tilts["quarter"] == reading.quarter], reading.node)
