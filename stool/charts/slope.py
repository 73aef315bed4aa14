"""A leg of every unit in two quarters: who rose, who fell, and which of it is more than noise."""

from html import unescape

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.ranges import corner_key
from stool.charts.record import spread
from stool.charts.shapes import Floats, note
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, axis, frame
from stool.measure.change import MOST_LINES, moves
from stool.measure.score import AT_TARGET
from stool.schema import PROFIT
from stool.text import figures as words
from stool.text import pictures

ROOM = 360  # px of the plot at least; more where many labels need it
APART = 15  # px between two labels
LEFT, TOP, BOTTOM = 50, 46, 28  # px
CHARACTER = 6.1  # px, of small text
SCALE = (-4.0, 110.0)  # scores, as in the trend
START, END = 0.0, 1.0  # where the two quarters stand
ELBOW, LABEL_AT, VIEW = 1.03, 1.11, (-0.05, 1.12)


def slope(
    rows: pd.DataFrame,
    before: str,
    after: str,
    *,
    most: int = MOST_LINES,
    mode: Mode = "light",
) -> go.Figure:
    """Draw a line for every unit from its score in one quarter to that in a later one.

    Parameters
    ----------
    rows : DataFrame
        Rows of `stool.measure.leg_history` of one leg and of the units compared, any quarters.
    before, after : str
        Quarters, the earlier one first.
    most : int
        Lines drawn; see `stool.measure.moves` for which, and for which are clear.
    """
    palette = PALETTES[mode]
    found = moves(rows, before, after, most=most)
    drawn = found[found["drawn"]]
    clear = drawn[drawn["is_clear"]].sort_values(["end", "node"], ignore_index=True)
    others = drawn[~drawn["is_clear"]]
    room = max(ROOM, APART * len(clear))
    names = [pictures.slope_label(row) for row in clear.to_dict("records")]
    heights = _label_heights(clear["end"].to_numpy(dtype=float), room)
    figure = go.Figure([_target(palette), _lines(others, "others", palette.muted, 1)])
    figure.add_traces(
        [
            _leaders(clear["end"].to_numpy(dtype=float), heights, palette),
            _lines(clear, "clear", palette.ink, 2.2),
            _ends(others, "other ends", before, after, color=palette.muted, size=4),
            _ends(clear, "clear ends", before, after, color=palette.ink, size=10),
        ]
    )
    leg = str(rows["leg"].iloc[0]) if len(rows) else PROFIT
    title = f"{words.history_axis(leg, '', 'score')} · {pictures.SLOPE_KEY}"
    notes = [corner_key(title, palette, LEFT)]
    notes += [
        note(name, LABEL_AT, height, size=SMALL, color=palette.ink, xanchor="left")
        for name, height in zip(names, heights, strict=True)
    ]
    if drawn.empty:
        middle = sum(SCALE) / 2
        notes.append(
            note(
                pictures.no_slopes(found, before, after),
                0.5,
                middle,
                size=SMALL,
                color=palette.muted,
            )
        )
    figure.update_layout(
        xaxis=axis(
            palette,
            range=list(VIEW),
            tickvals=[START, END],
            ticktext=[words.short_quarter(before), words.short_quarter(after)],
            tickfont={"size": 12, "color": palette.ink},
            gridcolor=palette.muted,
        ),
        yaxis=axis(
            palette,
            range=list(SCALE),
            tickvals=list(words.SCORE_TICKS),
            ticktext=list(words.SCORE_TICKS.values()),
        ),
        annotations=notes,
    )
    right = 12 + int(CHARACTER * max((len(unescape(name)) for name in names), default=0))
    height = TOP + room + BOTTOM
    return frame(figure, palette, height, left=LEFT, right=right, top=TOP, bottom=BOTTOM)


def _label_heights(ends: Floats, room: int) -> list[float]:
    """Scores at which labels stand beside rising `ends`, moved apart where they would touch."""
    low, high = SCALE
    point = room / (high - low)
    half = APART / 2
    placed = spread([point * (end - low) - half for end in ends], APART, room - APART)
    return [low + (height + half) / point for height in placed]


def _lines(rows: pd.DataFrame, name: str, color: str, width: float) -> go.Scatter:
    """One trace of all lines, with a hole after each."""
    hole = np.full(len(rows), np.nan)
    return go.Scatter(
        x=np.tile([START, END, np.nan], len(rows)),
        y=np.column_stack([rows["start"], rows["end"], hole]).ravel(),
        name=name,
        mode="lines",
        line={"color": color, "width": width},
        hoverinfo="skip",
    )


def _leaders(ends: Floats, heights: list[float], palette: Palette) -> go.Scatter:
    """Thin lines from the ends to their labels."""
    hole = np.full(len(ends), np.nan)
    return go.Scatter(
        x=np.tile([END, ELBOW, LABEL_AT, np.nan], len(ends)),
        y=np.column_stack([ends, ends, heights, hole]).ravel(),
        name="leaders",
        mode="lines",
        line={"color": palette.muted, "width": 0.8},
        hoverinfo="skip",
    )


def _ends(
    rows: pd.DataFrame, name: str, before: str, after: str, *, color: str, size: int
) -> go.Scatter:
    """Marks at both ends of every line; the later one points up or down where it is clear."""
    arrows = np.where(rows["change"] > 0, "triangle-up", "triangle-down")
    later = np.where(rows["is_clear"].astype(bool), arrows, "circle")
    hover = [pictures.slope_hover(row, before, after) for row in rows.to_dict("records")]
    return go.Scatter(
        x=np.repeat([START, END], len(rows)),
        y=np.concatenate([rows["start"], rows["end"]]),
        name=name,
        mode="markers",
        marker={
            "symbol": ["circle"] * len(rows) + later.tolist(),
            "size": [min(size, 6)] * len(rows) + [size] * len(rows),
            "color": color,
            "line": {"width": 0},
            "opacity": 1,
        },
        text=[*hover, *hover],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _target(palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[START, END],
        y=[AT_TARGET, AT_TARGET],
        name="target",
        mode="lines",
        line={"color": palette.muted, "width": 1.3, "dash": "5px,4px"},
        hoverinfo="skip",
    )
