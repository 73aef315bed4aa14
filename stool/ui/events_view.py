"""Events on the Data page: what happened, and where a question changed."""

from typing import Any

import pandas as pd
import streamlit as st

from stool.errors import StoolError
from stool.events import Event
from stool.period import shift, span
from stool.reading import Analysis
from stool.schema import COMPANY, LEGS
from stool.text import events as words
from stool.text import labels
from stool.ui import cache, panels, state

AHEAD = 4  # quarters after the last one that an event may be noted of
EVERY = "all"  # legs, in the table; an empty cell would read as none
COLUMNS = [words.QUARTER, words.EVENT, words.UNIT, words.LEG, words.BREAK]


def events() -> None:
    """Edit what happened; saved all at once."""
    analysis = cache.analysis(cache.book().store.latest())
    if analysis.legs.empty:
        return
    noted = cache.book().events()
    with (
        panels.card(words.TITLE, words.SUBTITLE, terms=("change of wording or scale",)),
        st.form("events", border=False),
    ):
        edited = st.data_editor(
            _table(noted),
            num_rows="dynamic",
            hide_index=True,
            key=f"events_{analysis.revision}",
            alt=words.TITLE,
            column_config=_columns(analysis, noted),
        )
        st.caption(words.HELP)
        if st.form_submit_button(words.SAVE):
            _save(edited, noted)


def quarters_to_choose(analysis: Analysis, noted: list[str]) -> list[str]:
    """Quarters with data, some after them, and those that are noted already; newest first."""
    ends = [analysis.quarters[0], shift(analysis.quarters[-1], AHEAD)]
    return sorted({*span(ends), *noted}, reverse=True)


def nodes_to_choose(analysis: Analysis, noted: list[str]) -> list[str]:
    """The company, regions and units, and those that are noted already."""
    return list(dict.fromkeys([COMPANY, *analysis.nodes["node"], *noted]))


def _columns(analysis: Analysis, noted: tuple[Event, ...]) -> dict[str, Any]:
    quarters = quarters_to_choose(analysis, [event.quarter for event in noted])
    nodes = nodes_to_choose(analysis, [event.unit for event in noted])
    kinds = st.column_config
    return {
        words.QUARTER: kinds.SelectboxColumn(options=quarters),
        words.EVENT: kinds.TextColumn(width="large"),
        words.UNIT: kinds.SelectboxColumn(options=nodes, format_func=_node, default=COMPANY),
        words.LEG: kinds.SelectboxColumn(options=[EVERY, *LEGS], format_func=_leg, default=EVERY),
        words.BREAK: kinds.CheckboxColumn(default=False, help=words.BREAK_HELP),
    }


def _node(name: object) -> str:
    return labels.node(str(name))


def _leg(name: object) -> str:
    return words.ALL_LEGS if name == EVERY else labels.series(str(name))


def _table(noted: tuple[Event, ...]) -> pd.DataFrame:
    rows = [
        (each.quarter, each.label, each.unit, each.leg or EVERY, each.is_break) for each in noted
    ]
    types = dict.fromkeys(COLUMNS, "str") | {words.BREAK: "bool"}
    return pd.DataFrame(rows, columns=COLUMNS).astype(types)


def _save(edited: pd.DataFrame, noted: tuple[Event, ...]) -> None:
    try:
        rows = edited.astype(object).where(edited.notna(), "").to_dict("records")
        kept = [
            Event(
                str(row[words.QUARTER]),
                " ".join(str(row[words.EVENT]).split()),
                str(row[words.UNIT]),
                "" if row[words.LEG] == EVERY else str(row[words.LEG]),
                is_break=bool(row[words.BREAK]),
            )
            for row in rows
            if row[words.QUARTER] or str(row[words.EVENT]).strip()
        ]
        change = cache.book().note_events(kept, instead_of=noted, who=state.user())
    except StoolError as error:
        st.error(labels.plain(str(error)), icon=":material/block:")
        return
    state.tell(words.saved(len(kept), change))
    st.rerun()
