"""The last quarters of each leg, and the fan of the next ones."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.events import interrupted
from stool.charts.theme import PALETTES, Mode, Palette, axis, frame, leg_marker, quarter_ticks
from stool.measure.score import AT_TARGET
from stool.period import shift, span
from stool.schema import LEGS
from stool.text import figures as words
from stool.text import outlook
from stool.text.labels import LEG_SHORT

SHOWN = 8  # quarters before the fan
HEIGHT = 300  # px
LEFT = 50  # px of margin for the names of the levels
TOP = 110.0  # highest score


def fan(history: pd.DataFrame, projected: pd.DataFrame, *, mode: Mode = "light") -> go.Figure:
    """Draw the scores of the last quarters and what is projected after them.

    Parameters
    ----------
    history : DataFrame
        Rows of one node, columns `stool.measure.legs.LEG_COLUMNS`.
    projected : DataFrame
        As of `stool.reading.outlook`, of the same node.
    """
    palette = PALETTES[mode]
    known = span(history["quarter"])[-SHOWN:]
    ahead = int(projected["ahead"].max()) if len(projected) else 0
    quarters = [*known, *(shift(known[-1], step) for step in range(1, ahead + 1))]
    places = {quarter: place for place, quarter in enumerate(quarters)}
    chart = go.Figure(_target(len(quarters), palette))
    for leg in LEGS:
        rows = history[(history["leg"] == leg) & history["quarter"].isin(known)]
        if rows.empty:
            continue
        rows = rows.set_index("quarter").reindex(known)
        coming = projected[projected["leg"] == leg]
        if len(coming):
            chart.add_traces(_cone(coming, places, leg, palette))
        chart.add_trace(_past(rows, leg, palette))
    chart.update_layout(
        xaxis=axis(
            palette, range=[-0.5, len(quarters) - 0.5], showgrid=False, **quarter_ticks(quarters)
        ),
        yaxis=axis(
            palette,
            range=[-4.0, TOP],
            tickvals=list(words.SCORE_TICKS),
            ticktext=list(words.SCORE_TICKS.values()),
        ),
        shapes=[_now(len(known), palette)],
    )
    return frame(chart, palette, HEIGHT, left=LEFT, right=14, top=14, bottom=42)


def _target(quarters: int, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[-0.5, quarters - 0.5],
        y=[AT_TARGET, AT_TARGET],
        name="target",
        mode="lines",
        line={"color": palette.muted, "width": 1.3, "dash": "5px,4px"},
        hoverinfo="skip",
    )


def _now(known: int, palette: Palette) -> dict[str, object]:
    """Line between what was and what may come."""
    return {
        "type": "line",
        "x0": known - 0.5,
        "x1": known - 0.5,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": palette.grid, "width": 1.5},
    }


def _past(rows: pd.DataFrame, leg: str, palette: Palette) -> go.Scatter:
    x, y, cuts = interrupted(range(len(rows)), rows["score"], rows["era"])
    text = [
        words.point_hover(str(quarter), f"{LEG_SHORT[leg]} {score:.0f}", "")
        for quarter, score in rows["score"].items()
    ]
    return go.Scatter(
        x=x,
        y=y,
        name=LEG_SHORT[leg],
        mode="lines+markers",
        line={"color": palette.legs[leg], "width": 2.2},
        marker=leg_marker(leg, palette, 7),
        text=np.insert(np.array(text, dtype=object), cuts, ""),
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _cone(
    coming: pd.DataFrame, places: dict[str, int], leg: str, palette: Palette
) -> list[go.Scatter]:
    """Interval and middle of the projected quarters, from the last known score on."""
    start = places[shift(str(coming["quarter"].iloc[0]), -int(coming["ahead"].iloc[0]))]
    now = float(coming["now"].iloc[0])
    x = np.array([start, *(places[str(quarter)] for quarter in coming["quarter"])], dtype=float)
    low, middle, high = (np.array([now, *coming[name]]) for name in ("low", "score", "high"))
    color = palette.legs[leg]
    return [
        go.Scatter(
            x=np.concatenate([x, x[::-1]]),
            y=np.concatenate([high, low[::-1]]),
            name=f"{leg} fan",
            mode="lines",
            fill="toself",
            fillcolor=color,
            opacity=0.18,
            line={"width": 0},
            hoverinfo="skip",
        ),
        go.Scatter(
            x=x,
            y=middle,
            name=f"{leg} projected",
            mode="lines+markers",
            line={"color": color, "width": 1.8, "dash": "4px,3px"},
            marker={**leg_marker(leg, palette, 7), "color": palette.card}
            | {"line": {"color": color, "width": 1.6}},
            text=[
                "",
                *(
                    outlook.hover(str(row["quarter"]), row["score"], row["low"], row["high"])
                    for row in coming.to_dict("records")
                ),
            ],
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
        ),
    ]
