"""Workbooks: the text of every kind of cell, which sheet is read, and what is refused unread."""

import random
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from stool.errors import EmptyFileError, FileTooLargeError, RefusedFileError
from stool.errors.container import (
    BombError,
    DamagedFileError,
    EncryptedFileError,
    NotATableError,
    SheetChoiceError,
    UnknownSheetError,
    WrongContainerError,
)
from stool.ingest.files import package, sheet_scan
from stool.ingest.files.records import Record
from stool.ingest.files.source import Source
from stool.ingest.files.stages import Stage
from stool.ingest.files.workbook import OLE_MAGIC, Sheet, is_workbook, read_workbook, workbook_bytes
from tests.ingest import workbooks
from tests.ingest.workbooks import cell, row, rows, sheet, workbook

FILLED = sheet(rows([["unit", "n"], ["Nord", 4]]))
EMPTY = sheet("")
FAR = sheet(row(1, cell("A1", 1)) + row(1_048_576, cell("XFD1048576", 2)))
FUZZED = 400


def read(data: bytes, name: str | None = None) -> Sheet:
    return read_workbook(data, "file.xlsx", name)


def only_fields(*cells: str, strings: Sequence[str] | None = None) -> list[str]:
    """Fields of a sheet of one row."""
    return read(workbook({"A": sheet(row(1, *cells))}, strings=strings)).records[0].fields


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (cell("A1", 4), "4"),
        (cell("A1", "4.0", "n"), "4"),
        (cell("A1", 3.5), "3.5"),
        (cell("A1", 0.1 + 0.2), "0.3"),
        (cell("A1", -0.25), "-0.25"),
        (cell("A1", 2**53 - 1), "9007199254740991"),
        (cell("A1", 1e300), "1e+300"),
        (cell("A1", 1, "b"), "TRUE"),
        (cell("A1", 0, "b"), "FALSE"),
        (cell("A1", "#DIV/0!", "e"), "#DIV/0!"),
        (cell("A1", "#N/A", "e"), "#N/A"),
        (cell("A1", "007"), "007"),
        (cell("A1", " Süd \n<b>"), " Süd \n<b>"),
        (cell("A1", 1, "s"), "shared"),
        (cell("A1", "=HYPERLINK(1)", "str"), "=HYPERLINK(1)"),
        (cell("A1", 46112, style=workbooks.DAY), "2026-03-31"),
        (cell("A1", 46112.4375, style=workbooks.MOMENT), "2026-03-31 10:30:00"),
        (cell("A1", 46112.437499999, style=workbooks.MOMENT), "2026-03-31 10:30:00"),
        (cell("A1", 46112.9999999, style=workbooks.MOMENT), "2026-03-31 23:59:59"),
        (cell("A1", 46111.999999999, style=workbooks.MOMENT), "2026-03-31"),
        (cell("A1", 0.25, style=workbooks.CLOCK), "06:00:00"),
        (cell("A1", 1.5, style=workbooks.DURATION), "36:00:00"),
        (cell("A1", "2026-03-31T10:30:00", "d"), "2026-03-31 10:30:00"),
        (cell("A1", 0.85, style=workbooks.PERCENT), "85%"),
        (cell("A1", 1, style=workbooks.PERCENT), "100%"),
        (cell("A1", 0.1234, style=workbooks.CUSTOM_PERCENT), "12.34%"),
        (cell("A1", -0.07, style=workbooks.CUSTOM_PERCENT), "-7%"),
        (cell("A1", 85, style=workbooks.QUOTED_PERCENT), "85"),
        (cell("A1", "85 of 100", style=workbooks.PERCENT), "85 of 100"),
        (cell("A1", 1, "b", workbooks.PERCENT), "TRUE"),
    ],
)
def test_a_cell_reads_as_in_a_csv_export(written: str, text: str) -> None:
    assert only_fields(written, cell("B1", "x"), strings=["first", "shared"]) == [text, "x"]


def test_a_formula_gives_the_value_it_had() -> None:
    total = '<c r="A1"><f>SUM(B1:B9)</f><v>12</v></c>'
    named = '<c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>'
    assert only_fields(total, named) == ["12", "ab"]
    assert read(workbook({"A": sheet(row(1, total, named))})).notes == ()


def test_a_formula_that_was_never_calculated_is_blank_and_said() -> None:
    unknown = '<c r="A1"><f>SUM(B1:B9)</f></c>' + cell("B1", 4) + '<c r="C1"><f>NOW()</f></c>'
    found = read(workbook({"A": sheet(row(1, unknown) + row(2, cell("A2", 1)))}))
    assert found.records[0].fields == ["", "4"]
    [note] = found.notes
    assert (note.stage, note.found) == ("formulas", "2 without a value")
    assert "open the workbook in Excel, save it" in note.why


def test_days_counted_from_1904_are_moved_and_said() -> None:
    day = cell("A1", 44650, style=workbooks.DAY)
    data = workbook({"A": sheet(row(1, day))}, from_1904=True)
    assert read(data).records[0].fields == ["2026-03-31"]
    assert read(data).notes == (Stage("dates", "counted from 1904", "the workbook says so"),)
    assert only_fields(day) != ["2026-03-31"]


def test_the_line_is_the_row_of_the_sheet_and_blank_rows_count() -> None:
    data = [["unit", "n"], [None, None], ["Nord", 4], [" ", None], ["Süd", 5]]
    assert read(workbook({"A": sheet(rows(data, first=3))})).records == [
        Record(3, ["unit", "n"]),
        Record(5, ["Nord", "4"]),
        Record(7, ["Süd", "5"]),
    ]


def test_every_row_runs_from_column_a_to_the_last_in_use() -> None:
    far = row(2, cell("D2", "d")) + row(5, cell("B5", "#REF!", "e"), cell("F5", None))
    assert [record.fields for record in read(workbook({"A": sheet(far)})).records] == [
        ["", "", "", "d"],
        ["", "#REF!", "", ""],
    ]


def test_an_error_that_says_nothing_is_blank() -> None:
    assert only_fields(cell("A1", 1), '<c r="C1" t="e"><v/></c>') == ["1", "", ""]


def test_cells_that_do_not_say_where_they_are_follow_each_other() -> None:
    first = f"<row>{cell('', 1)}{cell('C1', 3)}{cell('', 0.5, style=workbooks.PERCENT)}</row>"
    second = f"<row>{cell('', 'x')}{cell('', '#N/A', 'e')}</row>"
    found = read(workbook({"A": sheet(first + "<row/>" + second)})).records
    assert found == [Record(1, ["1", "", "3", "50%"]), Record(3, ["x", "#N/A", "", ""])]


def test_rows_out_of_order_come_out_in_order() -> None:
    mixed = row(12, cell("A12", "last")) + row(2, cell("A2", 0.5, style=workbooks.PERCENT))
    crossed = row(3, cell("A11", "#N/A", "e"), cell("A1", "#REF!", "e"))
    found = read(workbook({"A": sheet(mixed + crossed)})).records
    assert [(record.line, record.fields) for record in found] == [
        (1, ["#REF!"]),
        (2, ["50%"]),
        (11, ["#N/A"]),
        (12, ["last"]),
    ]


def test_merged_cells_are_said_and_not_filled() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:A3"/></mergeCells>'
    data = workbook({"A": sheet(rows([["Title", None], ["Nord", 4], [None, 5]]), merged)})
    assert [record.fields for record in read(data).records][1:] == [["Nord", "4"], ["", "5"]]
    [note] = read(data).notes
    assert (note.stage, note.found) == ("merged cells", "2 merged ranges")
    assert note.why.startswith("A1:B1 and A2:A3: the first cell")


def test_a_prefix_on_every_element_changes_nothing() -> None:
    prefixed = (
        f'<x:worksheet xmlns:x="{workbooks.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="e">'
        '<x:v>#N/A</x:v></x:c><x:c r="B1"><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert read(workbook({"A": prefixed})).records == [Record(1, ["#N/A", "4"])]


def test_a_macro_workbook_is_read_as_data() -> None:
    data = workbook({"A": FILLED}, extra={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Auto_Open"})
    assert read(data).records[1].fields == ["Nord", "4"]


# Which sheet


def test_the_only_filled_sheet_is_taken() -> None:
    found = read(workbook({"Notes": EMPTY, "Data": FILLED, "Old": FILLED}, hidden=["Old"]))
    assert found.name == "Data"
    assert found.sheets == ("Notes", "Data", "Old")
    assert found.stage.why == "the only one of 3 sheets that is filled and not hidden"
    assert read(workbook({"Data": FILLED})).stage == Stage("sheet", "Data", "the only sheet")


def test_several_filled_sheets_are_asked_about() -> None:
    data = workbook({"2025": FILLED, "2026": FILLED, "Blank": EMPTY})
    with pytest.raises(
        SheetChoiceError, match=r"2 sheets .*“2025” and “2026”\. .*--sheet"
    ) as error:
        read(data)
    assert error.value.sheets == ("2025", "2026")


def test_a_named_sheet_is_taken_even_if_it_is_hidden() -> None:
    other = sheet(rows([["other"], [1]]))
    data = workbook({"One": FILLED, "Two": other}, hidden=["Two"])
    found = read(data, "two ")
    assert found.records[0].fields == ["other"]
    assert found.stage == Stage("sheet", "Two", "the mapping says so")
    exact = workbook({"DATA": FILLED, "Data": other})
    assert read(exact, "Data").records[0].fields == ["other"]


def test_an_unknown_sheet_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownSheetError, match=r"no sheet called “Sheet1”; there is “A” and “B”"):
        read(workbook({"A": FILLED, "B": FILLED}), "Sheet1")


def test_a_chart_is_no_table_and_does_not_count() -> None:
    links = workbooks.relations(
        [("rId1", "worksheet", "/xl/worksheets/sheet1.xml"), ("rId2", "chartsheet", "c.xml")]
    )
    data = workbook({"Data": FILLED, "Chart": FILLED}, extra={"xl/_rels/workbook.xml.rels": links})
    assert read(data).name == "Data"
    with pytest.raises(NotATableError, match="“Chart”"):
        read(data, "Chart")


def test_nothing_in_any_sheet_is_an_empty_file() -> None:
    for data in (workbook({"A": EMPTY, "B": EMPTY}), workbook({"A": sheet(rows([[" "]]))})):
        with pytest.raises(EmptyFileError):
            read(data)


def test_an_unread_sheet_may_be_as_large_as_it_likes() -> None:
    assert len(read(workbook({"A": FILLED, "Far": FAR}), "A").records) == 2


# What is refused


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl/workbook.bin": b""}, "binary Excel workbook"),
        ({"word/document.xml": b""}, "Word document"),
        ({"content.xml": b""}, "OpenDocument"),
        ({"data.csv": b"a,b"}, "zip archive"),
    ],
)
def test_other_archives_are_named(parts: dict[str, bytes], words: str) -> None:
    with pytest.raises(WrongContainerError, match=words):
        read(workbooks.archive(parts))


def test_old_and_encrypted_workbooks_are_told_apart() -> None:
    with pytest.raises(WrongContainerError, match=r"\.xls\).*save it as an Excel workbook"):
        read(OLE_MAGIC + b"\0" * 600)
    with pytest.raises(EncryptedFileError, match="password"):
        read(OLE_MAGIC + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    locked = bytearray(workbook({"A": FILLED}))
    at = locked.rfind(package.CENTRAL_ENTRY)
    locked[at + 8] |= package.ENCRYPTED
    with pytest.raises(EncryptedFileError):
        read(bytes(locked))


def test_is_workbook_looks_at_the_first_bytes() -> None:
    assert is_workbook(Source.of(workbook({"A": FILLED})))
    assert is_workbook(Source.of(OLE_MAGIC))
    assert is_workbook(Source.of(workbooks.archive({})))
    assert not is_workbook(Source.of(b"unit,n\nPK,4\n"))
    assert not is_workbook(Source.of(b""))


def test_two_cells_far_apart_do_not_take_all_memory() -> None:
    with pytest.raises(FileTooLargeError, match=r"row 1,048,576 and column 16,384"):
        read(workbook({"A": FAR}))


@pytest.mark.parametrize("place", ["XFE1", "A1048577", "A0", "1A", "A", "Ä1", "A١", "$A$1"])
def test_a_cell_beyond_the_grid_is_refused(place: str) -> None:
    with pytest.raises(DamagedFileError, match="where no sheet has cells"):
        read(workbook({"A": sheet(row(1, cell(place, 1)))}))


@pytest.mark.parametrize("number", ["0", "-1", "1.0", "١", "1048577", "99999999999"])
def test_a_row_beyond_the_grid_is_refused(number: str) -> None:
    with pytest.raises(DamagedFileError, match="where no sheet has cells"):
        read(workbook({"A": sheet(f'<row r="{number}">{cell("", 1)}</row>')}))


def test_the_limit_of_cells_is_that_of_the_rectangle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_scan, "MAX_CELLS", 6)
    fits = sheet(row(1, cell("A1", 1), cell("ZZ9", None)) + row(3, cell("B3", 1)))
    assert len(read(workbook({"A": fits})).records) == 2
    with pytest.raises(FileTooLargeError, match="row 3 and column 3"):
        read(workbook({"A": sheet(row(1, cell("A1", 1)) + row(3, cell("C3", 1)))}))


def test_one_long_text_in_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_scan, "MAX_TEXT", 100)
    monkeypatch.setattr("stool.ingest.files.workbook.MAX_TEXT", 100)
    texts = ["x" * 34, "y"]

    def repeated(*numbers: int) -> bytes:
        cells = (cell(f"A{at}", number, "s") for at, number in enumerate(numbers, start=1))
        return workbook(
            {"A": sheet("".join(row(at, each) for at, each in enumerate(cells, start=1)))},
            strings=texts,
        )

    assert len(read(repeated(0, 0, 1, 1, 1)).records) == 5
    with pytest.raises(FileTooLargeError, match="of text"):
        read(repeated(0, 1, 0, 0))


def test_remarks_cannot_hide_how_long_the_texts_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stool.ingest.files.workbook.MAX_TEXT", 1)
    for remark in ("<!-- -->", "<?x y?>"):
        hidden = f'<c r="A1" t="s"><v>{remark}1</v></c>'
        with pytest.raises(DamagedFileError, match="remarks"):
            read(workbook({"A": sheet(row(1, hidden))}, strings=["long", "y"]))


def test_a_bomb_is_refused_by_its_directory() -> None:
    with pytest.raises(BombError, match=r"unpack to \d{3,} times its size, and 200 times"):
        read(workbook({"A": FILLED}, extra={"xl/media/a.png": b"\0" * 5_000_000}))


def test_a_large_package_is_refused_by_its_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 50_000)
    with pytest.raises(FileTooLargeError, match="once unpacked"):
        read(workbook({"A": FILLED}, extra={"xl/media/a.png": b"\0" * 50_000}))
    stored = {"xl/media/a.png": random.Random(1).randbytes(50_000)}
    with pytest.raises(FileTooLargeError, match="has 0 MB; at most"):
        read(workbook({"A": FILLED}, extra=stored))


def test_a_large_archive_is_refused_before_it_is_held(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"A": FILLED}))
    assert workbook_bytes(Source.of(path)) == path.read_bytes()
    monkeypatch.setattr(package, "MAX_UNPACKED", path.stat().st_size - 1)
    monkeypatch.setattr(Source, "read", lambda _: pytest.fail("was held"))
    with pytest.raises(FileTooLargeError, match=r"book\.xlsx has 0 MB"):
        workbook_bytes(Source.of(path))


def test_a_directory_of_countless_parts_is_refused_unlisted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "MAX_PARTS", 20)
    monkeypatch.setattr(package, "_directory", lambda *_: pytest.fail("was listed"))
    with pytest.raises(BombError, match="more than 20 parts"):
        read(workbook({"A": FILLED}, extra={f"xl/{n}": b"" for n in range(20)}))


@pytest.mark.parametrize("size", [100, 0, 5_000_000])
def test_a_directory_that_lies_about_a_size_is_found_out(size: int) -> None:
    lying = bytearray(workbook({"A": sheet(rows([[n] for n in range(500)]))}))
    at = lying.find(b"xl/worksheets/sheet1.xml", lying.find(package.CENTRAL_ENTRY)) - 46
    struct.pack_into("<L", lying, at + 24, size)
    with pytest.raises(RefusedFileError) as error:
        read(bytes(lying))
    assert isinstance(error.value, DamagedFileError | BombError)


def test_a_lie_with_a_matching_checksum_is_found_out() -> None:
    lying = bytearray(workbook({"A": FILLED}))
    at = lying.find(b"xl/worksheets/sheet1.xml", lying.find(package.CENTRAL_ENTRY)) - 46
    struct.pack_into("<L", lying, at + 16, zlib.crc32(FILLED.encode()[:101]))
    struct.pack_into("<L", lying, at + 24, 100)
    with pytest.raises(DamagedFileError, match="not what the archive's directory says"):
        read(bytes(lying))


def test_a_changed_byte_is_found_out() -> None:
    data = workbook({"A": FILLED}, compression=zipfile.ZIP_STORED)
    with pytest.raises(DamagedFileError, match="not what the archive's directory says"):
        read(data.replace(b"Nord", b"Sord"))


def test_no_part_is_unpacked_beyond_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    inflate = package.zlib.decompressobj

    class Watched:
        def __init__(self, bits: int) -> None:
            self.inner = inflate(bits)

        def decompress(self, packed: bytes, most: int) -> bytes:
            asked.append(most)
            return self.inner.decompress(packed, most)

    monkeypatch.setattr(package.zlib, "decompressobj", Watched)
    read(workbook({"A": FILLED}))
    assert asked
    assert len(workbooks.STYLES) + 1 in asked
    assert len(FILLED) + 1 in asked


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(DamagedFileError, match="two of its parts are called"):
        read(workbook({"A": FILLED}, extra={"XL/Worksheets/sheet1.XML": FAR}))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_document_type_is_refused(part: str) -> None:
    with pytest.raises(DamagedFileError, match="declares a document type"):
        read(workbook({"A": FILLED}, extra={part: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}))


def test_another_encoding_cannot_hide_cells() -> None:
    declared = f'<?xml version="1.0" encoding="cp037"?>{FILLED}'
    assert read(workbook({"A": declared})).records[1].fields == ["Nord", "4"]
    wide = workbook({"A": EMPTY}, extra={"xl/worksheets/sheet1.xml": FILLED.encode("utf-16")})
    with pytest.raises(DamagedFileError, match="not in UTF-8"):
        read(wide)


def test_a_date_beyond_the_calendar_is_no_traceback() -> None:
    for number in ("9e307", "-1e18"):
        data = workbook({"A": sheet(row(1, cell("A1", number, "n", workbooks.DURATION)))})
        with pytest.raises(DamagedFileError, match="rules of Excel"):
            read(data)


def test_unusual_packing_is_refused() -> None:
    data = workbook({"A": FILLED}, compression=zipfile.ZIP_BZIP2)
    with pytest.raises(DamagedFileError, match="packed in an unusual way"):
        read(data)


def test_a_workbook_cut_short_anywhere_is_refused() -> None:
    data = workbook({"A": FILLED})
    for length in range(4, len(data), 37):
        with pytest.raises(RefusedFileError):
            read(data[:length])


def test_parts_outside_of_the_archive_are_only_names() -> None:
    links = workbooks.relations([("rId1", "worksheet", "../../../etc/passwd")])
    with pytest.raises(EmptyFileError):
        read(workbook({"A": FILLED}, extra={"xl/_rels/workbook.xml.rels": links}))


def test_broken_workbooks_are_read_or_refused() -> None:
    chance = random.Random(7)
    data = {"A": sheet(rows([["unit", "n", 0.5], ["Nord", 4, 46112.5]]))}
    whole = [workbook(data, strings=["s"]), workbook(data, compression=zipfile.ZIP_STORED)]
    refused = 0
    for _ in range(FUZZED):
        broken = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read(bytes(broken))
        except RefusedFileError:
            refused += 1
    assert refused > FUZZED / 2
