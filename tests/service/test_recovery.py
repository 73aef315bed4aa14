"""Recovers: who complained, who was helped, who said nothing."""

import pytest

from stool.schema import (
    COMPLAINED,
    COMPLAINT,
    CSAT,
    CUSTOMERS,
    FIXED_IN,
    OUTCOME,
    RECOVERED,
    SERVICE,
)
from stool.service import Measure, recovery
from tests.cells.making import answers, ledger
from tests.service.making import Q, basis

YES, NO = (COMPLAINED, "yes"), (COMPLAINED, "no")


def test_the_sample_says_what_is_planted(sample_service: dict[str, Measure]) -> None:
    """One in four of those who score 1 or 2 complained; two in three complaints are resolved."""
    assert sample_service["S19"].headline.value == pytest.approx(0.25, abs=0.03)
    assert sample_service["S39"].figure("resolved").value == pytest.approx(2 / 3, abs=0.03)
    found = sample_service["S32"]
    assert found.figure("unresolved_gap").high < found.figure("resolved_gap").low < 0
    by_time = [figure.key for figure in found.figures if figure.key.startswith("in_")]
    assert by_time == ["in_000-024", "in_024-072", "in_072-168"]


def test_the_voice_rate_is_of_those_who_score_low() -> None:
    spoke = answers(CSAT, Q, "A", [1] * 4 + [2] * 2 + [3] * 4, segment=YES)
    rest = answers(CSAT, Q, "A", [1] * 10 + [2] * 8 + [5] * 72, segment=NO)
    found = recovery.silent(basis(spoke, rest, ledger(CUSTOMERS, Q, "A", 1000)))
    assert found is not None
    assert found.headline.value == pytest.approx(6 / 24)
    assert found.figure("silent").value == pytest.approx(1000 * 18 / 100)
    assert found.figure("silent").low < 180 < found.figure("silent").high
    assert found.figure("folklore").value == 0.04
    assert found.doubts == ("few_unhappy",)


@pytest.mark.parametrize(("said", "shown"), [([0] * 20, True), ([0] * 17 + [1] * 3, False)])
def test_complaints_that_are_hidden_are_not_taken_for_none(said: list[int], shown: bool) -> None:
    """3 complaints are too few to be shown: the quarter then has no voice rate."""
    rest = answers(CSAT, Q, "A", [1] * 5 + [5] * 12, segment=NO)
    asked = answers(COMPLAINT, Q, "A", said, scale="0-1", better="lower", leg=CSAT)
    found = recovery.silent(basis(rest, asked))
    assert (found is not None) is shown
    if found is not None:
        assert found.headline.value == 0


def test_nobody_unhappy_is_no_figure() -> None:
    made = [answers(CSAT, Q, "A", [5] * 9, segment=level) for level in (YES, NO)]
    assert recovery.silent(basis(*made)) is None


def test_customers_are_compared_by_what_became_of_their_complaint() -> None:
    made = [
        answers(CSAT, Q, "A", [4, 5] * 10, segment=NO),
        answers(CSAT, Q, "A", [4] * 10, segment=(OUTCOME, "yes")),
        answers(CSAT, Q, "A", [1, 2] * 5, segment=(OUTCOME, "no")),
        answers("resolved", Q, "A", [1] * 10 + [0] * 10, scale="0-1", leg=CSAT),
    ]
    found = recovery.recovered(basis(*made))
    assert found is not None
    assert found.headline.value == 0.5
    assert found.figure("resolved_gap").value == -0.5
    assert found.figure("unresolved_gap").value == -3
    assert found.parts["part"].tolist() == ["none", "resolved", "unresolved"]
    log = answers(RECOVERED, Q, "A", [1] * 8 + [0] * 2, scale="0-1", leg=SERVICE)
    soon = answers(RECOVERED, Q, "A", [1] * 5, scale="0-1", leg=SERVICE, segment=(FIXED_IN, "168-"))
    recorded = recovery.recovered(basis(*made, log, soon))
    assert recorded is not None
    assert recorded.headline.value == 0.8  # the record, where there is one
    assert recorded.figure("in_168-").value == 1
    assert recovery.recovered(basis(made[0])) is None


def test_complaints_are_told_by_what_is_loaded() -> None:
    rate = answers(COMPLAINT, Q, "A", [1] + [0] * 9, scale="0-1", better="lower", leg=CSAT)
    found = recovery.complaints(basis(rate))
    assert found is not None
    assert [figure.key for figure in found.figures] == ["rate"]
    assert found.better == "lower"
    handled = answers("complaint_handling", Q, "A", [5] * 3 + [1] * 7, leg=CSAT)
    more = recovery.complaints(basis(rate, handled))
    assert more is not None
    assert more.figure("handling").value == pytest.approx(0.3)
    assert recovery.complaints(basis(answers(CSAT, Q, "A", [4] * 9))) is None
