"""Answers that carry their number: "5 - Very satisfied", "Extremely likely (10)", "4 out of 5"."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from stool.ingest.language.vocabulary.answers import Answers
from stool.ingest.language.vocabulary.lexicon import FREQUENCY

Confidence = Literal["sure", "likely", "open"]

VERY = 5.0  # the degree of "very": from here on, an end of the wording
OFTEN_ENDS = (0, 8)  # "never" and "almost always"
BOTTOM_LABEL = 1  # a number up to here is the low end of its scale
ENDS = {  # of scales whose numbers answers carry, the best known first
    **{"1-5": (1, 5), "1-7": (1, 7), "1-10": (1, 10), "0-10": (0, 10)},
    **{"1-3": (1, 3), "1-4": (1, 4), "1-6": (1, 6), "-2-2": (-2, 2)},
}
NUMBER = r"[+\-−]?\d{1,2}"
BARE = re.compile(rf"({NUMBER})")
LED = re.compile(
    rf"[(\[]?({NUMBER})[)\]]?(?:\s*[-–—=:.)]\s*|\s+)"
    r"(?:[(\[]([^\W\d][^()\[\]]*)[)\]]|([^\W\d].*))"
)
TRAILED = re.compile(rf"([^\W\d][^()\[\]\d]*?)(?:\s*[-–—=:]\s*|\s*[(\[]\s*)({NUMBER})\s*[)\]]?")
OUT_OF = re.compile(r"(\d{1,2})\s*(?:/|out of|of|von|sur|de)\s*(\d{1,2})", re.IGNORECASE)
STARS = re.compile(r"(★+)(☆*)")
STAR_WORDS = frozenset({"star", "stars", "stern", "sterne", "etoile", "etoiles"}) | frozenset(
    {"étoile", "étoiles", "estrella", "estrellas", "point", "points", "punkt", "punkte"}
)
POINTS = re.compile(
    r"\b(\d{1,2})[\s-]*(?:points?|stufige?n?|puntos|niveaux|stars?|sterne?)\b", re.IGNORECASE
)
FROM_TO = re.compile(r"\b([01])\s*(?:-|–|—|to|bis|à|a)\s*(\d{1,2})\b", re.IGNORECASE)


class Numbered(NamedTuple):
    """An answer and its number.

    Attributes
    ----------
    number : int
    label : str
        Its words, "" if it has none.
    out_of : int or None
        Highest number there is, if the answer says so.
    """

    number: int
    label: str
    out_of: int | None


def split_number(text: str) -> Numbered | None:
    """Number and words of an answer, None if it carries no number or more than one."""
    bare = text.strip()
    if match := BARE.fullmatch(bare):
        return Numbered(_whole(match[1]), "", None)
    if match := OUT_OF.fullmatch(bare):
        return Numbered(int(match[1]), "", int(match[2]))
    if match := STARS.fullmatch(bare):
        return Numbered(len(match[1]), "", len(bare) if match[2] else 5)
    if match := LED.fullmatch(bare):
        number, label = match[1], match[2] or match[3]
    elif match := TRAILED.fullmatch(bare):
        label, number = match[1], match[2]
    else:
        return None
    label = label.strip(" -–—=:.")
    if label.casefold() in STAR_WORDS:
        return Numbered(_whole(number), "", 5)
    return Numbered(_whole(number), label, None)


def points_told(question: str) -> int | None:
    """How many answers a question says it has: "on a 5-point scale"."""
    found = {int(number) for number in POINTS.findall(question)}
    return found.pop() if len(found) == 1 else None


def ends_told(question: str) -> tuple[int, int] | None:
    """Ends of the scale a question tells: "from 0 to 10"."""
    found = {(int(low), int(high)) for low, high in FROM_TO.findall(question)}
    return found.pop() if len(found) == 1 else None


def _whole(number: str) -> int:
    return int(number.replace("−", "-"))


def direction(labels: Mapping[str, int], words: Answers | None) -> int | None:
    """1 if numbers and words rise together, -1 if one falls, 0 if neither, None if not known."""
    if words is None or not words.own:
        return None
    spans = [(labels[label], words.spans[label]) for label in words.places]
    if len(words.places) == 1:
        return _end_of_one(labels, words)
    steps = {
        1 if (one < other) == (low[1] < high[0]) else -1
        for one, low in spans
        for other, high in spans
        if one != other and (low[1] < high[0] or high[1] < low[0])
    }
    return (steps.pop() if len(steps) == 1 else 0) if steps else None


def _end_of_one(labels: Mapping[str, int], words: Answers) -> int | None:
    """Direction by one label alone, which must be an end of the wording."""
    label = next(iter(words.places))
    low, high = words.spans[label]
    above = labels[label] > BOTTOM_LABEL
    if low >= VERY:
        return 1 if above else -1
    if high <= -VERY:
        return -1 if above else 1
    return None


def fitting_scales(numbers: list[int], told: set[int], question: str) -> list[str]:
    """Scales that hold all the numbers, and that the answers or the question name."""
    fits = [s for s, (low, high) in ENDS.items() if low <= numbers[0] and numbers[-1] <= high]
    ends, points = ends_told(question), points_told(question)
    for asked in (
        [s for s in fits if ENDS[s][1] in told],
        [s for s in fits if ENDS[s] == ends],
        [s for s in fits if ENDS[s][1] - ENDS[s][0] + 1 == points],
    ):
        fits = asked or fits
    return fits


def strong_ends(labels: Mapping[str, int], words: Answers | None) -> set[int]:
    """Numbers whose words are an end of the wording: "Extremely", "Not at all"."""
    if words is None:
        return set()
    lowest, highest = OFTEN_ENDS if words.family == FREQUENCY else (-VERY, VERY)
    return {
        labels[label]
        for label in words.places
        if words.spans[label][1] <= lowest or words.spans[label][0] >= highest
    }


def pick_scale(
    fits: list[str], numbers: list[int], ends: set[int], many: bool
) -> tuple[str, Confidence]:
    """The scale of numbered answers, and how sure it is."""
    low, high = numbers[0], numbers[-1]
    exact = [scale for scale in fits if ENDS[scale] == (low, high)]
    if exact and (len(fits) == 1 or {low, high} <= ends):
        return exact[0], "sure"
    ended = [
        scale
        for scale in fits
        if (low not in ends or ENDS[scale][0] == low)
        and (high not in ends or ENDS[scale][1] == high)
    ]
    if len(ended or fits) == 1:
        return (ended or fits)[0], "likely"
    return (exact or ended or fits)[0], "likely" if exact and many else "open"
