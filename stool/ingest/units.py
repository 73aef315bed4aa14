"""Units and regions: one spelling each, one region a unit, and the quarters a unit lacks."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool import period
from stool.errors import UnitInTwoRegionsError
from stool.ingest.problems import ProblemLog
from stool.ingest.values import no_answers

MOST_SHOWN = 12  # quarters named in one note


def tidy_names(cells: "pd.Series[str]", log: ProblemLog) -> "pd.Series[str]":
    """Names with single spaces and one use of capitals, "" where there is none.

    Spellings that differ in capitals alone become the commonest of them (on a tie the first in
    alphabetical order); what changed is recorded as fixed.
    """
    column = str(cells.name)
    codes, texts = pd.factorize(cells)
    spaced = np.array([" ".join(text.split()) for text in texts], dtype=object)[codes]
    blank = no_answers(cells)
    written = cells.to_numpy()
    log.fix(
        (spaced != written) & ~blank, column, cells, "spaces around or within", "Nothing: trimmed."
    )
    counts = pd.Series(spaced[~blank], dtype=object).value_counts()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    chosen: dict[str, str] = {}
    for name, _ in ranked:
        chosen.setdefault(str(name).casefold(), str(name))
    spelling = {str(name): chosen[str(name).casefold()] for name in counts.index}
    names = np.array([spelling.get(name, "") for name in spaced], dtype=object)
    names[blank] = ""
    other = (names != spaced) & ~blank
    for name in sorted(set(names[other])):
        rule = f"other capitals than “{name}”, the commonest spelling"
        log.fix(other & (names == name), column, cells, rule, "Nothing: read as the same name.")
    return pd.Series(names, dtype="str")


def settle_regions(
    rows: pd.DataFrame, kept: NDArray[np.bool_], column: str, log: ProblemLog, file: str
) -> None:
    """Give each unit its one region, filling rows that leave it blank.

    Parameters
    ----------
    rows : DataFrame
        `unit` and `region`, which is changed.
    kept : array of bool, shape (rows,)
        Rows that count.
    column : str
        Header of the region column.
    log : ProblemLog
    file : str

    Raises
    ------
    UnitInTwoRegionsError
    """
    placed = rows.loc[kept & (rows["region"] != "").to_numpy(), ["unit", "region"]]
    placed = placed.drop_duplicates().sort_values(["unit", "region"])
    twice = placed.loc[placed["unit"].duplicated(), "unit"]
    if len(twice):
        unit = str(twice.iloc[0])
        regions = tuple(placed.loc[placed["unit"] == unit, "region"])
        raise UnitInTwoRegionsError(file, unit, regions, log.frame())
    known = rows["unit"].map(placed.set_index("unit")["region"])
    blank = kept & (rows["region"] == "").to_numpy() & known.notna().to_numpy()
    rule = "no region, other rows of the unit have one"
    log.fix(blank, column, rows["unit"], rule, "Nothing: filled in.")
    rows["region"] = rows["region"].where(~blank, known)
    rows["region"] = rows["region"].where(rows["region"] != "")


def note_gaps(rows: pd.DataFrame, kept: NDArray[np.bool_], column: str, log: ProblemLog) -> None:
    """Note each unit that is present before and after a quarter but not in it."""
    present = rows.loc[kept, ["unit", "quarter"]].drop_duplicates()
    for unit, quarters in present.groupby("unit", sort=True)["quarter"]:
        missing = [q for q in period.span(quarters) if q not in set(quarters)]
        if not missing:
            continue
        after = min(quarter for quarter in quarters if quarter > missing[0])
        rejoined = kept & ((rows["unit"] == unit) & (rows["quarter"] == after)).to_numpy()
        shown = ", ".join(missing[:MOST_SHOWN])
        more = f" and {len(missing) - MOST_SHOWN} more" if len(missing) > MOST_SHOWN else ""
        log.note(
            int(np.flatnonzero(rejoined)[0]),
            column,
            str(unit),
            f"no row in {shown}{more}",
            "Nothing if there was none; else load the missing quarters.",
        )
