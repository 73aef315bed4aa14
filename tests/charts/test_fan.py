"""The fan: drawn where the numbers are, from the last score on, and only for legs that follow."""

import pandas as pd
import pytest

from stool.charts import PALETTES, fan
from stool.charts.theme import Mode
from stool.schema import CSAT, ESAT, PROFIT
from stool.text import outlook
from tests.charts.build import legs

SCORES = [60.0, 62, 58, 64, 66, 61, 59, 57, 56, 55]  # from 2023Q1; the last is 2025Q2


def projected() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "leader": ESAT,
            "leg": CSAT,
            "ahead": [1, 2],
            "quarter": ["2025Q3", "2025Q4"],
            "now": 55.0,
            "score": [58.0, 63.0],
            "low": [52.0, 54.0],
            "high": [64.0, 72.0],
            "units": 24,
        }
    )


def history() -> pd.DataFrame:
    return pd.concat([legs(leg, SCORES) for leg in (ESAT, CSAT, PROFIT)], ignore_index=True)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_cone_holds_the_numbers(mode: Mode) -> None:
    drawn = {trace.name: trace for trace in fan(history(), projected(), mode=mode).data}
    middle, cone = drawn["csat projected"], drawn["csat fan"]
    assert list(middle.y) == [55, 58, 63]
    assert list(cone.y) == [55, 64, 72, 54, 52, 55]
    last = len(drawn["CSAT"].x) - 1
    assert list(middle.x) == [last, last + 1, last + 2]
    assert list(cone.x) == [*middle.x, *reversed(middle.x)]
    assert middle.line.color == PALETTES[mode].legs[CSAT]


def test_only_the_last_two_years_and_only_legs_that_follow() -> None:
    drawn = {trace.name: trace for trace in fan(history(), projected()).data}
    assert list(drawn["ESAT"].y) == SCORES[-8:]
    assert "esat fan" not in drawn
    assert "profit fan" not in drawn


def test_a_leg_not_loaded_is_not_drawn() -> None:
    drawn = [trace.name for trace in fan(legs(ESAT, SCORES), projected().iloc[:0]).data]
    assert drawn == ["target", "ESAT"]


def test_caption_says_where_to_and_what_is_left_open() -> None:
    assert outlook.caption(projected()) == (
        "CSAT tends to follow ESAT: from 55 now to 63 (54 to 72) in Q4 2025; ESAT and Profit are "
        "not projected: no established link leads to them. Association, with an 80% interval."
    )
    assert outlook.caption(projected().iloc[:0]) == outlook.NOTHING
    everything = pd.concat([projected().assign(leg=leg) for leg in (ESAT, CSAT, PROFIT)])
    assert "not projected" not in outlook.caption(everything)
