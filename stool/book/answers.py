"""What a store says, as of any of its revisions."""

import os
import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Any, Self

import pandas as pd

from stool import reading as readings
from stool.actions import Action
from stool.book import stored
from stool.book.releases import releases_of
from stool.cells import with_units
from stool.drivers import Drivers
from stool.events import Event
from stool.ingest import Aliases
from stool.ingest.language.concepts import concept_metrics
from stool.measure import Target
from stool.privacy import MINIMUM_N, publish_pairs
from stool.privacy.masking import mask_names
from stool.privacy.release import Release
from stool.reading import EVERYBODY, Analysis, Reading, Segment
from stool.reading.coverage import Coverage, coverage
from stool.reading.record import TrackRecord, track_record
from stool.schema import (
    COMPANY,
    CROSS_COLUMNS,
    CROSS_KEY,
    CROSSES,
    CSAT,
    EMPLOYEES,
    ESAT,
    LEGS,
    PAIR_COLUMNS,
    PAIR_KEY,
    PAIR_SUMS,
    PAIRS,
)
from stool.service import Cells, Measure
from stool.standards import Standard
from stool.store import VOICE, Change, Store
from stool.voice import Followed, Topic, Voice, listed, shipped_topics, topics_of
from stool.voice.rows import nothing, nothing_written


class Answers:
    """Everything that is read from one store.

    Threads may share it.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._newest: Analysis | None = None

    @classmethod
    def open(cls, url: str | os.PathLike[str]) -> Self:
        """Open the store at a path or URL, making it when there is none.

        Raises
        ------
        StoolError
            The address or the database cannot be used; says why.
        """
        return cls(Store.open(url))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.store.close()

    def analysis(self, revision: int | None = None, part: str = COMPANY) -> Analysis:
        """Compute everything one revision says; the newest by default.

        The newest one computed is remembered, so it must not be changed.

        Parameters
        ----------
        revision : int, optional
        part : str
            A region or unit that takes the company's place, as for those who may see no more: see
            `stool.reading.part_of`. So with every other answer that has a part.

        Raises
        ------
        UnknownRevisionError
            The store has no such revision.
        UnknownPartError
            The revision has no such part.
        """
        return readings.part_of(self._whole(revision), part)

    def _whole(self, revision: int | None) -> Analysis:
        revision = self.store.latest() if revision is None else revision
        with self._lock:
            newest = self._newest
        if newest is not None and newest.revision == revision:
            return newest
        found = self._analyse(revision)
        with self._lock:
            if self._newest is None or self._newest.revision <= revision:
                self._newest = found
        return found

    def _analyse(self, revision: int) -> Analysis:
        aliases = self.aliases(revision)
        targets = self.store.documents(stored.TARGET, revision)
        batches = self.store.batches(revision)
        return readings.analyse(
            self._cells(aliases, revision),
            revision=revision,
            parents={
                **aliases.parents(self._body(stored.REGIONS, revision, {})),
                **aliases.parents(self._body(stored.TREE, revision, {})),
            },
            batches=batches[batches["live"].astype(bool)],
            crosses=self._crosses(aliases, revision),
            targets={metric: Target.of_body(body) for metric, body in targets.items()},
            headline=self._body(stored.HEADLINE, revision, {}),
            labels=self._body(stored.LABELS, revision, {}),
            events=[
                replace(event, unit=aliases.apply(event.unit, event.quarter))
                for event in self.events(revision)
            ],
            actions=[
                replace(action, units=_meant(aliases, action)) for action in self.actions(revision)
            ],
            standards=self.standards(revision),
            minimum_n=self.minimum_n(revision),
            released={each.quarter: each.made.minimum_n for each in self.releases(revision)},
        )

    def reading(
        self,
        quarter: str | None = None,
        node: str = COMPANY,
        revision: int | None = None,
        *,
        part: str = COMPANY,
    ) -> Reading:
        """Read the stool of a unit, region or the company; see `stool.reading.read`."""
        return readings.read(self.analysis(revision, part), quarter, node)

    def pairs(
        self,
        revision: int | None = None,
        *,
        quarters: Collection[str] | None = None,
        part: str = COMPANY,
    ) -> pd.DataFrame:
        """Publish how two questions of a leg were answered together; no row is for a reader.

        Parameters
        ----------
        revision : int, optional
            The newest by default.
        quarters : collection of str, optional
            Only those; all by default, which takes long in a store of many years.
        part : str
            As of `analysis`.

        Returns
        -------
        DataFrame
            As of `stool.privacy.publish_pairs`, of the three legs.

        Raises
        ------
        UnknownRevisionError, UnknownPartError
            The store has no such revision, or that no such part.
        """
        analysis = self._whole(revision)
        rows = self._shown(partial(self.store.parts, PAIRS), analysis.revision, quarters)
        rows = rows.reindex(columns=list(PAIR_COLUMNS)) if rows.empty else rows
        rows = rows[rows["leg"].isin(LEGS)]
        aliases = self.aliases(analysis.revision)
        if aliases.entries:
            units = aliases.renamed(rows["unit"], rows["quarter"]).units
            rows = with_units(rows, units, PAIR_KEY, PAIR_SUMS)
        return readings.pairs_of(publish_pairs(rows, analysis.published), analysis, part)

    def drivers(
        self,
        leg: str,
        quarter: str | None = None,
        node: str = COMPANY,
        segment: Segment = EVERYBODY,
        revision: int | None = None,
        *,
        part: str = COMPANY,
    ) -> Drivers:
        """Rank the questions of a leg over the last year; see `stool.reading.driving`."""
        analysis = self.analysis(revision, part)
        year = readings.last_year(analysis, leg, quarter)
        pairs = self.pairs(analysis.revision, quarters=year, part=part)
        return readings.drivers_of(analysis, pairs, leg, node=node, segment=segment)

    def coverage(
        self, revision: int | None = None, *, valued: bool = False, part: str = COMPANY
    ) -> Coverage:
        """Say which concepts the loaded columns measure; see `stool.reading.coverage.coverage`.

        Parameters
        ----------
        revision : int, optional
            The newest by default.
        valued : bool
            With the figure of every concept in the newest quarter, which takes some seconds.
        part : str
            As of `analysis`.
        """
        analysis = self.analysis(revision, part)
        voice = self.voice(analysis.revision, part)
        found = coverage(analysis, concept_metrics(analysis.labels), voice.loaded())
        if not valued or analysis.legs.empty:
            return found
        last = analysis.quarters[-1]
        pairs = self.pairs(revision, quarters=readings.paired_quarters(last), part=part)
        said = self.service(revision=revision, part=part)
        return found.valued(readings.figures(analysis, said, pairs, last))

    def service_cells(self, revision: int | None = None, part: str = COMPANY) -> Cells:
        """What the measures of a revision are read from; see `stool.reading.service_cells`."""
        analysis = self.analysis(revision, part)
        return readings.service_cells(analysis, concept_metrics(analysis.labels))

    def service(
        self,
        quarter: str | None = None,
        node: str = COMPANY,
        *,
        revision: int | None = None,
        part: str = COMPANY,
    ) -> dict[str, Measure]:
        """Measure the service of a node, in the newest quarter by default.

        See `stool.reading.service`.
        """
        analysis = self.analysis(revision, part)
        quarter = quarter or next(reversed(analysis.quarters), "")
        if not quarter:
            return {}
        pairs = self.pairs(revision, quarters=readings.paired_quarters(quarter), part=part)
        cells, voice = self.service_cells(revision, part), self.voice(revision, part)
        return readings.service(analysis, cells, pairs, quarter, node, voice=voice)

    def track_record(
        self,
        revision: int | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
        part: str = COMPANY,
    ) -> TrackRecord:
        """Set the forecasts stored by a data version beside what it knows.

        Parameters
        ----------
        revision : int, optional
            The newest by default.
        progress : callable, optional
            See `stool.reading.record.track_record`.
        part : str
            As of `analysis`.

        Raises
        ------
        UnknownRevisionError, UnknownPartError
            The store has no such revision, or that no such part.
        """
        analysis = self.analysis(revision, part)
        documents = self.store.forecasts(analysis.revision)
        return track_record(analysis, documents, progress=progress)

    def voice(self, revision: int | None = None, part: str = COMPANY) -> Voice:
        """What people wrote, as of a revision; see `stool.voice.Voice`.

        A text of a file that is no longer live is in no version: it was erased with the file.

        Raises
        ------
        UnknownRevisionError, UnknownPartError
            The store has no such revision, or that no such part.
        """
        analysis = self._whole(revision)
        revision = analysis.revision
        rows = self.store.parts(VOICE, revision)
        rows = nothing() if rows.empty else rows.astype("str")
        units = self.aliases(revision).renamed(rows["unit"], rows["quarter"]).units
        nodes = analysis.nodes
        in_region = nodes[(nodes["depth"] == "unit") & (nodes["parent"] != COMPANY)]
        placed = listed(
            rows.assign(unit=units.replace(COMPANY, f"{COMPANY} (unit)")),
            dict(zip(in_region["node"], in_region["parent"], strict=True)),
        )
        roster = frozenset(self.roster())
        placed["text"] = placed["text"].map(lambda text: mask_names(text, roster)).astype("str")
        noted = self.store.documents(stored.SUGGESTION, revision)
        voice = Voice(
            revision,
            self.store.latest(),
            placed,
            self.topics(revision),
            {key: Followed.of_body(body) for key, body in noted.items()},
            self._written(revision),
            self._erased(revision),
        )
        return readings.voice_of(voice, analysis, part)

    def _written(self, revision: int) -> pd.DataFrame:
        """How many texts of live files there were and are kept."""
        rows = self.store.parts(stored.WRITTEN, revision)
        return nothing_written() if rows.empty else rows

    def _erased(self, revision: int) -> frozenset[tuple[str, str]]:
        """Leg and quarter of texts that version had and that were erased since."""
        batches = self.store.batches().set_index("batch")["source"]
        erased = self.store.erased(revision)
        return frozenset(
            (leg, str(quarter))
            for batch, quarter in zip(erased["batch"], erased["quarter"], strict=True)
            for leg in str(batches[batch]).split("+")
            if leg in (ESAT, CSAT)
        )

    def topics(self, revision: int | None = None) -> tuple[Topic, ...]:
        """Topics that texts are read by, as of a revision."""
        body = self._body(stored.TOPICS, revision)
        return shipped_topics() if body is None else topics_of(body)

    def roster(self) -> list[str]:
        """Names that are masked in what people wrote."""
        return list(self._body(stored.ROSTER, default=[]))

    def events(self, revision: int | None = None) -> tuple[Event, ...]:
        """What happened, as it was noted, as of a revision; oldest first."""
        return tuple(sorted(map(Event.of_body, self.store.documents("event", revision).values())))

    def actions(self, revision: int | None = None) -> tuple[Action, ...]:
        """What was begun, as it was noted, as of a revision; the first begun first."""
        found = map(Action.of_body, self.store.documents("action", revision).values())
        return tuple(sorted(found, key=lambda action: (action.start, action.title)))

    def standards(self, revision: int | None = None) -> tuple[Standard, ...]:
        """What was promised of the service, as it was noted, as of a revision; by name."""
        found = map(Standard.of_body, self.store.documents("standard", revision).values())
        return tuple(sorted(found, key=lambda each: (each.standard, each.unit)))

    def minimum_n(self, revision: int | None = None) -> int:
        """Fewest employee answers behind a number shown, as of a revision."""
        return int(self._body(stored.SETTING, revision, MINIMUM_N))

    def releases(self, revision: int | None = None) -> tuple[Release, ...]:
        """The ledger of releases as of a revision, oldest quarter first.

        A quarter that nothing changed in since before there was a ledger is not in it.
        """
        return tuple(releases_of(self.store.documents(stored.RELEASE, revision)).values())

    def waiting(self, change: Change) -> tuple[Release, ...]:
        """Quarters whose employee figures a change did not get past the release gate."""
        before = self.releases(change.revision - 1) if change.revision else ()
        return tuple(
            each
            for each in self.releases(change.revision)
            if each.waiting is not None and each not in before
        )

    def may_lower_minimum_n(self) -> bool:
        """Whether no figures of employees were ever published, so that no promise is broken."""
        sources = self.store.batches()["source"].str.split("+").explode()
        return not sources.isin(EMPLOYEES).any()

    def aliases(self, revision: int | None = None) -> Aliases:
        """Names of units that mean another unit, as of a revision."""
        return Aliases.of_body(self._body(stored.ALIASES, revision, []))

    def units(self) -> list[str]:
        """Units of the legs there are figures of now, aliases followed."""
        cells = self._cells(self.aliases())
        return sorted(cells.loc[cells["leg"].isin(LEGS), "unit"].unique())

    def _cells(
        self, aliases: Aliases, revision: int | None = None, *, without: Collection[int] = ()
    ) -> pd.DataFrame:
        """Cells as of a revision under the names that aliases give their units."""
        read = partial(self.store.cells, without=without)
        cells = self._shown(read, self.store.latest() if revision is None else revision)
        if not aliases.entries:
            return cells
        return with_units(cells, aliases.renamed(cells["unit"], cells["quarter"]).units)

    def _crosses(self, aliases: Aliases, revision: int) -> pd.DataFrame:
        """Crossed counts as of a revision, under the names that aliases give their units."""
        rows = self._shown(partial(self.store.parts, CROSSES), revision)
        rows = rows.reindex(columns=list(CROSS_COLUMNS)) if rows.empty else rows
        if not aliases.entries:
            return rows
        units = aliases.renamed(rows["unit"], rows["quarter"]).units
        return with_units(rows, units, CROSS_KEY, ("n",))

    def _shown(
        self,
        read: Callable[..., pd.DataFrame],
        revision: int,
        quarters: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """Rows as of a revision; those of employees as they were shown last, where newer ones wait.

        Parameters
        ----------
        read : callable
            Rows with ``leg`` and ``quarter`` as of a revision, of some quarters or all (None).
        """
        rows = read(revision, quarters=quarters)
        held = [
            each
            for each in self.releases(revision)
            if (each.waiting or each.withdrawn) and (quarters is None or each.quarter in quarters)
        ]
        if not held or rows.empty:
            return rows
        newer = rows["leg"].isin(EMPLOYEES) & rows["quarter"].isin([each.quarter for each in held])
        frames = [rows[~newer]]
        for each in held:
            if not each.withdrawn:
                then = read(each.made.figures, quarters=[each.quarter])
                frames.append(then[then["leg"].isin(EMPLOYEES)])
        return pd.concat(frames, ignore_index=True)

    def _body(self, name: stored.Name, revision: int | None = None, default: Any = None) -> Any:
        """Body of a document as of a revision; the default where there is none."""
        kind, key = name
        return self.store.documents(kind, revision).get(key, default)


def _meant(aliases: Aliases, action: Action) -> tuple[str, ...]:
    """Units of an action under the names that aliases give them, each once."""
    return tuple(dict.fromkeys(aliases.apply(unit, action.start) for unit in action.units))
