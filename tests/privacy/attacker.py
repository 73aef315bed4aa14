"""Small tables, rules that hide cells, and attackers that know only what is shown.

An attacker is independent of the product: it sees which cells are shown, and looks among everything
that filters answer, or among every subset of people, for a group of fewer than the minimum.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.privacy.margins import Margins, margins_of
from stool.schema import ALL, COMPANY, REST

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Small:
    """A company of a few units whose employees are in one segment each.

    Attributes
    ----------
    parents : dict of unit to region
    counts : dict of unit and level to number of answers
    """

    parents: dict[str, str]
    counts: dict[tuple[str, str], int]

    @property
    def units(self) -> list[str]:
        return sorted(self.parents)

    @property
    def levels(self) -> list[str]:
        return sorted({level for _, level in self.counts})

    def children(self, node: str) -> list[str]:
        if node == COMPANY:
            return sorted(set(self.parents.values()))
        return [unit for unit in self.units if self.parents[unit] == node]


def drawn(rng: np.random.Generator) -> Small:
    """A random company: two or three regions of one to three units, two to four levels."""
    parents = {
        f"unit {region}{unit}": f"region {region}"
        for region in range(rng.integers(2, 4))
        for unit in range(rng.integers(1, 4))
    }
    levels = [f"level {each}" for each in range(rng.integers(2, 5))]
    typical = rng.uniform(3, 14)
    counts = {
        (unit, level): int(rng.poisson(typical * rng.uniform(0.1, 2)))
        for unit in parents
        for level in levels
    }
    return Small(parents, {place: n for place, n in counts.items() if n} or {("unit 00", "l"): 9})


def margins(small: Small) -> Margins:
    """The margins of the product."""
    places = {}
    for unit, region in small.parents.items():
        for node, depth, parent in (
            (unit, "unit", region),
            (region, "region", COMPANY),
            (COMPANY, "company", ""),
        ):
            for level in small.levels:
                n = small.counts.get((unit, level), 0)
                for dimension, name in ((ALL, ALL), ("level", level)):
                    place = node, depth, parent, dimension, name
                    places[place] = places.get(place, 0) + n
    held = {place: n for place, n in places.items() if n}
    frame = pd.DataFrame(list(held), columns=["node", "depth", "parent", "dimension", "level"])
    return margins_of(frame, np.array(list(held.values()), dtype=float)[:, None], {})


class Attacker:
    """Knows the hierarchy, the counts and which cells are shown.

    Parameters
    ----------
    small : Small
    shown : set of (node, level)
        The level `stool.schema.REST` stands for the units of a node that are not shown.
    """

    def __init__(self, small: Small, shown: set[tuple[str, str]]) -> None:
        self.small = small
        self.base = sorted(small.counts)
        self.n = np.array([small.counts[place] for place in self.base])
        self.shown = shown

    def people(self, node: str, level: str) -> Bools:
        """Base cells of a filter."""
        inside = [
            node in (COMPANY, unit, self.small.parents[unit])
            and (level in (ALL, name) or (level == REST and (unit, ALL) not in self.shown))
            for unit, name in self.base
        ]
        return np.array(inside, dtype=np.bool_)

    def filters(self) -> NDArray[np.bool_]:
        """Everybody of whom a filter answers: shown cells, and unions that do not overlap."""
        found = {self.people(node, level).tobytes() for node, level in self.shown}
        small = self.small
        unions = [
            [(node, level) for node in nodes]
            for level in (ALL, *small.levels)
            for nodes in _subsets(small.units)
        ]
        unions += [
            [(node, level) for level in levels]
            for node in (COMPANY, *small.children(COMPANY), *small.units)
            for levels in _subsets(small.levels)
        ]
        for parts in unions:
            if all(part in self.shown for part in parts):
                found.add(np.any([self.people(*part) for part in parts], axis=0).tobytes())
        return np.array([np.frombuffer(each, dtype=np.bool_) for each in sorted(found)])

    def differences(self, minimum_n: int) -> tuple[int, int]:
        """How many pairs of filters were looked at, and how many leave too few people."""
        answers = self.filters()
        inside = answers @ ~answers.T  # whoever is in the one and not in the other
        n = answers @ self.n
        between = n[None, :] - n[:, None]
        leaks = ~inside & (between > 0) & (between < minimum_n)
        return len(answers) * (len(answers) - 1), int(leaks.sum())

    def smallest(self) -> float:
        """Fewest people in any subset that is a combination of shown cells, of all subsets."""
        rows = np.array([self.people(*place) for place in sorted(self.shown)], dtype=float)
        subsets = (
            (np.arange(1, 2 ** len(self.base))[:, None] >> np.arange(len(self.base))) & 1
        ) == 1
        if not len(rows):
            return np.inf
        _, values, directions = np.linalg.svd(rows, full_matrices=True)
        rank = int((values > 1e-9).sum())
        null = directions[rank:]  # what the rows say nothing of
        off = np.abs(subsets.astype(float) @ null.T).max(axis=1, initial=0)
        return float((subsets[off < 1e-7] @ self.n.astype(float)).min(initial=np.inf))

    def determined(self) -> list[tuple[str, str]]:
        """Hidden cells with people whose sum is a combination of shown ones."""
        rows = np.array([self.people(*place) for place in sorted(self.shown)], dtype=float)
        rank = np.linalg.matrix_rank(rows) if len(rows) else 0
        found = []
        for node in (COMPANY, *self.small.children(COMPANY), *self.small.units):
            for level in (ALL, *self.small.levels):
                people = self.people(node, level)
                if (node, level) in self.shown or not people.any():
                    continue
                more = np.vstack([rows, people]) if len(rows) else people[None, :]
                if np.linalg.matrix_rank(more.astype(float)) == rank:
                    found.append((node, level))
        return found


def places(small: Small) -> Iterator[tuple[str, str, int]]:
    """Every cell with people and how many."""
    for node in (COMPANY, *small.children(COMPANY), *small.units):
        for level in (ALL, *small.levels):
            n = sum(
                count
                for (unit, name), count in small.counts.items()
                if node in (COMPANY, unit, small.parents[unit]) and level in (ALL, name)
            )
            if n:
                yield node, level, n


def threshold_only(small: Small, minimum_n: int) -> set[tuple[str, str]]:
    """Weak rule: cells under the minimum are hidden, and no other."""
    return {(node, level) for node, level, n in places(small) if n >= minimum_n}


def next_smallest_too(small: Small, minimum_n: int) -> set[tuple[str, str]]:
    """Weak rule: where a sum has a single hidden part, the next smallest is hidden as well."""
    count = {(node, level): n for node, level, n in places(small)}
    shown = threshold_only(small, minimum_n)
    sums = [
        [(child, level) for child in small.children(node)]
        for node in (COMPANY, *small.children(COMPANY))
        for level in (ALL, *small.levels)
    ]
    sums += [
        [(node, level) for level in small.levels]
        for node in (COMPANY, *small.children(COMPANY), *small.units)
    ]
    for every in sums:
        parts = [part for part in every if part in count]
        if sum(part not in shown for part in parts) == 1:
            rest = sorted((part for part in parts if part in shown), key=count.__getitem__)
            shown -= set(rest[:1])
    return shown


def _subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    for size in range(2, len(names) + 1):
        yield from combinations(names, size)
