"""A command of the command line, what several of them ask for, and the files they are given."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from stool.errors import StoolError
from stool.ingest import Source
from stool.schema import COMPANY
from stool.text import commands as words

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace], bool | None]  # whether something was refused

ASKED: dict[str, dict[str, Any]] = {
    "--quarter": {"metavar": "Q", "help": words.QUARTER},
    "--unit": {"metavar": "U", "default": COMPANY, "help": words.UNIT},
    "--as-of": {"type": int, "metavar": "REV", "help": words.AS_OF},
}


def command(
    commands: Commands,
    name: str,
    about: str,
    run: Run,
    *,
    store: bool = True,
    json: bool = True,
) -> argparse.ArgumentParser:
    """Add a command; `store` and `json` are whether it reads one and can print the other."""
    parser = commands.add_parser(name, help=about)
    if store:
        parser.add_argument("--store", metavar="URL", help=words.STORE)
    if json:
        parser.add_argument("--json", action="store_true", help=words.JSON)
    parser.set_defaults(run=run, wrong_usage=parser.error)
    return parser


def ask(parser: argparse.ArgumentParser, *asked: str) -> None:
    """Add options that mean the same wherever they are: those of `ASKED`."""
    for option in asked:
        parser.add_argument(option, **ASKED[option])


def bytes_of(path: Path) -> bytes:
    """All of a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def source_of(path: Path) -> Source:
    """The file at a path, once it is known to be readable."""
    try:
        with path.open("rb"):
            return Source.of(path)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> StoolError:
    return StoolError(words.unreadable(str(path), error.strerror or str(error)))
