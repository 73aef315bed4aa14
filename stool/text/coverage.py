"""The coverage map in words: what is measured, from which columns, and what to add for the rest."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from stool.catalogue import say, say_many
from stool.reading import LegReading
from stool.reading.coverage import TOGETHER, Coverage
from stool.reading.needs import COUNTS, ITEMS, Need
from stool.reading.needs import concepts as all_concepts
from stool.schema import SHOWN as NOT_HIDDEN
from stool.text import labels
from stool.text.measured import with_interval
from stool.text.questions import (
    FILE,
    bank_of,
    concepts,
    name,
    questions,
    to_copy,
)
from stool.text.service import WORDS
from stool.text.service.words import figure_name

SUBTITLE = say(
    "a concept is measured when the columns its figure is made of are loaded and may be shown"
)
MAP = say("Coverage map")
SHOW = say("What to show")
SHOWN = {"all": say("All"), "measured": say("Measured"), "missing": say("Missing")}
STATE = {"measured": say("yes"), "in_part": say("in part"), "missing": say("no")}
NOT_NOW = say("Its columns are loaded, but nothing of them may be shown here in this quarter.")
FIGURES = say("Show the figures")
FIGURE = say("Figure, newest quarter")
MEASURED, CONCEPT, FROM, LOADED = (
    say("Measured"),
    say("Concept"),
    say("From which columns, or what to add"),
    say("Loaded"),
)
MEANING, FILES_HEADING = say("What is measured"), say("Files")
PICK = say("What to ask for one concept")
EVERY = say("Every missing question, to copy")
ALL_MEASURED = say("Every concept is measured: there is nothing to add.")
DOWNLOAD_MAP = say("Download the map")
DOWNLOAD_QUESTIONS = say("Download the missing questions")
DOWNLOAD_BANK = say("Download the question bank")
CONCEPTS = say("What can be measured, and from which files")
CONCEPTS_SUB = say("the Data page says which of these you measure, and what to ask for the others")
COMMAND = say("which concepts are measured, and what to ask for the others")
MORE = say("The exact questions to add: --json, or the Data page.")
NO_FILE = say("none")
BY = {
    "level": say("by level"),
    "tenure": say("by time with the company"),
    "segment": say("by segment"),
    "served_by": say("by who serves"),
    "unit": say("by unit"),
}


def heading(found: Coverage) -> str:
    """You measure 17 of 46."""
    return say("You measure {measured} of {total}", measured=found.measured, total=found.total)


def subtitle(found: Coverage) -> str:
    """What counts as measured, and how many are nearly there."""
    parts = int(found.rows["in_part"].sum())
    return say_many(
        "{subtitle}; {number} more is measured in part",
        "{subtitle}; {number} more are measured in part",
        parts,
        subtitle=SUBTITLE,
    )


def selected(found: Coverage, which: str) -> pd.DataFrame:
    """Rows of the coverage under a key of `SHOWN`."""
    rows = found.rows
    if which == "all":
        return rows
    return rows[rows["measured"] == (which == "measured")]


def state(row: dict[Any, Any]) -> str:
    """Key of `STATE` of a row of the coverage."""
    return "measured" if row["measured"] else "in_part" if row["in_part"] else "missing"


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the coverage as a table to read or take away, with figures where there are any."""
    every = [
        {
            MEASURED: STATE[state(row)],
            CONCEPT: name(row["id"]),
            FIGURE: figure(row),
            FROM: basis(row),
            LOADED: span(row),
        }
        for row in rows.to_dict("records")
    ]
    found = pd.DataFrame(every, columns=[MEASURED, CONCEPT, FIGURE, FROM, LOADED])
    return found if rows["figure"].notna().any() else found.drop(columns=FIGURE)


def figure(row: dict[Any, Any]) -> str:
    """The figure that stands for a concept with its interval; "" where there is none."""
    if row["figure"] is None:
        return ""
    called = figure_name(WORDS.get(row["id"]), row["figure"].key)
    return say("{name}: {figure}", name=called, figure=with_interval(row["figure"]))


def basis(row: dict[Any, Any]) -> str:
    """What a concept is measured from, or what to add."""
    if row["measured"]:
        return loaded(row["by"]) or MAP
    add = "; ".join([*to_add(row["missing"]), *map(lack, row["lacking"])])
    return (
        say("{add} (loaded: {loaded})", add=add, loaded=loaded(row["by"]))
        if row["in_part"]
        else add
    )


def span(row: dict[Any, Any]) -> str:
    """How long the columns of a concept are loaded together: 20 quarters to Q1 2026."""
    quarters = labels.quarters(row["quarters"])
    return (
        say("{quarters} to {last}", quarters=quarters, last=labels.quarter(row["last"]))
        if row["last"]
        else ""
    )


def loaded(needs: Iterable[Need]) -> str:
    """Columns that are loaded, by their names."""
    needs = tuple(needs)
    both = {need.figure for need in needs if sum(each.figure == need.figure for each in needs) > 1}
    return ", ".join(
        f"{_figure(need)} ({labels.LEG_SHORT.get(need.source) or FILE[need.file]})"
        if need.figure and need.figure in both
        else _figure(need)
        for need in needs
    )


def to_add(needs: Iterable[Need]) -> list[str]:
    """The columns that are missing, by the file they belong to."""
    files: dict[str, list[str]] = {}
    for need in needs:
        files.setdefault(need.file, []).append(str(questions().loc[str(need), "header"]))
    return [
        say("add {names} to the {file}", names=", ".join(names), file=FILE[file])
        for file, names in files.items()
    ]


def lack(need: Need) -> str:
    """What a loaded column falls short of."""
    if need.figure == TOGETHER:
        return say("ask all of it in the same quarter ({file})", file=FILE[need.file])
    if need.quarters > 1:
        return say(
            "load {quarters} of {figure} in one unit",
            quarters=labels.quarters(need.quarters),
            figure=_figure(need),
        )
    if need.figure == COUNTS and not need.dimension:
        return say("load the single answers of the {file}: means are loaded", file=FILE[need.file])
    if need.dimension:
        return say("{figure}: no two groups with enough answers to show", figure=_figure(need))
    return say("{figure}: too few answers to show", figure=_figure(need))


def hidden_here(row: dict[Any, Any], legs: Mapping[str, LegReading]) -> str:
    """Why what a concept is made of is hidden in a place and quarter; "" where it is not.

    Parameters
    ----------
    row : dict
        Of the coverage.
    legs : Mapping of leg to LegReading
        Those of the place and quarter.
    """
    asked = {need.source for need in row["by"]}
    hidden = (leg for leg in legs.values() if leg.leg in asked and leg.hidden != NOT_HIDDEN)
    return next((f"{labels.hidden(leg.hidden, leg.minimum).capitalize()}." for leg in hidden), "")


def not_here(row: dict[Any, Any]) -> str:
    """Why a concept that is not hidden has no figure in some place and quarter."""
    return NOT_NOW if row["measured"] else f"{basis(row)}."


def block(row: dict[Any, Any]) -> str:
    """What to add for one concept, to copy into a survey tool."""
    questions_ = to_copy(bank_of({row["id"]: row["missing"]}), with_use=False)
    return "\n\n".join(filter(None, [name(row["id"]), questions_, *map(lack, row["lacking"])]))


def as_text(found: Coverage) -> str:
    """The map as the command line prints it."""
    lines = [f"{heading(found)}; {subtitle(found)}."]
    for key, word in STATE.items():
        rows = [row for row in found.rows.to_dict("records") if state(row) == key]
        lines += ["", f"{MEASURED}: {word} ({len(rows)})"]
        for row in rows:
            lines += [f"{row['id']:<4} {name(row['id'])}"]
            parts = (figure(row), basis(row), span(row))
            lines += [f"     {'; '.join(filter(None, parts))}"]
    return "\n".join([*lines, "", MORE])


def concept_table() -> pd.DataFrame:
    """Every concept with what is measured of it and the files it needs."""
    return pd.DataFrame(
        {
            CONCEPT: concepts()["name"].tolist(),
            MEANING: concepts()["measures"].tolist(),
            FILES_HEADING: [
                ", ".join(FILE[file] for file in concept.files) or NO_FILE
                for concept in all_concepts()
            ],
        }
    )


def _figure(need: Need) -> str:
    """Name of a figure with what it is split by."""
    leg = labels.LEG_SHORT.get(need.source, "")
    special = {
        "": leg,
        COUNTS: say("{leg} (single answers)", leg=leg),
        ITEMS: say("questions beside {leg}", leg=leg),
    }
    parts = [special.get(need.figure) or labels.metric(need.figure), BY.get(need.dimension, "")]
    return " ".join(filter(None, parts))
