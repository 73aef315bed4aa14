"""Sums of units, summed up the hierarchy."""

from collections.abc import Sequence

import pandas as pd

from stool.schema import COMPANY


def every_node(units: pd.DataFrame, key: Sequence[str], sums: Sequence[str]) -> pd.DataFrame:
    """Rows of units with those of their regions and of the company.

    Parameters
    ----------
    units : DataFrame, one row a unit and key
        Columns ``node``, ``parent`` (`schema.COMPANY` where there is no region), `key` and `sums`.
    key, sums : sequence of str
        What a row of a node is of, and what adds up; an unknown part makes the whole unknown.

    Returns
    -------
    DataFrame
        The same columns and ``depth``, one of `schema.DEPTHS`; the company first.
    """
    regions = units[units["parent"] != COMPANY]
    regions = summed(
        regions.drop(columns="node").rename(columns={"parent": "node"}), [*key, "node"], sums
    )
    company = summed(units, key, sums)
    return pd.concat(
        [
            company.assign(node=COMPANY, depth="company", parent=""),
            regions.assign(depth="region", parent=COMPANY),
            units.assign(depth="unit"),
        ],
        ignore_index=True,
    )


def summed(table: pd.DataFrame, key: Sequence[str], sums: Sequence[str]) -> pd.DataFrame:
    """Sum the additive columns; an unknown part makes the whole unknown."""
    groups = table.groupby(list(key), sort=True, observed=True)
    found = groups[list(sums)].sum()
    unknown = groups[list(sums)].count() < groups.size().to_frame().to_numpy()
    return found.mask(unknown).reset_index()
