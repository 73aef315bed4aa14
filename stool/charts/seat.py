"""The stool: three legs as high as their scores, and the seat that lies on them."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from stool.balance import LEG_ANGLES
from stool.charts.plane import (
    DEPTH,
    FLOOR_RADIUS,
    FOOT_RADIUS,
    LEG_RADIUS,
    POINT,
    SEAT_RADIUS,
    SeatPlane,
    board_outline,
    face_outline,
    leg_ends,
    leg_outline,
    project,
    ring_outline,
    seat_plane,
    stand,
)
from stool.charts.shapes import TURN, apart, canvas, capsule, circle, marks, note, polygon
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, leg_marker
from stool.schema import CSAT, ESAT, LEGS, PROFIT
from stool.text import figures as words
from stool.text.labels import LEG_SHORT
from stool.text.numbers import number

HEIGHT = 256  # px
LABEL_X = SEAT_RADIUS + 9
LABEL_HALF = 50.0  # half as wide as the label of the far leg
KEY_Y = -40.0  # middle of the first line of the key
LINE = 15  # px; sets how far apart the lines of a label are
VIEW_X = (-150.0, 150.0)
VIEW_Y = (-62.0, 202.0)  # holds stools up to 85 or so; a higher one widens it
SIDE = {ESAT: -1, CSAT: 1, PROFIT: 0}  # where the label of a leg stands


def stool(
    scores: Mapping[str, float],
    intervals: Mapping[str, tuple[float, float]] | None = None,
    *,
    tilts: tuple[float, float] | None = None,
    target: float = 75.0,
    mode: Mode = "light",
) -> go.Figure:
    """Draw the stool at a fixed scale: 10 points of tilt slope about 12 degrees.

    Parameters
    ----------
    scores : Mapping of leg to float
        Leg scores, 0 to 110; a leg that is missing or NaN is not drawn, and without three there is
        no seat.
    intervals : Mapping of leg to (float, float), optional
        Printed under the scores, unless both ends round to the same number.
    tilts : (float, float), optional
        80 % interval of the tilt, `points_low` and `points_high` of `stool.balance.Tilt`. Two
        dashed edges show the seat as it would lie if it sloped so much, in the direction and at
        the middle height it has; how sure those are they do not show. None where both ends are
        printed alike.
    target : float
        Height of the grey ring.
    """
    palette = PALETTES[mode]
    known = {leg: float(scores[leg]) for leg in LEGS if np.isfinite(scores.get(leg, np.nan))}
    plane = seat_plane(known) if len(known) == len(LEGS) else None
    legs = [
        trace
        for leg in (PROFIT, ESAT, CSAT)  # back to front
        if leg in known
        for trace in _leg(leg, known[leg], plane, palette)
    ]
    bounds = intervals or {}
    over, under = _ring(plane, target, palette)
    seat = [] if plane is None else _seat(plane, known, palette)
    hides = plane is None or plane.shows_top
    floor = [*_floor(palette), *_feet(known, palette)]
    ends = _ends(plane, tilts)
    edges = [
        polygon(f"edge {name}", project(end.rim(SEAT_RADIUS)), line=palette.edge, dash="3px,3px")
        for name, end in zip(("low", "high"), ends, strict=False)
    ]
    traces = [*floor, under, *(legs if hides else []), *seat, *([] if hides else legs), *edges]
    figure = go.Figure([*traces, over, _hover(known, bounds, target)])
    key = [words.ring_key(target), *([words.edges_key(tilts)] if tilts and ends else [])]
    figure.update_layout(
        annotations=[
            note("<br>".join(key), 0, KEY_Y + 7, size=SMALL, color=palette.muted, yanchor="top"),
            *_labels(known, bounds, plane, ends, target=target, palette=palette),
        ]
    )
    drawn = np.concatenate([np.asarray(trace.y, dtype=float) for trace in traces])
    low, high = float(np.nanmin(drawn)) - 6, float(np.nanmax(drawn)) + 34
    return canvas(figure, palette, HEIGHT, x=VIEW_X, y=(min(VIEW_Y[0], low), max(VIEW_Y[1], high)))


def _ends(plane: SeatPlane | None, tilts: tuple[float, float] | None) -> list[SeatPlane]:
    """The seat at the low and the high end of its interval; none where they read alike."""
    if plane is None or tilts is None or not words.interval(tilts, 1):
        return []
    return [plane.sloping(end) for end in tilts]


def _floor(palette: Palette) -> list[go.Scatter]:
    ground = circle(0, 0, FLOOR_RADIUS, flat=DEPTH)
    shade = circle(0, 0, 0.72 * FLOOR_RADIUS, flat=DEPTH)
    return [
        polygon("floor", ground, fill=palette.floor, line=palette.grid),
        polygon("shadow", shade, fill=palette.shadow),
    ]


def _leg(leg: str, score: float, plane: SeatPlane | None, palette: Palette) -> list[go.Scatter]:
    foot, top = leg_ends(leg, score, plane)
    aside = np.array([-1.6, 0.0])
    sheen = capsule(foot + aside, top + aside, 1.0, 1.5)
    return [
        polygon(f"leg {leg}", leg_outline(leg, score, plane), fill=palette.legs[leg]),
        polygon(f"sheen {leg}", sheen, fill="rgba(255,255,255,0.32)"),
    ]


def _ring(
    plane: SeatPlane | None, target: float, palette: Palette
) -> tuple[go.Scatter, go.Scatter]:
    """Level at target: its part before the seat, and all of it, drawn behind the seat."""
    drawn = ring_outline(target)
    over = np.full_like(drawn, np.nan)
    if plane:
        ring = SeatPlane(target, 0, 0).rim(SEAT_RADIUS)
        above = ring[:, 2] > plane.at(ring[:, 0], ring[:, 1])
        before = plane.covers(drawn) & (above == plane.shows_top)
        over[before] = drawn[before]
    return (
        polygon("ring over the seat", over, line=palette.wood_edge),
        polygon("ring", drawn, line=palette.muted, width=1.2),
    )


def _seat(plane: SeatPlane, known: Mapping[str, float], palette: Palette) -> list[go.Scatter]:
    edge = palette.wood_edge
    board = polygon("board", board_outline(plane), fill=palette.wood_side, line=edge, width=1.2)
    top = project(plane.rim(SEAT_RADIUS))
    if not plane.shows_top:
        beneath = polygon(
            "underside", face_outline(plane), fill=palette.on_wood, line=edge, width=1.2
        )
        return [polygon("seat", top, fill=palette.wood_side), board, beneath]
    face = polygon("seat", top, fill=palette.wood, line=edge, width=1.2)
    sheen = polygon("seat sheen", project(plane.rim(0.95 * SEAT_RADIUS)), fill=palette.wood_light)
    ends = [_tenon(leg, plane, palette) for leg in known]
    return [board, face, sheen, _grain(plane, palette), *ends]


def _grain(plane: SeatPlane, palette: Palette) -> go.Scatter:
    """Faint lines across the seat, all in its plane."""
    lines = []
    for offset in (-0.55, -0.2, 0.18, 0.52):
        reach = np.sqrt(0.8**2 - offset**2) * SEAT_RADIUS
        x = np.linspace(-reach, reach, 25)
        y = SEAT_RADIUS * offset + 3 * np.sin(x / 30 + 5 * offset)
        lines.append(project(np.column_stack([x, y, plane.at(x, y)])))
    return polygon("grain", apart(lines), line=palette.on_wood, width=1)


def _tenon(leg: str, plane: SeatPlane, palette: Palette) -> go.Scatter:
    """End of a leg where it comes through the seat."""
    angle = np.radians(LEG_ANGLES[leg])
    x = LEG_RADIUS * np.cos(angle) + 6 * np.cos(TURN)
    y = LEG_RADIUS * np.sin(angle) + 6 * np.sin(TURN)
    outline = project(np.column_stack([x, y, plane.at(x, y)]))
    return polygon(f"end {leg}", outline, fill=palette.legs[leg], line=palette.wood_edge, width=1)


def _feet(known: Mapping[str, float], palette: Palette) -> list[go.Scatter]:
    return [
        marks(
            f"foot {leg}",
            stand(leg, FOOT_RADIUS, 0)[None] - [0, 13],
            **leg_marker(leg, palette, 11),
        )
        for leg in known
    ]


def _hover(
    known: Mapping[str, float], intervals: Mapping[str, tuple[float, float]], target: float
) -> go.Scatter:
    """Invisible points over the leg tops that carry the words of the pointer."""
    tops = [stand(leg, LEG_RADIUS, POINT * score) for leg, score in known.items()]
    return go.Scatter(
        x=[top[0] for top in tops],
        y=[top[1] for top in tops],
        name="hover",
        mode="markers",
        marker={"size": 28, "opacity": 0},
        text=[
            words.stool_hover(leg, score, intervals.get(leg), target)
            for leg, score in known.items()
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _labels(
    known: Mapping[str, float],
    intervals: Mapping[str, tuple[float, float]],
    plane: SeatPlane | None,
    ends: Sequence[SeatPlane],
    *,
    target: float,
    palette: Palette,
) -> list[dict[str, object]]:
    notes = []
    for leg, score in known.items():
        text = _score(leg, score, words.interval(intervals.get(leg)), palette)
        if SIDE[leg]:
            anchor = "left" if SIDE[leg] > 0 else "right"
            height = float(stand(leg, LEG_RADIUS, POINT * score)[1])
            place: dict[str, object] = {"x": SIDE[leg] * LABEL_X, "y": height}
            place |= {"xanchor": anchor, "align": anchor}
        else:
            place = _back_label(score, plane, ends, target)
        notes.append({**note(text, 0, 0, size=LINE, color=palette.ink), **place})
    if plane is None:
        notes.append(note(words.no_seat(len(known)), 0, POINT * target, size=13, color=palette.ink))
    return notes


def _score(leg: str, score: float, range_: str, palette: Palette) -> str:
    """Name, score and interval of a leg: beneath each other at the sides, else in one line."""
    parts = [
        f'<span style="font-size:13px">{LEG_SHORT[leg]}</span>',
        f'<b><span style="font-size:20px">{number(score)}</span></b>',
    ]
    if range_:
        small = f"font-size:{SMALL}px;color:{palette.muted}"
        parts.append(f'<span style="{small}">{range_}</span>')
    return ("<br>" if SIDE[leg] else " ").join(parts)


def _back_label(
    score: float, plane: SeatPlane | None, ends: Sequence[SeatPlane], target: float
) -> dict[str, object]:
    """Place for the label of the far leg: over everything there, or under its foot."""
    if plane and not plane.shows_top:
        under_foot = float(stand(PROFIT, FOOT_RADIUS, 0)[1]) - 20
        under_seat = float(board_outline(plane)[:, 1].min()) - 4
        return {"y": min(under_foot, max(under_seat, KEY_Y + 32)), "yanchor": "top"}
    start = float(stand(PROFIT, LEG_RADIUS, POINT * score)[1]) + 8
    if plane:
        rims = np.vstack([project(each.rim(SEAT_RADIUS)) for each in (plane, *ends)])
        start = float(rims[np.abs(rims[:, 0]) < LABEL_HALF, 1].max()) + 3
    for side in (-1, 1):  # the near and the far side of the ring
        crossing = POINT * target + side * DEPTH * SEAT_RADIUS
        if start - 2 < crossing < start + 24:
            start = crossing + 3
    return {"y": start, "yanchor": "bottom"}
