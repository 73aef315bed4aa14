"""Files of standards: what was promised, how it is measured, and how it stood last."""

import math
from collections.abc import Iterable, Mapping
from typing import Final

from stool.catalogue import say
from stool.errors import BadStandardsError
from stool.ingest.join.fields import Fault, Form, csv_of, day_label, notes_in, written_number
from stool.ingest.language.values import to_number
from stool.schema import COMPANY
from stool.standards import Standard

STANDARD_COLUMNS: Final = (
    *("standard", "measure", "target", "unit", "owner", "last_measured", "value", "better"),
)
NEEDED: Final = 3  # of these, the first


def read_standards(data: bytes, name: str) -> tuple[Standard, ...]:
    """Read a file of standards.

    Parameters
    ----------
    data : bytes
        A table with the columns standard, measure and target and, where they are needed, unit (none
        means the whole company), owner, last_measured (a day), value (what was measured then) and
        better (lower where less is better).
    name : str
        Name of the file, for messages.

    Raises
    ------
    JoinColumnsError
        The columns are others.
    BadStandardsError
        Rows cannot be used; `problems` has them all.
    RefusedFileError
        The file is no table; see `stool.ingest.files.plain.read_plain`.
    """
    return notes_in(data, name, FORM)


def standards_csv(standards: Iterable[Standard]) -> bytes:
    """Write standards as a file that `read_standards` reads back and that no spreadsheet runs."""
    return csv_of(
        STANDARD_COLUMNS,
        (
            (
                each.standard,
                each.measure,
                written_number(each.target),
                "" if each.unit == COMPANY else each.unit,
                each.owner,
                each.last_measured,
                written_number(each.value),
                each.better,
            )
            for each in standards
        ),
    )


def _faults(texts: Mapping[str, str]) -> list[Fault]:
    """What is wrong with a row: column, value, rule, remedy."""
    faults = []
    for column in ("standard", "measure"):
        if not texts[column]:
            remedy = say("Fill it in, or delete the row.")
            faults.append((column, "", say("blank"), remedy))
    for column in ("target", "value"):
        blank = column == "value" and not texts[column]
        if not blank and _number(texts[column]) is None:
            remedy = say("Write a number with a decimal point.")
            faults.append((column, texts[column], say("no number"), remedy))
    if texts["last_measured"] and not day_label(texts["last_measured"]):
        remedy = say("Write it like 2026-05-31, or leave it blank.")
        faults.append(("last_measured", texts["last_measured"], say("no day"), remedy))
    if texts["better"].casefold() not in ("", "higher", "lower"):
        remedy = say("Write higher or lower, or leave it blank for higher.")
        faults.append(("better", texts["better"], say("neither higher nor lower"), remedy))
    return faults


def _standard(texts: Mapping[str, str]) -> Standard:
    return Standard.of_body(
        {
            **texts,
            "target": _number(texts["target"]),
            "value": _number(texts["value"]),
            "last_measured": day_label(texts["last_measured"]),
            "better": texts["better"].casefold(),
        }
    )


def _needed() -> str:
    return say(
        "A file of standards has the columns standard, measure and target and, where they are "
        "needed, {others}.",
        others=", ".join(STANDARD_COLUMNS[NEEDED:]),
    )


def _number(text: str) -> float | None:
    """The number a field holds, its percent sign left out; None for anything else."""
    number = to_number(text)
    return None if math.isnan(number) else number


FORM = Form(STANDARD_COLUMNS, NEEDED, _needed, _faults, _standard, "standard", BadStandardsError)
