"""The loop: which leg follows which, after how long, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from stool.charts.shapes import Floats, canvas, circle, marks, note, polygon
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, leg_marker
from stool.lag.evidence import Evidence
from stool.lag.result import LagResult
from stool.schema import CSAT, ESAT, LEGS, LINKS, PROFIT
from stool.text import figures as words
from stool.text.labels import LEG_SHORT

HEIGHT = 230  # px
NODE = 31.0  # radius, in units that are px on a phone
CENTRES = {
    PROFIT: np.array([0.0, 80.0]),
    ESAT: np.array([-118.0, -40.0]),
    CSAT: np.array([118.0, -40.0]),
}
VIEW_X, VIEW_Y = (-160.0, 160.0), (-75.0, 116.0)
GAP = 5.0  # between a node and an arrow
HEAD = 13.0  # length of an arrow head
LABELS = {  # where the words of a link stand, and how they are set
    (ESAT, CSAT): (0.0, -34.0, "center", "bottom"),
    (CSAT, PROFIT): (158.0, 116.0, "right", "top"),
    (PROFIT, ESAT): (-158.0, 116.0, "left", "top"),
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """How an arrow is drawn."""

    width: float
    dash: str
    strong: bool  # ink instead of muted


STROKES = {
    Evidence.TOO_SHORT: Stroke(2, "dot", False),
    Evidence.UNDERPOWERED: Stroke(2, "dot", False),
    Evidence.NOT_ESTABLISHED: Stroke(2.5, "dash", False),
    Evidence.SUGGESTIVE: Stroke(3, "solid", True),
    Evidence.ESTABLISHED: Stroke(6, "solid", True),
    Evidence.REPLICATED: Stroke(6, "solid", True),
}


def loop(links: Mapping[tuple[str, str], LagResult], *, mode: Mode = "light") -> go.Figure:
    """Draw the three links declared in advance; one that is missing has not enough data.

    Parameters
    ----------
    links : Mapping of (leader, follower) to LagResult
        As of `stool.lag`, keyed by legs.
    """
    palette = PALETTES[mode]
    figure = go.Figure()
    notes = []
    for pair in LINKS:
        result = links.get(pair)
        figure.add_traces(_arrow(pair, result, palette))
        notes.append(_label(pair, result, palette))
    for leg in LEGS:
        figure.add_traces(_node(leg, palette))
        x, y = CENTRES[leg]
        name = f"<b>{LEG_SHORT[leg]}</b>"
        notes.append(note(name, x, y - 12, size=12, color=palette.ink))
    figure.update_layout(annotations=notes)
    return canvas(figure, palette, HEIGHT, x=VIEW_X, y=VIEW_Y)


def _arrow(pair: tuple[str, str], result: LagResult | None, palette: Palette) -> list[go.Scatter]:
    stroke = STROKES[Evidence.TOO_SHORT if result is None else result.evidence]
    color = palette.ink if stroke.strong else palette.muted
    start, end = (CENTRES[leg] for leg in pair)
    along = (end - start) / np.hypot(*(end - start))
    across = np.array([-along[1], along[0]])
    tip = end - along * (NODE + GAP)
    neck = tip - along * HEAD
    half = 5.0 + stroke.width / 2
    head = np.array([tip, neck + across * half, neck - across * half, tip])
    shaft = np.array([start + along * (NODE + GAP), neck + along])
    name = " to ".join(pair)
    return [
        polygon(f"link {name}", shaft, line=color, width=stroke.width, dash=stroke.dash),
        polygon(f"head {name}", head, fill=color),
    ]


def _node(leg: str, palette: Palette) -> list[go.Scatter]:
    centre: Floats = CENTRES[leg]
    return [
        polygon(
            f"node {leg}",
            circle(centre[0], centre[1], NODE),
            fill=palette.card,
            line=palette.legs[leg],
            width=3,
        ),
        marks(
            f"mark {leg}",
            centre[None] + [0, 8],
            **leg_marker(leg, palette, 13),
        ),
    ]


def _label(pair: tuple[str, str], result: LagResult | None, palette: Palette) -> dict[str, object]:
    x, y, xanchor, yanchor = LABELS[pair]
    lag, word = words.quarters_later(result), words.evidence_word(result)
    one_line = xanchor == "center"
    lines = [f"<b>{lag}</b>", word] if lag else [f"<b>{word}</b>"]
    if result is not None and result.evidence >= Evidence.SUGGESTIVE:
        slope = [words.slope_words(result), words.slope_interval(result)]
        lines += [" ".join(slope)] if one_line else slope
    rest = "".join(
        f'<br><span style="font-size:{SMALL}px;color:{palette.muted}">{line}</span>'
        for line in lines[1:]
    )
    return note(
        lines[0] + rest,
        x,
        y,
        size=12,
        color=palette.ink,
        xanchor=xanchor,
        yanchor=yanchor,
        align=xanchor,
    )
