"""Bombs: a little data that would cost a great deal of time or memory."""

from tests.ingest.bad import containers
from tests.ingest.bad.case import (
    CSAT_1_5,
    LEDGER,
    SURVEY,
    Case,
    EitherOf,
    Read,
    dated,
    ledger,
    refused,
    revenues,
    scores,
    survey,
    table,
)

WHOLE = Read(40, values={"csat": scores()})
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)


def named(header: str) -> bytes:
    """A survey with that header over its comments."""
    return table(SURVEY.replace("comment", header), survey())


def commented(comment: str) -> bytes:
    return table(SURVEY, survey(comments=(comment,)))


def appended(*rows: str) -> bytes:
    return table(SURVEY, [*survey(), *rows])


def laughing() -> bytes:
    xml = containers.sheet([["quarter", "branch", "revenue"], ["2024Q1", "Ashby", "LAUGH"]])
    return containers.workbook(f"{LAUGHS}]>{xml.replace('LAUGH', '&m;')}")


def nested() -> bytes:
    data = containers.zipped({"0.csv": b"0" * containers.MEGABYTE * 8})
    for level in range(6):
        data = containers.zipped({f"{level}{copy}.zip": data for copy in range(10)})
    return data


def mostly_blank() -> bytes:
    """A sheet whose one cell stands in its last place."""
    return containers.workbook(
        f'<worksheet xmlns="{containers.MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>quarter</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )


def blank_lines_between() -> bytes:
    head, *rows = table(SURVEY, survey()).splitlines(keepends=True)
    return head + b"\n" * 1_000_000 + b"".join(rows) + b"X,never,Ashby,North,4,9,yes,\n"


REJECTED = Read(40, rejected=(42,), values={"csat": scores()})
NO_QUOTE = "^(?!.*quotation mark)"  # there is none: the sentence must not invent it
EITHER = EitherOf(REJECTED, refused("line 42"))

CASES = (
    Case("gzip of 1 GB", lambda: containers.gzip_bomb(1024), refused("gzip"), file="c.csv.gz"),
    Case("zip of 1 GB", lambda: containers.zip_bomb("survey.csv", 1024), refused(), file="c.zip"),
    Case("zips in zips", nested, refused("zip"), file="c.zip"),
    Case(
        "a sheet of 1 GB",
        lambda: containers.zip_bomb(containers.SHEET, 1024),
        refused(),
        file="c.xlsx",
    ),
    Case(
        "a sheet of 1 GB that says it has 100 bytes",
        lambda: containers.zip_bomb(containers.SHEET, 1024, 100),
        refused(),
        file="c.xlsx",
    ),
    Case(
        "shared texts of 1 GB",
        lambda: containers.zip_bomb("xl/sharedStrings.xml", 1024),
        refused(),
        file="c.xlsx",
    ),
    Case("a sheet of a billion laughs", laughing, refused(), file="c.xlsx"),
    Case("a sheet of seventeen billion cells", mostly_blank, refused(), file="c.xlsx"),
    Case("a million quotation marks", b'"' * 1_000_001, refused()),
    Case(
        "a million quoted quotes",
        lambda: appended('X,2024-05-05,Ashby,North,4,9,yes,"' + '""' * 1_000_000 + '"'),
        EitherOf(Read(41), refused("line 42")),
    ),
    Case(
        "a quote opened in each of a million lines",
        lambda: b"a,b\n" + b'"x,1\n' * 1_000_000,
        refused("line"),
    ),
    Case(
        "a quote that swallows ten megabytes",
        lambda: table(
            SURVEY, [*survey(20), 'X,2024-05-05,Ashby,North,4,9,yes,"slow', *survey(180_000)[20:]]
        ),
        refused("line 22"),
    ),
    Case("ten million commas", b"," * 10_000_000, refused()),
    Case(
        "ten million commas below a header", SURVEY.encode() + b"\n" + b"," * 10_000_000, refused()
    ),
    Case("a row of ten million commas", lambda: appended("X" + "," * 10_000_000), EITHER),
    Case("a row of a million fields", lambda: appended("x," * 1_000_000), EITHER),
    Case(
        "a field of ten million letters",
        lambda: appended(f"X,2024-05-05,Ashby,North,4,9,yes,{'x' * 10_000_000}"),
        EitherOf(Read(41), refused("line 42", NO_QUOTE)),
    ),
    Case(
        "a quoted field of ten million letters",
        lambda: appended(f'X,2024-05-05,Ashby,North,4,9,yes,"{"x" * 10_000_000}"'),
        EitherOf(Read(41), refused("line 42")),
    ),
    Case("a line of ten million letters and nothing else", b"x" * 10_000_000, refused()),
    Case("a million blank lines and nothing else", b"\n" * 1_000_000, refused("empty")),
    Case(
        "a million blank lines after the header",
        SURVEY.encode() + b"\r\n" * 1_000_000,
        refused("no data rows"),
    ),
    Case(
        "a million blank lines before the rows",
        blank_lines_between,
        Read(40, rejected=(1_000_042,), values={"csat": scores()}),
    ),
    Case(
        "a million rows of delimiters alone",
        lambda: table(SURVEY, survey()) + b",,,,,,,\n" * 1_000_000,
        WHOLE,
    ),
    Case("a million lines of one letter", b"a\n" * 1_000_000, refused()),
    Case("ten million spaces", b" " * 10_000_000, refused("empty")),
    Case(
        "a score of a million digits",
        lambda: appended(f"X,2024-05-05,Ashby,North,{'9' * 100_000},9,yes,"),
        REJECTED,
        mapping=CSAT_1_5,
    ),
    Case(
        "a score of commas and digits",
        lambda: appended(f'X,2024-05-05,Ashby,North,"{"1," * 50_000}1",9,yes,'),
        REJECTED,
        mapping=CSAT_1_5,
    ),
    Case(
        "a score of brackets",
        lambda: appended(f"X,2024-05-05,Ashby,North,{'(' * 100_000},9,yes,"),
        REJECTED,
        mapping=CSAT_1_5,
    ),
    Case(
        "a figure of spaces between digits",
        lambda: table(LEDGER, [*ledger(), f"2024Q4,Ashby,{'1 ' * 50_000},1.5"]),
        Read(16, rejected=(18,), values={"revenue": revenues()}),
    ),
    Case(
        "dates of a hundred thousand digits",
        lambda: dated(
            [*["2024-05-05"] * 20, "1" * 100_000, "1/" * 50_000, "2024-05-05" + " " * 100_000 + "x"]
        ),
        Read(20, rejected=(22, 23, 24)),
    ),
    Case(
        "a header that grows eighteenfold when put in plain letters",
        lambda: named("\ufdfa" * 20_000),
        WHOLE,
    ),
    Case("a header of accents", lambda: named("a" + "\u0301" * 100_000), WHOLE),
    Case(
        "a header of underscores",
        lambda: named("_" * 1_000_000),
        EitherOf(refused("line 1", NO_QUOTE), WHOLE),
    ),
    Case(
        "a unit of accents",
        lambda: appended(f"X,2024-05-05,A{chr(0x301) * 50_000},North,4,9,yes,"),
        EitherOf(REJECTED, Read(41)),
    ),
    Case("comments of spaces", lambda: commented(" " * 100_000 + "x"), WHOLE),
    Case(
        "a preamble of a million lines",
        lambda: b"note\n" * 1_000_000 + table(SURVEY, survey()),
        EitherOf(refused(), WHOLE),
    ),
    Case(
        "a mapping of a million letters",
        table(SURVEY, survey()),
        refused("mapping"),
        mapping='{"unit": "' + "x" * 1_000_000,
    ),
)
