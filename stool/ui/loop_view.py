"""The parts of the Loop page."""

import streamlit as st

from stool import charts
from stool.lag import LagResult, PanelLagResult
from stool.reading import Analysis
from stool.text import evidence, figures, labels
from stool.ui import panels, state, tables

Link = tuple[str, str]


def overview(analysis: Analysis) -> None:
    """The loop and what it rests on."""
    picture, table = st.columns([2, 3])
    with picture, panels.card(labels.LOOP, labels.LOOP_SUB):
        panels.figure(
            charts.loop(analysis.links, mode=state.mode()),
            figures.caption_loop(analysis.links),
            tables.links(analysis.links),
            "loop",
        )
    with table, panels.card(labels.EVIDENCE_SCALE):
        st.table(evidence.scale_rows())


def words(analysis: Analysis) -> None:
    """Each link in words, with what it was tested on."""
    with panels.card(labels.IN_WORDS, labels.ASSOCIATION):
        for (leader, follower), link in analysis.links.items():
            st.markdown(
                f"**{labels.arrow(leader, follower)}: {link.evidence.word}.** "
                f"{labels.plain(evidence.sentence(link))}"
            )
            st.caption(labels.plain(evidence.basis(link)))


def pick(analysis: Analysis) -> Link | None:
    """Which link is shown in detail."""
    known = {labels.key(*link): link for link in analysis.links}
    if not known:
        st.info(labels.NO_LINKS)
        return None
    chosen = st.segmented_control(
        labels.LINK_CHOICE,
        list(known),
        format_func=lambda each: labels.arrow(*known[each]),
        default=next(iter(known)),
        required=True,
        key=state.LINK,
        bind="query-params",
        label_visibility="collapsed",
    )
    return known[str(chosen)]


def detail(analysis: Analysis, link: Link) -> None:
    """Every lag in both directions, and within against between units."""
    forward = analysis.links[link]
    backward = analysis.reverse.get((link[1], link[0]))
    left, right = st.columns(2)
    with left, panels.card(labels.arrow(*link), labels.DECLARED):
        _lags(forward, "forward")
    with right, panels.card(labels.arrow(link[1], link[0]), labels.EXPLORATORY):
        if backward is not None:
            _lags(backward, "backward")
    if isinstance(forward, PanelLagResult):
        with panels.card(labels.WITHIN_BETWEEN, labels.WITHIN_BETWEEN_SUB):
            panels.figure(
                charts.within_between(forward, mode=state.mode()),
                figures.caption_within_between(forward),
                tables.within_between(forward),
                "within_between",
            )
    with panels.card(labels.DOUBTS):
        for caution in evidence.cautions(forward, backward):
            st.markdown(f"- {labels.plain(caution)}")


def _lags(result: LagResult, key: str) -> None:
    panels.figure(
        charts.lollipop(result, mode=state.mode()),
        figures.caption_lollipop(result),
        result.table,
        f"lags_{key}",
    )
