"""Whether a mapping says enough for the rows to be read."""

import json

from stool.catalogue import say
from stool.errors import (
    BadMappingError,
    LongPeriodError,
    MissingColumnError,
    MissingCountError,
    UnsettledColumnError,
)
from stool.ingest.language.tally import Counted
from stool.ingest.language.values import decimal_votes, numbers
from stool.ingest.language.wording import worded_scale
from stool.ingest.mapping import Column, Mapping
from stool.ingest.meaning.index import INDEX, index_items
from stool.ingest.tables.table import Table
from stool.schema import ATTAINMENT, DIMENSIONS, ESAT, INTERNAL, LEGS, MARGIN, PROFIT, SCALES

RESERVED = ("quarter", "unit", "region", *DIMENSIONS)  # columns of the checked rows
PARTS = {"quarter": say("the quarter or date"), "unit": say("the unit (branch, team, …)")}
INSTEAD = {
    "quarter": say('where every row is of one quarter name it with "period": "2026Q2" (--period)'),
    "unit": say('where every row is of one unit name it with "place": "North" (--place)'),
}
CHOOSE_SCALE = say(
    'Say which scale it is on in the mapping, like "scale": "1-5" (one of {scales}), or ignore it.',
    scales=", ".join(SCALES),
)
CHOOSE_LEG = say(
    'Say which leg it belongs to in the mapping: "leg": one of {legs}.', legs=", ".join(LEGS)
)


def require_settled(table: Table, mapping: Mapping) -> None:
    """Refuse a file whose mapping leaves something open that the rows depend on.

    Raises
    ------
    MissingColumnError
        There is no column for the quarter or unit, or nothing is measured.
    UnsettledColumnError
        A metric has no leg or scale.
    MissingCountError
        An aggregated score of people has no column with its number of answers.
    BadMappingError
        Two columns play one part, or a name does not exist.
    """
    _require_places(table, mapping)
    _require_moments(mapping)
    metrics = mapping.having("metric")
    if not metrics and not mapping.having("moment"):
        _refuse_missing(table, say("a figure to measure"), "columns")
    for metric in metrics:
        if metric.leg is None:
            doubt = say("nothing says whether it is about employees or about customers")
            raise UnsettledColumnError(table.name, metric.column, doubt, CHOOSE_LEG)
        if metric.scale is None or metric.metric is None:
            doubt, remedy = _open_scale(table, metric.column)
            raise UnsettledColumnError(table.name, metric.column, doubt, remedy)
        if metric.scale == "0-100":
            _require_percentages(table, metric.column)
    _require_names(mapping, metrics)
    if mapping.rows == "aggregated":
        _require_counts(table, mapping, metrics)


def _require_moments(mapping: Mapping) -> None:
    """A service log has one column for each moment, and one row a case."""
    moments = [str(column.of) for column in mapping.having("moment")]
    if not moments:
        return
    for moment in moments:
        if moments.count(moment) > 1:
            raise BadMappingError(
                say("more than one column is the moment “{moment}”", moment=moment),
                say("Choose one and ignore the others."),
            )
    if len(mapping.having("quarter")) != 1:
        raise BadMappingError(
            say("a service log has no one column that says when a case was opened"),
            say("Name it under “quarter”."),
        )
    if mapping.rows == "aggregated":
        raise BadMappingError(
            say("the rows of a service log are said to be aggregated"),
            say("Load one row a case, or map no column as a moment."),
        )


def _require_percentages(table: Table, header: str) -> None:
    """Refuse shares from 0 to 1 where percentages are said: they would be a hundredth."""
    tally = table.columns[header].tally
    found = Counted.of(numbers(tally.texts, decimal_votes(tally.texts) > 0))
    if found.rows and found.values.max() <= 1 and found.whole_share < 1:
        doubt = say("its values run from 0 to 1, as shares do, and its scale is said to be 0-100")
        remedy = say("Multiply them by 100 in the file, or say another scale.")
        raise UnsettledColumnError(table.name, header, doubt, remedy)


def _open_scale(table: Table, header: str) -> tuple[str, str]:
    """What nothing settles about the scale of a column, and what does."""
    asked = f"{header} {table.questions.get(header, '')}".strip()
    worded = worded_scale(table.columns[header].tally, asked)
    if worded is None:
        return say("its values do not settle its scale"), CHOOSE_SCALE
    answers = json.dumps(worded.answers, ensure_ascii=False)
    return worded.doubt, say(
        'If they mean this, say so in the mapping: "scale": "{scale}", "answers": {answers}; '
        "correct what is wrong in it, or ignore the column.",
        scale=worded.scale,
        answers=answers,
    )


def count_column(mapping: Mapping, metric: str | None, role: str) -> Column | None:
    """Column with the `n` or `sd` of a metric: its own, else the one for every metric."""
    columns = mapping.having(role)
    own = [column for column in columns if column.of == metric]
    shared = [column for column in columns if column.of is None]
    return next(iter(own + shared), None)


def _refuse_missing(table: Table, needed: str, key: str, instead: str = "") -> None:
    raise MissingColumnError(table.name, needed, f"“{key}”", table.headers, instead)


def _require_places(table: Table, mapping: Mapping) -> None:
    """One unit, one quarter (or year and part), at most one region and one of each dimension."""
    said = {"quarter": mapping.period, "unit": mapping.place}
    missing = [part for part in PARTS if not mapping.having(part) and said[part] is None]
    if "quarter" in missing and "period" in table.headers:
        raise LongPeriodError(table.name, str(table.columns["period"].texts[0]))
    if missing:
        needed = say(", nor one as ").join(PARTS[part] for part in missing)
        instead = say(", or ").join(INSTEAD[part] for part in missing)
        _refuse_missing(
            table,
            needed,
            say("” and “").join(missing),
            say(", or {instead}", instead=instead),
        )
    parts = [(role, mapping.having(role), most) for role, most in (("quarter", 2), ("unit", 1))]
    parts.append(("region", mapping.having("region"), 1))
    for dimension in DIMENSIONS:
        own = [c for c in mapping.having("dimension") if c.dimension == dimension]
        parts.append((dimension, tuple(own), 1))
    for part, columns, most in parts:
        if len(columns) > most:
            named = ", ".join(f"“{column.column}”" for column in columns)
            raise BadMappingError(
                say("{named} are all {part}", named=named, part=part),
                say("Choose one and ignore the others."),
            )


def _require_names(mapping: Mapping, metrics: tuple[Column, ...]) -> None:
    """Metric names meet neither each other nor the other columns; what refers to them exists."""
    names = [str(metric.metric) for metric in metrics]
    for metric, name in zip(metrics, names, strict=True):
        if names.count(name) > 1:
            raise BadMappingError(
                say("more than one column is the metric “{name}”", name=name),
                say("Give each a name of its own."),
            )
        if name in RESERVED or "__" in name:
            raise BadMappingError(
                say(
                    "“{column}” is to be the metric “{name}”, a name used otherwise",
                    column=metric.column,
                    name=name,
                ),
                say("Choose another name."),
            )
    known = {*names, *((INDEX,) if index_items(mapping.columns, mapping.rows) else ())}
    for column in (*mapping.having("n"), *mapping.having("sd")):
        if column.of is not None and column.of not in known:
            raise BadMappingError(
                say(
                    "“{column}” belongs to the metric “{of}”, which there is none of",
                    column=column.column,
                    of=column.of,
                ),
                say("The metrics are {known}.", known=", ".join(sorted(known))),
            )
    for leg, headline in mapping.headline.items():
        derived = (MARGIN, ATTAINMENT) if leg == PROFIT else ()
        if headline not in {*known, *derived}:
            raise BadMappingError(
                say(
                    "the headline of {leg} is “{headline}”, which there is none of",
                    leg=leg,
                    headline=headline,
                ),
                say("The metrics are {known}.", known=", ".join(sorted({*known, *derived}))),
            )


def _require_counts(table: Table, mapping: Mapping, metrics: tuple[Column, ...]) -> None:
    for metric in metrics:
        if not SCALES[str(metric.scale)].sampled or count_column(mapping, metric.metric, "n"):
            continue
        if metric.leg in (ESAT, INTERNAL):
            raise MissingCountError(
                table.name,
                metric.column,
                say("so the smallest group of employees that may be shown cannot be kept"),
                say('Add the column and map it with "role": "n", or load one row per answer.'),
            )
        raise MissingCountError(
            table.name,
            metric.column,
            say("so it has no interval"),
            say(
                'Add the column and map it with "role": "n", or map the score with "scale": '
                '"ledger", which takes it as counted in full.'
            ),
        )
