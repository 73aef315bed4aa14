"""Events on the Data page: what happened, and where a question changed."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from stool.events import Event
from stool.reading import Analysis
from stool.schema import COMPANY, LEGS
from stool.text import events as words
from stool.text import labels
from stool.text.noted import saved
from stool.ui import access, cache, notes, panels, state

EVERY = "all"  # legs, in the table; an empty cell would read as none
COLUMNS = [words.QUARTER, words.EVENT, words.UNIT, words.LEG, words.BREAK]


def events() -> None:
    """Edit what happened; saved all at once."""
    analysis = cache.analysis(state.newest())
    if analysis.legs.empty:
        return
    noted = cache.book().events()
    with panels.card(words.TITLE, words.SUBTITLE, terms=("change of wording or scale",)):
        notes.editor(
            _table(noted),
            columns=_columns(analysis, noted),
            key=f"events_{analysis.revision}",
            alt=words.TITLE,
            save=(words.SAVE, partial(_save, noted)),
            caption=words.HELP,
        )


def _columns(analysis: Analysis, noted: tuple[Event, ...]) -> dict[str, Any]:
    quarters = notes.quarters_to_choose(analysis, [event.quarter for event in noted])
    nodes = notes.nodes_to_choose(analysis, [event.unit for event in noted])
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


def _save(noted: tuple[Event, ...], rows: list[notes.Row]) -> str:
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
    change = cache.book().note_events(kept, instead_of=noted, who=access.acting("note_events"))
    return saved("event", len(kept), change)
