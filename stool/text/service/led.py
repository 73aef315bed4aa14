"""Words of whether the service is led from the front."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from stool.catalogue import say, say_many
from stool.service import Measure
from stool.text import labels
from stool.text.measured import printed, with_interval
from stool.text.numbers import number
from stool.text.service.sentences import agreeing, by_sign, joined
from stool.text.service.words import Words
from stool.text.term import Term

BY_LEVEL = say("By level, from the front line up")
MET = {True: say("met"), False: say("not met"), None: say("never measured")}
REGISTER = {
    "standard": say("Standard"),
    "unit": say("Unit or region"),
    "owner": say("Owner"),
    "target": say("Target"),
    "value": say("Last value"),
    "is_attained": say("State"),
    "days": say("Measured"),
}
EVIDENCE = {
    "statement": say("Statement"),
    "owner": say("Owner"),
    "start": say("Since"),
    "link": say("Link"),
}
NO_OWNER = say("nobody")
NO_EVIDENCE = say("No evidence is on the list of actions yet.")


def _standards(measure: Measure) -> str:
    attained, never = measure.figure("attained"), int(measure.figure("never").value)
    met = round(attained.value * attained.n) if attained.is_known else 0
    known = say_many("{number} standard was measured", "{number} standards were measured",
                     int(attained.n))  # fmt: skip
    if met:
        reached = say("{known}, {met} of them meet their target.", known=known, met=met)
    else:
        reached = say("{known}, none meets its target.", known=known)
    lost = say_many(
        "{number} never was: nobody knows whether it is kept.",
        "{number} never were: nobody knows whether they are kept.",
        never,
    )
    old = measure.parts[measure.parts["value"] > 0].sort_values("value", ascending=False)
    longest = ""
    if len(old):
        longest = say(
            "Longest unmeasured: {standard}, {days}.",
            standard=old["part"].iloc[0],
            days=days_ago(float(old["value"].iloc[0])),
        )
    return joined(reached, lost if never else "", longest)


def _vision(measure: Measure) -> str:
    rows = measure.parts.sort_values("value").to_dict("records")
    ends = say(
        "{low} stands lowest, {high} highest.",
        low=_part(rows[0], measure),
        high=_part(rows[-1], measure),
    )
    if measure.headline.is_apart():
        said = say("The vision is not equally clear: levels differ beyond noise.")
    else:
        said = say("A difference between levels cannot be told from noise.")
    return joined(said, ends, agreeing(measure))


def _inversion(measure: Measure) -> str:
    front, top = (str(measure.parts["part"].iloc[place]) for place in (0, -1))
    ends = {"front": front, "top": top}
    said = by_sign(
        measure.headline,
        noise=say("Over both questions {front} and {top} cannot be told apart.", **ends),
        above=say("{front} stands above {top}: the pyramid is turned over.", **ends),
        below=say("{front} stands below {top}: the pyramid still rests on its base.", **ends),
    )
    each = say(
        "Power to act {empowered} and obstacles removed {obstacles}.",
        empowered=with_interval(measure.figure("empowered")),
        obstacles=with_interval(measure.figure("boss_removes_obstacles")),
    )
    return joined(said, each)


def _evidence(measure: Measure) -> str:
    gap = measure.known("gap")
    levels = ""
    if gap and len(measure.parts) > 1:
        front, top = (str(measure.parts["part"].iloc[place]) for place in (0, -1))
        apart = {"front": front, "top": top, "gap": with_interval(gap)}
        levels = by_sign(
            gap,
            noise=say("{front} and {top} see it alike, within noise.", **apart),
            above=say("{front} sees more of it than {top}: {gap}.", **apart),
            below=say("{front} sees less of it than {top}: {gap}.", **apart),
        )
    count, age = int(measure.figure("evidence").value), measure.figure("age")
    if not count:
        return joined(agreeing(measure), levels, NO_EVIDENCE)
    pieces = say_many("{number} piece of evidence", "{number} pieces of evidence", count)
    newest = say(
        "{pieces}; the newest is {quarters} old.",
        pieces=pieces,
        quarters=labels.quarters(int(age.value)),
    )
    return joined(agreeing(measure), levels, newest)


def _part(row: Mapping[Hashable, Any], measure: Measure) -> str:
    figure = printed(float(row["value"]), "mean", measure.headline.scale)
    return say("{name} ({figure})", name=row["part"], figure=figure)


def days_ago(days: float) -> str:
    """1 day, 365 days."""
    return say_many("{number} day", "{number} days", round(days))


def register(details: pd.DataFrame) -> pd.DataFrame:
    """The list of standards as it is read."""
    table = details.copy()
    known = table["days"].notna() & table["value"].notna()
    attained = table["is_attained"].where(known, None)
    table["is_attained"] = [MET[None if each is None else bool(each)] for each in attained]
    table["days"] = [
        say("{days} before the quarter ended", days=days_ago(days))
        if math.isfinite(days)
        else MET[None]
        for days in table["days"]
    ]
    table["unit"] = table["unit"].map(labels.node)
    table["owner"] = table["owner"].replace("", NO_OWNER)
    for name in ("target", "value"):
        table[name] = [
            number(each, 0 if each == round(each) else 1) if math.isfinite(each) else ""
            for each in table[name]
        ]
    return table.rename(columns=REGISTER)


def evidence(details: pd.DataFrame) -> pd.DataFrame:
    """The list of evidence as it is read."""
    table = details.assign(start=details["start"].map(labels.quarter))
    return table.rename(columns=EVIDENCE)


WORDS = {
    "S14": Words(
        Term(
            say("standards met and measured"),
            say(
                "Of the standards on the list that were ever measured, the share whose last value "
                "met its target; and the days from that look to the end of the quarter."
            ),
            say("standards met / standards measured; days = end of quarter − last measured"),
        ),
        _standards,
        figures={
            "attained": say("Standards met"),
            "fresh": say("Measured within the last quarter"),
            "days": say("Median days since a look"),
            "never": say("Never measured"),
        },
        made_of=say("Days since each was measured"),
    ),
    "S12": Words(
        Term(
            say("clear vision by level"),
            say(
                "How far the highest and the lowest level of staff differ on “I know what superior "
                "service means here”. The interval allows for every pair of levels looked at."
            ),
            say("highest mean of a level − lowest, Welch's interval, Bonferroni over the pairs"),
            say("Welch (1947), Biometrika 34, 28-35"),
        ),
        _vision,
        figures={"spread": say("Between levels")},
        made_of=BY_LEVEL,
    ),
    "S11": Words(
        Term(
            say("inversion index"),
            say(
                "What the front line says of power to act and of bosses who remove obstacles, less "
                "what the top says; above 0 the pyramid is turned over. The front line is the "
                "level that most answers came from in the last year, the top the one with fewest."
            ),
            say(
                "mean over both questions of (front line − top); the interval allows for answers "
                "of one person going fully together"
            ),
            say("Welch (1947), Biometrika 34, 28-35"),
        ),
        _inversion,
        figures={
            "index": say("Front line less top"),
            "empowered": say("Power to act"),
            "boss_removes_obstacles": say("Obstacles removed"),
        },
        made_of=BY_LEVEL,
    ),
    "S28": Words(
        Term(
            say("leaders value service"),
            say(
                "The mean of what staff answer to “Our leaders value service”, by level; and the "
                "evidence for it on the list of actions: statements somebody can be held to."
            ),
            say("mean of the answers; age = quarter on screen − quarter of the newest evidence"),
        ),
        _evidence,
        figures={
            "gap": say("Front line less top"),
            "evidence": say("Pieces of evidence"),
            "age": say("Quarters since the newest"),
        },
        made_of=BY_LEVEL,
    ),
}
