"""Hidden units taken together are what the shown ones leave of their region, and enough people."""

from unittest import mock

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.privacy import MINIMUM_N, Published, publish
from stool.privacy.coding import band_start, with_shares
from stool.privacy.rest import rest_of
from stool.schema import ALL, COMPANY, ESAT, HIDDEN_COMPLEMENT, REST, REST_COLUMNS, SHOWN, SUMS
from tests.cells.making import answers, cells

QUARTER = "2025Q1"
SIZES = st.dictionaries(
    st.sampled_from([f"{region}{place}" for region in "NSW" for place in range(4)]),
    st.integers(1, 24),
    min_size=1,
)
REGIONS = {"N": "North", "S": "South"}  # those of W belong to the company


def company(sizes: dict[str, int], metrics: tuple[str, ...] = ("trust", "pay")) -> pd.DataFrame:
    rows = [
        answers(
            metric,
            QUARTER,
            unit,
            [1 + (3 * n + place) % 5 for place in range(n)],
            leg=ESAT,
        )
        for unit, n in sizes.items()
        for metric in metrics
    ]
    return cells(*rows)


def parents(sizes: dict[str, int]) -> dict[str, str]:
    return {unit: REGIONS[unit[0]] for unit in sizes if unit[0] in REGIONS}


def rest(sizes: dict[str, int]) -> pd.DataFrame:
    return publish(company(sizes), parents(sizes)).rest


def uncoded(sizes: dict[str, int]) -> Published:
    """What is shown, as exact as it is before coding."""
    with mock.patch("stool.privacy.publish.coded", with_shares):
        return publish(company(sizes), parents(sizes))


def test_small_teams_of_a_region_stand_together() -> None:
    found = rest({"N0": 20, "N1": 4, "N2": 5, "S0": 12, "S1": 13})
    assert list(found.columns) == list(REST_COLUMNS)
    assert found["node"].tolist() == found["parent"].tolist() == ["North", "North"]
    assert set(found["depth"]) == {REST}
    assert found["n"].tolist() == [7, 7]  # 9 are of the band 7 to 9
    assert found["units"].tolist() == [2, 2]
    assert found["metric"].tolist() == ["pay", "trust"]


def test_too_few_together_and_one_alone_are_no_row() -> None:
    sizes = {"N0": 20, "N1": 3, "N2": 3}
    table = publish(company(sizes), parents(sizes))
    hidden = table.table[(table.table["depth"] == "unit") & (table.table["hidden"] != SHOWN)]
    assert len(hidden) // 2 == 3  # the large one as well, or the small ones were told by it
    assert set(table.rest["units"]) <= {3}
    assert rest({"N0": 20, "N1": 12}).empty


def test_units_of_a_hidden_region_are_not_told() -> None:
    found = rest({"N0": 2, "N1": 3, "S0": 30, "S1": 30, "W0": 30})
    assert "North" not in set(found["node"])
    assert COMPANY not in set(found["node"])  # a region is among what is left of it


@settings(max_examples=60, deadline=None)
@given(SIZES)
def test_it_is_the_parent_less_the_units_shown(sizes: dict[str, int]) -> None:
    """Nothing that a reader could not take from the table, and never of too few."""
    found = uncoded(sizes)
    shown = found.table[found.table["hidden"] == SHOWN]
    for row in found.rest.to_dict("records"):
        alike = shown[(shown["metric"] == row["metric"]) & (shown["dimension"] == ALL)]
        parent = alike[alike["node"] == row["parent"]]
        assert len(parent) == 1
        children = alike[alike["parent"] == row["parent"]]
        left = parent[list(SUMS)].sum() - children[list(SUMS)].sum()
        np.testing.assert_allclose([row[name] for name in SUMS], left, atol=1e-9)
        assert row["n"] >= MINIMUM_N
        assert row["units"] >= 2
    told = rest(sizes)
    assert told["node"].tolist() == found.rest["node"].tolist()
    assert told["n"].tolist() == band_start(found.rest["n"]).tolist()
    assert (told["s"] / told["n"] * 10).round(6).map(float.is_integer).all()


def test_it_trusts_no_other_guard() -> None:
    """However cells were hidden: one unit is no row, nor are several of too few answers."""
    sizes = {"N0": 20, "N1": 9, "N2": 9}
    table = uncoded(sizes).table
    one = table.assign(hidden=table["hidden"].mask(table["node"] == "N1", HIDDEN_COMPLEMENT))
    two = one.assign(hidden=one["hidden"].mask(one["node"] == "N2", HIDDEN_COMPLEMENT))
    assert rest_of(one, 7).empty
    assert rest_of(two, 18)["n"].tolist() == [18, 18]
    assert rest_of(two, 19).empty


@pytest.mark.parametrize("minimum_n", [7, 10])
def test_the_minimum_is_the_one_in_force(minimum_n: int) -> None:
    sizes = {"N0": 30, "N1": 4, "N2": 5}
    found = publish(company(sizes), parents(sizes), minimum_n=minimum_n).rest
    assert all(found["n"] >= minimum_n)
    assert len(found) == 2 or minimum_n == 10
