"""Floor, target and stretch: all on the Data page, a leg's own on Legs, one road to the book."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.measure import Target
from stool.schema import CSAT, ESAT, MARGIN, PROFIT
from stool.text import labels
from stool.text import targets as words
from tests.pages.driving import everything, open_page

Typing = Callable[[dict[str, float]], None]


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Type numbers into the first row of the table, which AppTest cannot."""
    plain, typed = st.data_editor, dict[str, float]()

    def edited(table: pd.DataFrame, **options: Any) -> pd.DataFrame:
        shown = plain(table, **options).copy()
        for name, value in typed.items() if words.STRETCH in table else ():
            shown.loc[0, name] = value
        return shown

    monkeypatch.setattr(st, "data_editor", edited)
    return typed.update


def on_legs(leg: str, **query: str) -> AppTest:
    app = open_page("pages/legs.py", **query)
    return app.segmented_control(key="leg").set_value(leg).run()


def table(app: AppTest) -> pd.DataFrame:
    found = [each.value for each in app.dataframe if words.STRETCH in each.value]
    assert len(found) == 1
    return found[0]


def save(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.label == words.SAVE).click().run()


def can_save(app: AppTest) -> bool:
    return words.SAVE in [button.label for button in app.button]


@pytest.mark.parametrize("leg", [ESAT, CSAT, PROFIT])
def test_legs_shows_the_rows_of_its_leg_of_the_data_page(sample: Path, leg: str) -> None:
    every = table(open_page("pages/data.py"))
    own = table(on_legs(leg))
    of_leg = every[every[words.LEG] == labels.LEG_SHORT[leg]].reset_index(drop=True)
    assert len(own) == (len(every) - 2 if leg == PROFIT else 1)
    pd.testing.assert_frame_equal(own, of_leg)


def test_what_is_provisional_is_said_on_both_pages(store: Path) -> None:
    with Book.open(store) as book:
        analysis = book.analysis()
        margin, esat = labels.metric(MARGIN), labels.metric(analysis.headline[ESAT])
        book.set_targets({analysis.headline[CSAT]: Target(2, 3, 4, provisional=False)}, who="tests")
    data = everything(open_page("pages/data.py"))
    said = next(line for line in data.splitlines() if line.startswith("Provisional, from history"))
    assert esat in said
    assert margin in said
    assert words.provisional([esat], []) in everything(on_legs(ESAT))
    assert words.provisional([], []) in everything(on_legs(CSAT))
    assert table(on_legs(CSAT))[words.ORIGIN].tolist() == [words.FROM_YOU]


def test_saving_on_legs_is_a_revision_of_that_leg_alone(store: Path, typing: Typing) -> None:
    with Book.open(store) as book:
        before = book.analysis()
    typing({words.FLOOR: 2.5, words.TARGET: 3.6, words.STRETCH: 4.0})
    app = save(on_legs(CSAT))
    assert not app.exception
    assert words.provisional([], []) in everything(app)
    with Book.open(store) as book:
        after = book.analysis()
    assert [message.value for message in app.success] == [labels.plain(words.saved(after.revision))]
    csat = before.headline[CSAT]
    assert after.targets[csat] == Target(2.5, 3.6, 4.0, provisional=False)
    assert {**after.targets, csat: None} == {**before.targets, csat: None}


def test_saving_on_the_data_page_makes_every_row_ones_own(store: Path, typing: Typing) -> None:
    typing({words.STRETCH: 6.0})
    app = save(open_page("pages/data.py"))
    assert not app.exception
    with Book.open(store) as book:
        after = book.analysis()
    assert not any(target.provisional for target in after.targets.values())
    assert after.targets[after.headline[ESAT]].stretch == 6.0
    assert words.provisional([], []) in everything(app)


@pytest.mark.parametrize("opened", [lambda: on_legs(ESAT), lambda: open_page("pages/data.py")])
def test_numbers_out_of_order_are_refused_on_both_pages(
    store: Path, typing: Typing, opened: Callable[[], AppTest]
) -> None:
    typing({words.FLOOR: 9.0})
    app = save(opened())
    assert len(app.error) == 1
    with Book.open(store) as book:
        assert all(target.provisional for target in book.analysis().targets.values())


def test_an_older_version_shows_its_targets_and_cannot_be_changed(store: Path) -> None:
    with Book.open(store) as book:
        csat = book.analysis().headline[CSAT]
        before = book.analysis().targets[csat]
        book.set_targets({csat: Target(2, 3, 4, provisional=False)}, who="tests")
        newest = book.store.latest()
    old = on_legs(CSAT, v="1")
    assert not old.exception
    assert not can_save(old)
    assert words.too_old(1, newest) in everything(old)
    assert table(old)[words.TARGET].tolist() == [before.target]
    assert words.provisional([labels.metric(csat)], []) in everything(old)
    now = on_legs(CSAT)
    assert can_save(now)
    assert words.too_old(1, newest) not in everything(now)
    assert table(now)[words.TARGET].tolist() == [3]


def test_a_form_of_before_another_s_change_saves_nothing(store: Path) -> None:
    app = on_legs(CSAT)
    with Book.open(store) as book:
        csat = book.analysis().headline[CSAT]
        book.set_targets({csat: Target(2, 3, 4, provisional=False)}, who="another")
        newest = book.store.latest()
    save(app)
    assert not app.exception
    with Book.open(store) as book:
        assert book.store.latest() == newest
    assert table(app)[words.TARGET].tolist() == [3]


def test_figures_without_a_target_are_named() -> None:
    assert words.provisional([], ["Staff (overall)"]) == (
        "No score until somebody sets a target: Staff (overall)."
    )
    both = words.provisional(["A", "B"], ["C"])
    assert "until you save your own: A and B. No score" in both
