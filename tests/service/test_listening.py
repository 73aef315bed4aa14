"""Listening and improving, on notes and texts made by hand."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from stool.actions import Action, Kind, Status
from stool.schema import COMPANY, CSAT, ESAT
from stool.service import improving, listening
from stool.voice import Followed, Step, Voice, key_of, listed
from tests.service.built import NOW, PARENTS, around, basis, cell


def action(
    title, units=(COMPANY,), *, start="2025Q2", status=Status.RUNNING, owner="Head", **other
):
    return Action(title, owner, units, CSAT, start, 1, status, **other)


def written(texts, leg=CSAT, kind="suggestion", unit="Ash"):
    rows = [(NOW, leg, unit, kind, "", text) for text in texts]
    return pd.DataFrame(rows, columns=["quarter", "leg", "unit", "kind", "band", "text"]).astype(
        "str"
    )


def voice(*parts, followed=None):
    return Voice(1, 1, listed(pd.concat(parts, ignore_index=True), PARENTS), (), followed or {})


def test_days_to_an_answer_leave_out_what_came_after_the_quarter() -> None:
    days = (10, 20, 30, 40, 50, 60, 70)
    received = dt.date(2025, 6, 1)
    told = tuple(
        action(
            f"a{number}",
            received=received.isoformat(),
            told_back=(received + dt.timedelta(days=number)).isoformat(),
        )
        for number in days
    )
    waiting = action("slow", received="2026-01-30")
    late = action("late", received="2026-02-28", told_back="2026-04-05")
    future = action("future", received="2026-04-02")
    found = listening.answered(basis([], actions=(*told, waiting, late, future)))
    assert found is not None
    assert (found.headline.value, found.headline.low, found.headline.high) == (40, 10, 70)
    assert (found.figure("told").value, found.figure("told").n) == (pytest.approx(7 / 9), 9)
    assert found.parts[["part", "value"]].to_numpy().tolist() == [["slow", 60], ["late", 31]]
    assert found.doubts == ("few_answers",)
    assert listening.answered(basis([], actions=(future, action("undated")))) is None


def test_the_funnel_is_that_of_the_suggestions_of_both_legs() -> None:
    texts = [f"Open earlier {number}" for number in range(20)]
    keys = [key_of(CSAT, NOW, text) for text in texts]
    followed = {
        keys[0]: Followed(CSAT, NOW, Step.TOLD, "a"),
        keys[1]: Followed(CSAT, NOW, Step.ACTION, "a"),
    }
    heard = voice(written(texts), written(texts[:10], ESAT), followed=followed)
    answers = (action("answers", said="it", told_back="2025-12-01", received="2025-11-01"),)
    found = listening.heard(basis([], voice=heard, actions=answers))
    assert found is not None
    assert found.parts["value"].tolist() == pytest.approx([1, 2 / 30, 2 / 30, 1 / 30])
    assert found.headline.value == pytest.approx(1 / 30)
    assert found.figure("actions").value == found.figure("actions_told").value == 1
    assert listening.heard(basis([])) is None
    assert listening.heard(basis([], voice=voice(written(texts[:3])))) is None


def test_the_share_that_writes_is_told_where_texts_may_be_counted() -> None:
    heard = voice(
        written([f"c{number}" for number in range(12)], kind="comment"),
        written([f"e{number}" for number in range(9)], ESAT, "comment"),
    )
    cells = [cell(CSAT, CSAT, around(4)), cell(ESAT, ESAT, around(4))]
    found = listening.written(basis(cells, voice=heard))
    assert found is not None
    assert found.parts["part"].tolist() == ["comment_csat"]  # nine employees are too few
    assert found.headline.value == pytest.approx(12 / 40)
    assert listening.written(basis(cells)) is None


def legs(rates):
    rows = [
        (ESAT, COMPANY, quarter, 25.0, True, rate, 1.5 * rate) for quarter, rate in rates.items()
    ]
    columns = ["leg", "node", "quarter", "n", "n_is_least", "response_rate", "response_rate_high"]
    return pd.DataFrame(rows, columns=columns)


def test_the_response_rate_is_that_of_the_legs() -> None:
    cells = [cell(ESAT, "safe_to_speak", around(4)), cell(ESAT, ESAT, around(4))]
    history = legs({"2025Q4": 0.5, NOW: 0.6, "2026Q2": 0.1})
    found = listening.asked(basis(cells, legs=history))
    assert found is not None
    assert (found.headline.value, found.headline.high) == (0.6, pytest.approx(0.9))
    assert (found.headline.n, found.headline.n_is_least) == (25, True)
    assert found.trend["value"].tolist() == [0.5, 0.6]
    assert found.figure("safe").value == pytest.approx(4)
    assert listening.asked(basis(cells)) is None
    assert listening.asked(basis(cells, legs=legs({NOW: np.nan}))) is None


def test_an_improvement_is_of_a_team_when_it_reaches_that_unit_alone() -> None:
    actions = (
        action("own", ("Ash",), finished="2025Q4"),
        action("region", ("East",)),
        action("several", ("Ash", "Cedar")),
        action("thanks", ("Ash",), kind=Kind.GROUP),
        action("later", ("Ash",), start="2026Q2"),
    )
    found = improving.improved(basis([cell(ESAT, "processes_work", around(3))], actions=actions))
    assert found is not None
    counts = {key: found.figure(key).value for key in ("teams", "finished", "above", "seen")}
    assert counts == {"teams": 1, "finished": 1, "above": 2, "seen": 0}
    assert improving.improved(basis([], actions=actions)) is None


def test_responsibility_counts_units_with_an_open_action_of_their_own() -> None:
    actions = (
        action("all", owner="One"),
        action("east", ("East",), owner="One"),
        action("cedar", ("Cedar",), status=Status.DONE),
        action("ash", ("Ash",), owner="One"),
        action("birch", ("Birch",), owner="Two", status=Status.PLANNED),
    )
    found = improving.owned(basis([], actions=actions))
    assert found is not None
    assert found.headline.value == pytest.approx(2 / 3)
    assert found.figure("any").value == 1
    assert found.figure("most").value == pytest.approx(3 / 4)
    assert found.parts[["part", "value"]].to_numpy().tolist() == [["One", 3], ["Two", 1]]
    assert found.doubts == ("one_owner",)
    west = improving.owned(basis([], actions=actions, node="West"))
    assert west is not None
    assert (west.headline.value, west.figure("open").value) == (0, 1)
    assert improving.owned(basis([], actions=actions[2:3])) is None
