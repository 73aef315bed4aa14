"""Captions: what, range, last value, change and doubt, in one sentence that claims no cause."""

import numpy as np
import pandas as pd
import pytest

from stool.lag.evidence import Evidence
from stool.measure.legs import LEG_COLUMNS
from stool.schema import CSAT, ESAT, HIDDEN_COMPLEMENT, HIDDEN_FEW, LEGS, MARGIN, PROFIT
from stool.text import figures
from tests.charts.build import SCORES, legs, link, panel, tilts
from tests.charts.test_heat import items
from tests.charts.test_history import hidden

OTHER = {ESAT: 50.0, CSAT: 61.0, PROFIT: 70.0}


def every_caption() -> list[str]:
    rows = tilts([SCORES, OTHER])
    links = {(ESAT, CSAT): link(), (CSAT, PROFIT): link(Evidence.NOT_ESTABLISHED)}
    return [
        figures.caption_stool(SCORES, {ESAT: (70, 74)}),
        figures.caption_stool(SCORES, tilts=(4.5, 8.4)),
        figures.caption_stool({ESAT: 70.0}),
        figures.caption_stool({}),
        figures.caption_small_stools({"A": SCORES, "B": {ESAT: 70.0}}),
        figures.caption_level(rows),
        figures.caption_level(rows.iloc[:0]),
        figures.caption_loop(links),
        figures.caption_loop({}),
        figures.caption_spark(hidden(), ESAT),
        figures.caption_trend(hidden()),
        figures.caption_trend(hidden(), figure="raw"),
        figures.caption_tilt_trend(rows),
        figures.caption_tilt_trend(rows.iloc[:0]),
        figures.caption_units(rows),
        figures.caption_units(rows.iloc[:0]),
        figures.caption_heat(items(), {}),
        figures.caption_heat(items().iloc[:1], {}),
        figures.caption_lollipop(link()),
        figures.caption_within_between(panel()),
    ]


@pytest.mark.parametrize("caption", every_caption())
def test_one_sentence_that_claims_no_cause(caption: str) -> None:
    assert caption.endswith(".")
    assert ". " not in caption
    assert "nan" not in caption.lower()
    for word in ("drive", "cause", "prove", "proof"):
        assert word not in caption.lower()


def test_stool() -> None:
    intervals = {ESAT: (69.9, 74.1), CSAT: (59.0, 63.0), PROFIT: (68.0, 68.0)}
    assert figures.caption_stool(SCORES, intervals) == (
        "The legs stand at ESAT 72 (70 to 74), CSAT 61 (59 to 63) and Profit 68, where 0 is your "
        "floor and 75 your target; the seat slopes down to CSAT, 11 points below ESAT."
    )
    assert figures.caption_stool({ESAT: 70.0, CSAT: 69.0, PROFIT: 70.0}).endswith(
        "slopes down to CSAT, 1 point below ESAT."
    )
    assert figures.caption_stool(dict.fromkeys(LEGS, 70.0)).endswith("the seat is level.")
    assert figures.caption_stool(dict.fromkeys(LEGS, 70.0), tilts=(0.0, 3.04)).endswith(
        "the seat is level; dashed: the seat at the ends of its 80% interval, a tilt of 0.0 to 3.0 "
        "points."
    )
    assert "Profit has no score, and two legs are not a stool" in figures.caption_stool(
        {ESAT: 72.0, CSAT: 61.0, PROFIT: np.nan}
    )
    assert "CSAT and Profit have no score" in figures.caption_stool({ESAT: 72.0})


def test_level_and_its_doubt() -> None:
    rows = tilts([OTHER, SCORES])
    said = figures.caption_level(rows)
    assert said.startswith("In Q2 2023 the tilt is 6.4 points, down toward CSAT, after ")
    assert "in Q1 2023 and between 6.4 and 11.6 in that time; noise" in said
    assert said.endswith("so the seat leans.")
    noisy = figures.caption_level(tilts([OTHER, SCORES], se=9.0))
    assert noisy.endswith("so the seat is level, as far as the data can tell.")
    assert "how much of it is noise is not known" in figures.caption_level(
        rows.assign(noise_floor=np.nan)
    )
    assert "the first quarter measured" in figures.caption_level(rows.tail(1))


def test_loop() -> None:
    links = {(ESAT, CSAT): link(), (CSAT, PROFIT): link(Evidence.NOT_ESTABLISHED)}
    assert figures.caption_loop(links) == (
        "What follows what: ESAT to CSAT: established, 2 to 3 quarters later, +0.38 (0.21 to 0.55) "
        "points for a point more; CSAT to Profit: not established over 1 to 4 quarters; Profit to "
        "ESAT: not enough data; a link shows what tends to follow, not why."
    )


def test_spark() -> None:
    rows = legs(ESAT, [60.0, 72.0, 66.0])
    assert figures.caption_spark(rows, ESAT) == (
        "Employees (ESAT): 66 (64 to 68) in Q3 2023, from 60 in Q1 2023, between 60 and 72 in that "
        "time; target 75."
    )
    assert figures.caption_spark(rows.iloc[:1], ESAT) == (
        "Employees (ESAT): 60 (58 to 62) in Q1 2023; target 75."
    )


def test_small_stools() -> None:
    assert figures.caption_small_stools({"A": SCORES, "B": OTHER, "C": {ESAT: 70.0}}) == (
        "The stools of 3 units, 2 with all three legs; the first, A: CSAT low by 11, the last, C: "
        "one leg is not a stool."
    )
    assert figures.caption_small_stools({"A": SCORES}) == (
        "The stools of 1 unit, all three legs; the first, A: CSAT low by 11."
    )


def test_trend() -> None:
    assert figures.caption_trend(hidden()) == (
        "Employees (ESAT), score: 75 (95% interval 73 to 77) in Q2 2024, from 70 in Q1 2023, "
        "between 70 and 75 in that time; +4 on the quarter before, within noise; "
        "2 quarters without a figure."
    )
    assert figures.caption_trend(hidden(), quarter="2023Q2") == (
        "Employees (ESAT), score: 70 (95% interval 68 to 72) in Q1 2023, the only quarter with a "
        "figure; 1 quarter without a figure; Q2 2023 hidden: fewer than 7 answers."
    )
    one = figures.caption_trend(legs(PROFIT, [60.0], se=0, metric=MARGIN), figure="raw")
    assert one.startswith("Profitability, raw figure: 3.4% (95% interval 3.3% to 3.5%) in Q1 2023")
    clear = legs(ESAT, [60.0, 70.0], change_is_clear=True)
    assert "+10 on the quarter before, more than noise" in figures.caption_trend(clear)


def test_trend_of_nothing() -> None:
    assert figures.caption_trend(hidden().iloc[[1]], minimum=5) == (
        "Employees (ESAT), score: nothing can be shown (hidden: fewer than 5 answers)."
    )
    empty = pd.DataFrame(columns=list(LEG_COLUMNS))
    assert figures.caption_trend(empty) == "No quarter has been loaded for this leg."
    assert "no score" in figures.caption_spark(empty, ESAT)
    assert "no data" in figures.caption_trend(hidden(), quarter="2022Q4")


def test_units_and_items() -> None:
    rows = tilts([SCORES, OTHER]).assign(node=["North", "South"])
    assert figures.caption_units(rows).startswith(
        "2 of 2 units lean by more than noise alone makes; the most tilted is South, "
    )
    assert figures.caption_heat(items(), {"q1": "Pay"}, minimum=9) == (
        "2 items in 3 units, lowest Pay in Unit 0 (50%) and highest q0 in Unit 2 (60%); "
        "1 cell has no figure (hidden: fewer than 9 answers)."
    )
    assert figures.caption_heat(items().iloc[:1], {}) == (
        "No item of any unit can be shown (hidden: fewer than 7 answers)."
    )


def test_links() -> None:
    assert figures.caption_lollipop(link()) == (
        "ESAT to CSAT: established; strongest 2 quarters later with r = 0.52 (0.32 to 0.67), and "
        "2 of 9 lags stand out after allowing for all lags tried."
    )
    assert figures.caption_lollipop(link(Evidence.TOO_SHORT, (), best_lag=None)).endswith(
        "no lag could be tested."
    )
    assert "in the same quarter" in figures.caption_lollipop(link(best_lag=0))
    assert "not evidence of a lead" in figures.caption_within_between(panel())


def test_why_there_is_no_figure() -> None:
    assert figures.hidden_words(HIDDEN_FEW) == "hidden: fewer than 7 answers"
    assert figures.hidden_words(None) == figures.hidden_words("") == "no data"
    assert figures.hidden_words(HIDDEN_COMPLEMENT) == "hidden to protect a smaller group"


def test_names_of_units_are_never_markup() -> None:
    assert figures.safe_name("<b>R & D</b>") == "&lt;b&gt;R &amp; D&lt;/b&gt;"
    assert figures.safe_name("A long name of a unit", 8) == "A long…"
