"""Words of what is on screen: the filters, and what a link asked for in vain."""

import datetime as dt
from collections.abc import Sequence

from stool.catalogue import say
from stool.reading import EVERYBODY, Segment
from stool.schema import COMPANY
from stool.text import labels
from stool.text.league import DIMENSION

SEGMENT = say("Segment")
ALL_ANSWERS = say("All answers")
ALL_QUARTERS = say("all quarters")
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
    root: str = COMPANY,
) -> str:
    """What is on screen, in words; no quarter stands for all of them."""
    when = labels.quarter(quarter) if quarter else ALL_QUARTERS
    where = (
        say("all units ({units})", units=units)
        if name == root == COMPANY
        else say("{name} only", name=labels.node(name, root))
    )
    last = say(
        "{day} {month} {year}", day=day.day, month=labels.MONTHS[day.month - 1], year=day.year
    )
    until = say("sample data to {day}", day=last) if sample else say("data to {day}", day=last)
    answers = ALL_ANSWERS.lower() if whose == EVERYBODY else segment(whose)
    return " · ".join(
        [when, where, answers, until, say("as of revision {revision}", revision=revision)]
    )


def instead(choice: str, asked: str, shown_: str) -> str:
    """What was asked for is not there, and what is shown."""
    cut = asked if len(asked) <= LONGEST_ASKED else f"{asked[:LONGEST_ASKED]}…"
    return say(
        "{choice}: “{asked}” is not among the choices here, so “{shown}” is shown.",
        choice=choice,
        asked=cut,
        shown=shown_,
    )


def without_segment(leg: str, whose: Segment, others: Sequence[str]) -> str:
    """Why a leg shows nothing: it is not split that way."""
    known = labels.listed([labels.LEG_SHORT[each] for each in others])
    return say(
        "{leg} is not split by {segment}; only {known} is. The figures of everybody would not be "
        "that segment’s, so nothing is shown. Choose {all_answers} above to see this leg.",
        leg=labels.LEG[leg],
        segment=segment(whose),
        known=known,
        all_answers=ALL_ANSWERS,
    )


def nobody(name: str, whose: Segment, quarter: str) -> str:
    """No answer of the segment here and now."""
    return say(
        "{of}: no answers in {quarter}.", of=of(name, whose), quarter=labels.quarter(quarter)
    )


def of(name: str, whose: Segment) -> str:
    """Where, and whose answers: West, Level: Manager."""
    where = labels.node(name)
    return where if whose == EVERYBODY else f"{where}, {segment(whose)}"
