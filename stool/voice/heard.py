"""Whose words may be read, and which of them count: the one place that decides.

Customers are no secret: a node's texts are shown from `MINIMUM_SAMPLE` of them on, as its scores
are. Employees are. Each of their texts stands in exactly one list, at exactly one level:

- in that of its unit, if at least `MINIMUM_TEXTS` people of the unit wrote in that quarter;
- else in that of its region, together with the other small units of the region, if these are enough
  together; else in that of the company, likewise; else nowhere.

The lists do not overlap and none is smaller than `MINIMUM_TEXTS`, so that no list can be taken from
another to leave a smaller one. Topics are counted by the same lists: a region counts what stands in
its units' lists and its own, and nothing else, so that taking units from a region leaves nobody or
a whole list. Comments and suggestions are lists of their own.
"""

import hashlib
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from stool.privacy import MINIMUM_SAMPLE
from stool.schema import COMPANY, ESAT
from stool.voice.rows import UNKNOWN
from stool.voice.suggestions import key_of

MINIMUM_TEXTS = 10  # people behind a list of employees' texts
LIST = ["leg", "quarter", "kind"]
NOWHERE = ""


def listed(rows: pd.DataFrame, parents: Mapping[str, str]) -> pd.DataFrame:
    """Put each text into the one list it may be shown in.

    Parameters
    ----------
    rows : DataFrame
        Columns `stool.voice.rows.VOICE_COLUMNS`; one row a person and kind.
    parents : Mapping of unit to region
        Units not named there belong to the company directly.

    Returns
    -------
    DataFrame
        As `rows`, with ``key`` (`suggestions.key_of`), ``region`` (`COMPANY` where there is none)
        and ``list``: the node whose list it stands in, `NOWHERE` if none. Customers stand in that
        of their unit.
    """
    region = rows["unit"].map(lambda unit: parents.get(unit, COMPANY)).astype("str")
    of_each = zip(rows["leg"], rows["quarter"], rows["text"], strict=True)
    keys = pd.Series([key_of(*each) for each in of_each], index=rows.index, dtype="str")
    placed = rows.assign(key=keys, region=region, list=NOWHERE).astype({"list": "str"})
    placed["list"] = placed["list"].mask(placed["leg"] != ESAT, placed["unit"])
    everybody = pd.Series(COMPANY, index=rows.index, dtype="str")
    for node in (placed["unit"], placed["region"], everybody):
        waiting = (placed["leg"] == ESAT) & (placed["list"] == NOWHERE)
        alike = [placed.loc[waiting, name] for name in LIST]
        size = placed[waiting].groupby([*alike, node[waiting]])["text"].transform("size")
        enough = size.reindex(placed.index).fillna(0) >= MINIMUM_TEXTS
        placed["list"] = placed["list"].mask(waiting & enough, node)
    return placed


def within(placed: pd.DataFrame, part: str, units: Collection[str]) -> pd.DataFrame:
    """Texts of a part of the company, in the lists they stand in anyhow.

    No list is made anew: a text that stands in a list above the part stands in none here, or it
    would be told of a smaller circle than everybody else is told. And what low scorers among
    employees mention is told of the whole company alone, so that their bands are gone.

    Parameters
    ----------
    placed : DataFrame
        As of `listed`, of the whole company.
    part : str
        A unit or a region; its list becomes that of the company.
    units : collection of str
        Its units, which become units without a region; of a unit itself.
    """
    own = placed[placed["unit"].isin(units)]
    inside = own["list"].isin([part, *units])
    return own.assign(
        region=COMPANY,
        list=own["list"].where(inside, NOWHERE).replace(part, COMPANY),
        band=own["band"].mask(own["leg"] == ESAT, UNKNOWN),
    )


def to_read(
    placed: pd.DataFrame, leg: str, quarter: str, node: str, kind: str, *, seed: str = ""
) -> pd.DataFrame:
    """Texts that may be read in a node, shuffled anew with every `seed`.

    Parameters
    ----------
    placed : DataFrame
        As of `listed`.
    leg, quarter, node, kind : str
    seed : str
        Of the order; the data version. The same one gives the same order.

    Returns
    -------
    DataFrame
        ``key`` and ``text``, and nothing else: of employees those of the node's own list; of
        customers all below the node, if they are enough. Empty where nothing may be shown.
    """
    found = placed[
        (placed["leg"] == leg) & (placed["quarter"] == quarter) & (placed["kind"] == kind)
    ]
    if leg == ESAT:
        found = found[found["list"] == node]
    else:
        found = found[is_below(found, node)]
        found = found if len(found) >= MINIMUM_SAMPLE else found.iloc[:0]
    texts = found[["key", "text"]].sort_values(["text", "key"])
    name = "\x1f".join((seed, leg, quarter, node, kind))
    shuffle = np.random.default_rng(int(hashlib.sha256(name.encode()).hexdigest()[:16], 16))
    return texts.iloc[shuffle.permutation(len(texts))].reset_index(drop=True)


def counting(placed: pd.DataFrame, node: str) -> pd.DataFrame:
    """Texts that count in a node: those of the lists of the node and of all below it."""
    return placed[(placed["list"] != NOWHERE) & is_below(placed, node)]


def is_below(placed: pd.DataFrame, node: str) -> "pd.Series[bool]":
    """Whether the list of each text stands at a node or below it."""
    if node == COMPANY:
        return pd.Series(True, index=placed.index)
    in_region = (placed["region"] == node) & (placed["list"] == placed["unit"])
    return (placed["list"] == node) | in_region


def lists(placed: pd.DataFrame, leg: str, quarter: str, kind: str) -> list[str]:
    """Nodes that have a list of their own, the company first."""
    found = placed[
        (placed["leg"] == leg) & (placed["quarter"] == quarter) & (placed["kind"] == kind)
    ]
    names = sorted({*found["list"]} - {NOWHERE})
    return sorted(names, key=lambda name: name != COMPANY)


def loaded(placed: pd.DataFrame) -> pd.DataFrame:
    """Where there are texts, and where some may be read.

    Returns
    -------
    DataFrame, one row a leg, kind and quarter
        ``leg``, ``kind``, ``quarter`` and ``is_shown`` (bool).
    """
    groups = placed.groupby(["leg", "kind", "quarter"])["list"]
    found = groups.agg(texts="size", listed=lambda lists: (lists != NOWHERE).any()).reset_index()
    enough = (found["leg"] == ESAT) | (found["texts"] >= MINIMUM_SAMPLE)
    found["is_shown"] = found["listed"].astype(bool) & enough
    return found[["leg", "kind", "quarter", "is_shown"]]


def minimum(leg: str) -> int:
    """Fewest texts anything is said about."""
    return MINIMUM_TEXTS if leg == ESAT else MINIMUM_SAMPLE
