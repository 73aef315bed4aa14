"""A page as a screen reader tells it: its headings, texts and text alternatives in order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

LEVEL = {"title": 1, "header": 2, "subheader": 3}
TEXTS = {"markdown", "caption", "metric", "info", "warning", "success", "error"}
MARKED = re.compile(r"^(#{1,6}) (.*)$", re.MULTILINE)  # headings inside a Markdown text
ICON = re.compile(r":material/\w+:\s*|:(?:blue|orange|green)\[(.)\]")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is told: a heading with its level, a picture with its name, or a text."""

    kind: str
    text: str
    level: int = 0
    key: str = ""


def aloud(app: AppTest) -> list[Told]:
    """Everything in the main part of a page, in reading order."""
    return [told for each in _walk(app.main) for told in _of(each)]


def _walk(block: Block) -> Iterator[Element]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from _walk(child)
        else:
            yield child


def _of(each: Element) -> Iterator[Told]:
    if each.type in LEVEL:
        yield Told("heading", _plain(each.value), LEVEL[each.type])
    elif each.type == "plotly_chart":
        yield Told("picture", each.proto.alt, key=each.proto.id)
    elif each.type == "arrow_data_frame":
        yield Told("table", each.proto.alt)
    elif each.type == "metric":
        yield Told("text", f"{each.label} {each.value}")
    elif each.type == "page_link":
        yield Told("link", each.proto.label)
    elif each.type in TEXTS:
        place = 0
        for mark in MARKED.finditer(each.value):
            yield from _text(each.value[place : mark.start()])
            yield Told("heading", _plain(mark[2]), len(mark[1]))
            place = mark.end()
        yield from _text(each.value[place:])


def _text(words: str) -> Iterator[Told]:
    if words.strip():
        yield Told("text", _plain(words))


def _plain(words: str) -> str:
    return ICON.sub(r"\1", words).replace("\\", "").strip()
