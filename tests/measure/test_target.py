"""Targets: their order, their storage, and the provisional ones."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.errors import TargetOrderError
from stool.measure import Target, default_target, headline_metrics, resolve_targets
from stool.privacy import publish
from stool.schema import ATTAINMENT, ESAT, MARGIN
from tests.cells.making import answers, cells, company, ledger, spread

HISTORY = [3.4, 3.5, 3.6, 3.7, 3.4, 3.5, 3.6, 3.7]  # mean 3.55, sd .11952


@pytest.mark.parametrize("corners", [(1, 3, 2), (2, 1, 3), (1, 1, 2), (1, 2, 2), (3, 1, 2)])
def test_refuses_corners_out_of_order(corners: tuple[float, float, float]) -> None:
    with pytest.raises(
        TargetOrderError,
        match=r"Floor \d, target \d and stretch \d are not in order\. They must rise .* or fall",
    ):
        Target(*corners, provisional=False)


@settings(max_examples=40, deadline=None)
@given(
    floor=st.floats(-1e6, 1e6),
    steps=st.tuples(st.floats(0.01, 1e3), st.floats(0.01, 1e3)),
    sign=st.sampled_from([1, -1]),
    provisional=st.booleans(),
)
def test_is_stored_and_built_again(
    floor: float, steps: tuple[float, float], sign: int, provisional: bool
) -> None:
    target = Target(floor, floor + sign * steps[0], floor + sign * sum(steps), provisional)
    assert Target.of_body(target.body()) == target


def test_comes_from_history() -> None:
    sd = np.std(HISTORY, ddof=1)
    higher = default_target("csat", "1-5", "higher", HISTORY)
    assert higher is not None
    assert higher.provisional
    corners = (higher.floor, higher.target, higher.stretch)
    assert corners == pytest.approx((3.55 - 3 * sd, 3.55 + 0.5 * sd, 3.55 + 1.5 * sd))
    lower = default_target("wait", "amount", "lower", HISTORY)
    assert lower is not None
    corners = (lower.floor, lower.target, lower.stretch)
    assert corners == pytest.approx((3.55 + 3 * sd, 3.55 - 0.5 * sd, 3.55 - 1.5 * sd))


def test_leaves_out_what_is_hidden() -> None:
    with_holes = [np.nan, *HISTORY, np.nan]
    assert default_target("csat", "1-5", "higher", with_holes) == default_target(
        "csat", "1-5", "higher", HISTORY
    )


@pytest.mark.parametrize("history", [HISTORY[:7], [*HISTORY[:7], np.nan], [3.5] * 12, []])
def test_comes_from_the_scale_where_history_cannot_tell(history: list[float]) -> None:
    found = default_target("csat", "1-5", "higher", history)
    assert found == Target(3.0, 4.0, 4.5, provisional=True)
    found = default_target("complaint", "0-1", "lower", history)
    assert found == Target(0.5, 0.25, 0.125, provisional=True)


def test_margin_and_attainment_have_their_own() -> None:
    assert default_target(MARGIN, "ledger", "higher", [1.0]) == Target(0, 10, 15, provisional=True)
    by_history = default_target(MARGIN, "ledger", "higher", HISTORY)
    assert by_history is not None
    assert by_history.target == pytest.approx(3.55 + 0.5 * np.std(HISTORY, ddof=1))
    for history in (HISTORY, []):
        found = default_target(ATTAINMENT, "ledger", "higher", history)
        assert found == Target(90, 100, 105, provisional=True)


def test_nobody_can_guess_an_amount_without_history() -> None:
    assert default_target("hours", "amount", "lower", HISTORY[:3]) is None


def test_own_targets_stand() -> None:
    own = {ESAT: Target(2, 3, 4, provisional=False), MARGIN: Target(0, 5, 6, provisional=False)}
    table = publish(cells(*company(["2025Q1", "2025Q2"], "ABCD")), {}).table
    found = resolve_targets(table, headline_metrics(table, {}), own)
    assert found[ESAT] is own[ESAT]
    assert found[MARGIN] is own[MARGIN]
    assert found["csat"].provisional


def test_history_is_of_units_over_everybody_alone() -> None:
    quarters = ["2025Q1", "2025Q2", "2025Q3"]
    means = dict(zip(quarters, (3.0, 3.2, 3.4), strict=True))
    made = [answers(ESAT, q, u, spread(means[q], 20)) for q in quarters for u in "ABC"]
    odd = [
        answers(ESAT, q, u, spread(1.5, 9), segment=("tenure", "new"))
        for q in quarters
        for u in "ABC"
    ]
    table = publish(cells(*made, *odd), dict.fromkeys("ABC", "North")).table
    found = resolve_targets(table, {ESAT: ESAT}, {})[ESAT]
    history = np.repeat([3.0, 3.2, 3.4], 3)
    assert found.target == pytest.approx(3.2 + 0.5 * history.std(ddof=1))
    assert found.provisional


def test_margin_and_attainment_are_found_in_the_ledger() -> None:
    rows = [
        ledger(metric, f"2025Q{q}", unit, value)
        for q in range(1, 5)
        for unit, profit in (("A", 90.0), ("B", 110.0))
        for metric, value in (("revenue", 1000), ("cost", 1000 - profit), ("revenue_target", 900))
    ]
    found = resolve_targets(publish(cells(*rows), {}).table, {}, {})
    sd = np.std([9.0, 11.0] * 4, ddof=1)
    assert found[MARGIN].floor == pytest.approx(10 - 3 * sd)
    assert found[ATTAINMENT] == Target(90, 100, 105, provisional=True)


def test_the_order_of_rows_moves_no_target(random_table: pd.DataFrame) -> None:
    headline = headline_metrics(random_table, {})
    targets = resolve_targets(random_table, headline, {})
    again = resolve_targets(random_table.sample(frac=1, random_state=1), headline, {})
    for metric, target in targets.items():
        assert [again[metric].floor, again[metric].target] == pytest.approx(
            [target.floor, target.target]
        )
