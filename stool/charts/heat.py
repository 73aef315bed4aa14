"""Units by items, each cell with its number, on a scale that never moves."""

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from stool.charts.shapes import note
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, axis, frame
from stool.schema import SHOWN
from stool.text import figures as words

Texts = NDArray[np.object_]

ROW, HEAD_LINE = 26, 15  # px
LOW, HIGH = 0.35, 0.95  # of the way up the scale; answers cluster here, and it is always the same
NAME, ITEM = 16, 28  # characters of a unit and of an item that are printed
CHARACTER = 6.7  # px, of small text at its widest
FEW_ITEMS = 4  # up to so many stand level over their column
MANY_ITEMS = 6  # beyond, a phone has no room for percent signs in the cells


def heat_map(
    items: pd.DataFrame,
    metric_labels: Mapping[str, str],
    *,
    minimum: int = words.MINIMUM,
    mode: Mode = "light",
) -> go.Figure:
    """Draw a cell for every unit and item.

    Parameters
    ----------
    items : DataFrame
        ``node``, ``metric``, ``position`` (0 worst to 1 best), ``shown`` (the printed number) and
        ``hidden``; units and items in the order they come. A cell without a position is grey and
        says why in its hover words.
    metric_labels : Mapping of metric to str
    minimum : int
        Fewest answers shown, for the words of a hidden cell.
    """
    palette = PALETTES[mode]
    nodes = [str(node) for node in pd.unique(items["node"])]
    metrics = [str(metric) for metric in pd.unique(items["metric"])]
    labels = [metric_labels.get(metric, metric) for metric in metrics]
    position, shown, reasons = (
        _grid(items, name, nodes, metrics) for name in ("position", "shown", "hidden")
    )
    known = np.isfinite(position.astype(float))
    hover = [
        [
            words.cell_hover(
                node,
                label,
                str(shown[i, j]) if known[i, j] else words.hidden_words(reasons[i, j], minimum),
            )
            for j, label in enumerate(labels)
        ]
        for i, node in enumerate(nodes)
    ]
    percent = len(metrics) > MANY_ITEMS and all(str(text).endswith("%") for text in shown[known])
    figure = go.Figure(
        [
            go.Heatmap(
                z=position.astype(float),
                text=[
                    [str(text).rstrip("%") if percent else str(text) for text in row]
                    for row in np.where(known, shown, "")
                ],
                name="shown",
                zmin=LOW,
                zmax=HIGH,
                colorscale=[list(stop) for stop in palette.diverging],
                **cells(hover, palette),
            ),
            go.Heatmap(
                z=np.where(known, np.nan, 0.0),
                text=np.where(known, "", words.HIDDEN_MARK),
                name="hidden",
                zmin=0,
                zmax=1,
                colorscale=[[0, palette.hidden], [1, palette.hidden]],
                **cells(hover, palette),
            ),
        ]
    )
    if percent:
        corner = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
        key = note(words.PERCENT_KEY, 0, 1, size=SMALL, color=palette.muted, xshift=-6, **corner)
        figure.add_annotation(key)
    level = len(labels) <= FEW_ITEMS
    heads = [
        "<br>".join(words.safe_name(line) for line in textwrap.wrap(label, 13)[:3])
        if level
        else words.safe_name(label, ITEM)
        for label in labels
    ]
    return framed(figure, nodes, heads, palette)


def _grid(items: pd.DataFrame, name: str, nodes: list[str], metrics: list[str]) -> Texts:
    """One column of `items` as units by items; a pair that is missing has no position."""
    cells = items.pivot(index="node", columns="metric", values=name)
    grid = cells.reindex(index=nodes, columns=metrics).astype(object)
    empty = np.nan if name == "position" else SHOWN
    return np.asarray(grid.where(grid.notna(), empty), dtype=object)


def cells(hover: Sequence[Sequence[str]], palette: Palette) -> dict[str, object]:
    """How the cells of a heat map look, and what each says to the pointer."""
    return {
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "texttemplate": "%{text}",
        "textfont": {"size": SMALL, "color": palette.ink},
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
        "hoverongaps": False,
    }


def framed(
    figure: go.Figure, nodes: Sequence[str], heads: Sequence[str], palette: Palette
) -> go.Figure:
    """Names at the left, heads as they are printed on top, and a height that grows with the rows.

    Beyond `FEW_ITEMS` the heads stand upright.
    """
    level = len(heads) <= FEW_ITEMS
    lines = max((head.count("<br>") + 1 for head in heads), default=1)
    longest = max(map(len, heads), default=1)
    top = 12 + (HEAD_LINE * lines if level else int(CHARACTER * longest))
    names = [words.safe_name(node, NAME) for node in nodes]
    left = 14 + int(CHARACTER * max(map(len, names), default=1))
    text = {"showgrid": False, "tickfont": {"size": SMALL, "color": palette.ink}}
    figure.update_layout(
        xaxis=axis(
            palette,
            side="top",
            range=[-0.5, len(heads) - 0.5],
            tickvals=list(range(len(heads))),
            ticktext=heads,
            tickangle=0 if level else -90,
            **text,
        ),
        yaxis=axis(
            palette,
            range=[len(nodes) - 0.5, -0.5],
            tickvals=list(range(len(nodes))),
            ticktext=names,
            ticklabelstandoff=4,
            **text,
        ),
    )
    return frame(figure, palette, top + ROW * len(nodes) + 8, left=left, right=4, top=top, bottom=8)
