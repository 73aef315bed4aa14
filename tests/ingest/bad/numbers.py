"""Numbers: one reading or none; what can be read in two ways is asked about."""

import math
from typing import Any

from tests.ingest.bad.case import (
    Case,
    EitherOf,
    Read,
    column,
    refused,
    revenues,
    table,
)

NAN = math.nan
GOOD = [f"{value}" for value in revenues(20)]  # 100.5, 101.5, ...
ODD_LINE = 22
NO_NUMBERS = (
    *("inf", "-Infinity", "1e400", "0x1F", "1_000", "١٢٣", "½", "1.5k", "2M", "~100", ">100"),
    *("100+", "5/5", "1 2", "12 34", "5 000 0", "--5", "(5", "5)", "1,2345", "12,34.5", "1.2.3"),
    *(
        "123abc",
        "=1+1",
        "#DIV/0!",
        "#REF!",
        "TRUE",
        "2024-01-01",
        "$",
        "1e5e5",
        "5%",
        "1;2",
        "1..5",
    ),
)
NUMBERS = {
    "$1,234.50": 1234.5,
    "USD 1,234.50": 1234.5,
    "1,234.50 USD": 1234.5,
    "€12.5": 12.5,
    "12.5 €": 12.5,
    "(1,234.50)": -1234.5,
    "($12.5)": -12.5,
    "-$12.5": -12.5,
    "12.5-": -12.5,
    "\u221212.5": -12.5,
    "+12.5": 12.5,
    "1.25E+03": 1250,
    "1e5": 100000,
    "1'234.50": 1234.5,
    "1’234.50": 1234.5,
    "1 234.50": 1234.5,
    "1\u00a0234.50": 1234.5,
    "1\u202f234.50": 1234.5,
    "007": 7,
    ".5": 0.5,
    "1,234,567": 1234567,
    "\u00a012.5\u00a0": 12.5,
}
MISSING = ("", " ", "-", "n/a", "#N/A", "NULL", "–")


def money(texts: list[str], values: list[float], **more: Any) -> Read:
    return Read(len(values), values={"revenue": values}, **more)


def settled(name: str, texts: list[str], values: list[float], delimiter: str = ",") -> Case:
    """A column that can be read in one way."""
    return Case(name, column("revenue", texts, delimiter), money(texts, values))


def doubtful(name: str, texts: list[str], *words: str, delimiter: str = ",") -> Case:
    """A column that can be read in two ways."""
    return Case(name, column("revenue", texts, delimiter), refused("revenue", *words))


GROUPS = ["1,234", "2,345", "3,456", "4,567", "1,001", "2,002", "3,003", "4,004"]
GROUPED = [1234.0, 2345, 3456, 4567, 1001, 2002, 3003, 4004]
SMALL = [value / 1000 for value in GROUPED]
GERMAN = ["1.234,50", "12,5", "-1.000,25", "7", "1.234.567,5", "0,75"] * 2
GERMAN_VALUES = [1234.5, 12.5, -1000.25, 7, 1234567.5, 0.75] * 2
ENGLISH = [text.translate(str.maketrans(",.", ".,")) for text in GERMAN]

CASES = (
    *(
        Case(
            f"no number: {text}",
            column("revenue", [*GOOD, text]),
            Read(20, rejected=(ODD_LINE,), values={"revenue": revenues(20)}, words=("revenue",)),
        )
        for text in NO_NUMBERS
    ),
    *(
        settled(f"a number: {text!a}", [*GOOD, text], [*revenues(20), value])
        for text, value in NUMBERS.items()
    ),
    *(settled(f"no figure: {text!a}", [*GOOD, text], [*revenues(20), NAN]) for text in MISSING),
    Case(
        "full-width digits",
        column("revenue", [*GOOD, "１２３"]),
        EitherOf(
            Read(20, rejected=(ODD_LINE,)), Read(21, values={"revenue": [*revenues(20), 123]})
        ),
    ),
    Case(
        "groups as in India",
        column("revenue", [*GOOD, "1,23,456.50"]),
        EitherOf(
            Read(20, rejected=(ODD_LINE,)), Read(21, values={"revenue": [*revenues(20), 123456.5]})
        ),
    ),
    doubtful("1,234 and nothing to decide", GROUPS, "1,234"),
    doubtful("1,234 and whole numbers", [*GROUPS, "12", "999", "0"], "1,234"),
    doubtful(
        "1.234 in a semicolon file and nothing to decide",
        [text.replace(",", ".") for text in GROUPS],
        "1\\.234",
        delimiter=";",
    ),
    doubtful(
        "1,234 beside 1.234",
        [*GROUPS, *(text.replace(",", ".") for text in GROUPS)],
        "1,234|1\\.234",
    ),
    doubtful("half English and half German", [*GERMAN, *ENGLISH]),
    doubtful("two currencies in one column", ["$100.5", "€100.5"] * 8, "\\$|€"),
    doubtful("two currencies by their codes", ["100.5 USD", "100.5 EUR"] * 8, "USD|EUR"),
    settled("1,234 and one decimal point", [*GROUPS, "12.5"], [*GROUPED, 12.5]),
    settled("1,234 and one decimal comma", [*GROUPS, "12,5"], [*SMALL, 12.5]),
    settled("1,234 and a million", [*GROUPS, "1,234,567"], [*GROUPED, 1234567]),
    settled("1.234 and a decimal comma", ["1.234", "2.345", "12,5"], [1234, 2345, 12.5], ";"),
    Case(
        "0,125 is no thousand",
        column("revenue", ["0,125", "0,250", "0,375", "0,500"]),
        EitherOf(refused("revenue"), Read(4, values={"revenue": [0.125, 0.25, 0.375, 0.5]})),
    ),
    Case(
        "1,234 beside a column with decimal points",
        table(
            "quarter,branch,revenue,cost",
            [f'2024Q{n},Ashby,"{n},234",{n}.75' for n in (1, 2, 3, 4)],
        ),
        Read(4, values={"revenue": [1234.0, 2234, 3234, 4234], "cost": [1.75, 2.75, 3.75, 4.75]}),
    ),
    settled("German numbers", GERMAN, GERMAN_VALUES, ";"),
    settled("German numbers in quotes in a comma file", GERMAN, GERMAN_VALUES),
    settled("English numbers in a semicolon file", ENGLISH, GERMAN_VALUES, ";"),
    settled(
        "French numbers",
        ["1\u00a0234,50", "12,5", "-1\u202f000,25", "7 654,5"],
        [1234.5, 12.5, -1000.25, 7654.5],
        ";",
    ),
    settled("Swiss numbers", ["1'234.50", "12.5", "-1’000.25"], [1234.5, 12.5, -1000.25], ";"),
    settled("negative in brackets throughout", ["(1.5)", "(2.5)", "(3.5)"], [-1.5, -2.5, -3.5]),
    Case(
        "one English number among German ones",
        column("revenue", [*GERMAN, "1,234.50"], ";"),
        Read(12, rejected=(14,), values={"revenue": GERMAN_VALUES}, words=("1,234\\.50",)),
    ),
    Case(
        "one German number among English ones",
        column("revenue", [*ENGLISH, "1.234,50"]),
        Read(12, rejected=(14,), values={"revenue": GERMAN_VALUES}, words=("1\\.234,50",)),
    ),
    Case(
        "a third of the figures are words",
        column("revenue", [*GOOD[:10], *["soon"] * 5]),
        refused(),
    ),
)
