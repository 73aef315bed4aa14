"""Published and textbook numbers, and the same numbers from other software."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from statsmodels.datasets import grunfeld, macrodata
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.tsa.stattools import ccf, grangercausalitytests

from stool.lag import (
    Evidence,
    cross_correlation,
    granger_test,
    lagged_correlation,
    minimum_detectable_r,
    panel_lagged_correlation,
    prewhiten,
)
from stool.lag.linear import normal_scores, two_way
from stool.lag.null import ljung_box

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "series"
MACRO = macrodata.load_pandas().data
GROWTH = np.log(MACRO[["realgdp", "realcons"]]).diff().dropna()


def bjsales() -> pd.DataFrame:
    return pd.read_csv(CORPUS / "bjsales.csv")


if CORPUS.exists():  # the series may not be passed on, the numbers may

    def test_box_jenkins_sales_lead_by_three() -> None:
        steps = bjsales().diff().dropna()
        plain = cross_correlation(steps["lead"], steps["sales"], lags=[3])
        assert plain["r"].item() == pytest.approx(0.720070, abs=5e-7)
        new = [
            prewhiten(steps[leg], whiten=(1,), trend=False, season=0) for leg in ("lead", "sales")
        ]
        whitened = cross_correlation(*new, lags=range(-6, 7)).set_index("lag")["r"]
        assert whitened[3] == pytest.approx(0.9259, abs=5e-5)
        assert whitened.idxmax() == 3

    @pytest.mark.parametrize("window", [16, 20, 24, 40, 150])
    def test_box_jenkins_lead_is_found_at_three(window: int) -> None:
        series = bjsales().tail(window)
        result = lagged_correlation(series["lead"], series["sales"])
        assert result.best_lag == 3
        assert result.p < 0.05

    def test_box_jenkins_lead_is_established_and_not_turned_round() -> None:
        series = bjsales()
        result = lagged_correlation(series["lead"], series["sales"])
        assert result.evidence is Evidence.ESTABLISHED
        assert result.lag_set == (3,)
        turned = lagged_correlation(series["sales"], series["lead"])
        assert turned.lag_set == (-3,)

    def test_chicken_and_egg() -> None:
        series = pd.read_csv(CORPUS / "chickegg.csv")
        forward = granger_test(series["egg"], series["chicken"], order=3)
        assert forward.f == pytest.approx(5.404984, abs=5e-7)
        assert forward.p == pytest.approx(0.002966, abs=5e-7)
        reverse = granger_test(series["chicken"], series["egg"], order=3)
        assert reverse.f == pytest.approx(0.591615, abs=5e-7)


def test_granger_on_american_growth() -> None:
    forward = granger_test(GROWTH["realcons"], GROWTH["realgdp"], order=2)
    assert forward.f == pytest.approx(19.035318, abs=5e-7)
    reverse = granger_test(GROWTH["realgdp"], GROWTH["realcons"], order=2)
    assert reverse.f == pytest.approx(0.243097, abs=5e-7)
    theirs = grangercausalitytests(GROWTH[["realgdp", "realcons"]], [2])[2][0]["ssr_ftest"]
    assert (forward.f, forward.p) == pytest.approx(theirs[:2])
    assert (forward.df_left, forward.df_added) == theirs[2:]


def test_cross_correlation_equals_statsmodels() -> None:
    x, y = GROWTH["realcons"].to_numpy(), GROWTH["realgdp"].to_numpy()
    ours = cross_correlation(x, y, lags=range(7))["r"]
    assert ours.to_numpy() == pytest.approx(ccf(y, x, adjusted=False)[:7])


def test_ljung_box_equals_statsmodels() -> None:
    draws = np.random.default_rng(1).standard_normal(40)
    theirs = acorr_ljungbox(draws, lags=[4])["lb_stat"].item()
    assert ljung_box((draws - draws.mean())[None, :])[0] == pytest.approx(theirs)


def test_grunfeld_within_slopes() -> None:
    """Invest on value and capital: Grunfeld (1958) as in Baltagi, table 2.2, firm effects."""
    firms = grunfeld.load_pandas().data
    kept = firms[~firms["firm"].isin(["American Steel"])]  # the ten firms of the textbook
    wide = {
        name: kept.pivot_table(index="firm", columns="year", values=name).to_numpy()
        for name in ("invest", "value", "capital")
    }
    left = {name: (v - v.mean(axis=1, keepdims=True)).ravel() for name, v in wide.items()}
    regressors = np.column_stack([left["value"], left["capital"]])
    slopes = np.linalg.lstsq(regressors, left["invest"], rcond=None)[0]
    assert slopes == pytest.approx([0.110124, 0.310065], abs=5e-7)


def test_normal_scores_are_blom_s_and_ties_share() -> None:
    found = normal_scores(np.array([[3.0, 1.0, np.nan, 2.0, 9.0], [1.0, 1.0, 0.0, 5.0, 5.0]]))
    blom = norm.ppf((np.array([3, 1, np.nan, 2, 4]) - 0.375) / 4.25)
    assert found[0] == pytest.approx(blom, nan_ok=True)
    assert found[1] == pytest.approx(norm.ppf((np.array([2.5, 2.5, 1, 4.5, 4.5]) - 0.375) / 5.25))


def test_two_way_means_equal_dummies() -> None:
    generator = np.random.default_rng(2)
    values = generator.standard_normal((6, 9)) + np.arange(9)
    values[generator.random(values.shape) < 0.2] = np.nan
    seen = np.isfinite(values)
    unit, quarter = np.nonzero(seen)
    dummies = np.column_stack([np.eye(6)[unit], np.eye(9)[quarter]])
    fit = np.linalg.lstsq(dummies, values[seen], rcond=None)[0]
    left, effects = two_way(values)
    assert left[seen] == pytest.approx(values[seen] - dummies @ fit, abs=1e-7)
    assert effects == pytest.approx(fit[6:] - fit[6:].mean(), abs=1e-7)


def test_panel_of_one_lag_equals_a_regression_clustered_by_unit() -> None:
    generator = np.random.default_rng(3)
    x, y = generator.standard_normal((2, 40, 12))
    unit, quarter = np.meshgrid(np.arange(40), np.arange(12), indexing="ij")
    frame = pd.DataFrame(
        {"unit": unit.ravel(), "quarter": quarter.ravel(), "x": x.ravel(), "y": y.ravel()}
    )
    result = panel_lagged_correlation(
        frame, "x", "y", unit="unit", time="quarter", lags=[1], common="none", whiten=False
    )
    a = x[:, :-1] - x[:, :-1].mean(axis=1, keepdims=True)
    b = y[:, 1:] - y[:, 1:].mean(axis=1, keepdims=True)
    slope = (a * b).sum() / (a**2).sum()
    scores = (a * (b - slope * a)).sum(axis=1)
    row = result.table.iloc[0]
    assert row["slope"] == pytest.approx(slope)
    error = np.sqrt((scores**2).sum() * 40 / 39) / (a**2).sum()
    margin = 2.022691 * error  # R: qt(.975, 39)
    assert row["slope_high"] - row["slope"] == pytest.approx(margin, rel=1e-6)
    assert row["ci_high"] - row["r"] == pytest.approx(2.022691 * row["se"], rel=1e-6)
    assert row["se"] / row["r"] == pytest.approx(error / slope, rel=1e-6)
    assert row["r"] == pytest.approx((a * b).sum() / np.sqrt((a**2).sum() * (b**2).sum()))


@pytest.mark.parametrize(
    ("quarters", "expected"),
    [(12, 0.97), (16, 0.90), (20, 0.83), (24, 0.76), (32, 0.67), (40, 0.60)],
)
def test_smallest_lead_that_would_show(quarters: int, expected: float) -> None:
    found = minimum_detectable_r(quarters, lags=range(-6, 7))
    assert found == pytest.approx(expected, abs=0.015)  # by simulation, whose error is about .005


@pytest.mark.parametrize(("quarters", "expected"), [(24, 0.70), (40, 0.54)])
def test_declaring_the_direction_shows_smaller_leads(quarters: int, expected: float) -> None:
    assert minimum_detectable_r(quarters, lags=range(1, 5)) == pytest.approx(expected, abs=0.015)


@pytest.mark.parametrize(
    ("quarters", "expected"),
    [(12, 3.10), (16, 3.03), (20, 3.00), (24, 2.96), (32, 2.94), (40, 2.93)],
)
def test_critical_value_of_the_largest_of_thirteen(quarters: int, expected: float) -> None:
    from stool.lag.null import Design, simulate

    seen = (True,) * quarters
    null = simulate(Design(seen, seen, (1,), (1,), tuple(range(-6, 7)), True, 4), 4000, 0)
    # 4,000 draws place the 95 % point within about .04 (one standard error)
    assert np.quantile(null.maxima, 0.95) == pytest.approx(expected, abs=0.1)
