"""The published schemas: equal to the code, true of real rows, and of what loads."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from jsonschema import Draft202012Validator, ValidationError

from stool.errors import RefusedFileError
from stool.ingest import CheckedFile, Mapping, ingest
from stool.ingest.mapping import COLUMN_KEYS, FILE_KEYS
from stool.report.canonical import (
    EXAMPLES,
    KINDS,
    MAPPING_EXAMPLES,
    mapping_schema,
    row_schema,
    rows_schema,
    schema_text,
)
from stool.report.csv import csv_bytes
from stool.sample import SAMPLE
from stool.schema import LEDGER_METRICS, SCALES
from stool.text.forms import CUSTOMER, EMPLOYEE, MAPPING, REVENUE_ROWS, UNIT_QUARTER

ROOT = Path(__file__).parents[2]
PUBLISHED = {None: "canonical.schema.json", MAPPING: "mapping.schema.json"}
PLACE = {"quarter": "2026Q1", "unit": "Nord"}
ROWS_LOOKED_AT = 60

each_kind = pytest.mark.parametrize("kind", KINDS)


def is_valid(schema: dict[str, Any], thing: object) -> bool:
    return Draft202012Validator(schema).is_valid(thing)


def plain(row: dict[Any, Any]) -> dict[str, Any]:
    """A checked row as JSON has it."""
    return {key: None if pd.isna(value) else value for key, value in row.items()}


@pytest.mark.parametrize("kind", PUBLISHED)
def test_the_published_file_is_what_the_code_says(kind: str | None) -> None:
    published = (ROOT / "docs" / PUBLISHED[kind]).read_text(encoding="utf-8")
    again = f"python -m stool schema{f' --kind {kind}' if kind else ''} > docs/{PUBLISHED[kind]}"
    assert published == schema_text(kind), f"write it again: {again}"


@pytest.mark.parametrize("kind", [None, MAPPING, *KINDS])
def test_every_schema_is_one(kind: str | None) -> None:
    Draft202012Validator.check_schema(json.loads(schema_text(kind)))


@each_kind
def test_the_examples_are_rows_of_their_kind(kind: str) -> None:
    schema = row_schema(kind)
    assert len(schema["examples"]) >= 2
    for example in schema["examples"]:
        Draft202012Validator(schema).validate(example)
        Draft202012Validator(rows_schema()).validate(example)


@each_kind
def test_the_examples_load_as_they_are_without_a_mapping(kind: str) -> None:
    file = ingest(csv_bytes(pd.DataFrame(EXAMPLES[kind])), f"{kind}.csv")
    assert set(file.problems["outcome"]) <= {"noted"}
    expected = pd.DataFrame(EXAMPLES[kind])
    found = file.rows[expected.columns]
    assert len(file.rows.columns) == len(expected.columns)
    for name in expected:
        left, right = found[name], expected[name]
        same = (left == right) | (left.isna() & right.isna())
        assert same.all(), name


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("employee_survey.csv", EMPLOYEE),
        ("customer_survey.csv", CUSTOMER),
        ("revenue.csv", REVENUE_ROWS),
    ],
)
def test_checked_rows_are_in_canonical_form(file: str, kind: str) -> None:
    checked = ingest((SAMPLE / file).read_bytes(), file)
    schema = Draft202012Validator(row_schema(kind))
    places = np.linspace(0, len(checked.rows) - 1, ROWS_LOOKED_AT).astype(int)
    for row in checked.rows.iloc[places].to_dict("records"):
        schema.validate(plain(row))


def test_rows_of_whole_quarters_are_in_canonical_form() -> None:
    text = "unit,quarter,esat,esat_n,esat_sd,csat,csat_n,cost\nNord,2026Q1,3.9,41,0.9,4.2,9,12.5\n"
    checked: CheckedFile = ingest(text.encode(), "units.csv")
    [row] = checked.rows.to_dict("records")
    Draft202012Validator(row_schema(UNIT_QUARTER)).validate(plain(row))
    assert row["esat__n"] == 41
    assert row["esat__sd"] == 0.9


@pytest.mark.parametrize(
    ("kind", "row", "valid"),
    [
        (EMPLOYEE, {"esat": 4}, True),
        (EMPLOYEE, {"item": None}, True),
        (EMPLOYEE, {"item": 3.4}, True),
        (EMPLOYEE, {"item": "4"}, False),
        (EMPLOYEE, {"item": 101}, False),
        (EMPLOYEE, {"item": -3}, False),
        (EMPLOYEE, {"enps": 11}, False),
        (EMPLOYEE, {"enps": 3.5}, False),
        (EMPLOYEE, {"level": 4}, False),
        (EMPLOYEE, {"esat": 4, "quarter": "Q1 2026"}, False),
        (EMPLOYEE, {"esat": 4, "quarter": "2026Q5"}, False),
        (EMPLOYEE, {"esat": 4, "unit": " "}, False),
        (EMPLOYEE, {"esat": 4, "unit": None}, False),
        (CUSTOMER, {"csat": 5, "nps": 10, "reply_hours": 480.5}, True),
        (CUSTOMER, {"nps": -1}, False),
        (REVENUE_ROWS, {"revenue": -12.5}, True),
        (REVENUE_ROWS, {"region": "North"}, False),
        (REVENUE_ROWS, {"revenue": "1,000"}, False),
        (UNIT_QUARTER, {"esat": 3.9, "esat__n": 41}, True),
        (UNIT_QUARTER, {"esat": 3.9}, False),
        (UNIT_QUARTER, {"csat": 3.9}, True),
        (UNIT_QUARTER, {"csat": 3.9, "csat__n": -1}, False),
        (UNIT_QUARTER, {"esat": 3.9, "esat__n": 4, "clarity": 4, "clarity__n": 1.5}, False),
        (UNIT_QUARTER, {"esat": 3.9, "esat__n": 4, "clarity": 4, "clarity__sd": -1}, False),
        (UNIT_QUARTER, {"clarity": 4}, False),
    ],
)
def test_what_is_a_row_and_what_is_not(kind: str, row: dict[str, Any], valid: bool) -> None:
    assert is_valid(row_schema(kind), PLACE | row) is valid


def test_a_row_needs_its_quarter_and_unit() -> None:
    for kind in KINDS:
        for missing in PLACE:
            row = {key: each for key, each in EXAMPLES[kind][0].items() if key != missing}
            with pytest.raises(ValidationError, match=f"'{missing}' is a required property"):
                Draft202012Validator(row_schema(kind)).validate(row)


def test_every_scale_and_ledger_metric_is_in_the_schema() -> None:
    ends = [scale for scale in SCALES.values() if scale.low is not None]
    offered = row_schema(EMPLOYEE)["$defs"]["answer"]["anyOf"]
    assert [(each["minimum"], each["maximum"]) for each in offered[:-1]] == [
        (scale.low, scale.high) for scale in ends
    ]
    assert [each["type"] == "integer" for each in offered[:-1]] == [each.counted for each in ends]
    assert set(LEDGER_METRICS) < set(row_schema(REVENUE_ROWS)["properties"])


# The mapping file


def test_the_mapping_schema_has_the_keys_that_are_read() -> None:
    schema = mapping_schema()
    assert list(schema["properties"]) == list(FILE_KEYS)
    column = schema["$defs"]["column"]["properties"]
    assert set(column) == {*COLUMN_KEYS, "headline", "answers"}
    described = [*schema["properties"].values(), *column.values()]
    assert all(each["description"] for each in described)


@pytest.mark.parametrize("example", MAPPING_EXAMPLES)
def test_the_examples_of_mappings_are_read(example: dict[str, Any]) -> None:
    Draft202012Validator(mapping_schema()).validate(example)
    read = Mapping.from_json(json.dumps(example))
    assert is_valid(mapping_schema(), json.loads(read.to_json()))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"unit": "Branch", "quarter": ["Year", "Qtr"], "comment": None},
        {"columns": {"a": "ignore", "b": "metric", "c": {"dimension": "tenure"}}},
        {"columns": {"b": {"leg": "esat", "headline": True}}, "headline": {"csat": "x"}},
        {"columns": {"b": {"leg": "csat", "answers": {"Yes": 1, "Never": None}}}},
        {"day_first": True, "rows": None, "labels": {"a": "How?"}},
        {"period": "2026Q2", "place": "All", "fiscal_start": 4, "fiscal_named": "end"},
        {"encoding": "cp1252", "delimiter": ";", "decimal": "comma", "sheet": "Data"},
    ],
)
def test_a_good_mapping_is_good_for_both(body: dict[str, Any]) -> None:
    assert is_valid(mapping_schema(), body)
    Mapping.from_json(json.dumps(body))


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"units": "Branch"},
        {"unit": 3},
        {"unit": [3]},
        {"rows": "mixed"},
        {"others": ""},
        {"day_first": "yes"},
        {"labels": {"a": 3}},
        {"headline": {"market": "x"}},
        {"columns": {"a": "metrics"}},
        {"columns": {"a": "dimension"}},
        {"columns": {"a": {"role": "dimension"}}},
        {"columns": {"a": {"leg": "staff"}}},
        {"columns": {"a": {"scale": "1-9"}}},
        {"columns": {"a": {"headline": True}}},
        {"columns": {"a": {"headline": True, "leg": "esat", "role": "unit"}}},
        {"columns": {"a": {"headline": "yes"}}},
        {"columns": {"a": {"answers": {"Yes": "1"}}}},
        {"columns": {"a": {"answers": {"Yes": True}}}},
        {"columns": {"a": 3}},
        {"period": "Q2 2026"},
        {"fiscal_start": 13},
        {"fiscal_start": True},
        {"fiscal_named": "middle"},
        {"decimal": ","},
        {"sheet": 1},
    ],
)
def test_a_bad_mapping_is_bad_for_both(body: object) -> None:
    assert not is_valid(mapping_schema(), body)
    with pytest.raises(RefusedFileError):
        Mapping.from_json(json.dumps(body))
