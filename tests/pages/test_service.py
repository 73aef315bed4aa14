"""The cards of the Service page, and those at the foot of Legs and Plan."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stool.reading.needs import concepts
from stool.service import GROUPS, MEASURES
from stool.text import questions
from stool.text.service import WORDS, words
from tests.pages.driving import everything, open_page

SAID = {
    "reliable": ("on who serves", "inside in 99.7%", "were broken", "felt served on time"),
    "responsive": ("get an answer within 8 hours", "go together in part", "One point more of it"),
    "fair": ("Key account waits", "Staff feel less respected", "Excellent: 22%"),
    "recovers": ("was resolved are", "Still open: 0 of 67", "disputed"),
}


def heads(app: AppTest) -> list[str]:
    return [each.value for each in app.header]


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_shows_each_of_its_cards(sample: Path, group: str) -> None:
    page = open_page("pages/service.py", cards=words.GROUP[group])
    assert not page.exception
    assert heads(page)[-len(GROUPS[group]) :] == [questions.name(each) for each in GROUPS[group]]
    text = everything(page)
    for part in SAID.get(group, ("beyond noise", " to ")):
        assert part in text
    assert words.NOT_MEASURED not in text


def test_the_chart_of_the_most_restless_unit_is_drawn(sample: Path) -> None:
    page = open_page("pages/service.py")
    assert "Calder Bay against its own limits" in everything(page)


def test_a_unit_shows_the_chart_of_itself(sample: Path) -> None:
    page = open_page("pages/service.py", unit="Trevanion")
    assert not page.exception
    assert "Trevanion against its own limits" in everything(page)


def test_every_measure_has_words() -> None:
    assert set(MEASURES) <= set(WORDS)
    assert {concept for group in GROUPS.values() for concept in group} <= set(MEASURES)


def test_a_branch_has_cards_of_its_own(sample: Path) -> None:
    app = open_page("pages/service.py", cards=words.GROUP["chain"], unit="Harborough")
    assert not app.exception
    assert "Harborough on Dispatch" in everything(app)


def test_the_lists_behind_leaders_are_on_the_page(sample: Path) -> None:
    app = open_page("pages/service.py", cards=words.GROUP["led"])
    listed = [frame.value for frame in app.dataframe]
    assert any("Mystery calls answered with a name" in str(each.to_numpy()) for each in listed)
    assert any("Every manager spends one day" in str(each.to_numpy()) for each in listed)


@pytest.mark.parametrize("page", ["legs", "plan"])
def test_concepts_of_other_pages_stand_there(sample: Path, page: str) -> None:
    app = open_page(f"pages/{page}.py")
    assert not app.exception
    wanted = [each.id for each in concepts() if each.page == page and each.id in MEASURES]
    assert len(wanted) > 2
    assert [name for name in map(questions.name, wanted) if name not in heads(app)] == []
