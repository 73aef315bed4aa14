"""The command line: the same calls as the app, for cron and for scripts.

Exit codes: 0 done, 1 refused with reasons, 2 wrong usage.
"""

import argparse
import sys
from collections.abc import Sequence

from stool.cli import (
    access,
    backup,
    findings,
    forms,
    load,
    loaded,
    notes,
    privacy,
    readings,
    serve,
)
from stool.cli.output import print_json
from stool.errors import StoolError
from stool.settings import Settings, require_language
from stool.text import commands as words

DONE, REFUSED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parsed = _parser().parse_args(arguments)
    try:
        require_language()
        if hasattr(parsed, "store"):
            parsed.store = parsed.store or Settings.read().store
        return REFUSED if parsed.run(parsed) else DONE
    except StoolError as error:
        if getattr(parsed, "json", False):
            print_json({"refused": str(error)})
        else:
            print(error, file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m stool", description=words.PROGRAM)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in (load, readings, loaded, privacy, notes, findings, forms, backup, access, serve):
        group.add(commands)
    return parser
