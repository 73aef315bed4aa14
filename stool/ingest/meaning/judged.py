"""What a column was read as: every different text judged once, every row looks its verdict up."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.ingest.files.coding import Coded

Outcome = Literal["rejected", "fixed"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with some of the texts of a column.

    Attributes
    ----------
    texts : array of bool, shape (k,)
        Which of the different texts.
    rule, remedy : str
        What they break, and what to do.
    outcome : "rejected" or "fixed"
    """

    texts: NDArray[np.bool_]
    rule: str
    remedy: str
    outcome: Outcome


@dataclass(slots=True)
class Judged:
    """A column with a value for each of its different texts.

    Attributes
    ----------
    header : str
    column : Coded
    values : array, shape (k,)
        Float for figures, with NaN where there is no answer; text for names, "" where there is
        none.
    verdicts : list of Verdict
    """

    header: str
    column: Coded
    values: NDArray[np.object_] | NDArray[np.float64]
    verdicts: list[Verdict] = field(default_factory=list)
    _named: "tuple[NDArray[np.int64], pd.Index[str]] | None" = field(default=None, init=False)

    def reject(self, texts: NDArray[np.bool_], rule: str, remedy: str) -> None:
        """Reject the rows that hold some of the texts."""
        self._judge(texts, rule, remedy, "rejected")

    def fix(self, texts: NDArray[np.bool_], rule: str, remedy: str) -> None:
        """Record what was put right in the rows that hold some of the texts."""
        self._judge(texts, rule, remedy, "fixed")

    def _judge(self, texts: NDArray[np.bool_], rule: str, remedy: str, outcome: Outcome) -> None:
        if texts.any():
            self.verdicts.append(Verdict(texts, rule, remedy, outcome))

    def floats(self, number: int) -> NDArray[np.float64]:
        """Figures of the rows of one block."""
        values = np.asarray(self.values, dtype=np.float64)
        found: NDArray[np.float64] = values[self.column.blocks[number]]
        return found

    def category(self, number: int) -> "pd.Categorical[str]":
        """Names of the rows of one block, missing where there is none."""
        if self._named is None:
            codes, names = pd.factorize(np.asarray(self.values, dtype=object))
            blank = np.flatnonzero(names == "")
            if len(blank):  # a name that is none has no category
                names = np.delete(names, blank[0])
                codes = np.where(codes == blank[0], -1, codes - (codes > blank[0]))
            self._named = (codes, pd.Index(names, dtype="str"))
        codes, categories = self._named
        return pd.Categorical.from_codes(codes[self.column.blocks[number]], categories=categories)


def constant(header: str, value: str, like: "tuple[NDArray[np.uint32], ...]") -> Judged:
    """A column that says the same in every row, in blocks like those."""
    blocks = tuple(np.zeros(len(block), dtype=np.int8) for block in like)
    texts = np.array([value], dtype=object)
    column = Coded(texts, np.array([sum(map(len, like))]), blocks)
    return Judged(header, column, texts)
