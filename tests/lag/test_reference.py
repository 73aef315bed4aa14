"""Published and textbook numbers, and the same numbers from other software."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from statsmodels.datasets import grunfeld, macrodata
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.tools.tools import add_constant
from statsmodels.tsa.statespace.sarimax import SARIMAX
from statsmodels.tsa.stattools import ccf, grangercausalitytests

from stool.lag import (
    Evidence,
    cross_correlation,
    effective_sample_size,
    granger_test,
    lagged_correlation,
    minimum_detectable_r,
    panel_lagged_correlation,
    prewhiten,
)
from stool.lag.granger import panel_granger_test
from stool.lag.linear import normal_scores, two_way
from stool.lag.null import ljung_box
from stool.lag.signflip import draw_signs, judge_lags
from stool.lag.within import lag_scores
from stool.measure import holm
from tests.corpus import CORPUS

REFERENCE = Path(__file__).parents[1] / "reference"  # csv made by the R script of the same name
RTOL = 1e-9  # the same formula in both; R prints 15 digits
SERIES = CORPUS / "series"
MACRO = macrodata.load_pandas().data
GROWTH = np.log(MACRO[["realgdp", "realcons"]]).diff().dropna()


def from_r(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv")


def bjsales() -> pd.DataFrame:
    return pd.read_csv(SERIES / "bjsales.csv")


@pytest.mark.corpus
def test_box_jenkins_sales_lead_by_three() -> None:
    steps = bjsales().diff().dropna()
    plain = cross_correlation(steps["lead"], steps["sales"], lags=[3])
    assert plain["r"].item() == pytest.approx(0.720070, abs=5e-7)
    new = [prewhiten(steps[leg], whiten=(1,), trend=False, season=0) for leg in ("lead", "sales")]
    whitened = cross_correlation(*new, lags=range(-6, 7)).set_index("lag")["r"]
    assert whitened[3] == pytest.approx(0.9259, abs=5e-5)
    assert whitened.idxmax() == 3


@pytest.mark.corpus
@pytest.mark.parametrize("window", [16, 20, 24, 40, 150])
def test_box_jenkins_lead_is_found_at_three(window: int) -> None:
    series = bjsales().tail(window)
    result = lagged_correlation(series["lead"], series["sales"])
    assert result.best_lag == 3
    assert result.p < 0.05


@pytest.mark.corpus
def test_box_jenkins_lead_is_established_and_not_turned_round() -> None:
    series = bjsales()
    result = lagged_correlation(series["lead"], series["sales"])
    assert result.evidence is Evidence.ESTABLISHED
    assert result.lag_set == (3,)
    turned = lagged_correlation(series["sales"], series["lead"])
    assert turned.lag_set == (-3,)


@pytest.mark.corpus
def test_chicken_and_egg() -> None:
    series = pd.read_csv(SERIES / "chickegg.csv")
    forward = granger_test(series["egg"], series["chicken"], order=3)
    assert forward.f == pytest.approx(5.404984, abs=5e-7)
    assert forward.p == pytest.approx(0.002966, abs=5e-7)
    reverse = granger_test(series["chicken"], series["egg"], order=3)
    assert reverse.f == pytest.approx(0.591615, abs=5e-7)


@pytest.mark.corpus
def test_petersen_data_are_those_of_the_paper() -> None:
    """Petersen (2009), Rev. Financ. Stud. 22, 435-480: his test data, 500 firms, 10 years."""
    data = pd.read_csv(SERIES / "petersencl.csv")
    model = OLS(data["y"], add_constant(data["x"]))
    assert model.fit().bse["x"] == pytest.approx(0.028583, abs=5e-7)
    assert model.fit(cov_type="HC1").bse["x"] == pytest.approx(0.028395, abs=5e-7)
    for groups, expected in (("firm", 0.050596), ("year", 0.033389)):
        by_group = model.fit(cov_type="cluster", cov_kwds={"groups": data[groups]})
        assert by_group.bse["x"] == pytest.approx(expected, abs=5e-7)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("unit", "time", "expected"), [("firm", "year", 0.050596), ("year", "firm", 0.033389)]
)
def test_petersen_standard_errors(unit: str, time: str, expected: float) -> None:
    """A mirror image added to each unit puts its mean at 0, so unit effects take out nothing.

    Ours has the factor N / (N - 1); the published errors have (n - 1) / (n - 2) beside it.
    """
    data = pd.read_csv(SERIES / "petersencl.csv")
    centred = data[["x", "y"]] - data[["x", "y"]].mean()
    x, y = (
        data.assign(leg=centred[leg]).pivot(index=unit, columns=time, values="leg").to_numpy()
        for leg in ("x", "y")
    )
    scores = lag_scores(np.hstack([x, -x]), np.hstack([y, -y]), 0, "none")
    test = judge_lags([scores], draw_signs(9, len(x), seed=0), seed=0, alpha=0.05)
    ours = test.slope_se[0] * np.sqrt((data.shape[0] - 1) / (data.shape[0] - 2))
    assert ours == pytest.approx(expected, abs=5e-7)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("lags", "order", "mean", "expected"),
    [
        (0, (2, 0, 0), True, 68.4997),
        (1, (1, 0, 1), False, 60.0236),
        (2, (1, 0, 1), False, 62.8325),
        (3, (1, 0, 1), True, 65.4575),
    ],
)
def test_insurance_quotes_follow_advertising_by_a_month(
    lags: int, order: tuple[int, int, int], mean: bool, expected: float
) -> None:
    """Hyndman & Athanasopoulos (2018), section 9.6; orders as `auto.arima` chose them."""
    data = pd.read_csv(SERIES / "fpp2_insurance.csv")
    columns = [np.ones(len(data))] if mean else []
    columns += [data["tv_advert"].shift(lag) for lag in range(lags + 1)]
    common = slice(3, 40)  # all four models on the same months
    model = SARIMAX(
        data["quotes"].to_numpy()[common],
        exog=np.column_stack(columns)[common],
        order=order,
    )
    assert model.fit(disp=0, maxiter=500).aicc == pytest.approx(expected, abs=1e-3)


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


@pytest.mark.parametrize(
    ("leader", "follower", "expected"),
    [("value", "invest", 3.289600), ("invest", "value", 0.404423)],
)
def test_grunfeld_dumitrescu_hurlin(leader: str, follower: str, expected: float) -> None:
    firms = grunfeld.load_pandas().data
    kept = firms[firms["firm"] != "American Steel"]
    found = panel_granger_test(kept, leader, follower, unit="firm", time="year")
    assert found.z_tilde == pytest.approx(expected, abs=5e-7)
    assert found.n_units == 10


def test_cross_correlation_equals_r() -> None:
    series, expected = from_r("series"), from_r("cross_correlation")
    ours = cross_correlation(series["x"], series["y"], lags=expected["lag"])["r"]
    assert ours.to_numpy() == pytest.approx(expected["r"].to_numpy(), rel=RTOL)


def test_effective_sample_size_equals_r() -> None:
    legs = from_r("series")[["x", "y"]]
    walks = (legs - legs.mean()).cumsum()
    cases = {"levels": legs, "walks": walks, "short_walks": walks[:23]}
    expected = from_r("effective_sample_size").set_index("case")["value"]
    for case, pair in cases.items():
        ours = effective_sample_size(pair["x"], pair["y"])
        assert ours == pytest.approx(expected[case], rel=RTOL)


@pytest.mark.parametrize("case", ["whole", "holes"])
def test_pooled_slope_equals_r(case: str) -> None:
    """`plm::pcce` and its own arithmetic by `lm`, where both can be had."""
    frame = from_r("panel")
    frame = frame[frame["whole"] == 1] if case == "whole" else frame
    rows = from_r("pooled")
    expected = rows[rows["case"] == case].pivot(index="lag", columns="statistic", values="value")
    table = panel_lagged_correlation(
        frame, "x", "y", unit="unit", time="quarter", lags=range(4), whiten=False, n_draws=19
    ).table
    assert list(table["n_pairs"]) == list(expected["n_pairs"])
    for ours, theirs in (("slope", "slope"), ("r", "r"), ("slope", "pcce")):
        if theirs in expected and expected[theirs].notna().all():
            assert table[ours].to_numpy() == pytest.approx(expected[theirs].to_numpy(), rel=RTOL)


def test_holm_equals_r() -> None:
    for _, rows in from_r("holm").groupby("case"):
        assert holm(rows["p"]) == pytest.approx(rows["adjusted"].to_numpy(), rel=RTOL)


def test_ljung_box_equals_r() -> None:
    series = from_r("series")
    for row in from_r("ljung_box").itertuples():
        values = series[row.leg].to_numpy()[: row.n]
        ours = ljung_box((values - values.mean())[None, :])[0]
        assert ours == pytest.approx(row.statistic, rel=RTOL)


def test_normal_scores_equal_r() -> None:
    rows = from_r("normal_scores")
    ours = normal_scores(rows["value"].to_numpy()[None, :])[0]
    assert ours == pytest.approx(rows["score"].to_numpy(), rel=RTOL, abs=1e-12)


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
