"""What is left of each leg: whether it still remembers its own past."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.ranges import corner_key
from stool.charts.shapes import note
from stool.charts.theme import (
    GLYPHS,
    PALETTES,
    SMALL,
    Mode,
    Palette,
    axis,
    axis_title,
    frame,
    leg_marker,
)
from stool.schema import LEGS
from stool.text import links

HEIGHT, LEFT = 270, 36  # px
ROOM = 1.0  # in lags, between two legs


def residuals(table: pd.DataFrame, *, mode: Mode = "light") -> go.Figure:
    """Draw the autocorrelations of what is left of each leg over the band of luck.

    Parameters
    ----------
    table : DataFrame, one row a leg and lag
        ``leg``, ``lag`` (1 to 4), ``r`` and ``band``: beyond plus or minus the band, r is more than
        luck at that lag. Legs stand side by side in the order they come.
    """
    palette = PALETTES[mode]
    legs = [str(leg) for leg in pd.unique(table["leg"])]
    widest = float(table["lag"].max()) if len(table) else 1.0
    starts = {leg: place * (widest + ROOM) for place, leg in enumerate(legs)}
    x = table["lag"].to_numpy(dtype=float) + table["leg"].map(starts).to_numpy(dtype=float)
    r = table["r"].to_numpy(dtype=float)
    hole = np.full(len(x), np.nan)
    figure = go.Figure(
        go.Scatter(
            x=np.column_stack([x, x, hole]).ravel(),
            y=np.column_stack([np.zeros(len(x)), r, hole]).ravel(),
            name="stems",
            mode="lines",
            line={"color": palette.muted, "width": 1.4},
            hoverinfo="skip",
        )
    )
    for leg in legs:
        figure.add_trace(_heads(table, x, leg, palette))
    figure.update_layout(
        shapes=[*_bands(x, table["band"].to_numpy(dtype=float), palette), _zero(palette)],
        xaxis=axis(
            palette,
            range=[0.4, max(len(legs), 1) * (widest + ROOM) - ROOM + 0.6],
            showgrid=False,
            tickvals=x,
            ticktext=[str(lag) for lag in table["lag"]],
            title=axis_title(links.OWN_LAG_AXIS, palette),
        ),
        yaxis=axis(palette, range=[-1.05, 1.05], tickvals=[-1, -0.5, 0, 0.5, 1]),
        annotations=[
            corner_key(links.RESIDUALS_KEY, palette, LEFT, yshift=26),
            *(_name(leg, start + (1 + widest) / 2, palette) for leg, start in starts.items()),
        ],
    )
    return frame(figure, palette, HEIGHT, left=LEFT, right=10, top=64, bottom=46)


def _heads(table: pd.DataFrame, x: np.ndarray, leg: str, palette: Palette) -> go.Scatter:
    own = (table["leg"] == leg).to_numpy()
    plain = {"symbol": "circle", "size": 9, "color": palette.muted, "opacity": 1}
    return go.Scatter(
        x=x[own],
        y=table.loc[own, "r"],
        name=leg,
        mode="markers",
        marker=leg_marker(leg, palette, 9) if leg in LEGS else plain,
        text=[links.residual_hover(leg, row) for row in table[own].to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _bands(x: np.ndarray, bands: np.ndarray, palette: Palette) -> list[dict[str, object]]:
    return [
        {
            "type": "rect",
            "x0": place - 0.5,
            "x1": place + 0.5,
            "y0": -band,
            "y1": band,
            "fillcolor": palette.band,
            "line": {"width": 1, "color": palette.band},
            "layer": "below",
        }
        for place, band in zip(x, bands, strict=True)
        if np.isfinite(band)
    ]


def _zero(palette: Palette) -> dict[str, object]:
    ends = {"x0": 0, "x1": 1, "y0": 0, "y1": 0}
    return {"type": "line", "xref": "paper", **ends, "line": {"color": palette.muted, "width": 1.2}}


def _name(leg: str, x: float, palette: Palette) -> dict[str, object]:
    """Name of a leg over its lags: its mark in colour, its name in ink."""
    glyph = f'<span style="color:{palette.legs[leg]}">{GLYPHS[leg]}</span> ' if leg in LEGS else ""
    text = f"{glyph}{links.mark(leg)}"
    return note(text, x, 1, size=SMALL, color=palette.ink, yref="paper", yanchor="bottom", yshift=6)
