"""Where the bytes of a file come from: memory or a path, read as a stream and never copied."""

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

CHUNK = 8 * 2**20  # bytes read at a time
SAMPLES = 16  # pieces looked at of a large file


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read, as often as needed.

    Attributes
    ----------
    name : str
        Name of the file, for messages only; it is never used as a path.
    size : int
        Bytes.
    """

    name: str
    size: int
    _open: Callable[[], io.BufferedIOBase] = field(repr=False)

    @classmethod
    def of(cls, data: "bytes | memoryview | Path | Source", name: str | None = None) -> Self:
        """Source of bytes in memory, or of a path.

        Raises
        ------
        OSError
            The path cannot be read.
        """
        if isinstance(data, cls):
            return data
        if isinstance(data, Path):
            path = data
            return cls(name or path.name, os.stat(path).st_size, lambda: path.open("rb"))
        if isinstance(data, (bytes, memoryview)):
            held = data
            return cls(name or "file", len(held), lambda: io.BytesIO(held))
        raise TypeError(f"data is a {type(data).__name__}, must be bytes, a Path or a Source")

    def open(self) -> io.BufferedIOBase:
        """A new stream from the first byte."""
        return self._open()

    def start(self, size: int) -> bytes:
        """The first bytes, at most `size`."""
        with self.open() as stream:
            return stream.read(size)

    def samples(self, size: int) -> Iterator[bytes]:
        """Pieces of that size: the first, the last and some between; all bytes of a small file."""
        if self.size <= SAMPLES * size:
            yield from self.chunks()
            return
        with self.open() as stream:
            for number in range(SAMPLES):
                stream.seek((self.size - size) * number // (SAMPLES - 1))
                yield stream.read(size)

    def chunks(self) -> Iterator[bytes]:
        """All bytes, in pieces of `CHUNK`."""
        with self.open() as stream:
            while chunk := stream.read(CHUNK):
                yield chunk

    def read(self) -> bytes:
        """All bytes at once, for formats that are no stream."""
        with self.open() as stream:
            return stream.read()

    def sha256(self) -> str:
        """Fingerprint of the bytes."""
        with self.open() as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
