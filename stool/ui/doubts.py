"""What a file leaves open and an analyst can settle: the questions of the Data page."""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from stool.errors import (
    AmbiguousDateError,
    DecimalSignError,
    DoubtfulTotalError,
    FiscalYearError,
    MissingCountError,
    MixedEncodingError,
    MonthOrQuarterError,
    SheetChoiceError,
    StoolError,
    UndecodableError,
    UnitInTwoRegionsError,
    UnknownEncodingError,
    UnknownSheetError,
    UnsettledDelimiterError,
)
from stool.ingest import Column, Mapping, Table
from stool.ingest.language.fiscal import Fiscal, fiscal_texts
from stool.ingest.language.quarters import date_order, quarter_of
from stool.ingest.language.values import numbers, to_number, votes_of
from stool.ingest.language.wording import Worded, worded_scale
from stool.ingest.language.words import ANSWER_ID, PERSON_ID, normalise
from stool.ingest.meaning.settled import count_column
from stool.ingest.meaning.when import quarter_column
from stool.schema import SCALES
from stool.text import asked as words

SHOWN_ROWS = 5
NUMBERED = ("metric", "n", "sd")  # roles of columns of numbers
IDENTIFIERS = {name.replace("_", "") for name in (*ANSWER_ID, *PERSON_ID)}  # "RespondentID" too

Kind = Literal[
    "sheet",  # of a workbook
    "delimiter",
    "encoding",
    "quarter",  # of every row, or the column that says it
    "place",  # unit of every row, or the column that says it
    "figure",  # what is measured at all
    "leg",
    "scale",
    "answers",  # what worded answers stand for
    "count",  # how many answers are behind a mean
    "region",  # column that puts the one unit of the file into several
    "order",  # of day and month
    "number_is",  # what stands beside the year
    "named_total",  # whether a row that is called a total is a unit
    "decimal",  # sign before the decimals
    "fiscal",  # when the fiscal year begins
]


class Doubt(NamedTuple):
    """One thing that is open.

    Attributes
    ----------
    kind : str
    column : str
        Header it is about, "" for the whole file.
    choices : tuple of str
        What can be answered, where the file limits it.
    why : str
        Why it is open, where one kind of question has several reasons.
    at : int or None
        Byte of the file that shows the doubt.
    """

    kind: Kind
    column: str = ""
    choices: tuple[str, ...] = ()
    why: str = ""
    at: int | None = None


def of_reading(error: StoolError) -> tuple[Doubt, ...]:
    """What would let a file be read that was refused before it was a table."""
    match error:
        case SheetChoiceError() | UnknownSheetError():
            doubt = Doubt("sheet", choices=error.sheets)
        case UnsettledDelimiterError():
            doubt = Doubt("delimiter", choices=error.delimiters)
        case DoubtfulTotalError():
            why = words.called_total(error.label, error.line)
            doubt = Doubt("named_total", choices=tuple(words.NAMED_TOTALS), why=why)
        case UnknownEncodingError():
            doubt = Doubt("encoding", why=words.could_be(error.candidates))
        case MixedEncodingError():
            doubt = Doubt("encoding", why=words.mixed(error.line), at=error.position)
        case UndecodableError():
            why = words.breaks_off(error.encoding, error.position)
            doubt = Doubt("encoding", why=why, at=error.position)
        case _:
            return ()
    return (doubt,)


def of_meaning(mapping: Mapping) -> tuple[Doubt, ...]:
    """What a whole mapping leaves open that the rows depend on."""
    found: list[Doubt] = []
    if not mapping.having("quarter") and mapping.period is None:
        found.append(Doubt("quarter"))
    if not mapping.having("unit") and mapping.place is None:
        found.append(Doubt("place"))
    metrics = mapping.having("metric")
    if not metrics:
        found.append(Doubt("figure"))
    for metric in metrics:
        if metric.leg is None:
            found.append(Doubt("leg", metric.column))
        if metric.scale is None:
            found.append(Doubt("answers" if metric.answers else "scale", metric.column))
    return tuple(found)


def of_rows(mapping: Mapping, error: StoolError) -> tuple[Doubt, ...]:
    """What the check of the rows found open."""
    found: tuple[Doubt, ...] = ()
    match error:
        case AmbiguousDateError():
            found = (Doubt("order"),)
        case MonthOrQuarterError():
            found = (Doubt("number_is"),)
        case FiscalYearError():
            found = (Doubt("fiscal"),)
        case DecimalSignError():
            found = (Doubt("decimal", error.column),)
        case UnitInTwoRegionsError() if mapping.place is not None:
            found = tuple(Doubt("region", each.column) for each in mapping.having("region"))
        case MissingCountError():
            found = tuple(Doubt("count", each.column) for each in _uncounted(mapping))
    return found


def _uncounted(mapping: Mapping) -> list[Column]:
    """Aggregated scores of people without a column with their number of answers."""
    return [
        metric
        for metric in mapping.having("metric")
        if SCALES[str(metric.scale)].sampled and not count_column(mapping, metric.metric, "n")
    ]


def worded(table: Table, header: str) -> Worded | None:
    """How the worded answers of a column are read."""
    asked = f"{header} {table.questions.get(header, '')}".strip()
    return worded_scale(table.columns[header].tally, asked)


def readings_of_dates(table: Table, mapping: Mapping) -> pd.DataFrame:
    """The dates in doubt: ``row``, ``text``, and its quarter ``day`` first and ``month`` first."""
    _, coded = quarter_column(table, [each.column for each in mapping.having("quarter")])
    texts = [str(text) for text in coded.texts]
    doubtful = date_order(texts).doubtful or [
        text for text in texts if quarter_of(text, True) != quarter_of(text, False)
    ]
    rows = []
    for place, text in enumerate(texts):
        if text.strip() in doubtful:
            day, month = quarter_of(text, True), quarter_of(text, False)
            line = table.line(int(np.argmax(coded.codes == place)))
            rows.append({"row": line, "text": text, "day": _label(day), "month": _label(month)})
    found = pd.DataFrame(rows, columns=["row", "text", "day", "month"])
    return found.sort_values("row").drop_duplicates("text").head(SHOWN_ROWS)


def readings_of_labels(table: Table, mapping: Mapping) -> pd.DataFrame:
    """The labels in doubt: ``row``, ``text``, and its quarter as ``quarter`` and as ``month``."""
    _, coded = quarter_column(table, [each.column for each in mapping.having("quarter")])
    rows = []
    for place, text in enumerate(map(str, coded.texts)):
        quarter, month = (quarter_of(text, None, bare=unit) for unit in ("quarter", "month"))
        if quarter != month:
            line = table.line(int(np.argmax(coded.codes == place)))
            told = {"quarter": _label(quarter), "month": _label(month)}
            rows.append({"row": line, "text": text, **told})
    found = pd.DataFrame(rows, columns=["row", "text", "quarter", "month"])
    return found.sort_values("row").drop_duplicates("text").head(SHOWN_ROWS)


def readings_of_numbers(table: Table, header: str) -> pd.DataFrame:
    """The numbers in doubt: ``row``, ``text``, and with a decimal ``point`` and ``comma``."""
    coded = table.whole(header)
    texts = [str(text).strip() for text in coded.texts]
    found = votes_of(texts)
    doubtful = {*found.commas, *found.points}
    rows = [
        {
            "row": table.line(int(np.argmax(coded.codes == place))),
            "text": text,
            "point": to_number(text),
            "comma": to_number(text, decimal_comma=True),
        }
        for place, text in enumerate(texts)
        if text in doubtful
    ]
    shown = pd.DataFrame(rows, columns=["row", "text", "point", "comma"])
    return shown.sort_values("row").drop_duplicates("text").head(SHOWN_ROWS)


def _label(quarter: tuple[int, int] | None) -> str | None:
    return f"{quarter[0]}Q{quarter[1]}" if quarter else None


def fiscal_labels(table: Table, mapping: Mapping, fiscal: Fiscal | None = None) -> tuple[str, ...]:
    """Labels whose quarter depends on the fiscal year, given what is known of it."""
    header, coded = quarter_column(table, [each.column for each in mapping.having("quarter")])
    return fiscal_texts([str(text) for text in coded.texts], fiscal, header)


def can_be_figures(table: Table, mapping: Mapping) -> list[str]:
    """Headers of unused columns whose values are numbers or worded answers; no identifiers."""
    unused = {column.column for column in mapping.having("ignore")}
    return [
        header
        for header in table.headers
        if header in unused
        and normalise(header).replace("_", "") not in IDENTIFIERS
        and (_is_numeric(table, header) or worded(table, header) is not None)
    ]


def can_be_counts(table: Table) -> list[str]:
    """Headers of columns of whole numbers."""
    return [header for header in table.headers if _is_numeric(table, header, whole=True)]


def _is_numeric(table: Table, header: str, whole: bool = False) -> bool:
    values = numbers(table.columns[header].texts)
    values = values[~np.isnan(values)]
    return len(values) > 0 and (not whole or bool((values == np.round(values)).all()))
