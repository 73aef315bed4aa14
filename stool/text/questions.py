"""The question bank: the column that each figure needs, with the exact question to ask for it.

``concepts.csv`` names the concepts; ``questions.csv`` has one row a column that a concept can need,
so that a question asked for three concepts is written once.
"""

from collections.abc import Iterable
from functools import cache

import pandas as pd

from stool.catalogue import say
from stool.ingest.language.concepts import better_of
from stool.reading.coverage import Coverage
from stool.reading.needs import COUNTS, ITEMS, SUGGESTED, Need
from stool.reading.needs import concepts as all_concepts
from stool.schema import LEGS
from stool.text import cells

FILE = {
    "E": say("employee survey"),
    "C": say("customer survey"),
    "R": say("revenue file"),
    "L": say("service log"),
    "I": say("internal service survey"),
    "A": say("list of actions"),
    "T": say("list of standards"),
    "V": say("list of events"),
}
BANK = {  # headings of the question bank
    "file": say("File"),
    "header": say("Column"),
    "question": say("Question or content"),
    "scale": say("Answers"),
    "better": say("Better"),
    "use": say("For"),
}
BETTER = {"higher": say("higher"), "lower": say("lower"), "": ""}


@cache
def concepts() -> pd.DataFrame:
    """Every concept: ``id``, ``name`` and what it ``measures``, in order."""
    return cells.read("concepts").set_index("id", drop=False)


@cache
def questions() -> pd.DataFrame:
    """Every column a concept can need: ``column`` (a need), ``header``, ``question``, ``scale``."""
    return cells.read("questions").set_index("column", drop=False)


def name(concept: str) -> str:
    """Name of a concept."""
    return str(concepts().loc[concept, "name"])


def missing_questions(found: Coverage) -> pd.DataFrame:
    """The columns that would complete every concept, each once, by file.

    Returns
    -------
    DataFrame, one row a column
        ``file`` (letter), ``header``, ``question``, ``scale``, ``better`` and ``use`` (the names
        of the concepts it is for).
    """
    return bank_of(dict(zip(found.rows["id"], found.rows["missing"], strict=True)))


def question_bank() -> pd.DataFrame:
    """Every column of the preferred way to every concept; columns as of `missing_questions`."""
    return bank_of(
        {
            concept.id: [
                part for ways in concept.needs for need in ways[0] for part in _columns(need)
            ]
            for concept in all_concepts()
        }
    )


def headed(bank: pd.DataFrame) -> pd.DataFrame:
    """A question bank with headings and names of files."""
    files = bank["file"].map(lambda file: FILE[file].capitalize())
    return bank.assign(file=files, better=bank["better"].map(BETTER)).rename(columns=BANK)


def bank_of(wanted: dict[str, Iterable[Need]]) -> pd.DataFrame:
    """Rows of the question bank for the columns each concept wants."""
    uses: dict[Need, list[str]] = {}
    for concept, needs in wanted.items():
        for need in needs:
            uses.setdefault(need, []).append(name(concept))
    order = list(FILE)
    rows = [
        {
            "file": need.file,
            **questions().loc[str(need), ["header", "question", "scale"]].to_dict(),
            "better": better_of(need.figure) if need.source in LEGS and need.figure else "",
            "use": "; ".join(dict.fromkeys(names)),
        }
        for need, names in sorted(uses.items(), key=lambda each: order.index(each[0].file))
    ]
    return pd.DataFrame(rows, columns=list(BANK))


def to_copy(bank: pd.DataFrame, *, with_use: bool = True) -> str:
    """Questions as plain text, file by file."""
    parts = []
    for file, columns in bank.groupby("file", sort=False):
        parts.append(FILE[str(file)].upper())
        for row in columns.to_dict("records"):
            better = say("; lower is better") if row["better"] == "lower" else ""
            use = say("\nfor: {use}", use=row["use"]) if with_use else ""
            parts.append(f"{row['header']}\n{row['question']}\n[{row['scale']}{better}]{use}")
    return "\n\n".join(parts)


def _columns(need: Need) -> list[Need]:
    """The columns of a need: what is split, and what it is split by."""
    figures = {ITEMS: SUGGESTED, COUNTS: ("",)}.get(need.figure, (need.figure,))
    columns = [Need(need.source, figure) for figure in figures]
    return columns + ([Need(need.source, "", need.dimension)] if need.dimension else [])
