"""The spirit level: which way the seat rises, how far, and whether that is more than noise."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.shapes import Floats, canvas, circle, marks, note, polygon
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, leg_marker
from stool.schema import CSAT, ESAT, LEGS, PROFIT
from stool.text import figures as words

HEIGHT = 256  # px
VIAL = 15.0  # points from the middle to the rim; a tilt beyond is drawn at the rim with an arrow
BUBBLE = 1.15  # its radius in points
CIRCLES = (5.0, 10.0)
LONGEST = 8  # quarters of trail
VIEW_X, VIEW_Y = (-19.6, 19.6), (-18.2, 19.4)
LABEL_AT = {PROFIT: (1.2, 17.3), ESAT: (-15.6, -11.4), CSAT: (15.6, -11.4)}
MARK_AT = {PROFIT: (0.0, 17.3), ESAT: (-15.6, -9.3), CSAT: (15.6, -9.3)}
NOTHING = np.empty((0, 2))  # points of what is not drawn
LABEL_WIDTH, LABEL_HEIGHT = 4.6, 1.5  # of a quarter's name, in points of the drawing


def spirit_level(trail: pd.DataFrame, *, mode: Mode = "light") -> go.Figure:
    """Draw the bubble uphill of the middle, on a fixed scale, with the way it came.

    Parameters
    ----------
    trail : DataFrame
        Rows of `stool.balance.tilt_history` of one node, oldest first, the last row now; the last
        8 are drawn.
    """
    palette = PALETTES[mode]
    way = _way(trail, palette) if len(trail) else []
    figure = go.Figure([*_vial(palette), *_leg_marks(palette), *way])
    figure.update_layout(annotations=_frame_notes(palette) + _names(trail, palette))
    return canvas(figure, palette, HEIGHT, x=VIEW_X, y=VIEW_Y)


def clamp(slopes: Floats) -> Floats:
    """Slope vectors, shape (n, 2), pulled back so that the bubble stays inside the rim."""
    length = np.hypot(slopes[:, 0], slopes[:, 1])
    reach = np.where(length > VIAL, (VIAL - BUBBLE) / np.maximum(length, VIAL), 1.0)
    return slopes * reach[:, None]


def _vial(palette: Palette) -> list[go.Scatter]:
    rings = [
        polygon(f"{radius:g} points", circle(0, 0, radius), line=palette.vial_mark, width=1)
        for radius in CIRCLES
    ]
    cross = np.array([[-VIAL, 0], [VIAL, 0], [np.nan, np.nan], [0, -VIAL], [0, VIAL]])
    return [
        polygon("vial", circle(0, 0, VIAL), fill=palette.vial, line=palette.vial_edge, width=2),
        polygon("cross", cross, line=palette.vial_mark, width=0.6),
        *rings,
    ]


def _leg_marks(palette: Palette) -> list[go.Scatter]:
    return [
        marks(
            f"mark {leg}",
            np.array([MARK_AT[leg]]),
            **leg_marker(leg, palette, 12),
        )
        for leg in LEGS
    ]


def _frame_notes(palette: Palette) -> list[dict[str, object]]:
    notes = [
        note(
            words.high_end(leg),
            *LABEL_AT[leg],
            size=SMALL,
            color=palette.muted,
            xanchor="left" if leg == PROFIT else "center",
        )
        for leg in LEGS
    ]
    for radius in (*CIRCLES, VIAL):
        text = f"{radius:g}" if radius < VIAL else words.tilt_mark(radius)
        notes.append(
            note(
                text,
                (radius + 0.15) * np.cos(np.radians(52)),
                (radius + 0.15) * np.sin(np.radians(52)),
                size=SMALL,
                color=palette.muted,
                xanchor="left",
                yanchor="bottom",
            )
        )
    return notes


def _way(trail: pd.DataFrame, palette: Palette) -> list[go.Scatter]:
    """The bubble, the way it came, and the ring of noise; what has no points is left out."""
    trail = trail.tail(LONGEST)
    slopes = trail[["x", "y"]].to_numpy(dtype=float)
    drawn = clamp(slopes)
    now = drawn[-1]
    floor = float(trail["noise_floor"].iloc[-1])
    ring = circle(0, 0, floor) if 0 < round(floor, 1) <= VIAL else NOTHING
    over = np.hypot(*slopes[-1]) > VIAL
    tip = (now / np.hypot(*now) * (VIAL + 0.9))[None] if over else NOTHING
    turn = float(90 - np.degrees(np.arctan2(now[1], now[0])))
    hover = go.Scatter(
        x=drawn[:, 0],
        y=drawn[:, 1],
        name="tilts",
        mode="markers",
        marker={"size": 16, "opacity": 0},
        text=[words.tilt_hover(row) for _, row in trail.iterrows()],
        hovertemplate="%{text}<extra></extra>",
    )
    bubble = circle(now[0], now[1], BUBBLE)
    traces = [
        polygon("noise", ring, fill=palette.vial_still, line=palette.ink, width=1.8),
        polygon("trail", drawn, line=palette.muted, width=1.5),
        marks("dots", drawn[:-1], symbol="circle", size=7, color=palette.muted),
        marks("beyond", tip, symbol="triangle-up", size=11, angle=turn, color=palette.ink),
        polygon("bubble", bubble, fill=palette.bubble, line=palette.ink, width=2.2),
        hover,
    ]
    return [trace for trace in traces if len(trace.x)]


def _names(trail: pd.DataFrame, palette: Palette) -> list[dict[str, object]]:
    """Names of the last and the first quarter, where they cover least, and what the ring is."""
    if not len(trail):
        return []
    trail = trail.tail(LONGEST)
    drawn = clamp(trail[["x", "y"]].to_numpy(dtype=float))
    last, first = (words.short_quarter(str(trail["quarter"].iloc[place])) for place in (-1, 0))
    taken = [*drawn]
    now = _clear_place(drawn[-1], BUBBLE, taken)
    half = np.array([LABEL_WIDTH / 2, 0])
    taken += [now, now - half, now + half]
    then = _clear_place(drawn[0], 0.45, taken)
    key = words.noise_key(float(trail["noise_floor"].iloc[-1]), VIAL)
    notes = [
        note(f"<b>{last}</b>", *now, size=12, color=palette.ink),
        note(first, *then, size=SMALL, color=palette.muted),
        note(key, 0, -17, size=SMALL, color=palette.muted),
    ]
    return notes if len(trail) > 1 else [notes[0], notes[2]]


def _clear_place(point: Floats, radius: float, taken: Sequence[Floats]) -> Floats:
    """Middle of a label beside `point`, of twelve around it the one furthest from `taken`."""
    angles = np.radians(np.arange(0, 360, 30))
    wide, high = radius + 0.5 + LABEL_WIDTH / 2, radius + 0.5 + LABEL_HEIGHT / 2
    places = point + np.column_stack([wide * np.cos(angles), high * np.sin(angles)])
    stretch = np.array([LABEL_HEIGHT / LABEL_WIDTH, 1.0])  # as far aside as a label is wide
    away = (places[:, None] - np.array(taken)[None]) * stretch
    nearest = np.hypot(away[..., 0], away[..., 1]).min(axis=1)
    beyond = np.hypot(np.abs(places[:, 0]) + LABEL_WIDTH / 2, places[:, 1]) > VIAL
    return np.asarray(places[np.argmax(nearest - 10 * beyond)])
