"""What needs somebody: every kind of finding, and the order they come in."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from stool.events import Event
from stool.measure import Target
from stool.plan import Action, Status
from stool.reading import Analysis, Finding, read
from stool.reading.attention import slipping
from stool.schema import COMPANY, CSAT, ESAT
from stool.text.findings import sentence
from tests.cells.making import Cell, answers, spread

LAST = "2025Q2"
QUARTERS = ["2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2"]
Analysed = Callable[..., Analysis]
Changes = dict[tuple[str, str, str], Cell | None]


def people(metric: str, quarter: str, unit: str, mean: float, n: int) -> Changes:
    cell = answers(metric, quarter, unit, spread(mean, n), scale="1-5 mean")
    return {(metric, quarter, unit): cell}


def kinds(analysis: Analysis, node: str = COMPANY) -> dict[str, Finding]:
    return {found.kind: found for found in read(analysis, LAST, node).attention}


def test_nothing_stands_out_of_an_even_company(even: Analysis) -> None:
    assert read(even).attention == ()


def test_a_leg_under_its_floor(analysed: Analysed, even: Analysis) -> None:
    own = dict(even.targets) | {CSAT: Target(3.6, 4.0, 4.5, provisional=False)}
    found = kinds(analysed(targets=own))
    assert list(found) == ["under_floor"]
    assert found["under_floor"].facts["leg"] == CSAT
    assert found["under_floor"].page == "legs"


def test_units_and_regions_that_fell_over_a_year(analysed: Analysed) -> None:
    changed = people(CSAT, LAST, "A", 2.6, 40) | people(CSAT, LAST, "B", 2.9, 40)
    found = kinds(analysed(changed))
    assert list(found) == ["regions_slip", "slipping"]
    units = found["slipping"].facts
    assert (units["leg"], units["units"], units["of"]) == (CSAT, ["A", "B"], 4)
    assert (units["since"], units["worst"]) == ("2024Q2", pytest.approx(67.5))
    assert found["regions_slip"].facts["regions"] == ["North"]
    assert found["regions_slip"].facts["falls"] == pytest.approx([56.25])
    assert list(kinds(analysed(changed), "North")) == ["slipping"]
    assert kinds(analysed(changed), "South") == {}


def test_a_rise_or_a_fall_within_noise_is_no_news(analysed: Analysed) -> None:
    changed = people(CSAT, LAST, "A", 3.45, 40) | people(CSAT, LAST, "B", 4.5, 40)
    assert kinds(analysed(changed)) == {}


def test_a_fall_is_measured_from_the_same_season(analysed: Analysed) -> None:
    changed = people(CSAT, "2025Q1", "A", 4.5, 40)  # high a quarter ago, usual a year ago
    assert kinds(analysed(changed)) == {}


def test_units_compared_pay_for_each_other() -> None:
    """Holm: one fall of p = .03 is clear alone, and not among four."""

    def year(falls: list[float]) -> pd.DataFrame:
        rows = [
            (f"U{unit}", "North", quarter, CSAT, 60 - fall * now, 1.0, True, 0)
            for unit, fall in enumerate(falls)
            for quarter, now in (("2024Q2", 0), (LAST, 1))
        ]
        names = ["node", "parent", "quarter", "leg", "score", "se", "sampled", "era"]
        return pd.DataFrame(rows, columns=names)

    alone = slipping(year([2.17 * np.sqrt(2)]), LAST, CSAT)
    assert alone["node"].tolist() == ["U0"]
    assert alone["fall"].tolist() == pytest.approx([3.069], abs=1e-3)
    assert slipping(year([2.17 * np.sqrt(2), 0, 0, 0]), LAST, CSAT).empty
    three = slipping(year([9, 12, -20, 10]), LAST, CSAT)
    assert three["node"].tolist() == ["U1", "U3", "U0"]
    assert slipping(year([9]).assign(se=0.0), LAST, CSAT).empty
    assert slipping(year([9]).assign(sampled=False), LAST, CSAT).empty
    assert slipping(year([9]), LAST, ESAT).empty


def test_a_leg_or_a_unit_without_data(analysed: Analysed) -> None:
    gone: Changes = {(CSAT, LAST, unit): None for unit in "ABCD"} | {(ESAT, LAST, "C"): None}
    found = kinds(analysed(gone))
    assert list(found) == ["leg_missing", "units_missing"]
    assert found["leg_missing"].facts == {"leg": CSAT, "quarter": LAST}
    assert found["units_missing"].facts == {"leg": ESAT, "units": ["C"], "quarter": LAST}
    assert list(kinds(analysed(gone), "D")) == ["leg_missing"]


def test_a_response_rate_five_points_under_last_years(analysed: Analysed) -> None:
    def rates(leg: str, n: int) -> dict[str, Finding]:
        changed: Changes = {}
        for unit in "ABCD":
            changed |= people(leg, LAST, unit, 3.5, n)
        return kinds(analysed(changed))

    assert rates(CSAT, 31) == {}  # 20 % to 15.5 %
    facts = rates(CSAT, 29)["response_falls"].facts
    assert facts == {"leg": CSAT, "now": pytest.approx(0.145), "before": pytest.approx(0.2)}
    assert rates(ESAT, 20) == {}  # 63 to 99 %, and 40 to 62 % now: it may have fallen by less
    facts = rates(ESAT, 15)["response_falls"].facts  # by this at least
    assert facts == {"leg": ESAT, "now": 63 / 160, "before": 100 / 160}


def test_units_hidden_in_most_quarters(analysed: Analysed) -> None:
    always: Changes = {}
    for quarter in QUARTERS:
        always |= people(ESAT, quarter, "D", 3.5, 4)
    found = kinds(analysed(always))
    assert found["stays_hidden"].facts == {"leg": ESAT, "units": ["D"]}
    assert "stays_hidden" not in kinds(analysed(people(ESAT, LAST, "D", 3.5, 4)))


def budget(**fields: Any) -> Action:
    usual = {"title": "budget", "owner": "Ann", "units": ("A",), "leg": ESAT, "start": "2024Q4"}
    return Action(**(usual | {"lag": 2, "status": Status.RUNNING} | fields))


def test_an_action_that_is_due_with_what_its_leg_did_since(analysed: Analysed) -> None:
    changed = people(ESAT, LAST, "A", 3.6, 30)
    found = kinds(analysed(changed, actions=[budget()]))["action_due"]
    assert found.page == "plan"
    assert found.facts["action"] == budget()
    so_far = found.facts["so_far"]
    assert isinstance(so_far, dict)
    assert so_far["change"] == pytest.approx(5)  # a tenth of 75 to 100 over half a point
    assert so_far["since"] == "2024Q3"
    assert sentence(found) == (
        "Action “budget” (Q4 2024) is due to show in ESAT this quarter. So far: +5, within noise."
    )


def test_several_actions_due_are_one_finding(analysed: Analysed) -> None:
    changed = people(ESAT, LAST, "B", 3.4, 30)
    due = [budget(), budget(title="tea", units=("B",)), budget(title="later", lag=3)]
    (found,) = read(analysed(changed, actions=due), LAST).attention
    assert (found.facts["action"], found.facts["others"]) == (due[1], 1)


@pytest.mark.parametrize(
    "fields",
    [{"lag": 1}, {"lag": 3}, {"status": Status.PLANNED}, {"status": Status.DROPPED}],
)
def test_an_action_not_due_or_not_begun_is_no_finding(
    analysed: Analysed, fields: dict[str, object]
) -> None:
    assert kinds(analysed(actions=[budget(**fields)])) == {}
    assert list(kinds(analysed(actions=[budget(status=Status.DONE)]))) == ["action_due"]


@pytest.mark.parametrize(
    ("units", "seen_in"),
    [
        (("A",), {COMPANY, "North", "A"}),
        (("North",), {COMPANY, "North", "A", "B"}),
        ((COMPANY,), {COMPANY, "North", "South", *"ABCD"}),
        (("B", "C"), {COMPANY, "North", "South", "B", "C"}),
    ],
)
def test_an_action_is_seen_where_it_reaches(
    analysed: Analysed, units: tuple[str, ...], seen_in: set[str]
) -> None:
    analysis = analysed(actions=[budget(units=units)])
    nodes = [COMPANY, "North", "South", *"ABCD"]
    assert {node for node in nodes if "action_due" in kinds(analysis, node)} == seen_in


def test_a_fall_across_a_change_of_wording_is_none(analysed: Analysed) -> None:
    changed = people(CSAT, LAST, "A", 2.6, 40) | people(CSAT, LAST, "C", 2.6, 40)
    broken = Event("2025Q1", "New form", "North", CSAT, is_break=True)
    found = kinds(analysed(changed, events=[broken]))
    assert found["slipping"].facts["units"] == ["C"]
    assert found["regions_slip"].facts["regions"] == ["South"]


def test_targets_nobody_has_set(analysed: Analysed, even: Analysis) -> None:
    own = {ESAT: even.targets[ESAT]}
    found = kinds(analysed(targets=own))
    assert found["provisional"].facts == {"legs": [CSAT, "profit"]}


def test_the_worst_four_come_first(analysed: Analysed, monkeypatch: pytest.MonkeyPatch) -> None:
    changed: Changes = {(CSAT, LAST, "C"): None}
    for quarter in QUARTERS:
        changed |= people(ESAT, quarter, "D", 3.5, 4)
    for unit in "ABC":
        changed |= people(ESAT, LAST, unit, 3.5, 8)
    changed |= people(CSAT, LAST, "A", 1.5, 40)
    own = {CSAT: Target(3.0, 4.0, 4.5, provisional=False)}
    analysis = analysed(changed, targets=own, actions=[budget()])
    order = [
        "under_floor", "regions_slip", "action_due", "slipping", "units_missing", "response_falls",
        "stays_hidden", "provisional",
    ]  # fmt: skip
    four = read(analysis, LAST).attention
    assert [each.kind for each in four] == order[:4]
    monkeypatch.setattr("stool.reading.attention.MOST", 99)
    everything = read(analysis, LAST).attention
    assert list(dict.fromkeys(each.kind for each in everything)) == order
    weights = [each.weight for each in everything]
    assert weights == sorted(weights, reverse=True)
