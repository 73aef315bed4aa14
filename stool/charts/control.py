"""A leg over the quarters against the limits its own quarters set."""

from typing import Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.ranges import corner_key
from stool.charts.record import spread
from stool.charts.shapes import Floats, note
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, axis, frame, leg_marker
from stool.charts.theme import quarter_ticks as ticks
from stool.measure.control import Control
from stool.text import figures as words
from stool.text import pictures

HEIGHT = 310  # px
LEFT, RIGHT, TOP, BOTTOM = 38, 66, 60, 42  # px
APART = 14  # px between two labels
LEAST_SPAN = 40.0  # points shown at least, so that noise does not look like a cliff
REACH = 0.4  # quarters a bar reaches beyond the first and the last quarter of a run


def control(
    found: Control,
    leg: str,
    *,
    metric: str = "",
    figure: Literal["score", "raw"] = "score",
    mode: Mode = "light",
) -> go.Figure:
    """Draw the figures by quarter with their mean, their limits, and the quarters that stand out.

    Parameters
    ----------
    found : Control
        As of `stool.measure.control.leg_control`; without limits the figures alone are drawn.
    leg : str
    metric : str
        Behind the leg; sets name and digits of a raw figure.
    figure : {"score", "raw"}
        What `found` holds. Scores show at least 40 points, raw figures their own axis.
    """
    palette = PALETTES[mode]
    table = found.table
    bottom, top, step = _range(table, figure)
    limited = bool(np.isfinite(found.centre))
    chart = go.Figure()
    if limited:
        chart.add_traces(_limits(found, palette))
        chart.add_trace(_runs(found, step, palette))
    chart.add_trace(_figures(table, leg, metric, figure, palette))
    chart.add_trace(_beyond(table, palette))
    key = pictures.CONTROL_KEY if limited else pictures.no_limits(found.quarters)
    notes = [corner_key(f"{words.history_axis(leg, metric, figure)}<br>{key}", palette, LEFT)]
    if limited:
        notes += _labels(found, (bottom, top), metric, figure, palette)
    quarters = table["quarter"].tolist()
    chart.update_layout(
        xaxis=axis(
            palette,
            range=[-0.5, max(len(quarters) - 0.5, 0.5)],
            showgrid=False,
            **ticks(quarters),
        ),
        yaxis=axis(palette, range=[bottom, top], nticks=6),
        annotations=notes,
    )
    return frame(chart, palette, HEIGHT, left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)


def _range(table: pd.DataFrame, figure: str) -> tuple[float, float, float]:
    """Ends of the vertical axis, and how far from the limits a bar lies."""
    drawn = table[["value", "low", "high"]].to_numpy(dtype=float)
    drawn = drawn[np.isfinite(drawn)]
    if not drawn.size:
        return 0.0, 1.0, 0.07
    low, high = float(drawn.min()), float(drawn.max())
    least = LEAST_SPAN if figure == "score" else 0.1 * max(abs(low), abs(high)) or 1.0
    span = max(1.35 * (high - low), least)
    middle = (low + high) / 2
    return middle - span / 2, middle + span / 2, 0.07 * span


def _limits(found: Control, palette: Palette) -> list[go.Scatter]:
    """The band between the limits, its edges dashed, stepping where they differ; and the mean."""
    table = found.table
    x = np.repeat(np.arange(len(table)), 2) + np.tile([-0.5, 0.5], len(table))
    low, high = (np.repeat(table[name].to_numpy(dtype=float), 2) for name in ("low", "high"))
    line = {"color": palette.muted, "width": 1.3, "dash": "5px,4px"}
    band = go.Scatter(
        x=np.concatenate([x, x[::-1]]),
        y=np.concatenate([high, low[::-1]]),
        name="band",
        mode="lines",
        fill="toself",
        fillcolor=palette.band,
        line={"width": 0},
        hoverinfo="skip",
    )
    edges = [
        go.Scatter(x=x, y=y, name=name, mode="lines", line=line, hoverinfo="skip")
        for name, y in (("low", low), ("high", high))
    ]
    mean = go.Scatter(
        x=[-0.5, len(table) - 0.5],
        y=[found.centre, found.centre],
        name="mean",
        mode="lines",
        line={"color": palette.muted, "width": 1},
        hoverinfo="skip",
    )
    return [band, *edges, mean]


def _runs(found: Control, step: float, palette: Palette) -> go.Scatter:
    """A bar over or under the limits of every long run."""
    table = found.table
    places = {quarter: place for place, quarter in enumerate(table["quarter"])}
    x: list[float] = []
    y: list[float] = []
    for side, run in pictures.long_runs(found):
        first, last = places[run[0]], places[run[-1]]
        drawn = table.loc[first:last, ["value", "low", "high"]].to_numpy(dtype=float)
        height = np.nanmax(drawn) + step if side > 0 else np.nanmin(drawn) - step
        x += [first - REACH, last + REACH, np.nan]
        y += [height, height, np.nan]
    return go.Scatter(
        x=x,
        y=y,
        name="runs",
        mode="lines",
        line={"color": palette.ink, "width": 4},
        hoverinfo="skip",
    )


def _figures(
    table: pd.DataFrame, leg: str, metric: str, figure: str, palette: Palette
) -> go.Scatter:
    known = table["value"].notna()
    hover = [
        pictures.control_hover(row, metric, figure) if shown else ""
        for row, shown in zip(table.to_dict("records"), known, strict=True)
    ]
    return go.Scatter(
        x=list(range(len(table))),
        y=table["value"],
        name=figure,
        mode="lines+markers",
        line={"color": palette.legs[leg], "width": 2},
        marker=leg_marker(leg, palette, 7),
        connectgaps=False,
        text=hover,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _beyond(table: pd.DataFrame, palette: Palette) -> go.Scatter:
    outside = table[table["beyond"] != 0]
    return go.Scatter(
        x=outside.index,
        y=outside["value"],
        name="beyond",
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": 17,
            "color": palette.ink,
            "line": {"width": 2.2, "color": palette.ink},
            "opacity": 1,
        },
        hoverinfo="skip",
        cliponaxis=False,
    )


def _labels(
    found: Control, view: tuple[float, float], metric: str, figure: str, palette: Palette
) -> list[dict[str, object]]:
    """The last limits and the mean in numbers at the right end, moved apart where they touch."""
    last = found.table.iloc[-1]
    values: Floats = np.array([last["low"], found.centre, last["high"]], dtype=float)
    texts = [
        pictures.limit_label(last["low"], metric, figure),
        pictures.centre_label(found.centre, metric, figure),
        pictures.limit_label(last["high"], metric, figure),
    ]
    bottom, top = view
    room = HEIGHT - TOP - BOTTOM
    placed = spread(list(room * (values - bottom) / (top - bottom)), APART, room)
    return [
        note(
            text,
            1,
            height / room,
            size=SMALL,
            color=palette.muted,
            xref="paper",
            yref="paper",
            xanchor="left",
            xshift=4,
            yanchor="middle",
        )
        for text, height in zip(texts, placed, strict=True)
    ]
