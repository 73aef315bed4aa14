"""Times in bands: what the counts tell is what the times themselves would."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.ingest.checking.service_log import band_of
from stool.measure import quantile_of_bands, share_within
from stool.schema import BAND_HOURS

TIMES = st.lists(st.floats(0, 400), min_size=1, max_size=60)


def counts_of(hours: list[float]) -> list[float]:
    bands = band_of(np.array(hours))
    return [float((bands == band).sum()) for band in range(len(BAND_HOURS) + 1)]


@given(hours=TIMES, share=st.floats(0.01, 1))
def test_the_quantile_of_the_times_lies_in_the_band_that_is_named(
    hours: list[float], share: float
) -> None:
    true = float(np.quantile(np.round(hours, 9), share, method="inverted_cdf"))
    found = quantile_of_bands(counts_of(hours), share)
    assert found.low <= true <= found.high
    assert found.cases == len(hours)
    if math.isfinite(found.high):
        assert found.low < found.hours <= found.high


@given(hours=TIMES, bound=st.sampled_from(BAND_HOURS))
def test_the_share_inside_a_bound_is_exact(hours: list[float], bound: float) -> None:
    true = np.mean(np.round(hours, 9) <= bound)
    assert share_within(counts_of(hours), bound) == pytest.approx(true)


def test_times_spread_evenly_have_their_median_on_the_line() -> None:
    spread = np.linspace(12, 24, 1201)[1:].tolist()
    assert quantile_of_bands(counts_of(spread), 0.5).hours == pytest.approx(18)
    assert quantile_of_bands(counts_of(spread), 0.9).hours == pytest.approx(22.8)


def test_the_ends_of_bands_belong_to_them() -> None:
    assert band_of(np.array([0, 0.25, 0.2501, 1, 168, 168.1, np.nan])).tolist()[:6] == [
        *(0, 0, 1, 1, 9, 10)
    ]
    assert np.isnan(band_of(np.array([np.nan]))).all()


def test_beyond_the_last_band_no_number_is_made_up() -> None:
    found = quantile_of_bands(counts_of([500.0, 900.0]), 0.5)
    assert (found.low, found.high) == (168, math.inf)
    assert math.isnan(found.hours)


def test_without_cases_nothing_is_known() -> None:
    assert math.isnan(quantile_of_bands([0] * 11, 0.5).low)
    assert math.isnan(share_within([0] * 11, 4))


def test_what_cannot_be_asked() -> None:
    with pytest.raises(ValueError, match=r"share is 0, must be above 0"):
        quantile_of_bands([1] * 11, 0)
    with pytest.raises(ValueError, match=r"hours is 3, must be one of"):
        share_within([1] * 11, 3)
    with pytest.raises(ValueError, match=r"10 counts, must be 11"):
        share_within([1] * 10, 4)
