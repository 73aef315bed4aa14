"""A dropped file as one session works on it: what was said of it, and what comes of that."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from stool.book import Book
from stool.errors import StoolError
from stool.examine import Examined, examine
from stool.ingest import Column, Guess, Mapping, Source, Table, guess_mapping, read_table
from stool.noted import Noted, read_noted
from stool.recall import HOW_READ, Reader, Recalled
from stool.ui import doubts
from stool.ui.doubts import Doubt

Told = Callable[[float], None]  # the share that is read, 0 to 1; 1 once the rows are checked


@dataclass(frozen=True, slots=True)
class Look:
    """What a file comes to, as far as it goes.

    Attributes
    ----------
    table : Table or None
        None when the file could not be read.
    guess : Guess or None
        None when what was said does not fit its columns.
    examined : Examined or None
        None when it is refused.
    error : StoolError or None
        Why.
    open : tuple of Doubt
        Questions whose answers would let it pass; none where it is refused for good.
    remembered : bool
        Whether its columns are read as in an earlier file with the same headers.
    noted : Noted or None
        What it holds where it is a file of events, actions or standards; it has no table then.
    """

    table: Table | None = None
    guess: Guess | None = None
    examined: Examined | None = None
    error: StoolError | None = None
    open: tuple[Doubt, ...] = ()
    remembered: bool = False
    noted: Noted | None = None

    @property
    def publishable(self) -> Examined | Noted | None:
        """What can be made live of it, None where it is refused or has an open question."""
        return self.noted or self.examined


@dataclass(slots=True)
class Desk:
    """One dropped file.

    Attributes
    ----------
    name : str
    said : Mapping
        What was said of it here; it goes before what is remembered and guessed.
    forgotten : bool
        Whether what is remembered of such files is left aside.
    asked : list of Doubt
        Every question that came up, answered ones too, so that an answer can be changed.
    turn : int
        Grows whenever something is said outside the table of columns, which then begins anew.
    """

    name: str
    said: Mapping = field(default_factory=Mapping)
    forgotten: bool = False
    asked: list[Doubt] = field(default_factory=list)
    turn: int = 0
    _left_out: dict[str, Column] = field(default_factory=dict)
    _tables: dict[tuple[str | None, ...], Table] = field(default_factory=dict)
    _look: tuple[str, Look] | None = None

    @property
    def is_known(self) -> bool:
        """Whether `look` has its answer at hand."""
        return self._look is not None and self._look[0] == self._key

    @property
    def _key(self) -> str:
        return f"{self.forgotten} {self.said.to_json()}"

    def say(self, **what: object) -> None:
        """Settle keys of the mapping, such as ``period="2026Q2"``; None takes one back."""
        if set(what) & {*HOW_READ}:  # other columns, perhaps, than those spoken of
            self.said = replace(self.said, columns=(), headline={}, labels={})
            self.asked = [each for each in self.asked if each.kind in HOW_READ]
        self.said = replace(self.said, **what)  # type: ignore[arg-type]
        self.turn += 1

    def say_columns(self, *columns: Column, inside: bool = False) -> None:
        """Settle what columns mean; `inside` the table of columns, which then stays as it is."""
        named = {column.column for column in columns}
        others = [column for column in self.said.columns if column.column not in named]
        self.said = replace(self.said, columns=(*others, *columns))
        self.turn += not inside

    def leave_out(self, *columns: Column) -> None:
        """Use columns for nothing; `before` knows them as they are."""
        self._left_out |= {column.column: column for column in columns}
        self.say_columns(*(Column(column.column, "ignore") for column in columns))

    def before(self, column: Column) -> Column:
        """A column that was left out as it was before, any other as it is."""
        if column.role != "ignore":
            return column
        return self._left_out.get(column.column, column)

    def unsay_columns(self, *headers: str) -> None:
        """Leave columns to the guess again."""
        kept = [column for column in self.said.columns if column.column not in headers]
        self.said = replace(self.said, columns=tuple(kept))
        self.turn += 1

    def forget(self) -> None:
        """Guess the columns anew, whatever earlier files were."""
        self.forgotten = True
        self.turn += 1

    def look(self, book: Book, data: bytes, tell: Told | None = None) -> Look:
        """Read, guess, check: only what changed since the last look."""
        if self._look is None or self._look[0] != self._key:
            found = self._found(book, data, tell)
            self._look = (self._key, found)
            asked = {(each.kind, each.column): each for each in (*self.asked, *found.open)}
            self.asked = list(asked.values())
        return self._look[1]

    def _found(self, book: Book, data: bytes, tell: Told | None) -> Look:
        table = guess = None
        remembered = False
        try:
            noted = read_noted(Source.of(data, self.name))
            if noted is not None:
                return Look(noted=noted)
            recalled = self._recalled(book, lambda said: self._table(data, said, tell))
            table, remembered = recalled.table, recalled.remembered is not None
            guess = guess_mapping(table, recalled.said)
            if tell:
                tell(1.0)
            examined = examine(table, guess.mapping, guess.reasons, book.roster())
        except StoolError as error:
            return Look(table, guess, None, error, _open(table, guess, error), remembered)
        return Look(table, guess, examined, remembered=remembered)

    def _recalled(self, book: Book, reader: Reader) -> Recalled:
        """The table, and what files with its headers were published with unless forgotten."""
        if self.forgotten:
            return Recalled(reader(self.said), self.said, None)
        return book.read(reader, self.said)

    def _table(self, data: bytes, said: Mapping, tell: Told | None) -> Table:
        """The table as read in that way; the last one is kept."""
        key = tuple(getattr(said, each) for each in HOW_READ)
        if key not in self._tables:
            self._tables = {key: read_table(data, self.name, said, tell)}
        return self._tables[key]


def _open(table: Table | None, guess: Guess | None, error: StoolError) -> tuple[Doubt, ...]:
    if table is None:
        return doubts.of_reading(error)
    if guess is None:
        return ()
    found = doubts.of_meaning(guess.mapping)
    if Doubt("figure") in found and not doubts.can_be_figures(table, guess.mapping):
        return (Doubt("figure"),)  # no answer to the others would let it pass
    return found or doubts.of_rows(guess.mapping, error)
