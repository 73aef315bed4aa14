"""The command that loads files, once or as they are dropped in a folder."""

import argparse
import getpass
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stool import watch as watching
from stool.book import Book
from stool.cli.options import Commands, bytes_of, command, source_of
from stool.cli.output import plain, print_json
from stool.errors import StoolError
from stool.examine import Examined
from stool.ingest import SAID_KEYS, Aliases, CheckedFile, Mapping, Proposal
from stool.noted import Noted
from stool.sample import is_sample
from stool.store import Change
from stool.text import commands as words
from stool.text.privacy import with_waiting


def add(commands: Commands) -> None:
    """Add the command."""
    load = command(commands, "load", words.LOAD, _load)
    load.add_argument("files", nargs="*", type=Path, metavar="FILE")
    load.add_argument("--watch", type=Path, metavar="DIR", help=words.WATCH)
    load.add_argument("--once", action="store_true", help=words.ONCE)
    load.add_argument(
        "--every", type=float, default=watching.INTERVAL, metavar="SECONDS", help=words.EVERY
    )
    load.add_argument("--mapping", type=Path, metavar="FILE", help=words.MAPPING)
    _add_said(load)
    load.add_argument("--dry-run", action="store_true", help=words.DRY_RUN)
    load.add_argument("--replace", action="store_true", help=words.REPLACE)
    load.add_argument("--without-sample", action="store_true", help=words.WITHOUT_SAMPLE)
    load.add_argument("--if-empty", action="store_true", help=words.IF_EMPTY)


def _add_said(command: argparse.ArgumentParser) -> None:
    """Flags that settle what a file leaves open; they add to the mapping."""
    order = command.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first", dest="day_first", action="store_true", default=None, help=words.DAY_FIRST
    )
    order.add_argument(
        "--month-first", dest="day_first", action="store_false", help=words.MONTH_FIRST
    )
    command.add_argument("--period", metavar="Q", help=words.PERIOD)
    command.add_argument("--place", metavar="UNIT", help=words.PLACE)
    command.add_argument("--fiscal-start", type=int, metavar="MONTH", help=words.FISCAL_START)
    command.add_argument("--fiscal-named", choices=["start", "end"], help=words.FISCAL_NAMED)
    command.add_argument("--encoding", metavar="NAME", help=words.ENCODING)
    command.add_argument("--delimiter", metavar="SIGN", help=words.DELIMITER)
    command.add_argument("--decimal", choices=["comma", "point"], help=words.DECIMAL)
    command.add_argument("--number-is", choices=["quarter", "month"], help=words.NUMBER_IS)
    command.add_argument("--named-total", choices=["unit", "total"], help=words.NAMED_TOTAL)
    command.add_argument("--sheet", metavar="NAME", help=words.SHEET)


def _load(options: argparse.Namespace) -> bool:
    if bool(options.files) is (options.watch is not None):
        options.wrong_usage(words.NO_FILES)
    mapping = _mapping(options)
    if options.watch is not None:
        return _watch(options, mapping)
    with Book.open(options.store) as book:
        if options.if_empty and book.store.latest() > 0:
            print(words.NOT_EMPTY)
            return False
        examined: list[Examined | Noted] = []
        refused: list[tuple[str, StoolError]] = []
        for path in options.files:
            try:
                examined.append(book.examine(source_of(path), path.name, mapping))
            except StoolError as error:
                refused.append((path.name, error))
        sample = book.sample_batches() if options.without_sample else []
        proposals = book.proposals(examined, without=sample)
        change = None
        if not refused and not options.dry_run:
            change = book.publish(
                examined,
                who=getpass.getuser(),
                replace=options.replace,
                without=sample,
                aliases=Aliases.of(proposals),
            )
        checked = [file.checked for file in examined if isinstance(file, Examined)]
        noted = [file for file in examined if isinstance(file, Noted)]
        waiting = book.waiting(change) if change is not None else ()
        mixed = bool(change) and 0 < len(book.sample_batches()) < sum(book.store.batches()["live"])
    if options.json:
        body = _load_body(checked, noted, refused, proposals, change)
        print_json(
            body | {"waiting": [{"quarter": each.quarter, **each.body()} for each in waiting]}
        )
    else:
        print("\n".join([*map(words.checked, checked), *map(words.noted, noted)]))
        for name, reason in refused:
            print(words.refused(name, reason), file=sys.stderr)
        for proposal in proposals:
            print(words.proposal(proposal))
        print(with_waiting(words.published(change, bool(refused), noted), waiting))
        if mixed and not is_sample(file.sha256 for file in checked):
            print(words.MIXED)
    return bool(refused)


def _watch(options: argparse.Namespace, mapping: Mapping) -> bool:
    """Load what is dropped in a folder, one line a file, until told to stop."""
    if options.dry_run or options.if_empty:
        options.wrong_usage(words.NOT_WITH_WATCH)
    refused = False
    with Book.open(options.store) as book, watching.until_signalled() as stop:
        found = watching.watch(
            book,
            options.watch,
            who=getpass.getuser(),
            stop=stop,
            interval=options.every,
            once=options.once,
            mapping=mapping,
            replace_live=options.replace,
            without_sample=options.without_sample,
        )
        for outcome in found:
            refused |= outcome.verdict == "refused"
            if options.json:
                print(json.dumps(plain(_outcome_body(outcome)), ensure_ascii=False), flush=True)
                continue
            print(words.watched(outcome.name, outcome.verdict, outcome.reason, outcome.checked))
            for proposal in outcome.proposals:
                print(words.proposal(proposal))
            sys.stdout.flush()
    return refused and options.once


def _outcome_body(outcome: watching.Outcome) -> dict[str, Any]:
    """One line of JSON for what became of a file."""
    checked = outcome.checked
    return {
        "file": outcome.name,
        "verdict": outcome.verdict,
        "reason": None if outcome.reason is None else str(outcome.reason),
        "accepted": checked.accepted if isinstance(checked, CheckedFile) else None,
        "rejected": checked.rejected if isinstance(checked, CheckedFile) else None,
        "revision": None if outcome.change is None else outcome.change.revision,
    }


def _mapping(options: argparse.Namespace) -> Mapping:
    """The mapping file with what the flags add to it."""
    path: Path | None = options.mapping
    body = {} if path is None else Mapping.body_of(bytes_of(path).decode(errors="replace"))
    said = {key: getattr(options, key) for key in ("day_first", "fiscal_start", *SAID_KEYS)}
    flags = {key: value for key, value in said.items() if value is not None}
    return Mapping.from_json(json.dumps({**body, **flags}))


def _load_body(
    checked: Sequence[CheckedFile],
    noted: Sequence[Noted],
    refused: Sequence[tuple[str, StoolError]],
    proposals: Sequence[Proposal],
    change: Change | None,
) -> dict[str, Any]:
    files = [
        {
            "file": file.name,
            "sha256": file.sha256,
            "accepted": file.accepted,
            "rejected": file.rejected,
            "fixed": file.fixed,
            "quarters": list(file.quarters),
            "units": len(file.units),
            "stages": [stage._asdict() for stage in file.stages],
            "columns": [reason._asdict() for reason in file.reasons],
            "mapping": json.loads(file.mapping.to_json()),
            "problems": file.problems.to_dict("records"),
        }
        for file in checked
    ]
    body: dict[str, Any] = {
        "files": files,
        "notes": [
            {"file": each.name, "kind": each.kind, "notes": list(each.bodies.values())}
            for each in noted
        ],
        "refused": [{"file": name, "reason": str(error)} for name, error in refused],
        "proposals": [asdict(proposal) for proposal in proposals],
    }
    if change is not None:
        body |= {
            "revision": change.revision,
            "published": list(change.published),
            "unchanged": list(change.unchanged),
            "replaced": list(change.replaced),
        }
    return body
