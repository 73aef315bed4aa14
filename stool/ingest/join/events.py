"""Event files: what happened, where, to which leg, and whether the question changed."""

from collections.abc import Iterable, Mapping
from typing import Final

from stool.catalogue import say
from stool.errors import BadEventsError
from stool.events import Event
from stool.ingest.join.fields import Fault, Form, calendar_label, csv_of, notes_in
from stool.schema import COMPANY, LEGS

EVENT_COLUMNS: Final = ("quarter", "event", "unit", "leg", "break")
YES, NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"", "no", "n", "false", "0"})


def read_events(data: bytes, name: str) -> tuple[Event, ...]:
    """Read an event file.

    Parameters
    ----------
    data : bytes
        A table with the columns quarter and event, and unit, leg and break where an event is not of
        the whole company and all legs; break is yes where wording or scale changed.
    name : str
        Name of the file, for messages.

    Raises
    ------
    JoinColumnsError
        The columns are others.
    BadEventsError
        Rows cannot be used; `problems` has them all.
    RefusedFileError
        The file is no table; see `stool.ingest.files.plain.read_plain`.
    """
    return notes_in(data, name, FORM)


def events_csv(events: Iterable[Event]) -> bytes:
    """Write events as a file that `read_events` reads back and that no spreadsheet runs."""
    return csv_of(
        EVENT_COLUMNS,
        (
            (
                event.quarter,
                event.label,
                "" if event.unit == COMPANY else event.unit,
                event.leg,
                "yes" if event.is_break else "",
            )
            for event in events
        ),
    )


def _faults(texts: Mapping[str, str]) -> list[Fault]:
    """What is wrong with a row: column, value, rule, remedy."""
    faults = []
    if not calendar_label(texts["quarter"]):
        remedy = say("Write it like 2026Q2.")
        faults.append(("quarter", texts["quarter"], say("no calendar quarter"), remedy))
    if not texts["event"]:
        faults.append(("event", "", say("no event"), say("Say what happened, or delete the row.")))
    if texts["leg"].casefold() not in ("", *LEGS):
        remedy = say("Write {legs}, or leave it blank for all three.", legs=", ".join(LEGS))
        faults.append(("leg", texts["leg"], say("no leg"), remedy))
    if texts["break"].casefold() not in YES | NO:
        remedy = say("Write yes where wording or scale changed; leave it blank where not.")
        faults.append(("break", texts["break"], say("neither yes nor no"), remedy))
    return faults


def _event(texts: Mapping[str, str]) -> Event:
    return Event(
        calendar_label(texts["quarter"]),
        texts["event"],
        texts["unit"] or COMPANY,
        texts["leg"].casefold(),
        is_break=texts["break"].casefold() in YES,
    )


def _needed() -> str:
    return say(
        "An event file has the columns quarter and event and, where they are needed, unit, leg "
        "and break."
    )


FORM = Form(EVENT_COLUMNS, 2, _needed, _faults, _event, "event", BadEventsError)
