"""What is computed once and shared: the book, one analysis a revision, one answer a link.

Keys are revision numbers, never frames: Streamlit hashes only a sample of a large frame. Beside it
stands the part of the company that whoever asks may see: an answer is made of what is kept for that
part alone, and what is of the whole company is private to this module where somebody sees a part.

What tells how far it is while it works is kept by cachetools, since Streamlit's own caches must not
draw; one session computes, those that want the same wait for it, and no other waits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import update_wrapper
from threading import Condition
from typing import Any, Concatenate, Generic, Literal, ParamSpec, TypeVar

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached

from stool import plan
from stool import reading as readings
from stool.book import Book
from stool.drivers import Drivers, Groups
from stool.errors import StoolError, WholeCompanyError
from stool.lag import ImpulseResponse, LagResult, PanelLagResult
from stool.plan import Driven, WhatIf
from stool.reading import EVERYBODY, Acted, Analysis, Effect, Fund, Reading, Segment, depth
from stool.reading.coverage import Coverage
from stool.reading.record import TrackRecord
from stool.sample import is_sample
from stool.schema import COMPANY
from stool.service import MEASURES, Cells, Measure
from stool.text import labels
from stool.ui import access, server
from stool.voice import Voice
from stool.voice.rows import COMMENT

ANALYSES = 8  # revisions kept in memory
ANSWERS = 128
NARROWED = 32  # segments kept in memory
YEARS = 6  # of pair cells kept in memory, some 50 MB each

Link = tuple[str, str]
Progress = Callable[[int, int], None]
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """A revision as those see it who may see a part of the company.

    Attributes
    ----------
    revision : int
    part : str
        As of `access.part`.
    """

    revision: int
    part: str


class Answer(Generic[P, T]):
    """What is told of a revision, made and kept for every part of the company by itself.

    Called with a revision, it answers for the part that whoever looks may see. Answers made of
    others ask `of` for theirs, so that all are of one part even where somebody's part changes
    meanwhile.

    Parameters
    ----------
    of : callable
        Makes or finds the answer for a `Seen`, and whatever else is asked.
    """

    def __init__(self, of: Callable[Concatenate[Seen, P], T]) -> None:
        self.of = of
        update_wrapper(self, of)

    def __call__(self, revision: int, *asked: P.args, **named: P.kwargs) -> T:
        """The answer for whoever looks."""
        return self.of(Seen(revision, access.part()), *asked, **named)


def kept(
    most: int, *, telling: str | Literal[False] = False
) -> Callable[[Callable[Concatenate[Seen, P], T]], Answer[P, T]]:
    """Keep so many answers.

    Parameters
    ----------
    most : int
    telling : str or False
        What stands on screen meanwhile.
    """

    def keeping(make: Callable[Concatenate[Seen, P], T]) -> Answer[P, T]:
        return Answer(st.cache_resource(max_entries=most, show_spinner=telling)(make))

    return keeping


def _without_progress(*key: object) -> tuple[object, ...]:
    """Key of an answer: the store and everything asked, but not who watches."""
    return (address(), *key[:-1])


def kept_telling(
    most: int,
) -> Callable[[Callable[Concatenate[Seen, P], T]], Answer[P, T]]:
    """Keep so many answers that tell how far they are while they are made."""

    def keeping(make: Callable[Concatenate[Seen, P], T]) -> Answer[P, T]:
        return Answer(cached(LRUCache(most), key=_without_progress, condition=Condition())(make))

    return keeping


def book() -> Book:
    """The one book of this server, for whoever may see the whole company.

    Raises
    ------
    WholeCompanyError
        Whoever looks may see a part.
    """
    if not access.sees_everything():
        raise WholeCompanyError(access.part())
    return server.book()


def latest() -> int:
    """The newest revision there is, as far as is known; see `server.latest`."""
    return server.latest()


def address() -> str:
    """Where the book is."""
    return server.settings().store


@st.cache_resource(max_entries=ANALYSES, show_spinner=labels.COMPUTING)
def _whole(revision: int) -> Analysis:
    """Everything that revision says of the whole company."""
    return server.book().analysis(revision)


@kept(ANALYSES, telling=labels.COMPUTING)
def analysis(seen: Seen) -> Analysis:
    """Everything that revision says; never changed by a page."""
    return readings.part_of(_whole(seen.revision), seen.part)


@st.cache_resource(max_entries=ANALYSES, show_spinner=False)
def versions(newest: int) -> tuple[int, ...]:  # noqa: ARG001 - the key of the cache
    """Revisions of the data, newest first, as long as that revision is the newest."""
    return tuple(server.book().store.versions())


@kept(ANALYSES)
def segments_of(seen: Seen) -> dict[Segment, tuple[str, ...]]:
    """Every segment of that revision with the legs that have it; never changed by a page."""
    return readings.segments_of(analysis.of(seen))


@kept(NARROWED)
def narrowed(seen: Seen, segment: Segment) -> Analysis:
    """That revision with one segment in everybody's place; never changed by a page."""
    whole = analysis.of(seen)
    return whole if segment == EVERYBODY else readings.narrowed(whole, segment)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame of every page says of a revision.

    Attributes
    ----------
    quarters : tuple of str
        The newest first; none while nothing is loaded.
    depths : Mapping of node to depth
        The company first; a unit that stands in its place not a second time.
    has_sample : bool
        Whether any of its files is the sample's.
    root : str
        What the company is called.
    """

    quarters: tuple[str, ...]
    depths: Mapping[str, str]
    has_sample: bool
    root: str


@kept(ANALYSES)
def frame(seen: Seen) -> Frame:
    """What can be chosen in that revision; never changed by a page."""
    found = analysis.of(seen)
    nodes = found.nodes
    nodes = nodes[(nodes["node"] != found.root) | (found.root == COMPANY)]
    return Frame(
        tuple(found.quarters[::-1]) if len(found.legs) else (),
        dict(zip(nodes["node"], nodes["depth"], strict=True)),
        is_sample(found.batches["sha256"]),
        found.root,
    )


@st.cache_resource(max_entries=ANALYSES, show_spinner=False)
def _whole_voice(revision: int, newest: int) -> Voice:  # noqa: ARG001 - the key of the cache
    """What people wrote in the whole company."""
    return server.book().voice(revision)


@kept(ANALYSES)
def voice(seen: Seen, newest: int) -> Voice:
    """What people wrote, as of that revision, less what is erased or masked in the newest."""
    return readings.voice_of(_whole_voice(seen.revision, newest), _whole(seen.revision), seen.part)


@kept(ANSWERS)
def topics(seen: Seen, newest: int, leg: str, node: str) -> pd.DataFrame:
    """Comments by topic and quarter; never changed by a page."""
    return voice.of(seen, newest).counts(leg, node, COMMENT)


@kept(ANSWERS)
def themes(seen: Seen, newest: int, leg: str, quarter: str, node: str) -> pd.DataFrame:
    """Groups of the comments that no topic names; never changed by a page."""
    return voice.of(seen, newest).themes(leg, quarter, node, COMMENT)


@kept(ANSWERS)
def low_scorers(seen: Seen, newest: int, leg: str, quarter: str, node: str) -> pd.DataFrame:
    """What low scorers mention; never changed by a page."""
    return voice.of(seen, newest).by_score(leg, quarter, node)


@kept(ANSWERS)
def funnel(seen: Seen, newest: int, leg: str, quarter: str, node: str) -> pd.DataFrame:
    """How far suggestions have come; never changed by a page."""
    return voice.of(seen, newest).funnel(leg, quarter, node)


@kept(ANALYSES)
def service_cells(seen: Seen) -> Cells:
    """What measures of that revision are read from; never changed by a page."""
    return server.book().service_cells(seen.revision, seen.part)


@kept(ANSWERS, telling=labels.COMPUTING)
def service(
    seen: Seen, newest: int, quarter: str, node: str, concepts: tuple[str, ...]
) -> dict[str, Measure]:
    """What those concepts amount to in a node; never changed by a page."""
    pairs = _pairs.of(seen, readings.paired_quarters(quarter))
    found = analysis.of(seen), service_cells.of(seen), pairs
    said = voice.of(seen, newest)
    return readings.service(*found, quarter, node, concepts=concepts, voice=said)


@kept(ANALYSES)
def coverage(seen: Seen) -> Coverage:
    """Which concepts that revision measures; never changed by a page."""
    return server.book().coverage(seen.revision, part=seen.part)


@kept(ANALYSES, telling=labels.COMPUTING)
def valued(seen: Seen, newest: int) -> Coverage:
    """The same with the figure of every concept; never changed by a page."""
    found = analysis.of(seen)
    if found.legs.empty:
        return coverage.of(seen)
    last = found.quarters[-1]
    measures = service.of(seen, newest, last, COMPANY, tuple(MEASURES))
    pairs = _pairs.of(seen, readings.paired_quarters(last))
    return coverage.of(seen).valued(readings.figures(found, measures, pairs, last))


@kept(256)
def reading(seen: Seen, quarter: str | None, node: str, segment: Segment = EVERYBODY) -> Reading:
    """The stool of a node in a quarter at a revision; never changed by a page."""
    found = readings.read(analysis.of(seen), quarter, node)
    if segment == EVERYBODY:
        return found
    return readings.read_segment(found, narrowed.of(seen, segment), segment)


@kept(ANSWERS)
def outlook(seen: Seen, node: str) -> pd.DataFrame:
    """What that revision projects for a node; never changed by a page."""
    return readings.outlook(analysis.of(seen), node)


@kept(ANSWERS)
def tilts(seen: Seen, quarter: str, node: str, segment: Segment = EVERYBODY) -> pd.DataFrame:
    """Tilts of a node up to a quarter; never changed by a page."""
    found = narrowed.of(seen, segment).tilts
    return found[(found["node"] == node) & (found["quarter"] <= quarter)]


@kept(ANSWERS)
def league(seen: Seen, quarter: str, node: str, segment: Segment, leg: str) -> pd.DataFrame:
    """Units of a node side by side; never changed by a page."""
    return readings.league(narrowed.of(seen, segment), quarter, node, leg)


@kept(ANSWERS)
def rest(seen: Seen, quarter: str, node: str, segment: Segment, leg: str) -> pd.DataFrame:
    """Hidden units of a node taken together; never changed by a page."""
    return readings.rest(narrowed.of(seen, segment), quarter, node, leg)


@kept(ANSWERS)
def segments(seen: Seen, quarter: str, node: str, leg: str) -> pd.DataFrame:
    """Segments of a leg against each other; never changed by a page."""
    return readings.segments(analysis.of(seen), quarter, node, leg)


@kept(ANSWERS)
def items(seen: Seen, quarter: str, node: str, segment: Segment, leg: str) -> pd.DataFrame:
    """Questions of a leg in the units of a node; never changed by a page."""
    return readings.items(narrowed.of(seen, segment), quarter, node, leg)


@kept(ANSWERS)
def headline_items(seen: Seen, quarter: str, node: str, segment: Segment, leg: str) -> pd.DataFrame:
    """Questions behind a leg's score in a node; never changed by a page."""
    return readings.headline_items(narrowed.of(seen, segment), quarter, node, leg)


@kept(ANSWERS)
def money(seen: Seen, quarter: str, node: str) -> pd.DataFrame:
    """Money and customers kept against their targets; never changed by a page."""
    return readings.money(analysis.of(seen), quarter, node)


@kept(ANSWERS)
def effect(seen: Seen, after: int) -> Effect:
    """What the numbers of two revisions differ in; never changed by a page."""
    before = analysis.of(seen) if seen.revision else None
    return readings.effect(before, analysis.of(replace(seen, revision=after)))


@kept(ANSWERS)
def what_if(seen: Seen, leg: str, points: float) -> WhatIf:
    """What tends to follow a change of a leg; never changed by a page."""
    found = analysis.of(seen)
    return plan.what_if(found.links, found.legs, leg, points)


@st.cache_resource(max_entries=YEARS, show_spinner=labels.COMPUTING)
def _whole_pairs(revision: int, quarters: tuple[str, ...]) -> pd.DataFrame:
    """Pair cells of some quarters of that revision; never shown to anybody."""
    return server.book().pairs(revision, quarters=quarters)


@kept(YEARS, telling=labels.COMPUTING)
def _pairs(seen: Seen, quarters: tuple[str, ...]) -> pd.DataFrame:
    """Those of a part; never shown to anybody."""
    pairs = _whole_pairs(seen.revision, quarters)
    return readings.pairs_of(pairs, _whole(seen.revision), seen.part)


def _last_year(seen: Seen, quarter: str | None, leg: str) -> pd.DataFrame:
    return _pairs.of(seen, readings.last_year(analysis.of(seen), leg, quarter))


@kept(ANSWERS, telling=labels.COMPUTING)
def drivers(
    seen: Seen, quarter: str | None, node: str, segment: Segment, leg: str
) -> Drivers | StoolError:
    """What goes with a leg's score, or why it cannot be told; never changed by a page."""
    pairs = _last_year(seen, quarter, leg)
    try:
        return readings.drivers_of(analysis.of(seen), pairs, leg, node=node, segment=segment)
    except StoolError as error:
        return error


@kept(ANSWERS, telling=labels.COMPUTING)
def driver_groups(
    seen: Seen, quarter: str | None, node: str, leg: str, dimension: str
) -> Groups | StoolError:
    """The same for every group of a dimension; never changed by a page."""
    pairs = _last_year(seen, quarter, leg)
    try:
        return readings.groups_of(analysis.of(seen), pairs, leg, dimension, node=node)
    except StoolError as error:
        return error


@kept(ANSWERS)
def driver_dimensions(seen: Seen, quarter: str | None, leg: str) -> list[str]:
    """What answers are split by; never changed by a page."""
    return readings.dimensions_of(_last_year(seen, quarter, leg), leg)


@kept(ANALYSES, telling=labels.COMPUTING)
def leading(seen: Seen) -> dict[str, LagResult]:
    """Employee questions before the customers' score; never changed by a page."""
    return readings.leading(analysis.of(seen))


@kept(ANSWERS)
def worth(seen: Seen, quarter: str | None, node: str, segment: Segment, leg: str) -> Driven:
    """What the drivers may be worth, of drivers that can be told; never changed by a page."""
    found = drivers.of(seen, quarter, node, segment, leg)
    assert not isinstance(found, StoolError)
    return readings.worth(analysis.of(seen), found)


@kept(ANALYSES)
def acted(seen: Seen) -> Acted:
    """What became of the actions of that revision; never changed by a page."""
    return readings.acted(analysis.of(seen))


@kept(ANALYSES)
def fund(seen: Seen) -> Fund:
    """The reward fund at that revision; never changed by a page."""
    return readings.fund(analysis.of(seen))


@kept(ANSWERS)
def response(seen: Seen, link: Link) -> ImpulseResponse:
    """Local projection of a link; never changed by a page."""
    return depth.response(analysis.of(seen), link)


@kept(ANSWERS)
def ceiling(seen: Seen, link: Link) -> depth.Ceiling:
    """What the surveys' own error lets a link show."""
    return depth.ceiling(analysis.of(seen), link)


@kept(ANSWERS)
def opinions(seen: Seen, link: Link) -> list[dict[str, Any]]:
    """What other methods say of a link; never changed by a page."""
    return depth.opinions(analysis.of(seen), link)


@kept(ANSWERS, telling=labels.COMPUTING)
def trial(seen: Seen, link: Link, options: depth.Trial) -> PanelLagResult:
    """A link with settings of one's own; never changed by a page."""
    return depth.trial(analysis.of(seen), link, options)


@kept_telling(ANSWERS)
def choices(seen: Seen, link: Link, progress: Progress) -> pd.DataFrame:
    """A link otherwise computed; never changed by a page."""
    return depth.choices(analysis.of(seen), link, progress)


@kept_telling(ANALYSES)
def record(seen: Seen, progress: Progress) -> TrackRecord:
    """The forecasts and how they turned out; never changed by a page."""
    return server.book().track_record(seen.revision, progress=progress, part=seen.part)
