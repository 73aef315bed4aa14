"""Findings: a sentence for every kind, in singular and plural, that claims no cause."""

from pathlib import Path
from typing import Any

import pytest

from stool.plan import Action, Status
from stool.reading import Finding
from stool.schema import CSAT, ESAT, PROFIT
from stool.text.findings import SENTENCES, sentence

SINCE = {"leg": ESAT, "since": "2025Q1"}
BUDGET = Action("recognition budget", "Ann", ("A",), ESAT, "2026Q1", 2, Status.RUNNING)
SO_FAR = {"is_comparable": True, "change": 1.2, "noise": 3.0, "is_clear": False} | {
    "units": 1,
    "of": 1,
}
CASES: list[tuple[str, dict[str, Any], str]] = [
    (
        "under_floor",
        {"leg": CSAT},
        "CSAT is under its floor: score 0. Nothing else can be level until it recovers.",
    ),
    (
        "slipping",
        SINCE | {"units": ["A"], "of": 24, "worst": 12.4},
        "ESAT fell more than noise since Q1 2025 in 1 of 24 units: A (worst 12 points).",
    ),
    (
        "slipping",
        SINCE | {"units": ["A", "B", "C", "D", "E"], "of": 24, "worst": 12.4},
        "ESAT fell more than noise since Q1 2025 in 5 of 24 units: A, B, C and 2 more (worst 12 "
        "points).",
    ),
    (
        "regions_slip",
        SINCE | {"regions": ["North"], "falls": [8.6]},
        "ESAT fell more than noise since Q1 2025 (points): North −9.",
    ),
    (
        "regions_slip",
        SINCE | {"regions": ["North", "South"], "falls": [8.6, 4.0]},
        "ESAT fell more than noise since Q1 2025 (points): North −9 and South −4.",
    ),
    (
        "leg_missing",
        {"leg": PROFIT, "quarter": "2026Q1"},
        "No revenue file is loaded for Q1 2026; without it there is no stool to level.",
    ),
    (
        "units_missing",
        {"leg": CSAT, "units": ["A"], "quarter": "2026Q1"},
        "A has no CSAT data for Q1 2026, though it reported within the year before.",
    ),
    (
        "units_missing",
        {"leg": CSAT, "units": ["A", "B"], "quarter": "2026Q1"},
        "A and B have no CSAT data for Q1 2026, though they reported within the year before.",
    ),
    (
        "action_due",
        {"action": BUDGET, "so_far": SO_FAR, "others": 0},
        "Action “recognition budget” (Q1 2026) is due to show in ESAT this quarter. So far: +1, "
        "within noise.",
    ),
    (
        "action_due",
        {"action": BUDGET, "so_far": SO_FAR, "others": 2},
        "Action “recognition budget” (Q1 2026) is due to show in ESAT this quarter. So far: +1, "
        "within noise. 2 other actions are due as well.",
    ),
    (
        "response_falls",
        {"leg": ESAT, "before": 0.75, "now": 0.5},
        "ESAT response fell from 75% to 50% in a year. Unhappy staff who stay silent may be "
        "under-counted.",
    ),
    (
        "stays_hidden",
        {"leg": ESAT, "units": ["A"]},
        "A is hidden in most quarters: too few staff answer there to show anything.",
    ),
    (
        "stays_hidden",
        {"leg": CSAT, "units": ["A", "B", "C"]},
        "A, B and C are hidden in most quarters: too few customers answer there to show anything.",
    ),
    (
        "provisional",
        {"legs": [ESAT, PROFIT]},
        "Nobody has set a target for ESAT and Profit; the score rests on a provisional one from "
        "history.",
    ),
    (
        "files",
        {"legs": 3, "of": 3, "quarter": "2026Q1", "rejected": 0, "rows": 1},
        "3 of 3 legs loaded for Q1 2026; none of 1 row rejected.",
    ),
    (
        "files",
        {"legs": 2, "of": 3, "quarter": "2026Q1", "rejected": 1234, "rows": 20_000},
        "2 of 3 legs loaded for Q1 2026; 1,234 of 20,000 rows rejected.",
    ),
    (
        "coverage",
        {"units": 24, "quarters": 20, "matched": 478, "hidden": 0, "few": 0, "minimum_n": 7},
        "24 units × 20 quarters: all three legs in 478 of 480.",
    ),
    (
        "coverage",
        {"units": 1, "quarters": 1, "matched": 0, "hidden": 1, "few": 1, "minimum_n": 7},
        "1 unit × 1 quarter: all three legs in 0 of 1; 1 unit hidden now (too few answers).",
    ),
    (
        "coverage",
        {"units": 4, "quarters": 1, "matched": 1, "hidden": 3, "few": 1, "minimum_n": 7},
        "4 units × 1 quarter: all three legs in 1 of 4; 3 units hidden now (1 for too few answers, "
        "the others to protect those).",
    ),
    (
        "response",
        {"leg": ESAT, "rate": 0.734, "most": 0.912, "floor": 0.2},
        "ESAT response 73–91%.",
    ),
    (
        "response",
        {"leg": CSAT, "rate": 0.151, "most": 0.151, "floor": 0.2},
        "CSAT response 15%, below the 20% floor.",
    ),
    (
        "response_unknown",
        {"leg": CSAT, "rate": float("nan"), "floor": 0.2},
        "CSAT response rate unknown: the files do not say how many customers could have answered.",
    ),
    (
        "response_impossible",
        {"leg": ESAT, "rate": 1.5, "floor": 0.2},
        "ESAT has more answers than people (150%): the head count or the survey file is wrong.",
    ),
    ("targets", {"legs": []}, "Floors, targets and stretches are your own."),
    (
        "targets",
        {"legs": [ESAT, CSAT]},
        "Targets of ESAT, CSAT are provisional, from history: set your own on the Data page.",
    ),
    ("links", {"of": 0}, "No link can be tested until two legs are loaded."),
    (
        "links",
        {"established": 1, "of": 1, "units": 24, "quarters": 1},
        "1 of 1 link established, from 24 units × 1 quarter. Association, not proof of cause.",
    ),
    (
        "links",
        {"established": 2, "of": 3, "units": 1, "quarters": 20},
        "2 of 3 links established, from 1 unit × 20 quarters. Association, not proof of cause.",
    ),
]


@pytest.mark.parametrize(("kind", "facts", "expected"), CASES)
def test_each_finding_has_its_sentence(kind: str, facts: dict[str, Any], expected: str) -> None:
    assert sentence(Finding(kind, 1.0, "data", facts)) == expected


def test_every_kind_that_is_found_has_a_sentence_and_a_case() -> None:
    assert {kind for kind, _, _ in CASES} == set(SENTENCES)
    folder = Path(__file__).parents[2] / "stool" / "reading"
    written = "".join(path.read_text() for path in folder.glob("*.py"))
    for kind in SENTENCES:
        assert f'Finding("{kind}"' in written
