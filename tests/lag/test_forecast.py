"""Forecasts one quarter ahead: against least squares, blind to the future, honest about width."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.errors import MissingScoresError
from stool.lag.forecast import (
    FORECAST_COLUMNS,
    RECORD_COLUMNS,
    forecast_next,
    project_mean,
    rolling_origin,
)
from stool.lag.grading import GRADE_COLUMNS, QUARTER_COLUMNS, grade, grade_quarters
from stool.lag.prediction import season_of
from stool.period import shift

Loop = Callable[..., pd.DataFrame]
FIRST = "2016Q1"


def long(esat: np.ndarray, csat: np.ndarray) -> pd.DataFrame:
    """Units x quarters of two legs as a long frame, from 2016Q1 on."""
    unit, quarter = np.meshgrid(*map(np.arange, csat.shape), indexing="ij")
    labels = [shift(FIRST, int(number)) for number in quarter.ravel()]
    names = [f"Unit {number:02d}" for number in unit.ravel()]
    return pd.DataFrame(
        {"unit": names, "quarter": labels, "esat": esat.ravel(), "csat": csat.ravel()}
    )


def linked(
    units: int, quarters: int, seed: int, *, strength: float = 0.4, shock: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Follower that remembers half of itself and takes a share of the leader two quarters later."""
    generator = np.random.default_rng(seed)
    esat, csat = generator.standard_normal((2, units, quarters + 20))
    csat += shock * generator.standard_normal(quarters + 20)
    for quarter in range(2, quarters + 20):
        esat[:, quarter] += 0.5 * esat[:, quarter - 1]
        csat[:, quarter] += 0.5 * csat[:, quarter - 1] + strength * esat[:, quarter - 2]
    level = generator.normal(0, 3, (units, 1))
    return esat[:, 20:] + level, csat[:, 20:] + 70 - level


def one_ahead(
    esat: np.ndarray, csat: np.ndarray, lags: tuple[int, ...] = (2,), **options: float
) -> pd.DataFrame:
    return forecast_next(long(esat, csat), "esat", "csat", lags, **options)


def test_one_series_is_least_squares() -> None:
    esat, csat = linked(1, 9, seed=1)
    found = one_ahead(esat, csat, level=0.9).iloc[0]
    past, leads = csat[0, 1:-1], esat[0, :-2]
    regressors = sm.add_constant(np.column_stack([past, leads]))
    fit = sm.OLS(csat[0, 2:], regressors).fit()
    ahead = fit.get_prediction([1, csat[0, -1], esat[0, -2]]).summary_frame(alpha=0.1)
    expected = ahead.iloc[0][["mean", "obs_ci_lower", "obs_ci_upper"]]
    assert found[["forecast", "low", "high"]].tolist() == pytest.approx(expected.tolist())
    alone = sm.OLS(csat[0, 2:], regressors[:, :2]).fit()
    assert found["own_path"] == pytest.approx(float(alone.predict([1, csat[0, -1]])[0]))
    assert (found["no_change"], found["seasonal_naive"]) == (csat[0, -1], csat[0, -4])
    assert found["quarter"] == shift(FIRST, 9)


def test_a_panel_is_least_squares_with_dummies_and_the_bias_given_back() -> None:
    esat, csat = linked(6, 9, seed=2)
    esat[2, 4] = csat[4, 6] = np.nan
    found = one_ahead(esat, csat)
    rows = long(esat, csat).assign(
        past=lambda f: f.groupby("unit")["csat"].shift(1),
        lead=lambda f: f.groupby("unit")["esat"].shift(2),
    )
    rows = rows.dropna(subset=["csat", "past", "lead"])
    units = pd.get_dummies(rows["unit"], dtype=float)
    quarters = pd.get_dummies(rows["quarter"], dtype=float)
    quarters = quarters.iloc[:, :-1].sub(quarters.iloc[:, -1], axis=0)  # effects of sum 0
    rho = sm.OLS(rows["csat"], rows[["past", "lead"]].join([units, quarters])).fit().params["past"]
    rho += (1 + rho) / (len(rows) / 6)
    rest = rows["csat"] - rho * rows["past"]
    params = sm.OLS(rest, rows[["lead"]].join([units, quarters])).fit().params
    expected = params[units.columns].to_numpy() + rho * csat[:, -1] + params["lead"] * esat[:, -2]
    assert found["forecast"].to_numpy() == pytest.approx(expected, abs=1e-6)
    assert found["unit"].tolist() == [f"Unit {number:02d}" for number in range(6)]


@pytest.mark.parametrize(
    ("units", "quarters", "shock", "panels"), [(24, 20, 0, 25), (50, 12, 0.4, 60), (1, 40, 0, 120)]
)
def test_an_interval_of_80_percent_holds_about_80(
    units: int, quarters: int, shock: float, panels: int
) -> None:
    inside, better = [], []
    for seed in range(panels):
        esat, csat = linked(units, quarters + 1, seed, shock=shock)
        found = one_ahead(esat[:, :-1], csat[:, :-1])
        actual = csat[:, -1]
        inside.append(((found["low"] <= actual) & (actual <= found["high"])).mean())
        better.append(
            [((actual - found[name]) ** 2).mean() for name in ("forecast", "own_path", "no_change")]
        )
    assert np.mean(inside) == pytest.approx(0.8, abs=0.06)
    ours, own_path, no_change = np.mean(better, axis=0)
    assert ours < own_path < no_change


def test_a_shock_to_all_widens_every_interval() -> None:
    calm, shaken = (linked(30, 16, seed=3, shock=shock) for shock in (0, 2))
    width = [
        (found["high"] - found["low"]).iloc[0] for found in (one_ahead(*calm), one_ahead(*shaken))
    ]
    assert 1.7 * width[0] < width[1] < 3 * width[0]


def test_a_wider_level_is_wider() -> None:
    esat, csat = linked(8, 16, seed=4)
    narrow, wide = (one_ahead(esat, csat, level=level) for level in (0.5, 0.95))
    assert (wide["low"] < narrow["low"]).all()
    assert (wide["high"] > narrow["high"]).all()
    assert wide["forecast"].tolist() == narrow["forecast"].tolist()


def test_a_season_that_repeats_is_forecast_and_noise_is_not() -> None:
    esat, csat = linked(20, 20, seed=5)
    season = np.tile([6.0, -2.0, -3.0, -1.0], 6)
    before, after = one_ahead(esat, csat), one_ahead(esat, csat + season[:20])
    remembered = (before["own_path"] - before["no_change"]).abs().median()
    moved = after["forecast"] - before["forecast"]
    assert moved.to_numpy() == pytest.approx(np.full(20, season[20]), abs=0.6)
    assert remembered > 0
    widths = [(each["high"] - each["low"]).mean() for each in (before, after)]
    assert widths[1] < 1.2 * widths[0]


def test_a_season_counts_as_far_as_it_stands_out_of_noise() -> None:
    season, noise = np.tile([3.0, 1.0, -1.0, -3.0], 3), np.repeat([1.0, -2.0, 1.0], 4)
    used = np.append(np.ones(12, dtype=bool), False)
    inside, between = 24 / 8, 3 * 20 / 3  # mean squares of the noise and of the season
    found, error, freedom = season_of(np.append(season + noise, np.nan), used)
    share = 1 - inside / between
    assert found == pytest.approx(share * np.append(season, season[0]))
    assert (error, freedom) == (pytest.approx(share * inside / 3), pytest.approx(3 * share))
    for effects in (0.3 * season + noise, 0 * noise, (season + noise)[:7]):
        found, error, freedom = season_of(effects, np.ones(len(effects), dtype=bool))
        assert (found.tolist(), error, freedom) == ([0] * len(effects), 0, 0)


def test_forecasts_the_quarter_after_the_followers_last() -> None:
    esat, csat = linked(6, 16, seed=6)
    csat[:, -2:] = np.nan
    found = one_ahead(esat, csat, (1, 2))
    assert set(found["quarter"]) == {shift(FIRST, 14)}
    assert found["no_change"].tolist() == csat[:, 13].tolist()
    shorter = one_ahead(esat[:, :14], csat[:, :14], (1, 2))
    pd.testing.assert_frame_equal(found, shorter)


def test_a_unit_that_cannot_be_forecast_is_left_out_not_guessed() -> None:
    esat, csat = linked(8, 16, seed=7)
    esat[1, -2] = np.nan  # the leader that is due
    csat[2, -1] = np.nan  # its own last value
    csat[3, :11] = np.nan  # four complete quarters
    csat[4, :10] = np.nan  # five
    csat[5, -4] = np.nan  # the value of a year before
    esat[6, -1] = np.nan  # not due yet
    found = one_ahead(esat, csat).set_index("unit")
    assert found.index.tolist() == ["Unit 00", "Unit 04", "Unit 05", "Unit 06", "Unit 07"]
    assert found[list(FORECAST_COLUMNS[2:7])].notna().all(axis=None)
    assert found["seasonal_naive"].isna().tolist() == [False, False, True, False, False]


@given(scale=st.sampled_from([1e-6, 1.0, -2.0, 1e6]), offset=st.sampled_from([0.0, 1e4]))
@settings(max_examples=8, deadline=None)
def test_units_of_measurement_do_not_matter(scale: float, offset: float) -> None:
    esat, csat = linked(7, 14, seed=8)
    before = one_ahead(esat, csat)
    after = one_ahead(esat * 1e6 + 3, scale * (csat + offset))
    ends = ["low", "high"] if scale > 0 else ["high", "low"]
    for name, mirrored in zip(
        ["forecast", *ends, "own_path"], ["forecast", "low", "high", "own_path"], strict=True
    ):
        assert (after[mirrored] / scale - offset).to_numpy() == pytest.approx(
            before[name].to_numpy(), rel=1e-7
        )


def test_the_order_of_rows_does_not_matter() -> None:
    frame = long(*linked(5, 14, seed=9))
    mixed = frame.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(
        forecast_next(frame, "esat", "csat", (2,)), forecast_next(mixed, "esat", "csat", (2,))
    )


@pytest.mark.parametrize("spoil", ["empty follower", "short", "few quarters", "no rows"])
def test_too_little_data_gives_no_forecast(spoil: str) -> None:
    esat, csat = linked(1, 7 if spoil == "short" else 12, seed=10)
    if spoil == "empty follower":
        csat[:] = np.nan
    if spoil == "few quarters":
        csat[:, :8] = np.nan
    frame = long(esat, csat)
    found = forecast_next(frame[:0] if spoil == "no rows" else frame, "esat", "csat", (1, 2))
    assert found.empty
    assert tuple(found.columns) == FORECAST_COLUMNS


def test_a_follower_that_never_moves_stays() -> None:
    esat, _ = linked(4, 14, seed=11)
    found = one_ahead(esat, np.full(esat.shape, 61.5))
    for name in ("forecast", "low", "high", "own_path", "no_change"):
        assert found[name].tolist() == pytest.approx([61.5] * 4)


def test_refuses_what_has_no_answer() -> None:
    frame = long(*linked(3, 12, seed=12))
    with pytest.raises(ValueError, match="level is 1, must be between 0 and 1"):
        forecast_next(frame, "esat", "csat", (1,), level=1)
    for lags in ((), (0, 1)):
        with pytest.raises(ValueError, match=r"lags are \(.*\), must be one or more of 1 or more"):
            forecast_next(frame, "esat", "csat", lags)
    with pytest.raises(MissingScoresError):
        forecast_next(frame, "esat", "profit", (1,))


@pytest.fixture(scope="module")
def company() -> pd.DataFrame:
    """Twelve units and 18 quarters in which employees lead customers; profit is unrelated."""
    esat, csat = linked(12, 18, seed=13, strength=0.7)
    profit = np.random.default_rng(14).standard_normal(esat.size)
    return long(esat, csat).assign(profit=profit)


@pytest.fixture(scope="module")
def rolled(company: pd.DataFrame) -> pd.DataFrame:
    return rolling_origin(company, first=14, n_draws=199)


def test_repeats_the_past(company: pd.DataFrame, rolled: pd.DataFrame) -> None:
    assert tuple(rolled.columns) == RECORD_COLUMNS
    assert set(zip(rolled["leader"], rolled["follower"], strict=True)) == {("esat", "csat")}
    assert rolled["origin"].unique().tolist() == [shift(FIRST, n) for n in range(13, 17)]
    assert (rolled["quarter"] == rolled["origin"].map(lambda origin: shift(origin, 1))).all()
    assert set(rolled["level"]) == {0.8}
    assert rolled["lags"].str.contains("2").all()
    known = rolled.merge(company, on=["unit", "quarter"], validate="many_to_one")
    assert known["actual"].tolist() == known["csat"].tolist()
    last = rolled[rolled["origin"] == shift(FIRST, 16)].reset_index(drop=True)
    lags = [int(lag) for lag in last["lags"].iloc[0].split(",")]
    again = forecast_next(company[company["quarter"] < shift(FIRST, 17)], "esat", "csat", lags)
    pd.testing.assert_frame_equal(last[list(FORECAST_COLUMNS)], again[list(FORECAST_COLUMNS)])


def test_no_origin_looks_ahead(company: pd.DataFrame, rolled: pd.DataFrame) -> None:
    origin = shift(FIRST, 14)
    changed = company.copy()
    after = changed["quarter"] > origin
    noise = np.random.default_rng(15).normal(0, 50, (int(after.sum()), 3))
    changed.loc[after, ["esat", "csat", "profit"]] = noise
    calls: list[tuple[int, int]] = []
    again = rolling_origin(
        changed, first=14, n_draws=199, progress=lambda done, of: calls.append((done, of))
    )
    assert calls == [(1, 4), (2, 4), (3, 4), (4, 4)]
    kept, then = (each[each["origin"] <= origin] for each in (rolled, again))
    assert len(kept) == 24
    pd.testing.assert_frame_equal(
        kept.drop(columns="actual"), then.drop(columns="actual"), check_exact=True
    )
    assert not np.allclose(kept["actual"], then["actual"])


def test_forecasts_only_what_was_established_by_then(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def links(frame: pd.DataFrame, n_draws: int) -> dict[tuple[str, str], object]:
        late = frame["quarter"].max() >= shift(FIRST, 13)
        return {
            ("esat", "csat"): SimpleNamespace(evidence=5 if late else 3, lag_set=(2, 3)),
            ("csat", "profit"): SimpleNamespace(evidence=4, lag_set=(1,)),
            ("profit", "esat"): SimpleNamespace(evidence=3, lag_set=(1,)),
        }

    nothing = loop(8, 15, strength=0.0, seed=16)
    with monkeypatch.context() as patch:
        patch.setattr("stool.lag.forecast.loop_links", links)
        found = rolling_origin(nothing)
    made = found.groupby(["follower", "lags"])["origin"].unique().map(list).to_dict()
    origins = [shift(FIRST, number) for number in range(11, 14)]
    assert made == {("csat", "2,3"): origins[2:], ("profit", "1"): origins}
    found = rolling_origin(nothing, n_draws=99)
    assert found.empty
    assert tuple(found.columns) == RECORD_COLUMNS
    assert tuple(grade(found).columns) == GRADE_COLUMNS
    assert rolling_origin(nothing[["unit", "quarter", "esat"]][:0]).empty


def record(rows: dict[str, list[float]], quarters: list[str]) -> pd.DataFrame:
    fixed = {"leader": "esat", "follower": "csat", "level": 0.8, "unit": "A", "lags": "2"}
    return pd.DataFrame(rows).assign(quarter=quarters, **fixed)


FOUR = ["2025Q1", "2025Q2", "2025Q3", "2025Q3"]
BY_HAND = record(
    {
        "actual": [10, 12, 11, 15],
        "forecast": [11, 12, 13, 14],
        "low": [9, 11, 12, 13],
        "high": [13, 13, 14, 15],
        "own_path": [12, 12, 12, 12],
        "no_change": [8, 13, 11, 12],
        "seasonal_naive": [np.nan, 10, 11, 12],
    },
    FOUR,
)


def test_grades_by_hand() -> None:
    found = grade(BY_HAND).iloc[0]
    assert tuple(found.index) == GRADE_COLUMNS
    assert (found["leader"], found["follower"], found["n"], found["quarters"]) == (
        *("esat", "csat"),
        *(4, 3),
    )
    assert found["rmse"] == pytest.approx(np.sqrt(6 / 4))
    assert found["rmse_no_change"] == pytest.approx(np.sqrt(14 / 4))
    assert found["rmse_seasonal_naive"] == pytest.approx(np.sqrt(13 / 3))
    assert found["skill_no_change"] == pytest.approx(1 - 6 / 14)
    assert found["skill_seasonal_naive"] == pytest.approx(1 - 5 / 13)
    assert found["skill_own_path"] == pytest.approx(1 - 6 / 14)
    assert (found["coverage"], found["level"]) == (0.75, 0.8)
    without = np.array([1 - 5 / 10, 1 - 6 / 13, 1 - 1 / 5])
    error = np.sqrt(2 / 3 * ((without - without.mean()) ** 2).sum())
    margin = 4.302653 * error  # t, 2 degrees of freedom
    assert found["skill_no_change_low"] == pytest.approx(1 - 6 / 14 - margin, rel=1e-6)
    assert found["skill_no_change_high"] == 1


def test_a_forecast_worse_than_a_yardstick_has_a_skill_below_0() -> None:
    worse = BY_HAND.assign(forecast=BY_HAND["actual"] + 9)
    assert grade(worse)["skill_own_path"].iloc[0] == pytest.approx(1 - 4 * 81 / 14)


def test_pending_rows_do_not_count() -> None:
    pending = BY_HAND.assign(actual=np.nan, quarter="2026Q1")
    pd.testing.assert_frame_equal(grade(pd.concat([BY_HAND, pending])), grade(BY_HAND))
    assert grade(pending).empty


def test_under_three_quarters_nothing_is_said_of_how_sure() -> None:
    found = grade(BY_HAND[BY_HAND["quarter"] != "2025Q1"]).iloc[0]
    ends = [name for name in GRADE_COLUMNS if name.endswith(("_low", "_high"))]
    assert len(ends) == 8
    assert found[ends].isna().all()
    assert found[["rmse", "coverage", "skill_no_change"]].notna().all()


def test_a_perfect_yardstick_leaves_no_skill_to_state() -> None:
    perfect = BY_HAND.assign(no_change=BY_HAND["actual"])
    assert grade(perfect)[["skill_no_change", "skill_no_change_low"]].isna().all(axis=None)


def many(inside: np.ndarray) -> pd.DataFrame:
    """A record with these hits, quarters x units."""
    actual = np.where(inside.ravel(), 0.0, 5.0)
    quarters = np.repeat([shift(FIRST, n) for n in range(len(inside))], inside.shape[1])
    ends = {"low": -1.0, "high": 1.0}
    yardsticks = dict.fromkeys(("forecast", "own_path", "no_change", "seasonal_naive"), 1.0)
    return record({"actual": list(actual)}, list(quarters)).assign(**ends, **yardsticks)


def test_units_of_one_quarter_are_not_independent_witnesses() -> None:
    even = np.ones((10, 20), dtype=bool)
    even[:, :4] = False  # every quarter misses four of twenty
    uneven = np.ones((10, 20), dtype=bool)
    uneven[:2] = False  # two quarters miss all
    scattered, clustered = grade(many(even)).iloc[0], grade(many(uneven)).iloc[0]
    assert (scattered["coverage"], clustered["coverage"]) == (0.8, 0.8)
    width = [each["coverage_high"] - each["coverage_low"] for each in (scattered, clustered)]
    assert width[0] == pytest.approx(0.13, abs=0.01)  # as of 200 answers
    assert width[1] == pytest.approx(0.51, abs=0.02)  # as of 10


def test_a_full_score_is_not_certainty() -> None:
    found = grade(many(np.ones((4, 5), dtype=bool))).iloc[0]
    assert found["coverage"] == found["coverage_high"] == 1
    assert 0.5 < found["coverage_low"] < 0.8


def test_grades_each_quarter_by_itself() -> None:
    found = grade_quarters(pd.concat([BY_HAND, BY_HAND.assign(actual=np.nan, quarter="2026Q1")]))
    assert tuple(found.columns) == QUARTER_COLUMNS
    assert found["quarter"].tolist() == ["2025Q1", "2025Q2", "2025Q3"]
    assert found["n"].tolist() == [1, 1, 2]
    assert found["rmse"].tolist() == pytest.approx([1, 0, np.sqrt(5 / 2)])
    assert found["rmse_seasonal_naive"].tolist() == pytest.approx(
        [np.nan, 2, np.sqrt(9 / 2)], nan_ok=True
    )
    assert found["coverage"].tolist() == [1, 1, 0.5]


def test_links_are_graded_apart() -> None:
    other = BY_HAND.assign(leader="csat", follower="profit", forecast=BY_HAND["actual"])
    found = grade(pd.concat([BY_HAND, other])).set_index("follower")
    assert found["rmse"].tolist() == pytest.approx([np.sqrt(1.5), 0])
    assert found["n"].tolist() == [4, 4]


def test_the_mean_of_units_is_the_mean_of_their_forecasts() -> None:
    esat, csat = linked(8, 20, seed=4, shock=0.5)
    esat[3, -2] = np.nan  # unit 3 has no leader at the lag
    frame = long(esat, csat)
    each = forecast_next(frame, "esat", "csat", (2,)).set_index("unit")
    found = project_mean(frame, "esat", "csat", (2,)).iloc[0]
    assert found["units"] == 7
    assert found["forecast"] == pytest.approx(each["forecast"].mean())
    assert found["now"] == pytest.approx(np.delete(csat[:, -1], 3).mean())
    one = project_mean(frame, "esat", "csat", (2,), among={"Unit 05"}).iloc[0]
    assert one[["forecast", "low", "high"]].tolist() == pytest.approx(
        each.loc["Unit 05", ["forecast", "low", "high"]].tolist()
    )
    assert found["high"] - found["low"] < one["high"] - one["low"]


def test_a_projection_ends_where_the_leader_is_not_known_yet() -> None:
    esat, csat = linked(8, 20, seed=5)
    frame = long(esat, csat)
    found = project_mean(frame, "esat", "csat", (1, 3))
    assert found["quarter"].tolist() == [shift(FIRST, 20 + step) for step in range(3)]


def test_a_projection_is_blind_to_what_its_leader_does_later() -> None:
    esat, csat = linked(8, 20, seed=5)
    csat[:, 17:] = np.nan
    known = project_mean(long(esat, csat), "esat", "csat", (2,))
    esat[:, 17:] = 99.0
    pd.testing.assert_frame_equal(project_mean(long(esat, csat), "esat", "csat", (2,)), known)
    assert known["quarter"].tolist() == [shift(FIRST, 17), shift(FIRST, 18)]


def test_two_quarters_ahead_is_a_direct_regression() -> None:
    esat, csat = linked(1, 9, seed=6)  # too short for a season
    found = project_mean(long(esat, csat), "esat", "csat", (2,), level=0.9)
    sides = sm.add_constant(np.column_stack([csat[0, :-2], esat[0, :-2]]))
    fit = sm.OLS(csat[0, 2:], sides).fit()
    ahead = fit.get_prediction([1, csat[0, -1], esat[0, -1]]).summary_frame(alpha=0.1)
    expected = ahead.iloc[0][["mean", "obs_ci_lower", "obs_ci_upper"]]
    assert found.loc[1, ["forecast", "low", "high"]].tolist() == pytest.approx(expected.tolist())


def test_intervals_of_the_mean_hold_what_they_say() -> None:
    held = []
    for seed in range(150):
        esat, csat = linked(24, 22, seed=seed, shock=0.7)
        found = project_mean(long(esat[:, :20], csat[:, :20]), "esat", "csat", (2,))
        truth = csat[:, 20:].mean(axis=0)
        held.append((found["low"] <= truth) & (truth <= found["high"]))
    first, second = np.mean(held, axis=0)
    assert first == pytest.approx(0.8, abs=0.09)
    assert second == pytest.approx(0.8, abs=0.09)
