"""The whole scale of evidence on loops in which nothing leads: what is called established."""

import time
from collections import Counter
from pathlib import Path

import pandas as pd

from benchmarks import judge
from benchmarks.support import ours, plots, tables, work
from benchmarks.support.designs import LOOPS
from benchmarks.support.work import Batch, Cell
from stool import text
from stool.lag import Evidence

REPS = 100
NOMINAL = 5.0  # percent of loops that may have a link wrongly called established
SIZES = ((1, 16), (1, 24), (1, 40), (5, 16), (10, 20), (24, 20), (50, 12), (24, 40), (200, 20))
FILE = Path(text.__file__).with_name("evidence_rates.csv")
LEVELS = {
    "not_enough": (Evidence.TOO_SHORT, Evidence.UNDERPOWERED),
    "not_established": (Evidence.NOT_ESTABLISHED,),
    "suggestive": (Evidence.SUGGESTIVE,),
    "established": (Evidence.ESTABLISHED,),
    "replicated": (Evidence.REPLICATED,),
}

CELLS = [Cell("loop", name, units, quarters) for name in LOOPS for units, quarters in SIZES]


def graded(batch: Batch) -> Counter[str]:
    """Loops, links at every level, and loops with a link wrongly called established."""
    cell = batch.cell
    legs = LOOPS[cell.design].draw(batch.random(), batch.size, cell.units, cell.quarters, legs=3)
    counts: Counter[str] = Counter(loops=batch.size)
    for loop in range(batch.size):
        grades = ours.of_loop(legs[:, loop])
        counts["links"] += len(grades)
        counts["wrong_loops"] += max(grades) >= Evidence.ESTABLISHED
        for name, levels in LEVELS.items():
            counts[name] += sum(grade in levels for grade in grades)
    return counts


def rates(reps: int) -> pd.DataFrame:
    """One row a design and size, all counts whole numbers."""
    columns = ["loops", "links", *LEVELS, "wrong_loops"]
    rows = []
    for cell, batches in work.spread(graded, CELLS, reps).items():
        total = sum(batches, Counter())
        rows.append(
            {
                "design": LOOPS[cell.design].description,
                "breaks": int(bool(LOOPS[cell.design].breaks)),
                "units": cell.units,
                "quarters": cell.quarters,
            }
            | {column: total[column] for column in columns}
        )
    return pd.DataFrame(rows)


def show(found: pd.DataFrame) -> None:
    """Print the levels in percent of links and the wrong loops in percent of loops."""
    rows = []
    for cell in found.itertuples():
        share = {level: 100 * getattr(cell, level) / cell.links for level in LEVELS}
        rows.append(
            [
                str(cell.design),
                f"{cell.units} x {cell.quarters}",
                *(f"{percent:.1f}" for percent in share.values()),
                f"{cell.rate:.1f} ({cell.low:.1f}-{cell.high:.1f})",
            ]
        )
    tables.show(
        rows, ["design", "size", *(name.replace("_", " ") for name in LEVELS), "wrong loops"]
    )
    print()


def main() -> None:
    """Simulate, print, keep, judge."""
    options = work.options(__doc__ or "", REPS)
    start = time.perf_counter()
    counts = rates(options.reps)
    found = tables.with_rates(counts.rename(columns={"wrong_loops": "flagged"}), of="loops")
    print("Links of unrelated legs at each level, % of links; loops with at least one link called")
    print(f"established or replicated, % of {options.reps} with Wilson's 95 % interval.\n")
    show(found)
    sure = found[found["low"] > NOMINAL]  # those that are meant to break among them
    print(f"Designs and sizes above {NOMINAL:.0f} % for sure" + ("" if len(sure) else ": none"))
    for cell in sure.itertuples():
        print(f"  {cell.design}, {cell.units} x {cell.quarters}: {cell.rate:.1f} %")
    print(f"\n{time.perf_counter() - start:.0f} s")
    if options.write:
        counts.to_csv(FILE, index=False)
        print(f"written: {FILE}")
        plots.ladder(found, list(LEVELS))
    kept = found[found["breaks"] == 0]
    overall = 100 * kept["flagged"].sum() / kept["loops"].sum()
    worst = kept.iloc[int(kept["rate"].argmax())]
    judge(
        "lag_ladder",
        overall / NOMINAL,
        yardstick=(
            f"5 % of {kept['loops'].sum()} loops with a link wrongly established (found "
            f"{overall:.1f} %; worst {worst['design']} {worst['units']} x {worst['quarters']}: "
            f"{worst['rate']:.1f} %)"
        ),
        limit=1.0,
    )


if __name__ == "__main__":
    main()
