"""Rules of the house that no linter knows, checked on the syntax of the code."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from stool.access import ACTIONS
from stool.text import labels
from stool.ui import shell

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").rglob("*.py"))
SHOWING = [*PAGES, *sorted((ROOT / "stool" / "ui").rglob("*.py"))]  # what a reader sees
CODE = [ROOT / "app.py", *PAGES, *sorted((ROOT / "stool").rglob("*.py"))]
LONGEST_PAGE = 60  # lines

# Calls whose first argument a reader sees, and keywords a reader sees whatever is called.
SHOWN_FIRST = {
    *("title", "header", "subheader", "markdown", "write", "caption", "text", "badge", "metric"),
    *("error", "warning", "info", "success", "toast", "spinner", "status", "expander", "popover"),
    *("button", "checkbox", "toggle", "radio", "selectbox", "multiselect", "segmented_control"),
    *("pills", "slider", "select_slider", "number_input", "text_input", "text_area"),
    *("date_input", "file_uploader", "download_button", "form_submit_button", "link_button"),
    *("tabs", "dialog", "card"),
}
SHOWN_KEYWORDS = {"label", "body", "help", "placeholder", "alt", "delta", "delta_description"}
ICON = re.compile(r":material/\w+:")
WORD = re.compile(r"[^\W\d_]{2,}")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(paths: list[Path]) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the place it stands at."""
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def called(call: ast.Call) -> str:
    """Last part of the name that is called."""
    return ast.unparse(call.func).rsplit(".", maxsplit=1)[-1]


def keywords(call: ast.Call) -> set[str | None]:
    return {keyword.arg for keyword in call.keywords}


def spells_out(node: ast.expr) -> bool:
    """Whether an expression is, or holds, a literal text with a word in it."""
    match node:
        case ast.Constant(value=str(text)):
            return bool(WORD.search(ICON.sub("", text)))
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            return any(map(spells_out, parts))
        case ast.BinOp(left=one, right=other) | ast.IfExp(body=one, orelse=other):
            return spells_out(one) or spells_out(other)
    return False


def test_there_is_something_to_check() -> None:
    assert {path.stem for path in PAGES} >= {*labels.PAGE}
    assert len(CODE) > len(SHOWING) > len(PAGES)


@each_page
def test_a_page_imports_only_streamlit_and_the_library(page: Path) -> None:
    found = set()
    for node in ast.walk(tree(page)):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    assert found <= {"streamlit", "stool"}


@each_page
def test_a_page_is_guarded_before_it_does_anything(page: Path) -> None:
    rest = tree(page).body[1:]
    assert ast.get_docstring(tree(page))
    first = next(node for node in rest if not isinstance(node, ast.Import | ast.ImportFrom))
    assert ast.unparse(first) == "shell.guard()"


@pytest.mark.parametrize("page", [ROOT / "app.py", *PAGES], ids=lambda path: path.stem)
def test_a_page_is_thin(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= LONGEST_PAGE
    defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
    assert not [node.lineno for node in ast.walk(tree(page)) if isinstance(node, defined)]


def test_no_html_reaches_the_reader() -> None:
    """The style sheet of the product's own, a constant path, is all that goes past Markdown."""
    assert not [
        place
        for place, call in calls(CODE)
        if ast.unparse(call) != "st.html(STYLES)"
        and (
            "unsafe_allow_html" in keywords(call)
            or ast.unparse(call.func) in {"st.html", "components.html", "st.components.v1.html"}
        )
    ]
    assert shell.STYLES == ROOT / "static" / "stool.css"


def test_the_scripts_of_our_own_are_constant_files() -> None:
    registered = [ast.unparse(call) for _, call in calls(CODE) if called(call) == "component"]
    assert registered == [
        "st.components.v2.component('back', js=BACK)",
        "st.components.v2.component('leave', js=LEAVE)",
    ]
    assert (ROOT / "static" / "back.js").read_text(encoding="utf-8") == shell.BACK
    assert (ROOT / "static" / "leave.js").read_text(encoding="utf-8") == shell.LEAVE


def test_every_action_of_a_page_checks_its_role_where_it_happens() -> None:
    """Who acts is asked with the name of the method that acts, and no page acts otherwise."""
    acts = [
        (place, called(call), keyword.value)
        for place, call in calls(SHOWING)
        for keyword in call.keywords
        if keyword.arg == "who"
    ]
    assert {name for _, name, _ in acts} <= {*ACTIONS}
    assert len(acts) >= 13
    assert not [
        place for place, name, who in acts if ast.unparse(who) != f"access.acting({name!r})"
    ]
    assert (
        not [  # an action without `who` would be nobody's
            place
            for place, call in calls(SHOWING)
            if called(call) in ACTIONS
            and "book" in ast.unparse(call.func)
            and not keywords(call) & {"who"}
        ]
    )


def test_only_expected_errors_are_caught() -> None:
    """`except BaseException` may clean up, and then must let the error go on."""
    wrong = []
    for path in CODE:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ExceptHandler):
                continue
            caught = ast.unparse(node.type) if node.type else "nothing named"
            goes_on = ast.unparse(node.body[-1]) == "raise"
            if re.search(r"\bException\b|nothing named", caught) or (
                "BaseException" in caught and not goes_on
            ):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not wrong


def test_every_chart_has_a_text_alternative() -> None:
    charts = [(place, call) for place, call in calls(CODE) if called(call) == "plotly_chart"]
    assert charts
    assert not [place for place, call in charts if "alt" not in keywords(call)]


def test_words_live_in_text() -> None:
    wrong = []
    for place, call in calls(SHOWING):
        shown = [each.value for each in call.keywords if each.arg in SHOWN_KEYWORDS]
        if called(call) in SHOWN_FIRST:
            shown += call.args[:1]
        if any(map(spells_out, shown)):
            wrong.append(place)
    assert not wrong


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("'Two words'", True),
        ("f'{x} words'", True),
        ("x + ' words'", True),
        ("labels.TITLE", False),
        ("f':material/science: {x}'", False),
        ("f'**{x}** · {y}'", False),
    ],
)
def test_a_literal_with_words_is_told_from_marks(shown: str, words: bool) -> None:
    assert spells_out(ast.parse(shown, mode="eval").body) is words


def test_exact_cells_are_read_where_they_are_published_alone() -> None:
    """Of exact sums only the book has any, and only the analysis and the gate publish them."""
    may = {
        "store.cells": {"stool/book"},
        "store.parts": {"stool/book"},
        "_cells": {"stool/book"},
        "publish_once": {"stool/reading/analysis.py", "stool/privacy/gate.py"},
        "publish_pairs": {"stool/book"},
        "analyse": {"stool/book"},
    }
    seen = set()
    for where, call in calls(CODE):
        said = ast.unparse(call.func)
        for name, places in may.items():
            if said.endswith(f".{name}") or (said == name and not name.startswith("_")):
                seen.add(name)
                assert any(where.startswith(place) for place in places), where
    assert seen == {*may}


def test_the_lag_analysis_needs_no_server_picture_or_database() -> None:
    heavy = ["streamlit", "plotly", "sqlalchemy", "alembic", "duckdb"]
    program = f"import sys, stool.lag; print([each for each in {heavy} if each in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
