"""A measure of the service over the quarters, and places or parts of it side by side."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from stool.charts.theme import PALETTES, SMALL, Mode, Palette, axis, frame, quarter_ticks
from stool.period import span
from stool.service import Kind
from stool.text import figures as names
from stool.text.service import words

HEIGHT, ROW, KEY = 190, 24, 30  # px
LEFT, RIGHT, TOP, BOTTOM = 48, 14, 8, 26  # px
NAME = 22  # characters of a place that are printed
NAMES = 150  # px
MOST = 12  # places drawn
MARK = 7  # px
TICKS = {"share": ".0%", "money": ",.0f", "count": ",~r"}

Places = NDArray[np.intp]


def measure_trend(
    table: pd.DataFrame, kind: Kind, scale: str = "", *, mode: Mode = "light"
) -> go.Figure:
    """Draw the headline of a measure by quarter with its 95 % interval.

    Parameters
    ----------
    table : DataFrame
        `stool.service.Measure.trend`; a quarter without a row leaves a gap.
    kind : str
        What it is counted in, one of `stool.service.Kind`.
    scale : str
        Key in `stool.schema.SCALES` of a mean.
    """
    palette = PALETTES[mode]
    quarters = span(table["quarter"])
    rows = table.set_index("quarter").reindex(quarters)
    x = np.arange(len(quarters))
    hover = [
        words.hover(names.short_quarter(quarter), row, kind, scale)
        for quarter, row in zip(quarters, rows.to_dict("records"), strict=True)
    ]
    chart = go.Figure([_band(x, rows, palette), _line(x, rows, hover, palette)])
    chart.update_layout(
        xaxis=axis(
            palette,
            range=[-0.4, max(len(quarters) - 0.6, 0.6)],
            showgrid=False,
            **quarter_ticks(quarters),
        ),
        yaxis=axis(palette, nticks=5, tickformat=TICKS.get(kind, "")),
    )
    return frame(chart, palette, HEIGHT, left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)


def measure_ranges(
    table: pd.DataFrame, kind: Kind, scale: str = "", *, mode: Mode = "light"
) -> go.Figure:
    """Draw figures with their intervals one below the other; filled where they stand out.

    Parameters
    ----------
    table : DataFrame
        ``name``, ``value``, ``low``, ``high``, ``n`` and, where some may stand out, ``is_clear``;
        the first `MOST` rows are drawn, in their order.
    kind, scale : str
        As of `measure_trend`.
    """
    palette = PALETTES[mode]
    rows = table.head(MOST).reset_index(drop=True)
    clear = rows.get("is_clear", pd.Series(True, index=rows.index)).astype(bool)
    hover = [words.hover(str(row["name"]), row, kind, scale) for row in rows.to_dict("records")]
    chart = go.Figure(
        go.Scatter(
            x=rows["value"],
            y=rows.index,
            name="places",
            mode="markers",
            marker={
                "size": MARK + 2,
                "color": [palette.ink if each else palette.card for each in clear],
                "line": {"width": 1.6, "color": palette.ink},
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (rows["high"] - rows["value"]).astype(float),
                "arrayminus": (rows["value"] - rows["low"]).astype(float),
                "color": palette.muted,
                "thickness": 1.4,
                "width": 0,
            },
            text=hover,
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
        )
    )
    chart.update_layout(
        xaxis=axis(palette, nticks=5, tickformat=TICKS.get(kind, "")),
        yaxis=axis(
            palette,
            range=[len(rows) - 0.4, -0.6],
            showgrid=False,
            tickvals=list(rows.index),
            ticktext=[names.safe_name(str(name), NAME) for name in rows["name"]],
            tickfont={"size": SMALL, "color": palette.ink},
        ),
    )
    height = ROW * max(len(rows), 1) + KEY + TOP
    return frame(chart, palette, height, left=NAMES, right=RIGHT, top=TOP, bottom=KEY)


def _band(x: Places, rows: pd.DataFrame, palette: Palette) -> go.Scatter:
    known = rows["low"].notna() & rows["high"].notna()
    high, low = (rows[name].where(known).to_numpy(dtype=float) for name in ("high", "low"))
    return go.Scatter(
        x=x,
        y=rows["value"],
        name="interval",
        mode="markers",
        marker={"size": 0.1, "color": palette.muted},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": high - rows["value"].to_numpy(dtype=float),
            "arrayminus": rows["value"].to_numpy(dtype=float) - low,
            "color": palette.grid,
            "thickness": 5,
            "width": 0,
        },
        hoverinfo="skip",
    )


def _line(x: Places, rows: pd.DataFrame, hover: list[str], palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=rows["value"],
        name="figure",
        mode="lines+markers",
        line={"color": palette.ink, "width": 1.8},
        marker={"size": MARK - 2, "color": palette.ink},
        connectgaps=False,
        text=hover,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
