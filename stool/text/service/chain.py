"""Words of the chain of teams."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from stool.catalogue import say, say_many
from stool.service import Measure
from stool.text import labels
from stool.text.measured import bare, printed, told, with_interval
from stool.text.service import words
from stool.text.service.sentences import agreeing, by_sign, joined, worst_place
from stool.text.service.words import Words
from stool.text.term import Term

GAP = say("Gap")
SUPPLIER, CUSTOMER = say("Team that serves"), say("Team served")
CHANGE = say("Change on the year before")
WEAKEST = say("Weakest link")
MATRIX_KEY = say("columns serve, rows are served")


def _teams(measure: Measure) -> str:
    rows = measure.details
    lowest = worst_place(measure)
    moved = rows[(rows["change_low"] > 0) | (rows["change_high"] < 0)]
    compared = int(rows["change"].notna().sum())
    parts = [
        agreeing(measure),
        say("Rated lowest over the last year is {team}.", team=lowest) if lowest else "",
    ]
    if compared and moved.empty:
        parts.append(
            say("No pair of teams changed beyond noise on the year before, of {all}.", all=compared)
        )
    elif compared:
        names = [
            say("{customer} on {supplier} ({change})", **_moved(row))
            for row in moved.sort_values("change").to_dict("records")
        ]
        parts.append(
            say("Changed beyond noise on the year before: {names}.", names=labels.listed(names))
        )
    return joined(*parts)


def _moved(row: Mapping[Hashable, Any]) -> dict[str, str]:
    change = bare(row["change"], "gap")
    customer, supplier = (str(row[name]) for name in ("customer", "supplier"))
    return {"customer": labels.node(customer), "supplier": supplier, "change": change}


def _chain(measure: Measure) -> str:
    weakest, others = measure.headline, measure.known("others")
    if others is None:
        found = [say("There is one link on the way to the customer, {link}.", link=weakest.of)]
    else:
        beyond = (
            say("lower than the others beyond noise")
            if measure.places["is_clear"].iloc[0]
            else say("not lower than the others beyond noise")
        )
        found = [
            say(
                "The weakest link on the way to the customer is {link}, {beyond}; all others "
                "together stand at {others}.",
                link=weakest.of,
                beyond=beyond,
                others=told(others),
            )
        ]
    lag, r = measure.figure("lag"), measure.figure("lag_r")
    if lag.is_known:
        toward = say("above") if r.value > 0 else say("below")
        found.append(
            say(
                "When a unit says more good of the teams that serve it than usual, its customers "
                "tend to be {toward} their usual {quarters} later, over all units: {r}.",
                toward=toward,
                quarters=labels.quarters(int(lag.value)),
                r=with_interval(r),
            )
        )
    return joined(*found)


def _insight(measure: Measure) -> str:
    start = by_sign(
        measure.headline,
        noise=say("On average teams see themselves as those they serve see them, within noise."),
        above=say("On average teams think better of their service than those they serve."),
        below=say("On average teams think less of their service than those they serve."),
    )
    most = worst_place(measure)
    return joined(start, say("Furthest above: {team}.", team=most) if most else "")


def _focus(measure: Measure) -> str:
    staff, customers = (measure.figure(key) for key in ("service_view", "csat"))
    views = say(
        "Staff see the service at {staff}, customers at {customers}:",
        staff=with_interval(staff),
        customers=with_interval(customers),
    )
    gap = by_sign(
        measure.headline,
        noise=say("no difference beyond noise."),
        above=say("staff think better of it than those who get it."),
        below=say("staff think less of it than those who get it."),
    )
    return joined(views, gap)


def matrix_caption(measure: Measure) -> str:
    """Best and worst pair of a matrix of teams."""
    rows = measure.details.sort_values("value").to_dict("records")
    scale = measure.headline.scale
    low, high = (_rating(rows[place], scale) for place in (0, -1))
    count = say_many("{number} pair of teams", "{number} pairs of teams", len(rows))
    return say("Of {count}, lowest: {low}; highest: {high}.", count=count, low=low, high=high)


def chain_caption(measure: Measure) -> str:
    """The chain as a sentence: its steps, and its weakest link."""
    rows = measure.details
    weak = rows[rows["is_weakest"]].to_dict("records")[0]
    steps = int(rows["before"].max())
    return say(
        "The chain reaches the customer in {steps}; drawn thick: {weak}.",
        steps=say_many("{number} step", "{number} steps", steps),
        weak=_rating(weak, measure.headline.scale),
    )


def _rating(row: Mapping[Hashable, Any], scale: str) -> str:
    return say(
        "{customer} on {supplier} {figure}",
        customer=labels.node(str(row["customer"])),
        supplier=row["supplier"],
        figure=printed(float(row["value"]), "mean", scale),
    )


def arrow(row: Mapping[Hashable, Any]) -> str:
    """Sign of a change beyond noise; "" where there is none."""
    if row["change_low"] > 0:
        return " ▲"
    return " ▼" if row["change_high"] < 0 else ""


def chain_end(measure: Measure) -> str:
    """What stands under the end of the chain: what its customers say."""
    csat = measure.figure("customers")
    return say("customers {figure}", figure=bare(csat.value, csat.kind)) if csat.is_known else ""


def link_hover(row: Mapping[Hashable, Any], scale: str) -> str:
    """Words of the pointer over one pair of teams."""
    name = say(
        "{customer} on {supplier}",
        customer=labels.node(str(row["customer"])),
        supplier=row["supplier"],
    )
    return words.hover(name, row, "mean", scale)


def edges_table(details: pd.DataFrame) -> pd.DataFrame:
    """Pairs of teams as a table."""
    names = {"supplier": SUPPLIER, "customer": CUSTOMER}
    table = details[["supplier", "customer", *words.NUMBERS]].copy()
    table["customer"] = table["customer"].map(labels.node)
    numbers = {"value": words.VALUE, "low": words.LOW, "high": words.HIGH, "n": words.COUNT}
    numbers["n_is_least"] = words.IS_LEAST
    return table.rename(columns=names | numbers)


VIEWS = {
    "service_view": say("What staff say"),
    "csat": say("What customers say"),
}
WORDS = {
    "S8": Words(
        Term(
            say("what teams say of teams"),
            say(
                "The mean of what every team says of the teams that serve it. The table of teams "
                "holds the last four quarters; a change is against the four before."
            ),
            say("mean of the ratings; change = this year − the year before, Welch's interval"),
            say("Welch (1947), Biometrika 34, 28-35; Bonferroni over the pairs"),
        ),
        _teams,
    ),
    "S9": Words(
        Term(
            say("weakest link of the chain"),
            say(
                "Of all links from team to team that lead to a unit with customer scores, the one "
                "rated lowest over the last four quarters; and whether the customers of a unit "
                "follow what it says of the teams that serve it."
            ),
            say("lowest mean of a link, against all others; panel correlation at lags of 1 to 4"),
            say("Holm (1979), Scand. J. Stat. 6, 65-70; Pesaran (2006), Econometrica 74, 967-1012"),
        ),
        _chain,
        figures={
            "weakest": say("Weakest link"),
            "others": say("All other links"),
            "customers": say("What customers say"),
            "lag_r": say("Customers with ratings, at the lag"),
            "lag": say("Quarters until customers follow"),
        },
    ),
    "S10": Words(
        Term(
            say("self-rating gap"),
            say(
                "What a team says of its own service, less what the teams it serves say of it, "
                "over the last four quarters. Each team weighs the same."
            ),
            say("mean of own ratings − mean of ratings received, averaged over the teams"),
            say("Welch (1947), Biometrika 34, 28-35; Holm (1979) over the teams"),
        ),
        _insight,
        figures={"gap": GAP, "self": say("Of themselves"), "received": say("Of them")},
    ),
    "S41": Words(
        Term(
            say("staff view against customer view"),
            say(
                "What staff say of the service they give, less what customers say of the service "
                "they get. On two scales it is in hundredths of the way up each."
            ),
            say("mean of staff − mean of customers, Welch's interval"),
            say("Welch (1947), Biometrika 34, 28-35"),
        ),
        _focus,
        figures={"gap": GAP, **VIEWS},
        parts={
            **VIEWS,
            **{name: labels.metric(name) for name in ("empowered", "skilled", "coached")},
        },
        made_of=say("Both views, and what staff need for it"),
    ),
}
