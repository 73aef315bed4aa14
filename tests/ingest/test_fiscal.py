"""Fiscal years: labels that speak of one, and the calendar quarter they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.errors.shape import FiscalYearError
from stool.ingest.language.fiscal import Fiscal, fiscal_texts, says_fiscal
from stool.ingest.language.quarter_labels import QuarterLabel, quarter_label


@pytest.mark.parametrize(
    "text",
    [
        *("FY24 Q1", "FY2024-Q1", "Q1 FY24", "Q1FY24", "FY 2024 Q1", "Q1 FY'24", "FQ1 24"),
        *("1FQ24", "Fiscal Q1 2024", "GJ 2024 Q1", "Fiscal 2024 Q1", "First quarter FY24"),
        *("Fiscal year 2024, Q1", "Q1 (FY24)"),
    ],
)
def test_labels_of_a_fiscal_year(text: str) -> None:
    assert quarter_label(text) == QuarterLabel(2024, 1, fiscal=True)


@pytest.mark.parametrize(
    "text", ["FY24/25 Q1", "2024/25 Q1", "Q1 2024/25", "Q1 2024-25", "2024-25 Q1", "FY2024/2025 Q1"]
)
def test_labels_of_a_year_written_as_two(text: str) -> None:
    assert quarter_label(text) == QuarterLabel(2024, 1, two_years=True, fiscal=True)


@pytest.mark.parametrize(
    ("start", "named", "label", "quarter"),
    [
        (4, "start", "FY24 Q1", (2024, 2)),
        (4, "start", "FY24 Q4", (2025, 1)),
        (4, "end", "FY24 Q1", (2023, 2)),
        (4, "end", "FY24 Q4", (2024, 1)),
        (10, "end", "FY24 Q1", (2023, 4)),
        (10, "end", "FY24 Q2", (2024, 1)),
        (7, "end", "FY24 Q2", (2023, 4)),
        (4, None, "2024/25 Q4", (2025, 1)),
        (10, "end", "2024/25 Q1", (2024, 4)),
        (10, None, "FY24 Q1", None),
        (1, None, "FY24 Q3", (2024, 3)),
        (1, "end", "FY24 Q3", (2024, 3)),
        (1, None, "2024/25 Q1", None),
        (2, "start", "FY24 Q1", (2024, 1)),  # February to April: two months of it
        (2, "start", "FY24 Q4", (2024, 4)),  # November to January
        (3, "start", "FY24 Q1", (2024, 2)),  # March to May
        (3, "start", "FY24 Q4", (2025, 1)),  # December to February
        (12, "end", "FY24 Q1", (2024, 1)),  # December to February
    ],
)
def test_calendar_quarter(
    start: int, named: str | None, label: str, quarter: tuple[int, int] | None
) -> None:
    found = quarter_label(label)
    assert found is not None
    assert Fiscal(start, named).quarter_of(found) == quarter


@given(st.integers(1, 12), st.sampled_from(["start", "end"]), st.integers(1990, 2060))
def test_fiscal_quarters_follow_each_other(start: int, named: str, year: int) -> None:
    labels = [QuarterLabel(year + n // 4, n % 4 + 1, fiscal=True) for n in range(8)]
    found = [Fiscal(start, named).quarter_of(label) for label in labels]
    numbers = [each[0] * 4 + each[1] for each in found if each]
    assert numbers == list(range(numbers[0], numbers[0] + 8))


def test_labels_that_are_open() -> None:
    texts = ["2024Q1", "FY24 Q1", "2024/25 Q2", "2024-05-31", "", "Q1 CY24"]
    assert fiscal_texts(texts) == ("FY24 Q1", "2024/25 Q2")
    assert fiscal_texts(texts, Fiscal(4)) == ("FY24 Q1",)
    assert fiscal_texts(texts, Fiscal(4, "end")) == ()
    assert fiscal_texts(texts, header="Fiscal quarter") == ("2024Q1", "FY24 Q1", "2024/25 Q2")


def test_headers_that_speak_of_fiscal_years() -> None:
    for header in ("Fiscal quarter", "FY period", "Financial year", "Geschäftsjahr"):
        assert says_fiscal(header)
    for header in ("Quarter", "Period", "Financial result"):
        assert not says_fiscal(header)


def test_bounds() -> None:
    with pytest.raises(ValueError, match="start_month is 13"):
        Fiscal(13)
    with pytest.raises(ValueError, match="named is 'middle'"):
        Fiscal(4, "middle")


def test_the_refusal_says_what_settles_it() -> None:
    message = str(FiscalYearError("a.csv", "Quarter", "FY24 Q1"))
    for part in ("a.csv", "“Quarter”", "“FY24 Q1”", "fiscal_start", "fiscal_named"):
        assert part in message
