"""The three links of the loop, and the loop backwards."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from stool.errors import MissingScoresError, RepeatedQuarterError
from stool.lag import Evidence, LagResult, PanelLagResult, loop_links, reverse_links
from stool.schema import LINKS

Loop = Callable[..., pd.DataFrame]


def test_a_turning_loop_is_established_all_round(loop: Loop) -> None:
    links = loop_links(loop(30, 24, 0.4, seed=1))
    assert tuple(links) == LINKS
    for (leader, follower), result in links.items():
        assert isinstance(result, PanelLagResult)
        assert (result.leader, result.follower) == (leader, follower)
        assert result.evidence >= Evidence.ESTABLISHED
        assert result.best_lag == 1
        assert result.best_r > 0


def test_a_still_loop_is_not(loop: Loop) -> None:
    for seed in range(5):
        levels = [result.evidence for result in loop_links(loop(20, 20, 0.0, seed)).values()]
        assert max(levels) < Evidence.ESTABLISHED


def test_evidence_is_decided_after_holm(loop: Loop) -> None:
    frame = loop(12, 16, 0.25, seed=0)
    plain, corrected = loop_links(frame, correction="none"), loop_links(frame)
    raw = sorted((plain[link].p, link) for link in LINKS)
    running = 0.0
    for place, (p, link) in enumerate(raw):
        running = max(running, min(1.0, p * (3 - place)))
        assert corrected[link].p == pytest.approx(running)
        assert corrected[link].evidence <= plain[link].evidence
        pd.testing.assert_frame_equal(corrected[link].table, plain[link].table)
    assert any(corrected[link].evidence < plain[link].evidence for link in LINKS)


@pytest.mark.parametrize(
    ("quarters", "family"), [(4, (1,)), (14, (1, 2)), (15, (1, 2, 3)), (20, (1, 2, 3, 4))]
)
def test_lags_follow_the_quarters(loop: Loop, quarters: int, family: tuple[int, ...]) -> None:
    for result in loop_links(loop(8, quarters, 0.2, seed=3)).values():
        assert result.family == family


def test_max_lag_is_an_upper_limit(loop: Loop) -> None:
    links = loop_links(loop(8, 20, 0.2, seed=3), max_lag=2)
    assert {result.family for result in links.values()} == {(1, 2)}


def test_one_unit_is_a_single_pair(loop: Loop) -> None:
    frame = loop(1, 20, 0.2, seed=4)
    for result in loop_links(frame).values():
        assert type(result) is LagResult
        assert result.n_units == 1
        assert result.family == (1, 2, 3, 4)
    stub = frame.head(2).assign(unit="Just opened")
    assert type(loop_links(pd.concat([frame, stub]))[LINKS[0]]) is LagResult


def test_missing_legs_give_no_entry(loop: Loop) -> None:
    frame = loop(8, 16, 0.2, seed=5)
    assert tuple(loop_links(frame.drop(columns="profit"))) == (("esat", "csat"),)
    assert tuple(loop_links(frame.assign(esat=np.nan))) == (("csat", "profit"),)
    assert loop_links(frame[["unit", "quarter", "esat"]]) == {}
    assert loop_links(frame.iloc[:0]) == {}


def test_a_flat_leg_leaves_the_other_links_alone(loop: Loop) -> None:
    for units in (1, 20):
        frame = loop(units, 24, 0.4, seed=6)
        links = loop_links(frame.assign(esat=70.0))
        assert tuple(links) == LINKS
        assert links["esat", "csat"].evidence is Evidence.TOO_SHORT
        assert links["esat", "csat"].warnings == ("flat_leader",)
        assert links["profit", "esat"].warnings == ("flat_follower",)
        assert links["csat", "profit"].evidence > Evidence.UNDERPOWERED


@pytest.mark.parametrize("quarters", [1, 3, 7])
@pytest.mark.parametrize("units", [1, 2, 10])
def test_a_young_product_is_level_0(loop: Loop, units: int, quarters: int) -> None:
    frame = loop(units, quarters, 0.4, seed=7)
    for links in (loop_links(frame), reverse_links(frame)):
        assert {result.evidence for result in links.values()} == {Evidence.TOO_SHORT}


def test_the_loop_backwards_is_not_as_strong(loop: Loop) -> None:
    frame = loop(30, 24, 0.4, seed=1)
    backwards = reverse_links(frame)
    assert tuple(backwards) == (("csat", "esat"), ("profit", "csat"), ("esat", "profit"))
    for (leader, follower), result in backwards.items():
        assert result.family == (0, 1, 2, 3, 4)
        assert abs(result.best_r) < loop_links(frame)[follower, leader].best_r


def test_same_seed_same_answer(loop: Loop) -> None:
    frame = loop(10, 16, 0.3, seed=8)
    first, second = loop_links(frame, seed=5), loop_links(frame.sample(frac=1), seed=5)
    for link in LINKS:
        pd.testing.assert_frame_equal(first[link].table, second[link].table)


def test_bad_input_is_named(loop: Loop) -> None:
    frame = loop(3, 8, 0.3, seed=9)
    with pytest.raises(MissingScoresError, match=r"no column “quarter”"):
        loop_links(frame.drop(columns="quarter"))
    with pytest.raises(RepeatedQuarterError, match=r"Unit 000 has 2 values for 2016Q1"):
        loop_links(pd.concat([frame, frame.head(1)]))
    with pytest.raises(ValueError, match=r"correction is 'bonferroni'"):
        loop_links(frame, correction="bonferroni")
