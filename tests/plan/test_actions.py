"""Actions: what one must say, when it is due, and what its leg did, against values by hand."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from stool.errors import (
    AllAndSomeError,
    LagRangeError,
    MissingFieldError,
    StoolError,
    UnknownChoiceError,
    UnknownLegError,
    UnknownQuarterError,
)
from stool.measure import with_changes
from stool.plan import PROGRESS_COLUMNS, Action, Status, progress
from stool.schema import COMPANY, ESAT, PROFIT
from stool.text import actions as words
from tests.measure.test_change import history

USUAL: dict[str, Any] = {
    "title": "recognition budget", "owner": "Ann", "units": ("A",), "leg": ESAT,
    "start": "2023Q2", "lag": 2, "status": Status.RUNNING,
}  # fmt: skip


def action(**fields: Any) -> Action:
    return Action(**(USUAL | fields))


def legs(se: float = 1.0, sampled: bool = True, **units: list[float]) -> pd.DataFrame:
    rows = [history(scores, se, node=node, sampled=sampled) for node, scores in units.items()]
    return with_changes(pd.concat(rows, ignore_index=True))


def so_far(rows: pd.DataFrame, quarter: str = "2023Q4", **fields: Any) -> dict[str, Any]:
    found = progress([action(**fields)], rows, quarter)
    assert tuple(found.columns) == PROGRESS_COLUMNS
    return {str(name): value for name, value in found.iloc[0].items()}


@pytest.mark.parametrize(
    ("fields", "error", "says"),
    [
        ({"title": ""}, MissingFieldError, "One row has no title"),
        ({"owner": " "}, MissingFieldError, "“recognition budget” has no owner"),
        ({"units": ()}, MissingFieldError, "has no unit"),
        ({"start": ""}, MissingFieldError, "has no quarter it begins in"),
        ({"start": "soon"}, UnknownQuarterError, "does not name a quarter"),
        ({"leg": "rent"}, UnknownLegError, "is no leg"),
        ({"lag": -1}, LagRangeError, "after “-1” quarters. Give a whole number from 0"),
        ({"lag": 13}, LagRangeError, "to 12"),
        ({"units": (COMPANY, "A")}, AllAndSomeError, "all units and also A"),
    ],
)
def test_an_action_says_what_it_lacks(
    fields: dict[str, Any], error: type[StoolError], says: str
) -> None:
    with pytest.raises(error, match=says):
        action(**fields)


@pytest.mark.parametrize(
    ("fields", "error", "says"),
    [
        ({"status": "late"}, UnknownChoiceError, "planned, running, done and dropped"),
        ({"lag": 1.5}, LagRangeError, "after “1.5” quarters"),
        ({"lag": ""}, LagRangeError, "after “” quarters"),
    ],
)
def test_what_a_table_holds_is_checked_too(
    fields: dict[str, Any], error: type[StoolError], says: str
) -> None:
    body = action().body()
    assert Action.of_body(body) == action()
    with pytest.raises(error, match=says):
        Action.of_body(body | fields)


def test_an_action_is_due_after_its_lag() -> None:
    assert action().due == "2023Q4"
    assert action(lag=0).due == "2023Q2"


def test_the_change_since_the_quarter_before_it_began() -> None:
    found = so_far(legs(A=[60, 63, 63, 61], B=[0, 0, 0, 90]))
    assert (found["since"], found["until"], found["units"], found["of"]) == (
        "2023Q1", "2023Q4", 1, 1,
    )  # fmt: skip
    assert found["change"] == pytest.approx(1)
    assert found["noise"] == pytest.approx(1.959964 * np.sqrt(2))
    assert not found["is_clear"]
    assert so_far(legs(A=[60, 63, 63, 63]))["is_clear"]
    assert so_far(legs(A=[60, 63, 63, 63]), "2023Q2")["change"] == 3


def test_units_count_alike_and_only_those_with_both_ends() -> None:
    rows = legs(A=[60, 0, 0, 64], B=[70, 0, 0, 72], C=[np.nan, 0, 0, 99])
    found = so_far(rows, units=("A", "B", "C"))
    assert (found["units"], found["of"]) == (2, 3)
    assert found["change"] == pytest.approx(68 - 65)
    assert found["noise"] == pytest.approx(1.959964 * np.sqrt(2) * np.sqrt(2) / 2)
    assert found["is_clear"]


def test_a_ledger_figure_without_a_usual_swing_has_unknown_noise() -> None:
    rows = legs(se=0.0, sampled=False, A=[60, 63, 63, 70]).assign(leg=PROFIT)
    found = so_far(rows, leg=PROFIT)
    assert (found["change"], found["is_clear"]) == (10, False)
    assert np.isnan(found["noise"])


def test_a_change_of_wording_since_leaves_nothing_to_compare() -> None:
    rows = legs(A=[60, 63, 63, 99], B=[60, 63, 63, 61])
    rows.loc[rows["node"] == "A", "era"] = [0, 0, 1, 1]
    found = so_far(rows)
    assert (found["units"], found["is_comparable"]) == (0, False)
    assert np.isnan(found["change"])
    both = so_far(rows, units=("A", "B"))
    assert (both["units"], both["is_comparable"], both["change"]) == (1, True, 1)


@pytest.mark.parametrize(
    ("fields", "quarter"),
    [
        ({"status": Status.PLANNED}, "2023Q4"),
        ({"status": Status.DROPPED}, "2023Q4"),
        ({}, "2023Q1"),
        ({"start": "2023Q1"}, "2023Q4"),
        ({"units": ("Z",)}, "2023Q4"),
    ],
)
def test_without_a_beginning_or_a_figure_there_is_no_change(
    fields: dict[str, Any], quarter: str
) -> None:
    found = so_far(legs(A=[60, 63, 63, 61]), quarter, **fields)
    assert np.isnan(found["change"])
    assert (found["is_clear"], found["is_comparable"], found["units"]) == (False, True, 0)


def test_actions_looked_at_together_pay_for_their_number() -> None:
    rows = legs(A=[60, 63, 63, 62.9], B=[60] * 4)
    alone = progress([action()], rows, "2023Q4")
    many = [action(title=f"other {place}", units=("B",)) for place in range(9)]
    assert alone["is_clear"].tolist() == [True]
    assert not progress([action(), *many], rows, "2023Q4")["is_clear"].any()
    assert progress([], rows, "2023Q4").empty


@pytest.mark.parametrize(
    ("fields", "scores", "said"),
    [
        ({}, [60, 0, 0, 61], "Due to show in ESAT this quarter. Since Q1 2023: +1, within noise."),
        ({"lag": 3}, [60, 0, 0, 55], "Due to show in ESAT in Q1 2024. Since Q1 2023: −5, more"),
        ({"lag": 0}, [60, 0, 0, 61], "Was due to show in ESAT in Q2 2023. Since"),
        ({}, [np.nan, 0, 0, 61], "nothing to compare, a figure of before it began or of now is"),
        ({"units": ("A", "Z")}, [60, 0, 0, 61], "+1, within noise (1 of 2 units)."),
        ({"status": Status.DROPPED}, [60, 0, 0, 61], "Dropped."),
        ({"status": Status.PLANNED}, [60, 0, 0, 61], "Planned from Q2 2023; due to show in ESAT"),
        ({"start": "2024Q1"}, [60, 0, 0, 61], "Begins in Q1 2024; due to show in ESAT in Q3 2024."),
    ],
)  # fmt: skip
def test_what_is_said_of_an_action(fields: dict[str, Any], scores: list[float], said: str) -> None:
    assert said in words.sentence(action(**fields), so_far(legs(A=scores), **fields))


def test_what_is_not_comparable_or_of_unknown_noise_says_so() -> None:
    known = {"is_comparable": True, "change": 2.4, "noise": np.nan, "units": 1, "of": 1}
    assert words.moved(known) == "+2, noise not known yet"
    assert words.moved(known | {"is_comparable": False}) == (
        "not comparable, wording or scale changed"
    )
