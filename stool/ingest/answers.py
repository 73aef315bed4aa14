"""Figures of every row, checked against their scale."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.ingest.mapping import Column
from stool.ingest.problems import ProblemLog
from stool.ingest.values import no_answers, numbers, yes_and_no
from stool.schema import SCALES

YES_NO = "0-1"
EMPTY_IF_NONE = "or leave the cell empty if there was no answer."


def metric_values(
    cells: "pd.Series[str]", column: Column, whole: bool, decimal_comma: bool, log: ProblemLog
) -> NDArray[np.float64]:
    """Values of a metric, NaN where there is no answer.

    Parameters
    ----------
    cells : Series of str
    column : Column
        A metric with its scale.
    whole : bool
        Whether an answer on a counted scale must be a whole number, as one person's must; a mean
        need not be.
    decimal_comma : bool
    log : ProblemLog
        Receives a rejection for each row whose value is no number or off the scale.
    """
    scale = SCALES[str(column.scale)]
    missing = no_answers(cells)
    values = numbers(cells, decimal_comma)
    if scale.name == YES_NO:
        words = yes_and_no(cells)
        values = np.where(np.isnan(words), values, words)
    values[missing] = np.nan
    unread = np.isnan(values) & ~missing
    wanted = "yes or no" if scale.name == YES_NO else "a number"
    log.reject(unread, column.column, cells, f"not {wanted}", f"Write {wanted}, {EMPTY_IF_NONE}")
    if scale.low is not None and scale.high is not None:
        off = (values < scale.low) | (values > scale.high)
        if scale.counted and whole:
            off |= ~np.isnan(values) & (values != np.round(values))
        log.reject(
            off,
            column.column,
            cells,
            f"off the scale {scale.name}",
            f"Correct the value, {EMPTY_IF_NONE}",
        )
    return values


def count_values(
    cells: "pd.Series[str]", column: Column, decimal_comma: bool, log: ProblemLog
) -> NDArray[np.float64]:
    """Counts of answers, or standard deviations, of aggregated rows; NaN where blank."""
    missing = no_answers(cells)
    values = numbers(cells, decimal_comma)
    values[missing] = np.nan
    bad = ~missing & ~(values >= 0)
    rule = "not a number of 0 or more"
    if column.role == "n":
        bad |= ~np.isnan(values) & (values != np.round(values))
        rule = "not a whole number of 0 or more"
    log.reject(bad, column.column, cells, rule, "Correct the value.")
    return values


def require_counts(
    frame: pd.DataFrame, metric: Column, cells: "pd.Series[str]", log: ProblemLog
) -> None:
    """Reject aggregated rows that have a score and no number of answers behind it."""
    counts = frame[f"{metric.metric}__n"].to_numpy()
    present = ~np.isnan(frame[str(metric.metric)].to_numpy())
    log.reject(
        present & ~(counts > 0) & ~(np.isnan(counts) & log.rejected),
        metric.column,
        cells,
        "a score without a number of answers",
        "Fill in how many answers the score is the mean of.",
    )
