"""The smallest correlation a design finds four times in five: units by quarters."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from stool.charts.shapes import note
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, axis, frame
from stool.text import links

ROW, TOP, LEFT = 28, 48, 46  # px
SCALE = 0.6  # r at the pale end, always; little larger was ever published between legs
EDGE = 0.47  # of a cell, from its middle to its outline


def detectable(table: pd.DataFrame, own: tuple[int, int], *, mode: Mode = "light") -> go.Figure:
    """Draw a cell for every number of units and of quarters, the company's own outlined.

    Parameters
    ----------
    table : DataFrame, one row a design
        ``n_units``, ``n_quarters`` and ``r``, 0 to 1; NaN where nothing can be found. A design
        that has no row has no cell.
    own : tuple of int
        Units and quarters of the company; the nearest cell where the table does not hold them.
    """
    palette = PALETTES[mode]
    units, quarters = (sorted(set(table[name].astype(int))) for name in ("n_units", "n_quarters"))
    found = links.designs(table)
    r = np.array([[found.get((m, n), np.nan) for n in quarters] for m in units])
    nothing = np.array([[np.isnan(found.get((m, n), 0.0)) for n in quarters] for m in units])
    hover = [
        [links.detectable_hover(m, n, float(value)) for n, value in zip(quarters, row, strict=True)]
        for m, row in zip(units, r, strict=True)
    ]
    text = [[links.detectable_cell(float(value)) for value in row] for row in r]
    grey: list[list[object]] = [[0, palette.hidden], [1, palette.hidden]]
    none = np.where(nothing, 0.0, np.nan)
    figure = go.Figure(
        [
            _cells(r, text, hover, palette, name="r", scale=_blue(palette)),
            _cells(none, text, hover, palette, name="nothing", scale=grey),
        ]
    )
    quiet = {"showgrid": False, "tickfont": {"size": SMALL, "color": palette.ink}}
    row, column = (_nearest(values, at) for values, at in zip((units, quarters), own, strict=True))
    figure.update_layout(
        xaxis=axis(
            palette,
            side="top",
            range=[-0.5, len(quarters) - 0.5],
            tickvals=list(range(len(quarters))),
            ticktext=_names(quarters, column),
            **quiet,
        ),
        yaxis=axis(
            palette,
            range=[len(units) - 0.5, -0.5],
            tickvals=list(range(len(units))),
            ticktext=_names(units, row),
            ticklabelstandoff=4,
            **quiet,
        ),
        shapes=[_outline(row, column, palette)] if found else [],
        annotations=_titles(palette),
    )
    return frame(figure, palette, TOP + ROW * len(units) + 8, left=LEFT, right=4, top=TOP, bottom=8)


def _cells(
    z: NDArray[np.float64],
    text: list[list[str]],
    hover: list[list[str]],
    palette: Palette,
    *,
    name: str,
    scale: list[list[object]],
) -> go.Heatmap:
    return go.Heatmap(
        z=z,
        text=np.where(np.isfinite(z), text, ""),
        name=name,
        zmin=0,
        zmax=SCALE,
        colorscale=scale,
        xgap=2,
        ygap=2,
        showscale=False,
        texttemplate="%{text}",
        textfont={"size": SMALL, "color": palette.ink},
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
    )


def _blue(palette: Palette) -> list[list[object]]:
    """The blue half of the diverging scale: the smaller the r that is found, the deeper."""
    half = [(place, color) for place, color in palette.diverging if place >= 0.5]
    return [[2 * (1 - place), color] for place, color in reversed(half)]


def _nearest(values: Sequence[int], wanted: int) -> int:
    return min(range(len(values)), key=lambda place: abs(values[place] - wanted), default=0)


def _names(values: Sequence[int], own: int) -> list[str]:
    return [f"<b>{value}</b>" if place == own else str(value) for place, value in enumerate(values)]


def _outline(row: int, column: int, palette: Palette) -> dict[str, object]:
    ends = {"x0": column - EDGE, "x1": column + EDGE, "y0": row - EDGE, "y1": row + EDGE}
    return {"type": "rect", **ends, "line": {"color": palette.ink, "width": 2}}


def _titles(palette: Palette) -> list[dict[str, object]]:
    """What the columns and the rows are, over the corner of each."""
    look: dict[str, Any] = {"size": SMALL, "color": palette.muted, "yanchor": "bottom"}
    look |= {"xref": "paper", "yref": "paper"}
    return [
        note(links.QUARTERS_AXIS, 0, 1, xanchor="left", yshift=24, **look),
        note(links.UNITS_AXIS, 0, 1, xanchor="right", xshift=-6, yshift=4, **look),
    ]
