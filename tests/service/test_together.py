"""What goes together: against regressions and correlations of the answers behind the sums."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats

from stool.service.together import over_places, over_quarters, together

RANDOM = np.random.default_rng(3)


def test_together_is_the_regression_with_a_mean_for_every_place() -> None:
    rows = pd.DataFrame({"place": np.repeat(list("abc"), 20), "a": RANDOM.normal(size=60)})
    rows["b"] = (
        2 * rows["a"] + rows["place"].map({"a": 0, "b": 9, "c": -4}) + RANDOM.normal(size=60)
    )
    products = rows.assign(aa=rows["a"] ** 2, bb=rows["b"] ** 2, ab=rows["a"] * rows["b"])
    pairs = products.groupby("place").agg(
        n=("a", "size"), sum_a=("a", "sum"), ss_a=("aa", "sum"),
        sum_b=("b", "sum"), ss_b=("bb", "sum"), cross=("ab", "sum"),
    )  # fmt: skip
    found = together(pairs)
    fit = smf.ols("b ~ a + C(place)", rows).fit()
    assert found is not None
    figure, ends = found.slope.figure("slope"), fit.conf_int().loc["a"]
    assert (figure.value, figure.low, figure.high) == pytest.approx((fit.params["a"], *ends))
    left = [rows[name] - rows.groupby("place")[name].transform("mean") for name in "ab"]
    assert found.r.value == pytest.approx(np.corrcoef(*left)[0, 1])
    assert together(pairs.assign(ss_a=pairs["sum_a"] ** 2 / pairs["n"])) is None
    assert together(pairs.iloc[:0]) is None


def test_over_quarters_is_the_regression_with_a_mean_for_every_unit_and_quarter() -> None:
    """Errors are by unit; one unit misses a quarter."""
    places = [(f"u{unit}", f"q{quarter:02}") for unit in range(6) for quarter in range(10)][1:]
    rows = pd.DataFrame(places, columns=["node", "quarter"]).assign(n=5.0)
    own = rows["node"].str[1:].astype(float) - rows["quarter"].str[1:].astype(float)
    rows["x"] = RANDOM.normal(size=59) + own
    rows["y"] = rows["x"] / 2 + 3 * own + RANDOM.normal(size=59)
    found = over_quarters(*(rows.assign(s=rows[name] * rows["n"]) for name in "xy"))
    fit = smf.ols("y ~ x + C(node) + C(quarter)", rows)
    assert found is not None
    assert found.slope.value == pytest.approx(fit.fit().params["x"])
    groups = {"groups": rows["node"].astype("category").cat.codes, "use_correction": False}
    errors = fit.fit(cov_type="cluster", cov_kwds=groups).bse["x"]
    assert found.slope.se == pytest.approx(errors * np.sqrt(6 / 5))
    assert (found.slope.freedom, found.r.n) == (5, 59)
    partial = np.corrcoef(
        *(smf.ols(f"{name} ~ C(node) + C(quarter)", rows).fit().resid for name in "xy")
    )
    assert found.r.value == pytest.approx(partial[0, 1])
    assert over_quarters(rows.assign(s=4.0), rows.assign(s=rows["y"])) is None
    assert over_quarters(rows.iloc[:0].assign(s=1.0), rows.assign(s=1.0)) is None


def test_a_correlation_over_places_has_the_interval_of_fisher() -> None:
    x = pd.Series(RANDOM.normal(size=24))
    y = x + pd.Series(RANDOM.normal(size=24))
    reference = stats.pearsonr(x, y)
    found = over_places("r", x, y)
    ends = reference.confidence_interval(0.95)
    assert (found.value, found.low, found.high) == pytest.approx((reference.statistic, *ends))
    assert not over_places("r", x[:3], y[:3]).is_known
    assert over_places("r", x[:4], y[:4]).is_known
    assert not over_places("r", x * 0, y).is_known
    assert over_places("r", x, x).high <= 1
