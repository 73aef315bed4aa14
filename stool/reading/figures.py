"""The one figure that stands for each concept that is measured."""

from collections.abc import Mapping

import pandas as pd

from stool.errors import StoolError
from stool.lag import loop_gain
from stool.reading.analysis import Analysis
from stool.reading.driving import groups_of
from stool.reading.fund import fund
from stool.reading.money import money
from stool.schema import COMPANY, CSAT, MARGIN, SEGMENT
from stool.service import Figure, Measure


def figures(
    analysis: Analysis, measures: Mapping[str, Measure], pairs: pd.DataFrame, quarter: str
) -> dict[str, Figure]:
    """Headlines of the measures, and the concepts that stand on other pages, for the company.

    Parameters
    ----------
    analysis : Analysis
    measures : Mapping of concept to Measure
        Of the company in that quarter, as of `stool.reading.service`.
    pairs : DataFrame
        As of `stool.privacy.publish_pairs`, of the last quarters up to that one.
    quarter : str
        Later ones are left out, but for the loop, which rests on all quarters.

    Returns
    -------
    dict of concept to Figure
        Those that are known, no more.
    """
    found = {concept: measure.headline for concept, measure in measures.items()} | {
        "S4": _differing(analysis, pairs),
        "S27": _events(analysis, quarter),
        "S43": _margin(analysis, quarter),
        "S44": _surplus(analysis, quarter),
        "S45": _gain(analysis),
    }
    return {concept: figure for concept, figure in found.items() if figure and figure.is_known}


def _differing(analysis: Analysis, pairs: pd.DataFrame) -> Figure | None:
    """Questions that do not weigh alike with all segments of customers."""
    try:
        groups = groups_of(analysis, pairs, CSAT, SEGMENT)
    except StoolError:
        return None  # the drivers say why
    if groups.items.empty:
        return None
    return Figure("differing", float(len(groups.differing)), n=len(groups.items), kind="count")


def _events(analysis: Analysis, quarter: str) -> Figure | None:
    """Booms, busts and spikes that are drawn on every trend."""
    known = sum(event.quarter <= quarter for event in analysis.events)
    return Figure("events", float(known), kind="count") if known else None


def _margin(analysis: Analysis, quarter: str) -> Figure | None:
    """Margin, counted in full."""
    known = money(analysis, quarter, COMPANY).set_index("figure")["now"]
    return Figure(MARGIN, float(known[MARGIN]), kind="percent") if MARGIN in known else None


def _surplus(analysis: Analysis, quarter: str) -> Figure | None:
    """Margin over its target, of which rewards are paid."""
    found = fund(analysis)
    if found.missing or found.quarter > quarter:
        return None
    return Figure("surplus", found.surplus, kind="points")


def _gain(analysis: Analysis) -> Figure | None:
    """What comes back of a point once round the loop."""
    gain = loop_gain(analysis.links)
    return Figure("loop_gain", gain.value, gain.low, gain.high, kind="gap") if gain else None
