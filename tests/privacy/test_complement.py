"""Complements: what is hidden in any sum is at least two parts and enough people together."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.privacy.complement import Complements
from stool.privacy.margins import Equation
from stool.schema import ALL
from tests.privacy.attacker import drawn, margins

MINIMUM = 7


def closed(n: list[int], sums: list[tuple[int, list[int]]], few: list[int]) -> set[int]:
    """Rows hidden in the end."""
    hidden = np.isin(np.arange(len(n)), few)
    equations = [Equation(whole, np.array(parts)) for whole, parts in sums]
    counts = np.array(n, dtype=float)[:, None]
    Complements(counts, equations, np.zeros(len(n), dtype=bool), hidden, MINIMUM).close()
    return set(np.flatnonzero(hidden).tolist())


def test_the_cheapest_sibling_is_hidden_too() -> None:
    assert closed([54, 30, 20, 4], [(0, [1, 2, 3])], few=[3]) == {2, 3}


def test_two_that_are_too_few_together_take_a_third() -> None:
    assert closed([56, 30, 20, 3, 3], [(0, [1, 2, 3, 4])], few=[3, 4]) == {2, 3, 4}


def test_whoever_is_in_no_part_counts_as_hidden() -> None:
    # 9 answers of 59 are in none of the parts: as they are many, the small part hides among them
    assert closed([63, 30, 20, 4], [(0, [1, 2, 3])], few=[3]) == {3}
    # and where they are few themselves, a part is hidden to keep them company
    assert closed([52, 30, 20], [(0, [1, 2])], few=[]) == {2}


def test_the_whole_goes_where_nothing_else_is_left() -> None:
    assert closed([6, 3, 3], [(0, [1, 2])], few=[1, 2]) == {0, 1, 2}


def test_a_hidden_whole_has_a_hidden_part() -> None:
    assert closed([50, 30, 20], [(0, [1, 2])], few=[0]) == {0, 2}


def test_one_that_closes_a_cycle_is_preferred() -> None:
    # two rows of two units by two levels: 2 and 6 are hidden, and 5 closes the square with 1
    #            total, unit 1: a, b; unit 2: a, b; level a, level b
    n = [120, 40, 5, 36, 39, 76, 44]
    sums = [(5, [1, 3]), (6, [2, 4])]
    hidden = closed(n, [*sums, (0, [5, 6])], few=[2])
    assert {2, 4} <= hidden
    assert 5 not in hidden
    assert 6 not in hidden


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_no_sum_gives_anything_away(seed: int) -> None:
    found = margins(drawn(np.random.default_rng(seed)))
    n = found.n()
    hidden = n[:, 0] < MINIMUM
    whole = (found.places["dimension"] == ALL).to_numpy()
    Complements(n, found.equations, whole, hidden, MINIMUM).close()
    for each in found.equations:
        parts = each.parts[hidden[each.parts]]
        if not hidden[each.whole] and len(parts):
            assert len(parts) > 1
            assert n[parts].sum() >= MINIMUM
        elif hidden[each.whole]:
            assert len(parts)
