"""Tilt of the units of one quarter, most tilted first."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.theme import PALETTES, SMALL, Mode, axis, axis_title, frame, leg_key, leg_marker
from stool.schema import LEGS
from stool.text import figures as words
from stool.text.labels import LEG_SHORT

ROW = 24  # px
NAME = 18  # characters
LEAST_REACH = 15.0  # points on the axis at least: the rim of the spirit level


def tilt_by_unit(tilts: pd.DataFrame, *, mode: Mode = "light") -> go.Figure:
    """Draw a dot for each unit, shaped as its short leg, over a band as long as its noise floor.

    Parameters
    ----------
    tilts : DataFrame
        Rows of `stool.balance.tilt_history` of one quarter and depth. A unit whose noise floor is
        NaN has no band.
    """
    palette = PALETTES[mode]
    rows = tilts.sort_values(["points", "node"], ascending=[False, True], ignore_index=True)
    places = np.arange(len(rows))
    floors = rows["noise_floor"].astype(float)
    figure = go.Figure(
        [
            go.Bar(
                x=floors,
                y=places,
                name="noise floor",
                orientation="h",
                width=0.62,
                marker={"color": palette.band, "line": {"width": 0}},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=floors,
                y=places,
                name="floor end",
                mode="markers",
                marker={
                    "symbol": "line-ns",
                    "size": 14,
                    "line": {"width": 1.5, "color": palette.muted},
                },
                hoverinfo="skip",
            ),
        ]
    )
    for leg in LEGS:
        short = rows[rows["short_leg"] == leg]
        figure.add_trace(
            go.Scatter(
                x=short["points"],
                y=short.index,
                name=leg,
                mode="markers",
                marker={
                    **leg_marker(leg, palette, 11),
                    "line": {"width": 1, "color": palette.card},
                },
                text=[words.unit_hover(row) for _, row in short.iterrows()],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
        )
    names = [words.safe_name(str(node), NAME) for node in rows["node"]]
    left = 14 + int(6.8 * max((len(name) for name in names), default=1))
    reach = float(np.nanmax([LEAST_REACH, *rows["points"], *floors]))
    figure.update_layout(
        xaxis=axis(
            palette, range=[0, 1.04 * reach], dtick=5, title=axis_title(words.TILT_AXIS, palette)
        ),
        yaxis=axis(
            palette,
            range=[len(rows) - 0.4, -0.6],
            showgrid=False,
            tickvals=places,
            ticktext=names,
            tickfont={"size": SMALL, "color": palette.ink},
        ),
        annotations=[{**leg_key(words.SHORT_LEG_KEY, LEG_SHORT, palette), "xshift": 8 - left}],
    )
    return frame(figure, palette, 34 + ROW * len(rows) + 46, left=left, right=10, top=34, bottom=46)
