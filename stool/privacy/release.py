"""Releases: which version of a quarter's employee figures is shown, and what waits.

A quarter is frozen when it is first released. What comes in later is another version, and is shown
only once setting it beside what was shown before tells of no group that is too small; see
`stool.privacy.gate`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

import pandas as pd

from stool.privacy.memory import publish_once
from stool.privacy.pattern import primary
from stool.privacy.publish import MINIMUM_N, Published
from stool.schema import EMPLOYEES, HIDDEN_FEW, SHOWN, SUMS


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


def publish_released(
    cells: pd.DataFrame,
    parents: Mapping[str, str],
    crosses: pd.DataFrame | None = None,
    *,
    minimum_n: int = MINIMUM_N,
    released: Mapping[str, int] | None = None,
) -> Published:
    """Publish cells, each quarter of employees with the pattern of hidden cells it was shown with.

    A threshold raised since hides more of a released quarter and shows nothing that was hidden:
    a pattern made anew could show another part of a sum, and the two together the rest.

    Parameters
    ----------
    cells, parents, crosses
        As of `stool.privacy.publish.publish`.
    minimum_n : int
        The threshold in force.
    released : Mapping of quarter to int, optional
        Threshold a quarter was shown with, where it was another.
    """
    published = publish_once(cells, parents, crosses, minimum_n=minimum_n)
    older = {quarter: n for quarter, n in (released or {}).items() if n != minimum_n}
    tables, rest = [published.table, published.beside], published.rest
    for threshold in sorted(set(older.values())):
        then = publish_once(cells, parents, crosses, minimum_n=threshold)
        quarters = [quarter for quarter, n in older.items() if n == threshold]
        tables = [
            _with_pattern(table, was, quarters, minimum_n)
            for table, was in zip(tables, (then.table, then.beside), strict=True)
        ]
        of_then = then.rest[then.rest["quarter"].isin(quarters)]
        fewest = of_then.groupby(["quarter", "parent"])["n"].transform("min")
        now = rest[~rest["quarter"].isin(quarters)]
        rest = pd.concat([now, of_then[fewest >= minimum_n]], ignore_index=True)
    return replace(published, table=tables[0], beside=tables[1], rest=rest)


def _with_pattern(
    table: pd.DataFrame, was: pd.DataFrame, quarters: Collection[str], minimum_n: int
) -> pd.DataFrame:
    """A table whose employees of some quarters are as another one shows them, less what is few."""
    of_then = was["leg"].isin(EMPLOYEES) & was["quarter"].isin(quarters)
    few = (primary(was, minimum_n, 0) != SHOWN) & (was["hidden"] == SHOWN)
    hidden = was["hidden"].mask(few, HIDDEN_FEW)
    shown = was[list(SUMS)].mask(few)
    return table.assign(
        hidden=table["hidden"].mask(of_then, hidden),
        **{name: table[name].mask(of_then, shown[name]) for name in SUMS},
    )
