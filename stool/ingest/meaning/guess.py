"""What a file most likely means: a mapping, and a reason for every column."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePath

import numpy as np
import pandas as pd

from stool.catalogue import say
from stool.errors import BadMappingError
from stool.ingest.language import words
from stool.ingest.language.quarters import date_order, quarter_of
from stool.ingest.language.tally import Counted
from stool.ingest.language.values import no_answers, numbers, yes_and_no
from stool.ingest.language.wording import worded_scale
from stool.ingest.language.words import normalise
from stool.ingest.mapping import Column, Mapping, Rows
from stool.ingest.meaning.against import against_the_others
from stool.ingest.meaning.figures import guess_figures, has_decimal_comma
from stool.ingest.meaning.index import index_items
from stool.ingest.meaning.internal_service import guess_internal_service
from stool.ingest.meaning.items import MANY_ITEMS, SURE_SCALES, is_number_of_things
from stool.ingest.meaning.places import Guesses, guess_places
from stool.ingest.meaning.result import Confidence, Reason, Reasons
from stool.ingest.meaning.scales import guess_scale
from stool.ingest.meaning.scored import EXPECTED, ODD_SHARE, scale_by_numbers
from stool.ingest.meaning.service_log import guess_service_log, leave_the_rest, order_in_log
from stool.ingest.meaning.when import quarter_column
from stool.ingest.tables.table import Table
from stool.schema import (
    BESIDE,
    CSAT,
    CUSTOMER_TEAM,
    ESAT,
    FREE_TEXT,
    INTERNAL,
    LEGS,
    NPS,
    PROFIT,
    SCALES,
)

SAID = say("the mapping says so")
NO_COUNT = say("no count of answers in the file: treated as counted in full, without interval")
ONE_EACH = 0.8  # share of unit-quarters with one row, from which rows are aggregated


@dataclass(frozen=True, slots=True)
class Guess:
    """A whole mapping and the reason of each of its columns.

    Attributes
    ----------
    mapping : Mapping
        Every column of the file has a role. A metric may still lack its leg or scale, and dates
        their order, where nothing settles it; `check` refuses then and says what to add.
    reasons : tuple of (column, meaning, why)
        In the order of the file.
    """

    mapping: Mapping
    reasons: Reasons


def guess_mapping(table: Table, given: Mapping | None = None) -> Guess:
    """Guess what every column means, keeping to what is `given`.

    Parameters
    ----------
    table : Table
    given : Mapping, optional
        Whole or partial; its columns are taken as said, with what they leave out guessed.

    Raises
    ------
    BadMappingError
        `given` names a column the file does not have.
    """
    given = given or Mapping()
    headers = list(table.headers)
    tallies = {header: column.tally for header, column in table.columns.items()}
    guesses = Guesses()
    for column in given.columns:
        if column.column not in headers:
            raise BadMappingError(
                say("{name} has no column “{column}”", name=table.name, column=column.column),
                say("Its columns are {headers}.", headers=", ".join(headers[:20])),
            )
        guesses.add(column, _meaning(column), SAID, "said")
    free = [header for header in headers if header not in guesses.columns]
    if given.others == "ignore":
        for header in free:
            guesses.add(
                Column(header, "ignore"),
                say("not used"),
                say("not mentioned in the mapping"),
                "said",
            )
        free = []
    is_log = guess_service_log(tallies, free, guesses)
    is_beside = is_log or guess_internal_service(tallies, free, guesses)
    guess_places(tallies, free, guesses, table.questions)
    left = [header for header in free if header not in guesses.columns]
    figures = _Figures.of(table, guesses, given.decimal)
    if is_beside:
        leave_the_rest(left, guesses)
    else:
        about = _leg_of_file(table, guesses, figures)
        guess_figures(tallies, left, guesses, about, table.questions, decimal=given.decimal)
    rows = given.rows or _guess_rows(table, guesses, figures)
    for header in headers:
        _complete(figures, guesses, header, rows, named=header not in free)
    if rows == "respondent" and not is_beside:
        _note_against(figures, guesses)
    _make_names_unique(guesses, free)
    columns = tuple(guesses.columns.values())
    mapping = Mapping(
        columns=columns,
        rows=rows,
        headline=_headline(columns, given, rows),
        labels=_labels(table, columns, given),
        day_first=_day_first(table, guesses, given),
        others=given.others,
        **given.said(),
    )
    reasons = tuple(Reason(header, *guesses.reasons[header]) for header in headers)
    return Guess(mapping, reasons)


def _meaning(column: Column) -> str:
    """A column that the mapping settles, in words."""
    if column.role == "metric":
        return ", ".join(part for part in (column.metric, column.leg, column.scale) if part)
    return column.dimension or (say("not used") if column.role == "ignore" else column.role)


@dataclass(frozen=True, slots=True)
class _Figures:
    """Numbers of the columns of a table.

    Attributes
    ----------
    table : Table
    comma : dict of str to bool
        Whether the numbers of a column have a decimal comma.
    """

    table: Table
    comma: dict[str, bool]

    @classmethod
    def of(cls, table: Table, guesses: Guesses, decimal: str | None) -> "_Figures":
        """Those of the columns that are figures, or may be."""
        settled = guesses.columns
        tallies = {
            header: column.tally
            for header, column in table.columns.items()
            if header not in settled or settled[header].role in ("metric", "n", "sd")
        }
        return cls(table, has_decimal_comma(tallies, decimal))

    def numbers(self, header: str) -> Counted:
        """Numbers of a column, with how often each stands there."""
        tally = self.table.columns[header].tally
        return Counted.of(numbers(tally.texts, self.comma[header]), tally.counts)


def _leg_of_file(table: Table, guesses: Guesses, figures: _Figures) -> str | None:
    """Whether the file is about employees or customers: headers first, then its name."""
    said = {c.leg for c in guesses.columns.values() if c.role == "metric"} - {None, PROFIT}
    if len(said) == 1:
        return said.pop()
    names = [normalise(header) for header in table.headers]
    staff = any(_is_about(name, words.EMPLOYEE_ONLY, ESAT) for name in names)
    clients = any(_is_about(name, words.CUSTOMER_ONLY, CSAT) for name in names)
    if staff != clients:
        return ESAT if staff else CSAT
    title = set(normalise(PurePath(table.name).stem).split("_"))
    staff_file = bool(title & (words.EMPLOYEE_ONLY | {"employees", "people", "hr", "workforce"}))
    client_file = bool(title & (words.CUSTOMER_ONLY | {"customers", "clients"}))
    if staff_file != client_file:
        return ESAT if staff_file else CSAT
    if staff or clients:
        return None
    return ESAT if _item_columns(figures, guesses) >= MANY_ITEMS else None


def _is_about(name: str, marks: frozenset[str], leg: str) -> bool:
    """Whether a header tells employees from customers: a short one with one of the words."""
    parts = name.split("_")
    dimension = words.DIMENSION.get(name)
    known = {ESAT: ("level", "tenure"), CSAT: ("segment", "served_by")}[leg]
    service = leg == CSAT and (name in words.YES_NO or name.startswith(tuple(words.REPLY)))
    main = name in (words.ESAT if leg == ESAT else words.CSAT)
    return dimension in known or service or main or (parts[0] in marks and len(parts) <= 2)


def _item_columns(figures: _Figures, guesses: Guesses) -> int:
    """How many of the columns not yet settled hold answers on a scale."""
    table = figures.table
    free = [header for header in table.headers if header not in guesses.columns]
    asked = [h for h in free if not is_number_of_things(h, table.questions.get(h, ""))]
    found = [guess_scale(figures.numbers(h), normalise(h), outside=ODD_SHARE) for h in asked]
    return sum(guess.scale in SURE_SCALES for guess in found)


def _guess_rows(table: Table, guesses: Guesses, figures: _Figures) -> Rows:
    """Whether a row is one answer, or a unit's whole quarter."""
    if guesses.has("n") or any(map(_is_team_mean, guesses.columns.values())):
        return "aggregated"
    if any(map(guesses.has, ("moment", "respondent", *FREE_TEXT))):
        return "respondent"
    metrics = [column for column in guesses.columns.values() if column.role == "metric"]
    scored = [c for c in metrics if c.scale is None or SCALES[c.scale].counted]
    if any(_is_whole(figures.numbers(column.column)) for column in scored):
        return "respondent"
    units = [c.column for c in guesses.columns.values() if c.role == "unit"]
    dates = [c.column for c in guesses.columns.values() if c.role == "quarter"]
    if len(units) != 1 or len(dates) not in (1, 2):
        return "respondent"
    _, dated = quarter_column(table, dates)
    unit = table.columns[units[0]]
    if not {unit.kept, dated.kept} <= {"codes", "days"}:
        return "respondent"
    named = pd.factorize(pd.Series([quarter_of(str(text), True) for text in dated.texts]))[0]
    keys = unit.codes.astype(np.int64) * (len(named) + 1) + named[dated.codes]
    return "aggregated" if len(np.unique(keys)) >= ONE_EACH * len(keys) else "respondent"


def _is_team_mean(column: Column) -> bool:
    """Whether a column has means of what several people say of a team."""
    return column.leg == INTERNAL and str(column.scale).endswith(" mean")


def _is_whole(found: Counted) -> bool:
    return found.rows > 0 and found.whole_share == 1.0


def _complete(figures: _Figures, guesses: Guesses, header: str, rows: Rows, named: bool) -> None:
    """Fill in what a metric lacks once it is known what a row is."""
    column = guesses.columns[header]
    if column.role != "metric":
        by_unit = column.dimension != CUSTOMER_TEAM and rows == "aggregated"
        if column.role == "dimension" and by_unit and not named:
            reason = say("rows are whole quarters of a unit")
            guesses.add(Column(header, "ignore"), say("not used"), reason)
        return
    meaning, reason, confidence = guesses.reasons[header]
    if named and (column.leg == PROFIT or column.metric in words.MONEY_METRICS):
        column = replace(column, leg=column.leg or PROFIT, scale=column.scale or "ledger")
        meaning = _meaning(column)
    counted = any(
        other.role == "n" and other.of in (None, column.metric, normalise(header))
        for other in guesses.columns.values()
    )
    if rows == "aggregated" and not counted and column.leg == CSAT and not named:
        column, meaning, reason = replace(column, scale="ledger"), f"{column.metric}", NO_COUNT
    elif named:
        column, reason = _with_scale(figures, column, rows, counted)
        meaning = _meaning(column)
    guesses.add(column, meaning, reason, confidence)


def _with_scale(figures: _Figures, column: Column, rows: Rows, counted: bool) -> tuple[Column, str]:
    """Scale of a metric whose mapping leaves it out, by its values."""
    table = figures.table
    worded = _worded_by_said(table, column)
    if worded is not None or column.scale is not None:
        return worded or (column, SAID)
    if rows == "aggregated" and not counted and column.leg == CSAT:
        return replace(column, scale="ledger"), f"{SAID}; {NO_COUNT}"
    texts = table.columns[column.column].texts
    answered = ~no_answers(texts)
    if answered.any() and not np.isnan(yes_and_no(texts)[answered]).any():
        digits = any(text.strip().isdigit() for text in texts)
        if not digits:
            return replace(column, scale="0-1"), say("{said}; every value is yes or no", said=SAID)
    if column.metric == NPS:
        return replace(column, scale="0-10"), say("{said}; a recommendation is 0 to 10", said=SAID)
    asked = table.questions.get(column.column) or column.column
    name = column.metric if column.metric == EXPECTED else normalise(column.column)
    guess = scale_by_numbers(
        figures.numbers(column.column), name, asked, is_mean=rows == "aggregated"
    )
    return replace(column, scale=guess.scale), f"{SAID}; {guess.reason}"


def _worded_by_said(table: Table, column: Column) -> tuple[Column, str] | None:
    """A metric of the mapping with what its worded answers stand for, unless that is in doubt."""
    header = column.column
    asked = f"{header} {table.questions.get(header, '')}".strip()
    worded = worded_scale(table.columns[header].tally, asked)
    if worded is None or worded.confidence == "open" or worded.scale == "0-1":
        return None
    if column.scale not in (None, worded.scale):
        return None
    none: list[tuple[str, float | None]] = [(text, None) for text in sorted(worded.no_answer)]
    answers = tuple(dict([*worded.answers.items(), *none, *column.answers]).items())
    return replace(column, scale=worded.scale, answers=answers), f"{SAID}; {worded.reason}"


def _note_against(figures: _Figures, guesses: Guesses) -> None:
    """Say beside an item that it may be worded the other way round."""
    metrics = [column for column in guesses.columns.values() if column.role == "metric"]
    found = against_the_others(metrics, figures.table.columns, figures.comma)
    for header, why in found.items():
        meaning, reason, confidence = guesses.reasons[header]
        sure: Confidence = "likely" if confidence == "sure" else confidence
        guesses.add(guesses.columns[header], meaning, f"{reason}; {why}", sure)


def _make_names_unique(guesses: Guesses, free: list[str]) -> None:
    """Number guessed metrics whose names meet, in the order of their headers."""
    used = Counter(
        column.metric
        for header, column in guesses.columns.items()
        if header not in free or column.metric in (*LEGS, *words.MONEY_METRICS, NPS)
    )
    for header in sorted(free):
        column = guesses.columns[header]
        if column.metric is None or column.metric in (*LEGS, *words.MONEY_METRICS, NPS):
            continue
        name, number = column.metric, 1
        while used[name]:
            number += 1
            name = f"{column.metric}_{number}"
        used[name] += 1
        guesses.columns[header] = replace(column, metric=name)


def _headline(columns: tuple[Column, ...], given: Mapping, rows: Rows) -> dict[str, str]:
    """Metric that stands for each leg: its own name, else recommendation, else the only one."""
    headline = dict(given.headline)
    for leg in (ESAT, CSAT):
        names = [c.metric for c in columns if c.role == "metric" and c.leg == leg and c.metric]
        preferred = [name for name in (leg, NPS) if name in names]
        if leg == ESAT and not preferred and index_items(columns, rows):
            preferred = [ESAT]
        chosen = preferred[:1] or (names if len(names) == 1 else [])
        if chosen and leg not in headline:
            headline[leg] = chosen[0]
    return headline


def _labels(table: Table, columns: tuple[Column, ...], given: Mapping) -> dict[str, str]:
    """The question behind each metric, else its header."""
    asked = {header: table.questions.get(header) or header for header in table.headers}
    labels = {
        column.metric: asked[column.column]
        for column in columns
        if column.metric and column.leg not in BESIDE
    }
    return {**labels, **given.labels}


def _day_first(table: Table, guesses: Guesses, given: Mapping) -> bool | None:
    """Order of day and month, by the whole column, unless it is given."""
    if given.day_first is not None:
        return given.day_first
    if guesses.has("moment"):
        cells = {header: column.tally for header, column in table.columns.items()}
        return order_in_log(cells, guesses.columns.values()).day_first
    for column in guesses.columns.values():
        if column.role == "quarter":
            order = date_order(table.columns[column.column].texts)
            if order.day_first is not None:
                meaning, reason, confidence = guesses.reasons[column.column]
                guesses.add(column, meaning, f"{reason}; {order.reason}", confidence)
                return order.day_first
    return None
