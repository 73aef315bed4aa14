"""The outlook: established links only, on top of the node's own last score."""

from dataclasses import replace

import pandas as pd
import pytest

from stool.book import Book
from stool.lag import Evidence, project_mean
from stool.reading import Analysis, outlook, panel_of_scores
from stool.schema import COMPANY, CSAT, ESAT, PROFIT


@pytest.fixture(scope="module")
def sample(sample_book: Book) -> Analysis:
    return sample_book.analysis()


def test_only_established_links_look_ahead(sample: Analysis) -> None:
    found = outlook(sample)
    assert set(zip(found["leader"], found["leg"], strict=True)) == {(ESAT, CSAT), (CSAT, PROFIT)}
    weaker = {
        legs: replace(link, evidence=Evidence.SUGGESTIVE) for legs, link in sample.links.items()
    }
    assert outlook(replace(sample, links=weaker)).empty


def test_the_company_moves_as_the_mean_of_its_units(sample: Analysis) -> None:
    found = outlook(sample).query("leg == @CSAT")
    link = sample.links[ESAT, CSAT]
    projected = project_mean(panel_of_scores(sample.legs), ESAT, CSAT, link.lag_set)
    own = sample.legs.query("node == @COMPANY and leg == @CSAT").iloc[-1]
    assert own["linear"] < 75  # where the line is the score
    moved = projected["forecast"] - projected["now"]
    assert (found["score"] - own["score"]).tolist() == pytest.approx(moved.tolist())
    assert found["now"].tolist() == [own["score"]] * len(found)


def test_a_unit_has_its_own_wider_fan(sample: Analysis) -> None:
    whole, one = (outlook(sample, node).query("leg == @CSAT") for node in (COMPANY, "Polna"))
    assert one["units"].tolist() == [1, 1]
    assert (one["high"] - one["low"]).min() > (whole["high"] - whole["low"]).max()


def test_a_node_without_a_last_score_has_no_outlook(sample: Analysis) -> None:
    last = sample.quarters[-1]
    gone = (sample.legs["node"] == "Polna") & (sample.legs["quarter"] == last)
    found = outlook(replace(sample, legs=sample.legs[~gone]), "Polna")
    assert found.empty
    assert isinstance(found, pd.DataFrame)
    assert PROFIT not in set(found["leg"])
