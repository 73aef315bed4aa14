"""Stores that page tests read, and what every one of them must leave as it found it."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.driving import served


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Put `__main__` back: AppTest makes the app's script the main module, and new processes of
    later tests would run it.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="module")
def sample(sample_store: Path) -> Iterator[Path]:
    """The sample store, served to tests that only read."""
    with pytest.MonkeyPatch.context() as patch:
        yield from served(sample_store, patch)


@pytest.fixture
def store(sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the sample store, served to a test that changes it."""
    path = tmp_path / "stool.db"
    shutil.copy(sample_store, path)
    yield from served(path, monkeypatch)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store with nothing in it that the app reads."""
    yield from served(tmp_path / "empty.db", monkeypatch)
