"""The coverage card: the heading counts, the chips choose, the questions can be copied."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.reading.coverage import Coverage, coverage
from stool.text import coverage as words
from stool.text import questions
from tests.reading.slim import slim


def card() -> None:
    from stool.reading.coverage import coverage
    from stool.ui import cache, coverage_view
    from tests.reading.slim import slim

    coverage_view.coverage_map(coverage(slim(cache.book().analysis())))


def explained() -> None:
    from stool.ui import coverage_view

    coverage_view.concepts()


def opened() -> AppTest:
    return AppTest.from_function(card, default_timeout=60).run()


@pytest.fixture(scope="module")
def found(sample_store: Path) -> Coverage:
    with Book.open(sample_store) as book:
        return coverage(slim(book.analysis()))


def test_the_card_says_how_many_and_shows_every_concept(sample: Path, found: Coverage) -> None:
    app = opened()
    assert not app.exception
    assert app.header[0].value == "You measure 17 of 46"
    assert app.dataframe[0].value.equals(words.table(found.rows))
    assert len(app.dataframe[0].value) == 46


def test_the_chips_choose_what_is_shown(sample: Path, found: Coverage) -> None:
    app = opened()
    app.segmented_control(key="coverage").set_value("missing").run()
    assert set(app.dataframe[0].value[words.MEASURED]) == {"no", "in part"}
    assert len(app.dataframe[0].value) == 29
    app.segmented_control(key="coverage").set_value("measured").run()
    assert not app.exception
    assert set(app.dataframe[0].value[words.MEASURED]) == {"yes"}
    assert not app.code
    assert not app.selectbox


def test_the_question_of_a_missing_concept_can_be_copied(sample: Path, found: Coverage) -> None:
    app = opened()
    rows = {row["id"]: row for row in found.rows.to_dict("records")}
    picked = app.selectbox(key="concept")
    assert len(picked.options) == 29
    assert app.code[0].value == words.block(rows["S3"])
    picked.set_value("S36").run()
    assert app.code[0].value == words.block(rows["S36"])
    assert "I have the freedom to decide how I serve." in app.code[0].value


def test_every_missing_question_comes_as_one_text(sample: Path, found: Coverage) -> None:
    app = opened()
    app.session_state["questions"] = True
    app.run()
    assert not app.exception
    assert app.code[1].value == questions.to_copy(questions.missing_questions(found))
    names = [button.label for button in app.get("download_button")]
    assert names == [words.DOWNLOAD_MAP, words.DOWNLOAD_QUESTIONS]


def test_an_empty_store_offers_the_whole_bank(empty: Path) -> None:
    app = opened()
    assert not app.exception
    assert app.header[0].value == "You measure 1 of 46"
    assert len(app.selectbox(key="concept").options) == 45


def test_help_explains_every_concept() -> None:
    app = AppTest.from_function(explained).run()
    assert not app.exception
    assert app.dataframe[0].value.equals(words.concept_table())
    assert [button.label for button in app.get("download_button")] == [words.DOWNLOAD_BANK]
