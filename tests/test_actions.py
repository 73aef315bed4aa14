"""Actions: what more can be said of one, old ones still read, and files of them."""

from typing import Any

import pytest

from stool.actions import Action, Kind, Status
from stool.errors import (
    BadActionsError,
    JoinColumnsError,
    NoAmountError,
    NoDayError,
    NoWebAddressError,
    StoolError,
    TooEarlyError,
    UnknownChoiceError,
    UnknownQuarterError,
)
from stool.ingest import actions_csv, read_actions
from stool.schema import COMPANY, CSAT, ESAT

USUAL: dict[str, Any] = {
    "title": "Reply desk",
    "owner": "Ann",
    "units": ("A", "B"),
    "leg": CSAT,
    "start": "2025Q2",
    "lag": 1,
    "status": Status.DONE,
}
FULL: dict[str, Any] = USUAL | {
    "said": "We waited days",
    "kind": Kind.GROUP,
    "received": "2025-01-31",
    "told_back": "2025-04-01",
    "finished": "2025Q3",
    "result": "half the time",
    "statement": "=said the board",
    "link": "https://example.com/x",
    "cost": 1234.5,
}
HEADER = "action,owner,leg,started"


def read(*rows: str, header: str = HEADER) -> tuple[Action, ...]:
    return read_actions("\n".join([header, *rows]).encode(), "actions.csv")


@pytest.mark.parametrize(
    ("fields", "error", "says"),
    [
        ({"received": "soon"}, NoDayError, "has the date “soon”, which is no day"),
        ({"told_back": "2025-02-30"}, NoDayError, "2025-02-30"),
        ({"told_back": "20250401"}, NoDayError, "20250401"),
        (
            {"received": "2025-04-02", "told_back": "2025-04-01"},
            TooEarlyError,
            "told back in 2025-04-01, and that is before 2025-04-02",
        ),
        ({"finished": "2025Q1"}, TooEarlyError, "finished in 2025Q1, and that is before 2025Q2"),
        ({"finished": "spring"}, UnknownQuarterError, "spring"),
        ({"link": "javascript:alert(1)"}, NoWebAddressError, "begins with https://"),
        ({"cost": -1.0}, NoAmountError, "of a cost 0 or more"),
        ({"cost": float("nan")}, NoAmountError, "a number is needed"),
    ],
)
def test_an_action_says_what_is_wrong(
    fields: dict[str, Any], error: type[StoolError], says: str
) -> None:
    with pytest.raises(error, match=says):
        Action(**(USUAL | fields))


def test_an_action_comes_back_from_what_is_stored() -> None:
    for fields in (USUAL, FULL):
        assert Action.of_body(Action(**fields).body()) == Action(**fields)
    assert Action(**FULL).key == "Reply desk"


def test_what_was_stored_before_there_was_more_to_say_is_still_read() -> None:
    old = {
        **{key: USUAL[key] for key in ("title", "owner", "leg", "start", "lag")},
        **{"units": ["A", "B"], "status": "done", "said": "x"},
    }
    assert Action.of_body(old) == Action(**USUAL, said="x")
    with pytest.raises(UnknownChoiceError, match="said to be “party”"):
        Action.of_body(old | {"kind": "party"})
    with pytest.raises(NoAmountError, match="the amount “much”"):
        Action.of_body(old | {"cost": "much"})


def test_a_file_needs_four_columns() -> None:
    [found] = read("Reply desk,Ann,CSAT,2025Q2")
    assert found == Action(**(USUAL | {"units": (COMPANY,), "lag": 2, "status": Status.RUNNING}))
    with pytest.raises(JoinColumnsError, match="has a column “budget”"):
        read("Reply desk,Ann,csat,2025Q2,4", header=f"{HEADER},budget")
    with pytest.raises(JoinColumnsError, match="columns action, owner, leg and started"):
        read("Reply desk,Ann", header="action,owner")


def test_units_days_and_quarters_as_people_write_them() -> None:
    header = f"{HEADER},unit,received,told_back,finished,shows_after,cost"
    [found] = read(
        "Reply desk,Ann,esat,Q2 2025, A ; B;A,31.01.2025,1 April 2025,2025-09-30,3,12",
        header=header,
    )
    assert found.units == ("A", "B")
    assert (found.leg, found.start, found.finished, found.lag) == (ESAT, "2025Q2", "2025Q3", 3)
    assert (found.received, found.told_back) == ("2025-01-31", "2025-04-01")
    assert found.status is Status.DONE  # what is finished is done, unless it says otherwise
    assert found.cost == 12


def test_a_file_is_refused_whole_with_every_reason() -> None:
    header = f"{HEADER},status,kind,received,finished,link,shows_after,cost"
    with pytest.raises(BadActionsError) as caught:
        read(
            ",,rent,soon,later,party,03/04/2025,never,ftp://x,,",
            "b,Ann,csat,2025Q2,done,improvement,,2025Q1,,,",
            "c,Ann,csat,2025Q2,,,,,,99,",
            "d,Ann,csat,2025Q2,,,,,,,much",
            "e,Ann,csat,2025Q2,,,,,,,",
            header=header,
        )
    problems = caught.value.problems
    assert problems is not None
    assert problems.groupby("row")["column"].agg(list).to_dict() == {
        2: ["action", "finished", "kind", "leg", "link", "owner", "received", "started", "status"],
        3: ["action"],
        4: ["action"],
        5: ["action"],
    }
    rules = problems.set_index("row")["rule"]
    assert "is finished in 2025Q1" in rules[3]
    assert "after “99” quarters" in rules[4]
    assert "the amount “much”" in rules[5]
    assert set(problems["outcome"]) == {"refused"}


def test_a_file_is_written_as_it_is_read_and_runs_nowhere() -> None:
    actions = (Action(**FULL), Action(**(USUAL | {"title": "x", "units": (COMPANY,)})))
    written = actions_csv(actions)
    assert read_actions(written, "actions.csv") == actions
    assert b"'=said the board" in written
