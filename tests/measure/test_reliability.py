"""Reliability: simulated surveys of known error give it back."""

import numpy as np
import pytest

from stool.measure import highest_r, reliability

MISSING = np.nan


def test_known_error_is_found() -> None:
    generator = np.random.default_rng(1)
    true = 10 * generator.standard_normal((200, 1)) + 3 * generator.standard_normal((200, 20))
    errors = generator.uniform(1, 3, size=true.shape)
    seen = true + errors * generator.standard_normal(true.shape)
    expected = 9 / (9 + (errors**2).mean())
    assert reliability(seen, errors) == pytest.approx(expected, abs=0.02)


def test_by_hand_with_a_gap() -> None:
    values = np.array([[1.0, 3.0, MISSING], [5.0, MISSING, MISSING], [2.0, 4.0, 6.0]])
    errors = np.full(values.shape, 1.0)
    variance = (2 + 8) / (1 + 2)  # squares about each unit's mean over quarters - 1
    assert reliability(values, errors) == pytest.approx(1 - 1 / variance)


def test_ends() -> None:
    values = np.array([[1.0, 2.0], [3.0, 5.0]])
    assert reliability(values, np.zeros((2, 2))) == 1
    assert reliability(values, np.full((2, 2), 9.0)) == 0
    assert np.isnan(reliability(np.ones((2, 2)), np.zeros((2, 2))))
    assert np.isnan(reliability(values, np.full((2, 2), MISSING)))
    assert np.isnan(reliability(np.array([[1.0, MISSING]]), np.zeros((1, 2))))


def test_two_perfectly_tied_legs_show_no_more() -> None:
    generator = np.random.default_rng(2)
    true = generator.standard_normal((300, 20))
    x, y = (true + noise * generator.standard_normal(true.shape) for noise in (0.7, 1.0))
    found = [reliability(leg, np.full(true.shape, noise)) for leg, noise in ((x, 0.7), (y, 1.0))]
    assert highest_r(*found) == pytest.approx(np.corrcoef(x.ravel(), y.ravel())[0, 1], abs=0.02)
