"""Tilt of one node over the quarters, against its noise."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.events import interrupted, marks_over
from stool.charts.theme import PALETTES, Mode, axis, frame, leg_key, leg_marker, quarter_ticks
from stool.period import ordinal, span
from stool.schema import LEGS
from stool.text import figures as words
from stool.text.labels import LEG_SHORT

HEIGHT = 280  # px
TOP, BOTTOM = 34, 42  # px
LEAST_REACH = 15.0  # points on the axis at least: the rim of the spirit level


def tilt_trend(
    tilts: pd.DataFrame,
    *,
    events: pd.DataFrame | None = None,
    breaks: Sequence[str] = (),
    mode: Mode = "light",
) -> go.Figure:
    """Draw tilt by quarter, marked as the short leg, over the band noise alone would fill.

    Parameters
    ----------
    tilts : DataFrame
        Rows of `stool.balance.tilt_history` of one node, oldest first. A quarter without all three
        legs leaves a gap, as does a change of wording or scale; a NaN noise floor leaves no band.
    events : DataFrame, optional
        ``quarter`` and ``label``.
    breaks : sequence of str
        Quarters in which wording or scale of a leg changed.
    """
    palette = PALETTES[mode]
    quarters = span(tilts["quarter"])
    first = ordinal(quarters[0]) if quarters else 0
    places = np.array([ordinal(quarter) - first for quarter in tilts["quarter"]])
    points, floors = (tilts[name].astype(float).to_numpy() for name in ("points", "noise_floor"))
    whole = tilts.set_index("quarter").reindex(quarters)
    x, line, _ = interrupted(range(len(quarters)), whole["points"], whole["era"])
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
                x=x,
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
    over = marks_over(quarters, events, breaks, plot=HEIGHT - TOP - BOTTOM, palette=palette)
    key = leg_key(words.SHORT_LEG_KEY, LEG_SHORT, palette, over=over.height)
    figure.update_layout(
        bargap=0,
        xaxis=axis(
            palette,
            range=[-0.5, max(len(quarters) - 0.5, 0.5)],
            showgrid=False,
            **quarter_ticks(quarters),
        ),
        yaxis=axis(palette, range=[0, 1.06 * reach], dtick=5),
        shapes=over.shapes,
        annotations=[key, *over.notes],
    )
    height, top = HEIGHT + over.height, TOP + over.height
    return frame(figure, palette, height, left=30, right=12, top=top, bottom=BOTTOM)
