"""What goes into the store and what a change answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Upload:
    """One checked file, ready to publish.

    Attributes
    ----------
    source : str
        Kind of file, such as ``esat``.
    file_name : str
        Name the file came with; shown, never opened.
    sha256, mapping_sha256 : str
        Digests of the file's bytes and of the mapping it was read with. The same file read with
        another mapping is another upload.
    cells : DataFrame, one row a cell
        Columns `stool.schema.CELL_COLUMNS`; any number of quarters.
    rows_accepted, rows_rejected : int
        Rows of the file that are, and are not, in the cells.
    rejects : sequence of mapping
        One a rejected row, fields `stool.schema.PROBLEM_COLUMNS`; NaN is kept as null.
    parts : Mapping of kind to DataFrame
        What the file holds beside its cells, each with a column ``quarter``; kept as it is, and
        live as long as the cells are.
    """

    source: str
    file_name: str
    sha256: str
    mapping_sha256: str
    cells: pd.DataFrame
    rows_accepted: int
    rows_rejected: int = 0
    rejects: Sequence[Mapping[Any, Any]] = ()
    parts: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str, str]:
        """What may be live only once."""
        return self.source, self.sha256, self.mapping_sha256


Renaming = Callable[[pd.DataFrame], pd.DataFrame]  # rows with ``unit`` and ``quarter``
RenamingOf = Callable[[Mapping[str, Any]], Renaming]  # from the documents of aliases by key
Merge = Callable[[Any], Any]  # from the live body of a document, None where there is none


def as_written(_: Mapping[str, Any]) -> Renaming:
    """Rows keep the names they have: no unit has another."""
    return lambda rows: rows


@dataclass(frozen=True, slots=True)
class Document:
    """A setting or record that is versioned with the data.

    Attributes
    ----------
    kind, key : str
        Such as ``target`` and ``esat``; one body is live a (kind, key).
    body : JSON value or Merge
        Mappings, sequences, text, numbers, booleans; None withdraws the document. A function makes
        it of the live body while no other writer can come between, so that nothing another one has
        added is lost; it must leave what it is given as it is.
    """

    kind: str
    key: str
    body: Any = field(hash=False)


@dataclass(frozen=True, slots=True)
class Change:
    """What one call changed.

    Attributes
    ----------
    revision : int
        Revision the call made; the current one if it changed nothing.
    published : tuple of int
        Batches that are live from this revision on.
    unchanged : tuple of int
        Live batches that already held an upload of the call.
    replaced : tuple of int
        Batches that are no longer live from this revision on.
    """

    revision: int
    published: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    replaced: tuple[int, ...] = ()


def storable(text: str) -> str:
    """Text that both engines keep: file names may carry NUL or half a character."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
