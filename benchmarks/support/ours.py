"""The lag analysis of the product on simulated values, as flags and grades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.support.noise import Floats
from stool.lag import (
    Evidence,
    LagResult,
    lagged_correlation,
    loop_links,
    panel_lagged_correlation,
)
from stool.schema import LEGS

ALPHA = 0.05

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one run says.

    Attributes
    ----------
    flags : ndarray (lags,)
        Lags with a family-wise p below .05.
    twin : ndarray (lags,)
        Those that the normal-score twin flags too, with the same sign.
    established : bool
        Evidence of 4 or 5.
    detectable : float
        Smallest r the run says it would have found four times in five.
    """

    flags: Flags
    twin: Flags
    established: bool
    detectable: float


def of_pair(x: Floats, y: Floats, lags: Sequence[int]) -> Answer:
    """`lagged_correlation` of two series (quarters,)."""
    return _answer(lagged_correlation(x, y, lags=lags))


def of_panel(x: Floats, y: Floats, lags: Sequence[int]) -> Answer:
    """`panel_lagged_correlation` of two legs (units, quarters)."""
    frame = long_frame({"x": x, "y": y})
    return _answer(
        panel_lagged_correlation(frame, "x", "y", unit="unit", time="quarter", lags=lags)
    )


def of_loop(legs: Floats) -> list[Evidence]:
    """`loop_links` of three legs (legs, units, quarters): the grade of each link."""
    frame = long_frame(dict(zip(LEGS, legs, strict=True)))
    return [link.evidence for link in loop_links(frame).values()]


def long_frame(legs: Mapping[str, Floats]) -> pd.DataFrame:
    """One row a unit and quarter, a column for each leg (units, quarters)."""
    unit, quarter = np.indices(next(iter(legs.values())).shape)
    columns = {name: values.ravel() for name, values in legs.items()}
    return pd.DataFrame({"unit": unit.ravel(), "quarter": quarter.ravel(), **columns})


def _answer(result: LagResult) -> Answer:
    table = result.table
    flags = table["p_adj"].to_numpy() < ALPHA
    agrees = table["p_adj_robust"].to_numpy() < ALPHA
    agrees &= table["r"].to_numpy() * table["r_robust"].to_numpy() > 0
    return Answer(
        flags=flags,
        twin=flags & agrees,
        established=result.evidence >= Evidence.ESTABLISHED,
        detectable=result.min_detectable_r,
    )
