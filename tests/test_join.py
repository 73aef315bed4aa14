"""Units with other names: aliases, hierarchy and what is remembered, through the whole road."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stool.book import Book
from stool.errors import (
    AliasesOverlapError,
    OverlapError,
    RefusedFileError,
    SheetChoiceError,
    StoolError,
    UnknownEncodingError,
)
from stool.ingest import (
    Alias,
    Aliases,
    Mapping,
    read_aliases,
    read_hierarchy,
    read_table,
)
from stool.privacy.coding import band_start
from stool.schema import COMPANY, CSAT, ESAT, PROFIT
from tests.ingest import workbooks
from tests.test_book import CUSTOMERS, EMPLOYEES, FILES, N, money, survey


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.open(tmp_path / "stool.db") as opened:
        opened.publish([opened.examine(data, name) for name, data in FILES.items()], who="ann")
        yield opened


def test_an_alias_adds_the_figures_of_a_merged_unit_and_can_end(book: Book) -> None:
    change = book.add_aliases(Aliases((Alias("Belford", "Ashby", first="2025Q4"),)), who="ann")
    assert book.reading("2026Q1", "Ashby").legs[ESAT].n == band_start(2 * N)
    assert book.reading("2025Q3", "Ashby").legs[ESAT].n == band_start(N)
    assert book.reading("2026Q1").legs[ESAT].n == band_start(3 * N)
    assert book.units() == ["Ashby", "Belford", "Corley"]
    before = change.revision - 1
    assert book.reading("2026Q1", "Ashby", before).legs[ESAT].n == band_start(N)


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
    assert book.reading("2026Q1", "East").legs[ESAT].n == band_start(2 * N)


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


# What is remembered of how the bytes were read


JAPANESE = "branch,quarter,csat\n" + "".join(
    f"{unit},2026Q1,{1 + row % 5}\n" for unit in ("東京", "大阪") for row in range(N)
)
TWO_WAYS = "csat;note,by\n" + "".join(f"{1 + row % 5};fine,ann\n" for row in range(N))
SECOND_SHEET = [["note", "by"], ["checked", "ann"], ["sent", "bob"]]


def amounts(quarter: str) -> list[list[object]]:
    return [["branch", "quarter", "revenue", "cost"], ["Ashby", quarter, 100, 90]]


def workbook(**sheets: list[list[object]]) -> bytes:
    written = {name: workbooks.sheet(workbooks.rows(rows)) for name, rows in sheets.items()}
    return workbooks.workbook(written)


def next_quarter(text: str) -> str:
    return text.replace("2026Q1", "2026Q2")


def publish(book: Book, data: bytes, name: str, said: Mapping) -> None:
    with pytest.raises(RefusedFileError):
        book.examine(data, name)
    book.publish([book.examine(data, name, said)], who="ann")


def test_the_encoding_that_was_said_is_remembered(book: Book) -> None:
    publish(book, JAPANESE.encode("cp932"), "visits.csv", Mapping(encoding="cp932"))
    others = JAPANESE.replace("csat", "esat").replace("東京", "名古屋")
    publish(book, others.encode("gb18030"), "staff.csv", Mapping(encoding="gb18030"))
    found = book.examine(next_quarter(JAPANESE).encode("cp932"), "later.csv").checked
    assert found.units == ("大阪", "東京")
    with pytest.raises(UnknownEncodingError):
        book.examine(JAPANESE.replace("csat", "csat,q9").encode("cp932"), "other.csv")


def test_an_encoding_that_was_settled_wrongly_is_remembered(book: Book) -> None:
    text = "branch,quarter,csat\n" + "Łódź,2026Q1,4\n" * N
    book.publish([book.examine(text.encode("cp1250"), "a.csv", Mapping(encoding="cp1250"))], who="")
    assert book.examine(next_quarter(text).encode("cp1250"), "b.csv").checked.units == ("Łódź",)
    said = Mapping(encoding="mac_roman")
    assert book.examine(text.encode("cp1250"), "b.csv", said).checked.encoding == "mac_roman"


def test_a_file_that_is_utf8_now_is_not_garbled_by_what_is_remembered(book: Book) -> None:
    text = "branch,quarter,csat\n" + "Köln,2026Q2,4\n" * N
    book.publish([book.examine(text.encode("cp1250"), "a.csv", Mapping(encoding="cp1250"))], who="")
    found = book.examine(text.replace("Q2", "Q3").encode(), "b.csv").checked
    assert (found.units, found.encoding, found.mapping.encoding) == (("Köln",), "UTF-8", None)
    with_mark = book.examine(text.encode("utf-8-sig"), "b.csv").checked
    assert with_mark.units == ("Köln",)


def test_an_encoding_that_looks_like_ascii_is_remembered(book: Book) -> None:
    data = JAPANESE.replace("2026Q1", "2026Q2").encode("iso2022_jp")
    assert data.isascii()
    book.publish([book.examine(data, "a.csv", Mapping(encoding="iso2022_jp"))], who="ann")
    assert book.examine(data, "b.csv").checked.units == ("大阪", "東京")


def test_a_remembered_encoding_that_cannot_be_is_passed_over(book: Book) -> None:
    text = "branch,quarter,csat\n" + "Zürich,2026Q1,4\n" * N
    book.publish([book.examine(text.encode(), "a.csv", Mapping(encoding="utf-8"))], who="ann")
    found = book.examine(next_quarter(text).encode("cp1252"), "b.csv").checked
    assert (found.units, found.mapping.encoding) == (("Zürich",), None)


def test_a_file_with_other_headers_in_the_remembered_encoding_is_read_as_it_stands(
    book: Book,
) -> None:
    text = "Größe,branch,quarter,csat\n" + "1,Ashby,2026Q2,4\n" * N
    book.publish([book.examine(text.encode("cp1252"), "a.csv", Mapping(encoding="cp1252"))], who="")
    found = book.read(lambda said: read_table(text.encode("utf-8-sig"), "c.csv", said))
    assert "Größe" in found.table.headers
    assert found.remembered is not None
    assert (found.said.encoding, found.remembered.encoding) == (None, None)


def test_the_delimiter_that_was_said_is_remembered(book: Book) -> None:
    said = Mapping(delimiter=";", place="Ashby", period="2026Q2")
    publish(book, TWO_WAYS.encode(), "visits.csv", said)
    other = Mapping(period="2026Q3", place="Brock")
    found = book.examine(TWO_WAYS.encode(), "visits.csv", other).checked
    assert (found.delimiter, found.units, found.quarters) == (";", ("Brock",), ("2026Q3",))


def test_the_unit_that_was_said_of_a_file_is_not_that_of_the_next(book: Book) -> None:
    said = Mapping(delimiter=";", place="Ashby", period="2026Q2")
    publish(book, TWO_WAYS.encode(), "visits.csv", said)
    with pytest.raises(StoolError, match="--place"):
        book.examine(TWO_WAYS.encode(), "visits.csv", Mapping(period="2026Q3"))


def test_the_sheet_that_was_said_is_remembered(book: Book) -> None:
    first = workbook(Books=amounts("2026Q2"), Notes=SECOND_SHEET)
    publish(book, first, "books.xlsx", Mapping(sheet="Books"))
    later = workbook(Notes=SECOND_SHEET, Books=amounts("2026Q3"))
    assert book.examine(later, "books.xlsx").checked.encoding == "sheet “Books”"
    alone = book.examine(workbook(July=amounts("2026Q3")), "books.xlsx").checked
    assert (alone.encoding, alone.mapping.sheet) == ("sheet “July”", None)
    for sheets in (
        {"July": amounts("2026Q3"), "Notes": SECOND_SHEET},  # another name
        {"Books": amounts("2026Q3"), "Copy": amounts("2026Q3")},  # the same headers twice
    ):
        with pytest.raises(SheetChoiceError):
            book.examine(workbook(**sheets), "books.xlsx")
