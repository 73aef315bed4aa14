"""Fixtures for every folder of tests."""

import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from stool.book import Book
from stool.sample import sample_files
from stool.service import Measure
from tests import postgres
from tests.browser.driving import QUIET
from tests.corpus import CORPUS
from tests.once import made_once, shared


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what reads the corpus where it is not there."""
    if not CORPUS.exists():
        of_corpus = [item for item in items if item.get_closest_marker("corpus")]
        config.hook.pytest_deselected(items=of_corpus)
        items[:] = [item for item in items if item not in of_corpus]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of a private PostgreSQL server, started once and stopped at the end."""
    with postgres.server() as running:
        yield running.url


def _load_sample(path: Path) -> None:
    with Book.open(path) as book:
        files = [book.examine(file.read_bytes(), file.name) for file in sample_files()]
        book.publish(files, who="tests")


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite store with the shipped sample in it; copy it before changing it."""
    made = made_once(shared(tmp_path_factory), "sample.db", _load_sample)
    return Path(shutil.copy(made, tmp_path_factory.mktemp("sample") / "stool.db"))


@pytest.fixture(scope="session")
def sample_book(sample_store: Path) -> Iterator[Book]:
    """The sample, open to all who only read: its analysis is made once, and nobody changes it."""
    with Book.open(sample_store) as book:
        yield book


@pytest.fixture(scope="session")
def sample_service(
    tmp_path_factory: pytest.TempPathFactory, sample_book: Book
) -> dict[str, Measure]:
    """The measures of the sample's company in its newest quarter."""

    def measure(path: Path) -> None:
        path.write_bytes(pickle.dumps(sample_book.service()))

    made = made_once(shared(tmp_path_factory), "service.pickle", measure)
    found: dict[str, Measure] = pickle.loads(made.read_bytes())
    return found


@pytest.fixture(scope="session", autouse=True)
def own_shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Simulated nulls of this run, apart from those of the user's own work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STOOL_CACHE", str(shared(tmp_path_factory) / "nulls"))
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium where there is one, else the one Playwright installed."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield opened
        opened.close()
