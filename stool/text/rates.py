"""How often the evidence ladder is wrong: measured, and published on the Help page."""

from functools import cache

import pandas as pd

from stool.catalogue import say
from stool.text import cells
from stool.text.numbers import share

LEVELS = ("not_enough", "not_established", "suggestive", "established", "replicated")
COUNTS = ("loops", "links", *LEVELS, "wrong_loops")
TITLE = say("How often is an unrelated loop called established?")
SUBTITLE = say("simulated three-leg loops without any link, through the whole ladder")
DESIGN, SIZE = say("Design"), say("Units × quarters")
HEADINGS = {
    "not_enough": say("Not enough data"),
    "not_established": say("Not established"),
    "suggestive": say("Suggestive"),
    "established": say("Established"),
    "replicated": say("Replicated"),
    "wrong_loops": say("Loops with a wrong link"),
}
NOMINAL = 0.05


@cache
def measured() -> pd.DataFrame:
    """Counts by design and size, as ``python -m benchmarks.lag_ladder --write`` left them.

    Returns
    -------
    DataFrame, one row a design and size
        ``design``, ``breaks`` (1 where every such method is expected to fail), ``units``,
        ``quarters`` and the counts `COUNTS`.
    """
    return cells.read("evidence_rates")


def sentence() -> str:
    """The rate over everything, and the worst cell."""
    rows = measured()[measured()["breaks"] == 0]
    wrong = rows["wrong_loops"] / rows["loops"]
    worst = rows.iloc[int(wrong.to_numpy().argmax())]
    links = rows[list(LEVELS[-2:])].to_numpy().sum() / rows["links"].sum()
    return say(
        "Of {loops} simulated loops in which nothing follows anything, {wrong_loops} showed a "
        "link called established or replicated, {links} of all links; the promise is {nominal}. "
        "The worst of {rows} cases is {design} with {units} × {quarters}: {wrong} of loops.",
        loops=f"{rows['loops'].sum():,}",
        wrong_loops=share(rows["wrong_loops"].sum() / rows["loops"].sum(), 1),
        links=share(links, 1),
        nominal=share(NOMINAL),
        rows=len(rows),
        design=worst["design"],
        units=worst["units"],
        quarters=worst["quarters"],
        wrong=share(wrong.max(), 1),
    )


def limits() -> str:
    """The designs that break the method, said before anybody finds out."""
    rows = measured()[measured()["breaks"] == 1]
    rows = rows.assign(rate=rows["wrong_loops"] / rows["loops"]).sort_values("rate")
    cases = [
        say(
            "{design} (up to {rate} of loops, with {units} units × {quarters} quarters)",
            design=case["design"],
            rate=share(case["rate"]),
            units=case["units"],
            quarters=case["quarters"],
        )
        for case in rows.groupby("design", sort=False).tail(1).to_dict("records")
    ]
    return say(
        "What breaks it, as it breaks every method we know: {cases}.", cases="; ".join(cases)
    )


def by_design() -> pd.DataFrame:
    """Share of links at each level, and of loops with a wrong one, by design."""
    return _shares(measured().groupby("design", sort=False)[list(COUNTS)].sum()).rename(
        columns={"design": DESIGN}
    )


def by_size() -> pd.DataFrame:
    """The same by units and quarters, over the designs that do not break it."""
    rows = measured()[measured()["breaks"] == 0]
    size = rows["units"].astype(str) + " × " + rows["quarters"].astype(str)
    return _shares(rows.assign(size=size).groupby("size", sort=False)[list(COUNTS)].sum()).rename(
        columns={"size": SIZE}
    )


def _shares(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts as shares of their links, in words."""
    of = {**dict.fromkeys(LEVELS, "links"), "wrong_loops": "loops"}
    shares = {
        heading: [share(value, 1) for value in counts[name] / counts[of[name]]]
        for name, heading in HEADINGS.items()
    }
    return pd.DataFrame(shares, index=counts.index).reset_index()
