"""The league: pooled scores beside the units' own, and changes paid for by how many there are."""

import numpy as np
import pandas as pd
import pytest

from stool.measure import leg_score, pooled
from stool.reading import Analysis, analyse, league, rest, segments
from stool.schema import COMPANY, CSAT, ESAT, PROFIT
from tests.cells.making import answers, cells, spread
from tests.reading.conftest import OWN, QUARTERS, Analysed

BEFORE, NOW = QUARTERS[-2:]


@pytest.fixture(scope="module")
def uneven(analysed: Analysed) -> Analysis:
    """Unit means 3.1, 3.4, 3.6 and 3.9 of ESAT, the last by few answers."""
    means = {"A": (3.1, 30), "B": (3.4, 30), "C": (3.6, 30), "D": (3.9, 8)}
    changed = {
        (ESAT, NOW, unit): answers(ESAT, NOW, unit, spread(mean, n), scale="1-5 mean")
        for unit, (mean, n) in means.items()
    }
    return analysed(changed)


def test_pooled_scores_are_those_of_the_raw_figures(uneven: Analysis) -> None:
    found = league(uneven, NOW, COMPANY, ESAT).set_index("node")
    assert found.index.tolist() == ["D", "C", "B", "A"]
    raw = found["raw"].to_numpy()
    errors = found["linear_se"].to_numpy() / 75  # a point of raw is 75 of the line here
    by_hand = pooled(raw, errors)
    np.testing.assert_allclose(found["pooled_raw"], by_hand["value"])
    np.testing.assert_allclose(found["pooled"], leg_score(by_hand["value"], OWN[ESAT]))
    np.testing.assert_allclose(found["pooled_low"], leg_score(by_hand["low"], OWN[ESAT]))
    assert found["own"].idxmin() == "D"
    assert (abs(found["pooled_raw"] - raw.mean()) < abs(raw - raw.mean())).all()


def test_a_region_is_pooled_with_the_whole_company(uneven: Analysis) -> None:
    everybody = league(uneven, NOW, COMPANY, ESAT).set_index("node")
    north = league(uneven, NOW, "North", ESAT).set_index("node")
    assert north.index.tolist() == ["B", "A"]
    pd.testing.assert_series_equal(north["pooled"], everybody.loc[["B", "A"], "pooled"])


def test_fewer_changes_are_clear_among_more_units(analysed: Analysed) -> None:
    moved = {
        (CSAT, NOW, "A"): answers(CSAT, NOW, "A", spread(3.73, 40), scale="1-5 mean"),
    }
    found = analysed(moved)
    alone = league(found, NOW, "A", CSAT)
    among = league(found, NOW, COMPANY, CSAT)
    assert alone["change_is_clear"].tolist() == [True]
    assert not among["change_is_clear"].any()


def test_profit_is_counted_and_not_pooled(uneven: Analysis) -> None:
    found = league(uneven, NOW, COMPANY, PROFIT)
    assert len(found) == 4
    assert found["pooled"].isna().all()
    assert segments(uneven, NOW, COMPANY, PROFIT).empty


def test_segments_leave_out_who_serves(analysed: Analysed) -> None:
    split = {
        (CSAT, NOW, f"{name} {kind}"): answers(
            CSAT, NOW, "A", spread(mean, 20), scale="1-5 mean", segment=(kind, name)
        )
        for kind, name, mean in [
            ("segment", "private", 3.2),
            ("segment", "business", 3.8),
            ("served_by", "A-1", 3.5),
        ]
    }
    found = segments(analysed(extra=list(split.values())), NOW, "A", CSAT)
    assert found["level"].tolist() == ["business", "private"]
    assert found["gap"].tolist() == pytest.approx([0.6, -0.6])
    assert found["is_clear"].all()


def test_what_is_left_of_a_region_is_scored_like_a_unit() -> None:
    """Of 4 and 5 answers nobody hears; the 9 together have a rounded score, and no change."""
    sizes = {"A": 30, "B": 4, "C": 5, "D": 30, "E": 30}
    rows = [
        answers(ESAT, quarter, unit, spread(3.6, n))
        for quarter in (BEFORE, NOW)
        for unit, n in sizes.items()
    ]
    found = analyse(
        cells(*rows),
        revision=1,
        parents={"A": "North", "B": "North", "C": "North", "D": "South", "E": "South"},
        batches=pd.DataFrame(),
    )
    left = rest(found, NOW, COMPANY, ESAT)
    assert left["node"].tolist() == ["North"]
    assert left["units"].tolist() == [2]
    assert left["n"].tolist() == [7]
    mean = np.mean([*spread(3.6, 4), *spread(3.6, 5)])
    assert left["raw"].tolist() == [pytest.approx(mean, abs=0.05)]
    assert left["score"].notna().all()
    assert left["change"].isna().all()
    assert rest(found, NOW, "North", ESAT)["units"].tolist() == [2]
    assert rest(found, NOW, "South", ESAT).empty
    assert rest(found, NOW, COMPANY, CSAT).empty
