"""Words of drivers: what goes with a leg's score, how sure its rank is, and where groups differ."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from stool.catalogue import say, say_many
from stool.drivers import (
    DRIVER,
    ENOUGH,
    IMPROVE,
    KEEP,
    LATER,
    NONE,
    OPPOSITE,
    REGION,
    SHARED,
    Drivers,
    Groups,
)
from stool.lag import Evidence, LagResult
from stool.plan import Driven
from stool.plan.whatif import SHARES
from stool.schema import ALL
from stool.text import figures, labels, league, whatif
from stool.text.evidence import lag_words
from stool.text.labels import LEG_SHORT
from stool.text.numbers import number, p_value, share

# Cards

TITLE = say("What goes with the score")
SUBTITLE = say(
    "every question by how much of the score's ups and downs among people it goes with, and by how "
    "good its answers are"
)
RANKS = say("How sure is the ranking")
RANKS_SUB = say("share of what all questions explain together, with what chance alone could make")
GROUPS = say("Do groups want the same")
GROUPS_SUB = say("the same ranking for each group by itself, and whether the groups agree")
LEADING = say("Employee questions that come before the customers' score")
LEADING_SUB = say(
    "each question tried alone within units, at the lags declared in advance; the evidence pays "
    "for all of them"
)
WORTH = say("What a point may be worth")
WORTH_SUB = say("from question to score, then through established links alone to money a quarter")
LEG = say("Leg whose questions are ranked")
DIMENSION_PICK = say("Groups by")
DIMENSION = {**league.DIMENSION, REGION: say("Region")}

# Words of a verdict and a place

VERDICT = {
    DRIVER: say("goes with the score"),
    SHARED: say("shared with others"),
    NONE: say("no clear tie"),
    OPPOSITE: say("goes against the score"),
}
QUADRANT = {
    IMPROVE: say("improve first"),
    KEEP: say("keep it up"),
    LATER: say("can wait"),
    ENOUGH: say("good enough"),
    "": "",
}
EACH = {"units": say("units"), "quarters": say("quarters of units"), "people": say("people")}
COMPARED = {
    "unit": say("with others of the same unit and quarter"),
    "region": say("with others of the same region and quarter"),
    "node": say("with others of the same quarter"),
}
PERFORMANCE_AXIS = say("How good the answers are, % of the scale")
SHARE_AXIS = say("Importance, % of what is explained")
MATRIX_KEY = say(
    "filled: goes with the score by itself; ring: shared<br>with others; square: no clear tie, or "
    "against it"
)
RANKS_KEY = say(
    "share with its interval; at the right the ranks it could<br>have; grey: no clear tie, or "
    "against the score"
)

COMMAND = say("rank the questions of a leg by how much of its score goes with them")
COMMAND_LEG = say("leg whose questions are ranked")
COMMAND_SEGMENT = say("one group alone, such as segment=Private")
NOT_A_SEGMENT = say("a group is given as dimension=level, such as segment=Private")
ASSUMED = say(
    "People are compared with each other, not followed: what goes with a score need not move it. "
    "Questions that are answered alike share what they explain, so a rank is a range."
)

NUMBER = say("No.")
HEADINGS = {
    "rank": NUMBER,
    "metric": say("Question"),
    "verdict": say("Tie"),
    "quadrant": say("What to do"),
    "share": say("Importance"),
    "share_low": say("Importance, low"),
    "share_high": say("Importance, high"),
    "ranks": say("Rank could be"),
    "r": say("r with the score"),
    "r_low": say("r, low"),
    "r_high": say("r, high"),
    "p": labels.FIELD["p"],
    "slope": say("Points of the score a point"),
    "shapley": say("Importance, over all orders"),
    "position": say("Performance"),
    "position_low": say("Performance, low"),
    "position_high": say("Performance, high"),
    "n": say("Answered both"),
    "n_is_least": say("At least so many did"),
}
GROUP_HEADINGS = {
    "metric": HEADINGS["metric"],
    "differs": say("Groups differ"),
    "is_opposite": say("Opposite signs"),
    "p": say("p that groups agree"),
}
LEADING_HEADINGS = {
    "metric": HEADINGS["metric"],
    "evidence": labels.FIELD["evidence"],
    "lag_set": labels.FIELD["lag_set"],
    "r": say("r, correlation"),
    "p": labels.FIELD["p"],
    "slope": labels.FIELD["slope"],
    "units": labels.FIELD["units"],
    "quarters": labels.FIELD["quarters"],
}
WORTH_HEADINGS = {
    "metric": HEADINGS["metric"],
    "step": say("Step of the question"),
    "score": say("Points of the score with it"),
    "low80": say("Money a quarter, 80% low"),
    "low50": say("Money a quarter, 50% low"),
    "middle": say("Money a quarter"),
    "high50": say("Money a quarter, 50% high"),
    "high80": say("Money a quarter, 80% high"),
}
NAMED = 4  # questions named in a sentence
Row = Mapping[Any, Any]


def ranks(row: Row) -> str:
    """Rank 2, or rank 2 to 5."""
    low, high = int(row["rank_low"]), int(row["rank_high"])
    if low == high:
        return say("rank {low}", low=low)
    return say("rank could be {low}–{high}", low=low, high=high)


def matrix_caption(found: Drivers) -> str:
    """Sentence for the matrix: what is important and stands low, and what must not be read in."""
    items = found.items
    first = items[items["quadrant"] == IMPROVE]
    told = [_of_whom(found)]
    if len(first):
        told.append(
            say(
                "Important and below the usual: {named}.",
                named=_listed(first["metric"]),
            )
        )
    else:
        told.append(say("No question is clearly important and below the usual."))
    told.append(_not_advice(items))
    told.append(left_out(found))
    return " ".join(filter(None, told))


def ranks_caption(found: Drivers) -> str:
    """Sentence for the shares: how much is explained, and how far ranks can be told."""
    rows = _rows(found.items)
    named = [
        say(
            "{question} ({share}, {rank})",
            question=name(row),
            share=share(row["share"]),
            rank=ranks(row),
        )
        for row in rows[:3]
    ]
    unclear = sum(row["rank_low"] != row["rank_high"] for row in rows)
    return say(
        "All questions together explain {explained} of the score's differences among people ({low} "
        "to {high}). {named}. {unclear} of {all} ranks cannot be told for sure: {draws} companies "
        "were drawn anew from its {of}.",
        explained=share(found.explained),
        low=share(found.explained_low),
        high=share(found.explained_high),
        named="; ".join(named),
        unclear=unclear,
        all=len(rows),
        draws=number(found.draws),
        of=EACH[found.resampled],
    )


def left_out(found: Drivers) -> str:
    """Which questions are not ranked, and why; empty where all are."""
    told = [
        (found.partly_asked, say("asked of some people only")),
        (found.unvarying, say("always answered alike")),
        (found.unpaired, say("not known to be answered together with the others")),
        (found.of_the_whole, say("about the whole, or what follows from it")),
    ]
    parts = [say("{named} ({why})", named=_listed(names), why=why) for names, why in told if names]
    return say("Left out: {parts}.", parts="; ".join(parts)) if parts else ""


def table(found: Drivers) -> pd.DataFrame:
    """Every question as a row to read and to take away."""
    items = found.items
    shown = items.assign(
        metric=[labels.metric(name) for name in items["metric"]],
        verdict=items["verdict"].map(VERDICT),
        quadrant=items["quadrant"].map(QUADRANT),
        ranks=[span(row) for row in _rows(items)],
        n_is_least=found.n_is_least,
    )
    return shown[list(HEADINGS)].rename(columns=HEADINGS)


def hover(row: Row) -> str:
    """Words of the pointer over a question."""
    return "<br>".join(
        filter(
            None,
            [
                f"<b>{figures.safe_name(labels.metric(str(row['metric'])), 60)}</b>",
                say(
                    "importance {share} ({low} to {high}), {rank}",
                    share=share(row["share"]),
                    low=share(row["share_low"]),
                    high=share(row["share_high"]),
                    rank=ranks(row),
                ),
                say("answers at {position} of the scale", position=share(row["position"]))
                if math.isfinite(row["position"])
                else "",
                f"{VERDICT[row['verdict']]} · r {number(row['r'], 2)}",
            ],
        )
    )


# Groups


def dimension(name: str) -> str:
    """What groups are made by."""
    return DIMENSION.get(name) or labels.metric(name)


def warning(found: Groups) -> str:
    """That groups differ, and in what; empty where no difference is beyond chance."""
    if not found.differing:
        return ""
    told = [
        say(
            "Groups by {dimension} differ, so one ranking for all misleads: {named}.",
            dimension=dimension(found.dimension).lower(),
            named=labels.listed([_between(found, name) for name in found.differing], 3),
        )
    ]
    told += [_opposite(found, name) for name in found.opposite]
    return " ".join(told)


def groups_caption(found: Groups) -> str:
    """Sentence for the groups: what leads in each, and who is not told."""
    leads = [
        say("{group}: {named}", group=group, named=_first(each)) for group, each in found.of.items()
    ]
    agree = "" if found.differing else say("No difference between them is beyond chance.")
    untold = say("Not told of {groups}: too few answers.", groups=labels.listed([*found.untold]))
    told = [say("{leads}.", leads="; ".join(leads)), agree, untold if found.untold else ""]
    return " ".join(filter(None, told))


def r_of(group: str) -> str:
    """Heading of the correlations of a group."""
    return say("r, {group}", group=group)


def groups_table(found: Groups) -> pd.DataFrame:
    """r with the score of every question in every group, those that differ most first."""
    rows = found.items[list(GROUP_HEADINGS)].copy()
    for group, each in found.of.items():
        r = each.items.set_index("metric")["r"]
        rows[r_of(group)] = rows["metric"].map(r)
    rows["metric"] = [labels.metric(str(name)) for name in rows["metric"]]
    return rows.rename(columns=GROUP_HEADINGS)


# Employee questions that come before the customers


def leading_caption(found: Mapping[str, LagResult]) -> str:
    """Sentence for the questions tried: which come first, and how many do not."""
    if not found:
        return say("No employee question can be set against the customers' score.")
    sure = [
        each for each in found.values() if each.evidence >= Evidence.ESTABLISHED and each.best_r > 0
    ]
    count = say_many("{number} question was tried", "{number} questions were tried", len(found))
    if not sure:
        return say(
            "{count}; that the customers' score follows is established for none of them.",
            count=count,
        )
    first = sorted(sure, key=lambda each: -each.best_r)
    named = [
        say(
            "{name} (about {lag} before, r = {r}, {p})",
            name=labels.metric(each.leader),
            lag=lag_words(each),
            r=number(each.best_r, 2),
            p=p_value(each.p),
        )
        for each in first
    ]
    return say(
        "{count}; the customers' score tends to follow {sure} of them, most closely {named}. "
        "Questions that rise and fall together all show, so which of them is felt cannot be told.",
        count=count,
        sure=len(sure),
        named="; ".join(named[:3]),
    )


def leading_table(found: Mapping[str, LagResult]) -> pd.DataFrame:
    """The questions tried as a table."""
    rows = [
        {
            "metric": labels.metric(name),
            "evidence": labels.EVIDENCE[each.evidence],
            "lag_set": ", ".join(map(str, each.lag_set)),
            "r": each.best_r,
            "p": each.p,
            "slope": each.slope,
            "units": each.n_units,
            "quarters": each.n_quarters,
        }
        for name, each in found.items()
    ]
    return pd.DataFrame(rows, columns=list(LEADING_HEADINGS)).rename(columns=LEADING_HEADINGS)


# Money


def worth(found: Driven) -> str:
    """What the first questions may be worth, or why none has a price."""
    if not found.items.shape[0]:
        return say("No question goes with the score by itself, so none has a price.")
    if not found.is_told:
        return _unpriced(found)
    named = [
        say(
            "{step} of {name}: {middle} a quarter (80%: {low} to {high})",
            step=_step(row["step"]),
            name=name(row),
            middle=_money(row["middle"]),
            low=_money(row["low80"]),
            high=_money(row["high80"]),
        )
        for row in _rows(found.items)[:3]
    ]
    return say(
        "{named}. This holds if the score moves with the question as it differs among people, and "
        "goes through {through}; what is spent is not taken off.",
        named="; ".join(named),
        through=labels.listed(
            [f"{LEG_SHORT[each.leader]} → {LEG_SHORT[each.follower]}" for each in found.used]
        ),
    )


def worth_table(found: Driven) -> pd.DataFrame:
    """The prices as a table."""
    shown = found.items.assign(metric=[labels.metric(str(name)) for name in found.items["metric"]])
    for name in SHARES:
        shown[name] = [float(f"{value:.3g}") for value in shown[name]]
    return shown.rename(columns=WORTH_HEADINGS)


def as_text(found: Drivers, price: Driven) -> str:
    """Everything, for the command line."""
    shown = table(found)
    columns = [HEADINGS[name] for name in ("rank", "metric", "verdict", "quadrant", "share")]
    columns += [HEADINGS[name] for name in ("ranks", "r", "position")]
    return "\n\n".join(
        [
            ranks_caption(found),
            matrix_caption(found),
            shown[columns].round(2).to_string(index=False),
            worth(price),
            ASSUMED,
        ]
    )


def _of_whom(found: Drivers) -> str:
    dimension, level = found.segment
    told = number(found.answers)
    return say(
        "{answers} people of {node}{group}, {first} to {last}, each compared {how}.",
        answers=say("{figure} or more", figure=told) if found.n_is_least else told,
        node=labels.node(found.node),
        group="" if dimension == ALL else say(" ({level})", level=level),
        first=labels.quarter(found.quarters[0]),
        last=labels.quarter(found.quarters[-1]),
        how=COMPARED[found.depth],
    )


def _not_advice(items: pd.DataFrame) -> str:
    """Questions of which nothing should be made."""
    against = items.loc[items["verdict"] == OPPOSITE, "metric"]
    none = items.loc[items["verdict"] == NONE, "metric"]
    told = []
    if len(against):
        told.append(
            say(
                "{named}: better answers go with a lower score, so this is no advice; look for "
                "what stands behind it.",
                named=_listed(against),
            )
        )
    if len(none):
        told.append(say("No clear tie: {named}.", named=_listed(none)))
    return " ".join(told)


def _between(found: Groups, name: str) -> str:
    row = found.items[found.items["metric"] == name].iloc[0]
    return say(
        "{name} (r {high} for {strongest}, {low} for {weakest})",
        name=labels.metric(name),
        high=number(_r(found, row["strongest"], name), 2),
        strongest=row["strongest"],
        low=number(_r(found, row["weakest"], name), 2),
        weakest=row["weakest"],
    )


def _opposite(found: Groups, name: str) -> str:
    row = found.items[found.items["metric"] == name].iloc[0]
    return say(
        "Opposite signs: the more of “{name}” the better for {strongest}, the worse for {weakest}.",
        name=labels.metric(name),
        strongest=row["strongest"],
        weakest=row["weakest"],
    )


def _r(found: Groups, group: str, name: str) -> float:
    items = found.of[group].items
    return float(items.loc[items["metric"] == name, "r"].iloc[0])


def _first(found: Drivers) -> str:
    """First questions that go with the score."""
    items = found.items[found.items["verdict"].isin([DRIVER, SHARED])]
    return _listed(items["metric"].head(3)) if len(items) else say("nothing clear")


def _unpriced(found: Driven) -> str:
    if found.refused is not None:
        leader, follower = found.refused
        if found.evidence is None:
            return say(
                "No question has a price: {leader} and {follower} are not both loaded.",
                leader=LEG_SHORT[leader],
                follower=LEG_SHORT[follower],
            )
        return say(
            "No question has a price: that {follower} follows {leader} is {word}, and the way to "
            "money goes through established links alone.",
            leader=LEG_SHORT[leader],
            follower=LEG_SHORT[follower],
            word=whatif.evidence_word(found.evidence),
        )
    if not math.isfinite(found.per_point):
        return say(
            "No question has a price: without a margin, its target and the revenue a point of "
            "profit is worth nothing that is known."
        )
    return say(
        "No question has a price: this leg's score has no target, or was never seen to rise for a "
        "whole year."
    )


def _step(step: float) -> str:
    """1 point, 0.4 points; a tenth of yes-or-no answers is a tenth of a point."""
    return say("1 point") if step == 1 else say("{step} points", step=number(step, 1))


def _money(value: float) -> str:
    """An amount to two digits: more would look surer than it is."""
    return number(float(f"{value:.2g}"))


def span(row: Row) -> str:
    """Places that a question could take: 2, or 2–5."""
    low, high = int(row["rank_low"]), int(row["rank_high"])
    return str(low) if low == high else f"{low}–{high}"


def name(row: Row) -> str:
    """Name of the question of a row."""
    return labels.metric(str(row["metric"]))


def _listed(names: Iterable[str]) -> str:
    return labels.listed([labels.metric(name) for name in names], NAMED)


def _rows(items: pd.DataFrame) -> Sequence[Row]:
    return items.to_dict("records")
