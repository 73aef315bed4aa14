"""What the sample publishes of pairs, made once."""

import pytest

from stool.book import Book
from stool.privacy import publish_pairs
from stool.schema import PAIRS
from tests.drivers.making import Company

LAST_YEAR = ("2025Q2", "2025Q3", "2025Q4", "2026Q1")


@pytest.fixture(scope="session")
def sample(sample_book: Book) -> Company:
    published = sample_book.analysis().published
    pairs = sample_book.store.parts(PAIRS, quarters=LAST_YEAR)
    return Company(publish_pairs(pairs, published), published.table)
