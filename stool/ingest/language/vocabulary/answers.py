"""What the answers of a whole column say together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from stool.ingest.language.vocabulary.ladders import Level
from stool.ingest.language.vocabulary.lexicon import ANY, Lexicon, plain
from stool.ingest.language.vocabulary.phrases import (
    LEXICONS,
    Phrase,
    Poles,
    opposites_of,
    readings,
    without_brackets,
)

Read = Mapping[str, list[Phrase]]  # form to what it can say, in one language


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of a column that are about one thing, ranked.

    Attributes
    ----------
    family : str
        What they are about.
    levels : tuple of Level
        Different things said, from the lowest up.
    places : dict of str to int
        Text to the level it stands on.
    spans : dict of str to (float, float)
        Text to the degrees it can stand for.
    ties : tuple of (str, str)
        Texts of one language that say different things and cannot be ranked; they share a level.
    own : frozenset of str
        Texts that name what they are about, not a degree or the middle alone.
    is_known : bool
        Whether the family is in a vocabulary.
    is_opposite : bool
        Whether they are about more or less of an opposite: "Not at all difficult" to "Extremely
        difficult".
    """

    family: str
    levels: tuple[Level, ...]
    places: dict[str, int]
    spans: dict[str, tuple[float, float]]
    ties: tuple[tuple[str, str], ...]
    own: frozenset[str]
    is_known: bool
    is_opposite: bool


def read_answers(texts: Iterable[str]) -> Answers | None:
    """Rank the texts of a column by their words, None if they are not about one thing.

    A text that cannot be read, or is about something else, is in no level. The family is the one
    that most of the different texts are about; languages may be mixed.
    """
    forms = {text: plain(without_brackets(text)) for text in texts}
    learned = _learn(set(forms.values()))
    read = [
        {form: readings(form, lexicon, learned) for form in sorted(set(forms.values()))}
        for lexicon in LEXICONS
    ]
    votes = Counter(
        (phrase.family, -index)
        for index, language in enumerate(read)
        for phrases in language.values()
        for phrase in {phrase.family: phrase for phrase in phrases}.values()
    )
    if not votes:
        return None
    named = {key: count for key, count in votes.items() if key[0] != ANY} or dict(votes)
    family, first = max(named, key=lambda key: (named[key], key[1], key[0]))
    order = sorted(range(len(read)), key=lambda index: index != -first)
    said = {text: _said(form, family, [read[i] for i in order]) for text, form in forms.items()}
    known = family == ANY or any(family in _families(lexicon) for lexicon in LEXICONS)
    return _ranked(family, {text: both for text, both in said.items() if both}, known)


def _learn(forms: set[str]) -> Poles:
    """Poles that are in no vocabulary and that several of the answers are about."""
    strange: Counter[str] = Counter()
    for lexicon in LEXICONS:
        for form in forms:
            phrases = readings(form, lexicon, {})
            strange.update(p.family for p in phrases if p.family not in _families(lexicon))
    roots = opposites_of({word for word in strange if word != ANY})
    shared = Counter[str]()
    for word, count in strange.items():
        if word in roots:
            shared[roots[word][0]] += count
    return {word: pole for word, pole in roots.items() if shared[pole[0]] > 1}


def _families(lexicon: Lexicon) -> set[str]:
    return {family for family, _ in lexicon.poles.values()} | {
        family for family, _, _ in lexicon.phrases.values()
    }


def _said(form: str, family: str, read: list[Read]) -> tuple[Phrase, int] | None:
    """What an answer says about the family, and in which of the languages; None if nothing."""
    for about in (family, ANY):
        for index, language in enumerate(read):
            for phrase in language[form]:
                if phrase.family == about:
                    return phrase, index
    return None


def _ranked(family: str, said: dict[str, tuple[Phrase, int]], known: bool) -> Answers:
    """Levels of the answers: those whose degrees overlap share one."""
    phrases = {text: phrase for text, (phrase, _) in said.items()}
    is_opposite = _is_opposite(phrases)
    if is_opposite:
        phrases = {text: _turned(phrase) for text, phrase in phrases.items()}
    order = sorted(phrases, key=lambda text: (phrases[text].low + phrases[text].high, text))
    levels: list[Level] = []
    places: dict[str, int] = {}
    ties: list[tuple[str, str]] = []
    for text in order:
        phrase = phrases[text]
        if levels and phrase.low <= levels[-1].high:
            for other in (other for other, place in places.items() if place == len(levels) - 1):
                alike = phrases[other].words == phrase.words
                if not alike and said[other][1] == said[text][1]:
                    ties.append((other, text))
            last = levels[-1]
            levels[-1] = Level(
                max(last.low, phrase.low), min(last.high, phrase.high), last.opposite
            )
        else:
            levels.append(Level(phrase.low, phrase.high, phrase.opposite))
        places[text] = len(levels) - 1
    spans = {text: (phrases[text].low, phrases[text].high) for text in order}
    own = frozenset(text for text, phrase in phrases.items() if phrase.family == family)
    return Answers(family, tuple(levels), places, spans, tuple(ties), own, known, is_opposite)


def _is_opposite(phrases: dict[str, Phrase]) -> bool:
    """Whether answers are about an opposite alone, denied, so that it is no opposite here."""
    about = [phrase for phrase in phrases.values() if phrase.family != ANY]
    return (
        all(phrase.opposite for phrase in about)
        and any(phrase.denied for phrase in phrases.values())
        and any(phrase.opposite and not phrase.denied for phrase in about)
    )


def _turned(phrase: Phrase) -> Phrase:
    if not phrase.opposite:
        return phrase
    return replace(phrase, low=-phrase.high, high=-phrase.low, opposite=False)
