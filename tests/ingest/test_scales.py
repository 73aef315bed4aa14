"""The scale of a column, by its values."""

import numpy as np
import pytest

from stool.ingest.scales import guess_scale


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
        ([1, 2, 3, 4, 5] * 40 + [0], "1-5"),
        ([0, 1, 0], None),
        ([], None),
        ([120, 3000], None),
        ([0, 1, 2, 3, 4, 5] * 10, None),  # 0 to 5 is no known scale
    ],
)
def test_by_values(values: list[float], scale: str | None) -> None:
    assert guess_scale(np.array(values, dtype=float), "score").scale == scale


def test_header_settles_what_the_values_leave_open() -> None:
    assert guess_scale(np.array([1.0, 2, 3]), "rating_1_to_7").scale == "1-7"


def test_the_reason_counts() -> None:
    assert guess_scale(np.array([1.0, 2, 5]), "x").reason == "all 3 values are 1 to 5"
    assert guess_scale(np.array([1.0, 2, 5, 4, 55]), "x").reason == "4 of 5 values are 1 to 5"
