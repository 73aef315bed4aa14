"""In another language no page shows an English word: only data, codes and names are left."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from stool.book import Book
from stool.events import Event
from stool.plan import Action, Status
from stool.sample import sample_files
from stool.schema import COMPANY, ESAT
from stool.text import cells, depth, labels
from stool.text import voice as voice_words
from tests.pages.driving import ROOT
from tests.pages.every_text import DROPPED
from tests.pseudo import pseudo, translation

ASCII = re.compile(r"[A-Za-z]{2,}")
LEFT = [  # what may stand in Latin letters, whatever the language
    r"<[^<>]*>|%\{\w+\}|:material/\w+:|:[a-z]+\[|\]\([^()]*\)",  # markup
    r"\b(?:Q[1-4] \d{4}|Q[1-4] \d\d|\d{4}Q[1-4])\b",  # quarters
    r"\b[0-9a-f]{10}\b",  # fingerprints
    r"import stool\n(?:.|\n)*track_record\(\d+\)",  # code to copy
    r"```python\n(?:.|\n)*?```",
    r"\bUTF-8\b|\bcp\d{4}\b|\bShift-JIS\b",  # encodings
    r"\b\w+\.csv\b",
    r"\b[a-z]+(?:_[a-z]+)+\b",  # columns of files
    rf"{pseudo('add ')}(?:\w+, )*\w+",  # and those in one word
    r"/mock/media/\w+\.md",  # a sheet to hand out, where it would be fetched
    r"(?m:^[a-z]+(?= \(|$))",
]
EVENTS = [Event("2025Q1", "1", "North", ESAT, is_break=True), Event("2024Q3", "2")]
ACTIONS = [
    Action(str(number), "3", units, ESAT, start, 2, status)
    for number, (units, start, status) in enumerate(
        [
            (("West", "North"), "2025Q3", Status.RUNNING),
            (("West",), "2025Q3", Status.DONE),
            (("North",), "2025Q1", Status.DONE),
            (("South",), "2026Q2", Status.PLANNED),
            (("East",), "2025Q1", Status.DROPPED),
        ]
    )
]
NOTES = ("event", "action", "standard")
LEGS = {"Csat", "Esat", "Margin", "Attainment"}  # have names of the product's own


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, sample_store: Path) -> list[tuple[str, str]]:
    """Every text that is seen, and where."""
    folder = tmp_path_factory.mktemp("language")
    store = shutil.copy(sample_store, folder / "stool.db")
    with Book.open(store) as book:
        book.note_events(EVENTS, who="tests")
        book.note_actions(ACTIONS, who="tests")
    done = subprocess.run(
        [sys.executable, "-m", "tests.pages.every_text", folder / "empty.db", store],
        cwd=ROOT,
        env={**os.environ, "STOOL_LANGUAGE": str(translation(folder / "xx.po"))},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.returncode, done.stderr[-3000:]
    return [(place, text) for place, text in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def names(sample_book: Book) -> set[str]:
    """Names that come from the sample, and questions of its own."""
    nodes = set(sample_book.analysis().nodes["node"])
    cells_there = sample_book.store.cells()
    groups, metrics = ({str(each) for each in cells_there[name]} for name in ("level", "metric"))
    notes = {text for kind in NOTES for text in strings(sample_book.store.documents(kind))}
    topics = {text for topic in sample_book.topics() for text in (topic.name, *topic.legs)}
    own = {name.replace("_", " ").capitalize() for name in metrics - cells.columns()} - LEGS
    return {
        *nodes,
        *groups,
        *own,
        *notes,
        *topics,
        "tests",
        *(file.name for file in sample_files()),
    }


def strings(body: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict | list):
        for each in body.values() if isinstance(body, dict) else body:
            yield from strings(each)


@pytest.fixture(scope="module")
def said(sample_book: Book) -> set[str]:
    """What people wrote in the sample, what it is grouped by, and the words it is read by."""
    voice = sample_book.voice()
    groups = [voice.themes(leg, "2026Q1", COMPANY, "comment")["theme"] for leg in voice.legs]
    lists = {voice_words.SEPARATOR.join(topic.words) for topic in voice.topics}
    return {*voice.placed["text"], *pd.concat(groups), *lists}


def pattern(parts: Iterable[str]) -> re.Pattern[str]:
    """Any of some names as a whole, the longest first."""
    longest = sorted(filter(None, parts), key=len, reverse=True)
    return re.compile("|".join([*LEFT, *(rf"\b{re.escape(part)}\b" for part in longest)]))


def test_every_page_was_read(found: list[tuple[str, str]]) -> None:
    places = {place.split(",")[0] for place, _ in found}
    assert len(places) == len(labels.PAGE) + 2
    assert len(found) > 5000
    texts = {text for _, text in found}
    assert {
        pseudo("Legs"),
        pseudo("Spirit level: last 8 quarters"),
        pseudo("Download CSV"),
    } <= texts
    assert set(map(pseudo, depth.SECTIONS.values())) <= texts


def test_only_data_codes_and_names_are_left_in_english(
    found: list[tuple[str, str]], names: set[str], said: set[str]
) -> None:
    dropped = {*DROPPED, *re.findall(r"[\w@.]{2,}", " ".join(DROPPED.values()))}
    known, known_dropped = pattern(names), pattern(names | dropped)
    left = {
        f"{place}: {text[:300]}"
        for place, text in found
        if text not in said
        and ASCII.search(
            (known_dropped if place == "dropped" else known).sub(" ", text.replace("\\", ""))
        )
    }
    assert not left, "\n".join(sorted(left))
