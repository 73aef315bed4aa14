"""Actions: what somebody does to move a leg, when it is due to show, and what the leg did since."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from stool.catalogue import say
from stool.errors import (
    AllAndSomeError,
    LagRangeError,
    UnknownLegError,
    UnknownStatusError,
    require_filled,
)
from stool.measure import clear_among, moves, with_changes
from stool.period import ordinal, shift
from stool.schema import COMPANY, LEGS

MOST_LAG = 12  # quarters; what shows later is told from nothing by no survey
PROGRESS_COLUMNS = (
    "title",
    "since",  # the quarter before it began
    "until",
    "units",  # how many have a figure in both quarters, of one wording and scale
    "of",  # how many it reaches
    "change",  # of their mean score between the two, in points
    "noise",  # a smaller change is within noise; NaN where unknown
    "is_clear",
    "is_comparable",  # False where wording or scale changed between the two in all of them
)


class Status(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


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
        What people had asked for; "" where they had not.

    Raises
    ------
    MissingFieldError, UnknownQuarterError, UnknownLegError, LagRangeError, AllAndSomeError
        It cannot be followed up like that; says what it lacks.
    """

    title: str
    owner: str
    units: tuple[str, ...]
    leg: str
    start: str
    lag: int
    status: Status
    said: str = ""

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

    @property
    def due(self) -> str:
        """Quarter it is due to show in."""
        return shift(self.start, self.lag)

    def has_begun(self, quarter: str) -> bool:
        """Whether it ran or was done by a quarter."""
        return self.status in (Status.RUNNING, Status.DONE) and self.start <= quarter

    def body(self) -> dict[str, object]:
        """What is stored of it."""
        return {**asdict(self), "units": list(self.units), "status": self.status.value}

    @classmethod
    def of_body(cls, body: Mapping[str, object]) -> "Action":
        """Build it again from what was stored or written in a table.

        Raises
        ------
        UnknownStatusError, LagRangeError
            As of the action itself.
        """
        title, status, lag = (str(body[name]) for name in ("title", "status", "lag"))
        if status not in set(Status):
            raise UnknownStatusError(title, status, list(Status))
        if not lag.isdecimal():
            raise LagRangeError(title, lag, MOST_LAG)
        texts = {name: str(body[name]) for name in ("owner", "leg", "start", "said")}
        units = body["units"]
        assert isinstance(units, list | tuple)
        return cls(title, units=tuple(units), lag=int(lag), status=Status(status), **texts)


def progress(actions: Sequence[Action], legs: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """What the legs of the actions' units did since the actions began.

    The mean score of the units, each counting alike, in `quarter` less that in the quarter before
    the action began. It is what happened meanwhile, not what the action did.

    Parameters
    ----------
    actions : sequence of Action
    legs : DataFrame
        As of `stool.measure.leg_history`.
    quarter : str
        Later ones are left out.

    Returns
    -------
    DataFrame, one row an action, in their order
        Columns `PROGRESS_COLUMNS`. The change is NaN for an action that has not begun, and where no
        unit can be compared. Noise is as of `stool.measure.with_changes` between the two quarters;
        clear is what stays so when all these actions are looked at together (Holm).
    """
    rows = [_since_start(action, legs, quarter) for action in actions]
    found = pd.DataFrame(rows, columns=list(PROGRESS_COLUMNS))
    numbers = ["change", "noise"]
    found = found.astype(dict.fromkeys(numbers, float))
    found["is_clear"] = clear_among(found.rename(columns={"noise": "change_noise"}))
    return found


def _since_start(action: Action, legs: pd.DataFrame, quarter: str) -> dict[str, object]:
    since = shift(action.start, -1)
    found: dict[str, object] = {
        "title": action.title,
        "since": since,
        "until": quarter,
        "units": 0,
        "of": len(action.units),
        "change": np.nan,
        "noise": np.nan,
        "is_comparable": True,
    }
    if not action.has_begun(quarter):
        return found
    rows = legs[(legs["leg"] == action.leg) & legs["node"].isin(action.units)]
    rows = rows[rows["score"].notna() & (rows["quarter"] <= quarter)]
    eras = rows.pivot(index="node", columns="quarter", values="era")
    eras = eras.reindex(columns=[since, quarter]).dropna()
    alike = eras.index[eras[since] == eras[quarter]]
    if alike.empty:
        return found | {"is_comparable": eras.empty}
    moved = moves(_together(rows[rows["node"].isin(alike)]), since, quarter).iloc[0]
    return found | {"units": len(alike), "change": moved["change"], "noise": moved["noise"]}


def _together(rows: pd.DataFrame) -> pd.DataFrame:
    """Mean score of the nodes in every quarter that has a score of all of them."""
    nodes = rows["node"].nunique()
    quarters = rows.assign(variance=rows["se"] ** 2).groupby("quarter")
    mean = quarters.agg(
        leg=("leg", "first"),
        score=("score", "mean"),
        variance=("variance", lambda each: each.sum(skipna=False)),
        sampled=("sampled", "first"),
        era=("era", "sum"),
        nodes=("node", "nunique"),
    ).reset_index()
    mean = mean[mean["nodes"] == nodes].assign(depth="unit", node="mean")
    return with_changes(mean.assign(se=np.sqrt(mean["variance"].astype(float)) / nodes))
