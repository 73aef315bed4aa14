"""Columns of numbers that count time."""

import csv
import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.ingest.language.epochs import (
    epoch_unit,
    quarter_of_epoch,
    quarter_of_serial,
    says_date,
    serial_dates,
)
from stool.ingest.language.tally import Tally
from tests.corpus import FORMATS

TODAY = dt.date(2026, 5, 31)
DELIGHTED = FORMATS / "RECON_delighted_flattened_unix_dates.csv"


def tally(*texts: str) -> Tally:
    return Tally(np.array(texts, dtype=object), np.ones(len(texts), dtype=np.int64))


@pytest.mark.parametrize(
    ("texts", "header", "unit"),
    [
        (["1713418460", "1719999999", ""], "created_at", "s"),
        (["1713418460000", "1719999999123"], "Created at", "ms"),
        (["1713418460.5"], "timestamp", "s"),
        (["1713418460"], "phone", None),
        (["1713418460", "x"], "created_at", None),
        (["1713418460", "17"], "created_at", None),
        (["946684800"], "date", "s"),  # 2000-01-01
        (["946684799"], "date", None),
        (["1830297599"], "date", "s"),  # end of 2027
        (["1830297600"], "date", None),
        (["1713418460", "1713418460000"], "created_at", None),
        (["", "n/a"], "created_at", None),
    ],
)
def test_unix_times(texts: list[str], header: str, unit: str | None) -> None:
    found = epoch_unit(tally(*texts), header, TODAY)
    assert (found and found[0]) == unit
    if found:
        assert "header says date" in found[1]


def test_the_reason_shows_the_days() -> None:
    found = epoch_unit(tally("1713418460", "1719999999"), "created_at", TODAY)
    assert found is not None
    assert found[1].endswith("as seconds, its numbers run from 2024-04-18 to 2024-07-03")


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2026, 12, 31)))
def test_unix_times_fall_in_their_quarter(moment: dt.datetime) -> None:
    seconds = int(moment.replace(tzinfo=dt.UTC).timestamp())
    expected = (moment.year, (moment.month + 2) // 3)
    assert quarter_of_epoch(str(seconds), "s") == expected
    assert quarter_of_epoch(f"{seconds}999", "ms") == expected


def test_no_unix_time() -> None:
    assert quarter_of_epoch("", "s") is None
    assert quarter_of_epoch("2024Q1", "s") is None
    assert quarter_of_epoch("9" * 13, "s") is None


@pytest.mark.parametrize(
    ("texts", "header", "is_dates"),
    [
        (["45000", "45200.75", ""], "Date", True),
        (["45000", "45200"], "Revenue", False),
        (["45000", "2024-01-01"], "Date", False),
        (["36526"], "Date", True),  # 2000-01-01
        (["36525"], "Date", False),
        (["46752"], "Date", True),  # 2027-12-31
        (["46753"], "Date", False),
        ([""], "Date", False),
    ],
)
def test_excel_days(texts: list[str], header: str, is_dates: bool) -> None:
    assert bool(serial_dates(tally(*texts), header, TODAY)) is is_dates


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("45000", (2023, 1)),  # 2023-03-15
        ("45016.99", (2023, 1)),  # 31 March, shortly before midnight
        ("45017", (2023, 2)),
        ("44927", (2023, 1)),  # 1 January
        ("44926", (2022, 4)),
        ("x", None),
        ("9999999999", None),
    ],
)
def test_quarter_of_an_excel_day(text: str, quarter: tuple[int, int] | None) -> None:
    assert quarter_of_serial(text) == quarter


def test_headers_that_speak_of_dates() -> None:
    for header in ("Date", "created_at", "Timestamp", "Start time", "Completion time", "datestamp"):
        assert says_date(header)
    for header in ("Update count", "time taken", "Response time", "candidate", "month"):
        assert not says_date(header)


@pytest.mark.corpus
def test_delighted() -> None:
    rows = list(csv.DictReader(DELIGHTED.read_text(encoding="utf-8").splitlines()))
    column = [row["created_at"] for row in rows]
    found = epoch_unit(tally(*column), "created_at", TODAY)
    assert found is not None
    quarters = [quarter_of_epoch(text, found[0]) for text in column]
    assert quarters == [(2024, 2)] * 3 + [(2024, 3)]
