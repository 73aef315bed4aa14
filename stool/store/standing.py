"""What a store holds while its only writer is at work, and what follows from a change in it."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from stool.store import blocks, parts, queries
from stool.store.records import Document


class Standing:
    """What a store holds as of a revision, read inside of the change that makes the newest one.

    No other writer can come between, and nothing of it is remembered: the change may yet be undone.

    Attributes
    ----------
    revision : int
    """

    def __init__(self, connection: Connection, revision: int) -> None:
        self._connection = connection
        self.revision = revision

    def documents(self, kind: str) -> dict[str, Any]:
        """Bodies of one kind by key."""
        return queries.documents(self._connection, kind, self.revision)

    def as_of(self, revision: int) -> "Standing":
        """The same store as of another revision."""
        return Standing(self._connection, revision)

    def blocks(self) -> set[tuple[int, str]]:
        """Batch and quarter of all figures."""
        keys = queries.live_keys(self._connection, None, self.revision)
        return {(batch, quarter) for batch, quarter, _ in keys}

    def cells(self, quarters: Collection[str]) -> pd.DataFrame:
        """Cells of some quarters; as of `Store.cells`."""
        return blocks.frame_of(map(blocks.decode, self._parquet(None, quarters)))

    def parts(self, kind: str, quarters: Collection[str]) -> pd.DataFrame:
        """Rows of a kind in some quarters; as of `Store.parts`."""
        return parts.frame_of(map(parts.decode, self._parquet(kind, quarters)))

    def _parquet(self, kind: str | None, quarters: Collection[str]) -> list[bytes]:
        live = queries.live_keys(self._connection, kind, self.revision)
        wanted = [key for key in live if key[1] in quarters]
        found = queries.parquet_of(self._connection, wanted)
        return [found[key] for key in wanted]

    def files(self, quarter: str) -> list[tuple[str, str]]:
        """Source and SHA-256 of the batches that have figures of a quarter."""
        return queries.files(self._connection, quarter, self.revision)

    def sources(self) -> frozenset[str]:
        """What the files of any batch up to then were of, whether it is live or not."""
        return queries.sources(self._connection, self.revision)


# From what the store held and what it holds now: documents that are part of the same revision. An
# error undoes the whole change.
Sequel = Callable[[Standing, Standing], Sequence[Document]]


def nothing_more(_before: Standing, _after: Standing) -> Sequence[Document]:
    """A change stands by itself."""
    return ()
