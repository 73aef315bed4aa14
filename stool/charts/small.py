"""Many stools side by side, all at one scale."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from stool.charts.plane import (
    DEPTH,
    FLOOR_RADIUS,
    board_outline,
    face_outline,
    leg_outline,
    ring_outline,
    seat_plane,
)
from stool.charts.shapes import Floats, apart, canvas, circle, note, polygon
from stool.charts.theme import PALETTES, SMALL, Mode
from stool.schema import CSAT, ESAT, LEGS, PROFIT
from stool.text import figures as words

WIDE, HIGH = 280.0, 370.0  # units of one stool with its name
ROW = 148  # px; three to a row of a phone
NAME_Y = -58.0
UNDER = 130.0  # units from the floor to the foot of the name
LAYERS = ("floor", "ring", "legs behind", "board", "underside", "seat", "legs before")


def small_stools(
    scores: Mapping[str, Mapping[str, float]],
    *,
    target: float = 75.0,
    columns: int = 3,
    mode: Mode = "light",
) -> go.Figure:
    """Draw one small stool for each unit, in the order given.

    Parameters
    ----------
    scores : Mapping of unit to Mapping of leg to float
        A unit without all three legs has no seat.
    target : float
        Height of the grey ring.
    columns : int
        Stools in a row.
    """
    palette = PALETTES[mode]
    outlines: dict[str, list[Floats]] = {}
    notes = []
    for place, (unit, legs) in enumerate(scores.items()):
        corner = np.array([WIDE * (place % columns + 0.5), -HIGH * (place // columns)])
        for name, outline in _outlines(legs, target):
            outlines.setdefault(name, []).append(outline + corner)
        text = f"<b>{words.safe_name(unit, 15)}</b><br>{words.short_tilt(legs)}"
        notes.append(
            note(text, corner[0], corner[1] + NAME_Y, size=SMALL, color=palette.ink, yanchor="top")
        )
    figure = go.Figure()
    fills = {"floor": palette.floor, "board": palette.wood_side, "seat": palette.wood}
    fills |= {"underside": palette.on_wood}
    for layer in LAYERS:
        for name in sorted(name for name in outlines if name.startswith(layer)):
            fill = palette.legs.get(name.rsplit(" ", 1)[-1], fills.get(layer))
            edge = {"ring": palette.muted, "board": palette.wood_edge, "seat": palette.wood_edge}
            path = np.round(apart(outlines[name]), 1)
            figure.add_trace(polygon(name, path, fill=fill, line=edge.get(layer), width=0.8))
    rows = max(-(-len(scores) // columns), 1)
    figure.update_layout(annotations=notes)
    bottom = -HIGH * (rows - 1) - UNDER
    return canvas(figure, palette, ROW * rows, x=(0, WIDE * columns), y=(bottom, HIGH - UNDER))


def _outlines(scores: Mapping[str, float], target: float) -> list[tuple[str, Floats]]:
    """Named outlines of one stool around the origin, back to front."""
    known = {leg: float(scores[leg]) for leg in LEGS if np.isfinite(scores.get(leg, np.nan))}
    plane = seat_plane(known) if len(known) == len(LEGS) else None
    order = "behind" if plane is None or plane.shows_top else "before"
    found = [("floor", circle(0, 0, FLOOR_RADIUS, flat=DEPTH)), ("ring", ring_outline(target))]
    found += [
        (f"legs {order} {leg}", leg_outline(leg, known[leg], plane))
        for leg in (PROFIT, ESAT, CSAT)
        if leg in known
    ]
    if plane:
        face = "seat" if plane.shows_top else "underside"
        found += [("board", board_outline(plane)), (face, face_outline(plane))]
    return found
