"""What a checked file is: typed rows, what was wrong with them, and how it was read."""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from stool.ingest.mapping import Mapping
from stool.schema import Better

Reasons = tuple[tuple[str, str, str], ...]  # column, meaning in words, why


class Metric(NamedTuple):
    """A metric present in a file; fields as in `mapping.Column`."""

    metric: str
    leg: str
    scale: str
    better: Better


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that passed, with every fix and rejection.

    Attributes
    ----------
    name, sha256, encoding, delimiter : str
    mapping : Mapping
        What every column was taken for.
    reasons : tuple of (column, meaning, why)
        For display beside the preview.
    rows : DataFrame, one row an accepted row, in the order of the file
        `quarter` (label), `unit`, `region` if the file has one, a column for each dimension, and a
        float column for each metric, NaN where there is no answer. Aggregated rows also have
        ``<metric>__n`` and ``<metric>__sd`` where the file gives them.
    problems : DataFrame, one row a problem
        Columns `schema.PROBLEM_COLUMNS`; `row` is the line of the file.
    accepted, rejected : int
        Together the data rows of the file.
    fixed : int
        Accepted rows in which something was put right.
    preview : DataFrame of str
        The first rows as written.
    metrics : tuple of Metric
    quarters, units : tuple of str
        Present in `rows`, sorted.
    """

    name: str
    sha256: str
    encoding: str
    delimiter: str
    mapping: Mapping
    reasons: Reasons
    rows: pd.DataFrame
    problems: pd.DataFrame
    accepted: int
    rejected: int
    fixed: int
    preview: pd.DataFrame
    metrics: tuple[Metric, ...]
    quarters: tuple[str, ...]
    units: tuple[str, ...]
