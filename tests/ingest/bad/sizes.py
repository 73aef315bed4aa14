"""Sizes: nothing, next to nothing, the widest, the longest, and one too many of each."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.ingest.bad.case import (
    CSAT_1_5,
    QUARTERS,
    SURVEY,
    Case,
    EitherOf,
    Read,
    refused,
    scores,
    survey,
    table,
)

MANY = 150_000
WIDE = 1_000
NEW_UNITS = 20_000


def many_rows(rows: int = MANY) -> bytes:
    return table(SURVEY, survey(rows))


def many_bad_rows() -> bytes:
    """60,000 rows of which every sixth is off the scale."""
    lines = survey(60_000)
    for place in range(0, len(lines), 6):
        lines[place] = lines[place].replace("North,", "North,9", 1)
    return table(SURVEY, lines)


def two_million_rows() -> bytes:
    return b"quarter,branch,revenue\n" + b"2024Q1,Ashby,1.5\n" * 2_000_000


def too_many_rows() -> bytes:
    """A Parquet file of a few kilobytes with more than a hundred million equal rows."""
    rows = 1_000_000
    names = {"quarter": "2024Q1", "branch": "Ashby"}
    columns = {name: pa.repeat(text, rows).dictionary_encode() for name, text in names.items()}
    block = pa.table({**columns, "revenue": pa.repeat(1.5, rows)})
    target = io.BytesIO()
    with pq.ParquetWriter(target, block.schema) as writer:
        for _ in range(101):
            writer.write_table(block)
    return target.getvalue()


def wide(columns: int) -> bytes:
    """As many columns as that, most of them comments."""
    more = columns - len(SURVEY.split(","))
    header = SURVEY + "".join(f",note {n}" for n in range(more))
    return table(header, (row + ",x" * more for row in survey()))


def many_units() -> bytes:
    rows = [f"{n},2024Q{q},Unit {n},{1 + n % 5}" for n in range(NEW_UNITS) for q in (1, 2)]
    return table("customer_id,quarter,branch,csat", rows)


def gaps(units: int = 5_000) -> bytes:
    """Units that are there in the first and the third quarter."""
    rows = [f"2024Q{q},Unit {n},{n}.5,1.5" for n in range(units) for q in (1, 3)]
    return table("quarter,branch,revenue,cost", rows)


def spellings(units: int = 5_000) -> bytes:
    """Units each of which is written in two ways."""
    rows = [
        f"{n},2024Q{q},{word} {n},{1 + n % 5}"
        for n in range(units)
        for q, word in enumerate(("Unit", "UNIT", "Unit"), start=1)
    ]
    return table("customer_id,quarter,branch,csat", rows)


def repeats(units: int = 10_000) -> bytes:
    """Every eighth unit comes twice in its quarter, with other figures."""
    rows = [f"2024Q1,Unit {n},{n}.5,1.5" for n in range(units)]
    return table(
        "quarter,branch,revenue,cost",
        [*rows, *(f"2024Q1,Unit {n},{n}.75,1.5" for n in range(0, units, 16))],
    )


WHOLE = {"csat": scores()}
REPEATED = range(0, 10_000, 16)

CASES = (
    Case("no byte", b"", refused("empty")),
    Case("one byte", b"a", refused()),
    Case("one newline", b"\n", refused("empty")),
    Case("blanks", b" \t\r\n \n\n", refused("empty")),
    Case("a mark and nothing else", b"\xef\xbb\xbf", refused("empty")),
    Case("a mark of utf-16 and nothing else", b"\xff\xfe", refused("empty")),
    Case("one field", b"quarter\n2024Q1\n", refused("column")),
    Case("one row", table(SURVEY, survey(1)), Read(1, values={"csat": [1.0]}), mapping=CSAT_1_5),
    Case("no newline at the end", table(SURVEY, survey())[:-1], Read(40, values=WHOLE)),
    Case(
        "a row cut in its last number",
        table(SURVEY, survey()) + b"X,2024-05-05,Ashby,No",
        Read(40, rejected=(42,), values=WHOLE),
    ),
    Case("150,000 rows", many_rows, Read(MANY, scales={"csat": "1-5", "nps": "0-10"})),
    Case(
        "60,000 rows and 10,000 of them bad",
        many_bad_rows,
        Read(50_000, rejected=range(2, 60_002, 6)),
    ),
    Case("two million rows", two_million_rows, Read(2_000_000, units=("Ashby",))),
    Case(
        "more rows than can be read",
        too_many_rows,
        refused("101,000,000 rows", "at most"),
        file="c.parquet",
    ),
    Case("1,000 columns", lambda: wide(WIDE), Read(40, values=WHOLE)),
    Case("1,001 columns", lambda: wide(WIDE + 1), refused("1,?001 columns", "1,?000")),
    Case("20,000 columns", lambda: wide(20_000), refused("20,?000 columns")),
    Case("20,000 units", many_units, Read(2 * NEW_UNITS)),
    Case("5,000 units with a gap each", gaps, Read(10_000)),
    Case("5,000 units in two spellings each", spellings, Read(15_000, quarters=QUARTERS[40:43])),
    Case(
        "10,000 units of which 625 come twice",
        repeats,
        Read(
            10_000 - len(REPEATED),
            rejected=[*(2 + n for n in REPEATED), *range(10_002, 10_002 + len(REPEATED))],
        ),
    ),
    Case(
        "a comment of 100,000 letters",
        table(SURVEY, survey(comments=("long " * 20_000,))),
        Read(40, values=WHOLE),
    ),
    Case(
        "a unit of 10,000 letters",
        table(SURVEY, [*survey(), f"X,2024-05-05,{'A' * 10_000},North,4,9,yes,"]),
        EitherOf(Read(40, rejected=(42,), values=WHOLE), Read(41)),
    ),
    Case(
        "numbers of a thousand digits",
        table(
            "quarter,branch,revenue",
            [
                *(f"{q},Ashby,{n}.5" for n, q in enumerate(QUARTERS[:20])),
                f"2024Q4,Ashby,{'9' * 1000}",
            ],
        ),
        Read(20, rejected=(22,)),
    ),
    Case(
        "numbers of 300 digits",
        table(
            "quarter,branch,revenue",
            [
                *(f"{q},Ashby,{n}.5" for n, q in enumerate(QUARTERS[:20], start=1)),
                f"2024Q4,Ashby,{'9' * 300}",
            ],
        ),
        EitherOf(
            Read(20, rejected=(22,)),
            Read(21, values={"revenue": [*(np.arange(20) + 1.5).tolist(), float("9" * 300)]}),
        ),
    ),
)
