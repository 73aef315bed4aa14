"""The canonical form of rows, and the mapping file, as JSON Schema (draft 2020-12).

Built from `stool.schema` and `stool.ingest.mapping`, so that neither can change unseen.
"""

import json
from typing import Any

from stool.ingest.mapping import (
    COLUMN_CHOICES,
    COLUMN_KEYS,
    FILE_KEYS,
    LATER,
    PLACE_ROLES,
    SAID_CHOICES,
)
from stool.period import QUARTER_LABEL
from stool.schema import CSAT, DIMENSIONS, ESAT, LEDGER_METRICS, LEGS, NPS, SCALES, Scale
from stool.text import forms
from stool.text.forms import CUSTOMER, EMPLOYEE, MAPPING, REVENUE_ROWS, UNIT_QUARTER

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
URN = "urn:stool"
KINDS = (EMPLOYEE, CUSTOMER, REVENUE_ROWS, UNIT_QUARTER)
PRESENT = ("quarter", "unit")  # of every row
ANSWERS = ("respondent", "aggregated")
PEOPLE = {EMPLOYEE: ("level", "tenure"), CUSTOMER: ("segment", "served_by")}
OVERALL = {EMPLOYEE: (ESAT, "enps"), CUSTOMER: (CSAT, NPS)}
RECOMMEND_SCALE = "0-10"
MEAN = " mean"  # ends the name of the scale of means
QUARTER_PATTERN = QUARTER_LABEL.pattern.replace(r"\Z", "$")
NULL = {"type": "null"}

EXAMPLES: dict[str, list[dict[str, Any]]] = {
    EMPLOYEE: [
        {"quarter": "2026Q1", "unit": "Harborough", "region": "North", "level": "Front line"}
        | {"tenure": "3-10 years", "esat": 4, "enps": 8, "clear_goals": 5, "recognised": None},
        {"quarter": "2026Q1", "unit": "Tarnwick", "region": "North", "level": "Manager"}
        | {"tenure": None, "esat": 2, "enps": 3, "clear_goals": 1, "recognised": 3},
        {"quarter": "2026Q2", "unit": "Tarnwick", "region": "North", "level": "Front line"}
        | {"tenure": "0-2 years", "esat": None, "enps": 10, "clear_goals": 4, "recognised": 2},
    ],
    CUSTOMER: [
        {"quarter": "2026Q1", "unit": "Harborough", "region": "North", "segment": "Private"}
        | {"served_by": "HAR-01", "csat": 5, "nps": 10},
        {"quarter": "2026Q1", "unit": "Tarnwick", "region": "North", "segment": "Business"}
        | {"served_by": None, "csat": 2, "nps": 3},
        {"quarter": "2026Q2", "unit": "Tarnwick", "region": "North", "segment": "Private"}
        | {"served_by": "TAR-06", "csat": 4, "nps": None},
    ],
    REVENUE_ROWS: [
        {"quarter": "2026Q1", "unit": "Harborough", "region": "North", "revenue": 1073220}
        | {"cost": 934828, "revenue_target": 1081000, "headcount": 45},
        {"quarter": "2026Q1", "unit": "Tarnwick", "region": "North", "revenue": 931721.5}
        | {"cost": 829776, "revenue_target": None, "headcount": 61},
    ],
    UNIT_QUARTER: [
        {"quarter": "2026Q1", "unit": "Harborough", "region": "North", "esat": 3.9}
        | {"esat__n": 41, "esat__sd": 0.9, "csat": 4.2, "csat__n": 180, "revenue": 1073220},
        {"quarter": "2026Q1", "unit": "Tarnwick", "region": "North", "esat": 3.4}
        | {"esat__n": 57, "esat__sd": 1.1, "csat": None, "csat__n": None, "revenue": 931721},
    ],
}
MAPPING_EXAMPLES: list[dict[str, Any]] = [
    {"unit": "carrier", "quarter": "quarter", "rows": "aggregated", "others": "ignore"}
    | {
        "columns": {
            "ontime_pct": {"leg": CSAT, "scale": "ledger", "headline": True},
            "complaints": {"leg": CSAT, "scale": "ledger", "better": "lower"},
            "revenue": {"leg": "profit"},
        }
    },
    {"period": "2026Q2", "unit": "Branch", "columns": {"Tenure": "ignore"}}
    | {"columns": {"Q7": {"leg": ESAT, "scale": "1-5", "answers": {"Agree": 4, "Unsure": None}}}},
]


def row_schema(kind: str) -> Schema:
    """Schema of one row in canonical form, with examples.

    Parameters
    ----------
    kind : str
        One of `KINDS`.

    Raises
    ------
    ValueError
        There is no such kind.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is “{kind}”, must be one of {', '.join(KINDS)}")
    return {
        "$schema": DRAFT,
        "$id": f"{URN}:row:{kind}",
        "title": forms.TITLE[kind],
        "description": forms.ROW[kind],
        "type": "object",
        "properties": {**_places(kind), **_figures(kind)},
        "required": list(PRESENT),
        **_others(kind),
        "$defs": {"answer": _answer()},
        "examples": EXAMPLES[kind],
    }


def rows_schema() -> Schema:
    """Schema of one row of any kind."""
    return {
        "$schema": DRAFT,
        "$id": f"{URN}:row",
        "title": forms.ROWS_TITLE,
        "description": forms.ROWS,
        "anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in KINDS],
        "$defs": {kind: row_schema(kind) for kind in KINDS},
    }


def mapping_schema() -> Schema:
    """Schema of a mapping file, as `stool.ingest.Mapping.from_json` reads it, with examples."""
    header = {"type": "string"}
    headers = {"anyOf": [header, {"type": "array", "items": header}, NULL]}
    text = {"type": ["string", "null"], "minLength": 1}
    answers = {"type": ["object", "null"], "additionalProperties": {"type": ["number", "null"]}}
    metrics = {"type": ["object", "null"], "additionalProperties": text}
    keys: dict[str, Schema] = {
        **dict.fromkeys(PLACE_ROLES, headers),
        "period": {**text, "pattern": QUARTER_PATTERN},
        "fiscal_start": {"type": ["integer", "null"], "minimum": 1, "maximum": 12},
        **{key: _choice(choices) for key, choices in SAID_CHOICES.items()},
        "columns": {
            "type": ["object", "null"],
            "additionalProperties": {
                "anyOf": [{"$ref": "#/$defs/column"}, {"$ref": "#/$defs/role"}]
            },
        },
        "rows": _choice(ANSWERS),
        "others": _choice(("guess", "ignore")),
        "day_first": {"type": ["boolean", "null"]},
        "headline": {**metrics, "propertyNames": {"enum": list(LEGS)}},
        "labels": metrics,
    }
    column_keys = dict.fromkeys((*COLUMN_KEYS, "headline", "answers"))
    about: dict[str, Schema] = {
        "headline": {"type": ["boolean", "null"]},
        "answers": answers,
        **{key: _choice(choices) for key, choices in COLUMN_CHOICES.items()},
    }
    column = {
        "type": "object",
        "properties": {
            key: {"description": forms.COLUMN_KEY[key], **about.get(key, text)}
            for key in column_keys
        },
        "additionalProperties": False,
        "allOf": [
            _when({"role": {"const": "dimension"}}, {"dimension": {"type": "string"}}, "dimension"),
            _when({"role": {"const": "moment"}}, {"of": {"enum": list(LATER)}}, "of"),
            _when(
                {"headline": {"const": True}},
                {"leg": {"type": "string"}, "role": {"enum": ["metric", None]}},
                "leg",
            ),
        ],
    }
    alone = [role for role in COLUMN_CHOICES["role"] if role not in ("dimension", "moment")]
    return {
        "$schema": DRAFT,
        "$id": f"{URN}:mapping",
        "title": forms.TITLE[MAPPING],
        "description": forms.MAPPING_FILE,
        "type": "object",
        "properties": {
            key: {"description": forms.MAPPING_KEY[key], **keys.get(key, text)} for key in FILE_KEYS
        },
        "additionalProperties": False,
        "$defs": {"column": column, "role": {"enum": alone}},
        "examples": MAPPING_EXAMPLES,
    }


def schema_text(kind: str | None = None) -> str:
    """A schema as it is printed and published.

    Parameters
    ----------
    kind : str, optional
        One of `KINDS` or ``mapping``; the schema of rows of any kind by default.
    """
    if kind is None:
        body = rows_schema()
    else:
        body = mapping_schema() if kind == MAPPING else row_schema(kind)
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _places(kind: str) -> Schema:
    """When, where and by what the row is split."""
    name = {"type": ["string", "null"]}
    fields: dict[str, Schema] = {
        "quarter": {"type": "string", "pattern": QUARTER_PATTERN},
        "unit": {"type": "string", "pattern": r"\S"},
        "region": name,
        **{dimension: name for dimension in DIMENSIONS if dimension in PEOPLE.get(kind, ())},
    }
    return {key: {"description": forms.FIELD[key], **each} for key, each in fields.items()}


def _figures(kind: str) -> Schema:
    """Figures that are known by name."""
    any_number = {"type": ["number", "null"]}
    count = {"description": forms.NUMBER_OF_ANSWERS, "type": ["integer", "null"], "minimum": 0}
    spread = {"description": forms.SPREAD, "type": ["number", "null"], "minimum": 0}
    recommend = {"anyOf": [_scale(SCALES[RECOMMEND_SCALE]), NULL]}
    ledger = {
        metric: {"description": forms.FIELD[metric], **any_number} for metric in LEDGER_METRICS
    }
    if kind == REVENUE_ROWS:
        return ledger
    if kind == UNIT_QUARTER:
        means: Schema = {}
        for leg in (ESAT, CSAT):
            means[leg] = {"description": forms.FIELD[leg], **any_number}
            means |= {f"{leg}__n": count, f"{leg}__sd": spread}
        return {**means, **ledger}
    overall, recommended = OVERALL[kind]
    return {
        overall: {"description": forms.FIELD[overall], "$ref": "#/$defs/answer"},
        recommended: {"description": forms.FIELD[recommended], **recommend},
    }


def _others(kind: str) -> Schema:
    """What a column of any other name may hold, and what must come together."""
    figure = {"description": forms.OTHER_FIGURE, "type": ["number", "null"]}
    known = LEDGER_METRICS if kind == REVENUE_ROWS else (ESAT, CSAT, *LEDGER_METRICS)
    if kind == EMPLOYEE:
        return {"additionalProperties": {"$ref": "#/$defs/answer"}}
    if kind == CUSTOMER:
        return {"additionalProperties": figure}
    some = {"anyOf": [{"required": [metric]} for metric in known]}
    if kind == REVENUE_ROWS:
        return {"additionalProperties": figure, **some}
    return {
        "patternProperties": {
            "__n$": {"type": ["integer", "null"], "minimum": 0},
            "__sd$": {"type": ["number", "null"], "minimum": 0},
        },
        "additionalProperties": figure,
        "dependentRequired": {ESAT: [f"{ESAT}__n"]},
        **some,
    }


def _answer() -> Schema:
    """An answer of a person, on any scale that has ends."""
    scales = [_scale(scale) for scale in SCALES.values() if scale.low is not None]
    return {"description": forms.ANSWER, "anyOf": [*scales, NULL]}


def _scale(scale: Scale) -> Schema:
    base = scale.name.removesuffix(MEAN)
    title = (
        forms.SCALE_YES_NO if scale.name == "0-1" else forms.scale(base, mean=base != scale.name)
    )
    kind = "integer" if scale.counted else "number"
    return {"title": title, "type": kind, "minimum": scale.low, "maximum": scale.high}


def _choice(choices: tuple[str, ...]) -> Schema:
    return {"enum": [*choices, None]}


def _when(condition: Schema, then: Schema, needed: str) -> Schema:
    """What has to be said, and may be, where the keys of a condition are as it says."""
    return {
        "if": {"properties": condition, "required": list(condition)},
        "then": {"properties": then, "required": [needed]},
    }
