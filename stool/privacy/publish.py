"""The published table: every node of the hierarchy, every segment, with what may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stool.privacy.pattern import primary
from stool.schema import CELL_KEY, COMPANY, ESAT, PUBLISHED_COLUMNS, SHOWN, SUMS

MINIMUM_N = 7  # leaves five strangers after oneself and a friend
FLOOR_N = 5  # no setting goes below it
MINIMUM_SAMPLE = 5  # customers: fewer answers say nothing


@dataclass(frozen=True, slots=True)
class Published:
    """What may be shown to anyone, and by which rule.

    Attributes
    ----------
    table : DataFrame
        Columns `stool.schema.PUBLISHED_COLUMNS`; sums are NaN where ``hidden`` names a reason.
    minimum_n, minimum_sample : int
        Fewest answers of employees and of customers behind any number shown.
    """

    table: pd.DataFrame
    minimum_n: int
    minimum_sample: int

    def minimum(self, leg: str) -> int:
        """Fewest answers behind a number of that leg."""
        return self.minimum_n if leg == ESAT else self.minimum_sample


def publish(
    cells: pd.DataFrame,
    parents: Mapping[str, str],
    *,
    minimum_n: int = MINIMUM_N,
    minimum_sample: int = MINIMUM_SAMPLE,
) -> Published:
    """Sum cells up the hierarchy and blank what has too few answers.

    Parameters
    ----------
    cells : DataFrame
        Columns `stool.schema.CELL_COLUMNS`.
    parents : Mapping of unit to region
        Units not named there belong to the company directly.
    minimum_n : int
        Fewest employee answers behind a number shown, `FLOOR_N` or more.
    minimum_sample : int
        Fewest customer answers behind a number shown, 1 or more.

    Raises
    ------
    ValueError
        `minimum_n` is under `FLOOR_N`.
    """
    if minimum_n < FLOOR_N:
        raise ValueError(f"minimum_n is {minimum_n}, must be {FLOOR_N} or more")
    merged = _sum(cells, list(CELL_KEY)).rename(columns={"unit": "node"})
    names = _region_names(parents, set(merged["node"]))
    parent = merged["node"].map(lambda unit: names.get(unit, COMPANY))
    merged["parent"] = parent.astype("str")
    merged["node"] = merged["node"].replace(COMPANY, f"{COMPANY} (unit)")
    merged["depth"] = "unit"
    keys = [key for key in CELL_KEY if key != "unit"]
    regions = merged[merged["parent"] != COMPANY]
    regions = _sum(regions.drop(columns="node").rename(columns={"parent": "node"}), [*keys, "node"])
    regions["depth"], regions["parent"] = "region", COMPANY
    company = _sum(merged, keys)
    company["node"], company["depth"], company["parent"] = COMPANY, "company", ""
    table = pd.concat([company, regions, merged], ignore_index=True)
    table["hidden"] = primary(table, minimum_n, minimum_sample)
    table.loc[table["hidden"] != SHOWN, list(SUMS)] = np.nan
    return Published(table[list(PUBLISHED_COLUMNS)], minimum_n, minimum_sample)


def _region_names(parents: Mapping[str, str], units: set[str]) -> dict[str, str]:
    """Region of each unit, told apart from a unit of the same name."""
    return {
        unit: f"{region} (region)" if region in units else region
        for unit, region in parents.items()
    }


def _sum(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Sum the additive columns; an unknown part makes the whole unknown."""
    groups = table.groupby(keys, sort=True, observed=True)
    sums = groups[list(SUMS)].sum()
    return sums.mask(groups[list(SUMS)].count() < groups.size().to_frame().to_numpy()).reset_index()
