"""Local projections: against R, planted responses, coverage, properties, and edges."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom
from scipy.stats import t as student

from stool.errors import InfiniteScoreError, MissingScoresError, RepeatedQuarterError
from stool.lag.projection import RESPONSE_COLUMNS, ImpulseResponse, local_projection
from stool.lag.shortbias import Dynamics, biases, fitted_dynamics, kept_by_distance

REFERENCE = Path(__file__).parents[1] / "reference"
FROM_R = pd.read_csv(REFERENCE / "projection.csv")  # made by projection.R
PANEL = pd.read_csv(REFERENCE / "panel.csv")
SERIES = pd.read_csv(REFERENCE / "series.csv").query("quarter != 17").assign(unit=1)
ATOL = 1e-8  # the same regressions by other arithmetic, errors of size 1
# R and this code settle the dynamics by iterations of their own, and take derivatives by steps of
# their own: they agree to 1e-10 on the data here.
ATOL_CORRECTED = 1e-8

BURN_IN = 30
RESPONSES = 0.3 * np.arange(1, 6) * 0.5 ** np.arange(5)  # of `dynamic` below, at 0 to 4


def analyse(frame: pd.DataFrame, **options: object) -> ImpulseResponse:
    return local_projection(frame, "x", "y", unit="unit", time="quarter", **options)


def long(x: np.ndarray, y: np.ndarray) -> pd.DataFrame:
    unit, quarter = np.divmod(np.arange(x.size), x.shape[1])
    return pd.DataFrame({"unit": unit, "quarter": quarter, "x": x.ravel(), "y": y.ravel()})


def unrelated(seed: int, units: int = 12, quarters: int = 16) -> pd.DataFrame:
    return long(*np.random.default_rng(seed).standard_normal((2, units, quarters)))


def dynamic(
    seed: int, units: int, quarters: int, strength: float = 0.3, shock: float = 0.0
) -> pd.DataFrame:
    """Both legs AR(.5), the leader in the follower at once, a shock felt unequally in both."""
    generator = np.random.default_rng(seed)
    x, y = generator.standard_normal((2, units, quarters + BURN_IN))
    company = shock * generator.standard_normal(quarters + BURN_IN)
    exposure = generator.normal(1, 0.7, size=(units, 1))
    x, y = x + exposure * company, y + exposure * company
    for quarter in range(1, quarters + BURN_IN):
        x[:, quarter] += 0.5 * x[:, quarter - 1]
        y[:, quarter] += 0.5 * y[:, quarter - 1] + strength * x[:, quarter]
    return long(x[:, BURN_IN:], y[:, BURN_IN:])


@pytest.mark.parametrize("correct", [False, True])
@pytest.mark.parametrize("case", ["one", "none", "twfe", "cce"])
def test_equals_r(case: str, correct: bool) -> None:
    common = "cce" if case == "one" else case
    result = analyse(
        SERIES if case == "one" else PANEL, max_horizon=4, common=common, correct=correct
    )
    rows = FROM_R[FROM_R["case"] == case].set_index("kind")
    names = ["corrected", "corrected_se"] if correct else ["estimate", "se"]
    tolerance = ATOL_CORRECTED if correct else ATOL
    table = result.table
    assert list(table["n_pairs"]) == list(rows.loc["response", "n_pairs"])
    for kind, se in (("response", "se"), ("cumulative", "cumulative_se")):
        expected = rows.loc[kind, names].to_numpy()
        assert table[[kind, se]].to_numpy() == pytest.approx(expected, abs=tolerance)
    assert result.carried_over == pytest.approx(rows.loc["carried", names[0]], abs=tolerance)
    parameters = 8  # a constant, a line, three seasons, three regressors
    freedom = rows["n_pairs"] - parameters if case == "one" else rows["n_units"] - 1
    margin = student.ppf(0.975, freedom) * rows[names[1]]
    assert (table["high"] - table["response"]).to_numpy() == pytest.approx(margin["response"])
    assert (table["cumulative"] - table["cumulative_low"]).to_numpy() == pytest.approx(
        margin["cumulative"]
    )
    assert result.carried_high - result.carried_over == pytest.approx(margin["carried"])
    assert result.carried_over - result.carried_low == pytest.approx(margin["carried"])


@pytest.mark.parametrize("common", ["cce", "twfe", "none"])
def test_finds_planted_responses_in_short_panels(common: str) -> None:
    frame = dynamic(1, 2000, 12)
    result = analyse(frame, max_horizon=4, common=common)
    off = (result.table["response"] - RESPONSES) / result.table["se"]
    assert off.abs().max() < 3
    cumulative = (result.table["cumulative"] - RESPONSES.cumsum()) / result.table["cumulative_se"]
    assert cumulative.abs().max() < 3
    assert result.immediate == pytest.approx(0.3, abs=0.03)
    assert result.carried_low < RESPONSES[1:].sum() < result.carried_high
    both = result.immediate + result.carried_over
    assert result.share_immediate == pytest.approx(result.immediate / both)
    plain = analyse(frame, max_horizon=4, common=common, correct=False)
    short = (plain.table["response"] - RESPONSES) / plain.table["se"]
    assert (short[2:] < -4).all()  # what the correction is for


def test_finds_planted_responses_in_a_long_series() -> None:
    result = analyse(dynamic(2, 1, 500), max_horizon=4)
    off = (result.table["response"] - RESPONSES) / result.table["se"]
    assert off.abs().max() < 3
    assert result.n_units == 1
    assert result.table["se"].max() < 0.1


def test_season_and_trend_of_a_series_are_no_response() -> None:
    frame = dynamic(3, 1, 60)
    clock = frame["quarter"].to_numpy()
    moved = frame.assign(
        x=frame["x"] + 5 * (clock % 4 == 2) + 0.3 * clock, y=frame["y"] - 7 * (clock % 4 == 1)
    )
    pd.testing.assert_frame_equal(analyse(moved).table, analyse(frame).table)
    assert analyse(frame).settings["common"] == "cce"
    pd.testing.assert_frame_equal(analyse(frame, common="none").table, analyse(frame).table)


@pytest.mark.parametrize(("units", "quarters"), [(24, 20), (50, 12), (1, 40)])
def test_intervals_cover(units: int, quarters: int) -> None:
    runs, covered = 25, np.zeros(11)
    for seed in range(runs):
        frame = dynamic(seed, units, quarters, shock=1.0 if units > 1 else 0.0)
        result = analyse(frame, max_horizon=4)
        table, summed = result.table, RESPONSES.cumsum()
        covered[:5] += (table["low"] < RESPONSES) & (table["high"] > RESPONSES)
        covered[5:10] += (table["cumulative_low"] < summed) & (summed < table["cumulative_high"])
        covered[10] += result.carried_low < RESPONSES[1:].sum() < result.carried_high
    assert covered.min() >= binom.ppf(0.002, runs, 0.92)
    assert covered.mean() >= binom.ppf(0.01, runs, 0.95)


def test_unequally_felt_shocks_are_no_response() -> None:
    frames = [dynamic(seed, 40, 20, strength=0.0, shock=1.5) for seed in range(8)]
    clear = {
        common: sum(analyse(f, max_horizon=1, common=common).immediate_low > 0 for f in frames)
        for common in ("cce", "twfe", "none")
    }
    assert clear["cce"] <= 1
    assert min(clear["twfe"], clear["none"]) >= 7


def test_at_horizon_0_both_columns_say_the_same() -> None:
    result = analyse(unrelated(4))
    assert tuple(result.table.columns) == RESPONSE_COLUMNS
    first = result.table.iloc[0]
    assert first["response"] == result.immediate
    assert first["low"] == result.immediate_low
    assert first["high"] == result.immediate_high
    for column in ("se", "low", "high"):
        assert first[f"cumulative_{column}"] == pytest.approx(first[column])
    assert list(result.table["n_pairs"]) == [12 * (15 - horizon) for horizon in range(7)]
    assert (result.n_units, result.n_quarters, result.warnings) == (12, 16, ())


def test_no_share_where_nothing_follows() -> None:
    result = analyse(unrelated(5))
    assert result.table["cumulative_low"].iloc[-1] < 0 < result.table["cumulative_high"].iloc[-1]
    assert np.isnan(result.share_immediate)


def test_a_wider_interval_for_a_smaller_alpha() -> None:
    usual, careful = (analyse(unrelated(6), alpha=alpha) for alpha in (0.05, 0.01))
    ratio = (careful.immediate_high - careful.immediate) / (usual.immediate_high - usual.immediate)
    assert ratio == pytest.approx(student.ppf(0.995, 11) / student.ppf(0.975, 11))


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 99), scale=st.floats(1e-3, 1e6), offset=st.floats(-1e6, 1e6))
def test_follows_units_of_measurement(seed: int, scale: float, offset: float) -> None:
    frame = dynamic(seed, 12, 16)
    before = analyse(frame, max_horizon=2)
    moved = frame.assign(y=frame["y"] * scale + offset, x=-frame["x"])
    after = analyse(moved.sample(frac=1, random_state=seed), max_horizon=2)
    # the offset may cost 9 of 16 digits
    columns = ["response", "se", "cumulative", "cumulative_se"]
    signs = np.array([-1, 1, -1, 1]) / scale
    found = after.table[columns].to_numpy() * signs
    assert found == pytest.approx(before.table[columns].to_numpy(), abs=1e-4)
    assert after.carried_over / -scale == pytest.approx(before.carried_over, abs=1e-4)


def test_units_apart_in_level_and_late_do_not_move_the_rest() -> None:
    frame = dynamic(7, 40, 20)
    raised = frame.assign(x=frame["x"] + 30 * frame["unit"], y=frame["y"] - 9 * frame["unit"])
    assert analyse(raised).table["response"].to_numpy() == pytest.approx(
        analyse(frame).table["response"].to_numpy()
    )
    late = frame["unit"].lt(10) & frame["quarter"].lt(8)
    holes = np.random.default_rng(7).random(len(frame)) < 0.1
    result = analyse(frame[~late & ~holes], max_horizon=2)
    assert "missing_quarters" in result.warnings
    off = (result.table["response"] - RESPONSES[:3]) / result.table["se"]
    assert off.abs().max() < 3
    assert result.table["n_pairs"][0] < (19 * 40 - 80) * 0.9


def test_rows_need_every_value() -> None:
    frame = unrelated(8, 12, 16)
    holed = frame[(frame["unit"] != 0) | (frame["quarter"] != 8)]
    whole, result = analyse(frame, max_horizon=2).table, analyse(holed, max_horizon=2).table
    # a missing quarter costs the rows in which it is now or before, and the one it is the target of
    assert list(whole["n_pairs"] - result["n_pairs"]) == [2, 3, 3]


@pytest.mark.parametrize(("quarters", "last"), [(12, 5), (11, 4)])
def test_short_windows_keep_unequal_exposure_and_say_so(quarters: int, last: int) -> None:
    frame = unrelated(9, 20, quarters)
    assert analyse(frame, max_horizon=last).warnings == ()
    assert analyse(frame, max_horizon=last + 1).warnings == ("unequal_exposure_kept",)
    further = analyse(frame, max_horizon=last + 2)
    assert further.warnings == ("horizons_not_estimated", "unequal_exposure_kept")
    assert further.table["response"].isna().tolist() == [False] * (last + 2) + [True]
    assert np.isnan([further.carried_over, further.carried_low, further.share_immediate]).all()
    within = analyse(frame, max_horizon=last + 1, common="twfe").table.iloc[-1]
    assert within["se"] > 0


def test_what_was_kept_is_said() -> None:
    frame = unrelated(10)
    assert analyse(frame, common="none").warnings == ("common_shocks_kept",)
    assert analyse(frame, common="twfe").warnings == ("unequal_exposure_kept",)


@pytest.mark.parametrize(("units", "common", "there"), [(2, "cce", False), (2, "none", True)])
def test_two_units_mirror_each_other_around_their_mean(
    units: int, common: str, there: bool
) -> None:
    result = analyse(unrelated(11, units, 24), common=common)
    assert np.isfinite(result.immediate) == there
    assert ("too_few_units" in result.warnings) != there
    assert np.isfinite(analyse(unrelated(11, 3, 24), common=common).immediate)


def test_the_only_unit_with_both_legs_is_a_series() -> None:
    frame = dynamic(12, 1, 40)
    others = dynamic(13, 3, 40).assign(unit=lambda f: f["unit"] + 1)
    others["y"] = others["y"].where(others["quarter"] < 4)
    pd.testing.assert_frame_equal(analyse(pd.concat([frame, others])).table, analyse(frame).table)


def test_a_unit_whose_leader_never_moves_does_not_count() -> None:
    frame = unrelated(14)
    frame.loc[frame["unit"] == 3, "x"] = 50.0
    assert analyse(frame).n_units == 11
    assert np.isfinite(analyse(frame).table["response"]).all()


@pytest.mark.parametrize("units", [1, 12])
def test_too_little_is_no_error(units: int) -> None:
    frame = unrelated(15, units, 40)
    clock = frame["quarter"].astype(float)
    cases: dict[str, list[pd.DataFrame]] = {
        "too_few_quarters": [
            frame.iloc[:0],
            frame[frame["quarter"] < 3],
            frame.assign(x=np.nan),
            frame.assign(x=np.nan, y=np.nan),
            frame.assign(x=frame["x"].where(clock < 20), y=frame["y"].where(clock >= 20)),
        ],
        "flat_leader": [frame.assign(x=0.1), frame.assign(x=1e6 + frame["unit"])],
        "flat_follower": [frame.assign(y=0.1)],
    }
    if units == 1:
        cases["too_few_quarters"].append(frame[frame["quarter"] < 11])
        cases["flat_leader"].append(frame.assign(x=clock + 3 * (clock % 4)))
        cases["flat_follower"].append(frame.assign(y=2 * clock))
    for key, frames in cases.items():
        for short in frames:
            result = analyse(short)
            assert key in result.warnings
            assert result.table[list(RESPONSE_COLUMNS[3:])].isna().all(axis=None)
            assert len(result.table) == 7
            assert np.isnan(
                [result.immediate, result.immediate_low, result.carried_over, result.carried_high]
            ).all()
            assert np.isnan(result.share_immediate)


def test_a_leader_that_is_the_follower_keeps_its_bias_and_says_so() -> None:
    frame = unrelated(16)
    result = analyse(frame.assign(y=-3 * frame["x"]))
    assert result.immediate == pytest.approx(-3)
    assert result.warnings == ("short_window_bias_kept",)
    assert "short_window_bias_kept" not in analyse(frame, correct=True).warnings
    assert "short_window_bias_kept" in analyse(frame, correct=False).warnings


def test_bad_input_is_named() -> None:
    frame = unrelated(17)
    with pytest.raises(MissingScoresError, match=r"no column “z”"):
        local_projection(frame, "z", "y", unit="unit", time="quarter")
    with pytest.raises(RepeatedQuarterError, match=r"3 has 2 values for 5"):
        analyse(pd.concat([frame, frame[(frame["unit"] == 3) & (frame["quarter"] == 5)]]))
    with pytest.raises(InfiniteScoreError, match=r"x holds 1 infinite value, the first in 5"):
        analyse(frame.assign(x=frame["x"].where(frame.index != 5, np.inf)))
    with pytest.raises(ValueError, match=r"common is 'all', must be one of"):
        analyse(frame, common="all")
    with pytest.raises(ValueError, match=r"alpha is 0, must be between"):
        analyse(frame, alpha=0)
    with pytest.raises(ValueError, match=r"max_horizon is 0, must be 1 or more"):
        analyse(frame, max_horizon=0)


# What short windows do


def test_nothing_taken_out_leaves_no_bias() -> None:
    moves = Dynamics(np.array([[0.5, 0.1], [0.2, 0.4]]), np.array([[1.0, 0.3], [0.3, 2.0]]))
    kept = np.concatenate([[20.0], np.zeros(19)])
    assert biases(moves, [kept] * 2, [(3, 3), (0, 4)]) == pytest.approx(0, abs=1e-12)


def test_unit_means_keep_what_they_should() -> None:
    seen = np.ones((1, 8), dtype=bool)
    kept = kept_by_distance([np.full((1, 8), 8**-0.5)], seen, np.array([5.0]))
    assert kept == pytest.approx(5 * np.array([7, *(-np.arange(7, 0, -1) / 8)]))


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.8])
def test_nickell_s_bias_is_undone(rho: float) -> None:
    """Two autoregressions that know nothing of each other: Nickell (1981), equation 18."""
    quarters = 12
    kept = np.array([quarters - 1, *(-np.arange(quarters - 1, 0, -1) / quarters)])

    def within(true: float) -> float:
        share = 1 - (1 - true**quarters) / (quarters * (1 - true))
        short = (1 + true) / (quarters - 1) * share
        return true - short / (1 - 2 * true / ((1 - true) * (quarters - 1)) * share)

    moves = fitted_dynamics(np.diag([within(rho), within(0.0)]), np.eye(2), kept)
    assert moves is not None
    assert moves.coefficients == pytest.approx(np.diag([rho, 0.0]), abs=1e-8)


def test_dynamics_that_cannot_be_told_are_none() -> None:
    kept = np.array([11.0, *(-np.arange(11, 0, -1) / 12)])
    assert fitted_dynamics(np.eye(2) / 2, np.ones((2, 2)), kept) is None
    assert fitted_dynamics(np.full((2, 2), np.nan), np.eye(2), kept) is None


Panel = Callable[..., pd.DataFrame]


def test_a_link_one_quarter_later_shows_one_quarter_later(panel: Panel) -> None:
    table = analyse(panel(40, 20, 1, 0.4, seed=18), max_horizon=3).table
    clear = (table["low"] > 0) | (table["high"] < 0)
    assert table["response"].idxmax() == 1
    assert clear[1]
    assert not clear[0]
