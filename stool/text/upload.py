"""Words of the Data page."""

import pandas as pd

from stool.ingest import CheckedFile
from stool.store import Change
from stool.text.commands import published as published_
from stool.text.commands import quarter_span
from stool.text.labels import LEG_SHORT, count

TITLE = "Load files"
SUBTITLE = (
    "Employee survey, customer survey and revenue, as your tools export them (CSV). Nothing leaves "
    "this machine; respondent rows are summed up and not kept."
)
DROP = "CSV files"
READING = "Reading the file…"
PUBLISHING = "Publishing…"
REFUSED = "Refused."
MAPPING = "How the columns were understood: look, or change it"
PREVIEW = "As in the file"
UNDERSTOOD = "As understood; change any cell, the verdict follows at once"
COLUMN, ROLE, LEG, METRIC, SCALE, BETTER, DIMENSION, OF, WHY = (
    "Column",
    "Role",
    "Leg",
    "Name of the figure",
    "Scale",
    "Better",
    "Segment",
    "Belongs to",
    "Why",
)
DATES = "Dates such as 3/4/2026"
DATE_ORDER = {"file": "as the file settles it", "day": "day first", "month": "month first"}
PROBLEM = {
    "file": "File",
    "row": "Row",
    "column": "Column",
    "value": "Value",
    "rule": "Rule",
    "remedy": "What to do",
    "outcome": "Outcome",
}
PROBLEMS = "Every problem of the file, by row"
DOWNLOAD_PROBLEMS = "Download this list"
ALL_OR_NONE = (
    "A file above is refused. All files go in together, or none: put it right, or take it out of "
    "the list."
)
REPLACE = "Replace the live files that these overlap"
WITHOUT_SAMPLE = "Take the sample data out at the same time"
MATCHES = "What is loaded: units × quarters"
MATCHES_SUB = "quarters with data per leg; holes are named, hidden quarters counted"
NO_DATA = "Nothing is loaded yet."
TARGETS = "Floor, target and stretch"
TARGETS_SUB = (
    "a leg scores 0 at the floor, 75 at the target, 100 at stretch; they must rise in that order, "
    "or fall where lower is better"
)
FLOOR, TARGET, STRETCH, ORIGIN = "Floor", "Target", "Stretch", "Set by"
FROM_HISTORY, FROM_YOU = "history (provisional)", "you"
SAVE_TARGETS = "Save targets"
HISTORY = "History"
HISTORY_SUB = "every file ever loaded, newest first"
REVERT = "Revert"
PICK_BATCH = "Take a live file back"
REVERT_NOTE = (
    "Its figures leave every page from the next revision on; older revisions keep them, and the "
    "file can be loaded again."
)
BATCH = {
    "batch": "Batch",
    "file_name": "File",
    "source": "Legs",
    "rows_accepted": "Rows",
    "rows_rejected": "Rejected",
    "who": "By",
    "made_at": "When (UTC)",
    "valid_from": "From revision",
    "valid_to": "To revision",
    "live": "Live",
    "sha256": "SHA-256",
}
UNIT, FIRST, LAST, HOLES, HIDDEN = "Unit", "First", "Last", "Holes", "Hidden"


def matched(table: pd.DataFrame) -> pd.DataFrame:
    """The match table with headings and holes in words."""
    holes = [
        ", ".join(f"{LEG_SHORT[leg]} {quarter}" for leg, quarter in found)
        for found in table["holes"]
    ]
    named = {"unit": UNIT, **LEG_SHORT, "first": FIRST, "last": LAST}
    named |= {"holes": HOLES, "hidden": HIDDEN}
    return table.assign(holes=holes).rename(columns=named)


def verdict(file: CheckedFile) -> str:
    """Counts of one file in one line."""
    span = quarter_span(file.quarters)
    return (
        f"{count(file.accepted, 'row')} accepted, {file.fixed:,} of them fixed, "
        f"{file.rejected:,} rejected · {count(len(file.units), 'unit')} · {span} · "
        f"{file.encoding}, separated by {_separator(file.delimiter)}"
    )


def publish(files: int) -> str:
    """The button."""
    return f"Publish {count(files, 'file')}"


def published(change: Change) -> str:
    """What publishing changed."""
    return published_(change, False)


def batch(number: int, file: str) -> str:
    """A live file in the list of what can be reverted."""
    return f"Batch {number}: {file}"


def saved(revision: int) -> str:
    """What saving targets did."""
    return f"Revision {revision}: targets saved."


def _separator(delimiter: str) -> str:
    return {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}.get(delimiter, delimiter)
