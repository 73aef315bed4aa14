"""The list of everything found wrong in the rows of a file."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.catalogue import say
from stool.ingest.meaning.judged import Judged, Outcome
from stool.ingest.tables.table import Table
from stool.schema import PROBLEM_COLUMNS

LONGEST_VALUE = 80  # characters shown of a value
LISTED = 20_000  # rows listed one by one of those with the same trouble; the rest is counted

Values = Sequence[str] | NDArray[np.object_] | pd.Series  # texts of rows


class ProblemLog:
    """Problems by row, and which rows are thereby rejected or fixed.

    The list is kept with the figures, so it quotes the value at fault and nothing else of the row,
    and never an identifier or a comment.

    Attributes
    ----------
    rejected, fixed : array of bool, shape (`table.rows`,)
    """

    def __init__(self, table: Table) -> None:
        self._file = table.name
        self._table = table
        self._found: list[tuple[object, ...]] = []
        self.rejected: NDArray[np.bool_] = np.zeros(table.rows, dtype=np.bool_)
        self.fixed: NDArray[np.bool_] = np.zeros(table.rows, dtype=np.bool_)
        if table.ragged:
            rule = say("not as many fields as the {width} of the header", width=table.width)
            remedy = say(
                "Give it {width} fields as in the header; put a field that holds the delimiter in "
                "quotation marks.",
                width=table.width,
            )
            lines = [row.line for row in table.ragged]
            fields = [say("{fields} fields", fields=row.fields) for row in table.ragged]
            self._add(lines, fields, ("", rule, remedy, "rejected"))

    def judge(self, judged: Judged) -> None:
        """Reject and fix the rows of a column by the verdicts on its texts."""
        texts = judged.column.texts
        for verdict in judged.verdicts:
            begin, rows = 0, []
            for block in judged.column.blocks:
                rows.append(begin + np.flatnonzero(verdict.texts[block]))
                begin += len(block)
            found = np.concatenate(rows)
            values = texts[judged.column.codes_at(found[:LISTED])]
            facts = (judged.header, verdict.rule, verdict.remedy, verdict.outcome)
            self._mark(found, values.tolist(), facts)

    def reject(
        self,
        rows: "NDArray[np.integer] | NDArray[np.bool_]",
        column: str,
        values: "Values",
        rule: str,
        remedy: str,
    ) -> None:
        """Reject rows, by place or by a mask, because of their values in a column."""
        self._rows(rows, values, (column, rule, remedy, "rejected"))

    def fix(
        self,
        rows: "NDArray[np.integer] | NDArray[np.bool_]",
        column: str,
        values: "Values",
        rule: str,
        remedy: str,
    ) -> None:
        """Record what was put right in rows, by place or by a mask."""
        self._rows(rows, values, (column, rule, remedy, "fixed"))

    def note(self, row: int, column: str, value: str, rule: str, remedy: str) -> None:
        """Record something to know about, at the row with that place in the table."""
        self._add([self.line(row)], [value], (column, rule, remedy, "noted"))

    def line(self, row: int) -> int:
        """Line of the file of the row with that place in the table."""
        return self._table.line(row)

    def frame(self) -> pd.DataFrame:
        """Every problem by line, columns `PROBLEM_COLUMNS`."""
        if not self._found:
            return pd.DataFrame(columns=list(PROBLEM_COLUMNS))
        frame = pd.DataFrame(self._found, columns=list(PROBLEM_COLUMNS))
        return frame.sort_values(["row", "column", "rule"], kind="stable", ignore_index=True)

    def _rows(
        self,
        rows: "NDArray[np.integer] | NDArray[np.bool_]",
        values: "Values",
        facts: tuple[str, str, str, Outcome],
    ) -> None:
        """Mark rows; `values` are those of all rows if `rows` is a mask, else of these."""
        if rows.dtype == np.bool_:
            places = np.flatnonzero(rows)
            shown = [str(values[place]) for place in places[:LISTED]]
            self._mark(places, shown, facts)
        else:
            shown = [str(value) for value in values[:LISTED]]
            self._mark(rows.astype(np.intp), shown, facts)

    def _mark(
        self,
        rows: "NDArray[np.integer]",
        values: Sequence[str],
        facts: tuple[str, str, str, Outcome],
    ) -> None:
        """Mark rows, and list the first with their values."""
        if not len(rows):
            return
        column, rule, remedy, outcome = facts
        marked = self.rejected if outcome == "rejected" else self.fixed
        marked[rows] = True
        self._add(self._table.lines_at(rows[:LISTED]).tolist(), values[:LISTED], facts)
        if len(rows) > LISTED:
            more = say(
                "{rule}: {rows} more rows, not listed", rule=rule, rows=f"{len(rows) - LISTED:,}"
            )
            self._add([self.line(int(rows[LISTED]))], [""], (column, more, remedy, outcome))

    def _add(
        self, lines: list[int], values: Sequence[object], facts: tuple[str, str, str, str]
    ) -> None:
        """Append problems that share column, rule, remedy and outcome."""
        column, rule, remedy, outcome = facts
        self._found += [
            (self._file, line, column, str(value)[:LONGEST_VALUE], rule, remedy, outcome)
            for line, value in zip(lines, values, strict=True)
        ]
