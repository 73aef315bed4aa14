"""The gain of the loop: the product of its slopes, as sure as its weakest link."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from stool.lag import Evidence, LagResult, LoopGain, loop_gain, loop_links
from stool.schema import LINKS
from stool.text.evidence import gain

Links = dict[tuple[str, str], LagResult]


@pytest.fixture
def links(loop: Callable[..., pd.DataFrame]) -> Links:
    return dict(loop_links(loop(30, 24, 0.4, seed=1)))


def with_slopes(links: Links, *slopes: tuple[float, float]) -> Links:
    """The links with those slopes and half widths of their intervals."""
    return {
        link: replace(links[link], slope=slope, slope_low=slope - half, slope_high=slope + half)
        for link, (slope, half) in zip(LINKS, slopes, strict=True)
    }


def found(links: Links) -> LoopGain:
    gain = loop_gain(links)
    assert gain is not None
    return gain


def test_slopes_multiply_and_lags_add(links: Links) -> None:
    whole = found(links)
    assert whole.value == pytest.approx(np.prod([links[link].slope for link in LINKS]))
    assert whole.quarters == sum(links[link].best_lag or 0 for link in LINKS)
    assert whole.low < whole.value < whole.high
    assert whole.closes


def test_slopes_known_exactly_leave_no_interval(links: Links) -> None:
    exact = found(with_slopes(links, (0.5, 0.0), (2.0, 0.0), (-0.25, 0.0)))
    assert [exact.value, exact.low, exact.high] == pytest.approx([-0.25] * 3)


def test_one_uncertain_slope_scales_its_own_interval(links: Links) -> None:
    one = found(with_slopes(links, (0.5, 0.2), (2.0, 0.0), (0.3, 0.0)))
    assert [one.low, one.high] == pytest.approx([0.3 * 0.6, 0.7 * 0.6], abs=0.005)


def test_the_interval_of_a_product_of_two_is_that_of_the_tables(links: Links) -> None:
    """Two standard normals: the density is K0(|x|) / pi, its 97.5 % point 2.1819."""
    two = found(with_slopes(links, (0.0, 1.959964), (0.0, 1.959964), (1.0, 0.0)))
    assert [two.low, two.high] == pytest.approx([-2.182, 2.182], abs=0.08)


def test_it_is_as_sure_as_its_weakest_link(links: Links) -> None:
    weak = links | {LINKS[2]: replace(links[LINKS[2]], evidence=Evidence.NOT_ESTABLISHED)}
    assert found(weak).weakest == LINKS[2]
    assert not found(weak).closes
    assert "not seen to close: Profit → ESAT is not established" in gain(found(weak))
    assert "so the loop closes" in gain(found(links))


def test_two_links_are_no_loop(links: Links) -> None:
    assert loop_gain({link: links[link] for link in LINKS[:2]}) is None
    assert loop_gain(links | {LINKS[0]: replace(links[LINKS[0]], best_lag=None)}) is None
    assert "cannot be closed" in gain(None)
