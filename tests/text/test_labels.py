"""Labels: short words, lists and counts; and data that stay text in Markdown."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.schema import (
    COMPANY,
    HIDDEN_COMPLEMENT,
    HIDDEN_CROSSING,
    HIDDEN_FEW,
    LEDGER_METRICS,
    LEGS,
    LINKS,
)
from stool.text import labels

HOSTILE = [
    "![x](http://e.vil/a.png)",
    "[a](b)",
    "[a](javascript:alert(1))",
    ":red[x]",
    "$x$",
    "**bold**",
    "__b__",
    "*i*",
    "`code`",
    "~~gone~~",
    "# Title",
    "<b>x</b>",
    "<http://e.vil>",
    "<img src=x onerror=alert(1)>",
    "| a | b |",
    "> quote",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    ":material/home:",
    ":streamlit:",
    "a\n===",
    "a\n---",
    "&lt;b&gt;",
    "\\[a](b)",
    "[a]: http://e.vil",
    "[^1]",
    "***",
    "![x][y]",
    ":blue-badge[x]",
    "$$\\frac{1}{2}$$",
]
ACTIVE = re.compile(r"(?<!\\)(?:\\\\)*[`*_{}\[\]()#+.!|<>$:~&=-]")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_and_reads_the_same(text: str) -> None:
    escaped = labels.plain(text)
    assert not ACTIVE.search(escaped)
    shown = re.sub(r"\\(.)", r"\1", escaped, flags=re.DOTALL)
    assert shown.replace(labels.WORD_JOINER, "") == text


@pytest.mark.parametrize(
    "text",
    [
        "http://e.vil",
        "HTTPS://e.vil/x",
        "www.e.vil",
        "see Www.e.vil now",
        "bob@e.vil",
        "x,a.b@c-d.e",
    ],
)
def test_a_bare_address_does_not_become_a_link(text: str) -> None:
    """What a Markdown renderer matches in the text left after escapes are taken off."""
    shown = re.sub(r"\\(.)", r"\1", labels.plain(text))
    assert not re.search(r"(https?://|www(?=\.))([-.\w]+)", shown, re.IGNORECASE)
    assert not re.search(r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)", shown)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=30))
def test_any_text_is_inert(text: str) -> None:
    assert not ACTIVE.search(labels.plain(text))


def test_plain_words_stay_as_they_are() -> None:
    assert labels.plain("Zürich, 3 units; “north” 50 %") == "Zürich, 3 units; “north” 50 %"


def test_counts_and_lists() -> None:
    assert labels.quarters(1) == "1 quarter"
    assert labels.quarters(0) == "0 quarters"
    assert labels.quarters(1234) == "1,234 quarters"
    assert labels.listed([]) == ""
    assert labels.listed(["A"]) == "A"
    assert labels.listed(["A", "B"]) == "A and B"
    assert labels.listed(["A", "B", "C"]) == "A, B and C"
    assert labels.listed(list("ABCDE")) == "A, B, C and 2 more"


def test_names_of_metrics_nodes_and_quarters() -> None:
    assert labels.metric("csat") == "Customer satisfaction"
    assert labels.metric("first_reply_hours") == "First reply hours"
    assert labels.node(COMPANY) == "All units"
    assert labels.node("North") == "North"
    assert labels.quarter("2026Q2") == "Q2 2026"
    assert labels.hidden(HIDDEN_FEW, 7) == "hidden: fewer than 7 answers"
    assert labels.hidden(HIDDEN_COMPLEMENT, 7) == "hidden to protect a smaller group"
    assert labels.hidden(HIDDEN_CROSSING, 9) == (
        "hidden: crossing segments would tell about fewer than 9"
    )


def test_quarter_node_and_version_in_one_line() -> None:
    assert labels.as_of("2026Q1", COMPANY, 9) == "Q1 2026 · All units · as of revision 9"


def test_every_leg_and_ledger_metric_has_its_words() -> None:
    for words in (
        labels.LEG,
        labels.LEG_SHORT,
        labels.LEG_PEOPLE,
        labels.LEG_FILE,
        labels.LEG_SIGN,
    ):
        assert set(words) == set(LEGS)
    assert set(LEDGER_METRICS) <= set(labels.METRIC)
    assert [labels.arrow(*link) for link in LINKS] == [
        "ESAT → CSAT", "CSAT → Profit", "Profit → ESAT",
    ]  # fmt: skip
    assert labels.key("esat", "csat") == "esat-csat"
