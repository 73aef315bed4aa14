"""How much data a link would need: falls with units and quarters, and is what simulation finds."""

import numpy as np
import pandas as pd
import pytest

from stool.lag import minimum_detectable_r, panel_lagged_correlation
from stool.lag.planning import detectable_table


def cells(table: pd.DataFrame) -> pd.Series:
    return table.set_index(["n_units", "n_quarters"])["r"]


def test_own_design_stands_among_the_others_with_twice_as_much() -> None:
    table = detectable_table(24, 22, units=(10, 50), quarters=(20,))
    assert sorted(set(table["n_units"])) == [10, 24, 48, 50]
    assert sorted(set(table["n_quarters"])) == [20, 22, 44]
    assert len(table) == 12
    pd.testing.assert_frame_equal(table, detectable_table(24, 22, units=(10, 50), quarters=(20,)))


def test_more_data_finds_less() -> None:
    found = cells(detectable_table(units=(1, 10, 50, 200), quarters=(16, 24, 40)))
    wide = found.unstack()
    assert (np.diff(wide, axis=0) < 0).all()
    assert (np.diff(wide, axis=1) < 0).all()
    assert found[50, 24] / found[200, 24] == pytest.approx(2, rel=0.25)  # one over the root


def test_one_unit_is_the_single_pair() -> None:
    found = cells(detectable_table(units=(1,), quarters=(20, 40)))
    assert found[1, 20] == minimum_detectable_r(20, lags=range(1, 5))
    assert found[1, 40] == minimum_detectable_r(40, lags=range(1, 5))


@pytest.mark.parametrize(("units", "quarters"), [(200, 11), (1, 15), (4, 15), (5, 40), (2, 20)])
def test_nothing_can_be_established(units: int, quarters: int) -> None:
    assert cells(detectable_table(units=(units,), quarters=(quarters,))).isna().all()


def test_six_units_can() -> None:
    assert cells(detectable_table(units=(6,), quarters=(40,))).notna().all()


def test_is_what_unrelated_panels_of_the_size_say() -> None:
    found = cells(detectable_table(units=(50,), quarters=(12,)))[50, 12]
    unit, quarter = np.divmod(np.arange(50 * 12), 12)
    said = []
    for seed in range(12):
        x, y = np.random.default_rng(seed).standard_normal((2, 50 * 12))
        frame = pd.DataFrame({"unit": unit, "quarter": quarter, "x": x, "y": y})
        result = panel_lagged_correlation(
            frame, "x", "y", unit="unit", time="quarter", max_lag=2, n_draws=499
        )
        said.append(result.min_detectable_r)
    assert found == pytest.approx(np.mean(said), rel=0.06)


def test_simulated_power_is_about_four_in_five() -> None:
    units, quarters, reps = 50, 20, 60
    r = cells(detectable_table(units=(units,), quarters=(quarters,)))[units, quarters]
    unit, quarter = np.divmod(np.arange(units * quarters), quarters)
    found = 0
    for seed in range(reps):
        x, noise = np.random.default_rng(seed).standard_normal((2, units, quarters + 2))
        y = np.sqrt(1 - r**2) * noise[:, 2:] + r * x[:, :-2]
        frame = pd.DataFrame(
            {"unit": unit, "quarter": quarter, "x": x[:, 2:].ravel(), "y": y.ravel()}
        )
        result = panel_lagged_correlation(frame, "x", "y", unit="unit", time="quarter", n_draws=199)
        found += result.table["p_adj"].iloc[1] < 0.05
    assert 0.65 < found / reps < 0.95  # 80 %, give or take three standard errors
