"""Commands of disclosure control."""

import argparse
import getpass

from stool.book import Book
from stool.cli.options import Commands, ask, command
from stool.cli.output import print_json
from stool.text import privacy as words


def add(commands: Commands) -> None:
    """Add the commands."""
    threshold = command(commands, "threshold", words.COMMAND, _threshold)
    threshold.add_argument("n", nargs="?", type=int, metavar="N", help=words.COMMAND_NUMBER)
    ask(command(commands, "releases", words.RELEASES_COMMAND, _releases), "--as-of")


def _threshold(options: argparse.Namespace) -> None:
    """Raise the threshold; without a number, print the one in force."""
    with Book.open(options.store) as book:
        if options.n is None:
            n = book.minimum_n()
            body, text = {"minimum_n": n}, words.threshold(n)
        else:
            change = book.set_minimum_n(options.n, who=getpass.getuser())
            body = {"revision": change.revision, "minimum_n": options.n}
            text = words.threshold_saved(options.n, change)
    if options.json:
        print_json(body)
    else:
        print(text)


def _releases(options: argparse.Namespace) -> None:
    with Book.open(options.store) as book:
        found = book.releases(options.as_of)
        made_at = book.store.revisions().set_index("revision")["made_at"]
    if options.json:
        print_json({"releases": [{"quarter": each.quarter, **each.body()} for each in found]})
    else:
        print(words.releases(found, made_at))
