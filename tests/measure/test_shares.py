"""Shares of published rows: Wilson's interval where exact, wide enough where coded."""

import numpy as np
import pandas as pd
import pytest

from stool.measure import net_promoters, nps_interval, share_interval, share_of_answers, together
from stool.privacy.coding import coded
from stool.schema import CSAT, ESAT, SHOWN
from tests.cells.making import answers, cells

QUARTER = "2025Q1"


def row(leg: str, values: list[float], scale: str = "1-5") -> pd.DataFrame:
    cell = answers("q", QUARTER, "A", values, leg=leg, scale=scale)
    return coded(cells(cell).assign(hidden=SHOWN))


def test_an_exact_share_has_wilsons_interval() -> None:
    found = share_of_answers(row(CSAT, [5] * 37 + [1] * 13), "favourable")
    expected = share_interval(37, 50)[["value", "low", "high"]]
    pd.testing.assert_frame_equal(found, expected)


def test_a_coded_share_reaches_as_far_as_the_exact_one_may_lie() -> None:
    found = share_of_answers(row(ESAT, [5] * 37 + [1] * 13), "favourable").iloc[0]
    plain = share_interval(0.75 * 40, 40).iloc[0]
    assert found["value"] == pytest.approx(0.75)
    assert found["low"] == pytest.approx(plain["low"] - 0.025)
    assert found["high"] == pytest.approx(plain["high"] + 0.025)
    ends = [share_of_answers(row(ESAT, [each] * 50), "favourable").iloc[0] for each in (1, 5)]
    assert [each["value"] for each in ends] == pytest.approx([0.1, 0.9])
    assert (ends[0]["low"], ends[1]["high"]) == (0, 1)


def test_net_promoters_of_employees_keep_an_honest_interval() -> None:
    values = [10] * 25 + [7] * 13 + [2] * 12
    exact, told = (net_promoters(row(leg, values, "0-10")).iloc[0] for leg in (CSAT, ESAT))
    plain = nps_interval(25, 12, 50).iloc[0]
    assert exact[["value", "low", "high"]].tolist() == plain[["value", "low", "high"]].tolist()
    assert told["value"] == pytest.approx(25)
    assert told["low"] < exact["low"]
    assert told["high"] > exact["high"]
    assert np.isnan(net_promoters(row(ESAT, [5] * 9)).iloc[0]["value"])


def test_rows_together_weigh_as_many_as_answered() -> None:
    rows = pd.concat([row(CSAT, [5] * 30), row(CSAT, [1] * 10)])
    found = together(rows, ["leg", "scale"]).iloc[0]
    assert (found["n"], found["s"], found["favourable"]) == (40, 160, 0.75)
    hidden = rows.assign(n=[30, np.nan], s=[150, np.nan], favourable=[1, np.nan])
    assert together(hidden, ["leg", "scale"]).iloc[0]["favourable"] == 1
    unknown = rows.assign(favourable=[1, np.nan])
    assert np.isnan(together(unknown, ["leg", "scale"]).iloc[0]["favourable"])
