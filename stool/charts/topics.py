"""A topic over the quarters: the share of texts that mention it."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.runs import chosen, gaps, intervals
from stool.charts.shapes import note
from stool.charts.theme import PALETTES, Mode, axis, frame, leg_marker, quarter_ticks
from stool.period import span
from stool.text import voice as words

HEIGHT = 280  # px
LEFT, OVER, BOTTOM = 50, 30, 42  # px; margins, the upper one for the name of the vertical axis
LEAST_TOP = 0.1  # share; a topic hardly anybody mentions is not blown up
HEADROOM = 1.15  # times the highest end of an interval


def topic_trend(
    history: pd.DataFrame, leg: str, *, quarter: str = "", mode: Mode = "light"
) -> go.Figure:
    """Draw the share of texts that mention a topic, by quarter with its 95 % interval.

    Parameters
    ----------
    history : DataFrame
        Rows of one topic, columns `stool.voice.counts.COUNT_COLUMNS`, oldest first. A quarter that
        is missing, or has too few mentions, leaves a gap and a hollow mark at the foot.
    leg : str
        Whose words they are.
    quarter : str, optional
        The selected one, drawn larger.
    """
    palette = PALETTES[mode]
    quarters = span(history["quarter"])
    rows = history.set_index("quarter").reindex(quarters)
    share, low, high = (rows[name].to_numpy(np.float64) for name in ("share", "low", "high"))
    missing = np.flatnonzero(np.isnan(share))
    said = [words.trend_hover(each, leg) for each in rows.reset_index().to_dict("records")]
    chart = go.Figure(intervals(low, high, palette.legs[leg]))
    chart.add_trace(
        go.Scatter(
            x=np.arange(len(rows)),
            y=share,
            name="share",
            mode="lines+markers",
            line={"color": palette.legs[leg], "width": 2.4},
            marker=leg_marker(leg, palette, 7),
            connectgaps=False,
            text=said,
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
        )
    )
    chart.add_trace(gaps(missing, 0.0, [said[place] for place in missing], palette))
    if quarter in quarters and not np.isnan(share[quarters.index(quarter)]):
        place = quarters.index(quarter)
        chart.add_trace(chosen(place, float(share[place]), leg, palette))
    top = max(LEAST_TOP, HEADROOM * np.max(high[~np.isnan(high)], initial=0))
    corner = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    chart.update_layout(
        xaxis=axis(
            palette, range=[-0.5, len(quarters) - 0.5], showgrid=False, **quarter_ticks(quarters)
        ),
        yaxis=axis(palette, range=[-0.03 * top, min(top, 1.03)], nticks=6, tickformat=".0%"),
        annotations=[
            note(
                words.TREND_AXIS,
                0,
                1,
                size=12,
                color=palette.muted,
                xshift=8 - LEFT,
                yshift=10,
                **corner,
            )
        ],
    )
    return frame(chart, palette, HEIGHT, left=LEFT, right=14, top=OVER, bottom=BOTTOM)
