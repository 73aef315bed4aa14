"""Commands that read the stool and its links."""

import argparse

from stool.book import Book
from stool.cli.options import Commands, ask, command
from stool.cli.output import tell
from stool.report import links_body, reading_body
from stool.text import commands as words


def add(commands: Commands) -> None:
    """Add the commands."""
    ask(command(commands, "show", words.SHOW, _show), "--quarter", "--unit", "--as-of")
    ask(command(commands, "links", words.LINKS, _links), "--as-of")


def _show(options: argparse.Namespace) -> None:
    with Book.open(options.store) as book:
        reading = book.reading(options.quarter, options.unit, options.as_of)
    tell(options, reading_body, words.reading, reading)


def _links(options: argparse.Namespace) -> None:
    with Book.open(options.store) as book:
        analysis = book.analysis(options.as_of)
        track = book.track_record(options.as_of)
    tell(options, links_body, words.links, analysis, track)
