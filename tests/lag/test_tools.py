"""Plain tools: Granger's test, cross-correlation, effective sample size, detectable r."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.errors import TooShortForGrangerError
from stool.lag import (
    cross_correlation,
    effective_sample_size,
    granger_test,
    minimum_detectable_r,
    prewhiten,
)

WALK = np.random.default_rng(1).standard_normal((2, 60)).cumsum(axis=1)


def test_granger_finds_the_planted_direction() -> None:
    leader, noise = np.random.default_rng(2).standard_normal((2, 40))
    follower = np.roll(leader, 2) + noise
    assert granger_test(leader, follower, order=2).p < 0.01
    assert granger_test(follower, leader, order=2).p > 0.05


def test_granger_leaves_incomplete_rows_out() -> None:
    leader, follower = np.random.default_rng(3).standard_normal((2, 40))
    leader[10] = np.nan
    whole, holed = (granger_test(x, follower, order=2) for x in (np.nan_to_num(leader), leader))
    assert whole.df_left - holed.df_left == 2


def test_granger_says_what_it_needs() -> None:
    with pytest.raises(TooShortForGrangerError, match=r"2 lags has 3 complete quarters; 6 are"):
        granger_test(WALK[0, :5], WALK[1, :5], order=2)
    with pytest.raises(ValueError, match=r"order is 0, must be 1 or more"):
        granger_test(WALK[0], WALK[1], order=0)


@given(lag=st.integers(-20, 20))
def test_cross_correlation_mirrors(lag: int) -> None:
    there = cross_correlation(WALK[0], WALK[1], lags=[lag])
    back = cross_correlation(WALK[1], WALK[0], lags=[-lag])
    assert there["r"].item() == pytest.approx(back["r"].item())
    assert there["n_pairs"].item() == 60 - abs(lag)
    assert abs(there["r"].item()) <= 1


def test_cross_correlation_has_no_answer_for_a_flat_series() -> None:
    assert cross_correlation(WALK[0], np.ones(60), lags=[0])["r"].isna().all()
    assert cross_correlation(WALK[0], WALK[1], lags=[70])["n_pairs"].item() == 0


def test_wandering_series_are_worth_few_pairs() -> None:
    white = np.random.default_rng(4).standard_normal((2, 60))
    assert effective_sample_size(*white) > 40
    assert 2 <= effective_sample_size(*WALK) < 20
    assert np.isnan(effective_sample_size(WALK[0], np.ones(60)))


def test_detectable_r_falls_with_quarters_and_rises_with_lags_tried() -> None:
    by_length = [minimum_detectable_r(n, lags=range(1, 5), n_sim=1000) for n in (12, 20, 40)]
    assert sorted(by_length, reverse=True) == by_length
    assert minimum_detectable_r(20, lags=[1], n_sim=1000) < by_length[1]
    assert np.isnan(minimum_detectable_r(6, lags=[1]))
    assert np.isnan(minimum_detectable_r(12, lags=[11]))


def test_prewhitening_too_few_quarters_leaves_nothing() -> None:
    assert prewhiten(WALK[0, :6]).isna().all()
