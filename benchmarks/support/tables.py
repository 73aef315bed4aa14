"""Rates with their intervals: as rows, as text, as files."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

RESULTS = Path(__file__).parents[1] / "results"


def with_rates(counts: pd.DataFrame, of: str = "replications") -> pd.DataFrame:
    """The counts with rate and Wilson's 95 % interval, in percent.

    Parameters
    ----------
    counts : DataFrame
        Columns ``flagged`` and `of`.
    of : str
        Column that holds how many there were.

    References
    ----------
    Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
    """
    low, high = proportion_confint(counts["flagged"], counts[of], method="wilson")
    rate = counts["flagged"] / counts[of]
    return counts.assign(rate=100 * rate, low=100 * low, high=100 * high)


def show(rows: Sequence[Sequence[str]], head: Sequence[str]) -> None:
    """Print a table: the first column to the left, the rest to the right."""
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    for row in (head, *rows):
        first, *rest = row
        cells = [f"{cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True)]
        print("  ".join([f"{first:<{widths[0]}}", *cells]))


def write(rows: pd.DataFrame, name: str) -> None:
    """Keep rows as a CSV file under benchmarks/results, rates to a hundredth of a percent."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.csv"
    rows.round(2).to_csv(path, index=False)
    print(f"written: {path}")
