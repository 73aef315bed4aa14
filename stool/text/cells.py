"""Texts that stand in the CSV files of this folder."""

from functools import cache
from pathlib import Path

import pandas as pd

from stool.catalogue import say

SAID = {  # columns with words for the reader, by the name of the file
    "concepts": ("name", "measures"),
    "evidence_rates": ("design",),
    "questions": ("question", "scale"),
}


def read(name: str) -> pd.DataFrame:
    """The CSV file of that name, its words in the reader's language."""
    table = pd.read_csv(path(name))
    return table.assign(**{column: table[column].map(say) for column in SAID[name]})


def heading(column: str) -> str:
    """Name of a column as words: safe_to_speak is "Safe to speak"."""
    words = column.replace("_", " ").capitalize()
    return say(words) if column in columns() else words


@cache
def columns() -> frozenset[str]:
    """Columns that the question bank asks for, the only ones with names of the product's own."""
    return frozenset(pd.read_csv(path("questions"))["header"])


def path(name: str) -> Path:
    """Where the CSV file of that name is."""
    return Path(__file__).with_name(f"{name}.csv")
