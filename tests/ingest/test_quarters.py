"""Dates and quarter labels."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool import period
from stool.ingest.quarters import date_order, quarter_of

DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("2024Q2", "2024-Q2", "2024 Q2", "2024q2", "Q2 2024", "Q2-2024", "Q2'24", "2Q24"),
        *("2Q 2024", "2024-05", "2024-05-31", "2024/05/31", "20240531", "2024-05-31 13:45"),
        *("2024-05-31T13:45:00Z", "2024-05-31T13:45:00.123+02:00", "2024-05-31 10:00:00 UTC"),
        *("31 May 2024", "May 31, 2024", "31-May-24", "May 2024", "Jun. 2024"),
    ],
)
def test_one_quarter_many_ways(text: str) -> None:
    assert quarter_of(text, None) == (2024, 2)


@pytest.mark.parametrize(
    "text", ["", "2024", "2024Q5", "Q2", "2023-02-29", "2024-13-01", "31/31/2024", "x" * 500, "5"]
)
def test_no_quarter(text: str) -> None:
    assert quarter_of(text, True) is None


def test_order_of_day_and_month() -> None:
    assert quarter_of("03/04/2024", True) == (2024, 2)
    assert quarter_of("03/04/2024", False) == (2024, 1)
    assert quarter_of("03/04/2024", None) is None
    assert quarter_of("02/03/2024", None) == (2024, 1)


@pytest.mark.parametrize(
    ("texts", "day_first"),
    [
        (["03/04/2024", "31/12/2024"], True),
        (["03/04/2024", "12/31/2024 10:15 AM"], False),
        (["03.04.2024"], True),
        (["02/03/2024"], None),
        (["2024-01-05"], None),
    ],
)
def test_the_whole_column_settles_the_order(texts: list[str], day_first: bool | None) -> None:
    order = date_order(texts)
    assert order.day_first is day_first
    assert not order.doubtful


def test_doubt_shows_the_values() -> None:
    assert date_order(["03/04/2024", "02/03/2024"]).doubtful == ("03/04/2024",)
    assert date_order(["31/01/2024", "01/31/2024"]).doubtful == ("31/01/2024", "01/31/2024")


@given(DAYS)
def test_every_day_falls_in_its_quarter(day: dt.date) -> None:
    year, quarter = period.of_date(day).split("Q")
    expected = (int(year), int(quarter))
    assert quarter_of(day.isoformat(), None) == expected
    assert quarter_of(f"{day:%d/%m/%Y}", True) == expected
    assert quarter_of(f"{day:%m/%d/%y}", False) == expected
    assert quarter_of(f"{day:%d %B %Y}", None) == expected
