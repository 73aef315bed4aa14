"""Units by items, each cell with its number, on a scale that never moves."""

import textwrap
from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.shapes import cut
from stool.charts.theme import PALETTES, SMALL, Mode, axis, frame
from stool.schema import SHOWN
from stool.text import figures as words

ROW, HEAD_LINE = 26, 15  # px
LOW, HIGH = 0.35, 0.95  # of the way up the scale; answers cluster here, and it is always the same
NAME, ITEM = 16, 24  # characters of an item that are printed
FEW_ITEMS = 4  # up to so many stand level over their column


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
    nodes, metrics = list(pd.unique(items["node"])), list(pd.unique(items["metric"]))
    labels = [metric_labels.get(metric, metric) for metric in metrics]
    wide = items.pivot(index="node", columns="metric", values=["position", "shown", "hidden"])
    cells = {
        name: wide[name].reindex(index=nodes, columns=metrics)
        for name in ("position", "shown", "hidden")
    }
    position = cells["position"].to_numpy(dtype=float)
    unknown = ~np.isfinite(position)
    printed = np.where(unknown, words.HIDDEN_MARK, cells["shown"].fillna("").to_numpy(dtype=object))
    reasons = cells["hidden"].fillna(SHOWN).to_numpy(dtype=object)
    hover = [
        [
            words.cell_hover(
                node,
                label,
                words.hidden_words(reasons[i, j], minimum) if unknown[i, j] else printed[i, j],
            )
            for j, label in enumerate(labels)
        ]
        for i, node in enumerate(nodes)
    ]
    common = {
        "x": list(range(len(metrics))),
        "y": list(range(len(nodes))),
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "texttemplate": "%{text}",
        "textfont": {"size": SMALL, "color": palette.ink},
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
        "hoverongaps": False,
    }
    figure = go.Figure(
        [
            go.Heatmap(
                z=position,
                text=np.where(unknown, "", printed),
                name="shown",
                zmin=LOW,
                zmax=HIGH,
                colorscale=[list(stop) for stop in palette.diverging],
                **common,
            ),
            go.Heatmap(
                z=np.where(unknown, 0.0, np.nan),
                text=np.where(unknown, printed, ""),
                name="hidden",
                zmin=0,
                zmax=1,
                colorscale=[[0, palette.hidden], [1, palette.hidden]],
                **common,
            ),
        ]
    )
    level = len(metrics) <= FEW_ITEMS
    heads = [_head(label, level) for label in labels]
    lines = max((head.count("<br>") + 1 for head in heads), default=1)
    longest = max((len(head) for head in heads), default=1)
    top = 10 + HEAD_LINE * lines if level else 14 + int(6.6 * longest)
    names = [cut(str(node), NAME) for node in nodes]
    figure.update_layout(
        xaxis=axis(
            palette,
            side="top",
            showgrid=False,
            range=[-0.5, len(metrics) - 0.5],
            tickvals=common["x"],
            ticktext=heads,
            tickangle=0 if level else -90,
            tickfont={"size": SMALL, "color": palette.ink},
        ),
        yaxis=axis(
            palette,
            showgrid=False,
            range=[len(nodes) - 0.5, -0.5],
            tickvals=common["y"],
            ticktext=names,
            tickfont={"size": SMALL, "color": palette.ink},
        ),
    )
    left = 14 + int(6.8 * max((len(name) for name in names), default=1))
    return frame(figure, palette, top + ROW * len(nodes) + 8, left=left, right=4, top=top, bottom=8)


def _head(label: str, level: bool) -> str:
    """Item over its column: wrapped where it stands level, cut where it stands on end."""
    if level:
        return "<br>".join(textwrap.wrap(label, 13)[:3])
    return cut(label, ITEM)
