"""Words of events, and of figures that cannot be compared."""

from collections.abc import Iterable, Sequence

import pandas as pd

from stool.catalogue import say, say_many
from stool.events import Event
from stool.text import labels

TITLE = say("Events and changes of the question")
SUBTITLE = say(
    "what happened, drawn on the trends of the unit and of all below it; where wording or scale "
    "changed, nothing is compared across it"
)
HELP = say("Add a row at the foot of the table; tick a row and press delete to take it out.")
SAVE = say("Save events")
QUARTER, EVENT, UNIT, LEG, BREAK = (
    say("Quarter"),
    say("What happened"),
    say("Unit"),
    say("Leg"),
    say("Question changed"),
)
BREAK_HELP = say(
    "Tick it where wording or scale changed: the quarter is the first of the new one. The line is "
    "interrupted there and no change is computed across it."
)
ALL_LEGS = say("All legs")
NOT_COMPARABLE = say("not comparable")
CHANGED = say("wording or scale changed")
COMMAND = say(
    "load what happened: a CSV of quarter, event, unit, leg, break; without a file, print what is "
    "noted"
)
REPLACE = say("the file is all there is: withdraw what it does not name")
NOT_WITHOUT_FILE = say("--replace goes with a file, --as-of with none")


def marks(events: Iterable[Event]) -> pd.DataFrame:
    """``quarter`` and ``label`` of events as a figure and its caption take them."""
    rows = [(event.quarter, event.label) for event in events]
    return pd.DataFrame(rows, columns=["quarter", "label"])


def not_comparable(legs: Sequence[str], of: int) -> str:
    """Which legs of so many cannot be compared with the quarter before."""
    if len(legs) == of:
        return say("No leg can be compared with the quarter before: {changed}.", changed=CHANGED)
    names = labels.listed([labels.LEG_SHORT[each] for each in legs])
    return say(
        "{names} cannot be compared with the quarter before: {changed}.",
        names=names,
        changed=CHANGED,
    )


def change() -> str:
    """What stands in place of a change."""
    return f"{NOT_COMPARABLE}: {CHANGED}"


def apart(units: int) -> str:
    """Units left out of a comparison."""
    return say_many(
        "{number} unit not comparable ({changed})",
        "{number} units not comparable ({changed})",
        units,
        changed=CHANGED,
    )
