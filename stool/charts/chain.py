"""Teams that serve teams: who says what of whom, and the chain that ends at the customer."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from stool.charts.heat import HIGH, LOW, NAME, cells, framed
from stool.charts.shapes import Floats, note, polygon
from stool.charts.theme import PALETTES, SMALL, Mode, Palette, frame
from stool.schema import SCALES
from stool.text import figures as names
from stool.text.measured import bare
from stool.text.service import chain as words

STEP, GAP = 1.0, 1.0  # between steps of the chain and between teams of a step
LANE = 72  # px, of a team of the chain
WEAK, USUAL = 5.0, 1.8  # px, of a link
ALONG = 0.5  # of the way from supplier to customer, where a rating stands


def team_matrix(details: pd.DataFrame, scale: str, *, mode: Mode = "light") -> go.Figure:
    """Draw what every customer team says of every supplier; blank where none serves the other.

    Parameters
    ----------
    details : DataFrame
        Columns `stool.service.edges.EDGE_COLUMNS`.
    scale : str
        Key in `stool.schema.SCALES` of the ratings.
    """
    palette = PALETTES[mode]
    suppliers = sorted(details["supplier"].unique())
    customers = sorted(details["customer"].unique(), key=lambda name: (name not in suppliers, name))
    ends = SCALES[scale]
    low, high = ends.low or 0.0, ends.high or 1.0
    shape = (len(customers), len(suppliers))
    position = np.full(shape, np.nan)
    printed, hover = np.full(shape, "", dtype=object), np.full(shape, "", dtype=object)
    for row in details.to_dict("records"):
        cell = customers.index(row["customer"]), suppliers.index(row["supplier"])
        position[cell] = (row["value"] - low) / (high - low)
        printed[cell] = f"{bare(row['value'], 'mean')}{words.arrow(row)}"
        hover[cell] = words.link_hover(row, scale)
    figure = go.Figure(
        go.Heatmap(
            z=position,
            text=printed,
            name="ratings",
            zmin=LOW,
            zmax=HIGH,
            colorscale=[list(stop) for stop in palette.diverging],
            **cells(hover.tolist(), palette),
        )
    )
    heads = [names.safe_name(str(name), NAME) for name in suppliers]
    return framed(figure, customers, heads, palette)


def service_chain(
    details: pd.DataFrame, scale: str, end: str, *, mode: Mode = "light"
) -> go.Figure:
    """Draw the chain from left to right, the customer's side last; the weakest link is thick.

    Parameters
    ----------
    details : DataFrame
        Columns `stool.service.edges.LINK_COLUMNS`.
    scale : str
        Key in `stool.schema.SCALES` of the ratings.
    end : str
        Words under the node that the chain ends in.
    """
    palette = PALETTES[mode]
    places = _places(details)
    figure, notes = go.Figure(), []
    order = details.sort_values("is_weakest").to_dict("records")
    for row in order:
        start, stop = places[row["supplier"]], places[row["customer"]]
        weak = bool(row["is_weakest"])
        figure.add_trace(
            polygon(
                f"{row['supplier']} to {row['customer']}",
                np.array([start, stop]),
                line=palette.ink if weak else palette.muted,
                width=WEAK if weak else USUAL,
            )
        )
        x, y = start + ALONG * (stop - start)
        value = bare(row["value"], "mean")
        text = f"<b>{value}</b>" if weak else value
        color = palette.ink if weak else palette.muted
        notes.append(note(text, x, y, size=SMALL, color=color, bgcolor=palette.card))
    figure.add_traces([_ratings(order, places, scale), _teams(places, palette)])
    last = max(places, key=lambda name: places[name][0])
    for name, (x, y) in places.items():
        lines = names.safe_name(str(name), NAME).split(" ") + ([end] if name == last else [])
        label = "<br>".join(line for line in lines if line)
        notes.append(note(label, x, y, size=SMALL, color=palette.ink, yshift=-9, yanchor="top"))
    figure.update_layout(
        annotations=notes,
        xaxis={"visible": False, "fixedrange": True, **_span(places, 0, 0.5)},
        yaxis={"visible": False, "fixedrange": True, **_span(places, 1, 0.7)},
    )
    lanes = 1 + max(abs(y) for _, y in places.values()) * 2 / GAP
    return frame(figure, palette, int(LANE * max(lanes, 2)))


def _places(details: pd.DataFrame) -> dict[str, Floats]:
    """Where each team stands: by steps to the customer, those of a step one below the other."""
    sides = (("supplier", "before"), ("customer", "after"))
    steps = {str(row[name]): int(row[step]) for row in details.to_dict("records")
             for name, step in sides}  # fmt: skip
    found = {}
    for step in sorted(set(steps.values())):
        teams = sorted(name for name in steps if steps[name] == step)
        for place, name in enumerate(teams):
            lane = (len(teams) - 1) / 2 - place
            found[name] = np.array([-STEP * step, GAP * lane])
    return found


def _ratings(order: list[dict[Hashable, Any]], places: dict[str, Floats], scale: str) -> go.Scatter:
    """Unseen marks on the links that say all of a rating to the pointer."""
    at = np.array(
        [
            places[row["supplier"]] + ALONG * (places[row["customer"]] - places[row["supplier"]])
            for row in order
        ]
    )
    return go.Scatter(
        x=at[:, 0],
        y=at[:, 1],
        name="ratings",
        mode="markers",
        marker={"size": 22, "opacity": 0},
        text=[words.link_hover(row, scale) for row in order],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _teams(places: dict[str, Floats], palette: Palette) -> go.Scatter:
    points = np.array(list(places.values()))
    return go.Scatter(
        x=points[:, 0],
        y=points[:, 1],
        name="teams",
        mode="markers",
        marker={"size": 13, "color": palette.card, "line": {"color": palette.ink, "width": 1.8}},
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=False,
    )


def _span(places: dict[str, Floats], axis_: int, room: float) -> dict[str, list[float]]:
    values = [float(point[axis_]) for point in places.values()]
    return {"range": [min(values) - room, max(values) + room]}
