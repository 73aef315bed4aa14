"""Listening: who is asked and answers, what is said, and what becomes of it."""

import datetime as dt

import numpy as np
import pandas as pd

from stool.actions import Action
from stool.period import last_day
from stool.privacy.coding import band_end, is_coded, share_step
from stool.schema import CSAT, ESAT
from stool.service.basis import Basis
from stool.service.estimates import figure_of
from stool.service.quantiles import median
from stool.service.result import TREND_COLUMNS, Figure, Measure, table_of
from stool.service.shares import favourable, share_of
from stool.voice import Step
from stool.voice.heard import counting, minimum
from stool.voice.rows import COMMENT, SUGGESTION

FEW_ANSWERS = 10  # a share of fewer things leaps


def asked(basis: Basis) -> Measure | None:
    """S21: how many staff answer, whether it is safe to, and how many write something."""
    legs = basis.legs
    if legs.empty:
        return None
    ours = legs[(legs["leg"] == ESAT) & (legs["node"] == basis.node)]
    ours = ours[(ours["quarter"] <= basis.quarter) & ours["response_rate"].notna()]
    now, safe = basis.now(ours), basis.now(basis.of_node(ESAT, "safe_to_speak"))
    if now.empty:
        return None
    least, most = ours["response_rate"], ours["response_rate_high"]
    banded = ours["n_is_least"].astype(bool)
    rates = ours.assign(value=least, low=least.where(banded), high=most.where(banded))
    rates = rates.sort_values("quarter")
    wrote = _writing(basis, ESAT, COMMENT)
    return Measure(
        "S21",
        (
            _rate(basis.now(rates).iloc[0]),
            *([figure_of("safe", safe), *favourable(safe)] if len(safe) else []),
            *([wrote] if wrote else []),
        ),
        "higher",
        rates[list(TREND_COLUMNS)].reset_index(drop=True),
        quarters=(basis.quarter,),
    )


def _rate(row: pd.Series) -> Figure:
    """Response rate of a quarter, its ends those its band of answers leaves."""
    value, low, high, n = (float(row[name]) for name in ("value", "low", "high", "n"))
    return Figure("response", value, low, high, n, "share", n_is_least=bool(row["n_is_least"]))


def answered(basis: Basis) -> Measure | None:
    """S22: days from a comment to the answer, and how many got one.

    Parts are the comments still without an answer, with the days they have waited.
    """
    today = last_day(basis.quarter)
    received = [
        each
        for each in basis.actions
        if each.received and each.received <= today.isoformat() and basis.concerns(each.units)
    ]
    if not received:
        return None
    told = [each for each in received if each.told_back and each.told_back <= today.isoformat()]
    waiting = sorted((each for each in received if each not in told), key=lambda one: one.received)
    days = [_days(each.received, _day(each.told_back)) for each in told]
    return Measure(
        "S22",
        (median("median", days), share_of("told", len(told), len(received))),
        "lower",
        parts=table_of(
            "part",
            (Figure(each.title, _days(each.received, today), kind="days") for each in waiting),
        ),
        part_kind="days",
        quarters=(basis.quarter,),
        doubts=("few_answers",) if len(received) < FEW_ANSWERS else (),
    )


def heard(basis: Basis) -> Measure | None:
    """S13: how many suggestions were understood, led to an action, and were told back."""
    funnel = _funnel(basis)
    if funnel.empty:
        return None
    of = float(funnel["of"].iloc[0])
    reached = funnel["reached"].astype(float)
    said = _said(basis)
    told = sum(bool(each.told_back) for each in said)
    return Measure(
        "S13",
        (
            share_of("told", reached[Step.TOLD.value], of),
            share_of("understood", reached[Step.CODED.value], of),
            share_of("acted", reached[Step.ACTION.value], of),
            Figure("actions", float(len(said)), kind="count"),
            Figure("actions_told", float(told), kind="count"),
        ),
        "higher",
        parts=table_of("part", (share_of(str(step), k, of) for step, k in reached.items())),
        part_kind="share",
        quarters=(basis.quarter,),
    )


def written(basis: Basis) -> Measure | None:
    """S40: how many answers hold a comment or a suggestion, and what came of them."""
    found = [
        figure
        for leg, kind in ((CSAT, COMMENT), (ESAT, COMMENT), (CSAT, SUGGESTION), (ESAT, SUGGESTION))
        for figure in [_writing(basis, leg, kind)]
        if figure is not None
    ]
    if not found:
        return None
    said = _said(basis)
    return Measure(
        "S40",
        (
            *found,
            Figure("actions", float(len(said)), kind="count"),
            Figure("results", float(sum(bool(each.result) for each in said)), kind="count"),
        ),
        "higher",
        parts=table_of("part", found),
        part_kind="share",
        quarters=(basis.quarter,),
    )


def _writing(basis: Basis, leg: str, kind: str) -> Figure | None:
    """Share of the answers of the quarter that hold a text; None where nothing is known of it."""
    answers = basis.now(basis.of_node(leg))
    if basis.voice is None or answers.empty:
        return None
    rows = counting(basis.voice.placed, basis.node)
    rows = rows[(rows["leg"] == leg) & (rows["kind"] == kind)]
    texts = int((rows["quarter"] == basis.quarter).sum())
    if texts < minimum(leg):
        return None
    people = float(answers["n"].sum())
    if is_coded(answers).any():
        return _of_a_band(f"{kind}_{leg}", texts, people)
    return share_of(f"{kind}_{leg}", min(texts, people), people)


def _of_a_band(key: str, texts: int, start: float) -> Figure:
    """Share of the employees of a band that wrote: of its middle, with ends that hold for all."""
    end, step = float(band_end(start)), float(share_step(start))
    middle = min(texts / np.sqrt(start * end), 1.0)
    fewest, most = (share_of(key, min(texts, people), people) for people in (end, start))
    return Figure(
        key,
        round(middle / step) * step,
        np.floor(fewest.low / step) * step,
        min(np.ceil(most.high / step) * step, 1.0),
        start,
        "share",
        n_is_least=True,
    )


def _funnel(basis: Basis) -> pd.DataFrame:
    """Suggestions of both legs by step, in its order."""
    if basis.voice is None:
        return pd.DataFrame()
    found = [basis.voice.funnel(leg, basis.quarter, basis.node) for leg in basis.voice.legs]
    rows = pd.concat(found) if found else pd.DataFrame()
    if rows.empty:
        return rows
    return rows.groupby("step", sort=False)[["reached", "of"]].sum()


def _said(basis: Basis) -> list[Action]:
    """What was begun by the quarter in answer to something that was said."""
    return [
        each
        for each in basis.actions
        if each.said and each.has_begun(basis.quarter) and basis.concerns(each.units)
    ]


def _days(since: str, until: dt.date) -> float:
    return float((until - _day(since)).days)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
