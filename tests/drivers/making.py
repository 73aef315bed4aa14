"""Companies whose drivers are known, as published cells and pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stool.cells import MetricColumn, pairs_of, summed
from stool.drivers import correlations
from stool.drivers.moments import Moments
from stool.drivers.resample import Resampled, resampled
from stool.drivers.weights import Floats
from stool.period import shift
from stool.privacy import publish, publish_pairs
from stool.schema import CSAT, SERVER

OVERALL = "csat"
START = "2025Q1"
SLOPES = (0.6, 0.3, 0.0)
UNITS, DRAWS = 20, 300


@dataclass(frozen=True, slots=True)
class Company:
    """What is published of some rows: pair cells, and the table of cells."""

    pairs: pd.DataFrame
    table: pd.DataFrame


def rows(
    slopes: Sequence[float],
    *,
    units: int = 12,
    quarters: int = 4,
    people: int = 40,
    alike: float = 0.3,
    noise: float = 1.0,
    own: float = 0.0,
    shock: float = 0.0,
    seed: int = 0,
) -> pd.DataFrame:
    """Rows of people who answer items and an overall question, in any unit and on no scale.

    Parameters
    ----------
    slopes : sequence of float
        What a point of each item is worth; items vary by 1.
    units, quarters, people : int
    alike : float
        Correlation of any two items.
    noise : float
        Standard deviation of what no item explains.
    own : float
        Standard deviation of a unit's own slope of the first item.
    shock : float
        Standard deviation of what moves every answer of a unit in a quarter.
    seed : int
    """
    random = np.random.default_rng(seed)
    size = (units, quarters, people)
    common = random.normal(size=size) * np.sqrt(alike)
    items = common + random.normal(size=(len(slopes), *size)) * np.sqrt(1 - alike)
    each = np.array(slopes, dtype=float)[:, None] * np.ones(units)
    each[0] += random.normal(0, own, units)
    overall = np.einsum("iuqp,iu->uqp", items, each) + random.normal(0, noise, size)
    push = random.normal(0, shock, (units, quarters, 1)) if shock else 0.0
    place = np.indices(size)
    columns: dict[str, object] = {
        "unit": pd.Series(place[0].ravel()).map("unit {:02d}".format),
        "quarter": pd.Series(place[1].ravel()).map(lambda step: shift(START, int(step))),
        OVERALL: (overall + push).ravel(),
    }
    columns |= {f"item_{place}": (item + push).ravel() for place, item in enumerate(items)}
    return pd.DataFrame(columns)


def published(
    of: pd.DataFrame,
    *,
    leg: str = CSAT,
    scales: dict[str, str] | None = None,
    lower: Sequence[str] = (),
    parents: dict[str, str] | None = None,
    dimensions: Sequence[str] = (),
) -> Company:
    """Rows down the road to pairs and cells; every other column is a metric, without a scale."""
    names = [name for name in of if name not in {"unit", "quarter", SERVER, *dimensions}]
    metrics = [
        MetricColumn(
            str(name), leg, (scales or {}).get(str(name), "amount"),
            "lower" if name in lower else "higher",
        )
        for name in names
    ]  # fmt: skip
    found = summed([of], metrics, dimensions, pairs_of(metrics, {}))
    whole = publish(found.cells, parents or dict.fromkeys(of["unit"].unique(), "Region"))
    return Company(publish_pairs(found.pairs, whole), whole.table)


def simulated(
    seed: int, slopes: tuple[float, ...] = SLOPES, *, units: int = UNITS, own: float = 0.0
) -> tuple[Floats, Resampled]:
    """Correlations found in a company, and those of resampled ones."""
    people = 600 // units
    of = rows(slopes, units=units, quarters=1, people=people, own=own, seed=seed)
    answers = of.drop(columns=["unit", "quarter"]).to_numpy().reshape(units, people, -1)
    answers = answers - answers.mean(axis=1, keepdims=True)
    products = np.einsum("upi,upj->uij", answers, answers)
    spreads = np.repeat(np.einsum("uii->ui", products)[:, :, None], answers.shape[2], axis=2)
    names = (OVERALL, *(f"item_{place}" for place in range(len(slopes))))
    n = np.full(products.shape[1:], float(people * units))
    found = Moments(
        metrics=names,
        products=products,
        spreads=spreads,
        n=n,
        free=n - units,
        places=tuple((f"unit {place}", "2025Q1") for place in range(units)),
        depth="unit",
        quarters=("2025Q1",),
        partly_asked=(),
        unvarying=(),
        unpaired=(),
    )
    r = correlations(products.sum(axis=0), spreads.sum(axis=0))
    return r, resampled(found, DRAWS, seed)
