"""The published table: every node of the hierarchy, every segment, with what may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from stool.privacy.coding import coded
from stool.privacy.nodes import every_node, summed
from stool.privacy.pattern import primary
from stool.privacy.protection import protected
from stool.privacy.rest import rest_of
from stool.schema import (
    CELL_KEY,
    COMPANY,
    CROSS_COLUMNS,
    EMPLOYEES,
    INTERNAL,
    LEGS,
    PUBLISHED_COLUMNS,
    REST_COLUMNS,
    SHOWN,
    SUMS,
)

MINIMUM_N = 7  # leaves five strangers after oneself and a friend
FLOOR_N = 5  # no setting goes below it
CEILING_N = 50  # nor above it: a slip of the hand could not be taken back
MINIMUM_SAMPLE = 5  # customers: fewer answers say nothing
NAMED_COMPANY = f"{COMPANY} (unit)"  # what a unit of that name is called


@dataclass(frozen=True, slots=True)
class Published:
    """What may be shown to anyone, and by which rule.

    Attributes
    ----------
    table : DataFrame
        The three legs; columns `stool.schema.PUBLISHED_COLUMNS`; sums are NaN where ``hidden``
        names a reason, and of employees they are coded (`stool.privacy.coding`).
    minimum_n, minimum_sample : int
        Fewest answers of employees and of customers behind any number shown.
    beside : DataFrame
        The same of the sources beside the legs, `stool.schema.BESIDE`. Their units are not units of
        the legs: of internal service they are teams, and stand under the company alone.
    rest : DataFrame
        Hidden units of the legs taken together, as of `stool.privacy.rest.rest_of`.
    """

    table: pd.DataFrame
    minimum_n: int
    minimum_sample: int
    beside: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(PUBLISHED_COLUMNS))
    )
    rest: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(REST_COLUMNS)))

    def minimum(self, leg: str) -> int:
        """Fewest answers behind a number of that leg."""
        return self.minimum_n if leg in EMPLOYEES else self.minimum_sample


def publish(
    cells: pd.DataFrame,
    parents: Mapping[str, str],
    crosses: pd.DataFrame | None = None,
    *,
    minimum_n: int = MINIMUM_N,
    minimum_sample: int = MINIMUM_SAMPLE,
    released: Mapping[str, int] | None = None,
) -> Published:
    """Sum cells up the hierarchy, blank what must not be told, and code what employees say.

    Parameters
    ----------
    cells : DataFrame
        Columns `stool.schema.CELL_COLUMNS`.
    crosses : DataFrame, optional
        Columns `stool.schema.CROSS_COLUMNS`: how several segments of employees cross. Without them
        only the first is shown.
    parents : Mapping of unit to region
        Units not named there belong to the company directly.
    minimum_n : int
        Fewest employee answers behind a number shown, `FLOOR_N` or more.
    minimum_sample : int
        Fewest customer answers behind a number shown, 1 or more.
    released : Mapping of quarter to int, optional
        Threshold a quarter was shown with, where it was a lower one. Its pattern of hidden cells
        stays, and what is too few by now is hidden as well: a pattern made anew could show another
        part of a sum, and the two together the rest.

    Raises
    ------
    ValueError
        `minimum_n` is under `FLOOR_N`.
    """
    if minimum_n < FLOOR_N:
        raise ValueError(f"minimum_n is {minimum_n}, must be {FLOOR_N} or more")
    is_leg = cells["leg"].isin(LEGS)
    names = _region_names(parents, set(cells.loc[is_leg, "unit"]))
    crossed = pd.DataFrame(columns=list(CROSS_COLUMNS)) if crosses is None else crosses
    crossed = crossed.rename(columns={"unit": "node"})
    crossed["node"] = crossed["node"].replace(COMPANY, NAMED_COMPANY)
    legs, beside = (
        _table(part, names, crossed, (minimum_n, minimum_sample), released or {})
        for part in (cells[is_leg], cells[~is_leg])
    )
    rest = rest_of(legs, minimum_n)
    return Published(
        _told(legs, PUBLISHED_COLUMNS),
        minimum_n,
        minimum_sample,
        _told(beside, PUBLISHED_COLUMNS),
        _told(rest, REST_COLUMNS),
    )


def _table(
    cells: pd.DataFrame,
    names: Mapping[str, str],
    crossed: pd.DataFrame,
    minimums: tuple[int, int],
    released: Mapping[str, int],
) -> pd.DataFrame:
    """Every node of some sources, with exact sums and why each may not be shown."""
    merged = summed(cells, CELL_KEY, SUMS).rename(columns={"unit": "node"})
    parent = merged["node"].map(lambda unit: names.get(unit, COMPANY))
    merged["parent"] = parent.mask(merged["leg"] == INTERNAL, COMPANY).astype("str")
    merged["node"] = merged["node"].replace(COMPANY, NAMED_COMPANY)
    table = every_node(merged, [name for name in CELL_KEY if name != "unit"], SUMS)
    few = table["hidden"] = primary(table, *minimums)
    threshold = table["quarter"].map(lambda quarter: released.get(quarter, minimums[0]))
    for minimum_n in threshold.unique():
        rows = table[threshold == minimum_n]
        rows = rows.assign(hidden=primary(rows, minimum_n, minimums[1]))
        table.loc[rows.index, "hidden"] = protected(rows, crossed, minimum_n)
    return table.assign(hidden=table["hidden"].where(few == SHOWN, few))


def _told(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The table as readers have it: nothing of what is hidden, and the rest coded."""
    shown = {name: table[name].where(table["hidden"] == SHOWN) for name in SUMS}
    return coded(table.assign(**shown))[list(columns)]


def _region_names(parents: Mapping[str, str], units: set[str]) -> dict[str, str]:
    """Region of each unit, told apart from a unit of the same name."""
    return {
        unit: f"{region} (region)" if region in units else region
        for unit, region in parents.items()
    }
