"""Drivers: what goes with a leg's score, how sure its ranks are, where groups differ, and money."""

from dataclasses import dataclass

import streamlit as st

from stool import charts
from stool.errors import StoolError
from stool.reading import Segment
from stool.text import drivers as words
from stool.text import glossary, labels
from stool.ui import cache, choice, panels, state


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose drivers are on screen.

    Attributes
    ----------
    revision : int
    quarter : str or None
        Last of the four that enter; None for the newest.
    node : str
    segment : Segment
    leg : {"esat", "csat"}
    """

    revision: int
    quarter: str | None
    node: str
    segment: Segment
    leg: str

    @property
    def key(self) -> tuple[int, str | None, str, Segment, str]:
        """All that the drivers depend on."""
        return self.revision, self.quarter, self.node, self.segment, self.leg


def matrix(asked: Asked) -> None:
    """Importance against performance."""
    with panels.card(
        words.TITLE,
        words.SUBTITLE,
        terms=("importance of a question", "performance of a question", "tie to the score"),
    ):
        found = cache.drivers(*asked.key)
        if isinstance(found, StoolError):
            st.info(labels.plain(str(found)))
            return
        panels.figure(
            lambda: (
                charts.importance_performance(found, mode=state.mode()),
                words.matrix_caption(found),
                words.table(found),
            ),
            "drivers_matrix",
            of=asked.key,
        )
        st.caption(labels.plain(words.ASSUMED))


def ranks(asked: Asked) -> None:
    """Shares with their intervals, and the ranks they could have; nothing where none is told."""
    found = cache.drivers(*asked.key)
    if isinstance(found, StoolError):
        return
    with panels.card(
        words.RANKS, words.RANKS_SUB, terms=("rank of a question", "importance of a question")
    ):
        panels.figure(
            lambda: (
                charts.importance_ranks(found, mode=state.mode()),
                words.ranks_caption(found),
                words.table(found),
            ),
            "drivers_ranks",
            of=asked.key,
        )


def groups(asked: Asked) -> None:
    """The same by group, with a warning where groups want different things."""
    view = (asked.revision, asked.quarter)
    splits = cache.driver_dimensions(*view, asked.leg)
    if not splits:
        return
    with panels.card(
        words.GROUPS, words.GROUPS_SUB, terms=("groups that differ", "r, correlation")
    ):
        by = choice.pick(
            words.DIMENSION_PICK, splits, words.dimension, key=state.GROUPS, default=splits[0]
        )
        found = cache.driver_groups(*view, asked.node, asked.leg, by)
        if isinstance(found, StoolError):
            st.info(labels.plain(str(found)))
            return
        differ = words.warning(found)
        if differ:
            st.warning(labels.plain(differ), icon=":material/call_split:")
        st.caption(labels.plain(words.groups_caption(found)))
        table = words.groups_table(found)
        tip = st.column_config.NumberColumn(help=glossary.tip("r, correlation"))
        columns = dict.fromkeys((words.r_of(group) for group in found.of), tip)
        panels.sheet(table.round(3), words.GROUPS, columns)
        panels.download(table, "driver_groups.csv", "driver_groups_csv")


def leading(revision: int) -> None:
    """Employee questions that come before the customers' score."""
    with panels.card(words.LEADING, words.LEADING_SUB, terms=("link", "evidence word", "lag set")):
        found = cache.leading(revision)
        st.caption(labels.plain(words.leading_caption(found)))
        if found:
            table = words.leading_table(found)
            panels.sheet(table.round(3), words.LEADING)
            panels.download(table, "leading_questions.csv", "leading_csv")


def worth(asked: Asked) -> None:
    """Money a point may be worth; nothing where no driver is told."""
    if isinstance(cache.drivers(*asked.key), StoolError):
        return
    with panels.card(words.WORTH, words.WORTH_SUB, terms=("worth of a question", "what if")):
        found = cache.worth(*asked.key)
        st.markdown(labels.plain(words.worth(found)))
        if found.is_told:
            panels.numbers_of(words.worth_table(found), "drivers_worth")
