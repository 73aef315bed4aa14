"""Shares of explained variance: against R, against brute force, and by what they must keep to."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.drivers import coefficients, correlations, relative_weights, shapley
from stool.drivers.weights import LEAST_EIGENVALUE, MOST_SHARED_OUT, Floats

REFERENCE = Path(__file__).parents[1] / "reference"
FROM_R = pd.read_csv(REFERENCE / "drivers.csv")  # made by drivers.R
SWISS = pd.read_csv(REFERENCE / "drivers_r.csv").to_numpy()
# lmg of the same data as printed in Groemping (2006), J. Stat. Softw. 17(1)
PRINTED = [0.0571, 0.1712, 0.2601, 0.1056, 0.1128]
RTOL = 1e-9  # R prints 15 digits


def matrix(seed: int, items: int, people: int = 50) -> Floats:
    """Correlations of people who answered at random, some of it alike."""
    random = np.random.default_rng(seed)
    answers = random.normal(size=(people, items + 1)) + random.normal(size=(people, 1))
    found: Floats = np.corrcoef(answers, rowvar=False)
    return found


MATRICES = st.builds(matrix, st.integers(0, 10**6), st.integers(2, 6))


def r_squared(r: Floats) -> float:
    return float(r[0, 1:] @ np.linalg.inv(r[1:, 1:]) @ r[0, 1:])


def products(r: Floats) -> tuple[Floats, Floats]:
    """The sums whose correlations these are, with spreads of 1."""
    return r, np.ones_like(r)


def test_equal_r() -> None:
    np.testing.assert_allclose(relative_weights(SWISS), FROM_R["weight"], rtol=RTOL)
    np.testing.assert_allclose(coefficients(SWISS), FROM_R["beta"], rtol=RTOL)
    np.testing.assert_allclose(shapley(SWISS), FROM_R["lmg"], rtol=RTOL)


def test_shapley_equals_what_was_printed() -> None:
    np.testing.assert_allclose(shapley(SWISS), PRINTED, atol=5e-5)


def test_two_items_have_a_formula() -> None:
    r1, r2, between = 0.6, 0.3, 0.5
    r = np.array([[1, r1, r2], [r1, 1, between], [r2, between, 1]])
    whole = (r1**2 + r2**2 - 2 * r1 * r2 * between) / (1 - between**2)
    first = (r1**2 + (whole - r2**2)) / 2
    np.testing.assert_allclose(shapley(r), [first, whole - first])
    np.testing.assert_allclose(relative_weights(r), [first, whole - first])  # alike for two


@given(r=MATRICES)
def test_shares_add_up_to_what_is_explained(r: Floats) -> None:
    whole = r_squared(r)
    assert relative_weights(r).sum() == pytest.approx(whole)
    assert shapley(r).sum() == pytest.approx(whole)
    assert (relative_weights(r) >= 0).all()
    assert (shapley(r) >= -1e-12).all()
    assert coefficients(r) @ r[0, 1:] == pytest.approx(whole)


@given(r=MATRICES, seed=st.integers(0, 100))
def test_the_order_of_items_and_their_direction_change_no_share(r: Floats, seed: int) -> None:
    random = np.random.default_rng(seed)
    order = np.array([0, *(1 + random.permutation(len(r) - 1))])
    sign = random.choice([-1.0, 1.0], len(r))
    turned = (r * sign[:, None] * sign)[np.ix_(order, order)]
    for share in (relative_weights, shapley):
        np.testing.assert_allclose(share(turned), share(r)[order[1:] - 1], atol=1e-9)


@pytest.mark.parametrize("items", [2, 3, 5])
def test_shapley_equals_brute_force(items: int) -> None:
    r = matrix(items, items)
    gains = np.zeros(items)
    orders = list(permutations(range(1, items + 1)))
    for order in orders:
        before = 0.0
        for count, item in enumerate(order, start=1):
            entered = [0, *order[:count]]
            explained = r_squared(r[np.ix_(entered, entered)])
            gains[item - 1] += explained - before
            before = explained
    np.testing.assert_allclose(shapley(r), gains / len(orders))


def test_what_is_uncorrelated_keeps_its_own_and_twins_share_alike() -> None:
    alone = np.eye(4)
    alone[0, 1:] = alone[1:, 0] = (0.6, 0.3, 0.0)
    np.testing.assert_allclose(relative_weights(alone), [0.36, 0.09, 0], atol=1e-12)
    np.testing.assert_allclose(shapley(alone), [0.36, 0.09, 0], atol=1e-12)
    twins = np.array([[1, 0.5, 0.5], [0.5, 1, 1 - 1e-9], [0.5, 1 - 1e-9, 1]])
    np.testing.assert_allclose(relative_weights(correlations(*products(twins))), 0.125, rtol=1e-3)


def test_many_items_are_not_shared_out_in_every_order() -> None:
    assert np.isfinite(shapley(matrix(1, MOST_SHARED_OUT))).all()
    assert np.isnan(shapley(matrix(1, MOST_SHARED_OUT + 1))).all()


def test_a_stack_is_worked_through_at_once() -> None:
    stack = np.array([matrix(seed, 4) for seed in range(5)])
    for of in (relative_weights, coefficients):
        np.testing.assert_allclose(of(stack), [of(r) for r in stack], rtol=1e-9)


def test_correlations_that_fit_are_left_as_they_are() -> None:
    np.testing.assert_allclose(correlations(*products(SWISS)), SWISS, rtol=1e-12)


@given(seed=st.integers(0, 10**6), k=st.integers(3, 6))
def test_correlations_that_cannot_go_together_are_brought_to_some_that_can(
    seed: int, k: int
) -> None:
    random = np.random.default_rng(seed)
    half = np.triu(random.uniform(-1, 1, (k, k)), 1)
    found = correlations(half + half.T, np.ones((k, k)))
    np.testing.assert_allclose(found, found.T)
    np.testing.assert_allclose(np.diag(found), 1)
    assert np.linalg.eigvalsh(found).min() > LEAST_EIGENVALUE / k
    assert np.isfinite(relative_weights(found)).all()


def test_who_never_varies_has_no_correlations() -> None:
    spreads = np.ones((3, 3))
    spreads[1] = 0
    found = correlations(np.zeros((3, 3)), spreads)
    assert np.isnan(found).any()
    stack = np.array([found, SWISS[:3, :3]])
    np.testing.assert_allclose(relative_weights(stack)[1], relative_weights(SWISS[:3, :3]))
    assert np.isnan(relative_weights(stack)[0]).all()


def test_spreads_are_those_of_the_people_who_answered_both() -> None:
    products_of, spreads = np.full((2, 2), 2.0), np.array([[9.0, 4.0], [1.0, 9.0]])
    assert correlations(products_of, spreads)[0, 1] == pytest.approx(1.0)
    assert correlations(products_of / 2, spreads)[0, 1] == pytest.approx(0.5)
