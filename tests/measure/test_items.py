"""Items: mean, position, favourable, top box and NPS of each published row."""

import numpy as np
import pandas as pd
import pytest

from stool.measure import item_measures, nps_interval, share_interval
from stool.privacy import publish
from stool.schema import CSAT, ESAT
from tests.cells.making import answers, cells, ledger

QUARTER = "2025Q1"


def measured(values: list[float], scale: str, better: str = "higher", leg: str = CSAT) -> pd.Series:
    row = answers("item", QUARTER, "A", values, scale=scale, better=better, leg=leg)
    found = item_measures(publish(cells(row), {}).table)
    return found[found["node"] == "A"].iloc[0]


@pytest.mark.parametrize(
    ("scale", "values", "favourable", "top"),
    [
        ("1-5", [1, 2, 3, 4, 5, 5, 4, 4, 3, 5], 6, 3),
        ("1-7", [1, 5, 6, 7, 7, 4, 6, 6, 2, 3], 5, 2),
        ("1-10", [1, 7, 8, 9, 10, 8, 3, 2, 5, 6], 4, 2),
        ("0-10", [0, 7, 8, 9, 10, 8, 3, 2, 5, 6], 4, 2),
        ("0-1", [0, 0, 1, 1, 1, 1, 1, 0, 1, 1], 7, 7),
    ],
)
def test_counts_what_is_favourable_and_what_is_best(
    scale: str, values: list[float], favourable: int, top: int
) -> None:
    found = measured(values, scale)
    assert found["mean"] == pytest.approx(np.mean(values))
    for name, k in (("favourable", favourable), ("top_box", top)):
        expected = share_interval(k, 10).iloc[0]
        assert found[[name, f"{name}_low", f"{name}_high"]].tolist() == pytest.approx(
            expected[["value", "low", "high"]].tolist()
        )


def test_nps_is_promoters_less_detractors_on_0_to_10_alone() -> None:
    values = [10, 9, 9, 8, 7, 7, 6, 5, 0, 10]  # 4 promoters, 3 detractors
    found = measured(values, "0-10")
    expected = nps_interval(4, 3, 10).iloc[0]
    assert found["nps"] == pytest.approx(10)
    assert [found["nps_low"], found["nps_high"]] == pytest.approx(
        [expected["low"], expected["high"]]
    )
    assert np.isnan(measured(values[:3] + [5] * 4, "1-10")["nps"])


@pytest.mark.parametrize(
    ("scale", "values", "better", "position"),
    [
        ("1-5", [3] * 8, "higher", 0.5),
        ("1-5", [5] * 8, "higher", 1),
        ("1-5", [4] * 8, "lower", 0.25),
        ("0-1", [0, 0, 0, 1, 0, 0, 0, 1], "lower", 0.75),  # complaints
        ("0-100", [30.0] * 8, "higher", 0.3),
        ("1-5 mean", [2.0] * 8, "higher", 0.25),
    ],
)
def test_position_runs_from_worst_to_best(
    scale: str, values: list[float], better: str, position: float
) -> None:
    assert measured(values, scale, better)["position"] == pytest.approx(position)


def test_an_amount_has_no_position_and_no_shares() -> None:
    found = measured([2.0, 3.0, 4.0, 5.0, 6.0], "amount", "lower")
    assert found["mean"] == 4
    assert found[["position", "favourable", "top_box", "nps"]].isna().all()
    assert measured([2.5, 3.0, 4.0, 5.0, 3.5], "1-5 mean")[["favourable", "top_box"]].isna().all()


def test_a_hidden_row_measures_nothing_and_says_why() -> None:
    found = measured([4, 5, 3, 4], "1-5", leg=ESAT)
    assert found["hidden"] == "few"
    figures = ["n", "mean", "position", "favourable", "top_box", "favourable_low"]
    assert found[figures].isna().all()


def test_an_aggregated_mean_has_no_shares_rather_than_zero() -> None:
    row = answers("item", QUARTER, "A", [4, 4, 5, 5, 5, 3, 3], leg=ESAT)
    unknown = row | {f"c{answer}": np.nan for answer in range(11)}
    found = item_measures(publish(cells(unknown), {}).table).iloc[0]
    assert found["mean"] == pytest.approx(4.1)
    assert found[["favourable", "top_box", "favourable_high"]].isna().all()


def test_sums_never_leave_and_ledgers_are_plain_numbers() -> None:
    found = item_measures(publish(cells(ledger("revenue", QUARTER, "A", 1000)), {}).table)
    assert not {"s", "ss", "c0", "c10"} & set(found.columns)
    assert found["mean"].tolist() == [1000, 1000]
    assert found["position"].isna().all()
