"""The release gate: an attacker with both versions finds no small group; without a gate it does."""

import numpy as np
import pytest

from stool.privacy import MINIMUM_N
from stool.privacy.gate import compared
from tests.privacy.versions import Person, changed_groups, drawn, shown, version

PAIRS = 200
PARENTS = {"A": "R", "B": "R"}


def staff(**numbers: int) -> list[Person]:
    """So many people of each unit, all of one level."""
    return [
        Person(1000 * at + each, unit, "front", 1 + each % 5)
        for at, (unit, n) in enumerate(numbers.items())
        for each in range(n)
    ]


def verdict(old: list[Person], new: list[Person], minimum_n: int = MINIMUM_N) -> tuple[bool, int]:
    found = compared(version(old, PARENTS, minimum_n), version(new, PARENTS, minimum_n))
    return found.is_safe, found.answers


def test_an_attacker_with_both_versions_finds_nobody() -> None:
    rng = np.random.default_rng(7)
    passed = leaks = unguarded = 0
    for _ in range(PAIRS):
        old, new, parents = drawn(rng)
        before, after = (version(each, parents, MINIMUM_N) for each in (old, new))
        sizes = changed_groups(old, new, parents, (shown(before), shown(after)))
        unguarded += min(sizes, default=MINIMUM_N) < MINIMUM_N
        if compared(before, after).is_safe:
            passed += bool(sizes)
            leaks += min(sizes, default=MINIMUM_N) < MINIMUM_N
    assert leaks == 0
    assert unguarded > PAIRS / 2  # the attacker works
    assert passed > PAIRS / 20  # the gate opens


@pytest.mark.parametrize("late", range(1, 12))
def test_late_answers_pass_from_the_threshold_on(late: int) -> None:
    expected = late >= MINIMUM_N, late
    assert verdict(staff(A=20, B=20), staff(A=20 + late, B=20)) == expected
    assert verdict(staff(A=20 + late, B=20), staff(A=20, B=20)) == expected


def test_late_answers_of_two_units_pass_where_each_has_enough() -> None:
    assert verdict(staff(A=20, B=20), staff(A=24, B=24)) == (False, 8)
    assert verdict(staff(A=20, B=20), staff(A=27, B=28)) == (True, 15)


def test_a_unit_that_comes_later_passes() -> None:
    assert verdict(staff(A=20), staff(A=20, B=9)) == (True, 9)
    assert verdict(staff(A=20), staff(A=20, B=6)) == (False, 6)


def test_what_was_hidden_may_not_come_out_by_what_is_shown_later() -> None:
    """Six of A were hidden, and nine of B with them; once A has twenty, B is shown as well."""
    old, new = staff(A=6, B=9), staff(A=20, B=9)
    units = [{node for node, _, _ in shown(version(each, PARENTS, 7))} for each in (old, new)]
    assert units[0].isdisjoint(PARENTS)
    assert units[1] >= {*PARENTS}
    assert verdict(old, new)[0] is False


def test_a_changed_answer_waits_since_nobody_can_count_it() -> None:
    old = staff(A=20, B=20)
    edited = [*old[1:], Person(old[0].key, "A", "front", 5)]
    assert verdict(old, edited) == (False, 1)
    both = [*edited, *(Person(9000 + each, "B", "front", 3) for each in range(9))]
    assert verdict(old, both)[0] is False


def test_who_moved_is_not_counted_twice() -> None:
    """Eight move from A to B and one of B leaves: fifteen by the counts, one by their sum."""
    old = staff(A=20, B=20)
    moved = [
        Person(each.key, "B" if each.unit == "A" and each.key < 8 else each.unit, "front", 3)
        for each in old
        if each.key != 1000
    ]
    assert verdict(old, moved)[0] is False


def test_the_same_answers_pass_and_change_nothing() -> None:
    assert verdict(staff(A=20, B=3), staff(A=20, B=3)) == (True, 0)


def test_the_lower_threshold_of_the_two_holds() -> None:
    before = version(staff(A=20, B=20), PARENTS, 5)
    after = version(staff(A=26, B=20), PARENTS, 9)
    assert compared(before, after).is_safe
    assert not compared(version(staff(A=20, B=20), PARENTS, 7), after).is_safe
