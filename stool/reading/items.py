"""The questions of a leg, measured: in one node, and in every unit side by side."""

import pandas as pd

from stool.measure import item_measures
from stool.reading.analysis import Analysis
from stool.reading.hierarchy import units_under
from stool.schema import ALL, NPS, SCALES


def items(analysis: Analysis, quarter: str, node: str, leg: str) -> pd.DataFrame:
    """Every question of a leg that has a scale, in every unit of a node.

    Parameters
    ----------
    analysis : Analysis
    quarter, node, leg : str

    Returns
    -------
    DataFrame, one row a unit and question, by unit and question
        As of `stool.measure.item_measures`; empty for profit, which has no questions.
    """
    rows = _asked(analysis, quarter, leg)
    scaled = rows["scale"].map(lambda scale: SCALES[scale].low is not None).astype(bool)
    return item_measures(units_under(rows[scaled], node)).sort_values(["node", "metric"])


def headline_items(analysis: Analysis, quarter: str, node: str, leg: str) -> pd.DataFrame:
    """The question behind a leg's score, and the one of recommending, in a node.

    Parameters and result are those of `items`, with one row a question that was asked.
    """
    rows = _asked(analysis, quarter, leg)
    wanted = rows["metric"].isin([analysis.headline.get(leg), NPS])
    return item_measures(rows[wanted & (rows["node"] == node)])


def _asked(analysis: Analysis, quarter: str, leg: str) -> pd.DataFrame:
    """What everybody answered to the questions of a leg, in all nodes."""
    table = analysis.published.table
    return table[
        (table["leg"] == leg) & (table["quarter"] == quarter) & (table["dimension"] == ALL)
    ]
