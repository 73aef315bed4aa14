"""Whether the service is led from the front: standards, vision, power to act, evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import comb

import numpy as np
import pandas as pd

from stool.actions import Kind, Status
from stool.period import last_day, ordinal
from stool.schema import ESAT, LEVEL
from stool.service.basis import Basis
from stool.service.estimates import (
    MEAN,
    UNKNOWN,
    Estimate,
    average,
    by_level,
    difference,
    figure_of,
    pooled,
)
from stool.service.places import beside
from stool.service.questions import question
from stool.service.result import Figure, Measure, table_of
from stool.service.shares import favourable
from stool.service.trends import trend_of

STALE = 92  # days: a quarter without a look
REGISTER_COLUMNS = ("standard", "is_attained", "value", "target", "days", "unit", "owner")
EVIDENCE_COLUMNS = ("statement", "owner", "start", "link")
POWER = ("empowered", "boss_removes_obstacles")


def standards(basis: Basis) -> Measure | None:
    """S14: how many standards are met, and how long ago each was measured.

    Details are `REGISTER_COLUMNS`, the longest unmeasured first.
    """
    ours = [each for each in basis.standards if basis.concerns([each.unit])]
    if not ours:
        return None
    today = last_day(basis.quarter)
    rows = [
        (
            *(each.standard, each.is_attained, each.value, each.target),
            *(each.age(today), each.unit, each.owner),
        )
        for each in ours
    ]
    table = pd.DataFrame(rows, columns=list(REGISTER_COLUMNS))
    table = table.astype({"value": float, "days": float})
    table["days"] = table["days"].clip(lower=0)  # the list keeps the last look alone
    table = table.sort_values(["days", "standard"], ascending=[False, True], na_position="first")
    measured = table[table["days"].notna() & table["value"].notna()]
    known = float(len(measured))
    met = float(measured["is_attained"].astype(bool).sum())
    fresh = float((measured["days"] <= STALE).sum())
    late = any(each.last_measured > today.isoformat() for each in ours)
    return Measure(
        "S14",
        (
            Figure("attained", met / known if known else np.nan, n=known, kind="share"),
            Figure("fresh", fresh / len(table), n=float(len(table)), kind="share"),
            Figure("days", float(measured["days"].median()), n=known, kind="days"),
            Figure("never", len(table) - known, kind="count"),
        ),
        parts=table_of("part", _aged(measured)),
        part_kind="days",
        quarters=(basis.quarter,),
        doubts=("register_now",) if late else (),
        details=table.reset_index(drop=True),
    )


def vision(basis: Basis) -> Measure | None:
    """S12: how far levels differ on whether they know what superior service means."""
    rows = basis.of_node(ESAT, "clear_vision", LEVEL)
    now = basis.now(rows)
    if now["level"].nunique() < 2:
        return None
    everybody = basis.now(basis.of_node(ESAT, "clear_vision"))
    looks = comb(now["level"].nunique(), 2)

    def spread(part: pd.DataFrame) -> Figure:
        return _spread(part).figure("spread", looks)

    kind, below = basis.children(ESAT, "clear_vision", LEVEL)
    of_places = {str(node): _spread(part) for node, part in below.groupby("node", observed=True)}
    return Measure(
        "S12",
        (
            spread(now),
            figure_of(MEAN, everybody),
            *favourable(everybody),
        ),
        "lower",
        trend_of(rows, spread),
        beside(of_places, kind, "lower"),
        table_of("part", _by_rank(by_level(now), ranks(basis))),
        quarters=(basis.quarter,),
    )


def inversion(basis: Basis) -> Measure | None:
    """S11: power to act and obstacles removed at the front line, less at the top."""
    items = [basis.of_node(ESAT, name, LEVEL) for name in POWER]
    levels = ranks(basis)
    now = [basis.now(rows) for rows in items]
    if len(levels) < 2 or any({levels[0], levels[-1]} - set(rows["level"]) for rows in now):
        return None

    def index(rows: pd.DataFrame) -> Estimate:
        return _front_less_top(rows, levels)

    below = [basis.children(ESAT, name, LEVEL) for name in POWER]
    of_places = pd.concat([rows for _, rows in below]).groupby("node", observed=True)
    of_levels = {
        level: average([pooled(rows[rows["level"] == level]) for rows in now], alike=True)
        for level in levels
    }
    return Measure(
        "S11",
        (
            index(pd.concat(now)).figure("index"),
            *(index(rows).figure(name) for name, rows in zip(POWER, now, strict=True)),
        ),
        "higher",
        trend_of(pd.concat(items), lambda part: index(part).figure("index")),
        beside({str(node): index(part) for node, part in of_places}, below[0][0], "higher"),
        table_of("part", (each.figure(level) for level, each in of_levels.items())),
        quarters=(basis.quarter,),
    )


def evidence(basis: Basis) -> Measure | None:
    """S28: whether staff see that leaders value service, and what leaders have to show for it.

    Details are `EVIDENCE_COLUMNS`, the newest first.
    """
    seen = question("S28", basis, ESAT, "leaders_value_service", dimensions=(LEVEL,))
    if seen is None:
        return None
    found = [
        each
        for each in basis.actions
        if each.kind == Kind.EVIDENCE
        and each.status != Status.DROPPED
        and each.start <= basis.quarter
        and basis.concerns(each.units)
    ]
    newest = max((each.start for each in found), default="")
    age = ordinal(basis.quarter) - ordinal(newest) if newest else np.nan
    of_levels = basis.now(basis.of_node(ESAT, "leaders_value_service", LEVEL))
    levels = ranks(basis)
    gap = (_front_less_top(of_levels, levels) if len(levels) > 1 else UNKNOWN).figure("gap")
    register = [(each.statement or each.title, each.owner, each.start, each.link) for each in found]
    table = pd.DataFrame(register, columns=list(EVIDENCE_COLUMNS))
    return replace(
        seen,
        figures=(
            *seen.figures,
            *([gap] if gap.is_known else []),
            Figure("evidence", float(len(found)), kind="count"),
            Figure("age", float(age), kind="count"),
        ),
        parts=table_of("part", _by_rank(by_level(of_levels), levels)),
        details=table.sort_values(["start", "statement"], ascending=[False, True]),
    )


def ranks(basis: Basis) -> list[str]:
    """Levels of staff from the front line to the top, by how many answered in the last year.

    There are fewer people the higher up; a company that is no pyramid is read wrongly.
    """
    rows = basis.recent(basis.rows(ESAT, "", LEVEL))
    rows = rows[rows["depth"] == "company"]
    sizes = rows.groupby("level", observed=True)["n"].sum()
    return [str(level) for level in sizes.sort_index().sort_values(ascending=False).index]


def _by_rank(figures: Iterable[Figure], levels: Sequence[str]) -> list[Figure]:
    """Figures of levels, the front line first."""
    return sorted(figures, key=lambda figure: levels.index(figure.key))


def _front_less_top(rows: pd.DataFrame, levels: Sequence[str]) -> Estimate:
    """Front line less top, on average over the questions among the rows; NaN without either."""
    found = [
        difference(part[part["level"] == levels[0]], part[part["level"] == levels[-1]])
        for _, part in rows.groupby("metric", observed=True)
    ]
    return average(found, alike=True) if found else UNKNOWN


def _spread(rows: pd.DataFrame) -> Estimate:
    """Mean of the highest level less that of the lowest; NaN with fewer than two."""
    parts = [part for _, part in rows.groupby("level", observed=True)]
    order = sorted(parts, key=lambda part: pooled(part).value)
    return difference(order[-1], order[0]) if len(order) > 1 else UNKNOWN


def _aged(register: pd.DataFrame) -> list[Figure]:
    """Standards by the days since they were measured, told apart by unit where they must be."""
    twice = register["standard"].duplicated(keep=False)
    names = register["standard"].where(~twice, register["standard"] + ", " + register["unit"])
    return [
        Figure(name, days, kind="days") for name, days in zip(names, register["days"], strict=True)
    ]
