"""Words about units with more than one name."""

from collections.abc import Sequence

from stool.ingest import Alias, Proposal
from stool.store import Change

TITLE = "Units: other names, regions"
SUBTITLE = (
    "Renamed and merged units, spelling variants, and which unit belongs to which region. Figures "
    "keep the names of their files, so what is loaded here can be replaced at any time."
)
ALIASES = "Alias file: alias, unit, and from_quarter, to_quarter where it does not hold for ever"
HIERARCHY = "Hierarchy file: unit, parent; or a column for each level"
LOAD = "Load it"
DOWNLOAD_ALIASES = "Download the aliases in force"
NEW_NAMES = "New names in these files. Tick each one that is a unit there already:"
IN_FORCE = "Aliases in force"
UNDO = "Undo"
WHICH = "Name to undo"
CHOOSE = "Choose a name"
PROBLEMS = "What is wrong in the file, by row"
ALIAS = {"alias": "Name", "unit": "Means", "first": "From", "last": "To"}


def same(found: Proposal) -> str:
    """The question whether a new name is a unit there is."""
    return f"“{found.unit}” is “{found.known}” ({found.reason})"


def doubt(found: Proposal) -> str:
    """A new name that several units are near to."""
    known = ", ".join(f"“{name}”" for name in found.others)
    return (
        f"“{found.unit}” is new and may be any of {known}. It goes in as a unit of its own; load "
        "an alias file if it is one of them."
    )


def means(entries: Sequence[Alias]) -> str:
    """What one name means, and in which quarters where not in all."""
    name = entries[0].alias
    return f"“{name}” means {', '.join(f'“{each.unit}”{_when(each)}' for each in entries)}"


def undone(name: str, change: Change) -> str:
    """What taking an alias back did."""
    return f"Revision {change.revision}: “{name}” is a name of its own again."


def _when(entry: Alias) -> str:
    if entry.first and entry.last:
        return f" from {entry.first} to {entry.last}"
    if entry.first:
        return f" from {entry.first} on"
    return f" until {entry.last}" if entry.last else ""
