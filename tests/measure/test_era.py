"""Eras: nothing is compared across a change of wording or scale."""

import numpy as np
import pandas as pd
import pytest

from stool.events import Event
from stool.measure import leg_control, moves, with_changes
from stool.measure.change import MIN_CHANGES
from stool.measure.era import eras
from stool.period import shift
from stool.schema import COMPANY, CSAT, ESAT
from tests.measure.test_change import history

BROKEN = [0, 0, 1, 1]


def rows() -> pd.DataFrame:
    nodes = [(COMPANY, ""), ("North", COMPANY), ("Polna", "North"), ("West", COMPANY)]
    return pd.DataFrame(
        [
            (node, parent, leg, quarter)
            for node, parent in nodes
            for leg in (ESAT, CSAT)
            for quarter in ("2025Q1", "2025Q2", "2025Q3")
        ],
        columns=["node", "parent", "leg", "quarter"],
    )


def counted(*events: Event) -> dict[tuple[str, str], list[int]]:
    found = rows().assign(era=eras(rows(), events))
    return {
        (str(node), str(leg)): each["era"].tolist()
        for (node, leg), each in found.groupby(["node", "leg"])
        if each["era"].any()
    }


def test_a_break_counts_for_its_node_all_below_and_its_leg() -> None:
    region = Event("2025Q2", "New form", "North", ESAT, is_break=True)
    assert counted(region) == {("North", ESAT): [0, 1, 1], ("Polna", ESAT): [0, 1, 1]}
    company = Event("2025Q3", "New scale", is_break=True)
    assert len(counted(company)) == 8
    assert counted(company, region)["Polna", ESAT] == [0, 1, 2]
    assert counted(Event("2025Q2", "Strike")) == {}


def test_no_change_is_computed_across_a_break() -> None:
    plain = history([60, 62, 90, 93], se=1.0)
    found = with_changes(plain.assign(era=BROKEN))
    assert found["change"].tolist() == pytest.approx([np.nan, 2, np.nan, 3], nan_ok=True)
    assert found["change_noise"].isna().tolist() == [True, False, True, False]
    assert found["change_is_clear"].tolist() == [False, False, False, True]
    assert found["is_comparable"].tolist() == [True, True, False, True]
    assert with_changes(plain)["change_is_clear"].tolist() == [False, False, True, True]


def test_a_break_in_a_gap_leaves_the_next_quarter_without_one_before() -> None:
    gap = history([60, 62, 90, 93], se=1.0).assign(era=BROKEN).drop(index=2)
    found = with_changes(gap)
    assert found["is_comparable"].all()
    assert found["change"].isna().tolist() == [True, False, True]


def test_the_usual_swing_of_a_ledger_figure_begins_anew() -> None:
    scores = [50.0, 51.0] * 10
    plain = history(scores, sampled=False)
    late = MIN_CHANGES + 4
    found = with_changes(plain.assign(era=[0] * late + [1] * (len(scores) - late)))
    known = found["change_noise"].notna()
    assert known.tolist() == [MIN_CHANGES < place < late for place in range(len(scores))]


@pytest.mark.parametrize("before", ["2023Q1", "2023Q2"])
def test_units_asked_otherwise_have_ends_and_no_change(before: str) -> None:
    broken = history([60, 61, 90, 91], 1.0).assign(era=BROKEN)
    same = history([60, 61, 90, 91], 1.0, node="B")
    found = moves(with_changes(pd.concat([broken, same])), before, "2023Q3").set_index("node")
    assert found["is_comparable"].to_dict() == {"A": False, "B": True}
    assert np.isnan(found.loc["A", ["change", "noise"]].astype(float)).all()
    assert found.loc["A", "end"] == 90
    assert not found.loc["A", ["is_clear", "drawn"]].any()
    assert found.loc["B", "is_clear"]
    after = moves(with_changes(broken), "2023Q3", "2023Q4").iloc[0]
    assert (after["change"], after["is_comparable"]) == (1, True)


def test_own_limits_are_those_of_the_last_wording() -> None:
    scores = [50.0] * 4 + [70.0, 71.0] * 5
    quarters = [shift("2023Q1", step) for step in range(len(scores))]
    plain = history(scores, 1.0)
    found = leg_control(plain.assign(era=[0] * 4 + [1] * 10))
    assert found.table["quarter"].tolist() == quarters[4:]
    assert found.centre == pytest.approx(70.5)
    assert not found.table["beyond"].any()
    assert leg_control(plain).table["beyond"].any()
