"""Slopes: ends at the scores, ink for what is clear, names that never touch, who is left out."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from stool import charts
from stool.charts.slope import APART, BOTTOM, LABEL_AT, SCALE, TOP
from stool.measure.change import MOST_LINES, with_changes
from stool.measure.legs import LEG_COLUMNS
from stool.schema import CSAT, ESAT
from tests.charts.build import legs
from tests.charts.test_history import trace
from tests.charts.test_seat import drawn

LIGHT = charts.PALETTES["light"]
MOVES = {
    "Harbour": (60.0, 72.0),
    "North": (70.0, 61.5),
    "South": (64.0, 64.5),
    "West": (55.0, 54.0),
}


def rows(moves: dict[str, tuple[float, ...]] = MOVES, se: float = 1.0) -> pd.DataFrame:
    """Leg history of units from 2023Q1 on."""
    found = [
        legs(CSAT, list(scores), se, node=node, depth="unit") for node, scores in moves.items()
    ]
    return with_changes(pd.concat(found, ignore_index=True))


def many(units: int, clear: int) -> pd.DataFrame:
    """Units that fell by more than noise, and others that rose less the higher their number."""
    moves = {
        f"Unit {place:03d}": (60.0, 60 + 2 * (units - place) / units) for place in range(units)
    }
    names = list(moves)[-clear:] if clear else []
    return rows(moves | {name: (60.0, 40.0 - place) for place, name in enumerate(names)})


def slope(frame: pd.DataFrame, **options: object) -> charts.slope:
    return charts.slope(frame, "2023Q1", "2023Q2", **options)


def lines(figure: object, name: str) -> list[tuple[float, float]]:
    """Start and end of every line of a trace."""
    points = drawn(figure, name).reshape(-1, 3, 2)
    assert (points[:, :2, 0] == [0, 1]).all()
    assert np.isnan(points[:, 2]).all()  # a hole after each
    return [tuple(line) for line in points[:, :2, 1].tolist()]


def labels(figure: object) -> list[object]:
    return [note for note in figure.layout.annotations if note.x == LABEL_AT]


def test_lines_run_from_score_to_score() -> None:
    figure = slope(rows())
    assert lines(figure, "clear") == [MOVES["North"], MOVES["Harbour"]]
    assert lines(figure, "others") == [MOVES["South"], MOVES["West"]]
    assert drawn(figure, "clear ends").tolist() == [[0, 70], [0, 60], [1, 61.5], [1, 72]]
    assert drawn(figure, "other ends").tolist() == [[0, 64], [0, 55], [1, 64.5], [1, 54]]


def test_clear_changes_are_in_ink_with_arrow_number_and_name() -> None:
    figure = slope(rows())
    assert trace(figure, "clear").line.color == LIGHT.ink
    assert trace(figure, "others").line.color == LIGHT.muted
    assert trace(figure, "clear").line.width > 2 * trace(figure, "others").line.width
    assert [note.text for note in labels(figure)] == ["▼ −8 North", "▲ +12 Harbour"]
    symbols = trace(figure, "clear ends").marker.symbol
    assert list(symbols) == ["circle", "circle", "triangle-down", "triangle-up"]
    assert set(trace(figure, "other ends").marker.symbol) == {"circle"}


def test_clear_is_clear_after_looking_at_all_units() -> None:
    alone = rows({"North": (60.0, 63.2), **{f"Unit {n}": (60.0, 60.1) for n in range(30)}})
    assert alone["change_is_clear"].sum() == 1  # 3.2 is over 1.96 sqrt 2
    assert not lines(slope(alone), "clear")
    assert len(lines(slope(alone[alone["node"] == "North"]), "clear")) == 1


def test_an_unknown_noise_is_never_clear() -> None:
    assert not lines(slope(rows(se=np.nan)), "clear")
    assert len(lines(slope(rows(se=np.nan)), "others")) == 4


def test_labels_never_touch_and_stay_beside_the_plot() -> None:
    crowd = rows({f"Unit {n}": (20.0, 70.0 + n / 50) for n in range(30)})
    figure = slope(crowd)
    heights = [note.y for note in labels(figure)]
    assert len(heights) == 30
    point = (figure.layout.height - TOP - BOTTOM) / (SCALE[1] - SCALE[0])
    gaps = [point * (high - low) for low, high in pairwise(heights)]
    assert min(gaps) >= APART - 1e-6
    assert heights[0] - APART / 2 / point >= SCALE[0] - 1e-9
    assert heights[-1] + APART / 2 / point <= SCALE[1] + 1e-9
    leaders = drawn(figure, "leaders").reshape(-1, 4, 2)
    assert leaders[:, 0, 1].tolist() == sorted(70 + n / 50 for n in range(30))
    assert leaders[:, 2, 1].tolist() == heights
    assert len(slope(rows()).layout.annotations) == 3


def test_labels_stand_at_their_ends_where_there_is_room() -> None:
    assert [note.y for note in labels(slope(rows()))] == pytest.approx([61.5, 72])


@pytest.mark.parametrize("clear", [1, 39, 45])
def test_more_labels_make_it_taller_never_touching(clear: int) -> None:
    figure = slope(many(60, clear))
    room = figure.layout.height - TOP - BOTTOM
    assert room >= APART * len(labels(figure))
    assert len(labels(figure)) == min(clear, MOST_LINES)


def test_of_many_units_the_clear_ones_and_those_that_moved_most_are_drawn() -> None:
    figure = slope(many(100, 4))
    ends = [end for _, end in lines(figure, "others")]
    assert sorted((end for _, end in lines(figure, "clear")), reverse=True) == [40, 39, 38, 37]
    assert ends == pytest.approx([60 + 2 * (100 - place) / 100 for place in range(36)])
    assert len(lines(slope(many(40, 0)), "others")) == 40
    assert len(lines(slope(many(40, 0), most=10), "others")) == 10


def test_a_unit_without_both_quarters_is_left_out() -> None:
    frame = rows(MOVES | {"New": (np.nan, 66.0), "Closed": (66.0, np.nan)})
    assert len(lines(slope(frame), "clear") + lines(slope(frame), "others")) == 4


def test_a_year_is_told_from_noise_over_the_year() -> None:
    creeping = rows(
        {"North": (60.0, 62.0, 64.0, 66.0, 68.0), "South": (60.0, 59.0, 60.0, 61.0, 61.0)}
    )
    assert not creeping["change_is_clear"].any()
    figure = charts.slope(creeping, "2023Q1", "2024Q1")
    assert lines(figure, "clear") == [(60, 68)]
    assert lines(figure, "others") == [(60, 61)]
    assert "60 in Q1 2023 → 68 in Q1 2024" in trace(figure, "clear ends").text[0]
    assert list(figure.layout.xaxis.ticktext) == ["Q1 23", "Q1 24"]


def test_a_ledger_figure_over_a_year_needs_eight_earlier_years() -> None:
    quarters = [50 + (place % 4) + 0.1 * (place // 4 % 2) for place in range(40)]
    ledger = with_changes(legs(ESAT, [*quarters, 70.0], 0.0, node="A", sampled=False))
    eight, seven = (charts.slope(ledger.iloc[start:], "2032Q1", "2033Q1") for start in (4, 8))
    assert lines(eight, "clear") == [(50.1, 70)]
    assert lines(seven, "others") == [(50.1, 70)]


def test_scale_never_moves() -> None:
    for frame in (rows(), many(50, 40)):
        assert slope(frame).layout.yaxis.range == SCALE
    assert set(drawn(slope(rows()), "target")[:, 1]) == {75}


def test_names_are_never_markup() -> None:
    figure = slope(rows({"<b>North</b> & Co": (40.0, 80.0)}))
    assert labels(figure)[0].text == "▲ +40 &lt;b&gt;North&lt;/b&gt; &amp;…"
    assert "<b><b>" not in trace(figure, "clear ends").text[0]
    plain = slope(rows({"xbxNorthxxbx ax": (40.0, 80.0)}))
    assert figure.layout.margin.r == plain.layout.margin.r


@pytest.mark.parametrize("frame", [rows().iloc[:0], pd.DataFrame(columns=list(LEG_COLUMNS))])
def test_nothing_to_draw_says_so(frame: pd.DataFrame) -> None:
    figure = slope(frame)
    words = "no unit has a score in both Q1 2023 and Q2 2023"
    assert words in [note.text for note in figure.layout.annotations]
    assert figure.layout.height == slope(rows()).layout.height


def test_the_earlier_quarter_comes_first() -> None:
    with pytest.raises(ValueError, match="before is 2023Q2, must be a quarter before 2023Q2"):
        charts.slope(rows(), "2023Q2", "2023Q2")
