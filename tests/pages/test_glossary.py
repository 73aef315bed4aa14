"""From every figure on screen there is a way to its definition, and Help finds every word."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from stool.schema import LEGS
from stool.text import actions, depth, glossary, headings, history, labels, protection
from stool.ui import panels
from tests.pages.driving import everything, open_page

FIGURES = {"plotly_chart", "arrow_data_frame", "arrow_table", "metric"}
VIEWS = [
    *((f"pages/{name}.py", "", "") for name in labels.PAGE),
    *(("pages/legs.py", "leg", leg) for leg in LEGS),
    *(("pages/loop.py", "look", look) for look in depth.SECTIONS),
]
COUNTS = {  # numbers that are counts or names, and say of what
    *(labels.FIELD[name] for name in ("units", "quarters", "pairs", "seed")),
    *("n_pairs", "n_units", "n_quarters", actions.LAG),
    *(history.BATCH[name] for name in ("batch", "rows_accepted", "rows_rejected")),
}
LINKED = re.compile(r"\(help\?term=([^)]*)\)")


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table behind every figure is on the page, as if each reader had opened it."""
    monkeypatch.setattr(panels, "numbers_of", lambda table, *_: panels.sheet(table, labels.TABLE))


def show(page: str, control: str, choice: str) -> AppTest:
    app = open_page(page)
    if control:
        app.segmented_control(key=control).set_value(choice).run()
    assert not app.exception
    return app


def inside(block: Block) -> Iterator[Element | Block]:
    for child in block.children.values():
        yield child
        if isinstance(child, Block):
            yield from inside(child)


def cards(app: AppTest) -> Iterator[tuple[Any, set[str]]]:
    """What each box with a heading of its own is headed by, and the types of what is in it."""
    for each in inside(app.main):
        if not isinstance(each, Block):
            continue
        own = list(each.children.values())
        heads = [child for child in own if child.type in ("header", "markdown")]
        if heads and own[0] is heads[0]:
            yield heads[0], {child.type for child in inside(each)}


def is_figure(column: "pd.Series[Any]") -> bool:
    kinds = pd.api.types
    return kinds.is_numeric_dtype(column) and not kinds.is_bool_dtype(column)


def terms_of(words: str) -> list[str]:
    return [unquote(name) for name in LINKED.findall(words)]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_what_heads_a_figure_leads_to_its_definition(
    sample: Path, view: tuple[str, str, str]
) -> None:
    app = show(*view)
    known = {term.name for term in glossary.TERMS}
    for head, types in cards(app):
        if FIGURES & types and head.type == "header":
            assert terms_of(head.help), head.value
        assert set(terms_of(head.help or "")) <= known
    named = [each for each in app.markdown if terms_of(each.help or "")]
    for tile in app.metric:
        assert [each for each in named if f"**{tile.label}**" in each.value], tile.label


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_what_heads_a_column_of_figures_is_in_the_glossary(
    sample: Path, view: tuple[str, str, str]
) -> None:
    app = show(*view)
    for frame in app.dataframe:
        config = json.loads(frame.proto.columns or "{}")
        for heading, column in frame.value.items():
            if is_figure(column) and heading not in COUNTS:
                assert terms_of(config.get(heading, {}).get("help") or ""), heading


def test_every_heading_has_a_term_there_is() -> None:
    assert set(headings.TERM.values()) <= {term.name for term in glossary.TERMS}
    assert not COUNTS & set(headings.TERM)


def test_help_shows_the_term_an_address_names(sample: Path) -> None:
    for term in glossary.TERMS:
        assert glossary.found(term.name)[0] is term
    app = open_page("pages/help.py", term="noise floor")
    before_the_rest = everything(app).index("How to read it in one minute")
    assert 0 < everything(app).index("The tilt that 95 of 100 level stools") < before_the_rest


def test_help_says_how_answers_are_protected(sample: Path) -> None:
    app = open_page("pages/help.py")
    head = next(each for each in app.header if each.value == protection.TITLE)
    terms = {"threshold", "primary suppression", "complementary suppression", "masking"}
    assert terms <= set(terms_of(head.help)) <= {term.name for term in glossary.TERMS}
    assert "What this does not protect against" in everything(app)
    found = open_page("pages/help.py", term="complementary suppression")
    assert "together with what else is shown" in everything(found).split("How to read it")[0]


def test_help_says_when_nothing_is_found(sample: Path) -> None:
    app = open_page("pages/help.py")
    app.text_input(key="term").set_value("zebra").run()
    assert glossary.nothing("zebra") in everything(app)
    app.text_input(key="term").set_value("WILSON").run()
    assert not app.exception
    assert "favourable and top box" in everything(app).split("How to read it")[0]
