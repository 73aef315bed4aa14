"""The published table: every node of the hierarchy, every segment, with what may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from stool.privacy.nodes import every_node, summed
from stool.privacy.pattern import primary
from stool.schema import CELL_KEY, COMPANY, ESAT, INTERNAL, LEGS, PUBLISHED_COLUMNS, SHOWN, SUMS

MINIMUM_N = 7  # leaves five strangers after oneself and a friend
FLOOR_N = 5  # no setting goes below it
MINIMUM_SAMPLE = 5  # customers: fewer answers say nothing
NAMED_COMPANY = f"{COMPANY} (unit)"  # what a unit of that name is called


@dataclass(frozen=True, slots=True)
class Published:
    """What may be shown to anyone, and by which rule.

    Attributes
    ----------
    table : DataFrame
        The three legs; columns `stool.schema.PUBLISHED_COLUMNS`; sums are NaN where ``hidden``
        names a reason.
    minimum_n, minimum_sample : int
        Fewest answers of employees and of customers behind any number shown.
    beside : DataFrame
        The same of the sources beside the legs, `stool.schema.BESIDE`. Their units are not units of
        the legs: of internal service they are teams, and stand under the company alone.
    """

    table: pd.DataFrame
    minimum_n: int
    minimum_sample: int
    beside: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(PUBLISHED_COLUMNS))
    )

    def minimum(self, leg: str) -> int:
        """Fewest answers behind a number of that leg."""
        return self.minimum_n if leg in (ESAT, INTERNAL) else self.minimum_sample


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
    is_leg = cells["leg"].isin(LEGS)
    names = _region_names(parents, set(cells.loc[is_leg, "unit"]))
    legs, beside = (
        _table(part, names, minimum_n, minimum_sample) for part in (cells[is_leg], cells[~is_leg])
    )
    return Published(legs, minimum_n, minimum_sample, beside)


def _table(
    cells: pd.DataFrame, names: Mapping[str, str], minimum_n: int, minimum_sample: int
) -> pd.DataFrame:
    """Every node of some sources with what may be shown."""
    merged = summed(cells, CELL_KEY, SUMS).rename(columns={"unit": "node"})
    parent = merged["node"].map(lambda unit: names.get(unit, COMPANY))
    merged["parent"] = parent.mask(merged["leg"] == INTERNAL, COMPANY).astype("str")
    merged["node"] = merged["node"].replace(COMPANY, NAMED_COMPANY)
    table = every_node(merged, [name for name in CELL_KEY if name != "unit"], SUMS)
    table["hidden"] = primary(table, minimum_n, minimum_sample)
    table.loc[table["hidden"] != SHOWN, list(SUMS)] = np.nan
    return table[list(PUBLISHED_COLUMNS)]


def _region_names(parents: Mapping[str, str], units: set[str]) -> dict[str, str]:
    """Region of each unit, told apart from a unit of the same name."""
    return {
        unit: f"{region} (region)" if region in units else region
        for unit, region in parents.items()
    }
