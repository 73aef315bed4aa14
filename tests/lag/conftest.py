"""Series and panels whose lead is known because it was planted."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from stool import period

BURN_IN = 20
FIRST = period.ordinal("2016Q1")


def quarter_labels(count: int) -> list[str]:
    return [period.label(FIRST + number) for number in range(count)]


def autoregressive(generator: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """AR(.5) in every row, started long before the first column."""
    draws = generator.standard_normal((shape[0], shape[1] + BURN_IN))
    for quarter in range(1, draws.shape[1]):
        draws[:, quarter] += 0.5 * draws[:, quarter - 1]
    return draws[:, BURN_IN:]


@pytest.fixture
def pair() -> Callable[..., tuple[pd.Series, pd.Series]]:
    """Leader and follower on quarter labels; the follower repeats `strength` of the leader."""

    def make(quarters: int, lag: int, strength: float, seed: int) -> tuple[pd.Series, pd.Series]:
        generator = np.random.default_rng(seed)
        x, noise = autoregressive(generator, (2, quarters + 8))
        y = np.sqrt(1 - strength**2) * noise + strength * np.roll(x, lag)
        labels = quarter_labels(quarters)
        return pd.Series(x[8:], labels, name="x"), pd.Series(y[8:], labels, name="y")

    return make


@pytest.fixture
def panel() -> Callable[..., pd.DataFrame]:
    """Long frame of units whose `y` follows their own `x`, with company-wide shocks in both."""

    def make(
        units: int, quarters: int, lag: int, strength: float, *, seed: int, shock: float = 1.0
    ) -> pd.DataFrame:
        generator = np.random.default_rng(seed)
        x = autoregressive(generator, (units, quarters + 8))
        y = autoregressive(generator, (units, quarters + 8)) + strength * np.roll(x, lag, axis=1)
        company = shock * generator.standard_normal(quarters + 8)
        exposure = generator.normal(1, 0.7, size=(units, 1))
        x, y = x + exposure * company, y + exposure * np.roll(company, 2)
        unit, quarter = np.meshgrid(np.arange(units), np.arange(quarters), indexing="ij")
        labels = np.array(quarter_labels(quarters))
        return pd.DataFrame(
            {
                "unit": [f"Unit {number:03d}" for number in unit.ravel()],
                "quarter": labels[quarter.ravel()],
                "x": (x[:, 8:] + 50).ravel(),
                "y": (y[:, 8:] + 5).ravel(),
            }
        )

    return make


@pytest.fixture
def loop() -> Callable[..., pd.DataFrame]:
    """Long frame in which each leg of the stool moves the next one quarter later."""

    def make(units: int, quarters: int, strength: float, seed: int) -> pd.DataFrame:
        generator = np.random.default_rng(seed)
        length = quarters + BURN_IN
        esat, csat, profit = generator.standard_normal((3, units, length))
        for quarter in range(1, length):
            before = quarter - 1
            esat[:, quarter] += 0.5 * esat[:, before] + strength * profit[:, before]
            csat[:, quarter] += 0.5 * csat[:, before] + strength * esat[:, before]
            profit[:, quarter] += 0.5 * profit[:, before] + strength * csat[:, before]
        unit, quarter = np.meshgrid(np.arange(units), np.arange(quarters), indexing="ij")
        labels = np.array(quarter_labels(quarters))
        return pd.DataFrame(
            {
                "unit": [f"Unit {number:03d}" for number in unit.ravel()],
                "quarter": labels[quarter.ravel()],
                "esat": 70 + esat[:, BURN_IN:].ravel(),
                "csat": 8 + csat[:, BURN_IN:].ravel(),
                "profit": 1e6 * (3 + profit[:, BURN_IN:].ravel()),
            }
        )

    return make
