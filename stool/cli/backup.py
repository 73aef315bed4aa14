"""Commands of keeping the store: back it up, and restore it."""

import argparse

from stool.book import Book
from stool.cli.options import Commands, command
from stool.cli.output import print_json
from stool.store import Store
from stool.text import backup as words


def add(commands: Commands) -> None:
    """Add the commands."""
    backup = command(commands, "backup", words.BACKUP, _backup)
    backup.add_argument("place", metavar="FILE|DIR", help=words.BACKUP_PLACE)
    restore = command(commands, "restore", words.RESTORE, _restore)
    restore.add_argument("file", metavar="FILE", help=words.RESTORE_FILE)


def _backup(options: argparse.Namespace) -> None:
    with Book.open(options.store) as book:
        made = book.store.back_up(options.place)
    if options.json:
        print_json({"path": made.path, **made.manifest()})
    else:
        print(words.backed_up(made))


def _restore(options: argparse.Namespace) -> None:
    with Store.restored(options.store, options.file) as store:
        revision = len(store.revisions())  # they have no gaps
    if options.json:
        print_json({"store": options.store, "revision": revision})
    else:
        print(words.restored(options.store, revision))
