"""The parts of the Legs page."""

from typing import Literal

import pandas as pd
import streamlit as st

from stool import charts
from stool.events import breaks_of
from stool.measure import leg_control, moves
from stool.period import shift, span
from stool.reading import EVERYBODY, Analysis, Reading, Segment, units_under
from stool.schema import LEGS, PROFIT
from stool.text import events as event_words
from stool.text import figures, labels, numbers
from stool.text import league as words_of_units
from stool.text import money as money_words
from stool.text import pictures as words_of_pictures
from stool.text import tiles as words
from stool.text import view as words_of_view
from stool.text.hidden import in_words
from stool.ui import cache, choice, panels, state, tables

TREND = {"score": "trend", "raw": "raw"}  # names of the two on the page
OF_SCORE = ("leg score", "95 % interval", "change beyond noise", "provisional target")
OF_RAW = ("raw figure", "ESAT and CSAT", "profit leg", "95 % interval")
LEAST_SLOPES = 2  # units, below which the trend says it all


def pick(analysis: Analysis) -> str:
    """Which leg is on screen."""
    known = [leg for leg in LEGS if leg in set(analysis.legs["leg"])]
    return choice.pick(
        labels.LEG_CHOICE, known, labels.LEG.__getitem__, key=state.LEG, default=known[0]
    )


def is_split(leg: str, revision: int, segment: Segment) -> bool:
    """Whether the leg has that segment; said in words if it has not."""
    legs = cache.segments_of(revision).get(segment, LEGS)  # everybody is in every leg
    if leg not in legs:
        st.info(labels.plain(words_of_view.without_segment(leg, segment, legs)))
    return leg in legs


def now(reading: Reading, leg: str) -> None:
    """The leg of this quarter in one line."""
    found = reading.legs.get(leg)
    if found is None:
        missing = (
            words.not_loaded(leg, reading.quarter)
            if reading.segment == EVERYBODY
            else words_of_view.nobody(reading.name, reading.segment, reading.quarter)
        )
        st.markdown(labels.plain(missing))
        return
    name = words_of_view.of(reading.name, reading.segment)
    st.markdown(labels.plain(words.in_line(name, found)))


def shares(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Favourable, top box and NPS of the leg's questions that have them, with intervals."""
    minimum = analysis.published.minimum(leg)
    for found in cache.headline_items(*reading.view, leg).to_dict("records"):
        said = words.measures(found, minimum)
        if said:
            st.caption(labels.plain(said))


def trend(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Score and raw figure over the quarters, with what happened meanwhile."""
    rows = analysis.legs[(analysis.legs["node"] == reading.node) & (analysis.legs["leg"] == leg)]
    if rows.empty:
        return
    score, raw = st.columns(2)
    with score, panels.card(labels.TREND_SCORE, terms=OF_SCORE):
        _trend(analysis, reading, rows, "score")
    with raw, panels.card(labels.TREND_RAW, terms=OF_RAW):
        _trend(analysis, reading, rows, "raw")


def _trend(
    analysis: Analysis, reading: Reading, rows: pd.DataFrame, figure: Literal["score", "raw"]
) -> None:
    leg, quarter = str(rows["leg"].iloc[0]), reading.quarter
    minimum = analysis.published.minimum(leg)
    events = analysis.events_of(reading.node, leg)
    marks, breaks = event_words.marks(events), breaks_of(events)

    def make() -> panels.Panel:
        return (
            charts.trend(
                rows,
                figure=figure,
                quarter=quarter,
                minimum=minimum,
                events=marks,
                breaks=breaks,
                mode=state.mode(),
            ),
            words_of_pictures.caption_trend(
                rows, figure=figure, quarter=quarter, minimum=minimum, events=marks, breaks=breaks
            ),
            tables.legs(rows.assign(node=reading.name), analysis.published.minimum),
        )

    panels.figure(make, f"{TREND[figure]}_{leg}", of=reading.view)


def league(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Every unit of the node: its own score and the pooled one, answers and change."""
    ranked = cache.league(*reading.view, leg)
    if ranked.empty:
        return
    minimum = analysis.published.minimum(leg)
    with panels.card(
        labels.LEAGUE,
        labels.LEAGUE_SUB,
        terms=(
            *("leg score", "pooled score", "changes among many units", "response rate"),
            "other small teams",
        ),
    ):
        st.caption(labels.plain(words_of_units.caption_league(ranked, minimum)))
        rest = cache.rest(*reading.view, leg)
        table = tables.league(ranked, rest, minimum)
        percent = st.column_config.NumberColumn(format="%d%%")
        shares = dict.fromkeys(
            (
                *(labels.FIELD[name] for name in ("response_rate", "response_rate_high")),
                words_of_units.OWN,
            ),
            percent,
        )
        panels.sheet(table, labels.LEAGUE, shares)
        panels.download(table, f"units_{leg}.csv", f"league_{leg}_csv")


def slopes(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Every unit from the quarter before to this one, and from a year ago."""
    legs = analysis.legs
    rows = units_under(legs[legs["leg"] == leg], reading.node)
    there = set(rows["quarter"])
    choices = [back for back in words_of_pictures.BACK if shift(reading.quarter, -back) in there]
    if rows["node"].nunique() < LEAST_SLOPES or not choices:
        return
    with panels.card(
        words_of_pictures.SLOPES,
        words_of_pictures.SLOPES_SUB,
        terms=("changes among many units", "leg score"),
    ):
        back = choice.pick(
            words_of_pictures.SINCE,
            choices,
            words_of_pictures.BACK.__getitem__,
            key=state.SINCE,
            default=choices[0],
        )
        since = shift(reading.quarter, -back)
        panels.figure(
            lambda: (
                charts.slope(rows, since, reading.quarter, mode=state.mode()),
                words_of_pictures.caption_slope(rows, since, reading.quarter),
                moves(rows, since, reading.quarter).rename(columns=words_of_pictures.MOVES),
            ),
            f"slope_{leg}_{since}",
            of=reading.view,
        )


def control(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Whether the quarters of the leg stay within its own limits."""
    legs = analysis.legs
    rows = legs[(legs["node"] == reading.node) & (legs["leg"] == leg)]
    rows = rows[rows["quarter"] <= reading.quarter]
    if rows.empty:
        return
    with panels.card(
        words_of_pictures.CONTROL, words_of_pictures.CONTROL_SUB, terms=("own limits",)
    ):

        def make() -> panels.Panel:
            found = leg_control(rows)
            breaks = breaks_of(analysis.events_of(reading.node, leg))
            past = words_of_pictures.known_breaks(breaks, span(rows["quarter"]))
            drawn = charts.control(found, leg, mode=state.mode())
            return (
                drawn,
                words_of_pictures.caption_control(found, leg, breaks=past),
                found.table.rename(columns=words_of_pictures.LIMITS),
            )

        panels.figure(make, f"control_{leg}", of=reading.view)


def segments(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Gaps between all segments of the leg's headline figure, whichever is chosen."""
    if leg == PROFIT:
        return
    found = cache.segments(reading.revision, reading.quarter, reading.node, leg)
    with panels.card(words_of_units.SEGMENTS, words_of_units.SEGMENTS_SUB, terms=("segment gap",)):
        if found.empty:
            st.markdown(words_of_units.NO_SEGMENTS)
            return
        minimum = analysis.published.minimum(leg)
        st.caption(labels.plain(words_of_units.caption_segments(found, minimum)))
        table = tables.segments(found, minimum)
        panels.sheet(table, words_of_units.SEGMENTS)
        panels.download(table, f"segments_{leg}.csv", f"segments_{leg}_csv")


def money(reading: Reading, leg: str) -> None:
    """Margin and its kin against their targets, on the tab of profit."""
    if leg != PROFIT:
        return
    found = cache.money(reading.revision, reading.quarter, reading.node)
    with panels.card(
        money_words.TITLE,
        money_words.SUB,
        terms=("profit leg", "customers kept and repeat share", "provisional target"),
    ):
        st.caption(labels.plain(money_words.caption(found)))
        table = found.assign(figure=found["figure"].map(labels.metric)).round(1)
        table = table.rename(columns=money_words.HEADINGS)
        panels.sheet(table, money_words.TITLE)
        panels.download(table, "money.csv", "money_csv")


def items(analysis: Analysis, reading: Reading, leg: str) -> None:
    """Units by items, with the number printed in every cell."""
    found = cache.items(*reading.view, leg)
    if found.empty:
        return
    minimum = analysis.published.minimum(leg)
    names = {metric: labels.metric(metric) for metric in found["metric"].unique()}
    with panels.card(
        labels.ITEMS, labels.ITEMS_SUB, terms=("raw figure", "favourable and top box", "minimum n")
    ):

        def make() -> panels.Panel:
            means = zip(found["scale"], found["mean"], strict=True)
            named = found.assign(parent=found["parent"].map(analysis.named))
            shown = found.assign(shown=[numbers.item(scale, mean) for scale, mean in means])
            return (
                charts.heat_map(shown, names, minimum=minimum, mode=state.mode()),
                figures.caption_heat(shown, names, minimum=minimum),
                in_words(named, analysis.published.minimum).drop(
                    columns=["better", "depth", "dimension", "level", "position"]
                ),
            )

        panels.figure(make, f"items_{leg}", of=reading.view)
