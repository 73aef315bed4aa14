"""Words of the watched folder."""

from stool.catalogue import say

LEADS_OUT = say("it is a link out of the folder")
NO_FILE = say("it is no file")


def refused_note(reason: str, mapping: str, problems: str | None) -> str:
    """What is left beside a file that was refused."""
    parts = [reason]
    if problems is not None:
        parts.append(say("Every problem is listed in “{problems}”.", problems=problems))
    again = say(
        "Put the file right and save it again, or say what its columns mean in “{mapping}”. To try "
        "it again as it is, delete this note. The note goes when the file is loaded.",
        mapping=mapping,
    )
    return "\n".join([*parts, again])


def unread(name: str, reason: str) -> str:
    """Why a file of the folder was not read."""
    return say(
        "{name} cannot be read: {reason}. Let this account read it, or take it out.",
        name=name,
        reason=reason.rstrip("."),
    )
