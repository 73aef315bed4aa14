"""Words on the tiles, and the command line's lines made of them."""

import math
from collections.abc import Hashable
from typing import Any

import pandas as pd
import pytest

from stool.balance import tilt
from stool.measure import Target
from stool.reading import Finding
from stool.schema import CSAT, ESAT, HIDDEN_FEW, PROFIT, SHOWN
from stool.store import Change
from stool.text import commands, tiles
from tests.charts.build import link
from tests.reading.making import leg, reading, three

PROVISIONAL = Target(3, 4, 4.5, provisional=True)


def test_the_margin_says_how_exact_a_score_is() -> None:
    assert tiles.margin(leg(ESAT, 70, low=67.9, high=72.1)) == "±2.1 · target 75"
    assert (
        tiles.margin(leg(ESAT, 70, low=math.nan, high=math.nan)) == "interval unknown · target 75"
    )
    assert tiles.margin(leg(PROFIT, 70)) == "counted in full · target 75"


def test_the_raw_figure_stands_with_its_target_and_answers() -> None:
    assert tiles.raw(leg(ESAT, 69)) == "mean 3.92 of 5 (target 4.00) · n = 412 of 560 (74%)"
    bands = {"n": 25, "n_is_least": True, "population": 44}
    told = leg(ESAT, 69, **bands, response_rate=25 / 44, response_rate_high=39 / 44)
    assert tiles.raw(told) == "mean 3.92 of 5 (target 4.00) · n = 25–39 of 44 (57–89%)"
    high = leg(ESAT, 69, raw=4.5, target=None, n=7, n_is_least=True, population=math.nan)
    assert tiles.raw(high) == "mean 4.50 of 5 or more · n = 7–9"
    alone = leg(CSAT, 69, target=None, population=math.nan, response_rate=math.nan)
    assert tiles.raw(alone) == "mean 3.92 of 5 · n = 412"
    guessed = leg(ESAT, 69, target=PROVISIONAL)
    assert tiles.raw(guessed).startswith("mean 3.92 of 5 (provisional target 4.00) · ")
    profit = leg(PROFIT, 75, raw=12.5, n=math.nan, target=Target(0, 10, 15, provisional=False))
    assert tiles.raw(profit) == "margin 12.5% (target 10.0%)"
    share = leg(CSAT, 75, raw=0.84, scale="0-1", metric="promise", target=None, population=math.nan)
    assert tiles.raw(share) == "share 84% · n = 412"


def test_why_there_is_no_score_or_no_tilt() -> None:
    assert tiles.no_score(leg(ESAT, math.nan, hidden=HIDDEN_FEW)) == "Hidden: fewer than 7 answers."
    assert tiles.no_score(leg(ESAT, math.nan, target=None)).startswith("No score until it has a")
    assert tiles.not_loaded(PROFIT, "2026Q1") == (
        "Not loaded for Q1 2026. Load the revenue file on the Data page."
    )
    assert tiles.no_tilt((CSAT, PROFIT)) == "No tilt: CSAT and Profit have no score."


def test_the_tilt_stands_with_its_noise_and_height() -> None:
    found = tilt({ESAT: 72, CSAT: 61, PROFIT: 68}, {ESAT: 2, CSAT: 2, PROFIT: 1})
    assert tiles.noise(found).startswith("noise alone: up to 3.5")
    unknown = tilt({ESAT: 72, CSAT: 61, PROFIT: 68}, {})
    assert tiles.noise(unknown) == "noise floor unknown: a leg has no standard error"
    assert tiles.height(found, math.nan) == "mean height 67"
    assert tiles.height(found, 4.25) == "mean height 67 · tilt was 4.2 a year ago"


def test_the_command_line_prints_the_whole_reading() -> None:
    found = reading(
        leg(ESAT, 72, 2), leg(CSAT, math.nan, math.nan, hidden=HIDDEN_FEW), leg(PROFIT, 68, 1),
        links={(ESAT, CSAT): link()},
        attention=(Finding("under_floor", 1, "legs", {"leg": CSAT}),),
        trust=(Finding("targets", 0, "data", {"legs": []}),),
    )  # fmt: skip
    text = commands.reading(found)
    assert text.startswith("Too few answers to tell whether the stool is level: CSAT cannot be")
    assert "Customers (CSAT)   hidden: fewer than 5 answers" in text
    assert "Tilt of the seat" not in text
    assert "ESAT → CSAT: established. When ESAT is above" in text
    assert "- CSAT is under its floor" in text
    assert text.endswith("Q1 2026 · All units · as of revision 3")
    level = commands.reading(reading(*three(70, 70, 70)))
    assert "Tilt of the seat     0.0  level, as far as the data can tell; noise alone" in level


@pytest.mark.parametrize(
    ("change", "refused", "text"),
    [
        (None, True, "Nothing was loaded: all files go in together, or none."),
        (None, False, "Checked only; nothing was changed."),
        (
            Change(4, unchanged=(1,)),
            False,
            "Nothing changed: these files are loaded already (revision 4).",
        ),
        (Change(5, published=(2, 3)), False, "Revision 5: batch 2, 3 loaded."),
        (
            Change(5, published=(2,), replaced=(1,)),
            False,
            "Revision 5: batch 2 loaded; 1 taken out.",
        ),
    ],
)
def test_a_load_says_what_it_changed(change: Change | None, refused: bool, text: str) -> None:
    assert commands.published(change, refused) == text


def test_the_quarters_of_a_file_in_words() -> None:
    assert commands.quarter_span(()) == "no quarter"
    assert commands.quarter_span(("2026Q1",)) == "2026Q1"
    assert commands.quarter_span(("2025Q3", "2025Q4", "2026Q1")) == "2025Q3 to 2026Q1"


def test_history_and_revert_in_words() -> None:
    assert commands.history(pd.DataFrame()) == "Nothing has been loaded yet."
    assert commands.reverted(2, Change(6, replaced=(2,))) == (
        "Revision 6: batch 2 is no longer part of the data."
    )
    problem = {
        "row": 4.0,
        "column": "csat",
        "value": "9",
        "rule": "off the scale 1-5",
        "remedy": "Correct it.",
        "outcome": "rejected",
    }
    assert (
        commands.problem_line(problem)
        == "rejected: row 4, csat = “9”: off the scale 1-5. Correct it."
    )
    assert commands.problem_line(problem | {"row": math.nan}).startswith("rejected: csat = “9”")


def test_measures_name_what_the_scale_has() -> None:
    unknown = dict.fromkeys(("nps", "nps_low", "nps_high"), math.nan)
    shares = {"favourable": 0.612, "favourable_low": 0.58, "favourable_high": 0.641}
    shares |= {"top_box": 0.33, "top_box_low": 0.30, "top_box_high": 0.36}
    csat: dict[Hashable, Any] = {"metric": "csat", "hidden": SHOWN} | shares
    assert tiles.measures(csat | unknown, 5) == (
        "Customer satisfaction: favourable 61% (58 to 64), top box 33% (30 to 36)"
    )
    nps = {"nps": 22.6, "nps_low": -2.0, "nps_high": 27.4}
    assert tiles.measures(csat | nps, 5).endswith(", NPS +23 (−2 to +27)")
    none = csat | dict.fromkeys([*shares, *unknown], math.nan)
    assert tiles.measures(none, 5) == ""
    assert tiles.measures(none | {"hidden": HIDDEN_FEW}, 5) == (
        "Customer satisfaction: hidden: fewer than 5 answers"
    )
