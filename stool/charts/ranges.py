"""Correlations with their intervals, one below the other: units, and ways of computing a link."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.shapes import note
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, axis, axis_title, frame
from stool.text import figures as words
from stool.text import links
from stool.text.numbers import NONE

UNIT_ROW, VARIANT_ROW = 16, 24  # px
MOST_UNITS, ENDS = 40, 15  # all are drawn up to so many; beyond, so many at either end
NAME = 18  # characters of a unit that are printed
CHARACTER = 6.4  # px, of small text
KEY = 44  # px over the rows
TICKS = [-1, -0.5, 0, 0.5, 1]


def forest(units: pd.DataFrame, pooled: links.Pooled, *, mode: Mode = "light") -> go.Figure:
    """Draw r of every unit with its interval, largest first, under that of all units together.

    Parameters
    ----------
    units : DataFrame, one row a unit
        ``unit``, ``r``, ``low``, ``high`` and ``n_quarters``, all at one lag, in any order. A unit
        whose r is NaN is left out; of more than 40 the 15 largest and the 15 smallest are drawn.
    pooled : tuple of float
        r of all units together with the ends of its interval: the diamond and the dashed line.
    """
    palette = PALETTES[mode]
    rows = units[units["r"].notna()].sort_values(["r", "unit"], ascending=[False, True])
    rows = rows.assign(place=np.arange(1, len(rows) + 1))
    between = len(rows) - 2 * ENDS if len(rows) > MOST_UNITS else 0
    if between:
        last = rows.tail(ENDS).assign(place=np.arange(ENDS + 2, 2 * ENDS + 2))
        rows = pd.concat([rows.head(ENDS), last])
    hover = [links.forest_hover(str(row["unit"]), row) for row in rows.to_dict("records")]
    together = pd.DataFrame([(*pooled, 0)], columns=["r", "low", "high", "place"])
    figure = go.Figure(
        [
            _points(rows, hover, palette.muted, name="units", symbol="circle", size=6),
            _points(
                together,
                [links.pooled_hover(pooled)],
                palette.ink,
                name="pooled",
                symbol="diamond",
                size=12,
            ),
        ]
    )
    if between:
        text = links.between_row(between)
        gap = note(text, 0.5, ENDS + 1, size=SMALL, color=palette.muted, xref="paper")
        figure.add_annotation({**gap, "bgcolor": palette.card})
    names = {0: f"<b>{links.ALL_TOGETHER}</b>"} | {
        int(place): words.safe_name(str(unit), NAME)
        for place, unit in zip(rows["place"], rows["unit"], strict=True)
    }
    return _framed(figure, names, pooled[0], links.FOREST_KEY, palette, row=UNIT_ROW)


def sensitivity(table: pd.DataFrame, *, mode: Mode = "light") -> go.Figure:
    """Draw r at the published lag under every other way of computing it.

    Parameters
    ----------
    table : DataFrame, one row a way
        ``variant`` (a key of `stool.text.links.VARIANT`), ``best_lag``, ``r``, ``low``, ``high``
        and ``p``, in the order drawn; the first is the published one. Filled where p is under
        0.05, grey where there is no p and between units, which is no test of a lead; a row whose r
        is NaN keeps its place and is empty.
    """
    palette = PALETTES[mode]
    rows = table.assign(place=np.arange(len(table)))
    tested = (rows["variant"] != links.BETWEEN_UNITS) & rows["p"].notna()
    figure = go.Figure()
    for name, drawn, color in (
        ("tested", rows[tested], palette.ink),
        ("untested", rows[~tested], palette.muted),
    ):
        figure.add_trace(
            _points(
                drawn,
                [links.variant_hover(row, str(row["variant"])) for row in drawn.to_dict("records")],
                color,
                name=name,
                symbol="circle",
                size=10,
                fill=[color if p < links.ALPHA else palette.card for p in drawn["p"]],
            )
        )
    figure.add_annotation(
        {**_side(links.BEST_LAG, 1, palette), "yref": "paper", "yanchor": "bottom", "yshift": 8}
    )
    for lag, place in zip(rows["best_lag"], rows["place"], strict=True):
        figure.add_annotation(_side(links.best_lag(lag) or NONE, place, palette))
    names = {place: links.variant(str(key)) for place, key in enumerate(rows["variant"])}
    if names:
        names[0] = f"<b>{names[0]}</b>"
    published = float(rows["r"].iloc[0]) if names else np.nan
    return _framed(
        figure, names, published, links.SENSITIVITY_KEY, palette, row=VARIANT_ROW, right=40
    )


def _side(text: str, y: float, palette: Palette) -> dict[str, object]:
    """Words in the column right of the plot."""
    return note(
        text, 1, y, size=SMALL, color=palette.muted, xref="paper", xanchor="center", xshift=20
    )


def corner_key(
    text: str, palette: Palette, left: int, *, y: float = 1, yshift: int = 8
) -> dict[str, object]:
    """Words over a plot that say what is drawn, from the edge of the figure on.

    Parameters
    ----------
    text : str
    palette : Palette
    left : int
        Left margin of the figure in px.
    y : float
        Of the height of the plot.
    yshift : int
        Px above `y`.
    """
    return note(
        text,
        0,
        y,
        size=SMALL,
        color=palette.muted,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        xshift=8 - left,
        yshift=yshift,
        align="left",
    )


def _points(
    rows: pd.DataFrame,
    hover: list[str],
    color: str,
    *,
    name: str,
    symbol: str,
    size: int,
    fill: Sequence[str] | None = None,
) -> go.Scatter:
    """A mark at each r with its interval, cut at -1 and 1; `fill` makes rings of `color`."""
    r, low, high = (rows[end].astype(float).clip(-1, 1) for end in ("r", "low", "high"))
    return go.Scatter(
        x=r,
        y=rows["place"],
        name=name,
        mode="markers",
        marker={
            "symbol": symbol,
            "size": size,
            "color": color if fill is None else fill,
            "line": {"width": 0 if fill is None else 2, "color": color},
            "opacity": 1,
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": high - r,
            "arrayminus": r - low,
            "color": color,
            "thickness": 1.4,
            "width": 3,
        },
        text=hover,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _framed(
    figure: go.Figure,
    names: Mapping[int, str],
    reference: float,
    key: str,
    palette: Palette,
    *,
    row: int,
    right: int = 12,
) -> go.Figure:
    """Names at the left, lines at zero and at the reference, a height that grows with the rows."""
    last = max(names, default=0)
    longest = max(
        (len(name.removeprefix("<b>").removesuffix("</b>")) for name in names.values()), default=1
    )
    left = 14 + int(CHARACTER * longest)
    figure.add_annotation(corner_key(key, palette, left))
    figure.update_layout(
        shapes=[
            {"type": "line", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1}
            | {"layer": layer, "line": {"width": 1.2, **line}}
            for x, layer, line in (
                (0.0, "above", {"color": palette.muted}),
                (reference, "between", {"color": palette.ink, "dash": "4px,3px"}),
            )
            if np.isfinite(x)
        ],
        xaxis=axis(
            palette, range=[-1.03, 1.03], tickvals=TICKS, title=axis_title(words.R_AXIS, palette)
        ),
        yaxis=axis(
            palette,
            range=[last + 0.7, -0.7],
            showgrid=False,
            tickvals=list(names),
            ticktext=list(names.values()),
            ticklabelstandoff=4,
            tickfont={"size": SMALL, "color": palette.ink},
        ),
    )
    height = KEY + int(row * (last + 1.4)) + 46
    return frame(figure, palette, height, left=left, right=right, top=KEY, bottom=46)
