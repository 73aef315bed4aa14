"""Drivers drawn: every question once, by number, with its interval, and told apart by shape."""

from dataclasses import replace

import pytest

from stool import charts
from stool.charts import Mode
from stool.drivers import DRIVER, NONE, SHARED, Drivers, drivers
from stool.schema import CSAT
from tests.drivers.making import OVERALL, published, rows


@pytest.fixture(scope="module")
def found() -> Drivers:
    of = rows([0.9, 0.5, 0.1, 0.0], people=60)
    scales = {f"item_{place}": "1-5" for place in range(4)}
    for name in scales:
        of[name] = (3 + of[name]).round().clip(1, 5)
    company = published(of, scales=scales)
    said = drivers(company.pairs, company.table, CSAT, OVERALL, draws=100)
    verdicts = [DRIVER, DRIVER, SHARED, NONE]
    return replace(said, items=said.items.assign(verdict=verdicts))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_question_is_a_numbered_mark_where_it_stands(found: Drivers, mode: Mode) -> None:
    drawn = charts.importance_performance(found, mode=mode)
    marks = {trace.name: trace for trace in drawn.data}
    assert list(marks["by itself"].text) == ["1", "2"]
    assert list(marks["shared"].text) == ["3"]
    assert list(marks["no tie"].text) == ["4"]
    assert marks["no tie"].marker.symbol != marks["by itself"].marker.symbol
    assert marks["shared"].marker.color != marks["by itself"].marker.color
    first = found.items.iloc[0]
    assert marks["by itself"].x[0] == pytest.approx(100 * first["position"])
    assert marks["by itself"].y[0] == pytest.approx(100 * first["share"])
    spans = marks["intervals"]
    assert spans.error_y.array[0] == pytest.approx(100 * (first["share_high"] - first["share"]))
    assert spans.error_x.arrayminus[0] == pytest.approx(
        100 * (first["position"] - first["position_low"])
    )
    low, high = drawn.layout.yaxis.range
    assert low < 100 * found.items["share_low"].min()
    assert high > 100 * found.items["share_high"].max()
    across, up = drawn.layout.shapes
    assert across.x0 == across.x1 == pytest.approx(100 * found.items["position"].mean())
    assert up.y0 == up.y1 == pytest.approx(25)


def test_a_question_without_a_scale_is_left_to_the_table(found: Drivers) -> None:
    items = found.items.copy()
    items.loc[0, "position"] = float("nan")
    drawn = charts.importance_performance(replace(found, items=items))
    assert [text for trace in drawn.data[1:] for text in trace.text] == ["4", "3", "2"]
    none = charts.importance_performance(replace(found, items=items.assign(position=float("nan"))))
    assert all(len(trace.x) == 0 for trace in none.data)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_shares_are_bars_with_intervals_and_ranks_beside_them(found: Drivers, mode: Mode) -> None:
    drawn = charts.importance_ranks(found, mode=mode)
    (bars,) = drawn.data
    assert list(bars.x) == pytest.approx(list(100 * found.items["share"]))
    assert bars.marker.color[0] != bars.marker.color[3]
    assert min(bars.error_x.arrayminus) >= 0
    names = list(drawn.layout.yaxis.ticktext)
    assert names[0].startswith("1  ")
    printed = {note.y: note.text for note in drawn.layout.annotations if note.yref != "paper"}
    for place, row in enumerate(found.items.to_dict("records")):
        low, high = row["rank_low"], row["rank_high"]
        assert printed[place] == (str(low) if low == high else f"{low}–{high}")
    assert "rank" in bars.customdata[0]
