"""Margins: the cells that may be published, as sums of base cells that never are.

A base cell is everybody of a unit who shares all segments; a margin is a node of the hierarchy,
everybody in it or one segment. What anybody can compute from published figures is a combination of
margins, and so a combination of base cells.
"""

import json
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from stool.schema import ALL, COMPANY

PLACE = ["node", "dimension", "level"]
Place = tuple[str, str, str]
Cross = tuple[tuple[str, str], ...]  # dimension and level, sorted; a level not known is left out
BaseCells = dict[tuple[str, Cross], NDArray[np.float64]]  # by unit and cross: n of each metric


@dataclass(frozen=True, slots=True)
class Equation:
    """A margin that is the sum of others, and of whoever is in none of them.

    Attributes
    ----------
    whole : int
        Row of `Margins.places`.
    parts : array of int
        Rows of the children: nodes below, or the levels of one dimension.
    """

    whole: int
    parts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins of one quarter and the base cells below them.

    Attributes
    ----------
    places : DataFrame, one row a margin
        ``node``, ``dimension``, ``level``, ``depth`` and ``parent``.
    members : sparse array, margins x base cells
        1 where the base cell is part of the margin.
    counts : array, base cells x metrics
        Number of answers.
    equations : list of Equation
        Of whole nodes first.
    uncrossed : frozenset of str
        Dimensions that cannot be published beside the others, since it is not known how they cross.
    """

    places: pd.DataFrame
    members: csr_array
    counts: NDArray[np.float64]
    equations: list[Equation]
    uncrossed: frozenset[str]

    def n(self) -> NDArray[np.float64]:
        """Number of answers, margins x metrics."""
        found: NDArray[np.float64] = self.members @ self.counts
        return found


def margins_of(places: pd.DataFrame, n: NDArray[np.float64], crossed: BaseCells) -> Margins:
    """Lay out the margins of one quarter.

    Parameters
    ----------
    places : DataFrame, one row a margin
        ``node``, ``depth``, ``parent``, ``dimension`` and ``level``, of every node of the
        hierarchy.
    n : array, margins x metrics
        Number of answers.
    crossed : dict of unit and combination of segments to array
        Number of answers of each metric; empty where it is not known, which is enough for a single
        dimension.
    """
    columns = [places[name].tolist() for name in (*PLACE, "depth", "parent")]
    every = list(zip(*columns[:3], strict=True))
    parents = {
        node: parent
        for node, depth, parent in zip(columns[0], *columns[3:], strict=True)
        if depth == "unit"
    }
    left = {
        place: counts.copy()
        for place, counts, depth in zip(every, n, columns[3], strict=True)
        if depth == "unit"
    }
    base, uncrossed = _base_cells(left, crossed)
    kept = np.array([place[1] not in uncrossed for place in every], dtype=np.bool_)
    places = places[kept].reset_index(drop=True)
    at = {
        place: row
        for row, place in enumerate(place for place in every if place[1] not in uncrossed)
    }
    pairs = [
        (at[place], column)
        for column, (unit, cross) in enumerate(base)
        for node in dict.fromkeys((unit, parents[unit], COMPANY))
        for place in ((node, ALL, ALL), *((node, *part) for part in cross))
        if place in at
    ]
    row, column = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    members = csr_array((np.ones(len(pairs)), (row, column)), shape=(len(at), len(base)))
    counts = np.array(list(base.values())).reshape(len(base), n.shape[1])
    return Margins(places, members, counts, _equations(at, places["parent"]), uncrossed)


def combination(cross: str) -> Cross:
    """The segments of a crossed count, from `stool.schema.CROSS_COLUMNS`."""
    return tuple(sorted(json.loads(cross).items()))


def _base_cells(
    units: dict[Place, NDArray[np.float64]], crossed: BaseCells
) -> tuple[BaseCells, frozenset[str]]:
    """Base cells with their counts, and the dimensions whose crossing is not known.

    Whoever is in a segment but in no combination is a base cell of that segment alone, which is
    known to be so of one dimension only; and who is in no segment is a base cell of no level.
    """
    left = {place: counts.copy() for place, counts in units.items()}
    everybody = [unit for unit, dimension, _ in left if dimension == ALL]
    base = {key: counts for key, counts in crossed.items() if (key[0], ALL, ALL) in left}
    _take(left, base)
    if any((counts < -0.5).any() for counts in left.values()):
        return _base_cells(units, {})  # not of these figures: as if there were none
    loose = sorted({place[1] for place, n in left.items() if place[1] != ALL and (n > 0.5).any()})
    single: BaseCells = {
        (unit, ((dimension, level),)): n
        for (unit, dimension, level), n in left.items()
        if dimension in loose[:1] and (n > 0.5).any()
    }
    _take(left, single)
    rests: BaseCells = {(unit, ()): np.maximum(left[unit, ALL, ALL], 0) for unit in everybody}
    for part in (single, rests):
        for key, n in part.items():
            if (n > 0.5).any():
                base[key] = base.get(key, 0) + n
    return base, frozenset(loose[1:])


def _take(left: dict[Place, NDArray[np.float64]], base: BaseCells) -> None:
    """Take base cells off the margins of their units."""
    for (unit, cross), counts in base.items():
        for place in ((unit, ALL, ALL), *((unit, *part) for part in cross)):
            if place in left:
                left[place] = left[place] - counts


def _equations(at: dict[Place, int], parents: "pd.Series[str]") -> list[Equation]:
    """Every margin as the sum of the nodes below it, and of the levels of each dimension."""
    parts: dict[tuple[int, str], list[int]] = defaultdict(list)
    for ((node, dimension, level), row), parent in zip(at.items(), parents, strict=True):
        if parent and (parent, dimension, level) in at:
            parts[at[parent, dimension, level], ""].append(row)
        if dimension != ALL and (node, ALL, ALL) in at:
            parts[at[node, ALL, ALL], dimension].append(row)
    whole = {row for (_, dimension, _), row in at.items() if dimension == ALL}
    found = [Equation(row, np.array(rows, dtype=np.int64)) for (row, _), rows in parts.items()]
    return sorted(found, key=lambda each: each.whole not in whole)
