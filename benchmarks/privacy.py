"""Disclosure control at full size: how fast it is, how safe, and what it costs in figures.

500 units, 4 segments and 20 quarters. Every quarter is suppressed, and audited once more from
nothing; and a late file of one unit passes the release gate. The yardstick is the ten seconds a
quarter that the design allows, since no library audits such a table to compare with; unsafe cells,
too few published totals or a gate that stays shut count as being over the limit.
"""

import resource
import time

import numpy as np
import pandas as pd

from benchmarks import judge
from stool.privacy import publish
from stool.privacy.audit import Auditor
from stool.privacy.gate import Version, compared
from stool.privacy.margins import BaseCells, Margins, margins_of
from stool.privacy.protection import suppressed
from stool.schema import ALL, ANSWERS, CELL_COLUMNS, COMPANY, CROSS_COLUMNS, ESAT, SHOWN

UNITS, REGIONS, QUARTERS = 500, 25, 20
SEGMENTS = {"front line": 0.55, "specialist": 0.25, "lead": 0.13, "manager": 0.07}
MEDIAN, SPREAD = 39, 0.6  # answers of a unit: log-normal
MINIMUM = 7
SAID = (0.05, 0.1, 0.2, 0.4, 0.25)  # chances of the answers 1 to 5
LATE = 9  # answers in the largest segment of one unit
ALLOWED = 10.0  # seconds a quarter
WORTH = 0.98  # least share of unit totals published
YARDSTICK = f"{ALLOWED:g} s a quarter"
SEED = 7


def quarter(random: np.random.Generator, sizes: np.ndarray) -> Margins:
    """The margins of one quarter, of two questions one of which some skip."""
    held: dict[tuple[str, ...], np.ndarray] = {}
    crossed: BaseCells = {}
    answers = random.poisson(sizes * random.uniform(0.9, 1.1, UNITS))
    for unit, n in enumerate(answers):
        names = f"Unit {unit:03}", f"Region {unit % REGIONS:02}", COMPANY
        split = random.multinomial(n, list(SEGMENTS.values()))
        for level, people in zip(SEGMENTS, split, strict=True):
            counts = np.array([people, random.binomial(people, 0.97)], dtype=float)
            for node, depth, parent in zip(
                names, ("unit", "region", "company"), (*names[1:], ""), strict=True
            ):
                for part in ((ALL, ALL), ("level", level)):
                    place = node, depth, parent, *part
                    held[place] = held.get(place, np.zeros(2)) + counts
    held = {place: counts for place, counts in held.items() if counts[0] > 0}
    places = pd.DataFrame(list(held), columns=["node", "depth", "parent", "dimension", "level"])
    return margins_of(places, np.array(list(held.values())), crossed)


def version(counts: np.ndarray) -> Version:
    """A quarter as files give it, of answers by unit, segment and answer from 1."""
    names = [f"Unit {unit:03}" for unit in range(UNITS)]
    answer = np.arange(1, 1 + len(SAID))
    counts = counts.astype(float)
    of_parts = {(ALL, ALL): counts.sum(axis=1)}
    of_parts |= {("level", level): counts[:, at] for at, level in enumerate(SEGMENTS)}
    frames = []
    for (dimension, level), given in of_parts.items():
        frame = pd.DataFrame(0.0, index=names, columns=list(ANSWERS))
        frame[[f"c{each}" for each in answer]] = given
        sums = {name: given @ answer**power for power, name in enumerate(("n", "s", "ss"))}
        frames.append(frame.assign(**sums).assign(unit=names, dimension=dimension, level=level))
    cells = pd.concat(frames, ignore_index=True).query("n > 0")
    cells = cells.assign(leg=ESAT, metric="q1", scale="1-5", better="higher", quarter="2026Q1")
    parents = {name: f"Region {unit % REGIONS:02}" for unit, name in enumerate(names)}
    crosses = pd.DataFrame(columns=list(CROSS_COLUMNS))
    return Version(cells[list(CELL_COLUMNS)], crosses, {}, parents, MINIMUM)


def released(random: np.random.Generator, sizes: np.ndarray) -> tuple[float, bool, float]:
    """Seconds at the gate, whether it opened, and what rounding moves a unit's mean by."""
    split = random.multinomial(random.poisson(sizes), list(SEGMENTS.values()))
    counts = np.array([[random.multinomial(n, SAID) for n in of_unit] for of_unit in split])
    more = counts.copy()
    more[0, 0] += random.multinomial(LATE, SAID)
    before, after = version(counts), version(more)
    start = time.perf_counter()
    is_open = compared(before, after).is_safe
    seconds = time.perf_counter() - start
    table = publish(before.cells, before.parents, before.crosses, minimum_n=MINIMUM).table
    of_units = (table["depth"] == "unit") & (table["dimension"] == ALL) & (table["hidden"] == SHOWN)
    told = table[of_units].set_index("node")
    exact = before.cells[before.cells["dimension"] == ALL].set_index("unit").loc[told.index]
    moved = told["s"] / told["n"] - exact["s"] / exact["n"]
    return seconds, is_open, float(np.sqrt((moved**2).mean()))


def main() -> None:
    """Suppress every quarter, audit it anew, and count what is left to see."""
    random = np.random.default_rng(SEED)
    sizes = np.exp(random.normal(0, SPREAD, UNITS))
    sizes *= MEDIAN / np.median(sizes)
    seconds: list[float] = []
    exact = small = 0
    shown: list[pd.DataFrame] = []
    for _ in range(QUARTERS):
        margins = quarter(random, sizes)
        few = margins.n().min(axis=1) < MINIMUM
        start = time.perf_counter()
        hidden = suppressed(margins, few, MINIMUM)
        seconds.append(time.perf_counter() - start)
        found = Auditor(margins, MINIMUM).findings(hidden)
        exact += sum(np.isnan(each.n) for each in found)
        small += sum(each.n < MINIMUM for each in found)
        shown.append(margins.places.assign(few=few, hidden=hidden, n=margins.n()[:, 0]))
    table = pd.concat(shown)
    of_units = table[table["depth"] == "unit"]
    totals = of_units[of_units["dimension"] == ALL]
    segments = of_units[of_units["dimension"] != ALL]
    published = 1 - totals["hidden"].mean()
    gate, is_open, moved = released(random, sizes)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"answers of a unit, median                            {totals['n'].median():>8.0f}")
    for name, part in (("unit totals", totals), ("segments of units", segments)):
        print(f"{name + ' under the minimum':<52} {part['few'].mean():>8.1%}")
        print(f"{name + ' published':<52} {1 - part['hidden'].mean():>8.1%}")
    answers = totals.loc[~totals["hidden"], "n"].sum() / totals["n"].sum()
    print(f"answers behind published unit totals                 {answers:>8.1%}")
    print(f"hidden cells that can be computed                    {exact:>8}")
    print(f"groups under {MINIMUM} that can be computed                   {small:>8}")
    print(f"seconds a quarter, median                            {np.median(seconds):>8.2f}")
    print(f"seconds a quarter, most                              {max(seconds):>8.2f}")
    print(f"mean of a unit, moved by rounding, points of 1-5     {moved:>8.3f}")
    print(f"seconds at the gate, late answers of one unit        {gate:>8.2f}")
    print(f"memory, GB                                           {memory:>8.2f}")
    safe = exact == 0 and small == 0 and published >= WORTH and is_open
    ratio = max(*seconds, gate) / ALLOWED if safe else np.inf
    judge("privacy", ratio, yardstick=YARDSTICK, limit=1)


if __name__ == "__main__":
    main()
