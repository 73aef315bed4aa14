"""Buttons and a slider that show a picture quarter by quarter, and nothing that moves by itself."""

from collections.abc import Sequence

import plotly.graph_objects as go

from stool.charts.theme import SMALL, Palette
from stool.text import pictures
from stool.text.figures import short_quarter

EACH = 1100  # ms a quarter stands; no tween between two, so nothing slides or flashes
BUTTON_TEXT = 13  # px; makes buttons 33 px high
BUTTONS, SLIDER = 40, 62  # px under the picture
GAP = 6  # px between the picture and the buttons


def frame_of(
    quarter: str,
    moving: Sequence[go.Scatter],
    places: Sequence[int],
    notes: Sequence[dict[str, object]],
) -> go.Frame:
    """One quarter of a picture at play.

    Parameters
    ----------
    quarter : str
        Names the frame.
    moving : sequence of Scatter
        The traces as they are in that quarter; of them the points, words and angles are kept.
    places : sequence of int
        Where those stand in the figure.
    notes : sequence of dict
        Annotations of that quarter, as many in every one.
    """
    return go.Frame(
        name=quarter,
        data=[_what_moves(trace) for trace in moving],
        traces=list(places),
        layout={"annotations": list(notes)},
    )


def _what_moves(trace: go.Scatter) -> go.Scatter:
    moved = go.Scatter(x=trace.x, y=trace.y)
    if trace.text is not None:
        moved.text = trace.text
    if trace.marker.angle is not None:
        moved.marker.angle = trace.marker.angle
    return moved


def with_controls(figure: go.Figure, quarters: Sequence[str], palette: Palette) -> go.Figure:
    """Put Play, Pause and a slider that names the quarter under a picture, on its last quarter.

    Parameters
    ----------
    figure : Figure
        With a frame for each of `quarters`; its height grows, the picture keeps its size. Changed
        in place and returned.
    quarters : sequence of str
    palette : Palette
    """
    margin = figure.layout.margin
    room = GAP + BUTTONS + SLIDER
    picture = figure.layout.height - margin.t - margin.b
    font = {"size": SMALL, "color": palette.muted}
    named = {"size": BUTTON_TEXT, "color": palette.ink}
    buttons = [
        _button(pictures.PLAY, None, {"duration": EACH, "redraw": True}),
        _button(pictures.PAUSE, [None], {"duration": 0, "redraw": False}),
    ]
    steps = [
        {**_button(short_quarter(each), [each], {"duration": 0, "redraw": True}), "value": each}
        for each in quarters
    ]
    figure.update_layout(
        height=figure.layout.height + room,
        margin={"b": margin.b + room, "autoexpand": False},
        updatemenus=[
            {
                "type": "buttons",
                "direction": "right",
                "showactive": False,
                "buttons": buttons,
                "x": 0,
                "xanchor": "left",
                "y": -GAP / picture,
                "yanchor": "top",
                "pad": {"t": 0, "b": 0, "l": 0, "r": 0},
                "bgcolor": palette.button,
                "bordercolor": palette.muted,
                "borderwidth": 1,
                "font": {"size": BUTTON_TEXT, "color": palette.on_button},
            }
        ],
        sliders=[
            {
                "steps": steps,
                "active": len(steps) - 1,
                "x": 0,
                "len": 1,
                "xanchor": "left",
                "y": -(GAP + 6) / picture,
                "yanchor": "top",
                "pad": {"t": 0, "b": 0, "l": 4, "r": 4},
                "font": font,
                "currentvalue": {"xanchor": "right", "offset": 16, "font": named},
                "bgcolor": palette.button,
                "activebgcolor": palette.muted,
                "bordercolor": palette.muted,
                "tickcolor": palette.muted,
                "transition": {"duration": 0},
            }
        ],
    )
    return figure


def _button(
    label: str, quarters: list[str] | list[None] | None, frame: dict[str, object]
) -> dict[str, object]:
    """Show some frames, all of them for None, or stop for a list of None."""
    options = {
        "mode": "immediate",
        "fromcurrent": True,
        "frame": frame,
        "transition": {"duration": 0},
    }
    return {"label": label, "method": "animate", "args": [quarters, options]}
