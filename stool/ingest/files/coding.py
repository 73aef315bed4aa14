"""Columns of text kept as codes: each different text once, a small whole number a row.

A row of ten answers takes a few bytes, and every text is judged once however often it stands in the
file. A column whose texts hardly repeat is not kept beyond `MOST_TEXTS` of them: of time stamps the
day stays, identifiers go on as 64-bit hashes, enough to find those that come twice, and anything
else (comments) is let go; a mapping that wants it has it read again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from stool.ingest.language.tally import Tally

MOST_TEXTS = 100_000  # different texts of one column, unless it is asked for

FEWER_DAYS = 10  # so many times fewer days than times, and the time of day is let go
FIRST_TEXTS = 1_000  # of which one has a time of day where the column has
LONGEST_DAY = 5  # characters; nothing shorter has a time of day behind it
CLOCK = re.compile(r"[T ,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?.{0,12}$")

Kept = Literal["codes", "days", "hashes", "nothing"]
Codes = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of text.

    Attributes
    ----------
    texts : array of str (dtype object), shape (k,)
        Different texts in the order they first appear; of a column that is not kept as codes those
        before it was given up.
    counts : array of int64, shape (k,)
        Rows that hold each of them.
    blocks : tuple of array of int
        Place in `texts` of every row, in blocks of consecutive rows alike for all columns of a
        table; of a column kept as hashes the hash; empty for one that is not kept.
    kept : "codes", "days", "hashes" or "nothing"
        Days are codes too, of time stamps without their times of day.
    """

    texts: NDArray[np.object_]
    counts: NDArray[np.int64]
    blocks: "tuple[NDArray[np.integer], ...]"
    kept: Kept = "codes"

    @property
    def tally(self) -> Tally:
        """Different texts and how often each stands there."""
        return Tally(self.texts, self.counts)

    @property
    def codes(self) -> "NDArray[np.integer]":
        """Codes, or hashes, of all rows."""
        found: NDArray[np.integer] = (
            np.concatenate(self.blocks) if self.blocks else np.empty(0, dtype=np.int8)
        )
        return found

    def codes_at(self, rows: "NDArray[np.integer]") -> NDArray[np.int64]:
        """Codes of some rows."""
        return picked(self.blocks, rows)

    def written(self) -> NDArray[np.object_]:
        """Texts of all rows."""
        written: NDArray[np.object_] = self.texts[self.codes]
        return written

    @classmethod
    def of(cls, values: Sequence[str]) -> "Coded":
        """Code a short column."""
        builder = Builder()
        builder.add(values)
        return builder.done()


class Builder:
    """Collects one column, block by block.

    Parameters
    ----------
    most : int or None
        Different texts from which the column is given up; None never gives up.
    hashed : bool
        Whether a column given up goes on as hashes.
    """

    def __init__(self, most: int | None = MOST_TEXTS, hashed: bool = False) -> None:
        self.kept: Kept = "codes"
        self._most = most
        self._hashed = hashed
        self._days_only = False
        self._places: dict[str, int] = {}
        self._counts = np.zeros(1024, dtype=np.int64)
        self._blocks: list[NDArray[np.integer]] = []

    def add(self, texts: Sequence[str]) -> None:
        """Add rows written out."""
        if self.kept == "hashes":
            self._blocks.append(hashes(pa.array(texts, pa.string())))
            return
        places: dict[str, int] = {}
        codes = (places.setdefault(text, len(places)) for text in texts)
        rows = np.fromiter(codes, dtype=np.int32, count=len(texts))
        self.add_coded(list(places), rows)

    def add_array(self, column: "pa.StringArray | pa.DictionaryArray") -> None:
        """Add rows that come as an array of text."""
        if pa.types.is_dictionary(column.type):
            self.add_coded(column.dictionary.to_pylist(), column.indices.to_numpy())
        elif self.kept == "hashes":
            self._blocks.append(hashes(column))
        else:
            self.add(column.to_pylist())

    def add_coded(self, texts: Sequence[str], codes: "NDArray[np.integer]") -> None:
        """Add rows that say the place of their text among `texts`."""
        if self.kept == "nothing":
            return
        if self.kept == "hashes":
            self._blocks.append(hashes(pa.array(texts, pa.string()))[codes])
            return
        known = self._places
        if self._days_only:
            texts = [day_of(text) for text in texts]
        table = np.fromiter(
            (known.setdefault(text, len(known)) for text in texts), np.int32, len(texts)
        )
        rows = table.astype(_smallest(len(known)))[codes]
        self._count(rows)
        self._blocks.append(rows)
        if self._most is not None and len(known) > self._most:
            self._give_up()

    def done(self) -> Coded:
        """The column."""
        texts = np.empty(len(self._places), dtype=object)
        texts[:] = list(self._places)
        kept = "days" if self._days_only and self.kept == "codes" else self.kept
        return Coded(texts, self._counts[: len(texts)].copy(), tuple(self._blocks), kept)

    def _count(self, rows: "NDArray[np.integer]") -> None:
        if len(self._places) > len(self._counts):
            more = np.zeros(2 * len(self._places) - len(self._counts), dtype=np.int64)
            self._counts = np.concatenate([self._counts, more])
        self._counts += np.bincount(rows, minlength=len(self._counts))

    def _give_up(self) -> None:
        """Hold on to less of a column whose texts hardly repeat: days, hashes or nothing."""
        texts = list(self._places)
        timed = any(map(_has_clock, texts[:FIRST_TEXTS]))
        days = [day_of(text) for text in texts] if timed and not self._days_only else texts
        if len(set(days)) * FEWER_DAYS < len(texts):
            self._days_only, self._places = True, {}
            table = np.array([self._places.setdefault(day, len(self._places)) for day in days])
            table = table.astype(_smallest(len(self._places)))
            self._blocks = [table[rows] for rows in self._blocks]
            counted = np.bincount(table, weights=self._counts[: len(texts)])
            self._counts = counted.astype(np.int64)
        elif self._hashed:
            table = hashes(pa.array(texts, pa.string()))
            self._blocks = [table[rows] for rows in self._blocks]
            self.kept = "hashes"
        else:
            self._blocks = []
            self.kept = "nothing"


def picked(
    blocks: "tuple[NDArray[np.integer], ...]", rows: "NDArray[np.integer]"
) -> NDArray[np.int64]:
    """Numbers of some rows, of numbers that are held in blocks."""
    ends = np.cumsum([len(block) for block in blocks])
    within = np.searchsorted(ends, rows, side="right")
    found = np.empty(len(rows), dtype=np.int64)
    for number in np.unique(within):
        here = within == number
        begin = ends[number] - len(blocks[number])
        found[here] = blocks[number][rows[here] - begin]
    return found


def day_of(text: str) -> str:
    """A time stamp without its time of day; any other text as it is."""
    return CLOCK.sub("", text) if _has_clock(text) else text


def _has_clock(text: str) -> bool:
    return len(text) > LONGEST_DAY and CLOCK.search(text) is not None


def hashes(texts: pa.StringArray) -> NDArray[np.uint64]:
    """64-bit hash of each text, the same within one process."""
    engine = _engine().cursor()
    engine.register("written", pa.table({"text": texts}))
    found = engine.execute("SELECT hash(text) AS hash FROM written").fetchnumpy()["hash"]
    return np.asarray(found, dtype=np.uint64)


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:")


def _smallest(texts: int) -> type[np.integer]:
    """Smallest type that holds a code of so many texts."""
    return np.int8 if texts <= 2**7 else np.int16 if texts <= 2**15 else np.int32
