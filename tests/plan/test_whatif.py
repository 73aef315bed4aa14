"""What if: bounded by history, carried only as far as links are established, and priced."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from stool.errors import UnknownLegError
from stool.lag import Evidence
from stool.measure import Target
from stool.period import shift
from stool.plan import WhatIf, bounds, money_per_point, payback, what_if
from stool.plan.whatif import PAYBACK_COLUMNS, WHAT_IF_COLUMNS
from stool.schema import ALL, COMPANY, CSAT, ESAT, MARGIN, PROFIT, REVENUE
from tests.charts.build import link

LINKS = {
    (ESAT, CSAT): link(Evidence.ESTABLISHED, (2,), slope=0.4, slope_low=0.3, slope_high=0.5),
    (CSAT, PROFIT): link(
        Evidence.REPLICATED, (1, 2), slope=0.5, slope_low=0.4, slope_high=0.6,
        leader=CSAT, follower=PROFIT,
    ),
    (PROFIT, ESAT): link(Evidence.SUGGESTIVE, (3,), leader=PROFIT, follower=ESAT),
}  # fmt: skip


def history(nodes: Mapping[str, list[float]], se: float = 0.0, leg: str = ESAT) -> pd.DataFrame:
    rows = [
        {"depth": "company" if node == "all" else "unit", "node": node, "leg": leg,
         "quarter": shift("2023Q1", place), "linear": value, "linear_se": se, "era": 0}
        for node, values in nodes.items() for place, value in enumerate(values)
    ]  # fmt: skip
    return pd.DataFrame(rows)


MOVED = history(
    {"all": [60.0] * 4 + [66] * 4, "A": [50.0] * 4 + [70] * 4, "B": [50.0] * 4 + [38] * 4}
)


def moved(points: float = 10.0, leg: str = ESAT, **options: Any) -> WhatIf:
    rows = pd.concat([MOVED.assign(leg=each) for each in (ESAT, CSAT, PROFIT)])
    return what_if(options.pop("links", LINKS), rows, leg, points, **options)


def fan(found: WhatIf, leg: str) -> pd.DataFrame:
    return found.table[found.table["leg"] == leg].set_index("ahead")


def test_history_bounds_the_change() -> None:
    found = bounds(MOVED, ESAT)
    assert (found.fall, found.fell) == (-12, "B")
    assert (found.rise, found.rose) == (20, "A")
    assert (found.company_fall, found.company_rise) == (0, 6)
    assert bounds(MOVED, CSAT).rise == 0
    assert bounds(MOVED[MOVED["node"] == "all"], ESAT).rise == 6
    assert bounds(MOVED[MOVED["quarter"] < "2024Q4"], ESAT).rise == 0
    ends = moved(50), moved(-50), moved(7)
    assert [each.points for each in ends] == [20, -12, 7]
    assert [each.is_clipped for each in ends] == [True, True, False]
    assert ends[0].asked == 50


def test_a_gap_or_a_change_of_wording_is_no_sustained_change() -> None:
    gap = MOVED[~((MOVED["node"] == "A") & (MOVED["quarter"] == "2023Q3"))]
    assert bounds(gap, ESAT).rose == "all"
    reworded = MOVED.assign(era=(MOVED["quarter"] >= "2024Q1").astype(int))
    assert bounds(reworded, ESAT).rise == 0


def test_what_survey_noise_adds_to_the_largest_of_many_is_taken_off() -> None:
    random = np.random.default_rng(1)
    noise = {f"u{place}": list(random.normal(60, 8, 20)) for place in range(40)}
    assert bounds(history(noise), ESAT).rise > 10
    assert bounds(history(noise, 8.0), ESAT).rise < 2.5
    half = bounds(history({"A": [50.0] * 4 + [52] * 4}, np.sqrt(2.0)), ESAT)
    assert half.rise == pytest.approx(2 * (1 - (2 * 2 / 4) / 4))


def test_the_leg_that_is_moved_is_held_from_the_next_quarter_on() -> None:
    own = fan(moved(7, ahead=3), ESAT)
    assert own["quarter"].tolist() == ["2025Q1", "2025Q2", "2025Q3"]
    assert (own[["low80", "middle", "high80"]] == 7).all(axis=None)


def test_a_link_passes_it_on_after_its_lag_with_its_interval() -> None:
    found = moved()
    assert tuple(found.table.columns) == WHAT_IF_COLUMNS
    csat = fan(found, CSAT)
    assert csat.loc[[1, 2], "high80"].tolist() == [0, 0]
    assert csat.loc[3, "middle"] == pytest.approx(4, abs=0.03)
    assert csat.loc[3, "low80"] == pytest.approx(4 - 1.2816 * 10 * 0.1 / 1.96, abs=0.04)
    assert csat.loc[3, "high50"] == pytest.approx(4 + 0.6745 * 10 * 0.1 / 1.96, abs=0.04)
    assert (csat.loc[3] == csat.loc[8]).drop("quarter").all()


def test_a_chain_multiplies_slopes_and_adds_lags() -> None:
    profit = fan(moved(), PROFIT)
    assert (profit.loc[[1, 2, 3], "high80"] == 0).all()
    assert profit.loc[4, "low80"] == 0  # the later of the two lags
    assert profit.loc[4, "high80"] > 1.5
    assert profit.loc[5, "middle"] == pytest.approx(10 * 0.4 * 0.5, abs=0.03)
    spread = np.sqrt(0.4**2 * 0.5**2 * 2) * 10 * 0.1 / 1.96 / 0.45
    assert profit.loc[5, "high80"] - profit.loc[5, "low80"] == pytest.approx(
        2 * 1.2816 * spread, rel=0.1
    )


def test_it_stops_at_what_is_not_established_and_never_comes_back() -> None:
    whole = moved()
    assert set(whole.table["leg"]) == {ESAT, CSAT, PROFIT}
    assert (whole.refused, whole.evidence) == (None, None)
    assert [each.follower for each in whole.used] == [CSAT, PROFIT]
    stopped = moved(5, CSAT)
    assert set(stopped.table["leg"]) == {CSAT, PROFIT}
    assert (stopped.refused, stopped.evidence) == ((PROFIT, ESAT), Evidence.SUGGESTIVE)
    alone = moved(5, PROFIT)
    assert set(alone.table["leg"]) == {PROFIT}
    assert not alone.used
    unknown = moved(5, links={})
    assert (unknown.refused, unknown.evidence) == ((ESAT, CSAT), None)


def test_a_fall_turns_the_fan_round_and_seeds_repeat() -> None:
    down = fan(moved(-10), CSAT)
    assert down.loc[4, "low80"] < down.loc[4, "middle"] < down.loc[4, "high80"] < 0
    pd.testing.assert_frame_equal(moved().table, moved().table)
    assert not moved(seed=1).table.equals(moved().table)


def test_refuses_what_makes_no_sense() -> None:
    with pytest.raises(UnknownLegError):
        moved(leg="rent")
    with pytest.raises(ValueError, match="ahead is 0"):
        moved(ahead=0)


def ledger(*revenue: float) -> pd.DataFrame:
    rows = [
        {"metric": REVENUE, "node": COMPANY, "dimension": ALL, "s": each,
         "quarter": shift("2023Q1", place)}
        for place, each in enumerate(revenue)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["metric", "node", "dimension", "s", "quarter"])


def test_a_point_of_profit_is_priced_through_the_margin() -> None:
    targets = {MARGIN: Target(0.0, 15.0, 20.0, provisional=False)}
    table = ledger(9e9, 900.0, 1100.0, 1000.0, 1000.0)
    assert money_per_point(table, targets) == pytest.approx(1000 * 15 / 75 / 100)
    assert np.isnan(money_per_point(table, {}))
    assert np.isnan(money_per_point(ledger(), targets))
    other = pd.concat([table, table.assign(node="A", s=5.0), table.assign(metric="cost")])
    assert money_per_point(other, targets) == pytest.approx(2)


def test_break_even_is_where_most_draws_cover_the_cost() -> None:
    found = moved()  # profit +2 from the fourth or fifth quarter on
    back = payback(found, cost=12.0, per_point=20.0)  # 40 a quarter
    assert tuple(back.table.columns) == PAYBACK_COLUMNS
    assert back.table["spent"].tolist() == [12 * step for step in range(1, 9)]
    last = back.table.iloc[-1]
    assert last["middle"] == pytest.approx(40 * 4.5, rel=0.05)
    assert back.quarter == "2026Q2"  # 80 or 120 of 72
    assert back.probability == last["probability"] > 0.9
    assert payback(found, 10_000.0, 20.0).quarter == ""
    assert payback(found, 10_000.0, 20.0).probability == 0
    free = payback(found, 0.0, 20.0)
    assert (free.quarter, free.probability) == ("2025Q1", 1)


def test_break_even_cannot_be_told_without_profit_or_price() -> None:
    reached = {pair: each for pair, each in LINKS.items() if pair != (CSAT, PROFIT)}
    for found, price in ((moved(links=reached), 20.0), (moved(), np.nan)):
        back = payback(found, 10.0, price)
        assert not back.is_told
        assert (back.quarter, np.isnan(back.probability)) == ("", True)
