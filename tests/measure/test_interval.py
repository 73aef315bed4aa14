"""Intervals: reference numbers, statsmodels, coverage of a planted truth, properties, edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

from stool.measure import mean_interval, nps_interval, share_interval

# n answers and the people they came from, NaN for unknown.
COUNTS = st.integers(2, 300)
PEOPLE = st.one_of(st.just(np.nan), st.integers(1, 600).map(float))


def test_wilson_equals_the_reference() -> None:
    found = share_interval([37, 37], [50, 50], [np.nan, 80])
    assert found["value"].tolist() == [0.74, 0.74]
    assert found["low"].tolist() == pytest.approx([0.604468, 0.659031], abs=5e-7)
    assert found["high"].tolist() == pytest.approx([0.841285, 0.807362], abs=5e-7)


def test_nps_equals_the_reference() -> None:
    found = nps_interval([50, 50], [20, 20], [100, 100], [np.nan, 400])
    assert found["value"].tolist() == pytest.approx([30, 30])
    assert found["se"].tolist() == pytest.approx([7.810250, 6.772345], abs=5e-7)
    # At population 400 the exact lower end is 16.054; printed as 16.06 it was put together from
    # parts already rounded.
    assert found["low"].tolist() == pytest.approx([14.05, 16.05], abs=0.005)
    assert found["high"].tolist() == pytest.approx([44.20, 42.20], abs=0.005)


def test_mean_equals_the_reference() -> None:
    n, mean, sd = 30, 3.5, 0.9
    ss = (n - 1) * sd**2 + n * mean**2
    found = mean_interval([n, n], [n * mean] * 2, [ss, ss], [np.nan, 40])
    assert found["se"].tolist() == pytest.approx([0.164317, 0.082158], abs=5e-7)
    # Student's t with 29 degrees of freedom: 2.045230 at 97.5 %
    assert found["low"][0] == pytest.approx(3.5 - 2.045230 * 0.164317, abs=5e-6)
    assert found["high"][0] == pytest.approx(3.5 + 2.045230 * 0.164317, abs=5e-6)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), n=COUNTS, level=st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_equals_statsmodels(data: st.DataObject, n: int, level: float) -> None:
    k = data.draw(st.integers(0, n))
    ours = share_interval(k, n, level=level)
    low, high = proportion_confint(k, n, alpha=1 - level, method="wilson")
    assert ours[["low", "high"]].iloc[0].tolist() == pytest.approx([low, high], abs=1e-12)


@pytest.mark.parametrize("truth", [0.5, 0.74, 0.9])
def test_wilson_covers_a_planted_share(truth: float) -> None:
    k = np.arange(51)
    found = share_interval(k, np.full(51, 50))
    covers = (found["low"] <= truth) & (truth <= found["high"])
    assert binom.pmf(k, 50, truth)[covers].sum() == pytest.approx(0.95, abs=0.025)


def test_mean_covers_a_planted_mean_with_and_without_population() -> None:
    random = np.random.default_rng(7)
    answers = random.normal(3.6, 0.9, size=(4000, 40))
    drawn = answers[:, :30]  # the first 30 of the 40 people of each group
    sums = drawn.sum(axis=1), (drawn**2).sum(axis=1)
    infinite = mean_interval(np.full(4000, 30), *sums)
    assert _covered(infinite, 3.6) == pytest.approx(0.95, abs=0.0105)  # 3 binomial errors
    finite = mean_interval(np.full(4000, 30), *sums, population=40)
    assert _covered(finite, answers.mean(axis=1)) == pytest.approx(0.95, abs=0.0105)


def test_nps_covers_a_planted_score() -> None:
    drawn = np.random.default_rng(8).multinomial(60, [0.5, 0.2, 0.3], size=4000)
    found = nps_interval(drawn[:, 0], drawn[:, 1], np.full(4000, 60))
    assert _covered(found, 30) == pytest.approx(0.95, abs=0.02)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), n=COUNTS, people=PEOPLE)
def test_share_stays_within_its_interval(data: st.DataObject, n: int, people: float) -> None:
    k = data.draw(st.integers(0, n))
    value, se, low, high = share_interval(k, n, people).iloc[0]
    assert -1e-12 <= low <= value + 1e-12
    assert value - 1e-12 <= high <= 1 + 1e-12
    assert se >= 0


@settings(max_examples=40, deadline=None)
@given(data=st.data(), n=COUNTS, people=PEOPLE)
def test_nps_stays_between_its_ends(data: st.DataObject, n: int, people: float) -> None:
    up = data.draw(st.integers(0, n))
    down = data.draw(st.integers(0, n - up))
    value, se, low, high = nps_interval(up, down, n, people).iloc[0]
    assert -100 <= low <= high <= 100
    assert -100 <= value <= 100
    assert se >= 0
    mirrored = nps_interval(down, up, n, people).iloc[0]
    assert mirrored.tolist() == pytest.approx([-value, se, -high, -low], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(answers=st.lists(st.integers(1, 5), min_size=2, max_size=60), people=PEOPLE)
def test_mean_equals_numpy_and_narrows_with_a_population(answers: list[int], people: float) -> None:
    n, values = len(answers), np.array(answers, dtype=float)
    plain = mean_interval(n, values.sum(), (values**2).sum()).iloc[0]
    assert plain["value"] == pytest.approx(values.mean())
    assert plain["se"] == pytest.approx(values.std(ddof=1) / np.sqrt(n), abs=1e-6)
    known = mean_interval(n, values.sum(), (values**2).sum(), people).iloc[0]
    assert known["se"] <= plain["se"]
    assert known["low"] <= known["value"] <= known["high"]


@pytest.mark.parametrize("people", [1, 30, 50])
def test_nothing_is_uncertain_when_everybody_answered(people: int) -> None:
    fewer = people - 3  # a count below the answers is taken as the answers
    for known in (people, fewer):
        share = share_interval(people, people, known).iloc[0]
        assert share.tolist() == [1, 0, 1, 1]
        nps = nps_interval(people, 0, people, known).iloc[0]
        assert nps.tolist() == [100, 0, 100, 100]
    mixed = nps_interval(20, 8, 50, 50).iloc[0]
    assert mixed.tolist() == pytest.approx([24, 0, 24, 24])
    mean = mean_interval(50, 175, 650, 50).iloc[0]
    assert mean.tolist() == [3.5, 0, 3.5, 3.5]


def test_one_answer_or_an_unknown_spread_has_no_interval() -> None:
    found = mean_interval([1, 30], [4, 105], [16, np.nan])
    assert found["value"].tolist() == [4, 3.5]
    assert found[["se", "low", "high"]].isna().all(axis=None)


def test_no_answers_have_no_figure() -> None:
    assert mean_interval(0, 0, 0).isna().all(axis=None)
    assert share_interval(0, 0).isna().all(axis=None)
    assert nps_interval(0, 0, 0)[["value", "se"]].isna().all(axis=None)
    assert nps_interval(np.nan, np.nan, np.nan).isna().all(axis=None)


def _covered(found: object, truth: object) -> float:
    return float(((found["low"] <= truth) & (truth <= found["high"])).mean())
