"""Archives and workbooks made by hand, so that they can be wrong in ways no program writes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from functools import cache
from xml.sax.saxutils import escape

MEGABYTE = 2**20
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override'
    ' PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
    f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship'
    f' Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def sheet(rows: Sequence[Sequence[str | float]], dimension: str = "") -> str:
    """XML of a sheet: texts inline, numbers as numbers."""
    body = "".join(
        f'<row r="{n}">' + "".join(_cell(value) for value in row) + "</row>"
        for n, row in enumerate(rows, start=1)
    )
    said = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f'<worksheet xmlns="{MAIN}">{said}<sheetData>{body}</sheetData></worksheet>'


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A zip archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


def workbook(xml: str, **more: str) -> bytes:
    """A workbook whose one sheet is this XML."""
    return zipped({**PARTS, SHEET: xml, **more})


def blown_up(byte: bytes, megabytes: int) -> bytes:
    """Raw deflate stream of so many megabytes of one byte, made without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(byte * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + packer.flush(zlib.Z_FINISH)


def gzip_bomb(megabytes: int) -> bytes:
    """A gzip file that unpacks to so many megabytes of commas."""
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    size = megabytes * MEGABYTE % 2**32
    return head + blown_up(b",", megabytes) + struct.pack("<II", _crc(b",", megabytes), size)


def zip_bomb(name: str, megabytes: int, claimed: int | None = None) -> bytes:
    """A workbook package with a part of so many megabytes, or of `claimed` bytes as it says."""
    packed = blown_up(b" ", megabytes)
    size = megabytes * MEGABYTE if claimed is None else claimed
    whole = zipped(PARTS)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        start, count = archive.start_dir, len(archive.infolist())
    end = whole.rindex(b"PK\x05\x06")
    facts = struct.pack(
        "<HHHHHIIIHH", 20, 0, 8, 0, 33, _crc(b" ", megabytes), len(packed), size, len(name), 0
    )
    local = b"PK\x03\x04" + facts + name.encode() + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + facts
    entry += struct.pack("<HHHII", 0, 0, 0, 0, start) + name.encode()
    directory = whole[start:end] + entry
    offset = start + len(local)
    tail = struct.pack("<HHHHIIH", 0, 0, count + 1, count + 1, len(directory), offset, 0)
    return whole[:start] + local + directory + b"PK\x05\x06" + tail


@cache
def _crc(byte: bytes, megabytes: int) -> int:
    block, crc = byte * MEGABYTE, 0
    for _ in range(megabytes):
        crc = zlib.crc32(block, crc)
    return crc
