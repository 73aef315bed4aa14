"""Whose words may be read: no list, and nothing two lists leave, is of fewer than ten people."""

import itertools
import random

import pandas as pd
import pytest

from stool.schema import COMPANY
from stool.voice import MINIMUM_TEXTS, counting, listed, lists, to_read
from stool.voice.heard import loaded
from tests.voice.making import random_company, said

Q = "2026Q1"
PARENTS = {"A": "North", "B": "North", "C": "North", "D": "South", "E": "South"}


def read(placed: pd.DataFrame, node: str, *, leg: str = "esat", seed: str = "1") -> list[str]:
    return list(to_read(placed, leg, Q, node, "comment", seed=seed)["text"])


def test_a_unit_is_read_from_ten_people_on() -> None:
    placed = listed(said({(Q, "A"): 10, (Q, "B"): 9}), PARENTS)
    assert len(read(placed, "A")) == 10
    assert [read(placed, node) for node in ("B", "North", COMPANY)] == [[], [], []]
    assert lists(placed, "esat", Q, "comment") == ["A"]


def test_small_units_are_read_together_at_one_level_alone() -> None:
    sizes = {"A": 10, "B": 6, "C": 5, "D": 9, "F": 3}
    placed = listed(said({(Q, unit): size for unit, size in sizes.items()}), PARENTS)
    assert len(read(placed, "A")) == 10
    assert len(read(placed, "North")) == 11
    assert len(read(placed, COMPANY)) == 12
    assert not any("in A" in text for text in read(placed, "North"))
    assert read(placed, "South") == []
    assert lists(placed, "esat", Q, "comment") == [COMPANY, "A", "North"]


def test_what_is_loaded_says_where_something_may_be_read() -> None:
    rows = pd.concat(
        [
            said({(Q, "A"): 10, (Q, "B"): 3, ("2025Q4", "A"): 4, ("2025Q4", "B"): 5}),
            said({(Q, "A"): 2, (Q, "B"): 3, ("2025Q4", "A"): 4}, leg="csat", kind="suggestion"),
        ],
        ignore_index=True,
    )
    assert loaded(listed(rows, PARENTS)).to_numpy().tolist() == [
        ["csat", "suggestion", "2025Q4", False],
        ["csat", "suggestion", Q, True],
        ["esat", "comment", "2025Q4", False],
        ["esat", "comment", Q, True],
    ]
    assert loaded(listed(rows.iloc[:0], {})).empty


def test_quarters_and_kinds_are_not_added_up() -> None:
    rows = pd.concat(
        [said({(Q, "A"): 6, ("2025Q4", "A"): 6}), said({(Q, "A"): 6}, kind="suggestion")]
    )
    assert listed(rows, {}).loc[:, "list"].eq("").all()


@pytest.mark.parametrize("seed", range(150))
def test_no_combination_of_lists_and_counts_is_of_fewer_than_ten(seed: int) -> None:
    """Lists are disjoint; what counts in a node less what counts below is nobody or enough."""
    rows, parents = random_company(random.Random(seed))
    placed = listed(rows, parents)
    nodes = {*placed["unit"], *parents.values(), COMPANY}
    shown = {node: set(read(placed, node)) for node in nodes}
    for one, other in itertools.combinations(shown.values(), 2):
        assert not one & other
    assert all(len(texts) == 0 or len(texts) >= MINIMUM_TEXTS for texts in shown.values())
    counted = {node: set(counting(placed, node)["text"]) for node in nodes}
    for one, other in itertools.permutations(counted.values(), 2):
        left = len(one - other)
        assert left == 0 or left >= MINIMUM_TEXTS
    assert counted[COMPANY] == set().union(*shown.values())


def test_customers_are_read_in_every_node_from_five_on() -> None:
    placed = listed(said({(Q, "A"): 4, (Q, "B"): 5, (Q, "D"): 4}, leg="csat"), PARENTS)
    sizes = [len(read(placed, node, leg="csat")) for node in ("A", "B", "North", "South", COMPANY)]
    assert sizes == [0, 5, 9, 0, 13]


def test_the_order_is_new_with_every_release_and_tells_nothing() -> None:
    rows = said({(Q, "A"): 24})
    orders = {tuple(read(listed(rows, {}), "A", seed=str(seed))) for seed in range(20)}
    assert len(orders) == 20
    assert len({frozenset(order) for order in orders}) == 1
    shuffled = listed(rows.sample(frac=1, random_state=3), {})
    assert read(shuffled, "A") == read(listed(rows, {}), "A")
    assert read(shuffled, "A") != sorted(rows["text"])


def test_nothing_but_texts_is_read() -> None:
    assert read(listed(said({(Q, "A"): 12}, text="same"), {}), "A") == ["same"] * 12


def test_no_rows_are_no_lists() -> None:
    placed = listed(said({}), {})
    assert lists(placed, "esat", Q, "comment") == []
    assert read(placed, COMPANY) == []
