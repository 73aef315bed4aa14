"""A watched folder: each file dropped in it is loaded by itself, whole or not at all.

Files stay where they are. A file is taken once its size and times stand still between two looks, so
that a copy under way is left alone; a program that writes slowly had better write under another
name (`.part`, `~name`) and rename. A refused file gets a note beside it and is let be until it, its
mapping or the note changes. What is live already costs one look and changes nothing.
"""

import contextlib
import hashlib
import io
import os
import secrets
import signal
import stat
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Literal

from stool.book import Book
from stool.catalogue import say
from stool.errors import (
    FileTooLargeError,
    RefusedFileError,
    StoolError,
    StoreBusyError,
    StoreFullError,
    StoreUnavailableError,
)
from stool.errors.container import UnreadableFolderError
from stool.ingest import Aliases, CheckedFile, Proposal, Source
from stool.ingest import Mapping as ColumnMapping
from stool.noted import Noted
from stool.report import csv_bytes
from stool.store import Change
from stool.text import watching as words

Verdict = Literal["loaded", "refused", "known", "later"]

SUFFIXES = frozenset(  # of tables, and of what people take for one, so that they are told
    {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet", ".xls", ".xlsb", ".ods", ".zip", ".gz"}
)
UNFINISHED = ("~", ".", "_~")  # beginnings of names of lock files, hidden files, half copies
MAPPING_SUFFIX, NOTE_SUFFIX, PROBLEMS_SUFFIX = ".mapping.json", ".refused.txt", ".problems.csv"
OWN = (MAPPING_SUFFIX, NOTE_SUFFIX, PROBLEMS_SUFFIX)
MAX_BESIDE = 2**20  # bytes of a mapping or a note
INTERVAL = 10.0  # seconds between two looks
TRANSIENT = (StoreBusyError, StoreFullError, StoreUnavailableError)  # no fault of the file
HASHES = "sha256"
MARKS = 4  # of one file in a fingerprint; those of the note come last
FOLDER = ""  # stands for the folder itself among its files

Fingerprint = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was at the last look.

    Attributes
    ----------
    fingerprint : tuple of int
        Size, times and identity of the file, of its mapping and of its note.
    offered : bool
        Whether it was handed out as ready in this state.
    """

    fingerprint: Fingerprint
    offered: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a folder between two looks: its files by name."""

    seen: Mapping[str, Seen] = field(default_factory=dict)

    def without(self, name: str) -> "State":
        """The state in which that file has never been seen, so that it is handed out again."""
        return State({key: each for key, each in self.seen.items() if key != name})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file.

    Attributes
    ----------
    name : str
        Name of the file, signs that do not print replaced; of the folder where it is the trouble.
    verdict : "loaded", "refused", "known" or "later"
        "known" is live already, or refused before and unchanged since; "later" is tried again.
    reason : StoolError or None
        Why it was refused or put off; None for a file that changed while it was read.
    checked : CheckedFile, Noted or None
        As it was read, where it could be.
    change : Change or None
        What loading it changed.
    proposals : tuple of Proposal
        New names of units that may be units there are; those that are the same but for spelling
        were read as such, as `load` does.
    """

    name: str
    verdict: Verdict
    reason: StoolError | None = None
    checked: CheckedFile | Noted | None = None
    change: Change | None = None
    proposals: tuple[Proposal, ...] = ()


class _ChangingError(Exception):
    """A file changed while it was read."""


def scan(state: State, directory: Path) -> tuple[State, tuple[Path, ...]]:
    """Look at a folder once.

    Parameters
    ----------
    state : State
        As the look before returned it.
    directory : Path
        Its own files are looked at, not those of folders in it. Links that lead out of it and names
        of unfinished files are passed over.

    Returns
    -------
    state : State
        For the next look.
    ready : tuple of Path
        By name, the files that stand as they stood at the look before and are not handed out yet.

    Raises
    ------
    UnreadableFolderError
    """
    seen, ready = {}, []
    for path in _files(directory):
        fingerprint = _fingerprint(path)
        if fingerprint is None:
            continue
        before = state.seen.get(path.name)
        if before is None or before.fingerprint != fingerprint:
            seen[path.name] = Seen(fingerprint)
        else:
            seen[path.name] = replace(before, offered=True)
            if not before.offered:
                ready.append(path)
    return State(seen), tuple(ready)


def load_file(
    book: Book,
    path: Path,
    *,
    who: str,
    mapping: ColumnMapping | None = None,
    replace_live: bool = False,
    without_sample: bool = False,
) -> Outcome:
    """Load one file, or leave a note beside it that says why not.

    Parameters
    ----------
    book : Book
    path : Path
        With ``name.mapping.json`` beside it where its columns have to be explained.
    who : str
        Who asks, for the audit.
    mapping : Mapping, optional
        For files without one of their own.
    replace_live, without_sample : bool
        As of `Book.publish`: replace what overlaps; take the sample out in the same step.
    """
    name = _printable(path.name)
    checked: CheckedFile | Noted | None = None
    proposals: tuple[Proposal, ...] = ()
    tried = ""
    try:
        source = _source(path, name)
        own = _own_mapping(path, name)
        sha256, said = source.sha256(), _said(own, mapping)
        tried = f"{HASHES} {sha256} {_sha256(said + bytes([replace_live]))}"
        live = not said and _is_live(book, sha256)
        if live:
            _clear_notes(path)
        if live or _is_refused_before(path, tried):
            return Outcome(name, "known")
        examined = book.examine(source, name, _united(own, mapping))
        checked = examined if isinstance(examined, Noted) else examined.checked
        source.open().close()  # raises if the file has changed meanwhile
        before = book.store.latest()
        sample = book.sample_batches() if without_sample else []
        proposals = book.proposals([examined], without=sample)
        change = book.publish(
            [examined],
            who=who,
            replace=replace_live,
            without=sample,
            aliases=Aliases.of(proposals),
        )
    except _ChangingError:
        return Outcome(name, "later")
    except TRANSIENT as error:
        return Outcome(name, "later", error, checked)
    except StoolError as error:
        if tried:  # what cannot be read cannot be known again either
            _leave_note(path, error, checked, tried)
        return Outcome(name, "refused", error, checked)
    _clear_notes(path)
    verdict: Verdict = "loaded" if change.published or change.revision > before else "known"
    return Outcome(name, verdict, None, checked, change, proposals)


def watch(
    book: Book,
    directory: Path,
    *,
    who: str,
    stop: threading.Event,
    interval: float = INTERVAL,
    once: bool = False,
    mapping: ColumnMapping | None = None,
    replace_live: bool = False,
    without_sample: bool = False,
) -> Iterator[Outcome]:
    """Load what is dropped in a folder, until told to stop.

    A file in hand is finished before it stops. A store that is out of reach is waited for.

    Parameters
    ----------
    book, who, mapping, replace_live, without_sample
        As of `load_file`.
    directory : Path
    stop : threading.Event
        Ends the watch when set; see `until_signalled`.
    interval : float
        Seconds between two looks.
    once : bool
        End after the second look, for cron.

    Yields
    ------
    Outcome
        Of each file that was loaded, refused, or put off for a new reason; also of a folder that
        cannot be listed any more, which is waited for.

    Raises
    ------
    UnreadableFolderError
        The folder cannot be listed at the start, or at all with `once`.
    """
    options = {"replace_live": replace_live, "without_sample": without_sample}
    state, _ = scan(State(), directory)
    told: dict[str, str] = {}
    while not stop.wait(interval):
        ready: tuple[Path, ...] = ()
        try:
            state, ready = scan(state, directory)
            told.pop(FOLDER, None)
        except UnreadableFolderError as error:
            if once:
                raise
            if _is_news(told, FOLDER, error):
                yield Outcome(_printable(directory.name), "later", error)
        for path in ready:
            if stop.is_set():
                return
            outcome = load_file(book, path, who=who, mapping=mapping, **options)
            state = _settled(state, path)
            if outcome.verdict == "later":
                state = state.without(path.name)
                if _is_news(told, path.name, outcome.reason):
                    yield outcome
            else:
                told.pop(path.name, None)
                if outcome.verdict != "known":
                    yield outcome
        if once:
            return


@contextlib.contextmanager
def until_signalled() -> Iterator[threading.Event]:
    """Event that is set by the first SIGINT or SIGTERM; the second acts as it did before."""
    stop = threading.Event()

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def handle(_: int, __: FrameType | None) -> None:
        stop.set()
        restore()

    before = {
        number: signal.getsignal(number) or signal.SIG_DFL
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    for number in before:
        signal.signal(number, handle)
    try:
        yield stop
    finally:
        restore()


def _settled(state: State, path: Path) -> State:
    """The state after our own notes came or went, which make nothing of a file new."""
    seen, now = state.seen.get(path.name), _fingerprint(path)
    if seen is None or now is None or now[:-MARKS] != seen.fingerprint[:-MARKS]:
        return state
    return State({**state.seen, path.name: Seen(now, offered=True)})


def _is_news(told: dict[str, str], name: str, reason: StoolError | None) -> bool:
    """Whether a reason to wait has not been told since the file was last heard of; notes it."""
    if reason is None or told.get(name) == str(reason):
        return False
    told[name] = str(reason)
    return True


def _files(directory: Path) -> list[Path]:
    """Files that may be data, by name."""
    try:
        root = _target(directory)
        with os.scandir(root) as entries:
            found = [root / entry.name for entry in entries if _is_data(entry, root)]
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFolderError(str(directory), reason) from error
    return sorted(found)


def _is_data(entry: "os.DirEntry[str]", root: Path) -> bool:
    """Whether an entry is a file of this folder and named like finished data."""
    name = entry.name.casefold()
    if name.startswith(UNFINISHED) or name.endswith(OWN) or Path(name).suffix not in SUFFIXES:
        return False
    try:
        at_home = not entry.is_symlink() or _target(entry.path).parent == root
        return at_home and entry.is_file()
    except OSError:  # gone, or a link to itself
        return False


def _fingerprint(path: Path) -> Fingerprint | None:
    """Size, times and identity of a file and what stands beside it; None if the file is gone."""
    marks: list[int] = []
    for suffix in ("", MAPPING_SUFFIX, NOTE_SUFFIX):
        try:
            marks += _marks(os.stat(_beside(path, suffix)))
        except OSError:
            if not suffix:
                return None
            marks += [-1] * MARKS
    return tuple(marks)


def _target(path: "Path | str") -> Path:
    """Where a path leads; `OSError` where it leads to nothing."""
    return Path(os.path.realpath(path, strict=True))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _own_mapping(path: Path, name: str) -> bytes | None:
    """The mapping beside a file, None if there is none."""
    beside = _beside(path, MAPPING_SUFFIX)
    return _read(beside, name + MAPPING_SUFFIX) if beside.is_file() else None


def _said(own: bytes | None, mapping: ColumnMapping | None) -> bytes:
    """What a file is read by, as bytes to know it by again; nothing where nothing is said."""
    general = mapping is not None and mapping != ColumnMapping()
    return (own or b"") + (mapping.to_json().encode() if mapping and general else b"")


def _united(own: bytes | None, mapping: ColumnMapping | None) -> ColumnMapping | None:
    """The mapping of a file, which goes before that of all files."""
    if own is None:
        return mapping
    said = ColumnMapping.from_json(own.decode(errors="replace"))
    return said if mapping is None else said.over(mapping)


def _source(path: Path, name: str) -> Source:
    """A file to be read as often as needed, as long as it does not change.

    A link is followed to where it led when it was looked at, and no further, so that it cannot be
    turned elsewhere in between.
    """
    try:
        target = _target(path)
        if target.parent != _target(path.parent):
            raise PermissionError(words.LEADS_OUT)
        with _opened(target) as file:
            found = os.fstat(file.fileno())
    except FileNotFoundError as error:
        raise _ChangingError from error
    except OSError as error:
        raise StoolError(words.unread(name, error.strerror or str(error))) from error
    if not stat.S_ISREG(found.st_mode):
        raise StoolError(words.unread(name, words.NO_FILE))

    def open_unchanged() -> io.BufferedIOBase:
        try:
            file = _opened(target)
        except OSError as error:
            raise _ChangingError from error
        if _marks(os.fstat(file.fileno())) != _marks(found):
            file.close()
            raise _ChangingError
        return file

    return Source(name, found.st_size, open_unchanged)


def _opened(target: Path) -> io.BufferedIOBase:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return io.BufferedReader(io.FileIO(os.open(target, flags | getattr(os, "O_BINARY", 0))))


def _marks(found: os.stat_result) -> Fingerprint:
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _read(path: Path, name: str) -> bytes:
    """Bytes of a small file."""
    source = _source(path, name)
    if source.size > MAX_BESIDE:
        limit = f"{MAX_BESIDE // 2**20} MB"
        raise FileTooLargeError(name, say("more than {limit}", limit=limit), limit)
    return source.read()


def _is_live(book: Book, sha256: str) -> bool:
    batches = book.store.batches()
    return bool((batches["live"].astype(bool) & (batches["sha256"] == sha256)).any())


def _is_refused_before(path: Path, tried: str) -> bool:
    """Whether the note beside a file is about these very bytes, read in this very way."""
    try:
        note = _read(_beside(path, NOTE_SUFFIX), NOTE_SUFFIX)
    except (StoolError, _ChangingError):
        return False
    return note.decode(errors="replace").rstrip().endswith(tried)


def _leave_note(
    path: Path, error: StoolError, checked: CheckedFile | Noted | None, tried: str
) -> None:
    """Write why a file was refused, and its list of problems, where the folder lets us."""
    problems = error.problems if isinstance(error, RefusedFileError) else None
    if problems is None and isinstance(checked, CheckedFile):
        problems = checked.problems
    listed = None
    with contextlib.suppress(OSError):
        if problems is not None and len(problems):
            _write(_beside(path, PROBLEMS_SUFFIX), csv_bytes(problems))
            listed = _printable(path.name) + PROBLEMS_SUFFIX
        else:
            _beside(path, PROBLEMS_SUFFIX).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        note = words.refused_note(str(error), _printable(path.name) + MAPPING_SUFFIX, listed)
        _write(_beside(path, NOTE_SUFFIX), f"{note}\n\n{tried}\n".encode(errors="replace"))


def _clear_notes(path: Path) -> None:
    for suffix in (NOTE_SUFFIX, PROBLEMS_SUFFIX):
        with contextlib.suppress(OSError):
            _beside(path, suffix).unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Write a file in one step; a link that stands in its place is replaced, never followed."""
    draft = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
