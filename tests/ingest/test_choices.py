"""Questions with several answers: lists in a cell, a column for each choice."""

import csv
import io

import numpy as np
import pytest

from stool.ingest.language.tally import Tally
from stool.ingest.meaning.choices import choice_groups, choice_kind, tick_reason
from tests.corpus import FORMATS


def tally(*texts: str) -> Tally:
    different = list(dict.fromkeys(texts))
    return Tally(np.array(different, dtype=object), np.ones(len(different), dtype=np.int64))


@pytest.mark.parametrize(
    ("texts", "told_by"),
    [
        (["AGOL;Cartography;", "ArcGIS Pro;", "AGOL;ArcGIS Pro;Data Science;"], "a semicolon"),
        (["Backend|Frontend", "Frontend", "Backend|DevOps", "DevOps"], "a bar"),
        (["Price, Speed", "Speed, Staff", "Staff", "Price, Staff, Speed"], "a comma"),
        (["Price,Speed", "Speed,Staff", "Staff", "Price,Staff,Speed"], "a comma"),
        (
            ["1,000 or less, Price", "Price, Speed", "1,000 or less", "1,000 or less, Speed"],
            "comma",
        ),
        (["Price\nSpeed", "Price", "Speed\nStaff", "Staff"], "a line break"),
        (["1,3", "2", "1,2,5", "4"], "codes"),
    ],
)
def test_cells_that_list_choices(texts: list[str], told_by: str) -> None:
    reason = choice_kind("q5", "", tally("", *texts))
    assert reason is not None
    assert told_by in reason
    assert "no score" in reason


@pytest.mark.parametrize(
    ("header", "question", "texts"),
    [
        ("tags", "", ["promoter|vip"]),
        ("Topics", "", ["billing, refunds", "cats"]),
        ("q5", "What went wrong? Select all that apply.", ["Speed, Price", "Staff"]),
        ("q5", "Mehrfachnennungen möglich", ["Preis;Tempo"]),
    ],
)
def test_header_or_question_can_tell(header: str, question: str, texts: list[str]) -> None:
    assert choice_kind(header, question, tally(*texts))
    assert choice_kind("q5", "", tally(*texts)) is None


@pytest.mark.parametrize(
    "texts",
    [
        ["$0 - $24,999", "$25,000 - $49,999", "$50,000 - $99,999"],
        ["1,5", "2,25", "3,75"],
        ["1,234", "12,345", "1,234,567"],
        ["3,2,1", "1,2,3"],  # a ranking, not a choice
        ["Austin, TX", "Dallas, TX", "Houston, TX", "Boston, MA"],
        ["Meyer, Anna", "Smith, Peter", "Meyer, Bob", "Smith, Anna"],
        ["Jan 5, 2024", "Jan 6, 2024", "Jan 5, 2025", "Jan 6, 2025"],
        ["It's honest, kind and loyal.", "It's honest, kind, and loyal."],
        ["Yes, it has", "Yes, I think so", "No, it has not", "No, I think not"],
        ['Friendly; quick, but "queue" was long', "Sehr gut – weiter so"],
        ["Very satisfied", "Satisfied", "Neutral"],
        ["good; but slow", "slow; but good", "bad; and slow and too far away"],
        ["2024-01-05;2024-02-06", "2024-01-05"],
        ["10.5;20.5", "20.5", "10.5;20.5;30.5", "30.5"],
        ["Black, White", "Black", "White"],  # one name with a comma is no list
        ["Paris, Lyon", "Lyon, Paris", "Paris, Rome", "Rome, Lyon"],  # always two: from and to
        [],
        [""],
    ],
)
def test_no_lists_of_choices(texts: list[str]) -> None:
    assert choice_kind("q5", "Why?", tally(*texts)) is None


@pytest.mark.parametrize(
    ("header", "question", "text"),
    [
        ("Which side dishes? Select all that apply. - Carrots", "", "Carrots"),
        ("Side dishes - Carrots", "", "Carrots"),
        ("G01Q02[SQ001]", "", "Y"),
        ("q5a", "Which of these? Check all that apply", "Carrots"),
    ],
)
def test_a_column_of_one_choice_says_what_its_blanks_leave_open(
    header: str, question: str, text: str
) -> None:
    reason = choice_kind(header, question, tally(text, ""))
    assert reason is not None
    assert "“not ticked” from “not asked”" in reason


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        ("Country", ["Germany", ""]),
        ("Status", ["Complete"]),
        ("Service - Speed", ["5", ""]),
        ("Service - Speed", ["Very satisfied", ""]),
        ("G01Q02[SQ001]", ["4", ""]),
        ("Q - Carrots", ["Carrots", "Corn"]),
        ("Country", ["Country", ""]),
    ],
)
def test_one_text_alone_is_no_choice(header: str, texts: list[str]) -> None:
    assert choice_kind(header, "", tally(*texts)) is None


def groups(heads: dict[str, list[str]]) -> dict[str, str]:
    return choice_groups([(header, tally(*texts)) for header, texts in heads.items()])


@pytest.mark.parametrize(
    "heads",
    [
        {"Q - A": ["A", ""], "Q - B": ["", "B"], "Q - C": [""]},
        {"Q[SQ001]": ["Y", ""], "Q[SQ002]": ["", "Y"]},
        {"Q [Price]": ["Price", ""], "Q [Speed]": ["Speed"]},
        {"Q___1": ["0", "1"], "Q___2": ["0"]},
        {"Q/price": ["1", "0"], "Q/speed": ["0", "1"]},
        {"Q: Price": ["x", ""], "Q: Speed": ["x", ""]},
        {"Q: Price": ["Checked", "Unchecked"], "Q: Speed": ["Checked", "Unchecked"]},
    ],
)
def test_columns_of_one_question(heads: dict[str, list[str]]) -> None:
    assert {group.rstrip(":") for group in groups(heads).values()} == {"Q"}
    assert groups(heads).keys() == heads.keys()


def test_codes_in_headers_and_a_text_of_its_own_in_each_column() -> None:
    heads = {"Q3_1": ["Price", ""], "Q3_2": ["Speed", ""], "Q3_3": ["Staff", ""]}
    assert groups(heads) == dict.fromkeys(heads, "Q3")


def test_headers_that_are_the_choices() -> None:
    heads = {"Id": ["1", "2"], "Price": ["Price", ""], "Speed": ["Speed", ""], "Why": ["x", "y"]}
    assert groups(heads) == dict.fromkeys(["Price", "Speed"], "Price … Speed")


def test_flags_that_begin_alike() -> None:
    flags = {f"positive_{name}": ["0", "1"] for name in ("ease", "speed", "staff")}
    assert groups({**flags, "is_new": ["0"], "is_old": ["1"], "is_vip": ["0"]}) == dict.fromkeys(
        flags, "positive"
    )
    assert groups({**flags, "positive_note": ["thanks", "ok"]}) == {}
    assert groups({name: flags[name] for name in list(flags)[:2]}) == {}


@pytest.mark.parametrize(
    "heads",
    [
        {"Service - Speed": ["5", ""], "Service - Price": ["5", ""]},  # all gave a 5
        {"Service - Speed": ["Good", ""], "Service - Price": ["Good", ""]},
        {"Service - Speed": ["1", "2", "5"], "Service - Price": ["1", "3"]},
        {"Q - A": ["A", ""]},
        {"Q - A": ["A", ""], "P - B": ["B", ""]},
        {"Q[SQ001]": ["Yes", "No"], "Q[SQ002]": ["Yes", "No"]},  # two questions of yes and no
        {"Q[SQ001]": ["1"], "Q[SQ002]": ["1"]},  # nobody left it out: it can be an answer
        {"Q - A": [""], "Q - B": [""]},  # nobody chose anything: nothing is known
        {"Defects - A": ["0"], "Defects - B": ["0"]},
        {"promise_kept": ["1", "0"], "complaint": ["0", "1"], "resolved": ["1", ""]},
    ],
)
def test_no_groups(heads: dict[str, list[str]]) -> None:
    assert groups(heads) == {}


def test_free_text_beside_the_choices_hinders_none() -> None:
    heads = {
        "Pie? - Apple": ["Apple", ""],
        "Pie? - Pumpkin": ["Pumpkin", ""],
        "Pie? - Other (please specify)": ["Chess", "Lemon", ""],
    }
    assert groups(heads).keys() == {"Pie? - Apple", "Pie? - Pumpkin"}


def test_the_reason_speaks_of_blanks_only_where_there_are_some() -> None:
    assert tick_reason("Q", tally("Y", "")).endswith("“not ticked” from “not asked”")
    assert tick_reason("Q", tally("0", "1")).endswith("so it is no score")


def columns(name: str) -> list[tuple[str, Tally]]:
    text = (FORMATS / name).read_bytes().decode("utf-8-sig", "replace")
    delimiter = ";" if "semicolon_codes" in name else ","
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    if "two_header" in name:
        questions = []
        for question, choice in zip(header, rows.pop(0), strict=True):
            questions.append(question or questions[-1])
            header[len(questions) - 1] = f"{questions[-1]} - {choice}"
    places = {
        f"{name} ({place})" if header.count(name) > 1 else name: place
        for place, name in enumerate(header)
    }
    return [
        (name, tally(*(row[place] for row in rows if len(row) > place)))
        for name, place in places.items()
    ]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("surveymonkey_starwars_two_header.csv", [6]),
        ("surveymonkey_thanksgiving_flat.csv", [11, 12, 14]),
        ("RECON_limesurvey_semicolon_codes.csv", [2]),
        ("gsa_touchpoints_cx_upload_bom.csv", [7, 7]),
        ("googleforms_osmi2014_first300.csv", []),
        ("typeform_osmi2016_first150.csv", []),
        ("surveymonkey_comma_flat.csv", []),
    ],
)
def test_groups_of_real_files(name: str, sizes: list[int]) -> None:
    found = list(choice_groups(columns(name)).values())
    assert sorted(found.count(group) for group in set(found)) == sizes


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("msforms_newline_in_header_semicolon_multi.csv", ["What type of resource is this?"]),
        ("RECON_delighted_flattened_unix_dates.csv", ["tags"]),
        (
            "typeform_osmi2016_first150.csv",
            [
                "If yes, what condition(s) have you been diagnosed with?",
                "If maybe, what condition(s) do you believe you have?",
                "If so, what condition(s) were you diagnosed with?",
                "Which of the following best describes your work position?",
            ],
        ),
        ("RECON_limesurvey_semicolon_codes.csv", ["G01Q02[SQ001]", "G01Q02[SQ002]"]),
        ("surveymonkey_comma_flat.csv", []),
        ("googleforms_osmi2014_first300.csv", []),
        ("peopleanalyticsdata_complaints.csv", []),
        ("RECON_medallia_agent_connect.csv", []),
    ],
)
def test_columns_of_real_files(name: str, lists: list[str]) -> None:
    found = [header for header, held in columns(name) if choice_kind(header, header, held)]
    assert found == lists
