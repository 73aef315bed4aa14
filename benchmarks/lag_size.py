"""How often the lag analysis sees a lead where there is none, beside what is usually done."""

import time

import numpy as np
import pandas as pd

from benchmarks import judge
from benchmarks.support import ours, plots, tables, work, yardsticks
from benchmarks.support.designs import PAIRS, PANELS
from benchmarks.support.work import Batch, Cell

REPS = 100
LONGEST = 7.5  # percent of unrelated data sets in which any lag may be flagged
PAIR_LAGS, PANEL_LAGS = range(-6, 7), range(-4, 5)
PAIR_QUARTERS, PANEL_QUARTERS, UNITS = (12, 16, 24, 40), (12, 20), (10, 50, 200)
OURS = ("ours", "twin")

CELLS = [Cell("pair", name, 1, quarters) for name in PAIRS for quarters in PAIR_QUARTERS] + [
    Cell("panel", name, units, quarters)
    for name in PANELS
    for quarters in PANEL_QUARTERS
    for units in UNITS
]


def flagged(batch: Batch) -> dict[str, int]:
    """Data sets of a batch in which each method flags any lag."""
    cell = batch.cell
    random = batch.random()
    if cell.kind == "pair":
        drawn = PAIRS[cell.design].draw(random, batch.size, 1, cell.quarters)
        legs, lags, rivals = drawn[:, :, 0], PAIR_LAGS, yardsticks.SINGLE
        answers = [ours.of_pair(x, y, lags) for x, y in zip(*legs, strict=True)]
    else:
        legs = PANELS[cell.design].draw(random, batch.size, cell.units, cell.quarters)
        lags, rivals = PANEL_LAGS, yardsticks.PANEL
        answers = [ours.of_panel(x, y, lags) for x, y in zip(*legs, strict=True)]
    found = {
        "ours": sum(bool(answer.flags.any()) for answer in answers),
        "twin": sum(bool(answer.twin.any()) for answer in answers),
    }
    for name, p_values in rivals.items():
        found[name] = int((p_values(legs[0], legs[1], lags) < ours.ALPHA).any(axis=1).sum())
    return found


def rates(reps: int) -> pd.DataFrame:
    """One row a cell and method."""
    rows = []
    for cell, batches in work.spread(flagged, CELLS, reps).items():
        design = (PAIRS if cell.kind == "pair" else PANELS)[cell.design]
        for method in batches[0]:
            rows.append(
                {
                    "kind": cell.kind,
                    "design": cell.design,
                    "units": cell.units,
                    "quarters": cell.quarters,
                    "method": method,
                    "claimed": design.claimed(cell.quarters),
                    "breaks": bool(design.breaks),
                    "replications": reps,
                    "flagged": sum(batch[method] for batch in batches),
                }
            )
    return tables.with_rates(pd.DataFrame(rows))


def show(found: pd.DataFrame, kind: str) -> None:
    """Print the rates of all methods, a row a cell."""
    of_kind = found[found["kind"] == kind]
    methods = list(dict.fromkeys(of_kind["method"]))
    size = "quarters" if kind == "pair" else "units x quarters"
    rows = []
    for (design, units, quarters), cell in of_kind.groupby(
        ["design", "units", "quarters"], sort=False
    ):
        by_method = cell.set_index("method")
        own = by_method.loc["ours"]
        rows.append(
            [
                str(design),
                str(quarters) if kind == "pair" else f"{units} x {quarters}",
                "yes" if own["claimed"] else "",
                f"{own['rate']:.1f} ({own['low']:.1f}-{own['high']:.1f})",
                *(f"{by_method.loc[method, 'rate']:.1f}" for method in methods[1:]),
            ]
        )
    titles = [yardsticks.TITLES[method] for method in methods]
    tables.show(rows, ["design", size, "claimed", *titles])
    print()


def list_cells(title: str, cells: pd.DataFrame) -> None:
    """Print cells by name, with their rate and interval."""
    print(title + ("" if len(cells) else ": none"))
    for cell in cells.itertuples():
        print(
            f"  {cell.kind} {cell.design}, {cell.units} x {cell.quarters}: "
            f"{cell.rate:.1f} % ({cell.low:.1f}-{cell.high:.1f})"
        )


def check_yardsticks() -> None:
    """Print how far the fast yardsticks are from their libraries on one set of data."""
    random = np.random.default_rng(0)
    x, y = PAIRS["gaps"].draw(random, 20, 1, 24)[:, :, 0]
    differences = yardsticks.check_single(x, y, lag=2)
    x, y = PANELS["gaps"].draw(random, 1, 24, 16)
    differences |= yardsticks.check_panel(x, y, lag=2)
    for name, difference in differences.items():
        print(f"differs from its library by at most {difference:.0e}: {name}")
    print()


def main() -> None:
    """Simulate, print, keep, judge."""
    options = work.options(__doc__ or "", REPS)
    start = time.perf_counter()
    check_yardsticks()
    found = rates(options.reps)
    print(f"Data sets without a link in which any lag is flagged, % of {options.reps} (nominal 5).")
    print("In brackets Wilson's 95 % interval; claimed: promised to stay at 7.5 % or less.\n")
    for kind in ("pair", "panel"):
        show(found, kind)
    own = found[found["method"] == "ours"]
    over, sure = own["rate"] > LONGEST, own["low"] > LONGEST
    list_cells("Claimed cells above 7.5 % for sure", own[own["claimed"] & sure])
    list_cells("Claimed cells above 7.5 %, maybe by luck", own[own["claimed"] & over & ~sure])
    other = ~own["claimed"] & ~own["breaks"]
    list_cells("Cells without a promise above 7.5 % for sure", own[other & sure])
    list_cells("Cells without a promise above 7.5 %, maybe by luck", own[other & over & ~sure])
    list_cells("Cells that break every method, as expected", own[own["breaks"]])
    for name in sorted({*own.loc[own["breaks"], "design"]}):
        print(f"  {name}: {PANELS[name].breaks}")
    print(f"\n{time.perf_counter() - start:.0f} s")
    if options.write:
        tables.write(found, "lag_size")
        plots.size(found, LONGEST)
    claimed = own[own["claimed"]]
    bands = found[(found["method"] == "ccf") & found["claimed"]]
    judge(
        "lag_size",
        float(claimed["low"].max()) / LONGEST,
        yardstick=(
            f"7.5 % in every claimed cell, by the lower end of the interval "
            f"(worst rate {claimed['rate'].max():.1f} % of {options.reps}); "
            f"ccf bands: worst {bands['rate'].max():.0f} %"
        ),
        limit=1.0,
    )


if __name__ == "__main__":
    main()
