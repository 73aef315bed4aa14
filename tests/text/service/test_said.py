"""What is said of each concept: more than the figure above it, as far as the interval lets it."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from stool.service import Figure, Measure
from stool.service.result import PART_COLUMNS, PLACE_COLUMNS
from stool.text import measured
from stool.text.service import WORDS, led, words
from stool.text.service import chain as chain_words


def told(concept: str, *figures: Figure, doubts: tuple[str, ...] = ()) -> str:
    return WORDS[concept].says(Measure(concept, figures, doubts=doubts))


SPREAD = Figure("spread", 0.3, 0.2, 0.4, 900, "spread")
APART = Figure("apart", 0.34, 0.2, 0.5, 40, "spread")
CHANCE = Figure("by_chance", 0.997, kind="share")
LUCK = Figure("by_chance", 0.23, 0.22, 0.24, 126, "share")
EARNED = Figure("earned", 0.27, n=13, kind="share")
FELT, KEPT = Figure("felt", 0.6, kind="share"), Figure("kept", 0.8, kind="share")
STAFF, CUSTOMERS = Figure("staff", 3.9, 3.8, 4), Figure("customers", 4, 3.9, 4.1)
LOW, QUIET = Figure("low", 0.09, kind="share"), Figure("quiet", 0.07, 0.06, 0.08, kind="share")
FOLKLORE = Figure("folklore", 0.04, kind="share")
OUT = Figure("outside_now", 1, n=24, kind="count")
CASES = [
    ("S1", (SPREAD, APART), "Two servers of one unit lie 0.34 points apart"),
    ("S1", (Figure("spread", 0.1, 0, 0.2, 9, "spread"), APART), "cannot be told from noise"),
    ("S2", (Figure("inside", 0.9, 0.85, 0.93, 400, "share"), CHANCE, OUT), "more often than that"),
    ("S2", (Figure("inside", 0.99, 0.98, 1, 400, "share"), CHANCE, OUT), "as steady as that"),
    ("S7", (Figure("excess", 3.7, 2.7, 4.6, 9, "points"), EARNED, LUCK), "+3.7 points more"),
    ("S7", (Figure("excess", 0.3, -1, 1.6, 9, "points"), EARNED, LUCK), "No heroes can be told"),
    ("S30", (Figure("difference", -20, -24, -16, 9, "points"), FELT, KEPT), "on record than"),
    ("S30", (Figure("difference", 20, 16, 24, 9, "points"), FELT, KEPT), "than the record says"),
    ("S30", (Figure("difference", 1, -2, 4, 9, "points"), FELT, KEPT), "cannot be told apart"),
    ("S23", (Figure("gap", -0.1, -0.2, -0.05), STAFF, CUSTOMERS), "Staff feel less respected"),
    ("S23", (Figure("gap", -0.1, -0.2, 0.1), STAFF, CUSTOMERS), "cannot be told apart"),
    (
        "S19",
        (Figure("voice_rate", 0.27, 0.23, 0.3, 528, "share"), LOW, QUIET, FOLKLORE),
        "disputed: nobody can show the study. Here it is 6.8 of 25, beyond noise another",
    ),
    (
        "S19",
        (Figure("voice_rate", 0.06, 0.01, 0.2, 20, "share"), LOW, QUIET, FOLKLORE),
        "does not contradict it",
    ),
    (
        "S33",
        (
            Figure("wait", -3.3, -4, -2.6, 9, "hours", of="Key account"),
            Figure("flagged", 0, n=6, kind="count"),
        ),
        "Key account waits 3.3 hours less than the others of its unit (−4.0 to −2.6). None of",
    ),
    ("S31", (Figure("mean", 3), Figure("lift", 0.1, -0.1, 0.3, kind="gap")), "does not go with"),
    ("S31", (Figure("mean", 3), Figure("lift", 0.4, 0.3, 0.5, kind="gap")), "+0.40 points"),
    (
        "S32",
        (Figure("recovered", 0.6, kind="share"), Figure("resolved_gap", -0.1, -0.3, 0.1)),
        "as satisfied as those without one, as far as the data can tell",
    ),
]


@pytest.mark.parametrize(("concept", "figures", "part"), CASES)
def test_a_sentence_says_what_the_interval_lets_it(
    concept: str, figures: tuple[Figure, ...], part: str
) -> None:
    assert part in told(concept, *figures)


def test_units_are_no_servers() -> None:
    said = told("S1", SPREAD, APART, doubts=("units_not_servers",))
    assert "on the unit" in said
    assert "servers" not in said


@pytest.mark.parametrize("concept", sorted(WORDS))
def test_nothing_is_said_to_drive_anything(concept: str) -> None:
    said = WORDS[concept]
    text = " ".join((said.term.meaning, said.term.formula, said.made_of)).lower()
    assert not re.findall(r"\b(?:driv|caus|prov(?:e|ing)\b)", text)
    assert said.term.formula


def test_every_figure_of_the_sample_has_a_name_and_a_sentence(
    sample_service: dict[str, Measure],
) -> None:
    for concept, measure in sample_service.items():
        said = WORDS[concept]
        assert len(words.table(measure, said)) >= len(measure.figures)
        assert said.says(measure).endswith(".")
        assert not [part for part in said.parts if words.part_name(said, part) == part]
        assert all(words.DOUBT[doubt] for doubt in measure.doubts)


def gap(key: str, value: float, reach: float) -> Figure:
    return Figure(key, value, value - reach, value + reach, 50, "gap", "1-5")


def mean(key: str, value: float) -> Figure:
    return Figure(key, value, value - 0.1, value + 0.1, 50, "mean", "1-5")


def parts(**values: float) -> pd.DataFrame:
    rows = [(name, value, np.nan, np.nan, 9, False) for name, value in values.items()]
    return pd.DataFrame(rows, columns=list(PART_COLUMNS))


def place(name: str, value: float, *, clear: bool) -> pd.DataFrame:
    rows = [("team", name, value, np.nan, np.nan, 9, False, clear)]
    return pd.DataFrame(rows, columns=list(PLACE_COLUMNS))


def says(measure: Measure) -> str:
    return WORDS[measure.concept].says(measure)


LEVELS = parts(Front=3.0, Top=4.0)
POWER = (gap("empowered", -0.5, 0.1), gap("boss_removes_obstacles", -0.5, 0.1))
VIEWS = (mean("service_view", 4.2), mean("csat", 3.7))


@pytest.mark.parametrize(
    ("value", "reach", "told"),
    [
        (0.5, 0.1, "think better of their service"),
        (-0.5, 0.1, "think less of their service"),
        (0.5, 0.6, "within noise"),
    ],
)
def test_teams_and_those_they_serve(value: float, reach: float, told: str) -> None:
    found = Measure("S10", (gap("gap", value, reach),), "lower")
    assert told in says(found)
    most = replace(found, places=place("Buying", 1.2, clear=True))
    assert says(most).endswith("Furthest above: Buying (+1.20 points), beyond noise.")


@pytest.mark.parametrize(
    ("value", "reach", "told"),
    [
        (0.5, 0.1, "better of it"),
        (-0.5, 0.1, "less of it"),
        (0.5, 0.6, "no difference beyond noise"),
    ],
)
def test_staff_and_customers(value: float, reach: float, told: str) -> None:
    assert told in says(Measure("S41", (gap("gap", value, reach), *VIEWS)))


@pytest.mark.parametrize(
    ("value", "reach", "told"),
    [
        (0.5, 0.1, "Front stands above Top: the pyramid is turned over."),
        (-0.5, 0.1, "Front stands below Top: the pyramid still rests on its base."),
        (-0.5, 0.6, "Over both questions Front and Top cannot be told apart."),
    ],
)
def test_the_pyramid(value: float, reach: float, told: str) -> None:
    assert says(Measure("S11", (gap("index", value, reach), *POWER), parts=LEVELS)).startswith(told)


def test_levels_that_cannot_be_told_apart_are_not_said_to_differ() -> None:
    clear = Measure("S12", (gap("spread", 1, 0.2),), parts=LEVELS)
    assert "differ beyond noise" in says(clear)
    assert "cannot be told from noise" in says(replace(clear, figures=(gap("spread", 1, 1.2),)))


CHAIN = Measure(
    "S9",
    (
        replace(mean("weakest", 2.5), of="Buying – Store"),
        mean("others", 3.5),
        mean("customers", 3.7),
        Figure("lag_r", -0.5, -0.6, -0.4, 99, "r"),
        Figure("lag", 2, kind="count"),
    ),
    places=place("Buying – Store", 2.5, clear=False),
)


def test_the_chain_says_where_and_how_sure_and_what_follows() -> None:
    told = says(CHAIN)
    assert "Buying – Store, not lower than the others beyond noise" in told
    assert "below their usual 2 quarters later" in told
    assert "r = −0.50 (−0.60 to −0.40)" in told
    alone = replace(CHAIN, figures=(CHAIN.headline, *CHAIN.figures[2:]))
    assert says(alone).startswith("There is one link on the way to the customer, Buying – Store.")
    unsure = replace(CHAIN, figures=(*CHAIN.figures[:4], Figure("lag", np.nan, kind="count")))
    assert "quarter" not in says(unsure)


@pytest.mark.parametrize(
    ("attained", "told"),
    [
        (0.0, "3 standards were measured, none meets its target."),
        (2 / 3, "3 standards were measured, 2 of them meet their target."),
    ],
)
def test_standards(attained: float, told: str) -> None:
    figures = (
        Figure("attained", attained, n=3, kind="share"),
        Figure("never", 1, kind="count"),
    )
    found = Measure("S14", figures, parts=parts(Fresh=0, Old=1))
    assert says(found).startswith(told)
    assert "1 never was" in says(found)
    assert says(found).endswith("Longest unmeasured: Old, 1 day.")


def test_lists_are_printed_in_words() -> None:
    details = pd.DataFrame(
        {
            "standard": ["a", "b"],
            "is_attained": [True, None],
            "value": [90.5, np.nan],
            "target": [80.0, 80.0],
            "days": [1.0, np.nan],
            "unit": ["ALL UNITS", "West"],
            "owner": ["", "Head"],
        }
    )
    rows = led.register(details).to_numpy().tolist()
    assert rows[0] == [
        "a",
        "met",
        "90.5",
        "80",
        "1 day before the quarter ended",
        "All units",
        "nobody",
    ]
    assert rows[1][1:5] == ["never measured", "", "80", "never measured"]


def test_signs_of_a_change_stand_only_beyond_noise() -> None:
    ends = {"up": (0.1, 0.3), "down": (-0.3, -0.1), "none": (-0.1, 0.1), "new": (np.nan, np.nan)}
    rows = {key: {"change_low": low, "change_high": high} for key, (low, high) in ends.items()}
    signs = {key: chain_words.arrow(row) for key, row in rows.items()}
    assert signs == {"up": " ▲", "down": " ▼", "none": "", "new": ""}


def test_newcomers_are_told_by_what_is_beyond_noise() -> None:
    figures = (gap("skilled", -0.4, 0.1), gap("committed", 0.3, 0.1), gap("can_step_in", 0.1, 0.2))
    found = Measure("S26", (gap("gap", 0, 1), *figures))
    assert says(found) == (
        "Newcomers stand below the settled on Skilled (−0.40 points). "
        "They stand above on Committed (+0.30 points)."
    )
    alike = tuple(gap(each.key, 0.0, 0.1) for each in figures)
    assert "cannot be told apart" in says(replace(found, figures=(gap("gap", 0, 1), *alike)))


@pytest.mark.parametrize(
    ("r", "told"),
    [
        ((0.5, 0.2, 0.7), "reply later"),
        ((-0.5, -0.7, -0.2), "reply sooner"),
        ((0.1, -0.2, 0.4), "cannot be told from noise"),
    ],
)
def test_tools(r: tuple[float, float, float], told: str) -> None:
    found = Measure("S35", (mean("mean", 3), Figure("r", *r, 20, "r")))
    assert told in says(found)


@pytest.mark.parametrize(
    ("value", "told"), [(0.5, "more than"), (-0.5, "less than"), (0.05, "what they expected")]
)
def test_expectation_has_a_sign_and_no_end(value: float, told: str) -> None:
    headline = Figure("mean", value, value - 0.1, value + 0.1, 99, "mean", "-2-2")
    assert told in says(Measure("S42", (headline,)))
    assert measured.with_interval(replace(headline, value=0.5, low=0.4, high=0.6)) == (
        "+0.50 (+0.40 to +0.60)"
    )
