"""A table is made once of the same contents, and anew of any other."""

from typing import Any

import pandas as pd
import pytest

from stool.privacy import memory, publish, publish_once
from stool.schema import CROSS_COLUMNS
from tests.cells.making import answers, cells

PARENTS = {"A": "North", "B": "North"}
ROWS = [answers("esat", "2025Q1", unit, [4] * 20, leg="esat") for unit in "AB"]
CROSSES = pd.DataFrame([["esat", "esat", "2025Q1", "A", "{}", 20.0]], columns=list(CROSS_COLUMNS))


@pytest.fixture(autouse=True)
def nothing_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_made", type(memory._made)())


def test_the_same_contents_give_the_same_table() -> None:
    first = publish_once(cells(*ROWS), PARENTS)
    assert publish_once(cells(*ROWS), dict(reversed(PARENTS.items()))) is first
    pd.testing.assert_frame_equal(first.table, publish(cells(*ROWS), PARENTS).table)


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ((cells(*ROWS).assign(n=21.0), PARENTS), {}),
        ((cells(*ROWS).assign(s=81.0), PARENTS), {}),
        ((cells(*ROWS[:1]), PARENTS), {}),
        ((cells(*ROWS), {**PARENTS, "B": "South"}), {}),
        ((cells(*ROWS), PARENTS, CROSSES), {}),
        ((cells(*ROWS), PARENTS), {"minimum_n": 8}),
    ],
)
def test_any_other_contents_give_another(given: tuple[Any, ...], options: dict[str, int]) -> None:
    first = publish_once(cells(*ROWS), PARENTS)
    assert publish_once(*given, **options) is not first


def test_only_the_last_few_are_kept() -> None:
    for minimum in (7, 8, 9, 10):
        publish_once(cells(*ROWS), PARENTS, minimum_n=minimum)
    assert len(memory._made) == memory.MOST
