"""The stool: what is drawn slopes as much as the tilt that is printed beside it."""

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool import charts
from stool.balance import LEG_ANGLES, Tilt, tilt
from stool.charts.plane import DEPTH, LEG_RADIUS, POINT, SEAT_RADIUS, project, seat_plane
from stool.charts.shapes import TURN, Floats
from stool.schema import CSAT, ESAT, LEGS, PROFIT
from stool.text import figures
from tests.charts.build import SCORES

heights = st.floats(0, 110)


def drawn(figure: go.Figure, name: str) -> Floats:
    traces = [trace for trace in figure.data if trace.name == name]
    assert len(traces) == 1
    return np.column_stack([traces[0].x, traces[0].y]).astype(float)


def slope(rim: Floats) -> Floats:
    """Units of rise per unit to the right and to the back, from the drawn rim alone."""
    assert rim[:, 0] == pytest.approx(SEAT_RADIUS * np.cos(TURN), abs=1e-9)
    back = SEAT_RADIUS * np.sin(TURN)  # the rim runs round at equal angles
    height = rim[:, 1] - DEPTH * back
    sides = np.column_stack([rim[:, 0], back, np.ones(len(rim))])
    found, residual, *_ = np.linalg.lstsq(sides, height, rcond=None)
    assert residual == pytest.approx(0, abs=1e-6)
    return found[:2]


@settings(max_examples=40, deadline=None)
@given(esat=heights, csat=heights, profit=heights)
def test_the_drawn_seat_slopes_as_the_tilt_says(esat: float, csat: float, profit: float) -> None:
    scores = {ESAT: esat, CSAT: csat, PROFIT: profit}
    said = tilt(scores, dict.fromkeys(LEGS, 1.0))
    rise = slope(drawn(charts.stool(scores), "seat"))
    in_points = rise * LEG_RADIUS / POINT
    assert in_points == pytest.approx([said.x, said.y], abs=1e-6)
    assert np.hypot(*in_points) == pytest.approx(said.points, abs=1e-6)


def test_ten_points_slope_twelve_degrees() -> None:
    level = {ESAT: 60.0, CSAT: 60.0, PROFIT: 60.0}
    steep = level | {PROFIT: 75.0}  # (2/3) x 15 = 10 points
    assert tilt(steep, dict.fromkeys(LEGS, 1.0)).points == pytest.approx(10)
    angle = np.degrees(np.arctan(np.hypot(*slope(drawn(charts.stool(steep), "seat")))))
    assert angle == pytest.approx(12, abs=1e-6)
    assert slope(drawn(charts.stool(level), "seat")) == pytest.approx([0, 0], abs=1e-9)


@given(esat=heights, csat=heights, profit=heights)
def test_the_seat_lies_on_the_leg_tops(esat: float, csat: float, profit: float) -> None:
    scores = {ESAT: esat, CSAT: csat, PROFIT: profit}
    plane = seat_plane(scores)
    for leg in LEGS:
        angle = np.radians(LEG_ANGLES[leg])
        x, y = np.array(LEG_RADIUS * np.cos(angle)), np.array(LEG_RADIUS * np.sin(angle))
        assert plane.at(x, y) == pytest.approx(POINT * scores[leg], abs=1e-6)


def test_the_ring_is_level_at_target() -> None:
    for target in (60.0, 75.0):
        ring = drawn(charts.stool(SCORES, target=target), "ring")
        assert slope(ring) == pytest.approx([0, 0], abs=1e-9)
        assert ring[:, 1].mean() == pytest.approx(POINT * target, abs=2)
        names = [note.text for note in charts.stool(SCORES, target=target).layout.annotations]
        assert f"grey ring = level at target {target:g}" in names


def test_the_ring_crosses_before_a_seat_that_lies_lower() -> None:
    def before(score: float) -> int:
        over = drawn(charts.stool(dict.fromkeys(LEGS, score)), "ring over the seat")
        return int(np.isfinite(over[:, 1]).sum())

    assert before(70) > 20
    assert before(80) == before(10) == 0  # under the seat, and far over it


def test_projection_keeps_widths_and_heights() -> None:
    corner = project(np.array([[3.0, 0.0, 4.0], [0.0, 10.0, 0.0]]))
    assert corner.tolist() == [[3.0, 4.0], [0.0, 10 * DEPTH]]


def test_seen_from_below_the_legs_stand_before_the_seat() -> None:
    names = [trace.name for trace in charts.stool(SCORES).data]
    assert names.index("seat") > names.index(f"leg {ESAT}")
    below = [trace.name for trace in charts.stool({ESAT: 90, CSAT: 90, PROFIT: 10}).data]
    assert below.index("underside") < below.index(f"leg {ESAT}")


@pytest.mark.parametrize("scores", [{ESAT: 110, CSAT: 110, PROFIT: 0}, dict.fromkeys(LEGS, 0)])
def test_extreme_scores_stay_in_view(scores: dict[str, float]) -> None:
    figure = charts.stool(scores)
    low, high = figure.layout.yaxis.range
    for trace in figure.data:
        y = np.asarray(trace.y, dtype=float)
        assert np.all((y[np.isfinite(y)] >= low) & (y[np.isfinite(y)] <= high))
    assert figure.layout.yaxis.scaleanchor == "x"


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ({ESAT: 72.0, CSAT: 61.0}, "two legs are not a stool"),
        ({ESAT: 72.0, CSAT: 61.0, PROFIT: np.nan}, "two legs are not a stool"),
        ({PROFIT: 61.0}, "one leg is not a stool"),
        ({}, "no leg has a score yet"),
    ],
)
def test_without_three_legs_there_is_no_seat(scores: dict[str, float], words: str) -> None:
    figure = charts.stool(scores, {PROFIT: (np.nan, np.nan)})
    assert "seat" not in [trace.name for trace in figure.data]
    assert words in [note.text for note in figure.layout.annotations]
    known = [leg for leg, score in scores.items() if np.isfinite(score)]
    assert sum(trace.name.startswith("leg ") for trace in figure.data) == len(known)


LEDGER = {ESAT: 2.0, CSAT: 2.0, PROFIT: 0.0}  # profit is counted in full


def dashed(scores: dict[str, float], errors: dict[str, float]) -> tuple[Tilt, go.Figure]:
    said = tilt(scores, errors)
    return said, charts.stool(scores, tilts=(said.points_low, said.points_high))


@settings(max_examples=40, deadline=None)
@given(esat=heights, csat=heights, profit=heights, se=st.floats(0.5, 20))
def test_dashed_edges_slope_as_the_interval_says(
    esat: float, csat: float, profit: float, se: float
) -> None:
    scores = {ESAT: esat, CSAT: csat, PROFIT: profit}
    said, figure = dashed(scores, {ESAT: se, CSAT: 1.0, PROFIT: 0.0})
    if not np.isfinite(said.points_low):
        assert said.points < 1e-6
        assert "edge low" not in [trace.name for trace in figure.data]
        return
    seat = drawn(figure, "seat")
    for name, points in (("edge low", said.points_low), ("edge high", said.points_high)):
        edge = drawn(figure, name)
        in_points = slope(edge) * LEG_RADIUS / POINT
        along = np.array([said.x, said.y]) / said.points
        assert in_points == pytest.approx(points * along, abs=1e-6)
        assert edge[:-1].mean(axis=0) == pytest.approx(seat[:-1].mean(axis=0), abs=1e-6)


def test_the_caption_says_how_much_the_dashed_edges_slope() -> None:
    said, figure = dashed(SCORES, LEDGER)
    low, high = (
        np.hypot(*slope(drawn(figure, f"edge {end}"))) * LEG_RADIUS / POINT
        for end in ("low", "high")
    )
    ends = (said.points_low, said.points_high)
    assert figures.caption_stool(SCORES, tilts=ends).endswith(
        f"below ESAT; dashed: the seat at the ends of its 80% interval, a tilt of {low:.1f} to "
        f"{high:.1f} points."
    )


def test_the_picture_says_what_is_dashed() -> None:
    said, figure = dashed(SCORES, LEDGER)
    ends = figures.interval((said.points_low, said.points_high), 1)
    texts = [note.text for note in figure.layout.annotations]
    key = f"grey ring = level at target 75<br>dashed = 80% interval of the tilt, {ends}"
    assert key in texts
    assert not any("dashed" in note.text for note in charts.stool(SCORES).layout.annotations)


def test_a_seat_within_noise_has_a_level_edge() -> None:
    said, figure = dashed({ESAT: 70.0, CSAT: 68.0, PROFIT: 69.0}, LEDGER)
    assert said.level
    assert slope(drawn(figure, "edge low")) == pytest.approx([0, 0], abs=1e-9)


@pytest.mark.parametrize("tilts", [None, (6.4, 6.4), (6.41, 6.44), (np.nan, np.nan)])
def test_no_edges_where_they_would_say_nothing(tilts: tuple[float, float] | None) -> None:
    assert charts.stool(SCORES, tilts=tilts) == charts.stool(SCORES)
    assert "dashed" not in figures.caption_stool(SCORES, tilts=tilts)
    two = {ESAT: 70.0, CSAT: 60.0}
    assert charts.stool(two, tilts=(1.0, 5.0)) == charts.stool(two)


def test_only_the_edges_are_dashed_and_they_are_thin() -> None:
    _, figure = dashed(dict.fromkeys(LEGS, 70.0) | {CSAT: 69.0}, LEDGER)
    dashes = {
        trace.name: trace.line for trace in figure.data if trace.line.dash not in (None, "solid")
    }
    assert set(dashes) == {"edge low", "edge high"}
    assert {line.width for line in dashes.values()} == {1}


def test_no_edge_crosses_the_name_of_the_far_leg() -> None:
    scores = {ESAT: 70.0, CSAT: 70.0, PROFIT: 76.0}
    _, figure = dashed(scores, {ESAT: 9.0, CSAT: 9.0, PROFIT: 0.0})
    (name,) = (note for note in figure.layout.annotations if "Profit" in note.text)
    edge = drawn(figure, "edge high")
    assert name.y > edge[np.abs(edge[:, 0]) < 30, 1].max()


def test_labels_print_score_and_interval() -> None:
    intervals = {ESAT: (69.6, 74.4), CSAT: (59.0, 63.0), PROFIT: (68.0, 68.0)}
    text = " ".join(note.text for note in charts.stool(SCORES, intervals).layout.annotations)
    assert "70 to 74" in text
    assert "59 to 63" in text
    assert "68 to 68" not in text
    for shown in (">72<", ">61<", ">68<"):
        assert shown in text


def test_small_stools_share_one_scale() -> None:
    level, leaning = dict.fromkeys(LEGS, 70.0), {ESAT: 80.0, CSAT: 50.0, PROFIT: 80.0}
    below, short = {ESAT: 90.0, CSAT: 90.0, PROFIT: 10.0}, {ESAT: 70.0}
    units = {"A": level, "B": leaning, "C": below, "<b>D": short}
    figure = charts.small_stools(units)
    rims = drawn(figure, "seat")
    parts = np.split(rims, np.flatnonzero(np.isnan(rims[:, 0])))
    assert len(parts) == 3  # two seats, each followed by a hole
    assert len(drawn(figure, "underside")) == len(TURN) + 1
    texts = [note.text for note in figure.layout.annotations]
    assert texts[0] == "<b>A</b><br>level"
    assert texts[1] == "<b>B</b><br>CSAT low by 30"
    assert texts[3] == "<b>&lt;b&gt;D</b><br>one leg is not a stool"
    assert figure.layout.height == 2 * charts.small_stools({"A": level}).layout.height
    assert not charts.small_stools({}).data
