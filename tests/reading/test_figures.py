"""The figure that stands for a concept: the same number as on its page."""

from collections.abc import Mapping

import numpy as np
import pytest

from stool.book import Book
from stool.lag import loop_gain
from stool.reading import Analysis, figures, fund, groups_of, money
from stool.schema import COMPANY, CSAT, SEGMENT
from stool.service import Figure, Measure

Q = "2026Q1"


@pytest.fixture(scope="module")
def analysis(sample_book: Book) -> Analysis:
    return sample_book.analysis()


@pytest.fixture(scope="module")
def found(
    sample_book: Book, sample_service: dict[str, Measure], analysis: Analysis
) -> Mapping[str, Figure]:
    pairs = sample_book.pairs(quarters=analysis.quarters[-4:])
    return figures(analysis, sample_service, pairs, Q)


def test_headlines_of_the_service_are_among_them(
    sample_service: dict[str, Measure], found: Mapping[str, Figure]
) -> None:
    for concept, measure in sample_service.items():
        assert found[concept] == measure.headline


def test_events_count_up_to_the_quarter(sample_book: Book, analysis: Analysis) -> None:
    nothing = sample_book.pairs(quarters=[])
    for quarter in (Q, "2022Q3", "2021Q2"):
        known = sum(event.quarter <= quarter for event in analysis.events)
        figure = figures(analysis, {}, nothing, quarter).get("S27")
        assert (figure.value if figure else 0) == known
    assert len(analysis.events) == 5


def test_margin_is_that_of_the_legs_page(analysis: Analysis, found: Mapping[str, Figure]) -> None:
    assert found["S43"].value == money(analysis, Q, COMPANY).set_index("figure").at["margin", "now"]


def test_surplus_is_that_of_the_reward_fund(
    analysis: Analysis, found: Mapping[str, Figure]
) -> None:
    assert found["S44"].value == fund(analysis).surplus


def test_the_loop_is_what_the_links_give(analysis: Analysis, found: Mapping[str, Figure]) -> None:
    gain = loop_gain(analysis.links)
    assert gain is not None
    figure = found["S45"]
    assert (figure.value, figure.low, figure.high) == (gain.value, gain.low, gain.high)


def test_segments_that_weigh_questions_differently_are_counted(
    sample_book: Book, analysis: Analysis, found: Mapping[str, Figure]
) -> None:
    """The sample plants that key accounts and private customers differ on one question."""
    groups = groups_of(analysis, sample_book.pairs(quarters=analysis.quarters[-4:]), CSAT, SEGMENT)
    assert found["S4"].value == len(groups.differing) >= 1
    assert found["S4"].n == len(groups.items)


def test_of_nothing_only_the_loop_has_a_figure(analysis: Analysis, sample_book: Book) -> None:
    found = figures(analysis, {}, sample_book.pairs(quarters=[]), "2020Q1")
    assert set(found) == {"S45"}  # of all quarters
    assert np.isfinite(found["S45"].value)
