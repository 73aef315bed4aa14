"""Splits: how a figure came out among those of one answer to another question of the same row."""

from collections.abc import Mapping, Sequence

from stool.cells.statement import Bands, MetricColumn, Split
from stool.schema import (
    CLOSE_HOURS,
    COMPLAINED,
    COMPLAINT,
    CSAT,
    FIRST_REPLY_HOURS,
    FIXED_IN,
    OUTCOME,
    RECOVERED,
    SERVICE,
    SPEED,
    STILL_OPEN,
)

END = 1e300  # of the line, as a number every engine can spell

YES_NO: Bands = {"no": (-END, 0), "yes": (0, 1)}
REPLY_HOURS: Bands = {"00-01": (-END, 1), "01-04": (1, 4), "04-08": (4, 8), "08-24": (8, 24)}
FIX_HOURS: Bands = {"000-024": (-END, 24), "024-072": (24, 72), "072-168": (72, 168)}
WANTED = (  # source, metric ("" for its headline), by which other metric, into what
    (CSAT, "", FIRST_REPLY_HOURS, SPEED, {**REPLY_HOURS, "24-": (24, END)}),
    (CSAT, "", COMPLAINT, COMPLAINED, YES_NO),
    (CSAT, "", "resolved", OUTCOME, YES_NO),
    (SERVICE, RECOVERED, CLOSE_HOURS, FIXED_IN, {**FIX_HOURS, "168-": (168, END)}),
    (SERVICE, STILL_OPEN, COMPLAINT, COMPLAINED, YES_NO),
)


def splits_of(
    metrics: Sequence[MetricColumn], headline: Mapping[str, str], meanings: Mapping[str, str]
) -> tuple[Split, ...]:
    """The splits that the columns of a file allow; none of aggregated rows.

    Parameters
    ----------
    metrics : sequence of MetricColumn
    headline : Mapping of leg to metric
        What stands for a leg if it is not the metric of its name.
    meanings : Mapping of metric to metric
        The name a metric is known by, where it was loaded under another.
    """
    known = {
        (each.leg, meanings.get(each.metric, each.metric)): each
        for each in metrics
        if not each.aggregated
    }
    stands = {each.metric: each for each in metrics if not each.aggregated}
    found = []
    for source, name, by, dimension, levels in WANTED:
        metric = known.get((source, name)) if name else stands.get(headline.get(source, source))
        other = known.get((source, by))
        if metric is not None and metric.leg == source and other is not None:
            found.append(Split(metric, other, dimension, levels))
    return tuple(found)
