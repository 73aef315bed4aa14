"""A hosted server with the sample, for the tests of the gate."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stool.book import Book
from stool.store import Store
from tests import postgres
from tests.host.credentials import Keys, every_kind
from tests.host.hosting import Host, hosting
from tests.host.provider import Provider, provider


@pytest.fixture(scope="package")
def identity() -> Iterator[Provider]:
    with provider() as running:
        yield running


@pytest.fixture(scope="package")
def host(
    identity: Provider, sample_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    """A hosted server on the sample, in PostgreSQL."""
    folder = tmp_path_factory.mktemp("host")
    with Store.open(sample_store) as sample:
        backup = sample.back_up(folder / "sample.zip")
    with postgres.server() as database:
        Store.restored(database.url, backup.path).close()
        with hosting(database.url, identity, folder) as running:
            yield running


@pytest.fixture(scope="package")
def book(host: Host) -> Iterator[Book]:
    """What the server serves."""
    with Book.open(host.store) as opened:
        yield opened


@pytest.fixture(scope="package")
def keys(book: Book) -> Keys:
    return every_kind(book)
