"""Who answers for what is open: structure, and whether responsibility is spread."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stool.actions import Action, Status
from stool.schema import COMPANY

OPEN = (Status.PLANNED, Status.RUNNING)


@dataclass(frozen=True, slots=True)
class Ownership:
    """How open actions are spread over units and owners.

    Attributes
    ----------
    open : int
        Actions planned or running.
    owners : int
        People who answer for them.
    most : str
        Who answers for most of them; the first by name among equals, "" where nothing is open.
    of_most : int
        How many that are.
    reached, units : int
        Units that an open action reaches, and all units.
    """

    open: int
    owners: int
    most: str
    of_most: int
    reached: int
    units: int


def ownership(actions: Sequence[Action], parents: Mapping[str, str]) -> Ownership:
    """How the open actions are spread.

    Parameters
    ----------
    actions : sequence of Action
    parents : Mapping of unit to region
        Every unit there is.
    """
    still = [action for action in actions if action.status in OPEN]
    owners = Counter(action.owner.strip() for action in still)
    most = min(owners, key=lambda name: (-owners[name], name), default="")
    named = {unit for action in still for unit in action.units}
    reached = [
        unit
        for unit, parent in parents.items()
        if COMPANY in named or unit in named or parent in named
    ]
    return Ownership(len(still), len(owners), most, owners[most], len(reached), len(parents))
