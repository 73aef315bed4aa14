"""The different texts of a column, and how often each stands in it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Tally:
    """A column, each different text once.

    Attributes
    ----------
    texts : array of str (dtype object), shape (k,)
        Different texts as written, blanks included, in the order they first appear.
    counts : array of int64, shape (k,)
        Rows that hold each of them.
    """

    texts: NDArray[np.object_]
    counts: NDArray[np.int64]

    @property
    def rows(self) -> int:
        """Rows of the column."""
        return int(self.counts.sum())

    def first(self, most: int) -> "Tally":
        """The texts that appear first."""
        return Tally(self.texts[:most], self.counts[:most])


@dataclass(frozen=True, slots=True)
class Counted:
    """Numbers of a column and how often each stands in it; rows without a number are not in it.

    Attributes
    ----------
    values : array of float64, shape (k,)
        They may repeat: "5" and "5.0" are two texts.
    counts : array of int64, shape (k,)
    """

    values: NDArray[np.float64]
    counts: NDArray[np.int64]

    @classmethod
    def of(
        cls, values: NDArray[np.float64], counts: "NDArray[np.int64] | None" = None
    ) -> "Counted":
        """Numbers of texts with their counts, 1 each by default; NaN is none."""
        counts = np.ones(len(values), dtype=np.int64) if counts is None else counts
        known = ~np.isnan(values)
        return cls(values[known], counts[known])

    @property
    def rows(self) -> int:
        """Rows with a number."""
        return int(self.counts.sum())

    def where(self, which: NDArray[np.bool_]) -> "Counted":
        """Those of a mask over `values`."""
        return Counted(self.values[which], self.counts[which])

    def within(self, low: float, high: float) -> "Counted":
        """Those from `low` to `high`, both included."""
        return self.where((self.values >= low) & (self.values <= high))

    @property
    def whole_share(self) -> float:
        """Share of the rows whose number is whole, 1 when there is none."""
        whole = int(self.counts[self.values == np.round(self.values)].sum())
        return whole / self.rows if self.rows else 1.0
