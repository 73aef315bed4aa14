"""Pictures and lists of single concepts, beyond trend and ranges."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import plotly.graph_objects as go
import streamlit as st

from stool import charts
from stool.measure import leg_control
from stool.reading import Reading
from stool.schema import CSAT
from stool.service import Measure
from stool.text import labels, pictures
from stool.text.service import chain as chain_words
from stool.text.service import led as led_words
from stool.text.service import steady as steady_words
from stool.text.service import words
from stool.ui import cache, panels, state


def _matrix(reading: Reading, measure: Measure) -> None:
    _edges(
        reading,
        measure,
        lambda: charts.team_matrix(measure.details, measure.headline.scale, mode=state.mode()),
        chain_words.matrix_caption,
    )


def _chain(reading: Reading, measure: Measure) -> None:
    scale, end = measure.headline.scale, chain_words.chain_end(measure)
    _edges(
        reading,
        measure,
        lambda: charts.service_chain(measure.details, scale, end, mode=state.mode()),
        chain_words.chain_caption,
    )


def _edges(
    reading: Reading,
    measure: Measure,
    draw: Callable[[], go.Figure],
    told: Callable[[Measure], str],
) -> None:
    """A picture of pairs of teams, with its words and its table."""
    panels.figure(
        lambda: (draw(), told(measure), chain_words.edges_table(measure.details)),
        f"measure_picture_{measure.concept}",
        of=(*reading.view, measure.concept),
    )


def _standards(_: Reading, measure: Measure) -> None:
    panels.sheet(led_words.register(measure.details), words.LIST)


def _evidence(_: Reading, measure: Measure) -> None:
    panels.sheet(led_words.evidence(measure.details), words.LIST)


def _control(reading: Reading, measure: Measure) -> None:
    """The chart of the node if it is a unit, else of the unit most often outside its limits."""
    node = str(measure.places["place"].iloc[0]) if len(measure.places) else reading.node
    analysis = cache.analysis(reading.revision)
    legs = analysis.legs
    rows = legs[(legs["node"] == node) & (legs["leg"] == CSAT)]
    rows = rows[rows["quarter"] <= reading.quarter]
    if rows.empty:
        return
    metric = analysis.headline[CSAT]
    st.caption(labels.plain(steady_words.control_of(analysis.named(node))))

    def make() -> panels.Panel:
        found = leg_control(rows, "raw")
        return (
            charts.control(found, CSAT, metric=metric, figure="raw", mode=state.mode()),
            pictures.caption_control(found, CSAT, metric=metric, figure="raw"),
            found.table.rename(columns=pictures.LIMITS),
        )

    panels.figure(make, "control_S2", of=(*reading.view, node))


PICTURES: Mapping[str, Callable[[Reading, Measure], None]] = MappingProxyType(
    {"S2": _control, "S8": _matrix, "S9": _chain, "S14": _standards, "S28": _evidence}
)
