"""The spirit level at play: a frame a quarter with its own numbers; the still stays as it is."""

from functools import cache

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from stool import charts
from stool.charts.level import BUBBLE, HEIGHT, LONGEST, VIAL, clamp
from stool.charts.play import BUTTONS, GAP, SLIDER
from stool.schema import CSAT, ESAT, PROFIT
from tests.charts.build import SCORES, tilts
from tests.charts.test_level import WALK
from tests.charts.test_seat import drawn
from tests.charts.test_theme import MODES, contrast

HOVERED = "#F4FAFF"  # what Plotly paints a button under the pointer


@cache
def trail() -> pd.DataFrame:
    """Eleven quarters: a noise floor of its own each, one unknown, and one tilt beyond the rim."""
    rows = tilts([*WALK[:4], {ESAT: 110.0, CSAT: 40.0, PROFIT: 40.0}, *WALK[5:]])
    floors = np.linspace(2, 7, len(rows))
    floors[6] = np.nan
    return rows.assign(noise_floor=floors)


@cache
def played(mode: charts.Mode = "light") -> go.Figure:
    return charts.spirit_level(trail(), play=True, mode=mode)


def at(figure: go.Figure, place: int, name: str) -> np.ndarray:
    """Points of a trace in a frame."""
    frame = figure.frames[place]
    names = [figure.data[trace].name for trace in frame.traces]
    part = frame.data[names.index(name)]
    return np.column_stack([part.x, part.y]).astype(float)


def texts(notes: object) -> list[str]:
    return [note.text for note in notes]


def test_a_frame_a_quarter() -> None:
    figure = played()
    assert [frame.name for frame in figure.frames] == trail()["quarter"].tolist()
    assert len(trail()) > LONGEST


@pytest.mark.parametrize("place", range(11))
def test_every_frame_holds_the_numbers_of_its_quarter(place: int) -> None:
    rows, figure = trail(), played()
    slopes = rows[["x", "y"]].to_numpy()
    past = clamp(slopes[max(place - LONGEST + 1, 0) : place + 1])
    bubble = at(figure, place, "bubble")[:-1]
    assert bubble.mean(axis=0) == pytest.approx(past[-1], abs=1e-9)
    assert np.ptp(bubble[:, 0]) == pytest.approx(2 * BUBBLE)
    assert at(figure, place, "trail") == pytest.approx(past)
    assert at(figure, place, "tilts") == pytest.approx(past)
    assert at(figure, place, "dots") == pytest.approx(past[:-1])
    ring, floor = at(figure, place, "noise"), rows["noise_floor"].iloc[place]
    if np.isnan(floor):
        assert not len(ring)
    else:
        assert np.hypot(ring[:, 0], ring[:, 1]) == pytest.approx(floor)
    assert len(at(figure, place, "beyond")) == (np.hypot(*slopes[place]) > VIAL)


def test_every_frame_is_the_still_of_its_quarter() -> None:
    rows, figure = trail(), played()
    for place, frame in enumerate(figure.frames):
        still = charts.spirit_level(rows.iloc[: place + 1])
        for part in still.data:
            if part.name in ("bubble", "trail", "dots", "noise", "beyond"):
                assert at(figure, place, part.name) == pytest.approx(drawn(still, part.name))
        now = [text for text in texts(frame.layout.annotations) if text]
        assert now == texts(still.layout.annotations)


def test_the_first_picture_is_the_still_of_the_latest_quarter() -> None:
    still, figure = charts.spirit_level(trail()), played()
    full = [part for part in figure.data if len(part.x)]
    assert [part.to_json() for part in full] == [part.to_json() for part in still.data]
    assert figure.layout.annotations == still.layout.annotations
    assert figure.layout.yaxis == still.layout.yaxis
    assert figure.layout.height - figure.layout.margin.b == HEIGHT - still.layout.margin.b
    last = figure.frames[-1]
    assert texts(last.layout.annotations) == texts(figure.layout.annotations)
    for name in ("bubble", "trail", "noise"):
        assert at(figure, -1, name) == pytest.approx(drawn(figure, name))


def test_frames_change_nothing_but_places_words_and_angles() -> None:
    for frame in played().frames:
        assert len(frame.data) == len(frame.traces) == 6
        assert len(frame.layout.annotations) == len(played().layout.annotations)
        for part in frame.data:
            assert set(part.to_plotly_json()) <= {"type", "x", "y", "text", "marker"}
            assert part.marker.to_plotly_json().keys() <= {"angle"}
    angles = [frame.data[3].marker.angle for frame in played().frames]
    assert angles[4] % 360 == pytest.approx(240)  # towards ESAT, clockwise from the top


def test_the_slider_names_the_quarters_and_stands_on_the_last() -> None:
    (slider,) = played().layout.sliders
    assert slider.active == 10
    assert [step.label for step in slider.steps] == [
        f"{quarter[4:]} {quarter[2:4]}" for quarter in trail()["quarter"]
    ]
    for step, frame in zip(slider.steps, played().frames, strict=True):
        assert step.method == "animate"
        assert list(step.args[0]) == [frame.name]
    assert slider.currentvalue.visible is not False


def test_play_begins_anew_pause_stops_and_nothing_slides() -> None:
    figure = played()
    (menu,) = figure.layout.updatemenus
    play, pause = menu.buttons
    assert (play.label, pause.label) == ("Play", "Pause")
    assert play.args[0] is None
    assert list(pause.args[0]) == [None]
    assert play.args[1]["fromcurrent"]
    assert play.args[1]["frame"]["duration"] >= 1000
    for button in (*menu.buttons, *figure.layout.sliders[0].steps):
        assert button.method == "animate"
        assert button.args[1]["transition"]["duration"] == 0
        assert button.args[1]["mode"] == "immediate"
    assert figure.layout.sliders[0].transition.duration == 0
    for button in (play, figure.layout.sliders[0].steps[0]):
        assert button.args[1]["frame"]["redraw"]  # or the words would stay


@pytest.mark.parametrize("mode", MODES)
def test_buttons_can_be_read_also_under_the_pointer(mode: charts.Mode) -> None:
    palette, figure = charts.PALETTES[mode], played(mode)
    (menu,), (slider,) = figure.layout.updatemenus, figure.layout.sliders
    assert (menu.bgcolor, menu.font.color) == (palette.button, palette.on_button)
    for ground in (palette.button, HOVERED):
        assert contrast(palette.on_button, ground) >= 4.5
    assert contrast(palette.muted, palette.card) >= 3  # the edge of buttons and slider
    assert (menu.bordercolor, slider.bordercolor) == (palette.muted, palette.muted)
    assert not menu.showactive  # its colour is Plotly's own
    for font in (slider.font, slider.currentvalue.font):
        assert contrast(font.color, palette.card) >= 4.5
        assert font.size >= 11


def test_controls_have_their_room_under_the_picture() -> None:
    figure = played()
    (menu,), (slider,) = figure.layout.updatemenus, figure.layout.sliders
    assert figure.layout.height == HEIGHT + GAP + BUTTONS + SLIDER
    assert not figure.layout.margin.autoexpand
    picture = HEIGHT - 12
    assert menu.y * picture == pytest.approx(-GAP)
    assert slider.y < menu.y
    assert (menu.xanchor, slider.currentvalue.xanchor) == ("left", "right")
    assert menu.font.size >= 13  # Plotly makes buttons 33 px high from that on


@pytest.mark.parametrize("rows", [1, 0])
def test_one_quarter_has_nothing_to_play(rows: int) -> None:
    few = tilts([SCORES]).head(rows)
    figure = charts.spirit_level(few, play=True)
    assert figure == charts.spirit_level(few)
    assert not figure.frames
    assert not figure.layout.sliders
