"""Tables with a column for every quarter, made long: one row per unit and quarter."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stool.catalogue import say
from stool.errors.shape import MixedPeriodsError, RepeatedMeasureError, RepeatedPeriodError
from stool.ingest.files.records import Record
from stool.ingest.files.stages import Stage
from stool.ingest.language import words
from stool.ingest.language.quarters import looks_like_quarters
from stool.ingest.language.values import is_no_answer, to_number
from stool.ingest.language.words import normalise
from stool.ingest.tables.wide_heads import Kind, Period, is_total, period_column

QUARTER_HEAD = "quarter"
VALUE_HEAD = "value"
ITEM_HEAD = "item"
SNIFFED_ROWS = 200
SHOWN = 4  # columns named in a sentence
KINDS = {"quarter": say("quarters"), "date": say("months or dates"), "year": say("years")}
MEASURE_HEADS = frozenset(  # a column so named says what the figures of its row are
    {"measure", "measures", "metric", "metrics", "kpi", "kpis", "indicator", "figure", "kennzahl"}
    | {"indicateur", "indicador", "variable", "question", "frage", "statistic"}
)
LOOSE_HEADS = frozenset(  # it may, if one of its values is a measure we know
    {"account", "accounts", "item", "items", "line", "line_item", "category", "description"}
    | {"position", "particulars", "type", "label", "konto", "compte", "cuenta"}
    | {*words.QUARTER, *words.YEAR, *words.MONTH, "date", "datum"}
)
UNNAMED = re.compile(r"(?:column_[0-9]+)?")
SCORES = (
    frozenset(words.MONEY)
    | words.CSAT
    | words.ESAT
    | words.SATISFACTION
    | words.RECOMMEND
    | words.COUNT_OF_ANSWERS
)


@dataclass(frozen=True, slots=True)
class Unpivoted:
    """A wide table made long.

    Attributes
    ----------
    heads : tuple of str
        Key columns, "quarter" (as the header had it), and a column per measure.
    records : tuple of Record
        One per row of the file and period, with the line of that row; where a column named the
        measures, one per unit and period, with the line of the unit's first row.
    stage : Stage
    """

    heads: tuple[str, ...]
    records: tuple[Record, ...]
    stage: Stage


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which columns are periods, which are keys and which are left out."""

    periods: list[Period]
    keys: list[int]
    left_out: list[int]


@dataclass(frozen=True, slots=True)
class _Row:
    """Figures of one unit, by period and measure, and the line they begin in."""

    line: int
    keys: list[str]
    figures: dict[tuple[object, str], str]


def unpivot(heads: Sequence[str], records: Sequence[Record], name: str) -> Unpivoted | None:
    """Make a table long that has a column per quarter, month or year; None if it has none.

    Two headers at least have to name different periods, and columns of periods be no fewer than
    other columns of numbers. Totals, averages and changes beside them are left out. Where a key
    column holds the names of measures ("Revenue", "Cost"), each of them becomes a column. A row
    of the file without any figure makes no rows; otherwise a blank cell makes a row with a blank.

    Parameters
    ----------
    heads : sequence of str
        Header of each column.
    records : sequence of Record
        Rows, fields in the order of `heads`; missing fields are blank.
    name : str
        File, for refusals.

    Raises
    ------
    RepeatedPeriodError
        Two columns hold the same measure of the same period.
    MixedPeriodsError
        Columns of months stand beside columns of other quarters.
    RepeatedMeasureError
        A measure comes twice for the same unit.
    """
    plan = _plan(heads, records, name)
    if plan is None:
        return None
    named_by = _measure_column(heads, records, plan.keys)
    keys = [key for key in plan.keys if key != named_by]
    key_heads = [_key_head(heads[key], _column(records, key)) for key in keys]
    rows = _rows(records, plan.periods, keys, named_by, name)
    texts: dict[object, str] = {}
    for period in plan.periods:
        texts.setdefault(period.key, period.text)
    measures = list(dict.fromkeys(measure for row in rows for _, measure in row.figures))
    long = tuple(
        Record(row.line, [*row.keys, text, *(row.figures.get((key, m), "") for m in measures)])
        for row in rows
        for key, text in texts.items()
    )
    stage = _stage(
        heads, plan, (len(rows), len(long)), named_by, dict(zip(keys, key_heads, strict=True))
    )
    new_heads = _unique([*key_heads, QUARTER_HEAD, *(m or VALUE_HEAD for m in measures)])
    return Unpivoted(tuple(new_heads), long, stage)


def _plan(heads: Sequence[str], records: Sequence[Record], name: str) -> _Plan | None:
    """Tell the columns apart; None if the table is not wide."""
    named = [period for place, head in enumerate(heads) if (period := period_column(place, head))]
    kinds: tuple[Kind, ...] = ("quarter", "date", "year")
    for kind in kinds:
        periods = [period for period in named if period.kind == kind]
        if len({period.key for period in periods}) > 1:
            break
    else:
        return None
    _require_different(periods, heads, name)
    left_out = _left_out(heads, records, named, periods, name)
    taken = {period.place for period in periods}.union(left_out)
    keys = [place for place in range(len(heads)) if place not in taken]
    numeric = [place for place in keys if _mostly_numbers(_column(records, place))]
    if len(numeric) > len(periods):
        return None
    if kind != "quarter" and not _holds_figures(records, periods):
        return None
    if kind == "year" and any(looks_like_quarters(_column(records, place)) for place in keys):
        return None
    return _Plan(periods, keys, left_out)


def _left_out(
    heads: Sequence[str],
    records: Sequence[Record],
    named: Sequence[Period],
    periods: Sequence[Period],
    name: str,
) -> list[int]:
    """Columns beside the periods that repeat their figures: totals, years, months of quarters."""
    measures = {normalise(period.measure) for period in periods}
    chosen = {period.place for period in periods}
    quarters = {period.quarter for period in periods}
    others = [p for p in named if p.place not in chosen and normalise(p.measure) in measures]
    loose = [p for p in others if p.kind == "date" and p.quarter not in quarters]
    if loose:
        raise MixedPeriodsError(
            name, [heads[period.place] for period in periods], [heads[p.place] for p in loose]
        )
    repeated = {period.place for period in others}
    for place, head in enumerate(heads):
        if place not in chosen and is_total(head, measures):
            repeated |= {place} if _mostly_numbers(_column(records, place)) else set()
    return sorted(repeated)


def _require_different(periods: Iterable[Period], heads: Sequence[str], name: str) -> None:
    """Refuse two columns for one period and measure."""
    met: dict[tuple[object, str], str] = {}
    for period in periods:
        key = (period.key, normalise(period.measure))
        if key in met:
            raise RepeatedPeriodError(name, [met[key], heads[period.place]])
        met[key] = heads[period.place]


def _field(record: Record, place: int) -> str:
    return record.fields[place].strip() if place < len(record.fields) else ""


def _column(records: Sequence[Record], place: int) -> list[str]:
    """First cells of a column."""
    return [_field(record, place) for record in records[:SNIFFED_ROWS]]


def _mostly_numbers(texts: Iterable[str]) -> bool:
    answered = [text for text in texts if not is_no_answer(text)]
    found = [text for text in answered if _is_number(text)]
    return bool(found) and len(found) * 2 > len(answered)


def _is_number(text: str) -> bool:
    return not (math.isnan(to_number(text)) and math.isnan(to_number(text, decimal_comma=True)))


def _holds_figures(records: Sequence[Record], periods: Iterable[Period]) -> bool:
    """Whether the columns of the periods hold mostly numbers."""
    return _mostly_numbers(text for period in periods for text in _column(records, period.place))


def _measure_column(
    heads: Sequence[str], records: Sequence[Record], keys: Sequence[int]
) -> int | None:
    """Key column that says what the figures of its row are, by its header and its values."""
    for place in keys:
        name = normalise(heads[place])
        values = {_field(record, place) for record in records} - {""}
        known = {value for value in values if _is_known_measure(value)}
        loose = name in LOOSE_HEADS or UNNAMED.fullmatch(name)
        if values and (
            name in MEASURE_HEADS or known == values or (loose and known and len(values) > 1)
        ):
            return place
    return None


def _is_known_measure(text: str) -> bool:
    return bool({normalise(text), words.without_money_units(text)} & SCORES)


def _key_head(head: str, values: Sequence[str]) -> str:
    """Header of a key column; one that names the columns beside it ("Year") gives way."""
    spoken = {*words.QUARTER, *words.YEAR, *words.MONTH, "date", "datum"}
    named_so = normalise(head) in spoken and not looks_like_quarters(values)
    return ITEM_HEAD if named_so else head


def _rows(
    records: Sequence[Record],
    periods: Sequence[Period],
    keys: Sequence[int],
    named_by: int | None,
    name: str,
) -> list[_Row]:
    """Figures of every unit that has any."""
    groups: dict[object, _Row] = {}
    lines: dict[tuple[object, str], int] = {}
    for record in records:
        figures = {period: _field(record, period.place) for period in periods}
        if not any(figures.values()):
            continue
        said = "" if named_by is None else _field(record, named_by)
        fields = [_field(record, key) for key in keys]
        unit: object = record.line if named_by is None else tuple(fields)
        row = groups.setdefault(unit, _Row(record.line, fields, {}))
        if (unit, normalise(said)) in lines:
            first = lines[unit, normalise(said)]
            raise RepeatedMeasureError(name, said or VALUE_HEAD, [first, record.line])
        lines[unit, normalise(said)] = record.line
        for period, text in figures.items():
            measure = " ".join(part for part in (said, period.measure) if part)
            row.figures[period.key, measure] = text
    return list(groups.values())


def _unique(heads: Sequence[str]) -> list[str]:
    """Headers with a number behind those that come again."""
    unique: list[str] = []
    for head in heads:
        name, number = head, 1
        while name in unique:
            number += 1
            name = f"{head} {number}"
        unique.append(name)
    return unique


def _stage(
    heads: Sequence[str],
    plan: _Plan,
    rows: tuple[int, int],
    named_by: int | None,
    key_heads: dict[int, str],
) -> Stage:
    """What was found, in words."""
    first, last = plan.periods[0].text, plan.periods[-1].text
    kinds = KINDS[plan.periods[0].kind]
    found = say("{kinds} as columns, “{first}” to “{last}”", kinds=kinds, first=first, last=last)
    why = [
        say(
            "{periods} of {heads} headers name {kinds}",
            periods=len(plan.periods),
            heads=len(heads),
            kinds=kinds,
        )
    ]
    why.append(
        say("rows with figures: {first} in the file, {rows} here", first=rows[0], rows=rows[1])
    )
    if plan.left_out:
        shown = [f"“{heads[place]}”" for place in plan.left_out[:SHOWN]]
        more = (
            [say("{left_out} more", left_out=len(plan.left_out) - SHOWN)]
            if len(plan.left_out) > SHOWN
            else []
        )
        why.append(
            say(
                "left out because they repeat these figures: {shown}",
                shown=", ".join([*shown, *more]),
            )
        )
    if named_by is not None:
        why.append(say("“{named_by}” says what each row measures", named_by=heads[named_by]))
    why += [
        say(
            "“{place}” names the columns beside it, so its own are called “{head}”",
            place=heads[place],
            head=head,
        )
        for place, head in key_heads.items()
        if heads[place] != head
    ]
    return Stage("wide", found, "; ".join(why))
