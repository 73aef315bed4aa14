"""Every state of the headline and every part of the line below it, from data through `read`."""

from collections.abc import Callable

import pandas as pd
import pytest

from stool.book import Book
from stool.measure import Target
from stool.reading import Analysis, Reading, State, analyse, read
from stool.schema import CSAT, ESAT, MARGIN, PROFIT
from stool.text.headline import headline, subline
from tests.cells.making import Cell, answers, cells, ledger, spread

LAST = "2025Q2"
Analysed = Callable[..., Analysis]
Changes = dict[tuple[str, str, str], Cell | None]


def people(metric: str, mean: float, n: int = 40, unit: str = "ABCD") -> Changes:
    """Answers of the last quarter around another mean, or of other people."""
    return {
        (metric, LAST, each): answers(metric, LAST, each, spread(mean, n), scale="1-5 mean")
        for each in unit
    }


def gone(*metrics: str) -> Changes:
    return {(metric, LAST, unit): None for metric in metrics for unit in "ABCD"}


def costs(value: float) -> Changes:
    return {("cost", LAST, unit): ledger("cost", LAST, unit, value) for unit in "ABCD"}


def wild(metric: str) -> Changes:
    """Two answers a unit, as far apart as they can be."""
    return {
        (metric, LAST, unit): answers(metric, LAST, unit, [1, 5] * 2, scale="1-5 mean")
        for unit in "ABCD"
    }


LOW = people(ESAT, 3.1) | people(CSAT, 3.1) | costs(940)
STATES: dict[str, tuple[Changes, State, str]] = {
    "no employee survey": (
        gone(ESAT),
        State.INCOMPLETE,
        "Two legs are not a stool: customers and profit are loaded, the employee survey for "
        "Q2 2025 is not.",
    ),
    "the revenue file alone": (
        gone(ESAT, CSAT),
        State.INCOMPLETE,
        "One leg is not a stool: profit is loaded, the employee survey and the customer survey "
        "for Q2 2025 are not.",
    ),
    "a hidden leg": (
        people(ESAT, 3.5, n=1),
        State.CANNOT_TELL,
        "Too few answers to tell whether the stool is level: ESAT cannot be shown.",
    ),
    "too much noise": (
        wild(ESAT) | wild(CSAT),
        State.CANNOT_TELL,
        "Cannot tell whether the stool is level: the answers are too few for the noise in them.",
    ),
    "customers under their floor": (
        people(CSAT, 2.4),
        State.UNDER_FLOOR,
        "The stool is in danger: customers are under the floor you set.",
    ),
    "a loss": (
        costs(1010),
        State.UNDER_FLOOR,
        "The stool is in danger: profit is under the floor you set.",
    ),
    "customers far below": (
        people(CSAT, 3.1),
        State.LEANS_SHARPLY,
        "The stool leans sharply: customers are the short leg, 30 points below staff.",
    ),
    "customers somewhat below": (
        people(CSAT, 3.4),
        State.LEANS,
        "The stool leans: customers are the short leg, 8 points below staff.",
    ),
    "all three down together": (
        LOW,
        State.LOW,
        "The stool is level but low: the three legs stand at 45 of 75 on average.",
    ),
    "nothing changed": (
        {},
        State.LEVEL,
        "The stool is level, as far as the data can tell, at 75 points on average.",
    ),
}


@pytest.mark.parametrize("case", STATES)
def test_data_of_every_state_have_its_sentence(analysed: Analysed, case: str) -> None:
    changed, state, sentence = STATES[case]
    found = read(analysed(changed), LAST)
    assert found.state is state
    assert headline(found) == sentence


def test_every_state_there_is_was_reached() -> None:
    assert {state for _, state, _ in STATES.values()} == set(State)


def test_a_floor_nobody_set_is_called_provisional(analysed: Analysed) -> None:
    own = {ESAT: Target(2.5, 3.5, 4.0, provisional=False)}
    own |= {MARGIN: Target(0.0, 10.0, 15.0, provisional=False)}
    found = read(analysed(people(CSAT, 1.2, unit="A"), targets=own), LAST, "A")
    assert found.state is State.UNDER_FLOOR
    assert headline(found) == "The stool is in danger: customers are under a provisional floor."


def test_a_quarter_without_any_data_is_incomplete() -> None:
    rows = [answers(ESAT, quarter, "A", spread(3.5, 20)) for quarter in ("2025Q1", "2025Q3")]
    found = read(_alone(rows), "2025Q2")
    assert found.state is State.INCOMPLETE
    assert headline(found) == "No data for Q2 2025: load the three files to see the stool."


@pytest.mark.parametrize(
    ("esat", "told"),
    [
        ("1-5", "CSAT has no score until it has a target"),
        ("amount", "ESAT and CSAT have no score until they have a target"),
    ],
)
def test_an_amount_without_history_has_no_target(esat: str, told: str) -> None:
    rows = [
        answers(ESAT, LAST, "A", spread(3.5, 20), scale=esat),
        answers(CSAT, LAST, "A", spread(24, 20), scale="amount"),
        ledger("revenue", LAST, "A", 100),
        ledger("cost", LAST, "A", 90),
    ]
    found = read(_alone(rows))
    assert found.state is State.CANNOT_TELL
    assert headline(found) == f"Cannot tell whether the stool is level: {told}."


def _alone(rows: list[Cell]) -> Analysis:
    batches = pd.DataFrame({"source": ["esat"], "rows_accepted": [len(rows)], "rows_rejected": [0]})
    return analyse(cells(*rows), revision=1, parents={}, batches=batches)


# The line below it, from the links of the sample as they were found


@pytest.fixture(scope="module")
def sampled(sample_book: Book) -> Analysis:
    return sample_book.analysis()


def test_nothing_moved_and_nothing_is_due(even: Analysis) -> None:
    assert subline(read(even)) == "No leg moved more than noise since the quarter before."


def test_a_change_that_nothing_follows_yet(analysed: Analysed) -> None:
    found = read(analysed(people(CSAT, 3.1)), LAST)
    assert subline(found) == "CSAT fell 30 points to 45 (more than survey noise)."
    assert found.implication is None


def test_profit_is_measured_against_its_own_swing(analysed: Analysed, even: Analysis) -> None:
    assert read(even).legs[PROFIT].change == pytest.approx(0)
    assert "Profit" not in subline(read(analysed(costs(940)), LAST))  # eight changes are needed


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        (
            "2026Q1",  # the change and what it implies in one
            "ESAT rose 16 points to 67 (more than survey noise). CSAT tends to follow it: due to "
            "show in Q3 2026, if the link holds.",
        ),
        (
            "2023Q3",  # a link of two lags is due over two quarters
            "CSAT rose 11 points to 68 (more than survey noise). Profit tends to follow it: due to "
            "show in Q4 2023 to Q1 2024, if the link holds.",
        ),
        (
            "2025Q4",  # one leg moved, another's change is still due
            "CSAT fell 10 points to 58 (more than survey noise). ESAT fell 11 points in Q3 2025, "
            "and CSAT tends to follow it: due to show in Q1 2026, if the link holds.",
        ),
        (
            "2024Q3",  # nothing moved, an earlier change is still due
            "No leg moved more than noise since the quarter before. ESAT rose 7 points in Q2 2024, "
            "and CSAT tends to follow it: due to show in Q4 2024, if the link holds.",
        ),
        ("2021Q2", "No leg moved more than noise since the quarter before."),
    ],
)
def test_what_the_links_of_the_sample_imply(sampled: Analysis, quarter: str, sentence: str) -> None:
    found: Reading = read(sampled, quarter)
    assert subline(found) == sentence
