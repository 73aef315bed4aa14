"""How often the evidence ladder is wrong: measured, and published on the Help page."""

from functools import cache
from pathlib import Path

import pandas as pd

from stool.text.numbers import share

LEVELS = ("not_enough", "not_established", "suggestive", "established", "replicated")
COUNTS = ("loops", "links", *LEVELS, "wrong_loops")
TITLE = "How often is an unrelated loop called established?"
SUBTITLE = "simulated three-leg loops without any link, through the whole ladder"
DESIGN, SIZE = "Design", "Units × quarters"
HEADINGS = {
    "not_enough": "Not enough data",
    "not_established": "Not established",
    "suggestive": "Suggestive",
    "established": "Established",
    "replicated": "Replicated",
    "wrong_loops": "Loops with a wrong link",
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
    return pd.read_csv(Path(__file__).with_name("evidence_rates.csv"))


def sentence() -> str:
    """The rate over everything, and the worst cell."""
    rows = measured()[measured()["breaks"] == 0]
    wrong = rows["wrong_loops"] / rows["loops"]
    worst = rows.iloc[int(wrong.to_numpy().argmax())]
    links = rows[list(LEVELS[-2:])].to_numpy().sum() / rows["links"].sum()
    return (
        f"Of {rows['loops'].sum():,} simulated loops in which nothing follows anything, "
        f"{share(rows['wrong_loops'].sum() / rows['loops'].sum(), 1)} showed a link called "
        f"established or replicated, {share(links, 1)} of all links; the promise is "
        f"{share(NOMINAL)}. The worst of {len(rows)} cases is {worst['design']} with "
        f"{worst['units']} × {worst['quarters']}: {share(wrong.max(), 1)} of loops."
    )


def limits() -> str:
    """The designs that break the method, said before anybody finds out."""
    rows = measured()[measured()["breaks"] == 1]
    rows = rows.assign(rate=rows["wrong_loops"] / rows["loops"]).sort_values("rate")
    cases = [
        f"{case['design']} (up to {share(case['rate'])} of loops, with {case['units']} units × "
        f"{case['quarters']} quarters)"
        for case in rows.groupby("design", sort=False).tail(1).to_dict("records")
    ]
    return f"What breaks it, as it breaks every method we know: {'; '.join(cases)}."


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
