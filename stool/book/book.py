"""One store, and every step from its files to what it says."""

import contextlib
from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Any

from stool.actions import Action
from stool.book import incoming, notes, releases, stored
from stool.book.access import Access
from stool.errors import (
    StoolError,
    ThresholdRangeError,
    UnknownActionError,
)
from stool.events import Event
from stool.examine import Examined, examine
from stool.ingest import (
    Aliases,
    Hierarchy,
    Mapping,
    Placement,
    Proposal,
    Source,
    Table,
    guess_mapping,
    propose,
    read_table,
)
from stool.measure import Target
from stool.noted import Note, Noted, NotedKind, read_noted
from stool.privacy import CEILING_N, FLOOR_N
from stool.reading import Analysis
from stool.reading.record import forecast_changes
from stool.recall import Reader, Recalled, recall, remembered
from stool.sample import is_sample
from stool.schema import INTERNAL, REVENUE
from stool.standards import Standard
from stool.store import Change, Document
from stool.voice import Followed, Topic, shipped_topics, topics_of

FORECASTER = "stool"  # who stores the forecasts, for the audit


class Book(Access):
    """One store, and every step from its files to a reading.

    Threads may share a book.
    """

    def examine(
        self,
        data: "bytes | memoryview | Path | Source",
        name: str | None = None,
        mapping: Mapping | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> Examined | Noted:
        """Check a file and sum it up, without publishing it; see `stool.ingest.ingest`.

        A file of events, actions or standards has no figures: it is read as the notes it holds.

        Raises
        ------
        RefusedFileError
        """
        noted = read_noted(Source.of(data, name))
        if noted is not None:
            return noted
        found = self.read(lambda said: read_table(data, name, said, progress), mapping)
        guess = guess_mapping(found.table, found.said)
        return examine(found.table, guess.mapping, guess.reasons, self.roster())

    def read(self, reader: Reader, said: Mapping | None = None) -> Recalled:
        """Read a file as the last one with its headers was read; see `stool.recall.recall`."""
        return recall(reader, said or Mapping(), self.store.documents(stored.MAPPING))

    def remembered(self, table: Table) -> Mapping | None:
        """Mapping that a file with the same headers was published with, None if none was."""
        return remembered(table, self.store.documents(stored.MAPPING))

    def sample_batches(self) -> list[int]:
        """Live batches that hold the shipped sample."""
        batches = self.store.batches()
        ours = batches["live"].astype(bool) & batches["sha256"].map(lambda sha: is_sample([sha]))
        return [int(batch) for batch in batches.loc[ours.astype(bool), "batch"]]

    def proposals(
        self, files: Sequence[Examined | Noted], *, without: Collection[int] = ()
    ) -> tuple[Proposal, ...]:
        """Units there are already that new names in files may stand for.

        See `stool.ingest.propose`; the files are also matched with each other, in their order.

        Parameters
        ----------
        files : sequence of Examined or Noted
        without : collection of int
            Live batches that go out when these files come in.
        """
        aliases = self.aliases()
        cells = self._cells(aliases, without=without)
        known = set(cells.loc[cells["leg"] != INTERNAL, "unit"])
        found: list[Proposal] = []
        for file in files:
            if isinstance(file, Noted):
                continue
            cells = file.cells[file.cells["leg"] != INTERNAL]  # teams, alike in name or not
            units = aliases.renamed(cells["unit"], cells["quarter"]).units.unique()
            found += propose(units, known)
            known |= set(units)
        return tuple({(each.unit, each.known): each for each in found}.values())

    def publish(
        self,
        files: Sequence[Examined | Noted],
        *,
        who: str,
        replace: bool = False,
        without: Collection[int] = (),
        aliases: Aliases | None = None,
    ) -> Change:
        """Make checked files live: all of them in one revision, or none.

        Employee figures of a quarter that was released before are shown once they pass the gate;
        until then they wait, and `releases` says so: see `stool.book.releases.kept`.

        What the established links then say of the next quarter is stored beside them, in a revision
        of its own: `keep_forecasts`.

        Parameters
        ----------
        files : sequence of Examined or Noted
        who : str
            Who asks, for the audit.
        replace : bool
            Whether live files that overlap these are replaced.
        without : collection of int
            Live batches to take out in the same revision, such as `sample_batches`. With all of the
            sample its notes go too, but for those that were changed since.
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
        UnknownNodeError, NotedTwiceError
            A note is of no unit or region there is then, or there twice.
        RegroupedError
            Regions of units in the files would tell about too few employees.
        OverlapError, ReplaceWouldLoseError
            See `stool.store.Store.publish`.
        """
        data = [file for file in files if isinstance(file, Examined)]
        uploads = [incoming.upload(file) for file in data]
        incoming.require_one_scale(self.store, uploads, without)
        told = incoming.told(data)
        noted = [file for file in files if isinstance(file, Noted)]
        known = {unit for file in data for unit in file.cells["unit"]}
        known.update(region for file in data for region in file.checked.regions.values())
        self._require_nodes(sorted(notes.places(noted, self.aliases())), known)
        sample = {*self.sample_batches()}
        documents = [
            *told,
            Document(*stored.ALIASES, stored.with_aliases(aliases or Aliases())),
            *notes.of_files(self.store, noted, sample_leaves=bool(sample) and sample <= {*without}),
            *incoming.mappings(data),
        ]
        return self._then_forecast(
            lambda: self.store.publish(
                uploads,
                who=who,
                replace=replace,
                without=without,
                documents=documents,
                renaming=stored.renaming,
                sequel=releases.kept,
            )
        )

    def revert(self, batch: int, *, who: str) -> Change:
        """Take a file back; see `stool.store.Store.revert`."""
        return self._then_forecast(lambda: self.store.revert(batch, who=who, sequel=releases.kept))

    def set_targets(self, targets: AnyMapping[str, Target], *, who: str) -> Change:
        """Make targets live from the next revision on, one a metric."""
        bodies = [
            Document(stored.TARGET, metric, target.body()) for metric, target in targets.items()
        ]
        return self._put(*bodies, who=who)

    def set_minimum_n(self, n: int, *, who: str) -> Change:
        """Need at least so many employee answers behind a number from the next revision on.

        Parameters
        ----------
        n : int
            `stool.privacy.FLOOR_N` to `stool.privacy.CEILING_N`.
        who : str
            Who asks, for the audit.

        Raises
        ------
        ThresholdRangeError
            It is beyond either end.
        ThresholdLoweredError
            It is lower than the present one, and figures of employees were published before.
        """
        if not FLOOR_N <= n <= CEILING_N:
            raise ThresholdRangeError(n, FLOOR_N, CEILING_N)
        return self._then_forecast(
            lambda: self.store.put(
                [Document(*stored.SETTING, n)],
                who=who,
                renaming=stored.renaming,
                sequel=stored.only_raised,
            )
        )

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
        return self._put(Document(*stored.ALIASES, stored.with_aliases(aliases)), who=who)

    def remove_aliases(self, names: Collection[str], *, who: str) -> Change:
        """Let names stand for themselves again from the next revision on; see `Aliases.without`.

        Raises
        ------
        UnknownAliasError
            A name has no alias.
        AliasesOverlapError
            As of `add_aliases`.
        """
        return self._put(Document(*stored.ALIASES, stored.without_aliases(names)), who=who)

    def set_hierarchy(self, hierarchy: Hierarchy, *, who: str) -> tuple[Change, Placement]:
        """Place units under regions from the next revision on; see `Hierarchy.placed`."""
        placement = hierarchy.placed(self.units())
        change = self._put(Document(*stored.TREE, placement.parents or None), who=who)
        return change, placement

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
        old = self.events()
        new = [event for event in events if event not in old]
        return self._note("event", events, new, instead_of, who)

    def note_actions(
        self, actions: Sequence[Action], *, who: str, instead_of: Sequence[Action] = ()
    ) -> Change:
        """Let actions be followed from the next revision on; otherwise as `note_events`.

        Two actions are the same where they have one title.
        """
        old = self.actions()
        new = [action for action in actions if action not in old]
        return self._note("action", actions, new, instead_of, who)

    def note_standards(
        self, standards: Sequence[Standard], *, who: str, instead_of: Sequence[Standard] = ()
    ) -> Change:
        """Let standards be followed from the next revision on; otherwise as `note_events`.

        Two standards are the same where they have one name and unit.
        """
        old = {standard.unit for standard in self.standards()}
        new = [standard for standard in standards if standard.unit not in old]
        return self._note("standard", standards, new, instead_of, who)

    def _note(
        self,
        kind: NotedKind,
        noted: Sequence[Note],
        new: Sequence[Note],
        instead_of: Sequence[Note],
        who: str,
    ) -> Change:
        """Store notes of one kind, once there is what the new ones name."""
        self._require_nodes(notes.places([Noted("", kind, tuple(new))], self.aliases()))
        return self._put(*notes.in_place(kind, noted, instead_of), who=who)

    def set_topics(self, topics: Sequence[Topic], *, who: str) -> Change:
        """Read texts by other topics from the next revision on; by the shipped ones if none."""
        new = topics_of([topic.body() for topic in topics])
        bodies = [topic.body() for topic in new] if new != shipped_topics() else None
        return self._put(Document(*stored.TOPICS, bodies or None), who=who)

    def set_roster(self, names: Iterable[str], *, who: str) -> Change:
        """Mask other names from the next revision on, in what is loaded as well."""
        return self._put(Document(*stored.ROSTER, sorted({*names}) or None), who=who)

    def follow(self, followed: AnyMapping[str, Followed], *, who: str) -> Change:
        """Note how far suggestions have come, by their keys.

        Raises
        ------
        UnknownActionError
            One names an action that is not noted.
        """
        known = [action.title for action in self.actions()]
        for each in followed.values():
            if each.action and each.action not in known:
                raise UnknownActionError(each.action, known)
        return self._put(
            *(Document(stored.SUGGESTION, k, v.body()) for k, v in followed.items()), who=who
        )

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

    def _put(self, *documents: Document, who: str) -> Change:
        return self._then_forecast(
            lambda: self.store.put(
                documents, who=who, renaming=stored.renaming, sequel=releases.kept
            )
        )

    def _then_forecast(self, change: Callable[[], Change]) -> Change:
        """Store the forecasts of what a change made new; the change stands whatever comes of it.

        What stops the analysis stops every reading of this revision, and is told there.
        """
        before = self.store.latest()
        changed = change()
        if changed.revision > before:
            with contextlib.suppress(StoolError):
                self.keep_forecasts(changed.revision)
        return changed
