"""A topic over time: shares where they may be said, hollow marks where not."""

import numpy as np
import pandas as pd
import pytest

from stool.charts import PALETTES, topic_trend
from stool.charts.theme import Mode
from stool.schema import CSAT
from stool.text import voice as words
from stool.voice.counts import COUNT_COLUMNS

SHARES = {"2025Q1": 0.1, "2025Q2": np.nan, "2025Q4": 0.2, "2026Q1": 0.25}


def topic(shares: dict[str, float] = SHARES, spread: float = 0.05) -> pd.DataFrame:
    """Rows of a topic of a hundred texts a quarter; too few mention it where there is no share."""
    share = np.array([*shares.values()])
    frame = {
        "topic": "Waiting", "quarter": [*shares], "mentions": 100 * share, "of": 100,
        "share": share, "low": share - spread, "high": share + spread, "few": np.isnan(share),
    }  # fmt: skip
    return pd.DataFrame(frame)[list(COUNT_COLUMNS)]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_shares_and_intervals_are_drawn_where_they_are_known(mode: Mode) -> None:
    figure = topic_trend(topic(), CSAT, quarter="2025Q4", mode=mode)
    drawn = {trace.name: trace for trace in figure.data}
    np.testing.assert_equal(drawn["share"].y, [0.1, np.nan, np.nan, 0.2, 0.25])
    assert drawn["share"].line.color == PALETTES[mode].legs[CSAT]
    bands = [trace for trace in figure.data if trace.name == "interval"]
    assert [len(band.x) for band in bands] == [4, 4]
    np.testing.assert_allclose(bands[1].y, [0.25, 0.3, 0.2, 0.15])
    assert list(drawn["gaps"].x) == [1, 2]
    assert "fewer than 5 of 100 comments" in drawn["gaps"].text[0]
    assert "fewer than 5 comments" in drawn["gaps"].text[1]
    assert "20%" in drawn["share"].text[3]
    assert "15% to 25%" in drawn["share"].text[3]
    assert (list(drawn["selected"].x), list(drawn["selected"].y)) == ([3], [0.2])


def test_a_quarter_without_a_share_is_not_marked() -> None:
    for quarter in ("2025Q2", "2025Q3", "2031Q1", ""):
        assert "selected" not in [
            each.name for each in topic_trend(topic(), CSAT, quarter=quarter).data
        ]


@pytest.mark.parametrize(("share", "top"), [(0.01, 0.1), (0.5, 0.55 * 1.15), (0.98, 1.03)])
def test_the_axis_begins_at_none_and_ends_above_the_highest(share: float, top: float) -> None:
    figure = topic_trend(topic({"2026Q1": share}), CSAT)
    low, high = figure.layout.yaxis.range
    assert -0.05 < low <= 0
    assert high == pytest.approx(top)


def test_the_sentence_tells_what_is_drawn() -> None:
    assert words.caption_trend(topic(), "2026Q1") == (
        "Waiting: 25% of comments (95% interval 20% to 30%) in Q1 2026, from 10% in Q1 2025, "
        "between 10% and 25% in that time; 2 quarters with too few."
    )
    assert words.caption_trend(topic(), "2025Q1") == (
        "Waiting: 10% of comments (95% interval 5% to 15%) in Q1 2025, the only quarter with "
        "enough."
    )
    assert words.caption_trend(topic({"2025Q2": np.nan}), "2025Q2") == (
        "Waiting: in no quarter up to Q2 2025 do 5 comments or more mention it."
    )
