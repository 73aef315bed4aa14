"""Figures of a column, each different text judged once against the scale."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.catalogue import say
from stool.ingest.checking.problems import ProblemLog
from stool.ingest.files.coding import Coded
from stool.ingest.language.values import no_answers, numbers, yes_and_no
from stool.ingest.language.words import MONEY_METRICS, SHARES
from stool.ingest.mapping import Column
from stool.ingest.meaning.judged import Judged
from stool.schema import SCALES

YES_NO = "0-1"
EMPTY_IF_NONE = say("or leave the cell empty if there was no answer.")


def judge_metric(coded: Coded, column: Column, whole: bool, decimal_comma: bool) -> Judged:
    """Read the texts of a metric, NaN where there is no answer.

    Parameters
    ----------
    coded : Coded
    column : Column
        A metric with its scale, and what its worded answers stand for.
    whole : bool
        Whether an answer on a counted scale must be a whole number, as one person's must; a mean
        need not be.
    decimal_comma : bool
    """
    scale = SCALES[str(column.scale)]
    texts = coded.texts
    missing = no_answers(texts)
    values = numbers(texts, decimal_comma)
    if scale.name == YES_NO:
        words = yes_and_no(texts)
        values = np.where(np.isnan(words), values, words)
    if column.answers:
        worded = {text.strip().casefold(): value for text, value in column.answers}
        keys = [text.strip().casefold() for text in texts]
        known = np.array([key in worded for key in keys], dtype=np.bool_)
        said = np.array([worded.get(key) for key in keys], dtype=np.float64)  # None is NaN
        values = np.where(known, said, values)
        missing = np.where(known, np.isnan(said), missing)
    values[missing] = np.nan
    judged = Judged(column.column, coded, values)
    wanted = say("yes or no") if scale.name == YES_NO else say("a number")
    if column.answers:
        wanted = say("one of the answers of this column")
    unread = np.isnan(values) & ~missing
    judged.reject(
        unread,
        say("not {wanted}", wanted=wanted),
        say("Write {wanted}, {empty_if_none}", wanted=wanted, empty_if_none=EMPTY_IF_NONE),
    )
    if column.metric in MONEY_METRICS - SHARES:
        percent = np.array(["%" in text for text in texts], dtype=np.bool_) & ~unread
        judged.reject(
            percent,
            say("a percentage, not an amount"),
            say("Write the amount, {empty_if_none}", empty_if_none=EMPTY_IF_NONE),
        )
    if scale.low is not None and scale.high is not None:
        off = (values < scale.low) | (values > scale.high)
        if scale.counted and whole:
            off |= ~np.isnan(values) & (values != np.round(values))
        judged.reject(
            off,
            say("off the scale {name}", name=scale.name),
            say("Correct the value, {empty_if_none}", empty_if_none=EMPTY_IF_NONE),
        )
    return judged


def judge_count(coded: Coded, column: Column, decimal_comma: bool) -> Judged:
    """Read counts of answers, or standard deviations, of aggregated rows; NaN where blank."""
    missing = no_answers(coded.texts)
    values = numbers(coded.texts, decimal_comma)
    values[missing] = np.nan
    bad = ~missing & ~(values >= 0)
    rule = say("not a number of 0 or more")
    if column.role == "n":
        bad |= ~np.isnan(values) & (values != np.round(values))
        rule = say("not a whole number of 0 or more")
    judged = Judged(column.column, coded, values)
    judged.reject(bad, rule, say("Correct the value."))
    return judged


def require_counts(
    frame: pd.DataFrame, metric: Column, written: NDArray[np.object_], log: ProblemLog
) -> None:
    """Reject aggregated rows that have a score and no number of answers behind it."""
    counts = frame[f"{metric.metric}__n"].to_numpy()
    present = ~np.isnan(frame[str(metric.metric)].to_numpy())
    log.reject(
        present & ~(counts > 0) & ~(np.isnan(counts) & log.rejected),
        metric.column,
        written,
        say("a score without a number of answers"),
        say("Fill in how many answers the score is the mean of."),
    )
