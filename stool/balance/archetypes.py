"""What kind of imbalance it is: six ways three legs can differ, by the direction of the tilt."""

from enum import StrEnum

import pandas as pd

from stool.balance.seat import LEG_ANGLES, Tilt
from stool.schema import CSAT, ESAT, PROFIT

SECTOR = 60.0  # degrees each kind takes of the circle


class Archetype(StrEnum):
    """Kind of imbalance; the leg that differs most, and which way."""

    SQUEEZED_STAFF = "squeezed staff"  # staff low, customers and profit carried by them
    UNDER_SERVED = "under-served"  # customers low
    UNDER_MONETISED = "under-monetised"  # profit low
    STAFF_FIRST = "staff first"  # staff high, the others low
    OVER_SERVED = "over-served"  # customers high
    HARVESTED = "harvested"  # profit high


DOWNHILL = {  # directions the seat can slope down to, in the middle of each kind's sector
    LEG_ANGLES[ESAT]: Archetype.SQUEEZED_STAFF,
    LEG_ANGLES[CSAT]: Archetype.UNDER_SERVED,
    LEG_ANGLES[PROFIT]: Archetype.UNDER_MONETISED,
    (LEG_ANGLES[ESAT] + 180) % 360: Archetype.STAFF_FIRST,
    (LEG_ANGLES[CSAT] + 180) % 360: Archetype.OVER_SERVED,
    (LEG_ANGLES[PROFIT] + 180) % 360: Archetype.HARVESTED,
}


def archetype(tilt: Tilt) -> Archetype | None:
    """Kind of imbalance of a stool, None where it is level as far as the data can tell.

    Each kind takes 60 degrees of the direction in which the seat slopes down: the leg that is
    farthest from the mean of the three names it, with its sign.
    """
    if not tilt.points > tilt.noise_floor:  # also where the floor is unknown
        return None
    return kind_of(tilt.angle)


def archetypes(tilts: pd.DataFrame) -> list[Archetype | None]:
    """Kind of imbalance of every row of `stool.balance.tilt_history`; see `archetype`."""
    leans = tilts["points"] > tilts["noise_floor"]
    angles = tilts["angle"].astype(float)
    return [kind_of(angle) if lean else None for angle, lean in zip(angles, leans, strict=True)]


def kind_of(angle: float) -> Archetype:
    """Kind of imbalance of a seat that slopes down in that direction.

    Parameters
    ----------
    angle : float
        Degrees, counter-clockwise from the right, as of `Tilt`.
    """
    nearest = min(DOWNHILL, key=lambda middle: abs((angle - middle + 180) % 360 - 180))
    return DOWNHILL[nearest]
