"""What stands where in a sheet, found before its cells are read.

The reader of cells (calamine) lays a sheet out as a full rectangle, however few cells it has, and
leaves out errors and percent signs; what it would need and lose is found here.
"""

from array import array
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from stool.catalogue import say
from stool.errors.container import DamagedFileError
from stool.errors.reading import FileTooLargeError
from stool.ingest.files.ooxml import Attributes, parse, run, strict_parser

MAX_CELLS = 8_000_000  # of the rectangle: a million rows of seven columns, 32 bytes a cell
MAX_TEXT = 256 * 2**20  # characters of all cells together, as much as a text file may have
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # the grid of a sheet ends there
DIGITS = "0123456789"
PERCENT = "%"
VALUES = ("v", "is")  # elements of a cell that hold what it shows
SHARED, ERROR = "s", "e"  # kinds of cells


@dataclass(slots=True)
class SheetScan:
    """Extent of a sheet, and the cells whose reader loses what they show.

    Attributes
    ----------
    rows, columns : int
        Row and column of the last cell that holds something, counted from 1.
    places, shows : array of int
        The cells that show an error, and those that show a percentage if they hold a number: row
        times `LAST_COLUMN` plus column, both from 0, and the place in `signs` of what they show.
    signs : list of str
        `PERCENT`, then each different error, like ``#DIV/0!``.
    shared : int
        Cells whose text stands in the list shared by the sheets.
    merged : list of str
        Ranges of merged cells, like ``A1:C1``.
    uncalculated : int
        Cells with a formula and no value: a program wrote them and none has calculated them.
    """

    rows: int = 0
    columns: int = 0
    places: "array[int]" = field(default_factory=lambda: array("q"))
    shows: "array[int]" = field(default_factory=lambda: array("q"))
    signs: list[str] = field(default_factory=lambda: [PERCENT])
    shared: int = 0
    merged: list[str] = field(default_factory=list)
    uncalculated: int = 0


class _FoundError(Exception):
    """Ends a run through a part as soon as the answer is known."""


def holds_something(xml: bytes, name: str) -> bool:
    """Whether any cell of a sheet has a value.

    Raises
    ------
    DamagedFileError
    """

    def start(tag: str, _: Attributes) -> None:
        if tag in VALUES:
            raise _FoundError

    try:
        parse(xml, name, start)
    except _FoundError:
        return True
    return False


def scan_sheet(xml: bytes, name: str, percent: frozenset[str]) -> SheetScan:
    """Run through the cells of a sheet.

    Parameters
    ----------
    xml : bytes
    name : str
        Name of the file, for messages.
    percent : frozenset of str
        Numbers of the styles that show a percentage.

    Raises
    ------
    FileTooLargeError
        The rectangle from the first cell of the grid to the last one in use is beyond `MAX_CELLS`.
    DamagedFileError
        A cell is where no cell can be.
    """
    parser = strict_parser(name)
    cells = _Cells(parser, name, percent)
    parser.StartElementHandler = cells.start
    run(parser, xml, name)
    return cells.scan


class _Cells:
    """Follows a sheet element by element, as fast as its millions of cells ask for.

    A row or cell that does not say where it is follows the one before.
    """

    def __init__(self, parser: expat.XMLParserType, name: str, percent: frozenset[str]) -> None:
        self.scan = SheetScan()
        self._parser, self._name, self._percent = parser, name, percent
        self._tags: dict[str, str] = {}  # local name of each tag
        self._letters: dict[str, int] = {}  # column of each "A", "B", …
        self._signs = {PERCENT: 0}
        self._row = self._column = 0  # of the cell, from 0
        self._next_row = self._next_column = 0
        self._digits = "1"  # how the row in hand is written in its cells
        self._kind = self._style = self._error = ""
        self._waits = 0  # 1 between the formula of a cell and its value

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take the start of an element."""
        local = self._tags.get(tag)
        if local is None:
            local = self._tags[tag] = tag.rpartition(":")[2]
        if local == "c":
            self._waits = 0
            self._move_to(attributes.get("r"))
            self._kind, self._style = attributes.get("t", ""), attributes.get("s", "")
        elif local in VALUES:
            self.scan.uncalculated -= self._waits
            self._waits = 0
            self._take_value()
        elif local == "f":
            self._waits = 1
            self.scan.uncalculated += 1
        elif local == "row":
            number = attributes.get("r")
            self._row = self._next_row if number is None else _row(number, self._name)
            self._next_row, self._next_column = self._row + 1, 0
            self._digits = str(self._next_row)
        elif local == "mergeCell":
            self.scan.merged.append(attributes.get("ref", ""))

    def _move_to(self, reference: str | None) -> None:
        """Go to a cell."""
        if reference is None:
            self._row, self._column = max(self._next_row - 1, 0), self._next_column
        else:
            letters = reference.removesuffix(self._digits)
            column = self._letters.get(letters)
            if column is None:  # a column not met before, or a cell of another row
                letters = reference.rstrip(DIGITS)
                column = self._letters[letters] = _column(letters, self._name)
                self._row = _row(reference[len(letters) :], self._name)
            else:
                self._row = self._next_row - 1 if self._next_row else 0
            self._column = column
        self._next_column = self._column + 1

    def _take_value(self) -> None:
        """Take note of a cell that holds something."""
        if self._row >= self.scan.rows or self._column >= self.scan.columns:
            self._extend()
        if self._kind == SHARED:
            self.scan.shared += 1
        elif self._kind == ERROR:
            self._error = ""
            self._parser.CharacterDataHandler = self._take_error
            self._parser.EndElementHandler = self._end_error
        elif self._style in self._percent:
            self._mark(PERCENT)

    def _take_error(self, text: str) -> None:
        self._error += text

    def _end_error(self, _: str) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None
        self._mark(self._error.strip())

    def _mark(self, sign: str) -> None:
        if sign not in self._signs:
            self._signs[sign] = len(self.scan.signs)
            self.scan.signs.append(sign)
        self.scan.places.append(self._row * LAST_COLUMN + self._column)
        self.scan.shows.append(self._signs[sign])

    def _extend(self) -> None:
        """Stretch the rectangle to the cell."""
        scan = self.scan
        scan.rows = max(scan.rows, self._row + 1)
        scan.columns = max(scan.columns, self._column + 1)
        if scan.rows > LAST_ROW or scan.columns > LAST_COLUMN:
            _refuse_place(self._name)
        if scan.rows * scan.columns > MAX_CELLS:
            found = say(
                "cells as far as row {rows} and column {columns}",
                rows=f"{scan.rows:,}",
                columns=f"{scan.columns:,}",
            )
            raise FileTooLargeError(
                self._name,
                found,
                say("{max_cells} cells of rows times columns", max_cells=f"{MAX_CELLS:,}"),
            )


def require_short_texts(xml: bytes, strings: bytes, name: str) -> None:
    """Refuse a sheet whose shared texts, written out in each cell, are beyond `MAX_TEXT`.

    One long text that a million cells refer to packs to nothing, and unpacks to all of memory.

    Raises
    ------
    FileTooLargeError, DamagedFileError
    """
    lengths = _lengths(strings, name)
    total, shared = 0, False
    parser = strict_parser(name)

    def value(text: str) -> None:
        nonlocal total
        number = int(text) if text.isascii() and text.isdigit() else len(lengths)
        total += lengths[number] if number < len(lengths) else 0
        if total > MAX_TEXT:
            size = say("{max_text} MB of text", max_text=MAX_TEXT // 2**20)
            raise FileTooLargeError(name, say("more than {size}", size=size), size)

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal shared
        if tag == "c":
            shared = attributes.get("t") == SHARED
        parser.CharacterDataHandler = value if shared and tag == "v" else None

    def end(_: str) -> None:
        parser.CharacterDataHandler = None

    def refuse(*_: str) -> None:  # it would cut a number in two
        raise DamagedFileError(name, say("a sheet of it has remarks among its cells"))

    parser.buffer_text = True
    parser.EndElementHandler = end
    parser.CommentHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    parse(xml, name, start, parser)


def longest_text(strings: bytes, name: str) -> int:
    """Characters of the longest of the texts shared by the sheets."""
    return max(_lengths(strings, name), default=0)


def _lengths(strings: bytes, name: str) -> list[int]:
    """Characters of each shared text."""
    lengths: list[int] = []
    parser = strict_parser(name)

    def start(tag: str, _: Attributes) -> None:
        if tag.rpartition(":")[2] == "si":
            lengths.append(0)

    def characters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = characters
    run(parser, strings, name)
    return lengths


def _row(digits: str, name: str) -> int:
    """Row from 0."""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(LAST_ROW))):
        _refuse_place(name)
    return int(digits) - 1 if int(digits) > 0 else _refuse_place(name)


def _column(letters: str, name: str) -> int:
    """Column from 0: "A" is 0, "XFD" the last."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= len("XFD")):
        _refuse_place(name)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _refuse_place(name: str) -> NoReturn:
    raise DamagedFileError(name, say("one of its cells is where no sheet has cells"))
