"""Attackers find nobody in what is shown, and do find people where weaker rules hide cells."""

import numpy as np
import pandas as pd
import pytest

from stool.privacy.audit import Auditor
from stool.privacy.margins import Margins
from stool.privacy.protection import suppressed
from stool.schema import ALL
from tests.privacy.attacker import (
    Attacker,
    Small,
    drawn,
    margins,
    next_smallest_too,
    threshold_only,
)

TABLES = 500
MINIMUM = 7
SUBSETS = 14  # base cells of a table, every subset of which is looked at


@pytest.fixture(scope="module")
def smalls() -> list[Small]:
    rng = np.random.default_rng(20260701)
    return [drawn(rng) for _ in range(TABLES)]


@pytest.fixture(scope="module")
def patterns(smalls: list[Small]) -> list[set[tuple[str, str]]]:
    """What the product shows of each."""
    return [shown_of(margins(small)) for small in smalls]


def shown_of(found: Margins) -> set[tuple[str, str]]:
    few = found.n()[:, 0] < MINIMUM
    hidden = suppressed(found, few, MINIMUM)
    places = found.places[~hidden]
    return set(zip(places["node"], places["level"], strict=True))


def test_no_pair_of_filters_leaves_fewer_than_the_minimum(
    smalls: list[Small], patterns: list[set[tuple[str, str]]]
) -> None:
    pairs, leaks = np.sum(
        [
            Attacker(small, shown).differences(MINIMUM)
            for small, shown in zip(smalls, patterns, strict=True)
        ],
        axis=0,
    )
    assert pairs > 2_000_000
    assert leaks == 0


@pytest.mark.parametrize("rule", [threshold_only, next_smallest_too])
def test_the_same_attacker_finds_people_where_a_weaker_rule_hides(
    smalls: list[Small], rule: object
) -> None:
    leaking = [
        small
        for small in smalls
        if Attacker(small, rule(small, MINIMUM)).differences(MINIMUM)[1]  # type: ignore[operator]
    ]
    assert len(leaking) > TABLES / 4


def test_no_subset_of_people_that_can_be_computed_is_small(
    smalls: list[Small], patterns: list[set[tuple[str, str]]]
) -> None:
    looked_at = 0
    for small, shown in zip(smalls, patterns, strict=True):
        if len(small.counts) <= SUBSETS:
            looked_at += 1
            assert Attacker(small, shown).smallest() >= MINIMUM, small
    assert looked_at > TABLES / 3


def test_no_hidden_cell_can_be_computed(
    smalls: list[Small], patterns: list[set[tuple[str, str]]]
) -> None:
    for small, shown in zip(smalls, patterns, strict=True):
        assert Attacker(small, shown).determined() == [], small


def test_the_audit_finds_what_the_attacker_finds(smalls: list[Small]) -> None:
    agreed = {True: 0, False: 0}
    for small in smalls:
        if len(small.counts) > SUBSETS:
            continue
        shown = next_smallest_too(small, MINIMUM)
        found = margins(small)
        hidden = ~pd.MultiIndex.from_frame(found.places[["node", "level"]]).isin(sorted(shown))
        attacker = Attacker(small, shown)
        told = attacker.smallest() < MINIMUM or bool(attacker.determined())
        assert bool(Auditor(found, MINIMUM).findings(hidden)) == told, small
        agreed[told] += 1
    assert min(agreed.values()) > 10


def test_what_is_shown_is_worth_showing(
    smalls: list[Small], patterns: list[set[tuple[str, str]]]
) -> None:
    # of the cells that have enough answers, so many are shown: tables are as small as can be
    enough = sum(len(threshold_only(small, MINIMUM)) for small in smalls)
    shown = sum(len(pattern) for pattern in patterns)
    assert shown > 0.6 * enough
    of_nodes = sum(level == ALL for pattern in patterns for _, level in pattern)
    all_nodes = sum(level == ALL for small in smalls for _, level in threshold_only(small, MINIMUM))
    assert of_nodes > 0.8 * all_nodes
