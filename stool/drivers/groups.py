"""Drivers of one group beside those of another: where the same question weighs differently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import f as f_distribution

from stool.drivers.drive import ALPHA, LEAST_ERROR, drivers, fisher
from stool.drivers.moments import EVERYBODY, Segment
from stool.drivers.resample import DRAWS
from stool.drivers.result import DRIVER, OPPOSITE, SHARED, Drivers
from stool.errors import NoGroupsError, StoolError
from stool.measure import holm
from stool.schema import COMPANY

REGION: Final = "region"  # the regions of the company, as a dimension
LEAST_GROUPS = 2
APART_COLUMNS: Final = (
    "metric",
    "p",  # that luck alone sets the groups' correlations so far apart, paying for all items
    "differs",
    "is_opposite",  # clearly up with the score in one group, clearly down in another
    "strongest",  # group with the highest correlation
    "weakest",
)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Drivers of every group of a dimension.

    Attributes
    ----------
    leg, outcome, dimension : str
    of : Mapping of group to Drivers
        Those that could be told.
    untold : Mapping of group to StoolError
        Why the others could not.
    items : DataFrame, one row an item that two groups or more have, the clearest difference first
        Columns `APART_COLUMNS`.
    """

    leg: str
    outcome: str
    dimension: str
    of: Mapping[str, Drivers]
    untold: Mapping[str, StoolError]
    items: pd.DataFrame

    @property
    def differing(self) -> tuple[str, ...]:
        """Items that do not weigh alike everywhere, the clearest first."""
        return tuple(self.items.loc[self.items["differs"], "metric"])

    @property
    def opposite(self) -> tuple[str, ...]:
        """Of those, the ones that go up with the score in one group and down in another."""
        return tuple(self.items.loc[self.items["is_opposite"], "metric"])


def by_segment(
    pairs: pd.DataFrame,
    table: pd.DataFrame,
    leg: str,
    outcome: str,
    dimension: str,
    *,
    node: str = COMPANY,
    quarter: str | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Groups:
    """Rank the questions of a leg in every group, and test whether they weigh alike.

    Parameters
    ----------
    dimension : str
        One that the answers are split by, such as "segment", or `REGION` for the company's regions.
    pairs, table, leg, outcome, node, quarter, draws, seed
        As of `stool.drivers.drivers`.

    Raises
    ------
    NoGroupsError
        Fewer than two groups can be told; each group's own reason is in `Groups.untold` otherwise.

    Notes
    -----
    Each item's correlations with the score are compared on Fisher's scale by Cochran's Q over
    their resampled errors, as an F with as many degrees of freedom as the group with fewest
    clusters has: groups are taken to be of different people, so that units which shape all their
    groups alike make the test the more careful. Holm pays for the items. A correlation also falls
    where answers hardly vary, so groups that differ may want the same and get it evenly.

    References
    ----------
    Cochran (1954), Biometrics 10, 101-129. Holm (1979), Scand. J. Stat. 6, 65-70.
    """
    of_leg = pairs[pairs["leg"] == leg]
    found: dict[str, Drivers] = {}
    untold: dict[str, StoolError] = {}
    for place, (group, where) in enumerate(_groups(of_leg, dimension, node).items()):
        at, segment = where
        try:
            found[group] = drivers(
                of_leg,
                table,
                leg,
                outcome,
                node=at,
                quarter=quarter,
                segment=segment,
                draws=draws,
                seed=seed + place,
            )
        except StoolError as error:
            untold[group] = error
    if len(found) < LEAST_GROUPS:
        raise NoGroupsError(len(found))
    return Groups(leg, outcome, dimension, found, untold, differences(found))


def differences(of: Mapping[str, Drivers]) -> pd.DataFrame:
    """Test item by item whether groups agree; columns `APART_COLUMNS`, see `by_segment`."""
    items = pd.concat(
        [each.items.assign(group=group, clusters=each.clusters) for group, each in of.items()],
        ignore_index=True,
    )
    rows = [_difference(str(metric), rows) for metric, rows in items.groupby("metric")]
    found = pd.DataFrame([row for row in rows if row], columns=list(APART_COLUMNS))
    if len(found):
        found["p"] = holm(found["p"])
    found["differs"] = found["p"] < ALPHA
    found["is_opposite"] = found["is_opposite"].astype(bool) & found["differs"]
    return found.sort_values(["p", "metric"], ignore_index=True)


def _difference(metric: str, rows: pd.DataFrame) -> dict[str, object]:
    """One item in the groups that have it; nothing where only one does."""
    if len(rows) < LEAST_GROUPS:
        return {}
    z, error = fisher(rows["r"].to_numpy(float)), rows["z_se"].to_numpy(float)
    weight = 1 / np.maximum(error, LEAST_ERROR) ** 2
    q = float(weight @ (z - weight @ z / weight.sum()) ** 2)
    free = len(rows) - 1
    verdicts = set(rows.loc[rows["r"] > 0, "verdict"])
    return {
        "metric": metric,
        "p": float(f_distribution.sf(q / free, free, rows["clusters"].min() - 1)),
        "is_opposite": bool(verdicts & {DRIVER, SHARED}) and OPPOSITE in set(rows["verdict"]),
        "strongest": rows["group"].iloc[int(z.argmax())],
        "weakest": rows["group"].iloc[int(z.argmin())],
    }


def _groups(pairs: pd.DataFrame, dimension: str, node: str) -> dict[str, tuple[str, Segment]]:
    """Node and segment of every group."""
    if dimension == REGION:
        regions = _names(pairs.loc[pairs["depth"] == REGION, "node"])
        return {region: (region, EVERYBODY) for region in regions}
    levels = _names(pairs.loc[pairs["dimension"] == dimension, "level"])
    return {level: (node, (dimension, level)) for level in levels}


def _names(values: Iterable[object]) -> list[str]:
    return sorted({str(value) for value in values})
