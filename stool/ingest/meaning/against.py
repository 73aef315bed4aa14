"""Items whose answers run against the others of their leg: one may be worded the other way round.

Nothing is turned round for it: it is said beside the column, for the analyst to settle.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from stool.catalogue import say
from stool.ingest.files.coding import Coded
from stool.ingest.language.values import no_answers, numbers
from stool.ingest.mapping import Column
from stool.ingest.meaning.items import rating
from stool.ingest.meaning.reversed import against_the_rest
from stool.schema import CSAT, ESAT, SCALES

FEWEST_ITEMS = 3  # of two that run against each other nothing tells which
MOST_ROWS = 200_000  # looked at, spread over the file
AGAINST = -0.2  # correlation with the rest; nearer to 0 it is noise where the rows are few


def against_the_others(
    metrics: Iterable[Column], columns: Mapping[str, Coded], comma: Mapping[str, bool]
) -> dict[str, str]:
    """Why some items may be worded the other way round, by header.

    Items are compared within their leg and scale, those whose lower end is good turned round.

    Parameters
    ----------
    metrics : iterable of Column
        Of a file with a row for every answer; what is no answer on a scale is passed over.
    columns : Mapping of str to Coded
        By header; one that is not kept as codes is passed over.
    comma : Mapping of str to bool
        Whether the numbers of a column have a decimal comma.

    Returns
    -------
    dict of str to str
        What was found and what to say if it is so, for display.
    """
    groups: dict[tuple[str, str], list[Column]] = defaultdict(list)
    for item in metrics:
        is_rating = item.scale is not None and rating(item.scale) == item.scale
        if item.leg in (ESAT, CSAT) and is_rating and columns[item.column].kept == "codes":
            groups[str(item.leg), str(item.scale)].append(item)
    found = {}
    for items in groups.values():
        if len(items) < FEWEST_ITEMS:
            continue
        answers = [_answers(item, columns[item.column], comma[item.column]) for item in items]
        correlations = against_the_rest(np.column_stack(answers))
        for item, r in zip(items, correlations.tolist(), strict=True):
            if r < AGAINST:
                found[item.column] = _said(item, len(items) - 1, r)
    return found


def _answers(item: Column, coded: Coded, comma: bool) -> NDArray[np.float64]:
    """Answers of some rows, the better ones higher, NaN where there is none on the scale."""
    low, high = float(SCALES[str(item.scale)].low or 0), float(SCALES[str(item.scale)].high or 0)
    said = {text.strip().casefold(): value for text, value in item.answers}
    texts = [str(text).strip().casefold() for text in coded.texts]
    read = np.where(no_answers(texts), np.nan, numbers(texts, comma))
    values = np.array(
        [said.get(text, value) for text, value in zip(texts, read, strict=True)], dtype=np.float64
    )
    values[(values < low) | (values > high)] = np.nan
    if item.better == "lower":
        values = low + high - values
    answers: NDArray[np.float64] = values[_some(coded)]
    return answers


def _some(coded: Coded) -> NDArray[np.int64]:
    """Codes of rows at even steps, the same rows in every column of a table."""
    rows = sum(len(block) for block in coded.blocks)
    return coded.codes_at(np.arange(0, rows, -(-rows // MOST_ROWS) or 1))


def _said(item: Column, others: int, r: float) -> str:
    if item.better == "higher":
        return say(
            "its answers run against those of the other {others} questions (correlation {r}): if "
            "it is worded the other way round, say that lower is better",
            others=others,
            r=f"{r:.2f}",
        )
    return say(
        "read so, its answers run against those of the other {others} questions (correlation "
        "{r}): if it is not worded the other way round, say that higher is better",
        others=others,
        r=f"{r:.2f}",
    )
