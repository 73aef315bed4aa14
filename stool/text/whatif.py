"""Words of what-if: what tends to follow a change, what is refused, and whether it pays."""

import math

import pandas as pd

from stool.catalogue import say
from stool.lag import Evidence, LagResult
from stool.plan import Bounds, Payback, WhatIf
from stool.schema import LEGS, PROFIT
from stool.text import labels
from stool.text.evidence import lag_words
from stool.text.labels import LEG_SHORT
from stool.text.numbers import number, share, signed

TITLE = say("What if a leg moved?")
SUBTITLE = say(
    "a change of one score, held from next quarter on, and what tends to follow it, against what "
    "would have been; through established links alone"
)
LEG = say("Leg that moves")
POINTS = say("Points up or down, held")
COST = say("Cost a quarter, in the money of the revenue file")
NO_HISTORY = say(
    "No two years in a row are known of this leg, so how far it ever moved is not known either: "
    "load eight quarters."
)
PAYBACK = say("What it costs against what comes back as margin")
PAYBACK_SUB = say(
    "a point of the profit score is worth so much margin, on the revenue of a usual quarter"
)
ASSUMED = say(
    "The slopes are of what is new within units once company-wide movements are taken out, so this "
    "is what tends to follow if units move, with all else as it was. It is an association, not a "
    "promise; survey noise makes slopes rather too small, early estimates rather too large. The "
    "fan is of the difference: the score itself moves by more than that on its own."
)
COMMAND = say("carry a change of a leg through the established links, and set its cost against it")
COMMAND_LEG = say("leg that moves")
COMMAND_POINTS = say("change of its score, held from the next quarter on")
COMMAND_COST = say("money spent a quarter")
COMMAND_AHEAD = say("quarters to look ahead")
AXIS = say("Points of the score")
HEADINGS = {
    "leg": labels.FIELD["leg"],
    "ahead": say("Quarters ahead"),
    "quarter": labels.FIELD["quarter"],
    "low80": say("Difference, 80% low"),
    "low50": say("Difference, 50% low"),
    "middle": say("Difference"),
    "high50": say("Difference, 50% high"),
    "high80": say("Difference, 80% high"),
}
PAYBACK_HEADINGS = {
    "ahead": say("Quarters ahead"),
    "quarter": labels.FIELD["quarter"],
    "spent": say("Spent by then"),
    "low80": say("Back by then, 80% low"),
    "low50": say("Back by then, 50% low"),
    "middle": say("Back by then"),
    "high50": say("Back by then, 50% high"),
    "high80": say("Back by then, 80% high"),
    "probability": say("Covers its cost"),
}


def bound(leg: str, bounds: Bounds) -> str:
    """How far the leg ever moved."""
    return say(
        "Bounded by history, year on year: of all units {rose} rose most ({rise}) and {fell} fell "
        "most ({fall}); the company's own {leg} never moved beyond {company_fall} to "
        "{company_rise}. Survey noise is taken off.",
        rose=labels.node(bounds.rose) if bounds.rose else say("none"),
        rise=signed(bounds.rise),
        fell=labels.node(bounds.fell) if bounds.fell else say("none"),
        fall=signed(bounds.fall),
        leg=LEG_SHORT[leg],
        company_fall=signed(bounds.company_fall),
        company_rise=signed(bounds.company_rise),
    )


def caption(found: WhatIf) -> str:
    """Sentence for the fan: where each leg tends to, by when, and where it stops."""
    told = [
        say(
            "{leg} {points} from {quarter} on",
            leg=LEG_SHORT[found.leg],
            points=signed(found.points, 1),
            quarter=labels.quarter(str(found.table["quarter"].iloc[0])),
        )
    ]
    told += [_followed(found, link) for link in found.used]
    return say("{told}. {refusal}", told="; ".join(told), refusal=refusal(found)).strip()


def clipped(found: WhatIf) -> str:
    """That more was asked for than history saw."""
    return say(
        "{asked} points were asked for; {leg} never moved so far, so {points} are taken.",
        asked=signed(found.asked, 1),
        leg=LEG_SHORT[found.leg],
        points=signed(found.points, 1),
    )


def refusal(found: WhatIf) -> str:
    """Where it stops and why; empty where it reaches every leg."""
    if found.refused is None:
        return ""
    leader, follower = found.refused
    reached = set(found.table["leg"])
    left = labels.listed([LEG_SHORT[leg] for leg in LEGS if leg not in reached])
    if found.evidence is None:
        return say(
            "Nothing is said of {left}: {leader} and {follower} are not both loaded.",
            left=left,
            leader=LEG_SHORT[leader],
            follower=LEG_SHORT[follower],
        )
    return say(
        "Nothing is said of {left}: that {follower} follows {leader} is {word}, and what has not "
        "been shown to follow is not promised.",
        left=left,
        follower=LEG_SHORT[follower],
        leader=LEG_SHORT[leader],
        word=evidence_word(found.evidence),
    )


def evidence_word(evidence: Evidence) -> str:
    """Why a link that is not established is not used: only suggestive."""
    if evidence <= Evidence.UNDERPOWERED:
        return say("unknown, for want of data")
    if evidence is Evidence.SUGGESTIVE:
        return say("only suggestive")
    return say("not established")


def _followed(found: WhatIf, link: LagResult) -> str:
    rows = found.table[found.table["leg"] == link.follower]
    last = rows.iloc[-1]
    ends = rows[["low80", "middle", "high80"]]
    settled = rows[(ends == ends.iloc[-1]).all(axis=1)].iloc[0]
    return say(
        "{follower} tends to follow, {lag} after {leader}: {middle} by {quarter} (80%: {low} to "
        "{high})",
        follower=LEG_SHORT[link.follower],
        lag=lag_words(link),
        leader=LEG_SHORT[link.leader],
        middle=signed(last["middle"], 1),
        quarter=labels.quarter(str(settled["quarter"])),
        low=signed(last["low80"], 1),
        high=signed(last["high80"], 1),
    )


def hover(quarter: str, leg: str, middle: float, low: float, high: float) -> str:
    """Words of the pointer over a quarter."""
    return say(
        "<b>{quarter}</b><br>{leg} {middle} ({low} to {high})",
        quarter=labels.quarter(quarter),
        leg=LEG_SHORT[leg],
        middle=signed(middle, 1),
        low=signed(low, 1),
        high=signed(high, 1),
    )


def paid(found: WhatIf, back: Payback) -> str:
    """Whether the cost comes back, from when, and how sure; or why it cannot be told."""
    if not back.is_told:
        return _untold(found)
    last = back.table.iloc[-1]
    priced = say(
        "A point of the profit score is worth {per_point} a quarter.",
        per_point=_money(back.per_point),
    )
    by = labels.quarter(str(last["quarter"]))
    if back.cost <= 0:
        return say(
            "{priced} By {by} that comes to {middle} (80%: {low} to {high}). Name a cost to see "
            "when it is covered.",
            priced=priced,
            by=by,
            middle=_money(last["middle"]),
            low=_money(last["low80"]),
            high=_money(last["high80"]),
        )
    facts = {
        "priced": priced,
        "by": by,
        "spent": number(last["spent"]),
        "middle": _money(last["middle"]),
        "low": _money(last["low80"]),
        "high": _money(last["high80"]),
        "probability": share(back.probability),
    }
    if not back.quarter:
        return say(
            "{priced} By {by} {spent} are spent and {middle} tend to be back (80%: {low} to "
            "{high}): it does not break even by then (probability {probability}).",
            **facts,
        )
    return say(
        "{priced} It breaks even in {quarter}, more likely than not; by {by} {spent} are spent and "
        "{middle} tend to be back (80%: {low} to {high}), which covers it with probability "
        "{probability}.",
        quarter=labels.quarter(back.quarter),
        **facts,
    )


def _money(value: float) -> str:
    """An amount to three digits: more would look surer than it is."""
    return number(float(f"{value:.3g}"))


def _untold(found: WhatIf) -> str:
    if PROFIT not in set(found.table["leg"]):
        return say("Whether it pays cannot be told. {refusal}", refusal=refusal(found))
    return say(
        "Whether it pays cannot be told: without a margin, its target and the revenue a point of "
        "profit has no price."
    )


def table(found: WhatIf) -> pd.DataFrame:
    """The fan as a table to take away."""
    named = found.table.assign(leg=found.table["leg"].map(LEG_SHORT))
    return named.rename(columns=HEADINGS)


def payback_table(back: Payback) -> pd.DataFrame:
    """Cost and return as a table to take away."""
    return back.table.rename(columns=PAYBACK_HEADINGS)


def as_text(found: WhatIf, back: Payback) -> str:
    """Everything, for the command line."""
    parts = [clipped(found)] if found.is_clipped else []
    if not math.isclose(found.bounds.rise, found.bounds.fall):
        parts.append(bound(found.leg, found.bounds))
    else:
        parts.append(NO_HISTORY)
    shown = table(found).round(2).to_string(index=False)
    return "\n\n".join([*parts, caption(found), shown, paid(found, back), ASSUMED])
