"""Money of a driver: only through established links, only of drivers, never beyond history."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from stool.drivers import DRIVER, NONE, OPPOSITE, SHARED, Drivers, drivers
from stool.lag import Evidence
from stool.measure import Target
from stool.plan import DRIVEN_COLUMNS, Driven, driven, what_if
from stool.plan.whatif import payback
from stool.schema import ALL, COMPANY, CSAT, ESAT, MARGIN, PROFIT, REVENUE
from tests.charts.build import link
from tests.drivers.making import OVERALL, published, rows
from tests.plan.test_whatif import LINKS, MOVED

TARGETS = {
    CSAT: Target(2.0, 3.5, 4.0, provisional=False),  # 50 score points a point
    MARGIN: Target(0.0, 10.0, 15.0, provisional=False),
}
REVENUES = pd.DataFrame(
    {"leg": PROFIT, "metric": REVENUE, "scale": "ledger", "node": COMPANY, "dimension": ALL,
     "s": [1e6, 1e6], "quarter": ["2024Q3", "2024Q4"]}
)  # fmt: skip
LEGS = pd.concat([MOVED.assign(leg=leg) for leg in (ESAT, CSAT, PROFIT)])
PER_POINT = 1e6 * 10 / 75 / 100


@pytest.fixture(scope="module")
def found() -> Drivers:
    company = published(rows([0.2, 0.1, 0.3], people=80))
    return drivers(company.pairs, company.table, CSAT, OVERALL, draws=100)


def money(of: Drivers, **options: Any) -> Driven:
    given = {"links": LINKS, "legs": LEGS, "table": REVENUES, "targets": TARGETS} | options
    return driven(of, **given)


def test_a_point_of_a_driver_goes_through_slope_line_links_and_price(found: Drivers) -> None:
    said = money(found)
    assert tuple(said.items.columns) == DRIVEN_COLUMNS
    assert said.items["metric"].tolist() == found.items["metric"].tolist()
    slopes = found.items["slope"].to_numpy()
    np.testing.assert_allclose(said.items["score"], slopes * 50)
    assert said.items["step"].eq(1).all()
    np.testing.assert_allclose(said.items["middle"], slopes * 50 * 0.5 * PER_POINT, rtol=0.02)
    assert [each.follower for each in said.used] == [PROFIT]
    assert (said.refused, said.evidence, said.is_told) == (None, None, True)
    assert said.per_point == pytest.approx(PER_POINT)
    ends = said.items[["low80", "low50", "middle", "high50", "high80"]].to_numpy()
    assert (np.diff(ends, axis=1) > 0).all()


def test_the_range_is_at_least_as_wide_as_that_of_the_chain_alone(found: Drivers) -> None:
    said = money(found).items.iloc[0]
    alone = what_if(LINKS, LEGS, CSAT, said["score"], ahead=20)
    assert payback(alone, 0.0, PER_POINT).is_told
    low, high = np.quantile(alone.draws[PROFIT][:, -1] * PER_POINT, [0.1, 0.9])
    assert said["high80"] - said["low80"] > high - low
    sure = replace(found, items=found.items.assign(slope_se=0.0))
    first = money(sure).items.iloc[0]
    assert first["high80"] - first["low80"] == pytest.approx(high - low, rel=0.02)


def test_only_drivers_have_a_price(found: Drivers) -> None:
    verdicts = [DRIVER, SHARED, OPPOSITE]
    some = replace(found, items=found.items.assign(verdict=verdicts))
    assert money(some).items["metric"].tolist() == found.items["metric"].tolist()[:1]
    none = money(replace(found, items=found.items.assign(verdict=NONE)))
    assert none.items.empty
    assert not none.is_told


def test_a_link_that_is_not_established_is_where_it_stops(found: Drivers) -> None:
    weak = {(CSAT, PROFIT): link(Evidence.SUGGESTIVE, (1,), leader=CSAT, follower=PROFIT)}
    said = money(found, links=weak)
    assert (said.refused, said.evidence) == ((CSAT, PROFIT), Evidence.SUGGESTIVE)
    assert not said.is_told
    assert said.items["score"].notna().all()
    assert money(found, links={}).evidence is None
    employees = replace(found, leg=ESAT)
    assert money(employees, links=LINKS).is_told
    assert money(employees, links={**LINKS, **weak}).refused == (CSAT, PROFIT)


def test_nothing_moves_further_than_history_saw(found: Drivers) -> None:
    small = LEGS.assign(linear=LEGS["linear"] / 10)  # the leg never rose by more than 2 points
    said = money(found, legs=small).items
    assert said["score"].max() <= 2 + 1e-9
    whole = money(found).items
    np.testing.assert_allclose(said["middle"], whole["middle"] * said["step"])
    still = money(found, legs=LEGS.assign(linear=60.0))
    assert not still.is_told
    assert still.items["step"].isna().all()


def test_a_yes_or_no_is_priced_for_ten_in_a_hundred(found: Drivers) -> None:
    kept = found.items["metric"].iloc[0]
    scale = REVENUES.iloc[:1].assign(leg=CSAT, metric=kept, scale="0-1", node="x")
    said = money(found, table=pd.concat([REVENUES, scale])).items
    assert said["step"].tolist() == [0.1, 1, 1]


def test_without_price_or_target_nothing_is_told(found: Drivers) -> None:
    assert not money(found, targets={CSAT: TARGETS[CSAT]}).is_told
    unpriced = money(found, targets={MARGIN: TARGETS[MARGIN]})
    assert not unpriced.is_told
    assert unpriced.items["score"].isna().all()


def test_the_same_call_gives_the_same_numbers(found: Drivers) -> None:
    pd.testing.assert_frame_equal(money(found).items, money(found).items)
    assert not money(found).items.equals(money(found, seed=1).items)
