"""The scale of a column, by its values."""

import numpy as np
import pytest

from stool.ingest.language.tally import Counted
from stool.ingest.meaning.scales import ScaleGuess, guess_scale


def guessed(values: list[float], name: str = "score") -> ScaleGuess:
    return guess_scale(Counted.of(np.array(values, dtype=float)), name)


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([1, 2, 3, 4, 5], "1-5"),
        ([2, 3, 7], "1-7"),
        ([1, 8, 10], "1-10"),
        ([0, 8, 10], "0-10"),
        ([1, 2, 3, 4, 5, np.nan], "1-5"),
        ([1.5, 2.25, 3.5], "1-5 mean"),
        ([1, 2, 3, 4, 5, 5, 4, 3, 55], "1-5"),  # no scale has 55: a slip
        ([1, 2, 3, 4, 5] * 4 + [9], "1-5"),  # a gap sets the 9 apart
        ([1, 2, 3, 4, 5] * 4 + [6, 7], "1-7"),
        ([1, 2, 3, 4] * 4, "1-5"),  # too few answers to miss a 5
        ([1, 2, 3, 4] * 5, None),
        ([1, 2, 3] * 7, None),
        ([1, 2, 3, 4] * 250 + [5], "1-5"),
        ([1, 2, 3, 4, 5, 6], None),
        ([1, 2, 3, 4, 5] * 40 + [0], "1-5"),
        ([0, 1, 0], None),
        ([], None),
        ([120, 3000], None),
        ([0, 1, 2, 3, 4, 5] * 10, None),  # 0 to 5 is no known scale
    ],
)
def test_by_values(values: list[float], scale: str | None) -> None:
    assert guessed(values).scale == scale


def test_header_settles_what_the_values_leave_open() -> None:
    assert guessed([1, 2, 3], "rating_1_to_7").scale == "1-7"
    assert guessed([1, 2, 3, 4] * 9, "rating_1_to_4").scale == "1-4"
    assert guessed([1, 2, 3, 4, 5, 6], "rating_1_to_6").scale == "1-6"
    assert guessed([1, 2, 3, 4] * 9, "question_1_4").scale is None  # number of the question


def test_an_end_that_nobody_chose_leaves_more_than_one_scale() -> None:
    assert guessed([1, 2, 3] * 9).between == ("1-3", "1-4", "1-5")
    assert guessed([1, 2, 3, 4] * 9).between == ("1-4", "1-5")
    assert guessed([1, 2, 6]).between == ("1-6", "1-7")
    assert guessed([1, 2, 6]).reason == "its values run from 1 to 6: nothing tells 1-6 from 1-7"


def test_the_reason_counts() -> None:
    assert guessed([1, 2, 5]).reason == "all 3 values are 1 to 5"
    assert guessed([1, 2, 5, 4, 55]).reason == "4 of 5 values are 1 to 5"
