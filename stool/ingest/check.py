"""From a table of text to typed rows and a report."""

import datetime as dt

import numpy as np
import pandas as pd

from stool.errors import TooManyRejectedError
from stool.ingest.aggregated import mend_zeros, note_zeros, reject_repeats
from stool.ingest.answers import count_values, metric_values, require_counts
from stool.ingest.figures import has_decimal_comma
from stool.ingest.guess import guess_mapping
from stool.ingest.index import INDEX, index_items, index_of, index_scale
from stool.ingest.mapping import Column, Mapping
from stool.ingest.problems import ProblemLog
from stool.ingest.read import Table, read_table
from stool.ingest.result import CheckedFile, Metric, Reasons
from stool.ingest.settled import count_column, require_settled
from stool.ingest.units import note_gaps, settle_regions, tidy_names
from stool.ingest.values import no_answers
from stool.ingest.when import quarters_of
from stool.ingest.words import PERSON_ID, normalise
from stool.schema import COST, DIMENSIONS, ESAT, REVENUE, SCALES

MOST_REJECTED = 0.2  # share of rows; beyond it the mapping is more likely wrong than the rows
PREVIEW_ROWS = 8


def ingest(data: bytes, name: str, mapping: Mapping | None = None) -> CheckedFile:
    """Read, guess and check a file in a row.

    Parameters
    ----------
    data : bytes
    name : str
        Name of the file, for messages.
    mapping : Mapping, optional
        Whole or partial; what it leaves out is guessed.

    Raises
    ------
    RefusedFileError
        The whole file is refused. A bad row is no reason to raise: it is rejected and listed.
    """
    table = read_table(data, name)
    guess = guess_mapping(table, mapping)
    return check(table, guess.mapping, guess.reasons)


def check(
    table: Table,
    mapping: Mapping,
    reasons: Reasons | None = None,
    today: dt.date | None = None,
) -> CheckedFile:
    """Check the rows of a table against a mapping.

    Parameters
    ----------
    table : Table
    mapping : Mapping
        Whole, or partial when `reasons` are left out: then the rest is guessed first.
    reasons : tuple of (column, meaning, why), optional
        Carried into the result.
    today : date, optional
        Day from which a year counts as too far ahead; the current one by default.

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
    rows = _places(table, mapping, log, today or dt.date.today())
    rows = pd.concat([rows, _figures(table, mapping, log)], axis=1)
    _reject_duplicates(table, mapping, rows, log)
    _require_few_rejected(table, log)
    rows, metrics = _finished(table, mapping, rows, log)
    kept = rows.loc[~log.rejected].reset_index(drop=True)
    return CheckedFile(
        name=table.name,
        sha256=table.sha256,
        encoding=table.encoding,
        delimiter=table.delimiter,
        mapping=mapping,
        reasons=reasons,
        rows=kept,
        problems=log.frame(),
        accepted=len(kept),
        rejected=table.row_count - len(kept),
        fixed=int((log.fixed & ~log.rejected).sum()),
        preview=table.cells.head(PREVIEW_ROWS).astype("str"),
        metrics=metrics,
        quarters=tuple(sorted(kept["quarter"].unique())),
        units=tuple(sorted(kept["unit"].unique())),
    )


def _places(table: Table, mapping: Mapping, log: ProblemLog, today: dt.date) -> pd.DataFrame:
    """Quarter, unit, region and dimensions of every row."""
    cells = table.cells
    unit = mapping.having("unit")[0].column
    places = {"quarter": quarters_of(table, mapping, log, today)}
    places["unit"] = tidy_names(cells[unit], log)
    blank = (places["unit"] == "").to_numpy()
    log.reject(blank, unit, cells[unit], "no unit", "Fill in the unit the row belongs to.")
    for region in mapping.having("region"):
        places["region"] = tidy_names(cells[region.column], log)
    columns = {column.dimension: column.column for column in mapping.having("dimension")}
    for dimension in DIMENSIONS:
        if dimension in columns:
            names = tidy_names(cells[columns[dimension]], log)
            places[dimension] = names.where(names != "")
    return pd.DataFrame(places)


def _figures(table: Table, mapping: Mapping, log: ProblemLog) -> pd.DataFrame:
    """Metrics of every row, with counts and spreads where rows are aggregated."""
    metrics = mapping.having("metric")
    supports = (*mapping.having("n"), *mapping.having("sd"))
    comma = has_decimal_comma(table.cells, [c.column for c in (*metrics, *supports)])
    aggregated = mapping.rows == "aggregated"
    columns = {}
    for metric in metrics:
        header = metric.column
        columns[str(metric.metric)] = metric_values(
            table.cells[header], metric, not aggregated, comma[header], log
        )
    if aggregated:
        read = {c: count_values(table.cells[c.column], c, comma[c.column], log) for c in supports}
        for metric in metrics:
            columns |= _supports(mapping, metric, columns[str(metric.metric)], read)
    figures = pd.DataFrame(columns, index=range(len(table.cells)))
    if aggregated:
        for metric in metrics:
            if f"{metric.metric}__n" in figures:
                require_counts(figures, metric, table.cells[metric.column], log)
    return figures


def _supports(
    mapping: Mapping,
    metric: Column,
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    read: "dict[Column, np.ndarray[tuple[int], np.dtype[np.float64]]]",
) -> "dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]":
    """Count and spread of a sampled metric, missing where the metric is."""
    if not SCALES[str(metric.scale)].sampled:
        return {}
    found = {}
    for role in ("n", "sd"):
        column = count_column(mapping, metric.metric, role)
        if column is not None:
            found[f"{metric.metric}__{role}"] = np.where(np.isnan(values), np.nan, read[column])
    return found


def _reject_duplicates(table: Table, mapping: Mapping, rows: pd.DataFrame, log: ProblemLog) -> None:
    """Reject answers that come twice, and unit-quarters that do."""
    for column in mapping.having("respondent"):
        cells = table.cells[column.column]
        keys = pd.DataFrame({"id": cells.str.strip(), "quarter": ""})
        if normalise(column.column) in PERSON_ID:
            keys["quarter"] = rows["quarter"]
        standing = np.flatnonzero(~log.rejected & ~no_answers(cells))
        codes, _ = pd.factorize(pd.MultiIndex.from_frame(keys.iloc[standing]))
        first = standing[np.unique(codes, return_index=True)[1]][codes]
        shown = np.full(len(rows), "", dtype=object)
        shown[standing] = [f"as in row {log.line(place)}" for place in first]
        later = np.zeros(len(rows), dtype=np.bool_)
        later[standing] = first != standing
        remedy = "Delete the row that is not wanted, or give it an identifier of its own."
        rule = "the identifier comes a second time"
        log.reject(later, column.column, pd.Series(shown, dtype="str"), rule, remedy)
    if mapping.rows == "aggregated":
        key = ["unit", "quarter", *(d for d in DIMENSIONS if d in rows)]
        reject_repeats(rows, key, mapping.having("unit")[0].column, log)


def _require_few_rejected(table: Table, log: ProblemLog) -> None:
    rejected = int(log.rejected.sum()) + len(table.ragged)
    if rejected > MOST_REJECTED * table.row_count:
        problems = log.frame()
        found = problems[problems["outcome"] == "rejected"]
        counts = found.groupby(["column", "rule"]).size().sort_values(kind="stable")
        column, rule = counts.index[-1]
        commonest = f"{column}: {rule}" if column else str(rule)
        raise TooManyRejectedError(table.name, rejected, table.row_count, commonest, problems)


def _finished(
    table: Table, mapping: Mapping, rows: pd.DataFrame, log: ProblemLog
) -> tuple[pd.DataFrame, tuple[Metric, ...]]:
    """Rows with regions settled, zeros mended and the index added; and the metrics in them."""
    columns = mapping.having("metric")
    unit = mapping.having("unit")[0].column
    for region in mapping.having("region"):
        settle_regions(rows, ~log.rejected, region.column, log, table.name)
    if mapping.rows == "aggregated":
        rows = mend_zeros(rows, {str(c.metric): c.column for c in columns}, log)
        ledger = [c for c in columns if c.scale == "ledger" and c.metric not in (REVENUE, COST)]
        note_zeros(rows, {str(c.metric): c.column for c in ledger}, log)
    note_gaps(rows, ~log.rejected, unit, log)
    metrics = [Metric(str(c.metric), str(c.leg), str(c.scale), c.better) for c in columns]
    items = index_items(mapping.columns, mapping.rows)
    if items and mapping.headline.get(ESAT, INDEX) == INDEX:
        rows = rows.assign(**{INDEX: index_of(rows, items)})
        metrics.append(Metric(INDEX, ESAT, index_scale(items), "higher"))
    return rows, tuple(sorted(metrics))
