"""The record of the product's own forecasts, quarter by quarter."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.ranges import corner_key
from stool.charts.shapes import note
from stool.charts.theme import (
    PALETTES,
    SMALL,
    Mode,
    Palette,
    axis,
    frame,
    quarter_ticks,
)
from stool.period import span
from stool.text import record as words

HEIGHT = 320  # px
LEFT, RIGHT, TOP, BOTTOM = 38, 82, 62, 46  # px
APART = 15  # px between two names at the end of the lines
MARKS = {  # marker, its glyph before the name, dash
    "rmse_no_change": ("diamond-open", "◇", "6px,4px"),
    "rmse_seasonal_naive": ("x-thin-open", "×", "2px,3px"),
    "rmse_own_path": ("cross-thin-open", "+", "10px,3px,2px,3px"),
}
OURS_GLYPH = "●"


def record(rows: pd.DataFrame, *, mode: Mode = "light") -> go.Figure:
    """Draw the error of the forecasts of each quarter beside that of three plain ones.

    Parameters
    ----------
    rows : DataFrame, one row a target quarter of one follower
        ``quarter``, ``follower``, ``kind`` ("stored" is filled, "backtest" hollow), ``rmse``,
        ``rmse_no_change``, ``rmse_seasonal_naive``, ``rmse_own_path``, ``coverage`` (0 to 1) and
        ``n``. A quarter that is missing leaves a gap; of one with both kinds the stored is drawn.
    """
    palette = PALETTES[mode]
    quarters = span(rows["quarter"])
    blind_first = rows.sort_values("kind", key=lambda kind: kind != words.STORED, kind="stable")
    table = blind_first.drop_duplicates("quarter").set_index("quarter").reindex(quarters)
    errors = table[list(words.YARDSTICK)].astype(float)
    highest = np.nanmax(errors.to_numpy(), initial=0.0) or 1.0
    figure = go.Figure([_yardstick(errors[name], name, palette) for name in MARKS])
    figure.add_trace(_ours(table, palette))
    follower = str(rows["follower"].iloc[0]) if len(rows) else ""
    top = 1.08 * highest
    figure.update_layout(
        xaxis=axis(
            palette,
            range=[-0.5, max(len(quarters) - 0.5, 0.5)],
            showgrid=False,
            ticklabelstandoff=4,
            **quarter_ticks(quarters),
        ),
        yaxis=axis(palette, range=[0, top], nticks=6),
        annotations=[
            corner_key(words.record_key(follower), palette, LEFT),
            *_names(errors, top, palette),
        ],
    )
    return frame(figure, palette, HEIGHT, left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)


def _yardstick(errors: pd.Series, name: str, palette: Palette) -> go.Scatter:
    symbol, _, dash = MARKS[name]
    return go.Scatter(
        x=list(range(len(errors))),
        y=errors,
        name=name,
        mode="lines+markers",
        line={"color": palette.muted, "width": 1.2, "dash": dash},
        marker={
            "symbol": symbol,
            "size": 7,
            "color": palette.muted,
            "line": {"width": 1.4, "color": palette.muted},
            "opacity": 1,
        },
        hoverinfo="skip",
        cliponaxis=False,
    )


def _ours(table: pd.DataFrame, palette: Palette) -> go.Scatter:
    stored = table["kind"] == words.STORED
    return go.Scatter(
        x=list(range(len(table))),
        y=table[words.OURS].astype(float),
        name=words.OURS,
        mode="lines+markers",
        line={"color": palette.ink, "width": 2},
        marker={
            "symbol": "circle",
            "size": 9,
            "color": [palette.ink if filled else palette.card for filled in stored],
            "line": {"width": 2, "color": palette.ink},
            "opacity": 1,
        },
        text=[
            words.record_hover(row.to_dict(), str(quarter), str(row["kind"]))
            if row["kind"] in words.KIND
            else ""
            for quarter, row in table.iterrows()
        ],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _names(errors: pd.DataFrame, top: float, palette: Palette) -> list[dict[str, object]]:
    """Names of the lines at their right ends, moved apart where they would touch."""
    ends = {
        name: float(errors[name].dropna().iloc[-1])
        for name in words.YARDSTICK
        if errors[name].notna().any()
    }
    order = sorted(ends, key=ends.__getitem__)
    room = HEIGHT - TOP - BOTTOM
    heights = spread([room * ends[name] / top for name in order], APART, room)
    return [
        note(
            f"{MARKS[name][1] if name in MARKS else OURS_GLYPH} {words.YARDSTICK[name]}",
            1,
            height / room,
            size=SMALL,
            color=palette.muted if name in MARKS else palette.ink,
            xref="paper",
            yref="paper",
            xanchor="left",
            xshift=6,
            yanchor="middle",
        )
        for name, height in zip(order, heights, strict=True)
    ]


def spread(heights: Sequence[float], apart: float, room: float) -> list[float]:
    """Heights moved as little as keeps neighbours apart and all within the room.

    Parameters
    ----------
    heights : sequence of float
        Rising, in px from the foot.
    apart, room : float
        Least distance of two, and the greatest height, in px.
    """
    steps = apart * np.arange(len(heights))
    moved = _rising(np.asarray(heights, dtype=float) - steps)
    placed = np.clip(moved, 0, max(room - apart * (len(heights) - 1), 0)) + steps
    return [float(height) for height in placed]


def _rising(values: np.ndarray) -> np.ndarray:
    """Nearest values that never fall (pool adjacent violators, least squares)."""
    blocks: list[list[float]] = []
    for value in values:
        blocks.append([value])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    return np.array([np.mean(block) for block in blocks for _ in block])
