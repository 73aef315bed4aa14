"""Sensitivity: each variant is the call it says it is, and what it says about a planted lead."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from stool.lag import lagged_correlation, panel_lagged_correlation
from stool.lag.sensitivity import COLUMNS, PANEL_VARIANTS, sensitivity

Panel = Callable[..., pd.DataFrame]
PLACES = {"unit": "unit", "time": "quarter"}


@pytest.fixture
def frame(panel: Panel) -> pd.DataFrame:
    return panel(30, 24, 2, 0.4, seed=5)


def test_every_variant_is_the_call_it_names(frame: pd.DataFrame) -> None:
    published = panel_lagged_correlation(frame, "x", "y", **PLACES, n_draws=199, seed=3)
    steps: list[tuple[int, int]] = []
    table = sensitivity(frame, published, progress=lambda *step: steps.append(step))
    assert list(table.columns) == list(COLUMNS)
    assert table["variant"].iloc[0] == "published"
    found = table.set_index("variant")
    assert found.loc["published", "r"] == published.best_r
    for variant, changed in PANEL_VARIANTS.items():
        again = panel_lagged_correlation(frame, "x", "y", **PLACES, n_draws=199, seed=3, **changed)
        row = again.table.set_index("lag").loc[published.best_lag]
        assert found.loc[variant, ["r", "low", "high", "p"]].tolist() == pytest.approx(
            row[["r", "ci_low", "ci_high", "p_adj"]].tolist()
        )
        assert found.loc[variant, "best_lag"] == again.best_lag
        assert found.loc[variant, "r"] != found.loc["published", "r"]
    half = frame[frame["quarter"] < "2019Q1"]  # the first 12 of 24
    early = panel_lagged_correlation(half, "x", "y", **PLACES, n_draws=199, seed=3)
    assert found.loc["first_half", "r"] == pytest.approx(early.table.set_index("lag").loc[2, "r"])
    assert found.loc["second_half", "r"] != found.loc["first_half", "r"]
    assert steps == [(step, 7) for step in range(1, 8)]


def test_the_weakest_are_the_weakest(frame: pd.DataFrame) -> None:
    published = panel_lagged_correlation(frame, "x", "y", **PLACES, n_draws=199)
    found = sensitivity(frame, published).set_index("variant")["r"]
    assert found["weakest_without_quarter"] == published.without_quarter["r"].min()
    assert found["weakest_without_quarter"] < published.best_r
    assert found["weakest_without_unit"] == published.units["r_without"].min()
    assert found["between_units"] == published.between_r
    turned = frame.assign(y=-frame["y"])
    published = panel_lagged_correlation(turned, "x", "y", **PLACES, n_draws=199)
    mirrored = sensitivity(turned, published).set_index("variant")["r"]
    for variant in ("weakest_without_quarter", "weakest_without_unit"):
        assert mirrored[variant] == pytest.approx(-found[variant])


def test_leaving_a_unit_out_is_what_the_others_say(frame: pd.DataFrame) -> None:
    """With nothing shared removed, the units do not touch each other, so it is exact."""
    options = {**PLACES, "n_draws": 99, "common": "none", "whiten": False, "lags": [2]}
    published = panel_lagged_correlation(frame, "x", "y", **options)
    for name, row in published.units.set_index("unit").head(3).iterrows():
        rest = panel_lagged_correlation(frame[frame["unit"] != name], "x", "y", **options)
        assert row["r_without"] == pytest.approx(rest.best_r)


def test_units_of_a_link_have_their_own_correlation(frame: pd.DataFrame) -> None:
    options = {**PLACES, "n_draws": 99, "common": "none", "whiten": False, "lags": [2]}
    units = panel_lagged_correlation(frame, "x", "y", **options).units
    one = frame[frame["unit"] == "Unit 007"].sort_values("quarter")
    x, y = one["x"].to_numpy()[:-2], one["y"].to_numpy()[2:]
    row = units.set_index("unit").loc["Unit 007"]
    assert row["r"] == pytest.approx(np.corrcoef(x, y)[0, 1])
    assert row["n_quarters"] == 22
    z, reach = np.arctanh(row["r"]), 1.959964 / np.sqrt(22 - 3)
    assert [row["low"], row["high"]] == pytest.approx(np.tanh([z - reach, z + reach]), rel=1e-5)


def test_one_pair(pair: Callable[..., tuple[pd.Series, pd.Series]]) -> None:
    x, y = pair(40, 2, 0.8, seed=1)
    frame = pd.DataFrame({"unit": "all", "quarter": x.index, "x": x.values, "y": y.values})
    published = lagged_correlation(x, y, lags=range(1, 5), n_sim=500)
    found = sensitivity(frame, published).set_index("variant")
    bare = lagged_correlation(x, y, lags=range(1, 5), n_sim=500, season=0)
    assert found.loc["no_season", "r"] == bare.table.set_index("lag").loc[2, "r"]
    assert {"published", "unwhitened", "no_trend", "normal_scores"} <= set(found.index)
    assert "weakest_without_unit" not in found.index
    assert found.loc["normal_scores", "low"] != found.loc["normal_scores", "low"]


def test_a_link_that_could_not_be_tested_has_none(frame: pd.DataFrame) -> None:
    flat = frame.assign(x=1.0)
    published = panel_lagged_correlation(flat, "x", "y", **PLACES, n_draws=99)
    assert sensitivity(flat, published).empty
