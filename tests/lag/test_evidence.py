"""The scale: every level reached, every threshold where it is said to be."""

import pytest

from stool.lag.evidence import WORDS, Evidence, decide

CLEAR = {
    "n_quarters": 24,
    "n_units": 30,
    "most_pairs": 400,
    "p": 0.01,
    "twin_agrees": True,
    "white": True,
    "rests_on_shared": False,
    "rests_on_one_quarter": False,
    "seen_in_aggregate": False,
}


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({}, 4),
        ({"seen_in_aggregate": True}, 5),
        ({"n_quarters": 11}, 0),
        ({"n_quarters": 12}, 4),
        ({"most_pairs": 7}, 0),
        ({"most_pairs": 8}, 4),
        ({"p": float("nan")}, 0),
        ({"n_quarters": 15, "n_units": 1}, 1),
        ({"n_quarters": 15, "n_units": 4}, 1),
        ({"n_quarters": 15, "n_units": 5}, 4),
        ({"n_quarters": 16, "n_units": 1}, 4),
        ({"p": 0.10}, 2),
        ({"p": 0.0999}, 3),
        ({"p": 0.05}, 3),
        ({"p": 0.0499}, 4),
        ({"twin_agrees": False}, 3),
        ({"white": False}, 3),
        ({"rests_on_shared": True}, 3),
        ({"rests_on_one_quarter": True}, 3),
        ({"p": 0.06, "seen_in_aggregate": True}, 3),
        ({"p": 0.02, "alpha": 0.01}, 2),
        ({"p": 0.015, "alpha": 0.01}, 3),
    ],
)
def test_level(facts: dict, level: int) -> None:
    assert decide(**{**CLEAR, **facts}) == Evidence(level)


def test_words() -> None:
    assert [level.word for level in Evidence] == list(WORDS.values())
    assert Evidence(0).word == Evidence(1).word == "not enough data"
