"""Errors a reader can act on.

Each class takes the facts and writes its own message: what was found, what is
needed, what to do. Pages and the command line show the message as it stands.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class StoolError(ValueError):
    """Base of every error about the data; pages catch this one."""


class UnknownQuarterError(StoolError):
    """A text that was expected to name a quarter does not."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” does not name a quarter. Write it like 2026Q2, Q2 2026 or 2026-05-31."
        )


class TargetOrderError(StoolError):
    """Floor, target and stretch are not in order."""

    def __init__(self, floor: float, target: float, stretch: float) -> None:
        super().__init__(
            f"Floor {floor:g}, target {target:g} and stretch {stretch:g} are not in order. They "
            "must rise from floor to stretch, or fall where lower is better."
        )


class RefusedFileError(StoolError):
    """A whole file is refused; base of every refusal of ingest.

    Attributes
    ----------
    problems : DataFrame or None
        What the row checks had found by then, columns `schema.PROBLEM_COLUMNS`; None when the file
        was refused before its rows were looked at.
    """

    def __init__(self, sentence: str, problems: "pd.DataFrame | None" = None) -> None:
        super().__init__(sentence)
        self.problems = problems


class EmptyFileError(RefusedFileError):
    """A file holds nothing but blanks."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is empty. Export it again with one header row and one row per answer "
            "or per unit and quarter."
        )


class NotTextError(RefusedFileError):
    """A file is not a text table."""

    def __init__(self, name: str, looks_like: str) -> None:
        super().__init__(
            f"{name} looks like {looks_like}, and a CSV text file is needed. "
            "Open it in the program that made it and save it as CSV (UTF-8)."
        )


class UndecodableError(RefusedFileError):
    """The bytes of a file do not spell text in the encoding it claims."""

    def __init__(self, name: str, encoding: str, position: int) -> None:
        super().__init__(
            f"{name} begins as {encoding} text but breaks off being so at byte {position}. "
            "It was probably cut short or glued together: export it again as CSV (UTF-8)."
        )


class FileTooLargeError(RefusedFileError):
    """A file exceeds a limit of size."""

    def __init__(self, name: str, found: str, limit: str) -> None:
        super().__init__(
            f"{name} has {found}; at most {limit} can be read from one file. "
            "Split it by quarter and load the parts, or load it aggregated."
        )


class UnclosedQuoteError(RefusedFileError):
    """A quoted field never ends, so the rows after it cannot be told apart."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            f"In {name} a quotation mark opened in line {line} is never closed, so the rows after "
            "it cannot be told apart. Close or remove it, or export the file again."
        )


class NoDataRowsError(RefusedFileError):
    """A file has a header and nothing below it."""

    def __init__(self, name: str, columns: int) -> None:
        super().__init__(
            f"{name} has a header of {columns} columns and no data rows below it. "
            "Check the filter of the export and export it again."
        )


class DuplicateHeadersError(RefusedFileError):
    """Two columns of a file carry the same name."""

    def __init__(self, name: str, headers: tuple[str, ...]) -> None:
        named = ", ".join(f"“{header}”" for header in headers)
        super().__init__(
            f"{name} has more than one column named {named}, and which one is meant cannot be "
            "known. Rename or delete the extra columns."
        )


class BadMappingError(RefusedFileError):
    """A mapping cannot be used as it is written."""

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(f"The mapping cannot be used: {found}. {needed}")


class MissingColumnError(RefusedFileError):
    """No column of a file plays a part that is needed."""

    def __init__(self, name: str, needed: str, key: str, columns: tuple[str, ...]) -> None:
        short = [" ".join(column.split())[:30] for column in columns[:12]]
        shown = ", ".join(short) + (", …" if len(columns) > 12 else "")
        super().__init__(
            f"No column of {name} was recognised as {needed} (columns: {shown}). "
            f"Say which one it is under {key} in the mapping."
        )


class UnsettledColumnError(RefusedFileError):
    """Nothing in a file settles what a column means."""

    def __init__(self, name: str, column: str, doubt: str, remedy: str) -> None:
        super().__init__(f"In {name} the column “{column}” is in doubt: {doubt}. {remedy}")


class AmbiguousDateError(RefusedFileError):
    """The order of day and month decides the quarter, and nothing decides the order."""

    def __init__(self, name: str, column: str, doubt: str) -> None:
        super().__init__(
            f"In {name} the dates in “{column}” can be read day first or month first, and the "
            f"quarter depends on it: {doubt}. Say which in the mapping with "
            '"day_first": true or "day_first": false.'
        )


class MissingCountError(RefusedFileError):
    """An aggregated score comes without the number of answers behind it."""

    def __init__(self, name: str, column: str, reason: str, remedy: str) -> None:
        super().__init__(
            f"In {name} the column “{column}” has no column with its number of answers, "
            f"{reason}. {remedy}"
        )


class UnitInTwoRegionsError(RefusedFileError):
    """A unit is placed under two regions."""

    def __init__(
        self, name: str, unit: str, regions: tuple[str, ...], problems: "pd.DataFrame"
    ) -> None:
        placed = " and ".join(f"“{region}”" for region in regions)
        super().__init__(
            f"In {name} the unit “{unit}” is placed under {placed}. A unit belongs to one region: "
            "correct the rows, or give the units different names.",
            problems,
        )


class TooManyRejectedError(RefusedFileError):
    """So many rows fail that the meaning of the columns is probably wrong."""

    def __init__(
        self, name: str, rejected: int, rows: int, commonest: str, problems: "pd.DataFrame"
    ) -> None:
        super().__init__(
            f"{rejected} of the {rows} rows of {name} fail a check, most often: {commonest}. "
            "More than one row in five failing usually means that a column is mapped wrongly; "
            "correct the mapping or the rows and load the file again.",
            problems,
        )


class MissingLegError(StoolError):
    """A leg has no score, so there is no seat to measure."""

    def __init__(self, missing: Sequence[str]) -> None:
        names = " and ".join(missing)
        super().__init__(
            f"Two legs are not a stool: {names} has no score. Load the file behind it or set its "
            "target; the legs that are known are shown."
        )


class MissingScoresError(StoolError):
    """A frame of scores lacks a column the lag analysis was told to read."""

    def __init__(self, column: str, found: Sequence[str]) -> None:
        listed = ", ".join(f"“{name}”" for name in found) or "none"
        super().__init__(
            f"The scores have no column “{column}”; their columns are {listed}. "
            "Name one of these, or rename a column."
        )


class InfiniteScoreError(StoolError):
    """A series holds an infinite value."""

    def __init__(self, name: str, quarter: object, found: int) -> None:
        super().__init__(
            f"{name} holds {found} infinite value{'s' if found > 1 else ''}, the first in "
            f"{quarter}. A lead cannot be measured with them: correct them or leave them empty."
        )


class RepeatedQuarterError(StoolError):
    """The same quarter comes twice in one series."""

    def __init__(self, name: str, quarter: object, found: int) -> None:
        super().__init__(
            f"{name} has {found} values for {quarter}, where one is needed. "
            "Pool the rows of a quarter first or remove the double ones."
        )


class StoreAddressError(StoolError):
    """The address of a store is of no kind that can hold one."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"“{address}” is not the address of a store. Give a file such as stool.db, "
            "sqlite:///stool.db, or postgresql://user@host/database."
        )


class StoreUnavailableError(StoolError):
    """The database of the store cannot be reached, opened or written."""

    def __init__(self, store: str, reason: str) -> None:
        super().__init__(
            f"The store {store} cannot be used: {reason.rstrip('.')}. Check that the address is "
            "right, that the database is up, and that this account may write to it."
        )


class StoreBusyError(StoolError):
    """Others kept the store locked for too long."""

    def __init__(self, store: str, seconds: int) -> None:
        super().__init__(
            f"Others have kept the store {store} busy for {seconds} seconds, so nothing was "
            "changed. Try again in a moment."
        )


class StoreFullError(StoolError):
    """The disk of the store has no room for the change."""

    def __init__(self, store: str) -> None:
        super().__init__(
            f"The disk of the store {store} is full, so nothing was changed; what was published "
            "before is still there. Free some space and try again."
        )


class ForeignDatabaseError(StoolError):
    """A database holds a table of the store's name that is not the store's."""

    def __init__(self, store: str, table: str) -> None:
        super().__init__(
            f"{store} already has a table “{table}” of something else, so no store can be made "
            "there. Give an empty database or schema."
        )


class NewerStoreError(StoolError):
    """A later version of the product has upgraded the store."""

    def __init__(self, store: str, found: str) -> None:
        super().__init__(
            f"The store {store} was upgraded to {found} by a later version, which this one cannot "
            "read. Run that version, or restore a backup made before the upgrade."
        )


class UnknownRevisionError(StoolError):
    """A revision was asked for that has not happened."""

    def __init__(self, revision: int, latest: int) -> None:
        super().__init__(
            f"There is no version {revision} of the data; the newest is {latest}. "
            "Ask for that one or an earlier one."
        )


class UnknownBatchError(StoolError):
    """A batch was named that does not exist, or is no longer live."""

    def __init__(self, batch: int, live: Sequence[int], ended: int | None = None) -> None:
        found = (
            f"There is no batch {batch}."
            if ended is None
            else f"Batch {batch} is no longer live; version {ended} ended it."
        )
        choice = f"Choose one of {_listed(live, show=20)}." if live else "No batch is live."
        super().__init__(f"{found} {choice}")


class EmptyUploadError(StoolError):
    """A file has no figures to publish."""

    def __init__(self, file: str, rejected: int) -> None:
        super().__init__(
            f"“{file}” has no figures to publish; {rejected} of its rows were rejected. "
            "Correct the rows named in its report and upload it again."
        )


class OverlapError(StoolError):
    """An upload speaks about figures that live batches already hold.

    Attributes
    ----------
    batches : tuple of int
        Those batches.
    """

    def __init__(
        self,
        *,
        file: str,
        batches: Mapping[int, Mapping[str, str]],
        legs: Sequence[str],
        metrics: Sequence[str],
        quarters: Sequence[str],
        units: Sequence[str],
    ) -> None:
        self.batches = tuple(batches)
        holders = [
            f"batch {number} (“{batch['file_name']}”, uploaded by {batch['who']} on "
            f"{batch['made_at'][:10]} at {batch['made_at'][11:16]} UTC)"
            for number, batch in batches.items()
        ]
        super().__init__(
            f"“{file}” holds figures that are published already: "
            f"{_figures(legs, metrics, quarters, units)}. They are in {_listed(holders)}. "
            "Replace what is there with this file, or revert it first."
        )


class UploadsOverlapError(OverlapError):
    """Two files of one upload speak about the same figures."""

    def __init__(
        self,
        *,
        files: tuple[str, str],
        legs: Sequence[str],
        metrics: Sequence[str],
        quarters: Sequence[str],
        units: Sequence[str],
    ) -> None:
        self.batches = ()
        StoolError.__init__(
            self,
            f"“{files[0]}” and “{files[1]}” hold the same figures: "
            f"{_figures(legs, metrics, quarters, units)}. Upload one of them, or take these "
            "figures out of the other.",
        )


class ReplaceWouldLoseError(StoolError):
    """A batch to be replaced holds figures that its replacement does not."""

    def __init__(
        self,
        *,
        batch: int,
        file: str,
        legs: Sequence[str],
        metrics: Sequence[str],
        quarters: Sequence[str],
        units: Sequence[str],
    ) -> None:
        super().__init__(
            f"Replacing batch {batch} (“{file}”) would lose figures that the new upload does not "
            f"have: {_figures(legs, metrics, quarters, units)}. Upload a file that has them too, "
            "or revert the batch first if they are meant to go."
        )


def _figures(
    legs: Sequence[str], metrics: Sequence[str], quarters: Sequence[str], units: Sequence[str]
) -> str:
    """What figures are about; quarters as first to last."""
    when = quarters[0] if len(quarters) == 1 else f"{quarters[0]} to {quarters[-1]}"
    return f"{_listed(legs)} ({_listed(metrics)}) in {when} for {_listed(units)}"


def _listed(things: Sequence[object], show: int = 3) -> str:
    """“a, b and c”, or “a, b, c and 12 more”."""
    names = [str(thing) for thing in things[:show]]
    if len(things) > show:
        names.append(f"{len(things) - show} more")
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


class NoDataError(StoolError):
    """Nothing is loaded yet."""

    def __init__(self) -> None:
        super().__init__(
            "No data is loaded. Load an employee survey, a customer survey and a revenue file, or "
            "start with the sample."
        )


class QuarterNotLoadedError(StoolError):
    """The quarter asked for lies outside the data."""

    def __init__(self, quarter: str, first: str, last: str) -> None:
        super().__init__(
            f"{quarter} is not loaded; the data run from {first} to {last}. Choose a quarter in "
            "that span or load its files."
        )


class UnknownNodeError(StoolError):
    """The unit or region asked for is not in the data."""

    def __init__(self, node: str, known: Sequence[str]) -> None:
        near = ", ".join(get_close_matches(node, known, 3, 0.5)) or ", ".join(known[:5])
        super().__init__(f"No unit or region is called “{node}”. Did you mean one of: {near}?")


class ScaleChangedError(StoolError):
    """A metric comes on another scale than it has in the store."""

    def __init__(self, leg: str, metric: str, scales: Sequence[str]) -> None:
        super().__init__(
            f"“{metric}” ({leg}) is on the scales {' and '.join(scales)}. One metric needs one "
            "scale: convert the newer answers, or map the column to a metric of another name."
        )


class UnitInTwoFilesError(StoolError):
    """Two files of one upload put a unit into different regions."""

    def __init__(self, unit: str, first: str, second: str, file: str) -> None:
        super().__init__(
            f"{unit} belongs to {first} in one file and to {second} in {file}. A unit needs one "
            "region: correct one of the files."
        )


class TooShortForGrangerError(StoolError):
    """A Granger regression has more coefficients than rows can settle."""

    def __init__(self, order: int, found: int, needed: int) -> None:
        super().__init__(
            f"A Granger test with {order} lags has {found} complete quarters; {needed} are needed. "
            "Load more quarters or ask for fewer lags."
        )


class TooShortForPanelGrangerError(StoolError):
    """No unit of a panel has a Granger regression that can be tested."""

    def __init__(self, order: int, units: int, found: int, needed: int) -> None:
        super().__init__(
            f"None of {units} units can be tested with {order} lags: a unit needs {needed} "
            f"complete quarters in which both series vary, and the longest has {found}. "
            "Load more quarters or ask for fewer lags."
        )
