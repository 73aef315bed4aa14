"""Who answers for open actions, and how many units one reaches."""

from stool.plan import Ownership, Status, ownership
from stool.schema import COMPANY
from tests.plan.test_actions import action

PARENTS = {"A": "North", "B": "North", "C": "South"}


def test_open_actions_are_counted_by_owner_and_by_unit() -> None:
    found = ownership(
        [
            action(owner="Bo", units=("North",)),
            action(owner="Ann ", units=("A",), status=Status.PLANNED),
            action(owner="Ann", units=("A",)),
            action(owner="Cy", units=(COMPANY,), status=Status.DONE),
            action(owner="Cy", units=(COMPANY,), status=Status.DROPPED),
        ],
        PARENTS,
    )
    assert found == Ownership(open=3, owners=2, most="Ann", of_most=2, reached=2, units=3)
    assert ownership([action(units=(COMPANY,))], PARENTS).reached == 3


def test_nothing_open_has_no_owner() -> None:
    assert ownership([], PARENTS) == Ownership(0, 0, "", 0, 0, 3)
    tie = ownership([action(owner="Bo"), action(owner="Al")], PARENTS)
    assert (tie.most, tie.of_most) == ("Al", 1)
