"""What tends to follow a change: the difference to what would have been, leg by leg."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.theme import (
    PALETTES,
    Mode,
    Palette,
    axis,
    axis_title,
    frame,
    leg_key,
    leg_marker,
    quarter_ticks,
)
from stool.period import shift
from stool.text import labels
from stool.text import whatif as words

HEIGHT = 300  # px
LEFT, TOP = 44, 34  # px of margin for the numbers, and for what the marks mean
BANDS = (("80", 0.16), ("50", 0.26))  # share of the draws, and how dense it is drawn


def difference(table: pd.DataFrame, *, mode: Mode = "light") -> go.Figure:
    """Draw the fan of every leg that is reached, from the last quarter known on.

    Parameters
    ----------
    table : DataFrame
        `stool.plan.WhatIf.table`.
    """
    palette = PALETTES[mode]
    ahead = table.drop_duplicates("ahead")["quarter"].tolist()
    quarters = [shift(ahead[0], -1), *ahead]
    chart = go.Figure()
    for leg, rows in table.groupby("leg", sort=False):
        chart.add_traces(_fan(str(leg), rows, palette))
    names = {str(leg): labels.LEG_SHORT[str(leg)] for leg in table["leg"].unique()}
    chart.update_layout(
        xaxis=axis(
            palette, range=[-0.3, len(ahead) + 0.4], showgrid=False, **quarter_ticks(quarters)
        ),
        yaxis=axis(
            palette,
            zeroline=True,
            zerolinecolor=palette.muted,
            zerolinewidth=1.2,
            title=axis_title(words.AXIS, palette),
            rangemode="tozero",
        ),
        annotations=[leg_key("", names, palette)],
    )
    return frame(chart, palette, HEIGHT, left=LEFT, right=14, top=TOP, bottom=42)


def _fan(leg: str, rows: pd.DataFrame, palette: Palette) -> list[go.Scatter]:
    """Bands of a leg, then its middle."""
    x = np.arange(len(rows) + 1, dtype=float)
    color = palette.legs[leg]
    traces = []
    for share, opacity in BANDS:
        low, high = (np.array([0.0, *rows[f"{end}{share}"]]) for end in ("low", "high"))
        traces.append(
            go.Scatter(
                x=np.concatenate([x, x[::-1]]),
                y=np.concatenate([high, low[::-1]]),
                name=f"{leg} {share}",
                mode="lines",
                fill="toself",
                fillcolor=color,
                opacity=opacity,
                line={"width": 0},
                hoverinfo="skip",
            )
        )
    text = [
        words.hover(str(row["quarter"]), leg, row["middle"], row["low80"], row["high80"])
        for row in rows.to_dict("records")
    ]
    traces.append(
        go.Scatter(
            x=x,
            y=[0.0, *rows["middle"]],
            name=leg,
            mode="lines+markers",
            line={"color": color, "width": 2.2},
            marker=leg_marker(leg, palette, 7),
            text=["", *text],
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
        )
    )
    return traces
