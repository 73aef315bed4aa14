"""Did an action move its leg? The units it reached against those it did not.

Difference in differences: what the scores of the units it reached did between the quarters before
it began and those from when it was due, less what the scores of the other units did meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import comb
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.actions import Action
from stool.measure import holm
from stool.period import shift
from stool.schema import COMPANY

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ALPHA = 0.05
ALPHA_BEFORE = (
    0.10  # of each check of the quarters before: a doubt too many costs less than a claim
)
LONGEST_BEFORE = 8  # quarters: two of every season
LEAST_BEFORE = 4  # quarters; with fewer it cannot be seen whether the units went alike before
LONGEST_AFTER = 4  # quarters from the one it is due in: later other things have happened
LEAST_OTHERS = 5  # units to compare with
DRAWS = 1999
SEED = 0
POWER = 2.8 / 1.96  # an effect so many half intervals wide is seen four times in five
TINY = 1e-9  # share of the squares of a comparison that is rounding


class Verdict(StrEnum):
    """What can be said of the effect of an action."""

    SEEN = "seen"
    NOT_SEEN = "not_seen"
    CANNOT_TELL = "cannot_tell"


class Doubt(StrEnum):
    """Why nothing can be said of the effect of an action."""

    NONE = ""
    NOT_DUE = "not_due"
    ALL_UNITS = "all_units"
    NO_FIGURES = "no_figures"
    BREAK = "break"
    OTHER_ACTION = "other_action"
    SHORT = "short"
    FEW_OTHERS = "few_others"
    FEW_UNITS = "few_units"
    APART_BEFORE = "apart_before"
    PLACEBO = "placebo"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action did to its leg, as far as other units tell.

    Attributes
    ----------
    title : str
        Of the action.
    verdict : Verdict
    doubt : Doubt
        Why it cannot be told.
    change : float
        Points by which the units it reached rose more than the others, on the unbent score line;
        NaN where nothing can be compared.
    low, high : float
        95 % interval of `change`; infinite on a side that the units cannot close.
    p : float
        Of no effect, by exchanging units.
    p_adj : float
        The same after Holm's correction over the actions looked at together.
    detectable : float
        Points that would be seen four times in five.
    units, others : int
        Units it reached, and units compared with, that entered.
    since, until : str
        First quarter before it began, and last one from when it was due, that were compared; empty
        where nothing was.
    p_before : float
        Of paths that ran alike before it began, over all quarters jointly.
    placebo : float
        The same comparison within the quarters before, as if it had begun halfway.
    p_placebo : float
    """

    title: str
    verdict: Verdict
    doubt: Doubt
    change: float = np.nan
    low: float = np.nan
    high: float = np.nan
    p: float = np.nan
    p_adj: float = np.nan
    detectable: float = np.nan
    units: int = 0
    others: int = 0
    since: str = ""
    until: str = ""
    p_before: float = np.nan
    placebo: float = np.nan
    p_placebo: float = np.nan


EFFECT_COLUMNS = tuple(Effect.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scores of the units of a comparison.

    Attributes
    ----------
    scores : ndarray (units, quarters)
        NaN where missing.
    reached : ndarray (units,) of bool
    late : ndarray (quarters,) of bool
        From when it was due on.
    """

    scores: Floats
    reached: Bools
    late: Bools


@dataclass(frozen=True, slots=True)
class Contrast:
    """A difference in differences with its randomisation test.

    Attributes
    ----------
    change, low, high : float
    p : float
    """

    change: float
    low: float
    high: float
    p: float


def effects(actions: Sequence[Action], legs: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """What the actions did to their legs, judged against units they did not reach.

    Parameters
    ----------
    actions : sequence of Action
        All that are noted: an action is not compared with units that another one, of some units
        only, reached meanwhile.
    legs : DataFrame
        As of `stool.measure.leg_history`.
    quarter : str
        Later ones are left out.

    Returns
    -------
    DataFrame, one row an action, in their order
        Columns `EFFECT_COLUMNS`. Seen is what stays below .05 when all actions that could be tested
        are looked at together (Holm).

    Notes
    -----
    Unit and quarter effects are taken out, so that what units always are, and what happened to all
    of them, does not count; quarters between the start and the due quarter belong to neither side.
    The p-value, the interval and the two checks of the quarters before exchange units: they hold
    for any number of units reached, whatever a unit's quarters share, as long as the units are
    alike but for the action. A check below .10 leaves the effect untold.

    Measured with `benchmarks/plan_effect.py` (500 panels a design; 24 units, 6 of them reached, 8
    quarters before and 3 after, unless said): without an effect one is called seen in 3 to 7 % of
    panels, also with one or two units reached, heavy tails, unequal noise, missing quarters and
    company-wide shocks felt unequally; in 4 to 5 % where the units were picked because they stood
    low (they rise by themselves, and the checks leave a third to half of the panels untold) or are
    twice as noisy; in 35 % where those reached were rising all along, which the checks then missed.
    An effect of 10 points is seen in 64 % of panels, 84 % with 20 of 100 units reached; the checks
    leave 16 % untold that could have been told. The interval holds the truth in 92 to 96 %.

    References
    ----------
    Bertrand, Duflo & Mullainathan (2004), Q. J. Econ. 119, 249-275 (why quarters are not counted as
    independent). Fisher (1935), The Design of Experiments (randomisation); Rosenbaum (2002),
    Observational Studies, section 2.6 (the interval by inverting the test). Roth (2022), Am. Econ.
    Rev. Insights 4, 305-322 (what checks of the time before miss). Holm (1979), Scand. J. Stat. 6.
    """
    found = [_effect(action, actions, legs, quarter) for action in actions]
    table = pd.DataFrame([asdict(each) for each in found], columns=list(EFFECT_COLUMNS))
    told = (table["verdict"] != Verdict.CANNOT_TELL).to_numpy(dtype=bool)
    if told.any():
        adjusted = holm(table.loc[told, "p"])
        table.loc[told, "p_adj"] = adjusted
        seen = [Verdict.SEEN if p < ALPHA else Verdict.NOT_SEEN for p in adjusted]
        table.loc[told, "verdict"] = seen
    return table


def compare(comparison: Comparison, *, draws: int = DRAWS, seed: int = SEED) -> Contrast:
    """Difference in differences, its interval and its p by exchanging units.

    Parameters
    ----------
    comparison : Comparison
    draws : int
        Exchanges.
    seed : int

    Returns
    -------
    Contrast
        The estimate is least squares on unit effects, quarter effects and being reached late.
    """
    own, crossed, inverse, inner = _swept(comparison)
    reached = comparison.reached.astype(float)
    drawn = _exchanged(reached, draws, seed)
    weights = np.vstack([reached, drawn])
    covered = weights @ crossed  # (1 + draws, quarters)
    size = weights**2 @ own - np.einsum("dq,qr,dr->d", covered, inverse, covered)
    with np.errstate(divide="ignore", invalid="ignore"):
        changes = (weights @ inner) / size
        shared = (
            (weights * reached) @ own - np.einsum("dq,qr,r->d", covered, inverse, covered[0])
        ) / size
    change, others, spill = float(changes[0]), changes[1:], shared[1:]
    if not size[0] > TINY * own.sum():
        return Contrast(np.nan, np.nan, np.nan, np.nan)
    usable = np.isfinite(others)
    others, spill = others[usable], np.clip(spill[usable], -1, 1)
    beyond = np.abs(others) >= abs(change) - TINY * max(abs(change), 1.0)
    p = float((1 + beyond.sum()) / (1 + len(others)))
    low, high = _inverted(change, others, spill)
    return Contrast(change, low, high, p)


def _effect(action: Action, actions: Sequence[Action], legs: pd.DataFrame, quarter: str) -> Effect:
    """One action by itself; its verdict is not yet corrected for the others."""
    rows = legs[(legs["leg"] == action.leg) & (legs["depth"] == "unit")]
    parents = rows.drop_duplicates("node").set_index("node")["parent"]
    reached = _reached(action, parents)
    first = shift(action.start, -LONGEST_BEFORE)
    last = min(quarter, shift(action.due, LONGEST_AFTER - 1))
    busy = _busy(action, actions, parents, first, last)
    rows = rows[rows["quarter"].between(first, last) & rows["linear"].notna()]
    kept, broken = _of_one_era(rows[~rows["node"].isin(busy)])
    found = _laid(kept, action, reached)
    units, others = int(found.reached.sum()), int((~found.reached).sum())
    doubts = {
        Doubt.NOT_DUE: not action.has_begun(quarter) or action.due > quarter,
        Doubt.NO_FIGURES: not reached,
        Doubt.ALL_UNITS: len(reached) == len(parents),
        Doubt.OTHER_ACTION: reached <= busy,
        Doubt.BREAK: not units and bool(broken & reached),
        Doubt.SHORT: not units,
        Doubt.FEW_OTHERS: others < LEAST_OTHERS,
        Doubt.FEW_UNITS: not _can_reject(found.reached),
    }
    doubt = next((each for each, holds in doubts.items() if holds), Doubt.NONE)
    if doubt:
        return Effect(action.title, Verdict.CANNOT_TELL, doubt, units=units, others=others)
    ends = {"since": str(kept["quarter"].min()), "until": str(kept["quarter"].max())}
    return _judged(action.title, found, {"units": units, "others": others, **ends})


def _judged(title: str, found: Comparison, facts: Mapping[str, Any]) -> Effect:
    """The effect once it can be computed: the checks of the time before decide what is said."""
    contrast = compare(found)
    early = Comparison(found.scores[:, ~found.late], found.reached, _second_half(~found.late))
    placebo, p_before = compare(early), apart(early)
    doubt = Doubt.NONE
    if not np.isfinite(contrast.p):
        doubt = Doubt.SHORT
    elif p_before < ALPHA_BEFORE:
        doubt = Doubt.APART_BEFORE
    elif placebo.p < ALPHA_BEFORE:
        doubt = Doubt.PLACEBO
    seen = Verdict.SEEN if contrast.p < ALPHA else Verdict.NOT_SEEN
    return Effect(
        title,
        verdict=Verdict.CANNOT_TELL if doubt else seen,
        doubt=doubt,
        change=contrast.change,
        low=contrast.low,
        high=contrast.high,
        p=contrast.p,
        detectable=POWER * (contrast.high - contrast.low) / 2,
        p_before=p_before,
        placebo=placebo.change,
        p_placebo=placebo.p,
        **facts,
    )


def apart(early: Comparison, *, draws: int = DRAWS, seed: int = SEED) -> float:
    """P of paths that ran alike in the quarters before, by exchanging units.

    Parameters
    ----------
    early : Comparison
        The quarters before alone.
    draws, seed : int
        As of `compare`.

    Returns
    -------
    float
        Of the summed squared distances, quarter by quarter, between the mean of the units reached
        and that of the others, both less their own level.
    """
    seen = np.isfinite(early.scores)
    left = np.where(seen, early.scores, 0.0)
    left = np.where(seen, left - (left.sum(axis=1) / seen.sum(axis=1))[:, None], 0.0)
    reached = early.reached.astype(float)
    weights = np.vstack([reached, _exchanged(reached, draws, seed)])
    inside = (weights @ left) / np.maximum(weights @ seen, 1)
    outside = ((1 - weights) @ left) / np.maximum((1 - weights) @ seen, 1)
    gaps = inside - outside
    gaps -= gaps.mean(axis=1, keepdims=True)
    squares = (gaps**2).sum(axis=1)
    return float((1 + (squares[1:] >= squares[0] * (1 - TINY)).sum()) / len(squares))


def _reached(action: Action, parents: "pd.Series[str]") -> set[str]:
    """Units an action reaches, regions taken apart."""
    if COMPANY in action.units:
        return set(parents.index)
    here = parents.index.isin(action.units) | parents.isin(action.units).to_numpy()
    return set(parents.index[here])


def _busy(
    action: Action, actions: Sequence[Action], parents: "pd.Series[str]", first: str, last: str
) -> set[str]:
    """Units that another action on the same leg reached or was due in, in these quarters.

    One that reached all units is felt by all: it goes with what happened to the quarter.
    """
    found: set[str] = set()
    for other in actions:
        if other is action or other.leg != action.leg or not other.has_begun(last):
            continue
        units = _reached(other, parents)
        if other.due >= first and len(units) < len(parents):
            found |= units
    return found


def _of_one_era(rows: pd.DataFrame) -> tuple[pd.DataFrame, set[str]]:
    """Rows worded and scaled as their unit's last ones, and units that lost rows by that."""
    if rows.empty:
        return rows, set()
    last = rows.sort_values("quarter").groupby("node")["era"].last()
    same = rows["era"] == rows["node"].map(last)
    return rows[same], set(rows.loc[~same, "node"])


def _laid(rows: pd.DataFrame, action: Action, reached: set[str]) -> Comparison:
    """Units with enough quarters on either side."""
    early, late = rows["quarter"] < action.start, rows["quarter"] >= action.due
    rows = rows[early | late]
    wide = rows.pivot(index="node", columns="quarter", values="linear").sort_index(axis=1)
    columns = wide.columns.to_numpy(dtype=str) >= action.due
    scores = wide.to_numpy(dtype=float)
    seen = np.isfinite(scores)
    enough = (seen[:, ~columns].sum(axis=1) >= LEAST_BEFORE) & seen[:, columns].any(axis=1)
    scores = scores[enough]
    used = np.isfinite(scores).any(axis=0)
    inside = wide.index.isin(sorted(reached))[enough]
    return Comparison(scores[:, used], np.asarray(inside, dtype=np.bool_), columns[used])


def _second_half(early: Bools) -> Bools:
    """The later half of the quarters before, as if the action had been due there."""
    quarters = int(early.sum())
    return np.arange(quarters) >= quarters // 2


def _can_reject(reached: Bools) -> bool:
    """Whether there are enough ways to exchange the units for a p below `ALPHA`.

    Where half of the units are reached, each exchange has a mirror of the same size.
    """
    n, k = len(reached), int(reached.sum())
    ways = comb(n, k) // (2 if 2 * k == n else 1)
    return ways * ALPHA > 1


def _swept(comparison: Comparison) -> tuple[Floats, Floats, Floats, Floats]:
    """What the test of every exchange needs, unit and quarter effects taken out.

    Returns
    -------
    own : ndarray (units,)
        Squares of being late, within the unit.
    crossed : ndarray (units, quarters)
        Its products with the quarters.
    inverse : ndarray (quarters, quarters)
        Pseudo-inverse of the quarters' own products.
    inner : ndarray (units,)
        Products of being late in a unit with the scores.
    """
    seen = np.isfinite(comparison.scores)
    counts = seen.sum(axis=1)
    scores = np.where(seen, comparison.scores, 0.0)
    scores = np.where(seen, scores - (scores.sum(axis=1) / counts)[:, None], 0.0)
    late = seen * comparison.late
    late = np.where(seen, late - (late.sum(axis=1) / counts)[:, None], 0.0)
    of_quarters = np.diag(seen.sum(axis=0).astype(float)) - (seen / counts[:, None]).T @ seen
    inverse = np.linalg.pinv(of_quarters, rcond=TINY, hermitian=True)
    inner = (late * scores).sum(axis=1) - late @ inverse @ scores.sum(axis=0)
    return (late**2).sum(axis=1), late, inverse, inner


def _exchanged(reached: Floats, draws: int, seed: int) -> Floats:
    """The units reached, drawn anew: (draws, units)."""
    order = np.random.default_rng(seed).random((draws, len(reached))).argsort(axis=1)
    drawn: Floats = reached[order]
    return drawn


def _inverted(change: float, others: Floats, spill: Floats) -> tuple[float, float]:
    """Effects that the test would not reject, were they taken off the units reached.

    Taking off tau leaves `change - tau` and, in an exchange, `others - tau * spill`: an exchange is
    at least as far from 0 for every tau between the two where they are equal in size.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        minus = np.where(spill < 1, (change - others) / (1 - spill), np.nan)
        plus = np.where(spill > -1, (change + others) / (1 + spill), np.nan)
    same = ~np.isfinite(minus) | ~np.isfinite(plus)  # the units themselves, or all the others
    low = np.sort(np.where(same, -np.inf, np.fmin(minus, plus)))
    high = np.sort(np.where(same, np.inf, np.fmax(minus, plus)))[::-1]
    place = int(np.ceil(ALPHA * (1 + len(others)))) - 1  # fewer so far out and p is below
    if place < 1:
        return -np.inf, np.inf
    return float(low[place - 1]), float(high[place - 1])
