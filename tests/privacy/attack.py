"""What an attacker can make out of a published table: a linear programme over counts of answers.

The attacker knows the hierarchy, the rule of coding and, more than anyone should, how many answered
in every combination of unit and segments, hidden ones too. Unknown are the counts of each answer
there; every number shown narrows them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog

from stool.privacy import MINIMUM_N, Published, publish
from stool.privacy.coding import (
    LEAST_SPREAD,
    STEPS_OF_SCALE,
    STEPS_OF_SHARE,
    STEPS_OF_SPREAD,
    beyond,
    ends_of,
    share_step,
)
from stool.schema import ALL, COMPANY, CROSS_COLUMNS, ESAT, FAVOURABLE, SHOWN
from tests.cells.making import answers, cells
from tests.privacy.attacker import Attacker, Small, places

QUARTER, METRIC = "2025Q1", "trust"
REGION = {"A": "North", "B": "North", "C": "North", "D": "South", "E": "South", "F": "South"}
TENURE = {"tenure": ("new", "old")}
CROSSED = {**TENURE, "role": ("desk", "road")}
ANSWER = np.arange(1.0, 6.0)
KNOWN = 0.1  # points of 1-5: whoever knows a mean so closely has been told it
EASE = 1e-7  # for what floats add

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Place = tuple[str, str, str]  # node, dimension and level
Segments = Mapping[str, str]  # level of each dimension
Row = Mapping[str, float]  # n, s, ss and favourable of some people, NaN where one is not told


@dataclass(frozen=True, slots=True, eq=False)
class Company:
    """Everybody's answers, by unit and segments.

    Attributes
    ----------
    dimensions : mapping of dimension to levels
    groups : tuple of unit and segments
    answers : tuple of ndarray
        What each group answered, 1 to 5.
    """

    dimensions: Mapping[str, Sequence[str]]
    groups: tuple[tuple[str, Segments], ...]
    answers: tuple[Floats, ...]

    def within(self, place: Place) -> Bools:
        """Which groups are part of a place."""
        node, dimension, level = place
        return np.array(
            [
                node in (unit, REGION[unit], COMPANY)
                and (dimension == ALL or segments[dimension] == level)
                for unit, segments in self.groups
            ]
        )

    def of(self, place: Place) -> Floats:
        """Answers of everybody in a place."""
        return self.given(self.within(place))

    def given(self, inside: Bools) -> Floats:
        """Answers of those groups."""
        return np.concatenate(list(compress(self.answers, inside)))

    def published(self) -> Published:
        """What the product shows of them."""
        made = []
        for unit in REGION:
            made.append(answers(METRIC, QUARTER, unit, self.of((unit, ALL, ALL)), leg=ESAT))
            for name, levels in self.dimensions.items():
                for level in levels:
                    given = self.of((unit, name, level))
                    made.append(
                        answers(METRIC, QUARTER, unit, given, leg=ESAT, segment=(name, level))
                    )
        crosses = pd.DataFrame(
            [
                (ESAT, METRIC, QUARTER, unit, json.dumps(dict(segments)), float(len(given)))
                for (unit, segments), given in zip(self.groups, self.answers, strict=True)
            ],
            columns=list(CROSS_COLUMNS),
        )
        return publish(cells(*made), REGION, crosses)


def drawn(
    random: np.random.Generator,
    shares: Sequence[float],
    sizes: Sequence[int],
    dimensions: Mapping[str, Sequence[str]] = TENURE,
) -> Company:
    """A company of groups of those sizes, which give answers 1 to 5 with those chances."""
    groups = tuple(
        (unit, dict(zip(dimensions, levels, strict=True)))
        for unit in REGION
        for levels in product(*dimensions.values())
    )
    given = tuple(random.choice(ANSWER, random.choice(sizes), p=shares) for _ in groups)
    return Company(dimensions, groups, given)


def room(company: Company, shown: Published, *, sums_are_exact: bool) -> dict[Place, float]:
    """How far apart the least and the largest mean are that each small hidden cell can have.

    Parameters
    ----------
    company : Company
    shown : Published
        Of that company; the table and the hidden units taken together.
    sums_are_exact : bool
        The attacker sees the exact n, s and ss of what is shown, instead of what coding leaves.

    Returns
    -------
    dict of place to float
        In points of the scale; of places with fewer answers than the minimum.
    """
    table = shown.table
    is_shown = table["hidden"] == SHOWN
    seen = [(company.within(_place(row)), row) for row in table[is_shown].to_dict("records")]
    seen += list(_rests(company, shown))
    if sums_are_exact:
        seen = [(inside, _sums(company.given(inside))) for inside, _ in seen]
    hidden = {
        _place(row): company.within(_place(row)) for row in table[~is_shown].to_dict("records")
    }
    n = np.array([len(given) for given in company.answers])
    return _rooms(n, seen, hidden, sums_are_exact=sums_are_exact)


def room_told(
    people: Small, told: pd.DataFrame, *, sums_are_exact: bool
) -> dict[tuple[str, str], float]:
    """The same of cells that were told, by node and level.

    Parameters
    ----------
    people : Small
    told : DataFrame, by node and level
        ``n``, ``s``, ``ss`` and ``favourable``, NaN where one is not told; the other cells are
        hidden. The level `stool.schema.REST` stands for the hidden units of a node.
    sums_are_exact : bool
        Those sums are exact; else they are coded.
    """
    attacker = Attacker(people, {*told.index})
    seen = [(attacker.people(*place), dict(row)) for place, row in told.iterrows()]
    hidden = {
        (node, level): attacker.people(node, level)
        for node, level, _ in places(people)
        if (node, level) not in attacker.shown
    }
    return _rooms(attacker.n, seen, hidden, sums_are_exact=sums_are_exact)


def _rooms(
    n: NDArray[np.int64],
    seen: Sequence[tuple[Bools, Row]],
    hidden: Mapping[Any, Bools],
    *,
    sums_are_exact: bool,
) -> dict[Any, float]:
    """As of `room`, from the number of answers of each group and what is told of some groups."""
    equal = [
        (np.outer(one, ANSWER**0).ravel(), many)
        for one, many in zip(np.eye(len(n)), n, strict=True)
    ]
    at_most: list[Floats] = []
    for inside, row in seen:
        if sums_are_exact:
            equal += [
                (np.outer(inside, ANSWER**power).ravel(), row[name])
                for power, name in enumerate(("n", "s", "ss"))
                if np.isfinite(row[name])
            ]
        else:
            at_most += _coded_limits(inside, row)
    options = {
        "A_eq": np.array([left for left, _ in equal]),
        "b_eq": [right for _, right in equal],
        "A_ub": np.array(at_most) if at_most else None,
        "b_ub": np.full(len(at_most), EASE) if at_most else None,
    }
    found = {}
    for place, inside in hidden.items():
        if n[inside].sum() < MINIMUM_N:
            total = np.outer(inside, ANSWER).ravel()
            most = sum(_largest(sign * total, options) for sign in (1, -1))
            found[place] = most / n[inside].sum()
    return found


def _sums(given: Floats) -> Row:
    """Exact sums of answers."""
    return {name: float((given**power).sum()) for power, name in enumerate(("n", "s", "ss"))}


def _place(row: Mapping[str, str]) -> Place:
    return row["node"], row["dimension"], row["level"]


def _rests(company: Company, shown: Published) -> Iterator[tuple[Bools, Row]]:
    """Who is in each row of hidden units taken together, and that row."""
    table = shown.table
    hidden = table[
        (table["hidden"] != SHOWN) & (table["dimension"] == ALL) & (table["depth"] == "unit")
    ]
    for row in shown.rest.to_dict("records"):
        units = hidden.loc[hidden["parent"] == row["parent"], "node"]
        yield np.any([company.within((unit, ALL, ALL)) for unit in units], axis=0), row


def _coded_limits(inside: Bools, row: Row) -> list[Floats]:
    """What one coded row tells: mean, share and spread within their steps, as sums <= 0."""
    start, mean = row["n"], row["s"] / row["n"]
    part = (ANSWER[-1] - ANSWER[0]) / STEPS_OF_SCALE
    step = part * float(share_step(start)) * STEPS_OF_SHARE
    first, last = ends_of("1-5")
    is_low, is_high = mean < first + EASE, mean > last - EASE
    low = ANSWER[0] if is_low else mean - step / 2
    high = ANSWER[-1] if is_high else mean + step / 2
    n, s, squares = (np.outer(inside, ANSWER**power).ravel() for power in range(3))
    limits = [low * n - s, s - high * n]
    if not is_low and not is_high and np.isfinite(row["ss"]):
        variance = (row["ss"] - start * mean**2) / (start - 1) - start * step**2 / 12
        most = np.sqrt(variance)
        least = 0.0 if most < LEAST_SPREAD * part + EASE else most - STEPS_OF_SPREAD * step
        less = (start - 1) / start
        limits += [(low**2 + less * least**2) * n - squares, squares - (high**2 + most**2) * n]
    if np.isfinite(row[FAVOURABLE]):
        below, above = beyond(row[FAVOURABLE], start)
        favourable = np.outer(inside, ANSWER >= 4).ravel()
        limits += [
            (row[FAVOURABLE] - below) * n - favourable,
            favourable - (row[FAVOURABLE] + above) * n,
        ]
    return limits


def _largest(wanted: Floats, options: dict[str, object]) -> float:
    found = linprog(-wanted, bounds=(0, None), method="highs", **options)
    assert found.status == 0, found.message
    return -float(found.fun)
