"""Groups side by side: planted differences are found, opposite signs flagged, luck seldom."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from stool.drivers import (
    APART_COLUMNS,
    DRIVER,
    OPPOSITE,
    REGION,
    Drivers,
    Groups,
    by_segment,
    differences,
    drivers,
)
from stool.drivers.drive import fisher, standard_error
from stool.errors import NoGroupsError, TooFewAnswersError
from stool.schema import CSAT, ESAT
from tests.drivers.making import OVERALL, Company, published, rows, simulated


@pytest.fixture(scope="module")
def plain() -> Drivers:
    company = published(rows([0.8, 0.4, 0.1]))
    return drivers(company.pairs, company.table, CSAT, OVERALL, draws=100)


def split(company: Company, dimension: str, leg: str = CSAT) -> Groups:
    return by_segment(company.pairs, company.table, leg, leg, dimension, draws=200)


def with_r(of: Drivers, **r: float) -> Drivers:
    items = of.items.set_index("metric")
    items.loc[list(r), "r"] = list(r.values())
    return replace(of, items=items.reset_index())


def test_key_accounts_of_the_sample_want_what_private_customers_do_not(sample: Company) -> None:
    found = split(sample, "segment")
    assert list(found.of) == ["Key account", "Private", "Small business"]
    assert found.opposite == ("treated_as_person",)
    assert {"treated_as_person", "first_reply_hours", "promise_kept"} <= set(found.differing)
    first = found.items.iloc[0]
    assert (first["metric"], first["strongest"], first["weakest"]) == (
        "treated_as_person", "Key account", "Private",
    )  # fmt: skip
    said = {
        group: each.items.set_index("metric").loc["treated_as_person"]
        for group, each in found.of.items()
    }
    assert said["Key account"]["verdict"] == DRIVER
    assert said["Private"]["verdict"] == OPPOSITE
    assert said["Private"]["quadrant"] == ""
    assert said["Key account"]["r"] == pytest.approx(0.57, abs=0.06)
    assert tuple(found.items.columns) == APART_COLUMNS


def test_levels_and_regions_of_the_sample_weigh_alike(sample: Company) -> None:
    level = split(sample, "level", ESAT)
    assert set(level.of) == {"Front line", "Supervisor"}
    assert isinstance(level.untold["Manager"], TooFewAnswersError)
    assert level.differing == ()
    region = split(sample, REGION)
    assert set(region.of) == {"North", "East", "South", "West"}
    assert set(region.differing) <= {"on_time_as_expected"}  # the West breaks more promises
    assert {each.node for each in region.of.values()} == set(region.of)


def test_two_groups_are_compared_as_a_t_test_does(plain: Drivers) -> None:
    other = with_r(plain, item_0=0.1)
    found = differences({"a": plain, "b": other}).set_index("metric")
    items = plain.items.set_index("metric").loc["item_0"]
    z = (np.arctanh(items["r"]) - np.arctanh(0.1)) / (items["z_se"] * np.sqrt(2))
    assert found.loc["item_0", "p"] == pytest.approx(3 * 2 * t.sf(z, plain.clusters - 1))
    assert found.loc["item_0", ["strongest", "weakest"]].tolist() == ["a", "b"]
    assert found.loc["item_1", "p"] == 1


def test_opposite_takes_a_clear_sign_on_both_sides(plain: Drivers) -> None:
    weak = with_r(plain, item_0=-0.5)
    assert not differences({"a": plain, "b": weak})["is_opposite"].any()  # verdict unchanged
    items = weak.items.assign(
        verdict=weak.items["verdict"].mask(weak.items["metric"] == "item_0", OPPOSITE)
    )
    found = differences({"a": plain, "b": replace(weak, items=items)}).set_index("metric")
    assert found["is_opposite"].to_dict() == {"item_0": True, "item_1": False, "item_2": False}


def test_an_item_that_one_group_alone_has_is_not_compared(plain: Drivers) -> None:
    alone = replace(plain, items=plain.items[plain.items["metric"] != "item_2"])
    assert set(differences({"a": plain, "b": alone})["metric"]) == {"item_0", "item_1"}
    nothing = replace(plain, items=plain.items.iloc[:0])
    assert differences({"a": plain, "b": nothing}).empty


def test_groups_alike_are_seldom_told_apart(plain: Drivers) -> None:
    told = []
    for seed in range(100):
        found = {}
        for group in range(3):
            r, others = simulated(1000 * group + seed, own=0.2)
            z = fisher(others.r[:, 0, 1:])
            items = plain.items.sort_values("metric").assign(
                r=r[0, 1:], z_se=standard_error(z, others.clusters)
            )
            found[str(group)] = replace(plain, items=items, clusters=others.clusters)
        told.append(differences(found)["differs"].any())
    assert np.mean(told) <= 0.11  # 5 % planned; more than 11 of 100 is luck of 1 in 200


def test_fewer_than_two_groups_are_refused_in_words() -> None:
    of = rows([0.8, 0.4]).assign(segment="only")
    company = published(of, dimensions=["segment"])
    with pytest.raises(NoGroupsError, match=r"of 1 group here; 2 are needed"):
        split(company, "segment")
    with pytest.raises(NoGroupsError, match=r"of 0 group"):
        split(company, "tenure")


def test_groups_of_one_node_are_of_that_node() -> None:
    of = rows([0.8, 0.4], units=20)
    of["segment"] = pd.Series(["x", "y"] * (len(of) // 2))
    names = sorted(set(of["unit"]))
    parents = {name: ("N", "S")[place % 2] for place, name in enumerate(names)}
    company = published(of, dimensions=["segment"], parents=parents)
    found = by_segment(company.pairs, company.table, CSAT, OVERALL, "segment", node="N", draws=100)
    assert {each.places for each in found.of.values()} == {10}
    assert {each.node for each in found.of.values()} == {"N"}
