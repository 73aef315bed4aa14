"""Reading: one node in one quarter off an analysis, what an established link implies, errors."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from stool.errors import NoDataError, QuarterNotLoadedError, UnknownNodeError
from stool.events import Event
from stool.lag import Evidence
from stool.period import shift
from stool.reading import Analysis, State, analyse, read
from stool.reading.analysis import panel_of_scores
from stool.schema import COMPANY, CSAT, ESAT, HIDDEN_FEW, LEGS, MARGIN, PROFIT
from tests.cells.making import answers, cells, ledger, spread
from tests.charts.build import link

LAST = "2025Q2"
Analysed = Callable[..., Analysis]


def test_an_even_company_is_level(even: Analysis) -> None:
    found = read(even)
    assert (found.quarter, found.node, found.depth, found.revision) == (LAST, COMPANY, "company", 7)
    assert found.state is State.LEVEL
    assert list(found.legs) == list(LEGS)
    assert {name: each.score for name, each in found.legs.items()} == pytest.approx(
        dict.fromkeys(LEGS, 75)
    )
    assert found.tilt is not None
    assert found.tilt.points == pytest.approx(0, abs=1e-9)
    assert found.tilt_year_ago == pytest.approx(0, abs=1e-9)
    assert found.missing == ()
    assert found.implication is None
    assert found.links is even.links
    assert found.legs[ESAT].scale == "1-5 mean"
    assert (found.legs[PROFIT].scale, found.legs[PROFIT].metric) == ("ledger", MARGIN)
    assert found.legs[ESAT].n == 100
    assert found.legs[ESAT].response_rate == 100 / 160


def test_a_tilt_of_other_wording_is_no_tilt_of_a_year_ago(analysed: Analysed) -> None:
    for quarter, known in (("2024Q2", True), ("2024Q3", False), (LAST, False)):
        broken = Event(quarter, "New form", leg=CSAT, is_break=True)
        found = read(analysed(events=[broken]))
        assert np.isfinite(found.tilt_year_ago) == known
        assert found.legs[CSAT].is_comparable == (quarter != LAST)


@pytest.mark.parametrize(("node", "depth", "n"), [("North", "region", 40), ("A", "unit", 25)])
def test_every_node_has_its_own_reading(even: Analysis, node: str, depth: str, n: float) -> None:
    found = read(even, "2024Q3", node)
    assert (found.depth, found.quarter, found.legs[ESAT].n) == (depth, "2024Q3", n)
    assert np.isnan(found.tilt_year_ago)


def test_no_window_moves_a_target_or_a_score(analysed: Analysed) -> None:
    random = np.random.default_rng(9)
    quarters = [shift("2024Q1", step) for step in range(6)]
    changed = {
        (CSAT, quarter, unit): answers(
            CSAT, quarter, unit, random.integers(1, 6, 40), scale="1-5 mean"
        )
        for quarter in quarters
        for unit in "ABCD"
    }
    whole = analysed(changed, targets={})
    target = whole.targets[CSAT]
    assert target.provisional
    for quarter, node in ((quarters[0], COMPANY), (quarters[2], "North"), (quarters[5], "B")):
        assert read(whole, quarter, node).legs[CSAT].target is target


def test_a_hidden_leg_is_there_without_a_score(analysed: Analysed) -> None:
    few = {(ESAT, LAST, "A"): answers(ESAT, LAST, "A", spread(3.5, 4), scale="1-5 mean")}
    found = read(analysed(few), LAST, "A")
    assert found.legs[ESAT].hidden == HIDDEN_FEW
    assert found.missing == (ESAT,)
    assert found.tilt is None
    assert found.state is State.CANNOT_TELL


def test_a_leg_not_loaded_makes_it_incomplete(analysed: Analysed) -> None:
    gone: dict[tuple[str, str, str], None] = {(CSAT, LAST, unit): None for unit in "ABCD"}
    found = read(analysed(gone), LAST)
    assert found.state is State.INCOMPLETE
    assert list(found.legs) == [ESAT, PROFIT]
    assert found.missing == (CSAT,)


def test_asks_for_data_quarters_and_names_it_knows(even: Analysis) -> None:
    with pytest.raises(
        QuarterNotLoadedError,
        match=r"2023Q4 is not loaded; the data run from 2024Q1 to 2025Q2\. Choose",
    ):
        read(even, "2023Q4")
    with pytest.raises(
        UnknownNodeError,
        match=r"No unit or region is called “Nroth”\. Did you mean one of: North, South\?",
    ):
        read(even, node="Nroth")
    batches = pd.DataFrame({"source": [], "rows_accepted": [], "rows_rejected": []})
    nothing = analyse(cells(), revision=0, parents={}, batches=batches)
    assert nothing.quarters == []
    with pytest.raises(NoDataError, match=r"No data is loaded\. Load an employee survey"):
        read(nothing)


def test_a_gap_between_quarters_can_be_asked_for() -> None:
    rows = [answers(ESAT, quarter, "A", spread(3.5, 20)) for quarter in ("2025Q1", "2025Q3")]
    batches = pd.DataFrame({"source": ["esat"], "rows_accepted": [40], "rows_rejected": [0]})
    found = analyse(cells(*rows), revision=1, parents={}, batches=batches)
    assert found.quarters == ["2025Q1", "2025Q2", "2025Q3"]
    gap = read(found, "2025Q2")
    assert (gap.state, gap.legs) == (State.INCOMPLETE, {})


def test_nodes_come_by_depth_and_name(even: Analysis) -> None:
    assert even.nodes["node"].tolist() == [COMPANY, "North", "South", "A", "B", "C", "D"]


def test_the_lag_analysis_reads_units_on_the_unbent_line(even: Analysis) -> None:
    panel = panel_of_scores(even.legs)
    assert list(panel.columns) == ["unit", "quarter", *LEGS]
    assert sorted(panel["unit"].unique()) == list("ABCD")
    assert panel[list(LEGS)].to_numpy().ravel() == pytest.approx(75.0)
    company_only = even.legs[even.legs["depth"] == "company"]
    assert panel_of_scores(company_only)["unit"].unique().tolist() == [COMPANY]


def test_every_declared_link_is_tested(even: Analysis) -> None:
    assert set(even.links) == {(ESAT, CSAT), (CSAT, PROFIT), (PROFIT, ESAT)}
    assert set(even.reverse) == {(CSAT, ESAT), (PROFIT, CSAT), (ESAT, PROFIT)}
    assert {found.evidence for found in even.links.values()} == {Evidence.TOO_SHORT}


def test_text_settings_reach_the_analysis(analysed: Analysed) -> None:
    found = analysed(labels={"esat": "All in all?"}, minimum_n=40, headline={ESAT: "esat"})
    assert found.labels == {"esat": "All in all?"}
    assert found.published.minimum_n == 40
    assert (found.legs.loc[found.legs["node"] == "A", "hidden"] == HIDDEN_FEW).sum() == 6


@pytest.fixture(scope="module")
def moved(analysed: Analysed) -> Analysis:
    """ESAT of the whole company rose in 2024Q2 by more than noise and fell back a quarter on."""
    changed = {
        (ESAT, "2024Q2", unit): answers(ESAT, "2024Q2", unit, spread(4.0, 30), scale="1-5 mean")
        for unit in "ABCD"
    }
    return analysed(changed)


@pytest.mark.parametrize(
    ("quarter", "expected"),
    [
        ("2024Q1", None),
        ("2024Q2", ("2024Q2", "2024Q4", "2025Q1")),
        ("2024Q4", ("2024Q2", "2025Q1", "2025Q1")),
        ("2025Q1", ("2024Q3", "2025Q2", "2025Q2")),
        ("2025Q2", None),
    ],
)
def test_a_link_implies_what_is_still_due(
    moved: Analysis, quarter: str, expected: tuple[str, str, str] | None
) -> None:
    linked = replace(moved, links={(ESAT, CSAT): link(lag_set=(2, 3))})
    found = read(linked, quarter).implication
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert (found.leader, found.follower) == (ESAT, CSAT)
    assert (found.quarter, found.due_first, found.due_last) == expected
    assert found.change == pytest.approx(25 if found.quarter == "2024Q2" else -25)


@pytest.mark.parametrize(
    "weak", [link(Evidence.SUGGESTIVE), link(Evidence.NOT_ESTABLISHED), link(best_r=-0.5)]
)
def test_nothing_is_implied_by_less_than_an_established_positive_link(
    moved: Analysis, weak: object
) -> None:
    linked = replace(moved, links={(ESAT, CSAT): weak})
    assert read(linked, "2024Q2").implication is None


def test_the_largest_change_is_the_one_implied(analysed: Analysed) -> None:
    changed = {
        (ESAT, quarter, unit): answers(ESAT, quarter, unit, spread(mean, 30), scale="1-5 mean")
        for quarter, mean in (("2024Q4", 3.9), ("2025Q1", 3.1), ("2025Q2", 3.1))
        for unit in "ABCD"
    }
    linked = replace(analysed(changed), links={(ESAT, CSAT): link(lag_set=(2, 3))})
    found = read(linked, LAST).implication
    assert found is not None
    assert (found.quarter, found.due_first, found.due_last) == ("2025Q1", "2025Q3", "2025Q4")


def test_two_units_of_ledger_alone_are_read() -> None:
    rows = [
        ledger(metric, "2025Q1", unit, value)
        for unit in "AB"
        for metric, value in (("revenue", 100), ("cost", 92.5))
    ]
    batches = pd.DataFrame({"source": ["esat"], "rows_accepted": [2], "rows_rejected": [0]})
    found = read(analyse(cells(*rows), revision=1, parents={}, batches=batches))
    assert found.legs[PROFIT].score == pytest.approx(56.25)
    assert found.state is State.INCOMPLETE
