"""Commands about what people note: what happened, what they do and what they promise."""

import argparse
import getpass
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from stool.book import Book
from stool.cli.options import Commands, ask, bytes_of, command
from stool.cli.output import print_json, tell, write
from stool.ingest import actions_csv, events_csv, standards_csv
from stool.noted import READ, NotedKind
from stool.reading import acted
from stool.report import actions_body
from stool.store import Change
from stool.text import actions as action_words
from stool.text import events as event_words
from stool.text import standards as standard_words
from stool.text.noted import saved


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of notes, with how a book says what there are and keeps others."""

    kind: NotedKind
    noted: Callable[..., Sequence[Any]]
    note: Callable[..., Change]

    @property
    def name(self) -> str:
        """Of the command, and of the notes in JSON."""
        return f"{self.kind}s"


EVENTS = _Kind("event", Book.events, Book.note_events)
ACTIONS = _Kind("action", Book.actions, Book.note_actions)
STANDARDS = _Kind("standard", Book.standards, Book.note_standards)


def add(commands: Commands) -> None:
    """Add the commands."""
    written = partial(_write, EVENTS, events_csv)
    ask(_command(commands, EVENTS, event_words.COMMAND, written), "--as-of")
    actions = _command(commands, ACTIONS, action_words.COMMAND, _follow)
    actions.add_argument("--csv", action="store_true", help=action_words.AS_FILE)
    ask(actions, "--as-of")
    written = partial(_write, STANDARDS, standards_csv)
    ask(_command(commands, STANDARDS, standard_words.COMMAND, written), "--as-of")


def _command(
    commands: Commands, kind: _Kind, about: str, show: Callable[[argparse.Namespace], None]
) -> argparse.ArgumentParser:
    parser = command(commands, kind.name, about, partial(_load_or, show, kind))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
    parser.add_argument("--replace", action="store_true", help=event_words.REPLACE)
    return parser


def _load_or(
    show: Callable[[argparse.Namespace], None], kind: _Kind, options: argparse.Namespace
) -> None:
    """Load notes; without a file, show those there are."""
    if (options.replace and options.file is None) or (options.file and options.as_of is not None):
        options.wrong_usage(event_words.NOT_WITHOUT_FILE)
    if options.file is None:
        show(options)
        return
    new = READ[kind.kind](bytes_of(options.file), options.file.name)
    with Book.open(options.store) as book:
        old = kind.noted(book) if options.replace else ()
        change = kind.note(book, new, instead_of=old, who=getpass.getuser())
    if options.json:
        print_json({"revision": change.revision, kind.name: len(new)})
    else:
        print(saved(kind.kind, len(new), change))


def _write(
    kind: _Kind, as_csv: Callable[[Sequence[Any]], bytes], options: argparse.Namespace
) -> None:
    """Write notes as a file of them."""
    with Book.open(options.store) as book:
        noted = kind.noted(book, options.as_of)
    if options.json:
        print_json({kind.name: [each.body() for each in noted]})
    else:
        write(as_csv(noted))


def _follow(options: argparse.Namespace) -> None:
    """List actions with what happened so far."""
    with Book.open(options.store) as book:
        analysis = book.analysis(options.as_of)
    found = acted(analysis)
    if options.csv:
        write(actions_csv(analysis.actions))
    else:
        tell(options, actions_body, action_words.as_text, analysis.actions, found)
