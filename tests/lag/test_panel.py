"""Many units: planted leads, company-wide shocks, properties, size, and edges."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from stool.errors import InfiniteScoreError, MissingScoresError, RepeatedQuarterError
from stool.lag import (
    TABLE_COLUMNS,
    Evidence,
    PanelLagResult,
    panel_lagged_correlation,
    signflip,
)
from stool.lag.result import graded
from stool.lag.signflip import draw_signs
from stool.lag.whiteness import own_past
from stool.lag.within import lag_scores, pooled_rho, whiten_panel, whiten_without
from tests.lag.conftest import autoregressive

Panel = Callable[..., pd.DataFrame]


def analyse(frame: pd.DataFrame, **options: object) -> PanelLagResult:
    return panel_lagged_correlation(frame, "x", "y", unit="unit", time="quarter", **options)


def unrelated(seed: int, units: int = 12, quarters: int = 16) -> pd.DataFrame:
    x, y = np.random.default_rng(seed).standard_normal((2, units * quarters))
    unit, quarter = np.divmod(np.arange(units * quarters), quarters)
    return pd.DataFrame({"unit": unit, "quarter": quarter, "x": x, "y": y})


@pytest.mark.parametrize("planted", [1, 3])
@pytest.mark.parametrize("common", ["cce", "twfe"])
def test_finds_a_planted_lag(panel: Panel, planted: int, common: str) -> None:
    shock = 1.0 if common == "cce" else 0.0
    result = analyse(panel(40, 20, planted, 0.4, seed=1, shock=shock), common=common)
    assert result.best_lag == planted
    assert result.evidence >= Evidence.ESTABLISHED
    assert result.influential_quarters == ()
    assert result.low < result.best_r < result.high
    assert result.slope == pytest.approx(0.4, abs=0.12)
    assert result.slope_low < 0.4 < result.slope_high


def test_a_planted_follower_is_seen_at_a_negative_lag(panel: Panel) -> None:
    frame = panel(40, 20, 2, 0.4, seed=2).rename(columns={"x": "y", "y": "x"})
    result = analyse(frame, direction="both")
    assert result.best_lag == -2
    assert result.family == tuple(range(-4, 5))


def test_unequally_felt_shocks_are_no_lead(panel: Panel) -> None:
    found = {"cce": 0, "twfe": 0}
    for seed in range(30):
        frame = panel(50, 20, 2, 0.0, seed=seed, shock=1.5)
        for common in found:
            found[common] += analyse(frame, common=common, n_draws=199).p < 0.05
    assert found["cce"] <= binom.ppf(0.999, 30, 0.06)
    assert found["twfe"] > 10  # what the projection on the means is for


@pytest.mark.parametrize("quarters", [12, 16])
def test_unrelated_units_lead_in_one_case_of_twenty(quarters: int) -> None:
    generator = np.random.default_rng(quarters)
    runs, found = 200, 0
    for _ in range(runs):
        walks = generator.standard_normal((2, 12, quarters))
        for quarter in range(1, quarters):
            walks[:, :, quarter] += 0.5 * walks[:, :, quarter - 1]
        frame = unrelated(0, 12, quarters).assign(x=walks[0].ravel(), y=walks[1].ravel())
        found += analyse(frame, n_draws=299).p < 0.05
    assert found <= binom.ppf(0.999, runs, 0.05)


def test_under_thirty_units_the_larger_p_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = [unrelated(seed, 12, 20) for seed in range(20)]
    both = np.array([analyse(frame, n_draws=199).table["p_adj"] for frame in frames])
    many = analyse(unrelated(0, 30, 20)).table
    monkeypatch.setattr(signflip, "FEW_UNITS", 0)
    flips = np.array([analyse(frame, n_draws=199).table["p_adj"] for frame in frames])
    assert (both >= flips).all()
    assert (both > flips).mean() > 0.3
    pd.testing.assert_frame_equal(analyse(unrelated(0, 30, 20)).table, many)


def test_the_table_says_everything(panel: Panel) -> None:
    result = analyse(panel(20, 16, 1, 0.3, seed=3))
    assert tuple(result.table.columns) == TABLE_COLUMNS
    assert (result.table["p"] <= result.table["p_adj"]).all()
    assert result.p == result.table["p_adj"].min()
    assert (result.n_units, result.n_quarters, result.n_missing) == (20, 16, 0)
    assert list(result.table["n_pairs"]) == [20 * (15 - lag) for lag in (1, 2, 3, 4)]
    assert 0 < result.min_detectable_r < 1
    assert result.aggregate is not None
    assert result.aggregate.family == result.family
    assert result.ar_order == {"x": (1,), "y": (1,)}


def test_the_aggregate_at_the_same_lag_makes_it_replicated() -> None:
    generator = np.random.default_rng(4)
    company = generator.standard_normal(44)
    x = company + generator.standard_normal((40, 44))
    y = np.roll(x, 2, axis=1) + 0.7 * generator.standard_normal((40, 44))
    frame = unrelated(0, 40, 40).assign(x=x[:, 4:].ravel(), y=y[:, 4:].ravel())
    result = analyse(frame)
    assert result.aggregate is not None
    assert result.aggregate.best_lag == 2
    assert result.evidence is Evidence.REPLICATED
    for change in ({"lag_set": (1,)}, {"evidence": Evidence.SUGGESTIVE}, {"best_r": -0.9}):
        elsewhere = replace(result, aggregate=replace(result.aggregate, **change))
        assert graded(elsewhere, alpha=0.05).evidence is Evidence.ESTABLISHED


def test_one_quarter_can_carry_a_link() -> None:
    generator = np.random.default_rng(5)
    x, y = generator.standard_normal((2, 40, 20))
    jolt = 3 * generator.standard_normal(40)
    x[:, 10] += jolt
    y[:, 11] += jolt
    result = analyse(unrelated(0, 40, 20).assign(x=x.ravel(), y=y.ravel()))
    assert result.best_lag == 1
    assert result.p < 0.05
    assert set(result.influential_quarters) >= {10, 11}
    assert result.evidence is Evidence.SUGGESTIVE


def test_units_apart_in_level_are_no_lead() -> None:
    frame = unrelated(6, 30, 20)
    frame["x"] += 20 * frame["unit"]
    frame["y"] += 30 * frame["unit"]
    result = analyse(frame)
    assert result.between_r > 0.99
    assert result.pooled_r > 0.99
    assert abs(result.best_r) < 0.3
    assert result.p > 0.05


def test_short_panels_keep_unequal_exposure_and_say_so(panel: Panel) -> None:
    assert "unequal_exposure_kept" not in analyse(panel(20, 12, 1, 0.3, seed=7)).warnings
    assert "unequal_exposure_kept" in analyse(panel(20, 11, 1, 0.3, seed=7)).warnings
    assert "common_shocks_kept" in analyse(panel(20, 12, 1, 0.3, seed=7), common="none").warnings


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 99),
    scale=st.floats(1e-3, 1e6),
    offset=st.floats(-1e6, 1e6),
)
def test_ignores_units_of_measurement(seed: int, scale: float, offset: float) -> None:
    frame = unrelated(seed)
    before = analyse(frame, n_draws=99).table
    after = analyse(frame.assign(y=frame["y"] * scale + offset), n_draws=99).table
    for column in ("r", "p_adj", "r_robust"):
        tolerance = 0.011 if column == "p_adj" else 1e-4  # one draw
        assert after[column].to_numpy() == pytest.approx(before[column].to_numpy(), abs=tolerance)
    assert after["slope"].to_numpy() / scale == pytest.approx(before["slope"].to_numpy(), abs=1e-4)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 99))
def test_order_of_rows_is_irrelevant_and_signs_mirror(seed: int) -> None:
    frame = unrelated(seed)
    table = analyse(frame, n_draws=99).table
    shuffled = analyse(frame.sample(frac=1, random_state=seed), n_draws=99).table
    pd.testing.assert_frame_equal(shuffled, table)
    opposite = analyse(frame.assign(x=-frame["x"]), n_draws=99).table
    assert opposite["r"].to_numpy() == pytest.approx(-table["r"].to_numpy())
    assert opposite["p_adj"].to_numpy() == pytest.approx(table["p_adj"].to_numpy())


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 99))
def test_exchanging_the_legs_mirrors_the_lags(seed: int) -> None:
    frame = unrelated(seed)
    there = analyse(frame, lags=range(-3, 4), n_draws=99).table
    turned = frame.rename(columns={"x": "y", "y": "x"})
    back = analyse(turned, lags=range(-3, 4), n_draws=99).table.iloc[::-1]
    for column in ("r", "r_robust"):
        assert back[column].to_numpy() == pytest.approx(there[column].to_numpy())
    assert list(back["n_pairs"]) == list(there["n_pairs"])


def test_gaps_and_late_entrants(panel: Panel) -> None:
    frame = panel(60, 20, 2, 0.4, seed=8)
    late = frame["unit"].lt("Unit 010") & frame["quarter"].lt("2018Q1")
    holes = np.random.default_rng(8).random(len(frame)) < 0.1
    result = analyse(frame[~late & ~holes])
    assert result.best_lag == 2
    assert result.p < 0.05
    assert result.n_missing == (late | holes).sum()
    assert "missing_quarters" in result.warnings


def test_a_unit_enters_with_five_quarters() -> None:
    frame = unrelated(9, 12, 16)
    assert analyse(frame[(frame["unit"] > 0) | (frame["quarter"] < 4)]).n_units == 11
    full = analyse(frame[(frame["unit"] > 0) | (frame["quarter"] < 8)])
    assert full.n_units == 12
    values = np.random.default_rng(9).standard_normal((3, 6))
    values[1, 0] = np.nan
    values[2, :2] = np.nan
    assert lag_scores(values, values, 0, "none").n_units == 2


@pytest.mark.parametrize(("units", "quarters"), [(2, 24), (3, 16), (5, 24)])
def test_units_that_cannot_settle_it_say_so(panel: Panel, units: int, quarters: int) -> None:
    result = analyse(panel(units, quarters, 1, 0.9, seed=10))
    assert "too_few_units" in result.warnings
    assert np.isnan(result.min_detectable_r)
    assert result.evidence < Evidence.ESTABLISHED


@pytest.mark.parametrize(
    ("units", "quarters", "level"),
    [(40, 11, 0), (40, 3, 0), (1, 24, 0), (4, 15, 1), (40, 12, 2)],
)
def test_too_little_is_said_on_the_scale(units: int, quarters: int, level: int) -> None:
    assert analyse(unrelated(11, units, quarters)).evidence == level


def test_no_rows_and_no_values_are_level_0() -> None:
    frame = unrelated(12)
    for empty in (frame.iloc[:0], frame.assign(x=np.nan), frame.assign(x=np.nan, y=np.nan)):
        result = analyse(empty)
        assert result.evidence is Evidence.TOO_SHORT
        assert result.best_lag is None
        assert result.aggregate is None


def test_a_flat_leg_is_level_0_and_named() -> None:
    assert analyse(unrelated(13).assign(x=4.0)).warnings == ("flat_leader",)
    assert analyse(unrelated(13).assign(y=4.0)).warnings == ("flat_follower",)


def test_one_flat_unit_does_no_harm(panel: Panel) -> None:
    frame = panel(40, 20, 1, 0.5, seed=14)
    frame.loc[frame["unit"] == "Unit 003", "x"] = 50.0
    assert analyse(frame).best_lag == 1


def test_bad_input_is_named() -> None:
    frame = unrelated(15)
    with pytest.raises(MissingScoresError, match=r"no column “z”; their columns are “unit”"):
        panel_lagged_correlation(frame, "z", "y", unit="unit", time="quarter")
    with pytest.raises(RepeatedQuarterError, match=r"3 has 2 values for 5"):
        analyse(pd.concat([frame, frame[(frame["unit"] == 3) & (frame["quarter"] == 5)]]))
    with pytest.raises(InfiniteScoreError, match=r"x holds 1 infinite value, the first in 5"):
        analyse(frame.assign(x=frame["x"].where(frame.index != 5, np.inf)))
    with pytest.raises(ValueError, match=r"common is 'all', must be one of"):
        analyse(frame, common="all")
    with pytest.raises(ValueError, match=r"alpha is 0, must be between"):
        analyse(frame, alpha=0)
    with pytest.raises(ValueError, match=r"max_lag is 0, must be 1 or more"):
        analyse(frame, max_lag=0)


def autoregressive_units(rho: float, units: int, quarters: int) -> np.ndarray:
    values = np.random.default_rng(16).standard_normal((units, quarters + 40))
    for quarter in range(1, quarters + 40):
        values[:, quarter] += rho * values[:, quarter - 1]
    return values[:, 40:]


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.8])
def test_pooled_rho_is_unbiased_in_short_panels(rho: float) -> None:
    assert pooled_rho(autoregressive_units(rho, 4000, 12)) == pytest.approx(
        rho, abs=0.06
    )  # first-order correction


def test_leaving_a_quarter_out_costs_that_quarters_news_only() -> None:
    values = autoregressive_units(0.5, 3, 8)
    left = whiten_without(whiten_panel(values, 0.5), values, 0.5, 4)
    whole = whiten_panel(values, 0.5)
    assert np.isnan(left[:, [0, 4]]).all()
    assert left[:, 5] == pytest.approx(values[:, 5] - 0.25 * values[:, 3])
    kept = [1, 2, 3, 6, 7]
    assert left[:, kept] == pytest.approx(whole[:, kept])


def test_own_past_is_noticed_and_whiteness_is_not() -> None:
    signs = draw_signs(499, 100, seed=0)
    white = np.random.default_rng(17).standard_normal((100, 12))
    past = own_past(white, signs, 0.025)
    assert past.p > 0.025
    assert past.largest < 0.3
    assert (np.abs(past.r) < past.band).all()
    past = own_past(autoregressive_units(0.5, 100, 12), signs, 0.025)
    assert past.p < 0.01
    assert past.largest > 0.3
    assert past.r[0] > past.band[0]


def test_seasons_of_their_own_are_noticed() -> None:
    generator = np.random.default_rng(18)
    season = np.tile(generator.standard_normal((40, 4)) * 2, 5)
    frame = unrelated(18, 40, 20)
    frame["x"] += season.ravel()
    assert "residuals_not_white" in analyse(frame).warnings


def test_a_follower_that_hardly_came_is_no_warning() -> None:
    rows = pd.DataFrame(
        {
            "unit": np.repeat(["A", "B", "C"], 4),
            "quarter": ["2024Q1", "2024Q2", "2024Q3", "2024Q4"] * 3,
            "x": np.tile(np.arange(4.0), 3),
            "y": [1.0, np.nan, np.nan, np.nan] * 3,
        }
    )
    result = panel_lagged_correlation(rows, "x", "y", unit="unit", time="quarter")
    assert result.best_lag is None
    assert result.evidence is Evidence.TOO_SHORT


@pytest.mark.parametrize("strength", [0.0, 0.3])
def test_the_band_says_what_p_says(panel: Panel, strength: float) -> None:
    for seed in range(8):
        table = analyse(panel(12, 16, 2, strength, seed=seed)).table
        beyond = table["r"].abs() > table["r_band"]
        assert beyond.tolist() == (table["p_adj"] < 0.05).tolist()


def two_shocks(seed: int, units: int = 200, quarters: int = 20) -> pd.DataFrame:
    """Unrelated legs under two company-wide shocks, felt alike by both legs of a unit."""
    generator = np.random.default_rng(seed)
    series = autoregressive(generator, (2 * units + 2, quarters))
    shocks, own = 2 * series[:2], series[2:]
    first, rest = 0.5 * generator.standard_normal((2, units, 2))
    second = 0.8 * first + 0.6 * rest
    x = own[:units] + (first + np.array([1.5, 0.5])) @ shocks
    y = own[units:] + (second + np.array([0.5, 1.5])) @ shocks
    unit, quarter = np.divmod(np.arange(units * quarters), quarters)
    return pd.DataFrame({"unit": unit, "quarter": quarter, "x": x.ravel(), "y": y.ravel()})


def test_two_shocks_felt_alike_are_not_established() -> None:
    """Without the second look a quarter of these panels would be."""
    caught = established = 0
    for seed in range(24):
        result = analyse(two_shocks(seed), n_draws=199, direction="both")
        established += result.evidence >= Evidence.ESTABLISHED
        if "rests_on_shared_movements" in result.warnings:
            assert result.evidence is Evidence.SUGGESTIVE
            caught += graded(replace(result, warnings=()), 0.05).evidence >= Evidence.ESTABLISHED
    assert caught >= 4
    assert established <= 2


def test_second_look_takes_both_means_of_both_quarters_out(panel: Panel) -> None:
    x, y = np.random.default_rng(4).standard_normal((2, 30, 16))
    found = lag_scores(x, y, 2, "cce_both")
    then, now = slice(0, 14), slice(2, 16)
    columns = [np.ones(14)] + [leg[:, span].mean(axis=0) for leg in (x, y) for span in (then, now)]
    basis = np.linalg.qr(np.column_stack(columns))[0]
    a, b = (leg - leg @ basis @ basis.T for leg in (x[:, then], y[:, now]))
    assert found.leader == pytest.approx(a)
    assert found.follower == pytest.approx(b)


@pytest.mark.parametrize(("common", "taken"), [("none", 0), ("cce", 2), ("cce_both", 4)])
def test_interval_of_a_unit_pays_for_every_mean(panel: Panel, common: str, taken: int) -> None:
    units = analyse(panel(20, 20, 2, 0.3, seed=8), common=common, lags=[2]).units
    spread = np.arctanh(units["high"]) - np.arctanh(units["r"])
    assert spread.to_numpy() == pytest.approx(1.959964 / np.sqrt(17 - 3 - taken), rel=1e-4)
    assert (units["n_quarters"] == 17).all()  # 20, less one to whiten and two of lag


def test_a_true_lead_passes_the_second_look(panel: Panel) -> None:
    found = analyse(panel(40, 20, 2, 0.4, seed=1))
    assert "rests_on_shared_movements" not in found.warnings
    wider = analyse(panel(40, 20, 2, 0.4, seed=1), common="cce_both")
    assert wider.best_lag == 2
    assert wider.best_r == pytest.approx(found.best_r, abs=0.1)


def test_ten_thousand_units() -> None:
    found = analyse(unrelated(21, 10_000, 16), n_draws=99)
    assert found.n_units == 10_000
    assert found.evidence is Evidence.NOT_ESTABLISHED
    assert found.min_detectable_r < 0.02
    assert len(found.units) == 10_000
