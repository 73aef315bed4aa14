"""Disclosure control on the Data page: what is set there is what the library keeps."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.text import privacy as words
from tests.pages.driving import everything


def threshold_card() -> None:
    from stool.ui import panels, privacy_view, state

    state.enter("data")
    panels.news()
    privacy_view.threshold()


def releases_card() -> None:
    from stool.ui import panels, privacy_view, state

    state.enter("data")
    panels.news()
    privacy_view.releases()


def opened(card: Callable[[], None] = threshold_card) -> AppTest:
    app = AppTest.from_function(card, default_timeout=120).run()
    assert not app.exception
    return app


def test_the_threshold_is_shown_explained_and_raised(store: Path) -> None:
    app = opened()
    assert words.THRESHOLD in [each.value for each in app.header]
    assert "it can be raised, never lowered" in everything(app)
    field = app.number_input[0]
    assert (field.value, field.min, field.max) == (7, 7, 50)  # figures are published: not under 7
    field.set_value(9)
    app = app.button[0].click().run()
    assert "Revision 3: Figures of fewer than 9 employees are hidden." in everything(app)
    assert (app.number_input[0].value, app.number_input[0].min) == (9, 9)
    with Book.open(store) as book:
        assert book.minimum_n() == 9
        assert book.store.revisions().iloc[2]["action"] == "put"


def test_what_somebody_else_raised_meanwhile_is_not_undone(store: Path) -> None:
    app = opened()
    with Book.open(store) as book:
        book.set_minimum_n(12, who="Ada")
    app.number_input[0].set_value(8)
    app = app.button[0].click().run()
    with Book.open(store) as book:
        assert book.minimum_n() == 12


def test_nothing_is_asked_of_an_empty_store(empty: Path) -> None:
    assert not opened().number_input


def survey(many: int) -> bytes:
    rows = [f"{each},2026-02-15,Ashby,{1 + each % 5}" for each in range(many)]
    return "\n".join(["response_id,date,branch,overall_satisfaction", *rows]).encode()


def test_the_releases_say_what_is_shown_since_when_and_what_waits(empty: Path) -> None:
    with Book.open(empty) as book:
        book.publish([book.examine(survey(20), "employees.csv")], who="Ada")
    app = opened(releases_card)
    table = app.dataframe[0].value
    assert table[words.QUARTER].tolist() == ["2026Q1"]
    assert table[[words.VERSION, words.PEOPLE, words.STATE]].values.tolist() == [
        [1, 20, words.SHOWN]
    ]
    assert not app.warning
    with Book.open(empty) as book:
        book.publish([book.examine(survey(23), "employees.csv")], who="Ada", replace=True)
        made = book.store.revisions().set_index("revision")["made_at"][1]
        (found,) = book.releases()
    app = opened(releases_card)
    said = words.waiting(found)
    assert said.startswith("2026Q1 employees: a correction of 3 answers waits, since what changed")
    assert said in everything(app)
    assert app.dataframe[0].value[words.STATE].tolist() == [said]
    assert app.dataframe[0].value[words.SINCE].tolist() == [f"{made:%Y-%m-%d %H:%M}"]


def test_the_sample_alone_is_no_release(store: Path) -> None:
    assert words.NO_RELEASES in everything(opened(releases_card))
