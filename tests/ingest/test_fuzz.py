"""No bytes make a traceback or a hang, the counts add up, and what is kept is what was written."""

import csv
import io
import json
import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.errors import RefusedFileError
from stool.ingest import CheckedFile, Mapping, ingest
from stool.schema import OUTCOMES, PROBLEM_COLUMNS
from tests.ingest.bad import containers
from tests.ingest.bad.case import LEDGER, ledger
from tests.ingest.bad.limits import little_time
from tests.ingest.bad.wrong_types import PARQUET, cells

CASES = int(os.environ.get("STOOL_FUZZ", "2000"))  # of all the tests of this module together
SHARES: dict[str, float] = {}


def fuzzed(share: float) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """That share of all cases."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        SHARES[test.__name__] = share
        return settings(max_examples=max(1, round(CASES * share)), deadline=None)(test)

    return decorate


HEADERS = (
    *("quarter", "date", "year", "branch", "team", "region", "csat", "esat", "recommend", "nps"),
    *("score", "n", "sd", "csat_mean", "csat_n", "revenue", "cost", "level", "tenure", "case_id"),
    *("employee_id", "promise_kept", "comment", "fair", "heard", "first_reply_hours", "", "Ünit"),
    *("2024Q1", "2024Q2", "Q1 FY24", "Total", "weight"),
)
CELLS = st.sampled_from(
    [
        *("", "1", "2", "3", "4", "5", "7", "10", "0", "55", "-3", "4.5", "1,5", "1.234,56", "yes"),
        *("no", "NA", "-", "2024Q1", "Q2 2024", "2024-05-31", "03/04/2024", "31/01/2024", "A", "a"),
        *(" B ", "North", "South", "2024", "(12)", "12-", "$1,000", "85%", "1e400", "\u200b", "é"),
        *("FY24 Q1", "Total", "Agree", "Strongly disagree", "1714521600", "45413", "quarter"),
    ]
) | st.text(max_size=6)


def outcome_of(data: bytes, name: str = "f.csv", mapping: str = "{}") -> CheckedFile | None:
    """The checked file, None where it is refused in a sentence."""
    try:
        with little_time():
            return ingest(data, name, Mapping.from_json(mapping))
    except RefusedFileError as error:
        if not str(error).endswith("."):
            raise AssertionError(str(error)) from error
        return None


def survives(data: bytes, name: str = "f.csv") -> None:
    result = outcome_of(data, name)
    if result is None:
        return
    require_consistent(result)
    again = ingest(data, name, Mapping.from_json(result.mapping.to_json()))
    pd.testing.assert_frame_equal(again.rows, result.rows)


def require_consistent(result: CheckedFile) -> None:
    assert result.accepted == len(result.rows)
    assert 0 <= result.fixed <= result.accepted
    assert result.rejected <= 0.2 * (result.accepted + result.rejected)
    assert list(result.problems.columns) == list(PROBLEM_COLUMNS)
    assert set(result.problems["outcome"]) <= set(OUTCOMES)
    rejected = result.problems[result.problems["outcome"] == "rejected"]
    assert rejected["row"].nunique() == result.rejected
    assert (result.rows["unit"] != "").all()
    assert result.rows["quarter"].str.fullmatch(r"\d{4}Q[1-4]").all()
    assert {metric.metric for metric in result.metrics} <= set(result.rows.columns)


@fuzzed(0.15)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    survives(data)


@fuzzed(0.15)
@given(st.text(alphabet=',;"\n\r\t|ab1=é\u2028\x85\x1c', max_size=200))
def test_any_punctuation(text: str) -> None:
    survives(text.encode())


@st.composite
def near_tables(draw: st.DrawFn) -> str:
    """Tables with a quarter and a unit, most cells of which suit their header."""
    kinds = {
        "csat": "12345",
        "fair": "12345",
        "heard": "12345",
        "tools": "12345",
        "csat_mean": ["4.1", "3.25"],
        "n": ["10", "12"],
        "csat_sd": ["1", "0.5"],
        "nps": ["0", "10", "9"],
        "revenue": ["0", "1,200", "1300.5", "(5)"],
        "cost": ["0", "900", "$800"],
        "promise_kept": ["yes", "no"],
        "proud": ["Agree", "Disagree", "Strongly agree"],
        "level": ["x", "X", "y"],
        "region": ["North", "north", ""],
        "case_id": [str(n) for n in range(40)],
        "employee_id": ["1", "2", "3"],
    }
    chosen = draw(st.lists(st.sampled_from(sorted(kinds)), min_size=1, max_size=7, unique=True))
    places = (
        st.sampled_from(["2024Q1", "2024Q2", "2024-10-01", "Q1 2025"]),
        st.sampled_from(["A", "B", "a", "b", "Total"]),
    )
    suited = [*places, *(st.sampled_from(list(kinds[header])) for header in chosen)]
    rows = draw(st.lists(st.tuples(*suited), min_size=1, max_size=12))
    lines = [
        ",".join(f'"{cell}"' for cell in row) for row in [("quarter", "branch", *chosen), *rows]
    ]
    if draw(st.booleans()):
        lines.append(",".join(draw(st.lists(CELLS, min_size=1, max_size=len(suited)))))
    return "\n".join(lines)


@fuzzed(0.15)
@given(near_tables())
def test_any_near_table(text: str) -> None:
    survives(text.encode(errors="replace"))


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Delimited text with known headers and plausible cells."""
    headers = draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=8, unique=True))
    rows = draw(
        st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), max_size=12)
    )
    delimiter = draw(st.sampled_from(",;\t|"))
    return "\n".join(delimiter.join(row) for row in [headers, *rows])


@fuzzed(0.20)
@given(tables())
def test_any_table(text: str) -> None:
    survives(text.encode(errors="replace"))


BAD = "bad"  # what a cell means that must be rejected with its row
MEANINGS: dict[str, dict[str, Any]] = {  # what a cell is, by what is written in it
    "when": {
        **{"2024Q1": "2024Q1", "Q3 2024": "2024Q3", "2023-12-31": "2023Q4", "5 May 2024": "2024Q2"},
        **{"never": BAD, "2024Q5": BAD, "2999Q1": BAD, "": BAD, "2023-02-29": BAD},
    },
    "where": {"Ashby": "Ashby", "Zürich": "Zürich", " Ashby ": "Ashby", "=1+1": "=1+1", "": BAD},
    "csat": {
        **{"1": 1.0, "2": 2.0, "5": 5.0, " 4 ": 4.0, "5.0": 5.0, "": math.nan, "n/a": math.nan},
        **{"6": BAD, "0": BAD, "3.5": BAD, "good": BAD, "4,5": BAD, "١": BAD},
    },
    "revenue": {
        **{"12.5": 12.5, "1,234.50": 1234.5, "(5.25)": -5.25, "7-": -7.0, "$3.75": 3.75},
        **{"1e3": 1000.0, "": math.nan, "-": math.nan, "soon": BAD, "1.2.3": BAD, "inf": BAD},
    },
    "words": {"fine": None, 'said "no", twice': None, "one\ntwo": None, "a;b|c\td": None, "": None},
}
ROLES = json.dumps(
    {
        **{"quarter": "when", "unit": "where", "comment": "words", "rows": "respondent"},
        "columns": {
            "csat": {"leg": "csat", "metric": "csat", "scale": "1-5"},
            "revenue": {"leg": "profit", "metric": "revenue", "scale": "ledger"},
        },
    }
)
MISREAD = 0.03  # share of the cells of a known table that are drawn from all their spellings


@dataclass(frozen=True, slots=True)
class Known:
    """A file and what it says: the accepted rows, and the lines of those to be rejected."""

    data: bytes
    rows: list[dict[str, Any]]
    rejected: set[int]


@st.composite
def known_tables(draw: st.DrawFn) -> Known:
    """Well-formed files whose every cell has one meaning, or none."""
    seed = draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    headers = [str(header) for header in random.permutation(list(MEANINGS))]
    count = draw(st.integers(5, 60))
    text = io.StringIO()
    delimiter = draw(st.sampled_from(",;\t|"))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    writer.writerow(headers)
    rows: list[dict[str, Any]] = []
    rejected = set()
    for _ in range(count):
        begins = text.getvalue().count("\n") + 1
        row = {}
        for header in headers:
            plain = [t for t, meant in MEANINGS[header].items() if meant is not BAD and t.strip()]
            drawn = list(MEANINGS[header]) if random.random() < MISREAD else plain
            row[header] = drawn[random.integers(len(drawn))]
        writer.writerow([row[header] for header in headers])
        meant = {header: MEANINGS[header][row[header]] for header in headers}
        if BAD in meant.values():
            rejected.add(begins)
        else:
            rows.append(meant)
    codec = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    return Known(text.getvalue().encode(codec), rows, rejected)


@fuzzed(0.15)
@given(known_tables())
def test_a_known_table_is_read_as_it_is_meant_or_refused(known: Known) -> None:
    count = len(known.rows) + len(known.rejected)
    result = outcome_of(known.data, mapping=ROLES)
    if result is None:
        assert len(known.rejected) > 0.2 * count
        return
    require_consistent(result)
    assert (result.accepted, result.rejected) == (len(known.rows), len(known.rejected))
    named = result.problems.loc[result.problems["outcome"] == "rejected", "row"]
    assert set(named) == known.rejected
    for column, name in {"when": "quarter", "where": "unit"}.items():
        assert result.rows[name].tolist() == [row[column] for row in known.rows]
    for metric in ("csat", "revenue"):
        values = [row[metric] for row in known.rows]
        np.testing.assert_array_equal(result.rows[metric].to_numpy(), values)


GOOD = "quarter,branch,region,csat,recommend,promise_kept,comment\n" + "".join(
    f"2025Q{1 + n % 4},{'AB'[n % 2]},{'NS'[n % 2]},{1 + n % 5},{n % 11},{'yn'[n % 2]},c{n}\n"
    for n in range(30)
)


@fuzzed(0.05)
@given(
    places=st.lists(st.integers(0, len(GOOD) - 1), min_size=1, max_size=6),
    inserted=st.text(max_size=4) | st.sampled_from(['"', ",", "\n", "\x00", "\r", ";"]),
    dropped=st.integers(0, 3),
)
def test_a_good_file_with_damage(places: list[int], inserted: str, dropped: int) -> None:
    text = GOOD
    for place in places:
        text = text[:place] + inserted + text[place + dropped :]
    survives(text.encode(errors="replace"))


Bytes = list[tuple[float, int]]
OTHER_BYTES = st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=5)


def altered(data: bytes, places: Bytes) -> bytes:
    """The bytes with some of them, by their place from 0 to 1, replaced."""
    changed = bytearray(data)
    for place, byte in places:
        changed[int(place * len(data))] = byte
    return bytes(changed)


@fuzzed(0.05)
@given(OTHER_BYTES)
def test_a_good_file_with_other_bytes(places: Bytes) -> None:
    survives(altered(GOOD.encode(), places))


SHEET = containers.sheet(cells(LEDGER, ledger()))


@fuzzed(0.05)
@given(OTHER_BYTES, st.booleans())
def test_a_workbook_with_other_bytes(places: Bytes, packed: bool) -> None:
    if packed:
        survives(altered(containers.workbook(SHEET), places), "f.xlsx")
    else:
        xml = altered(SHEET.encode(), places)
        survives(containers.zipped({**containers.PARTS, containers.SHEET: xml}), "f.xlsx")


@fuzzed(0.05)
@given(OTHER_BYTES)
def test_a_parquet_file_with_other_bytes(places: Bytes) -> None:
    survives(altered(PARQUET, places), "f.parquet")


def test_the_shares_are_of_all_cases() -> None:
    assert len(SHARES) == 9
    assert math.isclose(sum(SHARES.values()), 1)
