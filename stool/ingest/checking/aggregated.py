"""What only rows of a unit's whole quarter need: one row each, and zeros that mean missing."""

from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.catalogue import say
from stool.ingest.checking.problems import ProblemLog
from stool.schema import COST, REVENUE


def reject_repeats(rows: pd.DataFrame, key: list[str], column: str, log: ProblemLog) -> None:
    """Reject rows for a unit and quarter that the file has already.

    Of rows equal in every figure the first is kept; where they differ none can be trusted and all
    are rejected. Each names a row it repeats.
    """
    standing = np.flatnonzero(~log.rejected)
    frame = rows.iloc[standing]
    repeated = frame[frame.duplicated(key, keep=False)]
    different = repeated.drop_duplicates().groupby(key, sort=True, dropna=False).size()
    groups = repeated.groupby(key, sort=True, dropna=False).indices
    for (name, found), many in zip(groups.items(), different > 1, strict=True):
        unit, quarter, *_ = cast("tuple[str, ...]", name)
        places = repeated.index.to_numpy()[found]
        for place in places if many else places[1:]:
            line = log.line(int(places[1] if place == places[0] else places[0]))
            log.reject(
                np.array([place]),
                column,
                [f"{unit} {quarter}"],
                say("the unit and quarter come more than once"),
                say("Keep one: row {line} is for them too, with other figures.", line=line)
                if many
                else say("Keep one: row {line} is for them too, with the same figures.", line=line),
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
            say("zero stands for missing"),
            say("Nothing: read as missing. Leave the cell empty to say so."),
        )
        mended.loc[means_missing, metric] = np.nan
    return mended


def note_zeros(rows: pd.DataFrame, headers: dict[str, str], log: ProblemLog) -> None:
    """Note zeros in a metric that is above 0 elsewhere, and figures that are absent.

    A 0 in the money columns is mended by `mend_zeros`; elsewhere it can be true, so it is kept and
    named, once a unit.

    Parameters
    ----------
    rows : DataFrame
        `unit`, `quarter` and the metrics.
    headers : dict of str to str
        Header of each ledger metric other than revenue and cost.
    log : ProblemLog
        Receives a note for each unit and metric.
    """
    kept = rows[~log.rejected]
    for metric, header in headers.items():
        for unit, figures in kept.groupby("unit", sort=True)[metric]:
            zeros, blank = figures[figures == 0], figures[figures.isna()]
            if len(zeros) and (kept[metric] > 0).any():
                rule = say(
                    "{unit}: 0 in {zeros} of {figures} quarters, may stand for missing",
                    unit=unit,
                    zeros=len(zeros),
                    figures=len(figures),
                )
                remedy = say(
                    "Nothing if it was 0; else leave the cells empty and load the file again."
                )
                log.note(int(zeros.index[0]), header, "0", rule, remedy)
            if len(blank):
                rule = say(
                    "{unit}: no figure in {blank} of {figures} quarters",
                    unit=unit,
                    blank=len(blank),
                    figures=len(figures),
                )
                remedy = say("Nothing if there is none; else fill it in and load the file again.")
                log.note(int(blank.index[0]), header, "", rule, remedy)


def _unit_has_positive(
    rows: pd.DataFrame, metric: str, standing: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    positive = set(rows.loc[standing & (rows[metric] > 0).to_numpy(), "unit"])
    return rows["unit"].isin(positive).to_numpy()
