"""Fair: segments within their units, respect as a pair, the four figures."""

import numpy as np
import pytest

from stool.schema import COST, CSAT, CUSTOMERS, ESAT, FIRST_REPLY_HOURS, PROMISE_KEPT, SEGMENT
from stool.service import Measure, fair
from stool.service.fair import gaps_within_units
from tests.cells.making import answers, ledger
from tests.service.making import Q, basis


def waits(unit: str, segment: str, hours: list[float]) -> dict[str, object]:
    return answers(
        FIRST_REPLY_HOURS, Q, unit, hours, scale="amount", better="lower", leg=CSAT,
        segment=(SEGMENT, segment),
    )  # fmt: skip


def around(mean: float, n: int, seed: int = 1) -> list[float]:
    noise = np.random.default_rng(seed).normal(0, 1, n)
    return (mean + noise - noise.mean()).tolist()


def test_the_sample_says_what_is_planted(sample_service: dict[str, Measure]) -> None:
    """Key accounts are answered sooner, and promised in a third of the time."""
    found = sample_service["S33"]
    wait, kept = found.figure("wait"), found.figure("kept")
    assert (wait.of, kept.of) == ("Key account", "Key account")
    assert wait.high < 0
    assert kept.high < -20
    assert sample_service["S23"].figure("gap").high < 0
    equitable = sample_service["S5"].figure("equitable")
    assert equitable.low < 1 < equitable.high


def test_the_mix_of_units_is_no_gap() -> None:
    """x is served where it is slow, y where it is quick; within each unit they wait alike."""
    made = [
        waits("slow", "x", around(20, 40)), waits("slow", "y", around(20, 10)),
        waits("quick", "x", around(2, 10)), waits("quick", "y", around(2, 40)),
    ]  # fmt: skip
    of = basis(*made)
    gaps = gaps_within_units(of.of_units(CSAT, FIRST_REPLY_HOURS, SEGMENT)).set_index("level")
    assert gaps["value"].tolist() == pytest.approx([0, 0], abs=1e-9)
    found = fair.fair(of)
    assert found is not None
    assert found.figure("flagged").value == 0


def test_a_segment_that_waits_longer_everywhere_is_flagged() -> None:
    made = [
        waits("A", "x", around(5, 30)), waits("A", "y", around(2, 10)),
        waits("B", "x", around(6, 10)), waits("B", "y", around(2, 10)),
    ]  # fmt: skip
    gaps = gaps_within_units(basis(*made).of_units(CSAT, FIRST_REPLY_HOURS, SEGMENT))
    assert gaps["value"].tolist() == pytest.approx([10 / 3, -10 / 3])  # 40 and 20 answers
    found = fair.fair(basis(*made))
    assert found is not None
    assert found.headline.key == "wait"
    assert found.figure("flagged").value == found.figure("flagged").n == 2


def test_one_segment_alone_has_no_gap() -> None:
    assert fair.fair(basis(waits("A", "x", around(5, 9)))) is None
    kept = answers(PROMISE_KEPT, Q, "A", [1] * 9, scale="0-1", leg=CSAT, segment=(SEGMENT, "x"))
    same = answers(PROMISE_KEPT, Q, "A", [1] * 9, scale="0-1", leg=CSAT, segment=(SEGMENT, "y"))
    found = fair.fair(basis(kept, same))
    assert found is not None
    assert found.figure("flagged").value == 0  # no variance at all


def test_respect_is_a_pair_on_one_scale() -> None:
    inside = answers("respected", Q, "A", [3, 4] * 5, leg=ESAT)
    outside = answers("respected", Q, "A", [4, 5] * 5, leg=CSAT)
    other = answers("respected", Q, "A", [8, 9] * 5, leg=CSAT, scale="0-10")
    found, two = (fair.respect(basis(inside, each)) for each in (outside, other))
    assert found is not None
    assert two is not None
    assert found.headline.value == -1
    assert found.headline.high < 0
    assert two.doubts == ("two_scales",)
    assert two.headline.key == "staff"
    assert fair.respect(basis(inside)) is None


def test_four_figures_are_those_that_are_loaded() -> None:
    score = answers(CSAT, Q, "A", [5] * 3 + [4] * 7)
    alone = fair.four(basis(score))
    assert alone is not None
    assert [figure.key for figure in alone.figures] == ["excellent"]
    assert alone.headline.value == pytest.approx(0.3)
    segments = [
        answers(CSAT, Q, "A", [5] * k + [1] * (10 - k), segment=(SEGMENT, name))
        for name, k in (("x", 4), ("y", 8), ("z", 6))
    ]
    money = (ledger(COST, Q, "A", 900), ledger(CUSTOMERS, Q, "A", 300))
    full = fair.four(basis(score, *segments, *money))
    assert full is not None
    assert full.figure("equitable").value == pytest.approx(0.5)
    assert full.figure("cost").value == 3
    assert fair.four(basis(answers(CSAT, Q, "A", [3.5] * 9, scale="1-5 mean"))) is None
