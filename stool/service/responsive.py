"""Responsive: how soon an answer comes, courtesy and ease, the price, the little extra."""

from dataclasses import replace

import numpy as np
import pandas as pd

from stool.measure import share_within
from stool.schema import (
    ANSWERS,
    CSAT,
    FIRST_REPLY_BAND,
    FIRST_REPLY_HOURS,
    PROFIT,
    SEGMENT,
    SERVER,
    SERVICE,
    SPEED,
)
from stool.service.basis import Basis
from stool.service.estimates import by_level, figure_of
from stool.service.places import more_often, ranked
from stool.service.quantiles import quantile
from stool.service.questions import question
from stool.service.result import PLACE_COLUMNS, Figure, Measure, no_rows, table_of
from stool.service.shares import share_of
from stool.service.together import together
from stool.service.trends import trend_of

IN_TIME = 8.0  # hours: a working day


def respond(basis: Basis) -> Measure | None:
    """S18: hours to the first reply, from the log, else as customers tell them."""
    parts = table_of("part", by_level(basis.last(basis.of_node(CSAT, "", SPEED))))
    bands = basis.of_node(SERVICE, FIRST_REPLY_BAND)
    now = basis.now(bands)
    if now.empty:
        found = question("S18", basis, CSAT, FIRST_REPLY_HOURS)
        if found is None:
            return None
        hours = replace(found.headline, key="mean_hours", kind="hours", scale="")
        return replace(found, figures=(hours,), parts=parts, doubts=("hours_of_customers",))
    counts = now[list(ANSWERS)].sum().tolist()
    n = float(sum(counts))
    return Measure(
        "S18",
        (
            quantile("median", now, 0.5),
            quantile("ninetieth", now, 0.9),
            share_of("in_time", round(share_within(counts, IN_TIME) * n), n),
        ),
        "lower",
        trend_of(bands, lambda rows: quantile("median", rows, 0.5)),
        _slow(basis.now(basis.of_units(SERVICE, FIRST_REPLY_BAND))),
        parts,
        quarters=(basis.quarter,),
    )


def _slow(units: pd.DataFrame) -> pd.DataFrame:
    """Units by their median; clear where more of their cases wait past `IN_TIME` than elsewhere."""
    if units["node"].nunique() < 2:
        return no_rows(PLACE_COLUMNS)
    of_each = list(units.groupby("node", observed=True))
    medians = table_of("place", (quantile(str(node), rows, 0.5) for node, rows in of_each))
    in_time = [share_within(rows[list(ANSWERS)].sum().tolist(), IN_TIME) for _, rows in of_each]
    late = medians["n"] - np.array(in_time) * medians["n"]
    return ranked(medians, "unit", more_often(late, medians["n"]), "lower")


def attitude(basis: Basis) -> Measure | None:
    """S20: attitude seen in the moment, by who serves."""
    return question("S20", basis, CSAT, "courtesy", dimensions=(SEGMENT, SERVER))


def easy(basis: Basis) -> Measure | None:
    """S24: whether systems are made for the customer, "easy to deal with"."""
    return question("S24", basis, CSAT, "easy_to_deal_with")


def worth_it(basis: Basis) -> Measure | None:
    """S3: value for the price, and how it goes with satisfaction."""
    found = question("S3", basis, CSAT, "value_for_money")
    if found is None:
        return None
    both = together(basis.rows_below(basis.pair(CSAT, "value_for_money")))
    figures = [*found.figures, figure_of("csat", basis.now(basis.of_node(CSAT)))]
    if both:
        figures.append(replace(both.r, key="with_csat"))
    price = basis.now(basis.of_node(PROFIT, "price_index"))
    if len(price):
        index = float(price["s"].sum() / price["n"].sum())
        figures.append(Figure("price_index", index, kind="count"))
    return replace(found, figures=tuple(figures))


def extra(basis: Basis) -> Measure | None:
    """S31: somebody went beyond what was asked, and how satisfied such customers are."""
    found = question("S31", basis, CSAT, "went_beyond")
    if found is None:
        return None
    both = together(basis.rows_below(basis.pair(CSAT, "went_beyond")))
    lift = (both.slope.figure("lift"),) if both else ()
    return replace(found, figures=(*found.figures, *lift))
