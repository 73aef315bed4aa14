"""One link of the Loop page in depth: a section at a time, each worked out when it is opened."""

from collections.abc import Callable
from typing import TypeVar, get_args

import pandas as pd
import streamlit as st

from stool import charts
from stool.lag import LagResult, PanelLagResult, grade_quarters
from stool.lag.within import Common
from stool.reading import Analysis, depth
from stool.reading.record import TrackRecord
from stool.text import depth as words
from stool.text import evidence, figures, labels, links, opinions
from stool.text import record as record_words
from stool.ui import access, cache, choice, needed_view, panels, state, tables

Link = tuple[str, str]
T = TypeVar("T")
COMMONS: tuple[Common, ...] = get_args(Common)
DRAWS = (199, 499, 999, 4999)
COMPUTED = ("units", "response", "checks", "methods", "choices")  # want a link that was tested


def sections(analysis: Analysis, link: Link) -> None:
    """Pick what to look at, and show that alone."""
    chosen = choice.pick(
        words.SECTION_CHOICE,
        list(words.SECTIONS),
        words.SECTIONS.__getitem__,
        key=state.SECTION,
        default="lags",
    )
    shown = SHOWN[chosen]
    if chosen in COMPUTED and analysis.links[link].best_lag is None:
        st.info(words.UNTESTED)
        return
    shown(analysis, link)


def lags(analysis: Analysis, link: Link) -> None:
    """Every lag in both directions, within against between units, and what to doubt."""
    forward = analysis.links[link]
    backward = analysis.reverse.get((link[1], link[0]))
    left, right = st.columns(2)
    with (
        left,
        panels.card(
            labels.arrow(*link), labels.DECLARED, terms=("p over the lags tried", "lag set", "link")
        ),
    ):
        _lollipop(forward, "forward")
    with (
        right,
        panels.card(
            labels.arrow(link[1], link[0]),
            labels.EXPLORATORY,
            terms=("p over the lags tried", "lag set"),
        ),
    ):
        if backward is not None:
            _lollipop(backward, "backward")
    if isinstance(forward, PanelLagResult) and forward.best_lag is not None:
        with panels.card(
            labels.WITHIN_BETWEEN, labels.WITHIN_BETWEEN_SUB, terms=("within and between units",)
        ):
            panels.figure(
                lambda: (
                    charts.within_between(forward, mode=state.mode()),
                    figures.caption_within_between(forward),
                    tables.within_between(forward),
                ),
                "within_between",
            )
    with panels.card(labels.DOUBTS, terms=("what a link must survive",)):
        for caution in evidence.cautions(forward, backward):
            st.markdown(f"- {labels.plain(caution)}")


def _lollipop(result: LagResult, key: str) -> None:
    panels.figure(
        lambda: (
            charts.lollipop(result, mode=state.mode()),
            figures.caption_lollipop(result),
            result.table,
        ),
        f"lags_{key}",
    )


def units(analysis: Analysis, link: Link) -> None:
    """Forest of the units."""
    result = analysis.links[link]
    if not isinstance(result, PanelLagResult):
        st.info(words.ONE_UNIT)
        return
    pooled = (result.best_r, result.low, result.high)
    with panels.card(words.FOREST, words.FOREST_SUB, terms=("unit by unit", "95 % interval")):
        panels.figure(
            lambda: (
                charts.forest(result.units, pooled, mode=state.mode()),
                links.caption_forest(result.units, pooled),
                result.units,
            ),
            "forest",
        )


def response(analysis: Analysis, link: Link) -> None:
    """Local projection."""
    found = cache.response(analysis.revision, link)
    with panels.card(words.RESPONSE, words.RESPONSE_SUB, terms=("response to a surprise",)):
        panels.figure(
            lambda: (
                charts.impulse(found, mode=state.mode()),
                links.caption_impulse(found),
                found.table,
            ),
            "response",
        )
        for warning in found.warnings:
            st.markdown(f"- {labels.plain(evidence.CAUTION[warning])}")


def checks(analysis: Analysis, link: Link) -> None:
    """What is left of each leg's past, which quarters carry the link, what could be seen."""
    result = analysis.links[link]
    left, right = st.columns(2)
    with left, panels.card(words.RESIDUALS, terms=("left of the own past",)):
        panels.figure(
            lambda: (
                charts.residuals(result.residuals, mode=state.mode()),
                links.caption_residuals(result.residuals),
                result.residuals,
            ),
            "residuals",
        )
    with (
        right,
        panels.card(words.INFLUENCE, words.INFLUENCE_SUB, terms=("what a link must survive",)),
    ):
        if result.without_quarter.empty:
            st.markdown(words.NO_INFLUENCE)
        else:
            shown = tables.influence(result)
            percent = st.column_config.NumberColumn(format="percent")
            config = {words.INFLUENCE_HEADINGS["lost"]: percent}
            panels.sheet(shown, words.INFLUENCE, config)
            panels.download(shown, "influence.csv", "influence_csv")
    limits = cache.ceiling(analysis.revision, link)
    with panels.card(words.CEILING, terms=("reliability and the highest r",)):
        st.markdown(
            labels.plain(
                links.r_max_sentence(
                    limits.r_max, limits.reliability_x, limits.reliability_y, *link
                )
            )
        )


def methods(analysis: Analysis, link: Link) -> None:
    """Second opinions."""
    with panels.card(
        words.METHODS,
        words.METHODS_SUB,
        terms=("Granger and Dumitrescu-Hurlin tests", "response to a surprise"),
    ):
        rows = opinions.opinion_rows(cache.opinions(analysis.revision, link))
        if state.on_phone():  # five columns do not fit
            for row in rows:
                st.markdown(f"- {labels.plain(opinions.opinion_line(row))}")
        else:
            st.table(pd.DataFrame(rows).map(labels.plain), hide_index=True)
        panels.download(pd.DataFrame(rows), "methods.csv", "methods_csv")


def choices(analysis: Analysis, link: Link) -> None:
    """The link otherwise computed; and settings of one's own."""
    with panels.card(
        words.CHOICES, words.CHOICES_SUB, terms=("otherwise computed", "p over the lags tried")
    ):
        found = _with_progress(
            words.WORKING, lambda step: cache.choices(analysis.revision, link, step)
        )
        panels.figure(
            lambda: (
                charts.sensitivity(found, mode=state.mode()),
                links.caption_sensitivity(found),
                tables.choices(found),
            ),
            "choices",
        )
    if isinstance(analysis.links[link], PanelLagResult):
        with panels.card(
            words.TRIAL, words.TRIAL_SUB, terms=("otherwise computed", "p over the lags tried")
        ):
            _trial(analysis, link)


def _trial(analysis: Analysis, link: Link) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        longest = st.number_input(
            words.TRIAL_LAGS, 1, 12, 4, key=state.LAGS, bind="query-params", width=200
        )
        common = choice.select(
            words.TRIAL_COMMON,
            COMMONS,
            words.COMMON.__getitem__,
            key=state.COMMON,
            width=260,
        )
        draws = st.select_slider(
            words.TRIAL_DRAWS, DRAWS, 999, key=state.DRAWS, bind="query-params", width=200
        )
        seed = st.number_input(
            words.TRIAL_SEED, 0, 10**6, 0, key=state.SEED, bind="query-params", width=200
        )
        whiten = st.toggle(words.TRIAL_WHITEN, value=True, key=state.WHITEN, bind="query-params")
        standardise = st.toggle(words.TRIAL_STANDARDISE, key=state.STANDARDISE, bind="query-params")
        asked = st.toggle(words.TRY, key=state.TRIAL, bind="query-params")
    if asked:
        options = depth.Trial(int(longest), common, whiten, standardise, int(draws), int(seed))
        result = cache.trial(analysis.revision, link, options)
        st.markdown(labels.plain(words.tried(result)))
        _lollipop(result, "trial")


def record(analysis: Analysis, link: Link) -> None:
    """Forecasts as they were stored; and the past repeated."""
    track = _with_progress(words.FORECASTING, lambda step: cache.record(analysis.revision, step))
    with panels.card(
        words.RECORD, words.RECORD_SUB, terms=("skill of a forecast", "inside their interval")
    ):
        _record(track, link, record_words.STORED)
    with panels.card(
        words.BACKTEST, words.BACKTEST_SUB, terms=("skill of a forecast", "inside their interval")
    ):
        _record(track, link, record_words.BACKTEST)


def _record(track: TrackRecord, link: Link, kind: str) -> None:
    stored = kind == record_words.STORED
    made, graded = (
        (track.stored, track.graded) if stored else (track.backtest, track.backtest_graded)
    )
    made, graded = (
        frame[(frame["leader"] == link[0]) & (frame["follower"] == link[1])]
        for frame in (made, graded)
    )
    if made.empty:
        st.markdown(_no_forecast() if stored else words.NO_BACKTEST)
        return
    waiting = track.pending[track.pending["follower"] == link[1]]
    if stored:
        for quarter, rows in waiting.groupby("quarter"):
            said = words.pending(len(rows), labels.series(link[1]), labels.quarter(str(quarter)))
            st.markdown(labels.plain(said))
    graded_quarters = grade_quarters(made).assign(kind=kind)
    row = graded.iloc[0].to_dict() if len(graded) else None
    if graded_quarters.empty:
        st.caption(labels.plain(record_words.caption_record(row, kind=kind)))
        panels.numbers_of(made, f"record_{kind}")
        return
    panels.figure(
        lambda: (
            charts.record(graded_quarters, mode=state.mode()),
            record_words.caption_record(row, kind=kind),
            made,
        ),
        f"record_{kind}",
    )
    if row is not None:
        st.table(tables.grades(row), hide_index=True, hide_header=True)


def _no_forecast() -> str:
    return words.NO_FORECAST if access.sees_everything() else words.NO_FORECAST_OF_PART


def needed(analysis: Analysis, link: Link) -> None:
    """The smallest correlation that would show, for these data and for others."""
    result = analysis.links[link]
    needed_view.needed((max(result.n_units, 1), max(result.n_quarters, 1)))


def script(analysis: Analysis, link: Link) -> None:
    """The calls that reproduce this page."""
    with panels.card(words.SCRIPT, words.SCRIPT_SUB):
        st.code(
            words.script(cache.address(), analysis.revision, analysis.links[link], analysis.root),
            language="python",
        )


def _with_progress(text: str, work: Callable[[Callable[[int, int], None]], T]) -> T:
    """Run work that tells how far it is, with a bar that goes when it is done."""
    bar = st.empty()

    def step(done: int, of: int) -> None:
        bar.progress(done / max(of, 1), text)

    step(0, 1)
    found = work(step)
    bar.empty()
    return found


SHOWN: dict[str, Callable[[Analysis, Link], None]] = {
    "lags": lags,
    "units": units,
    "response": response,
    "checks": checks,
    "methods": methods,
    "choices": choices,
    "record": record,
    "needed": needed,
    "script": script,
}
