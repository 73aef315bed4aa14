"""Rows that add up others: told by their label and by the figures themselves."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stool.errors.layout import DoubtfulTotalError
from stool.ingest.language.values import decimal_votes, to_number
from stool.ingest.language.words import REGION, UNIT, normalise
from stool.ingest.tables.shape import LOOKED_AT, YEAR, Kind, Row, in_one_line, kind_of

MOST_FIGURES = 12  # columns added up; more would settle nothing new
SURE_DIGITS = 3.0  # of the equal figures together: no chance makes sums agree that far
MOST_ROUNDING = 0.01  # of the sum: a larger gap is no rounding
USUALLY_FILLED = 0.8  # of the rows: where a column is blank anyway, a blank in it says nothing
LABEL = re.compile(  # nothing else is called so
    r"(?:(?:grand|sub|overall|company|group|report)[ -]?)?totals?(?: \(.*\))?"
    r"|(?:sub)?total(?:s)? (?:for|of)\b.*|sum|overall"
    r"|all (?:responses|respondents|answers|units|branches|teams|stores|departments|employees)"
    r"|(?:gesamt|zwischen|end)?summen?|gesamt(?:ergebnis)?|insgesamt"
    r"|total (?:général|general|generale|geral)|totale(?: generale)?|totaal|ensemble",
    re.IGNORECASE,
)
PERHAPS = re.compile(  # units may be called so too: "Total Tools"
    r"(?:sub|grand )?totals?\b.*|.*\b(?:sub)?totals?|(?:summe|gesamt|insgesamt)\b.*|.*\bgesamt",
    re.IGNORECASE,
)
WORD = re.compile(r"total|sum|overall|gesamt|totaal|ensemble|\ball\b", re.IGNORECASE)
PLACES = frozenset({*UNIT, *REGION})


def is_total(text: str) -> bool:
    """Whether a text is a label of totals that no unit goes by, like "Grand total"."""
    return LABEL.fullmatch(_bare(text)) is not None


class Totals:
    """Judges which rows of a table are totals.

    Parameters
    ----------
    rows : sequence of Row
        Those below the header that may be data, totals included.
    kinds : sequence of Kind
        Of the columns.
    names : sequence of str
        Headers.
    whole : bool
        Whether the last row is the last of the file.
    said : "unit", "total" or None
        What a row is that is called like a total, where its figures do not tell.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        kinds: Sequence[Kind],
        names: Sequence[str],
        whole: bool,
        said: str | None = None,
    ) -> None:
        self._rows = rows
        self._said = said
        self._names = names
        self._whole = whole
        self._figures = [
            place
            for place, kind in enumerate(kinds)
            if kind == "number" and not _holds_years(rows, place)
        ]
        self._keys = [
            place
            for place, kind in enumerate(kinds)
            if kind != "blank" and place not in self._figures
        ]
        plain = [row for row in rows if not _may_be_label(row.first)]
        filled = Counter(place for row in plain for place in row.filled)
        enough = max(1.0, USUALLY_FILLED * len(plain))
        self._usual = {place for place in self._keys if filled[place] >= enough}
        self._units = [place for place, text in enumerate(names) if normalise(text) in PLACES]
        self._labels = Counter(row.first for row in rows)

    def lines(self, name: str) -> frozenset[int]:
        """Lines of the totals.

        Raises
        ------
        DoubtfulTotalError
            A row may be a total or a unit.
        """
        places = {index: self._label_place(row) for index, row in enumerate(self._rows)}
        open_ones = [index for index, place in places.items() if place is not None]
        bare = {index for index, row in enumerate(self._rows) if self._lacks_a_key(row)}
        if not open_ones and not bare:
            return frozenset()
        sums = _Sums(self._rows, self._figures[:MOST_FIGURES])
        found = []
        for index, row in enumerate(self._rows):
            place = places[index]
            if place is None:
                total = index in bare and self._adds_up_unlabelled(index, sums)
            else:
                total = self._is_total(index, place, sums, name)
            if total:
                found.append(row.line)
            sums.pass_by(index, total)
        return frozenset(found)

    def _is_total(self, index: int, place: int, sums: "_Sums", name: str) -> bool:
        """Whether a row with the label of a total in a place is one."""
        row = self._rows[index]
        label = _bare(row.texts[place])
        others = [key for key in self._keys if key != place]
        alone = not any(row.at(key) for key in others)
        if LABEL.fullmatch(label) is None:
            last = self._whole and index == len(self._rows) - 1
            names_nothing = alone and not self._usual.isdisjoint(others)
            if last and names_nothing:
                return True
            return sums.hold(index, others, surely=not names_nothing)
        once = self._labels[row.first] == 1 or place != row.filled[0]
        if (alone and (others or once)) or sums.hold(index, others):
            return True
        if place not in self._units:
            return False
        if self._said is None:
            raise DoubtfulTotalError(name, row.line, in_one_line(label), self._names[place])
        return self._said == "total"

    def _label_place(self, row: Row) -> int | None:
        """Place of the text that may be the label of a total."""
        if _may_be_label(row.first):
            return row.filled[0]
        for place in self._units:
            text = row.at(place)
            if _may_be_label(text):
                return place
        return None

    def _lacks_a_key(self, row: Row) -> bool:
        """Whether a row holds nothing where nearly all others name something."""
        return any(not row.at(place) for place in self._usual)

    def _adds_up_unlabelled(self, index: int, sums: "_Sums") -> bool:
        """Whether a row that lacks a key adds up others, whatever it is called."""
        row = self._rows[index]
        named = [key for key in self._keys if row.at(key)]
        if not named:
            return sums.hold(index)
        label = next((place for place in self._units if place in named), named[0])
        return sums.hold(index, [key for key in named if key != label], surely=True)


class _Sums:
    """Sums that a row of totals may hold, as the rows pass by one after the other."""

    def __init__(self, rows: Sequence[Row], places: Sequence[int]) -> None:
        self._rows = rows
        texts = [[row.at(place) for row in rows] for place in places]
        self._decimals = (
            np.array([[_decimals(text) for text in column] for column in texts], dtype=np.float64)
            .reshape(len(places), len(rows))
            .T
        )
        commas = [decimal_votes(column) > 0 for column in texts]
        values = [
            [to_number(text, comma) for text in column]
            for column, comma in zip(texts, commas, strict=True)
        ]
        self._figures = np.array(values, dtype=np.float64).reshape(len(places), len(rows)).T
        self._above = _Sum.none(len(places))  # of all rows that are no totals
        self._since = _Sum.none(len(places))  # of those since the last total
        self._totals: set[int] = set()
        self._groups: dict[tuple[int, ...], dict[tuple[str, ...], list[int]]] = {}

    def pass_by(self, index: int, total: bool) -> None:
        """Go to the next row."""
        if total:
            self._totals.add(index)
            self._since = _Sum.none(self._figures.shape[1])
            return
        self._above = self._above.plus(self._figures[index])
        self._since = self._since.plus(self._figures[index])

    def hold(self, index: int, keys: Sequence[int] = (), *, surely: bool = False) -> bool:
        """Whether most figures of a row are sums of other rows.

        Those are all rows above, the rows since the last total, the rows with the same keys, or,
        for the first row, all below. `surely` asks for so many digits that chance is out.
        """
        figures, decimals = self._figures[index], self._decimals[index]
        tried = [self._above, self._since]
        if filled := tuple(key for key in keys if self._rows[index].at(key)):
            tried.append(_Sum.of(self._figures[self._alike(index, filled)]))
        if index == 0:
            tried.append(_Sum.of(self._figures[1:]))
        return any(each.is_held_by(figures, decimals, surely) for each in tried)

    def _alike(self, index: int, keys: tuple[int, ...]) -> list[int]:
        """Other rows with the same keys that are no totals."""
        if keys not in self._groups:
            groups: dict[tuple[str, ...], list[int]] = {}
            for each, row in enumerate(self._rows):
                groups.setdefault(tuple(map(row.at, keys)), []).append(each)
            self._groups[keys] = groups
        alike = self._groups[keys][tuple(map(self._rows[index].at, keys))]
        return [each for each in alike if each != index and each not in self._totals]


@dataclass(frozen=True, slots=True)
class _Sum:
    """Sums of columns, and how many figures and rows they are of."""

    sums: NDArray[np.float64]
    counts: NDArray[np.int64]
    rows: int

    @classmethod
    def none(cls, columns: int) -> "_Sum":
        return cls(np.zeros(columns), np.zeros(columns, dtype=np.int64), 0)

    @classmethod
    def of(cls, figures: NDArray[np.float64]) -> "_Sum":
        return cls(np.nansum(figures, axis=0), np.isfinite(figures).sum(axis=0), len(figures))

    def plus(self, figures: NDArray[np.float64]) -> "_Sum":
        finite = np.isfinite(figures)
        return _Sum(self.sums + np.where(finite, figures, 0.0), self.counts + finite, self.rows + 1)

    def is_held_by(
        self, figures: NDArray[np.float64], decimals: NDArray[np.float64], surely: bool
    ) -> bool:
        """Whether most figures equal the sums but for rounding, some of them not zero."""
        compared = np.isfinite(figures) & (self.counts > 1)
        rounding = 0.5 * (self.rows + 1) * 10.0**-decimals
        allowed = np.minimum(rounding, MOST_ROUNDING * np.abs(self.sums) + 1e-9)
        equal = compared & (np.abs(figures - self.sums) <= allowed)
        told = equal & (self.sums != 0)
        digits = np.log10(np.abs(self.sums[told]) * 10.0 ** decimals[told]).sum()
        if surely and digits < SURE_DIGITS:
            return False
        return bool(told.any() and 2 * equal.sum() > compared.sum())


def _may_be_label(text: str) -> bool:
    if not WORD.search(text):
        return False
    bare = _bare(text)
    return bool(PERHAPS.fullmatch(bare) or LABEL.fullmatch(bare))


def _decimals(text: str) -> int:
    """Digits behind the last point or comma, 0 if they are a group of thousands."""
    behind = re.search(r"[.,](\d+)\D*$", text)
    return 0 if behind is None or len(behind[1]) == 3 else len(behind[1])


def _holds_years(rows: Sequence[Row], place: int) -> bool:
    """Whether the numbers of a column are years, a key rather than figures."""
    looked_at = rows[:: len(rows) // LOOKED_AT + 1]
    numbers = [text for row in looked_at if kind_of(text := row.at(place)) == "number"]
    return bool(numbers) and all(map(YEAR.fullmatch, numbers))


def _bare(text: str) -> str:
    return in_one_line(text).rstrip(" :*†")
