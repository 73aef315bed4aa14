"""Pairs of versions of a small company, and an attacker who has kept the earlier one.

The attacker is independent of the product: it knows who is in which base cell of which version, and
looks whether anything computable from both is of a group of fewer people than the minimum.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stool.privacy import publish_once
from stool.privacy.gate import Version
from stool.schema import ALL, ANSWERS, CELL_COLUMNS, COMPANY, CROSS_COLUMNS, ESAT, SHOWN

QUARTER = "2026Q2"


@dataclass(frozen=True, slots=True)
class Person:
    """Who answered what, where."""

    key: int
    unit: str
    level: str
    answer: int


def version(people: list[Person], parents: dict[str, str], minimum_n: int) -> Version:
    """The version that a file of these people makes."""
    rows = []
    for person in people:
        for dimension, level in ((ALL, ALL), ("level", person.level)):
            counts = {name: float(name == f"c{person.answer}") for name in ANSWERS}
            rows.append(
                {
                    "leg": ESAT,
                    "metric": "q1",
                    "scale": "1-5",
                    "better": "higher",
                    "quarter": QUARTER,
                    "unit": person.unit,
                    "dimension": dimension,
                    "level": level,
                    "n": 1.0,
                    "s": float(person.answer),
                    "ss": float(person.answer**2),
                    **counts,
                }
            )
    cells = pd.DataFrame(rows, columns=list(CELL_COLUMNS))
    key = list(CELL_COLUMNS[:8])
    cells = cells.groupby(key, as_index=False).sum()[list(CELL_COLUMNS)]
    names = {unit: unit for unit in parents}
    nobody = pd.DataFrame(columns=list(CROSS_COLUMNS))
    return Version(cells, nobody, names, parents, minimum_n)


def shown(found: Version) -> set[tuple[str, str, str]]:
    """Node, dimension and level of everything its published table shows."""
    n = found.minimum_n
    table = publish_once(found.cells, found.parents, found.crosses, minimum_n=n).table
    table = table[table["hidden"] == SHOWN]
    return set(table[["node", "dimension", "level"]].itertuples(index=False, name=None))


def changed_groups(
    old: list[Person],
    new: list[Person],
    parents: dict[str, str],
    visible: tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]],
) -> list[int]:
    """Sizes of the groups of changed people that published cells and their sums tell of.

    A cell that both versions show, less its shown parts that both show (nodes below or levels),
    is set beside itself: who came or left in it, or answered otherwise, is what the two tell of.
    """
    before = {person.key: person for person in old}
    after = {person.key: person for person in new}
    moved = [
        {before.get(key), after.get(key)} - {None}
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    ]
    both = visible[0] & visible[1]

    def inside(person: Person, place: tuple[str, str, str]) -> bool:
        node, _, level = place
        is_there = node in (COMPANY, person.unit, parents[person.unit])
        return is_there and level in (ALL, person.level)

    def children(place: tuple[str, str, str]) -> list[list[tuple[str, str, str]]]:
        node, dimension, level = place
        below = sorted(set(parents.values())) if node == COMPANY else []
        below += [unit for unit, region in parents.items() if region == node]
        parts = [[(each, dimension, level) for each in below]]
        if dimension == ALL:
            parts.append([each for each in both if each[0] == node and each[1] != ALL])
        return [[each for each in group if each in both] for group in parts]

    sizes = []
    for place in both:
        for parts in [[], *children(place)]:
            told = [
                sides
                for sides in moved
                if any(
                    inside(each, place) and not any(inside(each, part) for part in parts)
                    for each in sides
                )
            ]
            if told:
                sizes.append(len(told))
    return sizes


def drawn(rng: np.random.Generator) -> tuple[list[Person], list[Person], dict[str, str]]:
    """A company, and the same after a correction of a kind and size drawn at random."""
    parents = {f"unit {each}": f"region {each % 2}" for each in range(int(rng.integers(2, 6)))}
    units, levels = sorted(parents), ["front", "lead"]
    key = 0
    old = []
    for unit in units:
        for level in levels:
            for _ in range(int(rng.poisson(rng.choice([3, 9, 20])))):
                old.append(Person(key, unit, level, int(rng.integers(1, 6))))
                key += 1
    kind = rng.choice(["late", "late", "left", "edited", "both"])
    places = [
        (unit, level) for unit in units for level in levels if rng.random() < rng.choice([0.2, 0.6])
    ]
    new = list(old)
    for unit, level in places:
        many = int(rng.choice([1, 2, 8, 12]))
        own = [each for each in new if (each.unit, each.level) == (unit, level)]
        if kind in ("left", "both"):
            gone = set(own[:many])
            new = [each for each in new if each not in gone]
        if kind in ("late", "both"):
            for _ in range(many):
                new.append(Person(key, unit, level, int(rng.integers(1, 6))))
                key += 1
        if kind == "edited" and own:
            new.remove(own[0])
            new.append(Person(own[0].key, unit, level, own[0].answer % 5 + 1))
    return old, new, parents
