"""From a table of text to typed rows and a report."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.catalogue import say
from stool.errors import TooManyRejectedError
from stool.ingest.checking.aggregated import mend_zeros, note_zeros, reject_repeats
from stool.ingest.checking.answers import judge_count, judge_metric, require_counts
from stool.ingest.checking.identifiers import reject_repeated_answers
from stool.ingest.checking.problems import ProblemLog
from stool.ingest.checking.service_log import ServiceLog, judge_handovers, judge_service_log
from stool.ingest.checking.units import judge_names, note_gaps, pairs_of, settle_regions
from stool.ingest.files.source import Source
from stool.ingest.mapping import Column, Mapping
from stool.ingest.meaning.decimals import require_one_currency, settle_decimals
from stool.ingest.meaning.guess import guess_mapping
from stool.ingest.meaning.index import INDEX, index_items, index_of, index_scale
from stool.ingest.meaning.judged import Judged, constant
from stool.ingest.meaning.result import CheckedFile, Metric, Reasons
from stool.ingest.meaning.settled import count_column, require_settled
from stool.ingest.meaning.when import judge_quarters
from stool.ingest.tables.read import read_table
from stool.ingest.tables.streamed import Progress
from stool.ingest.tables.table import Table
from stool.ingest.tables.totals import is_total
from stool.schema import (
    COST,
    DIMENSIONS,
    ESAT,
    FREE_TEXT,
    OWNER_CHANGES,
    PROFIT,
    REVENUE,
    SCALES,
    SERVICE,
)

BETWEEN_TEXTS = " / "  # of one person, where several columns hold them
MOST_REJECTED = 0.2  # share of rows; beyond it the mapping is more likely wrong than the rows

Texts = Iterator["NDArray[np.object_]"]
Take = Callable[[Iterator[pd.DataFrame], Sequence[Metric], Sequence[str]], None]


def ingest(
    data: "bytes | memoryview | Path | Source",
    name: str | None = None,
    mapping: Mapping | None = None,
    *,
    take: Take | None = None,
    progress: Progress | None = None,
) -> CheckedFile:
    """Read, guess and check a file in a row.

    Parameters
    ----------
    data : bytes, Path or Source
    name : str, optional
        Name of the file, for messages; that of the path by default.
    mapping : Mapping, optional
        Whole or partial; what it leaves out is guessed.
    take : callable, optional
        See `check`.
    progress : callable, optional
        See `read_table`.

    Raises
    ------
    RefusedFileError
        The whole file is refused. A bad row is no reason to raise: it is rejected and listed.
    """
    table = read_table(data, name, mapping, progress)
    guess = guess_mapping(table, mapping)
    return check(table, guess.mapping, guess.reasons, take=take)


def check(
    table: Table,
    mapping: Mapping,
    reasons: Reasons | None = None,
    today: dt.date | None = None,
    take: Take | None = None,
) -> CheckedFile:
    """Check the rows of a table against a mapping.

    Parameters
    ----------
    table : Table
    mapping : Mapping
        Whole, or partial when `reasons` are left out: then the rest is guessed first.
    reasons : tuple of Reason, optional
        Carried into the result.
    today : date, optional
        Day from which a year counts as too far ahead; the current one by default.
    take : callable, optional
        Receives the accepted rows as an iterator of blocks, once all of them are checked, with the
        metrics and dimensions among their columns; the rows are then not kept in the result, so
        that a file of any length can be summed up. Rows of one person each also have what it wrote,
        "" where it wrote nothing: a column `text_column` for each role of `schema.FREE_TEXT` the
        file has.

    Raises
    ------
    RefusedFileError
        See `settled`, `when`, `units`; and `TooManyRejectedError` beyond `MOST_REJECTED`.
    """
    if reasons is None:
        guess = guess_mapping(table, mapping)
        mapping, reasons = guess.mapping, guess.reasons
    require_settled(table, mapping)
    log = ProblemLog(table)
    columns = _judge(table, mapping, today or dt.date.today())
    for judged in columns.all:
        log.judge(judged)
    if columns.log is not None:
        columns.log.reject_disorder(log)
    reject_repeated_answers(table, mapping, columns.quarter, log)
    whole = _aggregated_rows(mapping, columns, log) if mapping.rows == "aggregated" else None
    _require_few_rejected(table, log)
    if whole is not None:
        whole = _mended(whole, mapping, log)
    kept = ~log.rejected
    regions = (
        settle_regions(columns.unit, columns.region, kept, log, table.name)
        if columns.region
        else {}
    )
    present = pairs_of(columns.unit, columns.quarter, kept)
    note_gaps(present, columns.unit.header, log)
    items = index_items(mapping.columns, mapping.rows)
    if mapping.headline.get(ESAT, INDEX) != INDEX:
        items = ()
    metrics = _metrics(mapping, items, columns.log)
    written = _written_texts(table, mapping) if take is not None else {}
    accepted = (
        block[kept[block.index.to_numpy()]].reset_index(drop=True)
        for block in ([whole] if whole is not None else columns.blocks(items, written))
    )
    if take is not None:
        take(accepted, metrics, tuple(columns.dimensions))
    return CheckedFile(
        name=table.name,
        sha256=table.sha256,
        encoding=table.encoding,
        delimiter=table.delimiter,
        fingerprint=table.fingerprint,
        mapping=mapping,
        reasons=reasons,
        stages=table.stages,
        rows=pd.DataFrame() if take is not None else _written(list(accepted), regions, columns),
        regions=regions,
        problems=log.frame(),
        accepted=int(kept.sum()),
        rejected=table.row_count - int(kept.sum()),
        fixed=int((log.fixed & kept).sum()),
        preview=table.top,
        metrics=metrics,
        quarters=tuple(sorted(set(present["second"]))),
        units=tuple(sorted(set(present["first"]))),
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a file that are read, each with a value for every different text.

    Attributes
    ----------
    quarter, unit : Judged
    region : Judged or None
    dimensions, figures : dict of str to Judged
        By dimension; by metric, with ``<metric>__n`` and ``<metric>__sd`` of aggregated rows.
    log : ServiceLog or None
        Moments of the cases, of a service log.
    """

    quarter: Judged
    unit: Judged
    region: Judged | None
    dimensions: dict[str, Judged]
    figures: dict[str, Judged]
    log: ServiceLog | None = None

    @property
    def all(self) -> list[Judged]:
        """Every column once, in the order their problems are found."""
        places = [self.quarter, self.unit, *([self.region] if self.region else [])]
        columns = [*places, *self.dimensions.values(), *self.figures.values()]
        columns += [each.judged for each in self.log.times.values()] if self.log else []
        return list({id(each): each for each in columns}.values())

    def blocks(
        self, items: tuple[Column, ...] = (), written: dict[str, Texts] | None = None
    ) -> Iterator[pd.DataFrame]:
        """Typed rows, block by block, indexed by their place in the table.

        `written` are further columns, with their texts in the same blocks.
        """
        begin = 0
        for number, block in enumerate(self.unit.column.blocks):
            end = begin + len(block)
            rows: dict[str, object] = {
                "quarter": self.quarter.category(number),
                "unit": self.unit.category(number),
            }
            rows |= {name: each.category(number) for name, each in self.dimensions.items()}
            rows |= {name: each.floats(number) for name, each in self.figures.items()}
            frame = pd.DataFrame(rows, index=range(begin, end))
            if items:
                frame[INDEX] = index_of(frame, items)
            for name, texts in (written or {}).items():
                frame[name] = next(texts)
            if self.log is not None:
                frame = frame.assign(**self.log.figures(number, frame))
            yield frame
            begin = end


def _judge(table: Table, mapping: Mapping, today: dt.date) -> Columns:
    """Judge every column that the mapping uses."""
    dimensions = {str(each.dimension): each.column for each in mapping.having("dimension")}
    region = [_names(table, each.column) for each in mapping.having("region")]
    quarter = (
        judge_quarters(table, mapping, today)
        if mapping.having("quarter")
        else constant("", str(mapping.period), table.lines)
    )
    return Columns(
        quarter=quarter,
        unit=_unit(table, mapping),
        region=region[0] if region else None,
        dimensions={
            name: _names(table, dimensions[name]) for name in DIMENSIONS if name in dimensions
        },
        figures=_judge_figures(table, mapping),
        log=judge_service_log(table, mapping, quarter, today),
    )


def _names(table: Table, header: str) -> Judged:
    return judge_names(header, table.whole(header))


def _unit(table: Table, mapping: Mapping) -> Judged:
    columns = mapping.having("unit")
    if not columns:
        return constant("", str(mapping.place), table.lines)
    unit = _names(table, columns[0].column)
    unit.reject(unit.values == "", say("no unit"), say("Fill in the unit the row belongs to."))
    if mapping.named_total != "unit":
        totals = np.array([is_total(name) for name in unit.values], dtype=np.bool_)
        remedy = say("Delete the row; or say that it is a unit: “named_total” in the mapping.")
        unit.reject(totals, say("a total, not a unit"), remedy)
    return unit


def _judge_figures(table: Table, mapping: Mapping) -> dict[str, Judged]:
    """Metrics, with counts and spreads where rows are aggregated."""
    metrics = mapping.having("metric")
    supports = (*mapping.having("n"), *mapping.having("sd"))
    aggregated = mapping.rows == "aggregated"
    read_as = {each.column: each for each in (*metrics, *(supports if aggregated else ()))}
    coded = {header: table.whole(header) for header in read_as}
    comma = settle_decimals(table.name, coded, read_as, mapping.decimal)
    figures = {}
    for metric in metrics:
        header = metric.column
        if metric.leg == PROFIT:
            require_one_currency(table.name, header, coded[header])
        figures[str(metric.metric)] = judge_metric(
            coded[header], metric, not aggregated, comma[header]
        )
        if (metric.leg, metric.metric) == (SERVICE, OWNER_CHANGES):
            judge_handovers(figures[OWNER_CHANGES])
    if not aggregated:
        return figures
    read = {each: judge_count(coded[each.column], each, comma[each.column]) for each in supports}
    for metric in metrics:
        if not SCALES[str(metric.scale)].sampled:
            continue
        for role in ("n", "sd"):
            column = count_column(mapping, metric.metric, role)
            if column is not None:
                figures[f"{metric.metric}__{role}"] = read[column]
    return figures


def _aggregated_rows(mapping: Mapping, columns: Columns, log: ProblemLog) -> pd.DataFrame:
    """All rows of an aggregated file; those without a count, and those that repeat, rejected."""
    rows = pd.concat(list(columns.blocks()))
    for name in ("quarter", "unit", *columns.dimensions):
        rows[name] = rows[name].astype("str")
    for metric in mapping.having("metric"):
        for role in ("n", "sd"):
            support = f"{metric.metric}__{role}"
            if support in rows:
                rows[support] = rows[support].where(rows[str(metric.metric)].notna())
        if f"{metric.metric}__n" in rows:
            written = columns.figures[str(metric.metric)].column.written()
            require_counts(rows, metric, written, log)
    key = ["unit", "quarter", *columns.dimensions]
    reject_repeats(rows, key, columns.unit.header, log)
    return rows


def _mended(rows: pd.DataFrame, mapping: Mapping, log: ProblemLog) -> pd.DataFrame:
    """Aggregated rows with zeros that stand for missing read as missing."""
    metrics = mapping.having("metric")
    rows = mend_zeros(rows, {str(each.metric): each.column for each in metrics}, log)
    counted = [each for each in metrics if each.scale == "ledger"]
    ledger = {str(each.metric): each.column for each in counted}
    note_zeros(rows, {k: v for k, v in ledger.items() if k not in (REVENUE, COST)}, log)
    return rows


def _require_few_rejected(table: Table, log: ProblemLog) -> None:
    rejected = int(log.rejected.sum()) + len(table.ragged)
    if rejected > MOST_REJECTED * table.row_count:
        problems = log.frame()
        found = problems[problems["outcome"] == "rejected"]
        counts = found.groupby(["column", "rule"]).size().sort_values(kind="stable")
        column, rule = counts.index[-1]
        commonest = f"{column}: {rule}" if column else str(rule)
        raise TooManyRejectedError(table.name, rejected, table.row_count, commonest, problems)


def _metrics(
    mapping: Mapping, items: tuple[Column, ...], log: ServiceLog | None
) -> tuple[Metric, ...]:
    found = [
        Metric(str(each.metric), str(each.leg), str(each.scale), each.better)
        for each in mapping.having("metric")
    ]
    if items:
        found.append(Metric(INDEX, ESAT, index_scale(items), "higher"))
    found += log.metrics if log is not None else ()
    return tuple(sorted(found))


def text_column(role: str) -> str:
    """Column of the rows with free text of that role; no metric can have such a name."""
    return f"text__{role}"


def _written_texts(table: Table, mapping: Mapping) -> dict[str, Texts]:
    """What people wrote, by the column it goes to; nothing of aggregated rows."""
    if mapping.rows == "aggregated":
        return {}
    headers = {role: [each.column for each in mapping.having(role)] for role in FREE_TEXT}
    return {
        text_column(role): map(_together, *(table.texts(header) for header in named))
        for role, named in headers.items()
        if named
    }


def _together(*columns: NDArray[np.object_]) -> NDArray[np.object_]:
    """What each person wrote in one or several columns."""
    if len(columns) == 1:
        return columns[0]
    joined = np.empty(len(columns[0]), dtype=object)
    joined[:] = [
        BETWEEN_TEXTS.join(text for text in texts if text.strip())
        for texts in zip(*columns, strict=True)
    ]
    return joined


def _written(
    collected: list[pd.DataFrame], regions: dict[str, str], columns: Columns
) -> pd.DataFrame:
    """The accepted rows as one frame, names written out."""
    rows = pd.concat(collected, ignore_index=True)
    for name in ("quarter", "unit", *columns.dimensions):
        rows[name] = rows[name].astype("str")
    if columns.region is not None:
        rows.insert(2, "region", rows["unit"].map(regions).astype("str"))
    return rows
