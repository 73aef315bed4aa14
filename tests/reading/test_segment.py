"""A segment in everybody's place: the same measures, from its published rows alone."""

import numpy as np
import pandas as pd
import pytest

from stool.events import Event
from stool.reading import (
    EVERYBODY,
    Analysis,
    Segment,
    State,
    league,
    narrowed,
    read,
    read_segment,
    segments_of,
)
from stool.schema import COMPANY, CSAT, ESAT, HIDDEN_FEW, SERVER
from tests.cells.making import Cell, answers, spread
from tests.reading.conftest import QUARTERS, Analysed

NOW = QUARTERS[-1]
EVERY, FEW, SMALL, OTHERS = (Segment("level", name) for name in ("every", "few", "small", "others"))
HOME, SERVED = Segment("segment", "home"), Segment(SERVER, "A-1")


def split(leg: str, whose: Segment, n: int, mean: float, units: str = "ABCD") -> list[Cell]:
    where = (whose.dimension, whose.level)
    return [
        answers(leg, quarter, unit, spread(mean, n), scale="1-5 mean", segment=where)
        for quarter in QUARTERS
        for unit in units
    ]


@pytest.fixture(scope="module")
def parted(analysed: Analysed) -> Analysis:
    """Few are 10 of the 30 in two units, the others are the rest; customers are at home."""
    rows = [
        *split(ESAT, FEW, 10, 3.9, units="AB"),
        *split(ESAT, OTHERS, 20, 3.3, units="AB"),
        *split(ESAT, OTHERS, 30, 3.5, units="CD"),
        *split(CSAT, HOME, 20, 3.1),
        *split(CSAT, SERVED, 20, 3.1),
    ]
    return analysed(extra=rows)


def test_segments_are_those_of_the_data_and_nobody_who_serves(parted: Analysis) -> None:
    assert segments_of(parted) == {
        FEW: (ESAT,), OTHERS: (ESAT,), HOME: (CSAT,),
    }  # fmt: skip


def test_a_segment_of_everybody_has_everybodys_figures(analysed: Analysed) -> None:
    analysis = analysed(extra=split(ESAT, EVERY, 30, 3.5))
    whole = analysis.legs[analysis.legs["leg"] == ESAT].reset_index(drop=True)
    found = narrowed(analysis, EVERY).legs
    same = ["depth", "node", "quarter", "leg", "metric", "raw", "n", "score", "hidden", "change"]
    pd.testing.assert_frame_equal(found[same], whole[same])
    assert found["response_rate"].isna().all()  # how many of them there are is in no file
    assert (found["se"] >= whole["se"]).all()  # nor are they known to be a large share of few


def test_a_segment_has_its_own_figures_against_the_targets_of_the_leg(parted: Analysis) -> None:
    found = narrowed(parted, FEW)
    now = found.legs[found.legs["quarter"] == NOW].set_index("node")
    assert now["raw"].to_dict() == pytest.approx(dict.fromkeys([COMPANY, "North", "A", "B"], 3.9))
    assert now.loc["A", "n"] == 10
    assert now.loc[COMPANY, "score"] == pytest.approx(75 + 25 * 0.8)  # 3.5 scores 75, 4 scores 100
    assert found.targets == parted.targets
    assert league(found, NOW, COMPANY, ESAT)["node"].tolist() == ["A", "B"]


def test_small_groups_stay_hidden(analysed: Analysed) -> None:
    rows = [*split(ESAT, SMALL, 3, 4.4), *split(ESAT, OTHERS, 27, 3.4)]
    found = narrowed(analysed(extra=rows), SMALL).legs
    units = found[found["depth"] == "unit"]
    assert (units["hidden"] == HIDDEN_FEW).all()
    assert units[["raw", "n", "score"]].isna().all(axis=None)
    shown = found[found["depth"] == "company"]
    assert (shown["n"] == 10).all()  # twelve of them are enough, and are published


def test_nothing_of_a_segment_is_compared_across_a_break(analysed: Analysed) -> None:
    rows = split(ESAT, EVERY, 30, 3.5)
    broken = Event(NOW, "New form", leg=ESAT, is_break=True)
    for events, is_known in ((), True), ((broken,), False):
        found = narrowed(analysed(extra=rows, events=events), EVERY).legs
        assert (found.loc[found["quarter"] == NOW, "change"].notna() == is_known).all()


def test_only_published_rows_are_read(parted: Analysis) -> None:
    rows = narrowed(parted, FEW).published.table
    table = parted.published.table
    published = table[(table["dimension"] == "level") & (table["level"] == "few")]
    figures = ["leg", "metric", "quarter", "node", "n", "s", "ss", "hidden"]
    pd.testing.assert_frame_equal(rows[figures], published[figures])


def test_a_segment_has_one_leg_and_no_seat(parted: Analysis) -> None:
    whole = read(parted, NOW, "A")
    found = read_segment(whole, narrowed(parted, HOME), HOME)
    assert [*found.legs] == [CSAT]
    assert found.legs[CSAT].raw == pytest.approx(3.1)
    assert (found.state, found.tilt, found.segment) == (State.INCOMPLETE, None, HOME)
    assert np.isnan(found.tilt_year_ago)
    assert not found.attention
    assert narrowed(parted, HOME).tilts.empty
    assert found.view == (*whole.view[:3], HOME)
    assert whole.segment == EVERYBODY


def test_a_unit_without_the_segment_has_no_leg(parted: Analysis) -> None:
    found = read_segment(read(parted, NOW, "C"), narrowed(parted, FEW), FEW)
    assert not found.legs
