"""Which columns become questions of a leg, and why the others do not."""

import random

import pytest

from stool.ingest import Column, Mapping, guess_mapping, read_table
from stool.schema import ESAT
from tests.corpus import FORMATS

ROWS = 60
ON_ANOTHER = "all 60 values are 1 to 7, while the questions of its leg are on 1-5: map it to use it"
UNSAID = "all 60 values are 1 to 5, but nothing says that it answers a question: map it to use it"
COUNTS = "it counts or measures something, so it is no answer on a scale: map it to use it"


def numbers_to(top: int, low: int = 1) -> list[str]:
    """Answers or counts over all of a range."""
    dice = random.Random(f"{low} {top}")
    found = [str(low + place % (top - low + 1)) for place in range(ROWS)]
    dice.shuffle(found)
    return found


def guessed(
    name: str, given: str = "{}", **columns: list[str]
) -> tuple[dict[str, Column], dict[str, str]]:
    """Columns of a file of those and a quarter and team, and why each was taken for that."""
    lines = [",".join(["quarter", "team", *columns])]
    lines += [",".join(["2026Q1", "A", *row]) for row in zip(*columns.values(), strict=True)]
    guess = guess_mapping(read_table("\n".join(lines).encode(), name), Mapping.from_json(given))
    return (
        {column.column: column for column in guess.mapping.columns},
        {reason.column: reason.why for reason in guess.reasons},
    )


def test_counts_beside_an_answered_column_are_no_items() -> None:
    columns, why = guessed(
        "x.csv",
        '{"columns": {"score_x": {"leg": "esat", "scale": "1-10"}}}',
        score_x=numbers_to(10),
        n_complaints=numbers_to(10),
        tenure_years=numbers_to(10),
        age=numbers_to(10),
        pace=numbers_to(10),
        shade=numbers_to(7),
    )
    assert {h for h, column in columns.items() if column.role == "metric"} == {"score_x", "pace"}
    assert columns["pace"].leg == ESAT
    assert why["n_complaints"] == why["tenure_years"] == why["age"] == COUNTS
    assert why["shade"].endswith("while the questions of its leg are on 1-10: map it to use it")


@pytest.mark.parametrize("scale", ['"1-5"', '"1-5 mean"', "null"])
def test_the_scale_of_the_answered_column_is_read_where_it_is_not_said(scale: str) -> None:
    columns, _ = guessed(
        "x.csv",
        f'{{"columns": {{"score_x": {{"leg": "esat", "scale": {scale}}}}}}}',
        score_x=numbers_to(5),
        pace=numbers_to(5),
        shade=numbers_to(7),
    )
    assert (columns["pace"].role, columns["shade"].role) == ("metric", "ignore")


@pytest.mark.corpus
def test_complaints_beside_a_score_that_is_said_to_be_of_employees() -> None:
    path = FORMATS / "peopleanalyticsdata_complaints.csv"
    said = '{"period": "2026Q1", "place": "X", "columns": {"satisfaction_score": {"leg": "esat"}}}'
    guess = guess_mapping(read_table(path.read_bytes(), path.name), Mapping.from_json(said))
    (metric,) = guess.mapping.having("metric")
    assert (metric.column, metric.scale) == ("satisfaction_score", "1-10")


def test_a_tail_of_larger_numbers_is_no_slip() -> None:
    tail = [str(11 + place) for place in range(3)]
    columns, why = guessed(
        "employees.csv", esat=numbers_to(10, 0), pace=[*numbers_to(10, 0)[3:], *tail]
    )
    assert columns["pace"].role == "ignore"
    assert why["pace"].startswith("57 of 60 values are 0 to 10, but nothing says")
    columns, _ = guessed(
        "employees.csv", esat=numbers_to(10, 0), pace=[*numbers_to(10, 0)[2:], "99", "99"]
    )
    assert columns["pace"].role == "metric"


def test_an_item_is_known_worded_as_one_or_on_the_scale_of_the_others() -> None:
    agreed = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
    columns, why = guessed(
        "employees.csv",
        **{
            "job_satisfaction": numbers_to(5),
            "comfort": numbers_to(5),
            "shade": numbers_to(7),
            "teamwork": numbers_to(7),
            "I feel heard": numbers_to(10),
            "Pay": [agreed[place % 5] for place in range(ROWS)],
        },
    )
    metrics = {header for header, column in columns.items() if column.role == "metric"}
    assert metrics == {"job_satisfaction", "comfort", "teamwork", "I feel heard", "Pay", "shade"}
    columns, why = guessed(
        "employees.csv",
        job_satisfaction=numbers_to(5),
        comfort=numbers_to(5),
        shade=numbers_to(7),
    )
    assert columns["comfort"].role == "metric"
    assert why["shade"] == ON_ANOTHER


def test_a_count_in_words_says_nothing_of_the_scale_of_the_others() -> None:
    amounts = ["Very low", "Low", "Medium", "High", "Very high"]
    columns, why = guessed(
        "employees.csv", salary=[amounts[place % 5] for place in range(ROWS)], pace=numbers_to(5)
    )
    assert why["salary"] == COUNTS
    assert (columns["pace"].role, why["pace"]) == ("ignore", UNSAID)


def test_recommendation_says_nothing_of_the_scale_of_the_others() -> None:
    columns, why = guessed("employees.csv", enps=numbers_to(10, 0), pace=numbers_to(10, 0))
    assert columns["enps"].role == "metric"
    assert columns["pace"].role == "ignore"
    assert "nothing says" in why["pace"]


def test_three_columns_on_one_scale_are_a_questionnaire_and_two_are_asked_about() -> None:
    columns, _ = guessed(
        "employees.csv", mood=numbers_to(5), vibe=numbers_to(5), zeal=numbers_to(5)
    )
    assert all(columns[header].role == "metric" for header in ("mood", "vibe", "zeal"))
    columns, why = guessed("employees.csv", mood=numbers_to(5), vibe=numbers_to(5))
    assert columns["mood"].role == columns["vibe"].role == "ignore"
    assert why["mood"] == UNSAID


def test_a_scale_in_doubt_is_settled_by_questions_and_not_by_counts() -> None:
    columns, _ = guessed("employees.csv", job_satisfaction=numbers_to(5), pace=numbers_to(4))
    assert columns["pace"].scale == "1-5"
    columns, why = guessed("employees.csv", job_satisfaction=numbers_to(7), pace=numbers_to(4))
    assert columns["pace"].role == "ignore"
    assert "are on 1-7" in why["pace"]


def test_means_with_one_count_for_all_are_held_to_the_same() -> None:
    def mean(values: list[str]) -> list[str]:
        return [f"{value}.5" for value in values]

    columns, why = guessed(
        "employees.csv",
        esat=mean(numbers_to(4)),
        comfort=mean(numbers_to(4)),
        load=mean(numbers_to(90, 40)),
        age=mean(numbers_to(60, 20)),
        n=["40"] * ROWS,
    )
    metrics = {h: c.scale for h, c in columns.items() if c.role == "metric"}
    assert metrics == {"esat": "1-5 mean", "comfort": "1-5 mean"}
    assert why["age"] == COUNTS
    assert why["load"].startswith("its values run from 40.5 to 90.5, while")


def test_a_mean_with_a_count_of_its_own_is_taken() -> None:
    columns, _ = guessed(
        "employees.csv",
        esat=["4.5"] * ROWS,
        esat_n=["40"] * ROWS,
        load_mean=["55.5"] * ROWS,
        load_n=["40"] * ROWS,
    )
    assert (columns["load_mean"].metric, columns["load_mean"].scale) == ("load", "amount")


def test_a_count_in_a_customer_file_is_no_item_either() -> None:
    columns, why = guessed("x.csv", csat=numbers_to(5), calls=numbers_to(5), comfort=numbers_to(5))
    assert columns["comfort"].role == "metric"
    assert columns["calls"].role == "ignore"
    assert why["calls"] == COUNTS
