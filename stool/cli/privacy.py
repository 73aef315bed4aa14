"""Commands of disclosure control."""

import argparse
import getpass

from stool.book import Book
from stool.cli.options import Commands, command
from stool.cli.output import print_json
from stool.text import privacy as words


def add(commands: Commands) -> None:
    """Add the commands."""
    threshold = command(commands, "threshold", words.COMMAND, _threshold)
    threshold.add_argument("n", nargs="?", type=int, metavar="N", help=words.COMMAND_NUMBER)


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
