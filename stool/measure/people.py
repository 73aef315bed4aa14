"""How many people could have answered: headcount for employees, customers served for customers."""

import numpy as np
import pandas as pd

from stool.schema import COMPANY, CSAT, CUSTOMERS, ESAT, HEADCOUNT

COUNTED_BY = {ESAT: HEADCOUNT, CSAT: CUSTOMERS}
KEY = ["depth", "node", "quarter"]


def population(table: pd.DataFrame, leg: str, answered: pd.DataFrame) -> pd.Series:
    """People behind each row of `answered`; NaN where the file of one unit among them is missing.

    Parameters
    ----------
    table : DataFrame
        Published rows over everybody (dimension ALL).
    leg : str
    answered : DataFrame
        Published rows of the leg's headline metric, hidden ones included, with ``depth``, ``node``,
        ``parent`` and ``quarter``.

    Returns
    -------
    Series of float, on the index of `answered`
        The sum over exactly the units that have answers, so that a response rate never compares
        the answers of some units with the people of others.
    """
    if leg not in COUNTED_BY:
        return pd.Series(np.nan, index=answered.index)
    counted = table[(table["metric"] == COUNTED_BY[leg]) & (table["depth"] == "unit")]
    people = counted.set_index(["node", "quarter"])["s"].rename("people")
    units = answered[answered["depth"] == "unit"].join(people, on=["node", "quarter"])
    parts = [units[["depth", "node", "quarter", "people"]]]
    for depth, owner in (("region", "parent"), ("company", None)):
        above = units.assign(depth=depth, node=COMPANY if owner is None else units[owner])
        parts.append(above[["depth", "node", "quarter", "people"]])
    groups = pd.concat(parts).groupby(KEY)["people"]
    total = groups.sum().where(groups.count() == groups.size())
    return answered.join(total.rename("people"), on=KEY)["people"]
