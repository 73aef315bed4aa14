"""Refusals of a file before its columns are understood."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stool.catalogue import say
from stool.errors.base import StoolError

if TYPE_CHECKING:
    import pandas as pd


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
            say(
                "{name} is empty. Export it again with one header row and one row per answer or "
                "per unit and quarter.",
                name=name,
            )
        )


class NotTextError(RefusedFileError):
    """A file is not a text table."""

    def __init__(self, name: str, looks_like: str) -> None:
        super().__init__(
            say(
                "{name} looks like {looks_like}, and a CSV text file is needed. Open it in the "
                "program that made it and save it as CSV (UTF-8).",
                name=name,
                looks_like=looks_like,
            )
        )


class UndecodableError(RefusedFileError):
    """The bytes of a file do not spell text in the encoding it claims.

    Attributes
    ----------
    encoding : str
        The one it claims, or is said to be in.
    position : int
        First byte that is no text in it, from 0.
    """

    def __init__(self, name: str, encoding: str, position: int) -> None:
        self.encoding, self.position = encoding, position
        super().__init__(
            say(
                "{name} begins as {encoding} text but breaks off being so at byte {position}. It "
                "was probably cut short or glued together: export it again as CSV (UTF-8).",
                name=name,
                encoding=encoding,
                position=position,
            )
        )


class FileTooLargeError(RefusedFileError):
    """A file exceeds a limit of size."""

    def __init__(self, name: str, found: str, limit: str) -> None:
        super().__init__(
            say(
                "{name} has {found}; at most {limit} can be read from one file. Split it by "
                "quarter and load the parts, or load it aggregated.",
                name=name,
                found=found,
                limit=limit,
            )
        )


class UnclosedQuoteError(RefusedFileError):
    """A quoted field never ends, so the rows after it cannot be told apart."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            say(
                "In {name} a quotation mark opened in line {line} is never closed, so the rows "
                "after it cannot be told apart. Close or remove it, or export the file again.",
                name=name,
                line=line,
            )
        )


class FieldTooLongError(RefusedFileError):
    """A field is longer than any that can be read."""

    def __init__(self, name: str, line: int, limit: int) -> None:
        super().__init__(
            say(
                "In {name} line {line} holds a field of more than {limit} characters. Shorten it, "
                "or leave its column out, and export the file again.",
                name=name,
                line=line,
                limit=f"{limit:,}",
            )
        )


class MixedEncodingError(RefusedFileError):
    """A file is UTF-8 in most places and something else in others.

    Attributes
    ----------
    line : int
        First line that is not UTF-8, from 1.
    position : int
        First byte that is not, from 0.
    """

    def __init__(self, name: str, line: int, position: int) -> None:
        self.line, self.position = line, position
        super().__init__(
            say(
                "{name} is UTF-8 text except in line {line}, byte {position}. It was probably cut "
                "short or glued together from files in different encodings: export it again as "
                "CSV (UTF-8). If all of it is in another encoding, say which under “encoding” in "
                "the mapping (--encoding).",
                name=name,
                line=line,
                position=f"{position:,}",
            )
        )


class UnknownEncodingError(RefusedFileError):
    """Letters of a file can be read in an encoding that nothing decides on.

    Attributes
    ----------
    candidates : tuple of str
        Encodings it could be in, in words for display.
    """

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(
            say(
                "The encoding of {name} cannot be told: it is not UTF-8 and could be "
                "{candidates}. Say which under “encoding” in the mapping (--encoding), or export "
                "it again as CSV (UTF-8).",
                name=name,
                candidates=say(" or ").join(candidates),
            )
        )


class NoDataRowsError(RefusedFileError):
    """A file has a header and nothing below it."""

    def __init__(self, name: str, columns: int) -> None:
        super().__init__(
            say(
                "{name} has a header of {columns} columns and no data rows below it. Check the "
                "filter of the export and export it again.",
                name=name,
                columns=columns,
            )
        )


class DuplicateHeadersError(RefusedFileError):
    """Two columns of a file carry the same name."""

    def __init__(self, name: str, headers: tuple[str, ...]) -> None:
        named = ", ".join(f"“{header}”" for header in headers)
        super().__init__(
            say(
                "{name} has more than one column named {named}, and which one is meant cannot be "
                "known. Rename or delete the extra columns.",
                name=name,
                named=named,
            )
        )
