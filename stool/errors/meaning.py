"""Refusals of what the columns and rows of a file mean."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stool.catalogue import say
from stool.errors.base import StoolError
from stool.errors.reading import RefusedFileError

if TYPE_CHECKING:
    import pandas as pd


class BadMappingError(RefusedFileError):
    """A mapping cannot be used as it is written."""

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(
            say("The mapping cannot be used: {found}. {needed}", found=found, needed=needed)
        )


class MissingColumnError(RefusedFileError):
    """No column of a file plays a part that is needed."""

    def __init__(
        self, name: str, needed: str, key: str, columns: tuple[str, ...], instead: str = ""
    ) -> None:
        short = [" ".join(column.split())[:30] for column in columns[:12]]
        shown = ", ".join(short) + (", …" if len(columns) > 12 else "")
        super().__init__(
            say(
                "No column of {name} was recognised as {needed} (columns: {shown}). Say which one "
                "it is under {key} in the mapping{instead}.",
                name=name,
                needed=needed,
                shown=shown,
                key=key,
                instead=instead,
            )
        )


class LongPeriodError(RefusedFileError):
    """A statement is of a period that is no quarter."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(
            say(
                "{name} is for {found}, and figures of a quarter are needed. Export it with a "
                "column for each quarter, or one file a quarter.",
                name=name,
                found=found,
            )
        )


class UnsettledColumnError(RefusedFileError):
    """Nothing in a file settles what a column means."""

    def __init__(self, name: str, column: str, doubt: str, remedy: str) -> None:
        super().__init__(
            say(
                "In {name} the column “{column}” is in doubt: {doubt}. {remedy}",
                name=name,
                column=column,
                doubt=doubt,
                remedy=remedy,
            )
        )


class AmbiguousDateError(RefusedFileError):
    """The order of day, month and year decides the quarter, and nothing decides the order."""

    def __init__(self, name: str, column: str, doubt: str) -> None:
        super().__init__(
            say(
                "In {name} the dates in “{column}” can be read day first or month first, and the "
                'quarter depends on it: {doubt}. Say which in the mapping with "day_first": true '
                'or "day_first": false (--day-first, --month-first); where a year of two digits '
                "stands in front write it with four.",
                name=name,
                column=column,
                doubt=doubt,
            )
        )


class DecimalSignError(RefusedFileError):
    """A number can be read in two ways, and nothing settles the decimal sign of its column.

    Attributes
    ----------
    column : str
        Header of the first such column.
    """

    def __init__(self, name: str, column: str, text: str, point: float, comma: float) -> None:
        self.column = column
        super().__init__(
            say(
                "In {name} the numbers in “{column}” can be read in two ways, and nothing settles "
                "which: “{text}” is {point} with a decimal point and {comma} with a decimal "
                'comma. Say which in the mapping with "decimal": "point" or "decimal": "comma" '
                "(--decimal).",
                name=name,
                column=column,
                text=text,
                point=f"{point:.12g}",
                comma=f"{comma:.12g}",
            )
        )


class MissingCountError(RefusedFileError):
    """An aggregated score comes without the number of answers behind it."""

    def __init__(self, name: str, column: str, reason: str, remedy: str) -> None:
        super().__init__(
            say(
                "In {name} the column “{column}” has no column with its number of answers, "
                "{reason}. {remedy}",
                name=name,
                column=column,
                reason=reason,
                remedy=remedy,
            )
        )


class UnitInTwoRegionsError(RefusedFileError):
    """A unit is placed under two regions."""

    def __init__(
        self, name: str, unit: str, regions: tuple[str, ...], problems: "pd.DataFrame"
    ) -> None:
        placed = say(" and ").join(f"“{region}”" for region in regions)
        super().__init__(
            say(
                "In {name} the unit “{unit}” is placed under {placed}. A unit belongs to one "
                "region: correct the rows, or give the units different names.",
                name=name,
                unit=unit,
                placed=placed,
            ),
            problems,
        )


class TooManyRejectedError(RefusedFileError):
    """So many rows fail that the meaning of the columns is probably wrong."""

    def __init__(
        self, name: str, rejected: int, rows: int, commonest: str, problems: "pd.DataFrame"
    ) -> None:
        super().__init__(
            say(
                "{rejected} of the {rows} rows of {name} fail a check, most often: {commonest}. "
                "More than one row in five failing usually means that a column is mapped wrongly; "
                "correct the mapping or the rows and load the file again.",
                rejected=rejected,
                rows=rows,
                name=name,
                commonest=commonest,
            ),
            problems,
        )


class UnknownQuarterError(StoolError):
    """A text that was expected to name a quarter does not."""

    def __init__(self, text: str) -> None:
        super().__init__(
            say(
                "“{text}” does not name a quarter. Write it like 2026Q2, Q2 2026 or 2026-05-31.",
                text=text,
            )
        )


class ScaleChangedError(StoolError):
    """A metric comes on another scale than it has in the store."""

    def __init__(self, leg: str, metric: str, scales: Sequence[str]) -> None:
        super().__init__(
            say(
                "“{metric}” ({leg}) is on the scales {scales}. One metric needs one scale: "
                "convert the newer answers, or map the column to a metric of another name.",
                metric=metric,
                leg=leg,
                scales=say(" and ").join(scales),
            )
        )


class UnitInTwoFilesError(StoolError):
    """Two files of one upload put a unit into different regions."""

    def __init__(self, unit: str, first: str, second: str, file: str) -> None:
        super().__init__(
            say(
                "{unit} belongs to {first} in one file and to {second} in {file}. A unit needs "
                "one region: correct one of the files.",
                unit=unit,
                first=first,
                second=second,
                file=file,
            )
        )
