"""Standards: what one must say, whether it is attained, how old it is, and files of them."""

import datetime as dt
from typing import Any

import pytest

from stool.errors import (
    BadStandardsError,
    JoinColumnsError,
    MissingFieldError,
    NoAmountError,
    NoDayError,
    StoolError,
)
from stool.ingest import read_standards, standards_csv
from stool.schema import COMPANY
from stool.standards import Standard

USUAL: dict[str, Any] = {"standard": "Kept promises", "measure": "kept", "target": 90.0}
HEADER = "standard,measure,target,unit,owner,last_measured,value,better"


def read(*rows: str, header: str = HEADER) -> tuple[Standard, ...]:
    return read_standards("\n".join([header, *rows]).encode(), "standards.csv")


@pytest.mark.parametrize(
    ("fields", "error", "says"),
    [
        ({"standard": " "}, MissingFieldError, "One row has no description"),
        ({"measure": ""}, MissingFieldError, "“Kept promises” has no measure"),
        ({"unit": ""}, MissingFieldError, "has no unit"),
        ({"target": float("inf")}, NoAmountError, "the amount “inf”"),
        ({"value": float("nan")}, NoAmountError, "the amount “nan”"),
        ({"last_measured": "March"}, NoDayError, "Write it like 2026-05-31"),
    ],
)
def test_a_standard_says_what_it_lacks(
    fields: dict[str, Any], error: type[StoolError], says: str
) -> None:
    with pytest.raises(error, match=says):
        Standard(**(USUAL | fields))


@pytest.mark.parametrize(
    ("value", "better", "attained"),
    [
        (None, "higher", None),
        (90.0, "higher", True),
        (89.9, "higher", False),
        (90.0, "lower", True),
        (90.1, "lower", False),
    ],
)
def test_whether_it_is_attained(value: float | None, better: Any, attained: bool | None) -> None:
    assert Standard(**USUAL, value=value, better=better).is_attained is attained


def test_how_old_it_is() -> None:
    today = dt.date(2026, 5, 31)
    assert Standard(**USUAL).age(today) is None
    assert Standard(**USUAL, last_measured="2026-05-01").age(today) == 30


def test_a_standard_comes_back_from_what_is_stored() -> None:
    full = Standard(**USUAL, unit="A", owner="Ann", last_measured="2026-05-01", value=3.0)
    for standard in (Standard(**USUAL), full, Standard(**USUAL, better="lower")):
        assert Standard.of_body(standard.body()) == standard
    assert full.key == "A | Kept promises"
    with pytest.raises(NoAmountError):
        Standard.of_body(full.body() | {"target": ""})


def test_a_file_is_read_in_the_words_people_write() -> None:
    found = read("Kept,promise,90 %,,,31.03.2026,84.5,", "Kept,promise,80,A,Ann,,,LOWER")
    assert found == (
        Standard("Kept", "promise", 90, COMPANY, "", "2026-03-31", 84.5),
        Standard("Kept", "promise", 80, "A", "Ann", better="lower"),
    )
    assert read("a,b,1", header="standard,measure,target") == (Standard("a", "b", 1),)
    with pytest.raises(JoinColumnsError, match="columns standard, measure and target"):
        read("a,b", header="standard,measure")


def test_a_file_is_refused_whole_with_every_reason() -> None:
    with pytest.raises(BadStandardsError) as caught:
        read(",,much,,,03/04/2026,some,worse", "a,b,1,,,,,")
    problems = caught.value.problems
    assert problems is not None
    assert problems["column"].tolist() == [
        *("better", "last_measured", "measure", "standard", "target", "value"),
    ]
    assert set(problems["row"]) == {2}


def test_a_file_is_written_as_it_is_read_and_runs_nowhere() -> None:
    standards = (Standard("=a", "b", 1.25, "N", "Ann", "2026-01-01", 0.1), Standard(**USUAL))
    written = standards_csv(standards)
    assert read_standards(written, "standards.csv") == standards
    assert b"'=a" in written
