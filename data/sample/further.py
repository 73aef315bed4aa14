"""Further questions and figures of the three surveys, drawn after everything else and from random
streams of their own, so that the other columns are what they were without them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Compose = Callable[[np.random.Generator], str]  # one sentence

NOISE = 0.75  # points, of a person's answer to one question
OVERALL, CSAT = 3.9, 3.8  # usual answers to the two overall questions
SUGGESTING = {"employee": 0.07, "customer": 0.05}  # share of the rows with a suggestion
REPLY_DESK = ("Eastmere", "Lindenau", "Oderfurt", "Brackwell")  # as in beside.py
REPLY_DESK_FROM = "2024Q3"
REPLY_DESK_EASE = 0.45  # points of easy_to_deal_with
CLOSER = {"Private": -0.20, "Small business": 0.10, "Key account": 0.55}  # treated_as_person


@dataclass(frozen=True, slots=True)
class Further:
    """One question.

    Attributes
    ----------
    mean : float
        Typical answer, 1 to 5, before clipping.
    slope : float
        Points it moves with a point of the person's overall answer.
    managers : float
        Points added for managers; half of them for supervisors.
    newcomers : float
        Points added in the first year.
    """

    mean: float
    slope: float
    managers: float = 0.0
    newcomers: float = 0.0


EMPLOYEES = {
    "results_despite_processes": Further(3.1, -0.25),  # the lower the better
    "hired_well": Further(3.6, 0.25),
    "processes_work": Further(3.3, 0.30),
    "respected": Further(3.9, 0.35),
    "committed": Further(4.2, 0.35, newcomers=0.20),
    "can_step_in": Further(3.7, 0.10, newcomers=-0.60),
    "leaders_value_service": Further(3.3, 0.40, managers=0.70),
    "feedback_received": Further(2.9, 0.20, managers=0.40),
    "team_feedback_received": Further(3.2, 0.20, managers=0.30),
    "knowledge": Further(4.0, 0.10, newcomers=-0.50),
    "running_room": Further(3.4, 0.30, managers=0.40),
    "teamwork": Further(4.0, 0.25),
    "measured_and_rewarded": Further(3.0, 0.30),
    "service_view": Further(4.3, 0.20, managers=0.20),  # above what customers say of it
}
CUSTOMERS = {
    "value_for_money": Further(3.5, 0.45),
    "treated_as_person": Further(3.6, 0.0),  # by segment, see `CLOSER`
    "could_sort_it_out": Further(3.7, 0.45),
    "courtesy": Further(4.2, 0.30),
    "easy_to_deal_with": Further(3.6, 0.40),
    "on_time_as_expected": Further(3.7, 0.20),
    "went_beyond": Further(2.7, 0.45),
    "fairness": Further(4.0, 0.30),
    "repeat": Further(3.9, 0.60),
    "respected": Further(4.1, 0.30),
}


def employees(rng: np.random.Generator, rows: pd.DataFrame, compose: Compose) -> pd.DataFrame:
    """The rows of one quarter with the further questions before the comment."""
    overall = rows["overall_satisfaction"].to_numpy() - OVERALL
    rank = rows["level"].map({"Front line": 0.0, "Supervisor": 0.5, "Manager": 1.0}).to_numpy()
    new = (rows["tenure"] == "Under 1 year").to_numpy()
    answers = {
        name: each.mean + each.slope * overall + each.managers * rank + each.newcomers * new
        for name, each in EMPLOYEES.items()
    }
    return _with(rng, rows, answers, compose, SUGGESTING["employee"])


def customers(
    rng: np.random.Generator, rows: pd.DataFrame, label: str, compose: Compose
) -> pd.DataFrame:
    """The rows of one quarter with the further questions before the comment."""
    felt = rows["csat"].to_numpy() - CSAT
    answers = {name: each.mean + each.slope * felt for name, each in CUSTOMERS.items()}
    answers["treated_as_person"] = answers["treated_as_person"] + felt * rows["segment"].map(CLOSER)
    answers["value_for_money"] -= 0.25 * (rows["segment"] == "Private")
    kept = (rows["promise_kept"] == "yes").to_numpy()
    answers["on_time_as_expected"] += 0.25 - 1.3 * ~kept
    desk = rows["branch"].isin(REPLY_DESK).to_numpy() & (label >= REPLY_DESK_FROM)
    answers["easy_to_deal_with"] += REPLY_DESK_EASE * desk
    found = _with(rng, rows, answers, compose, SUGGESTING["customer"])
    against = np.rint(0.6 * felt + rng.normal(0, 0.7, len(rows))).clip(-2, 2).astype(int)
    complained = (rows["complaint"] == "yes").to_numpy()
    resolved = (rows["resolved"] == "yes").to_numpy()
    handled = np.rint(1.9 + 1.9 * resolved + rng.normal(0, 0.8, len(rows))).clip(1, 5)
    again = rng.random(len(rows)) < np.where(resolved, 0.12, 0.34)
    place = found.columns.get_loc("suggestion")
    found.insert(place, "expectation", against)
    handling = np.where(complained, handled.astype(int).astype(str), "")
    found.insert(place + 1, "complaint_handling", handling)
    repeated = np.where(complained, np.where(again, "yes", "no"), "")
    found.insert(place + 2, "repeat_complaint", repeated)
    return found


def _with(
    rng: np.random.Generator,
    rows: pd.DataFrame,
    answers: dict[str, Floats],
    compose: Compose,
    suggesting: float,
) -> pd.DataFrame:
    """Rows with answers on 1 to 5 and a suggestion, before the comment."""
    found = rows.copy()
    place = found.columns.get_loc("comment")
    for name, typical in answers.items():
        drawn = np.rint(np.asarray(typical) + rng.normal(0, NOISE, len(rows))).clip(1, 5)
        found.insert(place, name, drawn.astype(int))
        place += 1
    texts = [compose(rng) if writes else "" for writes in rng.random(len(rows)) < suggesting]
    found.insert(place, "suggestion", texts)
    return found


def revenue(
    rng: np.random.Generator, tables: dict[str, pd.DataFrame], service: Floats
) -> dict[str, pd.DataFrame]:
    """The tables of all quarters with customers won and lost, repeat revenue and hires screened.

    Parameters
    ----------
    service : array, shape (branches, quarters)
        Path of the customers, in standard deviations: where it is low, more are lost a quarter
        later and fewer buy again.
    """
    found = {}
    first = next(iter(tables.values()))
    start = np.rint(first["customers"].to_numpy() * 0.95).astype(int)
    for column, (label, table) in enumerate(tables.items()):
        before = service[:, max(column - 1, 0)]
        lost = rng.binomial(start, _logistic(-2.7 - 0.25 * before))
        new = rng.poisson(0.065 * start)
        share = (0.63 + 0.02 * service[:, column] + rng.normal(0, 0.015, len(table))).clip(0, 0.95)
        screened = np.rint(58 + 1.4 * column + rng.normal(0, 5, len(table))).clip(0, 100)
        found[label] = table.assign(
            customers_start=start,
            customers_lost=lost,
            customers_new=new,
            repeat_revenue=(table["revenue"] * share).round().astype(int),
            hires_screened=screened.astype(int),
        )
        start = start - lost + new
    return found


def _logistic(value: Floats) -> Floats:
    return 1 / (1 + np.exp(-value))
