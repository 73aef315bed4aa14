"""What stands between the fields: any delimiter, quoting and preamble, and doubt is asked about."""

import csv
import io
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.errors.layout import UnsettledDelimiterError
from stool.ingest.files.dialect import Dialect, settle_dialect

ROWS = [
    ["quarter", "branch", "csat, overall", "comment; free text"],
    ["2025Q1", "North", "4.1", "Fast; friendly, warm"],
    ["2025Q1", "South East", "3.9", ""],
    ["2025Q2", "North", "4.4", 'They said "no"'],
    ["2025Q2", "South East", "4.0", "one line\nand another; of two"],
]


def written(
    rows: list[list[str]], delimiter: str, quoting: int = csv.QUOTE_MINIMAL, newline: str = "\n"
) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=newline)
    writer.writerows(rows)
    return text.getvalue()


def settled(text: str, delimiter: str | None = None) -> Dialect:
    return settle_dialect(text, "f.csv", delimiter)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), **settled(text).options))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_delimiters_beside_those_within_fields(delimiter: str, quoting: int) -> None:
    text = written(ROWS, delimiter, quoting)
    dialect = settled(text)
    assert (dialect.delimiter, dialect.first_line, dialect.is_plain) == (delimiter, 1, True)
    assert dialect.stage.why == "5 of the first 5 records have 4 fields"
    assert read(text) == ROWS


@pytest.mark.parametrize(
    ("hint", "delimiter"), [("sep=;", ";"), ('"sep=|"', "|"), ("SEP=,", ","), ("sep=\t", "\t")]
)
def test_first_line_of_excel_names_the_delimiter(hint: str, delimiter: str) -> None:
    dialect = settled(f"{hint}\r\n{written(ROWS, delimiter)}")
    assert (dialect.delimiter, dialect.first_line) == (delimiter, 2)
    assert dialect.stage.why == "the first line of the file says so"


def test_the_hint_is_believed_against_the_looks() -> None:
    assert settled("sep=;\na,b,c\n1,2,3\n").delimiter == ";"


def test_what_the_mapping_says_is_taken() -> None:
    said = settled("sep=,\na;b,c\n1;2,3\n", ";")
    assert (said.delimiter, said.first_line) == (";", 2)
    assert said.stage.why == "said in the mapping"


def test_decimal_commas_and_semicolons_in_answers() -> None:
    euro = "branch;revenue;mean\nNord;1.234,50;4,1\nSüd;999,00;3,9\nOst;12,25;4,0\n"
    assert settled(euro).delimiter == ";"
    choices = "id,which apply,score\n1,A;B;C;,4\n2,B;,5\n3,A;C;,3\n"
    assert settled(choices).delimiter == ","


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_titles_and_footers_narrower_than_the_table(delimiter: str) -> None:
    table = written(ROWS, delimiter)
    text = (
        f"Customer survey, all branches; 2025\nPeriod: Jan, Feb, Mar\n\n{table}\nSource: us, 2025\n"
    )
    dialect = settled(text)
    assert dialect.delimiter == delimiter
    assert " have 4 fields" in dialect.stage.why


def test_a_backslash_before_quotes_within_fields() -> None:
    text = 'id,size,note\n1,"Table, 48\\"","round, oak"\n2,"Boots, 10\\"","warm, dry"\n3,x,y\n'
    dialect = settled(text)
    assert (dialect.delimiter, dialect.escape, dialect.is_plain) == (",", "\\", False)
    assert read(text)[1:3] == [["1", 'Table, 48"', "round, oak"], ["2", 'Boots, 10"', "warm, dry"]]


def test_a_backslash_at_the_end_of_a_field_escapes_nothing() -> None:
    text = 'id,folder,n\n1,"C:\\a, b\\",4\n2,"D:\\",5\n3,"E:\\",6\n'
    assert settled(text).escape is None
    assert read(text)[1] == ["1", "C:\\a, b\\", "4"]


def test_spaces_between_delimiter_and_quote() -> None:
    text = 'date, temperature, place\n2011-01-01, 0, "Galway, west"\n2011-01-02, -1, Cork\n'
    assert settled(text).skip_space
    assert read(text)[1] == ["2011-01-01", "0", "Galway, west"]
    assert not settled('a,b\n"x, ""y""", z\n"u, v",3\n').skip_space


def test_spaces_only_where_nothing_else_cuts() -> None:
    assert settled("date branch csat\n2025-01-02 North 4\n2025-01-03 South 5\n").delimiter == " "
    assert settled("date;branch name;csat\n2025-01-02;North 1;4\n").delimiter == ";"
    aligned = "quarter    branch   revenue\n2024Q1     Ashby    10.5\n2024Q2     Ashby    11\n"
    assert read(aligned)[1] == ["2024Q1", "Ashby", "10.5"]


@pytest.mark.parametrize(
    "text",
    [
        "a\n02/01/2014\n31/12/2012\n",
        "Overall satisfaction\n4\n5\n3\n",
        "comment\nVery nice; warm\nbad, slow\nx\n",
        "score\n",
        "first last\nAnn Lee\nBob Fox\n",
    ],
)
def test_one_column(text: str) -> None:
    dialect = settled(text)
    assert dialect.delimiter not in text
    assert dialect.stage.found == "one column"


def test_a_header_with_rows_of_many_lengths_is_no_column() -> None:
    rows = "1,2,3\n" * 4 + "x,y\n" * 3 + "z\n" * 2
    assert settled(f"a,b,c\n{rows}").stage.why == "5 of the first 10 records have 3 fields"
    question = "Overall, how was it?\n" + "fine\n" * 3 + "slow, dear\n"
    assert settled(question).stage.found == "one column"


def test_nothing_but_delimiters() -> None:
    assert settled(",,\n,,\n").delimiter == ","


def test_two_delimiters_that_do_equally_well_are_asked_about() -> None:
    with pytest.raises(UnsettledDelimiterError) as refusal:
        settled("a;b,c\nx;y,z\nu;v,w\n")
    assert set(refusal.value.delimiters) == {",", ";"}
    assert '"delimiter" in the mapping or --delimiter' in str(refusal.value)
    assert "commas and semicolons" in str(refusal.value)


def test_nobody_types_a_tab() -> None:
    assert settled("id\tname, first\n1\tx, y\n2\tu, v\n").delimiter == "\t"


def test_the_last_record_of_a_sample_is_not_judged() -> None:
    rows = "".join(f'{n},"kind, quick; {n}",{n % 5}\n' for n in range(20_000))
    text = f"id,comment,score\n{rows}"[: 256 * 2**10]
    assert settled(text).delimiter == ","
    quoted = f"id,comment,score\n{rows[:20_000]}".rpartition('"')[0]
    assert settled(quoted).stage.why.split()[0] == settled(quoted).stage.why.split()[4]


def test_text_that_is_no_table_takes_no_long_time() -> None:
    signs = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \nab"
    noise = "".join(random.Random(1).choices(signs, k=256 * 2**10))
    begun = time.process_time()
    settled(noise)
    assert time.process_time() - begun < 0.3  # takes 0.05


@settings(deadline=None, max_examples=60)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 10**6).map(str),
            st.sampled_from(["North", "South East", "Leeds, West", "Köln"]),
            st.sampled_from(["4", "4.5", "10"]),
            st.sampled_from(["", "ok", "Good; fast, kind", "a | b", 'so "so"', "two\nlines"]),
        ),
        min_size=2,
        max_size=12,
    ),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    newline=st.sampled_from(["\n", "\r\n"]),
    title=st.sampled_from(["", "Customer survey 2025\n", "Report; all, branches\n\n"]),
)
def test_any_clean_table(
    rows: list[tuple[str, ...]], delimiter: str, quoting: int, newline: str, title: str
) -> None:
    table = [["id", "branch", "score", "comment"], *map(list, rows)]
    text = title + written(table, delimiter, quoting, newline)
    assert settled(text).delimiter == delimiter
    assert read(text)[-len(table) :] == table
