"""How a leg's questions vary together among people of the same unit in the same quarter."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stool.drivers.weights import Bools, Floats
from stool.schema import ALL, COMPANY, DEPTHS, SHOWN

QUARTERS = 4  # the last of them that are published
LEAST_COVERED = 0.5  # share of a node's answers that its units must show for them to be read
LEAST_ASKED = 0.5  # of the outcome's answers: fewer have an item that is asked of some only

Segment = tuple[str, str]
EVERYBODY: Segment = (ALL, ALL)


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Sums of products of deviations from the mean of the same place and quarter.

    Attributes
    ----------
    metrics : tuple of str
        The outcome first, then the items by name.
    products : ndarray (places, k, k)
        Sums of products over those who answered both, one matrix a place.
    spreads : ndarray (places, k, k)
        ``[p, i, j]``: sum of squared deviations of i over those who answered j as well.
    n : ndarray (k, k)
        How many answered both.
    free : ndarray (k, k)
        Those less one for every place and quarter.
    places : tuple of (str, str)
        Node and quarter of each matrix.
    depth : str
        "unit" or "region", or "node" where the node itself is the one place.
    quarters : tuple of str
        Those that entered, oldest first.
    partly_asked : tuple of str
        Items left out because fewer than half of the others' answers have them.
    unvarying : tuple of str
        Items left out because all who answered them and another gave the same answer.
    unpaired : tuple of str
        Items left out because how they were answered with some other item is not known.
    """

    metrics: tuple[str, ...]
    products: Floats
    spreads: Floats
    n: Floats
    free: Floats
    places: tuple[tuple[str, str], ...]
    depth: str
    quarters: tuple[str, ...]
    partly_asked: tuple[str, ...]
    unvarying: tuple[str, ...]
    unpaired: tuple[str, ...]


def moments(
    pairs: pd.DataFrame,
    outcome: str,
    *,
    node: str = COMPANY,
    quarter: str | None = None,
    segment: Segment = EVERYBODY,
    without: Sequence[str] = (),
) -> Moments | None:
    """Pool what is published of the last four quarters, place by place.

    People are compared with others of the same place and quarter only: a good quarter, a well-run
    unit or a company-wide shock moves every answer there alike and tells nothing of what goes with
    what among people. The places are units where those that are shown hold at least half of the
    node's answers, else regions, else the node itself.

    Parameters
    ----------
    pairs : DataFrame
        Rows of one leg as of `stool.privacy.publish_pairs`.
    outcome : str
        Metric that stands for the leg.
    node : str
        Unit, region or the company.
    quarter : str, optional
        The last quarter that may enter; the newest by default.
    segment : tuple of dimension and level
    without : sequence of str
        Metrics that are no items.

    Returns
    -------
    Moments or None
        None where nothing is published, or no item is left.
    """
    rows = pairs[
        (pairs["dimension"] == segment[0])
        & (pairs["level"] == segment[1])
        & (pairs["hidden"] == SHOWN)
        & ~pairs["metric_a"].isin(without)
        & ~pairs["metric_b"].isin(without)
    ]
    if quarter is not None:
        rows = rows[rows["quarter"].astype("str") <= quarter]
    of_node = rows[rows["node"] == node]
    last = sorted(of_node["quarter"].unique())[-QUARTERS:]
    rows, depth = _finest(rows[rows["quarter"].isin(last)], of_node, node, outcome, last)
    return None if rows.empty else _pooled(rows, outcome, depth, tuple(last))


def _finest(
    rows: pd.DataFrame, of_node: pd.DataFrame, node: str, outcome: str, last: Sequence[str]
) -> tuple[pd.DataFrame, str]:
    """Rows of the finest places of a node that show enough of its answers."""
    whole = _answers(of_node[of_node["quarter"].isin(last)], outcome)
    for depth in DEPTHS[:0:-1]:
        inside = rows[rows["depth"] == depth]
        if node != COMPANY:
            inside = inside[inside["parent"] == node]
        if len(inside) and _answers(inside, outcome) >= LEAST_COVERED * whole:
            return inside, depth
    return rows[rows["node"] == node], "node"


def _answers(rows: pd.DataFrame, outcome: str) -> float:
    with_outcome = (rows["metric_a"] == outcome) | (rows["metric_b"] == outcome)
    return float(rows.loc[with_outcome, "n"].sum())


def _pooled(
    rows: pd.DataFrame, outcome: str, depth: str, quarters: tuple[str, ...]
) -> Moments | None:
    items = sorted({*rows["metric_a"], *rows["metric_b"]} - {outcome})
    names = (outcome, *items)
    place = pd.MultiIndex.from_frame(rows[["node", "quarter"]])
    codes, places = place.factorize()
    index = pd.Index(names)
    a, b = index.get_indexer(rows["metric_a"]), index.get_indexer(rows["metric_b"])
    n, sum_a, sum_b, ss_a, ss_b, cross = (
        rows[name].to_numpy(float) for name in ("n", "sum_a", "sum_b", "ss_a", "ss_b", "cross")
    )
    shape = (len(places), len(names), len(names))
    products, spreads, counts = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for i, j in ((a, b), (b, a)):
        products[codes, i, j] = cross - sum_a * sum_b / n
        counts[codes, i, j] = n
    spreads[codes, a, b] = np.maximum(ss_a - sum_a**2 / n, 0)
    spreads[codes, b, a] = np.maximum(ss_b - sum_b**2 / n, 0)
    total = counts.sum(axis=0)
    asked = total[0] >= LEAST_ASKED * total[0].max(initial=0)
    asked[0] = True
    kept = _known_together(asked, spreads.sum(axis=0))
    if kept.sum() < 2:
        return None
    apart = (total[:, kept] == 0).any(axis=1)
    square = np.ix_(np.arange(len(places)), kept, kept)
    free = np.maximum(counts - 1, 0).sum(axis=0)
    return Moments(
        metrics=tuple(index[kept]),
        products=products[square],
        spreads=spreads[square],
        n=total[np.ix_(kept, kept)],
        free=free[np.ix_(kept, kept)],
        places=tuple((str(name), str(when)) for name, when in places),
        depth=depth,
        quarters=quarters,
        partly_asked=tuple(index[~asked]),
        unvarying=tuple(index[asked & ~kept & ~apart]),
        unpaired=tuple(index[asked & ~kept & apart]),
    )


def _known_together(kept: Bools, spread: Floats) -> Bools:
    """What is left when items without a correlation with some other go, the worst one first."""
    known = (spread > 0) & (spread.T > 0) | np.eye(len(spread), dtype=bool)
    kept = kept.copy()
    while True:
        unknown = (~known[:, kept]).sum(axis=1) * kept
        unknown[0] = 0
        if not unknown.any():
            return kept
        kept[int(unknown.argmax())] = False
