"""What a store holds while its only writer is at work, and what follows from a change in it."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection

from stool.store import queries
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

    def sources(self) -> frozenset[str]:
        """What the files of any batch up to then were of, whether it is live or not."""
        return queries.sources(self._connection, self.revision)


# From what the store held and what it holds now: documents that are part of the same revision. An
# error undoes the whole change.
Sequel = Callable[[Standing, Standing], Sequence[Document]]


def nothing_more(_before: Standing, _after: Standing) -> Sequence[Document]:
    """A change stands by itself."""
    return ()
