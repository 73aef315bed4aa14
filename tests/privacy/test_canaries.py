"""Secrets planted in a company turn up nowhere: on no page, in no file, log, cache or table."""

import io
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.runtime.caching import cache_resource_api

from stool.book import Book
from stool.cli import main
from stool.reading import Segment
from stool.service import GROUPS
from stool.text import depth, labels, view, voice
from stool.text.service import words
from stool.ui import cache
from tests.once import made_once, shared
from tests.pages.driving import open_page, served
from tests.pages.every_text import unfolded
from tests.pages.sent import Sent, taking
from tests.privacy import canaries
from tests.privacy.canaries import HIDDEN, ROSTER, SECRET_WORDS, Secrets

PAGES = tuple(labels.PAGE)
CLOSER = [  # what a click away shows
    *(("legs", {"leg": labels.LEG[leg]}) for leg in ("csat", "profit")),
    ("legs", {"unit": "Tiny"}),
    ("legs", {"unit": "North"}),
    ("legs", {"segment": view.segment(Segment("level", "Manager"))}),
    ("voice", {"voice_leg": voice.PEOPLE["csat"]}),
    ("voice", {"unit": "Tiny"}),
    *(("service", {"cards": words.GROUP[group]}) for group in GROUPS),
    *(("loop", {"look": look}) for look in depth.SECTIONS.values()),
    ("home", {"unit": "Tiny"}),
]
COMMANDS = [
    ["show"],
    ["show", "--unit", "Tiny"],
    ["show", "--unit", "North"],
    ["links"],
    ["history"],
    ["actions"],
    ["events"],
    ["standards"],
    ["topics"],
    ["service"],
    ["service", "--unit", "Tiny"],
    ["coverage"],
    ["drivers", "--leg", "esat"],
    ["drivers", "--leg", "csat"],
    ["drivers", "--leg", "esat", "--unit", "Tiny"],
    ["what-if", "--leg", "esat", "--points", "5"],
]


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the company with the secrets."""
    made = made_once(shared(tmp_path_factory), "canaries.db", canaries.load)
    return Path(shutil.copy(made, tmp_path_factory.mktemp("canaries") / "stool.db"))


@pytest.fixture(scope="session")
def secrets(company: Path) -> Secrets:
    with Book.open(company) as book:
        return canaries.secrets(book)


@pytest.fixture
def app(company: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    yield from served(company, monkeypatch)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Sent:
    return taking(monkeypatch)


def test_the_secrets_are_there_and_would_be_seen(company: Path, secrets: Secrets) -> None:
    """Shown as they are, all of them are found: the watchman is awake."""
    assert len(secrets.numbers) > 100
    with Book.open(company) as book:
        cells = book.store.cells()
    exact = Sent()
    exact.anything(cells[cells["unit"].isin(HIDDEN)])
    assert secrets.among([], exact.numbers)
    assert set(secrets.among(list(canaries.files().values()), [])) == {
        word.casefold() for word in SECRET_WORDS
    }


def test_no_page_sends_a_secret(
    app: Path, secrets: Secrets, taken: Sent, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for page, query in [*((page, {}) for page in PAGES), *CLOSER]:
        sent = Sent()
        sent.page(unfolded(open_page(f"pages/{page}.py", **query)))
        assert secrets.among(sent.words, sent.numbers) == [], (page, query)
        assert len(sent.words) > 20
    assert secrets.among(taken.words, taken.numbers) == []
    assert len(taken.words) > 10
    kept = cached()
    assert secrets.among(kept.words, kept.numbers) == []
    assert len(kept.numbers) > 1000
    logged = Sent()
    logged.anything(caplog.text)
    assert secrets.among(logged.words, logged.numbers) == []


def cached() -> Sent:
    """What `stool.ui.cache` and the panels keep in memory for the next reader."""
    kept = Sent()
    for functions in cache_resource_api._resource_caches._function_caches.values():
        for function in functions.values():
            for entry in function._mem_cache.values():
                if not isinstance(entry.value, Book):
                    kept.anything(entry.value)
    for answers in (cache.choices.of.cache, cache.record.of.cache):
        kept.anything([*answers.values()])
    return kept


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_prints_a_secret(
    company: Path, secrets: Secrets, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    printed = Sent()
    for options in ([], ["--json"]):
        main([*command, *options, "--store", str(company)])
        output = capsys.readouterr()
        assert output.out or output.err
        printed.anything(output.out)
        printed.anything(output.err)
    assert secrets.among(printed.words, printed.numbers) == []


def test_no_respondent_is_in_the_files_of_the_store(company: Path, secrets: Secrets) -> None:
    """Neither in their bytes nor in what is packed in them; names of the roster are kept there."""
    words = [word for word in secrets.words if word not in ROSTER.casefold()]
    packed = list(unpacked(company))
    assert any("Write to [e-mail] about the rota" in text for text in packed)
    raw = [path.read_bytes().decode("latin-1") for path in company.parent.glob("stool.db*")]
    for text in (*packed, *raw):
        assert [word for word in words if word in text.casefold()] == []


def unpacked(path: Path) -> Iterator[str]:
    """Every value in a store's tables as text, packed tables row by row."""
    with sqlite3.connect(path) as store:
        names = store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            for row in store.execute(f"SELECT * FROM {name}").fetchall():
                for value in row:
                    if isinstance(value, bytes) and value.startswith(b"PAR1"):
                        yield pd.read_parquet(io.BytesIO(value)).to_csv()
                    else:
                        yield str(value)
