"""The audit finds what can be computed, and the suppression leaves it nothing to find."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult

from stool.privacy import audit
from stool.privacy.audit import Auditor
from stool.privacy.margins import BaseCells, Margins, margins_of
from stool.privacy.protection import suppressed
from stool.schema import ALL, COMPANY
from tests.privacy.attacker import Attacker, drawn, margins

MINIMUM = 7


def company(base: dict[tuple[str, str, str], list[int]], *, crossed: bool = True) -> Margins:
    """Margins of units in one region, by level and tenure ("" where it is not known)."""
    width = len(next(iter(base.values())))
    held: dict[tuple[str, ...], NDArray[np.float64]] = {}
    cells: BaseCells = {}
    for (unit, level, tenure), n in base.items():
        known = [("level", level), ("tenure", tenure)]
        known = [part for part in known if part[1]]
        cells[unit, tuple(known)] = np.array(n, dtype=float)
        for node, depth, parent in ((unit, "unit", COMPANY), (COMPANY, "company", "")):
            for part in [(ALL, ALL), *known]:
                place = node, depth, parent, *part
                held[place] = held.get(place, np.zeros(width)) + np.array(n)
    places = pd.DataFrame(list(held), columns=["node", "depth", "parent", "dimension", "level"])
    return margins_of(places, np.array(list(held.values())), cells if crossed else {})


def hidden_of(found: Margins, *names: tuple[str, str]) -> NDArray[np.bool_]:
    """Which margins are hidden, by node and level."""
    places = pd.MultiIndex.from_frame(found.places[["node", "level"]])
    return places.isin(names)


def found_n(found: Margins, *names: tuple[str, str]) -> list[float]:
    findings = Auditor(found, MINIMUM).findings(hidden_of(found, *names))
    return sorted(each.n for each in findings)


def shown_after(found: Margins) -> set[tuple[str, str]]:
    n = found.n()
    few = np.where(n > 0, n, np.inf).min(axis=1) < MINIMUM
    places = found.places[~suppressed(found, few, MINIMUM)]
    return set(zip(places["node"], places["level"], strict=True))


def test_the_rest_of_a_sum_is_found() -> None:
    found = company({("A", "", ""): [20], ("B", "", ""): [30], ("C", "", ""): [4]})
    assert found_n(found, ("C", ALL)) == [4, pytest.approx(np.nan, nan_ok=True)]
    assert found_n(found, ("C", ALL), ("A", ALL)) == []


def test_two_small_ones_together_can_be_too_few() -> None:
    found = company({("A", "", ""): [20], ("B", "", ""): [3], ("C", "", ""): [3]})
    assert found_n(found, ("B", ALL), ("C", ALL)) == [6]
    assert shown_after(found) == {(COMPANY, ALL)}


def test_who_is_in_one_segment_and_not_in_the_other_is_found() -> None:
    # everybody at the front line is new, and three of the new are not at the front line
    base = {
        ("A", "front", "new"): [20],
        ("A", "head", "new"): [3],
        ("A", "head", "old"): [15],
        ("B", "front", "new"): [30],
        ("B", "head", "old"): [30],
    }
    found = company(base)
    assert 3 in found_n(found)
    shown = shown_after(found)
    assert found_n(found, *({(n, v) for n, v in _places(found)} - shown)) == []
    assert {("A", ALL), ("B", ALL), (COMPANY, ALL)} <= shown


def test_a_segment_whose_crossing_is_not_known_is_left_out() -> None:
    base = {("A", "front", "new"): [20], ("A", "head", "new"): [3], ("A", "head", "old"): [15]}
    found = company(base, crossed=False)
    assert found.uncrossed == {"tenure"}
    assert "tenure" not in set(found.places["dimension"])


def test_people_of_no_segment_are_the_rest_of_all_others() -> None:
    found = company({("A", "front", ""): [20], ("A", "", ""): [2], ("B", "front", ""): [30]})
    assert 2 in found_n(found)
    # 20 of the 22 are at the front line: of the two that are left nothing may be computed
    assert not {("A", ALL), ("A", "front")} <= shown_after(found)


def test_a_question_not_asked_everywhere_is_audited_where_it_was_asked() -> None:
    # C was not asked the second question, so with B hidden too its sum is B alone
    base = {("A", "", ""): [20, 20], ("B", "", ""): [9, 5], ("C", "", ""): [9, 0]}
    found = company(base)
    assert 5 in found_n(found, ("B", ALL), ("C", ALL))
    assert found_n(found, ("A", ALL), ("B", ALL), ("C", ALL)) == []


def test_every_question_has_enough_answers_behind_it() -> None:
    # eight people, of whom six answered the second question
    base = {("A", "", ""): [20, 20], ("B", "", ""): [4, 3], ("C", "", ""): [4, 3]}
    assert found_n(company(base), ("B", ALL), ("C", ALL)) == [6]


def test_an_audit_that_takes_too_long_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ENUMERATED", 0)
    found = margins(drawn(np.random.default_rng(5)))
    safe = suppressed(found, found.n()[:, 0] < MINIMUM, MINIMUM)
    assert Auditor(found, MINIMUM).findings(safe) == []
    limits: list[float] = []

    def out_of_time(*_: object, options: dict[str, float], **__: object) -> OptimizeResult:
        limits.append(options["time_limit"])
        return OptimizeResult(status=1, x=None)

    monkeypatch.setattr(audit, "milp", out_of_time)
    hasty = Auditor(found, MINIMUM, time_limit=3.0).findings(safe)
    assert hasty
    assert all(np.isnan(each.n) and len(each.rows) for each in hasty)
    assert set(limits) == {3.0}


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32 - 1))
def test_programming_and_looking_at_every_subset_agree(seed: int) -> None:
    small = drawn(np.random.default_rng(seed))
    found = margins(small)
    few = found.n()[:, 0] < MINIMUM
    by_subsets = [each.n for each in Auditor(found, MINIMUM).findings(few)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "ENUMERATED", 0)
        by_programme = [each.n for each in Auditor(found, MINIMUM).findings(few)]
    np.testing.assert_array_equal(by_programme, by_subsets)


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32 - 1), crossed=st.booleans())
def test_nothing_is_found_once_all_is_protected(seed: int, *, crossed: bool) -> None:
    rng = np.random.default_rng(seed)
    base = {
        (unit, level, tenure): [int(n), int(rng.binomial(n, 0.9))]
        for unit in "ABC"[: rng.integers(1, 4)]
        for level in ("front", "head", "")[: rng.integers(1, 4)]
        for tenure in ("new", "old", "")[: rng.integers(1, 4)]
        for n in [rng.poisson(rng.uniform(0, 12))]
        if n
    }
    if not base:
        return
    found = company(base, crossed=crossed)
    n = found.n()
    hidden = suppressed(found, np.where(n > 0, n, np.inf).min(axis=1) < MINIMUM, MINIMUM)
    rows = found.members.toarray()[~hidden]
    width = rows.shape[1]
    subsets = ((np.arange(1, 2**width)[:, None] >> np.arange(width)) & 1).astype(float)
    off = np.abs(subsets - subsets @ np.linalg.pinv(rows) @ rows).max(axis=1)
    told = subsets[off < 1e-7] @ found.counts
    assert not ((told > 0.5) & (told < MINIMUM)).any()


def test_the_attacker_of_all_subsets_sees_what_is_plain() -> None:
    small = drawn(np.random.default_rng(1))
    unit, level = min(small.counts, key=lambda place: small.counts[place])
    everything = {(node, name) for node, name in _places(margins(small))}
    attacker = Attacker(small, everything - {(unit, level)})
    assert attacker.smallest() <= small.counts[unit, level]
    assert (unit, level) in attacker.determined()


def _places(found: Margins) -> list[tuple[str, str]]:
    return list(zip(found.places["node"], found.places["level"], strict=True))
