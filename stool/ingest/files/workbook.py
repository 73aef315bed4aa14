"""Excel workbooks: one sheet as the records its CSV export would have.

Cells are read by calamine. It lays a sheet out as a full rectangle and ends the whole process when
memory does not suffice, so `package` and `sheet_scan` first say how much there is, and calamine is
handed a package made anew of the parts they looked at: the sheet, its texts and its styles.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np
from python_calamine import CalamineError, CalamineWorkbook

from stool.catalogue import say, say_many
from stool.errors.base import listed
from stool.errors.container import (
    DamagedFileError,
    EncryptedFileError,
    NotATableError,
    SheetChoiceError,
    UnknownSheetError,
    WrongContainerError,
)
from stool.errors.reading import EmptyFileError
from stool.ingest.files.ooxml import Contents, SheetEntry, percent_styles, read_contents
from stool.ingest.files.package import Package, require_packed_size
from stool.ingest.files.records import Record
from stool.ingest.files.sheet_scan import (
    LAST_COLUMN,
    MAX_TEXT,
    PERCENT,
    SheetScan,
    holds_something,
    longest_text,
    require_short_texts,
    scan_sheet,
)
from stool.ingest.files.source import Source
from stool.ingest.files.stages import Stage

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")  # the second is an empty archive
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and every encrypted workbook
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
NEEDED = say("an Excel workbook (.xlsx) or CSV (UTF-8)")
NOT_WORKBOOKS = (  # a part that only such a file has
    ("xl/workbook.bin", say("a binary Excel workbook (.xlsb)")),
    ("word/document.xml", say("a Word document")),
    ("ppt/presentation.xml", say("a PowerPoint presentation")),
    ("content.xml", say("an OpenDocument file")),
)
SIGNIFICANT = 15  # digits Excel keeps of a number and shows at most; the rest is binary noise
EXACT = 2**53  # whole numbers below are exact
MERGED_SHOWN = 3

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STYLES, STRINGS = "worksheets/sheet1.xml", "styles.xml", "sharedStrings.xml"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, nothing interpreted.

    Attributes
    ----------
    name : str
        Name of the sheet.
    records : list of Record
        Rows that hold something; `line` is the row of the sheet. Every row has the same number of
        fields, from column A to the last one in use. Fields are as in a CSV export, though never
        rounded to what a cell shows: 4, 3.5, 85%, TRUE, 2026-03-31, 2026-03-31 10:30:00, #N/A.
    stage : Stage
        Which sheet was taken, and why.
    notes : tuple of Stage
        Merged cells, formulas without a value and days counted from 1904, where there are any.
    sheets : tuple of str
        Every sheet of the workbook, hidden ones too, in its order.
    """

    name: str
    records: list[Record]
    stage: Stage
    notes: tuple[Stage, ...]
    sheets: tuple[str, ...]


def is_workbook(source: Source) -> bool:
    """Whether a file is a zip archive or an old Office file, which `read_workbook` judges."""
    return source.start(len(OLE_MAGIC)).startswith((*ZIP_MAGIC, OLE_MAGIC))


def workbook_bytes(source: Source) -> bytes:
    """All bytes of a workbook, once it is known that they are not too many to hold.

    Raises
    ------
    FileTooLargeError
    """
    require_packed_size(source.size, source.name)
    return source.read()


def read_workbook(data: bytes, name: str, sheet: str | None = None) -> Sheet:
    """Read one sheet of an Excel workbook (.xlsx, .xlsm).

    Formulas give the value they had when the workbook was saved; macros are neither run nor read.

    Parameters
    ----------
    data : bytes
    name : str
        Name of the file, for messages.
    sheet : str, optional
        Name of the sheet, hidden ones too; capitals do not matter. Left out, it is the only sheet
        that holds something and is not hidden.

    Raises
    ------
    SheetChoiceError
        Several sheets hold something and `sheet` is left out.
    UnknownSheetError, NotATableError
        `sheet` is none of the workbook, or no table.
    WrongContainerError, EncryptedFileError, DamagedFileError, EmptyFileError
    FileTooLargeError, BombError
        See `package` and `sheet_scan`; nothing is unpacked beyond their limits.
    """
    package = _package(data, name)
    contents = read_contents(package)
    entry, stage = _chosen(package, contents, sheet)
    xml = package.read(entry.part)
    scan = scan_sheet(xml, name, percent_styles(package, contents.styles))
    parts = {SHEET: xml}
    if contents.styles is not None:
        parts[STYLES] = package.read(contents.styles)
    if contents.strings is not None:
        parts[STRINGS] = package.read(contents.strings)
        if scan.shared * longest_text(parts[STRINGS], name) > MAX_TEXT:
            require_short_texts(xml, parts[STRINGS], name)
    rows = _cells(_repacked(parts, contents.from_1904), name)
    return Sheet(
        name=entry.name,
        records=_records(rows, scan, name),
        stage=stage,
        notes=_notes(scan, contents),
        sheets=tuple(each.name for each in contents.sheets),
    )


def _package(data: bytes, name: str) -> Package:
    """The package, once it is known to be a workbook."""
    if data.startswith(OLE_MAGIC):
        if ENCRYPTED_STREAM in data:
            raise EncryptedFileError(name)
        raise WrongContainerError(name, say("an old Excel or Office document (.xls)"), NEEDED)
    package = Package(data, name)
    for part, looks_like in NOT_WORKBOOKS:
        if part in package:
            raise WrongContainerError(name, looks_like, NEEDED)
    if not any(part.startswith("xl/") for part in package.parts()):
        raise WrongContainerError(name, say("a zip archive"), NEEDED)
    return package


def _chosen(package: Package, contents: Contents, sheet: str | None) -> tuple[SheetEntry, Stage]:
    """The sheet to read, and why it is that one."""
    names = [each.name for each in contents.sheets]
    if sheet is not None:
        named = [each for each in contents.sheets if each.name == sheet] or [
            each for each in contents.sheets if each.name.casefold() == sheet.strip().casefold()
        ]
        if not named:
            raise UnknownSheetError(package.name, sheet, names)
        if not named[0].table:
            raise NotATableError(package.name, named[0].name)
        return named[0], Stage("sheet", named[0].name, say("the mapping says so"))
    full = [
        each
        for each in contents.sheets
        if each.table and not each.hidden and holds_something(package.read(each.part), package.name)
    ]
    if not full:
        raise EmptyFileError(package.name)
    if len(full) > 1:
        raise SheetChoiceError(package.name, [each.name for each in full])
    others = len(names) - 1
    why = say("the only one of {sheets} sheets that is filled and not hidden", sheets=others + 1)
    return full[0], Stage("sheet", full[0].name, why if others else say("the only sheet"))


def _repacked(parts: dict[str, bytes], from_1904: bool) -> io.BytesIO:
    """A workbook of one sheet, every part of which has been looked at."""
    kinds = {SHEET: "worksheet", STYLES: "styles", STRINGS: "sharedStrings"}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", _relations({"xl/workbook.xml": "officeDocument"}))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{from_1904:d}"/>'
            '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _relations({part: kinds[part] for part in parts})
        )
        for part, content in parts.items():
            archive.writestr(f"xl/{part}", content)
    packed.seek(0)
    return packed


def _relations(targets: dict[str, str]) -> str:
    links = (
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}/>'
        for number, (target, kind) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{"".join(links)}</Relationships>'


def _cells(packed: io.BytesIO, name: str) -> Iterator[list[Any]]:
    """Rows of the one sheet, from row 1 and column A."""
    try:
        with CalamineWorkbook.from_filelike(packed) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            blank = [""] * (sheet.start or (0, 0))[1]  # columns before the first in use
            for row in sheet.iter_rows():
                yield blank + row
    except (CalamineError, OverflowError) as error:  # the latter of a date beyond the calendar
        raise DamagedFileError(
            name, say("its cells break the rules of Excel ({error})", error=error)
        ) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # calamine's, outside of Exception
            raise DamagedFileError(name, say("its cells break the rules of Excel")) from error
        raise


def _records(rows: Iterator[list[Any]], scan: SheetScan, name: str) -> list[Record]:
    """Rows that hold something, as text."""
    places = np.frombuffer(scan.places, dtype=np.int64)
    order = np.argsort(places, kind="stable")
    shows = np.frombuffer(scan.shows, dtype=np.int64)[order]
    special_rows, special_columns = np.divmod(places[order], LAST_COLUMN)
    ends = np.searchsorted(special_rows, np.arange(scan.rows + 1))
    records = []
    for row, values in enumerate(islice(rows, scan.rows)):
        fields = [WRITERS[type(value)](value) for value in values]
        fields += [""] * (scan.columns - len(fields))
        for at in range(ends[row], ends[row + 1]):
            column, sign = special_columns[at], scan.signs[shows[at]]
            if sign != PERCENT:
                fields[column] = sign
            elif column < len(values) and type(values[column]) in (int, float):
                fields[column] = _percent(WRITERS[type(values[column])](values[column]))
        if any(field.strip() for field in fields):
            records.append(Record(row + 1, fields))
    if not records:
        raise EmptyFileError(name)
    return records


def _notes(scan: SheetScan, contents: Contents) -> tuple[Stage, ...]:
    notes = []
    if scan.merged:
        merged = len(scan.merged)
        count = say_many("{number} merged range", "{number} merged ranges", merged, number=merged)
        why = say(
            "{ranges}: the first cell of a range has its value, the others are blank, as in a CSV "
            "export",
            ranges=listed(scan.merged, MERGED_SHOWN),
        )
        notes.append(Stage("merged cells", count, why))
    if scan.uncalculated:
        count = say("{formulas} without a value", formulas=f"{scan.uncalculated:,}")
        why = say(
            "never calculated, so read as blank: open the workbook in Excel, save it, load it again"
        )
        notes.append(Stage("formulas", count, why))
    if contents.from_1904:
        notes.append(Stage("dates", say("counted from 1904"), say("the workbook says so")))
    return tuple(notes)


@lru_cache(maxsize=10_000)
def _percent(text: str) -> str:
    """A share as a percentage: 0.85 is 85%."""
    hundred = format(Decimal(text) * 100, "f")
    return (hundred.rstrip("0").rstrip(".") if "." in hundred else hundred) + PERCENT


def _number(value: float) -> str:
    """A number as Excel keeps it: 4, 3.5, 0.3 for what binary arithmetic left of 0.1 + 0.2."""
    if value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    return format(value, f".{SIGNIFICANT}g")


def _moment(value: dt.datetime) -> str:
    """A day, with the time unless it is midnight; fractions of a second go."""
    whole = value.replace(microsecond=0)
    return whole.date().isoformat() if whole.time() == dt.time() else whole.isoformat(" ")


def _duration(value: dt.timedelta) -> str:
    """Hours, minutes and seconds; hours may be beyond 24."""
    seconds = round(value.total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{'-' if seconds < 0 else ''}{hour}:{minute:02}:{second:02}"


WRITERS: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda value: str(value).upper(),
    int: str,
    float: _number,
    dt.date: dt.date.isoformat,
    dt.datetime: _moment,
    dt.time: lambda value: value.isoformat("seconds"),
    dt.timedelta: _duration,
}
