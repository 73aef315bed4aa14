"""Disclosure control at full size: how fast it is, how safe, and what it costs in figures.

500 units, 4 segments and 20 quarters. Every quarter is suppressed, and audited once more from
nothing. The yardstick is the ten seconds
a quarter that the design allows, since no library audits such a table to compare with; unsafe cells
or too few published totals count as being over the limit.
"""

import resource
import time

import numpy as np
import pandas as pd

from benchmarks import judge
from stool.privacy.audit import Auditor
from stool.privacy.margins import BaseCells, Margins, margins_of
from stool.privacy.protection import suppressed
from stool.schema import ALL, COMPANY

UNITS, REGIONS, QUARTERS = 500, 25, 20
SEGMENTS = {"front line": 0.55, "specialist": 0.25, "lead": 0.13, "manager": 0.07}
MEDIAN, SPREAD = 39, 0.6  # answers of a unit: log-normal
MINIMUM = 7
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
    print(f"memory, GB                                           {memory:>8.2f}")
    safe = exact == 0 and small == 0 and published >= WORTH
    ratio = max(seconds) / ALLOWED if safe else np.inf
    judge("privacy", ratio, yardstick=YARDSTICK, limit=1)


if __name__ == "__main__":
    main()
