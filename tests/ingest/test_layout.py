"""Where a table stands in its file: header, columns, and the records that are no rows."""

import csv
import io
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stool.errors import DuplicateHeadersError, EmptyFileError, NoDataRowsError, StoolError
from stool.errors.layout import (
    CrosstabError,
    DoubtfulTotalError,
    GroupedRowsError,
    HeaderWidthError,
    NoHeaderError,
    RaggedRowsError,
    ShiftedCellsError,
    StackedTablesError,
    StatementLayoutError,
)
from stool.ingest.files.records import Record
from stool.ingest.tables.layout import Head, Layout, settle_layout, settle_tail
from stool.ingest.tables.shape import kind_of
from stool.ingest.tables.totals import is_total
from tests.ingest.laid_out import LaidOut, lay_out

HEADER = "quarter,branch,csat,revenue"
ROWS = [
    ["2025Q1", "North", "4.1", "100"],
    ["2025Q1", "South", "3.9", "250"],
    ["2025Q2", "North", "4.4", "120"],
    ["2025Q2", "South", "4.0", "230"],
]
TABLE = "\n".join([HEADER, *map(",".join, ROWS)])


def of_lines(*lines: str) -> LaidOut:
    return lay_out("\n".join(lines) + "\n")


def refusal(kind: type[StoolError], *lines: str) -> str:
    with pytest.raises(kind) as refused:
        of_lines(*lines)
    return str(refused.value)


def test_a_plain_table() -> None:
    read = lay_out(TABLE)
    assert read.rows == ROWS
    assert read.layout.heads == tuple(
        Head(place, name) for place, name in enumerate(HEADER.split(","))
    )
    assert (read.layout.width, read.layout.data_from, read.layout.title) == (4, 2, "")
    assert list(read.stages) == ["header", "columns"]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Customer survey\n", "Customer survey"),
        ("Customer survey,,,\nall branches,,,\n,,,\n", "Customer survey\nall branches"),
        ('\n\n,,"Report\n2025 ",\n', "Report 2025"),
        ("Report,Sales\nFrom,2025-01-01\n\n", "Report Sales\nFrom 2025-01-01"),
        ("Company:,Example Ltd\n", "Company: Example Ltd"),
        ("Board \x96 2025\n", "Board – 2025"),
    ],
)
def test_lines_above_the_header(above: str, title: str) -> None:
    read = lay_out(above + TABLE)
    assert read.rows == ROWS
    assert read.layout.title == title
    assert "preamble" in read.stages
    assert not read.layout.left_out


def test_question_texts_and_import_ids_of_qualtrics() -> None:
    read = of_lines(
        "EndDate,Q1,Q2",
        'Recorded,"How satisfied\nare you?",Why?',
        '"{""ImportId"":""endDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}"',
        "2025-01-02 10:00:00,4,good",
    )
    assert read.layout.heads == (
        Head(0, "EndDate", "Recorded", "endDate"),
        Head(1, "Q1", "How satisfied are you?", "QID1"),
        Head(2, "Q2", "Why?", "QID2_TEXT"),
    )
    assert read.rows == [["2025-01-02 10:00:00", "4", "good"]]


def test_question_texts_without_import_ids() -> None:
    read = of_lines("id,Q1,Q2", "Respondent,How satisfied?,How likely?", "1,4,9", "2,5,10")
    assert read.layout.heads[1] == Head(1, "Q1", "How satisfied?")
    assert [row[0] for row in read.rows] == ["1", "2"]


def test_questions_above_choices_of_surveymonkey() -> None:
    read = of_lines(
        "RespondentID,How satisfied?,Which did you use?,,,Anything else?",
        ",Response,Shop,Phone,Web,Open-Ended Response",
        "3292,4,Shop,,Web,fine",
        "3293,5,,Phone,,",
    )
    assert read.names == [
        "RespondentID",
        "How satisfied?",
        "Which did you use? - Shop",
        "Which did you use? - Phone",
        "Which did you use? - Web",
        "Anything else?",
    ]
    assert read.layout.heads[4].question == "Which did you use?"
    assert len(read.rows) == 2


def test_a_second_line_of_nothing_but_response() -> None:
    read = of_lines("id,csat,why", ",Response,Response", "1,4,a", "2,5,b")
    assert read.names == ["id", "csat", "why"]
    assert len(read.rows) == 2


def test_groups_over_two_and_three_levels() -> None:
    two = of_lines(
        "Date,Purpose,Travel,,,Total",
        ",,Air,Rail,Taxi,",
        "24/06/2014,visit,1.50,2,,3.50",
        "25/06/2014,visit,,4,1,5",
    )
    assert two.names == [
        *("Date", "Purpose", "Travel - Air", "Travel - Rail", "Travel - Taxi", "Total")
    ]
    three = of_lines(
        "Organisation,Payroll,,,,Costs,",
        ",Junior,,Senior,,Salary,Bonus",
        ",Heads,FTE,Heads,FTE,,",
        "Rail,1,1.0,2,2.5,100,5",
        "Road,3,2.5,4,4.0,200,6",
    )
    assert three.names == [
        "Organisation",
        "Payroll - Junior - Heads",
        "Payroll - Junior - FTE",
        "Payroll - Senior - Heads",
        "Payroll - Senior - FTE",
        "Costs - Salary",
        "Costs - Bonus",
    ]
    assert len(three.rows) == 2


def test_what_a_group_reaches_over() -> None:
    read = of_lines(
        "Org,Payroll,,Other,,Gender,",
        ",Junior,,,,,",
        ",Heads,FTE,Heads,FTE,Gender,",
        "Rail,1,1.0,2,2.5,f,x",
        "Road,3,2.5,4,4.0,m,y",
    )
    assert read.names == [
        "Org",
        "Payroll - Junior - Heads",
        "Payroll - Junior - FTE",
        "Other - Heads",
        "Other - FTE",
        "Gender",
        "(column 7)",
    ]
    again = of_lines(
        "branch,CSAT,CSAT,ESAT,ESAT", ",mean,n,mean,n", "North,4.1,10,3.9,12", "South,4.2,9,3.8,11"
    )
    assert again.names == ["branch", "CSAT - mean", "CSAT - n", "ESAT - mean", "ESAT - n"]


def test_groups_above_a_full_header_tell_its_names_apart() -> None:
    lines = ["branch,csat,n,csat,n", "North,4.1,10,4.2,12", "South,3.9,20,4.0,21"]
    named = ["branch", "2024 - csat", "2024 - n", "2025 - csat", "2025 - n"]
    assert of_lines(",2024,,2025,", *lines).names == named
    assert "“csat”, “n”" in refusal(DuplicateHeadersError, *lines)


def test_a_header_written_several_times() -> None:
    read = of_lines(HEADER, HEADER, HEADER, *map(",".join, ROWS[:2]), HEADER, ",".join(ROWS[2]))
    assert read.rows == ROWS[:3]
    assert read.stages["repeated header"] == "1 record left out (line 6)"
    assert (read.layout.data_from, read.layout.left_out) == (4, {6})


def test_years_and_quarters_may_be_names() -> None:
    years = of_lines("Year,2000,2001,2002", "Timber,2666,2274,1877", "Iron,498,853,490")
    assert years.names == ["Year", "2000", "2001", "2002"]
    quarters = of_lines("revenue of,2024Q1,2024Q2", "North,10,20", "South,30,40")
    assert quarters.names == ["revenue of", "2024Q1", "2024Q2"]
    grades = of_lines("branch,1,2,3,4,5", "North,1,5,9,20,30", "South,0,4,8,10,40")
    assert grades.names == ["branch", "1", "2", "3", "4", "5"]


def test_a_row_of_words_below_the_header_is_a_row() -> None:
    words = of_lines("unit,comment,", "North,good,extra", "South,bad,more")
    assert words.names == ["unit", "comment", "(column 3)"]
    assert len(words.rows) == 2
    first = of_lines("id,csat,n", "a,n/a,refused", "b,4,10", "c,5,12")
    assert len(first.rows) == 3


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "blank") for text in ("", "n/a", "-", "keine Angabe")),
        *((text, "number") for text in ("4", "-1.234,56", "($1,200)", "85 %", "3,5", "007")),
        *((text, "date") for text in ("2025-01-31", "13.04.12", "Q1 2025", "00:15", "May-12")),
        *((text, "text") for text in ("North", "Q1", "B 12 x", "1" * 61, "2 of the 3 rows fail")),
    ],
)
def test_kinds_of_cells(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_newlines_in_names_become_spaces() -> None:
    assert lay_out('id,"csat\n(1 - 5)"\n1,4\n2,5\n').names == ["id", "csat (1 - 5)"]


def test_columns_without_a_name() -> None:
    read = of_lines("quarter,,csat,", "2025Q1,x,4,", "2025Q2,y,5,")
    assert read.layout.heads == (
        Head(0, "quarter"),
        Head(1, "(column 2)"),
        Head(2, "csat"),
    )
    assert read.layout.width == 4
    why = next(stage.why for stage in read.layout.stages if stage.stage == "columns")
    assert why == "column 2 has values but no name; 1 without name or values left out"


def test_a_delimiter_too_many_at_the_end_of_the_header() -> None:
    read = of_lines(f"{HEADER},", *map(",".join, ROWS))
    assert (read.rows, read.layout.width) == (ROWS, 4)


def test_two_columns_of_one_name() -> None:
    assert "“id”" in refusal(DuplicateHeadersError, "id,name,id", "1,x,01", "2,y,02")
    assert "“note”" in refusal(DuplicateHeadersError, "id,note,note", "1,a,b", "2,c,d")
    assert "“CSAT”, “csat”" in refusal(DuplicateHeadersError, "id,csat,CSAT", "1,2,3", "2,3,4")
    rated = ["id,How was the service?,How was the service?", "1,4,5", "2,3,3"]
    assert "How was the service?" in refusal(DuplicateHeadersError, *rated)
    told = of_lines("id,Why or why not?,csat,Why or why not?", "1,fast,4,", "2,slow,2,rude")
    assert told.names == [
        *("id", "Why or why not? (column 2)", "csat", "Why or why not? (column 4)")
    ]


def test_blank_records_are_no_rows() -> None:
    read = lay_out(f"{TABLE}\n,,,\n\n , ,,\n2025Q3,North,4.2,90\n,,,\n")
    assert read.rows == [*ROWS, ["2025Q3", "North", "4.2", "90"]]


@pytest.mark.parametrize(
    ("below", "lines"),
    [
        (
            "\nGrand Totals (4 records)\n\nConfidential - Do Not Distribute\nCopyright (c) 2025",
            "3 records left out (line 7, 9, 10)",
        ),
        (
            ',,,\nSource: Office of Statistics.,,,\n"Note: includes, among others",,,',
            "2 records left out (line 7, 8)",
        ),
        ('"Accrual Basis Friday, January 2, 2026 09:00 AM"', "1 record left out (line 6)"),
        ("*unweighted,,,\n†Army without engineers,,,", "2 records left out (line 6, 7)"),
        ("\nThese figures are provisional", "1 record left out (line 7)"),
        ("Report only contains core items,,,", "1 record left out (line 6)"),
        ("Numbers are for members alone,,,", "1 record left out (line 6)"),
        ("Source:,Office of Statistics", "1 record left out (line 6)"),
    ],
)
def test_footers(below: str, lines: str) -> None:
    read = lay_out(f"{TABLE}\n{below}\n")
    assert read.rows == ROWS
    assert read.stages["footer"] == lines


@pytest.mark.parametrize(
    "last",
    ["North,,", "X12,,", "a@b.org,,", "Source One,4,5", "Notes Ltd,3,2", "17,,"],
)
def test_a_short_or_strange_last_row_is_no_footer(last: str) -> None:
    read = of_lines("branch,csat,n", "North,4,10", "South,5,12", last)
    assert read.rows[-1] == last.split(",")


def test_a_last_row_of_a_narrow_table_is_no_footer() -> None:
    assert of_lines("branch,csat", "North,4", "South,5", "West,").rows[-1] == ["West", ""]
    assert len(of_lines("branch,note", "North,good", "South,bad", "Source One,mixed").rows) == 3
    assert len(of_lines("comment", "good", "", "bad").rows) == 2
    assert len(of_lines("branch", "North", "branch", "South").rows) == 3
    assert of_lines(HEADER, *map(",".join, ROWS * 3), "", "17").layout.left_out == {14}


def test_a_text_of_one_field_below_the_rows_is_left_to_the_checks() -> None:
    layout = of_lines(HEADER, *map(",".join, ROWS * 3), "see the note of May").layout
    assert not layout.left_out


def test_footers_of_a_table_with_one_column() -> None:
    read = of_lines("csat", "4", "fine", "5", "", "Source: us")
    assert read.rows == [["4"], ["fine"], ["5"]]


@pytest.mark.parametrize(
    "total",
    [
        ",Total,,",
        "Total,,,700",
        "Grand total:,,16.4,700",
        "Summe,,,700",
        "Gesamtergebnis,,,700",
        "All responses,,4.1,",
        "Total Claim for Q2,,,700",
        "Zwischensumme,,,700",
        ",,16.4,700",
        "2025Q2,Total,8.4,350",
        "North and South Total,,16.4,700",
    ],
)
def test_totals(total: str) -> None:
    read = of_lines(HEADER, *map(",".join, ROWS), total)
    assert read.rows == ROWS
    assert read.stages["totals"] == "1 record left out (line 6)"


def test_subtotals_and_their_total() -> None:
    read = of_lines(
        "region,branch,revenue",
        "East,Leeds,100",
        "East,York,150",
        "East Total,,250",
        "West,Bath,300",
        "West,Wells,50",
        "West Total,,350",
        "Grand Total,,600",
    )
    assert [row[1] for row in read.rows] == ["Leeds", "York", "Bath", "Wells"]


def test_subtotals_of_each_quarter_and_region() -> None:
    places = [("Ashby", "North"), ("Belford", "North"), ("Corby", "South"), ("Diss", "South")]
    lines = [
        line
        for quarter in ("2024Q1", "2024Q2")
        for line in (
            *(f"{quarter},{unit},{region},10.5,8.25" for unit, region in places),
            f"{quarter},North total,North,21,16.5",
            f"{quarter},South total,South,21,16.5",
            f"{quarter},Company,,42,33",
        )
    ]
    read = of_lines("quarter,branch,region,revenue,cost", *lines)
    assert [row[1] for row in read.rows] == [unit for unit, _ in places] * 2
    read = of_lines("quarter,branch,region,heads", "Q1 2024,A,N,1", "Q1 2024,B,N,2", "Q1 2024,C,,3")
    assert len(read.rows) == 3


def test_a_total_above_the_rows() -> None:
    read = of_lines("branch,n", "Whole total,6000", "Leeds,1000", "York,3000", "Bath,2000")
    assert [row[0] for row in read.rows] == ["Leeds", "York", "Bath"]


def test_rounded_and_continental_sums() -> None:
    read = of_lines("unit;cost", "A Werke;1.000,4", "B Werke;2.000,4", "C Gesamt;3.000,8")
    assert len(read.rows) == 2
    read = of_lines("unit;cost", "A;1.000,44", "B;2.000,44", "C Gesamt;3.010,88")
    assert len(read.rows) == 3
    assert len(of_lines("unit;cost", "A;1.000,4", "B;2.000,4", "C Gesamt;3.001").rows) == 2
    near = ["East,Leeds,4", "East,York,4", "East Total,,9", "West,Bath,3", "West,Wells,2"]
    assert len(of_lines("region,branch,n", *near).rows) == 5


@pytest.mark.parametrize(
    "row",
    [
        "2025Q2,Total Tools,4.2,350",
        "2025Q2,Total Tools,4.2,349",
        "2025Q2,Overall Oaks,8.4,350",
        "2025Q3,Subtotal Street,8.4,700",
    ],
)
def test_a_unit_with_total_in_its_name_is_data(row: str) -> None:
    read = of_lines(HEADER, *map(",".join, ROWS), row)
    assert len(read.rows) == 5


def test_a_unit_called_total_tools_in_front_is_data_unless_it_adds_up() -> None:
    lines = ["branch,revenue,cost", "Leeds,100,90", "Total Tools,300,200"]
    assert len(of_lines(*lines, "York,150,100").rows) == 3
    assert len(of_lines(*lines).rows) == 2
    assert len(of_lines(*lines[:2], "York,200,110", lines[2]).rows) == 2
    few = ["branch,n", "Leeds,1", "York,4"]
    assert len(of_lines(*few, "Total Tools,5").rows) == 3
    assert len(of_lines(*few, "Bath,7", "Total Tools,12").rows) == 4
    assert len(of_lines(*few, "Bath,1207", "Total Tools,1212").rows) == 3


def test_rows_that_add_up_by_chance_or_in_part_are_data() -> None:
    part = ["2025Q1,North,4.1,1000", "2025Q1,South,3.9,2500", "2025Q1,Total Tools,4.2,3500"]
    assert len(of_lines(HEADER, *part).rows) == 3
    whole = ["2025Q1,North,1000", "2025Q1,South,2500", "2025Q1,West,3500"]
    assert len(of_lines("quarter,branch,revenue", *whole).rows) == 3
    named = [*whole, "2025Q2,North,10", "2025Q2,South,20", "2025Q2,,7"]
    assert len(of_lines("quarter,branch,revenue", *named).rows) == 6
    blank = ["Leeds,,1", "York,x,4", "Bath,,2", "Total Tools,,9"]
    assert len(of_lines("branch,note,n", *blank).rows) == 4


def test_years_are_keys_and_not_added_up() -> None:
    lines = [
        line
        for year in (2024, 2025)
        for line in (
            f"{year},Leeds,{year}",
            f"{year},York,3000",
            f"{year},Both total,{year + 3000}",
        )
    ]
    assert len(of_lines("year,branch,cost", *lines).rows) == 4


def test_a_total_of_each_quarter_that_is_no_sum_is_asked_about() -> None:
    said = refusal(DoubtfulTotalError, HEADER, *map(",".join, ROWS), "2025Q2,Total,4.2,")
    assert "line 6" in said
    assert "“Total” stands under “branch”" in said


def test_an_answer_that_reads_like_a_total_is_data() -> None:
    aspects = ["Overall,4", "Fair,3", "Overall,5", "Overall,4", "Fair,1"]
    assert len(of_lines("aspect,score", *aspects).rows) == 5
    rows = [f"{n % 5},Overall,2025-01-0{n + 1}" for n in range(6)]
    assert len(of_lines("score,aspect,date", *rows).rows) == 6


def test_labels_of_totals() -> None:
    assert all(map(is_total, ["Total", "GRAND TOTAL ", "Total for North", "Summe:", "All units"]))
    assert not any(map(is_total, ["Total Tools", "Overall Oaks", "Totals Ltd", "Summer", ""]))


def test_headings_among_the_rows() -> None:
    lines = [f"Branch {n},{n},{n + 1}" for n in range(9)]
    read = of_lines(
        "agency,n,heads", "2020 (no trend),,", *lines[:3], "Small agencies,,", *lines[3:]
    )
    assert [row[0] for row in read.rows] == [f"Branch {n}" for n in range(9)]
    assert read.stages["headings"] == "2 left out: “2020 (no trend)”, “Small agencies”"


def test_a_unit_without_figures_is_no_heading() -> None:
    read = of_lines(
        "branch,csat,n", "North,4,10", "South,,", "South,5,12", "X1,,", "East,3,9", "West,2,9"
    )
    assert len(read.rows) == 6
    many = of_lines("branch,csat,n", "North,4,10", "Hull,,", "Bath,,", "South,5,12", "East,3,9")
    assert len(many.rows) == 5


def test_headings_that_say_what_the_rows_are() -> None:
    said = refusal(
        GroupedRowsError,
        *("branch,csat,n", "First quarter,,", "North,4,10", "South,5,12"),
        *("Second quarter,,", "North,4,11", "South,5,13"),
    )
    assert "“First quarter” (line 2), and “North” comes under more than one" in said


def test_a_crosstab_report() -> None:
    said = refusal(
        CrosstabError,
        "All adults,,Men,Women",
        "How satisfied are you?,,,",
        ",Very,30%,40%",
        ",Hardly,70%,60%",
        "How likely are you?,,,",
        ",Very,10%,20%",
        ",Hardly,90%,80%",
    )
    assert "“How satisfied are you?” (line 2)" in said
    assert "Upload the response-level file, or one row per unit and quarter." in said


def test_a_statement_that_reaches_the_layout() -> None:
    said = refusal(
        StatementLayoutError,
        ",Jan,Feb",
        *("Income,,", "Sales,10,20", "Total for Income,10,20", "Cost of Goods Sold,4,5"),
        *("Gross Profit,6,15", "Net Income,6,15"),
    )
    assert "“Income”" in said
    ledger = of_lines("branch,revenue,cost", "Income,10,20", "Sales,10,20", "Support,5,6")
    assert len(ledger.rows) == 3
    none = of_lines("desk,n,heads", "Income,10,20", "Sales,10,21", "Expenses,5,6", "Tax,1,2")
    assert len(none.rows) == 4
    two = of_lines("fund,n,heads", "Net Income,10,20", "Total Sales Ltd,1,2", "Expenses,5,6")
    assert len(two.rows) == 3


SECOND = ["quarter,branch,heads,customers", "2025Q1,North,4,100", "2025Q1,South,3,250"]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ([TABLE, "", *SECOND], 7),
        ([TABLE, ",,,", "Staff,,,", *SECOND], 8),
        ([TABLE, *SECOND], 6),
        ([TABLE, "Gifts,,,", "Date,Guest,Gift", "May-12,Deloitte,dinner"], 7),
        ([TABLE, "quarter,branch,csat", "2025Q1,North,4.0", "2025Q1,South,3.0"], 6),
        ([TABLE, "", "Date,Guest,Gift", "May-12,Deloitte,dinner"], 7),
    ],
)
def test_two_tables_in_one_file(lines: list[str], line: int) -> None:
    said = refusal(StackedTablesError, *lines)
    assert f"another header begins in line {line} " in said
    assert "Save each table as a file of its own." in said


def test_control_characters_of_cp1252_are_mended_in_messages() -> None:
    said = refusal(StackedTablesError, TABLE, "", "quarter,what\x96for,heads", "2025Q1,x,4")
    assert "“what–for”" in said


def test_words_for_numbers_in_a_row_are_no_header() -> None:
    read = of_lines(
        HEADER, *map(",".join, ROWS[:2]), "2025Q2,North,refused,unknown", *map(",".join, ROWS[3:])
    )
    assert len(read.rows) == 4
    same = of_lines("q,a,b,c", "2025Q1,1,2,3", "none yet,late,late,late", "2025Q2,3,4,5")
    assert len(same.rows) == 3


def test_lines_set_off_by_a_blank_one_are_no_second_table() -> None:
    rows = [",".join(row) for row in ROWS * 3]
    assert len(of_lines(HEADER, *rows, "", "Approved by,Ann Lee", "Office,North").rows) == 12
    noted = ["Note,csat,unweighted", "Seen by,Ann,Lee"]
    assert len(of_lines(HEADER, *rows, "", *noted).rows) == 12
    words = of_lines("name,place,note", "Ann,North,x", "", "Bob,South,y", "Cy,East,z")
    assert len(words.rows) == 3


def test_a_header_that_lacks_a_field() -> None:
    lacking = HEADER.replace("quarter,branch", "quarterbranch")
    said = refusal(HeaderWidthError, "Report", "", lacking, *map(",".join, ROWS * 30))
    assert "(line 3) has 3 names and the rows below it have 4 fields (as in line 4)" in said
    assert "lacks a delimiter" in said
    said = refusal(HeaderWidthError, "a,b,c,d", "1,2,3")
    assert "has 4 names and the rows below it have 3 fields" in said
    assert "has a name too many" in said
    said = refusal(RaggedRowsError, "a,b,c", "1", "2,4", "3")
    assert "line 2 has 1 field, line 3 has 2 fields and" in said
    trailing = [f"{','.join(row)}," for row in ROWS]
    refusal(HeaderWidthError, HEADER, *trailing)


def test_cells_shifted_under_no_name() -> None:
    good = ["A1,10,", "A2,20,", "A3,30,", "A4,40,"] * 3
    said = refusal(ShiftedCellsError, "unit,heads,", *good, "B1,,50")
    assert "1 row has a value in column 3, which has no name" in said
    assert "(line 14)" in said
    assert of_lines("unit,heads,", *good, "B1,60,50").names[2] == "(column 3)"
    assert of_lines("unit,heads,", *good[:3], "B1,,50", "B2,,60").names[2] == "(column 3)"


def test_rows_of_many_lengths() -> None:
    said = refusal(RaggedRowsError, "a,b,c", '1,27,,"too long"', ',"too short"', "0,x,17")
    assert "2 of the 3 rows" in said
    assert "line 2 has 4 fields and line 3 has 2 fields" in said


def test_a_few_ragged_rows_are_left_to_the_checks() -> None:
    good = [",".join(row) for row in ROWS * 10]
    long = [*good, *["x,y"] * 15]
    assert lay_out("\n".join([HEADER, *long])).layout.width == 4
    refusal(RaggedRowsError, HEADER, *good, *["x,y"] * 20, *["x,y,1"] * 25)
    assert len(of_lines(HEADER, *good[:9], "x,y").rows) == 9
    refusal(RaggedRowsError, HEADER, *good[:7], *["x,y"] * 3)


def test_no_header() -> None:
    said = refusal(NoHeaderError, *map(",".join, ROWS))
    assert "(line 1: “2025Q1”, “North”, “4.1” and 1 more) looks like data" in said
    refusal(NoHeaderError, "A title", "", *map(",".join, ROWS))
    refusal(NoHeaderError, "4", "5", "3")
    refusal(NoHeaderError, *(f"Leeds,{y}-01-02,{y}-03-04,4" for y in (2023, 2024, 2025)))


def test_no_rows() -> None:
    with pytest.raises(NoDataRowsError, match="header of 2 columns"):
        of_lines("id,name", ",")
    with pytest.raises(NoDataRowsError, match="header of 2 columns"):
        of_lines("unit,revenue", "Total,100")
    with pytest.raises(EmptyFileError):
        of_lines(",,", "")


def test_one_column() -> None:
    read = of_lines("a", "02/01/2014", "31/12/2012")
    assert (read.names, read.rows) == (["a"], [["02/01/2014"], ["31/12/2012"]])


def test_the_first_records_of_a_long_file() -> None:
    text = f"{TABLE}\n,,,\nPartial sums,,,\n"
    assert len(lay_out(text, whole=False).rows) == 4
    assert lay_out(f"{TABLE}\n\nSource: us\n", whole=False).layout.left_out == {6}
    assert lay_out(f"{TABLE}\n\nSource: us\n", whole=True).layout.left_out == {6, 7}
    assert lay_out(f"{TABLE}\nLast Total,,,1\n", whole=True).stages["totals"]
    assert "totals" not in lay_out(f"{TABLE}\nLast Total,,,1\n", whole=False).stages


def test_the_end_of_a_long_file() -> None:
    layout = lay_out(TABLE).layout
    tail = [[*row] for row in ROWS] + [["Total", "", "", "9999"], [""], ["Source: us"]]
    records = [Record(line, fields) for line, fields in enumerate(tail, start=50_000)]
    assert settle_tail(records, layout, "f.csv") == {50_004, 50_006}
    assert settle_tail(records[:4], layout, "f.csv") == frozenset()
    again = [*records[:2], Record(60_000, HEADER.split(",")), *records[2:4]]
    assert settle_tail(again, layout, "f.csv") == {60_000}


def test_a_layout_of_names_alone() -> None:
    layout = Layout.of_heads(["quarter", Head(3, "csat", "How?")])
    assert layout.heads == (Head(0, "quarter"), Head(3, "csat", "How?"))
    assert (layout.width, layout.data_from, layout.left_out) == (4, 0, frozenset())


def test_wide_files_take_no_long_time() -> None:
    chosen = random.Random(1)
    header = [f"column {n}" for n in range(200)]
    rows = [[f"{chosen.random():.4f}" for _ in header] for _ in range(1000)]
    records = [Record(line, row) for line, row in enumerate([header, *rows], start=1)]
    begun = time.process_time()
    settle_layout(records, "f.csv", whole=False)
    assert time.process_time() - begun < 0.6  # takes 0.1


@settings(deadline=None, max_examples=60)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["2025Q1", "2025Q2", "2025-08-31"]),
            st.sampled_from(["North", "Total Tools", "Leeds, West", "All Saints"]),
            st.sampled_from(["1", "4", "5", "n/a", ""]),
            st.sampled_from(["", "ok", "good; fast", "two\nlines", "Total"]),
        ),
        min_size=3,
        max_size=15,
    ),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    above=st.sampled_from([[], [["Survey"]], [["Survey, all"], [""]], [["From:", "2025"], [""]]]),
    below=st.sampled_from(
        [[], [[""], ["Source: us"]], [["Confidential"]], [[""], ["Grand Totals (9 records)"]]]
    ),
    padded=st.booleans(),
)
def test_any_clean_table(
    *,
    rows: list[tuple[str, ...]],
    delimiter: str,
    quoting: int,
    above: list[list[str]],
    below: list[list[str]],
    padded: bool,
) -> None:
    header = ["date", "branch", "csat", "comment"]
    lines = [*above, header, *map(list, rows), *below]
    if padded:
        lines = [[*line, *[""] * (4 - len(line))] for line in lines]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows(lines)
    read = lay_out(text.getvalue())
    assert read.names == header
    assert read.rows == [list(row) for row in rows]
