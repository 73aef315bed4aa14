"""Words of backups."""

from stool.catalogue import say, say_many
from stool.store import Backup

BACKUP = say("write everything the store holds, its history and releases among it, to one file")
BACKUP_PLACE = say("file to write, or a folder in which it is named by time and version")
RESTORE = say("fill an empty store with what a backup holds")
RESTORE_FILE = say("file that `backup` has written")


def backed_up(made: Backup) -> str:
    """What was written where."""
    return say(
        "{path}: everything up to revision {revision}, {rows}. Keep it where only you can read it: "
        "it holds exact sums and comments.",
        path=made.path,
        revision=made.revision,
        rows=say_many("{number} row", "{number} rows", sum(made.rows.values())),
    )


def restored(store: str, revision: int) -> str:
    """What is there now."""
    return say("{store}: restored, up to revision {revision}.", store=store, revision=revision)
