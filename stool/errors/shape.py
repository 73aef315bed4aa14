"""Refusals of how a table is laid out, and of what its periods mean."""

from collections.abc import Sequence

from stool.catalogue import say
from stool.errors.base import listed
from stool.errors.reading import RefusedFileError


class FiscalYearError(RefusedFileError):
    """Labels speak of a fiscal year, and nothing says when it begins."""

    def __init__(self, name: str, column: str, example: str) -> None:
        super().__init__(
            say(
                "In {name} the column “{column}” has labels of a fiscal year, like “{example}”, "
                "and which calendar quarter that is depends on when the year begins. Say the "
                'month with "fiscal_start": 1 to 12 in the mapping (--fiscal-start), and whether '
                'FY24 is the year that begins or ends in 2024 with "fiscal_named": "start" or '
                '"end" (--fiscal-named); a year written as 2024/25 needs the month only.',
                name=name,
                column=column,
                example=example,
            )
        )


class MonthOrQuarterError(RefusedFileError):
    """The number beside the year may be a month or a quarter."""

    def __init__(self, name: str, column: str, rows: str) -> None:
        self.column = column
        super().__init__(
            say(
                "In {name} the column “{column}” can be read both ways: {rows}, where the number "
                "beside the year may be a quarter or a month. Say which with --number-is quarter "
                'or --number-is month, in the mapping with "number_is": "quarter" or "month", or '
                "by naming the column “Quarter” or “Month”.",
                name=name,
                column=column,
                rows=rows,
            )
        )


class RepeatedPeriodError(RefusedFileError):
    """Two columns hold the same figure of the same period."""

    def __init__(self, name: str, headers: Sequence[str]) -> None:
        shown = listed([f"“{' '.join(header.split())}”" for header in headers])
        super().__init__(
            say(
                "In {name} the columns {shown} are for the same period, and which one counts "
                "cannot be known. Keep one of them, or say in their headers what each one "
                "measures.",
                name=name,
                shown=shown,
            )
        )


class MixedPeriodsError(RefusedFileError):
    """Months and quarters stand side by side, and neither holds all of the figures."""

    def __init__(self, name: str, quarters: Sequence[str], months: Sequence[str]) -> None:
        shown = listed([f"“{header}”" for header in quarters])
        loose = listed([f"“{header}”" for header in months])
        super().__init__(
            say(
                "{name} has columns of quarters ({shown}) and of months outside these quarters "
                "({loose}). Keep either the quarters or the months, so that nothing counts twice "
                "and nothing is left out.",
                name=name,
                shown=shown,
                loose=loose,
            )
        )


class RepeatedMeasureError(RefusedFileError):
    """A measure comes twice for the same unit."""

    def __init__(self, name: str, measure: str, lines: Sequence[int]) -> None:
        super().__init__(
            say(
                "In {name} the rows {lines} all hold “{measure}” for the same unit, and which one "
                "counts cannot be known. Keep one of them, or add a column that tells them apart.",
                name=name,
                lines=listed(lines),
                measure=measure,
            )
        )


class StatementMismatchError(RefusedFileError):
    """The totals of a profit-and-loss statement do not lead to its own profit."""

    def __init__(
        self, name: str, column: str, figures: Sequence[tuple[str, float]], stated: float, line: str
    ) -> None:
        steps = ", ".join(f"{label} {value:,.2f}" for label, value in figures)
        super().__init__(
            say(
                "{name} is a profit-and-loss statement whose totals do not lead to its profit: in "
                "“{column}” there are {steps}, and “{line}” is {stated}. Correct it or export it "
                "again, or load a table with one row per unit and quarter and columns for revenue "
                "and cost.",
                name=name,
                column=column,
                steps=steps,
                line=line,
                stated=f"{stated:,.2f}",
            )
        )


class StatementLinesError(RefusedFileError):
    """A profit-and-loss statement lacks a line that is needed to read it safely."""

    def __init__(self, name: str, missing: str) -> None:
        super().__init__(
            say(
                "{name} looks like a profit-and-loss statement, but it has no {missing}. Export "
                "it with all totals shown, or load a table with one row per unit and quarter and "
                "columns for revenue and cost.",
                name=name,
                missing=missing,
            )
        )
