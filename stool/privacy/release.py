"""Releases: which version of a quarter's employee figures is shown, and what waits.

A quarter is frozen when it is first released. What comes in later is another version, and is shown
only once setting it beside what was shown before tells of no group that is too small; see
`stool.privacy.gate`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self


class Made(NamedTuple):
    """What a shown version is made of.

    Attributes
    ----------
    figures : int
        Revision whose employee cells it shows.
    names : int
        Revision whose names and regions of units it is shown under.
    minimum_n : int
        Threshold its pattern of hidden cells was made with.
    """

    figures: int
    names: int
    minimum_n: int


class Waiting(NamedTuple):
    """A correction that is not shown.

    Attributes
    ----------
    since : int
        Revision it first waited in.
    answers : int
        Answers it is known to change, at least.
    """

    since: int
    answers: int


@dataclass(frozen=True, slots=True)
class Release:
    """What the ledger says of the employee figures of a quarter.

    It holds counts and revisions, never answers, and is never pruned: as part of the store's
    history each of its states can be read as of the revision that made it.

    Attributes
    ----------
    quarter : str
    shown : tuple of Made
        Every version shown so far, the first release first.
    answers : int
        People behind the version shown last, as the question most of them answered counts them.
    waiting : Waiting or None
    withdrawn : bool
        Whether the last file was taken back, so that nothing is shown.
    """

    quarter: str
    shown: tuple[Made, ...]
    answers: int
    waiting: Waiting | None = None
    withdrawn: bool = False

    @property
    def version(self) -> int:
        """Number of the version shown last, from 1."""
        return len(self.shown)

    @property
    def made(self) -> Made:
        """What the version shown last is made of."""
        return self.shown[-1]

    def body(self) -> dict[str, Any]:
        """Body of its document in the store; the quarter is the key."""
        return {
            "shown": [made._asdict() for made in self.shown],
            "answers": self.answers,
            "waiting": None if self.waiting is None else self.waiting._asdict(),
            "withdrawn": self.withdrawn,
        }

    @classmethod
    def of_body(cls, quarter: str, body: Mapping[str, Any]) -> Self:
        """The release that a document holds."""
        waiting = body["waiting"]
        return cls(
            quarter,
            tuple(Made(**made) for made in body["shown"]),
            body["answers"],
            None if waiting is None else Waiting(**waiting),
            body["withdrawn"],
        )
