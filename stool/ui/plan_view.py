"""The parts of the Plan page."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from stool.actions import MOST_LAG
from stool.plan import Action, Kind, Status
from stool.reading import Analysis
from stool.schema import COMPANY, LEGS
from stool.text import actions as words
from stool.text import effect, glossary, labels
from stool.text.noted import saved
from stool.ui import access, cache, notes, panels

FIELDS = {  # of an action, as columns of the editor
    "title": words.NAME,
    "owner": words.OWNER,
    "units": words.UNITS,
    "leg": words.LEG,
    "start": words.START,
    "lag": words.LAG,
    "status": words.STATUS,
    "said": words.YOU_SAID,
    "kind": words.KIND,
    "received": words.RECEIVED,
    "told_back": words.TOLD_BACK,
    "finished": words.FINISHED,
    "result": words.RESULT,
    "statement": words.STATEMENT,
    "link": words.LINK,
    "cost": words.COST,
}
DAYS = ("received", "told_back")
TEXTS = ("title", "owner", "said", "result", "statement", "link")
USUAL_LAG = 2  # quarters


def actions(analysis: Analysis) -> None:
    """Every action with its due quarter and what happened so far."""
    with panels.card(
        words.TITLE,
        words.SUBTITLE,
        terms=("effect of an action", "due to show", "change beyond noise"),
    ):
        if not analysis.actions:
            st.markdown(labels.plain(words.NONE))
            return
        found = cache.acted(analysis.revision)
        for action, so_far, own in words.followed(analysis.actions, found):
            title = labels.plain(action.title)
            head = labels.plain(words.head(action, analysis.root))
            said = [words.sentence(action, so_far), effect.sentence(own)]
            lines = "  \n".join(labels.plain(each) for each in said if each)
            st.markdown(f"**{title}** · {head}  \n{lines}")
            if action.said:
                st.caption(labels.plain(f"{words.YOU_SAID}: {action.said}"))
        st.caption(labels.plain(words.owned(found.ownership)))
        table = words.table(analysis.actions, found, analysis.root)
        panels.download(table, "actions.csv", "actions_csv")


def editor(analysis: Analysis) -> None:
    """Note actions and how far they have come; saved all at once, by who sees all of them."""
    if not access.may("note_actions"):
        return
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
    known = [quarter for each in noted for quarter in (each.start, each.finished) if quarter]
    quarters = notes.quarters_to_choose(analysis, known)
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
        words.KIND: kinds.SelectboxColumn(
            options=[kind.value for kind in Kind],
            format_func=lambda kind: words.KIND_NAME[Kind(str(kind))],
            default=Kind.IMPROVEMENT.value,
        ),
        words.RECEIVED: kinds.DateColumn(),
        words.TOLD_BACK: kinds.DateColumn(),
        words.FINISHED: kinds.SelectboxColumn(options=quarters),
        words.COST: kinds.NumberColumn(min_value=0, help=glossary.tip("break-even")),
    }


def _leg(name: object) -> str:
    return labels.series(str(name))


def _table(noted: tuple[Action, ...]) -> pd.DataFrame:
    rows = [action.body() for action in noted]
    table = pd.DataFrame(rows, columns=list(FIELDS))
    for day in DAYS:
        table[day] = pd.to_datetime(table[day].replace("", None))
    table["finished"] = table["finished"].replace("", None)
    kept = dict.fromkeys((*DAYS, "units", "finished"), "object")
    types = dict.fromkeys(FIELDS, "str") | kept | {"lag": "Int64", "cost": "float"}
    types |= dict.fromkeys(DAYS, "datetime64[ns]")
    return table.astype(types).rename(columns=FIELDS)


def _save(noted: tuple[Action, ...], rows: list[notes.Row]) -> str:
    kept = [_action(row) for row in rows if row[words.NAME] or row[words.OWNER]]
    change = cache.book().note_actions(kept, instead_of=noted, who=access.acting("note_actions"))
    return saved("action", len(kept), change)


def _action(row: notes.Row) -> Action:
    """An action as it stands in a row of the editor."""
    body = {field: row[column] for field, column in FIELDS.items()}
    texts = {field: " ".join(str(body[field]).split()) for field in TEXTS}
    days = {day: body[day].strftime("%Y-%m-%d") if body[day] else "" for day in DAYS}
    return Action.of_body(body | texts | days | {"units": [*body["units"]]})
