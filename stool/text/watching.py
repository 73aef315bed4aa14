"""Words of the watched folder."""

TRY_AGAIN = (
    "Put the file right and save it again, or say what its columns mean in “{mapping}”. To try it "
    "again as it is, delete this note. The note goes when the file is loaded."
)
LEADS_OUT = "it is a link out of the folder"
NO_FILE = "it is no file"
LISTED = "Every problem is listed in “{problems}”."


def refused_note(reason: str, mapping: str, problems: str | None) -> str:
    """What is left beside a file that was refused."""
    parts = [reason]
    if problems is not None:
        parts.append(LISTED.format(problems=problems))
    return "\n".join([*parts, TRY_AGAIN.format(mapping=mapping)])


def unread(name: str, reason: str) -> str:
    """Why a file of the folder was not read."""
    return f"{name} cannot be read: {reason.rstrip('.')}. Let this account read it, or take it out."
