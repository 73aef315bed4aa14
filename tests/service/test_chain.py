"""The chain of teams, on small chains made by hand."""

import numpy as np
import pytest

from stool.period import shift
from stool.schema import COMPANY, CSAT, CUSTOMER_TEAM, ESAT, INTERNAL, INTERNAL_SCORE, SELF_SCORE
from stool.service import chain
from tests.service.built import NOW, around, basis, cell

LAST_YEAR = [shift(NOW, -back) for back in range(4)]
EDGES = {
    ("Buying", "Store"): 2.5,
    ("Store", "Desk"): 4.0,
    ("Desk", "Ash"): 4.0,
    ("Desk", "Cedar"): 3.75,
    ("Aside", "Nobody"): 1.0,  # leads to no customer
}


def rated(quarters=(NOW,), move=0.0):
    return [
        cell(
            INTERNAL,
            INTERNAL_SCORE,
            around(mean + (move if quarter == NOW else 0)),
            node=supplier,
            quarter=quarter,
            dimension=CUSTOMER_TEAM,
            level=customer,
        )
        for quarter in quarters
        for (supplier, customer), mean in EDGES.items()
    ]


def scored():
    return [cell(CSAT, CSAT, around(4), node=unit) for unit in ("Ash", "Birch", "Cedar")]


def test_the_weakest_link_is_one_that_leads_to_customers() -> None:
    found = chain.chain(basis([*rated(), *scored()]))
    assert found is not None
    assert found.headline.value == pytest.approx(2.5)
    assert found.places["place"].iloc[0] == "Buying – Store"
    assert bool(found.places["is_clear"].iloc[0])
    assert "Aside" not in set(found.details["supplier"])
    steps = found.details.set_index("supplier")[["before", "after"]]
    assert steps.loc["Buying"].tolist() == [3, 2]
    assert found.details.loc[found.details["is_weakest"], "supplier"].tolist() == ["Buying"]
    assert found.doubts == ("lag_too_short",)


def test_all_ends_of_the_chain_are_one_and_summed() -> None:
    found = chain.chain(basis([*rated(), *scored()]))
    assert found is not None
    last = found.details[found.details["supplier"] == "Desk"]
    assert last["customer"].tolist() == [COMPANY]
    assert (last["value"].item(), last["n"].item()) == (pytest.approx(3.875), 80)


def test_a_region_has_the_chain_of_its_own_units() -> None:
    found = chain.chain(basis([*rated(), *scored()], node="West"))
    assert found is not None
    assert set(found.places["place"]) == {"Buying – Store", "Store – Desk", "Desk – Cedar"}
    assert chain.chain(basis([*rated(), *scored()], node="Birch")) is None


def test_a_chain_of_one_link_has_nothing_to_stand_beside() -> None:
    only = cell(
        INTERNAL, INTERNAL_SCORE, around(3), node="Desk", dimension=CUSTOMER_TEAM, level="Ash"
    )
    found = chain.chain(basis([only, *scored()]))
    assert found is not None
    assert (found.headline.value, found.headline.of) == (pytest.approx(3), "Desk – Ash")
    assert found.places.empty
    assert not found.figure("others").is_known
    assert found.details["is_weakest"].tolist() == [True]


def test_teams_that_serve_each_other_are_no_endless_chain() -> None:
    loop = cell(
        INTERNAL, INTERNAL_SCORE, around(3), node="Store", dimension=CUSTOMER_TEAM, level="Buying"
    )
    found = chain.chain(basis([*rated(), loop, *scored()]))
    assert found is not None
    assert len(found.details) == 4


def followed(lag, seed=3):
    """Ratings that units give, and customers that follow them some quarters later."""
    rng = np.random.default_rng(seed)
    quarters = [shift(NOW, -back) for back in reversed(range(20))]
    units = [f"U{number}" for number in range(16)]
    path = rng.normal(0, 0.4, (16, 20 + lag))
    cells = []
    for row, unit in enumerate(units):
        for column, quarter in enumerate(quarters):
            said = around(np.clip(3.2 + path[row, column + lag], 1, 4.9), 200)
            felt = around(np.clip(3.2 + path[row, column] + rng.normal(0, 0.2), 1, 4.9), 200)
            place = {"quarter": quarter, "dimension": CUSTOMER_TEAM, "level": unit}
            for supplier in (COMPANY, "Desk", "Store"):  # the company's cell is that of both
                cells.append(cell(INTERNAL, INTERNAL_SCORE, said, node=supplier, **place))
            cells.append(cell(CSAT, CSAT, felt, node=unit, quarter=quarter))
    return basis(cells, parents=dict.fromkeys(units, COMPANY))


@pytest.mark.parametrize("lag", [1, 3])
def test_the_lag_from_ratings_to_customers_is_found(lag: int) -> None:
    found = chain.chain(followed(lag))
    assert found is not None
    assert found.figure("lag").value == lag
    assert found.figure("lag_r").low > 0.5
    assert not found.doubts


def test_teams_are_told_by_region_with_changes_over_the_years() -> None:
    before = [shift(quarter, -4) for quarter in LAST_YEAR]
    found = chain.teams(basis([*rated(LAST_YEAR, 0.5), *rated(before), *scored()]))
    assert found is not None
    table = found.details.set_index(["supplier", "customer"])
    assert ("Desk", "East") in table.index
    assert table.loc[("Desk", "East"), "change"] == pytest.approx(0.5 / 4)
    assert table.loc[("Buying", "Store"), "n"] == 160
    assert found.headline.value == pytest.approx(np.mean(list(EDGES.values())) + 0.5)
    only = chain.teams(basis(rated(), node="Cedar"))
    assert only is not None
    assert only.details[["supplier", "customer"]].to_numpy().tolist() == [["Desk", "Cedar"]]
    assert only.details["change"].isna().all()
    assert chain.teams(basis([])) is None


def test_self_ratings_are_set_against_those_received_each_team_alike() -> None:
    cells = [
        cell(INTERNAL, SELF_SCORE, around(4.5), node="Buying"),
        cell(INTERNAL, SELF_SCORE, around(4), node="Desk"),
        cell(INTERNAL, SELF_SCORE, around(5), node="Alone"),
        cell(INTERNAL, INTERNAL_SCORE, around(2.5), node="Buying"),
        cell(INTERNAL, INTERNAL_SCORE, around(4, 400), node="Desk"),
    ]
    found = chain.insight(basis(cells))
    assert found is not None
    assert found.headline.value == pytest.approx((2 + 0) / 2)
    assert found.places["place"].tolist() == ["Buying", "Desk"]
    assert found.figure("self").value == pytest.approx(4.25)
    assert chain.insight(basis(cells[2:3])) is None


def test_staff_and_customers_are_asked_of_the_same_service() -> None:
    staff, customers = cell(ESAT, "service_view", around(4.5)), cell(CSAT, CSAT, around(3.5))
    skilled = cell(ESAT, "skilled", around(4))
    found = chain.service_focus(basis([staff, customers, skilled]))
    assert found is not None
    assert found.headline.value == pytest.approx(1.0)
    assert found.headline.low < 1 < found.headline.high
    assert found.parts["part"].tolist() == ["service_view", "csat", "skilled"]
    assert chain.service_focus(basis([staff])) is None
