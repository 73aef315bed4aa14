"""A leg over the quarters, with its interval."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.catalogue import say
from stool.charts.events import marks_over
from stool.charts.runs import chosen, gaps, intervals
from stool.charts.shapes import note
from stool.charts.theme import PALETTES, Mode, Palette, axis, frame, leg_marker, quarter_ticks
from stool.measure.score import AT_TARGET
from stool.period import span
from stool.schema import PROFIT
from stool.text import figures as words
from stool.text import pictures
from stool.text.numbers import number

Figure = Literal["score", "raw"]

HEIGHT = 300  # px
BOUNDS = {"score": ("low", "high"), "raw": ("raw_low", "raw_high")}
LEFT, OVER, BOTTOM = 50, 30, 42  # px; margins, the left one for the names of the levels
TOP = 110.0  # highest score


def trend(
    history: pd.DataFrame,
    *,
    figure: Figure = "score",
    quarter: str | None = None,
    minimum: int = words.MINIMUM,
    events: pd.DataFrame | None = None,
    breaks: Sequence[str] = (),
    mode: Mode = "light",
) -> go.Figure:
    """Draw score, or raw figure, by quarter with its 95 % interval.

    Parameters
    ----------
    history : DataFrame
        Rows of one leg and node, columns `stool.measure.legs.LEG_COLUMNS`, oldest first. A quarter
        that is missing or hidden leaves a gap and a hollow mark at the foot.
    figure : {"score", "raw"}
        The score on its fixed scale 0 to 110, or the raw figure on its own axis.
    quarter : str, optional
        The selected one, drawn larger; the last quarter shown where it is not given.
    minimum : int
        Fewest answers shown, for the words of a hidden quarter.
    events : DataFrame, optional
        ``quarter`` and ``label``; drawn as thin marks with numbered badges, named in
        `stool.text.pictures.caption_trend`.
    breaks : sequence of str
        Quarters in which wording or scale changed: line and interval are interrupted before them.
    """
    palette = PALETTES[mode]
    quarters = span(history["quarter"])
    rows = history.set_index("quarter").reindex(quarters)
    leg = str(history["leg"].iloc[0]) if len(history) else PROFIT
    metric = str(history["metric"].iloc[0]) if len(history) else ""
    values = rows[figure].astype(float)
    bottom, top = _range(rows, figure)
    foot = 0.0 if figure == "score" else bottom + 0.04 * (top - bottom)
    cuts = [quarters.index(each) for each in pictures.known_breaks(breaks, quarters)]
    low, high = (rows[name].to_numpy(dtype=float) for name in BOUNDS[figure])
    chart = go.Figure(intervals(low, high, palette.legs[leg], cuts=cuts))
    if figure == "score":
        chart.add_traces(_levels(len(quarters), palette))
    chart.add_trace(_line(rows, figure, cuts, leg=leg, metric=metric, palette=palette))
    chart.add_trace(_gaps(rows, values, foot, minimum, palette))
    shown = np.flatnonzero(values.notna()).tolist()
    place = quarters.index(quarter) if quarter in quarters else max(shown, default=-1)
    if place in shown:
        chart.add_trace(chosen(place, float(values.iloc[place]), leg, palette))
    over = marks_over(quarters, events, breaks, plot=HEIGHT - OVER - BOTTOM, palette=palette)
    chart.update_layout(
        xaxis=axis(
            palette,
            range=[-0.5, max(len(quarters) - 0.5, 0.5)],
            showgrid=False,
            **quarter_ticks(quarters),
        ),
        yaxis=axis(palette, range=[bottom, top], nticks=6, **_ticks(figure)),
        shapes=over.shapes,
        annotations=[_title(leg, metric, figure, over.height, palette), *over.notes],
    )
    height, top_margin = HEIGHT + over.height, OVER + over.height
    return frame(chart, palette, height, left=LEFT, right=14, top=top_margin, bottom=BOTTOM)


def _range(rows: pd.DataFrame, figure: Figure) -> tuple[float, float]:
    if figure == "score":
        return -4.0, TOP
    drawn = rows[["raw", *BOUNDS["raw"]]].to_numpy(dtype=float)
    drawn = drawn[np.isfinite(drawn)]
    if not drawn.size:
        return 0.0, 1.0
    low, high = float(drawn.min()), float(drawn.max())
    pad = 0.15 * (high - low) or 0.1 * abs(high) or 1.0
    return low - pad, high + pad


def _ticks(figure: Figure) -> dict[str, object]:
    if figure == "raw":
        return {}
    return {"tickvals": list(words.SCORE_TICKS), "ticktext": list(words.SCORE_TICKS.values())}


def _levels(quarters: int, palette: Palette) -> list[go.Scatter]:
    ends = [-0.5, quarters - 0.5]
    styles = (("target", AT_TARGET, "5px,4px", 1.3), ("floor", 0.0, "solid", 1))
    return [
        go.Scatter(
            x=ends,
            y=[level, level],
            name=name,
            mode="lines",
            line={"color": palette.muted, "width": width, "dash": dash},
            hoverinfo="skip",
        )
        for name, level, dash, width in styles
    ]


def _line(
    rows: pd.DataFrame,
    figure: Figure,
    cuts: Sequence[int],
    *,
    leg: str,
    metric: str,
    palette: Palette,
) -> go.Scatter:
    """The figures, with a hole between two quarters where the line is cut."""
    color = palette.legs[leg]
    text = []
    for quarter, row in rows.iterrows():
        value, low, high = (float(row[name]) for name in (figure, *BOUNDS[figure]))
        show = number if figure == "score" else lambda shown: words.raw_number(metric, shown)
        bounds = (
            ""
            if show(low) == show(high)
            else say("{low} to {high}", low=show(low), high=show(high))
        )
        text.append(words.point_hover(str(quarter), show(value), bounds))
    return go.Scatter(
        x=np.insert(np.arange(len(rows), dtype=float), cuts, np.array(cuts) - 0.5),
        y=np.insert(rows[figure].to_numpy(dtype=float), cuts, np.nan),
        name=figure,
        mode="lines+markers",
        line={"color": color, "width": 2.4},
        marker=leg_marker(leg, palette, 7),
        connectgaps=False,
        text=np.insert(np.array(text, dtype=object), cuts, ""),
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _gaps(
    rows: pd.DataFrame, values: pd.Series, foot: float, minimum: int, palette: Palette
) -> go.Scatter:
    missing = values.isna().to_numpy()
    reasons = rows["hidden"].where(rows["hidden"].notna(), "")[missing]
    text = [
        words.point_hover(str(quarter), words.hidden_words(reason, minimum), "")
        for quarter, reason in reasons.items()
    ]
    return gaps(np.flatnonzero(missing), foot, text, palette)


def _title(leg: str, metric: str, figure: Figure, over: int, palette: Palette) -> dict[str, object]:
    """Name of the vertical axis, level over it and `over` px of marks."""
    text = words.history_axis(leg, metric, figure)
    corner = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return note(
        text, 0, 1, size=12, color=palette.muted, xshift=8 - LEFT, yshift=10 + over, **corner
    )
