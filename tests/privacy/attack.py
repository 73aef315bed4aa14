"""What an attacker can make out of a published table: a linear programme over counts of answers.

The attacker knows the hierarchy, the rule of coding and, more than anyone should, how many answered
in every cell, hidden ones too. Unknown are the counts of each answer in each unit and level; every
number shown narrows them.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog

from stool.privacy.coding import coded, with_shares
from stool.privacy.nodes import every_node
from stool.schema import CELL_KEY, COMPANY, ESAT, FAVOURABLE, SHOWN, SUMS
from tests.cells.making import answers, cells
from tests.privacy.attacker import Attacker, Bools, Small, places

REGION = {"A": "North", "B": "North", "C": "South", "D": "South"}
NODES = (COMPANY, "North", "South", *REGION)
LEVELS = ("new", "old")
EVERY = ("ALL", *LEVELS)
ANSWER = np.arange(1.0, 6.0)
MINIMUM = 7
KNOWN = 0.1  # points of 1-5: whoever knows a mean so closely has been told it
EASE = 1e-7  # for what floats add

Floats = NDArray[np.float64]
Place = tuple[str, str]  # node and level
ATOMS = [(unit, level) for unit in REGION for level in LEVELS]


def table(random: np.random.Generator, shares: list[float], sizes: list[int]) -> pd.DataFrame:
    """Every node and level with its exact sums, of answers 1 to 5 given with those chances."""
    made = []
    for unit in REGION:
        of_levels = [random.choice(ANSWER, random.choice(sizes), p=shares) for _ in LEVELS]
        for level, values in zip(LEVELS, of_levels, strict=True):
            segment = ("tenure", level)
            made.append(answers("trust", "2025Q1", unit, values, leg=ESAT, segment=segment))
        made.append(answers("trust", "2025Q1", unit, np.concatenate(of_levels), leg=ESAT))
    units = cells(*made).rename(columns={"unit": "node"})
    units["parent"] = units["node"].map(REGION)
    return every_node(units, [name for name in CELL_KEY if name != "unit"], SUMS)


def hidden_places(exact: pd.DataFrame) -> set[Place]:
    """Cells under the minimum, and of every equation with one such cell its smallest other part."""
    n = exact.set_index(["node", "level"])["n"]
    hidden = {place for place in n.index if n[place] < MINIMUM}
    equations = [[(node, level) for level in EVERY] for node in NODES]
    for level in EVERY:
        equations.append([(node, level) for node in NODES[:3]])
        for region in NODES[1:3]:
            units = [unit for unit, parent in REGION.items() if parent == region]
            equations.append([(node, level) for node in (region, *units)])
    while alone := [each for each in equations if len(hidden & set(each)) == 1]:
        parts = [place for place in alone[0][1:] if place not in hidden]
        hidden.add(min(parts, key=lambda place: n[place]))
    return hidden


def small(exact: pd.DataFrame) -> Small:
    """Where the people of a table are."""
    n = exact.set_index(["node", "level"])["n"]
    return Small(REGION, {atom: int(n[atom]) for atom in ATOMS})


def told(exact: pd.DataFrame, hidden: set[Place], *, sums_are_shown: bool) -> pd.DataFrame:
    """What is published of the other places, as of `room`."""
    shown = [place not in hidden for place in zip(exact["node"], exact["level"], strict=True)]
    rows = exact[shown].assign(hidden=SHOWN)
    rows = with_shares(rows) if sums_are_shown else coded(rows)
    return rows.set_index(["node", "level"])[["n", "s", "ss", FAVOURABLE]]


def room(people: Small, shown: pd.DataFrame, *, sums_are_shown: bool) -> dict[Place, float]:
    """How far apart the least and the largest mean are that each small hidden cell can have.

    Parameters
    ----------
    people : Small
    shown : DataFrame, by node and level
        ``n``, ``s``, ``ss`` and ``favourable`` of the cells shown, NaN where one is not; the others
        are hidden. The level `stool.schema.REST` stands for the hidden units of a node.
    sums_are_shown : bool
        Those sums are exact; else they are coded.
    """
    attacker = Attacker(people, {*shown.index})
    each = np.eye(len(attacker.n), dtype=np.bool_)
    equal = [(_sum(one, ANSWER**0), n) for one, n in zip(each, attacker.n, strict=True)]
    at_most: list[Floats] = []
    for place, row in shown.iterrows():
        inside = attacker.people(*place)
        if sums_are_shown:
            known = [(power, row[name]) for power, name in enumerate(SUMS[:3])]
            equal += [(_sum(inside, ANSWER**power), s) for power, s in known if np.isfinite(s)]
        else:
            at_most += _coded_limits(inside, row)
    options = {
        "A_eq": np.array([left for left, _ in equal]),
        "b_eq": [right for _, right in equal],
        "A_ub": np.array(at_most) if at_most else None,
        "b_ub": np.full(len(at_most), EASE) if at_most else None,
    }
    return {
        (node, level): sum(
            _largest(sign * _sum(attacker.people(node, level), ANSWER), options) for sign in (1, -1)
        )
        / n
        for node, level, n in places(people)
        if n < MINIMUM and (node, level) not in attacker.shown
    }


def _coded_limits(people: Bools, row: "pd.Series[float]") -> list[Floats]:
    """What one coded cell tells: mean, share and spread within their steps, as sums <= 0."""
    start, mean, share = row["n"], row["s"] / row["n"], row[FAVOURABLE]
    finer = {100: 0.5, 400: 0.2, 1000: 0.1}
    step = 0.1 * min([1.0, *(factor for least, factor in finer.items() if start >= least)])
    n, s, squares = (_sum(people, ANSWER**power) for power in range(3))
    at_end = mean < 1.5 + EASE or mean > 4.5 - EASE
    low = 1.0 if mean < 1.5 + EASE else mean - step / 2
    high = 5.0 if mean > 4.5 - EASE else mean + step / 2
    limits = [low * n - s, s - high * n]
    if not at_end and np.isfinite(row["ss"]):
        variance = (row["ss"] - start * mean**2) / (start - 1) - start * step**2 / 12
        most = np.sqrt(variance)
        least = 0.0 if most < 0.6 + EASE else most - 2 * step
        less = (start - 1) / start
        limits += [(low**2 + less * least**2) * n - squares, squares - (high**2 + most**2) * n]
    if np.isfinite(share):
        half = step / 4
        favourable = _sum(people, (ANSWER >= 4).astype(float))
        least = 0.0 if share < 0.1 + EASE else share - half
        most = 1.0 if share > 0.9 - EASE else share + half
        limits += [least * n - favourable, favourable - most * n]
    return limits


def _sum(people: Bools, weights: Floats) -> Floats:
    """Coefficients of a sum over the answers of some base cells."""
    return np.outer(people, weights).ravel()


def _largest(wanted: Floats, options: dict[str, object]) -> float:
    found = linprog(-wanted, bounds=(0, None), method="highs", **options)
    assert found.status == 0, found.message
    return -float(found.fun)
