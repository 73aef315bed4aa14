"""Trouble with the store and with what is published in it."""

from collections.abc import Mapping, Sequence

from stool.catalogue import say
from stool.errors.base import StoolError, figures, listed


class StoreAddressError(StoolError):
    """The address of a store is of no kind that can hold one."""

    def __init__(self, address: str) -> None:
        super().__init__(
            say(
                "“{address}” is not the address of a store. Give a file such as stool.db, "
                "sqlite:///stool.db, or postgresql://user@host/database.",
                address=address,
            )
        )


class StoreUnavailableError(StoolError):
    """The database of the store cannot be reached, opened or written."""

    def __init__(self, store: str, reason: str) -> None:
        super().__init__(
            say(
                "The store {store} cannot be used: {reason}. Check that the address is right, "
                "that the database is up, and that this account may write to it.",
                store=store,
                reason=reason.rstrip("."),
            )
        )


class StoreBusyError(StoolError):
    """Others kept the store locked for too long."""

    def __init__(self, store: str, seconds: int) -> None:
        super().__init__(
            say(
                "Others have kept the store {store} busy for {seconds} seconds, so nothing was "
                "changed. Try again in a moment.",
                store=store,
                seconds=seconds,
            )
        )


class StoreFullError(StoolError):
    """The disk of the store has no room for the change."""

    def __init__(self, store: str) -> None:
        super().__init__(
            say(
                "The disk of the store {store} is full or cannot be written, so nothing was "
                "changed; what was published before is still there. Free some space and try again.",
                store=store,
            )
        )


class ForeignDatabaseError(StoolError):
    """A database holds a table of the store's name that is not the store's."""

    def __init__(self, store: str, table: str) -> None:
        super().__init__(
            say(
                "{store} already has a table “{table}” of something else, so no store can be made "
                "there. Give an empty database or schema.",
                store=store,
                table=table,
            )
        )


class NewerStoreError(StoolError):
    """A later version of the product has upgraded the store."""

    def __init__(self, store: str, found: str) -> None:
        super().__init__(
            say(
                "The store {store} was upgraded to {found} by a later version, which this one "
                "cannot read. Run that version, or restore a backup made before the upgrade.",
                store=store,
                found=found,
            )
        )


class StoreInUseError(StoolError):
    """A backup was to be restored into a store that holds something."""

    def __init__(self, store: str, revision: int) -> None:
        super().__init__(
            say(
                "The store {store} holds data already, up to revision {revision}, and nothing was "
                "restored: that would lose it. Name another file or an empty database.",
                store=store,
                revision=revision,
            )
        )


class BackupUnreadableError(StoolError):
    """A file cannot be restored."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            say(
                "“{path}” cannot be restored: {reason}. Nothing was changed. Name a file that "
                "`backup` has written.",
                path=path,
                reason=reason.rstrip("."),
            )
        )


class BackupDamagedError(BackupUnreadableError):
    """A file is no backup, or not as it was written."""

    def __init__(self, path: str) -> None:
        super().__init__(path, say("it is no backup, or not as it was written"))


class BackupNewerError(BackupUnreadableError):
    """A later version of the product has made a backup."""

    def __init__(self, path: str) -> None:
        super().__init__(path, say("a later version has made it"))


class BackupUnwritableError(StoolError):
    """A backup cannot be written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            say(
                "The backup “{path}” cannot be written: {reason}. A backup that was there before "
                "is still there. Name another place, or free some space.",
                path=path,
                reason=reason.rstrip("."),
            )
        )


class UnknownRevisionError(StoolError):
    """A revision was asked for that has not happened."""

    def __init__(self, revision: int, latest: int) -> None:
        super().__init__(
            say(
                "There is no version {revision} of the data; the newest is {latest}. Ask for that "
                "one or an earlier one.",
                revision=revision,
                latest=latest,
            )
        )


class UnknownBatchError(StoolError):
    """A batch was named that does not exist, or is no longer live."""

    def __init__(self, batch: int, live: Sequence[int], ended: int | None = None) -> None:
        found = (
            say("There is no batch {batch}.", batch=batch)
            if ended is None
            else say(
                "Batch {batch} is no longer live; version {ended} ended it.",
                batch=batch,
                ended=ended,
            )
        )
        choice = (
            say("Choose one of {live}.", live=listed(live, show=20))
            if live
            else say("No batch is live.")
        )
        super().__init__(f"{found} {choice}")


class EmptyUploadError(StoolError):
    """A file has no figures to publish."""

    def __init__(self, file: str, rejected: int) -> None:
        super().__init__(
            say(
                "“{file}” has no figures to publish; {rejected} of its rows were rejected. "
                "Correct the rows named in its report and upload it again.",
                file=file,
                rejected=rejected,
            )
        )


class OverlapError(StoolError):
    """An upload speaks about figures that live batches already hold.

    Attributes
    ----------
    batches : tuple of int
        Those batches.
    """

    def __init__(
        self,
        *,
        file: str,
        batches: Mapping[int, Mapping[str, str]],
        legs: Sequence[str],
        metrics: Sequence[str],
        quarters: Sequence[str],
        units: Sequence[str],
    ) -> None:
        self.batches = tuple(batches)
        holders = [
            say(
                "batch {number} (“{file}”, uploaded by {who} on {day} at {time} UTC)",
                number=number,
                file=batch["file_name"],
                who=batch["who"],
                day=batch["made_at"][:10],
                time=batch["made_at"][11:16],
            )
            for number, batch in batches.items()
        ]
        super().__init__(
            say(
                "“{file}” holds figures that are published already: {legs}. They are in "
                "{holders}. Replace what is there with this file, or revert it first.",
                file=file,
                legs=figures(legs, metrics, quarters, units),
                holders=listed(holders),
            )
        )


class UploadsOverlapError(OverlapError):
    """Two files of one upload speak about the same figures."""

    def __init__(
        self,
        *,
        files: tuple[str, str],
        legs: Sequence[str],
        metrics: Sequence[str],
        quarters: Sequence[str],
        units: Sequence[str],
    ) -> None:
        self.batches = ()
        StoolError.__init__(
            self,
            say(
                "“{first}” and “{files}” hold the same figures: {legs}. Upload one of them, or "
                "take these figures out of the other.",
                first=files[0],
                files=files[1],
                legs=figures(legs, metrics, quarters, units),
            ),
        )


class ReplaceWouldLoseError(StoolError):
    """A batch to be replaced holds figures that its replacement does not."""

    def __init__(
        self,
        *,
        batch: int,
        file: str,
        legs: Sequence[str],
        metrics: Sequence[str],
        quarters: Sequence[str],
        units: Sequence[str],
    ) -> None:
        super().__init__(
            say(
                "Replacing batch {batch} (“{file}”) would lose figures that the new upload does "
                "not have: {legs}. Upload a file that has them too, or revert the batch first if "
                "they are meant to go.",
                batch=batch,
                file=file,
                legs=figures(legs, metrics, quarters, units),
            )
        )
