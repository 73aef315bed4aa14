"""Legs and readings made by hand."""

from typing import Any

import numpy as np

from stool.balance import tilt
from stool.measure import Target
from stool.reading import LegReading, Reading
from stool.reading.state import state_of
from stool.schema import COMPANY, CSAT, ESAT, LEGS, MARGIN, PROFIT, SHOWN

OWN = Target(3, 4, 4.5, provisional=False)
METRIC = {ESAT: ESAT, CSAT: CSAT, PROFIT: MARGIN}
SCALE = {ESAT: "1-5", CSAT: "1-5", PROFIT: "ledger"}


def leg(name: str, score: float, se: float = 1.0, **fields: Any) -> LegReading:
    """One leg at a score; the raw figure follows it."""
    usual = {
        "leg": name,
        "metric": METRIC[name],
        "scale": SCALE[name],
        "raw": 3 + score / 75,
        "raw_low": 3.0,
        "raw_high": 4.0,
        "n": 412.0,
        "n_is_least": False,
        "population": 560.0,
        "response_rate": 412 / 560,
        "response_rate_high": 412 / 560,
        "score": score,
        "se": se,
        "low": score - 2 * se,
        "high": score + 2 * se,
        "change": np.nan,
        "change_noise": np.nan,
        "change_is_clear": False,
        "is_comparable": True,
        "target": OWN,
        "sampled": name != PROFIT,
        "hidden": SHOWN,
        "minimum": 7 if name == ESAT else 5,
    }
    return LegReading(**(usual | fields))


def reading(*legs: LegReading, quarter: str = "2026Q1", **fields: Any) -> Reading:
    """Reading of these legs, its tilt and state found by the rules."""
    found = {each.leg: each for each in legs}
    known = len(legs) == 3 and all(np.isfinite(each.score) for each in legs)
    scores = {name: each.score for name, each in found.items()}
    errors = {name: each.se for name, each in found.items()}
    seat = tilt(scores, errors) if known else None
    usual = {
        "quarter": quarter, "depth": "company", "node": COMPANY, "revision": 3,
        "state": state_of(found, seat), "legs": found,
        "missing": tuple(name for name in LEGS if not np.isfinite(scores.get(name, np.nan))),
        "tilt": seat, "tilt_year_ago": np.nan, "links": {}, "implication": None, "attention": (),
        "trust": (),
    }  # fmt: skip
    return Reading(**(usual | fields))


def three(esat: float, csat: float, profit: float, se: float = 1.0) -> tuple[LegReading, ...]:
    return leg(ESAT, esat, se), leg(CSAT, csat, se), leg(PROFIT, profit, se)
