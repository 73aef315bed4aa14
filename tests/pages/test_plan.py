"""Events on the Data page, actions on the Plan page, and what follows of them on the others."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.events import Event, breaks_of
from stool.plan import Action, Status, money_per_point, payback, progress, what_if
from stool.reading import acted, fund
from stool.schema import COMPANY, ESAT
from stool.text import actions as words
from stool.text import effect, findings, handout, labels, pictures, whatif
from stool.text import events as event_words
from stool.text import fund as fund_words
from tests.pages.driving import everything, open_page

FORM = Event("2025Q1", "New form", "North", ESAT, is_break=True)
STRIKE = Event("2024Q3", "Strike *in* the port")
BUDGET = Action("recognition budget", "Ann", ("West", "North"), ESAT, "2025Q3", 2, Status.RUNNING)
Edit = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture
def store(store: Path) -> Path:
    """The sample with nothing noted beside it."""
    with Book.open(store) as book:
        book.note_actions([], instead_of=book.actions(), who="tests")
        book.note_events([], instead_of=book.events(), who="tests")
    return store


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Edit]:
    """What a person types into the table of a key: AppTest cannot, so the widget is played."""
    edits: dict[str, Edit] = {}
    real = st.data_editor

    def played(data: pd.DataFrame, **options: Any) -> pd.DataFrame:
        shown: pd.DataFrame = real(data, **options)
        return edits.get(str(options["key"]).split("_")[0], lambda table: table)(shown)

    monkeypatch.setattr(st, "data_editor", played)
    return edits


def row(*values: object) -> Edit:
    """A row more at the foot."""

    def added(table: pd.DataFrame) -> pd.DataFrame:
        more = pd.DataFrame([dict(zip(table.columns, values, strict=False))])  # the rest is blank
        return pd.concat([table.astype(object), more], ignore_index=True)

    return added


def press(app: AppTest, label: str) -> AppTest:
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def test_events_are_noted_changed_and_withdrawn(store: Path, typed: dict[str, Edit]) -> None:
    typed["events"] = row("2025Q1", "  New  form ", "North", ESAT, True)
    app = press(open_page("pages/data.py"), event_words.SAVE)
    typed.clear()
    with Book.open(store) as book:
        assert book.events() == (FORM,)
        revision = book.store.latest()
    assert f"Revision {revision}: 1 event noted." in everything(app)
    app = open_page("pages/data.py")
    typed["events"] = lambda table: table.iloc[:0]
    press(app, event_words.SAVE)
    with Book.open(store) as book:
        assert book.events() == ()
        assert book.events(revision) == (FORM,)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((None, "Strike", COMPANY, "all", False), "“Strike” has no quarter"),
        (("2025Q1", None, COMPANY, "all", False), "“2025Q1” has no description"),
        (("2025Q1", "Strike", None, "all", None), "“Strike” has no unit"),
    ],
)
def test_a_wrong_event_says_what_to_do_and_saves_nothing(
    store: Path, typed: dict[str, Edit], values: tuple[object, ...], says: str
) -> None:
    typed["events"] = row(*values)
    app = press(open_page("pages/data.py"), event_words.SAVE)
    assert says in everything(app)
    with Book.open(store) as book:
        assert book.events() == ()


def test_an_empty_row_is_no_event(store: Path, typed: dict[str, Edit]) -> None:
    typed["events"] = row(None, None, COMPANY, "all", False)
    app = press(open_page("pages/data.py"), event_words.SAVE)
    assert not app.error


def test_legs_and_balance_draw_what_happened_and_compare_nothing_across_a_break(
    store: Path,
) -> None:
    with Book.open(store) as book:
        book.note_events([FORM, STRIKE], who="tests")
        analysis = book.analysis()
    rows = analysis.legs[(analysis.legs["node"] == "North") & (analysis.legs["leg"] == ESAT)]
    marks = event_words.marks(analysis.events_of("North", ESAT))
    assert marks["label"].tolist() == [STRIKE.label, FORM.label]
    options: dict[str, Any] = {"events": marks, "breaks": breaks_of(analysis.events)}
    options |= {"minimum": analysis.published.minimum(ESAT), "quarter": "2026Q1"}
    shown = everything(open_page("pages/legs.py", unit="North"))
    for figure in ("score", "raw"):
        caption = pictures.caption_trend(rows, figure=figure, **options)
        assert caption.startswith("Since wording or scale changed in Q1 2025: ")
        assert "marked: 1 Strike *in* the port (Q3 2024) and 2 New form (Q1 2025)." in caption
        assert caption in shown
    assert "Since wording or scale changed in Q1 2025: Employees (ESAT), score against" in shown
    broken = everything(open_page("pages/legs.py", unit="North", quarter="2025Q1"))
    assert event_words.change() in broken
    assert event_words.change() not in everything(open_page("pages/legs.py", quarter="2025Q1"))
    home = everything(open_page("pages/home.py", unit="North", quarter="2025Q1"))
    assert event_words.not_comparable([ESAT], 3) in home
    balance = everything(open_page("pages/balance.py", unit="North"))
    assert "; marked: 1 Strike *in* the port (Q3 2024) and 2 New form (Q1 2025)." in balance
    assert "New form" not in everything(open_page("pages/balance.py", unit="West"))


def test_the_plan_begins_by_saying_what_to_do(store: Path) -> None:
    app = open_page("pages/plan.py")
    assert words.NONE in everything(app)
    assert app.title[0].value == labels.QUESTION["plan"]


def test_actions_are_noted_followed_and_due_on_home(store: Path, typed: dict[str, Edit]) -> None:
    said = "more thanks"
    typed["actions"] = row(
        "recognition budget", "Ann", ["West", "North"], ESAT, "2025Q3", 2, "running", said
    )
    app = press(open_page("pages/plan.py"), words.SAVE)
    with Book.open(store) as book:
        (action,) = book.actions()
        analysis, reading = book.analysis(), book.reading()
    assert (action.title, action.units, action.due, action.said) == (
        BUDGET.title, BUDGET.units, "2026Q1", said,
    )  # fmt: skip
    typed.clear()
    shown = everything(app.run())
    (so_far,) = progress([action], analysis.legs, "2026Q1").to_dict("records")
    assert words.sentence(action, so_far) in shown
    assert f"{words.YOU_SAID}: {said}" in shown
    (own,) = acted(analysis).effects.to_dict("records")
    assert effect.sentence(own) in shown
    assert "1 open action by 1 owner, most with Ann (1 of 1); 12 of 24 units" in shown
    found = next(each for each in reading.attention if each.kind == "action_due")
    assert findings.sentence(found) in everything(open_page("pages/home.py"))
    assert words.moved(so_far) in findings.sentence(found)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (("x", None, [COMPANY], ESAT, "2025Q3", 2, "running", None), "“x” has no owner"),
        (("x", "Ann", None, ESAT, "2025Q3", 2, "running", None), "“x” has no unit"),
        (("x", "Ann", [], ESAT, "2025Q3", 2, "running", None), "“x” has no unit"),
        (("x", "Ann", [COMPANY], None, "2025Q3", 2, "running", None), "has no leg to move"),
        (("x", "Ann", [COMPANY], ESAT, None, 2, "running", None), "has no quarter it begins in"),
        (("x", "Ann", [COMPANY], ESAT, "2025Q3", None, "running", None), "is to show after “”"),
        (("x", "Ann", [COMPANY], ESAT, "2025Q3", 2, None, None), "Say which it is: planned"),
        (("x", "Ann", [COMPANY, "West"], ESAT, "2025Q3", 2, "done", None), "all units and also"),
    ],
)
def test_a_wrong_action_says_what_to_do_and_saves_nothing(
    store: Path, typed: dict[str, Edit], values: tuple[object, ...], says: str
) -> None:
    typed["actions"] = row(*values)
    app = press(open_page("pages/plan.py"), words.SAVE)
    assert says in everything(app)
    with Book.open(store) as book:
        assert book.actions() == ()


def test_a_slider_within_history_says_what_tends_to_follow_and_whether_it_pays(
    sample: Path,
) -> None:
    with Book.open(sample) as book:
        analysis = book.analysis()
    price = money_per_point(analysis.published.table, analysis.targets)
    app = open_page("pages/plan.py")
    slider = app.slider(key="points_esat")
    assert (slider.min, slider.max, slider.value) == (-39, 51, 5)
    app.number_input(key="cost").set_value(8000).run()
    slider = app.slider(key="points_esat")
    app = slider.set_value(10).run()
    assert not app.exception
    found = what_if(analysis.links, analysis.legs, ESAT, 10)
    shown = everything(app)
    assert whatif.caption(found) in shown
    assert whatif.bound(ESAT, found.bounds) in shown
    assert whatif.paid(found, payback(found, 8000, price)) in shown
    assert fund_words.sentence(fund(analysis)) in shown
    refused = everything(open_page("pages/plan.py", move="Profitability"))
    assert "that ESAT follows Profit is only suggestive, and what has not been shown" in refused
    assert "Whether it pays cannot be told" not in refused


def test_two_quarters_have_no_slider(store: Path) -> None:
    with Book.open(store) as book:
        for batch in book.store.batches().query("live")["batch"]:
            book.revert(int(batch), who="tests")
        files = [("two.csv", "quarter,unit,revenue,cost\n2026Q1,Nord,100,90\n2026Q2,Nord,100,80\n")]
        book.publish([book.examine(text.encode(), name) for name, text in files], who="tests")
    app = open_page("pages/plan.py")
    assert not app.exception
    assert whatif.NO_HISTORY in everything(app)
    assert not app.slider
    assert "The path from surplus to rewards cannot be followed: load reward spend" in (
        everything(app)
    )


def test_the_sheet_to_hand_out_names_owners_only_if_asked(store: Path) -> None:
    heard = Action("more *thanks*", "Ann", ("West",), ESAT, "2025Q3", 2, Status.RUNNING, "Thanks?")
    assert handout.NONE in everything(open_page("pages/plan.py"))
    with Book.open(store) as book:
        book.note_actions([heard], who="tests")
    app = open_page("pages/plan.py")
    (sheet,) = [table.value for table in app.table]
    assert [*sheet.columns] == ["You said", "We do", "Where", "How far it is"]
    app.toggle(key="owners").set_value(True).run()
    (sheet,) = [table.value for table in app.table]
    assert sheet["Owner"].tolist() == ["Ann"]
