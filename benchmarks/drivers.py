"""Drivers from pair cells against an ordinary regression bootstrapped on the rows themselves."""

import numpy as np
import pandas as pd
import statsmodels.api as sm

from benchmarks import best_of, finish
from stool.cells import MetricColumn, pairs_of, summed
from stool.drivers import drivers
from stool.privacy import publish, publish_pairs
from stool.schema import ESAT

ITEMS, UNITS, QUARTERS, PEOPLE = 25, 24, 4, 30
DRAWS = 1000
PART = 20  # draws of the yardstick that are timed; each costs the same
LIMIT = 0.5
OURS = f"drivers of {ITEMS} items, {UNITS} units, {QUARTERS} quarters, {DRAWS:,} draws"
YARDSTICK = f"statsmodels OLS on the rows, {DRAWS:,} draws of whole units"


def answers() -> pd.DataFrame:
    """Rows of people who answer every item, from 1 to 5."""
    random = np.random.default_rng(3)
    size = UNITS * QUARTERS * PEOPLE
    common = random.normal(size=(size, 1))
    items = np.clip(np.round(3 + 0.5 * common + random.normal(0, 0.9, (size, ITEMS))), 1, 5)
    score = items @ np.linspace(0.02, 0.1, ITEMS) + random.normal(0, 0.8, size)
    place = np.arange(size) // PEOPLE
    columns = {f"item_{place:02d}": items[:, place] for place in range(ITEMS)}
    return pd.DataFrame(
        {
            "unit": [f"unit {unit:02d}" for unit in place // QUARTERS],
            "quarter": [f"2025Q{1 + quarter}" for quarter in place % QUARTERS],
            ESAT: np.clip(np.round(score), 1, 5),
            **columns,
        }
    )


def on_rows(rows: pd.DataFrame, draws: int) -> None:
    """Regress the score on all items, each draw on the rows of units drawn with replacement."""
    random = np.random.default_rng(0)
    values = rows.drop(columns=["unit", "quarter"])
    within = values - values.groupby([rows["unit"], rows["quarter"]]).transform("mean")
    y, x = within[ESAT].to_numpy(), within.drop(columns=ESAT).to_numpy()
    each = np.arange(len(rows)).reshape(UNITS, -1)
    for _ in range(draws):
        drawn = each[random.integers(0, UNITS, UNITS)].ravel()
        sm.OLS(y[drawn], x[drawn]).fit()


def main() -> None:
    """Measure both on the same answers."""
    rows = answers()
    names = [name for name in rows if name not in ("unit", "quarter")]
    metrics = [MetricColumn(str(name), ESAT, "1-5") for name in names]
    seconds: dict[str, float] = {}
    plain = best_of(3, lambda: summed([rows], metrics))
    paired = best_of(3, lambda: summed([rows], metrics, (), pairs_of(metrics, {})))
    found = summed([rows], metrics, (), pairs_of(metrics, {}))
    published = publish(found.cells, dict.fromkeys(rows["unit"].unique(), "Region"))
    pairs = publish_pairs(found.pairs, published)
    seconds["cells of the rows"] = plain
    seconds["cells and pair cells of the rows"] = paired
    seconds["pair cells published"] = best_of(3, lambda: publish_pairs(found.pairs, published))
    seconds[OURS] = best_of(3, lambda: drivers(pairs, published.table, ESAT, ESAT, draws=DRAWS))
    seconds[YARDSTICK] = best_of(3, lambda: on_rows(rows, PART)) * DRAWS / PART
    finish("drivers", seconds, of=OURS, yardstick=YARDSTICK, limit=LIMIT)


if __name__ == "__main__":
    main()
