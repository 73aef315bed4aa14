"""Segment gaps: each against the others, paid for by how many are compared."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from stool.measure import segment_gaps
from stool.privacy import publish
from stool.schema import CSAT
from tests.cells.making import answers, cells


def table(*groups: tuple[str, list[int]]) -> pd.DataFrame:
    everybody = [answer for _, given in groups for answer in given]
    made = cells(
        answers(CSAT, "2026Q1", "A", everybody),
        *(answers(CSAT, "2026Q1", "A", given, segment=("segment", name)) for name, given in groups),
    )
    rows = publish(made, {}, minimum_sample=5).table
    return rows[rows["depth"] == "unit"]


ONE, TWO, THREE = [5, 4, 5, 4, 5, 5, 4, 3], [2, 3, 1, 2, 3, 2, 4, 2, 1], [4, 3, 4, 3, 5, 4, 2]


def test_gap_is_against_the_rest_with_welch_errors() -> None:
    found = segment_gaps(table(("x", ONE), ("y", TWO), ("z", THREE))).set_index("level")
    rest = np.array(TWO + THREE)
    assert found.loc["x", "gap"] == pytest.approx(np.mean(ONE) - rest.mean())
    compared = CompareMeans(DescrStatsW(ONE), DescrStatsW(rest))
    se = compared.std_meandiff_separatevar
    assert found.loc["x", "gap_high"] - found.loc["x", "gap"] == pytest.approx(1.959963985 * se)


def test_many_segments_pay_for_being_many() -> None:
    few = segment_gaps(table(("x", ONE), ("y", TWO)))
    assert few["is_clear"].all()
    alike = [4, 5, 3, 4, 4, 5, 3, 4]
    better = [5, 5, 4, 5, 5, 5, 4, 5]
    alone = segment_gaps(table(("x", better), ("y", alike * 12))).set_index("level")
    crowd = segment_gaps(table(("x", better), *((f"y{place}", alike) for place in range(12))))
    crowd = crowd.set_index("level")
    assert crowd.loc["x", "gap"] == pytest.approx(alone.loc["x", "gap"])
    assert crowd.loc["x", "p"] == pytest.approx(13 / 2 * alone.loc["x", "p"])


def test_a_hidden_segment_has_no_gap_and_counts_in_nobody_elses() -> None:
    found = segment_gaps(table(("x", ONE), ("y", [1, 1]), ("z", THREE))).set_index("level")
    assert np.isnan(found.loc["y", "gap"])
    assert not found.loc["y", "is_clear"]
    assert found.loc["x", "gap"] == pytest.approx(np.mean(ONE) - np.mean(THREE))


def test_one_segment_alone_has_no_gap() -> None:
    found = segment_gaps(table(("x", ONE)))
    assert found["gap"].isna().all()
