"""Recovers: failures put right, complaints dealt with, the unhappy who say nothing."""

from dataclasses import replace

import numpy as np
import pandas as pd

from stool.schema import (
    ANSWERS,
    COMPLAINED,
    COMPLAINT,
    CSAT,
    CUSTOMERS,
    FIXED_IN,
    OUTCOME,
    PROFIT,
    RECOVERED,
    SCALES,
    SERVICE,
    STILL_OPEN,
)
from stool.service.basis import Basis
from stool.service.estimates import difference, figure_of
from stool.service.places import places
from stool.service.questions import question
from stool.service.result import Figure, Measure, table_of
from stool.service.shares import favourable_share, share_of
from stool.service.trends import trend_of, trend_of_means

NO, YES = "no", "yes"
FOLKLORE = 1 / 25  # "one tells you, 24 do not"; the studies behind it cannot be found
ON_RECORD, ASKED = (SERVICE, RECOVERED), (CSAT, "resolved")
LOW_SHARE = 0.25  # of the way up the scale: 2 of 1-5
FEW = 30  # low scorers; with fewer the estimate is rough


def recovered(basis: Basis) -> Measure | None:
    """S32: how content those are whose failure was put right, against the others."""
    outcome = basis.last(basis.of_node(CSAT, "", OUTCOME))
    plain = basis.last(basis.of_node(CSAT, "", COMPLAINED))
    groups = {
        "none": plain[plain["level"] == NO],
        "resolved": outcome[outcome["level"] == YES],
        "unresolved": outcome[outcome["level"] == NO],
    }
    known = [each for each in (ON_RECORD, ASKED) if len(basis.of_node(*each))]
    if not known:
        return None
    rows = basis.of_node(*known[0])
    record = basis.last(rows)
    means = [figure_of(key, group) for key, group in groups.items() if len(group)]
    gaps = [
        _gap(f"{key}_gap", groups[key], groups["none"])
        for key in ("resolved", "unresolved")
        if len(groups[key]) and len(groups["none"])
    ]
    soon = basis.last(basis.of_node(SERVICE, RECOVERED, FIXED_IN))
    in_time = [
        figure_of(f"in_{level}", each) for level, each in soon.groupby("level", observed=True)
    ]
    return Measure(
        "S32",
        (figure_of("recovered", record), *gaps, *in_time),
        "higher",
        trend_of_means(rows),
        places(basis.last(basis.of_units(*known[0])), "unit", "node", "higher"),
        parts=table_of("part", means),
        part_kind="mean",
        quarters=tuple(sorted(record["quarter"].unique())),
    )


def _gap(key: str, rows: pd.DataFrame, others: pd.DataFrame) -> Figure:
    """Some customers less the others; n is that of the first."""
    return replace(difference(rows, others).figure(key), n=float(rows["n"].sum()))


def complaints(basis: Basis) -> Measure | None:
    """S39: how many complain, and how that is dealt with."""
    found = question("S39", basis, CSAT, COMPLAINT) or question("S39", basis, SERVICE, COMPLAINT)
    if found is None:
        return None
    figures = [replace(found.headline, key="rate")]
    for key, source, name in (
        ("resolved", CSAT, "resolved"),
        ("handling", CSAT, "complaint_handling"),
        ("again", CSAT, "repeat_complaint"),
    ):
        rows = basis.last(basis.of_node(source, name))
        if len(rows):
            share = favourable_share if key == "handling" else figure_of
            figures.append(share(key, rows))
    still = basis.now(basis.of_node(SERVICE, STILL_OPEN, COMPLAINED))
    still = still[still["level"] == YES]
    if len(still):
        figures.append(figure_of("open", still))
    return replace(found, figures=tuple(figures))


def silent(basis: Basis) -> Measure | None:
    """S19: how many of the unhappy complain, and how many customers that leaves unheard."""
    rows = basis.of_node(CSAT, "", COMPLAINED)
    rows = rows[rows["quarter"].isin(_told(basis, rows))]
    recent = basis.last(rows)
    if basis.now(rows).empty or not SCALES[str(rows["scale"].iloc[-1])].counted:
        return None
    spoke, low, answers = _voice(recent)
    if not low:
        return None
    quiet = share_of("quiet", low - spoke, answers)
    customers = basis.last(basis.of_node(PROFIT, CUSTOMERS))
    customers = customers[customers["quarter"].isin(recent["quarter"])]
    figures = [_voice_rate(recent), share_of("low", low, answers), quiet]
    if len(customers):
        served = float(customers["s"].sum())
        silent = [served * end for end in (quiet.value, quiet.low, quiet.high)]
        figures.append(Figure("silent", silent[0], silent[1], silent[2], served, "count"))
    figures.append(Figure("folklore", FOLKLORE, kind="share"))
    return Measure(
        "S19",
        tuple(figures),
        "higher",
        trend_of(rows, _voice_rate),
        quarters=tuple(sorted(recent["quarter"].unique())),
        doubts=("few_unhappy",) if low < FEW else (),
    )


def _told(basis: Basis, rows: pd.DataFrame) -> set[str]:
    """Quarters in which both those who complained and the others are shown, or nobody complained.

    Else those who complained could be hidden for being few, and would seem to be none.
    """
    said = basis.of_node(CSAT, COMPLAINT)
    spoke, rest = (set(rows.loc[rows["level"] == level, "quarter"]) for level in (YES, NO))
    return rest & (spoke | set(said.loc[said["s"] == 0, "quarter"]))


def _voice_rate(rows: pd.DataFrame) -> Figure:
    spoke, low, _ = _voice(rows)
    return share_of("voice_rate", spoke, low)


def _voice(rows: pd.DataFrame) -> tuple[float, float, float]:
    """Low scorers who complained, all low scorers, all answers."""
    scale = SCALES[str(rows["scale"].iloc[-1])]
    low, high = float(scale.low or 0), float(scale.high or 0)
    last = int(np.floor(low + LOW_SHARE * (high - low)))
    counts = rows.groupby("level", observed=True)[list(ANSWERS)].sum()
    unhappy = counts.iloc[:, : last + 1].sum(axis=1)
    return float(unhappy.get(YES, 0)), float(unhappy.sum()), float(counts.to_numpy().sum())
