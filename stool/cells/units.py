"""Cells under other names of their units: renamed and merged units, spelling variants."""

from collections.abc import Sequence

import pandas as pd

from stool.schema import ALL, CELL_KEY, SUMS

SUBJECT = ["leg", "metric", "quarter", "unit"]


def with_units(
    cells: pd.DataFrame,
    units: "pd.Series[str]",
    key: Sequence[str] = CELL_KEY,
    sums: Sequence[str] = SUMS,
) -> pd.DataFrame:
    """Give cells other units; cells that then share a key add up.

    Parameters
    ----------
    cells : DataFrame
        Cells, or any other table of sums.
    units : Series of str
        Unit of each, index as `cells`.
    key, sums : sequence of str
        Columns of the table: what a row is of, ``unit`` among it, and what adds up.

    Returns
    -------
    DataFrame
        As `cells`, sorted by key. A sum of which one part is not known (a spread, the count of an
        answer) is not known.
    """
    renamed = cells.assign(unit=units)
    if not renamed.duplicated(list(key)).any():
        return renamed
    summed = renamed.groupby(list(key), sort=True, as_index=False)[list(sums)]
    return summed.sum(skipna=False)[[*key, *sums]]


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
