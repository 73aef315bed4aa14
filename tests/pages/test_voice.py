"""The parts of the page of what people say: what is shown, what is not, and what is saved."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.text import labels
from stool.text import voice as text
from stool.ui import cache
from stool.voice import Step, Topic, shipped_topics
from stool.voice.rows import Collector
from tests.pages.driving import everything, open_page

Q = "2026Q1"

HEARD = [
    *(text.TOPICS, text.LOW, text.TREND, text.COMMENTS, text.SUGGESTIONS, text.FUNNEL, text.LISTS),
]  # cards of what people say, in their order


def card(part: str, leg: str, node: str) -> None:
    from stool.ui import cache, state, voice_view

    state.enter("plan")
    revision = state.newest()
    analysis, voice = cache.analysis(revision), cache.voice(revision, revision)
    parts = {
        "comments": lambda: voice_view.comments(analysis, voice, leg, "2026Q1", node),
        "topic_trend": lambda: voice_view.topic_trend(voice, leg, "2026Q1", node),
        "topics": lambda: voice_view.topics(voice, leg, "2026Q1", node),
        "low_scorers": lambda: voice_view.low_scorers(voice, leg, "2026Q1", node),
        "suggestions": lambda: voice_view.suggestions(analysis, voice, leg, "2026Q1", node),
        "funnel": lambda: voice_view.funnel(voice, leg, "2026Q1", node),
        "word_lists": lambda: voice_view.word_lists(voice),
    }
    parts[part]()


def shown(part: str, leg: str = "csat", node: str = "ALL UNITS") -> AppTest:
    page = AppTest.from_function(card, args=(part, leg, node), default_timeout=60).run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    texts = [*page.caption, *page.info, *page.markdown, *page.text, *page.error]
    return "\n".join(str(each.value) for each in texts)


def test_comments_of_customers_are_shown_by_the_page(sample: Path) -> None:
    page = shown("comments")
    assert len(page.text) == 20
    assert "555 comments in Q1 2026" in words(page)
    assert not page.dataframe


def test_comments_of_employees_are_shown_at_one_level(sample: Path) -> None:
    unit = shown("comments", "esat", "Kelstone")
    assert len(unit.text) == 11
    rest = shown("comments", "esat", "North")
    assert "too small to be shown alone" in words(rest)
    assert not {each.value for each in unit.text} & {each.value for each in rest.text}
    company = shown("comments", "esat")
    assert not company.text
    assert "They can be read in Ashfell" in words(company)


def test_no_card_offers_the_texts_or_tells_a_score(sample: Path) -> None:
    revision = Book.open(sample).store.latest()
    voice = cache.voice(revision, revision)
    texts = set(voice.placed["text"])
    for part in ("topics", "topic_trend", "low_scorers", "funnel"):
        for leg in ("esat", "csat"):
            page = shown(part, leg)
            frames = [each.value for each in page.dataframe]
            assert not any(frame.isin(texts).any(axis=None) for frame in frames)
    assert set(voice.texts("csat", Q, "ALL UNITS", "comment")) == {"key", "text"}


def test_topics_have_a_sentence_a_table_and_groups_of_the_rest(sample: Path) -> None:
    page = shown("topics")
    assert "Mentioned most in Q1 2026" in words(page)
    table = page.dataframe[0].value
    assert {"Waiting", "Attitude", "Our process", "Went beyond"} <= set(table["Topic"])
    assert page.dataframe[1].value["Texts"].ge(5).all()


def test_low_scorers_of_employees_are_told_of_the_company_alone(sample: Path) -> None:
    assert "Low scorers mention" in words(shown("low_scorers", "esat"))
    page = shown("low_scorers", "esat", "North")
    assert not page.dataframe
    assert "of the company alone" in words(page)


def test_saving_the_topics_as_they_are_changes_nothing(store: Path) -> None:
    page = shown("word_lists")
    before = cache.book().store.latest()
    page.button[0].click().run()
    assert not page.exception
    assert cache.book().store.latest() == before  # as shipped: nothing to keep
    assert cache.book().topics() == shipped_topics()


def test_the_page_shows_the_words_of_those_chosen(sample: Path) -> None:
    app = open_page("pages/voice.py", quarter="2025Q4", unit="West")
    assert not app.exception
    assert app.title[0].value == labels.QUESTION["voice"]
    assert "Q4 2025, West" in everything(app)
    assert [each.key for each in app.get("plotly_chart")][:3] == [
        *("drivers_matrix", "drivers_ranks", "topic_trend"),
    ]
    titles = [each.value for each in app.header]
    assert [each for each in titles if each in HEARD] == HEARD
    app.segmented_control(key="voice_leg").set_value("esat").run()
    assert not app.exception
    assert "of the company alone" in everything(app)
    app.segmented_control(key="voice_kind").set_value("suggestion").run()
    assert re.search(r"suggestions (of employees )?in Q4 2025", words(app))


def test_a_store_without_comments_says_what_to_load(empty: Path) -> None:
    assert labels.EMPTY_TITLE in everything(open_page("pages/voice.py"))
    _publish_newtown(comment=None)
    app = open_page("pages/voice.py")
    assert not app.exception
    assert app.info[-1].value.replace("\\", "") == text.NO_TEXTS
    assert not {each.value for each in app.header} & {*HEARD}


def test_an_earlier_version_changes_nothing_and_shows_nothing_erased(empty: Path) -> None:
    _publish_newtown(comment="heard once {}")
    first = open_page("pages/voice.py")
    assert "heard once a" in words(first)
    assert text.SAVE_LISTS in [button.label for button in first.button]
    cache.book().revert(1, who="test")
    _publish_newtown(comment="heard again {}", score=4)
    app = open_page("pages/voice.py", v="1")
    assert not app.exception
    assert "heard" not in words(app)
    assert text.erased([("csat", Q)]) in words(app).replace("\\", "")
    app = open_page("pages/voice.py", v=str(cache.book().store.latest()))
    assert "heard again a" in words(app)
    cache.book().set_topics((Topic("Noise", ("csat",), ("heard",)),), who="test")
    app = open_page("pages/voice.py", v=str(cache.book().store.versions()[1]))
    assert "heard again a" in words(app)
    assert text.EARLIER in words(app).replace("\\", "")
    assert not [button for button in app.button if button.label == text.SAVE_LISTS]


def test_a_sample_of_what_was_written_is_said_to_be_one(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Collector.__init__, "__defaults__", ((), 8))
    _publish_newtown(comment="heard {}")
    shown_ = words(open_page("pages/voice.py")).replace("\\", "")
    assert shown_.count(text.left_out(4, Q, "comment")) == 2


def _publish_newtown(*, comment: str | None, score: int = 3) -> None:
    """A customer survey of twelve answers, with a comment each if there is one."""
    frame = pd.DataFrame({"date": "2026-02-03", "branch": "Newtown", "csat": [score, 4, 5] * 4})
    if comment is not None:
        frame["comment"] = [comment.format(chr(97 + number)) for number in range(12)]
    book = cache.book()
    book.publish([book.examine(frame.to_csv(index=False).encode(), "newtown.csv")], who="test")


@pytest.fixture
def asked(store: Path) -> Path:
    """The sample with suggestions of customers in one more quarter-unit."""
    frame = pd.DataFrame(
        {
            "date": "2026-02-03",
            "branch": "Newtown",
            "region": "North",
            "csat": [3, 4, 5] * 4,
            "suggestion": [f"Please open door {chr(97 + n)} earlier" for n in range(12)],
        }
    )
    book = cache.book()
    file = book.examine(frame.to_csv(index=False).encode(), "newtown.csv")
    assert file.written["written"].tolist() == [12]
    book.publish([file], who="test")
    return store


def test_suggestions_are_followed_from_heard_to_told_back(
    asked: Path, note_action: Callable[[str], None]
) -> None:
    note_action("Open earlier")
    page = shown("suggestions", "csat", "Newtown")
    assert len(page.text) == 8
    steps, actions = page.selectbox[0::2], page.selectbox[1::2]
    steps[0].set_value(Step.TOLD)
    actions[0].set_value("Open earlier")
    steps[1].set_value(Step.CODED)
    page.button[0].click().run()
    assert not page.exception
    noted = cache.book().voice().followed
    assert sorted(each.step.value for each in noted.values()) == ["coded", "told back"]
    table = shown("funnel", "csat", "Newtown").dataframe[0].value
    assert table["Reached"].tolist() == [12, 2, 1, 1]
    assert "Of 12 suggestions" in words(shown("funnel", "csat", "Newtown"))


def test_a_step_without_its_action_is_refused_in_words(asked: Path) -> None:
    page = shown("suggestions", "csat", "Newtown")
    page.selectbox[0].set_value(Step.TOLD)
    page.button[0].click().run()
    assert "without an action" in words(page)
    assert not cache.book().voice().followed


@pytest.fixture
def note_action() -> Callable[[str], None]:
    from stool.plan import Action, Status

    def note(title: str) -> None:
        action = Action(title, "Ann", ("Newtown",), "csat", Q, 1, Status.RUNNING)
        cache.book().note_actions([action], who="test")

    return note
