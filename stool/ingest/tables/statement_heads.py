"""Title and column heads of a profit-and-loss statement: whose it is, and of what time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stool.catalogue import say
from stool.ingest.files.records import Record
from stool.ingest.language.dates import both_orders, iso_date, plain_date
from stool.ingest.language.months import Span, full_year, month_of_day, named_span, plain
from stool.ingest.language.quarter_labels import quarter_label
from stool.ingest.language.words import normalise

TITLE = re.compile(
    r"profit (?:and|&|or) loss|\bp ?& ?l\b|income statement|statement of (?:operations|income)|"
    r"statement of (?:comprehensive|profit)|gewinn-? ?und verlust|\bguv\b|compte de resultat|"
    r"perdidas y ganancias|conto economico"
)
ENDED = re.compile(
    r"(?:for the )?(?:(?P<count>[0-9]{1,2}|three|six|nine|twelve) months?|(?P<unit>year|quarter|"
    r"month)) (?:ended|ending) (?P<end>.+)"
)
COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "year": 12, "quarter": 3, "month": 1}
BEFORE_PERIOD = re.compile(r"^(?:for the period|date range|period|report period)[: ]+")
MONTH_ALONE = re.compile(r"[a-z]+\.?[ ,/-]*'?(?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}")
YEAR_MONTH = re.compile("([0-9]{4})-([0-9]{2})")
YEAR = re.compile(r"(?:19[7-9]|20[0-9])[0-9]")
NO_COMPANY = re.compile(r"\bbasis\b|^(?:as of|as at|created|printed|generated|currency|amounts)\b")
PLAIN_HEADS = frozenset({"total", "amount", "actual", "current", "value", "balance", "totals"})
COMPARED = frozenset(  # heads of columns that set another figure beside the true one
    {"budget", "forecast", "plan", "target", "variance", "var", "change", "prior", "previous"}
    | {"py", "pp", "ytd", "percent", "over", "remaining", "difference"}
)


@dataclass(frozen=True, slots=True)
class Period:
    """Time a title or a column head names.

    Attributes
    ----------
    text : str
        As written.
    span : Span or None
        Months it covers; None where that is not known.
    is_fiscal : bool
        Whether it is a quarter of a fiscal year, whose months are not known here.
    """

    text: str
    span: Span | None
    is_fiscal: bool = False

    @property
    def words(self) -> str:
        """The calendar quarter like 2026Q2, other spans by their first and last month."""
        if self.span is None:
            return self.text if self.is_fiscal else say("until {text}", text=self.text)
        if self.span.months == 3 and self.span.quarter:
            return "{}Q{}".format(*self.span.quarter)
        ends = (divmod(month, 12) for month in (self.span.first, self.span.last))
        first, last = (f"{year}-{month + 1:02d}" for year, month in ends)
        return say("{first} to {last}", first=first, last=last)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the lines of a statement.

    Attributes
    ----------
    titled : bool
        Whether a title says that it is a profit-and-loss statement.
    company : str
        First line of the title that says neither what it is nor of when; "" if there is none.
    period : Period or None
        Time of the whole statement.
    rows : tuple of Record
        Rows of column heads.
    """

    titled: bool
    company: str
    period: Period | None
    rows: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures that counts.

    Attributes
    ----------
    place : int
    text : str
        Head as written, for display.
    unit : str
    period : Period or None
        Of its own head, else that of the whole statement.
    """

    place: int
    text: str
    unit: str
    period: Period | None

    @property
    def when(self) -> str:
        """Its time in words, "" if none is known."""
        return self.period.words if self.period else ""

    @property
    def is_month(self) -> bool:
        """Whether it is for a single month."""
        span = self.period.span if self.period else None
        return span is not None and span.months == 1

    @property
    def quarter(self) -> str:
        """Quarter it is for, or part of as a month; "" for any other time."""
        if self.period is None:
            return ""
        if self.period.span is None:
            return self.period.text if self.period.is_fiscal else ""
        found = self.period.span.quarter if self.is_month or self.period.span.months == 3 else None
        return "{}Q{}".format(*found) if found else ""


def heading_of(records: Sequence[Record], first_line: int) -> Heading:
    """Read what stands above the first line of a statement."""
    above = [record for record in records if record.line < first_line]
    titles = [record for record in above if len(_filled(record)) == 1 and record.fields[0].strip()]
    pieces = [
        " ".join(piece.split())
        for record in titles
        for piece in record.fields[0].splitlines()
        if piece.strip()
    ]
    others = [piece for piece in pieces if not TITLE.search(plain(piece))]
    periods = {piece: found for piece in others if (found := period_of(piece)) and _is_known(found)}
    companies = [
        piece for piece in others if piece not in periods and not NO_COMPANY.search(plain(piece))
    ]
    return Heading(
        titled=len(others) < len(pieces),
        company=companies[0] if companies else "",
        period=next(iter(periods.values()), None),
        rows=tuple(record for record in above if record not in titles and _filled(record)),
    )


def _is_known(period: Period) -> bool:
    """Whether its months are known; a day in a title is that of printing."""
    return period.span is not None or period.is_fiscal


def _filled(record: Record) -> list[str]:
    return [field for field in record.fields if field.strip()]


def period_of(text: str, months: int | None = None) -> Period | None:
    """Time that a title or a head names: a quarter, a month, a year, or from when to when.

    A day ends a period of so many `months`; without them its months are not known.
    """
    bare = BEFORE_PERIOD.sub("", plain(text))
    if ended := ENDED.fullmatch(bare):
        said = ended["count"] or ended["unit"]
        return _ending(text, ended["end"], COUNTS.get(said) or int(said))
    if span := named_span(bare):
        return Period(text, span)
    if label := quarter_label(bare):
        first = label.year * 12 + 3 * (label.quarter - 1)
        span = None if label.fiscal else Span(first, first + 2)
        return Period(text, span, is_fiscal=label.fiscal)
    if YEAR.fullmatch(bare):
        return Period(text, Span(full_year(bare) * 12, full_year(bare) * 12 + 11))
    if MONTH_ALONE.fullmatch(bare):
        return _ending(text, bare, 1)
    return _ending(text, bare, months)


def _ending(text: str, end: str, months: int | None) -> Period | None:
    """So many months up to that of a date; None if it is no date."""
    last = _month_of(end)
    if last is None:
        return None
    return Period(text, Span(last - months + 1, last) if months else None)


def _month_of(text: str) -> int | None:
    """Month of a date or of a month and year, which must be readable in one way only."""
    found = iso_date(text)
    if found is None and (orders := both_orders(text)):
        found = orders[0] if orders[1] is None else orders[1] if orders[0] is None else None
    if found is None and (numbered := YEAR_MONTH.fullmatch(text)):
        found = month_of_day(int(numbered[1]), int(numbered[2]), 1)
    return plain_date(text) if found is None else found


def columns_of(heading: Heading, places: Sequence[int]) -> tuple[list[Column], list[str]]:
    """Columns of figures that count, and the heads of those that do not.

    Periods count before units. Totals of them, and columns that set another figure beside the
    true one (a budget, a change, the year before), do not. A single column without a head of its
    own is that of the whole statement.
    """
    heads = {place: _texts(heading, place) for place in places}
    true = {place: texts for place, texts in heads.items() if not _is_compared(texts)}
    whole = heading.period.span.months if heading.period and heading.period.span else None
    columns = [
        Column(place, found.text, heading.company, found)
        for place, texts in true.items()
        if (found := next((period for text in texts if (period := period_of(text, whole))), None))
    ]
    shortest = [column for column in columns if _is_short(column)]
    columns = shortest or columns
    if not columns:
        named = {place: _unit(texts) for place, texts in true.items()}
        columns = [
            Column(place, unit, unit, heading.period) for place, unit in named.items() if unit
        ]
    if not columns and len(true) == 1:
        place = next(iter(true))
        columns = [Column(place, " ".join(true[place]), heading.company, heading.period)]
    taken = {column.place for column in columns}
    return columns, [" ".join(heads[place]) for place in places if place not in taken]


def _is_short(column: Column) -> bool:
    """Whether a column is for a quarter or less."""
    span = column.period.span if column.period else None
    return span is None or span.months <= 3


def _texts(heading: Heading, place: int) -> list[str]:
    """Texts above a column, from the top."""
    cells = [row.fields[place] for row in heading.rows if place < len(row.fields)]
    return [" ".join(cell.split()) for cell in cells if cell.strip()]


def _is_compared(texts: Sequence[str]) -> bool:
    words = {word for text in texts for word in normalise(text).split("_")}
    return bool(words & COMPARED) or any("%" in text for text in texts)


def _unit(texts: Sequence[str]) -> str:
    """Name of the unit above a column: the lowest text that is no plain head such as "Total"."""
    names = [text for text in texts if normalise(text) not in PLAIN_HEADS]
    return names[-1] if names else ""
