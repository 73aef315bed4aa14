"""The quarter of every row."""

import datetime as dt

import numpy as np
import pandas as pd

from stool.errors import AmbiguousDateError
from stool.ingest.mapping import Mapping
from stool.ingest.problems import ProblemLog
from stool.ingest.quarters import EARLIEST_YEAR, date_order, joined_parts, quarter_of
from stool.ingest.read import Table
from stool.ingest.values import no_answers, numbers
from stool.ingest.words import MONTH, normalise

YEARS_AHEAD = 1  # budgets look one year ahead; more is a typing error


def quarters_of(
    table: Table, mapping: Mapping, log: ProblemLog, today: dt.date
) -> "pd.Series[str]":
    """Quarter label of every row, "" where the row is rejected for it.

    Parameters
    ----------
    table : Table
    mapping : Mapping
        With one quarter column, or two of which one holds years.
    log : ProblemLog
        Receives a rejection for each row whose quarter is blank, unreadable, before
        `EARLIEST_YEAR` or more than `YEARS_AHEAD` years ahead.
    today : date

    Raises
    ------
    AmbiguousDateError
        Nothing settles whether day or month comes first, and a quarter depends on it.
    """
    headers = [column.column for column in mapping.having("quarter")]
    column, texts = quarter_texts(table.cells, headers)
    codes, unique = pd.factorize(texts)
    day_first = mapping.day_first
    if day_first is None:
        order = date_order(unique)
        if order.doubtful:
            raise AmbiguousDateError(
                table.name, column, _rows_in_doubt(table, texts, order.doubtful)
            )
        day_first = order.day_first
    found = [quarter_of(text, day_first) for text in unique]
    blank = no_answers(texts)
    unreadable = np.array([quarter is None for quarter in found])[codes] & ~blank
    years = np.array([quarter[0] if quarter else EARLIEST_YEAR for quarter in found])[codes]
    far = ~blank & ((years < EARLIEST_YEAR) | (years > today.year + YEARS_AHEAD))
    log.reject(blank, column, texts, "no quarter or date", "Fill in the quarter, like 2026Q2.")
    log.reject(
        unreadable,
        column,
        texts,
        "names no quarter or date",
        "Write it like 2026Q2, Q2 2026 or 2026-05-31.",
    )
    log.reject(
        far,
        column,
        texts,
        f"year outside {EARLIEST_YEAR} to {today.year + YEARS_AHEAD}",
        "Correct the year.",
    )
    labels = np.array([f"{found_[0]}Q{found_[1]}" if found_ else "" for found_ in found])[codes]
    return pd.Series(np.where(far, "", labels), dtype="str")


def quarter_texts(cells: pd.DataFrame, columns: list[str]) -> tuple[str, "pd.Series[str]"]:
    """Text that says the quarter of every row, and the header to show with it.

    Of two columns the one with the larger numbers holds years, the other quarters or months.
    """
    if len(columns) == 1:
        return columns[0], cells[columns[0]]
    year, part = columns
    if _typical(cells[part]) > _typical(cells[year]):
        year, part = part, year
    monthly = normalise(part) in MONTH
    return f"{year}, {part}", joined_parts(cells[year], cells[part], monthly)


def _typical(cells: "pd.Series[str]") -> float:
    values = numbers(cells)
    present = values[~np.isnan(values)]
    return float(np.median(present)) if len(present) else 0.0


def _rows_in_doubt(table: Table, texts: "pd.Series[str]", doubtful: tuple[str, ...]) -> str:
    """First row of each value that shows the doubt, in words."""
    stripped = texts.str.strip().to_numpy()
    rows = sorted((int(table.lines[stripped == text][0]), text) for text in doubtful)
    return ", ".join(f"row {line} has “{text}”" for line, text in rows)
