"""Balance: the slope of the seat on its three legs, and how much of it noise alone would make."""

from stool.balance.archetypes import Archetype, archetype, archetypes, kind_of
from stool.balance.seat import LEG_ANGLES, Tilt, tilt, tilt_history

__all__ = [
    "LEG_ANGLES",
    "Archetype",
    "Tilt",
    "archetype",
    "archetypes",
    "kind_of",
    "tilt",
    "tilt_history",
]
