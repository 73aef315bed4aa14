"""Survey weights, and the weights of things that are none."""

import numpy as np
import pytest

from stool.ingest.language.tally import Tally
from stool.ingest.meaning.weights import is_weight


def tally(*texts: str, counts: tuple[int, ...] | None = None) -> Tally:
    return Tally(np.array(texts, dtype=object), np.array(counts or [1] * len(texts)))


@pytest.mark.parametrize(
    "header",
    [
        *("weight", "Weight", "wt", "WGT", "survey_weight", "weight_final", "Weighting factor"),
        *("Gewicht", "Gewichtung", "pond", "Pondération", "factor de ponderación", "weightvec"),
    ],
)
def test_headers(header: str) -> None:
    assert is_weight(header, tally("0.8", "1.3", "0.9", "")) == (
        "header says so and its numbers average 1.00"
    )


@pytest.mark.parametrize(
    "header",
    ["weight_kg", "Body weight", "Parcel weight (lb)", "factor", "waiting", "weighted score (kg)"],
)
def test_other_headers(header: str) -> None:
    assert is_weight(header, tally("0.8", "1.3", "0.9")) is None


def test_rows_count_in_the_mean() -> None:
    assert is_weight("weight", tally("0.5", "2.5", counts=(3, 1))) == (
        "header says so and its numbers average 1.00"
    )


def test_weights_of_a_population_say_so() -> None:
    reason = is_weight("weight", tally("1203.5", "5321.25"))
    assert reason is not None
    assert "average 3,262.38: they count people" in reason


def test_decimal_commas() -> None:
    assert is_weight("Gewichtung", tally("0,75", "1,25")) == (
        "header says so and its numbers average 1.00"
    )


@pytest.mark.parametrize(
    "texts",
    [
        ("72", "81", "64"),  # kilograms
        ("1", "2", "3", "4", "5"),  # a rating
        ("-0.5", "1.5"),
        ("heavy", "light"),
        ("0", "0.0"),
        ("", "NA"),
        (),
    ],
)
def test_values_that_are_no_weights(texts: tuple[str, ...]) -> None:
    assert is_weight("weight", tally(*texts)) is None


def test_all_one_is_a_weight() -> None:
    assert is_weight("weight", tally("1", counts=(40,)))
