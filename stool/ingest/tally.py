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
