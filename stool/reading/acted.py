"""What became of the actions: what their legs did since, what was their own, who answers."""

from dataclasses import dataclass

import pandas as pd

from stool.plan import Ownership, effects, ownership, progress
from stool.reading.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Acted:
    """What became of the actions of an analysis.

    Attributes
    ----------
    progress, effects : DataFrame, one row an action, in their order
        As of `stool.plan.progress` and `stool.plan.effects`, up to the last quarter with data.
    ownership : Ownership
    """

    progress: pd.DataFrame
    effects: pd.DataFrame
    ownership: Ownership


def acted(analysis: Analysis) -> Acted:
    """Follow up the actions of an analysis.

    Parameters
    ----------
    analysis : Analysis
    """
    last = next(reversed(analysis.quarters), "")
    units = analysis.nodes[analysis.nodes["depth"] == "unit"]
    return Acted(
        progress=progress(analysis.actions, analysis.legs, last),
        effects=effects(analysis.actions, analysis.legs, last),
        ownership=ownership(
            analysis.actions, dict(zip(units["node"], units["parent"], strict=True))
        ),
    )
