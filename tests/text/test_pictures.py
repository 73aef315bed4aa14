"""Captions of slopes, own limits and events: one sentence, no cause claimed."""

import numpy as np
import pandas as pd
import pytest

from stool.measure.change import with_changes
from stool.measure.control import Control, leg_control
from stool.measure.legs import LEG_COLUMNS
from stool.schema import CSAT, ESAT, MARGIN, PROFIT
from stool.text import figures, pictures
from tests.charts.build import SCORES, legs, tilts

MOVES = {
    "Harbour": (60.0, 72.0),
    "North": (70.0, 61.5),
    "South": (64.0, 64.5),
    "West": (55.0, 54.0),
}
CALM = [70.0, 71.0, 69.5, 70.5, 70.0, 69.0, 71.5, 70.0, 70.5, 69.5]
EVENTS = pd.DataFrame(
    {
        "quarter": ["2023Q3", "2023Q1", "2030Q1", "2023Q3"],
        "label": ["Strike", "New owner.", "far ahead", "Flood"],
    }
)
PAIR = ("2023Q1", "2023Q2")
BROKEN = ["2023Q2", "2023Q4"]
SERIES = [60.0, 62.0, 64.0, 70.0, 71.0, 69.0]


def units(moves: dict[str, tuple[float, ...]] = MOVES, se: float = 1.0) -> pd.DataFrame:
    return with_changes(
        pd.concat(
            [legs(CSAT, list(moved), se, node=node, depth="unit") for node, moved in moves.items()],
            ignore_index=True,
        )
    )


def control(scores: list[float]) -> Control:
    return leg_control(legs(CSAT, scores))


def every_caption() -> list[str]:
    empty = pd.DataFrame(columns=list(LEG_COLUMNS))
    return [
        pictures.caption_slope(units(), *PAIR),
        pictures.caption_slope(units(se=np.nan), *PAIR),
        pictures.caption_slope(units({"A": (60.0, 60.0)}), *PAIR),
        pictures.caption_slope(units(), *PAIR, most=1),
        pictures.caption_slope(empty, *PAIR),
        pictures.caption_control(control([*CALM, 90.0]), CSAT),
        pictures.caption_control(control(CALM[:3]), CSAT),
        pictures.caption_control(control([]), CSAT),
        pictures.caption_trend(legs(CSAT, SERIES), events=EVENTS, breaks=BROKEN),
        pictures.caption_trend(empty, events=EVENTS, breaks=BROKEN),
    ]


@pytest.mark.parametrize("caption", every_caption())
def test_one_sentence_that_claims_no_cause(caption: str) -> None:
    assert caption.endswith(".")
    assert ". " not in caption
    assert "nan" not in caption.lower()
    for word in ("drive", "cause", "prove", "proof"):
        assert word not in caption.lower()


def test_slope() -> None:
    assert pictures.caption_slope(units(), *PAIR) == (
        "Customers (CSAT), score of 4 units from Q1 2023 to Q2 2023: 2 of them changed by more "
        "than noise (1 rose, 1 fell; 4 looked at together), most Harbour, by +12 to 72; changes "
        "run from −8 to +12 and scores now from 54 to 72."
    )


def test_slope_without_a_clear_change_and_without_noise() -> None:
    still = units({"A": (60.0, 61.0), "B": (50.0, 49.0)})
    assert (
        "2 units from Q1 2023 to Q2 2023: none changed by more than noise (2 looked at together)"
        in (pictures.caption_slope(still, *PAIR))
    )
    unknown = pictures.caption_slope(units(se=np.nan), *PAIR)
    assert "how much of a change is noise is not known; changes run" in unknown


def test_slope_says_what_is_not_drawn() -> None:
    some = units(MOVES | {"New": (np.nan, 66.0), "Shut": (66.0, np.nan), "Never": (np.nan, np.nan)})
    said = pictures.caption_slope(some, *PAIR, most=3)
    assert "2 units with only one of the two quarters left out" in said
    assert said.endswith("; drawn: 3 of 4 lines, the smallest changes left out.")
    assert "drawn" not in pictures.caption_slope(some, *PAIR)
    assert pictures.caption_slope(units().iloc[:0], *PAIR) == (
        "No unit has a score in both Q1 2023 and Q2 2023, so no change can be drawn."
    )


def test_control() -> None:
    found = control([*CALM, 90.0])
    low, high = (
        pictures.control_value(found.table[end].iloc[-1], CSAT, "score") for end in ("low", "high")
    )
    assert pictures.caption_control(found, CSAT) == (
        f"Customers (CSAT), score against its own limits: 90.0 in Q3 2025, where {low} to {high} "
        "is usual around a mean of 72.0; 10 of 11 quarters lie inside their limits; beyond them "
        "Q3 2025 above; the limits come from these same quarters, so a mark is a reason to look, "
        "no verdict."
    )
    few = pictures.caption_control(control(CALM[:1]), CSAT)
    assert few.endswith("70.0 in Q1 2023; no limits yet: 1 quarter has a figure, 8 are needed.")


def test_control_names_long_runs_and_raw_figures() -> None:
    said = pictures.caption_control(control([66.0, 67.0] * 4 + [71.0, 72.0] * 4), CSAT)
    assert (
        "8 quarters in a row below the mean (Q1 2023 to Q4 2024) and 8 quarters in a row above the "
        "mean (Q1 2025 to Q4 2026)"
    ) in said
    assert "beyond" not in said
    raw = legs(PROFIT, CALM, metric=MARGIN, n=np.nan).assign(raw_low=0.0, raw_high=0.0)
    found = leg_control(raw, "raw")
    said = pictures.caption_control(found, PROFIT, metric=MARGIN, figure="raw")
    assert said.startswith("Profitability, raw figure against its own limits: 3.8% in Q2 2025")


def test_long_runs_leave_gaps_out() -> None:
    found = control([66.0, 67.0, np.nan, *[66.0, 67.0] * 3, *[71.0, 72.0] * 4])
    assert [(side, len(run), run[0]) for side, run in pictures.long_runs(found)] == [
        (-1, 8, "2023Q1"),
        (1, 8, "2025Q2"),
    ]


def test_events_are_numbered_within_the_quarters() -> None:
    quarters = legs(CSAT, SERIES)["quarter"].tolist()
    found = pictures.numbered(EVENTS, quarters)
    assert found.to_dict("records") == [
        {"number": 1, "quarter": "2023Q1", "label": "New owner."},
        {"number": 2, "quarter": "2023Q3", "label": "Strike"},
        {"number": 3, "quarter": "2023Q3", "label": "Flood"},
    ]
    for none in (pictures.numbered(None, quarters), pictures.numbered(EVENTS, [])):
        assert list(none.columns) == ["number", "quarter", "label"]
        assert none.empty
    assert [pictures.badge(numbers) for numbers in ([3], [2, 3], [4, 5, 6])] == ["3", "2–3", "4–6"]


def test_trend_without_events_is_the_trend() -> None:
    rows = legs(CSAT, SERIES)
    assert pictures.caption_trend(rows) == figures.caption_trend(rows)
    assert pictures.caption_trend(rows, figure="raw", quarter="2023Q2") == figures.caption_trend(
        rows, figure="raw", quarter="2023Q2"
    )


def test_trend_names_its_events() -> None:
    said = pictures.caption_trend(legs(CSAT, SERIES), events=EVENTS)
    assert said.endswith(
        "; marked: 1 New owner (Q1 2023), 2 Strike (Q3 2023) and 3 Flood (Q3 2023)."
    )
    many = pd.DataFrame({"quarter": "2023Q1", "label": [f"e{place}" for place in range(8)]})
    assert pictures.caption_trend(legs(CSAT, SERIES), events=many).endswith(" and 3 more.")


def test_trend_compares_only_what_was_asked_alike() -> None:
    rows = legs(CSAT, SERIES)
    said = pictures.caption_trend(rows, breaks=BROKEN)
    assert said.startswith(
        "Since wording or scale changed in Q4 2023 (and before in Q2 2023): Customers (CSAT), "
        "score: 69 (95% interval 67 to 71) in Q2 2024, from 70 in Q4 2023, between 69 and 71 in "
        "that time"
    )
    early = pictures.caption_trend(rows, breaks=BROKEN, quarter="2023Q3")
    assert early.startswith("Since wording or scale changed in Q2 2023: ")
    assert "from 62 in Q2 2023, between 62 and 64" in early
    assert pictures.caption_trend(rows, breaks=BROKEN, quarter="2023Q1") == figures.caption_trend(
        rows, quarter="2023Q1"
    )


def test_a_change_over_a_break_is_not_told() -> None:
    rows = legs(CSAT, SERIES)
    assert "on the quarter before" in pictures.caption_trend(rows, quarter="2023Q3")
    assert "on the quarter before" in pictures.caption_trend(
        rows, breaks=["2023Q2"], quarter="2023Q3"
    )
    over = pictures.caption_trend(rows, breaks=BROKEN, quarter="2023Q4")
    assert "on the quarter before" not in over
    assert "the only quarter with a figure" in over


def test_a_break_before_the_first_quarter_is_none() -> None:
    rows = legs(CSAT, SERIES)
    assert pictures.caption_trend(rows, breaks=["2023Q1", "2019Q1"]) == figures.caption_trend(rows)
    assert pictures.known_breaks(["2023Q1", "2023Q3", "2023Q2", "2023Q2", "2031Q1"], PAIR) == [
        "2023Q2"
    ]


def test_units_asked_otherwise_are_left_out_of_the_slopes_and_counted() -> None:
    moved = units()
    now = moved["quarter"] > "2023Q1"
    some = with_changes(moved.assign(era=((moved["node"] == "West") & now) * 1))
    left_out = "; 1 unit not comparable (wording or scale changed)"
    assert left_out in pictures.caption_slope(some, *PAIR)
    every = with_changes(moved.assign(era=now * 1))
    assert pictures.caption_slope(every, *PAIR) == (
        "Wording or scale changed between Q1 2023 and Q2 2023, so no change can be drawn."
    )


def test_own_limits_say_since_when() -> None:
    said = pictures.caption_control(control(CALM), CSAT, breaks=["2022Q4"])
    assert said.startswith("Since wording or scale changed in Q4 2022: Customers (CSAT), score")


def test_captions_compare_no_tilt_and_no_score_across_a_change_of_wording() -> None:
    rows = tilts([SCORES, {ESAT: 50.0, CSAT: 61.0, PROFIT: 70.0}]).assign(era=[0, 1])
    said = figures.caption_tilt_trend(rows)
    assert ", not comparable with Q1 2023: wording or scale changed;" in said
    assert ", after" not in said
    assert pictures.with_marks(said, EVENTS, ["2023Q1"]).endswith(
        "; marked: 1 New owner (Q1 2023)."
    )
    spark = legs(CSAT, SERIES, era=[0, 0, 0, 1, 1, 1])
    assert figures.caption_spark(spark, CSAT) == (
        "Customers (CSAT): 69 (67 to 71) in Q2 2024, from 70 in Q4 2023, between 69 and 71 in that "
        "time; target 75."
    )
