"""What a bad file is, what must become of it, and the good rows it is made from."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from stool.errors import RefusedFileError, StoolError
from stool.ingest import CheckedFile, Mapping, ingest
from stool.ingest.join.hierarchy import Hierarchy, read_hierarchy

Outcome = CheckedFile | Hierarchy | StoolError


@dataclass(frozen=True, slots=True)
class Refused:
    """The whole file is refused, in a sentence in which each of the patterns is found."""

    words: tuple[str, ...] = ()

    def faults(self, outcome: Outcome) -> list[str]:
        """What of the outcome is not as expected, in words."""
        if not isinstance(outcome, StoolError):
            rows = getattr(outcome, "accepted", "its")
            return [f"read {rows} rows instead of refusing the file"]
        said = str(outcome)
        return [f"“{word}” is not in: {said}" for word in self.words if not _found(word, said)]


@dataclass(frozen=True, slots=True)
class Read:
    """The file is read.

    Attributes
    ----------
    accepted : int
    rejected : sequence of int
        Lines of the rows that are rejected and named, all of them.
    apart : sequence of int
        Lines that are no data rows, like totals: set aside or named as rejected, never accepted.
    values : dict
        Column of the checked rows to its values, in the order of the file.
    units, quarters : sequence of str, optional
    scales : dict
        Metric to its scale; other metrics are not looked at.
    words, absent : sequence of str
        Patterns that the list of problems must hold, and must not.
    """

    accepted: int
    rejected: Sequence[int] = ()
    apart: Sequence[int] = ()
    values: dict[str, list[Any]] = field(default_factory=dict)
    units: Sequence[str] | None = None
    quarters: Sequence[str] | None = None
    scales: dict[str, str] = field(default_factory=dict)
    words: Sequence[str] = ()
    absent: Sequence[str] = ()

    def faults(self, outcome: Outcome) -> list[str]:
        """What of the outcome is not as expected, in words."""
        if not isinstance(outcome, CheckedFile):
            return [f"refused: {outcome}"]
        problems = outcome.problems
        lines = set(problems.loc[problems["outcome"] == "rejected", "row"])
        most = len(self.rejected) + len(self.apart)
        scales = {each.metric: each.scale for each in outcome.metrics}
        shown = "\n".join(" ".join(map(str, row)) for row in problems.itertuples(index=False))
        told = {
            f"accepted {outcome.accepted}, not {self.accepted}": outcome.accepted == self.accepted,
            f"kept {len(outcome.rows)} rows": len(outcome.rows) == self.accepted,
            f"rejected {outcome.rejected}": len(self.rejected) <= outcome.rejected <= most,
            f"named {sorted(lines)[:9]}": set(self.rejected)
            <= lines
            <= {*self.rejected, *self.apart},
            f"named {len(lines)} lines, rejected {outcome.rejected}": len(lines)
            == outcome.rejected,
            f"units {outcome.units[:9]}": self.units in (None, outcome.units),
            f"quarters {outcome.quarters[:9]}": self.quarters in (None, outcome.quarters),
            f"scales {scales}": self.scales.items() <= scales.items(),
        }
        for name, values in self.values.items():
            found = outcome.rows[name].tolist() if name in outcome.rows else []
            told[f"{name} is {found[:9]}, …, {found[-3:]}"] = _same(found, values)
        told |= {f"“{word}” is not among the problems": _found(word, shown) for word in self.words}
        told |= {f"“{word}” is among the problems": not _found(word, shown) for word in self.absent}
        return [fault for fault, right in told.items() if not right]


@dataclass(frozen=True, slots=True)
class Placed:
    """The file is read as a hierarchy: region of each name that has one."""

    parents: dict[str, str]

    def faults(self, outcome: Outcome) -> list[str]:
        """What of the outcome is not as expected, in words."""
        if not isinstance(outcome, Hierarchy):
            return [f"refused: {outcome}"]
        return [] if outcome.parents == self.parents else [f"parents {outcome.parents}"]


@dataclass(frozen=True, slots=True)
class EitherOf:
    """Two outcomes an analyst would accept: both are honest, a third one is not."""

    first: "Refused | Read"
    second: "Refused | Read"

    def faults(self, outcome: Outcome) -> list[str]:
        """What of the outcome is not as expected, in words."""
        first, second = self.first.faults(outcome), self.second.faults(outcome)
        return [*first, *second] if first and second else []


Verdict = Refused | Read | Placed | EitherOf


@dataclass(frozen=True, slots=True)
class Case:
    """A file and its verdict.

    Attributes
    ----------
    name : str
        What is wrong with it; unique within its kind.
    data : bytes or function that makes them
        A function where they are large.
    verdict : Refused, Read, Placed or EitherOf
    mapping : str
        What the analyst says of the file, as JSON.
    file : str
        Name of the file.
    beside : sequence of (name, bytes)
        Files that are published together with this one; each passes by itself and the verdict is
        that of publishing.
    hierarchy : bool
        Whether it is a file of units and what they stand under, not of figures.
    """

    name: str
    data: bytes | Callable[[], bytes]
    verdict: Verdict
    mapping: str = "{}"
    file: str = "c.csv"
    beside: Sequence[tuple[str, bytes]] = ()
    hierarchy: bool = False

    def read(self, data: bytes) -> Outcome:
        """What comes of the bytes of the file; a refusal is returned, anything else raised."""
        try:
            if self.hierarchy:
                return read_hierarchy(data, self.file)
            return ingest(data, self.file, Mapping.from_json(self.mapping))
        except RefusedFileError as error:
            return error

    def made(self) -> bytes:
        """The bytes of the file."""
        return self.data if isinstance(self.data, bytes) else self.data()


def refused(*words: str) -> Refused:
    """The file is refused in these words (patterns)."""
    return Refused(words)


SURVEY = "case_id,date,branch,region,csat,recommend,promise_kept,comment"
LEDGER = "quarter,branch,revenue,cost"
UNITS = ("Ashby", "Belford")
QUARTERS = tuple(f"{year}Q{quarter}" for year in range(2014, 2025) for quarter in (1, 2, 3, 4))
CSAT_1_5 = '{"columns": {"csat": {"leg": "csat", "metric": "csat", "scale": "1-5"}}}'


def survey(
    rows: int = 40, units: Sequence[str] = UNITS, comments: Sequence[str] = ("fine",)
) -> list[str]:
    """Rows of a survey of customers under `SURVEY`: every answer from 1 to 5 and 0 to 10."""
    return [
        f"C{n},2024-{1 + n % 12:02d}-10,{units[n % len(units)]},North,{1 + n % 5},{n % 11},"
        f"{'yes' if n % 3 else 'no'},{comments[n % len(comments)]}"
        for n in range(rows)
    ]


def scores(rows: int = 40) -> list[float]:
    """The values of `csat` in the rows of `survey`."""
    return [float(1 + n % 5) for n in range(rows)]


def ledger(rows: int = 16, units: Sequence[str] = UNITS) -> list[str]:
    """Rows of money under `LEDGER`, one a unit and quarter."""
    return [
        f"{QUARTERS[n // len(units)]},{units[n % len(units)]},{100 + n}.5,{80 + n}.25"
        for n in range(rows)
    ]


def revenues(rows: int = 16) -> list[float]:
    """The values of `revenue` in the rows of `ledger`."""
    return [100.5 + n for n in range(rows)]


def table(header: str, rows: Iterable[str], newline: str = "\n") -> bytes:
    """A file of these lines."""
    return (newline.join([header, *rows]) + newline).encode()


def column(header: str, texts: Sequence[str], delimiter: str = ",") -> bytes:
    """A file with one unit whose column of that header holds these texts, one a quarter.

    Every field of the column stands in quotation marks, as they are doubled within it.
    """
    rows = [
        f'{QUARTERS[n]}{delimiter}Ashby{delimiter}"' + text.replace('"', '""') + '"'
        for n, text in enumerate(texts)
    ]
    return table(delimiter.join(["quarter", "branch", header]), rows)


def dated(texts: Sequence[str], header: str = "date") -> bytes:
    """A file of answers from 1 to 5 whose dates are these texts."""
    return table(
        f"case_id,{header},branch,csat",
        [f'C{n},"{text}",Ashby,{1 + n % 5}' for n, text in enumerate(texts)],
    )


def scored(texts: Sequence[str], header: str = "csat") -> bytes:
    """A file of answers of customers whose score is these texts."""
    return table(
        f"case_id,quarter,branch,{header},comment",
        [f'C{n},2024Q{1 + n % 4},Ashby,"{text}",fine' for n, text in enumerate(texts)],
    )


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE | re.DOTALL) is not None


def _same(found: list[Any], values: list[Any]) -> bool:
    if all(isinstance(value, str) for value in values):
        return found == values
    return len(found) == len(values) and np.array_equal(found, values, equal_nan=True)
