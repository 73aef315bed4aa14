"""The lines of a text as a stream, by blocks for a fast reader or one by one for a careful one."""

import io
from collections.abc import Iterator

BLOCK = 8 * 2**20  # bytes handed to the fast reader at a time


class Lines:
    """Text of a file from the place that has not been read yet.

    Parameters
    ----------
    pieces : iterator of str
        The text in pieces of any size.

    Attributes
    ----------
    number : int
        Line of the file that comes next, the first being 1.
    bytes_read : int
        Bytes of UTF-8 taken so far.
    """

    def __init__(self, pieces: Iterator[str]) -> None:
        self.number = 1
        self.bytes_read = 0
        self._pieces = pieces
        self._held = b""
        self._at = 0  # place in `_held` of what comes next
        self._ended = False
        self._parts: list[str] = []  # of the line being taken, last first
        self._only_returns: bool | None = None

    def block(self, size: int = BLOCK) -> bytes:
        """Whole lines of about that size, not taken yet; empty at the end."""
        while self._left < size and not self._ended:
            self._fill()
        if self._left <= size and self._ended:
            return self._held[self._at :]
        end = self._held.rfind(b"\n", self._at, self._at + size) + 1 or self._end_of_line()
        return self._held[self._at : end]

    def take(self, block: bytes) -> int:
        """Take a block that `block` gave; returns the number of its newlines."""
        newlines = block.count(b"\n")
        self._advance(len(block))
        self.number += newlines
        return newlines

    def give_back(self, block: bytes, line: int) -> None:
        """Undo the taking of the last block, which began in that line."""
        self._held = block + self._held[self._at :]
        self._at = 0
        self.bytes_read -= len(block)
        self.number = line

    @property
    def ended(self) -> bool:
        """Whether nothing comes after what `block` gives."""
        return self._ended

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Take the next line, with its line end."""
        if not self._parts:
            end = self._end_of_line()
            line = self._held[self._at : end]
            if not line:
                raise StopIteration
            self._advance(len(line))
            if b"\r" not in line[:-2]:
                self.number += 1
                return line.decode()
            self._parts = io.StringIO(line.decode(), newline="").readlines()[::-1]
        self.number += 1
        return self._parts.pop()  # a lone \r ends a line too

    @property
    def within_line(self) -> bool:
        """Whether something is left of what ends with a newline."""
        return bool(self._parts)

    @property
    def _left(self) -> int:
        return len(self._held) - self._at

    def _end_of_line(self) -> int:
        """Place after the next newline, or the end of the text."""
        searched = self._at
        while True:
            end = self._held.find(b"\n", searched) + 1
            if end:
                return end
            if self._ended:
                return len(self._held)
            searched = self._left
            self._fill()

    def _advance(self, size: int) -> None:
        self.bytes_read += size
        self._at += size

    def _fill(self) -> None:
        """Hold one more piece, and forget what was taken."""
        piece = next(self._pieces, None)
        if piece is None:
            self._ended = True
            return
        if self._only_returns is None and piece:
            self._only_returns = "\n" not in piece and "\r" in piece
        if self._only_returns:  # as old Macs wrote
            piece = piece.replace("\r", "\n")
        self._held = self._held[self._at :] + piece.encode()
        self._at = 0
