"""Intervals hold the truth as often as they say, and luck alone is seldom called a driver."""

import numpy as np
import pytest

from stool.drivers import relative_weights
from stool.drivers.drive import fisher, significance
from stool.drivers.weights import Floats
from stool.measure import holm
from tests.drivers.making import DRAWS, SLOPES, UNITS, simulated

RUNS = 150
ALIKE, NOISE = 0.3, 1.0


def truth(own: float = 0.0) -> Floats:
    """Correlations as planted."""
    between = np.full((3, 3), ALIKE) + (1 - ALIKE) * np.eye(3)
    slopes = np.array(SLOPES)
    spread = np.sqrt(slopes @ between @ slopes + NOISE**2 + own**2)
    r = np.eye(4)
    r[1:, 1:] = between
    r[0, 1:] = r[1:, 0] = between @ slopes / spread
    return r


@pytest.mark.parametrize(("units", "own"), [(UNITS, 0.0), (UNITS, 0.3), (1, 0.0)])
def test_intervals_hold_the_truth_as_often_as_they_say(units: int, own: float) -> None:
    planted = truth(own)
    in_r, in_weight = [], []
    for seed in range(RUNS):
        _, others = simulated(seed, units=units, own=own)
        low, high = np.quantile(others.r[:, 0, 1:], (0.025, 0.975), axis=0)
        in_r.append((low <= planted[0, 1:]) & (planted[0, 1:] <= high))
        low, high = np.quantile(relative_weights(others.r), (0.025, 0.975), axis=0)
        in_weight.append((low <= relative_weights(planted)) & (relative_weights(planted) <= high))
    # Twenty units bootstrapped hold some 92 %; below 86 % of 150 is luck of 1 in 100. A weight of
    # nearly nothing cannot lie under its interval: the third item is no test of it.
    assert np.mean(in_r, axis=0).min() >= 0.86
    assert np.mean(in_r) <= 0.99
    assert np.mean(in_weight, axis=0)[:2].min() >= 0.86


def test_of_units_with_slopes_of_their_own_people_alone_would_be_too_sure() -> None:
    widths = {}
    for own in (0.0, 0.6):
        _, others = simulated(1, own=own)
        widths[own] = others.r[:, 0, 1].std()
    assert widths[0.6] > 2 * widths[0.0]


def test_where_nothing_goes_with_the_score_luck_is_seldom_found() -> None:
    some = []
    for seed in range(RUNS):
        r, others = simulated(seed, (0.0, 0.0, 0.0))
        p = significance(fisher(r[0, 1:]), fisher(others.r[:, 0, 1:]), others.clusters)
        some.append((holm(p) < 0.05).any())
    assert np.mean(some) <= 0.1  # 5 % planned; more than 15 of 150 is luck of 1 in 200


def test_equals_take_turns_at_the_first_place() -> None:
    _, others = simulated(2, (0.5, 0.5, 0.5))
    first = np.bincount(relative_weights(others.r).argmax(axis=1), minlength=3) / len(others.r)
    assert first.max() < 0.95
    assert first.min() > 0.005


def test_few_units_are_drawn_as_people_and_many_as_units() -> None:
    assert simulated(0, units=10)[1].of == "units"
    assert simulated(0, units=1)[1].of == "people"
    assert simulated(0, units=1)[1].clusters == 600 - 1
    assert len(simulated(0)[1].r) == DRAWS
