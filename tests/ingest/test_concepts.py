"""Questions recognised by the one name they have here: clear matches only."""

from pathlib import Path

import pandas as pd
import pytest

from stool.ingest.language import concepts, words
from stool.ingest.language.concepts import better_of, concept_metric, concept_metrics
from stool.ingest.language.words import normalise
from stool.sample import SAMPLE
from stool.schema import LEDGER_METRICS

TABLE = pd.read_csv(
    Path(concepts.__file__ or "").with_name("concepts.csv"), keep_default_na=False
).set_index("metric")
RENAMED = {"recommend": "nps"}
NO_QUESTIONS = {  # of the sample's columns; nor is workplace comfort one that a concept needs
    *("response_id", "date", "quarter", "branch", "region", "level", "tenure", "segment"),
    *("served_by", "overall_satisfaction", "workplace_comfort", "suggestion", "comment"),
}


@pytest.mark.parametrize("file", ["employee_survey", "customer_survey", "revenue"])
def test_the_columns_of_the_sample_keep_their_names(file: str) -> None:
    for header in pd.read_csv(SAMPLE / f"{file}.csv", nrows=0):
        found = concept_metric(header)
        expected = None if header in NO_QUESTIONS else RENAMED.get(header, header)
        assert (found and found[0]) == expected, header


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("Value for money", "value_for_money"),
        ("Q12 Courtesy score", "courtesy"),
        ("q3_value_for_money_1_5", "value_for_money"),
        ("On the whole it was worth the money.", "value_for_money"),
        ("How courteous were our staff?", "courtesy"),
        ("They treated me like a person", "treated_as_person"),
        ("I was treated as a person, not as a number.", "treated_as_person"),
        ("Was the promise made to you kept?", "promise_kept"),
        ("My manager removes obstacles", "boss_removes_obstacles"),
        ("I feel recognized for good service", "recognised"),
        ("I know what excellent service means in this shop", "clear_vision"),
        ("Have you complained to us?", "complaint"),
        ("I get good results in spite of our processes", "results_despite_processes"),
        ("How likely are you to recommend us to your friends?", "nps"),
        ("Would you recommend us?", "nps"),
        ("Did they go: Beyond? One step beyond!", "went_beyond"),
    ],
)
def test_clear_words_are_recognised(text: str, metric: str) -> None:
    found = concept_metric(text)
    assert found
    assert found[0] == metric


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "workplace_comfort",
        "overall_satisfaction",  # of employees or of customers
        "value",
        "Our values",
        "I was not treated as a person",
        "My boss doesn’t remove or never removes obstacles",
        "Nobody here is courteous",
        "The staff weren't courteous",
        "I lack the skills; I wish I had them",
        "It is too early to say whether the promise was kept",
        "How important is value for money to you?",
        "Our staff should be courteous",
        "Why did you complain?",
        "What did you complain about?",
        "If you complained again, when?",
        "How likely are you to recommend us to a friend as a place to work?",  # two meanings
        "Courteous and good value for money",  # two questions in one
        "impolite service",
        "They politely declined",
        "discourteous",
        "customers_lost_and_found",
    ],
)
def test_what_is_not_clear_is_left_alone(text: str) -> None:
    assert concept_metric(text) is None


def test_the_reason_is_said() -> None:
    assert concept_metric("courtesy") == ("courtesy", "header says so")
    found = concept_metric("Was the promise made to you kept?")
    assert found == ("promise_kept", "it asks “promise … kept”")


def test_a_gap_is_short() -> None:
    assert concept_metric("The promise they once made was kept") is None
    assert concept_metric("The promise they once made kept") == (
        "promise_kept", "it asks “promise … kept”"
    )  # fmt: skip


def test_metrics_under_another_name_are_found_by_label_then_by_name() -> None:
    labels = {
        "i_was_treated_as_a_person_no": "I was treated as a person, not as a number.",
        "friendly": "The people were courteous",
        "extra_mile": "x7",
        "courteous": "I was treated as a person",
        "courtesy": "I was treated as a person",  # known by its own name already
        "csat": "Overall score",
        "worth": "Was it nice?",
    }
    assert concept_metrics(labels) == {
        "i_was_treated_as_a_person_no": "treated_as_person",
        "friendly": "courtesy",
        "extra_mile": "went_beyond",
        "courteous": "treated_as_person",
    }


def test_no_header_or_phrase_has_two_meanings() -> None:
    headers = TABLE["headers"].str.split().explode()
    assert not headers.duplicated().any()
    assert (headers == headers.map(normalise)).all()
    assert (TABLE.index == TABLE["headers"].str.split().str[0]).all()
    phrases = TABLE["questions"].str.split(" | ", regex=False).explode()
    phrases = phrases[phrases != ""]
    for metric, phrase in phrases.items():
        found = concept_metric(phrase.replace("*", "x")) if not phrase.startswith("what") else None
        assert found, phrase
        assert found[0] == metric


def test_the_better_end_is_the_one_other_rules_give() -> None:
    for header, better in words.YES_NO.items():
        found = concept_metric(header)
        if found:
            assert better_of(found[0]) == better
    assert better_of("cost") == better_of("first_reply_hours") == "lower"
    assert better_of("results_despite_processes") == "lower"
    assert better_of("courtesy") == better_of("anything else") == "higher"


def test_every_header_of_a_revenue_file_is_taken_for_what_it_is() -> None:
    for metric in words.MONEY_METRICS:
        for header in TABLE.loc[metric, "headers"].split():
            assert words.money_metric(header) == metric
    assert {"customers_start", "customers_lost", "customers_new"} < words.MONEY_METRICS
    assert set(LEDGER_METRICS) <= words.MONEY_METRICS
    assert better_of("customers_lost") == "lower"
