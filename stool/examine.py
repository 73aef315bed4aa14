"""A file on its way in: checked, and summed up into cells block by block."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import pandas as pd

from stool.cells import MetricColumn, Summed, pairs_of, splits_of, summed
from stool.ingest import CheckedFile, Mapping, Metric, Reasons, Table, check, text_column
from stool.ingest.language.concepts import concept_metrics
from stool.schema import CELL_COLUMNS, CROSS_COLUMNS, CSAT, ESAT, FREE_TEXT, PAIR_COLUMNS, SERVER
from stool.voice.rows import UNKNOWN, Collector, bands_of, nothing, nothing_written


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that passed, and what it adds up to.

    Attributes
    ----------
    checked : CheckedFile
        Its verdict; `rows` is empty.
    cells : DataFrame
        Columns `schema.CELL_COLUMNS`.
    pairs : DataFrame
        Columns `schema.PAIR_COLUMNS`; none where rows are aggregated already.
    crosses : DataFrame
        Columns `schema.CROSS_COLUMNS`; none where employees have fewer than two segments.
    voice : DataFrame
        What people wrote, masked: columns `stool.voice.rows.VOICE_COLUMNS`.
    written : DataFrame
        How many texts the file holds by quarter and kind, and how many are kept: fewer where only
        a sample is; columns `stool.voice.rows.WRITTEN_COLUMNS`.
    """

    checked: CheckedFile
    cells: pd.DataFrame
    pairs: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(PAIR_COLUMNS)))
    crosses: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(CROSS_COLUMNS)))
    voice: pd.DataFrame = field(default_factory=nothing)
    written: pd.DataFrame = field(default_factory=nothing_written)


def examine(
    table: Table,
    mapping: Mapping,
    reasons: Reasons | None = None,
    roster: Collection[str] = (),
) -> Examined:
    """Check a table that was read, and sum it up; see `stool.ingest.checking.check`.

    Parameters
    ----------
    table, mapping, reasons
        As of `check`.
    roster : collection of str
        Names masked in what people wrote, besides those of the servers in the file.

    Raises
    ------
    RefusedFileError
    """
    found = Summed(
        pd.DataFrame(columns=list(CELL_COLUMNS)),
        pd.DataFrame(columns=list(PAIR_COLUMNS)),
        pd.DataFrame(columns=list(CROSS_COLUMNS)),
    )
    listener: _Listener | None = None

    def sum_up(
        blocks: Iterator[pd.DataFrame], metrics: Sequence[Metric], dimensions: Sequence[str]
    ) -> None:
        nonlocal found, listener
        first = next(blocks)
        columns = [_column(each, first) for each in metrics]
        pairs = pairs_of(columns, mapping.headline)
        splits = splits_of(columns, mapping.headline, concept_metrics(mapping.labels))
        blocks = chain([first], blocks)
        listener = _listener(table, mapping, metrics, {*roster, *_servers(first)})
        heard = blocks if listener is None else map(listener.pass_on, blocks)
        found = summed(heard, columns, dimensions, pairs, splits)

    checked = check(table, mapping, reasons, take=sum_up)
    if listener is None:
        return Examined(checked, found.cells, found.pairs, found.crosses)
    voice = listener.collector
    return Examined(
        checked, found.cells, found.pairs, found.crosses, voice.frame(), voice.written()
    )


def _column(metric: Metric, rows: pd.DataFrame) -> MetricColumn:
    return MetricColumn(
        metric.metric,
        metric.leg,
        metric.scale,
        metric.better,
        aggregated=f"{metric.metric}__n" in rows,
    )


@dataclass(frozen=True, slots=True)
class _Listener:
    """Collects what people wrote from the rows that pass."""

    collector: Collector
    score: Metric | None

    def pass_on(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows as they are, once heard."""
        score = self.score
        bands = (
            np.full(len(rows), UNKNOWN, dtype=object)
            if score is None
            else bands_of(rows[score.metric].to_numpy(np.float64), score.scale, score.better)
        )
        for kind in FREE_TEXT:
            if text_column(kind) in rows:
                texts = rows[text_column(kind)].to_numpy(dtype=object)
                wrote = np.array([bool(text.strip()) for text in texts], dtype=np.bool_)
                quarters, units = (
                    rows.loc[wrote, name].astype(object).tolist() for name in ("quarter", "unit")
                )
                self.collector.add(kind, texts[wrote], quarters, units, bands[wrote])
        return rows


def _listener(
    table: Table, mapping: Mapping, metrics: Sequence[Metric], roster: Collection[str]
) -> _Listener | None:
    """Who listens to a file: nobody where it has no text, or is about both kinds of people."""
    legs = {each.leg for each in metrics} & {ESAT, CSAT}
    if len(legs) != 1 or not any(map(mapping.having, FREE_TEXT)):
        return None
    leg = legs.pop()
    headline = mapping.headline.get(leg)
    score = next((each for each in metrics if each.leg == leg and each.metric == headline), None)
    return _Listener(Collector(leg, table.sha256, roster), score)


def _servers(rows: pd.DataFrame) -> list[str]:
    """Everybody the file names as a server."""
    return rows[SERVER].cat.categories.tolist() if SERVER in rows else []
