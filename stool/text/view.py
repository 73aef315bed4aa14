"""Words of what is on screen: the filters, and what a link asked for in vain."""

import datetime as dt
from collections.abc import Sequence

from stool.reading import EVERYBODY, Segment
from stool.schema import COMPANY
from stool.text import labels
from stool.text.league import DIMENSION

SEGMENT = "Segment"
ALL_ANSWERS = "All answers"
ALL_QUARTERS = "all quarters"
LONGEST_ASKED = 60  # characters of an address that are repeated


def segment(whose: Segment) -> str:
    """Level: Front line."""
    if whose == EVERYBODY:
        return ALL_ANSWERS
    return f"{DIMENSION.get(whose.dimension, labels.metric(whose.dimension))}: {whose.level}"


def shown(
    quarter: str | None,
    name: str,
    whose: Segment,
    *,
    units: int,
    day: dt.date,
    revision: int,
    sample: bool,
) -> str:
    """What is on screen, in words; no quarter stands for all of them."""
    when = labels.quarter(quarter) if quarter else ALL_QUARTERS
    where = f"all units ({units})" if name == COMPANY else f"{labels.node(name)} only"
    until = f"{'sample data' if sample else 'data'} to {day.day} {day:%b %Y}"
    answers = ALL_ANSWERS.lower() if whose == EVERYBODY else segment(whose)
    return " · ".join([when, where, answers, until, f"as of revision {revision}"])


def instead(choice: str, asked: str, shown_: str) -> str:
    """What was asked for is not there, and what is shown."""
    cut = asked if len(asked) <= LONGEST_ASKED else f"{asked[:LONGEST_ASKED]}…"
    return f"{choice}: “{cut}” is not among the choices here, so “{shown_}” is shown."


def without_segment(leg: str, whose: Segment, others: Sequence[str]) -> str:
    """Why a leg shows nothing: it is not split that way."""
    known = labels.listed([labels.LEG_SHORT[each] for each in others])
    return (
        f"{labels.LEG[leg]} is not split by {segment(whose)}; only {known} is. The figures of "
        f"everybody would not be that segment’s, so nothing is shown. Choose {ALL_ANSWERS} above "
        "to see this leg."
    )


def nobody(name: str, whose: Segment, quarter: str) -> str:
    """No answer of the segment here and now."""
    return f"{of(name, whose)}: no answers in {labels.quarter(quarter)}."


def of(name: str, whose: Segment) -> str:
    """Where, and whose answers: West, Level: Manager."""
    where = labels.node(name)
    return where if whose == EVERYBODY else f"{where}, {segment(whose)}"
