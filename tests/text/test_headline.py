"""The headline: one exact sentence for every state, and the line below it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from stool.balance import tilt
from stool.measure import Target
from stool.reading import Implication, Reading, State
from stool.schema import CSAT, ESAT, HIDDEN_FEW, LEGS, PROFIT
from stool.text.headline import (
    change,
    change_words,
    headline,
    implication,
    since_when,
    subline,
    tilt_direction,
)
from tests.reading.making import leg, reading, three

HIDDEN = {"hidden": HIDDEN_FEW}
NO_TARGET = {"target": None}
GUESSED = Target(3.0, 4.0, 4.5, provisional=True)
NOTHING_MOVED = "No leg moved more than noise since the quarter before."


@pytest.mark.parametrize(
    ("found", "state", "sentence"),
    [
        (
            reading(),
            State.INCOMPLETE,
            "No data for Q1 2026: load the three files to see the stool.",
        ),
        (
            reading(leg(ESAT, 70), leg(CSAT, 70)),
            State.INCOMPLETE,
            "Two legs are not a stool: staff and customers are loaded, the revenue file for "
            "Q1 2026 is not.",
        ),
        (
            reading(leg(PROFIT, 70)),
            State.INCOMPLETE,
            "One leg is not a stool: profit is loaded, the employee survey and the customer "
            "survey for Q1 2026 are not.",
        ),
        (
            reading(leg(ESAT, np.nan, np.nan, **HIDDEN), leg(CSAT, 70), leg(PROFIT, 70)),
            State.CANNOT_TELL,
            "Too few answers to tell whether the stool is level: ESAT cannot be shown.",
        ),
        (
            reading(leg(ESAT, 70), leg(CSAT, np.nan, np.nan, **NO_TARGET), leg(PROFIT, 70)),
            State.CANNOT_TELL,
            "Cannot tell whether the stool is level: CSAT has no score until it has a target.",
        ),
        (
            reading(*three(70, 70, 70, se=8)),
            State.CANNOT_TELL,
            "Cannot tell whether the stool is level: the answers are too few for the noise in "
            "them.",
        ),
        (
            reading(*three(70, 0, 70)),
            State.UNDER_FLOOR,
            "The stool is in danger: customers are under the floor you set.",
        ),
        (
            reading(*three(70, 70, 0)),
            State.UNDER_FLOOR,
            "The stool is in danger: profit is under the floor you set.",
        ),
        (
            reading(*(replace(each, target=GUESSED) for each in three(70, 0, 70))),
            State.UNDER_FLOOR,
            "The stool is in danger: customers are under a provisional floor.",
        ),
        (
            reading(*three(0, 70, 0)),
            State.UNDER_FLOOR,
            "The stool is in danger: staff and profit are under the floor you set.",
        ),
        (
            reading(*three(80, 50, 75)),
            State.LEANS_SHARPLY,
            "The stool leans sharply: customers are the short leg, 30 points below staff.",
        ),
        (
            reading(leg(ESAT, 72, 2), leg(CSAT, 61, 2), leg(PROFIT, 68, 1)),
            State.LEANS,
            "The stool leans: customers are the short leg, 11 points below staff.",
        ),
        (
            reading(*three(70, 72, 66)),
            State.LEANS,
            "The stool leans: profit is the short leg, 6 points below customers.",
        ),
        (
            reading(*three(50, 51, 52)),
            State.LOW,
            "The stool is level but low: the three legs stand at 51 of 75 on average.",
        ),
        (
            reading(*three(70, 71, 72)),
            State.LEVEL,
            "The stool is level, as far as the data can tell, at 71 points on average.",
        ),
    ],
)
def test_each_state_has_its_sentence(found: Reading, state: State, sentence: str) -> None:
    assert found.state is state
    assert headline(found) == sentence


def test_the_largest_change_beyond_noise_is_told() -> None:
    esat = leg(ESAT, 72, change=-3.0, change_noise=2.0, change_is_clear=True)
    csat = leg(CSAT, 61, change=5.4, change_noise=2.0, change_is_clear=True)
    profit = leg(PROFIT, 68, change=-4.0, change_noise=1.0, change_is_clear=True)
    assert (
        subline(reading(esat, csat, profit)) == "CSAT rose 5 points to 61 (more than survey noise)."
    )
    assert change(esat) == "ESAT fell 3 points to 72 (more than survey noise)."
    assert change(profit) == "Profit fell 4 points to 68 (more than its usual swing)."
    assert subline(reading(*three(70, 70, 70))) == NOTHING_MOVED


def test_a_leg_that_is_asked_otherwise_is_said_not_to_compare() -> None:
    esat, csat, profit = three(70, 71, 72)
    broken = "cannot be compared with the quarter before: wording or scale changed."
    asked = replace(esat, is_comparable=False)
    assert subline(reading(asked, csat, profit)) == (
        f"ESAT {broken} No other leg moved more than noise."
    )
    rose = replace(csat, change=5.4, change_noise=2.0, change_is_clear=True)
    due = Implication(CSAT, PROFIT, 5.4, "2026Q1", "2026Q2", "2026Q2")
    for said in (
        subline(reading(asked, rose, profit)),
        subline(reading(asked, rose, profit, implication=due)),
    ):
        assert said.startswith("CSAT rose 5 points")
        assert said.endswith(f"ESAT {broken}")
    every = [replace(each, is_comparable=False) for each in (esat, csat, profit)]
    assert subline(reading(*every)) == f"No leg {broken.replace('cannot', 'can')}"


def test_what_a_link_implies_joins_the_change_it_follows() -> None:
    esat = leg(ESAT, 72, change=-6.0, change_noise=2.0, change_is_clear=True)
    due = Implication(ESAT, CSAT, -6.0, "2026Q1", "2026Q3", "2026Q4")
    found = reading(esat, leg(CSAT, 61), leg(PROFIT, 68), implication=due)
    assert subline(found) == (
        "ESAT fell 6 points to 72 (more than survey noise). CSAT tends to follow it: due to show "
        "in Q3 2026 to Q4 2026, if the link holds."
    )
    earlier = Implication(CSAT, PROFIT, 4.0, "2025Q4", "2026Q2", "2026Q2")
    found = reading(*three(70, 70, 70), implication=earlier)
    assert subline(found) == (
        f"{NOTHING_MOVED} CSAT rose 4 points in Q4 2025, and Profit tends to follow it: due to "
        "show in Q2 2026, if the link holds."
    )
    assert implication(due).startswith("ESAT fell 6 points in Q1 2026, and CSAT tends to follow")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "no quarter before"),
        ({"change": 3.2}, "+3 · noise not known yet"),
        ({"is_comparable": False}, "not comparable: wording or scale changed"),
        ({"change": 3.2, "change_noise": 4.0}, "+3 · within noise"),
        ({"change": -3.2, "change_noise": 4.0}, "−3 · within noise"),
        ({"change": -0.2, "change_noise": 4.0}, "0 · within noise"),
        ({"change": 5.0, "change_noise": 4.0, "change_is_clear": True}, "▲ +5 · beyond noise"),
        ({"change": -5.0, "change_noise": 4.0, "change_is_clear": True}, "▼ −5 · beyond noise"),
    ],
)
def test_a_change_is_marked_only_beyond_noise(fields: dict[str, float], words: str) -> None:
    assert change_words(leg(ESAT, 70, **fields)) == words


def test_the_direction_is_named_only_for_a_lean() -> None:
    errors = dict.fromkeys(LEGS, 1.0)
    assert tilt_direction(tilt({ESAT: 72, CSAT: 61, PROFIT: 68}, errors)) == "down toward CSAT"
    assert tilt_direction(tilt({ESAT: 70, CSAT: 71, PROFIT: 70}, errors)) == (
        "level, as far as the data can tell"
    )


def test_how_long_it_has_leaned_or_been_level() -> None:
    leaning = reading(*three(80, 50, 75))
    tilts = pd.DataFrame({"level": [False, True, False, False]})
    assert since_when(leaning, tilts) == (
        "The seat has sloped by more than noise for 2 quarters in a row, now down toward CSAT; "
        "it leaned in 3 of 4 quarters shown."
    )
    level = reading(*three(70, 70, 70))
    assert since_when(level, tilts.iloc[:2]) == (
        "The stool has been level, as far as the data can tell, for 1 quarter; it leaned in 1 of "
        "2 quarters shown."
    )
    assert since_when(reading(leg(ESAT, 70)), tilts).startswith(
        "One leg is not a stool: staff are loaded"
    )
    assert since_when(level, tilts.iloc[:0]) == headline(level)
