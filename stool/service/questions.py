"""Measures of what people are asked: one question, or several together."""

from collections.abc import Iterable, Sequence

import pandas as pd

from stool.schema import SEGMENT, Better
from stool.service.basis import Basis
from stool.service.estimates import MEAN, UNKNOWN, Estimate, average, figure_of, pooled
from stool.service.places import beside, everywhere, stacked
from stool.service.result import Measure, table_of
from stool.service.shares import favourable
from stool.service.trends import trend_of, trend_of_means


def question(
    concept: str,
    basis: Basis,
    source: str,
    meaning: str,
    *,
    dimensions: Iterable[str] = (SEGMENT,),
) -> Measure | None:
    """A concept that one question measures; None where it is not loaded in the quarter.

    Figures are ``mean``, and ``favourable`` where the scale has such answers.
    """
    rows = basis.of_node(source, meaning)
    now = basis.now(rows)
    if now.empty:
        return None
    better: Better = "lower" if now["better"].iloc[0] == "lower" else "higher"
    return Measure(
        concept,
        (figure_of(MEAN, now), *favourable(now)),
        better,
        trend_of_means(rows),
        everywhere(basis, source, meaning, better, dimensions),
        quarters=(basis.quarter,),
    )


def several(
    concept: str,
    basis: Basis,
    source: str,
    meanings: Sequence[str],
    *,
    dimensions: Iterable[str] = (SEGMENT,),
) -> Measure | None:
    """A concept that several questions measure together; None where none is shown in the quarter.

    The headline, ``index``, is the mean of their means; parts are the questions. Of questions on
    different scales only those on that of the first are taken.
    """
    rows = {name: basis.of_node(source, name) for name in meanings}
    now = {name: basis.now(found) for name, found in rows.items()}
    scales = {name: str(found["scale"].iloc[0]) for name, found in now.items() if len(found)}
    if not scales:
        return None
    names = [name for name in scales if scales[name] == next(iter(scales.values()))]

    def index(part: pd.DataFrame) -> Estimate:
        found = [pooled(each) for _, each in part.groupby("metric", observed=True)]
        return average(found, alike=True) if len(found) == len(names) else UNKNOWN

    def compared(parts: Iterable[pd.DataFrame], by: str, kind: str) -> pd.DataFrame:
        of_each = pd.concat([basis.now(part) for part in parts]).groupby(by, observed=True)
        return beside({str(place): index(part) for place, part in of_each}, kind, "higher")

    every = pd.concat([rows[name] for name in names])
    of_units = compared((basis.of_units(source, name) for name in names), "node", "unit")
    of_levels = (
        compared((basis.of_node(source, name, each) for name in names), "level", each)
        for each in dimensions
    )
    return Measure(
        concept,
        (index(basis.now(every)).figure("index"),),
        "higher",
        trend_of(every, lambda part: index(part).figure("index")),
        stacked(of_units, *of_levels),
        table_of("part", [figure_of(name, now[name]) for name in names]),
        quarters=(basis.quarter,),
        doubts=("scales",) if len(names) < len(scales) else (),
    )
