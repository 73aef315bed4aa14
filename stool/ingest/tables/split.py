"""Scores of several questions in one column, told apart by another: a column for each question.

Delighted exports "score" beside "survey_type" (nps, csat, ces); they are on different scales, so
that the column by itself is on none.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from stool.catalogue import say
from stool.ingest.files.coding import Builder, Coded
from stool.ingest.files.stages import Stage
from stool.ingest.language.words import SCORE, SURVEY_KIND, normalise
from stool.ingest.tables.table import Table

KINDS = frozenset({"nps", "enps", "csat", "ces", "smileys", "pmf", "thumbs", "stars"})


def split_scores(table: Table) -> Table:
    """Give each kind of survey its own score column, where a column says the kind of each row.

    Parameters
    ----------
    table : Table
        It is returned as it is unless exactly one column is named after the kind of survey, all of
        whose texts are known kinds (at least two of them), and one after the score.
    """
    kinds = [header for header in table.headers if normalise(header) in SURVEY_KIND]
    scores = [header for header in table.headers if normalise(header) in SCORE]
    if len(kinds) != 1 or len(scores) != 1:
        return table
    kind, score = table.whole(kinds[0]), table.whole(scores[0])
    named = np.array([str(text).strip().casefold() for text in kind.texts], dtype=object)
    found = sorted(set(named) - {""})
    if len(found) < 2 or not set(found) <= KINDS:
        return table
    split = {f"{name} {scores[0]}": _only(score, kind, named == name) for name in found}
    columns: dict[str, Coded] = {}
    for header, column in table.columns.items():
        columns |= split if header == scores[0] else {header: column}
    told = say(
        "“{score}” is {parts} columns: {columns}",
        score=scores[0],
        parts=len(found),
        columns=", ".join(found),
    )
    stage = Stage(
        "columns", told, say("“{first}” says which question each row answers", first=kinds[0])
    )
    return replace(table, columns=columns, stages=(*table.stages, stage))


def _only(score: Coded, kind: Coded, wanted: "NDArray[np.bool_]") -> Coded:
    """The scores of the rows of a kind; the others are blank."""
    builder = Builder(most=None)
    for values, which in zip(score.blocks, kind.blocks, strict=True):
        written = np.where(wanted[which], score.texts[values], "")
        builder.add(written.tolist())
    return builder.done()
