"""Eras: the stretches of quarters in which a figure is asked and scaled alike."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from stool.events import Event
from stool.schema import COMPANY


def eras(rows: pd.DataFrame, events: Iterable[Event]) -> "pd.Series[int]":
    """How many changes of wording or scale lie behind each figure; only those of one era compare.

    A break counts for the node it is noted of and for every node below; the figure above, of which
    that node is one part among others, is compared as before.

    Parameters
    ----------
    rows : DataFrame
        ``node``, ``parent``, ``leg``, ``quarter``.
    events : iterable of Event
        Those that are no break are passed over.

    Returns
    -------
    Series of int, on the index of the rows
    """
    found = np.zeros(len(rows), dtype=np.int64)
    for event in events:
        if not event.is_break:
            continue
        here = (rows["node"] == event.unit) | (rows["parent"] == event.unit)
        there = here | (event.unit == COMPANY)
        asked = (rows["leg"] == event.leg) | (event.leg == "")
        found += (there & asked & (rows["quarter"] >= event.quarter)).to_numpy(dtype=np.int64)
    return pd.Series(found, index=rows.index)
