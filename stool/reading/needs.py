"""What must be loaded for a concept: a small language, and the concepts written in it.

A need is ``source:figure@dimension#quarters``, all but the source optional: ``csat`` is the
headline figure of the customer leg, ``esat:empowered@level`` an item with two levels side by
side, ``csat#8`` eight quarters in one unit, ``L:opened`` a column of the service log. ``+``
joins needs that go together, ``|`` parts ways to the same end, the preferred first, and ``&``
joins what is needed besides; ``+`` binds first, ``&`` last.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from stool.schema import CSAT, DIMENSIONS, ESAT, PROFIT

FILES = {ESAT: "E", CSAT: "C", PROFIT: "R"}  # the other sources are named by their file's letter
UNIT = "unit"  # as a dimension: two units side by side
ITEMS = "items"  # as a figure: two questions besides the headline and what follows from service
SUGGESTED = ("courtesy", "easy_to_deal_with")  # to begin with where there are no `ITEMS`
COUNTS = "counts"  # as a figure: the headline with its answers counted one by one
SPOKEN = re.compile(
    r"(?P<source>esat|csat|profit|[LIATV])(?::(?P<figure>[a-z_]+))?"
    r"(?:@(?P<dimension>[a-z_]+))?(?:#(?P<quarters>[0-9]+))?"
)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that must be loaded.

    Attributes
    ----------
    source : str
        A leg, or the letter of another file.
    figure : str
        Metric or column; empty for the headline figure of the leg.
    dimension : str
        `UNIT` or one of `stool.schema.DIMENSIONS` by which it is split; empty for none.
    quarters : int
        Quarters that one unit must have, 1 or more.
    """

    source: str
    figure: str = ""
    dimension: str = ""
    quarters: int = 1

    def __str__(self) -> str:
        figure = f":{self.figure}" if self.figure else ""
        dimension = f"@{self.dimension}" if self.dimension else ""
        quarters = f"#{self.quarters}" if self.quarters > 1 else ""
        return f"{self.source}{figure}{dimension}{quarters}"

    @property
    def is_headline(self) -> bool:
        """Whether it is no more than the headline of a leg, which any file of it has."""
        return self.figure in ("", COUNTS) and not self.dimension

    @property
    def file(self) -> str:
        """Letter of the file it comes from."""
        return FILES.get(self.source, self.source)


Way = tuple[Need, ...]  # needs that go together


@dataclass(frozen=True, slots=True)
class Concept:
    """An idea and what its figure rests on.

    Attributes
    ----------
    id : str
        S1 to S46.
    page : str
        Where its figure belongs.
    needs : tuple of tuple of Way
        One way of each must be loaded; empty for what is always there. What would only break the
        figure down further is left out.
    """

    id: str
    page: str
    needs: tuple[tuple[Way, ...], ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Letters of the files of its preferred ways."""
        return tuple(dict.fromkeys(need.file for ways in self.needs for need in ways[0]))


@cache
def concepts() -> tuple[Concept, ...]:
    """Every concept, in order."""
    rows = pd.read_csv(Path(__file__).with_name("concepts.csv"), keep_default_na=False)
    return tuple(
        Concept(row["id"], row["page"], parsed(row["needs"])) for row in rows.to_dict("records")
    )


def parsed(expression: str) -> tuple[tuple[Way, ...], ...]:
    """Read an expression; the empty one needs nothing.

    Raises
    ------
    ValueError
        A word of it is no need.
    """
    if not expression:
        return ()
    return tuple(
        tuple(tuple(_need(word) for word in way.split("+")) for way in clause.split("|"))
        for clause in expression.split("&")
    )


def _need(word: str) -> Need:
    found = SPOKEN.fullmatch(word.strip())
    if not found or found["dimension"] not in (None, UNIT, *DIMENSIONS):
        raise ValueError(f"need is “{word.strip()}”, must be like esat:empowered@level#8")
    return Need(
        found["source"],
        found["figure"] or "",
        found["dimension"] or "",
        int(found["quarters"] or 1),
    )
