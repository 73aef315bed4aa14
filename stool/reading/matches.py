"""What is loaded: which unit has which leg in which quarters."""

import pandas as pd

from stool.period import span
from stool.reading.analysis import Analysis
from stool.reading.hierarchy import units_under
from stool.schema import COMPANY, LEGS, SHOWN


def match_table(analysis: Analysis) -> pd.DataFrame:
    """Match the legs unit by unit.

    Returns
    -------
    DataFrame, one row a unit
        ``unit``; one column a leg with its number of quarters; ``first`` and ``last`` quarter of
        any leg; ``holes``, the (leg, quarter) pairs missing inside a leg's own span; ``hidden``,
        the number of hidden leg-quarters.
    """
    rows = []
    for unit, found in units_under(analysis.legs, COMPANY).groupby("node"):
        quarters = span(found["quarter"])
        present = {leg: set(found.loc[found["leg"] == leg, "quarter"]) for leg in LEGS}
        holes = [
            (leg, quarter)
            for leg in LEGS
            for quarter in span(present[leg])
            if quarter not in present[leg]
        ]
        rows.append(
            {
                "unit": unit,
                **{leg: len(present[leg]) for leg in LEGS},
                "first": quarters[0],
                "last": quarters[-1],
                "holes": holes,
                "hidden": int((found["hidden"] != SHOWN).sum()),
            }
        )
    return pd.DataFrame(rows)
