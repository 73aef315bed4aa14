"""Documents that a book keeps beside the cells: their names, and how new ones join the old."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pandas as pd

from stool.errors import ThresholdLoweredError
from stool.ingest import Aliases
from stool.privacy import MINIMUM_N
from stool.schema import EMPLOYEES
from stool.store import Document, Merge, Renaming, Standing

Name = tuple[str, str]  # kind and key

REGIONS: Name = ("hierarchy", "regions")  # unit to region, as data files say
TREE: Name = ("hierarchy", "file")  # unit to region, as a hierarchy file says; goes first
LABELS: Name = ("labels", "metrics")  # metric to the question as asked
HEADLINE: Name = ("headline", "legs")  # leg to the metric that stands for it
ALIASES: Name = ("alias", "units")  # names that mean another unit
SETTING: Name = ("setting", "minimum_n")  # fewest employee answers behind a number shown
TOPICS: Name = ("topics", "lists")  # topics by their words
ROSTER: Name = ("roster", "names")  # names masked in what people wrote

MAPPING = "mapping"  # kind of document: one a set of headers
TARGET = "target"  # kind of document: one a metric
SUGGESTION = "suggestion"  # kind of document: one a suggestion somebody has answered
RELEASE = "release"  # kind of document: one a quarter of employee figures
WRITTEN = "written"  # kind of part: how many texts there were


def with_added(bodies: Iterable[Mapping[str, str]]) -> Merge:
    """The stored document with what files add or change, the last of them last."""
    new = {key: value for body in bodies for key, value in body.items()}
    return lambda live: {**(live or {}), **new} or None


def with_aliases(new: Aliases) -> Merge:
    """The stored aliases with new ones."""
    return lambda live: Aliases.of_body(live or []).merged(new).body() or None


def without_aliases(names: Collection[str]) -> Merge:
    """The stored aliases less those of some names."""
    return lambda live: Aliases.of_body(live or []).without(names).body() or None


def only_raised(before: Standing, after: Standing) -> tuple[Document, ...]:
    """Nothing further; but a threshold that employee figures were published under may not sink.

    Raises
    ------
    ThresholdLoweredError
    """
    asked, present = minimum_n(after), minimum_n(before)
    if asked < present and not {*EMPLOYEES}.isdisjoint(before.sources()):
        raise ThresholdLoweredError(asked, present)
    return ()


def minimum_n(standing: Standing) -> int:
    """Fewest employee answers behind a number shown."""
    kind, key = SETTING
    return int(standing.documents(kind).get(key, MINIMUM_N))


def renaming(bodies: Mapping[str, Any]) -> Renaming:
    """Rows with ``unit`` and ``quarter`` under the names that stored aliases lead to."""
    aliases = Aliases.of_body(bodies.get(ALIASES[1], []))

    def renamed(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(unit=aliases.renamed(rows["unit"], rows["quarter"]).units)

    return renamed
