"""Which cells are hidden, decided by counts only, never by answers."""

import pandas as pd

from stool.schema import CSAT, ESAT, HIDDEN_FEW, INTERNAL, SCALES, SERVICE, SHOWN

GROUP = ["leg", "quarter", "depth", "node", "dimension", "level"]


def primary(table: pd.DataFrame, minimum_n: int, minimum_sample: int) -> pd.Series:
    """Reason each row of the table is hidden, by the minimum number of answers.

    Employee cells of one group share one pattern over all items: the smallest n decides. What
    employees say of teams keeps the same minimum, each figure its own, since a team's score of
    itself and that of its customers come from different people. Customer cells and cases keep a
    plain minimum, for honesty rather than confidentiality. Ledger figures are counted in full and
    always shown.

    Parameters
    ----------
    table : DataFrame, one row a metric of a node, quarter and segment
        Needs ``leg``, ``scale``, ``n`` and the columns of `GROUP`.
    minimum_n : int
        Fewest employee answers.
    minimum_sample : int
        Fewest customer answers, and fewest cases.

    References
    ----------
    Primary suppression: Hundepool et al. (2012), Statistical Disclosure Control, ch. 4.
    """
    sampled = table["scale"].map({name: scale.sampled for name, scale in SCALES.items()})
    sampled = sampled.astype(bool)  # of an empty table too
    n = table["n"].fillna(0)  # an unknown number is never enough
    smallest = n.where(sampled).groupby([table[c] for c in GROUP]).transform("min")
    few = (
        ((table["leg"] == ESAT) & (smallest < minimum_n))
        | ((table["leg"] == INTERNAL) & (n < minimum_n))
        | (table["leg"].isin([CSAT, SERVICE]) & (n < minimum_sample))
    )
    return pd.Series(SHOWN, index=table.index, dtype="str").mask(few & sampled, HIDDEN_FEW)
