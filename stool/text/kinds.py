"""Words for the kinds of imbalance."""

from collections import Counter
from collections.abc import Iterable

from stool.balance import Archetype
from stool.catalogue import say

HEADING = say("Kind")
LEVEL = say("level")
NAME = {
    Archetype.SQUEEZED_STAFF: say("squeezed staff"),
    Archetype.UNDER_SERVED: say("under-served"),
    Archetype.UNDER_MONETISED: say("under-monetised"),
    Archetype.STAFF_FIRST: say("staff first"),
    Archetype.OVER_SERVED: say("over-served"),
    Archetype.HARVESTED: say("harvested"),
}
MEANING = {
    Archetype.SQUEEZED_STAFF: say("employees stand below customers and profit, which rest on them"),
    Archetype.UNDER_SERVED: say("customers stand below employees and profit"),
    Archetype.UNDER_MONETISED: say("profit stands below employees and customers"),
    Archetype.STAFF_FIRST: say("employees stand above customers and profit"),
    Archetype.OVER_SERVED: say("customers stand above employees and profit"),
    Archetype.HARVESTED: say("profit stands above employees and customers"),
}


def named(kind: Archetype | None) -> str:
    """Name of a kind, or that the stool is level."""
    return LEVEL if kind is None else NAME[kind]


def sentence(kind: Archetype | None) -> str:
    """What kind of imbalance it is: empty where the stool is level."""
    return "" if kind is None else f"{NAME[kind].capitalize()}: {MEANING[kind]}."


def counted(kinds: Iterable[Archetype | None]) -> str:
    """Of what kinds the leaning units are; empty where none leans."""
    leaning = Counter(NAME[kind] for kind in kinds if kind is not None)
    told = [f"{count} {kind}" for kind, count in leaning.most_common()]
    return say("Of what kind: {told}.", told=", ".join(told)) if told else ""
