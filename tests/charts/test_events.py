"""Events and breaks on a trend: marks at their quarters that never touch, and lines that stop."""

from itertools import combinations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from stool import charts
from stool.charts.events import CHARACTER, NARROW, PAD, ROW
from stool.measure.legs import LEG_COLUMNS
from stool.schema import CSAT, ESAT
from tests.charts.build import SCORES, legs, tilts
from tests.charts.test_history import SCORE, hidden, trace
from tests.charts.test_seat import drawn

LIGHT = charts.PALETTES["light"]
EVENTS = pd.DataFrame(
    {
        "quarter": ["2023Q3", "2023Q1", "2023Q3", "2019Q1"],
        "label": ["Strike", "New owner", "<b>Flood</b>", "long ago"],
    }
)


def words(figure: go.Figure) -> list[object]:
    """Badges and words over the plot."""
    return list(figure.layout.annotations[1:])


def box(note: object, quarters: int) -> tuple[float, float, int]:
    """Left and right end in px on a phone, and row, of a mark."""
    half = (CHARACTER * len(note.text) + PAD) / 2
    centre = (note.x + 0.5) * NARROW / quarters + note.xshift
    return centre - half, centre + half, int(note.yshift // ROW)


def test_badges_are_numbered_in_order_and_stand_at_their_quarters() -> None:
    figure = charts.trend(legs(CSAT, SCORE), events=EVENTS)
    assert [(note.x, note.text) for note in words(figure)] == [(0, "1"), (2, "2–3")]
    assert [(line.x0, line.x1, line.y0) for line in figure.layout.shapes] == [(0, 0, 0), (2, 2, 0)]
    for line in figure.layout.shapes:
        assert (line.line.dash, line.line.color) == ("1px,3px", LIGHT.muted)
        assert line.yref == "paper"
        assert line.layer == "below"
    for badge in words(figure):
        assert badge.font.color == LIGHT.ink
        assert badge.bordercolor == LIGHT.muted


def test_badges_name_their_events_under_the_pointer_never_as_markup() -> None:
    hover = [note.hovertext for note in words(charts.trend(legs(CSAT, SCORE), events=EVENTS))]
    assert hover == [
        "<b>Q1 2023</b><br>1 New owner",
        "<b>Q3 2023</b><br>2 Strike<br>3 &lt;b&gt;Flood&lt;/b&gt;",
    ]


def test_a_break_stops_line_and_interval() -> None:
    figure = charts.trend(legs(CSAT, SCORE), breaks=["2023Q3", "2024Q1"])
    line = drawn(figure, "score")
    assert line[:, 0].tolist() == [0, 1, 1.5, 2, 3, 3.5, 4, 5]
    assert np.flatnonzero(np.isnan(line[:, 1])).tolist() == [2, 5]
    assert line[~np.isnan(line[:, 1]), 1].tolist() == SCORE
    texts = list(trace(figure, "score").text)
    assert [text[:14] for text in texts] == [
        "<b>Q1 2023</b>", "<b>Q2 2023</b>", "", "<b>Q3 2023</b>",
        "<b>Q4 2023</b>", "", "<b>Q1 2024</b>", "<b>Q2 2024</b>",
    ]  # fmt: skip
    bands = [set(part.x) for part in figure.data if part.name == "interval"]
    assert bands == [{0, 1}, {2, 3}, {4, 5}]


def test_a_break_is_marked_before_its_quarter() -> None:
    figure = charts.trend(legs(CSAT, SCORE), breaks=["2023Q3"])
    (line,), (mark,) = figure.layout.shapes, words(figure)
    assert (line.x0, line.x1, mark.x) == (1.5, 1.5, 1.5)
    assert line.line.dash == "7px,3px"
    assert mark.text == "wording changed"
    assert mark.hovertext.startswith("<b>Q3 2023</b><br>wording or scale changed")
    assert (mark.font.color, mark.bordercolor) == (LIGHT.muted, None)


def test_a_lone_quarter_between_breaks_still_shows_its_width() -> None:
    figure = charts.trend(legs(CSAT, SCORE), breaks=["2023Q3", "2023Q4"])
    bands = [part for part in figure.data if part.name == "interval"]
    assert [(min(part.x), max(part.x)) for part in bands] == [(0, 1), (1.88, 2.12), (3, 5)]


@pytest.mark.parametrize("breaks", [["2023Q1"], ["2022Q1", "2030Q1"], []])
def test_a_break_with_no_quarter_before_it_is_none(breaks: list[str]) -> None:
    assert charts.trend(legs(CSAT, SCORE), breaks=breaks) == charts.trend(legs(CSAT, SCORE))


def test_a_break_in_a_gap() -> None:
    figure = charts.trend(hidden(), breaks=["2023Q2"])
    line = drawn(figure, "score")
    assert np.isnan(line[:, 1]).tolist() == [False, True, True, False, True, False, False]
    assert list(trace(figure, "gaps").x) == [1, 3]
    assert [note.x for note in words(figure)] == [0.5]


def test_the_raw_figure_is_cut_too() -> None:
    figure = charts.trend(legs(ESAT, SCORE), figure="raw", breaks=["2023Q3"], events=EVENTS)
    assert np.flatnonzero(np.isnan(drawn(figure, "raw")[:, 1])).tolist() == [2]
    assert [note.text for note in words(figure)] == ["1", "wording changed", "2–3"]


@pytest.mark.parametrize("quarters", [2, 6, 14, 30, 48])
def test_marks_never_touch_nor_leave_a_phone(quarters: int) -> None:
    history = legs(CSAT, [70.0] * quarters)
    labels = history["quarter"].tolist()
    events = pd.DataFrame({"quarter": labels[::2] * 2, "label": "something"})
    figure = charts.trend(history, events=events, breaks=[labels[1], labels[-1], labels[-2]])
    boxes = [box(note, quarters) for note in words(figure)]
    rows = max(row for *_, row in boxes) + 1
    for (left, right, row), (other, end, beside) in combinations(boxes, 2):
        assert row != beside or right <= other + 0.2 or end <= left + 0.2
    for left, right, _ in boxes:
        assert left >= -0.1
        assert right <= NARROW + 0.1
    plain = charts.trend(history)
    assert figure.layout.height - plain.layout.height == ROW * rows
    assert figure.layout.margin.t - plain.layout.margin.t == ROW * rows
    title = figure.layout.annotations[0]
    assert title.yshift >= ROW * rows  # over the marks


def test_lines_reach_their_words() -> None:
    history = legs(CSAT, [70.0] * 40)
    events = pd.DataFrame({"quarter": history["quarter"], "label": "something"})
    figure = charts.trend(history, events=events)
    plot = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    for note, line in zip(words(figure), figure.layout.shapes, strict=True):
        row = note.yshift // ROW
        assert plot * (line.y1 - 1) == pytest.approx(ROW * row)
        assert note.bgcolor == LIGHT.card  # hides the lines that pass under it
    assert len({note.yshift for note in words(figure)}) > 1


def test_no_history_draws_no_marks() -> None:
    empty = pd.DataFrame(columns=list(LEG_COLUMNS))
    figure = charts.trend(empty, events=EVENTS, breaks=["2023Q3"])
    assert not figure.layout.shapes
    assert charts.trend(legs(CSAT, SCORE), events=EVENTS.iloc[:0]) == charts.trend(
        legs(CSAT, SCORE)
    )


def test_small_lines_and_the_tilt_stop_at_a_break_too() -> None:
    rows = legs(CSAT, SCORE, era=[0, 0, 1, 1, 1, 1])
    spark = drawn(charts.sparkline(rows, CSAT), "score")
    assert np.flatnonzero(np.isnan(spark[:, 1])).tolist() == [2]
    assert len(trace(charts.sparkline(rows, CSAT), "score").text) == len(spark)
    fan = drawn(charts.fan(rows, pd.DataFrame(columns=["leg", "ahead"])), "CSAT")
    assert fan[:, 0].tolist() == [0, 1, 1.5, 2, 3, 4, 5]
    seats = tilts([SCORES] * 3).assign(era=[0, 1, 1])
    figure = charts.tilt_trend(seats, events=EVENTS, breaks=["2023Q2"])
    assert drawn(figure, "tilt")[:, 0].tolist() == [0, 0.5, 1, 2]
    assert [note.text for note in words(figure)] == ["1", "wording changed", "2–3"]
    plain = charts.tilt_trend(seats.assign(era=0))
    over = figure.layout.height - plain.layout.height
    assert over > 0
    assert figure.layout.annotations[0].yshift - plain.layout.annotations[0].yshift == over
    assert drawn(plain, "tilt")[:, 0].tolist() == [0, 1, 2]
