"""Words of the command line."""

import math
from collections.abc import Hashable
from typing import Any

import pandas as pd

from stool.errors import StoolError
from stool.ingest import CheckedFile, Placement, Proposal
from stool.reading import Analysis, Reading
from stool.reading.record import TrackRecord
from stool.schema import SHOWN
from stool.store import Change
from stool.text import depth, evidence, findings, headline, labels, tiles
from stool.text.numbers import number
from stool.text.record import BACKTEST, STORED, caption_record

PROGRAM = "Is the stool of employees, customers and profit level, and what follows what?"
STORE = "path or database URL of the store (default: $STOOL_STORE or stool.db)"
JSON = "print JSON"
LOAD = "check CSV files and publish them: all of them, or none"
MAPPING = "JSON file that says what columns mean"
WATCH = "keep loading what is dropped in a folder, until stopped"
ONCE = "with --watch: look through the folder once, for cron"
EVERY = "with --watch: seconds between two looks"
NO_FILES = "name files, or a folder to watch with --watch DIR, and not both"
NOT_WITH_WATCH = "--dry-run and --if-empty go with files, not with --watch"
KNOWN_UNITS = "with unit-quarter: the units of the store and the next quarter, to fill in"
ONLY_BY_HAND = "--known-units goes with unit-quarter"
COVERAGE = "show which ideas of excellent service the data measure, and what to ask for the others"
SCHEMA = "print the JSON Schema of the canonical rows, or of a mapping file"
SCHEMA_KIND = "one kind of file alone"
TEMPLATE = "print a CSV to fill in"
TEMPLATE_KIND = "kind of file"
ALIASES = (
    "load names that mean another unit: a CSV of alias, unit, from_quarter, to_quarter; "
    "without a file, print those in force"
)
REMOVE = "let this name stand for itself again; may be given several times"
NOT_WITH_REMOVE = "name a file, or names to --remove, and not both"
HIERARCHY = "load which unit belongs to which region: a CSV of unit and parent"
DAY_FIRST = "dates such as 3/4/2026 are 3 April"
MONTH_FIRST = "dates such as 3/4/2026 are 4 March"
PERIOD = "quarter of every row, like 2026Q2, for files without a date"
PLACE = "unit of every row, for files without a column for it"
FISCAL_START = "month (1 to 12) the fiscal year of labels like FY24 Q1 begins in"
FISCAL_NAMED = "whether FY24 is named after the calendar year it starts or ends in"
ENCODING = "encoding of the files, like cp1252, where they do not show it"
DELIMITER = "sign between the fields, where the files do not show it"
NUMBER_IS = "what stands beside the year in labels such as 2024-1"
NAMED_TOTAL = "what a row is that is called like a total, where its figures do not show it"
DECIMAL = "sign before the decimals of the numbers, where the files do not show it"
SHEET = "sheet of a workbook that has several"
DRY_RUN = "check and report only, change nothing"
REPLACE = "replace live files that these overlap"
WITHOUT_SAMPLE = "take the sample data out in the same step"
MIXED = "The sample is still part of the data: load with --without-sample, or revert its batches."
IF_EMPTY = "do nothing when the store holds anything"
SHOW = "legs, tilt and links of a quarter"
QUARTER = "quarter like 2026Q1 (default: the last one loaded)"
UNIT = "unit or region (default: the whole company)"
AS_OF = "revision to read (default: the newest)"
LINKS = "what follows what: every lag, other methods, the record of the forecasts"
HISTORY = "every file ever loaded"
REVERT = "take a file back"
SAMPLE = "write the sample files to a folder"
NOT_EMPTY = "The store holds data already; nothing loaded."
MOST_PROBLEMS = 10  # printed; JSON has them all


def checked(file: CheckedFile) -> str:
    """Verdict of one file, with its first problems."""
    span = quarter_span(file.quarters)
    lines = [
        f"{file.name}: {file.accepted:,} rows accepted, {file.fixed:,} of them fixed, "
        f"{file.rejected:,} rejected; {labels.count(len(file.units), 'unit')}, {span}."
    ]
    problems = file.problems
    for problem in problems.head(MOST_PROBLEMS).to_dict("records"):
        lines.append("  " + problem_line(problem))
    if len(problems) > MOST_PROBLEMS:
        lines.append(f"  … and {len(problems) - MOST_PROBLEMS:,} more (--json lists them all).")
    return "\n".join(lines)


def quarter_span(quarters: tuple[str, ...]) -> str:
    """2021Q2 to 2026Q1, or the one quarter there is."""
    if len(quarters) <= 1:
        return quarters[0] if quarters else "no quarter"
    return f"{quarters[0]} to {quarters[-1]}"


def problem_line(problem: dict[Hashable, Any]) -> str:
    """One problem: where, what, which rule, what to do."""
    where = "" if pd.isna(problem["row"]) else f"row {problem['row']:.0f}, "
    return (
        f"{problem['outcome']}: {where}{problem['column']} = “{problem['value']}”: "
        f"{problem['rule']}. {problem['remedy']}"
    )


def refused(name: str, error: StoolError) -> str:
    """Why a file was refused."""
    return f"{name}: refused. {error}"


def watched(name: str, verdict: str, reason: StoolError | None, file: CheckedFile | None) -> str:
    """What became of a file of a watched folder."""
    if reason is not None:
        return f"{name}: {verdict}. {reason}"
    return f"{name}: {verdict}." if file is None else f"{verdict}: {checked(file)}"


def proposal(found: Proposal) -> str:
    """A new name that may be a unit there is, with what to do about it."""
    if found.kind == "same":
        return f"“{found.unit}” is read as “{found.known}”: {found.reason}."
    if found.kind == "doubt":
        known = ", ".join(f"“{name}”" for name in found.others)
        return f"“{found.unit}” is new; it may be one of {known}. {_ALIAS}{found.unit},…"
    return (
        f"“{found.unit}” is new; is it “{found.known}”? {found.reason}. "
        f"{_ALIAS}{found.unit},{found.known}"
    )


_ALIAS = "If so, load an alias file with the lines: alias,unit / "


def aliased(entries: int, change: Change) -> str:
    """What loading an alias file did."""
    return f"Revision {change.revision}: {labels.count(entries, 'alias', 'aliases')} in force."


def unaliased(names: list[str], change: Change) -> str:
    """What taking aliases back did."""
    named = ", ".join(f"“{name}”" for name in names)
    return f"Revision {change.revision}: {named} taken out of the aliases."


def placed(placement: Placement, change: Change) -> str:
    """What loading a hierarchy file did."""
    regions = len(set(placement.parents.values()))
    head = f"Revision {change.revision}: {labels.count(regions, 'region')}."
    return " ".join([head, *placement.notes])


def published(change: Change | None, any_refused: bool) -> str:
    """What a load changed."""
    if any_refused:
        return "Nothing was loaded: all files go in together, or none."
    if change is None:
        return "Checked only; nothing was changed."
    if not change.published:
        return f"Nothing changed: these files are loaded already (revision {change.revision})."
    ids = ", ".join(str(each) for each in change.published)
    replaced = ", ".join(str(each) for each in change.replaced)
    tail = f"; {replaced} taken out" if replaced else ""
    return f"Revision {change.revision}: batch {ids} loaded{tail}."


def reverted(batch: int, change: Change) -> str:
    """What a revert changed."""
    return f"Revision {change.revision}: batch {batch} is no longer part of the data."


def unreadable(path: str, reason: str) -> str:
    """Why a file could not be opened."""
    return f"{path} cannot be read: {reason}. Name an existing file that you may read."


def not_empty(path: str) -> str:
    """Why the sample was not written."""
    return f"{path} is not an empty folder, so the sample was not written. Name a new folder."


def sampled(path: str, names: list[str]) -> str:
    """What was written."""
    return f"Wrote {', '.join(names)} and two further quarters under next/ to {path}."


def reading(found: Reading) -> str:
    """The reading as text."""
    lines = [headline.headline(found), headline.subline(found), ""]
    for leg, each in found.legs.items():
        name = labels.LEG[leg]
        if each.hidden != SHOWN or not math.isfinite(each.score):
            lines.append(f"{name:<18} no score   {tiles.raw(each)}")
        else:
            lines.append(
                f"{name:<18} {number(each.score):>5}  {headline.change_words(each)}; "
                f"{tiles.margin(each)}; {tiles.raw(each)}"
            )
    if found.tilt is not None:
        lines.append(
            f"{labels.TILT:<18} {number(found.tilt.points, 1):>5}  "
            f"{headline.tilt_direction(found.tilt)}; {tiles.noise(found.tilt)}"
        )
    lines.append("")
    for (leader, follower), link in found.links.items():
        pair = f"{labels.LEG_SHORT[leader]} → {labels.LEG_SHORT[follower]}"
        lines.append(f"{pair}: {link.evidence.word}. {evidence.sentence(link)}")
    lines.append("")
    for title, group in ((labels.ATTENTION, found.attention), (labels.TRUST, found.trust)):
        lines += [title, *(f"- {findings.sentence(each)}" for each in group), ""]
    lines.append(labels.as_of(found.quarter, found.node, found.revision))
    return "\n".join(lines)


def links(analysis: Analysis, track: TrackRecord) -> str:
    """The three links in depth and how the forecasts did, as text."""
    parts = [str(link) for link in analysis.links.values()] or [labels.NO_LINKS]
    record = [
        caption_record(row, kind=kind)
        for kind, graded in ((STORED, track.graded), (BACKTEST, track.backtest_graded))
        for row in graded.to_dict("records")
    ]
    waiting = [
        depth.pending(len(rows), labels.series(str(follower)), labels.quarter(str(quarter)))
        for (follower, quarter), rows in track.pending.groupby(["follower", "quarter"])
    ]
    return "\n\n".join([*parts, *record, *waiting])


def history(batches: pd.DataFrame) -> str:
    """Every batch, one line each, newest first."""
    if batches.empty:
        return "Nothing has been loaded yet."
    return "\n".join(
        f"batch {row['batch']} {'live' if row['live'] else 'ended'}: {row['file_name']} "
        f"({row['source']}; {row['rows_accepted']:,} rows, {row['rows_rejected']:,} rejected) by "
        f"{row['who']} at {row['made_at']:%Y-%m-%d %H:%M} UTC, sha256 {str(row['sha256'])[:12]}"
        for row in batches.to_dict("records")
    )
