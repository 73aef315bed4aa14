"""One pair of series: planted leads, properties, size, and edges."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from stool.errors import InfiniteScoreError, RepeatedQuarterError, UnknownQuarterError
from stool.lag import TABLE_COLUMNS, Evidence, lagged_correlation, prewhiten, whitening

Pair = Callable[..., tuple[pd.Series, pd.Series]]
DRAWS = 500  # enough where only the statistics are looked at


def noise(seed: int, length: int = 24) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.random.default_rng(seed).standard_normal((2, length))
    return x, y


@pytest.mark.parametrize("planted", [-3, 0, 2, 5])
def test_finds_a_planted_lag(pair: Pair, planted: int) -> None:
    x, y = pair(48, abs(planted), 0.85, seed=5)
    result = lagged_correlation(x, y) if planted >= 0 else lagged_correlation(y, x)
    assert result.best_lag == planted
    assert planted in result.lag_set
    assert result.evidence is Evidence.ESTABLISHED
    assert result.low < result.best_r < result.high
    assert result.influential_quarters == ()


def test_slope_is_in_the_followers_units(pair: Pair) -> None:
    x, y = pair(60, 2, 0.9, seed=5)
    result = lagged_correlation(x, 1000 * y, direction="forward")
    assert result.slope == pytest.approx(900, rel=0.2)
    assert result.slope_low < result.slope < result.slope_high


def test_unrelated_series_lead_in_one_case_of_twenty() -> None:
    generator = np.random.default_rng(6)
    runs, found = 300, 0
    for _ in range(runs):
        wandering = generator.standard_normal((2, 20)).cumsum(axis=1)
        found += lagged_correlation(*wandering, robust_check=False).p < 0.05
    assert found <= binom.ppf(0.999, runs, 0.055)
    assert found >= binom.ppf(0.001, runs, 0.045)


def test_trend_and_season_are_not_a_lead() -> None:
    generator = np.random.default_rng(7)
    found = 0
    for _ in range(40):
        shared = np.arange(24) + np.tile([0, 3, -2, 5], 6)
        x, y = shared + generator.standard_normal((2, 24))
        found += lagged_correlation(x, y, robust_check=False, n_sim=1000).p < 0.05
    assert found <= binom.ppf(0.999, 40, 0.06)


def test_a_shared_shock_is_not_called_established(pair: Pair) -> None:
    x, y = pair(40, 0, 0.0, seed=8)
    x.iloc[20] += 12
    y.iloc[21] += 12
    result = lagged_correlation(x, y)
    assert result.best_lag == 1
    assert result.p < 0.05
    assert result.evidence is Evidence.SUGGESTIVE
    assert set(result.influential_quarters) & {x.index[20], x.index[21]}


def test_the_table_says_everything(pair: Pair) -> None:
    result = lagged_correlation(*pair(24, 1, 0.5, seed=9), n_sim=DRAWS)
    assert tuple(result.table.columns) == TABLE_COLUMNS
    assert list(result.table["lag"]) == list(range(-6, 7)) == list(result.family)
    assert (result.table["p"] <= result.table["p_adj"]).all()
    assert result.p == result.table["p_adj"].min()
    assert (result.leader, result.follower) == ("x", "y")
    assert (result.n_quarters, result.n_missing, result.n_units) == (24, 0, 1)
    assert result.settings["seed"] == 0


def test_p_is_never_smaller_than_the_draws_can_tell(pair: Pair) -> None:
    result = lagged_correlation(*pair(48, 2, 0.95, seed=5), n_sim=DRAWS)
    assert result.p == pytest.approx(1 / (DRAWS + 1))


@settings(max_examples=25, deadline=None)
@given(quarter=st.integers(0, 23), value=st.floats(-50, 50), own=st.sampled_from([(1,), (1, 2, 4)]))
def test_a_quarter_left_out_leaves_no_trace(
    quarter: int, value: float, own: tuple[int, ...]
) -> None:
    series = noise(22)[0]
    regressors = whitening.terms(24, True, 4)
    before = whitening.whiten_without_each(series, regressors, own)[quarter]
    series[quarter] = value
    after = whitening.whiten_without_each(series, regressors, own)[quarter]
    assert after == pytest.approx(before, abs=1e-3, nan_ok=True)  # bridged by iteration
    assert np.isnan(after[quarter])


def test_same_seed_same_numbers() -> None:
    x, y = noise(10)
    first, second, third = (lagged_correlation(x, y, seed=seed, n_sim=DRAWS) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first.table, second.table)
    assert not first.table["p_adj"].equals(third.table["p_adj"])


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 99),
    scale=st.floats(1e-3, 1e6),
    offset=st.floats(-1e6, 1e6),
)
def test_ignores_units(seed: int, scale: float, offset: float) -> None:
    x, y = noise(seed)
    before = lagged_correlation(x, y, n_sim=DRAWS).table
    after = lagged_correlation(x * scale + offset, y, n_sim=DRAWS).table
    assert after["r"].to_numpy() == pytest.approx(before["r"].to_numpy(), abs=1e-5)
    assert after["p_adj"].to_numpy() == pytest.approx(before["p_adj"].to_numpy(), abs=0.01)
    assert after["slope"].to_numpy() * scale == pytest.approx(before["slope"].to_numpy(), abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 99))
def test_opposite_follower_opposite_sign(seed: int) -> None:
    x, y = noise(seed)
    up, down = (lagged_correlation(x, sign * y, n_sim=DRAWS) for sign in (1, -1))
    assert down.table["r"].to_numpy() == pytest.approx(-up.table["r"].to_numpy())
    assert down.table["p_adj"].to_numpy() == pytest.approx(up.table["p_adj"].to_numpy())
    assert down.best_lag == up.best_lag
    assert (down.low, down.high) == pytest.approx((-up.high, -up.low))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 99))
def test_exchanging_the_legs_mirrors_the_lags(seed: int) -> None:
    x, y = noise(seed)
    there, back = lagged_correlation(x, y, n_sim=DRAWS), lagged_correlation(y, x, n_sim=DRAWS)
    mirrored = back.table.iloc[::-1]
    assert mirrored["r"].to_numpy() == pytest.approx(there.table["r"].to_numpy())
    assert mirrored["r_robust"].to_numpy() == pytest.approx(there.table["r_robust"].to_numpy())
    # the simulated legs are exchanged too, which moves p by Monte Carlo error
    assert mirrored["p_adj"].to_numpy() == pytest.approx(there.table["p_adj"].to_numpy(), abs=0.15)


def test_a_gap_stays_a_gap(pair: Pair) -> None:
    x, y = pair(40, 2, 0.9, seed=11)
    holes = x.drop(x.index[[10, 25]])
    result = lagged_correlation(holes, y)
    assert result.best_lag == 2
    assert result.n_missing == 2
    assert "missing_quarters" in result.warnings
    empty = x.where(x.index.isin(holes.index))
    pd.testing.assert_frame_equal(result.table, lagged_correlation(empty, y).table)


@pytest.mark.parametrize("kind", ["labels", "whole numbers", "periods", "dates"])
def test_quarters_can_be_written_in_four_ways(pair: Pair, kind: str) -> None:
    x, y = pair(24, 2, 0.8, seed=12)
    periods = pd.PeriodIndex(list(x.index), freq="Q")
    index = {
        "labels": x.index,
        "whole numbers": pd.RangeIndex(100, 124),
        "periods": periods,
        "dates": periods.to_timestamp(),
    }[kind]
    shuffled = x.set_axis(index).sample(frac=1, random_state=1)
    result = lagged_correlation(shuffled, y.set_axis(index), n_sim=DRAWS)
    expected = lagged_correlation(x.to_numpy(), y.to_numpy(), n_sim=DRAWS)
    pd.testing.assert_frame_equal(result.table, expected.table)


def test_own_lags_follow_the_series() -> None:
    generator = np.random.default_rng(13)
    seasonal = generator.standard_normal(84)
    for quarter in range(4, 84):
        seasonal[quarter] += 0.8 * seasonal[quarter - 4]
    result = lagged_correlation(seasonal[20:], generator.standard_normal(64), n_sim=DRAWS)
    assert 4 in result.ar_order["x"]
    short = lagged_correlation(seasonal[:19], seasonal[19:38], n_sim=DRAWS)
    assert short.ar_order == {"x": (1,), "y": (1,)}


def test_twenty_quarters_are_enough_to_choose_by() -> None:
    wave = np.sin(np.arange(20.0) * np.pi / 3) + 0.1 * noise(23, 20)[0]  # a lag of 1 cannot do it
    assert whitening.choose_own_lags(wave, whitening.terms(20, False, 0)) == (1, 2)
    assert whitening.choose_own_lags(wave[1:], whitening.terms(19, False, 0)) == (1,)


def test_quarters_count_where_both_series_run() -> None:
    x, y = noise(24, 40)
    result = lagged_correlation(pd.Series(x[:30]), pd.Series(y[:26], range(14, 40)), n_sim=DRAWS)
    assert result.n_quarters == 16
    assert result.n_missing == 0


def test_what_is_left_of_the_past_is_noticed() -> None:
    generator = np.random.default_rng(14)
    cyclic = generator.standard_normal(60)
    for quarter in range(2, 60):
        cyclic[quarter] += 1.2 * cyclic[quarter - 1] - 0.8 * cyclic[quarter - 2]
    result = lagged_correlation(cyclic, generator.standard_normal(60), whiten=(1,))
    assert "residuals_not_white" in result.warnings
    assert result.ljung_box_p["x"] < 0.025 < result.ljung_box_p["y"]
    assert "residuals_not_white" not in lagged_correlation(*noise(15), whiten=(1,)).warnings


def test_without_the_twin_nothing_is_established(pair: Pair) -> None:
    result = lagged_correlation(*pair(48, 2, 0.9, seed=4), robust_check=False)
    assert result.p < 0.05
    assert result.evidence is Evidence.SUGGESTIVE
    assert "no_robust_check" in result.warnings


@pytest.mark.parametrize("quarters", [0, 1, 3, 6, 8, 11])
def test_too_few_quarters_is_level_0(quarters: int) -> None:
    x, y = noise(16, quarters)
    result = lagged_correlation(x, y, n_sim=DRAWS)
    assert result.evidence is Evidence.TOO_SHORT
    assert len(result.table) == 13


def test_few_quarters_is_level_1() -> None:
    for quarters, expected in ((12, True), (15, True), (16, False)):
        result = lagged_correlation(*noise(17, quarters), n_sim=DRAWS)
        assert (result.evidence is Evidence.UNDERPOWERED) is expected


@pytest.mark.parametrize("flat", [np.full(24, 7.3), np.arange(24.0), np.tile([1.0, 5, 2, 8], 6)])
def test_a_series_without_news_is_level_0(flat: np.ndarray) -> None:
    other = noise(18)[0]
    result = lagged_correlation(flat, other)
    assert result.evidence is Evidence.TOO_SHORT
    assert result.warnings == ("flat_leader",)
    assert result.best_lag is None
    assert np.isnan(result.p)
    assert lagged_correlation(other, flat).warnings == ("flat_follower",)


def test_all_missing_is_level_0() -> None:
    result = lagged_correlation(np.full(24, np.nan), noise(19)[0])
    assert result.evidence is Evidence.TOO_SHORT
    assert result.warnings == ("too_few_quarters",)


def test_bad_input_is_named() -> None:
    x = pd.Series([1.0, 2.0], ["2024Q1", "2024Q1"], name="ESAT")
    with pytest.raises(RepeatedQuarterError, match=r"ESAT has 2 values for 2024Q1.*one is needed"):
        lagged_correlation(x, x)
    infinite = pd.Series([1.0, np.inf], ["2024Q1", "2024Q2"], name="ESAT")
    with pytest.raises(InfiniteScoreError, match=r"1 infinite value, the first in 2024Q2"):
        lagged_correlation(infinite, infinite)
    with pytest.raises(UnknownQuarterError, match=r"Spring"):
        lagged_correlation(pd.Series([1.0], ["Spring"]), infinite)
    with pytest.raises(ValueError, match=r"alpha is 1, must be between"):
        lagged_correlation([1.0], [1.0], alpha=1)
    with pytest.raises(ValueError, match=r"max_lag is 0, must be 1 or more"):
        lagged_correlation([1.0], [1.0], max_lag=0)
    with pytest.raises(ValueError, match=r"x has 2 dimensions, must have 1"):
        lagged_correlation(np.ones((2, 2)), [1.0])


def test_forward_tries_what_the_quarters_allow() -> None:
    families = {
        quarters: lagged_correlation(*noise(20, quarters), direction="forward", n_sim=DRAWS).family
        for quarters in (4, 12, 16, 40)
    }
    assert families == {4: (1,), 12: (1, 2), 16: (1, 2, 3), 40: (1, 2, 3, 4)}


def test_prewhiten_returns_news_on_the_complete_run() -> None:
    x = pd.Series(noise(21)[0], range(24)).drop(7)
    left = prewhiten(x, whiten=(1,))
    assert list(left.index) == list(range(24))
    assert left[[0, 7, 8]].isna().all()
    assert left.dropna().mean() == pytest.approx(0, abs=1e-12)
    assert abs(np.corrcoef(left.dropna(), x.shift(1)[left.dropna().index])[0, 1]) < 0.5


@pytest.mark.parametrize("strength", [0.0, 0.8])
def test_the_band_says_what_p_says(pair: Pair, strength: float) -> None:
    for seed in range(8):
        table = lagged_correlation(*pair(32, 2, strength, seed)).table
        beyond = table["r"].abs() > table["r_band"]
        assert beyond.tolist() == (table["p_adj"] < 0.05).tolist()


def test_band_of_the_residuals_is_what_luck_leaves(pair: Pair) -> None:
    """Of unrelated white series the largest of four autocorrelations stays inside in 97.5 %."""
    inside = []
    for seed in range(80):
        x, y = np.random.default_rng(seed).standard_normal((2, 30))
        rows = lagged_correlation(x, y, lags=[1], n_sim=1000).residuals
        for _, leg in rows.groupby("leg"):
            inside.append((leg["r"].abs() <= leg["band"]).all())
    assert 0.94 <= np.mean(inside) < 1
