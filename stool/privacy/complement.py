"""Complementary suppression: hide more until no equation gives away what is hidden.

Where all but one part of a sum is shown, the last is the rest. Hidden parts of every equation are
therefore at least two, and together at least as many answers as a number needs.

References
----------
Secondary suppression, singleton and group protection: Hundepool et al. (2012), Statistical
Disclosure Control, sections 4.3 and 4.4.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stool.privacy.margins import Equation

DEAR = 1e6  # what hiding a whole node costs beside a segment: nodes are what people look for
CLOSING = 0.5  # share of its cost where a margin is in another equation that has hidden parts


class Complements:
    """Hides margins of one quarter; what is hidden stays hidden.

    Parameters
    ----------
    n : array, margins x metrics
        Number of answers.
    equations : sequence of Equation
    whole : array of bool
        Which margins are everybody of a node.
    hidden : array of bool
        Margins hidden so far; changed in place.
    minimum_n : int
    """

    def __init__(
        self,
        n: NDArray[np.float64],
        equations: Sequence[Equation],
        whole: NDArray[np.bool_],
        hidden: NDArray[np.bool_],
        minimum_n: int,
    ) -> None:
        self._n = n
        self._people = n.max(axis=1, initial=0)
        self._equations = equations
        self._rest = [n[each.whole] - n[each.parts].sum(axis=0) for each in equations]
        self._cost = self._people + DEAR * whole
        self._hidden = hidden
        self._minimum = minimum_n
        self._of: list[list[int]] = [[] for _ in n]
        for number, each in enumerate(equations):
            for row in (each.whole, *each.parts):
                self._of[row].append(number)

    def cheapest(self, rows: NDArray[np.int64]) -> int:
        """Margin among shown ones that is hidden at the least loss."""
        return int(min(rows, key=lambda row: (self._price(int(row)), row)))

    def hide(self, rows: Sequence[int]) -> None:
        """Hide margins, and what their equations then need."""
        self._hidden[list(rows)] = True
        self.close(sorted({number for row in rows for number in self._of[row]}))

    def close(self, numbers: Sequence[int] | None = None) -> None:
        """Hide more until equations are safe; all of them by default."""
        waiting = list(range(len(self._equations)) if numbers is None else numbers)
        queued = set(waiting)
        while waiting:
            number = waiting.pop(0)
            queued.discard(number)
            row = self._needed(number)
            while row is not None:
                self._hidden[row] = True
                fresh = [each for each in self._of[row] if each not in queued and each != number]
                waiting += fresh
                queued.update(fresh)
                row = self._needed(number)

    def _needed(self, number: int) -> int | None:
        """A margin that must be hidden too for an equation to be safe."""
        equation, rest = self._equations[number], self._rest[number]
        parts = equation.parts[self._people[equation.parts] > 0]
        is_hidden = self._hidden[parts]
        known = not self._hidden[equation.whole]
        unpublished = bool((rest > 0.5).any())
        if known:
            together = self._n[parts[is_hidden]].sum(axis=0) + rest
            enough = bool((together[together > 0.5] >= self._minimum - 0.5).all())
            safe = enough and (is_hidden.sum() != 1 or unpublished)
        else:
            safe = unpublished or bool(is_hidden.any()) or not len(parts)
        if safe:
            return None
        shown = parts[~is_hidden]
        return self.cheapest(shown) if len(shown) else (equation.whole if known else None)

    def _price(self, row: int) -> float:
        closes = any(
            self._hidden[self._equations[number].parts].any()
            for number in self._of[row]
            if row in self._equations[number].parts
        )
        return float(self._cost[row]) * (CLOSING if closes else 1.0)
