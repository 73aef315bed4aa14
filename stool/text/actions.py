"""Words of actions: when they are due to show, and what happened so far."""

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from stool.catalogue import say, say_many
from stool.plan import Action, Kind, Ownership, Status
from stool.reading import Acted
from stool.schema import COMPANY
from stool.text import effect, labels
from stool.text.events import CHANGED, NOT_COMPARABLE
from stool.text.numbers import signed

Row = Mapping[Hashable, Any]

TITLE = say("Actions")
SUBTITLE = say(
    "what is done, when it is due to show, and what the leg did meanwhile; a change since the "
    "start is no proof of an effect: the leg might have moved anyway"
)
EDIT = say("Note an action, or how far it has come")
EDIT_SUB = say("add a row at the foot of the table; tick a row and press delete to take it out")
NONE = say(
    "No action is noted yet. Say below what you do, for which leg and units, since when, and "
    "after how many quarters it is due to show: the quarter it is due, Home will say so."
)
SAVE = say("Save actions")
YOU_SAID = say("You said")
NAME, OWNER, UNITS, LEG, START, LAG, STATUS = (
    say("Action"),
    say("Owner"),
    say("Units"),
    say("Should move"),
    say("Began"),
    say("Shows after"),
    say("Status"),
)
STATUS_NAME = {
    Status.PLANNED: say("planned"),
    Status.RUNNING: say("running"),
    Status.DONE: say("done"),
    Status.DROPPED: say("dropped"),
}
LAG_HELP = say(
    "Quarters from the start until it is due to show. The Loop page says after how long one leg "
    "tends to follow another."
)
DUE, SO_FAR, UNTIL, NOISE, CLEAR, COMPARED = (
    say("Due"),
    say("Change so far"),
    say("Until"),
    say("Noise of change"),
    say("Beyond noise"),
    say("Units compared"),
)
COMMAND = say(
    "load actions: a CSV of action, owner, leg, started and more; without a file, list them, when "
    "they are due to show and what happened so far"
)
AS_FILE = say("write the actions as a file of them")
KIND, RECEIVED, TOLD_BACK, FINISHED, RESULT, STATEMENT, LINK, COST = (
    say("Kind"),
    say("Comment received"),
    say("Told back"),
    say("Finished"),
    say("Result"),
    say("Evidence"),
    say("Link"),
    say("Cost"),
)
KIND_NAME = {
    Kind.IMPROVEMENT: say("improvement"),
    Kind.INDIVIDUAL: say("recognition of a person"),
    Kind.GROUP: say("recognition of a group"),
    Kind.EVIDENCE: say("evidence that leaders value service"),
}


def due(action: Action, so_far: Row, others: int) -> str:
    """The finding in the quarter an action, and some others, are due to show."""
    more = say_many(
        " {number} other action is due as well.",
        " {number} other actions are due as well.",
        others,
    )
    return say(
        "Action “{title}” ({start}) is due to show in {leg} this quarter. So far: {moved}.{more}",
        title=action.title,
        start=labels.quarter(action.start),
        leg=labels.LEG_SHORT[action.leg],
        moved=moved(so_far),
        more=more if others else "",
    )


def sentence(action: Action, so_far: Row) -> str:
    """When an action is due to show, and what happened so far."""
    if action.status is Status.DROPPED:
        return say("Dropped.")
    leg, when = labels.LEG_SHORT[action.leg], labels.quarter(action.due)
    now = so_far["until"]
    if not action.has_begun(now):
        start = labels.quarter(action.start)
        if action.status is Status.PLANNED:
            return say(
                "Planned from {start}; due to show in {leg} in {when}.",
                start=start,
                leg=leg,
                when=when,
            )
        return say(
            "Begins in {start}; due to show in {leg} in {when}.", start=start, leg=leg, when=when
        )
    since = labels.quarter(so_far["since"])
    if action.due == now:
        is_due = say("Due to show in {leg} this quarter", leg=leg)
    elif action.due > now:
        is_due = say("Due to show in {leg} in {when}", leg=leg, when=when)
    else:
        is_due = say("Was due to show in {leg} in {when}", leg=leg, when=when)
    return say("{is_due}. Since {since}: {moved}.", is_due=is_due, since=since, moved=moved(so_far))


def head(action: Action, root: str = COMPANY) -> str:
    """Who does it, where, and how far it has come."""
    return f"{action.owner} · {where(action, root)} · {STATUS_NAME[action.status]}"


def where(action: Action, root: str = COMPANY) -> str:
    """Units an action reaches; the company by the name of its root."""
    return labels.listed([labels.node(unit, root) for unit in action.units])


def moved(so_far: Row) -> str:
    """+1, within noise."""
    if not so_far["is_comparable"]:
        return f"{NOT_COMPARABLE}, {CHANGED}"
    if not math.isfinite(so_far["change"]):
        return say("nothing to compare, a figure of before it began or of now is missing")
    if not math.isfinite(so_far["noise"]):
        doubt = say("noise not known yet")
    else:
        doubt = say("more than noise") if so_far["is_clear"] else say("within noise")
    some = so_far["units"] < so_far["of"]
    part = (
        say(
            " ({compared} of {units})",
            compared=so_far["units"],
            units=say_many("{number} unit", "{number} units", so_far["of"]),
        )
        if some
        else ""
    )
    return f"{signed(so_far['change'])}, {doubt}{part}"


def table(actions: tuple[Action, ...], found: Acted, root: str = COMPANY) -> pd.DataFrame:
    """Actions as a table to take away."""
    rows = [
        {
            NAME: action.title,
            OWNER: action.owner,
            UNITS: ", ".join(labels.node(unit, root) for unit in action.units),
            LEG: labels.LEG_SHORT[action.leg],
            START: action.start,
            DUE: action.due,
            STATUS: STATUS_NAME[action.status],
            SO_FAR: so_far["change"],
            NOISE: so_far["noise"],
            CLEAR: bool(so_far["is_clear"]),
            COMPARED: so_far["units"],
            UNTIL: so_far["until"],
            **effect.columns(own),
            YOU_SAID: action.said,
        }
        for action, so_far, own in followed(actions, found)
    ]
    return pd.DataFrame(rows)


def as_text(actions: tuple[Action, ...], found: Acted) -> str:
    """Actions as lines."""
    if not actions:
        return say("No action is noted yet.")
    lines = [
        f"{action.title} ({head(action)}): {sentence(action, so_far)} {effect.sentence(own)}"
        for action, so_far, own in followed(actions, found)
    ]
    return "\n".join(line.strip() for line in [*lines, owned(found.ownership)])


def followed(actions: Sequence[Action], found: Acted) -> Iterator[tuple[Action, Row, Row]]:
    """Each action with what its leg did since, and its effect."""
    yield from zip(
        actions, found.progress.to_dict("records"), found.effects.to_dict("records"), strict=True
    )


def owned(spread: Ownership) -> str:
    """How open actions are spread over owners and units."""
    if not spread.open:
        return say("No action is open.")
    return say(
        "{actions} by {owners}, most with {most} ({of_most} of {open}); {reached} of {units} "
        "reached by one.",
        actions=say_many("{number} open action", "{number} open actions", spread.open),
        owners=say_many("{number} owner", "{number} owners", spread.owners),
        most=spread.most,
        of_most=spread.of_most,
        open=spread.open,
        reached=spread.reached,
        units=say_many("{number} unit", "{number} units", spread.units),
    )
