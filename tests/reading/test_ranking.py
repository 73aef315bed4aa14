"""The ranking rules as Help promises them, against the order in which findings come."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest

from stool.measure import Target
from stool.plan import Action, Status
from stool.reading import Analysis, Finding, attention, read, trust
from stool.schema import CSAT, ESAT
from stool.text import prose
from tests.cells.making import Cell, answers, ledger, spread

LAST = "2025Q2"
QUARTERS = ["2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2"]
Analysed = Callable[..., Analysis]
Changes = dict[tuple[str, str, str], Cell | None]

NEEDED = {  # what Help calls each kind of finding
    "a leg under its floor": "under_floor",
    "regions whose score fell": "regions_slip",
    "actions due": "action_due",
    "units whose score fell": "slipping",
    "a leg without data": "leg_missing",
    "units without data": "units_missing",
    "a response rate at least five points under last year's": "response_falls",
    "units hidden": "stays_hidden",
    "targets nobody has set": "provisional",
}


def promised(title: str) -> list[list[str]]:
    """The names in bold, item by item, of the list under a heading of Help."""
    section = prose.read("help").split(f"## {title}")[1].split("\n## ")[0]
    items = re.findall(r"^\d\. (.*?;|.*?\.)$", section, flags=re.MULTILINE | re.DOTALL)
    return [re.findall(r"\*\*(.*?)\*\*", item) for item in items]


def people(metric: str, quarter: str, unit: str, mean: float, n: int) -> Changes:
    cell = answers(metric, quarter, unit, spread(mean, n), scale="1-5 mean")
    return {(metric, quarter, unit): cell}


def heads(count: int | None) -> Changes:
    """Head counts of the last quarter."""
    cells = {
        ("headcount", LAST, unit): ledger("headcount", LAST, unit, count or 0) for unit in "ABCD"
    }
    return cells if count is not None else dict.fromkeys(cells)


def gone(metric: str, units: str) -> Changes:
    return {(metric, LAST, unit): None for unit in units}


def weights(found: Iterable[Finding]) -> dict[str, float]:
    """Weight of each kind, the heaviest of its findings."""
    ranked: dict[str, float] = {}
    for each in found:
        ranked[each.kind] = max(each.weight, ranked.get(each.kind, 0.0))
    return ranked


def test_what_needs_attention_comes_in_the_order_help_promises(
    analysed: Analysed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stool.reading.attention.MOST", 99)
    changed: Changes = gone(CSAT, "C")
    for quarter in QUARTERS:
        changed |= people(ESAT, quarter, "D", 3.5, 4)
    for unit in "ABC":
        changed |= people(ESAT, LAST, unit, 3.5, 8)
    changed |= people(CSAT, LAST, "A", 1.5, 40)
    own = {CSAT: Target(3.0, 4.0, 4.5, provisional=False)}
    due = [Action("tea", "Ann", ("A",), ESAT, "2024Q4", lag=2, status=Status.RUNNING)]
    everything = weights(read(analysed(changed, targets=own, actions=due), LAST).attention)
    everything |= weights(read(analysed(gone(CSAT, "ABCD")), LAST).attention)
    order = [NEEDED[name] for names in promised("What needs your attention") for name in names]
    assert set(order) == set(NEEDED.values()) == set(everything)
    for before, after in pairwise(order):
        assert everything[before] > everything[after], (before, after)


def test_within_a_kind_the_larger_number_comes_first(analysed: Analysed) -> None:
    changed = people(ESAT, LAST, "A", 2.6, 40)
    for unit in "CD":
        changed |= people(CSAT, LAST, unit, 2.8, 40)
    found = read(analysed(changed), LAST).attention
    assert [each.facts["leg"] for each in found if each.kind == "slipping"] == [CSAT, ESAT]
    assert [each.facts["leg"] for each in found if each.kind == "regions_slip"] == [CSAT, ESAT]


def test_what_to_trust_comes_in_the_order_help_promises(analysed: Analysed) -> None:
    def worst(kind: str, changed: Changes | None = None, **options: object) -> float:
        return weights(read(analysed(changed, **options), LAST).trust)[kind]

    found = {
        "a leg that is not loaded": worst("files", gone(CSAT, "ABCD")),
        "more answers than people": worst("response_impossible", heads(20)),
        "a response rate under 20 %": worst("response", heads(200)),
        "rejected rows": worst("files", rejected=3),
        "a response rate that is not known": worst("response_unknown", heads(None)),
        "provisional targets": worst("targets", targets={}),
        "units hidden now": worst("coverage", people(ESAT, LAST, "D", 3.5, 4)),
        "what is in order": worst("targets"),
    }
    items = promised("Can I trust this")
    assert sorted(name for names in items for name in names) == sorted(found)
    ranks = [{found[name] for name in names} for names in items]
    assert all(len(rank) == 1 for rank in ranks)  # named together, ranked together
    order = [rank.pop() for rank in ranks]
    assert order == sorted(set(order), reverse=True)
    assert order[-1] == trust.GOOD


def test_help_names_the_limits_in_force() -> None:
    text = prose.read("help")
    assert (attention.MOST, trust.MOST) == (4, 5)
    assert "At most four findings" in text
    assert "At most five lines" in text
    assert attention.RESPONSE_FALL == 0.05
    assert trust.RESPONSE_FLOOR == 0.2
    assert attention.ALWAYS_HIDDEN == 0.5
