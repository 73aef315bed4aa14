"""The headline: one sentence from rules, and one line of what changed and what follows."""

import pandas as pd

from stool.balance import Tilt
from stool.catalogue import say, say_many
from stool.reading import Implication, LegReading, Reading, State
from stool.schema import HIDDEN_FEW, LEGS, PROFIT, SHOWN
from stool.text import events
from stool.text.labels import LEG_FILE, LEG_PEOPLE, LEG_SHORT, quarter, quarters
from stool.text.numbers import number, signed


def headline(reading: Reading) -> str:
    """State of the stool: what it is, which leg is short, by how much."""
    return {
        State.INCOMPLETE: _incomplete,
        State.CANNOT_TELL: _cannot_tell,
        State.UNDER_FLOOR: _under_floor,
        State.LEANS_SHARPLY: _leans,
        State.LEANS: _leans,
        State.LOW: _low,
        State.LEVEL: _level,
    }[reading.state](reading)


def subline(reading: Reading) -> str:
    """The biggest change beyond noise, and what an established link implies, with its date."""
    found = reading.implication
    legs = reading.legs
    clear = [each for each in legs.values() if each.change_is_clear]
    largest = max(clear, key=lambda leg: abs(leg.change), default=None)
    broken = [leg for leg, each in legs.items() if not each.is_comparable]
    doubt = [events.not_comparable(broken, len(legs))] if broken else []
    if largest is not None:
        said = [change(largest), *doubt]
        if found is not None and (found.leader, found.quarter) == (largest.leg, reading.quarter):
            follows = say(
                "{follower} tends to follow it: {due}.",
                follower=LEG_SHORT[found.follower],
                due=_due(found),
            )
            return " ".join([change(largest), follows, *doubt])
    elif broken:
        rest = [say("No other leg moved more than noise.")] if len(broken) < len(legs) else []
        said = [*doubt, *rest]
    else:
        said = [say("No leg moved more than noise since the quarter before.")]
    return " ".join([*said, implication(found)] if found is not None else said)


def implication(found: Implication) -> str:
    """A clear change of a leader that its follower has not shown yet."""
    facts = {
        "leader": LEG_SHORT[found.leader],
        "change": number(abs(found.change)),
        "quarter": quarter(found.quarter),
        "follower": LEG_SHORT[found.follower],
        "due": _due(found),
    }
    if found.change > 0:
        return say(
            "{leader} rose {change} points in {quarter}, and {follower} tends to follow it: {due}.",
            **facts,
        )
    return say(
        "{leader} fell {change} points in {quarter}, and {follower} tends to follow it: {due}.",
        **facts,
    )


def tilt_direction(tilt: Tilt) -> str:
    """Where the seat slopes, or that it does not."""
    if tilt.level:
        return say("level, as far as the data can tell")
    return say("down toward {short_leg}", short_leg=LEG_SHORT[tilt.short_leg])


def _incomplete(reading: Reading) -> str:
    absent = [leg for leg in LEGS if leg not in reading.legs]
    if not reading.legs:
        return say(
            "No data for {quarter}: load the three files to see the stool.",
            quarter=quarter(reading.quarter),
        )
    legs = say_many("One leg is not a stool", "Two legs are not a stool", len(reading.legs))
    known = say(" and ").join(LEG_PEOPLE[leg] for leg in reading.legs)
    loaded = (
        say("{known} is loaded", known=known)
        if list(reading.legs) == [PROFIT]
        else say("{known} are loaded", known=known)
    )
    return say_many(
        "{legs}: {loaded}, the {files} for {quarter} is not.",
        "{legs}: {loaded}, the {files} for {quarter} are not.",
        len(absent),
        legs=legs,
        loaded=loaded,
        files=say(" and the ").join(LEG_FILE[leg] for leg in absent),
        quarter=quarter(reading.quarter),
    )


def _cannot_tell(reading: Reading) -> str:
    hidden = {leg: each.hidden for leg, each in reading.legs.items() if each.hidden != SHOWN}
    if hidden:
        names = say(" and ").join(LEG_SHORT[leg] for leg in hidden)
        if HIDDEN_FEW in hidden.values():
            return say(
                "Too few answers to tell whether the stool is level: {names} cannot be shown.",
                names=names,
            )
        return say(
            "Cannot tell whether the stool is level: {names} cannot be shown, to protect a smaller "
            "group.",
            names=names,
        )
    if reading.missing:
        names = say(" and ").join(LEG_SHORT[leg] for leg in reading.missing)
        return say_many(
            "Cannot tell whether the stool is level: {names} has no score until it has a target.",
            "Cannot tell whether the stool is level: {names} have no score until they have a "
            "target.",
            len(reading.missing),
            names=names,
        )
    return say(
        "Cannot tell whether the stool is level: the answers are too few for the noise in them."
    )


def _under_floor(reading: Reading) -> str:
    under = [leg for leg, each in reading.legs.items() if each.score <= 0]
    names = say(" and ").join(LEG_PEOPLE[leg] for leg in under)
    targets = [reading.legs[leg].target for leg in under]
    guessed = all(target is not None and target.provisional for target in targets)
    floor = say("a provisional floor") if guessed else say("the floor you set")
    if under == ["profit"]:
        return say("The stool is in danger: {names} is under {floor}.", names=names, floor=floor)
    return say("The stool is in danger: {names} are under {floor}.", names=names, floor=floor)


def _leans(reading: Reading) -> str:
    assert reading.tilt is not None
    scores = {leg: each.score for leg, each in reading.legs.items()}
    short, tall = min(scores, key=scores.__getitem__), max(scores, key=scores.__getitem__)
    leans = (
        say("The stool leans sharply")
        if reading.state is State.LEANS_SHARPLY
        else say("The stool leans")
    )
    facts = {
        "leans": leans,
        "short": LEG_PEOPLE[short],
        "points": number(scores[tall] - scores[short]),
        "tall": LEG_PEOPLE[tall],
    }
    if short == "profit":
        return say("{leans}: {short} is the short leg, {points} points below {tall}.", **facts)
    return say("{leans}: {short} are the short leg, {points} points below {tall}.", **facts)


def _low(reading: Reading) -> str:
    assert reading.tilt is not None
    height = number(reading.tilt.mean_height)
    return say(
        "The stool is level but low: the three legs stand at {height} of 75 on average.",
        height=height,
    )


def _level(reading: Reading) -> str:
    assert reading.tilt is not None
    return say(
        "The stool is level, as far as the data can tell, at {mean_height} points on average.",
        mean_height=number(reading.tilt.mean_height),
    )


def _due(found: Implication) -> str:
    due = quarter(found.due_first)
    if found.due_last != found.due_first:
        due = say("{due} to {due_last}", due=due, due_last=quarter(found.due_last))
    return say("due to show in {due}, if the link holds", due=due)


def change(leg: LegReading) -> str:
    """A clear change of one leg, with what it was measured against."""
    against = say("more than survey noise") if leg.sampled else say("more than its usual swing")
    facts = {
        "leg": LEG_SHORT[leg.leg],
        "change": number(abs(leg.change)),
        "score": number(leg.score),
        "against": against,
    }
    if leg.change > 0:
        return say("{leg} rose {change} points to {score} ({against}).", **facts)
    return say("{leg} fell {change} points to {score} ({against}).", **facts)


def change_words(leg: LegReading) -> str:
    """The change beside a score: signed points, or within noise, or not known or comparable."""
    if not leg.is_comparable:
        return events.change()
    if leg.change != leg.change:
        return say("no quarter before")
    arrow = "▲" if leg.change > 0 else "▼"
    points = signed(leg.change)
    if leg.change_noise != leg.change_noise:
        return say("{points} · noise not known yet", points=points)
    if leg.change_is_clear:
        return say("{arrow} {points} · beyond noise", arrow=arrow, points=points)
    return say("{points} · within noise", points=points)


def since_when(reading: Reading, tilts: pd.DataFrame) -> str:
    """How long the stool has leaned or been level; `tilts` are its quarters, oldest first."""
    if reading.tilt is None or tilts.empty:
        return headline(reading)
    lean = ~tilts["level"].astype(bool)
    run = int((lean[::-1] == lean.iloc[-1]).cummin().sum())
    if lean.iloc[-1]:
        start = say(
            "The seat has sloped by more than noise for {run} in a row, now down toward "
            "{short_leg}",
            run=quarters(run),
            short_leg=LEG_SHORT[reading.tilt.short_leg],
        )
    else:
        start = say(
            "The stool has been level, as far as the data can tell, for {run}", run=quarters(run)
        )
    return say_many(
        "{start}; it leaned in {lean} of {number} quarter shown.",
        "{start}; it leaned in {lean} of {number} quarters shown.",
        len(tilts),
        start=start,
        lean=int(lean.sum()),
    )
