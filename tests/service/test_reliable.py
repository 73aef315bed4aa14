"""Reliable: promises and owners, as planted in small cells and in the sample."""

import numpy as np
import pandas as pd
import pytest

from stool.cells import MetricColumn, pairs_of, summed
from stool.schema import CSAT, PROMISE_KEPT, SERVICE
from stool.service import Measure, reliable
from tests.cells.making import answers
from tests.service.making import Q, basis

Sample = dict[str, Measure]


@pytest.mark.parametrize(
    ("concept", "value", "within"),
    [
        ("S37", 0.59, 0.01),
        ("S38", 0.85, 0.01),
    ],
)
def test_the_sample_says_what_is_planted(
    sample_service: Sample, concept: str, value: float, within: float
) -> None:
    assert sample_service[concept].headline.value == pytest.approx(value, abs=within)


def test_on_time_goes_with_promises_kept(sample_service: Sample) -> None:
    found = sample_service["S30"]
    means = found.parts.set_index("part")["value"]
    assert means.to_dict() == pytest.approx({"broken": 2.53, "kept": 3.97}, abs=0.03)
    assert found.figure("kept_less_broken").value == pytest.approx(1.4, abs=0.1)
    assert found.headline.value == pytest.approx(
        100 * (found.figure("felt").value - found.figure("kept").value)
    )


def test_handovers_go_with_unhappy_customers(sample_service: Sample) -> None:
    assert sample_service["S37"].figure("r").value == pytest.approx(-0.66, abs=0.01)
    assert sample_service["S37"].figure("per_handover").high < 0


def test_promises_come_from_the_log_and_else_from_customers() -> None:
    said = answers(PROMISE_KEPT, Q, "A", [1] * 9 + [0], scale="0-1", leg=CSAT)
    log = answers(PROMISE_KEPT, Q, "A", [1] * 5 + [0] * 5, scale="0-1", leg=SERVICE)
    found = [reliable.promises(basis(*cells)) for cells in ((said,), (said, log))]
    assert [each.headline.value for each in found if each] == pytest.approx([0.9, 0.5])
    assert reliable.promises(basis(answers(CSAT, Q, "A", [4] * 9))) is None


def test_broken_promises_are_felt_within_units() -> None:
    """B breaks every promise and is rated higher: the gap is that within A."""
    random = np.random.default_rng(1)
    kept = np.r_[np.repeat([0.0, 1.0], 20), np.zeros(40)]
    felt = np.clip(np.r_[1 + 2 * kept[:40], np.full(40, 5.0)] + random.integers(-1, 2, 80), 1, 5)
    rows = pd.DataFrame(
        {"quarter": Q, "unit": ["A"] * 40 + ["B"] * 40, "kept": kept, "felt": felt}
    ).rename(columns={"kept": PROMISE_KEPT, "felt": "on_time_as_expected"})
    metrics = (
        MetricColumn(PROMISE_KEPT, CSAT, "0-1"),
        MetricColumn("on_time_as_expected", CSAT, "1-5"),
    )
    both = summed([rows], metrics, [], pairs_of(metrics, {}))
    made = both.cells.to_dict("records")
    found = reliable.perceived(basis(*made, pairs=both.pairs))
    assert found is not None
    gap = felt[20:40].mean() - felt[:20].mean()
    assert found.figure("kept_less_broken").value == pytest.approx(gap)
    assert found.parts["value"].tolist() == pytest.approx(
        [felt[kept == 0].mean(), felt[kept == 1].mean()]
    )
