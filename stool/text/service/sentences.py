"""Sentences that several measures share."""

from collections.abc import Callable

import pandas as pd

from stool.catalogue import say
from stool.schema import FAVOURABLE
from stool.service import Figure, Kind, Measure
from stool.text import labels
from stool.text.measured import bare, printed, with_interval
from stool.text.numbers import share
from stool.text.service.words import KIND


def of_question(measure: Measure, subject: str) -> str:
    """Courtesy, as customers rate it: 4.12 of 5 (4.08 to 4.16); 81% agree."""
    parts = [say("{subject}: {figure}", subject=subject, figure=with_interval(measure.headline))]
    agree = measure.known(FAVOURABLE)
    if agree:
        parts.append(say("{share} answer favourably", share=share(agree.value)))
    return "; ".join(parts) + "."


def worst(measure: Measure) -> str:
    """Where it is worst beyond noise, or that no place stands out; "" with nowhere to compare."""
    if measure.places.empty or not measure.better:
        return ""
    clear = measure.places[measure.places["is_clear"].astype(bool)]
    if clear.empty:
        return say("No place is worse than the others beyond noise.")
    first = clear.groupby("kind", sort=False).first().reset_index()
    named = [
        say(
            "{kind} {place} ({figure})",
            kind=KIND[row["kind"]].lower(),
            place=row["place"],
            figure=printed(row["value"], measure.headline.kind, measure.headline.scale),
        )
        for row in first.to_dict("records")
    ]
    return say("Worst, beyond noise: {places}.", places=labels.listed(named))


def agreeing(measure: Measure) -> str:
    """81% answer favourably; "" where the scale has no such answers."""
    found = measure.known(FAVOURABLE)
    return say("{share} answer favourably.", share=share(found.value)) if found else ""


def worst_place(measure: Measure) -> str:
    """The worst place of the first kind with its figure, and whether that is beyond noise."""
    if measure.places.empty:
        return ""
    row, headline = measure.places.iloc[0], measure.headline
    named = say(
        "{place} ({figure})",
        place=row["place"],
        figure=printed(row["value"], headline.kind, headline.scale),
    )
    if row["is_clear"]:
        return say("{named}, beyond noise", named=named)
    return say("{named}, not beyond noise", named=named)


def by_sign(figure: Figure, *, noise: str, above: str, below: str) -> str:
    """What is said of a gap, a slope or a correlation whose interval holds 0, and of others."""
    if not figure.is_apart():
        return noise
    return above if figure.value > 0 else below


def extremes(measure: Measure, names: Callable[[str], str]) -> str:
    """Lowest and highest of the parts: lowest is Coached (3.39 of 5), highest Skilled (4.20)."""
    rows = measure.parts[measure.parts["value"].notna()].sort_values("value")
    if len(rows) < 2:
        return ""
    scale = measure.headline.scale
    low, high = (
        say("{name} ({figure})", name=names(row["part"]), figure=printed(row["value"], kind, scale))
        for kind in [measure.part_kind]
        for row in rows.iloc[[0, -1]].to_dict("records")
    )
    return say("Lowest is {low}, highest {high}.", low=low, high=high)


def joined(*parts: str) -> str:
    """Sentences that have something to say, one after the other."""
    return " ".join(part for part in parts if part)


def trend(measure: Measure) -> str:
    """From 4.02 in Q2 2021 to 4.12 in Q1 2026, between 3.98 and 4.15."""
    rows = measure.trend[measure.trend["value"].notna()]
    if rows.empty:
        return say("Nothing may be shown in any quarter.")
    first, last, kind = rows.iloc[0], rows.iloc[-1], measure.headline.kind
    return say(
        "From {first} in {begin} to {last} in {end}, between {low} and {high}.",
        first=bare(first["value"], kind),
        begin=labels.quarter(first["quarter"]),
        last=bare(last["value"], kind),
        end=labels.quarter(last["quarter"]),
        low=bare(rows["value"].min(), kind),
        high=bare(rows["value"].max(), kind),
    )


def ranges(rows: pd.DataFrame, kind: Kind, scale: str) -> str:
    """Lowest and highest of figures side by side."""
    known = rows[rows["value"].notna()]
    if known.empty:
        return say("Nothing may be shown.")
    ends = [
        say("{name} {figure}", name=row["name"], figure=printed(row["value"], kind, scale))
        for row in known.loc[[known["value"].idxmin(), known["value"].idxmax()]].to_dict("records")
    ]
    return say("From {first} to {last}.", first=ends[0], last=ends[1])
