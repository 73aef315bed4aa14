"""The parts of the Service page: one card a concept."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from stool import charts
from stool.reading import Reading
from stool.reading.needs import concepts as all_concepts
from stool.service import GROUPS, Kind, Measure
from stool.text import coverage, labels, measured, questions
from stool.text.service import WORDS, sentences, words
from stool.ui import cache, choice, panels, state
from stool.ui.service_pictures import PICTURES

BESIDE = 2  # cards in a row


def pick() -> str:
    """Which group of cards is on screen."""
    groups = list(GROUPS)
    return choice.pick(
        words.GROUP_CHOICE, groups, words.GROUP.__getitem__, key=state.GROUP, default=groups[0]
    )


def cards(reading: Reading, concepts: tuple[str, ...]) -> None:
    """Every concept of a group: measured, or with the question to add."""
    _lay(reading, concepts, _measured(reading, concepts))


def page_cards(reading: Reading, page: str) -> None:
    """The concepts of another page that are measured; nothing where none is."""
    concepts = tuple(each.id for each in all_concepts() if each.page == page)
    found = _measured(reading, concepts)
    _lay(reading, [concept for concept in concepts if concept in found], found)


def _measured(reading: Reading, concepts: tuple[str, ...]) -> dict[str, Measure]:
    view = reading.revision, state.newest(), reading.quarter, reading.node
    return cache.service(*view, concepts)


def _lay(reading: Reading, concepts: Sequence[str], found: Mapping[str, Measure]) -> None:
    """Cards side by side, one a concept."""
    for first in range(0, len(concepts), BESIDE):
        row = concepts[first : first + BESIDE]
        for column, concept in zip(st.columns(BESIDE), row, strict=False):
            with column:
                if concept in found:
                    card(reading, found[concept])
                else:
                    _missing(reading, concept)


def card(reading: Reading, measure: Measure) -> None:
    """One concept: the figure, its trend, what it is made of, where it is worst, how."""
    said, of = WORDS[measure.concept], (*reading.view, measure.concept)
    headline = measure.headline
    with panels.card(questions.name(measure.concept), terms=(said.term.name,)):
        st.markdown(f"**{labels.plain(measured.with_interval(headline))}**")
        st.markdown(labels.plain(said.says(measure)))
        for doubt in measure.doubts:
            st.caption(labels.plain(words.DOUBT[doubt]))
        if measure.concept in PICTURES:
            PICTURES[measure.concept](reading, measure)
        if len(measure.trend) > 1:
            panels.figure(
                lambda: (
                    charts.measure_trend(
                        measure.trend, headline.kind, headline.scale, mode=state.mode()
                    ),
                    sentences.trend(measure),
                    words.table(measure, said),
                ),
                f"measure_trend_{measure.concept}",
                of=of,
            )
        else:
            panels.numbers_of(words.table(measure, said), measure.concept)
        if len(measure.parts):
            st.caption(said.made_of)
            parts = measure.parts.assign(
                name=[words.part_name(said, part) for part in measure.parts["part"]]
            )
            scale = headline.scale if measure.part_kind == "mean" else ""
            _ranges(parts, measure.part_kind, scale, f"measure_parts_{measure.concept}", of)
        if len(measure.places):
            _places(measure, of)


def _places(measure: Measure, of: tuple[object, ...]) -> None:
    """Where it is worst: said on the card, drawn on demand."""
    st.caption(labels.plain(sentences.worst(measure)))
    box = st.popover(
        words.WHERE, key=f"where_{measure.concept}", type="tertiary", on_change="rerun"
    )
    if box.open:
        with box:
            for kind, rows in measure.places.groupby("kind", sort=False):
                st.caption(words.KIND[str(kind)])
                _ranges(
                    rows.rename(columns={"place": "name"}),
                    measure.headline.kind,
                    measure.headline.scale,
                    f"measure_places_{measure.concept}_{kind}",
                    of,
                )


def _ranges(rows: pd.DataFrame, kind: Kind, scale: str, key: str, of: tuple[object, ...]) -> None:
    """Figures with their intervals, one below the other."""
    panels.figure(
        lambda: (
            charts.measure_ranges(rows, kind, scale, mode=state.mode()),
            sentences.ranges(rows, kind, scale),
            words.ranges_table(rows),
        ),
        key,
        of=of,
    )


def _missing(reading: Reading, concept: str) -> None:
    """What to add before a concept can be measured."""
    rows = cache.coverage(reading.revision).rows
    row = rows[rows["id"] == concept].to_dict("records")[0]
    with panels.card(questions.name(concept)):
        hidden = coverage.hidden_here(row, reading.legs)
        is_there = hidden or row["measured"]
        st.markdown(f"**{words.NOT_SHOWN if is_there else words.NOT_MEASURED}**")
        st.markdown(labels.plain(hidden or coverage.not_here(row)))
