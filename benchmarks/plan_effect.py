"""How often an effect of an action is seen where there is none, and where there is one."""

import argparse
import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks import judge
from benchmarks.support import tables
from stool.period import shift
from stool.plan import Action, Status, Verdict, effects
from stool.schema import ESAT

REPS = 200
LONGEST = 7.5  # percent of panels without an effect in which one may be called seen
LEVEL, OWN, SURVEY, SHOCK = 10.0, 6.0, 8.0, 5.0  # standard deviations, in points
KEPT = 0.3  # of a deviation, a quarter later
WARM = 20  # quarters thrown away
START, LAG = "2023Q1", 1


@dataclass(frozen=True, slots=True)
class Design:
    """A company, and which of its units an action reaches.

    Attributes
    ----------
    description : str
    units, reached, before, after : int
    kind : str
        What is unusual about it.
    effect : float
        In points.
    claimed : bool
        Whether the rate is promised to stay at 7.5 % or less.
    """

    description: str
    units: int = 24
    reached: int = 6
    before: int = 8
    after: int = 3
    kind: str = ""
    effect: float = 0.0
    claimed: bool = True


DESIGNS = (
    Design("nothing unusual"),
    Design("one unit reached", reached=1),
    Design("two reached, one quarter after", reached=2, after=1),
    Design("8 units, 3 reached, 4 quarters before", units=8, reached=3, before=4, after=1),
    Design("100 units, 20 reached", units=100, reached=20),
    Design("heavy tails", kind="tails"),
    Design("units of unequal noise", kind="unequal"),
    Design("company-wide shocks felt unequally", kind="shocks"),
    Design("units wander", kind="wander"),
    Design("every unit has a trend of its own", kind="trends"),
    Design("15 % missing", kind="missing"),
    Design("the lowest of the last quarter are reached", kind="lowest"),
    Design("the lowest of the last year are reached", kind="lowest_year"),
    Design("those reached are twice as noisy", kind="noisy"),
    Design("those reached were rising all along", kind="rising", claimed=False),
    Design("an effect of 5 points", effect=5.0),
    Design("an effect of 10 points", effect=10.0),
    Design("an effect of 10 points, two reached", reached=2, effect=10.0),
    Design("an effect of 5 points, 100 units, 20 reached", units=100, reached=20, effect=5.0),
    Design("an effect of 10 points, 100 units, 20 reached", units=100, reached=20, effect=10.0),
)


def drawn(design: Design, random: np.random.Generator) -> tuple[pd.DataFrame, Action]:
    """Leg history of the units of a company, and the action that reached some of them."""
    quarters = design.before + LAG + design.after
    size = (design.units, quarters)
    tails = design.kind == "tails"
    new = (
        random.standard_t(3, (design.units, WARM + quarters)) / np.sqrt(3)
        if tails
        else (random.normal(size=(design.units, WARM + quarters)))
    )
    own = np.zeros_like(new)
    for quarter in range(1, WARM + quarters):
        own[:, quarter] = KEPT * own[:, quarter - 1] + OWN * new[:, quarter]
    scores = own[:, WARM:] + random.normal(0, SURVEY, size)
    if design.kind == "unequal":
        scores *= np.exp(random.normal(0, 0.5, (design.units, 1)))
    exposure = random.uniform(0.4, 1.6, (design.units, 1)) if design.kind == "shocks" else 1.0
    scores += random.normal(0, LEVEL, (design.units, 1))
    scores += random.normal(0, SHOCK, quarters) * exposure
    if design.kind == "wander":
        scores += random.normal(0, 3.0, size).cumsum(axis=1)
    if design.kind == "trends":
        scores += random.normal(0, 1.0, (design.units, 1)) * np.arange(quarters)
    low = {"lowest": 1, "lowest_year": 4}.get(design.kind)
    order = np.arange(design.units)
    if low:
        order = scores[:, design.before - low : design.before].mean(axis=1).argsort()
    reached = order[: design.reached]
    if design.kind == "noisy":
        scores[reached] += random.normal(0, 12.0, (design.reached, quarters))
    if design.kind == "rising":
        scores[reached] += 1.5 * np.arange(quarters)
    scores[reached, design.before + LAG :] += design.effect
    if design.kind == "missing":
        scores[random.random(size) < 0.15] = np.nan
    names = np.array([f"unit {place:03d}" for place in range(design.units)])
    first = shift(START, -design.before)
    legs = pd.DataFrame(
        {
            "depth": "unit",
            "node": np.repeat(names, quarters),
            "parent": "",
            "leg": ESAT,
            "quarter": np.tile([shift(first, step) for step in range(quarters)], design.units),
            "linear": scores.ravel(),
            "era": 0,
        }
    )
    units = tuple(names[reached].tolist())
    return legs, Action("it", "x", units, ESAT, START, LAG, Status.RUNNING)


def rates(reps: int) -> pd.DataFrame:
    """One row a design: how often the effect is seen, untold, and inside its interval."""
    rows = []
    for place, design in enumerate(DESIGNS):
        random = np.random.default_rng([place, 7])
        told = []
        for _ in range(reps):
            legs, action = drawn(design, random)
            told.append(effects([action], legs, legs["quarter"].max()).iloc[0])
        found = pd.DataFrame(told)
        rows.append(
            {
                "design": design.description,
                "effect": design.effect,
                "claimed": design.claimed and not design.effect,
                "replications": reps,
                "flagged": int((found["verdict"] == Verdict.SEEN).sum()),
                "untold": 100 * float((found["verdict"] == Verdict.CANNOT_TELL).mean()),
                "covered": 100
                * float(
                    found["change"].notna().mean()
                    and ((found["low"] <= design.effect) & (design.effect <= found["high"])).mean()
                ),
            }
        )
    return tables.with_rates(pd.DataFrame(rows))


def main() -> None:
    """Simulate, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reps", type=int, default=REPS, metavar="N")
    start = time.perf_counter()
    found = rates(parser.parse_args().reps)
    shown = [
        [row.design, f"{row.rate:.1f} ({row.low:.1f}-{row.high:.1f})", f"{row.untold:.1f}",
         f"{row.covered:.1f}"]
        for row in found.itertuples()
    ]  # fmt: skip
    tables.show(shown, ["design", "effect seen, %", "untold, %", "95 % interval holds it, %"])
    print(f"\n{time.perf_counter() - start:.0f} s")
    claimed = found[found["claimed"]]
    worst = float(claimed["low"].max())
    judge("plan_effect", worst / LONGEST, yardstick="7.5 % of panels, for sure", limit=1.0)


if __name__ == "__main__":
    main()
