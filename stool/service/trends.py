"""Figures quarter by quarter."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from stool.service.estimates import MEAN, figure_of
from stool.service.result import Figure, table_of


def trend_of(rows: pd.DataFrame, make: Callable[[pd.DataFrame], Figure]) -> pd.DataFrame:
    """What is made of the rows of each quarter, where it is known, oldest first.

    Returns
    -------
    DataFrame
        Columns `stool.service.result.TREND_COLUMNS`.
    """
    quarters = rows.groupby("quarter", sort=True, observed=True)
    figures = [replace(make(part), key=str(quarter)) for quarter, part in quarters]
    return table_of("quarter", [each for each in figures if each.is_known])


def trend_of_means(rows: pd.DataFrame) -> pd.DataFrame:
    """Means of the rows of one metric, likewise."""
    return trend_of(rows, lambda part: figure_of(MEAN, part))
