"""Everything a data version says about what people wrote."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from stool.schema import COMPANY, CSAT, ESAT
from stool.voice.counts import by_score, topic_counts
from stool.voice.heard import counting, lists, loaded, minimum, to_read, within
from stool.voice.rows import nothing_written
from stool.voice.suggestions import Followed, funnel
from stool.voice.themes import themes
from stool.voice.topics import Topic, mentions


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """What people wrote, with whom it may be read by and what it is read by.

    Attributes
    ----------
    revision : int
        Data version, of which the order of texts is made.
    newest : int
        Version in which it was looked at: what was erased or masked by then is so here.
    placed : DataFrame
        As of `stool.voice.heard.listed`. Never shown: it holds bands, and texts nobody may read.
    topics : tuple of Topic
    followed : Mapping of key to Followed
        What is noted of suggestions.
    written : DataFrame
        How many texts there were and are kept; as of `stool.voice.rows.Collector.written`.
    erased : frozenset of (leg, quarter)
        Where this version had texts that were erased since, with the file they came in.
    root : str
        What the company is called: its part, of `part`.
    """

    revision: int
    newest: int
    placed: pd.DataFrame
    topics: tuple[Topic, ...]
    followed: Mapping[str, Followed]
    written: pd.DataFrame = field(default_factory=nothing_written)
    erased: frozenset[tuple[str, str]] = frozenset()
    root: str = COMPANY

    def named(self, node: str) -> str:
        """What a node is called: itself, and the company by its `root`."""
        return self.root if node == COMPANY else node

    def part(self, part: str, units: Collection[str]) -> "Voice":
        """What people of a part wrote, in the company's place; see `stool.voice.heard.within`.

        How many texts of a file were left out is told of the whole company alone.

        Parameters
        ----------
        part : str
            A unit or a region.
        units : collection of str
            Its units; of a unit itself.
        """
        placed = within(self.placed, part, units)
        keys = set(placed["key"])
        return replace(
            self,
            placed=placed,
            followed={key: each for key, each in self.followed.items() if key in keys},
            written=nothing_written(),
            root=part,
        )

    @property
    def is_newest(self) -> bool:
        """Whether this is the data as they are now."""
        return self.revision == self.newest

    @property
    def legs(self) -> list[str]:
        """Legs that people wrote about."""
        return [leg for leg in (ESAT, CSAT) if leg in set(self.placed["leg"])]

    def topics_of(self, leg: str) -> list[Topic]:
        """Topics that are looked for in a leg."""
        return [topic for topic in self.topics if leg in topic.legs]

    def left_out(self, leg: str, quarter: str, kind: str) -> int:
        """How many texts of a quarter were written beyond the sample that is kept; mostly none."""
        rows = self.written
        rows = rows[(rows["leg"] == leg) & (rows["quarter"] == quarter) & (rows["kind"] == kind)]
        return int(rows["written"].sum() - rows["kept"].sum())

    def loaded(self) -> pd.DataFrame:
        """See `stool.voice.heard.loaded`."""
        return loaded(self.placed)

    def texts(self, leg: str, quarter: str, node: str, kind: str) -> pd.DataFrame:
        """See `stool.voice.heard.to_read`; the order is new with every data version."""
        return to_read(self.placed, leg, quarter, node, kind, seed=str(self.revision))

    def lists(self, leg: str, quarter: str, kind: str) -> list[str]:
        """See `stool.voice.heard.lists`."""
        return lists(self.placed, leg, quarter, kind)

    def counts(self, leg: str, node: str, kind: str) -> pd.DataFrame:
        """See `stool.voice.counts.topic_counts`."""
        return topic_counts(self.placed, self.topics, leg, node, kind)

    def by_score(self, leg: str, quarter: str, node: str) -> pd.DataFrame:
        """See `stool.voice.counts.by_score`."""
        return by_score(self.placed, self.topics, leg, quarter, node)

    def themes(self, leg: str, quarter: str, node: str, kind: str) -> pd.DataFrame:
        """Groups of the texts of a quarter that no topic names; see `stool.voice.themes`."""
        rows = counting(self.placed, node)
        rows = rows[(rows["leg"] == leg) & (rows["quarter"] == quarter) & (rows["kind"] == kind)]
        named = mentions(rows["text"].tolist(), self.topics_of(leg)).any(axis=1).to_numpy()
        return themes(rows["text"][~named].tolist(), minimum(leg))

    def funnel(self, leg: str, quarter: str, node: str) -> pd.DataFrame:
        """How far the suggestions up to a quarter have come; empty where they are too few."""
        rows = counting(self.placed, node)
        rows = rows[
            (rows["leg"] == leg) & (rows["quarter"] <= quarter) & (rows["kind"] == "suggestion")
        ]
        found = funnel(rows, self.followed, self.topics)
        return found if len(rows) >= minimum(leg) else found.iloc[:0]
