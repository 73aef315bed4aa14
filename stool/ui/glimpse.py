"""A first glimpse of a file: its first rows as understood, its words in other encodings."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from stool.ingest import Guess, Table, check
from stool.ingest.files.coding import Coded

LOOKED_AT = 2**20  # bytes
WORDS = 4  # shown of those that differ between encodings
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
)
BEYOND_ASCII = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")


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


def spellings(data: bytes) -> dict[str, str]:
    """The first words beyond ASCII in each encoding they can be in; empty for plain ASCII."""
    found = dict.fromkeys(BEYOND_ASCII.findall(data[:LOOKED_AT]))
    words = list(found)[:WORDS]
    spelled = {}
    for encoding in ENCODINGS if words else ():
        try:
            spelled[encoding] = ", ".join(word.decode(encoding) for word in words)
        except UnicodeDecodeError:
            continue
    return spelled
