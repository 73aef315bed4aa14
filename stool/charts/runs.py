"""A series over quarters: the interval of each run of them, and a mark where nothing is shown."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from stool.charts.theme import Palette, leg_marker

LONE = 0.12  # quarters a lone interval reaches to either side


def intervals(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    color: str,
    *,
    cuts: Sequence[int] = (),
) -> list[go.Scatter]:
    """One shaded area for each run of quarters with an interval.

    Parameters
    ----------
    low, high : array of float, shape (quarters,)
        NaN where there is none.
    color : str
    cuts : sequence of int
        Places before which a run ends though it could go on.
    """
    known = np.flatnonzero(np.isfinite(low) & np.isfinite(high))
    apart = (np.diff(known) > 1) | np.isin(known[1:], cuts)
    bands = []
    for run in np.split(known, np.flatnonzero(apart) + 1) if len(known) else []:
        start, end = run[0], run[-1] + 1
        x = np.arange(start, end, dtype=float)
        if end - start == 1:  # a lone quarter still shows its width
            x = np.array([start - LONE, start + LONE])
        upper = np.broadcast_to(high[start:end], x.shape)
        lower = np.broadcast_to(low[start:end], x.shape)
        bands.append(
            go.Scatter(
                x=np.concatenate([x, x[::-1]]),
                y=np.concatenate([upper, lower[::-1]]),
                name="interval",
                mode="lines",
                fill="toself",
                fillcolor=color,
                opacity=0.18,
                line={"width": 0},
                hoverinfo="skip",
            )
        )
    return bands


def gaps(
    places: NDArray[np.intp], foot: float, text: Sequence[str], palette: Palette
) -> go.Scatter:
    """Hollow marks at the foot, with the words of the pointer over each."""
    return go.Scatter(
        x=places,
        y=np.full(len(places), foot),
        name="gaps",
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": 7,
            "color": palette.muted,
            "line": {"width": 1.4, "color": palette.muted},
        },
        text=text,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def chosen(place: int, value: float, leg: str, palette: Palette) -> go.Scatter:
    """The quarter on screen: a larger mark with an outline."""
    return go.Scatter(
        x=[place],
        y=[value],
        name="selected",
        mode="markers",
        marker={**leg_marker(leg, palette, 13), "line": {"width": 2, "color": palette.ink}},
        hoverinfo="skip",
        cliponaxis=False,
    )
