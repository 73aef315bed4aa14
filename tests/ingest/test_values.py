"""Numbers, no answers, yes and no."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.ingest.language.values import (
    currencies,
    decimal_votes,
    is_no_answer,
    to_number,
    votes_of,
    yes_or_no,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        (" 12.5 ", 12.5),
        (".5", 0.5),
        ("-3", -3),
        ("+3", 3),
        ("−3", -3),
        ("3-", -3),
        ("(1,234)", -1234),
        ("($1,234.50)", -1234.5),
        ("$1,234.50", 1234.5),
        ("€ 12", 12),
        ("12 EUR", 12),
        ("CHF 1'234.50", 1234.5),
        ("1 234 567", 1234567),
        ("1\u00a0234", 1234),
        ("1\u202f234\u202f567.5", 1234567.5),
        ("- 5", -5),
        ("( 1 234 )", -1234),
        ("007", 7),
        ("85%", 85),
        ("85 %", 85),
        ("1.2E+06", 1.2e6),
    ],
)
def test_numbers(text: str, number: float) -> None:
    assert to_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,56", 1234.56),
        ("1 234,56", 1234.56),
        ("1,5", 1.5),
        ("0,125", 0.125),
        ("-1.234", -1234),
        ("7", 7),
    ],
)
def test_numbers_with_a_decimal_comma(text: str, number: float) -> None:
    assert to_number(text, decimal_comma=True) == number


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "abc",
            "1,5",
            "12,34",
            "1.2.3",
            "--3",
            "1_000",
            "nan",
            "inf",
            "1e999",
            "٣",
            "$",
            "()",
        ),
        *("1 2", "12 34", "5 000 0", "1  234", "1 234'567", "1,234 567", "1.5 000", "1 " * 50_000),
        *("0,125", "012,345", "0 125", "12€50", "1$234"),
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert math.isnan(to_number(text))


def test_the_whole_column_votes_on_the_decimal_sign() -> None:
    assert decimal_votes(["1.234,56", "1.234"]) > 0
    assert decimal_votes(["1,234.56", "1,234"]) < 0
    assert decimal_votes(["1,234", "5"]) == 0
    assert decimal_votes(["1.234.567"]) > 0
    assert decimal_votes(["0,5"]) > 0
    assert decimal_votes(["0,125"]) > 0
    assert decimal_votes(["0.125"]) < 0
    assert decimal_votes(["well, yes", "no.", "12,34.5"]) == 0


def test_what_reads_both_ways_is_told_apart() -> None:
    found = votes_of(["1,234", "2.345", "1.5", "7", "1,234,567", "0,125"])
    assert (found.sure, found.commas, found.points) == (-1, ("1,234",), ("2.345",))


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["$5", "€6", "7"], ("$", "€")),
        (["€5", "6 EUR", "7 eur"], ("€",)),
        (["5 USD", "5 chf"], ("USD", "chf")),
        (["5", "1,234.5", "5%"], ()),
    ],
)
def test_currencies(texts: list[str], found: tuple[str, ...]) -> None:
    assert currencies(texts) == found


@given(st.floats(-1e12, 1e12))
def test_both_ways_of_writing_give_one_number(value: float) -> None:
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert to_number(english) == to_number(german, decimal_comma=True) == float(f"{value:.2f}")


@pytest.mark.parametrize("text", ["", " ", "NA", "n/a", "-", "null", "Don't know", "keine Angabe"])
def test_no_answer(text: str) -> None:
    assert is_no_answer(text)


def test_zero_is_an_answer() -> None:
    assert not is_no_answer("0")


@pytest.mark.parametrize("text", ["yes", "Y", "TRUE", "1", "ja", "oui", "si", "Sí"])
def test_yes(text: str) -> None:
    assert yes_or_no(text) == 1


@pytest.mark.parametrize("text", ["no", "N", "false", "0", "nein", "non"])
def test_no(text: str) -> None:
    assert yes_or_no(text) == 0


def test_neither() -> None:
    assert np.isnan(yes_or_no("maybe"))


def test_a_decimal_sign_after_an_exponent_is_no_accident() -> None:
    assert to_number("1e5,", decimal_comma=True) == 100_000
    assert np.isnan(to_number("1e400,", decimal_comma=True))
