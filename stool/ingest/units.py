"""Units and regions: one spelling each, one region a unit, and the quarters a unit lacks."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool import period
from stool.errors import UnitInTwoRegionsError
from stool.ingest.coding import Coded
from stool.ingest.judged import Judged
from stool.ingest.problems import ProblemLog
from stool.ingest.values import no_answers

MOST_SHOWN = 12  # quarters named in one note


def judge_names(header: str, coded: Coded) -> Judged:
    """Read names with single spaces and one use of capitals, "" where there is none.

    Spellings that differ in capitals alone become the commonest of them (on a tie the first in
    alphabetical order); what changed is recorded as fixed.
    """
    texts = coded.texts
    spaced = np.array([" ".join(text.split()) for text in texts], dtype=object)
    blank = no_answers(texts)
    counts = pd.Series(coded.counts[~blank]).groupby(spaced[~blank]).sum()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    chosen: dict[str, str] = {}
    for name, _ in ranked:
        chosen.setdefault(str(name).casefold(), str(name))
    names = np.array([chosen.get(str(name).casefold(), "") for name in spaced], dtype=object)
    names[blank] = ""
    judged = Judged(header, coded, names)
    judged.fix((spaced != texts) & ~blank, "spaces around or within", "Nothing: trimmed.")
    other = (names != spaced) & ~blank
    for name in sorted(set(names[other])):
        rule = f"other capitals than “{name}”, the commonest spelling"
        judged.fix(other & (names == name), rule, "Nothing: read as the same name.")
    return judged


def pairs_of(first: Judged, second: Judged, kept: NDArray[np.bool_]) -> pd.DataFrame:
    """Values that stand together in some row: columns 0 and 1, and `row`, the first such row.

    Parameters
    ----------
    first, second : Judged
        Columns of names, in the same blocks.
    kept : array of bool, shape (rows,)
        Rows that count.
    """
    found: list[NDArray[np.int64]] = []
    rows: list[NDArray[np.int64]] = []
    begin, width = 0, len(second.values)
    for one, two in zip(first.column.blocks, second.column.blocks, strict=True):
        places = np.flatnonzero(kept[begin : begin + len(one)])
        together = one[places].astype(np.int64) * width + two[places]
        different, at = np.unique(together, return_index=True)
        found.append(different)
        rows.append(begin + places[at])
        begin += len(one)
    codes = np.concatenate(found) if found else np.empty(0, dtype=np.int64)
    frame = pd.DataFrame(
        {
            0: first.values[codes // max(width, 1)],
            1: second.values[codes % max(width, 1)],
            "row": np.concatenate(rows) if rows else np.empty(0, dtype=np.int64),
        }
    )
    return frame.sort_values("row", kind="stable").drop_duplicates([0, 1], ignore_index=True)


def settle_regions(
    unit: Judged, region: Judged, kept: NDArray[np.bool_], log: ProblemLog, file: str
) -> dict[str, str]:
    """Region of each unit that has one; rows that leave it blank are filled in and recorded.

    Parameters
    ----------
    unit, region : Judged
    kept : array of bool, shape (rows,)
        Rows that count.
    log : ProblemLog
    file : str

    Raises
    ------
    UnitInTwoRegionsError
    """
    pairs = pairs_of(unit, region, kept)
    placed = pairs[pairs[1] != ""].sort_values([0, 1])
    twice = placed.loc[placed[0].duplicated(), 0]
    if len(twice):
        name = str(twice.iloc[0])
        regions = tuple(placed.loc[placed[0] == name, 1])
        raise UnitInTwoRegionsError(file, name, regions, log.frame())
    known = dict(zip(placed[0], placed[1], strict=True))
    if (pairs[1] == "").any():
        has_region = np.array([name in known for name in unit.values])
        blank = kept & (region.values == "")[region.column.codes]
        blank &= has_region[unit.column.codes]
        written = unit.values[unit.column.codes]
        rule = "no region, other rows of the unit have one"
        log.fix(blank, region.header, written, rule, "Nothing: filled in.")
    return known


def note_gaps(present: pd.DataFrame, column: str, log: ProblemLog) -> None:
    """Note each unit that is present before and after a quarter but not in it.

    Parameters
    ----------
    present : DataFrame
        As `pairs_of` units and quarters.
    column : str
        Header of the unit column.
    log : ProblemLog
    """
    for unit, rows in present.groupby(0, sort=True):
        quarters = set(rows[1])
        missing = [quarter for quarter in period.span(quarters) if quarter not in quarters]
        if not missing:
            continue
        after = min(quarter for quarter in quarters if quarter > missing[0])
        log.note(
            int(rows.loc[rows[1] == after, "row"].iloc[0]),
            column,
            str(unit),
            f"no row in {_shown(missing)}",
            "Nothing if there was none; else load the missing quarters.",
        )


def _shown(quarters: Iterable[str]) -> str:
    named = list(quarters)
    more = f" and {len(named) - MOST_SHOWN} more" if len(named) > MOST_SHOWN else ""
    return ", ".join(named[:MOST_SHOWN]) + more
