"""Fair: alike for every segment, inside as outside, and the four figures of a good service."""

from dataclasses import replace
from math import comb

import numpy as np
import pandas as pd

from stool.schema import (
    ANSWERS,
    COST,
    CSAT,
    CUSTOMERS,
    ESAT,
    FIRST_REPLY_BAND,
    FIRST_REPLY_HOURS,
    PROFIT,
    PROMISE_KEPT,
    SCALES,
    SEGMENT,
    SERVICE,
)
from stool.service.basis import Basis
from stool.service.estimates import Estimate, figure_of, staff_less_customers
from stool.service.places import clear, places
from stool.service.quantiles import quantile
from stool.service.questions import question
from stool.service.result import (
    PART_COLUMNS,
    PLACE_COLUMNS,
    Figure,
    Kind,
    Measure,
    no_rows,
    table_of,
)
from stool.service.shares import SHARE_SCALE, favourable_share, ratio_of_shares, top_share
from stool.service.trends import trend_of

RESPECTED = "respected"
EMPOWERING = ((CSAT, "could_sort_it_out"), (ESAT, "empowered"))
WAIT, KEPT = "wait", "kept"


def fair(basis: Basis) -> Measure | None:
    """S33: whether a segment waits longer, or gets promises broken more often, than the others."""
    gaps = _segments(basis)
    felt = question("S33", basis, CSAT, "fairness")
    if felt is None and gaps.empty:
        return None
    waits = gaps[gaps["of"] == WAIT]
    found = (
        *_largest(waits, "hours"),
        *_largest(gaps[gaps["of"] == KEPT], "points", 100),
        Figure("flagged", float(clear(gaps["p"]).sum()), n=len(gaps), kind="count"),
    )
    parts = waits.rename(columns={"level": "part"}).assign(n_is_least=False)[list(PART_COLUMNS)]
    if felt is None:
        return Measure("S33", found, "", parts=parts, part_kind="hours", quarters=(basis.quarter,))
    return replace(felt, figures=(*felt.figures, *found), parts=parts, part_kind="hours")


def _segments(basis: Basis) -> pd.DataFrame:
    """Gaps of every segment in waiting and in promises kept, over the last quarters.

    Both from the log where it knows segments, else as customers tell.
    """
    found = []
    for metric, of in ((FIRST_REPLY_HOURS, WAIT), (PROMISE_KEPT, KEPT)):
        record = len(basis.now(basis.of_node(SERVICE, metric, SEGMENT)))
        rows = basis.last(basis.of_units(SERVICE if record else CSAT, metric, SEGMENT))
        found.append(gaps_within_units(rows).assign(of=of))
    return pd.concat(found, ignore_index=True)


def gaps_within_units(rows: pd.DataFrame) -> pd.DataFrame:
    """Each segment less the others of the same unit and quarter, as if all units had its mix.

    Parameters
    ----------
    rows : DataFrame
        Cells by segment of units and quarters.

    Returns
    -------
    DataFrame, one row a segment
        ``level``, ``value``, ``low``, ``high``, ``n`` and ``p``, two-sided, NaN where nothing
        varies. Weights are the answers of a unit and quarter, those of all segments.

    References
    ----------
    Direct standardisation: Keiding & Clayton (2014), Stat. Sci. 29, 529-558.
    """
    place = [rows["node"], rows["quarter"]]
    sums = rows[["n", "s", "ss"]]
    rest = sums.groupby(place, observed=True).transform("sum") - sums
    weight = sums["n"] + rest["n"]
    gap = sums["s"] / sums["n"] - rest["s"] / rest["n"].where(rest["n"] > 0)
    variance = _variance(sums) + _variance(rest)
    known = (sums["n"] > 1) & (rest["n"] > 1) & variance.notna()
    found = []
    for level, at in rows[known].groupby("level", observed=True).groups.items():
        w = (weight[at] / weight[at].sum()).to_numpy(float)
        standard = Estimate(
            float(w @ gap[at].to_numpy(float)),
            float(np.sqrt(w**2 @ variance[at].to_numpy(float))),
            float(sums["n"][at].sum()),
        )
        ends = standard.figure("")
        found.append((str(level), ends.value, ends.low, ends.high, ends.n, standard.p))
    return pd.DataFrame(found, columns=["level", "value", "low", "high", "n", "p"])


def _variance(sums: pd.DataFrame) -> pd.Series:
    """Sampling variance of means."""
    n = sums["n"].where(sums["n"] > 1)
    return (sums["ss"] - sums["s"] ** 2 / n).clip(lower=0) / (n - 1) / n


def _largest(gaps: pd.DataFrame, kind: Kind, times: float = 1) -> tuple[Figure, ...]:
    """The gap furthest from none, as a figure named for what it is of."""
    if gaps.empty:
        return ()
    row = gaps.iloc[int(gaps["value"].abs().argmax())]
    value, low, high = (times * float(row[name]) for name in ("value", "low", "high"))
    n, level = float(row["n"]), str(row["level"])
    return (Figure(str(row["of"]), value, low, high, n, kind, of=level),)


def respect(basis: Basis) -> Measure | None:
    """S23: respect as staff feel it less respect as customers feel it."""
    inside, outside = (basis.of_node(source, RESPECTED) for source in (ESAT, CSAT))
    staff, customers = (
        figure_of(name, basis.now(rows))
        for name, rows in (("staff", inside), ("customers", outside))
    )
    if not (staff.is_known and customers.is_known):
        return None
    if staff.scale != customers.scale:
        found = (staff, customers)
        return Measure("S23", found, quarters=(basis.quarter,), doubts=("two_scales",))
    both = pd.concat([inside, outside])
    return Measure(
        "S23",
        (_gap(basis.now(both)), staff, customers),
        "",
        trend_of(both, _gap),
        parts=table_of("part", (staff, customers)),
        part_kind="mean",
        quarters=(basis.quarter,),
    )


def _gap(rows: pd.DataFrame) -> Figure:
    """Staff less customers; n is that of the fewer."""
    fewer = float(rows.groupby("leg", observed=True)["n"].sum().min())
    return replace(staff_less_customers(rows).figure("gap"), n=fewer)


def four(basis: Basis) -> Measure | None:
    """S5: excellent, equitable, efficient, empowering."""
    rows = basis.of_node(CSAT)
    now = basis.now(rows)
    if now.empty or not top_share("excellent", now).is_known:
        return None
    figures = (
        top_share("excellent", now),
        *_equitable(basis.now(basis.of_node(CSAT, "", SEGMENT))),
        *_efficient(basis),
        *_empowering(basis),
    )
    return Measure(
        "S5",
        figures,
        "higher",
        trend_of(rows, lambda each: top_share("excellent", each)),
        _excellence(basis.now(basis.of_units(CSAT))),
        quarters=(basis.quarter,),
    )


def _excellence(units: pd.DataFrame) -> pd.DataFrame:
    """Units by their share of top answers, told as a yes/no figure."""
    first = SCALES[str(units["scale"].iloc[0])].top_from if len(units) else None
    if first is None:
        return no_rows(PLACE_COLUMNS)
    top = units[list(ANSWERS)].iloc[:, int(first) :].sum(axis=1)
    return places(units.assign(s=top, ss=top, scale=SHARE_SCALE), "unit", "node", "higher")


def _equitable(rows: pd.DataFrame) -> tuple[Figure, ...]:
    """Favourable share of the least content segment over that of the most content.

    Which two they are was seen in the same answers, so the interval pays for every two there are.
    """
    of_each = rows.groupby("level", observed=True)
    shares = [favourable_share(str(level), part) for level, part in of_each]
    known = sorted((each for each in shares if each.value > 0), key=lambda each: each.value)
    if len(known) < 2:
        return ()
    return (ratio_of_shares("equitable", known[0], known[-1], looks=comb(len(known), 2)),)


def _efficient(basis: Basis) -> tuple[Figure, ...]:
    """Cost a customer served, and the time to the first reply."""
    cost, customers = (basis.now(basis.of_node(PROFIT, name)) for name in (COST, CUSTOMERS))
    found: list[Figure] = []
    if len(cost) and len(customers) and customers["s"].iloc[0] > 0:
        served = float(customers["s"].iloc[0])
        found.append(Figure("cost", float(cost["s"].iloc[0]) / served, n=served, kind="money"))
    bands = basis.now(basis.of_node(SERVICE, FIRST_REPLY_BAND))
    hours = basis.now(basis.of_node(CSAT, FIRST_REPLY_HOURS))
    if len(bands):
        found.append(quantile("median", bands, 0.5))
    elif len(hours):
        found.append(replace(figure_of("mean_hours", hours), kind="hours", scale=""))
    return tuple(found)


def _empowering(basis: Basis) -> tuple[Figure, ...]:
    """Power to act, as customers see it, else as staff do."""
    for source, name in EMPOWERING:
        rows = basis.now(basis.of_node(source, name))
        if len(rows):
            return (figure_of("empowering", rows),)
    return ()
