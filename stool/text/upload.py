"""Words of the Data page."""

from collections.abc import Sequence

import pandas as pd

from stool.catalogue import say, say_many
from stool.errors.layout import DELIMITERS
from stool.ingest import CheckedFile, Table
from stool.noted import Noted
from stool.store import Change
from stool.text.commands import published as published_
from stool.text.commands import quarter_span
from stool.text.labels import LEG_SHORT, OUTCOME
from stool.text.noted import notes

TITLE = say("Load files")
SUBTITLE = say(
    "Employee survey, customer survey and revenue, and a service log or survey of internal service "
    "where you have one, as your tools export them: CSV, Excel or Parquet, any number at once; "
    "lists of actions, standards and events too. Nothing leaves this machine; rows are summed up "
    "and not kept."
)
DROP = say("Files to load")
READING = say("Reading the file…")
CHECKING = say("Checking the rows…")
PUBLISHING = say("Publishing…")
REFUSED = say("Refused.")
AS_LAST_TIME = say("read as last time")
FORGET = say("Read it afresh")
FORGET_WHY = say("Guess its columns anew, whatever was said of earlier files with these headers")
DETAILS = say("Look closer")
ROWS, COLUMNS, HOW_READ, PROBLEM_LIST = "rows", "columns", "reading", "problems"
PART = {
    ROWS: say("As in the file / as understood"),
    COLUMNS: say("How the columns were understood"),
    HOW_READ: say("How the file was read"),
}
SHORT = {
    ROWS: say("Rows"),
    COLUMNS: say("Columns"),
    HOW_READ: say("Reading"),
}
AS_WRITTEN = say("As in the file")
AS_UNDERSTOOD = say("As understood")
ROWS_NOTE = say("The first rows. A rejected row is not among those understood.")
NOT_UNDERSTOOD = say("None of the first rows could be understood.")
NOT_YET = say("The rows are read once the questions above are answered.")
LINE = say("Row")
BLANK = "–"  # in a cell without a value
FIELD = {"quarter": say("Quarter"), "unit": say("Unit"), "region": say("Region")}
UNDERSTOOD = say("As understood. Change any cell: the verdict follows at once.")
COLUMN, QUESTION, ROLE, LEG, METRIC, SCALE, BETTER, DIMENSION, OF, SURE, WHY = (
    say("Column"),
    say("Question"),
    say("Used as"),
    say("Leg"),
    say("Name of the figure"),
    say("Scale"),
    say("Better"),
    say("Segment"),
    say("Belongs to"),
    say("How sure"),
    say("Why"),
)
BETTER_NAME = {"higher": say("higher"), "lower": say("lower")}
DIMENSION_NAME = {
    "level": say("level"),
    "tenure": say("tenure"),
    "segment": say("segment"),
    "served_by": say("served by"),
    "customer_team": say("team served"),
}
ROLE_NAME = {
    "quarter": say("quarter or date"),
    "unit": say("unit"),
    "region": say("region"),
    "metric": say("figure"),
    "moment": say("moment of a case"),
    "n": say("number of answers"),
    "sd": say("standard deviation"),
    "dimension": say("segment"),
    "respondent": say("identifier"),
    "weight": say("weight (not applied)"),
    "comment": say("comment (kept masked)"),
    "suggestion": say("suggestion (kept masked)"),
    "ignore": say("not used"),
}
CONFIDENCE = {
    "said": say("as said"),
    "sure": say("sure"),
    "likely": say("likely"),
    "open": say("open"),
}
DATES = say("Dates such as 3/4/2026")
DATE_ORDER = {
    "file": say("as the file settles it"),
    "day": say("day first"),
    "month": say("month first"),
}
A_ROW = say("A row is")
ROW_KIND = {"respondent": say("one person's answer"), "aggregated": say("a unit's whole quarter")}
NO_FIGURE = say("the mean of its questions")
WORDED = say("Answers in words of")
STAGE, FOUND = say("Step"), say("Found")
STEP = {  # by `stool.ingest.files.stages.Stage.stage`
    "container": say("Container"),
    "sheet": say("Sheet"),
    "merged cells": say("Merged cells"),
    "formulas": say("Formulas"),
    "dates": say("Dates"),
    "encoding": say("Encoding"),
    "delimiter": say("Delimiter"),
    "preamble": say("Preamble"),
    "header": say("Header"),
    "columns": say("Columns"),
    "repeated header": say("Repeated header"),
    "headings": say("Headings"),
    "totals": say("Totals"),
    "footer": say("Footer"),
    "statement": say("Statement"),
    "revenue": say("Revenue"),
    "cost": say("Cost"),
    "check": say("Check"),
    "months": say("Months"),
    "shares": say("Shares"),
    "wide": say("Wide"),
}
AS_FOUND = say("as found")
ENCODING, DELIMITER = say("Read the text as"), say("Fields are separated by")
ENCODING_SAMPLES = say("The same words in other encodings")
PROBLEM = {
    "file": say("File"),
    "row": say("Row"),
    "column": say("Column"),
    "value": say("Value"),
    "rule": say("Rule"),
    "remedy": say("What to do"),
    "outcome": say("Outcome"),
}
PROBLEMS = say("Every problem of the file, by row")
DOWNLOAD_PROBLEMS = say("Download this list")
ANSWER_FIRST = say(
    "A file above has an open question. All files go in together, or none: answer it, or take the "
    "file out of the list."
)
TEMPLATES = say("Templates to fill in")
ALL_OR_NONE = say(
    "A file above is refused. All files go in together, or none: put it right, or take it out of "
    "the list."
)
REPLACE = say("Replace the live files that these overlap")
WITHOUT_SAMPLE = say("Take the sample data out at the same time")
MATCHES = say("What is loaded: units × quarters")
MATCHES_SUB = say("quarters with data per leg; holes are named, hidden quarters counted")
NO_DATA = say("Nothing is loaded yet.")
UNIT, FIRST, LAST, HOLES, HIDDEN = (
    say("Unit"),
    say("First"),
    say("Last"),
    say("Holes"),
    say("Hidden"),
)


def matched(table: pd.DataFrame) -> pd.DataFrame:
    """The match table with headings and holes in words."""
    holes = [
        ", ".join(f"{LEG_SHORT[leg]} {quarter}" for leg, quarter in found)
        for found in table["holes"]
    ]
    named = {"unit": UNIT, **LEG_SHORT, "first": FIRST, "last": LAST}
    named |= {"holes": HOLES, "hidden": HIDDEN}
    return table.assign(holes=holes).rename(columns=named)


def problem_table(problems: pd.DataFrame) -> pd.DataFrame:
    """Problems with headings and outcomes in words."""
    told = problems.assign(outcome=problems["outcome"].map(OUTCOME))
    return told.rename(columns=PROBLEM)


def verdict(file: CheckedFile) -> str:
    """Counts of one file in one line."""
    return say(
        "{rows} accepted, {fixed} of them fixed, {rejected} rejected · {units} · {quarters} · "
        "{how_read}",
        rows=say_many("{number} row", "{number} rows", file.accepted),
        fixed=f"{file.fixed:,}",
        rejected=f"{file.rejected:,}",
        units=say_many("{number} unit", "{number} units", len(file.units)),
        quarters=quarter_span(file.quarters),
        how_read=how_read(file.encoding, file.delimiter),
    )


def unsettled(table: Table, questions: int) -> str:
    """A file that was read and is not understood yet, in one line."""
    rows, columns = (
        say_many("{number} row", "{number} rows", table.row_count),
        say_many("{number} column", "{number} columns", len(table.columns)),
    )
    asked = say(
        "{questions} open", questions=say_many("{number} question", "{number} questions", questions)
    )
    return say(
        "{rows} in {columns} · {how_read} · {asked}",
        rows=rows,
        columns=columns,
        how_read=how_read(table.encoding, table.delimiter),
        asked=asked,
    )


def as_last_time(sentence: str) -> str:
    """A verdict on a file whose columns are read as in an earlier one."""
    return f"{sentence} · {AS_LAST_TIME}"


def how_read(encoding: str, delimiter: str) -> str:
    """Encoding and delimiter; of a workbook its sheet."""
    return (
        say(
            "{encoding}, separated by {separator}",
            encoding=encoding,
            separator=_separator(delimiter),
        )
        if delimiter
        else encoding
    )


def detail(name: str, problems: int, short: bool = False) -> str:
    """A part of a file that can be looked at; in one word where there is little room."""
    if name == PROBLEM_LIST:
        return say("Problems ({problems})", problems=f"{problems:,}")
    return SHORT[name] if short else PART[name]


def reading(name: str) -> str:
    """Progress with a long file."""
    return say("Reading {name}…", name=name)


def stands_for(leg: str) -> str:
    """Which figure stands for a leg."""
    return say("{leg} is", leg=LEG_SHORT[leg])


def publish(files: int) -> str:
    """The button."""
    return say("Publish {files}", files=say_many("{number} file", "{number} files", files))


def noted(file: Noted) -> str:
    """What a file of notes holds, in one line."""
    return say(
        "{notes}: they are kept as notes, and can be changed on the Plan and Data pages",
        notes=notes([file]),
    )


def published(change: Change, files: Sequence[Noted] = ()) -> str:
    """What publishing changed."""
    return published_(change, False, files)


def effect(found: str) -> str:
    """What publishing did to the headline."""
    return say("Headline: {found}.", found=found)


def own_sheet(units: int, quarter: str) -> str:
    """The sheet to fill in by hand, made of what is loaded."""
    return say(
        "Your {units}, {quarter}",
        units=say_many("{number} unit", "{number} units", units),
        quarter=quarter,
    )


def _separator(delimiter: str) -> str:
    return DELIMITERS.get(delimiter, delimiter)
