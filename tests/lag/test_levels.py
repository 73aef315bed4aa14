"""Every level of the scale reached by data made for it, through the one call that decides."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from stool.lag import Evidence, LagResult, loop_links

Loop = Callable[..., pd.DataFrame]
LINK = ("esat", "csat")


def link(frame: pd.DataFrame) -> LagResult:
    return loop_links(frame, n_draws=499, n_sim=2000)[LINK]


def test_not_enough_quarters_is_level_0(loop: Loop) -> None:
    assert link(loop(30, 11, 0.5, seed=1)).evidence is Evidence.TOO_SHORT


def test_few_units_and_quarters_are_level_1(loop: Loop) -> None:
    assert link(loop(1, 15, 0.5, seed=1)).evidence is Evidence.UNDERPOWERED
    assert link(loop(4, 15, 0.5, seed=1)).evidence is Evidence.UNDERPOWERED


def test_nothing_that_follows_is_level_2(loop: Loop) -> None:
    found = link(loop(24, 20, 0.0, seed=2))
    assert found.evidence is Evidence.NOT_ESTABLISHED
    assert found.p >= 0.1


def test_a_p_between_the_limits_is_level_3(loop: Loop) -> None:
    """On the way from no link to a clear one."""
    steps = [link(loop(12, 20, strength, seed=6)) for strength in np.arange(0.0, 0.4, 0.02)]
    between = [step for step in steps if 0.05 <= step.p < 0.1]
    assert between
    assert {step.evidence for step in between} == {Evidence.SUGGESTIVE}
    assert steps[0].evidence < Evidence.SUGGESTIVE < steps[-1].evidence


def test_one_quarter_that_carries_it_is_level_3(loop: Loop) -> None:
    frame = loop(24, 20, 0.0, seed=3)
    generator = np.random.default_rng(3)
    felt = {unit: 8 * generator.standard_normal() for unit in frame["unit"].unique()}
    for quarter, leg in (("2018Q1", "esat"), ("2018Q2", "csat")):  # once, and never again
        hit = frame["quarter"] == quarter
        frame.loc[hit, leg] += frame.loc[hit, "unit"].map(felt)
    found = link(frame)
    assert found.p < 0.05
    assert set(found.influential_quarters) & {"2018Q1", "2018Q2"}
    assert found.evidence is Evidence.SUGGESTIVE


def test_a_planted_link_is_level_4(loop: Loop) -> None:
    assert link(loop(30, 20, 0.35, seed=4)).evidence is Evidence.ESTABLISHED


def test_one_that_the_company_shows_too_is_level_5(loop: Loop) -> None:
    frame = loop(30, 40, 0.4, seed=5)
    generator = np.random.default_rng(5)
    company = 4 * generator.standard_normal(41)  # and the company as a whole moves the same way
    place = {label: number for number, label in enumerate(sorted(frame["quarter"].unique()))}
    now = frame["quarter"].map(place)
    frame["esat"] += company[now + 1]
    frame["csat"] += 0.8 * company[now]
    found = link(frame)
    assert found.evidence is Evidence.REPLICATED


@pytest.mark.parametrize("seed", range(3))
def test_the_same_call_gives_the_same_level_and_numbers(loop: Loop, seed: int) -> None:
    frame = loop(12, 16, 0.3, seed)
    one, other = link(frame), link(frame.sample(frac=1, random_state=seed))
    assert (one.evidence, one.p, one.lag_set) == (other.evidence, other.p, other.lag_set)
    pd.testing.assert_frame_equal(one.table, other.table)
