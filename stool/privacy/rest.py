"""Hidden units taken together, where their number is enough."""

import pandas as pd

from stool.privacy.nodes import summed
from stool.schema import ALL, ESAT, REST, SCALES, SHOWN, SUMS

OF_PARENT = ["quarter", "parent"]
KEY = [*OF_PARENT, "leg", "metric", "scale", "better", "dimension", "level"]
FEWEST_UNITS = 2  # one unit under another name would be no longer hidden


def rest_of(table: pd.DataFrame, minimum_n: int) -> pd.DataFrame:
    """Sum up the units of each node that are hidden from readers.

    Whoever takes the units shown from their region is left with these sums, so that they tell
    nothing new; that what is left is of enough people is what complements and audit are for. A
    node that is hidden itself, or holds a hidden region, has no such row.

    Parameters
    ----------
    table : DataFrame
        Columns `stool.schema.PUBLISHED_COLUMNS` without shares, with exact sums, those of hidden
        rows too.
    minimum_n : int
        Fewest answers to any question that a row needs.

    Returns
    -------
    DataFrame, one row a node, quarter and employee question
        Columns `stool.schema.REST_COLUMNS` without shares, over everybody: ``node`` and ``parent``
        are whose units they are, ``depth`` is `stool.schema.REST`, ``units`` counts them; all are
        shown, with exact sums.
    """
    sampled = table["scale"].map({name: scale.sampled for name, scale in SCALES.items()})
    asked = table[(table["leg"] == ESAT) & (table["dimension"] == ALL) & sampled.astype(bool)]
    hidden = asked[asked["hidden"] != SHOWN]
    told = pd.MultiIndex.from_frame(asked.loc[asked["hidden"] == SHOWN, ["quarter", "node"]])
    regions = pd.MultiIndex.from_frame(hidden.loc[hidden["depth"] == "region", OF_PARENT])
    parents = pd.MultiIndex.from_frame(hidden[OF_PARENT])
    left = hidden[
        (hidden["depth"] == "unit") & parents.isin(told) & ~parents.isin(regions).astype(bool)
    ]
    found = summed(left, KEY, SUMS)
    found["units"] = left.groupby(KEY, sort=True, observed=True).size().to_numpy()
    fewest = found.fillna({"n": 0}).groupby(OF_PARENT)[["n", "units"]].transform("min")
    enough = (fewest["n"] >= minimum_n) & (fewest["units"] >= FEWEST_UNITS)
    found = found[enough].reset_index(drop=True)
    return found.assign(node=found["parent"], depth=REST, hidden=SHOWN)
