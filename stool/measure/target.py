"""Floor, target and stretch of a leg: the user's own, or provisional ones from own history."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import ArrayLike

from stool.errors import TargetOrderError
from stool.schema import ATTAINMENT, MARGIN, SCALES, Better

MIN_HISTORY = 8  # unit-quarters; with fewer a spread is a guess
# In standard deviations of the unit-quarters around their mean: the usual unit-quarter then scores
# 64, one in three reaches the target, one in fifteen the stretch, one in a thousand the floor.
FLOOR_SD, TARGET_SD, STRETCH_SD = -3.0, 0.5, 1.5
# Where history is too short: shares of the way from the worst to the best answer of the scale.
FLOOR_SHARE, TARGET_SHARE, STRETCH_SHARE = 0.5, 0.75, 0.875


@dataclass(frozen=True, slots=True)
class Target:
    """What a metric must reach.

    Attributes
    ----------
    floor : float
        Scores 0; below it a leg is in trouble.
    target : float
        Scores 75.
    stretch : float
        Scores 100. Floor, target and stretch rise in this order, or fall where lower is better.
    provisional : bool
        True when they came from history rather than from a person.
    """

    floor: float
    target: float
    stretch: float
    provisional: bool

    def __post_init__(self) -> None:
        rising = self.floor < self.target < self.stretch
        falling = self.floor > self.target > self.stretch
        if not (rising or falling):
            raise TargetOrderError(self.floor, self.target, self.stretch)

    def body(self) -> dict[str, object]:
        """What is stored of it."""
        return asdict(self)

    @classmethod
    def of_body(cls, body: Mapping[str, object]) -> "Target":
        """Build it again from what was stored."""
        floor, target, stretch = (float(str(body[name])) for name in ("floor", "target", "stretch"))
        return cls(floor, target, stretch, provisional=bool(body["provisional"]))


NATURAL = {  # of figures whose meaning is the same in every company
    ATTAINMENT: Target(90.0, 100.0, 105.0, provisional=True),
}
SHORT_HISTORY = {MARGIN: Target(0.0, 10.0, 15.0, provisional=True)}


def default_target(metric: str, scale: str, better: Better, history: ArrayLike) -> Target | None:
    """Provisional target of a metric from its own history.

    Parameters
    ----------
    metric : str
    scale : str
        Key of `stool.schema.SCALES`.
    better : {"higher", "lower"}
    history : array_like, shape (unit-quarters,)
        Every published value of a unit and quarter; NaN is left out. Never only the window on
        screen, so that a filter cannot move a score.

    Returns
    -------
    Target or None
        None when neither history nor scale can tell: somebody must set one.
    """
    if metric in NATURAL:
        return NATURAL[metric]
    values = np.asarray(history, dtype=float)
    values = values[np.isfinite(values)]
    sign = 1.0 if better == "higher" else -1.0
    if len(values) >= MIN_HISTORY and values.std() > 0:
        mean, sd = float(values.mean()), float(values.std(ddof=1))
        floor, target, stretch = (
            mean + sign * step * sd for step in (FLOOR_SD, TARGET_SD, STRETCH_SD)
        )
        return Target(floor, target, stretch, provisional=True)
    if metric in SHORT_HISTORY:
        return SHORT_HISTORY[metric]
    low, high = SCALES[scale].low, SCALES[scale].high
    if low is None or high is None:
        return None
    worst, best = (low, high) if better == "higher" else (high, low)
    floor, target, stretch = (
        worst + share * (best - worst) for share in (FLOOR_SHARE, TARGET_SHARE, STRETCH_SHARE)
    )
    return Target(floor, target, stretch, provisional=True)
