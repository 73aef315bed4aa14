"""What was loaded when, and what it changed in the numbers: the figures are the library's."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.measure import Target
from stool.reading import Effect, effect
from stool.sample import SAMPLE
from stool.text import history as words
from stool.ui import state
from tests.pages.driving import everything

NOTHING = pd.DataFrame({name: [] for name in ("node", "leg", "quarter", "before", "after")})
SAME = Effect(
    "2026Q1", {"esat": (72.0, 72.0)}, (6.4, 6.4), NOTHING, NOTHING, NOTHING
)  # nothing differs


def cards() -> None:
    from stool.ui import history_view

    history_view.changes()
    history_view.history()


def opened() -> AppTest:
    app = AppTest.from_function(cards, default_timeout=120).run()
    assert not app.exception
    return app


@pytest.fixture
def grown(store: Path) -> Path:
    """The sample with a quarter more, then a target of its own."""
    with Book.open(store) as book:
        files = sorted((SAMPLE / "next" / "2026Q2").glob("*.csv"))
        book.publish([book.examine(path) for path in files], who="Ada")
        book.set_targets({"csat": Target(2.5, 3.6, 4.0, provisional=False)}, who="Ada")
    return store


def test_history_says_who_when_what_and_to_which_effect(grown: Path) -> None:
    app = opened()
    shown = app.dataframe[-1].value
    with Book.open(grown) as book:
        batches = book.store.batches()
        found = effect(book.analysis(1), book.analysis(3))
    assert shown["File"].tolist() == batches["file_name"].tolist()
    assert shown["By"].tolist()[:3] == ["Ada"] * 3
    assert shown["Legs"].tolist()[:3] == ["Profit", "ESAT", "CSAT"]
    assert shown["Live"].tolist() == ["live"] * 8
    assert (shown["SHA-256"] == batches["sha256"].str[:10]).all()
    assert shown[words.EFFECT].tolist()[:3] == [words.effect(found)] * 3
    assert words.effect(found).startswith("adds 2026Q2 · tilt ")
    assert shown[words.EFFECT].iloc[3].startswith("adds 2021Q2 to 2026Q1")


def test_the_effect_of_every_version_is_shown_on_demand(grown: Path) -> None:
    with Book.open(grown) as book:
        for turn in range(3):
            sheet = f"branch,quarter,revenue,cost\nPolna,2026Q{3 + turn % 2},{90 + turn},80\n"
            file = book.examine(sheet.encode(), f"more{turn}.csv")
            book.publish([file], who="Ada", replace=True)
        batches = book.store.batches()
        first = effect(None, book.analysis(1))
    app = opened()
    assert app.dataframe[-1].value[words.EFFECT].iloc[-1] == words.OLDER
    app.toggle(key="effects").set_value(True).run()
    shown = app.dataframe[-1].value[words.EFFECT]
    assert words.OLDER not in shown.tolist()
    assert shown.iloc[-1] == words.effect(first)
    assert len(shown) == len(batches)


def test_a_file_taken_back_says_when_it_ended(store: Path) -> None:
    with Book.open(store) as book:
        change = book.revert(3, who="Ada")
        whole = words.batch_csv(book.store.batches().assign(effect=""))
    shown = opened().dataframe[-1].value
    ended = shown[shown["Batch"] == 3]["Live"]
    assert ended.tolist() == [f"ended in revision {change.revision}"]
    assert whole["SHA-256"].str.len().tolist() == [64] * 5


def test_changes_compare_the_last_upload_with_what_was_before(grown: Path) -> None:
    app = opened()
    with Book.open(grown) as book:
        found = effect(book.analysis(1), book.analysis(3))
    assert words.changes(found) in everything(app)
    assert words.PROVISIONAL in everything(app)
    shown = app.dataframe[0].value
    assert shown.equals(words.change_table(found).head(words.MOST_ROWS))
    assert len(shown) == min(len(found.moved) + len(found.new), words.MOST_ROWS)


def test_any_two_versions_can_be_compared(grown: Path) -> None:
    app = opened()
    before, after = app.selectbox[0], app.selectbox[1]
    assert before.value == after.value == state.LATEST
    assert before.options[before.index].startswith("Revision 1 ·")
    assert after.options[after.index].startswith("Revision 3 ·")
    newest = max(int(each.split()[1]) for each in after.options)
    after.set_value(str(newest)).run()
    app.selectbox[0].set_value("3").run()
    assert not app.exception
    with Book.open(grown) as book:
        found = effect(book.analysis(3), book.analysis(newest))
    assert words.changes(found) in everything(app)
    assert set(app.dataframe[0].value["Leg"]) == {"CSAT"}
    app.selectbox[0].set_value(str(newest)).run()
    assert "No figure changed." in everything(app)


def test_an_empty_store_has_no_history(empty: Path) -> None:
    app = opened()
    assert not app.dataframe
    assert not app.selectbox


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "no figure changed"),
        ({"tilt": (6.4, 5.9)}, "tilt 6.4 → 5.9"),
        ({"tilt": (6.4, 5.9), "legs": {"esat": (72.0, 71.2)}}, "tilt 6.4 → 5.9 · ESAT 72.0 → 71.2"),
        ({"legs": {"esat": (72.01, 72.07)}}, "ESAT 72.0 → 72.1"),
        ({"legs": {"esat": (72.04, 72.06)}}, "no figure changed"),
        ({"legs": {"esat": (71.96, 72.02)}}, "ESAT 71.96 → 72.02"),
        ({"legs": {"esat": (None, 72.0)}}, "ESAT 72.0"),
        ({"legs": {"esat": (72.0, None)}}, "ESAT no more"),
    ],
)
def test_the_effect_in_a_few_words(changed: dict[str, object], said: str) -> None:
    assert words.effect(replace(SAME, **changed)) == said


def test_an_effect_elsewhere_is_not_none() -> None:
    rows = pd.DataFrame(
        [("North", "esat", "2025Q4", 70.0, 71.0)],
        columns=["node", "leg", "quarter", "before", "after"],
    )
    found = replace(SAME, moved=rows)
    assert words.effect(found) == "headline as before; 1 score elsewhere"
    assert words.change_table(found).to_dict("records") == [
        {
            "Unit": "North",
            "Leg": "ESAT",
            "Quarter": "2025Q4",
            "Before": 70.0,
            "After": 71.0,
            "Change": 1.0,
            "What": "moved",
        }
    ]


def test_quarters_that_go_are_named() -> None:
    rows = pd.DataFrame(
        [("ALL UNITS", "esat", "2025Q4", 70.0), ("ALL UNITS", "csat", "2025Q3", 70.0)],
        columns=["node", "leg", "quarter", "before"],
    )
    assert words.effect(replace(SAME, gone=rows)) == "takes out 2025Q3 to 2025Q4"
    assert words.changes(replace(SAME, gone=rows)).startswith("2 scores gone. All units, Q1 2026:")
