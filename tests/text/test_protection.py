"""How answers are protected, in words: the numbers are those in force and those of the proof."""

import re

from stool.privacy import FLOOR_N, MINIMUM_N, MINIMUM_SAMPLE
from stool.schema import HIDDEN_COMPLEMENT, HIDDEN_CROSSING, HIDDEN_FEW
from stool.text import glossary, labels, protection
from stool.voice import MINIMUM_TEXTS
from tests.privacy import test_attack, test_gate


def told() -> str:
    return " ".join(protection.text().split())


def test_the_numbers_are_those_in_force() -> None:
    assert f"fewer than {MINIMUM_N} employees" in told()
    assert f"leave {_word(MINIMUM_N - 2)} others" in told()
    assert f"Of customers {MINIMUM_SAMPLE} are enough" in told()
    assert f"where {MINIMUM_TEXTS} people or more wrote" in told()
    threshold = glossary.term("threshold").meaning
    assert f"{MINIMUM_N} unless it was raised, never under {FLOOR_N}" in threshold


def test_every_reason_is_quoted_as_it_is_said() -> None:
    for reason in (HIDDEN_FEW, HIDDEN_COMPLEMENT, HIDDEN_CROSSING):
        assert f"“{labels.hidden(reason, MINIMUM_N)}”" in told()


def test_the_proof_is_the_one_that_is_run() -> None:
    assert f"attack {test_attack.TABLES} small companies" in told()
    assert test_attack.MINIMUM == MINIMUM_N
    source = test_attack.__loader__.get_data(test_attack.__file__).decode()
    assert "assert pairs > 2_000_000" in source
    assert "over two million of them" in told()
    assert "assert len(leaking) > TABLES / 4" in source
    assert "in more than a quarter of those companies" in told()


def test_the_attack_on_releases_is_the_one_that_is_run() -> None:
    assert f"attack {test_gate.PAIRS} pairs of versions" in told()
    source = test_gate.__loader__.get_data(test_gate.__file__).decode()
    assert "assert unguarded > PAIRS / 2" in source
    assert "more than half of them would tell of somebody" in told()
    assert f"{MINIMUM_N} or more wherever anything changed" in told()
    assert "once a quarter is released it is never lowered" in told()


def test_what_it_does_not_guard_against_is_said() -> None:
    limits = told().split("does not protect against")[1]
    assert all(word in limits for word in ("pool", "administrator", "alike", "files"))


def test_rounding_is_told() -> None:
    assert "to 0.1 on a scale of 1 to 5" in told()
    assert "such as 25 to 39" in told()


def test_it_is_prose_and_no_more() -> None:
    assert not re.search(r"https?://|<[a-z]|[{}]", protection.text())


def _word(number: int) -> str:
    return {3: "three", 5: "five"}[number]
