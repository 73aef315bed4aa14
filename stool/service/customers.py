"""Customers: kept and won, above what they expected, treated as persons."""

from dataclasses import replace
from math import comb

import numpy as np
import pandas as pd

from stool.measure import item_measures
from stool.measure.profit import profit_figures
from stool.schema import (
    CSAT,
    CUSTOMERS_LOST,
    CUSTOMERS_NEW,
    CUSTOMERS_START,
    NPS,
    PROFIT,
    REPEAT_REVENUE,
    REPEAT_SHARE,
    RETENTION,
    REVENUE,
    SEGMENT,
)
from stool.service.basis import Basis
from stool.service.estimates import MEAN, UNKNOWN, figure_of
from stool.service.places import places
from stool.service.questions import question
from stool.service.result import Figure, Measure, table_of
from stool.service.shares import SHARE_SCALE, favourable_share
from stool.service.together import together
from stool.service.trends import trend_of_means

PERCENT = 100
PERSON = "treated_as_person"


def kept(basis: Basis) -> Measure | None:
    """S25: customers kept, lost and won, and the share of revenue that comes back.

    Chance is what customers would do who stay or leave each by himself.
    """
    needed = (REVENUE, REPEAT_REVENUE, CUSTOMERS_START, CUSTOMERS_LOST)
    ledger = pd.concat([basis.rows(PROFIT, name) for name in needed])
    ratios = profit_figures(ledger)
    if RETENTION not in ratios:
        return None
    start = ledger[(ledger["metric"] == CUSTOMERS_START)].set_index(["node", "quarter"])["s"]
    rows = ratios.dropna(subset=[RETENTION]).join(start.rename("n"), on=["node", "quarter"])
    stayed = rows[RETENTION] / PERCENT * rows["n"]
    rows = rows.assign(leg=PROFIT, s=stayed, ss=stayed, scale=SHARE_SCALE)
    ours = rows[rows["node"] == basis.node]
    now = basis.now(ours)
    if now.empty:
        return None
    counts = [
        Figure(key, float(rows["s"].sum()), kind="count")
        for key, name in (("lost", CUSTOMERS_LOST), ("won", CUSTOMERS_NEW))
        for rows in [basis.now(basis.of_node(PROFIT, name))]
        if len(rows)
    ]
    repeat = now[REPEAT_SHARE].iloc[0] / PERCENT if REPEAT_SHARE in now else np.nan
    return Measure(
        "S25",
        (
            figure_of(RETENTION, now),
            *([Figure(REPEAT_SHARE, float(repeat), kind="share")] if repeat > 0 else []),
            *counts,
        ),
        "higher",
        trend_of_means(ours),
        places(basis.now(basis.rows_below(rows)), "unit", "node", "higher"),
        quarters=(basis.quarter,),
    )


def exceeded(basis: Basis) -> Measure | None:
    """S42: service against expectation, recommendation, and coming back."""
    found = question("S42", basis, CSAT, "expectation")
    if found is None:
        return None
    figures = list(found.figures)
    recommend = basis.now(basis.of_node(CSAT, NPS))
    if len(recommend):
        row = item_measures(recommend).iloc[0]
        value, low, high = (float(row[f"nps{end}"]) for end in ("", "_low", "_high"))
        figures.append(Figure(NPS, value, low, high, float(row["n"]), "points"))
    repeat = favourable_share("repeat", basis.now(basis.of_node(CSAT, "repeat")))
    return replace(found, figures=(*figures, *([repeat] if repeat.is_known else [])))


def as_person(basis: Basis) -> Measure | None:
    """S6: how far satisfaction goes with being treated as a person, by segment.

    Slopes are within quarters; segments are compared two by two.
    """
    everybody, by_segment = (
        pairs[pairs["node"] == basis.node]
        for pairs in (basis.pair(CSAT, PERSON), basis.pair(CSAT, PERSON, dimension=SEGMENT))
    )
    found = {
        str(level): together(part) for level, part in by_segment.groupby("level", observed=True)
    }
    slopes = {level: each.slope for level, each in found.items() if each}
    if len(slopes) < 2:
        return None
    low, *_, high = sorted(slopes.values(), key=lambda slope: slope.value)
    of_each = [slope.figure(level, len(slopes)) for level, slope in slopes.items()]
    opposite = any(each.low > 0 for each in of_each) and any(each.high < 0 for each in of_each)
    all_segments = together(everybody)
    return Measure(
        "S6",
        (
            high.less(low).figure("apart", looks=comb(len(slopes), 2)),
            (all_segments.slope if all_segments else UNKNOWN).figure("slope"),
            figure_of(MEAN, basis.now(basis.of_node(CSAT, PERSON))),
        ),
        "",
        parts=table_of("part", of_each),
        part_kind="gap",
        quarters=tuple(sorted(by_segment["quarter"].unique())),
        doubts=("opposite_signs",) if opposite else (),
    )
