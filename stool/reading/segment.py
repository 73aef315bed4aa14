"""One segment in everybody's place: the answers of one group, taken down the same road."""

from dataclasses import replace

import numpy as np

from stool.measure import leg_history
from stool.reading.analysis import Analysis
from stool.reading.quarterly import legs_missing, read_legs
from stool.reading.result import Reading, Segment
from stool.reading.state import state_of
from stool.schema import ALL, NO_SEGMENTS


def segments_of(analysis: Analysis) -> dict[Segment, tuple[str, ...]]:
    """Every segment the headline figures are split by, with the legs that have it.

    `NO_SEGMENTS` are none, and profit has none. Those whose figures are hidden everywhere
    are among them: that they are hidden is then said where they are chosen.
    """
    table = analysis.published.table
    rows = table[
        table["metric"].isin([*analysis.headline.values()])
        & ~table["dimension"].isin([ALL, *NO_SEGMENTS])
    ]
    split = rows[["dimension", "level", "leg"]].drop_duplicates()
    legs: dict[Segment, tuple[str, ...]] = {}
    for row in split.sort_values(["dimension", "level", "leg"]).to_dict("records"):
        segment = Segment(str(row["dimension"]), str(row["level"]))
        legs[segment] = (*legs.get(segment, ()), str(row["leg"]))
    return legs


def narrowed(analysis: Analysis, segment: Segment) -> Analysis:
    """The analysis as if the published rows of one segment were those of everybody.

    Nothing is summed anew: only rows published for the segment are read, so what is hidden stays
    hidden. Targets are those of the legs, or a segment could not be set against the others. How
    many people a segment has is in no file: its response rates are unknown. Profit has no segment,
    and a seat needs three legs: there are no tilts.

    Parameters
    ----------
    analysis : Analysis
        Over everybody.
    segment : Segment
    """
    table = analysis.published.table
    rows = table[(table["dimension"] == segment.dimension) & (table["level"] == segment.level)]
    rows = rows.assign(dimension=ALL, level=ALL)
    return replace(
        analysis,
        published=replace(analysis.published, table=rows, rest=analysis.published.rest.iloc[:0]),
        legs=leg_history(rows, analysis.headline, analysis.targets, analysis.events),
        tilts=analysis.tilts.iloc[:0],
    )


def read_segment(reading: Reading, of: Analysis, segment: Segment) -> Reading:
    """The same node and quarter, its legs those of the segment's answers.

    Parameters
    ----------
    reading : Reading
        Over everybody.
    of : Analysis
        As of `narrowed`, from the same revision.
    segment : Segment

    Returns
    -------
    Reading
        Without tilt, attention and trust: those are of the whole stool.
    """
    rows = of.legs[(of.legs["node"] == reading.node) & (of.legs["quarter"] == reading.quarter)]
    legs = read_legs(of, rows)
    return replace(
        reading,
        segment=segment,
        state=state_of(legs, None),
        legs=legs,
        missing=legs_missing(legs),
        tilt=None,
        tilt_year_ago=np.nan,
        implication=None,
        attention=(),
        trust=(),
    )
