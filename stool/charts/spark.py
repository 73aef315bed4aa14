"""A leg's last quarters in the space of a word."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.events import interrupted
from stool.charts.theme import PALETTES, Mode, frame, leg_marker
from stool.period import ordinal
from stool.text import figures as words
from stool.text.numbers import number

HEIGHT = 34  # px
LEFT, RIGHT = 4, 8  # px; margins
LEAST_SPAN = 30.0  # points shown at least, so that noise does not look like a cliff


def sparkline(
    history: pd.DataFrame, leg: str, *, target: float = 75.0, beside: int = 0, mode: Mode = "light"
) -> go.Figure:
    """Draw score by quarter with the target dashed, the last point as the leg's mark.

    Parameters
    ----------
    history : DataFrame
        ``quarter``, ``score`` and ``era`` of one leg and node, oldest first; NaN leaves a gap, as
        does a change of wording or scale.
    leg : str
    target : float
    beside : int
        Px left empty at the right.
    """
    palette = PALETTES[mode]
    color = palette.legs[leg]
    x = [ordinal(quarter) for quarter in history["quarter"]]
    scores = history["score"].astype(float)
    ends = [min(x, default=0), max(x, default=1)]
    low, high = min(scores.min(), target), max(scores.max(), target)  # NaN never wins
    pad = max(LEAST_SPAN - (high - low), 0) / 2 + 4
    places, values, cuts = interrupted(x, scores, history["era"])
    text = [
        words.point_hover(quarter, number(score), "")
        for quarter, score in zip(history["quarter"], scores, strict=True)
    ]
    line = go.Scatter(
        x=places,
        y=values,
        name="score",
        mode="lines+markers" if len(x) < 3 else "lines",
        line={"color": color, "width": 2.2},
        marker={"size": 4, "color": color},
        text=np.insert(np.array(text, dtype=object), cuts, ""),
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
    dashed = go.Scatter(
        x=ends,
        y=[target, target],
        name="target",
        mode="lines",
        line={"color": palette.muted, "width": 1, "dash": "3px,3px"},
        hoverinfo="skip",
    )
    figure = go.Figure([dashed, line])
    shown = np.flatnonzero(scores.notna())
    if len(shown):
        last = int(shown[-1])
        figure.add_trace(
            go.Scatter(
                x=[x[last]],
                y=[scores.iloc[last]],
                name="last",
                mode="markers",
                marker=leg_marker(leg, palette, 9),
                hoverinfo="skip",
                cliponaxis=False,
            )
        )
    quiet = {"visible": False, "fixedrange": True}
    room = max(ends[1] - ends[0], 1)
    figure.update_layout(
        xaxis={**quiet, "range": [ends[0] - 0.02 * room, ends[1] + 0.02 * room]},
        yaxis={**quiet, "range": [low - pad, high + pad]},
    )
    return frame(figure, palette, HEIGHT, left=LEFT, right=RIGHT + beside, top=4, bottom=4)
