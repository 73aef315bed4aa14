"""The rule that names the state of the stool."""

from collections.abc import Mapping

from stool.balance import Tilt
from stool.reading.result import LegReading, State

SHARP_POINTS = 8.0  # a lean under this is never called sharp, however precise
SHARP_TIMES = 2.0  # times the noise floor
BLIND_FLOOR = 10.0  # points of noise within which "level" would say nothing
LOW_HEIGHT = 60.0  # mean score; a fifth under the target of 75


def state_of(legs: Mapping[str, LegReading], tilt: Tilt | None) -> State:
    """Name the state, in the order of precedence of `State`.

    Incomplete: a leg has no data. Cannot tell: a leg is hidden or has no target, or the noise floor
    is unknown, or the tilt is under a noise floor above `BLIND_FLOOR`. Under floor: a leg scores 0.
    Leans: the tilt is over the noise floor; sharply when over twice it and over `SHARP_POINTS`.
    Low: level with a mean height under `LOW_HEIGHT`.
    """
    if len(legs) < 3:
        return State.INCOMPLETE
    if tilt is None or tilt.noise_floor != tilt.noise_floor:
        return State.CANNOT_TELL
    if tilt.level and tilt.noise_floor > BLIND_FLOOR:
        return State.CANNOT_TELL
    if any(leg.score <= 0 for leg in legs.values()):
        return State.UNDER_FLOOR
    if not tilt.level:
        sharp = tilt.points > SHARP_TIMES * tilt.noise_floor and tilt.points > SHARP_POINTS
        return State.LEANS_SHARPLY if sharp else State.LEANS
    return State.LOW if tilt.mean_height < LOW_HEIGHT else State.LEVEL
