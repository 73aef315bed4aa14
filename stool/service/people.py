"""People: who is hired, what they know and may do, whether they hear of it and are thanked."""

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from stool.actions import Action, Kind
from stool.lag import Evidence, panel_lagged_correlation
from stool.schema import (
    COMPANY,
    CSAT,
    ESAT,
    FIRST_REPLY_HOURS,
    HEADCOUNT,
    LEVEL,
    PROFIT,
    SERVICE,
    TENURE,
)
from stool.service.basis import Basis
from stool.service.estimates import Estimate, average, difference
from stool.service.questions import question, several
from stool.service.result import Figure, Measure, table_of
from stool.service.shares import favourable_share
from stool.service.together import over_places
from stool.service.trends import trend_of

FIVE = ("hired_well", "knowledge", "running_room", "teamwork", "measured_and_rewarded")
FOUR = ("hired_well", "coached", "skilled", "empowered")
THREE = ("skilled", "committed", "can_step_in")
HEARD = ("feedback_received", "team_feedback_received")
RECOGNITION = {Kind.INDIVIDUAL: "individual", Kind.GROUP: "group"}
HEADS = 100
LEAST_RECOGNITIONS = 8  # that some units had and others had not; with fewer nothing could be seen
LATER = 1  # quarters
FEW_UNITS = 12  # with fewer, a correlation over them reaches from one end to the other
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
MONTHS = re.compile(r"\bm(?:on|oi|es)", re.IGNORECASE)  # in the languages files are read in


def people(basis: Basis) -> Measure | None:
    """S36: five statements of staff on average, and whom feedback reaches."""
    found = several("S36", basis, ESAT, FIVE, dimensions=(LEVEL, TENURE))
    if found is None:
        return None
    heard = [favourable_share(name, basis.now(basis.of_node(ESAT, name))) for name in HEARD]
    return replace(found, figures=(*found.figures, *(each for each in heard if each.is_known)))


def made_able(basis: Basis) -> Measure | None:
    """S15: hired, coached, skilled and empowered on average, and hires screened for service."""
    found = several("S15", basis, ESAT, FOUR, dimensions=(LEVEL, TENURE))
    screened = basis.now(basis.of_node(PROFIT, "hires_screened"))
    if found is None or screened.empty:
        return found
    units = float(screened["n"].sum())
    percent = float(screened["s"].sum()) / units
    figure = Figure("screened", percent / 100, n=units, kind="share")
    return replace(found, figures=(*found.figures, figure))


def recognised(basis: Basis) -> Measure | None:
    """S17: whether staff feel recognised, what is done for it, and what follows."""
    found = question("S17", basis, ESAT, "recognised", dimensions=(LEVEL, TENURE))
    if found is None:
        return None
    running = [each for each in _recognitions(basis) if _runs(each, basis.quarter)]
    heads = basis.now(basis.of_node(PROFIT, HEADCOUNT))["s"].sum(min_count=1)
    per_head = HEADS * len(running) / heads if heads > 0 else np.nan
    kinds = [
        Figure(name, float(sum(each.kind == kind for each in running)), kind="count")
        for kind, name in RECOGNITION.items()
    ]
    followed, doubts = _followed(basis)
    rate = Figure("per_head", float(per_head), kind="rate")
    return replace(found, figures=(*found.figures, *kinds, rate, *followed), doubts=doubts)


def newcomers(basis: Basis) -> Measure | None:
    """S26: skill, commitment and readiness to step in: newcomers less the settled."""
    rows = [basis.of_node(ESAT, name, TENURE) for name in THREE]
    new = newest_band(rows[0]["level"].unique())
    now = [basis.now(each) for each in rows]
    if not new or any(new not in set(each["level"]) or len(each) < 2 for each in now):
        return None
    of_each = [_of_new(each, new).figure(name) for name, each in zip(THREE, now, strict=True)]
    return Measure(
        "S26",
        (_of_new(pd.concat(now), new).figure("gap"), *of_each),
        "higher",
        trend_of(pd.concat(rows), lambda part: _of_new(part, new).figure("gap")),
        parts=table_of("part", of_each),
        part_kind="gap",
        quarters=(basis.quarter,),
    )


def feedback(basis: Basis) -> Measure | None:
    """S29: whether staff regularly receive feedback from customers."""
    return question("S29", basis, ESAT, "feedback_received", dimensions=(LEVEL, TENURE))


def tools(basis: Basis) -> Measure | None:
    """S35: how well tools let staff serve, beside the reply times of the units."""
    found = question("S35", basis, ESAT, "tools_work", dimensions=(LEVEL, TENURE))
    times = basis.recent(basis.of_units(SERVICE, FIRST_REPLY_HOURS))
    if times.empty:
        times = basis.recent(basis.of_units(CSAT, FIRST_REPLY_HOURS))
    if found is None or times.empty:
        return None
    ratings = basis.recent(basis.of_units(ESAT, "tools_work"))
    both = pd.DataFrame({"rating": _means(ratings), "hours": np.log(_means(times))}).dropna()
    r = over_places("r", both["rating"], both["hours"])
    doubts = ("few_units",) if r.is_known and len(both) < FEW_UNITS else ()
    return replace(found, figures=(*found.figures, r), doubts=doubts)


def newest_band(bands: Iterable[str]) -> str:
    """The band of those who came last, by the numbers in the names; "" where one has none.

    Bands are of years, or of months where they say so.
    """
    order = []
    for band in map(str, bands):
        numbers = [float(each.replace(",", ".")) for each in NUMBER.findall(band)]
        if not numbers:
            return ""
        years = 1 / 12 if MONTHS.search(band) else 1.0
        order.append((numbers[0] * years, numbers[-1] * years, band))
    return min(order)[2] if len(order) > 1 else ""


def _of_new(rows: pd.DataFrame, new: str) -> Estimate:
    """Newcomers less all others, on average over the questions among the rows."""
    of_each = rows.groupby("metric", observed=True)
    found = [
        difference(part[part["level"] == new], part[part["level"] != new]) for _, part in of_each
    ]
    return average(found, alike=True)


def _means(rows: pd.DataFrame) -> "pd.Series[float]":
    """Mean of each unit over the quarters of the rows."""
    sums = rows.groupby("node", observed=True)[["n", "s"]].sum()
    return sums["s"] / sums["n"]


def _recognitions(basis: Basis) -> list[Action]:
    """What was begun by the quarter to recognise people or groups of the node."""
    return [
        each
        for each in basis.actions
        if each.kind in RECOGNITION and each.has_begun(basis.quarter) and basis.concerns(each.units)
    ]


def _runs(action: Action, quarter: str) -> bool:
    return not action.finished or action.finished >= quarter


def _followed(basis: Basis) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """Whether staff are more content a quarter after recognition began in their unit.

    Over all units of the company: those that an action reaches against those it does not.
    """
    every = _recognitions(replace(basis, node=COMPANY))
    some = [each for each in every if COMPANY not in each.units]
    if len(some) < LEAST_RECOGNITIONS:
        return (), ("few_recognitions",)
    esat, heads = basis.rows(ESAT), basis.rows(PROFIT, HEADCOUNT)
    esat, heads = (rows[rows["depth"] == "unit"] for rows in (esat, heads))
    people = heads[["node", "quarter", "s"]].rename(columns={"s": "heads"})
    panel = esat.merge(people, on=["node", "quarter"])
    begun = [
        sum(each.start == quarter and bool({node, parent} & set(each.units)) for each in some)
        for node, parent, quarter in zip(
            panel["node"], panel["parent"], panel["quarter"], strict=True
        )
    ]
    panel = panel.assign(begun=np.divide(begun, panel["heads"]), felt=panel["s"] / panel["n"])
    result = panel_lagged_correlation(
        panel, "begun", "felt", unit="node", time="quarter", lags=[LATER]
    )
    r = Figure("followed", result.best_r, result.low, result.high, float(result.n_obs), "r")
    return (r,), () if result.evidence >= Evidence.ESTABLISHED else ("recognition_not_followed",)
