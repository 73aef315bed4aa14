"""Words about units with more than one name."""

from collections.abc import Sequence

from stool.catalogue import say
from stool.ingest import Alias, Proposal
from stool.store import Change

TITLE = say("Units: other names, regions")
SUBTITLE = say(
    "Renamed and merged units, spelling variants, and which unit belongs to which region. Figures "
    "keep the names of their files, so what is loaded here can be replaced at any time."
)
ALIASES = say(
    "Alias file: alias, unit, and from_quarter, to_quarter where it does not hold for ever"
)
HIERARCHY = say("Hierarchy file: unit, parent; or a column for each level")
LOAD = say("Load it")
DOWNLOAD_ALIASES = say("Download the aliases in force")
NEW_NAMES = say("New names in these files. Tick each one that is a unit there already:")
IN_FORCE = say("Aliases in force")
UNDO = say("Undo")
WHICH = say("Name to undo")
CHOOSE = say("Choose a name")
PROBLEMS = say("What is wrong in the file, by row")
ALIAS = {"alias": say("Name"), "unit": say("Means"), "first": say("From"), "last": say("To")}


def same(found: Proposal) -> str:
    """The question whether a new name is a unit there is."""
    return say(
        "“{unit}” is “{known}” ({reason})", unit=found.unit, known=found.known, reason=found.reason
    )


def doubt(found: Proposal) -> str:
    """A new name that several units are near to."""
    known = ", ".join(f"“{name}”" for name in found.others)
    return say(
        "“{unit}” is new and may be any of {known}. It goes in as a unit of its own; load an "
        "alias file if it is one of them.",
        unit=found.unit,
        known=known,
    )


def means(entries: Sequence[Alias]) -> str:
    """What one name means, and in which quarters where not in all."""
    name = entries[0].alias
    return say(
        "“{name}” means {entries}",
        name=name,
        entries=", ".join(f"“{each.unit}”{_when(each)}" for each in entries),
    )


def undone(name: str, change: Change) -> str:
    """What taking an alias back did."""
    return say(
        "Revision {revision}: “{name}” is a name of its own again.",
        revision=change.revision,
        name=name,
    )


def _when(entry: Alias) -> str:
    if entry.first and entry.last:
        return say(" from {first} to {last}", first=entry.first, last=entry.last)
    if entry.first:
        return say(" from {first} on", first=entry.first)
    return say(" until {last}", last=entry.last) if entry.last else ""
