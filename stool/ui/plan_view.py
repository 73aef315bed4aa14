"""The parts of the Plan page."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from stool.plan import Action, Status, progress
from stool.plan.actions import MOST_LAG
from stool.reading import Analysis
from stool.schema import COMPANY, LEGS
from stool.text import actions as words
from stool.text import labels
from stool.ui import cache, notes, panels, state

FIELDS = {  # of an action, as columns of the editor
    "title": words.NAME,
    "owner": words.OWNER,
    "units": words.UNITS,
    "leg": words.LEG,
    "start": words.START,
    "lag": words.LAG,
    "status": words.STATUS,
    "said": words.YOU_SAID,
}
USUAL_LAG = 2  # quarters


def actions(analysis: Analysis) -> None:
    """Every action with its due quarter and what happened so far."""
    with panels.card(words.TITLE, words.SUBTITLE, terms=("due to show", "change beyond noise")):
        if not analysis.actions:
            st.markdown(labels.plain(words.NONE))
            return
        found = progress(analysis.actions, analysis.legs, analysis.quarters[-1])
        for action, so_far in zip(analysis.actions, found.to_dict("records"), strict=True):
            title, head = labels.plain(action.title), labels.plain(words.head(action))
            st.markdown(f"**{title}** · {head}  \n{labels.plain(words.sentence(action, so_far))}")
            if action.said:
                st.caption(labels.plain(f"{words.YOU_SAID}: {action.said}"))
        panels.download(words.table(analysis.actions, found), "actions.csv", "actions_csv")


def editor(analysis: Analysis) -> None:
    """Note actions and how far they have come; saved all at once."""
    noted = cache.book().actions()
    with panels.card(words.EDIT, words.EDIT_SUB, terms=("due to show",)):
        notes.editor(
            _table(noted),
            columns=_columns(analysis, noted),
            key=f"actions_{analysis.revision}",
            alt=words.EDIT,
            save=(words.SAVE, partial(_save, noted)),
        )


def _columns(analysis: Analysis, noted: tuple[Action, ...]) -> dict[str, Any]:
    quarters = notes.quarters_to_choose(analysis, [action.start for action in noted])
    nodes = notes.nodes_to_choose(analysis, [unit for action in noted for unit in action.units])
    statuses = [status.value for status in Status]
    kinds = st.column_config
    return {
        words.NAME: kinds.TextColumn(width="medium"),
        words.UNITS: kinds.MultiselectColumn(
            options=nodes, format_func=labels.node, default=[COMPANY]
        ),
        words.LEG: kinds.SelectboxColumn(options=LEGS, format_func=_leg),
        words.START: kinds.SelectboxColumn(options=quarters),
        words.LAG: kinds.NumberColumn(
            min_value=0, max_value=MOST_LAG, step=1, default=USUAL_LAG, help=words.LAG_HELP
        ),
        words.STATUS: kinds.SelectboxColumn(
            options=statuses,
            format_func=lambda status: words.STATUS_NAME[Status(str(status))],
            default=Status.PLANNED.value,
        ),
    }


def _leg(name: object) -> str:
    return labels.series(str(name))


def _table(noted: tuple[Action, ...]) -> pd.DataFrame:
    rows = [action.body() for action in noted]
    table = pd.DataFrame(rows, columns=list(FIELDS))
    types = dict.fromkeys(FIELDS, "str") | {"units": "object", "lag": "Int64"}
    return table.astype(types).rename(columns=FIELDS)


def _save(noted: tuple[Action, ...], rows: list[notes.Row]) -> str:
    kept = [_action(row) for row in rows if row[words.NAME] or row[words.OWNER]]
    change = cache.book().note_actions(kept, instead_of=noted, who=state.user())
    return words.saved(len(kept), change)


def _action(row: notes.Row) -> Action:
    """An action as it stands in a row of the editor."""
    body = {field: row[column] for field, column in FIELDS.items()}
    texts = {field: " ".join(str(body[field]).split()) for field in ("title", "owner", "said")}
    return Action.of_body(body | texts | {"units": [*body["units"]]})
