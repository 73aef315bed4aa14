"""Words of events, and of figures that cannot be compared."""

from collections.abc import Iterable, Sequence

import pandas as pd

from stool.events import Event
from stool.store import Change
from stool.text import labels

TITLE = "Events and changes of the question"
SUBTITLE = (
    "what happened, drawn on the trends of the unit and of all below it; where wording or scale "
    "changed, nothing is compared across it"
)
HELP = "Add a row at the foot of the table; tick a row and press delete to take it out."
SAVE = "Save events"
QUARTER, EVENT, UNIT, LEG, BREAK = "Quarter", "What happened", "Unit", "Leg", "Question changed"
BREAK_HELP = (
    "Tick it where wording or scale changed: the quarter is the first of the new one. The line is "
    "interrupted there and no change is computed across it."
)
ALL_LEGS = "All legs"
NOT_COMPARABLE = "not comparable"
CHANGED = "wording or scale changed"
COMMAND = (
    "load what happened: a CSV of quarter, event, unit, leg, break; without a file, print what is "
    "noted"
)
REPLACE = "the file is all there is: withdraw what it does not name"
NOT_WITHOUT_FILE = "--replace goes with a file, --as-of with none"


def saved(events: int, change: Change) -> str:
    """What saving did."""
    return f"Revision {change.revision}: {labels.count(events, 'event')} noted."


def marks(events: Iterable[Event]) -> pd.DataFrame:
    """``quarter`` and ``label`` of events as a figure and its caption take them."""
    rows = [(event.quarter, event.label) for event in events]
    return pd.DataFrame(rows, columns=["quarter", "label"])


def not_comparable(legs: Sequence[str], of: int) -> str:
    """Which legs of so many cannot be compared with the quarter before."""
    if len(legs) == of:
        return f"No leg can be compared with the quarter before: {CHANGED}."
    names = labels.listed([labels.LEG_SHORT[each] for each in legs])
    return f"{names} cannot be compared with the quarter before: {CHANGED}."


def change() -> str:
    """What stands in place of a change."""
    return f"{NOT_COMPARABLE}: {CHANGED}"


def apart(units: int) -> str:
    """Units left out of a comparison."""
    return f"{labels.count(units, 'unit')} {NOT_COMPARABLE} ({CHANGED})"
