"""The Data page on names of units: asked before publishing, loaded from files, taken back."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.errors import StoreBusyError
from stool.ingest import Alias, Aliases
from stool.text import units as words
from stool.text import upload
from stool.ui import units_view
from tests.pages.driving import everything, upload_card
from tests.pages.test_data import control, drop, labels_of

BEFORE = dict.fromkeys(["North", "South", "Kingston", "Kingsten"], "2026Q1")
NEAR = "“Nth” is “North” (“nth” may be short for “north”)"
SAME = "“SOUTH branch” is “South”"


def survey(units: dict[str, str]) -> bytes:
    rows = "".join(
        f"{unit},{quarter},{1 + row % 5}\n" for unit, quarter in units.items() for row in range(12)
    )
    return f"branch,quarter,csat\n{rows}".encode()


LATER = survey(dict.fromkeys(["Nth", "SOUTH branch", "Kingstn"], "2026Q2"))


def units() -> None:
    from stool.ui import units_view

    units_view.units()


def opened(script: object) -> AppTest:
    app = AppTest.from_function(script, default_timeout=120).run()
    assert not app.exception
    return app


@pytest.fixture
def loaded(empty: Path) -> Path:
    """A store with four units that the app reads."""
    with Book.open(empty) as book:
        book.publish([book.examine(survey(BEFORE), "before.csv")], who="tests")
    return empty


def names(store: Path) -> list[tuple[str, str]]:
    with Book.open(store) as book:
        return [(each.alias, each.unit) for each in book.aliases().entries]


def labelled(app: AppTest) -> dict[str, bool]:
    """What each box says, and whether it is ticked."""
    return {box.label.replace("\\", ""): box.value for box in app.checkbox}


def box(app: AppTest, label: str) -> object:
    return next(each for each in app.checkbox if each.label.replace("\\", "").startswith(label))


def test_new_names_are_asked_about_before_they_are_published(loaded: Path) -> None:
    app = drop(opened(upload_card), ("later.csv", LATER))
    asked = labelled(app)
    assert asked.pop(NEAR) is False
    ((same, ticked),) = asked.items()
    assert same.startswith(SAME)
    assert ticked
    shown = everything(app)
    assert words.NEW_NAMES in shown
    assert "“Kingstn” is new and may be any of “Kingsten”, “Kingston”." in shown
    assert names(loaded) == []
    control(app.button, upload.publish(1)).click().run()
    assert names(loaded) == [("SOUTH branch", "South")]
    with Book.open(loaded) as book:
        assert book.units() == sorted([*BEFORE, "Nth", "Kingstn"])


def test_an_answer_decides_what_a_new_name_stands_for(loaded: Path) -> None:
    app = drop(opened(upload_card), ("later.csv", LATER))
    box(app, "“Nth”").check().run()
    box(app, SAME).uncheck().run()
    control(app.button, upload.publish(1)).click().run()
    assert names(loaded) == [("Nth", "North")]
    with Book.open(loaded) as book:
        assert book.units() == sorted([*BEFORE, "SOUTH branch", "Kingstn"])


def test_nothing_is_asked_of_names_that_are_known(loaded: Path) -> None:
    app = drop(opened(upload_card), ("later.csv", survey({"North": "2026Q2", "Vienna": "2026Q2"})))
    assert labelled(app) == {}
    assert words.NEW_NAMES not in everything(app)
    assert not app.warning
    assert upload.publish(1) in labels_of(app.button)


def test_nothing_is_asked_of_units_that_leave_with_the_sample(store: Path) -> None:
    file = survey({"Harbrough": "2026Q3", "Other": "2026Q3"})
    app = drop(opened(upload_card), ("own.csv", file))
    assert list(labelled(app)) == [upload.WITHOUT_SAMPLE]
    control(app.checkbox, upload.WITHOUT_SAMPLE).uncheck().run()
    assert any(label.startswith("“Harbrough” is “Harborough”") for label in labelled(app))


def load(app: AppTest, place: int, text: str) -> AppTest:
    """Load a file of aliases (0) or of the hierarchy (1)."""
    app.file_uploader[place].set_value(("names.csv", text.encode(), "text/csv")).run()
    control(app.button, words.LOAD).click().run()
    assert not app.exception
    return app


def test_aliases_are_loaded_and_each_can_be_undone(loaded: Path) -> None:
    app = load(opened(units), 0, "alias,unit,from_quarter\nNorth,Nord,\nOld,South,2026Q2\n")
    assert app.session_state["news"] == "Revision 2: 2 aliases in force."
    assert not app.file_uploader[0].value
    shown = everything(app)
    assert "“North” means “Nord”" in shown
    assert "“Old” means “South” from 2026Q2 on" in shown
    assert labels_of(app.button) == [words.UNDO] * 2
    app.button(key="undo_North").click().run()
    assert app.session_state["news"] == "Revision 3: “North” is a name of its own again."
    assert names(loaded) == [("Old", "South")]
    assert "“North” means" not in everything(app)
    with Book.open(loaded) as book:
        assert "North" in book.units()
    app.button(key="undo_Old").click().run()
    assert names(loaded) == []
    assert not app.button


def test_of_many_names_one_is_chosen_to_be_undone(loaded: Path) -> None:
    many = [Alias(f"Old {number:02}", "North") for number in range(units_view.SHOWN)]
    with Book.open(loaded) as book:
        book.add_aliases(Aliases(tuple(many)), who="tests")
    app = opened(units)
    assert len(app.button) == units_view.SHOWN
    with Book.open(loaded) as book:
        spans = (Alias("New", "East", "", "2025Q4"), Alias("New", "West", "2026Q1", "2026Q4"))
        book.add_aliases(Aliases(spans), who="tests")
    app.run()
    assert not app.button
    assert len(app.dataframe[0].value) == units_view.SHOWN + 2
    choice = control(app.selectbox, words.WHICH)
    assert len(choice.options) == units_view.SHOWN + 1
    choice.set_value("New").run()
    control(app.button, words.UNDO).click().run()
    assert names(loaded) == [(each.alias, each.unit) for each in many]


def test_trouble_with_undoing_is_told(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise StoreBusyError("stool.db", 30)

    app = load(opened(units), 0, "alias,unit\nNth,North\n")
    monkeypatch.setattr(Book, "remove_aliases", busy)
    app.button(key="undo_Nth").click().run()
    assert "Others have kept the store" in app.error[0].value
    assert names(loaded) == [("Nth", "North")]


def test_a_refused_file_of_aliases_lists_its_rows(loaded: Path) -> None:
    app = load(opened(units), 0, "alias,unit\nNorth,\nSouth,Süd\n")
    assert "names.csv cannot be used. Row 2" in app.error[0].value.replace("\\", "")
    assert app.dataframe[0].value["Row"].tolist() == [2]
    assert "File" not in app.dataframe[0].value
    assert names(loaded) == []


def test_a_hierarchy_is_loaded_and_what_it_leaves_open_is_told(loaded: Path) -> None:
    app = load(opened(units), 1, "unit,parent\nNorth,Upper\nSouth,Lower\n")
    told = app.session_state["news"]
    assert told.startswith("Revision 2: 2 regions.")
    assert "Kingsten and Kingston stand directly under the company." in told
    with Book.open(loaded) as book:
        parents = book.analysis().nodes.set_index("node")["parent"]
    assert (parents["North"], parents["South"]) == ("Upper", "Lower")


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ([("", "")], "“A” means “B”"),
        ([("2025Q1", "")], "“A” means “B” from 2025Q1 on"),
        ([("", "2025Q1")], "“A” means “B” until 2025Q1"),
        ([("2025Q1", "2025Q2")], "“A” means “B” from 2025Q1 to 2025Q2"),
        ([("", "2025Q1"), ("2025Q2", "")], "“A” means “B” until 2025Q1, “B” from 2025Q2 on"),
    ],
)
def test_an_alias_in_words(spans: list[tuple[str, str]], said: str) -> None:
    assert words.means([Alias("A", "B", *span) for span in spans]) == said
