"""Refusals of what holds the data: workbooks, Parquet files, watched folders."""

from collections.abc import Sequence

from stool.catalogue import say
from stool.errors.base import StoolError, listed
from stool.errors.reading import RefusedFileError


class WrongContainerError(RefusedFileError):
    """A file is of a kind that is not read."""

    def __init__(self, name: str, looks_like: str, needed: str) -> None:
        super().__init__(
            say(
                "{name} looks like {looks_like}, which is not read. Open it in the program that "
                "made it and save it as {needed}.",
                name=name,
                looks_like=looks_like,
                needed=needed,
            )
        )


class EncryptedFileError(RefusedFileError):
    """A file is protected with a password."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say(
                "{name} is protected with a password, so nothing in it can be read. Save a copy "
                "without the password and load that.",
                name=name,
            )
        )


class DamagedFileError(RefusedFileError):
    """A workbook or Parquet file breaks the rules of its own format."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(
            say(
                "{name} cannot be read: {found}. It was probably cut short or rewritten by "
                "another program: export it again, or save it as CSV (UTF-8).",
                name=name,
                found=found,
            )
        )


class BombError(RefusedFileError):
    """A small file would unpack to far more than such files do."""

    def __init__(self, name: str, found: str, limit: str) -> None:
        super().__init__(
            say(
                "{name} was not unpacked: {found}, and {limit} is the most that is taken for a "
                "table. Save the sheet that is needed as CSV (UTF-8) and load that.",
                name=name,
                found=found,
                limit=limit,
            )
        )


class SheetChoiceError(RefusedFileError):
    """Several sheets of a workbook hold something and none was chosen.

    Attributes
    ----------
    sheets : tuple of str
        Those to choose from, in the order of the workbook.
    """

    def __init__(self, name: str, sheets: Sequence[str]) -> None:
        self.sheets = tuple(sheets)
        named = listed([f"“{sheet}”" for sheet in sheets], show=12)
        super().__init__(
            say(
                "{name} has {sheets} sheets that hold something: {named}. Say which one is meant "
                'with "sheet" in the mapping or --sheet; load each of several in turn.',
                name=name,
                sheets=len(sheets),
                named=named,
            )
        )


class UnknownSheetError(RefusedFileError):
    """The sheet asked for is not in the workbook.

    Attributes
    ----------
    sheets : tuple of str
        Those that are, in the order of the workbook.
    """

    def __init__(self, name: str, sheet: str, sheets: Sequence[str]) -> None:
        self.sheets = tuple(sheets)
        named = listed([f"“{known}”" for known in sheets], show=12)
        super().__init__(
            say(
                "{name} has no sheet called “{sheet}”; there is {named}. Name one of these.",
                name=name,
                sheet=sheet,
                named=named,
            )
        )


class NotATableError(RefusedFileError):
    """The sheet asked for is a chart, a macro sheet or a dialog."""

    def __init__(self, name: str, sheet: str) -> None:
        super().__init__(
            say(
                "The sheet “{sheet}” of {name} holds a chart or a program and no cells. Name a "
                "sheet with a table.",
                sheet=sheet,
                name=name,
            )
        )


class ColumnTypeError(RefusedFileError):
    """A column of a Parquet file holds something that is no single value."""

    def __init__(self, name: str, column: str, kind: str) -> None:
        super().__init__(
            say(
                "In {name} the column “{column}” is of the type {kind}, and one text, number, "
                "date or yes/no a row is needed. Write it out as such columns, or leave it out of "
                "the file.",
                name=name,
                column=column,
                kind=kind,
            )
        )


class UnreadableFolderError(StoolError):
    """A folder to be watched cannot be listed."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(
            say(
                "{folder} cannot be watched: {reason}. Name an existing folder whose files this "
                "account may list and read.",
                folder=folder,
                reason=reason.rstrip("."),
            )
        )
