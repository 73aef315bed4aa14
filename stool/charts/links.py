"""One link in detail: its correlation at every lag, and what pooling would have said."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.shapes import note
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, axis, axis_title, frame
from stool.lag.result import LagResult, PanelLagResult
from stool.text import figures as words
from stool.text.numbers import number

HEIGHT = 300  # px
COMPARE_HEIGHT = 230
ALPHA = 0.05


def lollipop(result: LagResult, *, mode: Mode = "light") -> go.Figure:
    """Draw r at every lag with its 95 % interval; filled where it stands out over all lags tried.

    Parameters
    ----------
    result : LagResult
        The grey band at each lag is what luck gives over all lags tried; negative lags, where the
        follower came first, are grey.
    """
    palette = PALETTES[mode]
    table = result.table.sort_values("lag", ignore_index=True)
    figure = go.Figure(_stems(table, palette))
    for forward in (False, True):
        rows = table[(table["lag"] >= 0) == forward]
        if len(rows):
            color = palette.ink if forward else palette.muted
            figure.add_trace(_heads(rows, "lags" if forward else "reverse lags", color, palette))
    lags = [int(lag) for lag in table["lag"]] or [0]
    shapes = [
        {
            "type": "rect",
            "x0": lag - 0.5,
            "x1": lag + 0.5,
            "y0": -band,
            "y1": band,
            "fillcolor": palette.band,
            "line": {"width": 0},
            "layer": "below",
        }
        for lag, band in zip(table["lag"], table["r_band"], strict=True)
        if np.isfinite(band)
    ]
    zero = {"color": palette.muted, "width": 1.2}
    shapes.append(
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "line": zero}
    )
    corner = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    figure.update_layout(
        shapes=shapes,
        xaxis=axis(
            palette,
            range=[min(lags) - 0.7, max(lags) + 0.7],
            showgrid=False,
            tickvals=lags,
            title=axis_title(words.LAG_AXIS, palette),
        ),
        yaxis=axis(palette, range=[-1.05, 1.05], tickvals=[-1, -0.5, 0, 0.5, 1]),
        annotations=[
            note(
                f"{words.R_AXIS} · {words.LAG_KEY}<br>{words.FAMILY_KEY}",
                0,
                1,
                size=SMALL,
                color=palette.muted,
                xshift=-28,
                yshift=8,
                align="left",
                **corner,
            )
        ],
    )
    return frame(figure, palette, HEIGHT, left=36, right=10, top=46, bottom=46)


def _stems(table: pd.DataFrame, palette: Palette) -> list[go.Scatter]:
    """A stem from zero to each r."""
    lag, r = table["lag"].to_numpy(dtype=float), table["r"].to_numpy(dtype=float)
    hole = np.full(len(lag), np.nan)
    return [
        go.Scatter(
            x=np.column_stack([lag, lag, hole]).ravel(),
            y=np.column_stack([np.zeros(len(lag)), r, hole]).ravel(),
            name="stems",
            mode="lines",
            line={"color": palette.muted, "width": 1},
            hoverinfo="skip",
        )
    ]


def _heads(rows: pd.DataFrame, name: str, color: str, palette: Palette) -> go.Scatter:
    clear = (rows["p_adj"] < ALPHA).to_numpy()
    return go.Scatter(
        x=rows["lag"],
        y=rows["r"],
        name=name,
        mode="markers",
        marker={
            "symbol": "circle",
            "size": 12,
            "color": [color if filled else palette.card for filled in clear],
            "line": {"width": 2, "color": color},
            "opacity": 1,
        },
        error_y={
            "type": "data",
            "symmetric": False,
            "array": rows["ci_high"] - rows["r"],
            "arrayminus": rows["r"] - rows["ci_low"],
            "color": color,
            "thickness": 1.6,
            "width": 5,
        },
        text=[words.lag_hover(row) for _, row in rows.iterrows()],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def within_between(result: PanelLagResult, *, mode: Mode = "light") -> go.Figure:
    """Draw the correlation within units beside the pooled one and the one between units.

    Parameters
    ----------
    result : PanelLagResult
        Only the first is evidence of a lead; the others are hollow.
    """
    palette = PALETTES[mode]
    names = (words.WITHIN, words.POOLED, words.BETWEEN)
    values = (result.best_r, result.pooled_r, result.between_r)
    figure = go.Figure(
        go.Scatter(
            x=values,
            y=[2, 1, 0],
            name="r",
            mode="markers",
            marker={
                "size": 13,
                "color": [palette.ink, palette.card, palette.card],
                "line": {"width": 2, "color": [palette.ink, palette.muted, palette.muted]},
                "opacity": 1,
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [result.high - result.best_r, 0, 0],
                "arrayminus": [result.best_r - result.low, 0, 0],
                "color": palette.ink,
                "thickness": 1.8,
                "width": 5,
            },
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    left = {"xanchor": "left", "yanchor": "bottom", "yshift": 10}
    notes = [
        note(f"{name}: <b>{number(value, 2)}</b>", -1, place, size=12, color=palette.ink, **left)
        for name, value, place in zip(names, values, (2, 1, 0), strict=True)
    ]
    rows = [
        {"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "layer": "below", "line": line}
        for place in (2, 1, 0)
        for x0, x1, y0, y1, line in (
            (-1, 1, place, place, {"color": palette.grid, "width": 1}),
            (0, 0, place - 0.14, place + 0.14, {"color": palette.muted, "width": 1.2}),
        )
    ]
    figure.update_layout(
        xaxis=axis(palette, range=[-1.03, 1.03], tickvals=[-1, -0.5, 0, 0.5, 1], showgrid=False),
        yaxis=axis(palette, range=[-0.5, 2.7], tickvals=[], showgrid=False),
        shapes=rows,
        annotations=notes,
    )
    return frame(figure, palette, COMPARE_HEIGHT, left=12, right=12, top=6, bottom=28)
