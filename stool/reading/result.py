"""What a reading answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from stool.balance import Tilt
from stool.lag import LagResult
from stool.measure import Target
from stool.schema import ALL, COMPANY


@dataclass(frozen=True, slots=True)
class Segment:
    """Whose answers are read.

    Attributes
    ----------
    dimension, level : str
        As in the published table: ``level`` and ``Manager``, say.
    """

    dimension: str
    level: str


EVERYBODY = Segment(ALL, ALL)


class State(StrEnum):
    """State of the stool, in order of precedence."""

    INCOMPLETE = "incomplete"
    CANNOT_TELL = "cannot tell"
    UNDER_FLOOR = "under floor"
    LEANS_SHARPLY = "leans sharply"
    LEANS = "leans"
    LOW = "low but level"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class LegReading:
    """One leg in one quarter.

    Attributes
    ----------
    leg, metric, scale : str
        The leg, the headline metric behind it, and its scale.
    raw, raw_low, raw_high : float
        Headline figure in its own unit with its 95 % interval.
    n : float
        Answers; NaN for a ledger figure or a hidden one.
    n_is_least : bool
        Whether `n` is the number its band begins at, as of employees.
    population, response_rate, response_rate_high : float
        People who could have answered, and the share that did, of employees the least and the most
        it can be; NaN where unknown.
    score, se, low, high : float
        Leg score 0-110, its standard error (0 for a ledger figure) and 95 % interval.
    change, change_noise : float
        Points since the quarter before, and the size within which a change is noise.
    change_is_clear : bool
    is_comparable : bool
        False where wording or scale changed since the quarter before.
    target : Target or None
    sampled : bool
        False for figures counted in full.
    hidden : str
        `stool.schema.SHOWN` or the key of the reason.
    minimum : int
        Fewest answers behind a figure of the leg.
    """

    leg: str
    metric: str
    scale: str
    raw: float
    raw_low: float
    raw_high: float
    n: float
    n_is_least: bool
    population: float
    response_rate: float
    response_rate_high: float
    score: float
    se: float
    low: float
    high: float
    change: float
    change_noise: float
    change_is_clear: bool
    is_comparable: bool
    target: Target | None
    sampled: bool
    hidden: str
    minimum: int


@dataclass(frozen=True, slots=True)
class Implication:
    """What an established link implies: a clear change of the leader not yet due in the follower.

    Attributes
    ----------
    leader, follower : str
    change : float
        The leader's change, in points.
    quarter : str
        When it happened.
    due_first, due_last : str
        Quarters in which the follower tends to move.
    """

    leader: str
    follower: str
    change: float
    quarter: str
    due_first: str
    due_last: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know, as facts; `stool.text` makes the sentence.

    Attributes
    ----------
    kind : str
        Key of the sentence.
    weight : float
        Larger is worse; orders findings.
    page : str
        Page that shows more.
    facts : Mapping of str to object
        What the sentence needs.
    """

    kind: str
    weight: float
    page: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """The stool of one node in one quarter, at one revision.

    Attributes
    ----------
    quarter, depth, node : str
    revision : int
    state : State
    legs : Mapping of leg to LegReading
        Legs without any data are absent.
    missing : tuple of str
        Legs without a score.
    tilt : Tilt or None
        None when a leg is missing.
    tilt_year_ago : float
        Tilt four quarters before, in points; NaN where unknown, or where wording or scale of a leg
        changed since.
    links : Mapping of (leader, follower) to LagResult
        Over all units there are, whatever the node.
    implication : Implication or None
    attention : tuple of Finding
        At most four, worst first.
    trust : tuple of Finding
        At most five, worst first; weight 0 is good news.
    segment : Segment
        Whose answers the legs are.
    root : str
        What the company is called, as of `Analysis.root`.
    """

    quarter: str
    depth: str
    node: str
    revision: int
    state: State
    legs: Mapping[str, LegReading]
    missing: tuple[str, ...]
    tilt: Tilt | None
    tilt_year_ago: float
    links: Mapping[tuple[str, str], LagResult]
    implication: Implication | None
    attention: tuple[Finding, ...]
    trust: tuple[Finding, ...]
    segment: Segment = EVERYBODY
    root: str = COMPANY

    @property
    def name(self) -> str:
        """What the node is called: itself, and the company by its `root`."""
        return self.root if self.node == COMPANY else self.node

    @property
    def view(self) -> tuple[int, str, str, Segment]:
        """Revision, quarter, node and segment: all that a reading depends on."""
        return self.revision, self.quarter, self.node, self.segment
