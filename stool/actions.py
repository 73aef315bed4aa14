"""Actions: what somebody does to move a leg, for whom, and what came of it, as it was noted."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from stool.catalogue import say
from stool.errors import (
    AllAndSomeError,
    LagRangeError,
    NoAmountError,
    NoWebAddressError,
    TooEarlyError,
    UnknownChoiceError,
    UnknownLegError,
    require_amount,
    require_filled,
)
from stool.period import ordinal, require_day, shift
from stool.schema import COMPANY, LEGS

MOST_LAG = 12  # quarters; what shows later is told from nothing by no survey
WEB = ("https://", "http://")
TEXTS = ("said", "result", "statement", "link")  # in the words of whoever noted it
DATES = ("received", "told_back")


class Status(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class Kind(StrEnum):
    """What an action is."""

    IMPROVEMENT = "improvement"
    INDIVIDUAL = "recognition of a person"
    GROUP = "recognition of a group"
    EVIDENCE = "evidence"  # that leaders value service: a statement somebody can be held to


@dataclass(frozen=True, slots=True)
class Action:
    """Something that is done to move a leg.

    Attributes
    ----------
    title : str
        What is done; an action is known by it.
    owner : str
        Who answers for it.
    units : tuple of str
        Units and regions it reaches, or `stool.schema.COMPANY` alone.
    leg : str
        Leg it should move.
    start : str
        Quarter it began or is to begin in.
    lag : int
        Quarters until it is due to show, 0 to `MOST_LAG`.
    status : Status
    said : str
        The comment or suggestion it answers; "" where there was none.
    kind : Kind
    received, told_back : str
        Day the comment came, and day those who gave it were told, like ``2026-05-31``; "" where not
        known, or not yet.
    finished : str
        Quarter it was finished in; "" where it is not.
    result : str
        What came of it; "" where nothing is said.
    statement, link : str
        Of evidence: what was said or decided, and a web address where it can be read; "" for none.
    cost : float or None
        Money it cost or is to cost, 0 or more, all quarters and units together.

    Raises
    ------
    MissingFieldError, UnknownQuarterError, UnknownLegError, LagRangeError, AllAndSomeError
        It cannot be followed up like that; says what it lacks.
    NoDayError, TooEarlyError, NoWebAddressError, NoAmountError
        A date, quarter, address or amount is none, or comes before what it follows.
    """

    title: str
    owner: str
    units: tuple[str, ...]
    leg: str
    start: str
    lag: int
    status: Status
    said: str = ""
    kind: Kind = Kind.IMPROVEMENT
    received: str = ""
    told_back: str = ""
    finished: str = ""
    result: str = ""
    statement: str = ""
    link: str = ""
    cost: float | None = None

    def __post_init__(self) -> None:
        fields = [
            (say("title"), self.title),
            (say("owner"), self.owner),
            (say("unit"), " ".join(self.units)),
            (say("leg to move"), self.leg),
            (say("quarter it begins in"), self.start),
        ]
        require_filled(self.title, fields)
        if self.leg not in LEGS:
            raise UnknownLegError(self.leg, LEGS)
        ordinal(self.start)
        if not 0 <= self.lag <= MOST_LAG:
            raise LagRangeError(self.title, str(self.lag), MOST_LAG)
        others = [unit for unit in self.units if unit != COMPANY]
        if others and len(others) < len(self.units):
            raise AllAndSomeError(self.title, others)
        self._require_order()
        if self.link and not self.link.startswith(WEB):
            raise NoWebAddressError(self.title, self.link)
        if self.cost is not None and not (math.isfinite(self.cost) and self.cost >= 0):
            raise NoAmountError(self.title, str(self.cost))

    def _require_order(self) -> None:
        """Nothing comes before what it follows."""
        for day in filter(None, (self.received, self.told_back)):
            require_day(self.title, day)
        if self.received and self.told_back and self.told_back < self.received:
            raise TooEarlyError(self.title, say("told back"), self.told_back, self.received)
        if self.finished and ordinal(self.finished) < ordinal(self.start):
            raise TooEarlyError(self.title, say("finished"), self.finished, self.start)

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.title

    @property
    def due(self) -> str:
        """Quarter it is due to show in."""
        return shift(self.start, self.lag)

    def has_begun(self, quarter: str) -> bool:
        """Whether it ran or was done by a quarter."""
        return self.status in (Status.RUNNING, Status.DONE) and self.start <= quarter

    def body(self) -> dict[str, object]:
        """What is stored of it."""
        plain = {"units": list(self.units), "status": self.status.value, "kind": self.kind.value}
        return asdict(self) | plain

    @classmethod
    def of_body(cls, body: Mapping[str, object]) -> "Action":
        """Build it again from what was stored, or written in a table.

        What is not in the body is blank, as in those stored before there was such a field.

        Raises
        ------
        UnknownChoiceError, LagRangeError, NoAmountError
            As of the action itself.
        """
        title, status, lag = (str(body[name]) for name in ("title", "status", "lag"))
        kind = str(body.get("kind") or Kind.IMPROVEMENT.value)
        if status not in set(Status):
            raise UnknownChoiceError(title, status, list(Status))
        if kind not in set(Kind):
            raise UnknownChoiceError(title, kind, list(Kind))
        if not lag.isdecimal():
            raise LagRangeError(title, lag, MOST_LAG)
        needed = {name: str(body[name]) for name in ("owner", "leg", "start")}
        blank = {name: str(body.get(name) or "") for name in (*TEXTS, *DATES, "finished")}
        units = body["units"]
        assert isinstance(units, list | tuple)
        return cls(
            title,
            units=tuple(units),
            lag=int(lag),
            status=Status(status),
            kind=Kind(kind),
            cost=require_amount(title, body.get("cost")),
            **needed,
            **blank,
        )
