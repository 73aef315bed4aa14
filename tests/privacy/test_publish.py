"""The published table: hidden by counts alone, one pattern over all items, summed up exactly."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.privacy import FLOOR_N, MINIMUM_N, MINIMUM_SAMPLE, publish
from stool.schema import (
    COMPANY,
    CSAT,
    ESAT,
    HIDDEN_COMPLEMENT,
    HIDDEN_FEW,
    INTERNAL,
    PUBLISHED_COLUMNS,
    SERVICE,
    SHOWN,
    SUMS,
)
from tests.cells.making import Cell, answers, cells, ledger

QUARTER = "2025Q1"
PARENTS = {"A": "North", "B": "North", "C": "South"}
KEY = ["metric", "node", "dimension", "level"]

# (unit, segment, answers): one employee cell each, of one or two items
GROUPS = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(["ALL", "new", "old"]),
        st.lists(st.integers(1, 5), min_size=1, max_size=12),
        st.lists(st.integers(1, 5), min_size=1, max_size=12),
    ),
    unique_by=lambda group: group[:2],
    min_size=1,
    max_size=8,
)


def employees(
    unit: str, n: int, metric: str = "trust", answer: int = 4, level: str = "ALL"
) -> Cell:
    segment = (level, level) if level == "ALL" else ("tenure", level)
    return answers(metric, QUARTER, unit, [answer] * n, leg=ESAT, segment=segment)


def customers(unit: str, n: int, answer: int = 4) -> Cell:
    return answers(CSAT, QUARTER, unit, [answer] * n)


def hidden(*rows: Cell, **options: int) -> dict[str, str]:
    """Verdict by node, over everybody."""
    table = publish(cells(*rows), PARENTS, **options).table
    return table.set_index("node")["hidden"].to_dict()


def of_groups(groups: Sequence[tuple[str, str, list[int], list[int]]]) -> pd.DataFrame:
    made = []
    for unit, level, first, second in groups:
        segment = (level, level) if level == "ALL" else ("tenure", level)
        for metric, values in (("trust", first), ("tools", second)):
            made.append(answers(metric, QUARTER, unit, values, leg=ESAT, segment=segment))
    return publish(cells(*made), PARENTS).table


def test_the_promise_is_seven_and_never_under_five() -> None:
    assert (MINIMUM_N, FLOOR_N, MINIMUM_SAMPLE) == (7, 5, 5)
    for minimum in (4, 0, -1):
        with pytest.raises(ValueError, match=f"minimum_n is {minimum}, must be 5 or more"):
            publish(cells(), PARENTS, minimum_n=minimum)
    found = publish(cells(), PARENTS, minimum_n=9, minimum_sample=3)
    assert (found.minimum_n, found.minimum(ESAT), found.minimum(CSAT)) == (9, 9, 3)


@pytest.mark.parametrize(
    ("n", "verdict"), [(1, HIDDEN_FEW), (6, HIDDEN_FEW), (7, SHOWN), (8, SHOWN)]
)
def test_employees_under_the_minimum_are_hidden(n: int, verdict: str) -> None:
    assert hidden(employees("C", n)) == dict.fromkeys(["C", "South", COMPANY], verdict)


def test_the_minimum_may_be_raised() -> None:
    assert hidden(employees("C", 9), minimum_n=10)["C"] == HIDDEN_FEW
    assert hidden(employees("C", 10), minimum_n=10)["C"] == SHOWN
    assert hidden(employees("C", 5), minimum_n=5)["C"] == SHOWN


@pytest.mark.parametrize(("n", "verdict"), [(4, HIDDEN_FEW), (5, SHOWN)])
def test_customers_keep_a_plain_minimum(n: int, verdict: str) -> None:
    assert hidden(customers("C", n))["C"] == verdict
    rows = [customers("C", 30), answers("nps", QUARTER, "C", [9] * n, scale="0-10", leg=CSAT)]
    table = publish(cells(*rows), PARENTS).table
    found = table[table["node"] == "C"].set_index("metric")["hidden"]
    assert found.to_dict() == {CSAT: SHOWN, "nps": verdict}  # items do not drag each other along


def test_the_customer_minimum_may_be_moved() -> None:
    assert hidden(customers("C", 5), minimum_sample=6)["C"] == HIDDEN_FEW
    assert hidden(customers("C", 1), minimum_sample=1)["C"] == SHOWN


def test_one_item_with_few_answers_hides_every_item_of_the_group() -> None:
    rows = [employees("C", 30), employees("C", 6, "tools"), employees("A", 30)]
    table = publish(cells(*rows), PARENTS).table
    found = table.set_index(["node", "metric"])["hidden"]
    assert found[("C", "trust")] == found[("C", "tools")] == HIDDEN_FEW
    assert found[("A", "trust")] == SHOWN


def test_a_segment_is_a_group_of_its_own() -> None:
    rows = [employees("C", 30), employees("C", 6, level="new"), employees("C", 24, level="old")]
    table = publish(cells(*rows), PARENTS).table
    found = table[table["node"] == "C"].set_index("level")["hidden"]
    assert found.to_dict() == {"ALL": SHOWN, "new": HIDDEN_FEW, "old": HIDDEN_COMPLEMENT}


def test_ledger_figures_are_never_hidden() -> None:
    heads = ledger("headcount", QUARTER, "C", 3) | {"leg": ESAT}
    rows = [employees("C", 3), heads, ledger("revenue", QUARTER, "C", 10)]
    table = publish(cells(*rows), PARENTS).table
    found = table[table["node"] == "C"].set_index("metric")
    assert found["hidden"].to_dict() == {"trust": HIDDEN_FEW, "headcount": SHOWN, "revenue": SHOWN}
    assert found.loc["headcount", "s"] == 3


def test_every_sum_of_a_hidden_cell_is_blank() -> None:
    table = publish(cells(employees("C", 6), employees("A", 7)), PARENTS).table
    few = table["hidden"] != SHOWN
    assert table.loc[few, list(SUMS)].isna().all(axis=None)
    assert table.loc[~few, ["n", "s", "ss", "favourable"]].notna().all(axis=None)
    reasons = table[few].set_index("node")["hidden"].to_dict()
    assert reasons == {
        "C": HIDDEN_FEW,
        "South": HIDDEN_FEW,
        "A": HIDDEN_COMPLEMENT,  # or C would be what is left of the company
        "North": HIDDEN_COMPLEMENT,
    }


def test_an_unknown_number_of_answers_is_never_enough() -> None:
    unknown = employees("C", 30) | {"n": np.nan}
    assert hidden(unknown)["C"] == HIDDEN_FEW
    assert hidden(unknown, employees("C", 30, "tools"))["C"] == HIDDEN_FEW
    assert hidden(customers("C", 30) | {"n": np.nan})["C"] == HIDDEN_FEW


def test_regions_are_the_sum_of_their_units() -> None:
    rows = [
        customers("A", 10, answer=5),
        customers("B", 20, answer=2),
        customers("C", 8),
        customers("D", 9),
    ]
    table = publish(cells(*rows), PARENTS).table.set_index("node")
    assert table["n"].to_dict() == {
        COMPANY: 47,
        "North": 30,
        "South": 8,
        "A": 10,
        "B": 20,
        "C": 8,
        "D": 9,
    }
    assert table.loc["North", ["s", "ss", "c5", "c2", "c4"]].tolist() == [90, 330, 10, 20, 0]
    assert table["depth"].to_dict() == {
        COMPANY: "company",
        "North": "region",
        "South": "region",
    } | dict.fromkeys("ABCD", "unit")
    assert table["parent"].to_dict() == PARENTS | {
        COMPANY: "",
        "North": COMPANY,
        "South": COMPANY,
        "D": COMPANY,
    }
    assert list(publish(cells(*rows), PARENTS).table.columns) == list(PUBLISHED_COLUMNS)


def test_an_unknown_part_makes_the_whole_unknown() -> None:
    rows = [customers("A", 10), customers("B", 20) | {"ss": np.nan}, customers("C", 8)]
    table = publish(cells(*rows), PARENTS).table.set_index("node")
    assert table["ss"].isna().to_dict() == {
        COMPANY: True,
        "North": True,
        "B": True,
        "A": False,
        "C": False,
        "South": False,
    }
    assert table.loc["North", "n"] == 30


def test_a_region_named_like_a_unit_is_told_apart() -> None:
    rows = [customers("A", 10), customers("North", 20)]
    table = publish(cells(*rows), {"A": "North", "North": "North"}).table
    found = table.set_index("node")["n"].to_dict()
    assert found == {COMPANY: 30, "North (region)": 30, "A": 10, "North": 20}


def test_a_unit_named_like_the_company_is_told_apart() -> None:
    rows = [customers("A", 10), customers(COMPANY, 20)]
    table = publish(cells(*rows), {COMPANY: "South"}).table
    found = table.set_index("node")
    assert found["n"].to_dict() == {COMPANY: 30, "South": 20, "A": 10, f"{COMPANY} (unit)": 20}
    assert found["depth"].to_dict()[COMPANY] == "company"


def test_no_regions_and_no_cells_are_fine() -> None:
    table = publish(cells(employees("A", 10)), {}).table
    assert table["node"].tolist() == [COMPANY, "A"]
    assert publish(cells(), {}).table.empty


@settings(max_examples=12, deadline=None)
@given(groups=GROUPS, data=st.data())
def test_hiding_never_depends_on_answers(
    groups: list[tuple[str, str, list[int], list[int]]], data: st.DataObject
) -> None:
    other = [
        (
            unit,
            level,
            *[
                data.draw(st.lists(st.integers(1, 5), min_size=len(a), max_size=len(a)))
                for a in lists
            ],
        )
        for unit, level, *lists in groups
    ]
    before, after = of_groups(groups), of_groups(other)
    assert before["hidden"].tolist() == after["hidden"].tolist()
    assert before["n"].equals(after["n"])


@settings(max_examples=12, deadline=None)
@given(groups=GROUPS)
def test_every_cell_shown_has_enough_answers_to_every_item(
    groups: list[tuple[str, str, list[int], list[int]]],
) -> None:
    table = of_groups(groups)
    shown = table[table["hidden"] == SHOWN]
    assert (shown["n"] >= MINIMUM_N).all()
    patterns = table.groupby(["node", "dimension", "level"])["hidden"].nunique()
    assert (patterns == 1).all()
    assert table.duplicated(KEY).sum() == 0


@settings(max_examples=12, deadline=None)
@given(groups=GROUPS)
def test_what_is_shown_adds_up(groups: list[tuple[str, str, list[int], list[int]]]) -> None:
    table = of_groups(groups)
    for key, whole in table[table["depth"] != "unit"].groupby(["node", "metric", "level"]):
        node, metric, level = key
        same = (table["metric"] == metric) & (table["level"] == level) & (table["depth"] == "unit")
        parts = table[same & ((table["parent"] == node) | (node == COMPANY))]
        row = whole.iloc[0]
        if row["hidden"] == SHOWN and (parts["hidden"] == SHOWN).all():
            assert row["n"] == parts["n"].sum()
            assert row["s"] == pytest.approx(parts["s"].sum())


def beside(*rows: Cell) -> pd.DataFrame:
    return publish(cells(*rows), PARENTS).beside


def team(unit: str, n: int, metric: str = "internal_score") -> Cell:
    return answers(metric, QUARTER, unit, [4] * n, leg=INTERNAL)


def test_sources_beside_the_legs_leave_the_legs_as_they_are() -> None:
    legs = [employees("A", 9), customers("A", 9)]
    others = [
        answers("one_owner", QUARTER, "A", [1] * 9, leg=SERVICE, scale="0-1"),
        team("North", 9),  # a team called like a region
        team("A", 9),
    ]
    alone, together = publish(cells(*legs), PARENTS), publish(cells(*legs, *others), PARENTS)
    pd.testing.assert_frame_equal(alone.table, together.table)
    assert set(together.beside["leg"]) == {SERVICE, INTERNAL}
    assert alone.beside.empty
    assert list(alone.beside) == list(PUBLISHED_COLUMNS)


def test_cases_are_summed_up_the_hierarchy_and_teams_only_to_the_company() -> None:
    cases = [
        answers("one_owner", QUARTER, unit, [1, 0] * 4, leg=SERVICE, scale="0-1") for unit in "ABC"
    ]
    table = beside(*cases, team("A", 9), team("IT", 9))
    found = table.groupby("leg")[["depth", "node"]].apply(lambda part: set(part["node"]))
    assert found[SERVICE] == {COMPANY, "North", "South", "A", "B", "C"}
    assert found[INTERNAL] == {COMPANY, "A", "IT"}
    north = table[(table["node"] == "North")].iloc[0]
    assert (north["n"], north["c1"]) == (16, 8)


def test_what_employees_say_of_teams_keeps_their_minimum_and_cases_the_plain_one() -> None:
    table = beside(
        team("few", MINIMUM_N - 1),
        team("enough", MINIMUM_N),
        team("enough", MINIMUM_N - 1, "self_score"),
        answers("one_owner", QUARTER, "A", [1] * MINIMUM_SAMPLE, leg=SERVICE, scale="0-1"),
        answers("one_owner", QUARTER, "B", [1] * (MINIMUM_SAMPLE - 1), leg=SERVICE, scale="0-1"),
    )
    units = table[table["depth"] == "unit"].set_index(["node", "metric"])["hidden"]
    assert units.to_dict() == {
        ("few", "internal_score"): HIDDEN_FEW,
        ("enough", "internal_score"): HIDDEN_COMPLEMENT,
        ("enough", "self_score"): HIDDEN_FEW,
        ("A", "one_owner"): SHOWN,
        ("B", "one_owner"): HIDDEN_FEW,
    }
    assert publish(cells(), PARENTS).minimum(INTERNAL) == MINIMUM_N
    assert publish(cells(), PARENTS).minimum(SERVICE) == MINIMUM_SAMPLE
