"""What comes twice counts once, and what contradicts itself not at all."""

from tests.ingest.bad.case import (
    LEDGER,
    QUARTERS,
    SURVEY,
    UNITS,
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

AGGREGATED = "quarter,branch,csat_mean,csat_n,csat_sd"
MEANS = [f"{quarter},Ashby,4.{n % 10}5,{n + 10},0.9" for n, quarter in enumerate(QUARTERS[:20])]
PERSONS = [f"{n},2024Q{quarter},Ashby,{1 + n % 5}" for quarter in (1, 2, 3, 4) for n in range(10)]
PERSON_SCORES = [float(1 + n % 5) for _ in range(4) for n in range(10)]


def appended(*rows: str) -> bytes:
    return table(SURVEY, [*survey(), *rows])


def money(*rows: str) -> bytes:
    return table(LEDGER, [*ledger(), *rows])


def without(values: list[float], *places: int) -> list[float]:
    return [value for place, value in enumerate(values) if place not in places]


FIRST = survey()[0]  # C0,2024-01-10,Ashby,North,1,0,no,fine: line 2
WHOLE = table(SURVEY, survey())
KEPT = {"csat": scores()}
MONEY = {"revenue": revenues()}

CASES = (
    Case(
        "one answer twice", appended(FIRST), Read(40, rejected=(42,), values=KEPT, words=("row 2",))
    ),
    Case(
        "one answer three times", appended(FIRST, FIRST), Read(40, rejected=(42, 43), values=KEPT)
    ),
    Case(
        "one identifier with another answer",
        appended(FIRST.replace(",1,0,", ",5,9,")),
        Read(40, rejected=(42,), values=KEPT),
    ),
    Case(
        "one identifier with spaces",
        appended(FIRST.replace("C0", " C0 ")),
        Read(40, rejected=(42,), values=KEPT),
    ),
    Case(
        "one identifier in another quarter and unit",
        appended("C0,2023-11-05,Belford,North,4,9,yes,"),
        Read(40, rejected=(42,), values=KEPT),
    ),
    Case(
        "the first of two is rejected",
        table(SURVEY, [FIRST.replace("2024-01-10", "never"), *survey()]),
        Read(40, rejected=(2,), values=KEPT),
    ),
    Case(
        "no identifier in many rows",
        appended(*[",2024-05-05,Ashby,North,4,9,yes,"] * 20),
        Read(60, values={"csat": [*scores(), *[4.0] * 20]}),
    ),
    Case("n/a for identifiers", appended(*["n/a,2024-05-05,Ashby,North,4,9,yes,"] * 20), Read(60)),
    Case(
        "every answer twice",
        table(SURVEY, [*survey(), *survey()]),
        refused("40 of the 80", "case_id"),
    ),
    Case("a file twice, headers and all", WHOLE + WHOLE, refused("c\\.csv")),
    Case(
        "identifiers that a spreadsheet has rounded",
        table(SURVEY, (row.replace(f"C{n},", "1.23457E+15,") for n, row in enumerate(survey()))),
        refused("case_id"),
    ),
    Case(
        "equal rows without an identifier",
        table(
            "quarter,branch,csat,comment",
            ["2024Q1,Ashby,4,fine"] * 9 + ["2024Q1,Ashby,1,fine", "2024Q1,Ashby,5,fine"],
        ),
        Read(11),
    ),
    Case(
        "a person in each quarter",
        table("customer_id,quarter,branch,csat", PERSONS),
        Read(40, values={"csat": PERSON_SCORES}),
    ),
    Case(
        "a person twice in one quarter",
        table("customer_id,quarter,branch,csat", [*PERSONS, "3,2024Q2,Ashby,1"]),
        Read(40, rejected=(42,), values={"csat": PERSON_SCORES}, words=("row 15",)),
    ),
    Case(
        "a person twice in one quarter, dated apart",
        table(
            "customer_id,date,branch,csat",
            [
                *(f"{n},2024-01-10,Ashby,{1 + n % 5}" for n in range(20)),
                "3,2024-03-31,Ashby,1",
                "4,2024-04-01,Ashby,2",
            ],
        ),
        Read(21, rejected=(22,)),
    ),
    Case(
        "an address twice in one quarter",
        table(
            "email,quarter,branch,csat",
            [
                *(f"p{n}@example.com,2024Q1,Ashby,{1 + n % 5}" for n in range(20)),
                "p3@example.com,2024Q1,Ashby,1",
            ],
        ),
        Read(20, rejected=(22,), absent=("@", "p3")),
    ),
    Case(
        "a unit and quarter twice with equal figures",
        money(ledger()[4]),
        Read(16, rejected=(18,), values=MONEY, words=("row 6",)),
    ),
    Case(
        "a unit and quarter twice with other figures",
        money(ledger()[4].replace("104.5", "900.5")),
        Read(15, rejected=(6, 18), values={"revenue": without(revenues(), 4)}),
    ),
    Case(
        "a unit and quarter twice in other words",
        money("Q3 2014, ashby ,900.5,1.5"),
        Read(15, rejected=(6, 18), values={"revenue": without(revenues(), 4)}),
    ),
    Case(
        "a unit and quarter twice, dated apart",
        table(
            "date,branch,revenue,cost",
            [
                *(f"{row[:4]}-{3 * int(row[5]):02d}-28{row[6:]}" for row in ledger()),
                "2014-07-01,Ashby,900.5,1.5",
            ],
        ),
        EitherOf(Read(15, rejected=(6, 18)), refused()),
    ),
    Case(
        "two equal and one other",
        money(ledger()[4], ledger()[4].replace("104.5", "900.5")),
        Read(15, rejected=(6, 18, 19), values={"revenue": without(revenues(), 4)}),
    ),
    Case(
        "every unit and quarter twice",
        money(*(row.replace("00.5", "01.5") for row in ledger())),
        refused("branch"),
        '{"rows": "aggregated"}',
    ),
    Case(
        "means twice",
        table(AGGREGATED, [*MEANS, MEANS[3]]),
        Read(20, rejected=(22,), words=("row 5",)),
    ),
    Case(
        "means twice that differ",
        table(AGGREGATED, [*MEANS, f"{QUARTERS[3]},Ashby,1.05,99,1"]),
        Read(19, rejected=(5, 22)),
    ),
    Case(
        "two files with figures of one unit and quarter",
        money(),
        refused(),
        beside=(("d.csv", table(LEDGER, [row.replace(".5", ".75") for row in ledger()])),),
    ),
    Case(
        "two files of which one row overlaps",
        money(),
        refused(UNITS[1], QUARTERS[7]),
        beside=(
            ("d.csv", table(LEDGER, [f"{QUARTERS[n]},Belford,{n}.5,1.5" for n in range(7, 15)])),
        ),
    ),
)
