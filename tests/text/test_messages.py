"""The catalogue: the template holds every message, and no words reach a reader beside it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from stool import catalogue
from stool.text import cells, glossary, messages, prose, questions
from tests.test_house_rules import ROOT, WORD, tree

CODE = sorted((ROOT / "stool").rglob("*.py"))
WORDED = [
    path
    for path in CODE
    if path.parent.name in ("text", "errors") and path.name not in ("__init__.py", "messages.py")
]
MARKUP = re.compile(r"<[^<>]*>|:[a-z]+/\w+:|:[a-z]+\[|\]\([^()]*\)")
TWO_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}|^[A-Z][a-z]{2,}")
NOT_WORDS = {
    "depth.py": {"script"},  # code to copy, which no language changes
    "labels.py": {"MARKDOWN_SIGNS", "BARE_LINK"},  # patterns
}


@cache
def template() -> frozenset[str | tuple[str, ...]]:
    with messages.TEMPLATE.open("rb") as file:
        found = (message.id for message in read_po(file) if message.id)
        return frozenset(each if isinstance(each, str) else tuple(each) for each in found)


def said(path: Path) -> Iterator[ast.Call]:
    """Calls of `say` and `say_many`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in messages.SAYING:
            yield node


def forms(call: ast.Call) -> list[ast.expr]:
    """Arguments of a call that are messages."""
    return call.args[: 2 if getattr(call.func, "id", "") == "say_many" else 1]


def literals(node: ast.AST, inside: str = "") -> Iterator[tuple[str, str, int]]:
    """Name of the function or constant, text and line of literals a reader could come to see."""
    match node:
        case ast.Call() if getattr(node.func, "id", "") in messages.SAYING:
            skipped = forms(node)
        case ast.Call():
            called = ast.unparse(node.func).rsplit(".", maxsplit=1)[-1]
            skipped = [] if called in ("append", "join", "listed", "Term") else node.args
        case ast.Dict():
            skipped = [key for key in node.keys if key is not None]
        case ast.Subscript():
            skipped = [node.slice]
        case ast.FunctionDef() | ast.ClassDef() | ast.Module():
            inside = getattr(node, "name", inside)
            skipped = [node.body[0]] if ast.get_docstring(node) else []
        case ast.Assign(targets=[ast.Name(id=name)]) if not inside:
            inside, skipped = name, []
        case ast.Compare() | ast.Set() | ast.arguments():
            return
        case ast.Constant(value=str(text)):
            yield inside, text if TWO_WORDS.search(text) else "", node.lineno
            return
        case ast.JoinedStr(values=parts):
            text = "".join(part.value for part in parts if isinstance(part, ast.Constant))
            yield inside, text, node.lineno
            skipped = [part for part in parts if isinstance(part, ast.Constant)]
        case _:
            skipped = []
    for child in ast.iter_child_nodes(node):
        if child not in skipped:
            yield from literals(child, inside)


def test_the_template_is_fresh() -> None:
    assert messages.TEMPLATE.read_bytes() == messages.template(), "run `make messages`"


def test_every_message_of_the_code_is_in_the_template() -> None:
    wrong = []
    for path in CODE:
        for call in said(path):
            texts = [each.value for each in forms(call) if isinstance(each, ast.Constant)]
            if texts and (texts[0] if len(texts) == 1 else tuple(texts)) not in template():
                wrong.append(f"{path.name}:{call.lineno}")
    assert not wrong


def test_a_message_is_written_out_where_it_is_said() -> None:
    """What is said by a variable comes from a file beside the code, or is a name of a term."""
    found = {
        path.name
        for path in CODE
        for call in said(path)
        if not all(isinstance(each, ast.Constant) for each in forms(call))
    }
    assert found == {"cells.py", "glossary.py", "prose.py"}


def test_texts_of_files_are_in_the_template() -> None:
    blocks = prose.BLOCK.findall(prose.path("help").read_text(encoding="utf-8"))
    assert len(blocks) > 10
    assert {block for block in blocks if not block.startswith(prose.CODE)} <= template()
    assert set(questions.questions()["question"]) <= template()
    assert {cells.heading(column) for column in cells.columns()} <= template()
    assert {term.name for term in glossary.TERMS} <= template()


def test_every_field_has_a_name_and_nothing_else() -> None:
    for message in template():
        for form in (message,) if isinstance(message, str) else message:
            assert all(name.isidentifier() for name in catalogue.fields(form)), form


def test_every_field_of_a_message_is_filled_in() -> None:
    wrong = []
    for path in CODE:
        for call in said(path):
            given = {each.arg for each in call.keywords}
            many = {"number"} if getattr(call.func, "id", "") == "say_many" else set()
            for form in forms(call):
                needed = catalogue.fields(form.value) if isinstance(form, ast.Constant) else set()
                if None not in given and (not needed <= given | many or not given - many <= needed):
                    wrong.append(f"{path.name}:{call.lineno}: {sorted(needed ^ given)}")
    assert not wrong


@pytest.mark.parametrize("path", WORDED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_words_are_said(path: Path) -> None:
    assert not [
        f"{line}: {text}"
        for inside, text, line in literals(tree(path))
        if WORD.search(MARKUP.sub(" ", text)) and inside not in NOT_WORDS.get(path.name, ())
    ]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def f(x):\n    return f'{x} words'", True),
        ("def f(x):\n    parts.append('two words')", True),
        ("TITLE = 'Title'", True),
        ("TITLES = {'key': 'Two words'}", True),
        ("TITLE = say('Title')", False),
        ("def f(x):\n    return say('{x} words', x=f'{x:,}')", False),
        ("def f(x):\n    return say('{x}', x='two words')", True),
        ("def f(row):\n    return row['two words'] == 'two words'", False),
        ("def f(x):\n    return f'<b>{x}</b> · {x}'", False),
    ],
)
def test_a_word_beside_the_catalogue_is_seen(code: str, found: bool) -> None:
    texts = [MARKUP.sub(" ", text) for _, text, _ in literals(ast.parse(code))]
    assert any(map(WORD.search, texts)) is found
