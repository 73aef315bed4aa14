"""Reading a file as the last one with its headers was read, so that nothing is said twice."""

import contextlib
import json
from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from typing import Any

from stool.errors import (
    RefusedFileError,
    SheetChoiceError,
    StoolError,
    UnknownEncodingError,
    UnsettledDelimiterError,
)
from stool.ingest import Mapping, Table

HOW_READ = ("encoding", "delimiter", "sheet", "named_total")  # what of a mapping changes the table
LETTERS = "éαжאعก東한"  # of so many alphabets that every encoding beyond ASCII has one
UTF8 = "UTF-8"  # as a table says it

Reader = Callable[[Mapping], Table]  # one file, read in the way that a mapping says
Kept = AnyMapping[str, AnyMapping[str, Any]]  # bodies of mappings by fingerprint of the headers


@dataclass(frozen=True, slots=True)
class Recalled:
    """A file read with what is remembered of files like it.

    Attributes
    ----------
    table : Table
    said : Mapping
        What is said of the file, and below that what is remembered.
    remembered : Mapping or None
        What a file with the same headers was published with, as far as it goes for this one.
    """

    table: Table
    said: Mapping
    remembered: Mapping | None


def recall(reader: Reader, said: Mapping, kept: Kept) -> Recalled:
    """Read a file as the last one with its headers was read.

    What is said of this file goes first. A remembered encoding, delimiter or sheet also settles
    what the file leaves open, but where the file cannot be read so, or has other headers then, it
    is read as it stands.

    Parameters
    ----------
    reader : callable
        Reads the file in the way of a mapping; called once for every way that is tried.
    said : Mapping
    kept : Mapping of fingerprint to body
        What files were published with.

    Raises
    ------
    RefusedFileError
        As of the reader.
    """
    try:
        table = reader(said)
    except (SheetChoiceError, UnsettledDelimiterError, UnknownEncodingError) as doubt:
        found = _settled_as_before(reader, said, kept, doubt)
        if found is None:
            raise
        return found
    before = remembered(table, kept)
    if before is None:
        return Recalled(table, said, None)
    if _is_utf8_anyway(table, before):
        before = replace(before, encoding=None)
    whole = said.over(before)
    if _way(whole) == _way(said):
        return Recalled(table, whole, before)
    again = _if_readable(reader, whole)
    if again is not None and again.fingerprint == table.fingerprint:
        return Recalled(again, whole, before)
    as_it_stands = _in_way(before, **dict.fromkeys(HOW_READ))
    return Recalled(table, said.over(as_it_stands), as_it_stands)


def remembered(table: Table, kept: Kept) -> Mapping | None:
    """Mapping that a file with the same headers was published with, None if none was."""
    body = kept.get(table.fingerprint)
    return None if body is None else Mapping.from_json(json.dumps(body))


def _settled_as_before(
    reader: Reader, said: Mapping, kept: Kept, doubt: StoolError
) -> Recalled | None:
    """The file in the way that was said of the last one, None where that is in doubt too.

    Of several sheets or delimiters only one may give headers there were before.
    """
    if isinstance(doubt, SheetChoiceError):
        key, choices = "sheet", doubt.sheets
    elif isinstance(doubt, UnsettledDelimiterError):
        key, choices = "delimiter", doubt.delimiters
    else:
        key = "encoding"
        choices = tuple(sorted({body[key] for body in kept.values() if key in body}))
    known = []
    for choice in choices:
        with contextlib.suppress(RefusedFileError):
            found = recall(reader, _in_way(said, **{key: choice}), kept)
            if found.remembered is not None:
                known.append((choice, found))
    as_before = [found for choice, found in known if getattr(found.remembered, key) == choice]
    certain = len(as_before) == 1 and (len(known) == 1 or key == "encoding")
    return as_before[0] if certain else None


def _way(said: Mapping) -> tuple[str | None, ...]:
    """What a mapping says of how the bytes of a file are read."""
    return tuple(getattr(said, key) for key in HOW_READ)


def _in_way(said: Mapping, **way: str | None) -> Mapping:
    """A mapping that says otherwise how the bytes of a file are read."""
    return replace(said, **way)  # type: ignore[arg-type]


def _if_readable(reader: Reader, said: Mapping) -> Table | None:
    """The file read in a way that it may not be in."""
    try:
        return reader(said)
    except RefusedFileError:
        return None


def _is_utf8_anyway(table: Table, remembered: Mapping) -> bool:
    """Whether the remembered encoding would only garble a file that is UTF-8 now.

    Bytes of another encoding are not UTF-8 by accident, unless they all look like ASCII.
    """
    if table.encoding != UTF8 or remembered.encoding is None:
        return False
    return not LETTERS.encode(remembered.encoding, errors="ignore").isascii()
