"""Commands about what is loaded: its files, and the names and regions of its units."""

import argparse
import getpass
from pathlib import Path

from stool.book import Book
from stool.cli.options import Commands, bytes_of, command
from stool.cli.output import print_json, write
from stool.ingest import read_aliases, read_hierarchy
from stool.text import commands as words
from stool.text.privacy import with_waiting


def add(commands: Commands) -> None:
    """Add the commands."""
    command(commands, "history", words.HISTORY, _history)
    revert = command(commands, "revert", words.REVERT, _revert)
    revert.add_argument("batch", type=int, metavar="BATCH")
    aliases = command(commands, "aliases", words.ALIASES, _aliases, json=False)
    aliases.add_argument("file", nargs="?", type=Path, metavar="FILE")
    aliases.add_argument("--remove", action="append", metavar="NAME", help=words.REMOVE)
    hierarchy = command(commands, "hierarchy", words.HIERARCHY, _hierarchy, json=False)
    hierarchy.add_argument("file", type=Path, metavar="FILE")


def _history(options: argparse.Namespace) -> None:
    with Book.open(options.store) as book:
        batches = book.store.batches()
        revisions = book.store.revisions()
    if options.json:
        records = {"batches": batches, "revisions": revisions}
        print_json({name: table.to_dict("records") for name, table in records.items()})
    else:
        print(words.history(batches))


def _revert(options: argparse.Namespace) -> None:
    with Book.open(options.store) as book:
        change = book.revert(options.batch, who=getpass.getuser())
        waiting = book.waiting(change)
    if options.json:
        print_json({"revision": change.revision, "reverted": options.batch})
    else:
        print(with_waiting(words.reverted(options.batch, change), waiting))


def _aliases(options: argparse.Namespace) -> None:
    """Load aliases or take some back; with neither, write those in force as a file of them."""
    if options.file is not None and options.remove:
        options.wrong_usage(words.NOT_WITH_REMOVE)
    new = None if options.file is None else read_aliases(bytes_of(options.file), options.file.name)
    with Book.open(options.store) as book:
        if new is not None:
            change = book.add_aliases(new, who=getpass.getuser())
            print(words.aliased(len(new.entries), change))
        elif options.remove:
            change = book.remove_aliases(options.remove, who=getpass.getuser())
            print(words.unaliased(options.remove, change))
        else:
            write(book.aliases().to_csv())


def _hierarchy(options: argparse.Namespace) -> None:
    hierarchy = read_hierarchy(bytes_of(options.file), options.file.name)
    with Book.open(options.store) as book:
        change, placement = book.set_hierarchy(hierarchy, who=getpass.getuser())
    print(words.placed(placement, change))
