"""Files of another kind: told by what they are, named, and never half read."""

import base64
import io
import json
import pickle
import sqlite3

import pyarrow as pa
import pyarrow.parquet as pq

from tests.ingest.bad import containers
from tests.ingest.bad.case import (
    LEDGER,
    SURVEY,
    Case,
    EitherOf,
    Read,
    ledger,
    refused,
    revenues,
    scores,
    survey,
    table,
)

GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
RECORDS = [dict(zip(LEDGER.split(","), row.split(","), strict=True)) for row in ledger()]
MONEY = Read(16, values={"revenue": revenues()}, units=("Ashby", "Belford"))


def cells(header: str, rows: list[str]) -> list[list[str | float]]:
    """Rows as a spreadsheet holds them: what is a number is one."""
    return [list(header.split(",")), *([_typed(cell) for cell in row.split(",")] for row in rows)]


def _typed(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


WORKBOOK = containers.workbook(containers.sheet(cells(LEDGER, ledger())))


def html() -> bytes:
    rows = "".join(
        f"<tr><td>{row.replace(',', '</td><td>')}</td></tr>" for row in [LEDGER, *ledger()]
    )
    head = "<html><head><title>Report</title></head>"
    return f"{head}\n<body><table>\n{rows}</table></body></html>".encode()


def xml() -> bytes:
    rows = "".join(f'<row quarter="{r["quarter"]}" revenue="{r["revenue"]}"/>\n' for r in RECORDS)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rows>\n{rows}</rows>'.encode()


def sqlite() -> bytes:
    with sqlite3.connect(":memory:") as base:
        base.execute("create table x (quarter text, branch text, revenue real)")
        base.executemany("insert into x values (?, ?, ?)", [row.split(",")[:3] for row in ledger()])
        data = base.serialize()
    base.close()
    return data


def parquet(**columns: object) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table(columns), target)
    return target.getvalue()


PARQUET = parquet(
    quarter=[r["quarter"] for r in RECORDS],
    branch=[r["branch"] for r in RECORDS],
    revenue=[float(r["revenue"]) for r in RECORDS],
    cost=[float(r["cost"]) for r in RECORDS],
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROSE = (
    "Dear all,\n\nthe survey of this quarter went well, and we thank you for your answers. The\n"
    "team in Ashby, as ever, was the quickest; Belford, though, needs help with its tools,\n"
    "its rooms and its phones.\n\nKind regards, the people team\n"
) * 5
LOG = "".join(
    f"2024-05-{1 + n % 28:02d} 10:00:{n:02d},123 INFO  worker[{n}] done in {n} ms\n"
    for n in range(50)
)
SECOND_SHEET = {
    "xl/workbook.xml": ("</sheets>", '<sheet name="Survey" sheetId="2" r:id="r2"/>'),
    "xl/_rels/workbook.xml.rels": (
        "</Relationships>",
        f'<Relationship Id="r2" Type="{containers.OFFICE}/worksheet"'
        ' Target="worksheets/sheet2.xml"/>',
    ),
}
TWO_SHEETS = containers.workbook(
    containers.sheet(cells(LEDGER, ledger())),
    **{
        name: containers.PARTS[name].replace(end, entry + end)
        for name, (end, entry) in SECOND_SHEET.items()
    },
    **{"xl/worksheets/sheet2.xml": containers.sheet(cells(SURVEY, survey()))},
)

CASES = (
    Case("a workbook", WORKBOOK, MONEY, file="money.xlsx"),
    Case("a workbook called .csv", WORKBOOK, MONEY),
    Case(
        "a workbook with a bad row",
        containers.workbook(
            containers.sheet([*cells(LEDGER, ledger()), ["2024Q4", "Ashby", "soon", 1.5]])
        ),
        Read(16, rejected=(18,), values={"revenue": revenues()}),
        file="money.xlsx",
    ),
    Case(
        "a workbook without rows",
        containers.workbook(containers.sheet([])),
        refused("empty|no data|nothing"),
        file="money.xlsx",
    ),
    Case(
        "a workbook with two sheets that hold something",
        TWO_SHEETS,
        refused("Sheet1", "Survey", "sheet"),
        file="both.xlsx",
    ),
    Case(
        "a workbook cut in half",
        WORKBOOK[: len(WORKBOOK) // 2],
        refused("money"),
        file="money.xlsx",
    ),
    Case("a workbook of Excel 97", OLE + b"\0" * 2000, refused("Excel|Office"), file="old.xls"),
    Case(
        "a workbook with a password",
        OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
        refused("password|Excel"),
        file="secret.xlsx",
    ),
    Case(
        "a Word document",
        containers.zipped(
            {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}
        ),
        refused("Word|zip"),
        file="report.docx",
    ),
    Case(
        "an OpenDocument sheet",
        containers.zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "<office/>",
            }
        ),
        refused("OpenDocument|zip"),
        file="money.ods",
    ),
    Case(
        "a zip archive with a CSV in it",
        containers.zipped({"survey.csv": table(SURVEY, survey())}),
        refused("zip"),
        file="survey.zip",
    ),
    Case("an empty zip archive", containers.zipped({}), refused("zip"), file="survey.zip"),
    Case("a Parquet file", PARQUET, MONEY, file="money.parquet"),
    Case(
        "a Parquet file cut in half",
        PARQUET[: len(PARQUET) // 2],
        refused("Parquet|cut"),
        file="money.parquet",
    ),
    Case(
        "a Parquet file with lists in it",
        parquet(quarter=["2024Q1"] * 9, branch=["Ashby"] * 9, revenue=[[1.5, 2.5]] * 9),
        refused("revenue|Parquet"),
        file="money.parquet",
    ),
    Case("a web page called .xls", html(), refused("HTML|web page"), file="money.xls"),
    Case("a web page", b"<!DOCTYPE html>\n" + html(), refused("HTML|web page")),
    Case("XML", xml(), refused("XML"), file="money.xml"),
    Case("JSON", json.dumps(RECORDS).encode(), refused("JSON"), file="money.json"),
    Case(
        "JSON over many lines",
        json.dumps(RECORDS, indent=1).encode(),
        refused("JSON"),
        file="money.json",
    ),
    Case(
        "JSON, one object a line",
        "\n".join(map(json.dumps, RECORDS)).encode(),
        refused("JSON"),
        file="money.jsonl",
    ),
    Case(
        "a PDF",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        refused("PDF"),
        file="report.pdf",
    ),
    Case("a picture, PNG", PNG, refused(), file="survey.png"),
    Case("a picture, GIF", GIF, refused()),
    Case(
        "a picture, JPEG",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 8,
        refused(),
    ),
    Case("a SQLite database", sqlite, refused("SQLite|binary"), file="stool.db"),
    Case("a pickle", pickle.dumps(RECORDS), refused()),
    Case("a program", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, refused("binary")),
    Case(
        "RTF",
        b"{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Times;}}\n\\f0\\fs24 quarter, branch\\par\n}",
        refused(),
    ),
    Case(
        "SQL",
        "".join(
            f"INSERT INTO money VALUES ('{r['quarter']}', '{r['branch']}', {r['revenue']});\n"
            for r in RECORDS
        ).encode(),
        refused(),
    ),
    Case(
        "YAML",
        "".join(
            f"- quarter: {r['quarter']}\n  branch: {r['branch']}\n  revenue: {r['revenue']}\n"
            for r in RECORDS
        ).encode(),
        refused(),
    ),
    Case("prose", PROSE.encode(), refused()),
    Case("a log", LOG.encode(), refused()),
    Case(
        "an e-mail with the table attached",
        b"From: a@b.example\nSubject: survey\nContent-Type: text/csv; name=x.csv\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(table(SURVEY, survey())),
        refused(),
    ),
    Case("a CSV in base64", base64.b64encode(table(SURVEY, survey())), refused()),
    Case("SPSS", b"$FL2@(#) SPSS DATA FILE" + b"\0" * 40 + bytes(range(256)) * 4, refused()),
    Case("Stata", b"<stata_dta><header><release>118</release>" + b"\0" * 40, refused()),
    Case(
        "text called .xlsx",
        table(SURVEY, survey()),
        EitherOf(refused("survey"), Read(40, values={"csat": scores()})),
        file="survey.xlsx",
    ),
)
