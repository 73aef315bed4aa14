"""Changes: marked only beyond sampling noise, or beyond a ledger figure's usual swing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.measure.change import MIN_CHANGES, Z, clear_among, moves, with_changes
from stool.period import shift

PAIR = ("2023Q1", "2023Q2")
FOUR = {"Harbour": [60, 72], "North": [70, 61.5], "South": [64, 64.5], "West": [55, 54]}
USUAL = [50.0, 51.0, 49.0, 50.5, 48.5, 50.0, 51.5, 49.5, 50.0]  # eight changes


def history(
    scores: list[float], se: float = 0.0, *, sampled: bool = True, node: str = "A"
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "depth": "unit",
            "node": node,
            "leg": "esat",
            "quarter": [shift("2023Q1", step) for step in range(len(scores))],
            "score": scores,
            "se": se,
            "sampled": sampled,
            "era": 0,
        }
    )


def test_a_survey_change_is_clear_beyond_196_errors_of_the_difference() -> None:
    rows = history([60, 62.7, 65.6], se=1.0)  # noise 1.96 sqrt 2 = 2.772
    found = with_changes(rows)
    assert found["change"].tolist() == pytest.approx([np.nan, 2.7, 2.9], nan_ok=True)
    assert found["change_noise"].tolist() == pytest.approx(
        [np.nan, 2.7718, 2.7718], abs=1e-4, nan_ok=True
    )
    assert found["change_is_clear"].tolist() == [False, False, True]


def test_both_standard_errors_count() -> None:
    rows = history([60, 70]).assign(se=[3.0, 4.0])
    assert with_changes(rows)["change_noise"].iloc[1] == pytest.approx(1.959964 * 5)


def test_a_ledger_change_is_clear_beyond_its_own_earlier_changes() -> None:
    found = with_changes(history([*USUAL, 60.0], sampled=False))
    assert found["change_noise"].iloc[9] == pytest.approx(1.959964 * np.std(np.diff(USUAL), ddof=1))
    assert found["change_is_clear"].tolist() == [False] * 9 + [True]


def test_a_ledger_figure_needs_eight_earlier_changes() -> None:
    assert MIN_CHANGES == 8
    found = with_changes(history([*USUAL[:8], 90.0], sampled=False))
    assert found["change"].iloc[8] == pytest.approx(40.5)
    assert found["change_noise"].isna().all()
    assert not found["change_is_clear"].any()


@pytest.mark.parametrize("gap", [np.nan, None])
def test_a_gap_is_not_closed_up(gap: float | None) -> None:
    rows = history([60.0, 99.0 if gap is None else np.nan, 80.0, 81.0], se=1.0)
    if gap is None:
        rows = rows.drop(index=1)
    found = with_changes(rows).set_index("quarter")["change"]
    assert np.isnan(found["2023Q3"])
    assert found["2023Q4"] == 1


def test_nodes_are_not_mixed_and_rows_may_come_in_any_order() -> None:
    rows = pd.concat([history([60, 70], 1.0), history([10, 90], 1.0, node="B")])
    found = with_changes(rows.sample(frac=1, random_state=2))
    assert found["node"].tolist() == ["A", "A", "B", "B"]
    assert found["change"].tolist() == pytest.approx([np.nan, 10, np.nan, 80], nan_ok=True)


def test_an_unknown_error_marks_nothing() -> None:
    found = with_changes(history([0, 110], se=np.nan))
    assert found["change"].iloc[1] == 110
    assert not found["change_is_clear"].any()


def test_noise_alone_is_marked_in_one_of_twenty() -> None:
    scores = np.random.default_rng(5).normal(60, 2, size=1600)
    pairs = history(list(scores), 2.0)
    nodes = pairs.assign(
        node=[f"{place // 2:04d}" for place in range(1600)], quarter=["2023Q1", "2023Q2"] * 800
    )
    share = with_changes(nodes)["change_is_clear"].sum() / 800
    assert share == pytest.approx(0.05, abs=0.023)  # 3 binomial errors


@settings(max_examples=20, deadline=None)
@given(
    scores=st.lists(st.floats(0, 110), min_size=2, max_size=15),
    sampled=st.booleans(),
    up=st.floats(-20, 20),
)
def test_adding_a_constant_changes_nothing(scores: list[float], sampled: bool, up: float) -> None:
    before = with_changes(history(scores, 1.0, sampled=sampled))
    after = with_changes(history([score + up for score in scores], 1.0, sampled=sampled))
    for column in ("change", "change_noise"):
        np.testing.assert_allclose(after[column], before[column], atol=1e-6)


def test_looked_at_together_fewer_changes_are_clear() -> None:
    rows = pd.DataFrame({"change": [9.0, -5.0, 2.0, np.nan], "change_noise": [4.0, 4.0, 4.0, 4.0]})
    assert clear_among(rows).tolist() == [True, True, False, False]
    crowd = pd.concat([rows, *[rows.assign(change=0.1)] * 10], ignore_index=True)
    assert clear_among(crowd).tolist()[:2] == [True, False]


def test_of_unmoved_units_hardly_any_group_shows_a_clear_change() -> None:
    random = np.random.default_rng(2)
    noise = np.full(24, Z * 3.0)
    some = [
        clear_among(
            pd.DataFrame({"change": 3.0 * random.normal(size=24), "change_noise": noise})
        ).any()
        for _ in range(400)
    ]
    assert 0.02 < np.mean(some) < 0.08


def several(scores: dict[str, list[float]], se: float = 1.0) -> pd.DataFrame:
    return with_changes(pd.concat([history(of, se, node=node) for node, of in scores.items()]))


def test_moves_rank_the_clear_first_then_the_largest() -> None:
    found = moves(several(FOUR), *PAIR, most=3).set_index("node")
    drawn = {"Harbour": True, "South": False, "North": True, "West": True}
    assert found["drawn"].to_dict() == drawn
    assert found.index.tolist() == ["Harbour", "South", "North", "West"]  # highest end first
    assert found["is_clear"].tolist() == [True, False, True, False]
    assert found.loc["North", ["start", "end", "change"]].tolist() == [70, 61.5, -8.5]
    assert found["noise"].tolist() == pytest.approx([1.96 * np.sqrt(2)] * 4, abs=1e-3)


def test_a_clear_small_change_is_drawn_before_a_large_unclear_one() -> None:
    both = pd.concat([several({"A": [60, 64]}, se=0.2), several({"B": [60, 72]}, se=9.0)])
    found = moves(both, *PAIR, most=1).set_index("node")
    assert found["drawn"].to_dict() == {"A": True, "B": False}


def test_a_move_over_a_year_is_told_from_noise_over_a_year() -> None:
    rows = several({"A": [60, 61, 62, 63, 64]})
    found = moves(rows, "2023Q1", "2024Q1").set_index("node")
    assert found.loc["A", "change"] == 4
    assert found.loc["A", "noise"] == pytest.approx(1.96 * np.sqrt(2), abs=1e-3)
    assert found.loc["A", "is_clear"]
    with pytest.raises(ValueError, match="must be a quarter before 2023Q1"):
        moves(rows, "2024Q1", "2023Q1")
