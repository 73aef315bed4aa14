"""The track record: what is stored, what it is graded against, and what it may not hold."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from stool.lag.forecast import RECORD_COLUMNS, forecast_next
from stool.lag.grading import grade
from stool.measure import Target
from stool.period import shift
from stool.reading import Analysis, analyse
from stool.reading.analysis import panel_of_scores
from stool.reading.record import (
    STORED_COLUMNS,
    forecast_bodies,
    forecast_changes,
    track_record,
)
from stool.schema import ATTAINMENT, CSAT, ESAT, MARGIN, PROFIT
from tests.cells.making import answers, cells, company, ledger, spread

Built = Callable[..., Analysis]
UNITS = "ABCDEFGH"
QUARTERS = [shift("2021Q1", step) for step in range(16)]
LINKS = {
    (ESAT, CSAT): SimpleNamespace(evidence=4, lag_set=(1,)),
    (CSAT, PROFIT): SimpleNamespace(evidence=5, lag_set=(1, 2)),
    (PROFIT, ESAT): SimpleNamespace(evidence=3, lag_set=(1,)),
}
FIRST = "esat>csat 2025Q1"
OWN = {
    ESAT: Target(2.5, 3.5, 4.0, provisional=False),
    CSAT: Target(2.5, 3.5, 4.0, provisional=False),
    MARGIN: Target(0.0, 10.0, 15.0, provisional=False),
}


@pytest.fixture(scope="module")
def built() -> Built:
    """A company whose legs move, analysed up to a quarter; the three links are given, not found."""
    draws = np.random.default_rng(1).normal(size=(3, len(UNITS), len(QUARTERS)))
    changed: dict[tuple[str, str, str], Any] = {}
    for place, unit in enumerate(UNITS):
        for number, quarter in enumerate(QUARTERS):
            esat, csat, cost = draws[:, place, number]
            before = draws[0, place, number - 1]
            usual = 3.5 + 0.3 * csat + 0.3 * before
            changed |= {
                (ESAT, quarter, unit): answers(
                    ESAT, quarter, unit, spread(3.5 + 0.3 * esat, 30), scale="1-5 mean"
                ),
                (CSAT, quarter, unit): answers(
                    CSAT, quarter, unit, spread(usual, 40), scale="1-5 mean"
                ),
                ("cost", quarter, unit): ledger("cost", quarter, unit, 900 + 20 * cost),
            }

    def build(
        quarters: list[str] = QUARTERS,
        other: dict[tuple[str, str, str], Any] | None = None,
        more: tuple[Any, ...] = (),
        units: str = UNITS,
        **options: Any,
    ) -> Analysis:
        rows = [*company(quarters, units, changed=changed | (other or {})), *more]
        usual = {"revision": 5, "parents": {}, "batches": pd.DataFrame(), "targets": OWN}
        with pytest.MonkeyPatch.context() as patch:  # the lag analysis has its own tests
            patch.setattr("stool.reading.analysis.loop_links", lambda panel: LINKS)
            patch.setattr("stool.reading.analysis.reverse_links", lambda panel: {})
            return analyse(cells(*rows), **(usual | options))

    return build


@pytest.fixture(scope="module")
def then(built: Built) -> Analysis:
    return built()


@pytest.fixture(autouse=True)
def _no_backtest(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = pd.DataFrame(columns=list(RECORD_COLUMNS))
    monkeypatch.setattr("stool.reading.record.rolling_origin", lambda frame, progress: nothing)


def test_a_body_says_what_was_forecast_and_on_which_line(then: Analysis) -> None:
    bodies = forecast_bodies(then)
    assert list(bodies) == [FIRST, "csat>profit 2025Q1"]
    body = bodies[FIRST]
    rows = body.pop("rows")
    assert body == {
        "leader": ESAT,
        "follower": CSAT,
        "quarter": "2025Q1",
        "made_from": 5,
        "lags": [1],
        "level": 0.8,
        "evidence": 4,
        "headline": {ESAT: ESAT, CSAT: CSAT},
        "targets": {metric: target.body() for metric, target in OWN.items()},
    }
    found = forecast_next(panel_of_scores(then.legs), ESAT, CSAT, (1,))
    assert [row[0] for row in rows] == found["unit"].tolist() == list(UNITS)
    assert [row[1] for row in rows] == pytest.approx(found["forecast"].tolist(), rel=5e-6)
    assert all(row[1] == float(f"{row[1]:.6g}") for row in rows)
    others = found.drop(columns=["unit", "quarter", "forecast"]).to_numpy(dtype=float)
    assert np.array([row[2:] for row in rows]) == pytest.approx(others, rel=5e-6)


def test_what_is_unknown_is_stored_as_nothing(built: Built) -> None:
    missing = dict.fromkeys(((CSAT, QUARTERS[-4], "B"), (ESAT, QUARTERS[-1], "C")))
    rows = {row[0]: row for row in forecast_bodies(built(other=missing))[FIRST]["rows"]}
    assert "C" not in rows
    assert rows["B"][-1] is None
    assert all(value is not None for value in rows["A"])


def test_the_record_is_graded_by_what_was_published(built: Built, then: Analysis) -> None:
    bodies = forecast_bodies(then)
    before = track_record(then, bodies)
    assert tuple(before.stored.columns) == STORED_COLUMNS
    assert before.stored["actual"].isna().all()
    pd.testing.assert_frame_equal(before.pending, before.stored)
    assert before.graded.empty

    now = built([*QUARTERS, "2025Q1"], revision=9)
    record = track_record(now, bodies)
    assert record.pending.empty
    assert set(record.stored["made_from"]) == {5}
    assert set(record.stored["origin"]) == {"2024Q4"}
    for follower, rows in record.stored.groupby("follower"):
        legs = now.legs[(now.legs["quarter"] == "2025Q1") & (now.legs["depth"] == "unit")]
        scores = legs[legs["leg"] == follower].set_index("node")["linear"]
        assert rows["actual"].tolist() == pytest.approx(scores[rows["unit"]].tolist())
        assert rows["lags"].iloc[0] == {CSAT: "1", PROFIT: "1,2"}[follower]
    pd.testing.assert_frame_equal(record.graded, grade(record.stored))
    assert record.graded["n"].tolist() == [8, 8]


def test_a_later_change_of_targets_or_headline_moves_nothing(built: Built, then: Analysis) -> None:
    quarters = [*QUARTERS, "2025Q1"]
    item = [
        answers("other", quarter, unit, spread(2, 40), scale="1-5 mean", leg=CSAT)
        for quarter in quarters
        for unit in UNITS
    ]
    bodies = forecast_bodies(then)
    first = track_record(built(quarters), bodies)
    moved = {metric: Target(1.0, 2.0, 30.0, provisional=False) for metric in OWN}
    now = built(quarters, more=tuple(item), targets=moved, headline={CSAT: "other"})
    assert now.headline[CSAT] == "other"
    again = track_record(now, bodies)
    pd.testing.assert_frame_equal(again.stored, first.stored)
    pd.testing.assert_frame_equal(again.graded, first.graded)


def target_cells(quarters: list[str]) -> tuple[Any, ...]:
    """Revenue targets that make attainment run beside margin."""
    return tuple(
        ledger("revenue_target", quarter, unit, 1000 + 10 * place)
        for quarter in quarters
        for place, unit in enumerate(UNITS)
    )


def test_profit_is_graded_on_the_figures_it_was_made_of(built: Built) -> None:
    key = "csat>profit 2025Q1"
    both = built(more=target_cells(QUARTERS))
    margin_only = built(more=target_cells(QUARTERS[-3:]))  # attainment too young to be used
    assert {MARGIN, ATTAINMENT} <= set(forecast_bodies(both)[key]["targets"])
    assert ATTAINMENT in margin_only.targets
    assert ATTAINMENT not in forecast_bodies(margin_only)[key]["targets"]

    quarters = [*QUARTERS, "2025Q1"]
    now, stopped = (built(quarters, more=target_cells(these)) for these in (quarters, QUARTERS))
    for made, later, expected in (
        (both, now, profit_lines(now)),
        (margin_only, now, profit_lines(built(quarters))),
        (both, stopped, [np.nan] * 8),  # a part is missing
    ):
        record = track_record(later, {key: forecast_bodies(made)[key]})
        assert record.stored["actual"].tolist() == pytest.approx(expected, nan_ok=True)


def profit_lines(analysis: Analysis) -> list[float]:
    legs = analysis.legs
    rows = legs[(legs["leg"] == PROFIT) & (legs["quarter"] == "2025Q1") & (legs["depth"] == "unit")]
    return list(rows["linear"])


def hidden(quarters: list[str], mean: float) -> dict[tuple[str, str, str], Any]:
    """Three employees of A answering: too few to be shown."""
    return {
        (ESAT, quarter, "A"): answers(ESAT, quarter, "A", [mean] * 3, scale="1-5 mean")
        for quarter in quarters
    }


def test_a_forecast_holds_nothing_of_a_hidden_cell(built: Built) -> None:
    one, other = (built(other=hidden(QUARTERS[-2:], mean)) for mean in (1.0, 5.0))
    for made in (one, other):
        cell = made.published.table.query("metric == 'esat' and quarter == '2024Q4'")
        assert cell.set_index("node")["hidden"]["A"] != ""
    assert forecast_bodies(one) == forecast_bodies(other)
    stored = [row[0] for row in forecast_bodies(one)[FIRST]["rows"]]
    assert stored == list("CDEFGH")  # B is hidden as well, or it would tell A


def test_an_actual_that_is_hidden_stays_unknown(built: Built, then: Analysis) -> None:
    links = {(PROFIT, ESAT): SimpleNamespace(evidence=4, lag_set=(1,))}
    bodies = forecast_bodies(replace(then, links=links))
    now = built([*QUARTERS, "2025Q1"], other=hidden(["2025Q1"], 1.0))
    record = track_record(now, bodies)
    actual = record.stored.set_index("unit")["actual"]
    assert np.isnan(actual["A"])
    assert actual.notna().sum() >= 5
    assert record.pending.empty
    assert record.graded["n"].tolist() == [actual.notna().sum()]


def test_units_that_are_no_longer_in_the_data_are_left_out(built: Built, then: Analysis) -> None:
    now = built([*QUARTERS, "2025Q1"], units="ABC")
    record = track_record(now, forecast_bodies(then))
    assert sorted(set(record.stored["unit"])) == ["A", "B", "C"]
    assert track_record(built(units="XYZ"), forecast_bodies(then)).stored.empty


def test_stored_and_backtest_are_kept_apart(
    then: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = dict.fromkeys(RECORD_COLUMNS, 1.0) | {"leader": ESAT, "follower": CSAT}
    calls = []

    def roll(frame: pd.DataFrame, progress: object) -> pd.DataFrame:
        calls.append(progress)
        pd.testing.assert_frame_equal(frame, panel_of_scores(then.legs))
        return pd.DataFrame([row])

    monkeypatch.setattr("stool.reading.record.rolling_origin", roll)
    record = track_record(then, {}, progress=print)
    assert calls == [print]
    assert record.stored.empty
    assert record.pending.empty
    assert tuple(record.stored.columns) == STORED_COLUMNS
    assert record.graded.empty
    assert (len(record.backtest), record.backtest_graded["n"].tolist()) == (1, [1])


def test_only_news_is_a_change(then: Analysis) -> None:
    made = forecast_bodies(then)
    assert forecast_changes(then, {}) == made
    earlier = {key: {**body, "made_from": 3} for key, body in made.items()}
    assert forecast_changes(then, earlier) == {}
    other = {**made, FIRST: {**made[FIRST], "rows": []}}
    assert forecast_changes(then, other) == {FIRST: made[FIRST]}


def test_a_forecast_beyond_the_next_quarter_is_withdrawn(built: Built, then: Analysis) -> None:
    held = forecast_bodies(built([*QUARTERS, "2025Q1"])) | forecast_bodies(then)
    assert forecast_changes(then, held) == {"esat>csat 2025Q2": None, "csat>profit 2025Q2": None}
    nobody = built(other={(CSAT, quarter, unit): None for quarter in QUARTERS for unit in UNITS})
    nobody = replace(nobody, links={})
    assert forecast_changes(nobody, held) == {
        "esat>csat 2025Q1": None,
        "esat>csat 2025Q2": None,
        "csat>profit 2025Q2": None,
    }


def test_a_link_no_longer_established_takes_nothing_back(then: Analysis) -> None:
    assert forecast_changes(replace(then, links={}), forecast_bodies(then)) == {}
