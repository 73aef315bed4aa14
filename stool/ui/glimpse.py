"""A first glimpse of a file: its first rows as understood, its words in other encodings."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import numpy as np
import pandas as pd

from stool.ingest import Guess, Table, check
from stool.ingest.files.coding import Coded

LINES = 40  # beyond ASCII that are looked at
LONGEST_LINE = 20_000  # bytes
WORDS = 4  # shown of those that differ between encodings
LONGEST_WORD = 24  # characters shown; not all languages write spaces
ENCODINGS = (
    "utf-8",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "mac_roman",
    "cp850",
    "cp932",
    "gb18030",
    "euc_jp",
    "cp949",
    "big5",
)
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
WORD = re.compile("[A-Za-z\x80-\U0010ffff]*[\x80-\U0010ffff][A-Za-z\x80-\U0010ffff]*")


def written_rows(table: Table) -> pd.DataFrame:
    """The first rows as written, indexed by their line."""
    return table.top.set_axis(table.lines_at(np.arange(len(table.top))), axis=0)


def understood_rows(table: Table, guess: Guess) -> pd.DataFrame:
    """The first rows as typed ones, indexed by their line; a rejected one is missing.

    Each text is judged as in the whole file, so that a row shows what is made of it there.

    Raises
    ------
    RefusedFileError
        As the whole file would be, or too few of these rows pass.
    """
    lines = table.lines_at(np.arange(len(table.top)))
    first = replace(
        table,
        columns={header: _first(table, header) for header in table.columns},
        lines=(lines.astype(np.uint32),),
        ragged=(),
        _again=None,
    )
    checked = check(first, guess.mapping, guess.reasons)
    problems = checked.problems
    rejected = problems.loc[problems["outcome"] == "rejected", "row"]
    return checked.rows.set_axis(lines[~np.isin(lines, rejected)], axis=0)


def _first(table: Table, header: str) -> Coded:
    """The first rows of a column, with the texts of all of them."""
    column, rows = table.columns[header], len(table.top)
    if column.kept != "codes":
        return Coded.of(table.top[header].tolist())
    codes = np.concatenate(column.blocks[:1])[:rows] if len(column.blocks) else np.empty(0, int)
    return Coded(column.texts, column.counts, (codes,))


def spellings(data: bytes, at: int | None = None) -> dict[str, str]:
    """The first words beyond ASCII in each encoding they can be in; empty for plain ASCII.

    Parameters
    ----------
    data : bytes
    at : int, optional
        A byte whose line comes first.
    """
    lines = list(islice(_lines_beyond_ascii(data), LINES))
    if at is not None:
        lines = [_line(data, at), *lines]
    spelled = {}
    for encoding in ENCODINGS if lines else ():
        try:
            text = "\n".join(_decoded(line, encoding) for line in lines)
        except UnicodeDecodeError:
            continue
        words = list(dict.fromkeys(WORD.findall(text)))[:WORDS]
        spelled[encoding] = ", ".join(word[:LONGEST_WORD] for word in words)
    return spelled


def _lines_beyond_ascii(data: bytes) -> Iterator[bytes]:
    """Lines that hold a letter beyond ASCII."""
    place = 0
    while found := BEYOND_ASCII.search(data, place):
        line = _line(data, found.start())
        yield line
        end = data.find(b"\n", found.start())
        if end < 0:
            return
        place = end


def _line(data: bytes, at: int) -> bytes:
    """The line a byte is in."""
    start, end = data.rfind(b"\n", 0, at) + 1, data.find(b"\n", at)
    line = data[start : end if end >= 0 else len(data)]
    return line if len(line) <= LONGEST_LINE else data[at : at + LONGEST_LINE]


def _decoded(line: bytes, encoding: str) -> str:
    """Text of a line, without the last letter of one that was cut."""
    decoder = codecs.getincrementaldecoder(encoding)()
    return decoder.decode(line, final=len(line) < LONGEST_LINE)
