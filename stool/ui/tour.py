"""The tour of a first visit: one strip under the page, which it never covers or pushes down."""

import streamlit as st

from stool.text import labels
from stool.text import tour as words
from stool.ui import access, state


def strip() -> None:
    """Ask once who is there, then go through the steps; nothing where the tour is over."""
    role = state.tour_role()
    if role == state.TOUR_OVER:
        return
    with st.bottom.container(horizontal=True, vertical_alignment="center", gap="small", key="tour"):
        if role in words.STEPS:
            _step(role, state.tour_step())
        else:
            _ask()


def again() -> None:
    """The way back to the tour."""
    st.button(words.AGAIN, key="tour_again", icon=":material/tour:", on_click=state.restart_tour)


def _ask() -> None:
    st.markdown(f"**{words.ASK}**", width="content")
    for role, label in words.ROLES.items():
        st.button(label, key=f"tour_{role}", on_click=state.take_tour, args=(role, 0))
    _end(words.SKIP)


def _step(role: str, number: int) -> None:
    step = words.STEPS[role][number]
    st.markdown(
        f"**{words.NAME} {words.place(role, number)}.** {labels.plain(step.sentence)}",
        width="stretch",
    )
    if access.sees(step.page):
        query = state.address(step.page) | dict(step.query)
        st.page_link(f"pages/{step.page}.py", label=step.link, query_params=query)
    if number + 1 < len(words.STEPS[role]):
        st.button(words.NEXT, key="tour_next", on_click=state.take_tour, args=(role, number + 1))
        _end(words.END)
    else:
        _end(words.DONE)


def _end(label: str) -> None:
    st.button(label, key="tour_end", type="tertiary", on_click=state.end_tour)
