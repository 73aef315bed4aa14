"""Notes beside the data as documents: events, actions and standards, one document a note."""

from collections.abc import Iterable, Iterator, Sequence

from stool.ingest import Aliases, Source
from stool.noted import Note, Noted, NotedKind, read_noted
from stool.sample import sample_files
from stool.store import Document, Store


def places(files: Iterable[Noted], aliases: Aliases) -> Iterator[str]:
    """Units and regions of notes under the names that aliases give them."""
    for file in files:
        for unit, quarter in file.places:
            yield aliases.apply(unit, quarter) if quarter else unit


def in_place(kind: NotedKind, notes: Sequence[Note], old: Sequence[Note]) -> list[Document]:
    """Documents of notes, and of those they come in place of, which are withdrawn.

    Raises
    ------
    NotedTwiceError
        Two notes are known by the same.
    """
    bodies = Noted("", kind, tuple(notes)).bodies
    gone = sorted({note.key for note in old} - bodies.keys())
    return [Document(kind, key, bodies.get(key)) for key in (*gone, *bodies)]


def of_files(store: Store, files: Sequence[Noted], *, sample_leaves: bool) -> list[Document]:
    """Documents of files of notes, and of the sample's notes where they leave with it.

    One of the sample stays where it was changed since, or comes again with the files.
    """
    new = {(file.kind, key): body for file in files for key, body in file.bodies.items()}
    leaving = [
        Document(kind, key, None)
        for kind, key, body in (_of_sample() if sample_leaves else ())
        if store.documents(kind).get(key) == body and (kind, key) not in new
    ]
    return [*leaving, *(Document(kind, key, body) for (kind, key), body in new.items())]


def _of_sample() -> Iterator[tuple[NotedKind, str, dict[str, object]]]:
    """Kind, key and body of the notes that come with the sample."""
    for path in sample_files():
        noted = read_noted(Source.of(path))
        if noted is not None:
            yield from ((noted.kind, key, body) for key, body in noted.bodies.items())
