"""The command line: the same calls as the app, for cron and for scripts.

Exit codes: 0 done, 1 refused with reasons, 2 wrong usage.
"""

import argparse
import getpass
import json
import math
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stool import watch as watching
from stool.book import Book
from stool.errors import StoolError
from stool.examine import Examined
from stool.ingest import (
    SAID_KEYS,
    Aliases,
    CheckedFile,
    Mapping,
    Proposal,
    Source,
    events_csv,
    read_aliases,
    read_events,
    read_hierarchy,
)
from stool.period import shift
from stool.plan import progress
from stool.report import actions_body, links_body, reading_body
from stool.report.canonical import schema_text
from stool.report.coverage import coverage_body
from stool.report.templates import KINDS, template, unit_quarter_sheet
from stool.sample import SAMPLE, is_sample, sample_files
from stool.schema import COMPANY
from stool.settings import require_language, store_url
from stool.store import Change
from stool.text import actions as action_words
from stool.text import commands as words
from stool.text import coverage as coverage_words
from stool.text import events as event_words
from stool.text.forms import EXPLAINED, UNIT_QUARTER

DONE, REFUSED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parsed = _parser().parse_args(arguments)
    try:
        require_language()
        return int(parsed.run(parsed))
    except StoolError as error:
        if getattr(parsed, "json", False):
            _print_json({"refused": str(error)})
        else:
            print(error, file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m stool", description=words.PROGRAM)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", default=store_url(), metavar="URL", help=words.STORE)
    readable = argparse.ArgumentParser(add_help=False)
    readable.add_argument("--json", action="store_true", help=words.JSON)

    load = commands.add_parser("load", parents=[common, readable], help=words.LOAD)
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
    load.set_defaults(run=_load, wrong_usage=load.error)

    show = commands.add_parser("show", parents=[common, readable], help=words.SHOW)
    show.add_argument("--quarter", metavar="Q", help=words.QUARTER)
    show.add_argument("--unit", metavar="U", default=COMPANY, help=words.UNIT)
    show.add_argument("--as-of", type=int, metavar="REV", help=words.AS_OF)
    show.set_defaults(run=_show)

    links = commands.add_parser("links", parents=[common, readable], help=words.LINKS)
    links.add_argument("--as-of", type=int, metavar="REV", help=words.AS_OF)
    links.set_defaults(run=_links)

    history = commands.add_parser("history", parents=[common, readable], help=words.HISTORY)
    history.set_defaults(run=_history)

    revert = commands.add_parser("revert", parents=[common, readable], help=words.REVERT)
    revert.add_argument("batch", type=int, metavar="BATCH")
    revert.set_defaults(run=_revert)

    _add_units(commands, common)
    _add_noted(commands, [common, readable])
    covered = commands.add_parser("coverage", parents=[common, readable], help=words.COVERAGE)
    covered.add_argument("--as-of", type=int, metavar="REV", help=words.AS_OF)
    covered.set_defaults(run=_coverage)

    schema = commands.add_parser("schema", help=words.SCHEMA)
    schema.add_argument("--kind", choices=[*KINDS, "mapping"], help=words.SCHEMA_KIND)
    schema.set_defaults(run=_schema)

    form = commands.add_parser("template", parents=[common], help=words.TEMPLATE)
    form.add_argument("--known-units", action="store_true", help=words.KNOWN_UNITS)
    form.add_argument("kind", choices=KINDS, help=words.TEMPLATE_KIND)
    form.set_defaults(run=_template, wrong_usage=form.error)

    sample = commands.add_parser("sample", help=words.SAMPLE)
    sample.add_argument("directory", type=Path, metavar="DIR")
    sample.set_defaults(run=_sample)
    return parser


def _add_units(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Commands about the names and regions of units."""
    aliases = commands.add_parser("aliases", parents=[common], help=words.ALIASES)
    aliases.add_argument("file", nargs="?", type=Path, metavar="FILE")
    aliases.add_argument("--remove", action="append", metavar="NAME", help=words.REMOVE)
    aliases.set_defaults(run=_aliases, wrong_usage=aliases.error)

    hierarchy = commands.add_parser("hierarchy", parents=[common], help=words.HIERARCHY)
    hierarchy.add_argument("file", type=Path, metavar="FILE")
    hierarchy.set_defaults(run=_hierarchy)


def _add_noted(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    shared: list[argparse.ArgumentParser],
) -> None:
    """Commands about what people note: what happened, and what they do."""
    events = commands.add_parser("events", parents=shared, help=event_words.COMMAND)
    events.add_argument("file", nargs="?", type=Path, metavar="FILE")
    events.add_argument("--replace", action="store_true", help=event_words.REPLACE)
    events.add_argument("--as-of", type=int, metavar="REV", help=words.AS_OF)
    events.set_defaults(run=_events, wrong_usage=events.error)

    actions = commands.add_parser("actions", parents=shared, help=action_words.COMMAND)
    actions.add_argument("--as-of", type=int, metavar="REV", help=words.AS_OF)
    actions.set_defaults(run=_actions)


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


def _load(options: argparse.Namespace) -> int:
    if bool(options.files) is (options.watch is not None):
        options.wrong_usage(words.NO_FILES)
    mapping = _mapping(options)
    if options.watch is not None:
        return _watch(options, mapping)
    with Book.open(options.store) as book:
        if options.if_empty and book.store.latest() > 0:
            print(words.NOT_EMPTY)
            return DONE
        examined: list[Examined] = []
        refused: list[tuple[str, StoolError]] = []
        for path in options.files:
            try:
                examined.append(book.examine(_file(path), path.name, mapping))
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
        checked = [file.checked for file in examined]
        mixed = bool(change) and 0 < len(book.sample_batches()) < sum(book.store.batches()["live"])
    if options.json:
        _print_json(_load_body(checked, refused, proposals, change))
    else:
        for file in checked:
            print(words.checked(file))
        for name, reason in refused:
            print(words.refused(name, reason), file=sys.stderr)
        for proposal in proposals:
            print(words.proposal(proposal))
        print(words.published(change, bool(refused)))
        if mixed and not is_sample(file.sha256 for file in checked):
            print(words.MIXED)
    return REFUSED if refused else DONE


def _watch(options: argparse.Namespace, mapping: Mapping) -> int:
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
                print(json.dumps(_plain(_outcome_body(outcome)), ensure_ascii=False), flush=True)
                continue
            print(words.watched(outcome.name, outcome.verdict, outcome.reason, outcome.checked))
            for proposal in outcome.proposals:
                print(words.proposal(proposal))
            sys.stdout.flush()
    return REFUSED if refused and options.once else DONE


def _outcome_body(outcome: watching.Outcome) -> dict[str, Any]:
    """One line of JSON for what became of a file."""
    return {
        "file": outcome.name,
        "verdict": outcome.verdict,
        "reason": None if outcome.reason is None else str(outcome.reason),
        "accepted": None if outcome.checked is None else outcome.checked.accepted,
        "rejected": None if outcome.checked is None else outcome.checked.rejected,
        "revision": None if outcome.change is None else outcome.change.revision,
    }


def _mapping(options: argparse.Namespace) -> Mapping:
    """The mapping file with what the flags add to it."""
    path: Path | None = options.mapping
    body = {} if path is None else Mapping.body_of(_bytes(path).decode(errors="replace"))
    said = {key: getattr(options, key) for key in ("day_first", "fiscal_start", *SAID_KEYS)}
    flags = {key: value for key, value in said.items() if value is not None}
    return Mapping.from_json(json.dumps({**body, **flags}))


def _aliases(options: argparse.Namespace) -> int:
    """Load aliases or take some back; with neither, write those in force as a file of them."""
    if options.file is not None and options.remove:
        options.wrong_usage(words.NOT_WITH_REMOVE)
    new = None if options.file is None else read_aliases(_bytes(options.file), options.file.name)
    with Book.open(options.store) as book:
        if new is not None:
            change = book.add_aliases(new, who=getpass.getuser())
            print(words.aliased(len(new.entries), change))
        elif options.remove:
            change = book.remove_aliases(options.remove, who=getpass.getuser())
            print(words.unaliased(options.remove, change))
        else:
            sys.stdout.buffer.write(book.aliases().to_csv())
            sys.stdout.buffer.flush()
    return DONE


def _events(options: argparse.Namespace) -> int:
    """Load events; without a file, write those there are as a file of them."""
    if (options.replace and options.file is None) or (options.file and options.as_of is not None):
        options.wrong_usage(event_words.NOT_WITHOUT_FILE)
    new = None if options.file is None else read_events(_bytes(options.file), options.file.name)
    with Book.open(options.store) as book:
        noted = book.events(options.as_of)
        if new is not None:
            old = noted if options.replace else ()
            change = book.note_events(new, instead_of=old, who=getpass.getuser())
    if new is not None and options.json:
        _print_json({"revision": change.revision, "events": len(new)})
    elif new is not None:
        print(event_words.saved(len(new), change))
    elif options.json:
        _print_json({"events": [event.body() for event in noted]})
    else:
        sys.stdout.buffer.write(events_csv(noted))
        sys.stdout.buffer.flush()
    return DONE


def _actions(options: argparse.Namespace) -> int:
    with Book.open(options.store) as book:
        analysis = book.analysis(options.as_of)
    found = progress(analysis.actions, analysis.legs, next(reversed(analysis.quarters), ""))
    if options.json:
        _print_json(actions_body(analysis.actions, found))
    else:
        print(action_words.as_text(analysis.actions, found))
    return DONE


def _hierarchy(options: argparse.Namespace) -> int:
    hierarchy = read_hierarchy(_bytes(options.file), options.file.name)
    with Book.open(options.store) as book:
        change, placement = book.set_hierarchy(hierarchy, who=getpass.getuser())
    print(words.placed(placement, change))
    return DONE


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoolError(words.unreadable(str(path), error.strerror or str(error))) from error


def _file(path: Path) -> Source:
    """The file at a path, once it is known to be readable."""
    try:
        with path.open("rb"):
            return Source.of(path)
    except OSError as error:
        raise StoolError(words.unreadable(str(path), error.strerror or str(error))) from error


def _load_body(
    checked: Sequence[CheckedFile],
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


def _show(options: argparse.Namespace) -> int:
    with Book.open(options.store) as book:
        reading = book.reading(options.quarter, options.unit, options.as_of)
    if options.json:
        _print_json(reading_body(reading))
    else:
        print(words.reading(reading))
    return DONE


def _links(options: argparse.Namespace) -> int:
    with Book.open(options.store) as book:
        analysis = book.analysis(options.as_of)
        track = book.track_record(options.as_of)
    if options.json:
        _print_json(links_body(analysis, track))
    else:
        print(words.links(analysis, track))
    return DONE


def _history(options: argparse.Namespace) -> int:
    with Book.open(options.store) as book:
        batches = book.store.batches()
        revisions = book.store.revisions()
    if options.json:
        _print_json(
            {
                "batches": batches.to_dict("records"),
                "revisions": revisions.to_dict("records"),
            }
        )
    else:
        print(words.history(batches))
    return DONE


def _revert(options: argparse.Namespace) -> int:
    with Book.open(options.store) as book:
        change = book.revert(options.batch, who=getpass.getuser())
    if options.json:
        _print_json({"revision": change.revision, "reverted": options.batch})
    else:
        print(words.reverted(options.batch, change))
    return DONE


def _coverage(options: argparse.Namespace) -> int:
    with Book.open(options.store) as book:
        found = book.coverage(options.as_of)
    if options.json:
        _print_json(coverage_body(found))
    else:
        print(coverage_words.as_text(found))
    return DONE


def _schema(options: argparse.Namespace) -> int:
    sys.stdout.buffer.write(schema_text(options.kind).encode())  # whatever the terminal speaks
    sys.stdout.buffer.flush()
    return DONE


def _template(options: argparse.Namespace) -> int:
    content = template(options.kind)
    if options.known_units:
        if options.kind != UNIT_QUARTER:
            options.wrong_usage(words.ONLY_BY_HAND)
        with Book.open(options.store) as book:
            analysis = book.analysis()
        nodes = analysis.nodes[analysis.nodes["depth"] == "unit"]
        regions = nodes["parent"].where(nodes["parent"] != COMPANY, "")
        following = [shift(quarter, 1) for quarter in analysis.quarters[-1:]]
        content = unit_quarter_sheet(dict(zip(nodes["node"], regions, strict=True)), following)
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    print(EXPLAINED[options.kind], file=sys.stderr)
    return DONE


def _sample(options: argparse.Namespace) -> int:
    directory: Path = options.directory
    if directory.exists() and any(directory.iterdir()):
        raise StoolError(words.not_empty(str(directory)))
    shutil.copytree(
        SAMPLE,
        directory,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("*.py", "*.json", "__*"),
    )
    print(words.sampled(str(directory), [path.name for path in sample_files()]))
    return DONE


def _print_json(body: dict[str, Any]) -> None:
    print(json.dumps(_plain(body), ensure_ascii=False, indent=2, default=str))


def _plain(value: Any) -> Any:
    """The value with NaN and missing values as null, so that any JSON reader takes it."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
