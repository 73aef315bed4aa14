"""The exact audit: of how few people does anything computable from what is shown tell?

From shown margins anybody can compute their combinations. One that takes each base cell whole or
not at all is a figure about the people in it. The audit finds every such group of fewer than the
minimum, and every hidden margin that is such a combination.

What an attacker is taken to know: the hierarchy, every number shown, and which combinations of
segments have people at all; not who skipped which question.

References
----------
Auditing suppression patterns: Hundepool et al. (2012), Statistical Disclosure Control, section 4.5;
the integer programme is solved by HiGHS, Huangfu and Hall (2018), doi:10.1007/s12532-017-0130-5.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity
from scipy.sparse.csgraph import connected_components

from stool.privacy.margins import Margins

ENUMERATED = 14  # base cells of a block, every subset of which is looked at
TIME_LIMIT = 5.0  # seconds for one integer programme; beyond it the block fails
NEAR = 1e-6

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something computable that must not be.

    Attributes
    ----------
    rows : array of int
        Shown margins that it is computed from; one of them must be hidden.
    n : float
        Answers of the smallest group found; NaN where a hidden margin is determined, or where the
        time was over.
    """

    rows: Ints
    n: float


class Auditor:
    """Audits what is shown of the margins of one quarter.

    Parameters
    ----------
    margins : Margins
    minimum_n : int
        Fewest answers anything may tell of.
    time_limit : float
        Seconds for one integer programme.
    """

    def __init__(self, margins: Margins, minimum_n: int, *, time_limit: float = TIME_LIMIT) -> None:
        self._margins = margins
        self._minimum = minimum_n
        self._time_limit = time_limit
        self._views = [
            (metrics, np.flatnonzero(margins.counts[:, metrics].max(axis=1) > 0))
            for metrics in _asked_alike(margins, minimum_n)
        ]
        self._seen: dict[tuple[bytes, bytes], tuple[Floats, float] | None] = {}
        self._subsets: dict[tuple[int, bytes], Floats] = {}

    def findings(self, hidden: NDArray[np.bool_]) -> list[Finding]:
        """Everything found while these margins are hidden; none means that they are safe."""
        found: list[Finding] = []
        for metrics, base in self._views:
            members = self._margins.members[:, base]
            counts = self._margins.counts[np.ix_(base, metrics)]
            rests = _Rests(self._margins, members, hidden)
            for rows, block in rests.blocks():
                group = self._audit(block, counts)
                if group is not None:
                    weights, n = group
                    found.append(Finding(rests.origins(rows, weights), n))
            found += [Finding(rows, np.nan) for rows in rests.determined().values()]
        return found

    def determined(self, hidden: NDArray[np.bool_]) -> set[int]:
        """Hidden margins that can be computed from what is shown."""
        return {
            row
            for _, base in self._views
            for row in _Rests(self._margins, self._margins.members[:, base], hidden).determined()
        }

    def _audit(self, block: csr_array, counts: Floats) -> tuple[Floats, float] | None:
        """The smallest group of one block, if it is too small: weights of its rests, and n."""
        columns = np.unique(block.indices)
        dense = block[:, columns].toarray()
        alike, place = np.unique(dense, axis=1, return_inverse=True)
        together = np.zeros((alike.shape[1], counts.shape[1]))
        np.add.at(together, place.ravel(), counts[columns])
        if self._is_large(together):
            return None
        key = alike.tobytes(), together.tobytes()
        if key not in self._seen:
            self._seen[key] = self._smallest(alike, together)
        seen = self._seen[key]
        if seen is None:
            return None
        group, n = seen
        if np.isnan(n):
            return np.arange(1.0, len(alike) + 1), n  # not known which: any of them
        weights: Floats = np.linalg.lstsq(alike.T, group, rcond=None)[0]
        return weights, n

    def _is_large(self, together: Floats) -> bool:
        """Whether any base cell alone has enough answers to every question."""
        return bool((together[together > 0] >= self._minimum).all())

    def _smallest(self, rows: Floats, counts: Floats) -> tuple[Floats, float] | None:
        """A group of fewer answers to some question than the minimum, and of how many."""
        if rows.shape[1] <= ENUMERATED:
            groups = self._every_group(rows)
            n = groups @ counts
            n[n < 0.5] = np.inf  # nobody answered: nothing is told
            least = n.min(axis=1, initial=np.inf)
            at = int(np.argmin(least)) if len(least) else -1
            return (groups[at], float(least[at])) if at >= 0 and least[at] < self._minimum else None
        fewest = np.where(counts > 0, counts, np.inf).min(axis=1)
        found = self._programme(rows, np.where(np.isinf(fewest), 0.0, fewest), some=False)
        if found is None or np.isnan(found[1]):
            return found
        for count in np.unique(counts, axis=1).T:
            found = self._programme(rows, count, some=True)
            if found is not None:
                return found
        return None

    def _every_group(self, rows: Floats) -> Floats:
        """Subsets of base cells that are combinations of the rows; none of them empty."""
        key = rows.shape[0], rows.tobytes()
        if key not in self._subsets:
            width = rows.shape[1]
            subsets = (np.arange(1, 2**width)[:, None] >> np.arange(width)) & 1
            off = np.eye(width) - np.linalg.pinv(rows) @ rows
            is_group = (np.abs(subsets @ off) < NEAR).all(axis=1)
            self._subsets[key] = subsets[is_group].astype(np.float64)
        return self._subsets[key]

    def _programme(
        self, rows: Floats, weights: Floats, *, some: bool
    ) -> tuple[Floats, float] | None:
        """A group whose weight is under the minimum, by integer programming.

        Parameters
        ----------
        rows : array, shown rests x base cells
        weights : array, one a base cell
        some : bool
            Whether the group must have weight, or only a base cell.
        """
        height, width = rows.shape
        combined = hstack([csr_array(rows.T), -identity(width, format="csr")])
        free = np.zeros(height)
        least = weights if some else np.ones(width)
        constraints = [
            LinearConstraint(combined, 0, 0),
            LinearConstraint(np.concatenate([free, least])[None, :], 1, np.inf),
            LinearConstraint(np.concatenate([free, weights])[None, :], -np.inf, self._minimum - 1),
        ]
        solved = milp(
            np.concatenate([free, weights]),
            constraints=constraints,
            integrality=np.concatenate([free, np.ones(width)]),
            bounds=Bounds(
                np.concatenate([np.full(height, -np.inf), np.zeros(width)]),
                np.concatenate([np.full(height, np.inf), np.ones(width)]),
            ),
            options={"time_limit": self._time_limit},
        )
        if solved.status == INFEASIBLE:
            return None
        if solved.x is None or solved.status != OPTIMAL:
            return np.zeros(width), np.nan
        group = np.round(solved.x[height:])
        return group, float(group @ weights)


OPTIMAL, INFEASIBLE = 0, 2  # status of scipy.optimize.milp


class _Rests:
    """Shown margins less their shown parts: the same combinations, in blocks that do not touch."""

    def __init__(self, margins: Margins, members: csr_array, hidden: NDArray[np.bool_]) -> None:
        self._members = members
        self._hidden = hidden
        self._people: Floats = np.asarray(members.sum(axis=1), dtype=np.float64).ravel()
        shown = ~hidden & (self._people > 0)
        rests: dict[int, Ints] = {}
        self._taken: dict[int, Ints] = {}  # shown parts that are not in the rest of a margin
        own = {int(row): _columns(members, int(row)) for row in np.flatnonzero(shown)}
        for equation in margins.equations:
            if shown[equation.whole]:
                taken = equation.parts[shown[equation.parts]]
                rest = _without(own[equation.whole], [own[int(row)] for row in taken])
                before = rests.get(equation.whole)
                if before is None or len(rest) < len(before):
                    rests[equation.whole] = rest
                    self._taken[equation.whole] = taken
        left = {row: rests.get(row, columns) for row, columns in own.items()}
        left = {row: columns for row, columns in left.items() if len(columns)}
        self._rows = np.array(list(left), dtype=np.int64)
        lengths = np.array([len(columns) for columns in left.values()], dtype=np.int64)
        self._columns = np.concatenate(list(left.values())) if left else np.empty(0, dtype=np.int64)
        self._starts = np.concatenate([[0], np.cumsum(lengths)])
        self._block_of_row, self._block_of_column = self._components(members.shape[1])

    def _components(self, width: int) -> tuple[Ints, Ints]:
        """Block of each rest and of each base cell; -1 for one that is in none."""
        height = len(self._rows)
        if not height:
            return np.empty(0, dtype=np.int64), np.full(width, -1)
        row = np.repeat(np.arange(height), np.diff(self._starts))
        graph = csr_array(
            (np.ones(len(row)), (row, height + self._columns)), shape=(height + width,) * 2
        )
        _, label = connected_components(graph, directed=False)
        of_column = label[height:].astype(np.int64)
        inside = np.zeros(width, dtype=np.bool_)
        inside[self._columns] = True
        of_column[~inside] = -1
        return label[:height].astype(np.int64), of_column

    def blocks(self) -> list[tuple[Ints, csr_array]]:
        """Margins of each block, and their rests over base cells."""
        order = np.argsort(self._block_of_row, kind="stable")
        edges = np.flatnonzero(np.diff(self._block_of_row[order], prepend=-1, append=-1))
        found = []
        for begin, end in pairwise(edges):
            chosen = order[begin:end]
            parts = [self._columns[self._starts[at] : self._starts[at + 1]] for at in chosen]
            row = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
            block = csr_array(
                (np.ones(len(row)), (row, np.concatenate(parts))),
                shape=(len(parts), self._members.shape[1]),
            )
            found.append((self._rows[chosen], block))
        return found

    def origins(self, rows: Ints, weights: Floats) -> Ints:
        """Shown margins that a combination of rests of margins comes from."""
        total: dict[int, float] = defaultdict(float)
        for row, weight in zip(rows.tolist(), weights.tolist(), strict=True):
            total[row] += weight
            for part in self._taken.get(row, ()):
                total[int(part)] -= weight
        return np.array([row for row, weight in total.items() if abs(weight) > NEAR])

    def determined(self) -> dict[int, Ints]:
        """Hidden margins that are combinations of shown ones, and of which."""
        candidates: dict[int, list[tuple[int, Ints]]] = {}
        hidden = np.flatnonzero(self._hidden & (self._people > 0))
        for row in hidden:
            columns = _columns(self._members, int(row))
            blocks = np.unique(self._block_of_column[columns])
            if len(blocks) and blocks[0] >= 0:  # all of it is inside of blocks
                for block in blocks:
                    part = columns[self._block_of_column[columns] == block]
                    candidates.setdefault(int(block), []).append((int(row), part))
        used = self._combinations(candidates)
        return {row: np.unique(np.concatenate(rows)) for row, rows in used.items()}

    def _combinations(self, candidates: dict[int, list[tuple[int, Ints]]]) -> dict[int, list[Ints]]:
        """Margins that each hidden one is computed from; none where one block does not give it."""
        used: dict[int, list[Ints]] = {}
        impossible: set[int] = set()
        for block, wanted in candidates.items():
            at = np.flatnonzero(self._block_of_row == block)
            columns = np.unique(
                np.concatenate([self._columns[self._starts[i] : self._starts[i + 1]] for i in at])
            )
            dense = np.zeros((len(at), len(columns)))
            for number, i in enumerate(at):
                part = self._columns[self._starts[i] : self._starts[i + 1]]
                dense[number, np.searchsorted(columns, part)] = 1
            targets = np.zeros((len(columns), len(wanted)))
            for number, (_, part) in enumerate(wanted):
                targets[np.searchsorted(columns, part), number] = 1
            solved = np.linalg.lstsq(dense.T, targets, rcond=None)[0].astype(np.float64)
            off = np.abs(dense.T @ solved - targets).max(axis=0)
            for number, (row, _) in enumerate(wanted):
                if off[number] < NEAR:
                    rows = self.origins(self._rows[at], solved[:, number])
                    used.setdefault(row, []).append(rows)
                else:
                    impossible.add(row)
        return {row: rows for row, rows in used.items() if row not in impossible}


def _asked_alike(margins: Margins, minimum_n: int) -> list[Ints]:
    """Metrics by where they were asked: each such set is audited by itself.

    A margin of enough people none of whom answered was not asked.
    """
    n = margins.n()
    large = n.max(axis=1, initial=0) >= minimum_n
    asked = n[large] > 0
    _, group = np.unique(asked, axis=1, return_inverse=True)
    group = np.asarray(group).ravel()
    return [np.flatnonzero(group == each) for each in np.unique(group)]


def _columns(members: csr_array, row: int) -> Ints:
    found: Ints = members.indices[members.indptr[row] : members.indptr[row + 1]].astype(np.int64)
    return found


def _without(columns: Ints, parts: list[Ints]) -> Ints:
    """Columns that are in none of the parts."""
    if not parts:
        return columns
    return np.setdiff1d(columns, np.concatenate(parts), assume_unique=True)
