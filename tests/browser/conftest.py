"""Fixtures of the browser tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.driving import serving


@pytest.fixture(scope="session")
def served(sample_store: Path) -> Iterator[str]:
    """Address of a server on the sample, for tests that only look."""
    with serving(sample_store) as address:
        yield address


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    """A copy of the sample store."""
    return Path(shutil.copy(sample_store, tmp_path / "stool.db"))
