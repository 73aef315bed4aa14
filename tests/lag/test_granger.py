"""Granger's test of many units: against R, against planted links, its size, and at its edges."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.datasets import grunfeld

from stool.errors import MissingScoresError, RepeatedQuarterError, TooShortForPanelGrangerError
from stool.lag.granger import PanelGrangerTest, granger_test, panel_granger_test

REFERENCE = Path(__file__).parents[1] / "reference"
FROM_R = pd.read_csv(REFERENCE / "granger.csv")  # made by granger.R
PANEL = pd.read_csv(REFERENCE / "panel.csv")
SERIES = pd.read_csv(REFERENCE / "series.csv")
RTOL = 1e-9  # the same statistic by other arithmetic; R prints 15 digits

FIRMS = grunfeld.load_pandas().data
FIRMS = FIRMS[FIRMS["firm"] != "American Steel"]  # the ten firms of the textbooks


def from_r(case: str, order: int) -> pd.Series:
    rows = FROM_R[(FROM_R["case"] == case) & (FROM_R["order"] == order)]
    return rows.set_index("statistic")["value"]


def analyse(frame: pd.DataFrame, **options: object) -> PanelGrangerTest:
    return panel_granger_test(frame, "x", "y", unit="unit", time="quarter", **options)


def unrelated(seed: int, units: int = 12, quarters: int = 16) -> pd.DataFrame:
    x, y = np.random.default_rng(seed).standard_normal((2, units * quarters))
    unit, quarter = np.divmod(np.arange(units * quarters), quarters)
    return pd.DataFrame({"unit": unit, "quarter": quarter, "x": x, "y": y})


@pytest.mark.parametrize("order", [1, 2, 3])
def test_one_pair_equals_r(order: int) -> None:
    ours = granger_test(SERIES["x"], SERIES["y"], order=order)
    expected = from_r("series", order)[["f", "p", "df_left"]].to_numpy()
    assert [ours.f, ours.p, ours.df_left] == pytest.approx(expected, rel=RTOL)


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("case", ["whole", "unequal"])
def test_many_units_equal_r(case: str, order: int) -> None:
    frame = PANEL[PANEL["whole"] == 1] if case == "whole" else PANEL[PANEL["unit"] <= 10]
    ours, expected = analyse(frame, order=order), from_r(case, order)
    assert ours.z_tilde == pytest.approx(expected["z_tilde"], rel=RTOL)
    assert ours.p == pytest.approx(expected["p"], rel=RTOL)
    assert ours.w_bar == pytest.approx(expected["w_bar"], rel=RTOL)
    if case == "whole":  # plm has no Z-bar for units of unequal length
        assert ours.z_bar == pytest.approx(expected["z_bar"], rel=RTOL)
    wald = expected[expected.index.str.startswith("wald")]
    assert ours.units["wald"].to_numpy() == pytest.approx(wald.to_numpy(), rel=RTOL)


@pytest.mark.parametrize(
    ("leader", "follower", "order", "case"),
    [
        ("value", "invest", 1, "grunfeld"),
        ("value", "invest", 2, "grunfeld"),
        ("invest", "value", 1, "grunfeld_reverse"),
    ],
)
def test_grunfeld_equals_r(leader: str, follower: str, order: int, case: str) -> None:
    ours = panel_granger_test(FIRMS, leader, follower, unit="firm", time="year", order=order)
    assert ours.z_tilde == pytest.approx(from_r(case, order)["z_tilde"], rel=RTOL)
    assert ours.z_bar == pytest.approx(from_r(case, order)["z_bar"], rel=RTOL)
    assert ours.p == pytest.approx(from_r(case, order)["p"], rel=RTOL)


def test_each_unit_is_its_own_granger_test() -> None:
    ours = analyse(PANEL, order=2)
    assert list(ours.units["unit"]) == [str(unit) for unit in range(1, 13)]
    for row in ours.units.itertuples():
        own = PANEL[PANEL["unit"] == int(row.unit)].set_index("quarter")
        alone = granger_test(own["x"], own["y"], order=2)
        assert (row.wald, row.p) == pytest.approx((2 * alone.f, alone.p))
        assert row.n_quarters == alone.df_left + 5


def test_finds_a_link_in_half_of_the_units() -> None:
    frame = unrelated(1, units=20)
    before = frame.groupby("unit")["x"].shift(2)
    frame["y"] += 1.5 * before.where(frame["unit"] < 10, 0).fillna(0)
    there, back = analyse(frame, order=2), analyse(frame.rename(columns={"x": "y", "y": "x"}))
    assert there.z_tilde > 4
    assert there.p < 1e-4
    clear = there.units["p"] < 0.05
    assert clear[:10].sum() >= 7
    assert clear[10:].sum() <= 2
    assert back.p > 0.05


def test_unrelated_units_are_found_in_one_case_of_twenty() -> None:
    found = sum(analyse(unrelated(seed, 20, 14)).p < 0.05 for seed in range(200))
    assert binom.ppf(0.001, 200, 0.05) <= found <= binom.ppf(0.999, 200, 0.05)


def test_rows_with_a_missing_lag_are_left_out() -> None:
    frame = unrelated(2)
    holed = frame[(frame["unit"] != 3) | (frame["quarter"] != 6)]
    rows = analyse(holed, order=2).units.set_index("unit")["n_quarters"]
    assert rows["3"] == 16 - 2 - 3
    assert (rows.drop("3") == 14).all()


@pytest.mark.parametrize(("order", "quarters"), [(1, 8), (2, 11)])
def test_a_unit_needs_more_than_five_and_three_lags(order: int, quarters: int) -> None:
    frame = unrelated(3)
    short = frame[(frame["unit"] > 0) | (frame["quarter"] < quarters)]
    result = analyse(short, order=order)
    assert result.left_out[["unit", "reason"]].to_numpy().tolist() == [["0", "too_few_quarters"]]
    assert result.left_out["n_quarters"].item() == quarters - order
    longer = frame[(frame["unit"] > 0) | (frame["quarter"] <= quarters)]
    assert analyse(longer, order=order).n_units == 12


def test_says_why_a_unit_is_left_out() -> None:
    frame = unrelated(4)
    frame.loc[frame["unit"] == 2, "x"] = 1e6
    frame.loc[frame["unit"] == 5, "y"] = 0.1
    frame.loc[frame["unit"] == 7, "y"] = frame["x"]
    result = analyse(frame)
    reasons = result.left_out.set_index("unit")["reason"].to_dict()
    assert reasons == {"2": "flat_leader", "5": "flat_follower", "7": "collinear"}
    assert result.n_units == len(result.units) == 9


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 99), scale=st.floats(1e-3, 1e6), offset=st.floats(-1e6, 1e6))
def test_ignores_units_of_measurement_and_order_of_rows(
    seed: int, scale: float, offset: float
) -> None:
    frame = unrelated(seed)
    moved = frame.assign(y=frame["y"] * scale + offset).sample(frac=1, random_state=seed)
    # the offset may cost 9 of 16 digits
    assert analyse(moved).z_tilde == pytest.approx(analyse(frame).z_tilde, abs=1e-4)


def test_bad_input_is_named() -> None:
    frame = unrelated(5)
    with pytest.raises(
        TooShortForPanelGrangerError,
        match=r"None of 12 units .* with 3 lags: a unit needs 12 .* and the longest has 9\. Load",
    ):
        analyse(frame[frame["quarter"] < 12], order=3)
    with pytest.raises(TooShortForPanelGrangerError, match=r"None of 0 units"):
        analyse(frame.iloc[:0])
    with pytest.raises(ValueError, match=r"order is 0, must be 1 or more"):
        analyse(frame, order=0)
    with pytest.raises(MissingScoresError, match=r"no column “z”"):
        panel_granger_test(frame, "z", "y", unit="unit", time="quarter")
    with pytest.raises(RepeatedQuarterError, match=r"3 has 2 values for 5"):
        analyse(pd.concat([frame, frame[(frame["unit"] == 3) & (frame["quarter"] == 5)]]))
