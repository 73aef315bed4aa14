"""The published pair table: which products of two questions any result may be computed from."""

import numpy as np
import pandas as pd

from stool.privacy.coding import coded_pairs
from stool.privacy.nodes import every_node, summed
from stool.privacy.publish import NAMED_COMPANY, Published
from stool.schema import COMPANY, HIDDEN_FEW, PAIR_KEY, PAIR_SUMS, PUBLISHED_PAIR_COLUMNS, SHOWN

PLACE = ["leg", "metric", "quarter", "node", "dimension", "level"]


def publish_pairs(pairs: pd.DataFrame, published: Published) -> pd.DataFrame:
    """Sum pair cells up the hierarchy and blank what may not be shown.

    A pair of a node, segment and quarter is shown where the cells of both its metrics are shown
    there and as many answered both as any number needs. No row of this table is for a reader: only
    what is computed over many of them leaves the library. Even so no sum of employees is exact: of
    a row of theirs nobody could take more than its coded correlation.

    Parameters
    ----------
    pairs : DataFrame
        Columns `stool.schema.PAIR_COLUMNS`, of any legs and quarters.
    published : Published
        The published cells of the same revision, whose hierarchy and verdicts hold.

    Returns
    -------
    DataFrame
        Columns `stool.schema.PUBLISHED_PAIR_COLUMNS`; sums are NaN where ``hidden`` names a reason,
        and of employees they are coded (`stool.privacy.coding.coded_pairs`).
    """
    cells = published.table
    parents = cells[cells["depth"] == "unit"].drop_duplicates("node").set_index("node")["parent"]
    units = summed(pairs, PAIR_KEY, PAIR_SUMS).rename(columns={"unit": "node"})
    units["node"] = units["node"].astype("str").replace(COMPANY, NAMED_COMPANY)
    units = units[units["node"].isin(parents.index)]
    units = units.assign(parent=units["node"].map(parents))
    table = every_node(units, [name for name in PAIR_KEY if name != "unit"], PAIR_SUMS)
    verdicts = cells.set_index(PLACE)["hidden"]
    shown = pd.Series(True, index=table.index)
    for metric in ("metric_a", "metric_b"):
        places = pd.MultiIndex.from_frame(table[[name.replace("metric", metric) for name in PLACE]])
        shown &= verdicts.reindex(places).to_numpy() == SHOWN
    least = table["leg"].map({leg: published.minimum(leg) for leg in table["leg"].unique()})
    shown &= table["n"] >= least.astype(float)
    table["hidden"] = np.where(shown, SHOWN, HIDDEN_FEW)
    table.loc[~shown, list(PAIR_SUMS)] = np.nan
    return coded_pairs(table)[list(PUBLISHED_PAIR_COLUMNS)]
