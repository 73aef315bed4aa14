"""Marks over a figure by quarter: what happened then, and where the question changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stool.charts.shapes import Floats, note
from stool.charts.theme import SMALL, Palette
from stool.text import pictures

ROW = 20  # px of one row of marks over the plot
NARROW = 276  # px of the plot on a phone; marks that touch there get rows of their own
CHARACTER = 6.4  # px, of small text
PAD = 10  # px, of a badge and the room beside it


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks over a plot, for `stool.charts.theme.frame`.

    Attributes
    ----------
    shapes, notes : list of dict
        For the layout.
    height : int
        Px over the plot that they need.
    """

    shapes: list[dict[str, object]]
    notes: list[dict[str, object]]
    height: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """Words over a thin vertical line."""

    place: float  # quarters from the first one drawn
    text: str
    hover: str
    dash: str
    boxed: bool


def marks_over(
    quarters: Sequence[str],
    events: pd.DataFrame | None,
    breaks: Sequence[str],
    *,
    plot: int,
    palette: Palette,
) -> Marks:
    """Marks of events, numbered as `stool.text.pictures.numbered` does, and of breaks.

    Parameters
    ----------
    quarters : sequence of str
        Drawn at 0, 1, 2, ...; an event outside is not drawn.
    events : DataFrame, optional
        ``quarter`` and ``label``.
    breaks : sequence of str
        First quarters of another wording or scale; the mark lies before them.
    plot : int
        Height of the plot in px.
    palette : Palette
    """
    marks = _events(quarters, events) + _breaks(quarters, breaks)
    marks.sort(key=lambda mark: mark.place)
    wide = NARROW / max(len(quarters), 1)
    ends: list[float] = []  # of the last mark of each row, in px
    notes, shapes = [], []
    for mark in marks:
        width = CHARACTER * len(mark.text) + PAD
        centre = (mark.place + 0.5) * wide
        start = min(max(centre - width / 2, 0), max(NARROW - width, 0))
        row = next((row for row, end in enumerate(ends) if end <= start), len(ends))
        ends[row : row + 1] = [start + width]
        notes.append(_words(mark, row, start - (centre - width / 2), palette))
        line = {"color": palette.muted, "width": 1.2, "dash": mark.dash}
        ends_at = {"x0": mark.place, "x1": mark.place, "y0": 0, "y1": 1 + ROW * row / plot}
        shapes.append({"type": "line", "yref": "paper", "layer": "below", **ends_at, "line": line})
    return Marks(shapes, notes, ROW * len(ends))


def interrupted(
    places: Sequence[float], values: pd.Series, eras: pd.Series
) -> tuple[Floats, Floats, list[int]]:
    """A line that stops wherever wording or scale changed.

    Parameters
    ----------
    places : sequence of float
    values, eras : Series of float
        As long as the places; the era is NaN where there is no figure.

    Returns
    -------
    tuple of array, array, list of int
        Places and values, NaN where the line stops, and the indices these were put in at.
    """
    cuts = np.flatnonzero(eras.astype(float).ffill().diff() > 0).tolist()
    x = np.asarray(places, dtype=np.float64)
    return np.insert(x, cuts, x[cuts] - 0.5), np.insert(values.to_numpy(float), cuts, np.nan), cuts


def _events(quarters: Sequence[str], events: pd.DataFrame | None) -> list[_Mark]:
    found = pictures.numbered(events, quarters)
    return [
        _Mark(
            place=list(quarters).index(str(quarter)),
            text=pictures.badge(rows["number"].tolist()),
            hover=pictures.event_hover(rows),
            dash="1px,3px",
            boxed=True,
        )
        for quarter, rows in found.groupby("quarter", sort=False)
    ]


def _breaks(quarters: Sequence[str], breaks: Sequence[str]) -> list[_Mark]:
    return [
        _Mark(
            place=list(quarters).index(quarter) - 0.5,
            text=pictures.BREAK_MARK,
            hover=pictures.break_hover(quarter),
            dash="7px,3px",
            boxed=False,
        )
        for quarter in pictures.known_breaks(breaks, quarters)
    ]


def _words(mark: _Mark, row: int, aside: float, palette: Palette) -> dict[str, object]:
    """Badge or words in a row over the plot, moved aside where they would leave it."""
    box = {"bordercolor": palette.muted, "borderwidth": 1, "borderpad": 2}
    return note(
        mark.text,
        mark.place,
        1,
        size=SMALL,
        color=palette.ink if mark.boxed else palette.muted,
        yref="paper",
        yanchor="middle",
        xshift=round(aside, 1),
        yshift=ROW * (row + 0.5),
        hovertext=mark.hover,
        bgcolor=palette.card,
        **(box if mark.boxed else {}),
    )
