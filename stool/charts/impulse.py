"""What the follower does after the leader was higher, quarter by quarter and added up."""

import numpy as np
import plotly.graph_objects as go

from stool.charts.ranges import corner_key
from stool.charts.theme import PALETTES, Mode, Palette, axis, axis_title, frame
from stool.lag.projection import ImpulseResponse
from stool.text import links

HEIGHT, LEFT = 380, 42  # px
UPPER, LOWER = (0.57, 1.0), (0.0, 0.43)  # of the height
PAD = 0.12  # of the drawn range, above and below


def impulse(response: ImpulseResponse, *, mode: Mode = "light") -> go.Figure:
    """Draw the follower's response at every horizon, and below it the responses added up.

    Parameters
    ----------
    response : ImpulseResponse
        In the follower's points for one point of the leader; the two parts have axes of their own.
    """
    palette = PALETTES[mode]
    table = response.table.sort_values("horizon", ignore_index=True)
    upper = ("response", "low", "high")
    lower = ("cumulative", "cumulative_low", "cumulative_high")
    figure = go.Figure()
    axes, notes, shapes = {}, [], []
    for place, (columns, domain, color, title) in enumerate(
        (
            (upper, UPPER, palette.ink, links.response_key(response.follower)),
            (lower, LOWER, palette.muted, links.cumulative_key(response.follower)),
        )
    ):
        suffix = "" if place == 0 else "2"
        values = table[list(columns)].to_numpy(dtype=float)
        trace = _line(table["horizon"].to_numpy(dtype=float), values, columns[0], color)
        figure.add_trace(trace.update(yaxis=f"y{suffix}"))
        axes[f"yaxis{suffix}"] = axis(palette, range=_range(values), nticks=7, domain=domain)
        notes.append(corner_key(title, palette, LEFT, y=domain[1]))
        shapes.append(_zero(f"y{suffix}", palette))
    horizons = [int(horizon) for horizon in table["horizon"]] or [0]
    figure.update_layout(
        xaxis=axis(
            palette,
            range=[min(horizons) - 0.4, max(horizons) + 0.4],
            showgrid=False,
            tickvals=horizons,
            anchor="y2",
            title=axis_title(links.horizon_axis(response.leader), palette),
        ),
        annotations=notes,
        shapes=shapes,
        **axes,
    )
    return frame(figure, palette, HEIGHT, left=LEFT, right=12, top=30, bottom=48)


def _line(horizons: np.ndarray, values: np.ndarray, name: str, color: str) -> go.Scatter:
    middle, low, high = values.T
    return go.Scatter(
        x=horizons,
        y=middle,
        name=name,
        mode="lines+markers",
        line={"color": color, "width": 1.2},
        marker={"symbol": "circle", "size": 8, "color": color, "opacity": 1},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": high - middle,
            "arrayminus": middle - low,
            "color": color,
            "thickness": 1.6,
            "width": 5,
        },
        text=[
            links.impulse_hover(horizon, *row)
            for horizon, row in zip(horizons, values, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _range(values: np.ndarray) -> list[float]:
    """From the lowest end to the highest, zero always inside."""
    drawn = np.append(values[np.isfinite(values)], 0.0)
    low, high = float(drawn.min()), float(drawn.max())
    pad = PAD * (high - low) or 1.0
    return [low - pad, high + pad]


def _zero(name: str, palette: Palette) -> dict[str, object]:
    line = {"color": palette.muted, "width": 1.2}
    ends = {"x0": 0, "x1": 1, "y0": 0, "y1": 0}
    return {"type": "line", "xref": "x domain", "yref": name, **ends, "line": line}
