"""What the columns of a file mean: the mapping, and its JSON."""

import codecs
import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from stool.catalogue import say
from stool.errors import BadMappingError, UnknownQuarterError
from stool.ingest.language.concepts import better_of
from stool.ingest.language.words import metric_name
from stool.period import ordinal
from stool.schema import (
    DIMENSIONS,
    FREE_TEXT,
    LEGS,
    MOMENTS,
    OPENED,
    ROLES,
    SCALES,
    SOURCES,
    Better,
)

Rows = Literal["respondent", "aggregated"]
Others = Literal["guess", "ignore"]

NOT_OF_FILES = frozenset(  # codecs of programs and addresses
    {"unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape", "idna"}
    | {"punycode", "undefined", "utf-7", "charmap", "mbcs", "oem"}
)
PLACE_ROLES = (  # keys of their own
    *("quarter", "unit", "region", "respondent"),
    *FREE_TEXT,
    "ignore",
)
SAID_KEYS = (  # what the file itself leaves open; each is a text or None
    "period",
    "place",
    "fiscal_named",
    "encoding",
    "delimiter",
    "decimal",
    "sheet",
    "number_is",
    "named_total",
)
FILE_KEYS = (
    *PLACE_ROLES,
    *SAID_KEYS,
    "fiscal_start",
    "columns",
    "rows",
    "others",
    "day_first",
    "headline",
    "labels",
)
LATER = tuple(moment for moment in MOMENTS if moment != OPENED)  # the quarter says that one
COLUMN_KEYS = ("role", "leg", "metric", "scale", "better", "dimension", "of")
SAID_CHOICES: dict[str, tuple[str, ...]] = {
    "fiscal_named": ("start", "end"),
    "decimal": ("comma", "point"),
    "number_is": ("quarter", "month"),
    "named_total": ("unit", "total"),
}
COLUMN_CHOICES: dict[str, tuple[str, ...]] = {
    "role": ROLES,
    "leg": SOURCES,
    "scale": tuple(SCALES),
    "better": ("higher", "lower"),
    "dimension": DIMENSIONS,
}


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a file means.

    Attributes
    ----------
    column : str
        Header as in the file.
    role : str
        One of `schema.ROLES`.
    leg, metric, scale : str or None
        For a metric: one of `schema.SOURCES`, its name in the cells, a key of `schema.SCALES`. None
        where nothing has settled it yet. The scale of an aggregated metric is that of the answers
        behind the mean, so its values need not be whole numbers.
    better : "higher" or "lower"
        Which end of the metric is good.
    dimension : str or None
        For a dimension: one of `schema.DIMENSIONS`.
    of : str or None
        For `n` and `sd`: the metric they describe, None for every metric of the file. For a moment:
        which of `schema.MOMENTS` it is; the quarter column of such a file is when a case was
        opened.
    answers : tuple of (str, float or None)
        For a metric whose answers are words: what each stands for on the scale, None where it says
        that there is no answer.
    """

    column: str
    role: str
    leg: str | None = None
    metric: str | None = None
    scale: str | None = None
    better: Better = "higher"
    dimension: str | None = None
    of: str | None = None
    answers: tuple[tuple[str, float | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of a file mean, and how its rows and dates are read.

    Attributes
    ----------
    columns : tuple of Column
        Sorted by header, whatever the order given.
    rows : "respondent", "aggregated" or None
        One row per answer, or one per unit and quarter; None leaves it to the guess.
    headline : dict of str to str
        Leg to the metric that stands for it; a leg may be absent.
    labels : dict of str to str
        Metric to its question or header as written, for display.
    day_first : bool or None
        Whether 3/4/2026 is 3 April; None when the dates of the file settle it.
    others : "guess" or "ignore"
        What happens to columns that are not mentioned.
    period, place : str or None
        Quarter and unit of every row, for a file without a column for it.
    fiscal_start : int or None
        Month, 1 to 12, in which the fiscal year of labels such as FY24 Q1 begins.
    fiscal_named : "start", "end" or None
        Whether such a year is named after the calendar year it begins or ends in.
    encoding, delimiter, sheet : str or None
        How the file is read, where it does not settle that itself.
    decimal : "comma", "point" or None
        Sign before the decimals of every number; None where the numbers settle it.
    number_is : "quarter", "month" or None
        What stands beside the year in labels such as 2024-1; None where the column settles it.
    named_total : "unit", "total" or None
        What a row is that is called like a total, where its figures do not settle it.
    """

    columns: tuple[Column, ...] = ()
    rows: Rows | None = None
    headline: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    others: Others = "guess"
    period: str | None = None
    place: str | None = None
    fiscal_start: int | None = None
    fiscal_named: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    decimal: str | None = None
    number_is: str | None = None
    named_total: str | None = None

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.columns, key=lambda column: column.column))
        object.__setattr__(self, "columns", ordered)

    def having(self, role: str) -> tuple[Column, ...]:
        """Columns of that role, sorted by header."""
        return tuple(column for column in self.columns if column.role == role)

    @property
    def sha256(self) -> str:
        """Fingerprint of the mapping: SHA-256 of its JSON."""
        return hashlib.sha256(self.to_json().encode(errors="surrogatepass")).hexdigest()

    def to_json(self) -> str:
        """Write the mapping as JSON, the same text for the same mapping."""
        return json.dumps(
            {
                "columns": {column.column: _column_body(column) for column in self.columns},
                "rows": self.rows,
                "headline": self.headline,
                "labels": self.labels,
                "day_first": self.day_first,
                "others": self.others,
                **{key: value for key, value in self.said().items() if value is not None},
            },
            sort_keys=True,
            ensure_ascii=False,
        )

    def over(self, other: "Mapping") -> "Mapping":
        """This mapping, with what it leaves open as the other one says it.

        Headline and labels follow the columns, so they are guessed anew where a column changes.
        """
        own = {column.column for column in self.columns}
        kept = tuple(column for column in other.columns if column.column not in own)
        said = {key: value for key, value in self.said().items() if value is not None}
        return replace(
            other,
            columns=(*self.columns, *kept),
            rows=self.rows or other.rows,
            headline=self.headline if self.columns else {**other.headline, **self.headline},
            labels=self.labels if self.columns else {**other.labels, **self.labels},
            day_first=other.day_first if self.day_first is None else self.day_first,
            others="ignore" if "ignore" in (self.others, other.others) else "guess",
            **said,
        )

    @staticmethod
    def body_of(text: str) -> dict[str, Any]:
        """The JSON object of a mapping whose keys are known.

        Raises
        ------
        BadMappingError
        """
        try:
            body = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadMappingError(
                say("it is not JSON ({error})", error=error), say("Correct the text.")
            ) from error
        return _known_keys(body, FILE_KEYS, say("the mapping"))

    def said(self) -> dict[str, Any]:
        """What it says that no column does, as keyword arguments."""
        return {key: getattr(self, key) for key in (*SAID_KEYS, "fiscal_start")}

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """Read a mapping, whole or partial.

        Parameters
        ----------
        text : str
            A JSON object. `quarter`, `unit`, `region`, `respondent`, `comment`, `suggestion` and
            `ignore` name a header or a list of them; `columns` says per header what `Column` says
            (`role` may be left out where leg or dimension make it plain); `headline` is either said
            on a column or per leg.

        Raises
        ------
        BadMappingError
            It is not JSON, or a key or value is unknown.
        """
        body = cls.body_of(text)
        _require_quarter(body)
        _require_codec(body)
        columns, headline = _read_columns(_object(body.get("columns"), "columns"))
        for role in PLACE_ROLES:
            columns += [Column(header, role) for header in _headers(body.get(role), role)]
        mentioned = [column.column for column in columns]
        for header in sorted(set(mentioned)):
            if mentioned.count(header) > 1:
                raise BadMappingError(
                    say("“{header}” is mentioned twice", header=header), say("Give it one meaning.")
                )
        return cls(
            columns=tuple(columns),
            rows=cast("Rows | None", _choice(body, "rows", ("respondent", "aggregated"))),
            headline={**headline, **_texts(body.get("headline"), "headline", LEGS)},
            labels=_texts(body.get("labels"), "labels"),
            day_first=_yes_or_no(body, "day_first"),
            others=cast("Others", _choice(body, "others", ("guess", "ignore")) or "guess"),
            fiscal_start=_month(body),
            **{key: _choice(body, key, SAID_CHOICES.get(key)) for key in SAID_KEYS},
        )


def _require_quarter(body: dict[str, Any]) -> None:
    """Refuse a period that is no quarter label."""
    said = _choice(body, "period", None)
    try:
        ordinal(said or "2026Q1")
    except UnknownQuarterError as error:
        raise BadMappingError(
            say("“period” is “{said}”", said=said), say("Write a quarter like 2026Q2.")
        ) from error


def _require_codec(body: dict[str, Any]) -> None:
    """Refuse an encoding that nothing knows."""
    said = _choice(body, "encoding", None)
    try:
        codec = codecs.lookup(said or "utf-8")
        if not codec._is_text_encoding or codec.name in NOT_OF_FILES:
            raise LookupError(said)
    except (LookupError, ValueError) as error:
        raise BadMappingError(
            say("the encoding “{said}” is unknown", said=said),
            say("Write one like utf-8, cp1252 or iso8859-7."),
        ) from error


def _month(body: dict[str, Any]) -> int | None:
    """The month the fiscal year begins in."""
    value = body.get("fiscal_start")
    if value is None:
        return None
    if type(value) is not int or not 1 <= value <= 12:
        raise BadMappingError(
            say("“fiscal_start” is {dumps}", dumps=json.dumps(value)[:60]),
            say("Write a month from 1 to 12."),
        )
    return value


def _column_body(column: Column) -> dict[str, Any]:
    """Fields of a column that say something."""
    body: dict[str, Any] = {"role": column.role}
    if column.answers:
        body["answers"] = dict(column.answers)
    for key in ("leg", "metric", "scale", "dimension", "of"):
        value = getattr(column, key)
        if value is not None:
            body[key] = value
    if column.role == "metric":
        body["better"] = column.better
    return body


def _read_columns(body: dict[str, Any]) -> tuple[list[Column], dict[str, str]]:
    """Columns of the `columns` object, and the headline metrics named on them."""
    columns, headline = [], {}
    for header, said in body.items():
        where = say("column “{header}”", header=header)
        known = (*COLUMN_KEYS, "headline", "answers")
        facts = _known_keys({"role": said} if isinstance(said, str) else said, known, where)
        chosen = {key: _choice(facts, key, COLUMN_CHOICES.get(key)) for key in COLUMN_KEYS}
        column = replace(_column(header, chosen), answers=_answers(facts, where))
        if _yes_or_no(facts, "headline"):
            if column.leg is None or column.metric is None:
                raise BadMappingError(
                    say("{where} is a headline without a leg", where=where), say("Say its leg.")
                )
            headline[column.leg] = column.metric
        columns.append(column)
    return columns, headline


def _column(header: str, chosen: dict[str, str | None]) -> Column:
    """Column with the role and metric name that its other facts make plain."""
    role = chosen["role"] or ("dimension" if chosen["dimension"] else "metric")
    if role == "dimension" and chosen["dimension"] is None:
        raise BadMappingError(
            say("column “{header}” is a dimension without a name", header=header),
            say("Add “dimension”, one of {dimensions}.", dimensions=", ".join(DIMENSIONS)),
        )
    if role == "moment" and chosen["of"] not in LATER:
        raise BadMappingError(
            say("column “{header}” is a moment of nothing known", header=header),
            say("Add “of”, one of {moments}.", moments=", ".join(LATER)),
        )
    metric = (chosen["metric"] or metric_name(header)) if role == "metric" else None
    return Column(
        column=header,
        role=role,
        leg=chosen["leg"],
        metric=metric,
        scale=chosen["scale"],
        better="lower" if (chosen["better"] or better_of(metric or "")) == "lower" else "higher",
        dimension=chosen["dimension"],
        of=chosen["of"],
    )


def _answers(facts: dict[str, Any], where: str) -> tuple[tuple[str, float | None], ...]:
    """What the worded answers of a column stand for."""
    answers = _object(facts.get("answers"), say("“answers” of {where}", where=where))
    for text, value in answers.items():
        if isinstance(value, bool) or not isinstance(value, int | float | None):
            raise BadMappingError(
                say(
                    "in {where} the answer “{text}” stands for {dumps}",
                    where=where,
                    text=text,
                    dumps=json.dumps(value)[:60],
                ),
                say("A number is needed, or null where it means no answer."),
            )
    return tuple((text, None if value is None else float(value)) for text, value in answers.items())


def _object(body: object, where: str) -> dict[str, Any]:
    """The JSON object of that place, empty when absent."""
    if body is None:
        return {}
    if not isinstance(body, dict):
        raise BadMappingError(
            say("{where} holds {dumps}", where=where, dumps=json.dumps(body)[:60]),
            say("A JSON object is needed."),
        )
    return body


def _known_keys(body: object, known: tuple[str, ...], where: str) -> dict[str, Any]:
    """The object, once each of its keys is known."""
    found = _object(body, where)
    for key in found:
        if key not in known:
            raise BadMappingError(
                say("{where} has the unknown key “{key}”", where=where, key=key),
                say("Known keys are {known}.", known=", ".join(known)),
            )
    return found


def _choice(body: dict[str, Any], key: str, allowed: tuple[str, ...] | None) -> str | None:
    """The text under a key, None when absent."""
    value = body.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value or (allowed is not None and value not in allowed):
        needed = (
            say("It can be {allowed}.", allowed=", ".join(allowed))
            if allowed
            else say("A text is needed.")
        )
        raise BadMappingError(
            say("“{key}” is {dumps}", key=key, dumps=json.dumps(value, ensure_ascii=False)[:60]),
            needed,
        )
    return value


def _yes_or_no(body: dict[str, Any], key: str) -> bool | None:
    """The truth value under a key, None when absent."""
    value = body.get(key)
    if value is not None and not isinstance(value, bool):
        raise BadMappingError(
            say("“{key}” is {dumps}", key=key, dumps=json.dumps(value)[:60]),
            say("It can be true or false."),
        )
    return value


def _headers(value: object, key: str) -> list[str]:
    """One header or several, as a list."""
    headers = value if isinstance(value, list) else [] if value is None else [value]
    texts = [header for header in headers if isinstance(header, str)]
    if len(texts) < len(headers):
        raise BadMappingError(
            say("“{key}” is {dumps}", key=key, dumps=json.dumps(value)[:60]),
            say("A header is needed."),
        )
    return texts


def _texts(value: object, where: str, allowed: tuple[str, ...] | None = None) -> dict[str, str]:
    """A JSON object from text to text."""
    texts = _object(value, f"“{where}”")
    if allowed:
        texts = _known_keys(texts, allowed, f"“{where}”")
    chosen = {key: _choice(texts, key, None) for key in texts}
    return {key: text for key, text in chosen.items() if text is not None}
