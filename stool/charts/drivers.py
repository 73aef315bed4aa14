"""Drivers of a leg: importance against performance, and how sure each share and rank is."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.ranges import CHARACTER, corner_key
from stool.charts.shapes import Floats, note
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, axis, axis_title, frame
from stool.drivers import DRIVER, ENOUGH, IMPROVE, KEEP, LATER, SHARED, Drivers
from stool.text import drivers as words
from stool.text import figures

HEIGHT, ROW = 430, 22  # px
LEFT, KEY, FOOT = 50, 44, 46  # px: numbers of the axis, words over the plot, and under it
MARK = 19  # px; holds a number of two digits
NAME = 26  # characters of a question that are printed
RANK = 64  # px beside the rows
CORNERS = {  # quadrant: share of the width and height at which it is named
    IMPROVE: (0.0, 1.0, "left", "top"),
    KEEP: (1.0, 1.0, "right", "top"),
    LATER: (0.0, 0.0, "left", "bottom"),
    ENOUGH: (1.0, 0.0, "right", "bottom"),
}


def importance_performance(found: Drivers, *, mode: Mode = "light") -> go.Figure:
    """Draw every question by how good its answers are and how much of the score goes with it.

    Parameters
    ----------
    found : Drivers
        Questions without a scale have no place and are left to the table.
    """
    palette = PALETTES[mode]
    items = found.items[found.items["position"].notna()]
    even = 100 / max(len(found.items), 1)
    usual = 100 * float(items["position"].mean()) if len(items) else 50.0
    chart = go.Figure([_spans(items, palette)])
    color = palette.legs[found.leg]
    clear = items["verdict"] == DRIVER
    shared = items["verdict"] == SHARED
    chart.add_traces(
        [
            _marks(items[~clear & ~shared], "no tie", palette.muted, palette.card, palette.muted),
            _marks(items[shared], "shared", color, palette.card, palette.ink),
            _marks(items[clear], "by itself", color, color, palette.card),
        ]
    )
    x = _range(items[["position_low", "position_high"]].to_numpy(float) * 100, usual)
    y = _range(items[["share_low", "share_high"]].to_numpy(float) * 100, even)
    notes = [corner_key(words.MATRIX_KEY, palette, LEFT)]
    notes += [
        note(
            f"<b>{words.QUADRANT[quadrant]}</b>", across, up, size=SMALL, color=palette.muted,
            xref="paper", yref="paper", xanchor=side, yanchor=end,
        )
        for quadrant, (across, up, side, end) in CORNERS.items()
    ]  # fmt: skip
    chart.update_layout(
        shapes=[_line(palette, x=usual), _line(palette, y=even)],
        xaxis=axis(
            palette, range=x, showgrid=False, title=axis_title(words.PERFORMANCE_AXIS, palette)
        ),
        yaxis=axis(palette, range=y, title=axis_title(words.SHARE_AXIS, palette)),
        annotations=notes,
    )
    return frame(chart, palette, HEIGHT, left=LEFT, right=10, top=KEY, bottom=FOOT)


def importance_ranks(found: Drivers, *, mode: Mode = "light") -> go.Figure:
    """Draw the share of every question as a bar with its interval, and its rank beside it.

    Parameters
    ----------
    found : Drivers
    """
    palette = PALETTES[mode]
    items = found.items.assign(place=np.arange(len(found.items)))
    clear = items["verdict"].isin([DRIVER, SHARED])
    colors = np.where(clear, palette.legs[found.leg], palette.muted)
    chart = go.Figure(
        go.Bar(
            x=100 * items["share"],
            y=items["place"],
            name="share",
            orientation="h",
            width=0.56,
            marker={"color": colors, "line": {"width": 0}},
            error_x=_error(items, palette.ink),
            customdata=[words.hover(row) for row in items.to_dict("records")],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    names = [
        f"{row['rank']}  {figures.safe_name(words.name(row), NAME)}"
        for row in items.to_dict("records")
    ]
    left = 14 + int(CHARACTER * max((len(name) for name in names), default=1))
    even = 100 / max(len(items), 1)
    notes = [corner_key(words.RANKS_KEY, palette, left)]
    notes += [
        note(
            words.span(row), 1, row["place"], size=SMALL, color=palette.ink, xref="paper",
            xanchor="left", xshift=8,
        )
        for row in items.to_dict("records")
    ]  # fmt: skip
    last = len(items) - 1
    chart.update_layout(
        shapes=[_line(palette, x=even)],
        xaxis=axis(palette, rangemode="tozero", title=axis_title(words.SHARE_AXIS, palette)),
        yaxis=axis(
            palette,
            range=[last + 0.7, -0.7],
            showgrid=False,
            tickvals=list(items["place"]),
            ticktext=names,
            ticklabelstandoff=4,
            tickfont={"size": SMALL, "color": palette.ink},
        ),
        annotations=notes,
    )
    height = KEY + int(ROW * (last + 1.4)) + FOOT
    return frame(chart, palette, height, left=left, right=RANK, top=KEY, bottom=FOOT)


def _spans(items: pd.DataFrame, palette: Palette) -> go.Scatter:
    """Intervals of both, under the marks."""
    return go.Scatter(
        x=100 * items["position"],
        y=100 * items["share"],
        name="intervals",
        mode="markers",
        marker={"size": 1, "color": palette.muted},
        error_x={
            **_bar(palette.muted),
            "array": 100 * (items["position_high"] - items["position"]),
            "arrayminus": 100 * (items["position"] - items["position_low"]),
        },
        error_y=_error(items, palette.muted),
        hoverinfo="skip",
    )


def _marks(items: pd.DataFrame, name: str, edge: str, fill: str, ink: str) -> go.Scatter:
    """Numbered marks."""
    return go.Scatter(
        x=100 * items["position"],
        y=100 * items["share"],
        name=name,
        mode="markers+text",
        marker={
            "symbol": "circle" if name != "no tie" else "square",
            "size": MARK,
            "color": fill,
            "opacity": 1,
            "line": {"width": 1.6, "color": edge},
        },
        text=items["rank"].astype(str),
        textfont={"size": SMALL, "color": ink},
        customdata=[words.hover(row) for row in items.to_dict("records")],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _error(items: pd.DataFrame, color: str) -> dict[str, object]:
    """Interval of the share."""
    return {
        **_bar(color),
        "array": 100 * (items["share_high"] - items["share"]).clip(lower=0),
        "arrayminus": 100 * (items["share"] - items["share_low"]).clip(lower=0),
    }


def _bar(color: str) -> dict[str, object]:
    return {"type": "data", "symmetric": False, "color": color, "thickness": 1.2, "width": 2}


def _line(palette: Palette, **at: float) -> dict[str, object]:
    """A dashed line across the plot at an x or a y."""
    ((name, value),) = at.items()
    other = "y" if name == "x" else "x"
    return {
        "type": "line",
        f"{name}0": value,
        f"{name}1": value,
        f"{other}ref": "paper",
        f"{other}0": 0,
        f"{other}1": 1,
        "layer": "below",
        "line": {"width": 1.2, "color": palette.muted, "dash": "4px,3px"},
    }


def _range(values: Floats, around: float) -> list[float]:
    """Ends of an axis with room for the marks and the names in the corners."""
    drawn = np.append(values.ravel(), around)
    low, high = float(drawn.min()), float(drawn.max())
    room = 0.14 * max(high - low, 1.0)
    return [low - room, high + room]
