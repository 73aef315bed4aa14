"""Noise: the floor and the interval against simulation, and the size of the level test."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, norm

from stool.balance.noise import length_interval, level_test, noise_floor
from stool.balance.seat import GRADIENT

ERROR = st.floats(0, 20)


def covariance(errors: tuple[float, ...]) -> np.ndarray:
    return GRADIENT.T @ np.diag(np.square(errors)) @ GRADIENT


@pytest.mark.parametrize(
    "errors", [(2, 2, 1), (1, 1, 1), (3, 0.5, 0), (5, 1, 1), (0.01, 0.02, 9), (4, 0, 0), (2, 2, 0)]
)
def test_the_floor_equals_simulation(errors: tuple[float, ...]) -> None:
    noise = np.random.default_rng(21).normal(size=(300_000, 3)) * errors
    lengths = np.sqrt(2) * noise.std(axis=1)
    found = noise_floor(covariance(errors)[None])[0]
    share = (lengths <= found).mean()
    assert share == pytest.approx(0.95, abs=0.0012)  # 3 binomial errors
    half = noise_floor(covariance(errors)[None], coverage=0.5)[0]
    assert (lengths <= half).mean() == pytest.approx(0.5, abs=0.003)


def test_the_floor_equals_its_closed_forms() -> None:
    cases = np.array([np.eye(2) * 9, [[4.0, 0], [0, 0]], [[2.0, 2.0], [2.0, 2.0]]])
    found = noise_floor(cases)
    z = norm.ppf(0.975)
    assert found.tolist() == pytest.approx([3 * np.sqrt(chi2.ppf(0.95, 2)), 2 * z, 2 * z], rel=1e-5)


def test_no_noise_has_no_floor_and_unknown_noise_none_known() -> None:
    cases = np.array([np.zeros((2, 2)), np.full((2, 2), np.nan), np.eye(2)])
    found = noise_floor(cases)
    assert found[0] == 0
    assert np.isnan(found[1])
    assert found[2] == pytest.approx(2.4477, abs=1e-4)
    assert noise_floor(np.zeros((0, 2, 2))).shape == (0,)


@settings(max_examples=40, deadline=None)
@given(errors=st.tuples(ERROR, ERROR, ERROR), more=st.floats(0, 5), scale=st.floats(0.1, 10))
def test_the_floor_grows_with_noise_and_scales_with_it(
    errors: tuple[float, ...], more: float, scale: float
) -> None:
    louder = (errors[0] + more, *errors[1:])
    scaled = tuple(scale * error for error in errors)
    cases = np.array([covariance(errors), covariance(louder), covariance(scaled)])
    before, after, times = noise_floor(cases)
    assert after >= before - 1e-5 * (1 + before)
    if max(errors) > 1e-2:
        assert times == pytest.approx(scale * before, rel=1e-4)


@pytest.mark.parametrize("errors", [(2, 2, 1), (5, 0.5, 0), (3, 0, 0)])
def test_the_level_test_rejects_one_level_stool_in_twenty(errors: tuple[float, ...]) -> None:
    cases = 40_000
    noise = np.random.default_rng(22).normal(size=(cases, 3)) * errors
    p = level_test(noise @ GRADIENT, np.repeat(covariance(errors)[None], cases, axis=0))
    assert (p < 0.05).mean() == pytest.approx(0.05, abs=0.0033)  # 3 binomial errors
    assert (p < 0.5).mean() == pytest.approx(0.5, abs=0.0075)


def test_the_level_test_is_wald() -> None:
    errors, scores = (2.0, 2.0, 1.0), np.array([72.0, 61.0, 68.0])
    slope, cov = scores @ GRADIENT, covariance(errors)
    w = slope @ np.linalg.inv(cov) @ slope
    assert level_test(slope[None], cov[None])[0] == pytest.approx(chi2.sf(w, 2))


def test_the_level_test_finds_a_planted_lean_more_often_the_larger_it_is() -> None:
    noise = np.random.default_rng(23).normal(size=(2000, 3)) * (2, 2, 1)
    cov = np.repeat(covariance((2, 2, 1))[None], 2000, axis=0)
    power = [
        (level_test((noise - np.array([0, gap, 0])) @ GRADIENT, cov) < 0.05).mean()
        for gap in (0, 3, 6, 12)
    ]
    assert power == sorted(power)
    assert power[-1] > 0.99


def test_a_slope_along_what_is_known_exactly_is_certain() -> None:
    one_noisy_leg = covariance((3, 0, 0))[None]
    along = np.array([10.0, 0, 0]) @ GRADIENT
    across = np.array([0, 5.0, -5.0]) @ GRADIENT
    assert level_test(across[None], one_noisy_leg)[0] == 0
    assert level_test(along[None], one_noisy_leg)[0] == pytest.approx(chi2.sf((10 / 3) ** 2, 1))
    assert np.isnan(level_test(along[None], np.full((1, 2, 2), np.nan))[0])


@pytest.mark.parametrize(
    ("errors", "least"),
    [((2, 2, 1), 0.79), ((3, 3, 0), 0.79), ((1, 1, 1), 0.79), ((1, 3, 0), 0.76), ((3, 0, 0), 0.73)],
)
@pytest.mark.parametrize("angle", [0, 50, 75, 120])
def test_four_of_five_intervals_hold_the_true_slope(
    errors: tuple[float, ...], least: float, angle: int
) -> None:
    cases = 20_000
    noise = (np.random.default_rng(24).normal(size=(cases, 3)) * errors) @ GRADIENT
    cov = np.repeat(covariance(errors)[None], cases, axis=0)
    floor = np.repeat(noise_floor(cov[:1]), cases)
    downhill = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    for length in np.array([0, 0.5, 1, 1.5, 2, 3]) * max(errors):
        low, high = length_interval(length * downhill + noise, cov, floor).T
        held = ((low <= length) & (length <= high)).mean()
        assert least - 0.008 <= held <= 0.99  # 3 binomial errors
    far = length_interval(100 * downhill + noise, cov, floor)
    if min(errors[:2]) > 0:
        assert ((far[:, 0] <= 100) & (far[:, 1] >= 100)).mean() == pytest.approx(0.8, abs=0.01)


@pytest.mark.parametrize("angle", [0, 90, 200])
def test_the_interval_of_a_round_error_is_its_closed_form(angle: int) -> None:
    slope = 9 * np.array([[np.cos(np.radians(angle)), np.sin(np.radians(angle))]])
    cov = covariance((3, 3, 3))[None]  # round, with a standard error of sqrt(2/3) x 3
    ends = length_interval(slope, cov, noise_floor(cov))[0]
    assert ends == pytest.approx(9 + np.array([-1, 1]) * norm.ppf(0.9) * np.sqrt(2 / 3) * 3)


def test_the_interval_begins_at_0_up_to_the_noise_floor_only() -> None:
    cov = np.repeat(covariance((2, 2, 1))[None], 3, axis=0)
    floor = noise_floor(cov)
    slope = np.column_stack([floor * [0.5, 1, 1.01], np.zeros(3)])
    low, high = length_interval(slope, cov, floor).T
    assert low[:2].tolist() == [0, 0]
    assert low[2] > 0
    assert (high > slope[:, 0]).all()


def test_the_interval_of_what_is_known_exactly_or_not_at_all() -> None:
    cov = np.array([np.zeros((2, 2)), np.full((2, 2), np.nan), np.eye(2)])
    slope = np.array([[3.0, 4.0], [3.0, 4.0], [0.0, 0.0]])
    found = length_interval(slope, cov, noise_floor(cov))
    assert found[0].tolist() == [5, 5]
    assert np.isnan(found[1:]).all()
    assert length_interval(np.zeros((0, 2)), np.zeros((0, 2, 2)), np.zeros(0)).shape == (0, 2)
