"""Quarters: labels, order, distance and calendar, forwards and back."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool import period
from stool.errors import UnknownQuarterError

NUMBERS = st.integers(1000 * 4, 9989 * 4)  # room for 40 quarters within four-digit years


def test_knows_the_calendar() -> None:
    assert period.ordinal("2026Q2") == 8105
    assert period.label(8105) == "2026Q2"
    assert period.shift("2025Q4", 1) == "2026Q1"
    assert period.shift("2026Q1", -4) == "2025Q1"
    assert period.last_day("2026Q1") == dt.date(2026, 3, 31)
    assert period.last_day("2025Q4") == dt.date(2025, 12, 31)
    assert period.last_day("2024Q1") == dt.date(2024, 3, 31)


def test_fills_the_holes_of_a_span() -> None:
    assert period.span(["2026Q1", "2025Q3"]) == ["2025Q3", "2025Q4", "2026Q1"]
    assert period.span(["2026Q1"]) == ["2026Q1"]
    assert period.span([]) == []


@settings(max_examples=40, deadline=None)
@given(number=NUMBERS, by=st.integers(-40, 40))
def test_labels_go_there_and_back(number: int, by: int) -> None:
    label = period.label(number)
    assert period.ordinal(label) == number
    assert period.ordinal(period.shift(label, by)) - number == by
    assert period.shift(period.shift(label, by), -by) == label


@settings(max_examples=40, deadline=None)
@given(first=NUMBERS, second=NUMBERS)
def test_labels_sort_as_time_does(first: int, second: int) -> None:
    assert (first < second) == (period.label(first) < period.label(second))


@settings(max_examples=40, deadline=None)
@given(day=st.dates(dt.date(1000, 1, 1), dt.date(9998, 12, 31)))
def test_a_day_lies_in_its_quarter(day: dt.date) -> None:
    quarter = period.of_date(day)
    assert period.last_day(period.shift(quarter, -1)) < day <= period.last_day(quarter)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026Q0", "2026Q5", "26Q1", "2026q1", " 2026Q1", "2026Q1\n", "２０２６Q1"]
)
def test_refuses_what_names_no_quarter(text: str) -> None:
    with pytest.raises(
        UnknownQuarterError, match=r"does not name a quarter\. Write it like 2026Q2"
    ):
        period.ordinal(text)
