"""Cells under other names of their units: renamed and merged units, spelling variants."""

import pandas as pd

from stool.schema import ALL, CELL_COLUMNS, CELL_KEY, SUMS

SUBJECT = ["leg", "metric", "quarter", "unit"]


def with_units(cells: pd.DataFrame, units: "pd.Series[str]") -> pd.DataFrame:
    """Give cells other units; cells that then share a key add up.

    Parameters
    ----------
    cells : DataFrame
        Columns `stool.schema.CELL_COLUMNS`.
    units : Series of str
        Unit of each, index as `cells`.

    Returns
    -------
    DataFrame
        As `cells`, sorted by key. A sum of which one part is not known (a spread, the count of an
        answer) is not known.
    """
    renamed = cells.assign(unit=units)
    if not renamed.duplicated(list(CELL_KEY)).any():
        return renamed
    summed = renamed.groupby(list(CELL_KEY), sort=True, as_index=False)[list(SUMS)]
    return summed.sum(skipna=False)[list(CELL_COLUMNS)]


def doubled(parts: dict[int, pd.DataFrame]) -> pd.DataFrame:
    """Figures that more than one part holds.

    Parameters
    ----------
    parts : dict of int to DataFrame
        Cells with their final units by the batch they come from.

    Returns
    -------
    DataFrame
        ``leg``, ``metric``, ``quarter``, ``unit`` and ``batch``, one row a figure and batch.
    """
    held = [
        cells.loc[cells["dimension"] == ALL, SUBJECT].drop_duplicates().assign(batch=batch)
        for batch, cells in parts.items()
    ]
    frame = (
        pd.concat(held, ignore_index=True) if held else pd.DataFrame(columns=[*SUBJECT, "batch"])
    )
    return frame[frame.duplicated(SUBJECT, keep=False)]
