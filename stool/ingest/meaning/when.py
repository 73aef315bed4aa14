"""The quarter of every row."""

import datetime as dt

import numpy as np
import pandas as pd

from stool.catalogue import say
from stool.errors import AmbiguousDateError
from stool.errors.shape import FiscalYearError, MonthOrQuarterError
from stool.ingest.files.coding import Coded
from stool.ingest.language.epochs import (
    epoch_unit,
    quarter_of_epoch,
    quarter_of_serial,
    serial_dates,
)
from stool.ingest.language.fiscal import Fiscal, fiscal_texts, says_fiscal
from stool.ingest.language.quarters import (
    EARLIEST_YEAR,
    BareNumber,
    bare_number,
    date_order,
    joined_parts,
    quarter_of,
    withheld_texts,
)
from stool.ingest.language.tally import Tally
from stool.ingest.language.values import no_answers, numbers
from stool.ingest.language.words import MONTH, normalise
from stool.ingest.mapping import Mapping
from stool.ingest.meaning.judged import Judged
from stool.ingest.tables.table import Table

YEARS_AHEAD = 1  # budgets look one year ahead; more is a typing error


def judge_quarters(table: Table, mapping: Mapping, today: dt.date) -> Judged:
    """Read the quarter label of every row, "" where the row is rejected for it.

    A quarter is rejected where it is blank, unreadable, before `EARLIEST_YEAR` or more than
    `YEARS_AHEAD` years ahead.

    Parameters
    ----------
    table : Table
    mapping : Mapping
        With one quarter column, or two of which one holds years.
    today : date

    Raises
    ------
    AmbiguousDateError
        Nothing settles whether day or month comes first, and a quarter depends on it.
    FiscalYearError
        A label is of a fiscal year, and nothing says when that begins.
    """
    header, coded = quarter_column(table, [c.column for c in mapping.having("quarter")])
    texts = coded.texts
    found = _quarters(table.name, header, coded, table, mapping)
    blank = no_answers(texts)
    unreadable = np.array([quarter is None for quarter in found], dtype=np.bool_) & ~blank
    years = np.array(
        [quarter[0] if quarter else EARLIEST_YEAR for quarter in found], dtype=np.int64
    )
    far = ~blank & ((years < EARLIEST_YEAR) | (years > today.year + YEARS_AHEAD))
    labels = np.array([f"{each[0]}Q{each[1]}" if each else "" for each in found], dtype=object)
    held = np.isin(texts, withheld_texts([str(text) for text in texts]))
    labels[far | blank | held] = ""
    judged = Judged(header, coded, labels)
    remedy = say("Export the answers with their dates, or name the quarter of the file.")
    judged.reject(held & ~unreadable, say("a date that was withheld"), remedy)
    judged.reject(blank, say("no quarter or date"), say("Fill in the quarter, like 2026Q2."))
    judged.reject(
        unreadable,
        say("names no quarter or date"),
        say("Write it like 2026Q2, Q2 2026 or 2026-05-31."),
    )
    span = say(
        "year outside {earliest_year} to {year}",
        earliest_year=EARLIEST_YEAR,
        year=today.year + YEARS_AHEAD,
    )
    judged.reject(far, span, say("Correct the year."))
    return judged


def quarter_column(table: Table, headers: list[str]) -> tuple[str, Coded]:
    """Column that says the quarter of every row, and the header to show with it.

    Of two columns the one with the larger numbers holds years, the other quarters or months.
    """
    first = table.whole(headers[0])
    if len(headers) == 1:
        return headers[0], first
    second = table.whole(headers[1])
    year, part = headers
    if _typical(second.tally) > _typical(first.tally):
        year, part, first, second = part, year, second, first
    return f"{year}, {part}", _joined(first, second, normalise(part) in MONTH)


def _joined(year: Coded, part: Coded, monthly: bool) -> Coded:
    """Column of the year and part texts that stand together."""
    width = len(part.texts)
    blocks = [
        one.astype(np.int64) * width + two
        for one, two in zip(year.blocks, part.blocks, strict=True)
    ]
    different, codes = np.unique(np.concatenate(blocks), return_inverse=True)
    years = pd.Series(year.texts[different // width], dtype="str")
    parts = pd.Series(part.texts[different % width], dtype="str")
    texts = joined_parts(years, parts, monthly).to_numpy(dtype=object)
    ends = np.cumsum([len(block) for block in blocks])[:-1]
    return Coded(texts, np.bincount(codes), tuple(np.split(codes.astype(np.int32), ends)))


def _quarters(
    name: str, header: str, coded: Coded, table: Table, mapping: Mapping
) -> list[tuple[int, int] | None]:
    """Quarter of each different text, None where it names none."""
    texts = [str(text) for text in coded.texts]
    epoch = epoch_unit(coded.tally, header)
    if epoch is not None:
        return [quarter_of_epoch(text, epoch[0]) for text in texts]
    if serial_dates(coded.tally, header):
        return [quarter_of_serial(text) for text in texts]
    day_first = mapping.day_first
    if day_first is None:
        order = date_order(texts)
        if order.doubtful:
            shown = rows_in_doubt(table, coded, order.doubtful)
            raise AmbiguousDateError(name, header, shown)
        day_first = order.day_first
    said = mapping.number_is
    bare = (
        bare_number(texts, header)
        if said is None
        else BareNumber("month" if said == "month" else "quarter")
    )
    if bare.doubtful:
        shown = rows_in_doubt(table, coded, bare.doubtful)
        raise MonthOrQuarterError(name, header, shown)
    fiscal = _fiscal(name, header, texts, mapping)
    everywhere = says_fiscal(header)
    return [
        quarter_of(text, day_first, fiscal, fiscal_column=everywhere, bare=bare.unit)
        for text in texts
    ]


def _fiscal(name: str, header: str, texts: list[str], mapping: Mapping) -> Fiscal | None:
    """When the fiscal year begins, once a label needs it."""
    start = mapping.fiscal_start
    fiscal = None if start is None else Fiscal(start, mapping.fiscal_named)
    doubtful = fiscal_texts(texts, fiscal, header)
    if doubtful:
        raise FiscalYearError(name, header, doubtful[0])
    return fiscal


def _typical(tally: Tally) -> float:
    values = numbers(tally.texts)
    present = values[~np.isnan(values)]
    return float(np.median(present)) if len(present) else 0.0


def rows_in_doubt(table: Table, coded: Coded, doubtful: tuple[str, ...]) -> str:
    """First row of each value that shows the doubt, in words."""
    places = {str(text).strip(): place for place, text in reversed(list(enumerate(coded.texts)))}
    codes = coded.codes
    rows = sorted((table.line(int(np.argmax(codes == places[text]))), text) for text in doubtful)
    return ", ".join(say("row {line} has “{text}”", line=line, text=text) for line, text in rows)
