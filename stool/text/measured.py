"""Figures of measures in their units, with their intervals."""

import math
from typing import Final

from stool.catalogue import say
from stool.privacy.coding import YES_NO
from stool.schema import SCALES
from stool.service import Figure, Kind
from stool.text.numbers import NONE, number, or_beyond, share, signed

RESPONSE: Final = "response"  # a share of people, not of answers
DIGITS: Final[dict[Kind, int]] = {
    **{"mean": 2, "spread": 2, "rate": 2, "r": 2},
    **{"hours": 1, "count": 0, "money": 0, "days": 0},
}


def told(figure: Figure) -> str:
    """A figure in its unit: 3.9 of 5, 84%, 5.3 hours, +0.31 points."""
    text = printed(figure.value, figure.kind, figure.scale)
    scale = YES_NO if figure.kind == "share" else figure.scale if figure.kind == "mean" else ""
    if not figure.n_is_least or not scale or figure.key == RESPONSE:
        return text
    return or_beyond(text, scale, figure.value)


def with_interval(figure: Figure) -> str:
    """A figure with its interval: 3.9 of 5 (3.8 to 4.0)."""
    if not (math.isfinite(figure.low) and math.isfinite(figure.high)):
        return told(figure)
    return say(
        "{figure} ({low} to {high})",
        figure=told(figure),
        low=bare(figure.low, figure.kind, figure.scale),
        high=bare(figure.high, figure.kind, figure.scale),
    )


def printed(value: float, kind: Kind, scale: str = "") -> str:
    """A value in its unit."""
    text = bare(value, kind, scale)
    high = SCALES[scale].high if scale and kind == "mean" else None
    if text == NONE or _is_signed(scale):
        return text
    if high is not None:
        return say("{value} of {high}", value=text, high=f"{high:g}")
    units = {
        "hours": say("{value} hours", value=text),
        "days": say("{value} days", value=text),
        "gap": say("{value} points", value=text),
        "points": say("{value} points", value=text),
        "spread": say("{value} points", value=text),
        "r": say("r = {value}", value=text),
    }
    return units.get(kind, text)


def bare(value: float, kind: Kind, scale: str = "") -> str:
    """A value without its unit."""
    if not math.isfinite(value):
        return NONE
    if kind == "share":
        return share(value)
    if kind == "percent":
        return f"{number(value, 1)}%"
    if kind == "mean" and _is_signed(scale):
        return signed(value, 2)
    if kind in ("gap", "points"):
        return signed(value, 2 if kind == "gap" else 1)
    return number(value, DIGITS[kind])


def _is_signed(scale: str) -> bool:
    """Whether a scale has answers on both sides of 0."""
    return bool(scale) and (SCALES[scale].low or 0) < 0
