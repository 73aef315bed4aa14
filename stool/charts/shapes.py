"""Pen for pictures: filled polygons, circles and words on a canvas of equal scales."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from stool.charts.theme import Palette, frame

Floats = NDArray[np.float64]

SIDES = 72  # of a drawn circle
TURN = np.linspace(0, 2 * np.pi, SIDES + 1)


def canvas(
    figure: go.Figure,
    palette: Palette,
    height: int,
    *,
    x: tuple[float, float],
    y: tuple[float, float],
) -> go.Figure:
    """Frame a picture: both axes at one scale, showing at least `x` and `y`, undrawn."""
    quiet = {"visible": False, "fixedrange": True}
    figure.update_layout(
        xaxis={**quiet, "range": list(x), "constrain": "range"},
        yaxis={**quiet, "range": list(y), "constrain": "range", "scaleanchor": "x"},
    )
    return frame(figure, palette, height)


def polygon(
    name: str,
    points: Floats,
    *,
    fill: str | None = None,
    line: str | None = None,
    width: float = 1,
    dash: str = "solid",
) -> go.Scatter:
    """Closed or open path through `points`, shape (n, 2); named, without hover."""
    return go.Scatter(
        x=points[:, 0],
        y=points[:, 1],
        name=name,
        mode="lines",
        fill="none" if fill is None else "toself",
        fillcolor=fill,
        line={
            "color": line or "rgba(0,0,0,0)",
            "width": width if line else 0,
            "dash": dash,
            "simplify": False,  # keeps circles round
        },
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=False,
    )


def circle(x: float, y: float, radius: float, *, flat: float = 1) -> Floats:
    """Points of a circle, or of an ellipse `flat` times as high as wide, shape (n, 2)."""
    return np.column_stack([x + radius * np.cos(TURN), y + flat * radius * np.sin(TURN)])


def capsule(start: Floats, end: Floats, first: float, last: float) -> Floats:
    """Outline of a rounded bar from `start` to `end`, half as wide as `first` and `last`."""
    along = end - start
    length = float(np.hypot(*along))
    angle = np.arctan2(along[1], along[0]) if length > 0 else np.pi / 2
    half = np.linspace(-np.pi / 2, np.pi / 2, 13)
    ahead = end + last * np.column_stack([np.cos(angle + half), np.sin(angle + half)])
    behind = start - first * np.column_stack([np.cos(angle + half), np.sin(angle + half)])
    return np.vstack([ahead, behind, ahead[:1]])


def apart(outlines: Sequence[Floats]) -> Floats:
    """Several outlines as one path, with a hole after each."""
    hole = np.full((1, 2), np.nan)
    return np.vstack([part for outline in outlines for part in (outline, hole)])


def marks(name: str, points: Floats, **marker: object) -> go.Scatter:
    """Markers at `points`, shape (n, 2), without hover."""
    return go.Scatter(
        x=points[:, 0],
        y=points[:, 1],
        name=name,
        mode="markers",
        marker={"opacity": 1, **marker},
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=False,
    )


def note(
    text: str, x: float, y: float, *, size: float, color: str, **options: object
) -> dict[str, object]:
    """Annotation of the canvas: words at a point, no arrow."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"size": size, "color": color},
        "borderpad": 0,
        **options,
    }
