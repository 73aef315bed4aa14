"""Months by their names, spans of months, and the quarter a month or a span stands for."""

import re
import unicodedata
from dataclasses import dataclass

CENTURY_TURN = 69  # as in the C library: 68 is 2068, 69 is 1969
NAMES = (  # without accents: English, German, French, Spanish, Italian, Portuguese, Dutch
    "jan january janner januar janv janvier ene enero gennaio janeiro januari",
    "feb february feber februar fev fevr fevrier febrero febbraio fevereiro februari",
    "mar march mrz marz maerz mars marzo marco mrt maart",
    "apr april avr avril abr abril aprile",
    "may mai mayo maggio maio mei",
    "jun june juni juin junio giu giugno junho",
    "jul july juli juil juillet julio luglio julho",
    "aug august aout ago agosto augustus",
    "sep sept september septembre septiembre setiembre settembre setembro",
    "oct october okt oktober octobre octubre ott ottobre outubro",
    "nov november novembre noviembre novembro",
    "dec december dez dezember decembre dic diciembre dicembre dezembro",
)
MONTHS = {name: number for number, names in enumerate(NAMES, 1) for name in names.split()}
MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])\.?"
YEAR = r"'?(?:[0-9]{4}|[0-9]{2})\b"
TO = r"\s*(?:-|\b(?:to|thru|through|until|bis|au|a|al|tot|ate)\b)\s*"


def _end(name: str) -> str:
    """Pattern of one end of a span: a month, its day before or behind it, its year if given."""
    return (
        rf"(?:(?P<{name}_day>[0-9]{{1,2}})(?:st|nd|rd|th|er)?[. ]\s*(?:de )?)?(?P<{name}>{MONTH})"
        rf"(?: (?P<{name}_late>[0-9]{{1,2}})(?![0-9])(?:st|nd|rd|th)?)?"
        rf"(?:[ ,/-]*(?:del? )?(?P<{name}_year>{YEAR}))?"
    )


SPAN = re.compile(
    rf"(?:(?:from|von|du|de|desde)\s+)?(?:(?P<year>[0-9]{{4}})[ ,:/-]+)?"
    rf"{_end('first')}{TO}{_end('last')}"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months in a row.

    Attributes
    ----------
    first, last : int
        Months since year 0, January of it being 0.
    """

    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months it covers."""
        return self.last - self.first + 1

    @property
    def quarter(self) -> tuple[int, int] | None:
        """Year and calendar quarter of one month or of three; None for any other length.

        Three months that are no calendar quarter stand for that of their middle month, in which
        two of the three lie.
        """
        if self.months not in (1, 3):
            return None
        return quarter_of_month(self.first + self.months // 2)


def plain(text: str) -> str:
    """Text in small letters without accents, single spaces, plain hyphens and apostrophes."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.sub("[‐‑‒–—−]", "-", re.sub("[’‘`´]", "'", bare)).split())


def full_year(digits: str) -> int:
    """Year that four digits spell, or two."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= CENTURY_TURN else 2000)


def month_of_day(year: int, month: int, day: int) -> int | None:
    """Month of a day, since year 0; None when there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= last_day(year, month) and year >= 1):
        return None
    return year * 12 + month - 1


def quarter_of_month(month: int | None) -> tuple[int, int] | None:
    """Year and quarter of a month since year 0; None stays None."""
    return None if month is None else (month // 12, month % 12 // 3 + 1)


def last_day(year: int, month: int) -> int:
    """Days of a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def month_number(name: str) -> int:
    """Number of a month by its `plain` name, 1 to 12; a full stop behind it is let pass."""
    return MONTHS[name.rstrip(".")]


def named_span(text: str) -> Span | None:
    """Whole months that two named ones span: "Jan - Mar, 2025", "1 Jan to 31 Mar 2025".

    A year missing at the first is that of the last. None for a span that begins or ends within a
    month, runs backwards, or has one year and would need two ("Nov-Jan 2024").
    """
    found = SPAN.fullmatch(plain(text))
    if found is None:
        return None
    ends = [_Written.of(found, name) for name in ("first", "last")]
    late = ends[1].number_behind
    if not (found["year"] or ends[1].year) and ends[0].number_behind in (None, late):
        ends = [end.with_year_behind() for end in ends]  # "Jan-Mar 24", "Jan 24 - Mar 24"
    years = [digits for digits in (found["year"], ends[1].year) if digits]
    if len(years) != 1 or (found["year"] and ends[0].year):
        return None
    last_year = full_year(years[0])
    first_year = full_year(ends[0].year) if ends[0].year else last_year
    first, last = first_year * 12 + ends[0].month - 1, last_year * 12 + ends[1].month - 1
    whole = ends[0].day in (None, 1) and ends[1].day in (None, last_day(last_year, ends[1].month))
    return Span(first, last) if whole and first <= last else None


@dataclass(frozen=True, slots=True)
class _Written:
    """One end of a span as it is written."""

    month: int
    day_before: int | None
    number_behind: str | None
    year: str | None

    @classmethod
    def of(cls, found: "re.Match[str]", name: str) -> "_Written":
        day, year = found[f"{name}_day"], found[f"{name}_year"]
        return cls(
            month_number(found[name]),
            int(day) if day else None,
            found[f"{name}_late"],
            year.lstrip("'") if year else None,
        )

    @property
    def day(self) -> int | None:
        """Day of the month, where one is given."""
        return int(self.number_behind) if self.number_behind else self.day_before

    def with_year_behind(self) -> "_Written":
        """The same with the number behind the month as its year."""
        year = self.number_behind if len(self.number_behind or "") == 2 else None
        return _Written(self.month, self.day_before, None, year)
