"""Questions that every organisation asks in its own words, by the one name they have here.

Only a clear match counts: the whole header, or a phrase of the question that says the thing and
nothing that turns it round. Where two names fit, neither does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from stool.catalogue import say
from stool.ingest.language.words import normalise
from stool.schema import Better

GAP_WORDS = 3  # that a phrase's * may stand for
QUESTION_NUMBER = re.compile(r"^q(?:uestion)?_?[0-9]+[a-z]?_")
SCALE_SUFFIX = re.compile(r"_(?:score|rating|[01]_(?:to_)?(?:5|7|10))$")
TURNED_ROUND = frozenset(  # the t is what is left of don’t
    {"not", "no", "never", "t", "cannot", "hardly", "rarely", "seldom", "nobody", "none", "nothing"}
    | {"without", "lack", "lacks", "unable", "fail", "fails", "failed", "dont", "doesnt", "cant"}
    | {"wasnt", "isnt", "didnt", "too"}
)
OF_ANOTHER_KIND = frozenset(  # asks for a wish, a weight or a reason, not how it was
    {"important", "importance", "priority", "should", "wish", "hope", "why", "reason", "reasons"}
)
OPEN_QUESTION = frozenset({"what", "which", "who", "when", "where", "if"})


@dataclass(frozen=True, slots=True)
class _Known:
    """A metric and what it is recognised by.

    Attributes
    ----------
    metric : str
    better : {"higher", "lower"}
    headers : frozenset of str
        Whole headers in normal form.
    phrases : dict of str to pattern
        Phrases of questions, with what finds them in the normal form of one.
    """

    metric: str
    better: Better
    headers: frozenset[str]
    phrases: dict[str, re.Pattern[str]]


def concept_metric(text: str) -> tuple[str, str] | None:
    """Recognise a header or question.

    Parameters
    ----------
    text : str
        As the file has it.

    Returns
    -------
    (metric, reason) or None
        The one name of it and why; None where it is not clear.
    """
    name = SCALE_SUFFIX.sub("", QUESTION_NUMBER.sub("", normalise(text)))
    for known in _known():
        if name in known.headers:
            return known.metric, say("header says so")
    words = name.split("_")
    if words[0] in OPEN_QUESTION or set(words) & OF_ANOTHER_KIND:
        return None
    found = {
        known.metric: phrase
        for known in _known()
        for phrase, pattern in known.phrases.items()
        if (match := pattern.search(name)) and not _turned_round(name[: match.end()])
    }
    if len(found) != 1:
        return None
    ((metric, phrase),) = found.items()
    return metric, say("it asks “{phrase}”", phrase=phrase.replace("*", "…"))


def concept_metrics(labels: Mapping[str, str]) -> dict[str, str]:
    """The one name of every metric that is loaded under another.

    Parameters
    ----------
    labels : Mapping of metric to str
        Question or header as the file had it.
    """
    names = {known.metric for known in _known()}
    found = {
        metric: concept_metric(label) or concept_metric(metric)
        for metric, label in labels.items()
        if metric not in names
    }
    return {metric: known[0] for metric, known in found.items() if known}


def better_of(metric: str) -> Better:
    """Which end of the scale of a known metric is good; ``higher`` for any other."""
    return next((known.better for known in _known() if known.metric == metric), "higher")


@cache
def _known() -> tuple[_Known, ...]:
    table = pd.read_csv(Path(__file__).with_name("concepts.csv"), keep_default_na=False)
    return tuple(
        _Known(
            row["metric"],
            "lower" if row["better"] == "lower" else "higher",
            frozenset(row["headers"].split()),
            {phrase: _pattern(phrase) for phrase in filter(None, row["questions"].split(" | "))},
        )
        for row in table.to_dict("records")
    )


def _pattern(phrase: str) -> re.Pattern[str]:
    """What finds a phrase among whole words joined by underscores."""
    gap = rf"(?:[^_]+_){{0,{GAP_WORDS}}}"
    words = "".join(gap if word == "*" else f"{word}_" for word in phrase.split())
    return re.compile(rf"(?:^|_){words.removesuffix('_')}(?=_|$)")


def _turned_round(said: str) -> bool:
    """Whether what comes up to the end of the phrase takes it back."""
    return bool(set(said.split("_")) & TURNED_ROUND)
