"""What the reading rests on: each finding, and the worst first."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from stool.lag import Evidence
from stool.reading import Analysis, Finding, read
from stool.reading.trust import BAD, GOOD, WARN
from stool.schema import CSAT, ESAT, PROFIT
from tests.cells.making import answers, ledger, spread
from tests.charts.build import link

LAST = "2025Q2"
Analysed = Callable[..., Analysis]


def of(analysis: Analysis, kind: str, node: str = "ALL UNITS") -> list[Finding]:
    return [found for found in read(analysis, LAST, node).trust if found.kind == kind]


def test_an_even_company_with_its_own_targets_is_good_news_alone(even: Analysis) -> None:
    found = read(even).trust
    assert len(found) == 5
    assert {each.weight for each in found} <= {GOOD, WARN + 0.5}
    assert of(even, "files")[0].facts == {
        "legs": 3,
        "of": 3,
        "quarter": LAST,
        "rejected": 0,
        "rows": 100,
    }
    coverage = of(even, "coverage")[0].facts
    counts = {"units": 4, "quarters": 6, "matched": 24, "hidden": 0, "few": 0}
    assert coverage == counts | {"minimum_n": 7}


def test_rejected_rows_and_a_missing_leg(analysed: Analysed) -> None:
    found = of(analysed(rejected=3), "files")[0]
    assert (found.weight, found.facts["rejected"], found.facts["rows"]) == (WARN, 3, 103)
    gone: dict[tuple[str, str, str], None] = {(CSAT, LAST, unit): None for unit in "ABCD"}
    found = of(analysed(gone), "files")[0]
    assert (found.weight, found.facts["legs"]) == (BAD, 2)


def test_hidden_units_are_counted_where_they_are(analysed: Analysed) -> None:
    few = {(ESAT, LAST, "D"): answers(ESAT, LAST, "D", spread(3.5, 4), scale="1-5 mean")}
    analysis = analysed(few)
    found = of(analysis, "coverage")[0]
    assert (found.weight, found.facts["hidden"], found.facts["matched"]) == (WARN / 2, 2, 22)
    assert found.facts["few"] == 1  # the other unit of its region is hidden to protect it
    south = of(analysis, "coverage", "South")[0].facts
    assert (south["units"], south["hidden"], south["matched"]) == (2, 2, 10)
    north = of(analysis, "coverage", "North")[0].facts
    assert (north["units"], north["hidden"], north["matched"]) == (2, 0, 12)


@pytest.mark.parametrize(
    ("heads", "kind", "weight"),
    [
        (40, "response", GOOD),
        (150, "response", GOOD),  # 17 to 26 %, so it may be
        (200, "response", WARN + 0.5),
        (None, "response_unknown", WARN),
        (20, "response_impossible", BAD),
    ],
)
def test_the_response_rate(analysed: Analysed, heads: int | None, kind: str, weight: float) -> None:
    changed = {
        ("headcount", LAST, unit): None if heads is None else ledger("headcount", LAST, unit, heads)
        for unit in "ABCD"
    }
    found = [each for each in read(analysed(changed), LAST).trust if each.facts.get("leg") == ESAT]
    assert [(each.kind, each.weight) for each in found] == [(kind, weight)]
    if heads is not None:
        assert found[0].facts["rate"] == pytest.approx(25 / heads)  # of 120 answers, 100 to 159
        assert found[0].facts["most"] == pytest.approx(max(25 / heads, min(159 / heads / 4, 1)))


def test_provisional_targets_warn(analysed: Analysed, even: Analysis) -> None:
    found = of(analysed(targets={ESAT: even.targets[ESAT]}), "targets")[0]
    assert (found.weight, found.facts["legs"]) == (WARN, [CSAT, PROFIT])


def test_links_are_counted(even: Analysis) -> None:
    links = {
        (ESAT, CSAT): link(Evidence.REPLICATED),
        (CSAT, PROFIT): link(Evidence.ESTABLISHED, n_units=30, n_quarters=20),
        (PROFIT, ESAT): link(Evidence.SUGGESTIVE),
    }
    # without one leg's response rate there are five findings, and none is cut
    few = replace(even, links=links, legs=even.legs[even.legs["leg"] != CSAT])
    assert of(few, "links")[0].facts == {"established": 2, "of": 3, "units": 30, "quarters": 20}


def test_the_worst_comes_first(analysed: Analysed) -> None:
    changed = {("headcount", LAST, unit): ledger("headcount", LAST, unit, 20) for unit in "ABCD"}
    found = read(analysed(changed, rejected=1, targets={}), LAST).trust
    weights = [each.weight for each in found]
    assert weights == sorted(weights, reverse=True)
    assert found[0].kind == "response_impossible"
    assert len(found) == 5
