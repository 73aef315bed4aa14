"""A file read in a stream is the table it is when looked at whole, whatever lies in its way."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.errors import NotTextError, UnclosedQuoteError
from stool.ingest import Mapping, Table, ingest, read_table
from stool.ingest.files import body
from stool.ingest.files import coding as coding_module
from stool.ingest.files import lines as lines_module
from stool.ingest.tables import read, streamed
from stool.ingest.tables.layout import Layout

HEADER = "quarter,branch,csat,comment"
ORDINARY = ("2026Q1,A,4,fine", "2026Q1,B,5,", '2026Q2,A,3,"one, two"', "2026Q2,B,2,ö – ü")
ODD = (
    '2026Q1,A,1,"two\nlines"',
    '2026Q1,B,2,"three\r\n\r\nlines"',
    "",
    ",,,",
    "2026Q1,A,3",
    "2026Q1,A,3,4,5",
    '2026Q1,A,4,"a ""quoted"" word"',
    '2026Q1,A,4,5" pipe',
    "2026Q1,A,4,lone\rreturn",
)


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of a few lines, so that every edge is met."""
    monkeypatch.setattr(streamed, "HEAD_RECORDS", 12)
    monkeypatch.setattr(streamed, "TAIL_BYTES", 120)
    monkeypatch.setattr(lines_module, "BLOCK", 150)
    monkeypatch.setattr(lines_module.Lines.block, "__defaults__", (150,))


def both_ways(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[Table, Table]:
    whole = read_table(data, "file.csv")
    with monkeypatch.context() as patch:
        patch.setattr(read, "SMALL", 0)
        return whole, read_table(data, "file.csv")


def assert_same(whole: Table, stream: Table) -> None:
    assert stream.cells.equals(whole.cells)
    assert np.concatenate(stream.lines).tolist() == np.concatenate(whole.lines).tolist()
    assert stream.ragged == whole.ragged
    assert (stream.sha256, stream.encoding, stream.delimiter) == (
        whole.sha256,
        whole.encoding,
        whole.delimiter,
    )
    assert stream.top.equals(whole.top.head(len(stream.top)))
    for header, column in whole.columns.items():
        assert dict(zip(*_tally(stream, header), strict=True)) == dict(
            zip(column.texts, column.counts, strict=True)
        )


def _tally(table: Table, header: str) -> tuple[list[str], list[int]]:
    column = table.columns[header]
    return column.texts.tolist(), column.counts.tolist()


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(
        st.sampled_from(ORDINARY) | st.sampled_from(ORDINARY) | st.sampled_from(ODD), max_size=60
    ),
    end=st.sampled_from(["", "\n", "\n\n\n"]),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_a_stream_is_the_whole(rows: list[str], end: str, newline: str) -> None:
    text = newline.join([HEADER, *ORDINARY * 10, *rows]) + end
    with pytest.MonkeyPatch.context() as patch:
        assert_same(*both_ways(text.encode(), patch))


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_in_every_encoding(codec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join([HEADER, *ORDINARY * 30]) + "\n"
    assert_same(*both_ways(text.encode(codec), monkeypatch))


def test_a_late_letter_that_is_not_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stool.ingest.files.decode.SNIFFED_BYTES", 40)
    text = "\n".join([HEADER, *["2026Q1,A,4,fine"] * 500, "2026Q1,Zürich,4,fine", ORDINARY[0]])
    whole, stream = both_ways(text.encode("cp1252"), monkeypatch)
    assert_same(whole, stream)
    assert "Zürich" in set(stream.cells["branch"])


def test_footers_and_totals_of_a_long_file_are_no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"2026Q1,Branch {n},{n % 5 + 1},fine" for n in range(200)]
    text = "\n".join([HEADER, *rows, "", "Confidential Information - Do Not Distribute", ""])
    whole, stream = both_ways(text.encode(), monkeypatch)
    assert_same(whole, stream)
    assert stream.row_count == 200


def test_a_quote_never_closed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join([HEADER, *ORDINARY * 20, '2026Q1,A,4,"open', *ORDINARY * 20])
    monkeypatch.setattr(read, "SMALL", 0)
    with pytest.raises(UnclosedQuoteError, match="line 82"):
        read_table(text.encode(), "file.csv")


def test_a_nul_far_down_is_refused_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join([HEADER, *ORDINARY * 20, "2026Q1,A,4,\0", *ORDINARY * 20])
    monkeypatch.setattr(read, "SMALL", 0)
    with pytest.raises(NotTextError, match="line 82"):
        read_table(text.encode(), "file.csv")


def long_file(rows: int) -> bytes:
    stamps = [f"2026-0{n % 3 + 1}-1{n % 9} 10:{n % 60:02}:{n % 59:02}" for n in range(rows)]
    body_lines = [
        f"R{n},{stamp},Branch {n % 3},{n % 5 + 1},{n}.5,said {n}" for n, stamp in enumerate(stamps)
    ]
    header = "response_id,submitted_at,branch,csat,first_reply_hours,note"
    return "\n".join([header, *body_lines, ""]).encode()


def test_what_hardly_repeats_is_let_go_and_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    data = long_file(3_000)
    whole = read_table(data, "file.csv")
    monkeypatch.setattr(read, "SMALL", 0)
    monkeypatch.setattr(coding_module.Builder.__init__, "__defaults__", (100, False))
    monkeypatch.setattr(body.Wanted.__init__, "__defaults__", (frozenset(), 100, frozenset()))
    monkeypatch.setattr("stool.ingest.tables.table.MOST_TEXTS", 100)
    monkeypatch.setattr(streamed, "wanted_of", _few_texts)
    stream = read_table(data, "file.csv")
    kept = {header: column.kept for header, column in stream.columns.items()}
    assert kept["note"] == kept["first_reply_hours"] == "nothing"
    assert kept["response_id"] == "hashes"
    assert kept["submitted_at"] == "days"
    assert stream.columns["submitted_at"].texts[0] == "2026-01-10"
    assert stream.columns["submitted_at"].counts.sum() == 3_000
    assert stream.whole("note").written().tolist() == whole.cells["note"].tolist()


def _few_texts(layout: Layout, most: int | None = 100) -> body.Wanted:
    from stool.ingest.tables.table import wanted_of

    return wanted_of(layout, most)


def test_repeated_identifiers_are_found_among_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = long_file(3_000).decode().splitlines()
    lines[2_500] = lines[2_500].replace("R2499,", "R17,")
    monkeypatch.setattr(read, "SMALL", 0)
    monkeypatch.setattr(streamed, "wanted_of", _few_texts)
    result = ingest("\n".join(lines).encode(), "customers.csv")
    assert (result.accepted, result.rejected) == (2_999, 1)
    problem = result.problems[result.problems["outcome"] == "rejected"].iloc[0]
    assert (problem["row"], problem["value"]) == (2_501, "as in row 19")


def test_a_path_and_its_bytes_are_one_file(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(long_file(50))
    one, two = ingest(path), ingest(path.read_bytes(), path.name)
    assert one.rows.equals(two.rows)
    assert (one.name, one.sha256) == (two.name, two.sha256)


def test_rows_are_handed_on_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "SMALL", 0)
    taken: list[int] = []
    result = ingest(
        long_file(500),
        "customers.csv",
        take=lambda blocks, metrics, names: taken.extend(map(len, blocks)),
    )
    assert sum(taken) == result.accepted == 500
    assert len(taken) > 5
    assert result.rows.empty


def test_what_is_said_goes_before_what_is_found() -> None:
    text = "quarter;branch;csat\n2026Q1;Zürich;4\n2026Q1;Genf;5\n"
    table = read_table(text.encode(), "f.csv", Mapping(encoding="cp1252", delimiter=";"))
    assert table.cells["branch"].tolist() == ["ZÃ¼rich", "Genf"]
    assert [stage.why for stage in table.stages[:2]] == [
        "the mapping says so",
        "said in the mapping",
    ]


def test_totals_and_headers_within_a_long_file_count_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [f"2026Q{1 + n % 2},{'AB'[n // 2 % 2]},{1 + n % 5},x" for n in range(200)]
    rows[100:100] = ["2026Q1,Grand total,3,", HEADER]
    monkeypatch.setattr(read, "SMALL", 0)
    checked = ingest("\n".join([HEADER, *rows]).encode(), "file.csv")
    assert (checked.accepted, checked.rejected) == (200, 2)
    assert checked.units == ("A", "B")
    total = checked.problems.query("value == 'Grand total'")
    assert total["rule"].tolist() == ["a total, not a unit"]
    assert total["row"].tolist() == [102]
