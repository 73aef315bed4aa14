"""Rows with more or fewer fields than the header: named, or the file is refused; never shifted."""

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

WHOLE = Read(40, values={"csat": scores()}, units=("Ashby", "Belford"))
SHORT = "X,2024-01-10,Ashby,North,4,9,yes"
LONG = "X,2024-01-10,Ashby,North,4,9,yes,slow, dear"


def appended(*rows: str, base: int = 40) -> bytes:
    return table(SURVEY, [*survey(base), *rows])


def named(*lines: int, rows: int = 40) -> Read:
    return Read(rows, rejected=lines, values={"csat": scores(rows)}, words=("fields",))


MONEY = Read(16, values={"revenue": revenues()}, units=("Ashby", "Belford"))
SECOND = [
    "quarter,branch,headcount,customers",
    *(row.replace(".5", "").replace(".25", "") for row in ledger()),
]

CASES = (
    Case("one short row", appended(SHORT), named(42)),
    Case("one long row", appended(LONG), named(42)),
    Case("a row of one field", appended("see the note of May"), named(42)),
    Case(
        "a row of one field in the middle",
        table(SURVEY, [*survey()[:20], "see the note of May", *survey()[20:]]),
        named(22),
    ),
    Case("short and long rows", appended(SHORT, LONG, SHORT), named(42, 43, 44)),
    Case("short rows up to one in five", appended(*[SHORT] * 10), named(*range(42, 52))),
    Case(
        "more short rows than one in five",
        appended(*[SHORT] * 11),
        refused("11 of the 51", "field"),
    ),
    Case(
        "every second row short",
        table(SURVEY, (row if n % 2 else SHORT for n, row in enumerate(survey()))),
        refused("field"),
    ),
    Case(
        "a record broken over two lines in its last field",
        appended("X,2024-01-10,Ashby,North,4,9,yes,first", "second"),
        Read(41, rejected=(43,), values={"csat": [*scores(), 4]}),
    ),
    Case(
        "a broken record in the middle of its fields",
        appended("X,2024-01-10,Ash", "by,North,4,9,yes,first"),
        named(42, 43),
    ),
    Case(
        "the header lost a comma",
        table(SURVEY.replace("branch,region", "branch region"), survey()),
        refused("field|column|header"),
    ),
    Case(
        "the header lost its last name",
        table(SURVEY.removesuffix(",comment"), survey()),
        refused("field|column|header"),
    ),
    Case(
        "the header has one name more",
        table(f"{SURVEY},extra", survey()),
        refused("field|column|header"),
    ),
    Case(
        "the header has one name more, in front",
        table(f"number,{SURVEY}", survey()),
        refused("field|column|header"),
    ),
    Case(
        "a delimiter at the end of every line",
        table(f"{SURVEY},", (f"{row}," for row in survey())),
        WHOLE,
    ),
    Case(
        "a delimiter at the end of every row", table(SURVEY, (f"{row}," for row in survey())), WHOLE
    ),
    Case(
        "many delimiters at the end of every line",
        table(f"{SURVEY},,,,,", (f"{row},,,,," for row in survey())),
        WHOLE,
    ),
    Case(
        "a delimiter at the end of the header alone",
        table(f"{SURVEY},", survey()),
        EitherOf(WHOLE, refused("field|column|header")),
    ),
    Case("rows of delimiters alone", table(SURVEY, [*survey(), ",,,,,,,", ",,,,,,,"]), WHOLE),
    Case("rows of spaces and delimiters", table(SURVEY, [*survey(), " , ,,\t, ,,,"]), WHOLE),
    Case(
        "rows of too many delimiters",
        table(SURVEY, [*survey()[:20], ",,,,,,,,,,", *survey()[20:], ",,"]),
        WHOLE,
    ),
    Case(
        "commas in comments without quotes",
        table(
            SURVEY,
            [
                row.replace("fine", "slow, dear") if n in (3, 7, 9) else row
                for n, row in enumerate(survey())
            ],
        ),
        Read(
            37,
            rejected=(5, 9, 11),
            values={"csat": [s for n, s in enumerate(scores()) if n not in (3, 7, 9)]},
        ),
    ),
    Case(
        "decimal commas without quotes in a comma file",
        table(LEDGER, (row.replace(".", ",") for row in ledger())),
        refused("field|column|header"),
    ),
    Case(
        "a decimal comma without quotes in one row",
        table(LEDGER, [*ledger(), "2024Q4,Ashby,1,5,80.25"]),
        Read(16, rejected=(18,), values={"revenue": revenues()}),
    ),
    Case(
        "a total with a field less",
        table(LEDGER, [*ledger(), "Total,1728,1406"]),
        Read(16, apart=(18,), values={"revenue": revenues()}),
    ),
    Case(
        "footer of a report",
        table(SURVEY, [*survey(), "", "Confidential", "Copyright 2025 Example Ltd"]),
        Read(40, apart=(43, 44), values={"csat": scores()}),
    ),
    Case(
        "a second, narrower table below",
        table(SURVEY, [*survey(), "", "branch,manager", "Ashby,X", "Belford,Y"]),
        EitherOf(refused("line 43|table"), named(43, 44, 45)),
    ),
    Case(
        "a second table as long as the first",
        table(LEDGER, [*ledger(), "", *SECOND]),
        refused("table|line 19|row 19"),
    ),
    Case(
        "fields apart by spaces of many widths",
        table(
            "quarter    branch      revenue",
            (
                f"{q}     Ashby   {n}.5"
                for n, q in enumerate(("2024Q1", "2024Q2", "2024Q3"), start=10)
            ),
        ),
        EitherOf(refused(), Read(3, values={"revenue": [10.5, 11.5, 12.5]})),
    ),
    Case(
        "rows in two delimiters",
        table(
            LEDGER, [row.replace(",", ";") if n % 4 == 3 else row for n, row in enumerate(ledger())]
        ),
        refused("field|delimiter"),
    ),
)
