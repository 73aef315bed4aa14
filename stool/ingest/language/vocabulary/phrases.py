"""What the text of one answer says: how much, of what, or nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stool.ingest.language.vocabulary.english import ENGLISH
from stool.ingest.language.vocabulary.french import FRENCH
from stool.ingest.language.vocabulary.german import GERMAN
from stool.ingest.language.vocabulary.lexicon import ANY, INTENTION, Lexicon, Span, plain
from stool.ingest.language.vocabulary.spanish import SPANISH

LEXICONS = (ENGLISH, GERMAN, FRENCH, SPANISH)  # the first first, where two read the same
LONGEST_POLE = 3  # words; what is left of an answer beyond that is a sentence
LONGEST_PHRASE = 8  # words of a whole answer
PLAIN = 4.0  # the word alone
WEAK = 3.2  # up to here "not" gives the same below zero: "somewhat not open"; beyond, no telling
OPPOSED = -2.0  # whole answers from here down are opposites: "no", "terrible"
OPPOSITES = ("un", "in", "im", "dis", "non ")  # before a word they make its opposite
BRACKETS = re.compile(r"[(\[{]([^)\]}]{0,200})[)\]}]")
MARKED = re.compile(r"(?:.* )?n a(?: .*)?")  # "Unfamiliar (N/A)"
APART = re.compile(r"\bnot (.+) at all$")

Poles = Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One reading of an answer.

    Attributes
    ----------
    family : str
        What is answered about: "satisfaction", "agreement", … or, for a word that is in no
        vocabulary, the word itself; `ANY` where the answer is only a degree or the middle.
    low, high : float
        Degrees it can stand for, on the axis of the vocabulary.
    opposite : bool
        Whether it is worded with an opposite: "difficult", "no".
    denied : bool
        Whether it denies: "not at all".
    words : str
        What sets the degree. Answers of one language with the same `words` say the same.
    """

    family: str
    low: float
    high: float
    opposite: bool
    denied: bool
    words: str


def without_brackets(text: str) -> str:
    """Text less what stands in brackets, or what stands in them if that is all there is."""
    outside = BRACKETS.sub(" ", text)
    return outside if plain(outside) else text


def says_nothing(text: str) -> bool:
    """Whether a text can mean that there is no answer, in any of the languages."""
    form, whole = plain(without_brackets(text)), plain(text)
    return any(lexicon.no_answer.fullmatch(form) for lexicon in LEXICONS) or bool(
        MARKED.fullmatch(whole)
    )


def is_unsure(text: str) -> bool:
    """Whether a text is the middle to some and no answer to others: "Not sure"."""
    return any(plain(without_brackets(text)) in lexicon.unsure for lexicon in LEXICONS)


def readings(form: str, lexicon: Lexicon, learned: Poles) -> list[Phrase]:
    """All that an answer can say in one language.

    Parameters
    ----------
    form : str
        The answer in the form of `plain`, brackets off.
    lexicon : Lexicon
    learned : mapping of str to (str, int)
        Poles that are in no vocabulary and were found in other answers of the column.
    """
    words = form.split()
    if not words or len(words) > LONGEST_PHRASE:
        return []
    found = []
    if form in lexicon.phrases:
        family, low, high = lexicon.phrases[form]
        opposite = high <= OPPOSED and family != ANY
        same = family == INTENTION and abs(low) == PLAIN  # "yes" and "y" say the same
        found.append(Phrase(family, low, high, opposite, denied=False, words="" if same else form))
    if lexicon.middle.fullmatch(form):
        found.append(Phrase(ANY, 0, 0, opposite=False, denied=False, words=""))
    return [*found, *_composed(words, lexicon, learned)]


def opposites_of(words: set[str]) -> dict[str, tuple[str, int]]:
    """Poles among words of no vocabulary: each word with, if it is there, its opposite.

    "comfortable" and "uncomfortable" are the two sides of one family.
    """
    roots = {word: next((r for r in words if _is_opposite(word, r)), None) for word in words}
    found = {}
    for word, root in roots.items():
        if root is None:
            found[word] = (word, 1)
            found |= {f"{prefix}{word}": (word, -1) for prefix in OPPOSITES}
        else:
            found[word] = (root, -1)
    return found


def _is_opposite(word: str, root: str) -> bool:
    return any(word == f"{prefix}{root}" for prefix in OPPOSITES)


def _composed(words: list[str], lexicon: Lexicon, learned: Poles) -> list[Phrase]:
    """Readings as a degree, or a denial, or both, of a pole."""
    words = APART.sub(r"not at all \1", " ".join(words)).split()
    known = {**lexicon.poles, **learned}
    found: list[Phrase] = []
    strange: list[Phrase] = []
    for denial, left in [*_matches(words, lexicon.denials), ("", words)]:
        for degree, rest in [*_matches(left, lexicon.degrees), ("", left)]:
            span = _span(lexicon.degrees.get(degree), lexicon.denials.get(denial))
            pole = _pole(rest, lexicon, known)
            strength = f"{denial} {degree}"
            if span is None:
                continue
            if pole in known:
                family, side = known[pole]
                low, high = span if side > 0 else (-span[1], -span[0])
                found.append(Phrase(family, low, high, side < 0, bool(denial), strength))
            elif not pole and strength.strip():
                found.append(Phrase(ANY, *span, False, bool(denial), strength))
            elif degree and _is_word(pole, lexicon):
                strange.append(Phrase(pole, *span, False, bool(denial), strength))
        if found:
            return found
    return strange[:1]


def _is_word(pole: str, lexicon: Lexicon) -> bool:
    """Whether what is left can be what is asked about, in no vocabulary: "motivated"."""
    words = pole.split()
    return len(words) <= LONGEST_POLE and not any(
        word.isdigit() or word in lexicon.degrees or word in lexicon.denials for word in words
    )


def _span(degree: Span | None, denial: Span | None) -> Span | None:
    """Degrees of an answer by its degree and its denial, None if together they are unclear."""
    if denial is None:
        return degree or (PLAIN, PLAIN)
    if degree is None:
        return denial
    if denial != (-PLAIN, -PLAIN) or degree[1] > WEAK:
        return None
    return -degree[1], -degree[0]


def _matches(words: list[str], table: dict[str, Span]) -> list[tuple[str, list[str]]]:
    """Entries of a table that stand in the words, the longest first, with the words left over."""
    found = []
    for length in range(min(5, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            entry = " ".join(words[start : start + length])
            if entry in table:
                found.append((entry, [*words[:start], *words[start + length :]]))
    return found


def _pole(words: list[str], lexicon: Lexicon, known: Poles) -> str:
    """What is left of an answer, without words that carry nothing unless it is known with them."""
    whole = " ".join(words)
    if whole in known:
        return whole
    return " ".join(word for word in words if word not in lexicon.fillers)
