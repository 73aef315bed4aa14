"""Files of actions: what is done, by whom, for whom, and what came of it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from stool.actions import WEB, Action, Kind, Status
from stool.catalogue import say
from stool.errors import BadActionsError
from stool.ingest.join.fields import (
    Fault,
    Form,
    csv_of,
    day_label,
    notes_in,
    quarter_or_day_label,
    written_number,
)
from stool.schema import COMPANY, LEGS

ACTION_COLUMNS: Final = (
    *("action", "owner", "leg", "started", "unit", "shows_after", "status", "kind", "comment"),
    *("received", "told_back", "finished", "result", "statement", "link", "cost"),
)
NEEDED: Final = 4  # of these, the first
USUAL_LAG: Final = 2  # quarters, where the file says nothing
UNITS_APART: Final = re.compile(r"\s*;\s*")


def read_actions(data: bytes, name: str) -> tuple[Action, ...]:
    """Read a file of actions.

    Parameters
    ----------
    data : bytes
        A table with the columns action, owner, leg and started, and those of `ACTION_COLUMNS` that
        are needed besides. Several units are set apart by semicolons; none means the whole company.
        Days are written like 2026-05-31, quarters like 2026Q2 or as a day in them.
    name : str
        Name of the file, for messages.

    Raises
    ------
    JoinColumnsError
        The columns are others.
    BadActionsError
        Rows cannot be used; `problems` has them all.
    RefusedFileError
        The file is no table; see `stool.ingest.files.plain.read_plain`.
    """
    return notes_in(data, name, FORM)


def actions_csv(actions: Iterable[Action]) -> bytes:
    """Write actions as a file that `read_actions` reads back and that no spreadsheet runs."""
    return csv_of(ACTION_COLUMNS, map(_fields, actions))


def _fields(action: Action) -> tuple[str, ...]:
    units = "" if action.units == (COMPANY,) else "; ".join(action.units)
    return (
        *(action.title, action.owner, action.leg, action.start, units, str(action.lag)),
        *(action.status.value, action.kind.value, action.said, action.received, action.told_back),
        *(action.finished, action.result, action.statement, action.link),
        written_number(action.cost),
    )


def _faults(texts: Mapping[str, str]) -> list[Fault]:
    """What is wrong with a row: column, value, rule, remedy."""
    faults = []
    for column, rule in (("action", say("no action")), ("owner", say("no owner"))):
        if not texts[column]:
            faults.append((column, "", rule, say("Fill it in, or delete the row.")))
    if texts["leg"].casefold() not in LEGS:
        remedy = say("Write one of {legs}.", legs=", ".join(LEGS))
        faults.append(("leg", texts["leg"], say("no leg"), remedy))
    for column in ("started", "finished"):
        may_be_blank = column == "finished" and not texts[column]
        if not may_be_blank and not quarter_or_day_label(texts[column]):
            remedy = say("Write it like 2026Q2 or 2026-05-31.")
            faults.append((column, texts[column], say("no calendar quarter and no day"), remedy))
    for column in ("received", "told_back"):
        if texts[column] and not day_label(texts[column]):
            remedy = say("Write it like 2026-05-31, or leave it blank.")
            faults.append((column, texts[column], say("no day"), remedy))
    for column, known in (("status", Status), ("kind", Kind)):
        if texts[column].casefold() not in ("", *known):
            remedy = say("Write one of {known}, or leave it blank.", known=", ".join(known))
            faults.append((column, texts[column], say("not known"), remedy))
    if texts["link"] and not texts["link"].startswith(WEB):
        remedy = say("Write an address that begins with https://.")
        faults.append(("link", texts["link"], say("no web address"), remedy))
    return faults


def _action(texts: Mapping[str, str]) -> Action:
    units = [each for each in UNITS_APART.split(texts["unit"]) if each]
    return Action.of_body(
        {
            **{field: texts[field] for field in ("owner", "result", "statement", "link", "cost")},
            "title": texts["action"],
            "leg": texts["leg"].casefold(),
            "start": quarter_or_day_label(texts["started"]),
            "units": tuple(dict.fromkeys(units)) or (COMPANY,),
            "lag": texts["shows_after"] or USUAL_LAG,
            "status": texts["status"].casefold() or _status(texts).value,
            "kind": texts["kind"].casefold(),
            "said": texts["comment"],
            "received": day_label(texts["received"]),
            "told_back": day_label(texts["told_back"]),
            "finished": quarter_or_day_label(texts["finished"]),
        }
    )


def _needed() -> str:
    return say(
        "A file of actions has the columns action, owner, leg and started and, where they are "
        "needed, {others}.",
        others=", ".join(ACTION_COLUMNS[NEEDED:]),
    )


def _status(texts: Mapping[str, str]) -> Status:
    """How far an action has come that says nothing of it."""
    return Status.DONE if texts["finished"] else Status.RUNNING


FORM = Form(ACTION_COLUMNS, NEEDED, _needed, _faults, _action, "action", BadActionsError)
