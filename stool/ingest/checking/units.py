"""Units and regions: one spelling each, one region a unit, and the quarters a unit lacks."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool import period
from stool.catalogue import say
from stool.errors import UnitInTwoRegionsError
from stool.errors.join import RegionCircleError
from stool.ingest.checking.problems import ProblemLog
from stool.ingest.files.coding import Coded
from stool.ingest.language.values import no_answers
from stool.ingest.meaning.judged import Judged

MOST_SHOWN = 12  # quarters named in one note
MOST_NAMED = 200  # names whose spellings are recorded one by one; beyond it together
MOST_NOTED = 1_000  # units whose gaps are noted one by one; the rest is counted
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")  # downloads put a ' before
JOINERS = "\u200c\u200d"
JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})  # signs that joiners give another shape


def visible(text: str) -> str:
    """A name in NFC with single spaces, without format and control characters.

    Joiners stay where they are part of the writing: between letters without capitals and in emoji.
    """
    spaced = " ".join(text.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced
    signs = unicodedata.normalize("NFC", spaced)
    kept = (
        sign
        for place, sign in enumerate(signs)
        if unicodedata.category(sign) not in ("Cc", "Cf") or _joins(signs, place)
    )
    return " ".join("".join(kept).split())


def _joins(signs: str, place: int) -> bool:
    around = (signs[place - 1 : place], signs[place + 1 : place + 2])
    return signs[place] in JOINERS and all(
        sign and unicodedata.category(sign) in JOINED for sign in around
    )


def unguarded(name: str) -> str:
    """A visible name without the apostrophe that keeps it from being run as a formula."""
    guarded = name.startswith("'") and name[1:].lstrip().startswith(FORMULA_STARTS)
    return name[1:].lstrip() if guarded else name


def judge_names(header: str, coded: Coded) -> Judged:
    """Read names with single spaces and one use of capitals, "" where there is none.

    The apostrophe that a download puts before what a spreadsheet would run ("'=X") is taken off.
    Spellings that differ in capitals alone become the commonest of them (on a tie the first in
    alphabetical order); what changed is recorded as fixed.
    """
    texts = coded.texts
    spaced = np.array([" ".join(text.split()) for text in texts], dtype=object)
    shown = np.array([visible(text) for text in texts], dtype=object)
    seen = np.array([unguarded(name) for name in shown], dtype=object)
    blank = no_answers(seen)
    counts = pd.Series(coded.counts[~blank]).groupby(seen[~blank]).sum()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    chosen: dict[str, str] = {}
    for name, _ in ranked:
        chosen.setdefault(str(name).casefold(), str(name))
    names = np.array([chosen.get(str(name).casefold(), "") for name in seen], dtype=object)
    names[blank] = ""
    judged = Judged(header, coded, names)
    judged.fix((spaced != texts) & ~blank, say("spaces around or within"), say("Nothing: trimmed."))
    judged.fix((shown != spaced) & ~blank, say("invisible characters"), say("Nothing: left out."))
    rule = say("an apostrophe that guards against formulas")
    judged.fix((seen != shown) & ~blank, rule, say("Nothing: read as the name behind it."))
    other = (names != seen) & ~blank
    named = sorted(set(names[other]))
    for name in named[:MOST_NAMED]:
        rule = say("other capitals than “{name}”, the commonest spelling", name=name)
        judged.fix(other & (names == name), rule, say("Nothing: read as the same name."))
    rest = other & np.isin(names.astype(str), named[MOST_NAMED:])
    judged.fix(
        rest, say("other capitals than the commonest spelling"), say("Nothing: read as that name.")
    )
    return judged


def pairs_of(first: Judged, second: Judged, kept: NDArray[np.bool_]) -> pd.DataFrame:
    """Values that stand together in some row: `first`, `second` and `row`, the first such row.

    Parameters
    ----------
    first, second : Judged
        Columns of names, in the same blocks.
    kept : array of bool, shape (rows,)
        Rows that count.
    """
    one_code, ones = pd.factorize(np.asarray(first.values, dtype=object))
    two_code, twos = pd.factorize(np.asarray(second.values, dtype=object))
    found: list[NDArray[np.int64]] = []
    rows: list[NDArray[np.int64]] = []
    begin = 0
    for one, two in zip(first.column.blocks, second.column.blocks, strict=True):
        places = np.flatnonzero(kept[begin : begin + len(one)])
        together = one_code[one[places]] * len(twos) + two_code[two[places]]
        new = np.flatnonzero(~pd.Series(together).duplicated())
        found.append(together[new])
        rows.append(begin + places[new])
        begin += len(one)
    pairs = np.concatenate(found) if found else np.empty(0, dtype=np.int64)
    row = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    new = np.flatnonzero(~pd.Series(pairs).duplicated())
    pairs = pairs[new]
    return pd.DataFrame(
        {"first": ones[pairs // len(twos)], "second": twos[pairs % len(twos)], "row": row[new]}
    )


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
    UnitInTwoRegionsError, RegionCircleError
    """
    pairs = pairs_of(unit, region, kept)
    placed = pairs[pairs["second"] != ""].sort_values(["first", "second"])
    twice = placed.loc[placed["first"].duplicated(), "first"]
    if len(twice):
        name = str(twice.iloc[0])
        regions = tuple(placed.loc[placed["first"] == name, "second"])
        raise UnitInTwoRegionsError(file, name, regions, log.frame())
    known = dict(zip(placed["first"], placed["second"], strict=True))
    require_no_circle(known, file)
    if (pairs["second"] == "").any():
        has_region = np.array([name in known for name in unit.values])
        blank = kept & (region.values == "")[region.column.codes]
        blank &= has_region[unit.column.codes]
        written = unit.values[unit.column.codes]
        rule = say("no region, other rows of the unit have one")
        log.fix(blank, region.header, written, rule, say("Nothing: filled in."))
    return known


def require_no_circle(regions: Mapping[str, str], file: str) -> None:
    """Refuse units that stand below one another in a circle, in whatever capitals.

    Parameters
    ----------
    regions : dict of str to str
        Region of each unit.
    file : str

    Raises
    ------
    RegionCircleError
    """
    spelling = {unit.casefold(): unit for unit in regions}
    above = {unit.casefold(): region.casefold() for unit, region in regions.items()}
    for circle in circles(above):
        if len(circle) > 2:  # a unit alone in a region of its name is none
            raise RegionCircleError(file, [spelling[name] for name in circle])


def circles(above: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Names that lead back to themselves, the first repeated at the end."""
    done: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        name = start
        while name in above and name not in done and name not in path:
            path[name] = None
            name = above[name]
        if name in path:
            names = list(path)
            yield (*names[names.index(name) :], name)
        done.update(path)


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
    labels = {quarter: period.ordinal(quarter) for quarter in present["second"].unique()}
    found = present.assign(number=present["second"].map(labels))
    held = found.groupby("first", sort=True)["number"].agg(["min", "max", "nunique"])
    with_gap = held.index[held["max"] - held["min"] + 1 > held["nunique"]]
    rows = found[found["first"].isin(with_gap[: MOST_NOTED + 1])]
    remedy = say("Nothing if there was none; else load the missing quarters.")
    for number, (unit, part) in enumerate(rows.groupby("first", sort=True)):
        numbers = sorted(part["number"])
        missing = sorted({*range(numbers[0], numbers[-1])} - {*numbers})
        after = next(each for each in numbers if each > missing[0])
        row = int(part["row"].iloc[part["number"].tolist().index(after)])
        if number == MOST_NOTED:
            more = say(
                "{with_gap} more units lack quarters, not listed",
                with_gap=f"{len(with_gap) - MOST_NOTED:,}",
            )
            log.note(row, column, "", more, remedy)
        else:
            rule = say("no row in {shown}", shown=_shown(map(period.label, missing)))
            log.note(row, column, str(unit), rule, remedy)


def _shown(quarters: Iterable[str]) -> str:
    named = list(quarters)
    more = (
        say(" and {named} more", named=len(named) - MOST_SHOWN) if len(named) > MOST_SHOWN else ""
    )
    return ", ".join(named[:MOST_SHOWN]) + more
