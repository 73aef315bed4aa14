"""Words for the kinds of imbalance."""

from collections import Counter
from collections.abc import Iterable

from stool.balance import Archetype

HEADING = "Kind"
LEVEL = "level"
MEANING = {
    Archetype.SQUEEZED_STAFF: "employees stand below customers and profit, which rest on them",
    Archetype.UNDER_SERVED: "customers stand below employees and profit",
    Archetype.UNDER_MONETISED: "profit stands below employees and customers",
    Archetype.STAFF_FIRST: "employees stand above customers and profit",
    Archetype.OVER_SERVED: "customers stand above employees and profit",
    Archetype.HARVESTED: "profit stands above employees and customers",
}


def named(kind: Archetype | None) -> str:
    """Name of a kind, or that the stool is level."""
    return LEVEL if kind is None else str(kind)


def sentence(kind: Archetype | None) -> str:
    """What kind of imbalance it is: empty where the stool is level."""
    return "" if kind is None else f"{str(kind).capitalize()}: {MEANING[kind]}."


def counted(kinds: Iterable[Archetype | None]) -> str:
    """Of what kinds the leaning units are; empty where none leans."""
    leaning = Counter(str(kind) for kind in kinds if kind is not None)
    told = [f"{count} {kind}" for kind, count in leaning.most_common()]
    return f"Of what kind: {', '.join(told)}." if told else ""
