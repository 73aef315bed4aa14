"""Quantiles by the order of the values, against their definition."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from stool.schema import ANSWERS
from stool.service.quantiles import median, quantile


def test_a_median_of_bands_has_the_ends_of_its_ranks() -> None:
    counts = [0, 0, 0, 100, 100, 0, 0, 0, 0, 0, 0]  # even from 2 to 8 hours, in two bands
    found = quantile("m", pd.DataFrame([counts], columns=list(ANSWERS)), 0.5)
    reach = 1.959964 * np.sqrt(0.25 / 200)
    assert found.value == 4
    assert found.low == pytest.approx(2 + 2 * (0.5 - reach) * 2)
    assert found.high == pytest.approx(4 + 4 * (2 * (0.5 + reach) - 1))
    assert not quantile("m", pd.DataFrame([[0] * 11], columns=list(ANSWERS)), 0.5).is_known


@pytest.mark.parametrize("n", [0, 3, 5, 6, 9, 30])
def test_the_interval_of_a_median_holds_at_least_95_percent(n: int) -> None:
    values = [float(value) for value in range(n)]
    found = median("m", values)
    if n < 6:
        assert np.isnan(found.low)
        return
    below = int(found.low)  # values under the lower end
    assert 1 - 2 * stats.binom.cdf(below, n, 0.5) >= 0.95
    assert 1 - 2 * stats.binom.cdf(below + 1, n, 0.5) < 0.95
    assert found.low + found.high == n - 1
