"""Rows of the units a node stands for."""

import pandas as pd

from stool.schema import COMPANY


def units_under(rows: pd.DataFrame, node: str) -> pd.DataFrame:
    """Unit rows under a node: all of them for the company, a region's own, or the unit itself.

    Parameters
    ----------
    rows : DataFrame
        ``depth``, ``node`` and ``parent``, as in every table of nodes.
    node : str
    """
    units = rows[rows["depth"] == "unit"]
    if node == COMPANY:
        return units
    return units[(units["parent"] == node) | (units["node"] == node)]
