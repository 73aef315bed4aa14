"""Events: what happened, as somebody noted it, and where a question changed."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from stool.catalogue import say
from stool.errors import UnknownLegError, require_filled
from stool.period import ordinal
from stool.schema import COMPANY, LEGS


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happened in a quarter.

    Attributes
    ----------
    quarter : str
        Label like ``2026Q2``; of a break the first quarter of the new wording or scale.
    label : str
        What happened, in the words of whoever noted it.
    unit : str
        Unit or region it happened in, or `stool.schema.COMPANY`; it counts for all below as well.
    leg : str
        Leg it concerns; "" for all three.
    is_break : bool
        Whether wording or scale of the figure changed, so that nothing is compared across it.

    Raises
    ------
    MissingFieldError
        It lacks a label, a quarter or a unit.
    UnknownQuarterError, UnknownLegError
        It names no quarter, or no leg.
    """

    quarter: str
    label: str
    unit: str = COMPANY
    leg: str = ""
    is_break: bool = False

    def __post_init__(self) -> None:
        fields = [
            (say("description"), self.label),
            (say("quarter"), self.quarter),
            (say("unit"), self.unit),
        ]
        require_filled(self.label.strip() or self.quarter, fields)
        ordinal(self.quarter)
        if self.leg and self.leg not in LEGS:
            raise UnknownLegError(self.leg, LEGS)

    @property
    def key(self) -> str:
        """What it is known by: two events differ in one of these."""
        return " | ".join([self.quarter, self.unit, self.leg or "all", self.label])

    def concerns(self, node: str, parent: str, leg: str) -> bool:
        """Whether it happened to a leg of a node under that parent; "" is any leg."""
        return self.unit in (COMPANY, node, parent) and ("" in (leg, self.leg) or leg == self.leg)

    def body(self) -> dict[str, object]:
        """What is stored of it."""
        return asdict(self)

    @classmethod
    def of_body(cls, body: Mapping[str, object]) -> "Event":
        """Build it again from what was stored."""
        texts = {name: str(body[name]) for name in ("quarter", "label", "unit", "leg")}
        return cls(**texts, is_break=bool(body["is_break"]))


def breaks_of(events: Iterable[Event]) -> list[str]:
    """Quarters in which wording or scale changed, oldest first."""
    return sorted({event.quarter for event in events if event.is_break})
