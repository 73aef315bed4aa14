"""Words of the reward fund: surplus, spending on rewards, and how employees feel about them."""

import math

import pandas as pd

from stool.catalogue import say
from stool.lag import Evidence, LagResult
from stool.reading import Fund
from stool.reading.fund import SPEND, SURPLUS
from stool.text import labels
from stool.text.evidence import lag_words
from stool.text.numbers import number, p_value, signed

TITLE = say("The reward fund")
SUBTITLE = say(
    "margin over target, then spending on rewards a head, then what employees say of rewards: "
    "each step with its own lag and evidence"
)
NAME = {
    SURPLUS: say("Margin over target"),
    SPEND: say("Reward spend a head"),
}
HEADINGS = {
    "leader": labels.FIELD["leader"],
    "follower": labels.FIELD["follower"],
    "evidence": labels.FIELD["evidence"],
    "lag_set": labels.FIELD["lag_set"],
    "r": say("r, correlation"),
    "p": labels.FIELD["p"],
    "units": labels.FIELD["units"],
    "quarters": labels.FIELD["quarters"],
}


def sentence(fund: Fund) -> str:
    """What the fund holds, whether it is spent, and whether that is felt."""
    if fund.missing:
        return say(
            "The path from surplus to rewards cannot be followed: load {missing}.",
            missing=labels.listed([labels.metric(each).lower() for each in fund.missing]),
        )
    return " ".join([_now(fund), *(_step(link) for link in fund.links)])


def table(fund: Fund) -> pd.DataFrame:
    """The steps as a table."""
    rows = [
        {
            "leader": name(link.leader),
            "follower": name(link.follower),
            "evidence": labels.EVIDENCE[link.evidence],
            "lag_set": ", ".join(map(str, link.lag_set)),
            "r": link.best_r,
            "p": link.p,
            "units": link.n_units,
            "quarters": link.n_quarters,
        }
        for link in fund.links
    ]
    return pd.DataFrame(rows, columns=list(HEADINGS)).rename(columns=HEADINGS)


def name(metric: str) -> str:
    """Name of a step."""
    return NAME.get(metric) or labels.metric(metric)


def _now(fund: Fund) -> str:
    if not math.isfinite(fund.surplus):
        return say("The margin has no target, so there is no surplus to speak of.")
    words = say("over") if fund.surplus > 0 else say("under")
    return say(
        "In {quarter} the margin is {points} points {words} its target ({money}); rewards are "
        "{spend} a head.",
        quarter=labels.quarter(fund.quarter),
        points=number(abs(fund.surplus), 1),
        words=words,
        money=signed(float(f"{fund.money:.3g}")),
        spend=number(fund.spend),
    )


def _step(link: LagResult) -> str:
    leader, follower = name(link.leader), name(link.follower)
    if link.evidence >= Evidence.ESTABLISHED:
        return say(
            "Where {leader} is above its usual path, {follower} tends to be {toward} its own about "
            "{lag} later ({word}: r = {r}, {p}).",
            leader=leader.lower(),
            follower=follower.lower(),
            toward=say("above") if link.best_r > 0 else say("below"),
            lag=lag_words(link),
            word=labels.EVIDENCE[link.evidence],
            r=number(link.best_r, 2),
            p=p_value(link.p),
        )
    return say(
        "That {follower} follows {leader} is {word}.",
        follower=follower.lower(),
        leader=leader.lower(),
        word=_word(link),
    )


def _word(link: LagResult) -> str:
    if link.evidence is Evidence.SUGGESTIVE:
        return say(
            "only suggestive ({lag} later, r = {r}, {p})",
            lag=lag_words(link),
            r=number(link.best_r, 2),
            p=p_value(link.p),
        )
    return labels.EVIDENCE[link.evidence]
