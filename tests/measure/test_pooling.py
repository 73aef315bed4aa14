"""Partial pooling: the spread is statsmodels', and pooled figures are nearer the truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from stool.measure import pooled
from stool.measure.pooling import spread_between


@pytest.mark.parametrize("seed", range(5))
def test_spread_is_that_of_statsmodels(seed: int) -> None:
    random = np.random.default_rng(seed)
    errors = random.uniform(1, 4, 12)
    values = random.normal(60, 3, 12) + errors * random.normal(size=12)
    known = combine_effects(values, errors**2, method_re="iterated", atol=1e-12).tau2
    assert spread_between(values, errors**2) == pytest.approx(known, abs=1e-6)


def test_by_hand() -> None:
    found = pooled([50, 60, 70, 60], [5, 5, 5, 5])
    # variance 66.7 = 41.7 between + 25 of sampling; 25 / 66.7 * (4 - 3) / (4 - 1) = 0.125
    assert found["own"].tolist() == pytest.approx([0.875] * 4)
    assert found["value"].tolist() == pytest.approx([51.25, 60, 68.75, 60])
    middle = 25 * (1 - 3 / 4 * 0.125)
    outer = middle + 2 / (4 - 3) * 0.125**2 * 100
    expected = np.sqrt([outer, middle, outer, middle])
    assert found["se"].tolist() == pytest.approx(expected.tolist())
    assert (found["high"] - found["value"]).tolist() == pytest.approx(
        1.959963985 * found["se"].to_numpy()
    )


def test_nothing_between_units_means_one_mean_for_all() -> None:
    values = [59.0, 60, 61] * 50
    found = pooled(values, [5] * 150)
    assert found["value"].tolist() == pytest.approx([60] * 150, abs=0.02)
    assert found["own"].tolist() == pytest.approx([2 / 149] * 150)


def test_what_is_counted_in_full_stays() -> None:
    found = pooled([10, 20, 60, 70], [0, 0, 0, 0])
    assert found["value"].tolist() == [10, 20, 60, 70]
    assert found["own"].tolist() == [1, 1, 1, 1]
    mixed = pooled([10, 20, 60, 30], [0, 4, 4, 4])
    assert mixed["value"].iloc[0] == pytest.approx(10)


def test_unknown_stays_unknown() -> None:
    found = pooled([50, np.nan, 60, 70, 55, 65], [5, 5, np.nan, 5, 5, 5])
    assert found["value"].isna().tolist() == [False, True, True, False, False, False]
    assert pooled([50, 60, 70], [5, 5, 5])["value"].isna().all()
    assert pooled([], []).empty


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.floats(0, 110), st.floats(0.01, 20)), min_size=4, max_size=20, unique=True
    )
)
def test_a_pooled_figure_lies_between_its_own_and_the_others(
    rows: list[tuple[float, float]],
) -> None:
    values, errors = np.array(rows).T
    found = pooled(values, errors)
    assert found["own"].between(0, 1).all()
    slack = 1e-6 * (1 + np.abs(values).max())
    assert (found["value"] >= values.min() - slack).all()
    assert (found["value"] <= values.max() + slack).all()
    assert found["value"].std() <= values.std(ddof=1) + slack


def test_pooled_figures_are_nearer_the_truth_and_their_intervals_hold() -> None:
    random = np.random.default_rng(1)
    own_error, pooled_error, held = [], [], []
    for _ in range(300):
        truth = random.normal(60, 6, 24)
        errors = random.uniform(3, 9, 24)
        values = truth + errors * random.normal(size=24)
        found = pooled(values, errors)
        own_error.append(((values - truth) ** 2).mean())
        pooled_error.append(((found["value"] - truth) ** 2).mean())
        held.append(((found["low"] <= truth) & (truth <= found["high"])).mean())
    assert np.mean(pooled_error) < 0.6 * np.mean(own_error)
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)
