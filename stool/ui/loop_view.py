"""The parts of the Loop page."""

import streamlit as st

from stool import charts
from stool.lag import loop_gain
from stool.reading import Analysis
from stool.text import evidence, figures, labels
from stool.ui import choice, panels, state, tables

Link = tuple[str, str]


def overview(analysis: Analysis) -> None:
    """The loop and what it rests on."""
    picture, table = st.columns([2, 3])
    with (
        picture,
        panels.card(
            labels.LOOP,
            labels.LOOP_SUB,
            terms=("link", "slope of a link", "lag set", "evidence word"),
        ),
    ):
        panels.figure(
            lambda: (
                charts.loop(analysis.links, mode=state.mode()),
                figures.caption_loop(analysis.links),
                tables.links(analysis.links),
            ),
            "loop",
        )
    with (
        table,
        panels.card(labels.EVIDENCE_SCALE, terms=("evidence word", "what a link must survive")),
    ):
        st.table(evidence.scale_rows())


def words(analysis: Analysis) -> None:
    """Each link in words, with what it was tested on."""
    with panels.card(
        labels.IN_WORDS,
        labels.ASSOCIATION,
        terms=(
            "link",
            "smallest correlation that would show",
            "p over the lags tried",
            "loop gain",
        ),
    ):
        for (leader, follower), link in analysis.links.items():
            st.markdown(
                f"**{labels.arrow(leader, follower)}: {labels.EVIDENCE[link.evidence]}.** "
                f"{labels.plain(evidence.sentence(link))}"
            )
            st.caption(labels.plain(evidence.basis(link)))
        if analysis.links:
            st.markdown(
                f"**{labels.LOOP_GAIN}.** {labels.plain(evidence.gain(loop_gain(analysis.links)))}"
            )


def pick(analysis: Analysis) -> Link | None:
    """Which link is shown in detail."""
    known = {labels.key(*link): link for link in analysis.links}
    if not known:
        st.info(labels.NO_LINKS)
        return None
    chosen = choice.pick(
        labels.LINK_CHOICE,
        list(known),
        lambda each: labels.arrow(*known[each]),
        key=state.LINK,
        default=next(iter(known)),
    )
    return known[chosen]
