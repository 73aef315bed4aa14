"""Words of what is hidden: of which units, and why."""

from collections.abc import Callable, Iterable

import pandas as pd

from stool.catalogue import say
from stool.schema import SHOWN
from stool.text import labels


def reasons(keys: Iterable[str], minimum: int) -> str:
    """Why figures are not shown: each reason once, that of most of them first; "" for none."""
    counts = pd.Series([key for key in keys if key != SHOWN], dtype="str").value_counts()
    return "; ".join(labels.hidden(str(key), minimum) for key in counts.index)


def in_words(rows: pd.DataFrame, minimum: Callable[[str], int]) -> pd.DataFrame:
    """Rows with the reason of each in ``hidden`` instead of its key.

    Parameters
    ----------
    rows : DataFrame
        With ``leg`` and ``hidden``.
    minimum : callable
        Fewest answers behind a number of a leg, as `stool.privacy.Published.minimum`.
    """
    told = [
        labels.hidden(key, minimum(leg)) if key != SHOWN else ""
        for leg, key in zip(rows["leg"], rows["hidden"], strict=True)
    ]
    return rows.assign(hidden=told)


def units(rows: pd.DataFrame, minimum: Callable[[str], int]) -> str:
    """ESAT of Elm and Tiny hidden: fewer than 7 answers; ESAT of Dell hidden to protect a smaller
    group.

    Parameters
    ----------
    rows : DataFrame
        As of `stool.measure.leg_history`, of one quarter.
    minimum : callable
        As of `in_words`.

    Returns
    -------
    str
        One sentence; "" where nothing is hidden.
    """
    told = [
        say(
            "{leg} of {units} {hidden}",
            leg=labels.LEG_SHORT[str(leg)],
            units=labels.listed([labels.node(node) for node in sorted(found["node"])]),
            hidden=labels.hidden(str(reason), minimum(str(leg))),
        )
        for (leg, reason), found in rows[rows["hidden"] != SHOWN].groupby(
            ["leg", "hidden"], sort=False
        )
    ]
    return f"{'; '.join(told)}." if told else ""
