"""What the vocabulary of one language holds.

Degrees stand on one axis: 6 "extremely", 5 "very", 4 the word alone, 3 "fairly", 1 "slightly", 0
the middle, and the same below zero for the opposite. A word whose strength is not settled spans a
stretch ("quite" 3.1 to 4); two answers whose stretches overlap cannot be ranked.

Every entry is in the form `plain` gives: lower case, accents off, apostrophes dropped, any other
sign a space.
"""

import re
import unicodedata
from dataclasses import dataclass

Span = tuple[float, float]  # lowest and highest degree a word can stand for

APOSTROPHES = re.compile(r"['’‘`´]")
SIGNS = re.compile(r"[\W_]+")

# Families whose answers have degrees of their own.
ANY = ""  # a degree without a word: "somewhat"
FREQUENCY = "frequency"  # 0 never, 2 rarely, 4 sometimes, 6 often, 9 always
QUALITY = "quality"
INTENTION = "yes or no"
EXPECTATION = "expectation"
COMPARISON = "comparison"
LEVEL = "level"
TONE = "tone"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one language that answers are worded with.

    Attributes
    ----------
    language : str
        ISO 639-1 code.
    degrees : dict of str to Span
        Words that strengthen or weaken.
    denials : dict of str to Span
        Words that deny, with the degree below zero they give: "not at all" is -6.
    poles : dict of str to (str, int)
        What is strengthened: family and 1, or -1 for the opposite.
    phrases : dict of str to (str, float, float)
        Whole answers: family, lowest and highest degree.
    middle : pattern
        Whole answers in the middle.
    no_answer : pattern
        Whole texts that say there is no answer.
    unsure : frozenset of str
        Texts that are the middle to some and no answer to others.
    fillers : frozenset of str
        Words that carry nothing.
    """

    language: str
    degrees: dict[str, Span]
    denials: dict[str, Span]
    poles: dict[str, tuple[str, int]]
    phrases: dict[str, tuple[str, float, float]]
    middle: re.Pattern[str]
    no_answer: re.Pattern[str]
    unsure: frozenset[str]
    fillers: frozenset[str]


def plain(text: str) -> str:
    """Text in the form the vocabularies are written in: "D’accord !" is ``daccord``."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return SIGNS.sub(" ", APOSTROPHES.sub("", letters)).strip()


SPANS: dict[str, Span] = {
    "extreme": (6, 6),
    "strong": (5, 5),
    "full": (4, 4),
    "mostly": (3.5, 4),
    "quite": (3.1, 4),
    "fair": (3, 3.2),
    "some": (2, 3.05),
    "part": (1.2, 1.8),
    "slight": (1, 1),
    "hardly": (-3, -1.5),
    "denied": (-4, -4),
    "strongly_denied": (-5, -5),
    "wholly_denied": (-6, -6),
}


def spans(**words: str) -> dict[str, Span]:
    """Degrees by name: ``slight="slightly, a little"``, the names those of `SPANS`."""
    return {word: SPANS[name] for name, some in words.items() for word in _words(some)}


def poles(family: str, words: str) -> dict[str, tuple[str, int]]:
    """Poles of a family: ``poles("ease", "easy, simple | difficult, hard")``."""
    return {
        word: (family, sign)
        for some, sign in zip(words.split("|"), (1, -1), strict=False)
        for word in _words(some)
    }


def phrases(family: str, words: dict[float, str]) -> dict[str, tuple[str, float, float]]:
    """Whole answers of a family by their degree: ``{-6: "terrible, awful", 0: "average"}``."""
    return {
        word: (family, degree, degree) for degree, some in words.items() for word in _words(some)
    }


def listed(words: str) -> frozenset[str]:
    """Words parted by commas, as a set."""
    return frozenset(_words(words))


def any_of(*patterns: str) -> re.Pattern[str]:
    """Pattern of texts that are one of several."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _words(words: str) -> list[str]:
    return [word.strip() for word in words.split(",")]
