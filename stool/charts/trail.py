"""Tilt of one node over the quarters, against its noise."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.theme import PALETTES, Mode, axis, frame, leg_key, leg_marker, quarter_ticks
from stool.period import ordinal, span
from stool.schema import LEGS
from stool.text import figures as words
from stool.text.labels import LEG_SHORT

HEIGHT = 280  # px
LEAST_REACH = 15.0  # points on the axis at least: the rim of the spirit level


def tilt_trend(tilts: pd.DataFrame, *, mode: Mode = "light") -> go.Figure:
    """Draw tilt by quarter, marked as the short leg, over the band noise alone would fill.

    Parameters
    ----------
    tilts : DataFrame
        Rows of `stool.balance.tilt_history` of one node, oldest first. A quarter without all three
        legs leaves a gap; a NaN noise floor leaves no band.
    """
    palette = PALETTES[mode]
    quarters = span(tilts["quarter"])
    first = ordinal(quarters[0]) if quarters else 0
    places = np.array([ordinal(quarter) - first for quarter in tilts["quarter"]])
    points, floors = (tilts[name].astype(float).to_numpy() for name in ("points", "noise_floor"))
    line = np.full(len(quarters), np.nan)
    line[places.astype(int)] = points
    figure = go.Figure(
        [
            go.Bar(
                x=places,
                y=floors,
                name="noise floor",
                width=1,
                marker={"color": palette.band, "line": {"width": 0}},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=np.arange(len(quarters)),
                y=line,
                name="tilt",
                mode="lines",
                line={"color": palette.muted, "width": 2},
                hoverinfo="skip",
            ),
        ]
    )
    for leg in LEGS:
        short = (tilts["short_leg"] == leg).to_numpy()
        figure.add_trace(
            go.Scatter(
                x=places[short],
                y=points[short],
                name=leg,
                mode="markers",
                marker={
                    **leg_marker(leg, palette, 10),
                    "line": {"width": 1, "color": palette.card},
                },
                text=[words.tilt_hover(row) for _, row in tilts[short].iterrows()],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
        )
    reach = float(np.nanmax([LEAST_REACH, *points, *floors]))
    figure.update_layout(
        bargap=0,
        xaxis=axis(
            palette,
            range=[-0.5, max(len(quarters) - 0.5, 0.5)],
            showgrid=False,
            **quarter_ticks(quarters),
        ),
        yaxis=axis(palette, range=[0, 1.06 * reach], dtick=5),
        annotations=[leg_key(words.SHORT_LEG_KEY, LEG_SHORT, palette)],
    )
    return frame(figure, palette, HEIGHT, left=30, right=12, top=34, bottom=42)
