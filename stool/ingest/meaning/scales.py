"""Which scale a column of answers is on, by its values."""

import re
from dataclasses import dataclass

import numpy as np

from stool.catalogue import say
from stool.ingest.language.tally import Counted
from stool.schema import SCALES

ANSWER_SCALES = ("1-5", "1-7", "1-10", "0-10")  # the smaller first: it is the one preferred
EXPECTATION = "-2-2"
STRAY_SHARE = 0.01  # off the smaller scale: slips of the hand, at most this share ...
APART_SHARE = 0.1  # ... or this one where a gap sets them apart, like a 9 among 1 to 5 ...
STRAY_VALUES = 2  # ... and this many different values
OUTSIDE_SHARE = 0.2  # off every scale: the rows are rejected, more of them and it is no scale
ENOUGH_ANSWERS = 20  # from here on, an end of a scale that nobody chose says something
NAMED_SCALE = re.compile(r"(?:^|_)([01])_(?:(?:to_)?(5|7|10)|to_(3|4|6))(?:_|$)")


@dataclass(frozen=True, slots=True)
class ScaleGuess:
    """Scale of a column, None when its values do not settle it, and the reason.

    `between` has the scales it may be on where nobody chose the end that would tell them apart.
    """

    scale: str | None
    reason: str
    between: tuple[str, ...] = ()


def guess_scale(
    found: Counted, name: str, is_mean: bool = False, outside: float = OUTSIDE_SHARE
) -> ScaleGuess:
    """Guess the scale of a column from all its numbers.

    Parameters
    ----------
    found : Counted
    name : str
        Header in normal form; "1_5" or "0_to_10" in it decides among the scales that fit.
    is_mean : bool
        Whether the values are means, which need not be whole and seldom reach the ends.
    outside : float
        Share of the values that may be off every scale, as slips of the hand.
    """
    if not found.rows:
        return ScaleGuess(None, say("it holds no number"))
    named = NAMED_SCALE.search(name)
    if named and (said := f"{named[1]}-{named[2] or named[3]}") in SCALES:
        return _as_mean(said, say("header names the scale"), found)
    inside = found.within(0, 10)
    span = say(
        "its values run from {low} to {high}",
        low=f"{found.values.min():g}",
        high=f"{found.values.max():g}",
    )
    if inside.rows < found.rows * (1 - outside):
        return ScaleGuess(None, span)
    if set(np.unique(inside.values)) <= {0.0, 1.0} and not is_mean:
        return ScaleGuess(None, say("its values are only 0 and 1: yes and no, or ends of a scale"))
    for scale in ANSWER_SCALES:
        if _fits(inside, scale):
            low, high = scale.split("-")
            reason = say(
                "{counted} values are {low} to {high}",
                counted=count_of(_on(found, scale).rows, found.rows),
                low=low,
                high=high,
            )
            guess = _as_mean(scale, reason, found, is_mean)
            between = _between(_on(found, scale), scale) if guess.scale == scale else ()
            doubt = say(
                "{span}: nothing tells {between}", span=span, between=say(" from ").join(between)
            )
            return ScaleGuess(None, doubt, between) if between else guess
    return ScaleGuess(None, span)


def guess_expectation(
    found: Counted, name: str, outside: float = OUTSIDE_SHARE
) -> ScaleGuess | None:
    """Scale of answers to how it was against what was expected, None if it is no scale of −2 to 2.

    Answers without one below zero can be on another scale as well: that is asked.

    Parameters
    ----------
    found, name, outside
        As of `guess_scale`.
    """
    on = _on(found, EXPECTATION)
    if not on.rows or on.rows < found.rows * (1 - outside) or NAMED_SCALE.search(name):
        return None
    if on.values.min() < 0:
        return ScaleGuess(
            EXPECTATION,
            say("{counted} values are −2 to 2", counted=count_of(on.rows, found.rows)),
        )
    span = say(
        "its values run from {low} to {high}",
        low=f"{found.values.min():g}",
        high=f"{found.values.max():g}",
    )
    doubt = say(
        "{span}: nothing tells −2 to 2, where nobody chose less than 0, from another scale",
        span=span,
    )
    return ScaleGuess(None, doubt, (EXPECTATION,))


def _on(found: Counted, scale: str) -> Counted:
    low, high = SCALES[scale].low, SCALES[scale].high
    return found.within(float(low or 0), float(high or 0))


def _fits(inside: Counted, scale: str) -> bool:
    """Whether all answers but a few strays are on the scale, and reach beyond the smaller one."""
    low, high = float(SCALES[scale].low or 0), float(SCALES[scale].high or 0)
    off = inside.where((inside.values < low) | (inside.values > high))
    allowed = APART_SHARE if off.rows and off.values.min() > high + 1 else STRAY_SHARE
    if off.rows > inside.rows * allowed or len(np.unique(off.values)) > STRAY_VALUES:
        return False
    never_high = scale == "0-10" and inside.values.max() <= 5 and inside.rows >= ENOUGH_ANSWERS
    return not never_high  # a scale of 0 to 5 is none we know


def _between(on: Counted, scale: str) -> tuple[str, ...]:
    """Scales the answers may be on, none in doubt: nobody of many chose 5, or anyone 7."""
    top = on.values.max()
    if scale == "1-7" and top <= 6:
        return "1-6", "1-7"
    if scale == "1-5" and top <= 4 and on.rows >= ENOUGH_ANSWERS:
        return ("1-3", "1-4", "1-5") if top <= 3 else ("1-4", "1-5")
    return ()


def _as_mean(scale: str, reason: str, found: Counted, is_mean: bool = False) -> ScaleGuess:
    """The scale, or that of a mean where the values are not whole."""
    if is_mean or found.whole_share < 1 - OUTSIDE_SHARE:
        return ScaleGuess(f"{scale} mean", say("{reason}; they are means", reason=reason))
    return ScaleGuess(scale, reason)


def count_of(found: int, total: int) -> str:
    """How many of them all, in words: "all 412", "410 of 412"."""
    return (
        say("all {found}", found=found)
        if found == total
        else say("{found} of {total}", found=found, total=total)
    )
