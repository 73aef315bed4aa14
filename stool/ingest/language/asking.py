"""What a header or question asks for: an opinion, a number of things, or neither for sure."""

import re

from stool.ingest.language.vocabulary.counting import (
    COUNTABLE,
    COUNTED_ALONE,
    COUNTED_THING,
    HOW_MANY,
    OPEN_QUESTION,
    SPEAKER,
)
from stool.ingest.language.vocabulary.lexicon import plain

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
SENTENCE = 3  # words make a statement or question; fewer are a name


def asks_opinion(text: str) -> bool:
    """Whether a text is a statement to agree with or a question how something was.

    "I feel heard" and "How satisfied are you?" are; "Mood", "Which floor are you on?" and "How many
    complaints did you have?" are not.
    """
    words = _words(text)
    closed = len(words) >= SENTENCE and words[0] not in OPEN_QUESTION
    return closed and _speaks(text, words) and not asks_number(text)


def asks_number(text: str) -> bool:
    """Whether a text names something counted or measured: "n_complaints", "TotalWorkingYears".

    Of a statement or question only the plainest words say so: "I see myself here in five years" is
    none.
    """
    words = _words(text) or [""]
    if not COUNTED_THING.isdisjoint(words) or HOW_MANY.search(" ".join(words)):
        return True
    if _speaks(text, words):
        return False
    ends = len(words) < SENTENCE and words[-1] in COUNTABLE
    return ends or not COUNTED_ALONE.isdisjoint(words)


def _words(text: str) -> list[str]:
    return plain(CAMEL.sub(" ", text)).split()


def _speaks(text: str, words: list[str]) -> bool:
    return text.rstrip().endswith("?") or not SPEAKER.isdisjoint(words)
