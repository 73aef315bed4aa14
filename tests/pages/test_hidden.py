"""What is hidden says why, in words, wherever it would have stood."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.cli import main
from stool.reading import Segment, rest
from stool.schema import COMPANY, ESAT, HIDDEN_COMPLEMENT, HIDDEN_CROSSING, HIDDEN_FEW
from stool.text import labels, view
from stool.text.service import words
from tests.once import made_once, shared
from tests.pages.driving import everything, open_page, served
from tests.pages.every_text import drawn, texts, unfolded
from tests.pages.hiding import COMPLEMENT, CROSSED, FEW, REASONS, hide
from tests.privacy import canaries

KEYS = {HIDDEN_FEW, HIDDEN_COMPLEMENT, HIDDEN_CROSSING}
HIDDEN_TEAMS = {*canaries.HIDDEN, COMPLEMENT}
NOTHING = {"nan", "None", "NaN", "<NA>"}
FOUND_BY = {labels.FIELD["node"], "node"}  # headings of a column of units
PAGES = [
    *((page, {}) for page in labels.PAGE),
    *(("legs", {"unit": unit}) for unit in (FEW, COMPLEMENT, CROSSED[0])),
    ("legs", {"segment": view.segment(Segment("level", "Manager"))}),
    *((page, {"unit": COMPLEMENT}) for page in ("home", "balance", "service", "voice")),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = made_once(shared(tmp_path_factory), "canaries.db", canaries.load)
    with pytest.MonkeyPatch.context() as patch:
        hide(patch)
        yield from served(path, patch)


@pytest.fixture(scope="module", params=PAGES, ids=str)
def page(store: Path, request: pytest.FixtureRequest) -> AppTest:
    name, query = request.param
    return unfolded(open_page(f"pages/{name}.py", **query))


def test_no_key_and_no_empty_value_is_read(page: AppTest) -> None:
    read = {part for text in texts(page) for part in text.replace("<br>", "\n").split("\n")}
    assert not read & KEYS
    cells = {str(each) for frame in page.dataframe for each in frame.value.to_numpy().ravel()}
    assert not (read - cells) & NOTHING  # an empty cell of a table has a sign of its own


def test_a_row_without_figures_says_why(page: AppTest) -> None:
    """In every table a row of a team that is hidden holds the reason."""
    for frame in page.dataframe:
        table = frame.value
        for name in FOUND_BY & set(table.columns):
            figures = table.select_dtypes("number")
            rows = table[table[name].isin(HIDDEN_TEAMS) & figures.isna().all(axis=1)]
            for _, row in rows.iterrows():
                assert {*REASONS.values()} & {str(each) for each in row}, row.to_dict()
        assert frame.proto.placeholder or not table.isna().any(axis=None)


def test_home_and_legs_say_which_reason(store: Path) -> None:
    for unit in (FEW, COMPLEMENT):
        assert REASONS[unit].capitalize() in everything(open_page("pages/home.py", unit=unit))
        shown = everything(open_page("pages/legs.py", unit=unit))
        assert f"{unit}: {REASONS[unit]}" in shown
        assert f"nothing can be shown ({REASONS[unit]})" in shown
    whole = open_page("pages/legs.py")
    table = next(each.value for each in whole.dataframe if labels.NOISE in each.value)
    why = table.set_index(labels.FIELD["node"])[labels.FIELD["hidden"]]
    assert why[COMPLEMENT] == REASONS[COMPLEMENT]
    assert why[FEW] == REASONS[FEW]
    assert "4 units have no figure (hidden: fewer than 7 answers; hidden to" in everything(whole)


def test_a_segment_that_crosses_says_so(store: Path) -> None:
    app = open_page("pages/legs.py", unit=CROSSED[0])
    table = next(each.value for each in app.dataframe if "Segment" in each.value)
    why = table.set_index("Segment")[labels.FIELD["hidden"]]
    assert why[CROSSED[1]] == REASONS[CROSSED]


@pytest.mark.parametrize("name", ["balance", "service", "voice"])
def test_pages_that_leave_teams_out_name_them(store: Path, name: str) -> None:
    said = everything(open_page(f"pages/{name}.py"))
    assert f"ESAT of Elm, Minor and Tiny {REASONS[FEW]}" in said
    assert f"ESAT of {COMPLEMENT} {REASONS[COMPLEMENT]}" in said


def test_a_concept_that_is_hidden_here_is_not_called_unmeasured(store: Path) -> None:
    app = open_page("pages/service.py", unit=COMPLEMENT, cards=words.GROUP["people"])
    said = everything(app)
    assert "Not shown here" in said
    assert f"{REASONS[COMPLEMENT].capitalize()}." in said


def test_the_headline_and_advice_go_by_the_reason(store: Path) -> None:
    few, complement = (everything(open_page("pages/home.py", unit=u)) for u in (FEW, COMPLEMENT))
    assert "Too few answers to tell whether the stool is level" in few
    assert "ESAT cannot be shown, to protect a smaller group" in complement
    assert "too few staff answer there" in few
    assert "too few staff answer there" not in complement
    assert "Load more answers" in everything(open_page("pages/balance.py", unit=FEW))
    assert "Load more answers" not in everything(open_page("pages/balance.py", unit=COMPLEMENT))


def test_heat_maps_and_trends_say_it_to_the_pointer(store: Path) -> None:
    app = open_page("pages/legs.py")
    heat = next(each for each in app.get("plotly_chart") if "items" in each.proto.id)
    said = set(texts_of(heat.proto.spec))
    for unit in (FEW, COMPLEMENT):
        assert any(unit in text and REASONS[unit] in text for text in said), unit
    trend = open_page("pages/legs.py", unit=COMPLEMENT).get("plotly_chart")[0]
    assert any(REASONS[COMPLEMENT] in text for text in texts_of(trend.proto.spec))


def texts_of(spec: str) -> Iterator[str]:
    yield from drawn(json.loads(spec))


def test_the_command_line_says_it(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for unit in (FEW, COMPLEMENT):
        main(["show", "--unit", unit, "--store", str(store)])
        printed = capsys.readouterr().out
        assert f"Employees (ESAT)   {REASONS[unit]}" in printed
        main(["show", "--unit", unit, "--store", str(store), "--json"])
        body = capsys.readouterr().out
        assert f'"hidden": "{REASONS[unit]}"' in body
        assert not any(f'"{key}"' in body for key in KEYS)


def test_hidden_teams_of_a_region_stand_together_where_they_are_enough(store: Path) -> None:
    """Of Tiny 4 and Minor 5 answers; of Elm 3 and Dell 15."""
    with Book.open(store) as book:
        analysis = book.analysis()
        left = rest(analysis, analysis.quarters[-1], COMPANY, ESAT)
    assert dict(zip(left["node"], left["units"], strict=True)) == {"North": 2, "South": 2}
    app = open_page("pages/legs.py")
    table = next(each.value for each in app.dataframe if labels.NOISE in each.value)
    rows = table[table[labels.FIELD["node"]] == labels.rest(2)]
    assert rows[labels.REGION].tolist() == ["North", "South"]
    assert rows[labels.FIELD["score"]].tolist() == left["score"].round(1).tolist()
    assert set(rows[labels.FIELD["hidden"]]) == {""}
    part = open_page("pages/legs.py", segment=view.segment(Segment("level", "Front line")))
    assert not any(labels.rest(2) in each.value.to_csv() for each in part.dataframe)
