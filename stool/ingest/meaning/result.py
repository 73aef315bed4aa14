"""What a checked file is: typed rows, what was wrong with them, and how it was read."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import pandas as pd

from stool.ingest.files.stages import Stage
from stool.ingest.mapping import Mapping
from stool.schema import Better

Confidence = Literal["said", "sure", "likely", "open"]  # by the mapping; by the file; asked


class Reason(NamedTuple):
    """Why a column was taken for what it is.

    Attributes
    ----------
    column, meaning, why : str
        Header, what it was taken for in words, and what in the file says so.
    confidence : "said", "sure", "likely" or "open"
        By the mapping; beyond doubt; most likely; or nothing decides and the analyst is asked.
    """

    column: str
    meaning: str
    why: str
    confidence: Confidence


Reasons = tuple[Reason, ...]


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
    name, sha256, encoding, delimiter, fingerprint : str
        The last one is `Table.fingerprint`.
    mapping : Mapping
        What every column was taken for.
    reasons : tuple of Reason
        For display beside the preview.
    stages : tuple of Stage
        How the bytes became a table.
    rows : DataFrame, one row an accepted row, in the order of the file
        `quarter` (label), `unit`, `region` if the file has one, a column for each dimension, and a
        float column for each metric, NaN where there is no answer. Aggregated rows also have
        ``<metric>__n`` and ``<metric>__sd`` where the file gives them. Empty when the rows were
        handed on block by block.
    regions : dict of str to str
        Region of each unit that has one.
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
    fingerprint: str
    mapping: Mapping
    reasons: Reasons
    stages: tuple[Stage, ...]
    rows: pd.DataFrame
    regions: dict[str, str]
    problems: pd.DataFrame
    accepted: int
    rejected: int
    fixed: int
    preview: pd.DataFrame
    metrics: tuple[Metric, ...]
    quarters: tuple[str, ...]
    units: tuple[str, ...]
