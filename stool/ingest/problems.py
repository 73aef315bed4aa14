"""The list of everything found wrong in the rows of a file."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.ingest.read import Table
from stool.schema import PROBLEM_COLUMNS

LONGEST_VALUE = 80  # characters shown of a value


class ProblemLog:
    """Problems by row, and which rows are thereby rejected or fixed.

    The list is kept with the figures, so it quotes the value at fault and nothing else of the row,
    and never an identifier or a comment.

    Attributes
    ----------
    rejected, fixed : array of bool, shape (rows of `table.cells`,)
    """

    def __init__(self, table: Table) -> None:
        self._file = table.name
        self._lines = table.lines
        self._parts: list[pd.DataFrame] = []
        self.rejected: NDArray[np.bool_] = np.zeros(len(table.cells), dtype=np.bool_)
        self.fixed: NDArray[np.bool_] = np.zeros(len(table.cells), dtype=np.bool_)
        for row in table.ragged:
            rule = f"not as many fields as the {table.width} of the header"
            remedy = (
                f"Give it {table.width} fields as in the header; put a field that holds the "
                "delimiter in quotation marks."
            )
            self._add([row.line], [f"{row.fields} fields"], ("", rule, remedy, "rejected"))

    def reject(
        self,
        where: NDArray[np.bool_],
        column: str,
        values: "pd.Series[str]",
        rule: str,
        remedy: str,
    ) -> None:
        """Reject the rows of a mask because of their value in a column."""
        self.rejected |= where
        self._mark(where, values, (column, rule, remedy, "rejected"))

    def fix(
        self,
        where: NDArray[np.bool_],
        column: str,
        values: "pd.Series[str]",
        rule: str,
        remedy: str,
    ) -> None:
        """Record what was put right in the rows of a mask."""
        self.fixed |= where
        self._mark(where, values, (column, rule, remedy, "fixed"))

    def note(self, row: int, column: str, value: str, rule: str, remedy: str) -> None:
        """Record something to know about, at the row with that place in the table."""
        self._add([self.line(row)], [value], (column, rule, remedy, "noted"))

    def line(self, row: int) -> int:
        """Line of the file of the row with that place in the table."""
        return int(self._lines[row])

    def frame(self) -> pd.DataFrame:
        """Every problem by line, columns `PROBLEM_COLUMNS`."""
        if not self._parts:
            return pd.DataFrame(columns=list(PROBLEM_COLUMNS))
        frame = pd.concat(self._parts, ignore_index=True)
        return frame.sort_values(["row", "column", "rule"], kind="stable", ignore_index=True)

    def _mark(
        self, where: NDArray[np.bool_], values: "pd.Series[str]", facts: tuple[str, str, str, str]
    ) -> None:
        if where.any():
            self._add(self._lines[where].tolist(), values.to_numpy()[where].tolist(), facts)

    def _add(self, lines: list[int], values: list[str], facts: tuple[str, str, str, str]) -> None:
        """Append problems that share column, rule, remedy and outcome."""
        column, rule, remedy, outcome = facts
        shown = [str(value)[:LONGEST_VALUE] for value in values]
        cells = (self._file, lines, column, shown, rule, remedy, outcome)
        self._parts.append(pd.DataFrame(dict(zip(PROBLEM_COLUMNS, cells, strict=True))))
