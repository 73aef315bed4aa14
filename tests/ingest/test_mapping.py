"""Mappings as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.errors import BadMappingError, StoolError
from stool.ingest import Column, Mapping

WHOLE = Mapping(
    columns=(
        Column("Zufriedenheit", "metric", "csat", "csat", "1-5"),
        Column("branch", "unit"),
        Column("when", "quarter"),
        Column("cost", "metric", "profit", "cost", "ledger", "lower"),
        Column("kind", "dimension", dimension="segment"),
        Column("answers", "n", of="csat"),
    ),
    rows="aggregated",
    headline={"csat": "csat"},
    labels={"csat": "Zufriedenheit"},
    day_first=True,
    others="ignore",
)


def test_json_carries_everything() -> None:
    assert Mapping.from_json(WHOLE.to_json()) == WHOLE


def test_the_order_of_columns_changes_nothing() -> None:
    turned = Mapping(
        WHOLE.columns[::-1], WHOLE.rows, WHOLE.headline, WHOLE.labels, WHOLE.day_first, WHOLE.others
    )
    assert turned.to_json() == WHOLE.to_json()
    assert turned.sha256 == WHOLE.sha256


def test_short_forms() -> None:
    mapping = Mapping.from_json(
        '{"unit": "b", "quarter": ["year", "q"], "comment": ["x"], "columns": {'
        '"Op cost": {"leg": "profit", "metric": "cost"}, "k": {"dimension": "segment"},'
        '"On time %": {"leg": "csat", "headline": true}, "z": "ignore"}}'
    )
    by_header = {column.column: column for column in mapping.columns}
    assert [column.column for column in mapping.having("quarter")] == ["q", "year"]
    assert by_header["Op cost"] == Column("Op cost", "metric", "profit", "cost", better="lower")
    assert by_header["k"].role == "dimension"
    assert by_header["On time %"].metric == "on_time"
    assert by_header["z"].role == "ignore"
    assert mapping.headline == {"csat": "on_time"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "it is not JSON"),
        ("[1]", "A JSON object is needed"),
        ('{"colums": {}}', "unknown key “colums”. Known keys are"),
        ('{"columns": {"a": {"leg": "staff"}}}', '“leg” is "staff". It can be esat, csat, profit'),
        ('{"columns": {"a": {"scale": "1-8"}}}', "“scale” is"),
        ('{"columns": {"a": {"role": "boss"}}}', "“role” is"),
        ('{"columns": {"a": "boss"}}', "“role” is"),
        ('{"columns": {"a": {"role": "dimension"}}}', "a dimension without a name"),
        ('{"columns": {"a": {"headline": true}}}', "a headline without a leg"),
        ('{"columns": {"a": 3}}', "A JSON object is needed"),
        ('{"rows": "long"}', "respondent, aggregated"),
        ('{"day_first": "yes"}', "true or false"),
        ('{"unit": 3}', "A header is needed"),
        ('{"unit": "a", "region": "a"}', "“a” is mentioned twice"),
        ('{"headline": {"staff": "x"}}', "unknown key “staff”"),
        ('{"labels": {"x": 3}}', "A text is needed"),
    ],
)
def test_what_is_wrong_is_named(text: str, words: str) -> None:
    with pytest.raises(BadMappingError, match="The mapping cannot be used") as caught:
        Mapping.from_json(text)
    assert words in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["unit", "columns", "leg", "role", "headline", "labels", "a"]), inner
        )
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_json_is_read_or_refused_in_words(body: object) -> None:
    try:
        mapping = Mapping.from_json(json.dumps(body))
    except StoolError:
        return
    assert Mapping.from_json(mapping.to_json()) == mapping
