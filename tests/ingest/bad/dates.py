"""Dates: the quarter of a row is certain, or the row or the file is not read."""

from typing import Any

from stool.period import shift
from tests.ingest.bad.case import (
    Case,
    EitherOf,
    Read,
    dated,
    refused,
    table,
)

GOOD = [f"2024-{1 + n % 12:02d}-15" for n in range(20)]
IN = [f"2024Q{1 + n % 12 // 3}" for n in range(20)]
ODD_LINE = 22
SLASHED = ["03/04/2024", "02/03/2024", "05/06/2024", "01/10/2024", "07/12/2024"] * 2
DAY_FIRST = ["2024Q2", "2024Q1", "2024Q2", "2024Q4", "2024Q4"] * 2
MONTH_FIRST = ["2024Q1", "2024Q1", "2024Q2", "2024Q1", "2024Q3"] * 2
NO_DATES = (
    *("never", "2024-13-01", "2024-02-30", "2023-02-29", "2024Q5", "2024Q0", "Q3"),
    *("2999-01-01", "2100Q1", "1899-12-30", "1969-12-31", "0000-00-00", "2024", "H1 2024", "05"),
    *("yesterday", "15:30", "2024-05-15 to 2024-06-15", "20241301", "May", "n/a", ""),
)
ONE_WAY = {
    "2024-05-31": "2024Q2",
    "2024/05/31": "2024Q2",
    "20240531": "2024Q2",
    "2024-05-31T23:59:59Z": "2024Q2",
    "2024-03-31T23:30:00-05:00": "2024Q1",
    "2024-05-31 11:59 PM": "2024Q2",
    "31 May 2024": "2024Q2",
    "May 31, 2024": "2024Q2",
    "31-May-24": "2024Q2",
    "29 Feb 2024": "2024Q1",
    "2024Q2": "2024Q2",
    "Q2 2024": "2024Q2",
    "2Q24": "2024Q2",
    "Q2'24": "2024Q2",
    " 2024-q2 ": "2024Q2",
    "2024-05": "2024Q2",
}


def read(quarters: list[str], **more: Any) -> Read:
    return Read(len(quarters), values={"quarter": quarters}, **more)


def told(name: str, texts: list[str], quarters: list[str], mapping: str = "{}") -> Case:
    return Case(name, dated(texts), read(quarters), mapping)


def fiscal(texts: list[str]) -> bytes:
    return table(
        "quarter,branch,revenue,cost",
        (f"{text},Ashby,{n}.5,{n}.25" for n, text in enumerate(texts, start=50)),
    )


FISCAL = [f"FY{year} Q{quarter}" for year in (23, 24) for quarter in (1, 2, 3, 4)]


def from_quarter(first: str) -> list[str]:
    return [shift(first, quarters) for quarters in range(8)]


EPOCH = [1714521600 + n * 86400 * 40 for n in range(6)]  # 2024-05-01 and every 40 days on
EPOCH_QUARTERS = ["2024Q2", "2024Q2", "2024Q3", "2024Q3", "2024Q4", "2024Q4"]
SERIAL = [45413 + n * 40 for n in range(6)]  # the same days as a spreadsheet counts them
TWO_WAYS = ["05-06-07", "01-02-03", "04-05-06", "10-11-12", "07-08-09"] * 2

CASES = (
    *(
        Case(
            f"no date: {text}",
            dated([*GOOD, text]),
            read(IN, rejected=(ODD_LINE,), words=("date",)),
        )
        for text in NO_DATES
    ),
    *(told(f"one way: {text}", [*GOOD, text], [*IN, quarter]) for text, quarter in ONE_WAY.items()),
    Case(
        "day or month first, and nothing decides",
        dated(SLASHED),
        refused("“date”", "day_first", "row 2", "03/04/2024"),
    ),
    Case(
        "a doubtful date among certain ones",
        dated([*GOOD, "03/04/2024"]),
        refused("“date”", "day_first", "row 22"),
    ),
    told(
        "dates that fall in one quarter either way",
        ["02/03/2024", "03/01/2024", "05/06/2024", "11/12/2024"],
        ["2024Q1", "2024Q1", "2024Q2", "2024Q4"],
    ),
    told("one 13 as the first number", [*SLASHED, "13/01/2024"], [*DAY_FIRST, "2024Q1"]),
    told("one 13 as the second number", [*SLASHED, "01/13/2024"], [*MONTH_FIRST, "2024Q1"]),
    told("the mapping says day first", SLASHED, DAY_FIRST, '{"day_first": true}'),
    told("the mapping says month first", SLASHED, MONTH_FIRST, '{"day_first": false}'),
    Case(
        "both orders in one column",
        dated([*SLASHED, "13/01/2024", "01/13/2024"]),
        refused("“date”", "row 12", "row 13"),
    ),
    Case(
        "a 13 against what the mapping says",
        dated([*SLASHED, "01/13/2024"]),
        read(DAY_FIRST, rejected=(12,)),
        '{"day_first": true}',
    ),
    Case(
        "31 April in a column that is day first",
        dated([*GOOD, "31/04/2024", "30/04/2024"]),
        Read(21, rejected=(22,), values={"quarter": [*IN, "2024Q2"]}),
    ),
    told("two-digit years", ["31/12/24", "15/01/23", "28/02/22"], ["2024Q4", "2023Q1", "2022Q1"]),
    Case("two-digit numbers that can be read in three ways", dated(TWO_WAYS), refused("“date”")),
    Case(
        "two-digit years in front",
        dated(["24-05-06", "23-04-07", "24-01-11", "22-12-01"]),
        EitherOf(refused("“date”"), read(["2024Q2", "2023Q2", "2024Q1", "2022Q4"])),
    ),
    told(
        "dates with dots",
        ["03.04.2024", "02.10.2024", "01.12.2023"],
        ["2024Q2", "2024Q4", "2023Q4"],
    ),
    told("seconds of Unix", [str(second) for second in EPOCH], EPOCH_QUARTERS),
    Case(
        "milliseconds of Unix",
        dated([f"{second}000" for second in EPOCH]),
        EitherOf(refused(), read(EPOCH_QUARTERS)),
    ),
    Case(
        "serial numbers of a spreadsheet",
        dated([str(day) for day in SERIAL]),
        EitherOf(refused(), read(EPOCH_QUARTERS)),
    ),
    Case(
        "dates withheld as 1980-01-01",
        dated([*GOOD, "1980-01-01 00:00:00", "1980-01-01 00:00:00"]),
        read(IN, rejected=(22, 23)),
    ),
    Case(
        "dates withheld as 1970-01-01", dated([*GOOD, "1970-01-01"]), read(IN, rejected=(ODD_LINE,))
    ),
    Case(
        "dates withheld as 1900-01-01", dated([*GOOD, "1900-01-01"]), read(IN, rejected=(ODD_LINE,))
    ),
    Case(
        "months in German",
        dated(["15. Mai 2024", "3. Oktober 2024", "7. Dezember 2023", "1. März 2024"]),
        EitherOf(refused(), read(["2024Q2", "2024Q4", "2023Q4", "2024Q1"])),
    ),
    Case(
        "months in French",
        dated(["15 mai 2024", "3 octobre 2024", "7 décembre 2023", "1 août 2024"]),
        EitherOf(refused(), read(["2024Q2", "2024Q4", "2023Q4", "2024Q3"])),
    ),
    Case("a third of the dates blank", dated([*GOOD, *[""] * 10]), refused("10 of the 30", "date")),
    Case(
        "years alone", dated([str(2015 + n % 10) for n in range(20)]), refused("quarter|date|year")
    ),
    Case("half-years", dated(["H1 2024", "H2 2024"] * 8), refused("quarter|date")),
    Case(
        "weeks",
        dated(["2024-W14", "2024-W15"] * 8),
        EitherOf(refused("quarter|date"), read(["2024Q2"] * 16)),
    ),
    Case("birthdays", dated(["1961-05-05", "1955-11-01"] * 8), refused("date")),
    Case(
        "year and quarter in two columns, with a quarter 5",
        table(
            "year,quarter,branch,revenue",
            [*(f"2024,{1 + n % 4},{'ABCDE'[n // 4]},{n}.5" for n in range(20)), "2024,5,A,9.5"],
        ),
        Read(20, rejected=(22,)),
    ),
    Case(
        "year and month in two columns, with a month 13",
        table(
            "year,month,branch,revenue",
            [*(f"2024,{1 + n % 12},{'AB'[n // 12]},{n}.5" for n in range(24)), "2024,13,A,9.5"],
        ),
        Read(24, rejected=(26,)),
    ),
    Case("fiscal years and nobody says when they begin", fiscal(FISCAL), refused("fiscal_start")),
    Case(
        "fiscal years and nobody says after which year they are named",
        fiscal(FISCAL),
        refused("fiscal_named"),
        '{"fiscal_start": 4}',
    ),
    Case(
        "fiscal years from April, named after their end",
        fiscal(FISCAL),
        read(from_quarter("2022Q2")),
        '{"fiscal_start": 4, "fiscal_named": "end"}',
    ),
    Case(
        "fiscal years from April, named after their start",
        fiscal(FISCAL),
        read(from_quarter("2023Q2")),
        '{"fiscal_start": 4, "fiscal_named": "start"}',
    ),
    Case(
        "fiscal years from October, named after their end",
        fiscal(FISCAL),
        read(from_quarter("2022Q4")),
        '{"fiscal_start": 10, "fiscal_named": "end"}',
    ),
    Case(
        "fiscal years from January",
        fiscal(FISCAL),
        read(from_quarter("2023Q1")),
        '{"fiscal_start": 1, "fiscal_named": "start"}',
    ),
    Case(
        "fiscal years from month 13",
        fiscal(FISCAL),
        refused("fiscal_start"),
        '{"fiscal_start": 13, "fiscal_named": "end"}',
    ),
    Case(
        "the mapping says day first in words",
        dated(SLASHED),
        refused("day_first"),
        '{"day_first": "yes"}',
    ),
)
