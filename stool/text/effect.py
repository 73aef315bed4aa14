"""Words of the effect of an action: what the units it reached did beyond the others."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

from stool.catalogue import say, say_many
from stool.plan import Doubt, Verdict
from stool.plan.effect import LEAST_BEFORE, LEAST_OTHERS
from stool.text.numbers import MINUS, number, p_value, signed

Row = Mapping[Hashable, Any]

VERDICT = {
    Verdict.SEEN: say("effect seen"),
    Verdict.NOT_SEEN: say("no effect beyond noise"),
    Verdict.CANNOT_TELL: say("cannot tell"),
}
EFFECT, SAID, LOW, HIGH, P, OTHERS, DETECTABLE, WHY_NOT = (
    say("Beyond other units"),
    say("Effect"),
    say("Effect, low"),
    say("Effect, high"),
    say("Effect p"),
    say("Other units"),
    say("Would be seen from"),
    say("Why it cannot be told"),
)
WHY = {
    Doubt.ALL_UNITS: say("it reaches all units, so there is none to compare with"),
    Doubt.NO_FIGURES: say("the units it reaches have no score of this leg"),
    Doubt.BREAK: say("wording or scale changed in its units meanwhile"),
    Doubt.OTHER_ACTION: say("its units were under another action on the same leg"),
    Doubt.SHORT: say(
        "its units have fewer than {quarters} quarters before it began, or none since it was due",
        quarters=LEAST_BEFORE,
    ),
    Doubt.FEW_OTHERS: say(
        "fewer than {units} units stood apart from this and other actions", units=LEAST_OTHERS
    ),
    Doubt.FEW_UNITS: say("so few units cannot tell an effect from luck"),
    Doubt.APART_BEFORE: say("its units went other ways than the rest before it began"),
    Doubt.PLACEBO: say("its units were moving away from the rest before it began"),
}


def sentence(effect: Row) -> str:
    """What can be said of the effect; empty before the action is due."""
    doubt = Doubt(effect["doubt"])
    if doubt is Doubt.NOT_DUE:
        return ""
    if doubt:
        return say("Effect: cannot tell, {why}.{found}", why=WHY[doubt], found=_untold(effect))
    if effect["verdict"] == Verdict.SEEN:
        return say(
            "Effect seen: {change} points beyond {others} ({low} to {high}, {p}). Its units went "
            "like the others before; what else happened to them alone is in it.",
            change=signed(effect["change"], 1),
            others=_others(effect),
            low=_end(effect["low"]),
            high=_end(effect["high"]),
            p=p_value(effect["p_adj"]),
        )
    return say(
        "No effect beyond noise: {change} points beyond {others} ({low} to {high}, {p}); four "
        "times in five one of {detectable} would have been seen.",
        change=signed(effect["change"], 1),
        others=_others(effect),
        low=_end(effect["low"]),
        high=_end(effect["high"]),
        p=p_value(effect["p_adj"]),
        detectable=number(effect["detectable"]),
    )


def word(effect: Row) -> str:
    """The verdict for a table; empty before the action is due."""
    if effect["doubt"] == Doubt.NOT_DUE:
        return ""
    return VERDICT[Verdict(effect["verdict"])]


def _untold(effect: Row) -> str:
    """What the comparison came to where the time before puts it in doubt."""
    if not math.isfinite(effect["change"]):
        return ""
    return say(
        " Compared all the same: {change} points beyond {others}.",
        change=signed(effect["change"], 1),
        others=_others(effect),
    )


def _others(effect: Row) -> str:
    return say_many("{number} other unit", "{number} other units", int(effect["others"]))


def _end(value: float) -> str:
    if math.isinf(value):
        return f"{MINUS}∞" if value < 0 else "∞"
    return signed(value, 1)


def columns(effect: Row) -> dict[str, object]:
    """The effect in a table of actions."""
    return {
        SAID: word(effect),
        EFFECT: effect["change"],
        LOW: effect["low"],
        HIGH: effect["high"],
        P: effect["p_adj"],
        OTHERS: effect["others"],
        DETECTABLE: effect["detectable"],
        WHY_NOT: WHY.get(Doubt(effect["doubt"]), ""),
    }
