"""Colours, type and the frame every figure shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import plotly.graph_objects as go

from stool.schema import CSAT, ESAT, PROFIT
from stool.text.figures import short_quarter

Mode = Literal["light", "dark"]

FONT: Final = "Inter, sans-serif"
TEXT: Final = 13  # px
SMALL: Final = 11  # px; nothing is smaller
MOST_QUARTERS: Final = 7  # named under an axis
MARKERS: Final = {ESAT: "circle", CSAT: "square", PROFIT: "triangle-up"}
GLYPHS: Final = {ESAT: "●", CSAT: "■", PROFIT: "▲"}


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one mode.

    Attributes
    ----------
    ink, muted : str
        Text; secondary text and thin lines.
    grid, band : str
        Grid lines; quiet areas such as a noise band.
    card, background : str
        What figures lie on, and the page behind it.
    legs : Mapping of leg to str
        Colour of marks, never of text.
    wood, wood_light, wood_side, wood_edge, on_wood : str
        Seat: its top, the sheen on it, its rim and underside, its outline, and lines on it.
    edge : str
        Where the seat might lie: ink that lets through what is under it.
    floor, shadow : str
        Ground the stool stands on, and what it throws there.
    vial, vial_still, vial_edge, vial_mark, bubble : str
        Spirit level: liquid, liquid inside the noise ring, rim, reference circles, bubble.
    hidden : str
        Cell whose figure may not be shown.
    diverging : tuple of (float, str)
        Blue-orange scale, worst (orange) to best (blue); ink is legible on all of it.
    """

    ink: str
    muted: str
    grid: str
    band: str
    card: str
    background: str
    legs: Mapping[str, str]
    wood: str
    wood_light: str
    wood_side: str
    wood_edge: str
    on_wood: str
    edge: str
    floor: str
    shadow: str
    vial: str
    vial_still: str
    vial_edge: str
    vial_mark: str
    bubble: str
    hidden: str
    diverging: tuple[tuple[float, str], ...]


PALETTES: Final[Mapping[Mode, Palette]] = {
    "light": Palette(
        ink="#1F2430",
        muted="#5B6472",
        grid="#E3E6EB",
        band="#ECEFF3",
        card="#FFFFFF",
        background="#F6F7F9",
        legs={ESAT: "#0072B2", CSAT: "#D55E00", PROFIT: "#009E73"},
        wood="#DCB583",
        wood_light="#E6C598",
        wood_side="#B88B5A",
        wood_edge="#7A5730",
        on_wood="#C99F69",
        edge="rgba(31,36,48,0.6)",
        floor="#ECEFF3",
        shadow="#DDE2E9",
        vial="#E7F3E0",
        vial_still="#CFE4C3",
        vial_edge="#8FAA7E",
        vial_mark="#B3C7A6",
        bubble="#FFFFFF",
        hidden="#E3E6EB",
        diverging=(
            (0.0, "#F2A35E"),
            (0.25, "#F8CFA6"),
            (0.5, "#F4F3F0"),
            (0.75, "#B4D3EA"),
            (1.0, "#6FAEDB"),
        ),
    ),
    "dark": Palette(
        ink="#E8ECF2",
        muted="#A5AFBD",
        grid="#323B48",
        band="#29313D",
        card="#1B212B",
        background="#11151C",
        legs={ESAT: "#56B4E9", CSAT: "#F58B45", PROFIT: "#2BC498"},
        wood="#B98F5F",
        wood_light="#C89E6D",
        wood_side="#84623A",
        wood_edge="#54391B",
        on_wood="#A47A4C",
        edge="rgba(232,236,242,0.7)",
        floor="#262E39",
        shadow="#1F262F",
        vial="#24382C",
        vial_still="#35523F",
        vial_edge="#7FA287",
        vial_mark="#4C6A55",
        bubble="#F4F8F1",
        hidden="#323B48",
        diverging=(
            (0.0, "#9A5114"),
            (0.25, "#6B4526"),
            (0.5, "#3A414B"),
            (0.75, "#2C5273"),
            (1.0, "#1F6BA5"),
        ),
    ),
}  # fmt: skip


def frame(
    figure: go.Figure,
    palette: Palette,
    height: int,
    *,
    left: int = 6,
    right: int = 6,
    top: int = 6,
    bottom: int = 6,
) -> go.Figure:
    """Give a figure the shared look: no background, own type and margins, nothing to drag.

    Parameters
    ----------
    figure : Figure
        Changed in place and returned.
    palette : Palette
    height : int
        In px; the width is the container's.
    left, right, top, bottom : int
        Margins in px.
    """
    figure.update_layout(
        template=go.layout.Template(),
        height=height,
        autosize=True,
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": TEXT, "color": palette.ink},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": palette.card,
            "bordercolor": palette.muted,
            "font": {"family": FONT, "size": 12, "color": palette.ink},
            "align": "left",
        },
    )
    return figure


def axis(palette: Palette, **options: object) -> dict[str, object]:
    """Settings of a quiet axis: thin grid, muted ticks, fixed range; `options` override."""
    return {
        "fixedrange": True,
        "showgrid": True,
        "gridcolor": palette.grid,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": {"size": SMALL, "color": palette.muted},
        "automargin": False,
        **options,
    }


def quarter_ticks(quarters: Sequence[str]) -> dict[str, object]:
    """Ticks for quarters drawn at 0, 1, 2, ...: the last one and as many as fit a phone."""
    every = max(1, -(-len(quarters) // MOST_QUARTERS))
    places = list(range(len(quarters)))[::-1][::every][::-1]
    names = [short_quarter(quarters[place]).replace(" ", "<br>") for place in places]
    return {"tickvals": places, "ticktext": names}


def axis_title(text: str, palette: Palette) -> dict[str, object]:
    """Title of an axis, for `axis(palette, title=...)`."""
    return {"text": text, "standoff": 8, "font": {"size": 12, "color": palette.muted}}


def leg_marker(leg: str, palette: Palette, size: float) -> dict[str, object]:
    """Marker of a leg; the triangle is drawn larger, since it fills less of its square."""
    scale = 1.2 if leg == PROFIT else 1.0
    return {
        "symbol": MARKERS[leg],
        "size": round(size * scale, 1),
        "color": palette.legs[leg],
        "opacity": 1,
    }


def leg_key(
    title: str, legs: Mapping[str, str], palette: Palette, *, over: int = 0
) -> dict[str, object]:
    """Annotation over the plot, and over `over` px of marks, that explains the leg marks.

    Coloured shapes, words in ink.
    """
    parts = (
        f'<span style="color:{palette.legs[leg]}">{GLYPHS[leg]}</span> {name}'
        for leg, name in legs.items()
    )
    return {
        "text": f"{title} {'   '.join(parts)}",
        "showarrow": False,
        "font": {"size": SMALL, "color": palette.ink},
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 8 + over,
    }
