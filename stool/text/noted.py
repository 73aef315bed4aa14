"""How many notes there are, and what keeping them did."""

from collections import Counter
from collections.abc import Sequence

from stool.catalogue import say, say_many
from stool.noted import READ, Noted, NotedKind
from stool.store import Change
from stool.text import labels


def counted(kind: NotedKind, number: int) -> str:
    """Notes of one kind: 5 events."""
    match kind:
        case "event":
            return say_many("{number} event", "{number} events", number)
        case "action":
            return say_many("{number} action", "{number} actions", number)
        case "standard":
            return say_many("{number} standard", "{number} standards", number)


def notes(files: Sequence[Noted]) -> str:
    """How many events, actions and standards files hold: 5 events and 3 actions."""
    counts = Counter(file.kind for file in files for _ in file.notes)
    return labels.listed([counted(kind, counts[kind]) for kind in READ if counts[kind]])


def saved(kind: NotedKind, number: int, change: Change) -> str:
    """What keeping notes of one kind did."""
    return say(
        "Revision {revision}: {notes} noted.",
        revision=change.revision,
        notes=counted(kind, number),
    )
