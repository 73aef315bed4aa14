"""The headline: one sentence from rules, and one line of what changed and what follows."""

import pandas as pd

from stool.balance import Tilt
from stool.reading import Implication, LegReading, Reading, State
from stool.schema import LEGS, SHOWN
from stool.text import events
from stool.text.labels import LEG_FILE, LEG_PEOPLE, LEG_SHORT, count, quarter, quarters
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
            follows = f"{LEG_SHORT[found.follower]} tends to follow it: {_due(found)}."
            return " ".join([change(largest), follows, *doubt])
    elif broken:
        rest = ["No other leg moved more than noise."] if len(broken) < len(legs) else []
        said = [*doubt, *rest]
    else:
        said = ["No leg moved more than noise since the quarter before."]
    return " ".join([*said, implication(found)] if found is not None else said)


def implication(found: Implication) -> str:
    """A clear change of a leader that its follower has not shown yet."""
    moved = "rose" if found.change > 0 else "fell"
    return (
        f"{LEG_SHORT[found.leader]} {moved} {number(abs(found.change))} points in "
        f"{quarter(found.quarter)}, and {LEG_SHORT[found.follower]} tends to follow it: "
        f"{_due(found)}."
    )


def tilt_direction(tilt: Tilt) -> str:
    """Where the seat slopes, or that it does not."""
    if tilt.level:
        return "level, as far as the data can tell"
    return f"down toward {LEG_SHORT[tilt.short_leg]}"


def _incomplete(reading: Reading) -> str:
    absent = [leg for leg in LEGS if leg not in reading.legs]
    if not reading.legs:
        return f"No data for {quarter(reading.quarter)}: load the three files to see the stool."
    known = " and ".join(LEG_PEOPLE[leg] for leg in reading.legs)
    files = " and the ".join(LEG_FILE[leg] for leg in absent)
    return (
        f"Two legs are not a stool: {known} {'are' if len(reading.legs) > 1 else 'is'} loaded, "
        f"the {files} for {quarter(reading.quarter)} {'is' if len(absent) == 1 else 'are'} not."
    )


def _cannot_tell(reading: Reading) -> str:
    hidden = [leg for leg, each in reading.legs.items() if each.hidden != SHOWN]
    if hidden:
        names = " and ".join(LEG_SHORT[leg] for leg in hidden)
        return f"Too few answers to tell whether the stool is level: {names} cannot be shown."
    if reading.missing:
        names = " and ".join(LEG_SHORT[leg] for leg in reading.missing)
        have, it_has = ("has", "it has") if len(reading.missing) == 1 else ("have", "they have")
        return (
            f"Cannot tell whether the stool is level: {names} {have} no score until {it_has} a "
            "target."
        )
    return "Cannot tell whether the stool is level: the answers are too few for the noise in them."


def _under_floor(reading: Reading) -> str:
    under = [leg for leg, each in reading.legs.items() if each.score <= 0]
    names = " and ".join(LEG_PEOPLE[leg] for leg in under)
    verb = "is" if under == ["profit"] else "are"
    targets = [reading.legs[leg].target for leg in under]
    guessed = all(target is not None and target.provisional for target in targets)
    floor = "a provisional floor" if guessed else "the floor you set"
    return f"The stool is in danger: {names} {verb} under {floor}."


def _leans(reading: Reading) -> str:
    assert reading.tilt is not None
    scores = {leg: each.score for leg, each in reading.legs.items()}
    short, tall = min(scores, key=scores.__getitem__), max(scores, key=scores.__getitem__)
    sharply = " sharply" if reading.state is State.LEANS_SHARPLY else ""
    verb = "is" if short == "profit" else "are"
    return (
        f"The stool leans{sharply}: {LEG_PEOPLE[short]} {verb} the short leg, "
        f"{number(scores[tall] - scores[short])} points below {LEG_PEOPLE[tall]}."
    )


def _low(reading: Reading) -> str:
    assert reading.tilt is not None
    height = number(reading.tilt.mean_height)
    return f"The stool is level but low: the three legs stand at {height} of 75 on average."


def _level(reading: Reading) -> str:
    assert reading.tilt is not None
    return (
        f"The stool is level, as far as the data can tell, at {number(reading.tilt.mean_height)} "
        "points on average."
    )


def _due(found: Implication) -> str:
    due = quarter(found.due_first)
    if found.due_last != found.due_first:
        due = f"{due} to {quarter(found.due_last)}"
    return f"due to show in {due}, if the link holds"


def change(leg: LegReading) -> str:
    """A clear change of one leg, with what it was measured against."""
    moved = "rose" if leg.change > 0 else "fell"
    against = "more than survey noise" if leg.sampled else "more than its usual swing"
    return (
        f"{LEG_SHORT[leg.leg]} {moved} {number(abs(leg.change))} points to {number(leg.score)} "
        f"({against})."
    )


def change_words(leg: LegReading) -> str:
    """The change beside a score: signed points, or within noise, or not known or comparable."""
    if not leg.is_comparable:
        return events.change()
    if leg.change != leg.change:
        return "no quarter before"
    arrow = "▲" if leg.change > 0 else "▼"
    points = signed(leg.change)
    if leg.change_noise != leg.change_noise:
        return f"{points} · noise not known yet"
    return f"{arrow} {points} · beyond noise" if leg.change_is_clear else f"{points} · within noise"


def since_when(reading: Reading, tilts: pd.DataFrame) -> str:
    """How long the stool has leaned or been level; `tilts` are its quarters, oldest first."""
    if reading.tilt is None or tilts.empty:
        return headline(reading)
    lean = ~tilts["level"].astype(bool)
    run = int((lean[::-1] == lean.iloc[-1]).cummin().sum())
    share = f"{int(lean.sum())} of {count(len(tilts), 'quarter')}"
    if lean.iloc[-1]:
        start = (
            f"The seat has sloped by more than noise for {quarters(run)} in a row, now down toward "
            f"{LEG_SHORT[reading.tilt.short_leg]}"
        )
    else:
        start = f"The stool has been level, as far as the data can tell, for {quarters(run)}"
    return f"{start}; it leaned in {share} shown."
