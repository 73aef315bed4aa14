"""What follows a rise: every horizon with its interval, and the sum below it."""

import numpy as np
import pandas as pd
import pytest

from stool import charts
from stool.lag.projection import RESPONSE_COLUMNS, ImpulseResponse
from stool.schema import CSAT, ESAT
from tests.charts.test_history import trace

RESPONSE = [0.1, 0.3, -0.05]


def projection(values: list[float] = RESPONSE, **fields: object) -> ImpulseResponse:
    """Response of CSAT to ESAT at horizons 0, 1, 2, ..."""
    each = np.array(values, dtype=float)
    summed = each.cumsum()
    table = pd.DataFrame(np.nan, index=range(len(each)), columns=list(RESPONSE_COLUMNS))
    table = table.assign(
        horizon=np.arange(len(each)), response=each, low=each - 0.1, high=each + 0.2,
        cumulative=summed, cumulative_low=summed - 0.3, cumulative_high=summed + 0.4,
    )  # fmt: skip
    given = {
        "leader": ESAT, "follower": CSAT, "table": table, "immediate": 0.1, "immediate_low": -0.02,
        "immediate_high": 0.22, "carried_over": 0.25, "carried_low": 0.05, "carried_high": 0.45,
        "share_immediate": 0.29, "n_units": 24, "n_quarters": 20, "warnings": (), "settings": {},
    }  # fmt: skip
    return ImpulseResponse(**(given | fields))


def test_every_horizon_has_its_response_and_its_interval() -> None:
    points = trace(charts.impulse(projection()), "response")
    assert list(points.x) == [0, 1, 2]
    assert list(points.y) == RESPONSE
    assert points.y + np.array(points.error_y.array) == pytest.approx([0.3, 0.5, 0.15])
    assert points.y - np.array(points.error_y.arrayminus) == pytest.approx([0, 0.2, -0.15])
    assert points.mode == "lines+markers"
    assert points.text[0] == "<b>same quarter</b><br>+0.10 (0.00 to 0.30) points"
    assert points.text[2].startswith("<b>2 quarters later</b>")


def test_the_sum_lies_below_in_muted_ink() -> None:
    palette = charts.PALETTES["light"]
    figure = charts.impulse(projection())
    upper, lower = trace(figure, "response"), trace(figure, "cumulative")
    assert list(lower.y) == pytest.approx([0.1, 0.4, 0.35])
    assert lower.y + np.array(lower.error_y.array) == pytest.approx([0.5, 0.8, 0.75])
    assert lower.y - np.array(lower.error_y.arrayminus) == pytest.approx([-0.2, 0.1, 0.05])
    assert (upper.yaxis, lower.yaxis) == ("y", "y2")
    assert figure.layout.yaxis2.domain[1] < figure.layout.yaxis.domain[0]
    assert (upper.line.color, lower.line.color) == (palette.ink, palette.muted)


def test_zero_is_drawn_in_both_parts_and_always_in_sight() -> None:
    figure = charts.impulse(projection([2.0, 3.0, 4.0]))
    assert [(shape.yref, shape.y0, shape.y1) for shape in figure.layout.shapes] == [
        ("y", 0, 0),
        ("y2", 0, 0),
    ]
    for axis in (figure.layout.yaxis, figure.layout.yaxis2):
        assert axis.range[0] < 0
    assert figure.layout.yaxis.range[1] > 4.2
    assert figure.layout.yaxis2.range[1] > 9.4


def test_horizons_stand_in_order_under_the_lower_part() -> None:
    mixed = projection().table.iloc[[2, 0, 1]]
    figure = charts.impulse(projection(table=mixed))
    assert list(trace(figure, "response").x) == [0, 1, 2]
    assert figure.layout.xaxis.anchor == "y2"
    assert list(figure.layout.xaxis.tickvals) == [0, 1, 2]
    assert "ESAT" in figure.layout.xaxis.title.text
    assert all("CSAT" in note.text for note in figure.layout.annotations)


def test_what_cannot_be_estimated_leaves_a_gap() -> None:
    gap = trace(charts.impulse(projection([0.1, np.nan, 0.2])), "response")
    assert np.isnan(gap.y).tolist() == [False, True, False]
    assert charts.impulse(projection([np.nan, np.nan])).layout.height
    assert charts.impulse(projection(table=projection().table.iloc[:0])).layout.height


def test_both_modes_draw_the_same() -> None:
    light, dark = (charts.impulse(projection(), mode=mode) for mode in ("light", "dark"))
    assert [part.name for part in light.data] == [part.name for part in dark.data]
    assert light.data[0].line.color != dark.data[0].line.color
