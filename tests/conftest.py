"""Fixtures for every folder of tests."""

from collections.abc import Iterator

import pytest

from tests import postgres


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of a private PostgreSQL server, started once and stopped at the end."""
    with postgres.server() as url:
        yield url
