"""The question bank and the map in words: every question asked there is recognised and loads."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from stool.book import Book
from stool.ingest.language import words
from stool.ingest.language.concepts import concept_metric, concept_metrics
from stool.reading import coverage as reading
from stool.reading.coverage import TOGETHER, Coverage, coverage
from stool.reading.needs import COUNTS, ITEMS, SUGGESTED, Need, concepts
from stool.schema import FREE_TEXT, LEGS, PROFIT
from stool.text import coverage as text
from stool.text import questions as bank
from tests.reading.slim import slim

ROWS = bank.questions().to_dict("records")
SURVEY = [row for row in ROWS if re.match(r"(?:esat|csat)\b(?!@)", row["column"])]
ASKED = [row for row in SURVEY if row["scale"] not in ("free text", "a number of hours")]


def columns_of(need: Need) -> set[str]:
    """Columns of the bank that a need may ask for."""
    figures = {ITEMS: SUGGESTED, COUNTS: ("",)}.get(need.figure, (need.figure,))
    dimension = {str(Need(need.source, dimension=need.dimension))} if need.dimension else set()
    return {str(Need(need.source, figure)) for figure in figures} | dimension


def row(found: Coverage, concept: str) -> dict[Any, Any]:
    return dict(found.rows.set_index("id", drop=False).loc[concept])


@pytest.fixture(scope="module")
def sample(sample_book: Book) -> Coverage:
    return coverage(slim(sample_book.analysis()))


def test_every_concept_has_its_words() -> None:
    table = bank.concepts()
    assert table["id"].tolist() == [concept.id for concept in concepts()]
    assert not table["name"].duplicated().any()
    assert table["measures"].str.endswith(".").all()
    assert not table["name"].str.endswith(".").any()
    assert set(bank.FILE) >= {file for concept in concepts() for file in concept.files}


def test_every_column_a_concept_can_need_is_in_the_bank_and_no_other() -> None:
    every = [need for each in concepts() for ways in each.needs for way in ways for need in way]
    assert set().union(*map(columns_of, every)) - {"csat@unit"} <= set(bank.questions().index)
    assert set(bank.questions().index) == set().union(*map(columns_of, every))
    assert not bank.questions().index.duplicated().any()


@pytest.mark.parametrize("asked", ASKED, ids=lambda row: row["column"])
def test_header_and_question_are_recognised(asked: dict[str, str]) -> None:
    metric = Need(*asked["column"].split(":")).figure or asked["column"]
    for said in (asked["header"], asked["question"]):
        found = concept_metric(said)
        assert found, said
        assert found[0] == metric
    assert asked["question"][-1] in ".?"


@pytest.mark.parametrize(
    "other", [row for row in ROWS if row not in ASKED], ids=lambda r: r["column"]
)
def test_the_other_columns_are_recognised_by_their_header(other: dict[str, str]) -> None:
    column, header = other["column"], other["header"]
    assert other["question"].endswith((".", "?"))
    if column.endswith("@unit"):
        assert header in words.UNIT
    elif "@" in column:
        assert words.DIMENSION[header] == column.split("@")[1]
    elif other["scale"] == "free text" and column.split(":")[0] in LEGS:
        assert header in (*words.COMMENT, *words.SUGGESTION)
    elif column.split(":")[0] in LEGS:
        assert (concept_metric(header) or [""])[0] == column.split(":")[1] == header
    else:
        assert header == column.split(":")[1]


def answers_to(asked: dict[str, str], number: int) -> str:
    """An answer on the scale of a question."""
    scale = asked["scale"]
    if scale.startswith("yes"):
        return ("yes", "no")[number % 2]
    if scale.startswith("−2"):
        return str(number % 5 - 2)
    if scale.startswith("0"):
        return str((number * 3) % 11)
    assert scale.startswith("1 "), scale
    return str(1 + (number * 3) % 5)


def survey(leg: str, heading: str, more: dict[str, tuple[str, ...]]) -> bytes:
    """A survey of every question of the bank, with forty people in two units and one quarter."""
    asked = [each for each in ASKED if each["column"].startswith(leg)]
    lines = [",".join(["date", "branch", *more, *(f'"{each[heading]}"' for each in asked)])]
    for number in range(40):
        fixed = ["2026-02-03", "AB"[number % 2]]
        fixed += [levels[number // 2 % len(levels)] for levels in more.values()]
        lines.append(",".join([*fixed, *(answers_to(each, number) for each in asked)]))
    return "\n".join(lines).encode()


@pytest.mark.parametrize("heading", ["header", "question"])
def test_the_bank_pasted_into_surveys_measures_all_that_surveys_can(
    heading: str, tmp_path: Path
) -> None:
    split = {"segment": ("x", "y"), "served_by": ("a", "b"), "first_reply_hours": ("1.5", "2.5")}
    ledger = [each["header"] for each in ROWS if each["column"].startswith(f"{PROFIT}:")]
    money = "\n".join(
        [",".join(["quarter", "branch", *ledger])]
        + [",".join(["2026Q1", unit, *["100"] * len(ledger)]) for unit in "AB"]
    )
    files = {
        "customer_survey.csv": survey("csat", heading, split),
        "employee_survey.csv": survey("esat", heading, {"level": ("x", "y"), "tenure": ("1", "2")}),
        "revenue.csv": money.encode(),
    }
    with Book.open(tmp_path / "stool.db") as book:
        checked = [book.examine(data, name) for name, data in files.items()]
        book.publish(checked, who="tests")
        analysis = book.analysis()
    found = coverage(analysis, concept_metrics(analysis.labels))
    missing = found.rows[~found.rows["measured"]].set_index("id")
    lengths = {"S2", "S44", "S45"}  # one quarter is loaded
    for concept in missing.index.difference(list(lengths)):
        needs = [*missing.loc[concept, "missing"], *missing.loc[concept, "lacking"]]
        assert any(need.source not in LEGS or need.figure in FREE_TEXT for need in needs), (
            concept, list(map(str, needs)),
        )  # fmt: skip
    assert lengths <= set(missing.index)
    assert found.measured == 30


def test_the_heading_counts(sample: Coverage) -> None:
    assert text.heading(sample) == "You measure 17 of 46"
    assert text.subtitle(sample).endswith("; 8 more are measured in part")


def test_the_map_says_from_what_or_what_to_add(sample: Coverage) -> None:
    table = text.table(sample.rows)
    assert list(table[text.MEASURED]).count("yes") == 17
    assert list(table[text.MEASURED]).count("in part") == 8
    said = dict(zip(sample.rows["id"], table[text.FROM], strict=True))
    assert said["S1"] == "CSAT by who serves"
    assert said["S2"] == "CSAT"
    assert said["S11"] == "Empowered by level, Boss removes obstacles by level"
    assert said["S3"] == "add value_for_money to the customer survey"
    assert said["S23"] == (
        "add respected to the employee survey; add respected to the customer survey"
    )
    assert said["S42"] == (
        "add expectation, repeat to the customer survey (loaded: Would recommend)"
    )
    assert said["S45"] == "ESAT, CSAT, Revenue, Cost"
    assert said["S46"] == "Coverage map"
    spans = dict(zip(sample.rows["id"], table[text.LOADED], strict=True))
    assert (spans["S1"], spans["S3"]) == ("20 quarters to Q1 2026", "")


def test_a_comment_column_is_asked_for_like_any_other(sample: Coverage) -> None:
    assert text.basis(row(sample, "S40")) == (
        "add comment, suggestion to the customer survey; "
        "add comment, status, result to the list of actions"
    )


@pytest.mark.parametrize(
    ("need", "said"),
    [
        (Need("csat", TOGETHER), "ask all of it in the same quarter (customer survey)"),
        (Need("csat", quarters=8), "load 8 quarters of CSAT in one unit"),
        (Need("csat", COUNTS), "load the single answers of the customer survey: means are loaded"),
        (
            Need("csat", COUNTS, "served_by"),
            "CSAT (single answers) by who serves: no two groups with enough answers to show",
        ),
        (Need("esat", "clear_vision"), "Clear vision: too few answers to show"),
    ],
)
def test_what_a_loaded_column_lacks_is_said(need: Need, said: str) -> None:
    assert text.lack(need) == said
    found = {"id": "S1", "measured": False, "in_part": False, "missing": (), "lacking": (need,)}
    assert text.basis(found) == said
    assert text.block(found).endswith(said)


def test_one_name_in_two_surveys_is_told_apart() -> None:
    both = [Need("esat", "respected"), Need("csat", "respected"), Need("csat")]
    assert text.loaded(both) == "Respected (ESAT), Respected (CSAT), CSAT"
    both = [Need("csat", "comment"), Need("A", "comment")]
    assert text.loaded(both) == "Comment (CSAT), Comment (list of actions)"


def test_the_block_of_a_concept_is_ready_to_paste(sample: Coverage) -> None:
    assert text.block(row(sample, "S42")) == (
        "Exceed expectation, earn loyalty\n\n"
        "CUSTOMER SURVEY\n\n"
        "expectation\nCompared with what you expected, how was our service?\n"
        "[−2 much worse … 0 as expected … +2 much better]\n\n"
        "repeat\nHow likely are you to choose us again?\n"
        "[1 very unlikely … 5 very likely]"
    )
    assert "LIST OF EVENTS\n" in text.block(row(sample, "S27"))
    assert "lower is better" in text.block(row(sample, "S7"))


def test_each_missing_question_is_listed_once(sample: Coverage) -> None:
    missing = bank.missing_questions(sample)
    wanted = {need for needs in sample.rows["missing"] for need in needs}
    assert len(missing) == len(wanted)
    assert Counter(zip(missing["file"], missing["header"], strict=True)).most_common(1)[0][1] == 1
    order = list(bank.FILE)
    assert missing["file"].map(order.index).is_monotonic_increasing
    hired = missing.set_index("header").loc["hired_well"]
    assert hired["use"] == (
        "Hire, coach, skill, empower; People: hiring, knowledge, freedom, teamwork, reward"
    )
    copied = bank.to_copy(missing)
    assert all(question in copied for question in missing["question"])
    assert copied.count("\nfor: ") == len(missing)
    assert copied.count("CUSTOMER SURVEY\n") == 1
    assert "suggestion\nWhat is the one thing we should do better?\n[free text" in copied
    assert list(bank.headed(missing)) == list(bank.BANK.values())


def test_the_whole_bank_holds_what_any_map_can_miss() -> None:
    whole = bank.question_bank()
    assert {"csat", "esat", "level", "segment", "served_by", "courtesy"} <= set(whole["header"])
    preferred = [need for each in concepts() for ways in each.needs for need in ways[0]]
    assert len(whole) == len(set().union(*map(columns_of, preferred)))


def test_the_command_line_lists_every_concept(sample: Coverage) -> None:
    said = text.as_text(sample)
    assert said.startswith("You measure 17 of 46; ")
    for concept in bank.concepts()["id"]:
        assert re.search(rf"^{concept} +\S", said, re.MULTILINE)
    assert "Measured: in part (8)" in said


def test_the_concepts_are_explained_without_data() -> None:
    table = text.concept_table()
    assert len(table) == 46
    assert table.iloc[22].tolist() == [
        "Respect, inside and out",
        "Respect as staff and as customers feel it: one question asked of both.",
        "employee survey, customer survey",
    ]
    assert table.iloc[-1, 2] == text.NO_FILE
    assert reading.COLUMNS[0] == "id"
