"""Words of the Data page."""

import pandas as pd

from stool.errors.layout import DELIMITERS
from stool.ingest import CheckedFile, Table
from stool.store import Change
from stool.text.commands import published as published_
from stool.text.commands import quarter_span
from stool.text.labels import LEG_SHORT, count

TITLE = "Load files"
SUBTITLE = (
    "Employee survey, customer survey and revenue, as your tools export them: CSV, Excel or "
    "Parquet, any number at once. Nothing leaves this machine; respondent rows are summed up and "
    "not kept."
)
DROP = "Files to load"
READING = "Reading the file…"
CHECKING = "Checking the rows…"
PUBLISHING = "Publishing…"
REFUSED = "Refused."
AS_LAST_TIME = "read as last time"
FORGET = "Read it afresh"
FORGET_WHY = "Guess its columns anew, whatever was said of earlier files with these headers"
DETAILS = "Look closer"
ROWS, COLUMNS, HOW_READ, PROBLEM_LIST = "rows", "columns", "reading", "problems"
PART = {
    ROWS: "As in the file / as understood",
    COLUMNS: "How the columns were understood",
    HOW_READ: "How the file was read",
}
AS_WRITTEN = "As in the file"
AS_UNDERSTOOD = "As understood"
ROWS_NOTE = "The first rows. A rejected row is not among those understood."
NOT_UNDERSTOOD = "None of the first rows could be understood."
NOT_YET = "The rows are read once the questions above are answered."
LINE = "Row"
BLANK = "–"  # in a cell without a value
FIELD = {"quarter": "Quarter", "unit": "Unit", "region": "Region"}
UNDERSTOOD = "As understood. Change any cell: the verdict follows at once."
COLUMN, QUESTION, ROLE, LEG, METRIC, SCALE, BETTER, DIMENSION, OF, SURE, WHY = (
    "Column",
    "Question",
    "Used as",
    "Leg",
    "Name of the figure",
    "Scale",
    "Better",
    "Segment",
    "Belongs to",
    "How sure",
    "Why",
)
ROLE_NAME = {
    "quarter": "quarter or date",
    "unit": "unit",
    "region": "region",
    "metric": "figure",
    "n": "number of answers",
    "sd": "standard deviation",
    "dimension": "segment",
    "respondent": "identifier",
    "weight": "weight (not applied)",
    "comment": "comment (not kept)",
    "ignore": "not used",
}
CONFIDENCE = {"said": "as said", "sure": "sure", "likely": "likely", "open": "open"}
DATES = "Dates such as 3/4/2026"
DATE_ORDER = {"file": "as the file settles it", "day": "day first", "month": "month first"}
A_ROW = "A row is"
ROW_KIND = {"respondent": "one person's answer", "aggregated": "a unit's whole quarter"}
NO_FIGURE = "the mean of its questions"
WORDED = "Answers in words of"
STAGE, FOUND = "Step", "Found"
AS_FOUND = "as found"
ENCODING, DELIMITER = "Read the text as", "Fields are separated by"
ENCODING_SAMPLES = "The same words in other encodings"
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
ANSWER_FIRST = (
    "A file above has an open question. All files go in together, or none: answer it, or take the "
    "file out of the list."
)
TEMPLATES = "Templates to fill in"
ALL_OR_NONE = (
    "A file above is refused. All files go in together, or none: put it right, or take it out of "
    "the list."
)
REPLACE = "Replace the live files that these overlap"
WITHOUT_SAMPLE = "Take the sample data out at the same time"
MATCHES = "What is loaded: units × quarters"
MATCHES_SUB = "quarters with data per leg; holes are named, hidden quarters counted"
NO_DATA = "Nothing is loaded yet."
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
    return (
        f"{count(file.accepted, 'row')} accepted, {file.fixed:,} of them fixed, "
        f"{file.rejected:,} rejected · {count(len(file.units), 'unit')} · "
        f"{quarter_span(file.quarters)} · {how_read(file.encoding, file.delimiter)}"
    )


def unsettled(table: Table, questions: int) -> str:
    """A file that was read and is not understood yet, in one line."""
    rows, columns = count(table.row_count, "row"), count(len(table.columns), "column")
    asked = f"{count(questions, 'question')} open"
    return f"{rows} in {columns} · {how_read(table.encoding, table.delimiter)} · {asked}"


def as_last_time(sentence: str) -> str:
    """A verdict on a file whose columns are read as in an earlier one."""
    return f"{sentence} · {AS_LAST_TIME}"


def how_read(encoding: str, delimiter: str) -> str:
    """Encoding and delimiter; of a workbook its sheet."""
    return f"{encoding}, separated by {_separator(delimiter)}" if delimiter else encoding


def detail(name: str, problems: int, short: bool = False) -> str:
    """A part of a file that can be looked at; in one word where there is little room."""
    if name == PROBLEM_LIST:
        return f"Problems ({problems:,})"
    return name.capitalize() if short else PART[name]


def reading(name: str) -> str:
    """Progress with a long file."""
    return f"Reading {name}…"


def stands_for(leg: str) -> str:
    """Which figure stands for a leg."""
    return f"{LEG_SHORT[leg]} is"


def publish(files: int) -> str:
    """The button."""
    return f"Publish {count(files, 'file')}"


def published(change: Change) -> str:
    """What publishing changed."""
    return published_(change, False)


def effect(found: str) -> str:
    """What publishing did to the headline."""
    return f"Headline: {found}."


def own_sheet(units: int, quarter: str) -> str:
    """The sheet to fill in by hand, made of what is loaded."""
    return f"Your {count(units, 'unit')}, {quarter}"


def _separator(delimiter: str) -> str:
    return DELIMITERS.get(delimiter, delimiter)
