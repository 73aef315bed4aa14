"""No bytes make a traceback, and the counts always add up."""

import os

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.errors import StoolError
from stool.ingest import CheckedFile, Mapping, ingest
from stool.ingest.read import read_table
from stool.schema import OUTCOMES, PROBLEM_COLUMNS

CASES = int(os.environ.get("STOOL_FUZZ", "200"))
fuzzed = settings(max_examples=CASES, deadline=None)
damaged = settings(max_examples=CASES // 2, deadline=None)  # whole files: each case costs more

HEADERS = (
    *("quarter", "date", "year", "branch", "team", "region", "csat", "esat", "recommend", "nps"),
    *("score", "n", "sd", "csat_mean", "csat_n", "revenue", "cost", "level", "tenure", "case_id"),
    *("employee_id", "promise_kept", "comment", "fair", "heard", "first_reply_hours", "", "Ünit"),
)
CELLS = st.sampled_from(
    [
        *("", "1", "2", "3", "4", "5", "7", "10", "0", "55", "-3", "4.5", "1,5", "1.234,56", "yes"),
        *("no", "NA", "-", "2024Q1", "Q2 2024", "2024-05-31", "03/04/2024", "31/01/2024", "A", "a"),
        *(" B ", "North", "South", "2024", "(12)", "12-", "$1,000", "85%", "1e400", "\u200b", "é"),
    ]
) | st.text(max_size=6)


def require_consistent(result: CheckedFile, data: bytes) -> None:
    table = read_table(data, "f.csv")
    assert result.accepted + result.rejected == table.row_count
    assert result.accepted == len(result.rows)
    assert 0 <= result.fixed <= result.accepted
    assert list(result.problems.columns) == list(PROBLEM_COLUMNS)
    assert set(result.problems["outcome"]) <= set(OUTCOMES)
    rejected = result.problems[result.problems["outcome"] == "rejected"]
    assert rejected["row"].nunique() == result.rejected
    assert (result.rows["unit"] != "").all()
    assert result.rows["quarter"].str.fullmatch(r"\d{4}Q[1-4]").all()
    assert {metric.metric for metric in result.metrics} <= set(result.rows.columns)
    again = ingest(data, "f.csv", Mapping.from_json(result.mapping.to_json()))
    pd.testing.assert_frame_equal(again.rows, result.rows)


def survives(data: bytes) -> None:
    try:
        result = ingest(data, "f.csv")
    except StoolError as error:
        if not str(error).endswith("."):
            raise AssertionError(str(error)) from error
        return
    require_consistent(result, data)


@fuzzed
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    survives(data)


@fuzzed
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
        "level": ["x", "X", "y"],
        "region": ["North", "north", ""],
        "case_id": [str(n) for n in range(40)],
        "employee_id": ["1", "2", "3"],
    }
    chosen = draw(st.lists(st.sampled_from(sorted(kinds)), min_size=1, max_size=7, unique=True))
    places = (
        st.sampled_from(["2024Q1", "2024Q2", "2024-10-01", "Q1 2025"]),
        st.sampled_from("ABab"),
    )
    suited = [*places, *(st.sampled_from(list(kinds[header])) for header in chosen)]
    rows = draw(st.lists(st.tuples(*suited), min_size=1, max_size=12))
    lines = [
        ",".join(f'"{cell}"' for cell in row) for row in [("quarter", "branch", *chosen), *rows]
    ]
    if draw(st.booleans()):
        lines.append(",".join(draw(st.lists(CELLS, min_size=1, max_size=len(suited)))))
    return "\n".join(lines)


@fuzzed
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


@fuzzed
@given(tables())
def test_any_table(text: str) -> None:
    survives(text.encode(errors="replace"))


GOOD = "quarter,branch,region,csat,recommend,promise_kept,comment\n" + "".join(
    f"2025Q{1 + n % 4},{'AB'[n % 2]},{'NS'[n % 2]},{1 + n % 5},{n % 11},{'yn'[n % 2]},c{n}\n"
    for n in range(30)
)


@damaged
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


@damaged
@given(places=st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=5))
def test_a_good_file_with_other_bytes(places: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD.encode())
    for place, byte in places:
        data[place] = byte
    survives(bytes(data))
