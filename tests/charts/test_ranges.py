"""Forest and sensitivity: order, intervals, what is filled, and the rows left out."""

import numpy as np
import pandas as pd
import pytest

from stool import charts
from stool.charts.ranges import ENDS, KEY, MOST_UNITS, UNIT_ROW, VARIANT_ROW
from stool.text.links import BETWEEN_UNITS
from tests.charts.test_history import trace

POOLED = (0.3, 0.2, 0.4)
LIGHT = charts.PALETTES["light"]


def units(count: int) -> pd.DataFrame:
    """Units out of order, r from -0.5 to 0.9."""
    r = np.linspace(-0.5, 0.9, count) if count > 1 else np.array([0.4])
    table = pd.DataFrame(
        {
            "unit": [f"Unit {place}" for place in range(count)],
            "r": r,
            "low": r - 0.25,
            "high": r + 0.16,
            "n_quarters": 18,
        }
    )
    return table.sample(frac=1, random_state=1, ignore_index=True)


def variants() -> pd.DataFrame:
    """Five ways; the fourth could not be computed."""
    return pd.DataFrame(
        {
            "variant": ["published", "unwhitened", "aggregate", "first_half", BETWEEN_UNITS],
            "best_lag": [2, 1, 2, np.nan, np.nan],
            "r": [0.5, 0.6, -0.1, np.nan, 0.8],
            "low": [0.3, 0.4, -0.5, np.nan, 0.7],
            "high": [0.7, 0.8, 0.3, np.nan, 0.9],
            "p": [0.01, 0.05, 0.4, np.nan, np.nan],
        }
    )


def test_units_stand_by_r_under_all_of_them_together() -> None:
    figure = charts.forest(units(5), POOLED)
    points, diamond = trace(figure, "units"), trace(figure, "pooled")
    assert list(points.x) == pytest.approx([0.9, 0.55, 0.2, -0.15, -0.5])
    assert list(points.y) == [1, 2, 3, 4, 5]
    assert (list(diamond.x), list(diamond.y)) == ([0.3], [0])
    assert diamond.marker.symbol == "diamond"
    axis = figure.layout.yaxis
    assert list(axis.tickvals) == [0, 1, 2, 3, 4, 5]
    assert list(axis.ticktext) == ["<b>all units</b>", *(f"Unit {at}" for at in (4, 3, 2, 1, 0))]
    assert axis.range[0] > axis.range[1]  # the first row is on top


def test_intervals_end_where_they_should_and_never_past_one() -> None:
    points = trace(charts.forest(units(5), POOLED), "units")
    assert points.x + np.array(points.error_x.array) == pytest.approx([1, 0.71, 0.36, 0.01, -0.34])
    assert points.x - np.array(points.error_x.arrayminus) == pytest.approx(
        [0.65, 0.3, -0.05, -0.4, -0.75]
    )
    diamond = trace(charts.forest(units(5), POOLED), "pooled").error_x
    assert (diamond.array[0], diamond.arrayminus[0]) == pytest.approx((0.1, 0.1))


def test_lines_at_zero_and_through_the_diamond() -> None:
    zero, together = charts.forest(units(5), POOLED).layout.shapes
    assert (zero.x0, zero.x1) == (0, 0)
    assert (together.x0, together.x1) == (0.3, 0.3)
    assert together.line.dash
    assert len(charts.forest(units(5), (np.nan,) * 3).layout.shapes) == 1


def test_the_axis_never_moves_and_the_height_grows_with_the_rows() -> None:
    few, many = charts.forest(units(3), POOLED), charts.forest(units(23), POOLED)
    assert few.layout.xaxis.range == many.layout.xaxis.range == (-1.03, 1.03)
    assert many.layout.height - few.layout.height == 20 * UNIT_ROW
    assert few.layout.margin.t == KEY


def test_all_units_are_drawn_up_to_forty() -> None:
    figure = charts.forest(units(MOST_UNITS), POOLED)
    assert len(trace(figure, "units").x) == MOST_UNITS
    assert len(figure.layout.annotations) == 1


def test_of_more_units_both_ends_are_drawn_and_the_rest_counted() -> None:
    table = units(MOST_UNITS + 1)
    figure = charts.forest(table, POOLED)
    points = trace(figure, "units")
    expected = table["r"].sort_values(ascending=False).to_numpy()
    assert list(points.x[:ENDS]) == expected[:ENDS].tolist()
    assert list(points.x[ENDS:]) == expected[-ENDS:].tolist()
    gap = figure.layout.annotations[0]
    assert gap.text == "… 11 units between …"
    assert gap.y == ENDS + 1
    assert gap.y not in points.y
    assert len(points.text) == len(points.x) == 2 * ENDS
    lowest = table.loc[table["r"].idxmin(), "unit"]
    assert lowest in points.text[-1]


def test_a_unit_without_r_is_left_out_and_one_without_interval_is_not() -> None:
    table = units(4)
    table.loc[0, ["r", "low", "high"]] = np.nan
    table.loc[1, ["low", "high"]] = np.nan
    points = trace(charts.forest(table, POOLED), "units")
    assert len(points.x) == 3
    assert np.isnan(points.error_x.array).sum() == 1
    assert charts.forest(table.iloc[:0], POOLED).layout.height


def test_names_of_units_are_never_markup() -> None:
    table = units(2).assign(unit=["<b>R & D</b>", "A very long name of a unit of ours"])
    figure = charts.forest(table, POOLED)
    assert "<b>R" not in "".join(figure.layout.yaxis.ticktext)
    assert "<b>R" not in "".join(trace(figure, "units").text)
    assert any(name.endswith("…") for name in figure.layout.yaxis.ticktext)


def test_ways_keep_their_order_and_fill_where_p_is_small() -> None:
    figure = charts.sensitivity(variants())
    points = trace(figure, "tested")
    assert (list(points.x), list(points.y)) == ([0.5, 0.6, -0.1], [0, 1, 2])
    assert list(points.marker.color) == [LIGHT.ink, LIGHT.card, LIGHT.card]
    assert points.marker.line.color == LIGHT.ink
    names = list(figure.layout.yaxis.ticktext)
    assert names[:3] == ["<b>as published</b>", "own past not taken out", "company-wide alone"]
    assert figure.layout.shapes[1].x0 == 0.5


def test_what_has_no_p_and_between_units_is_grey_and_hollow() -> None:
    for p in (np.nan, 0.001):
        table = variants()
        table.loc[4, "p"] = p
        figure = charts.sensitivity(table)
        grey = trace(figure, "untested")
        assert list(grey.y) == [3, 4]
        assert np.isnan(grey.x[0])
        assert grey.x[1] == 0.8
        assert grey.marker.line.color == LIGHT.muted
        assert "not evidence of a lead" in grey.text[1]
    assert "no lead" in figure.layout.yaxis.ticktext[4]
    assert grey.marker.color[0] == LIGHT.card


def test_the_best_lag_of_every_way_stands_beside_it() -> None:
    head, *lags, _key = charts.sensitivity(variants()).layout.annotations
    assert head.text == "best<br>lag"
    assert [(lag.y, lag.text) for lag in lags] == [
        (0, "2"), (1, "1"), (2, "2"), (3, "–"), (4, "–")
    ]  # fmt: skip


def test_sensitivity_grows_with_its_rows_and_draws_nothing_too() -> None:
    few, many = (charts.sensitivity(variants().head(count)) for count in (2, 5))
    assert many.layout.height - few.layout.height == pytest.approx(3 * VARIANT_ROW, abs=1)
    assert few.layout.xaxis.range == (-1.03, 1.03)
    assert charts.sensitivity(variants().iloc[:0]).layout.height


@pytest.mark.parametrize("draw", [lambda m: charts.forest(units(5), POOLED, mode=m),
                                  lambda m: charts.sensitivity(variants(), mode=m)])  # fmt: skip
def test_both_modes_draw_the_same_in_their_own_colours(draw) -> None:
    light, dark = draw("light"), draw("dark")
    assert [part.name for part in light.data] == [part.name for part in dark.data]
    assert light.data[0].error_x.color != dark.data[0].error_x.color
