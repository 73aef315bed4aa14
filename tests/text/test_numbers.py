"""Numbers: signs, units, and never a p of 0."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.schema import ATTAINMENT, MARGIN, NPS
from stool.text import numbers

NAN, INF = math.nan, math.inf


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1234.5, 1, "1,234.5"), (-1234.5, 1, "−1,234.5"), (0, 0, "0"), (-0.4, 0, "0"),
        (-0.04, 1, "0.0"), (-0.06, 1, "−0.1"), (NAN, 0, "–"), (INF, 2, "–"), (-INF, 0, "–"),
    ],
)  # fmt: skip
def test_number(value: float, digits: int, text: str) -> None:
    assert numbers.number(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"), [(3, "+3"), (-3, "−3"), (0.4, "0"), (-0.4, "0"), (0, "0"), (NAN, "–")]
)
def test_signed(value: float, text: str) -> None:
    assert numbers.signed(value) == text


@settings(max_examples=100, deadline=None)
@given(value=st.floats(-1e9, 1e9), digits=st.integers(0, 3))
def test_a_number_reads_back_and_never_shows_a_negative_zero(value: float, digits: int) -> None:
    text = numbers.number(value, digits)
    back = float(text.replace(",", "").replace("−", "-"))
    assert back == pytest.approx(value, abs=0.5001 * 10**-digits)
    assert "-" not in text
    assert not (back == 0 and text.startswith("−"))
    assert numbers.signed(value, digits).lstrip("+") == text


@pytest.mark.parametrize(("value", "text"), [(0.742, "74%"), (1.5, "150%"), (0, "0%"), (NAN, "–")])
def test_share(value: float, text: str) -> None:
    assert numbers.share(value) == text


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0, "p < 0.001"), (1e-12, "p < 0.001"), (0.001, "p = 0.001"), (0.0123, "p = 0.012"),
        (0.1, "p = 0.10"), (0.456, "p = 0.46"), (1.0, "p = 1.00"), (NAN, "–"),
    ],
)  # fmt: skip
def test_p_value(p: float, text: str) -> None:
    assert numbers.p_value(p) == text


@settings(max_examples=100, deadline=None)
@given(p=st.floats(0, 1))
def test_a_p_is_never_zero(p: float) -> None:
    assert float(numbers.p_value(p).split()[-1]) > 0


@pytest.mark.parametrize(
    ("metric", "scale", "value", "text"),
    [
        ("csat", "1-5", 3.917, "3.92 of 5"), ("csat", "1-7 mean", 5, "5.00 of 7"),
        (MARGIN, "ledger", -12.66, "−12.7%"), (ATTAINMENT, "ledger", 101.04, "101.0%"),
        (NPS, "0-10", 8.14, "8.1 of 10"), ("promise", "0-1", 0.84, "84%"),
        ("index", "0-100", 71.25, "71.2%"), ("hours", "amount", 2.5, "2.50"),
        ("csat", "1-5", NAN, "–"), (MARGIN, "ledger", NAN, "–"),
    ],
)  # fmt: skip
def test_raw_figure(metric: str, scale: str, value: float, text: str) -> None:
    assert numbers.raw_figure(metric, scale, value) == text


def test_item() -> None:
    assert numbers.item("0-1", 0.84) == "84%"
    assert numbers.item("1-5", 3.86) == "3.9"
    assert numbers.item("1-5", NAN) == "–"


def test_numbers_of_employees_are_told_in_bands() -> None:
    assert numbers.answers(412, is_least=False) == "412"
    assert numbers.answers(25, is_least=True) == "25–39"
    assert numbers.answers(1000, is_least=True) == "1,000–1,599"
    assert numbers.answers(math.nan, is_least=True) == "–"
    assert numbers.at_least(64, is_least=True) == "at least 64"
    assert numbers.at_least(64, is_least=False) == "64"
    assert numbers.response(25 / 44, 39 / 44) == "57–89%"
    assert numbers.response(0.74, 0.74) == "74%"


def test_an_end_stands_for_all_beyond_it() -> None:
    told = [numbers.or_beyond("x", "1-5", value) for value in (1.5, 1.6, 4.4, 4.5)]
    assert told == ["x or less", "x", "x", "x or more"]
    assert numbers.or_beyond("90%", "0-1", 0.9) == "90% or more"
    assert numbers.or_beyond("x", "amount", 1e6) == "x"
