"""Units with other names: aliases, hierarchy and what is remembered, through the whole road."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stool.book import Book
from stool.errors import AliasesOverlapError, OverlapError
from stool.ingest import (
    Alias,
    Aliases,
    Mapping,
    read_aliases,
    read_hierarchy,
    read_table,
)
from stool.schema import COMPANY, CSAT, ESAT, PROFIT
from tests.test_book import CUSTOMERS, EMPLOYEES, FILES, N, money, survey


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.open(tmp_path / "stool.db") as opened:
        opened.publish([opened.examine(data, name) for name, data in FILES.items()], who="ann")
        yield opened


def test_an_alias_adds_the_figures_of_a_merged_unit_and_can_end(book: Book) -> None:
    change = book.add_aliases(Aliases((Alias("Belford", "Ashby", first="2025Q4"),)), who="ann")
    assert book.reading("2026Q1", "Ashby").legs[ESAT].n == 2 * N
    assert book.reading("2025Q3", "Ashby").legs[ESAT].n == N
    assert book.reading("2026Q1").legs[ESAT].n == 3 * N
    assert book.units() == ["Ashby", "Belford", "Corley"]
    before = change.revision - 1
    assert book.reading("2026Q1", "Ashby", before).legs[ESAT].n == N


def test_revenue_of_merged_units_adds_up(book: Book) -> None:
    book.add_aliases(Aliases((Alias("Belford", "Ashby"),)), who="ann")
    cells = book.analysis().published.table
    here = cells[(cells["node"] == "Ashby") & (cells["metric"] == "revenue")]
    assert here["s"].tolist() == [2000.0] * 3
    assert book.analysis().nodes["node"].tolist() == [COMPANY, "North", "South", "Ashby", "Corley"]


def test_a_file_with_other_spellings_is_matched(book: Book) -> None:
    spelt = {"ASHBY branch": "North", "Belfrod": "North", "Corley": "South"}
    later = survey("csat", [5] * N, regions=spelt).replace(b"2026-02-15", b"2026-05-15")
    file = book.examine(_only(later, b"2026-05-15"), "later.csv")
    kinds = {each.unit: (each.known, each.kind) for each in book.proposals([file])}
    assert kinds == {"ASHBY branch": ("Ashby", "same"), "Belfrod": ("Belford", "near")}
    said = Aliases((Alias("ASHBY branch", "Ashby"), Alias("Belfrod", "Belford")))
    book.publish([file], who="bob", aliases=said)
    assert book.units() == ["Ashby", "Belford", "Corley"]
    assert book.reading("2026Q2", "Ashby").legs[CSAT].n == N


def _only(data: bytes, day: bytes) -> bytes:
    head, *lines = data.splitlines()
    return b"\n".join([head, *(line for line in lines if day in line)])


def test_figures_never_count_twice_under_two_names(book: Book) -> None:
    again = survey("csat", [5] * N, regions={"Ashbey": "North"}).replace(b"c2", b"d2")
    file = book.examine(again, "again.csv")
    with pytest.raises(OverlapError, match=r"published already: .* for Ashby"):
        book.publish([file], who="bob", aliases=Aliases((Alias("Ashbey", "Ashby"),)))
    assert book.store.latest() == 1
    book.publish([file], who="bob")
    with pytest.raises(AliasesOverlapError, match="batches 2 and 4"):
        book.add_aliases(Aliases((Alias("Ashbey", "Ashby"),)), who="bob")


def test_a_replacement_keeps_its_aliases(book: Book) -> None:
    book.add_aliases(Aliases((Alias("Belford", "Ashby"),)), who="ann")
    corrected = book.examine(money(950), "revenue.csv")
    book.publish([corrected], who="ann", replace=True)
    assert book.reading("2026Q1", "Ashby").legs[PROFIT].raw == pytest.approx(5)


def test_an_alias_file_is_read_and_remembered(book: Book) -> None:
    aliases = read_aliases(b"alias,unit\nBelford,Ashby\n", "aliases.csv")
    book.add_aliases(aliases, who="ann")
    book.add_aliases(read_aliases(b"alias,unit\nCorly,Corley\n", "more.csv"), who="ann")
    assert book.aliases().body() == [
        {"alias": "Belford", "unit": "Ashby", "first": "", "last": ""},
        {"alias": "Corly", "unit": "Corley", "first": "", "last": ""},
    ]


def test_a_hierarchy_file_moves_units(book: Book) -> None:
    file = b"unit,parent\nAshby,East\nBelford,East\nCorley,West\nDarley,West\n"
    change, placement = book.set_hierarchy(read_hierarchy(file, "tree.csv"), who="ann")
    assert placement.unknown == ("Darley",)
    nodes = book.analysis(change.revision).nodes
    assert nodes.loc[nodes["depth"] == "region", "node"].tolist() == ["East", "West"]
    assert book.reading("2026Q1", "East").legs[ESAT].n == 2 * N


def test_the_next_file_with_these_headers_asks_nothing(book: Book) -> None:
    doubtful = CUSTOMERS.replace(b"branch", b"place").replace(b"csat", b"q7")
    said = Mapping.from_json(
        '{"unit": "place", "columns": {"q7": {"leg": "csat", "metric": "tidy", "scale": "1-5"}}}'
    )
    book.publish([book.examine(doubtful, "tidy.csv", said)], who="ann")
    later = _only(doubtful.replace(b"2026-02-15", b"2026-05-15"), b"2026-05-15")
    again = book.examine(later, "other name.csv").checked
    assert [metric.metric for metric in again.metrics] == ["tidy"]
    assert {reason.confidence for reason in again.reasons} == {"said"}


def test_what_is_said_goes_before_what_is_remembered(book: Book) -> None:
    said = Mapping.from_json('{"columns": {"overall_satisfaction": {"leg": "csat"}}}')
    read = book.examine(EMPLOYEES, "employees.csv", said).checked
    assert {metric.leg for metric in read.metrics} == {CSAT}


def test_the_quarter_of_one_file_is_not_remembered(book: Book) -> None:
    undated = b"branch,csat\n" + b"".join(b"Ashby,%d\n" % (1 + n % 5) for n in range(20))
    book.publish([book.examine(undated, "u.csv", Mapping(period="2026Q2"))], who="ann")
    remembered = book.remembered(read_table(undated, "u.csv"))
    assert remembered is not None
    assert remembered.period is None
