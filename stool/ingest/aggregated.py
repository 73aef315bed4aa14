"""What only rows of a unit's whole quarter need: one row each, and zeros that mean missing."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.ingest.problems import ProblemLog
from stool.schema import COST, REVENUE


def reject_repeats(rows: pd.DataFrame, key: list[str], column: str, log: ProblemLog) -> None:
    """Reject rows for a unit and quarter that the file has already.

    Of rows equal in every figure the first is kept; where they differ none can be trusted and all
    are rejected. Each names a row it repeats.
    """
    standing = np.flatnonzero(~log.rejected)
    frame = rows.iloc[standing]
    repeated = frame[frame.duplicated(key, keep=False)]
    for _, group in repeated.groupby(key, sort=True, dropna=False):
        places = [int(place) for place in group.index]
        equal = len(group.drop_duplicates()) == 1
        for place in places[1:] if equal else places:
            other = places[1] if place == places[0] else places[0]
            mask = np.zeros(len(rows), dtype=np.bool_)
            mask[place] = True
            log.reject(
                mask,
                column,
                rows["unit"] + " " + rows["quarter"],
                "the unit and quarter come more than once",
                f"Keep one: row {log.line(other)} is for them too"
                + (", with the same figures." if equal else ", with other figures."),
            )


def mend_zeros(rows: pd.DataFrame, headers: dict[str, str], log: ProblemLog) -> pd.DataFrame:
    """Rows with a revenue or cost of 0 set to missing where the 0 stands for that.

    It does where the other of the two is not 0, and where the unit has a positive figure in some
    other quarter.

    Parameters
    ----------
    rows : DataFrame
        `unit` and the metrics.
    headers : dict of str to str
        Header of each metric.
    log : ProblemLog
        Receives a fix for each.
    """
    standing = ~log.rejected
    mended = rows.copy()
    for metric, other in ((REVENUE, COST), (COST, REVENUE)):
        if metric not in headers:
            continue
        zero = standing & (rows[metric] == 0).to_numpy()
        means_missing = zero & _unit_has_positive(rows, metric, standing)
        if other in headers:
            means_missing |= zero & (rows[other].notna() & (rows[other] != 0)).to_numpy()
        log.fix(
            means_missing,
            headers[metric],
            rows[metric].astype(str),
            "zero stands for missing",
            "Nothing: read as missing. Leave the cell empty to say so.",
        )
        mended.loc[means_missing, metric] = np.nan
    return mended


def _unit_has_positive(
    rows: pd.DataFrame, metric: str, standing: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    positive = set(rows.loc[standing & (rows[metric] > 0).to_numpy(), "unit"])
    return rows["unit"].isin(positive).to_numpy()
