"""Files of what people note beside the data, told from the data by their columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from stool.actions import Action
from stool.errors import NotedTwiceError
from stool.events import Event
from stool.ingest import Source, read_actions, read_events, read_standards
from stool.ingest.files.plain import DELIMITERS, MOST_BYTES
from stool.ingest.join.events import EVENT_COLUMNS
from stool.ingest.language.words import normalise
from stool.standards import Standard

NotedKind = Literal["event", "action", "standard"]
Note = Event | Action | Standard

HEADER = 2**12  # bytes the header lies in
TOLD_BY: dict[NotedKind, frozenset[str]] = {  # columns no other file has side by side
    "event": frozenset({"quarter", "event"}),
    "action": frozenset({"action", "owner", "started"}),
    "standard": frozenset({"standard", "measure", "target"}),
}
READ: dict[NotedKind, Callable[[bytes, str], tuple[Note, ...]]] = {
    "event": read_events,
    "action": read_actions,
    "standard": read_standards,
}


@dataclass(frozen=True, slots=True)
class Noted:
    """A file of notes that passed.

    Attributes
    ----------
    name : str
    kind : "event", "action" or "standard"
        Also that of its documents.
    notes : tuple of Event, Action or Standard
    """

    name: str
    kind: NotedKind
    notes: tuple[Note, ...]

    @property
    def bodies(self) -> dict[str, dict[str, object]]:
        """What is stored of each note, by what it is known by.

        Raises
        ------
        NotedTwiceError
            Two notes are known by the same.
        """
        found: dict[str, dict[str, object]] = {}
        for note in self.notes:
            if note.key in found:
                raise NotedTwiceError(note.key)
            found[note.key] = note.body()
        return found

    @property
    def places(self) -> Iterator[tuple[str, str]]:
        """Unit or region and quarter of each note; "" for the quarter where it has none."""
        for note in self.notes:
            if isinstance(note, Action):
                yield from ((unit, note.start) for unit in note.units)
            else:
                yield note.unit, note.quarter if isinstance(note, Event) else ""


def read_noted(source: Source) -> Noted | None:
    """Read a file of events, actions or standards; None for a file of anything else.

    Raises
    ------
    RefusedFileError
        It is one by its columns, and its rows cannot be used.
    """
    kind = noted_kind(source) if source.size <= MOST_BYTES else None
    if kind is None:
        return None
    return Noted(source.name, kind, READ[kind](source.read(), source.name))


def noted_kind(source: Source) -> NotedKind | None:
    """What kind of notes a file holds by its header, None for none."""
    with source.open() as file:
        start = file.read(HEADER).decode("utf-8-sig", errors="replace")
    header = next((line for line in start.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=header.count)
    names = {normalise(field.strip().strip('"')) for field in header.split(delimiter)}
    if not names <= {*EVENT_COLUMNS}:  # a quarter and an event stand in other files too
        names.discard("event")
    return next((kind for kind, needed in TOLD_BY.items() if needed <= names), None)
