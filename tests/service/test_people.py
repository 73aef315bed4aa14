"""People, on cells made by hand."""

import numpy as np
import pytest

from stool.actions import Action, Kind, Status
from stool.period import shift
from stool.schema import COMPANY, ESAT, FIRST_REPLY_HOURS, HEADCOUNT, PROFIT, SERVICE, TENURE
from stool.service import people
from tests.service.built import NOW, around, basis, cell

BANDS = {"Under 1 year": (3.0, 30), "1-3 years": (4.0, 50), "Over 3 years": (4.0, 20)}


def test_five_statements_weigh_the_same_and_feedback_stands_beside_them() -> None:
    means = dict(zip(people.FIVE, (3.0, 3.5, 4.0, 4.5, 2.5), strict=True))
    cells = [cell(ESAT, name, around(mean)) for name, mean in means.items()]
    heard = cell(ESAT, "feedback_received", [5] * 10 + [1] * 30)
    found = people.people(basis([*cells, heard]))
    assert found is not None
    assert found.headline.value == pytest.approx(3.5)
    assert found.parts["value"].tolist() == pytest.approx(list(means.values()))
    assert found.figure("feedback_received").value == 0.25
    assert people.people(basis([heard])) is None


def test_an_average_of_some_of_its_questions_is_no_quarter_of_it() -> None:
    before = [cell(ESAT, "knowledge", around(5, 9), quarter="2025Q4")]
    cells = [cell(ESAT, name, around(3)) for name in ("knowledge", "teamwork")]
    found = people.people(basis([*before, *cells]))
    assert found is not None
    assert found.trend["quarter"].tolist() == [NOW]


def test_questions_on_another_scale_are_left_out_and_said() -> None:
    cells = [cell(ESAT, "coached", around(3)), cell(ESAT, "skilled", [10] * 9, scale="0-10")]
    screened = cell(PROFIT, "hires_screened", [80.0, 60.0], scale="ledger")
    found = people.made_able(basis([*cells, screened]))
    assert found is not None
    assert (found.headline.value, found.doubts) == (pytest.approx(3), ("scales",))
    assert found.figure("screened").value == pytest.approx(0.7)


def recognition(title, start, units, kind=Kind.GROUP, **other):
    return Action(title, "Head", units, ESAT, start, 1, Status.RUNNING, kind=kind, **other)


def test_recognitions_running_are_counted_by_kind_and_heads() -> None:
    actions = (
        recognition("all", "2025Q1", (COMPANY,)),
        recognition("over", "2024Q1", ("East",), finished="2025Q4"),
        recognition("one", "2026Q1", ("Ash",), Kind.INDIVIDUAL),
        recognition("later", "2026Q2", ("Ash",), Kind.INDIVIDUAL),
    )
    heads = cell(PROFIT, HEADCOUNT, [100.0, 100.0], scale="ledger")
    found = people.recognised(basis([cell(ESAT, "recognised", around(3)), heads], actions=actions))
    assert found is not None
    assert found.figure("group").value == found.figure("individual").value == 1
    assert found.figure("per_head").value == pytest.approx(1.0)
    assert found.doubts == ("few_recognitions",)


def thanked(effect, seed=5):
    """Units some of which begin a recognition in some quarters, and what staff say later."""
    rng = np.random.default_rng(seed)
    quarters = [shift(NOW, -back) for back in reversed(range(20))]
    units = [f"U{number}" for number in range(16)]
    begun = rng.random((16, 20)) < 0.15
    actions = tuple(
        recognition(f"{unit} {quarter}", quarter, (unit,))
        for row, unit in enumerate(units)
        for column, quarter in enumerate(quarters)
        if begun[row, column]
    )
    cells = [cell(ESAT, "recognised", around(3))]
    for row, unit in enumerate(units):
        felt = 3 + effect * np.concatenate([[0], begun[row, :-1]]) + rng.normal(0, 0.1, 20)
        for column, quarter in enumerate(quarters):
            place = {"node": unit, "quarter": quarter}
            cells.append(cell(ESAT, ESAT, around(felt[column], 200), **place))
            cells.append(cell(PROFIT, HEADCOUNT, [40.0], scale="ledger", **place))
    return basis(cells, actions=actions, parents=dict.fromkeys(units, COMPANY))


@pytest.mark.parametrize(("effect", "doubts"), [(0.5, ()), (0.0, ("recognition_not_followed",))])
def test_what_follows_a_recognition_is_looked_for_where_there_is_enough(effect, doubts) -> None:
    found = people.recognised(thanked(effect))
    assert found is not None
    assert found.doubts == doubts
    assert (found.figure("followed").low > 0.5) == (not doubts)


@pytest.mark.parametrize(
    ("bands", "newest"),
    [
        (["1-3 years", "Under 1 year", "Over 10 years", "3-10 years"], "Under 1 year"),
        (["6-12 months", "1-3 years", "<6 months"], "<6 months"),
        (["bis 6 Monate", "1 bis 3 Jahre"], "bis 6 Monate"),
        (["0,5-1 an", "1-2 ans"], "0,5-1 an"),
        (["new", "1-3 years"], ""),
        (["Under 1 year"], ""),
        ([], ""),
    ],
)
def test_the_newest_band_is_read_off_its_numbers(bands: list[str], newest: str) -> None:
    assert people.newest_band(bands) == newest


def test_newcomers_are_set_against_all_others() -> None:
    cells = [
        cell(ESAT, name, around(mean + shifted, n), dimension=TENURE, level=band)
        for name, shifted in zip(people.THREE, (0, 0.5, -1), strict=True)
        for band, (mean, n) in BANDS.items()
    ]
    found = people.newcomers(basis(cells))
    assert found is not None
    assert [each.value for each in found.figures] == pytest.approx([-1] * 4)
    assert found.headline.high < 0
    assert people.newcomers(basis(cells[:6])) is None


def test_tools_are_set_against_reply_times_over_units() -> None:
    names = [f"U{number}" for number in range(6)]
    cells = [cell(ESAT, "tools_work", around(3))]
    for place, unit in enumerate(names):
        cells.append(cell(ESAT, "tools_work", around(2 + place / 2), node=unit))
        hours = [float(np.exp(3 - place))] * 5
        cells.append(cell(SERVICE, FIRST_REPLY_HOURS, hours, node=unit, scale="amount"))
    parents = dict.fromkeys(names, COMPANY)
    found = people.tools(basis(cells, parents=parents))
    assert found is not None
    assert found.figure("r").value == pytest.approx(-1)
    assert found.doubts == ("few_units",)
    one = people.tools(basis(cells, parents=parents, node="U1"))
    assert one is None or not one.figure("r").is_known
    assert people.tools(basis(cells[:1])) is None


def test_feedback_is_one_question() -> None:
    found = people.feedback(basis([cell(ESAT, "feedback_received", around(3))]))
    assert found is not None
    assert found.headline.value == pytest.approx(3)
