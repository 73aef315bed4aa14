"""The release gate: whether a corrected quarter may be shown beside what was shown before.

Whoever keeps the earlier version can set the two side by side, so that what changed is what they
tell of. People of a base cell stayed, left or came, and everything computable from both versions is
a combination of these groups: none of fewer people than the minimum may be among them.

How many left or came is known by the difference of the counts alone, which is the fewest it can
be. That is so only while no count falls where another rises: of eight who moved from one team to
the next, where one other left, the two counts tell fifteen and their sum tells of one. Such a
version is not shown, nor one with changed answers that no changed count accounts for.

References
----------
Differencing of successive releases: Hundepool et al. (2012), Statistical Disclosure Control,
section 4.5; Dwork et al. (2017), Exposed! A Survey of Attacks on Private Data, Annual Review of
Statistics and Its Application 4, 61-84.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from stool.privacy.audit import Auditor
from stool.privacy.margins import BaseCells, Equation, Margins, combination, margins_of
from stool.privacy.memory import publish_once
from stool.schema import ALL, CELL_KEY, COMPANY, EMPLOYEES, INTERNAL, SCALES, SHOWN, SUMS

CELL = ["unit", "dimension", "level"]
EXPLAINED = 1e-6  # of a sum; sums are rounded far finer

Floats = NDArray[np.float64]
Group = tuple[frozenset[str], str, str]  # units, dimension and level of a margin


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """What a version of a quarter is made of.

    Attributes
    ----------
    cells : DataFrame
        Employee cells of the quarter, columns `stool.schema.CELL_COLUMNS`, units as files name
        them.
    crosses : DataFrame
        Columns `stool.schema.CROSS_COLUMNS` of the same.
    names : Mapping of str
        Names that units go by; the others keep theirs.
    parents : Mapping of unit to region
        By the names they go by.
    minimum_n : int
        Threshold of the version.
    """

    cells: pd.DataFrame
    crosses: pd.DataFrame
    names: Mapping[str, str]
    parents: Mapping[str, str]
    minimum_n: int

    @property
    def people(self) -> int:
        """Answers of the question that most of the company answered."""
        whole = self.cells[self.cells["dimension"] == ALL]
        return int(whole.groupby(["leg", "metric"])["n"].sum().max()) if len(whole) else 0

    def is_like(self, other: "Version") -> bool:
        """Whether another version has the same answers of the same groups, whatever their names."""
        return (
            _ordered(self.cells).equals(_ordered(other.cells)) and self._groups() == other._groups()
        )

    def _groups(self) -> set[frozenset[str]]:
        """Units of files that share a name, and those that share a region."""
        named: dict[str, set[str]] = {}
        placed: dict[str, set[str]] = {}
        for unit in self.cells["unit"].unique():
            name = self.names.get(unit, unit)
            named.setdefault(name, set()).add(unit)
            placed.setdefault(self.parents.get(name, COMPANY), set()).add(unit)
        placed.pop(COMPANY, None)  # in no region
        return {frozenset(units) for each in (named, placed) for units in each.values()}

    def margins(self, leg: str, metrics: list[str]) -> dict[Group, Group]:
        """Shown margins of some metrics, each with the margin it is a part of in the hierarchy."""
        published = publish_once(
            self._named(self.cells),
            self.parents,
            self._named(self.crosses),
            minimum_n=self.minimum_n,
        )
        table = pd.concat([published.table, published.beside])
        table = table[(table["leg"] == leg) & table["metric"].isin(metrics)]
        units = table[table["depth"] == "unit"].drop_duplicates("node")
        under: dict[str, set[str]] = {}
        files = dict.fromkeys(self.cells.loc[self.cells["leg"] == leg, "unit"])
        nodes = {unit: self.names.get(unit, unit) for unit in files}
        regions = dict(zip(units["node"], units["parent"], strict=True))
        for unit, name in nodes.items():
            node = name if name in regions else f"{COMPANY} (unit)"
            for each in {node, regions[node], COMPANY}:
                under.setdefault(each, set()).add(unit)
        key = [table[name].tolist() for name in ("node", "parent", "dimension", "level")]
        places: dict[tuple[str, ...], bool] = {}
        for place, hidden in zip(zip(*key, strict=True), table["hidden"], strict=True):
            places[place] = places.get(place, True) and hidden == SHOWN
        found = {}
        for (node, parent, dimension, level), is_shown in places.items():
            if is_shown:
                group = frozenset(under[node]), dimension, level
                found[group] = frozenset(under.get(parent, ())), dimension, level
        return found

    def _named(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(unit=rows["unit"].map(lambda unit: self.names.get(unit, unit)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a version may be shown beside an earlier one.

    Attributes
    ----------
    is_safe : bool
    answers : int
        Answers that changed, at least.
    """

    is_safe: bool
    answers: int


def compared(earlier: Version, later: Version) -> Verdict:
    """Audit what two versions of a quarter tell together.

    Parameters
    ----------
    earlier : Version
        One that was shown.
    later : Version
        One that may be.

    Returns
    -------
    Verdict
        Safe where people only came or only left, all that changed is theirs, and no group
        computable from both is of fewer people than the lower of their thresholds.
    """
    minimum_n = min(earlier.minimum_n, later.minimum_n)
    is_safe, answers = True, 0
    for leg, metrics in _asked(earlier, later):
        joint = _Joint.of(earlier, later, leg, metrics)
        answers = max(answers, joint.answers)
        is_safe = is_safe and joint.is_safe(minimum_n)
    return Verdict(is_safe, answers)


def _asked(earlier: Version, later: Version) -> Iterator[tuple[str, list[str]]]:
    """Source and questions that share a pattern of hidden cells."""
    cells = pd.concat([earlier.cells, later.cells])
    sampled = cells["scale"].map({name: scale.sampled for name, scale in SCALES.items()})
    for leg in EMPLOYEES:
        of_leg = cells[(cells["leg"] == leg) & sampled.astype(bool)]
        metrics = sorted(of_leg["metric"].unique())
        if leg == INTERNAL:
            yield from ((leg, [metric]) for metric in metrics)
        elif metrics:
            yield leg, metrics


@dataclass(frozen=True, slots=True, eq=False)
class _Joint:
    """Two versions over the same base cells.

    Attributes
    ----------
    shown : tuple of two dict
        Shown margins of each, as of `Version.margins`.
    columns : dict of (unit, dimension, level) to array of int
        Base cells of each margin of a unit; margins that cannot be laid out are missing.
    n : tuple of two arrays, base cells x metrics
        Number of answers.
    is_explained : bool
        Whether all that changed is in base cells whose counts changed.
    answers : int
        Answers that changed, at least.
    """

    shown: tuple[dict[Group, Group], dict[Group, Group]]
    columns: dict[tuple[str, str, str], NDArray[np.int64]]
    n: tuple[Floats, Floats]
    is_explained: bool
    answers: int

    @classmethod
    def of(cls, earlier: Version, later: Version, leg: str, metrics: list[str]) -> "_Joint":
        sums = [_wide(version.cells, leg, metrics) for version in (earlier, later)]
        places = sums[0].index.union(sums[1].index)
        sums = [each.reindex(places) for each in sums]
        n = np.nan_to_num(np.hstack([each["n"].to_numpy(float) for each in sums]))
        frame = places.to_frame(index=False).rename(columns={"unit": "node"})
        crossed = _crossed((earlier, later), leg, metrics)
        margins = margins_of(frame.assign(depth="unit", parent=""), n, crossed)
        columns = {
            (node, dimension, level): margins.members.indices[
                margins.members.indptr[row] : margins.members.indptr[row + 1]
            ].astype(np.int64)
            for row, (node, dimension, level) in enumerate(
                margins.places[["node", "dimension", "level"]].itertuples(index=False)
            )
        }
        before, after = np.hsplit(margins.counts, 2)
        changed = np.abs(after - before)
        edited = _edited(metrics, sums, columns, changed)
        return cls(
            (earlier.margins(leg, metrics), later.margins(leg, metrics)),
            columns,
            (before, after),
            not edited,
            int(max(changed.sum(axis=0).max(initial=0), edited)),
        )

    def is_safe(self, minimum_n: int) -> bool:
        """Whether no group of fewer people is computable."""
        was, now = self.n
        if not self.is_explained or not self._is_laid_out():
            return False
        if (now > was).any() and (now < was).any():
            return False
        margins = self._stacked()
        hidden = np.zeros(margins.members.shape[0], dtype=np.bool_)
        return not Auditor(margins, minimum_n).findings(hidden)

    def _is_laid_out(self) -> bool:
        """Whether it is known of which base cells everything shown is."""
        return all(
            any((unit, dimension, level) in self.columns for unit in units)
            for shown in self.shown
            for units, dimension, level in shown
        )

    def _stacked(self) -> Margins:
        """Whoever stayed, and whoever came or left: what each version shows is of these."""
        was, now = self.n
        width = len(was)
        larger = int((now > was).any())  # the version that has more people
        counts = np.concatenate([np.minimum(was, now), np.abs(now - was)])
        rows: dict[tuple[int, Group], int] = {}
        members: list[NDArray[np.int64]] = []
        for version, shown in enumerate(self.shown):
            for group in shown:
                own = self._base(group)
                rows[version, group] = len(members)
                members.append(np.concatenate([own, width + own]) if version == larger else own)
        equations = [
            Equation(rows[larger, group], np.array([rows[1 - larger, group]]))
            for group in self.shown[larger]
            if group in self.shown[1 - larger]
        ]
        for version, shown in enumerate(self.shown):
            equations += _equations({group: rows[version, group] for group in shown}, shown)
        return _margins(members, counts, equations)

    def _base(self, group: Group) -> NDArray[np.int64]:
        """Base cells of a margin."""
        units, dimension, level = group
        parts = [
            self.columns[unit, dimension, level]
            for unit in sorted(units)
            if (unit, dimension, level) in self.columns
        ]
        return np.unique(np.concatenate(parts))


def _ordered(cells: pd.DataFrame) -> pd.DataFrame:
    return cells.sort_values(list(CELL_KEY), ignore_index=True)


def _wide(cells: pd.DataFrame, leg: str, metrics: list[str]) -> pd.DataFrame:
    """Sums of a source: one row a unit and segment, columns (sum, metric), NaN where unknown."""
    rows = cells[(cells["leg"] == leg) & cells["metric"].isin(metrics)]
    wide = rows.pivot(index=CELL, columns="metric", values=list(SUMS))
    return wide.reindex(columns=pd.MultiIndex.from_product([SUMS, metrics]))


def _crossed(versions: tuple[Version, Version], leg: str, metrics: list[str]) -> BaseCells:
    """Counts of combinations, of the earlier version first and of the later one beside them."""
    found: BaseCells = {}
    for number, version in enumerate(versions):
        rows = version.crosses[
            (version.crosses["leg"] == leg) & version.crosses["metric"].isin(metrics)
        ]
        for unit, cross, metric, n in rows[["unit", "cross", "metric", "n"]].itertuples(
            index=False
        ):
            key = unit, combination(cross)
            counts = found.setdefault(key, np.zeros(2 * len(metrics)))
            counts[number * len(metrics) + metrics.index(metric)] += n
    return found


def _edited(
    metrics: list[str],
    sums: list[pd.DataFrame],
    columns: Mapping[tuple[str, str, str], NDArray[np.int64]],
    changed: Floats,
) -> int:
    """Units and questions with a change of answers that no changed count accounts for.

    The differences of a unit's margins must be sums over base cells whose counts changed.
    """
    places = list(sums[0].index)
    rows_of: dict[str, list[int]] = {}
    for row, (unit, _, _) in enumerate(places):
        rows_of.setdefault(unit, []).append(row)
    found = 0
    for metric, moved in zip(metrics, changed.T, strict=True):
        was, now = (
            np.nan_to_num(each.xs(metric, axis=1, level=1).to_numpy(float)) for each in sums
        )
        for rows in rows_of.values():
            left = now[rows] - was[rows]
            members = np.zeros((len(rows), len(moved)))
            for number, row in enumerate(rows):
                members[number, columns.get(places[row], [])] = 1
            members = members[:, moved > 0]
            if not left.any():
                continue
            if members.shape[1]:
                left = left - members @ np.linalg.lstsq(members, left, rcond=None)[0]
            size = np.abs(np.concatenate([was[rows], now[rows]])).max()
            found += bool((np.abs(left) > EXPLAINED * max(1.0, size)).any())
    return found


def _equations(rows: Mapping[Group, int], shown: Mapping[Group, Group]) -> list[Equation]:
    """Margins that are sums of others: nodes below, and the levels of each dimension."""
    parts: dict[tuple[int, str], list[int]] = {}
    for group, above in shown.items():
        units, dimension, _ = group
        if above in rows and above != group:
            parts.setdefault((rows[above], ""), []).append(rows[group])
        whole = units, ALL, ALL
        if dimension != ALL and whole in rows:
            parts.setdefault((rows[whole], dimension), []).append(rows[group])
    return [Equation(whole, np.array(own)) for (whole, _), own in parts.items()]


def _margins(
    members: list[NDArray[np.int64]], counts: Floats, equations: list[Equation]
) -> Margins:
    """Margins over base cells as the audit takes them; of places it needs to know nothing."""
    row = np.repeat(np.arange(len(members)), [len(own) for own in members])
    column = np.concatenate(members) if members else np.empty(0, dtype=np.int64)
    matrix = csr_array((np.ones(len(row)), (row, column)), shape=(len(members), len(counts)))
    return Margins(pd.DataFrame(), matrix, counts, equations, frozenset())
