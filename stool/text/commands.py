"""Words of the command line."""

import math
from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from stool.catalogue import say, say_many
from stool.errors import StoolError
from stool.ingest import CheckedFile, Placement, Proposal
from stool.lag import loop_gain
from stool.noted import Noted
from stool.reading import Analysis, Reading
from stool.reading.record import TrackRecord
from stool.schema import SHOWN
from stool.store import Change
from stool.text import depth, evidence, findings, headline, labels, tiles
from stool.text.noted import notes
from stool.text.numbers import number
from stool.text.record import BACKTEST, STORED, caption_record

PROGRAM = say("Is the stool of employees, customers and profit level, and what follows what?")
STORE = say("path or database URL of the store (default: $STOOL_STORE or stool.db)")
JSON = say("print JSON")
LOAD = say("check CSV files and publish them: all of them, or none")
MAPPING = say("JSON file that says what columns mean")
WATCH = say("keep loading what is dropped in a folder, until stopped")
ONCE = say("with --watch: look through the folder once, for cron")
EVERY = say("with --watch: seconds between two looks")
NO_FILES = say("name files, or a folder to watch with --watch DIR, and not both")
NOT_WITH_WATCH = say("--dry-run and --if-empty go with files, not with --watch")
KNOWN_UNITS = say("with unit-quarter: the units of the store and the next quarter, to fill in")
ONLY_BY_HAND = say("--known-units goes with unit-quarter")
COVERAGE = say(
    "show which ideas of excellent service the data measure, and what to ask for the others"
)
SCHEMA = say("print the JSON Schema of the canonical rows, or of a mapping file")
SCHEMA_KIND = say("one kind of file alone")
TEMPLATE = say("print a CSV to fill in")
TEMPLATE_KIND = say("kind of file")
ALIASES = say(
    "load names that mean another unit: a CSV of alias, unit, from_quarter, to_quarter; without a "
    "file, print those in force"
)
REMOVE = say("let this name stand for itself again; may be given several times")
NOT_WITH_REMOVE = say("name a file, or names to --remove, and not both")
HIERARCHY = say("load which unit belongs to which region: a CSV of unit and parent")
DAY_FIRST = say("dates such as 3/4/2026 are 3 April")
MONTH_FIRST = say("dates such as 3/4/2026 are 4 March")
PERIOD = say("quarter of every row, like 2026Q2, for files without a date")
PLACE = say("unit of every row, for files without a column for it")
FISCAL_START = say("month (1 to 12) the fiscal year of labels like FY24 Q1 begins in")
FISCAL_NAMED = say("whether FY24 is named after the calendar year it starts or ends in")
ENCODING = say("encoding of the files, like cp1252, where they do not show it")
DELIMITER = say("sign between the fields, where the files do not show it")
NUMBER_IS = say("what stands beside the year in labels such as 2024-1")
NAMED_TOTAL = say("what a row is that is called like a total, where its figures do not show it")
DECIMAL = say("sign before the decimals of the numbers, where the files do not show it")
SHEET = say("sheet of a workbook that has several")
DRY_RUN = say("check and report only, change nothing")
REPLACE = say("replace live files that these overlap")
WITHOUT_SAMPLE = say("take the sample data out in the same step")
MIXED = say(
    "The sample is still part of the data: load with --without-sample, or revert its batches."
)
IF_EMPTY = say("do nothing when the store holds anything")
SHOW = say("legs, tilt and links of a quarter")
QUARTER = say("quarter like 2026Q1 (default: the last one loaded)")
UNIT = say("unit or region (default: the whole company)")
AS_OF = say("revision to read (default: the newest)")
LINKS = say("what follows what: every lag, other methods, the record of the forecasts")
HISTORY = say("every file ever loaded")
REVERT = say("take a file back")
SAMPLE = say("write the sample files to a folder")
NOT_EMPTY = say("The store holds data already; nothing loaded.")
VERDICT = {  # of a file of a watched folder
    "loaded": say("loaded"),
    "refused": say("refused"),
    "known": say("known"),
    "later": say("later"),
}
MOST_PROBLEMS = 10  # printed; JSON has them all


def checked(file: CheckedFile) -> str:
    """Verdict of one file, with its first problems."""
    span = quarter_span(file.quarters)
    lines = [
        say(
            "{name}: {accepted} rows accepted, {fixed} of them fixed, {rejected} rejected; "
            "{units}, {span}.",
            name=file.name,
            accepted=f"{file.accepted:,}",
            fixed=f"{file.fixed:,}",
            rejected=f"{file.rejected:,}",
            units=say_many("{number} unit", "{number} units", len(file.units)),
            span=span,
        )
    ]
    problems = file.problems
    for problem in problems.head(MOST_PROBLEMS).to_dict("records"):
        lines.append("  " + problem_line(problem))
    if len(problems) > MOST_PROBLEMS:
        lines.append(
            say(
                "  … and {problems} more (--json lists them all).",
                problems=f"{len(problems) - MOST_PROBLEMS:,}",
            )
        )
    return "\n".join(lines)


def quarter_span(quarters: tuple[str, ...]) -> str:
    """2021Q2 to 2026Q1, or the one quarter there is."""
    if len(quarters) <= 1:
        return quarters[0] if quarters else say("no quarter")
    return say(
        "{first} to {last}",
        first=quarters[0],
        last=quarters[-1],
    )


def problem_line(problem: dict[Hashable, Any]) -> str:
    """One problem: where, what, which rule, what to do."""
    where = "" if pd.isna(problem["row"]) else say("row {row}, ", row=f"{problem['row']:.0f}")
    return (
        f"{labels.OUTCOME[problem['outcome']]}: {where}{problem['column']} = “{problem['value']}”: "
        f"{problem['rule']}. {problem['remedy']}"
    )


def refused(name: str, error: StoolError) -> str:
    """Why a file was refused."""
    return say("{name}: refused. {error}", name=name, error=error)


def watched(
    name: str,
    verdict: str,
    reason: StoolError | None,
    file: CheckedFile | Noted | None,
) -> str:
    """What became of a file of a watched folder."""
    word = VERDICT[verdict]
    if reason is not None:
        return f"{name}: {word}. {reason}"
    if isinstance(file, Noted):
        return f"{word}: {noted(file)}"
    return f"{name}: {word}." if file is None else f"{word}: {checked(file)}"


def proposal(found: Proposal) -> str:
    """A new name that may be a unit there is, with what to do about it."""
    if found.kind == "same":
        return say(
            "“{unit}” is read as “{known}”: {reason}.",
            unit=found.unit,
            known=found.known,
            reason=found.reason,
        )
    if found.kind == "doubt":
        known = ", ".join(f"“{name}”" for name in found.others)
        return say(
            "“{unit}” is new; it may be one of {known}. {alias}{unit},…",
            unit=found.unit,
            known=known,
            alias=_ALIAS,
        )
    return say(
        "“{unit}” is new; is it “{known}”? {reason}. {alias}{unit},{known}",
        unit=found.unit,
        known=found.known,
        reason=found.reason,
        alias=_ALIAS,
    )


_ALIAS = say("If so, load an alias file with the lines: alias,unit / ")


def aliased(entries: int, change: Change) -> str:
    """What loading an alias file did."""
    return say(
        "Revision {revision}: {aliases} in force.",
        revision=change.revision,
        aliases=say_many("{number} alias", "{number} aliases", entries),
    )


def unaliased(names: list[str], change: Change) -> str:
    """What taking aliases back did."""
    named = ", ".join(f"“{name}”" for name in names)
    return say(
        "Revision {revision}: {named} taken out of the aliases.",
        revision=change.revision,
        named=named,
    )


def placed(placement: Placement, change: Change) -> str:
    """What loading a hierarchy file did."""
    regions = len(set(placement.parents.values()))
    head = say(
        "Revision {revision}: {regions}.",
        revision=change.revision,
        regions=say_many("{number} region", "{number} regions", regions),
    )
    return " ".join([head, *placement.notes])


def noted(file: Noted) -> str:
    """Verdict of a file of notes."""
    return say("{name}: {notes} read.", name=file.name, notes=notes([file]))


def published(change: Change | None, any_refused: bool, files: Sequence[Noted] = ()) -> str:
    """What a load changed."""
    if any_refused:
        return say("Nothing was loaded: all files go in together, or none.")
    if change is None:
        return say("Checked only; nothing was changed.")
    if not change.published and files:
        return say(
            "Revision {revision}: {notes} noted.", revision=change.revision, notes=notes(files)
        )
    if not change.published:
        return say(
            "Nothing changed: these files are loaded already (revision {revision}).",
            revision=change.revision,
        )
    ids = ", ".join(str(each) for each in change.published)
    replaced = ", ".join(str(each) for each in change.replaced)
    tail = say("; {replaced} taken out", replaced=replaced) if replaced else ""
    tail += say("; {notes} noted", notes=notes(files)) if files else ""
    return say(
        "Revision {revision}: batch {ids} loaded{tail}.",
        revision=change.revision,
        ids=ids,
        tail=tail,
    )


def reverted(batch: int, change: Change) -> str:
    """What a revert changed."""
    return say(
        "Revision {revision}: batch {batch} is no longer part of the data.",
        revision=change.revision,
        batch=batch,
    )


def unreadable(path: str, reason: str) -> str:
    """Why a file could not be opened."""
    return say(
        "{path} cannot be read: {reason}. Name an existing file that you may read.",
        path=path,
        reason=reason,
    )


def not_empty(path: str) -> str:
    """Why the sample was not written."""
    return say(
        "{path} is not an empty folder, so the sample was not written. Name a new folder.",
        path=path,
    )


def sampled(path: str, names: list[str]) -> str:
    """What was written."""
    return say(
        "Wrote {names} and two further quarters under next/ to {path}.",
        names=", ".join(names),
        path=path,
    )


def reading(found: Reading) -> str:
    """The reading as text."""
    lines = [headline.headline(found), headline.subline(found), ""]
    for leg, each in found.legs.items():
        name = labels.LEG[leg]
        if each.hidden != SHOWN:
            lines.append(f"{name:<18} {labels.hidden(each.hidden, each.minimum)}")
        elif not math.isfinite(each.score):
            lines.append(say("{name} no score   {raw}", name=f"{name:<18}", raw=tiles.raw(each)))
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
        lines.append(f"{pair}: {labels.EVIDENCE[link.evidence]}. {evidence.sentence(link)}")
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
    gain = [evidence.gain(loop_gain(analysis.links))] if analysis.links else []
    return "\n\n".join([*parts, *gain, *record, *waiting])


def history(batches: pd.DataFrame) -> str:
    """Every batch, one line each, newest first."""
    if batches.empty:
        return say("Nothing has been loaded yet.")
    return "\n".join(
        say(
            "batch {batch} {live}: {file} ({source}; {rows} rows, {rejected} rejected) by {who} "
            "at {made_at} UTC, sha256 {sha256}",
            batch=row["batch"],
            live=say("live") if row["live"] else say("ended"),
            file=row["file_name"],
            source=row["source"],
            rows=f"{row['rows_accepted']:,}",
            rejected=f"{row['rows_rejected']:,}",
            who=row["who"],
            made_at=f"{row['made_at']:%Y-%m-%d %H:%M}",
            sha256=str(row["sha256"])[:12],
        )
        for row in batches.to_dict("records")
    )
