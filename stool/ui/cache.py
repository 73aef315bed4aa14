"""What is computed once and shared: the book, one analysis a revision, one answer a link.

Keys are revision numbers, never frames: Streamlit hashes only a sample of a large frame. What tells
how far it is while it works is kept by cachetools, since Streamlit's own caches must not draw; one
session computes, those that want the same wait for it, and no other waits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Condition
from typing import Any

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached

from stool import plan
from stool import reading as readings
from stool.book import Book
from stool.drivers import Drivers, Groups
from stool.errors import StoolError
from stool.lag import ImpulseResponse, LagResult, PanelLagResult
from stool.plan import Driven, WhatIf
from stool.reading import EVERYBODY, Acted, Analysis, Effect, Fund, Reading, Segment, depth
from stool.reading.coverage import Coverage
from stool.reading.record import TrackRecord
from stool.sample import is_sample
from stool.schema import COMPANY
from stool.service import MEASURES, Cells, Measure
from stool.settings import Settings
from stool.text import labels
from stool.voice import Voice
from stool.voice.rows import COMMENT

ANALYSES = 8  # revisions kept in memory
ANSWERS = 128
NARROWED = 32  # segments kept in memory
YEARS = 6  # of pair cells kept in memory, some 50 MB each

Link = tuple[str, str]
Progress = Callable[[int, int], None]


@st.cache_resource(show_spinner=False)
def book() -> Book:
    """The one book of this server, on the store that environment or secrets name."""
    return Book.open(address())


def address() -> str:
    """Where the book is."""
    return settings().store


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """What whoever runs this server has set."""
    return Settings.read()


@st.cache_resource(max_entries=ANALYSES, show_spinner=labels.COMPUTING)
def analysis(revision: int) -> Analysis:
    """Everything that revision says; never changed by a page."""
    return book().analysis(revision)


@st.cache_resource(max_entries=ANALYSES, show_spinner=False)
def versions(newest: int) -> tuple[int, ...]:  # noqa: ARG001 - the key of the cache
    """Revisions of the data, newest first, as long as that revision is the newest."""
    return tuple(book().store.versions())


@st.cache_resource(max_entries=ANALYSES, show_spinner=False)
def segments_of(revision: int) -> dict[Segment, tuple[str, ...]]:
    """Every segment of that revision with the legs that have it; never changed by a page."""
    return readings.segments_of(analysis(revision))


@st.cache_resource(max_entries=NARROWED, show_spinner=False)
def narrowed(revision: int, segment: Segment) -> Analysis:
    """That revision with one segment in everybody's place; never changed by a page."""
    whole = analysis(revision)
    return whole if segment == EVERYBODY else readings.narrowed(whole, segment)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame of every page says of a revision.

    Attributes
    ----------
    quarters : tuple of str
        The newest first; none while nothing is loaded.
    depths : Mapping of node to depth
        The company first.
    has_sample : bool
        Whether any of its files is the sample's.
    """

    quarters: tuple[str, ...]
    depths: Mapping[str, str]
    has_sample: bool


@st.cache_resource(max_entries=ANALYSES, show_spinner=False)
def frame(revision: int) -> Frame:
    """What can be chosen in that revision; never changed by a page."""
    found = analysis(revision)
    nodes = found.nodes
    return Frame(
        tuple(found.quarters[::-1]) if len(found.legs) else (),
        dict(zip(nodes["node"], nodes["depth"], strict=True)),
        is_sample(found.batches["sha256"]),
    )


@st.cache_resource(max_entries=ANALYSES, show_spinner=False)
def voice(revision: int, newest: int) -> Voice:  # noqa: ARG001 - the key of the cache
    """What people wrote, as of that revision, less what is erased or masked in the newest."""
    return book().voice(revision)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def topics(revision: int, newest: int, leg: str, node: str) -> pd.DataFrame:
    """Comments by topic and quarter; never changed by a page."""
    return voice(revision, newest).counts(leg, node, COMMENT)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def themes(revision: int, newest: int, leg: str, quarter: str, node: str) -> pd.DataFrame:
    """Groups of the comments that no topic names; never changed by a page."""
    return voice(revision, newest).themes(leg, quarter, node, COMMENT)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def low_scorers(revision: int, newest: int, leg: str, quarter: str, node: str) -> pd.DataFrame:
    """What low scorers mention; never changed by a page."""
    return voice(revision, newest).by_score(leg, quarter, node)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def funnel(revision: int, newest: int, leg: str, quarter: str, node: str) -> pd.DataFrame:
    """How far suggestions have come; never changed by a page."""
    return voice(revision, newest).funnel(leg, quarter, node)


@st.cache_resource(max_entries=ANALYSES, show_spinner=False)
def service_cells(revision: int) -> Cells:
    """What measures of that revision are read from; never changed by a page."""
    return book().service_cells(revision)


@st.cache_resource(max_entries=ANSWERS, show_spinner=labels.COMPUTING)
def service(
    revision: int, newest: int, quarter: str, node: str, concepts: tuple[str, ...]
) -> dict[str, Measure]:
    """What those concepts amount to in a node; never changed by a page."""
    pairs = _pairs(revision, readings.paired_quarters(quarter))
    found = analysis(revision), service_cells(revision), pairs
    said = voice(revision, newest)
    return readings.service(*found, quarter, node, concepts=concepts, voice=said)


@st.cache_resource(max_entries=ANALYSES, show_spinner=False)
def coverage(revision: int) -> Coverage:
    """Which concepts that revision measures; never changed by a page."""
    return book().coverage(revision)


@st.cache_resource(max_entries=ANALYSES, show_spinner=labels.COMPUTING)
def valued(revision: int, newest: int) -> Coverage:
    """The same with the figure of every concept; never changed by a page."""
    found = analysis(revision)
    if found.legs.empty:
        return coverage(revision)
    last = found.quarters[-1]
    measures = service(revision, newest, last, COMPANY, tuple(MEASURES))
    pairs = _pairs(revision, readings.paired_quarters(last))
    return coverage(revision).valued(readings.figures(found, measures, pairs, last))


@st.cache_resource(max_entries=256, show_spinner=False)
def reading(revision: int, quarter: str | None, node: str, segment: Segment = EVERYBODY) -> Reading:
    """The stool of a node in a quarter at a revision; never changed by a page."""
    found = readings.read(analysis(revision), quarter, node)
    if segment == EVERYBODY:
        return found
    return readings.read_segment(found, narrowed(revision, segment), segment)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def outlook(revision: int, node: str) -> pd.DataFrame:
    """What that revision projects for a node; never changed by a page."""
    return readings.outlook(analysis(revision), node)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def tilts(revision: int, quarter: str, node: str, segment: Segment = EVERYBODY) -> pd.DataFrame:
    """Tilts of a node up to a quarter; never changed by a page."""
    found = narrowed(revision, segment).tilts
    return found[(found["node"] == node) & (found["quarter"] <= quarter)]


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def league(revision: int, quarter: str, node: str, segment: Segment, leg: str) -> pd.DataFrame:
    """Units of a node side by side; never changed by a page."""
    return readings.league(narrowed(revision, segment), quarter, node, leg)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def rest(revision: int, quarter: str, node: str, segment: Segment, leg: str) -> pd.DataFrame:
    """Hidden units of a node taken together; never changed by a page."""
    return readings.rest(narrowed(revision, segment), quarter, node, leg)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def segments(revision: int, quarter: str, node: str, leg: str) -> pd.DataFrame:
    """Segments of a leg against each other; never changed by a page."""
    return readings.segments(analysis(revision), quarter, node, leg)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def items(revision: int, quarter: str, node: str, segment: Segment, leg: str) -> pd.DataFrame:
    """Questions of a leg in the units of a node; never changed by a page."""
    return readings.items(narrowed(revision, segment), quarter, node, leg)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def headline_items(
    revision: int, quarter: str, node: str, segment: Segment, leg: str
) -> pd.DataFrame:
    """Questions behind a leg's score in a node; never changed by a page."""
    return readings.headline_items(narrowed(revision, segment), quarter, node, leg)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def money(revision: int, quarter: str, node: str) -> pd.DataFrame:
    """Money and customers kept against their targets; never changed by a page."""
    return readings.money(analysis(revision), quarter, node)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def effect(before: int, after: int) -> Effect:
    """What the numbers of two revisions differ in; never changed by a page."""
    return readings.effect(analysis(before) if before else None, analysis(after))


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def what_if(revision: int, leg: str, points: float) -> WhatIf:
    """What tends to follow a change of a leg; never changed by a page."""
    found = analysis(revision)
    return plan.what_if(found.links, found.legs, leg, points)


@st.cache_resource(max_entries=YEARS, show_spinner=labels.COMPUTING)
def _pairs(revision: int, quarters: tuple[str, ...]) -> pd.DataFrame:
    """Pair cells of some quarters of that revision; never shown to anybody."""
    return book().pairs(revision, quarters=quarters)


def _last_year(revision: int, quarter: str | None, leg: str) -> pd.DataFrame:
    return _pairs(revision, readings.last_year(analysis(revision), leg, quarter))


@st.cache_resource(max_entries=ANSWERS, show_spinner=labels.COMPUTING)
def drivers(
    revision: int, quarter: str | None, node: str, segment: Segment, leg: str
) -> Drivers | StoolError:
    """What goes with a leg's score, or why it cannot be told; never changed by a page."""
    pairs = _last_year(revision, quarter, leg)
    try:
        return readings.drivers_of(analysis(revision), pairs, leg, node=node, segment=segment)
    except StoolError as error:
        return error


@st.cache_resource(max_entries=ANSWERS, show_spinner=labels.COMPUTING)
def driver_groups(
    revision: int, quarter: str | None, node: str, leg: str, dimension: str
) -> Groups | StoolError:
    """The same for every group of a dimension; never changed by a page."""
    pairs = _last_year(revision, quarter, leg)
    try:
        return readings.groups_of(analysis(revision), pairs, leg, dimension, node=node)
    except StoolError as error:
        return error


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def driver_dimensions(revision: int, quarter: str | None, leg: str) -> list[str]:
    """What answers are split by; never changed by a page."""
    return readings.dimensions_of(_last_year(revision, quarter, leg), leg)


@st.cache_resource(max_entries=ANALYSES, show_spinner=labels.COMPUTING)
def leading(revision: int) -> dict[str, LagResult]:
    """Employee questions before the customers' score; never changed by a page."""
    return readings.leading(analysis(revision))


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def worth(revision: int, quarter: str | None, node: str, segment: Segment, leg: str) -> Driven:
    """What the drivers may be worth, of drivers that can be told; never changed by a page."""
    found = drivers(revision, quarter, node, segment, leg)
    assert not isinstance(found, StoolError)
    return readings.worth(analysis(revision), found)


@st.cache_resource(max_entries=ANALYSES, show_spinner=False)
def acted(revision: int) -> Acted:
    """What became of the actions of that revision; never changed by a page."""
    return readings.acted(analysis(revision))


@st.cache_resource(max_entries=ANALYSES, show_spinner=False)
def fund(revision: int) -> Fund:
    """The reward fund at that revision; never changed by a page."""
    return readings.fund(analysis(revision))


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def response(revision: int, link: Link) -> ImpulseResponse:
    """Local projection of a link; never changed by a page."""
    return depth.response(analysis(revision), link)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def ceiling(revision: int, link: Link) -> depth.Ceiling:
    """What the surveys' own error lets a link show."""
    return depth.ceiling(analysis(revision), link)


@st.cache_resource(max_entries=ANSWERS, show_spinner=False)
def opinions(revision: int, link: Link) -> list[dict[str, Any]]:
    """What other methods say of a link; never changed by a page."""
    return depth.opinions(analysis(revision), link)


@st.cache_resource(max_entries=ANSWERS, show_spinner=labels.COMPUTING)
def trial(revision: int, link: Link, options: depth.Trial) -> PanelLagResult:
    """A link with settings of one's own; never changed by a page."""
    return depth.trial(analysis(revision), link, options)


def _without_progress(*key: object) -> tuple[object, ...]:
    """Key of an answer: the store and everything asked, but not who watches."""
    return (address(), *key[:-1])


@cached(LRUCache(ANSWERS), key=_without_progress, condition=Condition())
def choices(revision: int, link: Link, progress: Progress) -> pd.DataFrame:
    """A link otherwise computed; never changed by a page."""
    return depth.choices(analysis(revision), link, progress)


@cached(LRUCache(ANALYSES), key=_without_progress, condition=Condition())
def record(revision: int, progress: Progress) -> TrackRecord:
    """The forecasts and how they turned out; never changed by a page."""
    return book().track_record(revision, progress=progress)
