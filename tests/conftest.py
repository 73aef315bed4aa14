"""Fixtures for every folder of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stool.book import Book
from stool.sample import sample_files
from tests import postgres
from tests.corpus import CORPUS


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what reads the corpus where it is not there."""
    if not CORPUS.exists():
        of_corpus = [item for item in items if item.get_closest_marker("corpus")]
        config.hook.pytest_deselected(items=of_corpus)
        items[:] = [item for item in items if item not in of_corpus]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of a private PostgreSQL server, started once and stopped at the end."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite store with the shipped sample in it; copy it before changing it."""
    path = tmp_path_factory.mktemp("sample") / "stool.db"
    with Book.open(path) as book:
        files = [book.examine(file.read_bytes(), file.name) for file in sample_files()]
        book.publish(files, who="tests")
    return path


@pytest.fixture(scope="session", autouse=True)
def own_shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Simulated nulls of these tests, apart from those of the user's own work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STOOL_CACHE", str(tmp_path_factory.mktemp("nulls")))
        yield
