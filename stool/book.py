"""The whole road bound to one store: files in, readings out.

The app, the command line and a notebook all go through `Book`, so they show the same numbers.
"""

import contextlib
import json
import os
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import replace as changed
from pathlib import Path
from typing import Any, Self

import pandas as pd

from stool.catalogue import say
from stool.cells import with_units
from stool.errors import (
    NotedTwiceError,
    ScaleChangedError,
    StoolError,
    UnitInTwoFilesError,
    UnknownNodeError,
)
from stool.events import Event
from stool.examine import Examined, examine
from stool.ingest import (
    Aliases,
    CheckedFile,
    Hierarchy,
    Mapping,
    Placement,
    Proposal,
    Source,
    Table,
    guess_mapping,
    propose,
    read_table,
    require_no_circle,
)
from stool.ingest.language.concepts import concept_metrics
from stool.measure import Target
from stool.plan import Action
from stool.privacy import MINIMUM_N
from stool.reading import Analysis, Reading, analyse, read
from stool.reading.coverage import Coverage, coverage
from stool.reading.record import TrackRecord, forecast_changes, track_record
from stool.recall import Reader, Recalled, recall, remembered
from stool.sample import is_sample
from stool.schema import COMPANY, REVENUE
from stool.store import Change, Document, Merge, Renaming, Store, Upload

REGIONS = ("hierarchy", "regions")  # document: unit to region, as data files say
TREE = ("hierarchy", "file")  # document: unit to region, as a hierarchy file says; goes first
LABELS = ("labels", "metrics")  # document: metric to the question as asked
HEADLINE = ("headline", "legs")  # document: leg to the metric that stands for it
ALIASES = ("alias", "units")  # document: names that mean another unit
MAPPING = "mapping"  # kind of document: one a set of headers
TARGET = "target"  # kind of document: one a metric
EVENT = "event"  # kind of document: one an event
ACTION = "action"  # kind of document: one a title
SETTING = ("setting", "minimum_n")
FORECASTER = "stool"  # who stores the forecasts, for the audit


class Book:
    """One store, and every step from its files to a reading.

    Threads may share a book.
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

    def examine(
        self,
        data: "bytes | memoryview | Path | Source",
        name: str | None = None,
        mapping: Mapping | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> Examined:
        """Check a file and sum it up, without publishing it; see `stool.ingest.ingest`.

        Raises
        ------
        RefusedFileError
        """
        found = self.read(lambda said: read_table(data, name, said, progress), mapping)
        guess = guess_mapping(found.table, found.said)
        return examine(found.table, guess.mapping, guess.reasons)

    def read(self, reader: Reader, said: Mapping | None = None) -> Recalled:
        """Read a file as the last one with its headers was read; see `stool.recall.recall`."""
        return recall(reader, said or Mapping(), self.store.documents(MAPPING))

    def remembered(self, table: Table) -> Mapping | None:
        """Mapping that a file with the same headers was published with, None if none was."""
        return remembered(table, self.store.documents(MAPPING))

    def sample_batches(self) -> list[int]:
        """Live batches that hold the shipped sample."""
        batches = self.store.batches()
        ours = batches["live"].astype(bool) & batches["sha256"].map(lambda sha: is_sample([sha]))
        return [int(batch) for batch in batches.loc[ours.astype(bool), "batch"]]

    def publish(
        self,
        files: Sequence[Examined],
        *,
        who: str,
        replace: bool = False,
        without: Collection[int] = (),
        aliases: Aliases | None = None,
    ) -> Change:
        """Make checked files live: all of them in one revision, or none.

        What the established links then say of the next quarter is stored beside them, in a revision
        of its own: `keep_forecasts`.

        Parameters
        ----------
        files : sequence of Examined
        who : str
            Who asks, for the audit.
        replace : bool
            Whether live files that overlap these are replaced.
        without : collection of int
            Live batches to take out in the same revision, such as `sample_batches`.
        aliases : Aliases, optional
            Names in the files that mean units there are; they go in with the files.

        Raises
        ------
        ScaleChangedError
            A metric is live on another scale.
        UnitInTwoFilesError
            Two of the files put one unit into different regions.
        AliasesOverlapError
            By an alias figures of two files would count twice.
        OverlapError, ReplaceWouldLoseError
            See `stool.store.Store.publish`.
        """
        uploads = [_upload(file) for file in files]
        self._check_scales(uploads, without)
        documents = [
            Document(*REGIONS, _added(_regions([file.checked for file in files]))),
            Document(*LABELS, _added(_united(file.checked.mapping.labels for file in files))),
            Document(*HEADLINE, _added(_united(file.checked.mapping.headline for file in files))),
            Document(*ALIASES, _with_aliases(aliases or Aliases())),
        ]
        lasting = {file.checked.fingerprint: _lasting(file).to_json() for file in files}
        documents += [Document(MAPPING, key, json.loads(body)) for key, body in lasting.items()]
        before = self.store.latest()
        change = self.store.publish(
            uploads,
            who=who,
            replace=replace,
            without=without,
            documents=documents,
            renaming=_renaming,
        )
        return self._forecast_after(change, before)

    def revert(self, batch: int, *, who: str) -> Change:
        """Take a file back; see `stool.store.Store.revert`."""
        before = self.store.latest()
        return self._forecast_after(self.store.revert(batch, who=who), before)

    def set_targets(self, targets: AnyMapping[str, Target], *, who: str) -> Change:
        """Make targets live from the next revision on, one a metric."""
        bodies = [Document(TARGET, metric, target.body()) for metric, target in targets.items()]
        before = self.store.latest()
        return self._forecast_after(self.store.put(bodies, who=who), before)

    def aliases(self, revision: int | None = None) -> Aliases:
        """Names of units that mean another unit, as of a revision."""
        return Aliases.of_body(self.store.documents(ALIASES[0], revision).get(ALIASES[1], []))

    def add_aliases(self, aliases: Aliases, *, who: str) -> Change:
        """Let names mean other units from the next revision on, in what is loaded as well.

        Cells keep the names of their files, so an alias can be taken back.

        Raises
        ------
        AliasLoopError
            With those there are they lead in a circle.
        AliasesOverlapError
            Figures of two files would count twice.
        """
        return self._put_aliases(_with_aliases(aliases), who)

    def remove_aliases(self, names: Collection[str], *, who: str) -> Change:
        """Let names stand for themselves again from the next revision on; see `Aliases.without`.

        Raises
        ------
        UnknownAliasError
            A name has no alias.
        AliasesOverlapError
            As of `add_aliases`.
        """

        def without(live: Any) -> Any:
            return Aliases.of_body(live or []).without(names).body() or None

        return self._put_aliases(without, who)

    def _put_aliases(self, merge: Merge, who: str) -> Change:
        before = self.store.latest()
        document = Document(*ALIASES, merge)
        change = self.store.put([document], who=who, renaming=_renaming)
        return self._forecast_after(change, before)

    def events(self, revision: int | None = None) -> tuple[Event, ...]:
        """What happened, as it was noted, as of a revision; oldest first."""
        return tuple(sorted(map(Event.of_body, self.store.documents(EVENT, revision).values())))

    def note_events(
        self, events: Sequence[Event], *, who: str, instead_of: Sequence[Event] = ()
    ) -> Change:
        """Let events count from the next revision on.

        Parameters
        ----------
        events : sequence of Event
        who : str
            Who asks, for the audit.
        instead_of : sequence of Event
            Events that are withdrawn unless they are among `events`.

        Raises
        ------
        UnknownNodeError
            There is no such unit or region.
        NotedTwiceError
            Two events are the same.
        """
        aliases, old = self.aliases(), set(self.events())
        new = [event for event in events if event not in old]
        self._require_nodes(aliases.apply(event.unit, event.quarter) for event in new)
        keys = [event.key for event in events]
        bodies = [event.body() for event in events]
        return self._note(EVENT, keys, bodies, [event.key for event in instead_of], who=who)

    def actions(self, revision: int | None = None) -> tuple[Action, ...]:
        """What was begun, as it was noted, as of a revision; the first begun first."""
        found = map(Action.of_body, self.store.documents(ACTION, revision).values())
        return tuple(sorted(found, key=lambda action: (action.start, action.title)))

    def note_actions(
        self, actions: Sequence[Action], *, who: str, instead_of: Sequence[Action] = ()
    ) -> Change:
        """Let actions be followed from the next revision on; as `note_events`.

        Raises
        ------
        UnknownNodeError
            There is no such unit or region.
        NotedTwiceError
            Two actions have one title.
        """
        aliases, old = self.aliases(), set(self.actions())
        new = [action for action in actions if action not in old]
        self._require_nodes(
            aliases.apply(unit, action.start) for action in new for unit in action.units
        )
        titles = [action.title for action in actions]
        bodies = [action.body() for action in actions]
        return self._note(ACTION, titles, bodies, [action.title for action in instead_of], who=who)

    def _require_nodes(self, names: Iterable[str]) -> None:
        known = [COMPANY, *self.analysis().nodes["node"]]
        for name in names:
            if name not in known:
                raise UnknownNodeError(name, known)

    def _note(
        self,
        kind: str,
        keys: Sequence[str],
        bodies: Sequence[object],
        instead_of: Sequence[str],
        *,
        who: str,
    ) -> Change:
        """Store notes of one kind, and withdraw those they come instead of."""
        for key in keys:
            if keys.count(key) > 1:
                raise NotedTwiceError(key)
        gone = [Document(kind, key, None) for key in {*instead_of} - {*keys}]
        new = [Document(kind, key, body) for key, body in zip(keys, bodies, strict=True)]
        before = self.store.latest()
        return self._forecast_after(self.store.put([*gone, *new], who=who), before)

    def set_hierarchy(self, hierarchy: Hierarchy, *, who: str) -> tuple[Change, Placement]:
        """Place units under regions from the next revision on; see `Hierarchy.placed`."""
        placement = hierarchy.placed(self.units())
        before = self.store.latest()
        change = self.store.put([Document(*TREE, placement.parents or None)], who=who)
        return self._forecast_after(change, before), placement

    def units(self) -> list[str]:
        """Units there are figures of now, aliases followed."""
        return sorted(self._cells(self.aliases())["unit"].unique())

    def proposals(
        self, files: Sequence[Examined], *, without: Collection[int] = ()
    ) -> tuple[Proposal, ...]:
        """Units there are already that new names in files may stand for.

        See `stool.ingest.propose`; the files are also matched with each other, in their order.

        Parameters
        ----------
        files : sequence of Examined
        without : collection of int
            Live batches that go out when these files come in.
        """
        aliases = self.aliases()
        known = set(self._named(aliases, self.store.cells(without=without))["unit"])
        found: list[Proposal] = []
        for file in files:
            units = aliases.renamed(file.cells["unit"], file.cells["quarter"]).units.unique()
            found += propose(units, known)
            known |= set(units)
        return tuple({(each.unit, each.known): each for each in found}.values())

    def _cells(self, aliases: Aliases, revision: int | None = None) -> pd.DataFrame:
        """Cells as of a revision under the names that aliases give their units."""
        return self._named(aliases, self.store.cells(revision))

    @staticmethod
    def _named(aliases: Aliases, cells: pd.DataFrame) -> pd.DataFrame:
        if not aliases.entries:
            return cells
        return with_units(cells, aliases.renamed(cells["unit"], cells["quarter"]).units)

    def keep_forecasts(self, revision: int | None = None) -> Change | None:
        """Store what the established links say of the next quarter, before it is known.

        A forecast of a quarter that the store holds or has ever held a figure of is left as it is,
        and none is added: it would not be blind. Until then it follows the data; where the data it
        was made of were taken back, so that its quarter is no longer the next, it is withdrawn. A
        link that is no longer established takes nothing back of what was said.

        Parameters
        ----------
        revision : int, optional
            Data version to forecast from; nothing is stored if it is not the newest.

        Returns
        -------
        Change or None
            None if nothing new was to be stored.
        """
        newest = self.store.latest()
        if revision not in (None, newest):
            return None
        analysis = self.analysis(newest)
        held = self.store.forecasts()
        blind = {
            key: body
            for key, body in forecast_changes(analysis, held).items()
            if not self._was_seen(analysis, body or held[key])
        }
        return self.store.put_forecasts(blind, who=FORECASTER, made_from=newest)

    def track_record(
        self,
        revision: int | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> TrackRecord:
        """Set the forecasts stored by a data version beside what it knows.

        Parameters
        ----------
        revision : int, optional
            The newest by default.
        progress : callable, optional
            See `stool.reading.record.track_record`.

        Raises
        ------
        UnknownRevisionError
            The store has no such revision.
        """
        analysis = self.analysis(revision)
        documents = self.store.forecasts(analysis.revision)
        return track_record(analysis, documents, progress=progress)

    def analysis(self, revision: int | None = None) -> Analysis:
        """Compute everything one revision says; the newest by default.

        The newest one computed is remembered, so it must not be changed.

        Raises
        ------
        UnknownRevisionError
            The store has no such revision.
        """
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
        targets = self.store.documents(TARGET, revision)
        batches = self.store.batches(revision)
        setting = self.store.documents(SETTING[0], revision).get(SETTING[1], MINIMUM_N)
        return analyse(
            self._cells(aliases, revision),
            revision=revision,
            parents={
                **aliases.parents(self._document(REGIONS, revision)),
                **aliases.parents(self._document(TREE, revision)),
            },
            batches=batches[batches["live"].astype(bool)],
            targets={metric: Target.of_body(body) for metric, body in targets.items()},
            headline=self._document(HEADLINE, revision),
            labels=self._document(LABELS, revision),
            events=[
                changed(event, unit=aliases.apply(event.unit, event.quarter))
                for event in self.events(revision)
            ],
            actions=[
                changed(action, units=_meant(aliases, action)) for action in self.actions(revision)
            ],
            minimum_n=int(setting),
        )

    def reading(
        self, quarter: str | None = None, node: str = COMPANY, revision: int | None = None
    ) -> Reading:
        """Read the stool of a unit, region or the company; see `stool.reading.read`."""
        return read(self.analysis(revision), quarter, node)

    def coverage(self, revision: int | None = None) -> Coverage:
        """Say which concepts the loaded columns measure; see `stool.reading.coverage.coverage`."""
        analysis = self.analysis(revision)
        return coverage(analysis, concept_metrics(analysis.labels))

    def _forecast_after(self, change: Change, before: int) -> Change:
        """Store the forecasts of what a change made new; the change stands whatever comes of it.

        What stops the analysis stops every reading of this revision, and is told there.
        """
        if change.revision > before:
            with contextlib.suppress(StoolError):
                self.keep_forecasts(change.revision)
        return change

    def _was_seen(self, analysis: Analysis, forecast: AnyMapping[str, Any]) -> bool:
        """Whether any batch, live or not, held the follower of a unit we have in that quarter."""
        metric = analysis.headline.get(forecast["follower"], REVENUE)
        batches = self.store.batches()
        held = batches["quarters"].map(lambda quarters: forecast["quarter"] in quarters)
        revisions = batches.loc[held.astype(bool), "valid_from"].unique()
        if not len(revisions):
            return False
        aliases, units = self.aliases(), self.units()
        for revision in revisions:
            cells = self._cells(aliases, int(revision))
            cells = cells[(cells["metric"] == metric) & (cells["quarter"] == forecast["quarter"])]
            if cells["unit"].isin(units).any():
                return True
        return False

    def _document(self, name: tuple[str, str], revision: int | None = None) -> dict[str, str]:
        kind, key = name
        return dict(self.store.documents(kind, revision).get(key, {}))

    def _check_scales(self, uploads: Sequence[Upload], without: Collection[int]) -> None:
        live = self.store.cells(without=without)
        cells = pd.concat([live, *(upload.cells for upload in uploads)])
        scales = cells[["leg", "metric", "scale", "better"]].drop_duplicates()
        for (leg, metric), found in scales.groupby(["leg", "metric"]):
            if len(found) > 1:
                named = sorted(found["scale"].unique())
                if len(named) == 1:  # the same answers, read in two directions
                    ways = {
                        "higher": say("{scale} (higher is better)", scale=named[0]),
                        "lower": say("{scale} (lower is better)", scale=named[0]),
                    }
                    named = [ways[better] for better in found["better"]]
                raise ScaleChangedError(str(leg), str(metric), named)


def _meant(aliases: Aliases, action: Action) -> tuple[str, ...]:
    """Units of an action under the names that aliases give them, each once."""
    return tuple(dict.fromkeys(aliases.apply(unit, action.start) for unit in action.units))


def _renaming(bodies: AnyMapping[str, Any]) -> Renaming:
    """Rows with ``unit`` and ``quarter`` under the names that stored aliases lead to."""
    aliases = Aliases.of_body(bodies.get(ALIASES[1], []))

    def renamed(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(unit=aliases.renamed(rows["unit"], rows["quarter"]).units)

    return renamed


def _added(new: AnyMapping[str, str]) -> Merge:
    """The stored document with what files add or change."""
    return lambda live: {**(live or {}), **new} or None


def _with_aliases(new: Aliases) -> Merge:
    """The stored aliases with new ones."""
    return lambda live: Aliases.of_body(live or []).merged(new).body() or None


def _upload(file: Examined) -> Upload:
    """What the ledger records of a file."""
    checked = file.checked
    rejects = checked.problems[checked.problems["outcome"] == "rejected"]
    return Upload(
        source="+".join(sorted({each.leg for each in checked.metrics})),
        file_name=checked.name,
        sha256=checked.sha256,
        mapping_sha256=checked.mapping.sha256,
        cells=file.cells,
        rows_accepted=checked.accepted,
        rows_rejected=checked.rejected,
        rejects=rejects.to_dict("records"),
    )


def _lasting(file: Examined) -> Mapping:
    """What of a mapping also goes for the next file with these headers.

    Of which quarter and which unit a file is, is said of that file alone: the next may be of
    another branch.
    """
    return changed(file.checked.mapping, period=None, place=None)


def _united(bodies: Iterable[AnyMapping[str, str]]) -> dict[str, str]:
    """What several documents say, the last of them last."""
    return {key: value for body in bodies for key, value in body.items()}


def _regions(files: Sequence[CheckedFile]) -> dict[str, str]:
    """Region of each unit that the files name."""
    regions: dict[str, str] = {}
    for file in files:
        for unit, region in file.regions.items():
            if regions.setdefault(unit, region) != region:
                raise UnitInTwoFilesError(unit, regions[unit], region, file.name)
        require_no_circle(regions, file.name)
    return regions
