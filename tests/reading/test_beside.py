"""Files beside the legs in the coverage map: each column of a concept counts, and nothing else."""

from typing import Any

import pandas as pd
import pytest

from stool.actions import Action, Status
from stool.events import Event
from stool.privacy import publish
from stool.reading import Analysis
from stool.reading.beside import beside
from stool.reading.coverage import coverage
from stool.reading.needs import concepts
from stool.schema import CSAT, CUSTOMER_TEAM, INTERNAL, SERVICE
from stool.standards import Standard
from tests.cells.making import Cell, answers, cells

QUARTER = "2025Q2"
NOTHING = pd.DataFrame()
FIELDS = {  # column of the list of actions: the field behind it
    **{"comment": "said", "received": "received", "told_back": "told_back"},
    **{"finished": "finished", "result": "result", "statement": "statement", "link": "link"},
}
FULL: dict[str, Any] = {
    **{"said": "x", "received": "2025-01-01", "told_back": "2025-02-01", "finished": "2025Q3"},
    **{"result": "x", "statement": "x", "link": "https://x"},
}


def analysis_of(*made: Cell, minimum_n: int = 7, **notes: Any) -> Analysis:
    return Analysis(
        revision=1,
        published=publish(cells(*made), {}, minimum_n=minimum_n),
        headline={CSAT: CSAT},
        targets={},
        legs=NOTHING,
        tilts=NOTHING,
        links={},
        reverse={},
        batches=NOTHING,
        labels={},
        **notes,
    )


def action(**fields: Any) -> Action:
    return Action("x", "Ann", ("A",), CSAT, QUARTER, 1, Status.DONE, **fields)


def case(metric: str, n: int = 9) -> Cell:
    return answers(metric, QUARTER, "A", [1] * n, leg=SERVICE)


def team(metric: str = "internal_score", dimension: str = "", n: int = 9) -> Cell:
    segment = (dimension, "Sales") if dimension else ("ALL", "ALL")
    return answers(metric, QUARTER, "IT", [3] * n, leg=INTERNAL, segment=segment)


def columns_of(analysis: Analysis) -> set[str]:
    found = beside(analysis)
    shown = found[found["hidden"] == ""]
    return {f"{file}:{name}" for file, name in zip(shown["leg"], shown["metric"], strict=True)}


def is_measured(analysis: Analysis, concept: str) -> bool:
    return bool(coverage(analysis).rows.set_index("id").loc[concept, "measured"])


@pytest.mark.parametrize(
    ("metric", "column"),
    [
        ("first_reply_hours", "L:first_reply"),
        ("close_hours", "L:closed"),
        ("promise_kept", "L:promised_by"),
        ("owner_changes", "L:owner_changes"),
        ("complaint", "L:complaint"),
        ("recovered", "L:recovered"),
    ],
)
def test_a_column_of_the_service_log_shows_in_its_figure(metric: str, column: str) -> None:
    assert columns_of(analysis_of(case(metric))) == {column, "L:opened"}
    assert columns_of(analysis_of(case(metric, n=4))) == set()


def test_internal_service_needs_the_team_served_for_the_matrix() -> None:
    plain = {"I:quarter", "I:supplier_team", "I:score"}
    assert columns_of(analysis_of(team())) == plain
    whole = analysis_of(team(), team(dimension=CUSTOMER_TEAM), team("self_score"))
    assert columns_of(whole) == plain | {"I:customer_team", "I:self_score"}
    assert is_measured(whole, "S8")
    assert is_measured(whole, "S10")
    assert not is_measured(analysis_of(team()), "S8")
    assert not is_measured(analysis_of(team(n=6), team("self_score", n=6)), "S10")


@pytest.mark.parametrize("column", FIELDS)
def test_a_field_of_an_action_counts_once_it_is_filled_in(column: str) -> None:
    name = f"A:{column}"
    assert name in columns_of(analysis_of(actions=(action(**FULL),)))
    without = {key: value for key, value in FULL.items() if key != FIELDS[column]}
    assert name not in columns_of(analysis_of(actions=(action(**without),)))


def test_what_actions_measure() -> None:
    whole = analysis_of(actions=(action(**FULL),))
    assert is_measured(whole, "S22")
    assert is_measured(whole, "S34")
    assert not is_measured(analysis_of(actions=(action(said="x"),)), "S22")
    apart = action(said="x"), Action("y", "B", ("A",), CSAT, "2024Q1", 1, Status.DONE, **FULL)
    assert is_measured(analysis_of(actions=apart), "S22")


def test_events_and_standards() -> None:
    assert is_measured(analysis_of(events=(Event(QUARTER, "Strike"),)), "S27")
    assert is_measured(
        analysis_of(standards=(Standard("a", "b", 1, last_measured="2025-05-01"),)), "S14"
    )
    never = analysis_of(standards=(Standard("a", "b", 1),))
    assert not is_measured(never, "S14")


def test_every_column_a_concept_needs_of_these_files_can_be_loaded() -> None:
    made = [case(metric) for metric in ("first_reply_hours", "close_hours", "promise_kept")]
    made += [case(metric) for metric in ("owner_changes", "complaint", "recovered")]
    made += [team(), team(dimension=CUSTOMER_TEAM), team("self_score")]
    standards = (Standard("a", "b", 1, last_measured="2025-05-01"),)
    events = (Event(QUARTER, "Strike"),)
    whole = analysis_of(*made, actions=(action(**FULL),), standards=standards, events=events)
    needed = {
        str(need)
        for concept in concepts()
        for ways in concept.needs
        for way in ways
        for need in way
        if need.source in "LIATV"
    }
    assert needed <= columns_of(whole)
