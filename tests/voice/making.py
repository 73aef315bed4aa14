"""Rows of what people wrote, made up."""

import random
from collections.abc import Mapping

import pandas as pd

from stool.voice.rows import VOICE_COLUMNS


def said(
    counts: Mapping[tuple[str, str], int],
    *,
    leg: str = "esat",
    kind: str = "comment",
    band: str = "high",
    text: str = "the pay in {unit} {row}",
) -> pd.DataFrame:
    """So many rows by (quarter, unit)."""
    rows = [
        (
            leg,
            quarter,
            unit,
            kind,
            band,
            text.format(unit=unit, row=_word(row)),
        )
        for (quarter, unit), number in counts.items()
        for row in range(number)
    ]
    return pd.DataFrame(rows, columns=list(VOICE_COLUMNS), dtype="str")


def _word(number: int) -> str:
    """A word of its own for each number."""
    return chr(97 + number % 26) * (number // 26 + 1)


def random_company(draw: random.Random) -> tuple[pd.DataFrame, dict[str, str]]:
    """Some units, in regions or under the company directly, with a few texts each."""
    units = [f"U{number}" for number in range(draw.randint(1, 9))]
    parents = {unit: f"R{draw.randint(1, 3)}" for unit in units if draw.random() < 0.85}
    counts = {("2026Q1", unit): draw.choice([0, 1, 3, 8, 9, 10, 11, 20]) for unit in units}
    return said(counts), parents
