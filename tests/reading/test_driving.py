"""Drivers at a revision: the same from the book, from pairs and from a page; names and quarters."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stool.book import Book
from stool.drivers import REGION
from stool.errors import NoDataError, NoPairsError, QuarterNotLoadedError, UnknownNodeError
from stool.ingest.join.aliases import Alias, Aliases
from stool.reading import (
    Segment,
    dimensions_of,
    drivers_of,
    groups_of,
    last_year,
    leading,
    worth,
)
from stool.schema import COMPANY, CSAT, ESAT, PROFIT, PUBLISHED_PAIR_COLUMNS, SHOWN

YEAR = ("2025Q2", "2025Q3", "2025Q4", "2026Q1")
DAYS = {"2025Q4": "2025-11-15", "2026Q1": "2026-02-15"}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.open(tmp_path / "stool.db") as opened:
        yield opened


def survey(units: list[str], n: int = 40) -> bytes:
    random = np.random.default_rng(1)
    size = len(units) * len(DAYS) * n
    quick, kind = random.integers(1, 6, size), random.integers(1, 6, size)
    frame = pd.DataFrame(
        {
            "date": np.tile(np.repeat(list(DAYS.values()), n), len(units)),
            "branch": np.repeat(units, n * len(DAYS)),
            "csat": np.clip((quick * 2 + kind) // 3, 1, 5),
            "quick": quick,
            "kind": kind,
        }
    )
    return frame.to_csv(index=False).encode()


def test_the_book_says_what_the_pairs_say(sample_book: Book) -> None:
    analysis = sample_book.analysis()
    pairs = sample_book.pairs(quarters=YEAR)
    assert tuple(pairs.columns) == PUBLISHED_PAIR_COLUMNS
    assert PROFIT not in set(pairs["leg"])
    segment = Segment("segment", "Private")
    of_pairs = drivers_of(analysis, pairs, CSAT, node="West", segment=segment)
    of_book = sample_book.drivers(CSAT, node="West", segment=segment)
    pd.testing.assert_frame_equal(of_pairs.items, of_book.items)
    assert of_book.quarters == YEAR
    assert (of_book.node, of_book.segment) == ("West", ("segment", "Private"))
    groups = groups_of(analysis, pairs, CSAT, "segment", node="West")
    assert groups.of["Private"].answers == of_book.answers
    assert worth(analysis, of_book).is_told
    assert dimensions_of(pairs, CSAT) == ["segment", REGION]
    assert dimensions_of(pairs, ESAT) == ["level", "tenure", REGION]
    assert leading(analysis)["empowered"].follower == CSAT


def test_the_year_ends_with_the_quarter_asked_for(sample_book: Book) -> None:
    analysis = sample_book.analysis()
    assert last_year(analysis, CSAT) == YEAR
    assert last_year(analysis, CSAT, "2021Q3") == ("2021Q2", "2021Q3")
    assert last_year(analysis, PROFIT) == ()
    assert sample_book.drivers(CSAT, "2021Q3").quarters == ("2021Q2", "2021Q3")
    with pytest.raises(QuarterNotLoadedError):
        last_year(analysis, CSAT, "2031Q1")


def test_what_is_unknown_is_refused(sample_book: Book, book: Book) -> None:
    with pytest.raises(UnknownNodeError):
        sample_book.drivers(CSAT, node="Nowhere")
    with pytest.raises(NoPairsError):
        sample_book.drivers(PROFIT)
    with pytest.raises(NoDataError):
        book.drivers(CSAT)
    assert book.pairs().empty


def test_a_unit_of_two_names_has_the_pairs_of_both(book: Book) -> None:
    book.publish([book.examine(survey(["A", "B", "b two"]), "c.csv")], who="ann")
    before = book.pairs()
    book.add_aliases(Aliases((Alias("b two", "B"),)), who="ann")
    after = book.pairs()
    assert set(after["node"]) == {"A", "B", COMPANY}
    rows = before[before["node"].isin(["B", "b two"]) & (before["quarter"] == "2026Q1")]
    merged = after[(after["node"] == "B") & (after["quarter"] == "2026Q1")]
    assert merged["n"].tolist() == [80, 80, 80]
    assert merged["cross"].sum() == pytest.approx(rows["cross"].sum())
    assert (after["hidden"] == SHOWN).all()
    assert book.pairs(1)["node"].nunique() == 4
    assert book.drivers(CSAT).items["metric"].tolist() == ["quick", "kind"]


def test_a_file_taken_back_takes_its_pairs_along(book: Book) -> None:
    (batch,) = book.publish([book.examine(survey(["A", "B"]), "c.csv")], who="ann").published
    book.revert(batch, who="ann")
    assert book.pairs().empty
    assert not book.pairs(1).empty
