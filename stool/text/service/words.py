"""How measures are told: figures in their units, places, parts."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from stool.catalogue import say
from stool.schema import CUSTOMER_TEAM, LEVEL, SEGMENT, SERVER, TENURE
from stool.service import Kind, Measure
from stool.text import labels
from stool.text.figures import safe_name
from stool.text.measured import bare, printed
from stool.text.numbers import at_least
from stool.text.term import Term

KIND: Final = {  # what a place is
    "unit": say("Unit"),
    "region": say("Region"),
    SEGMENT: say("Segment"),
    LEVEL: say("Level"),
    TENURE: say("Time with the company"),
    SERVER: say("Who serves"),
    CUSTOMER_TEAM: say("Team served"),
    "team": say("Team"),
    "edge": say("Link of the chain"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of one concept.

    Attributes
    ----------
    term : Term
        What its figure is, how it is computed, and where that comes from.
    says : callable
        The figures in one or two sentences.
    figures : Mapping of str to str
        Names of its figures beyond `FIGURE`.
    parts : Mapping of str to str
        Names of its parts where they are keys.
    made_of : str
        Heading of the parts.
    """

    term: Term
    says: Callable[[Measure], str]
    figures: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    made_of: str = ""


FIGURE: Final = {  # names of figures that several measures have
    "mean": say("Mean"),
    "favourable": say("Favourable"),
    "events": say("Events on the trends"),
    "margin": say("Margin"),
    "surplus": say("Margin over target"),
    "loop_gain": say("Loop gain"),
    "covered": say("Concepts measured"),
    "differing": say("Questions that segments weigh differently"),
}
DOUBT: Final = {
    "lag_too_short": say("Too few quarters to say whether customers follow."),
    "lag_not_established": say("That customers follow what units say cannot be told from chance."),
    "lag_suggestive": say(
        "There is a hint, no more, that customers follow what units say: wait for more quarters."
    ),
    "register_now": say(
        "Some standards were measured after this quarter: the list keeps the last look alone."
    ),
    "scales": say("Questions on other scales than the first are left out."),
    "few_recognitions": say(
        "Too few recognitions that reached some units and not others: what staff say a quarter "
        "later cannot be set against them."
    ),
    "recognition_not_followed": say(
        "That staff are more content a quarter after a recognition cannot be told from chance."
    ),
    "few_units": say("So few units hold almost no correlation beyond noise."),
    "opposite_signs": say("What some customers like others dislike: one rule for all fails some."),
    "few_answers": say("So few comments with a date: shares and medians of them leap."),
    "one_owner": say("More than half of what is open rests on one owner."),
    "units_not_servers": say(
        "No column names who served, so units are compared. Add one, and servers are."
    ),
    "hours_of_customers": say(
        "From what customers tell. A service log would give the median and the slowest tenth."
    ),
    "two_scales": say("The two are asked on different scales, so no difference is taken."),
    "few_unhappy": say("Few customers scored low: take the share as a rough one."),
}
NUMBERS = ("value", "low", "high", "n", "n_is_least")
FIGURES, PARTS, QUARTER = say("Figure"), say("Made of"), say("Quarter")
WHAT, NAME, VALUE = say("What"), say("Name"), say("Value")
LOW, HIGH, COUNT = say("95 % from"), say("95 % to"), say("n")
IS_LEAST = say("n is at least so many")
GROUP: Final = {  # cards of the Service page
    "reliable": say("Reliable"),
    "responsive": say("Responsive"),
    "fair": say("Fair"),
    "recovers": say("Recovers"),
    "chain": say("Internal chain"),
    "led": say("Led from the front"),
    "people": say("People and tools"),
}
GROUP_CHOICE = say("Cards")
WHERE = say("Where")
LIST = say("List")
NOT_MEASURED, NOT_SHOWN = say("Not measured"), say("Not shown here")


def hover(name: str, row: Mapping[Any, Any], kind: Kind, scale: str) -> str:
    """One point in words: its name, the figure, the interval, how many it rests on."""
    lines = [f"<b>{safe_name(name)}</b>", printed(float(row["value"]), kind, scale)]
    ends = [float(row[end]) for end in ("low", "high")]
    if all(map(math.isfinite, ends)):
        low, high = (bare(end, kind) for end in ends)
        lines.append(say("95 % interval {low} to {high}", low=low, high=high))
    if math.isfinite(float(row["n"])):
        n = at_least(float(row["n"]), is_least=bool(row["n_is_least"]))
        lines.append(say("n = {n}", n=n))
    return "<br>".join(lines)


def figure_name(words: Words | None, key: str) -> str:
    """What a figure of a measure is called; of one that stands on no card by its key alone."""
    return (words.figures.get(key) if words else None) or FIGURE[key]


def part_name(words: Words, key: str) -> str:
    """What a part of a measure is called."""
    return words.parts.get(key, key)


def table(measure: Measure, words: Words) -> pd.DataFrame:
    """Everything behind a measure as one table: figures, trend, parts, places."""
    rows: list[tuple[str, str, float, float, float, float, bool]] = [
        (
            *(FIGURES, figure_name(words, each.key)),
            *(each.value, each.low, each.high, each.n, each.n_is_least),
        )
        for each in measure.figures
    ]
    for heading, name, part in (
        (QUARTER, "quarter", measure.trend),
        (words.made_of or PARTS, "part", measure.parts),
    ):
        rows += [
            (heading, _name(words, name, row[name]), *(row[each] for each in NUMBERS))
            for row in part.to_dict("records")
        ]
    rows += [
        (KIND[row["kind"]], str(row["place"]), *(row[each] for each in NUMBERS))
        for row in measure.places.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[WHAT, NAME, VALUE, LOW, HIGH, COUNT, IS_LEAST])


def ranges_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Figures side by side as a table."""
    table = rows[["name", *NUMBERS]]
    return table.set_axis([NAME, VALUE, LOW, HIGH, COUNT, IS_LEAST], axis=1)


def _name(words: Words, column: str, name: str) -> str:
    return labels.quarter(name) if column == "quarter" else part_name(words, name)
