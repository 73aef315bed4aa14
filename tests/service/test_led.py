"""Standards, vision, inversion and evidence, on cells made by hand."""

import numpy as np
import pytest
from scipy import stats

from stool.actions import Action, Kind, Status
from stool.schema import COMPANY, ESAT, LEVEL
from stool.service import led
from stool.standards import Standard
from tests.service.built import around, basis, cell

LEVELS = {"Front": (3.2, 90), "Middle": (3.5, 30), "Top": (4.2, 20)}


def by_level(metric, levels=None, **place):
    means = levels or LEVELS
    everybody = [answer for mean, n in means.values() for answer in around(mean, n)]
    return [
        cell(ESAT, metric, everybody, **place),
        *(cell(ESAT, metric, around(mean, n), dimension=LEVEL, level=level, **place)
          for level, (mean, n) in means.items()),
    ]  # fmt: skip


def standard(name, value, measured="2026-03-31", **other):
    return Standard(name, "m", 80.0, value=value, last_measured=measured, **other)


def test_standards_are_counted_and_aged_at_the_end_of_the_quarter() -> None:
    register = (
        standard("met", 90.0),
        standard("missed", 70.0, "2025-12-31"),
        standard("few", 70.0, "2025-03-31", better="lower"),
        standard("never", None, ""),
    )
    found = led.standards(basis([], standards=register))
    assert found is not None
    assert (found.headline.value, found.headline.n) == (pytest.approx(2 / 3), 3)
    assert found.figure("never").value == 1
    assert found.figure("fresh").value == 2 / 4
    assert found.parts["value"].tolist() == [365, 90, 0]
    assert found.details["standard"].tolist() == ["never", "few", "missed", "met"]


def test_a_standard_holds_where_it_was_set() -> None:
    register = (standard("all", 90.0), standard("west", 70.0, unit="West"))
    east = led.standards(basis([], node="Ash", standards=register))
    west = led.standards(basis([], node="Cedar", standards=register))
    assert east is not None
    assert west is not None
    assert (east.headline.n, west.headline.n) == (1, 2)
    assert led.standards(basis([], node="Ash", standards=register[1:])) is None


def test_a_look_after_the_quarter_is_said() -> None:
    found = led.standards(basis([], quarter="2025Q4", standards=(standard("later", 90.0),)))
    assert found is not None
    assert found.doubts == ("register_now",)
    assert found.parts["value"].tolist() == [0]


def test_standards_never_measured_have_no_share() -> None:
    found = led.standards(basis([], standards=(standard("never", None, ""),)))
    assert found is not None
    assert np.isnan(found.headline.value)
    assert found.parts.empty


def test_the_spread_of_levels_allows_for_every_pair() -> None:
    found = led.vision(basis([*by_level(ESAT), *by_level("clear_vision")]))
    assert found is not None
    assert found.headline.value == pytest.approx(1.0)
    top, front = around(4.2, 20), around(3.2, 90)
    se = np.hypot(np.std(top, ddof=1) / np.sqrt(20), np.std(front, ddof=1) / np.sqrt(90))
    freedom = stats.ttest_ind(top, front, equal_var=False).df
    assert found.headline.high - 1 == pytest.approx(stats.t.isf(0.025 / 3, freedom) * se)
    assert found.parts["part"].tolist() == ["Front", "Middle", "Top"]
    one = {"Front": (3.0, 90)}
    assert led.vision(basis(by_level("clear_vision", one))) is None


def test_the_index_is_the_front_line_less_the_top_over_both_questions() -> None:
    turned = {"Front": (4.7, 90), "Middle": (3.5, 30), "Top": (4.2, 20)}
    cells = [*by_level(ESAT), *by_level("empowered"), *by_level("boss_removes_obstacles", turned)]
    found = led.inversion(basis(cells))
    assert found is not None
    assert found.figure("empowered").value == pytest.approx(-1.0)
    assert found.figure("boss_removes_obstacles").value == pytest.approx(0.5)
    assert found.headline.value == pytest.approx(-0.25)
    welch = [
        stats.ttest_ind(around(*each["Front"]), around(*each["Top"]), equal_var=False)
        for each in (LEVELS, turned)
    ]
    errors = [gap / test.statistic for gap, test in zip((-1.0, 0.5), welch, strict=True)]
    error = np.mean(errors)  # one person said both
    margin = stats.t.isf(0.025, min(test.df for test in welch)) * error
    assert found.headline.high - found.headline.value == pytest.approx(margin)
    assert found.parts["part"].tolist() == ["Front", "Middle", "Top"]
    assert led.inversion(basis(cells[:8])) is None


def test_a_region_with_a_lower_front_line_is_told_apart() -> None:
    cells = [*by_level(ESAT), *by_level("empowered"), *by_level("boss_removes_obstacles")]
    low = {"Front": (2.0, 90), "Top": (5.0, 20)}
    even = {"Front": (3.5, 90), "Top": (3.5, 20)}
    for region, levels in (("East", even), ("West", low)):
        for metric in led.POWER:
            cells += by_level(metric, levels, node=region)
    found = led.inversion(basis(cells))
    assert found is not None
    assert found.places[["kind", "place"]].iloc[0].tolist() == ["region", "West"]
    assert bool(found.places["is_clear"].iloc[0])


def evidence(title, start, **other):
    return Action(title, "Head", (COMPANY,), ESAT, start, 1, other.pop("status", Status.RUNNING),
                  kind=Kind.EVIDENCE, **other)  # fmt: skip


def test_evidence_is_counted_and_aged() -> None:
    actions = (
        evidence("old", "2024Q1", statement="said"),
        evidence("new", "2025Q3"),
        evidence("later", "2026Q2"),
        evidence("dropped", "2026Q1", status=Status.DROPPED),
    )
    cells = [*by_level(ESAT), *by_level("leaders_value_service")]
    found = led.evidence(basis(cells, actions=actions))
    assert found is not None
    assert (found.figure("evidence").value, found.figure("age").value) == (2, 2)
    assert found.figure("gap").value == pytest.approx(-1.0)
    assert found.details["statement"].tolist() == ["new", "said"]
    none = led.evidence(basis(cells))
    assert none is not None
    assert np.isnan(none.figure("age").value)
    assert led.evidence(basis([], actions=actions)) is None
