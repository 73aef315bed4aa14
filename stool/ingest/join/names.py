"""Names of units: one normal form a name, and the known unit a new name may stand for."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from rapidfuzz.distance import OSA

from stool.catalogue import say

Kind = Literal["same", "near", "doubt"]

# Words that say what kind of thing a unit is, each under one spelling. At the ends of a name only:
# a "Store Street" is no street.
KINDS: Final = {
    word: words[0]
    for words in (
        ("branch", "filiale", "zweigstelle", "niederlassung", "sucursal"),
        ("store", "shop", "magasin", "tienda"),
        ("department", "dept", "dpt", "abteilung"),
        ("office", "buro", "bureau"),
        ("site", "location", "standort"),
        ("agency", "agence"),
        ("outlet",),
        ("team",),
        ("unit",),
        ("facility",),
        ("limited", "ltd"),
        ("incorporated", "inc"),
        ("corporation", "corp"),
        ("gmbh",),
        ("llc",),
        ("llp",),
        ("plc",),
        ("pty",),
        ("sarl",),
    )
    for word in words
}
NUMBER_WORDS = frozenset({"no", "nr", "num", "number"})  # before a number they say nothing
SHORT_FORMS = frozenset({("ctr", "centre"), ("cntr", "centre"), ("sq", "square")})
NEVER_SHORT = frozenset({"north", "south", "east", "west", "new", "old"})  # begin other names
TWO_WINDS = re.compile(r"(north|south)(east|west)(ern)?")
NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
WORD = re.compile(rf"(?<!\S)-{NUMBER}|{NUMBER}|[^\s0-9.,-]+")
ROMAN = re.compile(r"[ivx]+")
KEPT = re.compile(r"[LMN]|So")  # Unicode categories; So: a "Team 🦊" is not a "Team 🐻"
LAST_LATIN = "\u024f"  # accents come off letters up to here; further on they tell letters apart
LAST_TYPED = "\u052f"  # Latin, Greek, Cyrillic: scripts where one letter may be a typing error
ONE_ERROR_FROM, TWO_ERRORS_FROM = 5, 8  # letters of a word
LONGEST_INITIALS = 5
EQUALLY_NEAR = 0.1  # of score: known units this close leave a doubt

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a new name of a unit may stand for.

    Attributes
    ----------
    unit : str
        The new name.
    known : str
        The known unit, "" in a doubt.
    kind : {"same", "near", "doubt"}
        "same": one known unit has the same normal form and nothing speaks against it, so it may be
        applied and recorded. "near": somebody has to say. "doubt": several known units are equally
        near.
    reason : str
        What speaks for it.
    score : float
        0 to 1, 1 being the same normal form.
    others : tuple of str
        The known units of a doubt, sorted.
    """

    unit: str
    known: str
    kind: Kind
    reason: str
    score: float
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart.

    Attributes
    ----------
    text : str
        As written.
    accents : str
        Accents left out of the words, in their order.
    whole : tuple of str
        Every word in plain letters, kinds under one spelling.
    core : tuple of str
        The words between the kinds at the ends.
    leading : bool
        Whether a kind stands before the core, where it may be part of the name: "Store Operations".
    """

    text: str
    accents: str
    whole: tuple[str, ...]
    core: tuple[str, ...]
    leading: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The normal form; a number or letter alone is no name, so it keeps its kind."""
        return self.whole if all(map(_is_mark, self.core)) else self.core

    @property
    def marks(self) -> tuple[str, ...]:
        """What has to agree to the sign: numbers and single letters, in their order."""
        return tuple(filter(_is_mark, self.whole))

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds at the ends of the name."""
        return frozenset(self.whole) - frozenset(self.core)

    @property
    def spellings(self) -> frozenset[tuple[str, ...]]:
        """The words with the kinds and without."""
        return frozenset({self.whole, self.words})


@dataclass(frozen=True, slots=True)
class _Likeness:
    score: float
    reason: str


def normal_name(text: str) -> str:
    """Name of a unit in normal form: "Zürich-Branch" is ``zurich``, "Branch 07" is ``branch 7``.

    Left out are capitals, accents of Latin letters, punctuation, zeros before a number and "no."
    in front of it, and words for the kind of unit at either end ("Store", "Ltd"); "&" is "and".
    Where only numbers and single letters would be left, the kind stays.
    """
    return " ".join(_name(text).words)


def propose(new: Collection[str], known: Collection[str]) -> tuple[Proposal, ...]:
    """Propose for each new name the known unit that it may be.

    Numbers, single letters and Roman numerals must agree in their order: neither "Store 11" is
    ever proposed for "Store 1" nor "Team B" for "Team A". A typing error never touches the first
    letter of a word, nor a word shorter than `ONE_ERROR_FROM`, nor one that other known units have.

    Parameters
    ----------
    new : collection of str
        Every name of a file, those that are known among them.
    known : collection of str
        Units there are.

    Returns
    -------
    tuple of Proposal
        By name. Names known as they stand, and those like no known unit, are not in it.

    References
    ----------
    Typing errors are counted by optimal string alignment, in which a swap of neighbours is one:
    Boytsov (2011), ACM J. Exp. Algorithmics 16, 1.1.
    """
    index = _Known(map(_name, sorted(set(known))))
    names = [_name(text) for text in sorted(set(new))]
    fresh = [name for name in names if name.text not in set(known)]
    by_form = _grouped((name.words, name) for name in names)
    found = [index.same(name, by_form[name.words]) or index.near(name) for name in fresh]
    return tuple(proposal for proposal in found if proposal)


class _Known:
    """Known units by everything that a new name can share with them."""

    def __init__(self, known: Iterable[_Name]) -> None:
        names = list(known)
        spelt = [(words, name) for name in names for words in name.spellings]
        self._by_form = _grouped((name.words, name) for name in names)
        self._by_core = _grouped((name.core, name) for name in names)
        self._by_order = _grouped((tuple(sorted(words)), name) for words, name in spelt)
        self._by_letters = _grouped(("".join(words), name) for words, name in spelt)
        self._by_heads = _grouped((_heads(words), name) for words, name in spelt)
        self._by_initials = _grouped((_initials(words), name) for words, name in spelt)
        self._by_word = _grouped((word, name) for name in names for word in name.whole)

    def same(self, name: _Name, alike: Collection[_Name]) -> Proposal | None:
        """Whichever known units have the same normal form, if any.

        Parameters
        ----------
        name : _Name
        alike : collection of _Name
            Names of the file with that normal form: where it tells two apart they may be two.
        """
        equal = self._by_form.get(name.words, [])
        exact = [each for each in equal if each.whole == name.whole]
        if len(exact) != 1 and len(equal) > 1:
            return _doubt(name, dict.fromkeys((each.text for each in equal), _ALL_ALIKE))
        if not equal:
            return None
        one = exact[0] if exact else equal[0]
        beside = [
            each.text for each in alike if each != name and (each.whole == one.whole or not exact)
        ]
        difference = _difference(name, one)
        if difference:
            return _near(name, one, difference)
        if beside:
            reason = say(
                "the same in normal form, but so is “{first}” in the same file", first=beside[0]
            )
            return _near(name, one, _Likeness(0.9, reason))
        reason = say("the same but for capitals, accents, punctuation, zeros or the kind of unit")
        return Proposal(name.text, one.text, "same", reason, 1.0)

    def near(self, name: _Name) -> Proposal | None:
        """The known unit nearest to a name, or several in doubt."""
        found: dict[_Name, _Likeness] = {}
        for other, likeness in self._likenesses(name):
            if other not in found or found[other].score < likeness.score:
                found[other] = likeness
        if not found:
            return None
        least = max(likeness.score for likeness in found.values()) - EQUALLY_NEAR
        close = {other: likeness for other, likeness in found.items() if likeness.score > least}
        if len(close) > 1:
            return _doubt(name, {other.text: likeness for other, likeness in close.items()})
        return _near(name, *next(iter(close.items())))

    def _likenesses(self, name: _Name) -> Iterator[tuple[_Name, _Likeness]]:
        """Known units that share something with a name, and what."""
        for other in self._by_core.get(name.core, []):
            if _agree(name, other):
                yield other, _NUMBER_ALONE
        for ours in name.spellings:
            for other in self._by_order.get(tuple(sorted(ours)), []):
                if _agree(name, other):
                    yield other, _OTHER_ORDER
            for other in self._by_letters.get("".join(ours), []):
                if _agree(name, other):
                    yield other, _OTHER_SPACES
            for other in self._by_heads.get(_heads(ours), []):
                for theirs in other.spellings if _agree(name, other) else ():
                    likeness = self._likeness(ours, theirs, other)
                    if likeness:
                        yield other, likeness
            yield from self._abbreviated(ours, name)

    def _abbreviated(self, ours: tuple[str, ...], name: _Name) -> Iterator[tuple[_Name, _Likeness]]:
        """Known units whose initials these words are, or that are the initials of these words."""
        if len(ours) == 1 and len(ours[0]) <= LONGEST_INITIALS:
            others = self._by_initials.get(ours[0], [])
        else:
            others = self._by_word.get(_initials(ours), [])
            others = [other for other in others if (_initials(ours),) in other.spellings]
        for other in others:
            if _agree(name, other):
                yield other, _INITIALS

    def _likeness(
        self, ours: tuple[str, ...], theirs: tuple[str, ...], other: _Name
    ) -> _Likeness | None:
        """How one row of words may be the other: short forms, and one typing error at most."""
        if len(ours) != len(theirs):
            return None
        found, errors = [], 0
        for one, two in zip(ours, theirs, strict=True):
            if one == two:
                continue
            short, full = sorted((one, two), key=len)
            at_home = any(each != other for each in self._by_word.get(one, []))
            distance = 0 if at_home else _typing_errors(one, two)
            if _is_skeleton(short, full):
                found.append(
                    _Likeness(
                        0.85, say("“{short}” may be short for “{full}”", short=short, full=full)
                    )
                )
            elif _is_beginning(short, full) and not at_home:
                found.append(
                    _Likeness(0.8, say("“{full}” begins with “{short}”", full=full, short=short))
                )
            elif distance:
                errors += 1
                away = (
                    say("one letter")
                    if distance == 1
                    else say("{distance} letters", distance=distance)
                )
                score = 1 - distance / len(full)
                found.append(
                    _Likeness(
                        score,
                        say("“{one}” is {away} away from “{two}”", one=one, away=away, two=two),
                    )
                )
            else:
                return None
        if not found or errors > 1:
            return None
        reason = "; ".join(likeness.reason for likeness in found)
        return _Likeness(min(likeness.score for likeness in found), reason)


_ALL_ALIKE = _Likeness(1.0, say("all of them are this name in normal form"))
_NUMBER_ALONE = _Likeness(0.7, say("the same number, once with the kind of unit and once without"))
_OTHER_ORDER = _Likeness(0.9, say("the same words in another order"))
_OTHER_SPACES = _Likeness(0.9, say("the same letters with other spaces"))
_INITIALS = _Likeness(0.6, say("the initials"))


def _name(text: str) -> _Name:
    plain, accents = _without_accents(text.casefold().replace("−", "-"))
    plain = re.sub(r"(?<=\w)['’`](?=\w)", "", plain).replace("&", " and ").replace("+", " plus ")
    found = WORD.findall(_without_punctuation(plain)) or [plain]  # a name may be all punctuation
    words = [_without_zeros(word) for word in found]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    followed = [*words[1:], ""]
    whole = tuple(
        KINDS.get(word, word)
        for word, following in zip(words, followed, strict=True)
        if not (word in NUMBER_WORDS and following[:1].isdigit())
    )
    core = list(whole)
    while core and core[-1] in _KIND_NAMES:
        core.pop()
    leading = bool(core) and core[0] in _KIND_NAMES
    while core and core[0] in _KIND_NAMES:
        core.pop(0)
    return _Name(text, accents, whole, tuple(core), leading)


_KIND_NAMES = frozenset(KINDS.values())


def _without_accents(text: str) -> tuple[str, str]:
    """Text with the accents of its Latin letters off, and those accents."""
    plain, accents, base = [], [], ""
    for sign in unicodedata.normalize("NFKD", text):
        if not unicodedata.combining(sign):
            base = sign
        elif base <= LAST_LATIN:
            accents.append(sign)
            continue
        plain.append(sign)
    return unicodedata.normalize("NFC", "".join(plain)), "".join(accents)


def _without_punctuation(text: str) -> str:
    """Letters with their marks, digits, pictures, and what can stand in a number; else spaces."""
    return "".join(
        sign if KEPT.match(unicodedata.category(sign)) or sign in "-.," else " " for sign in text
    )


def _without_zeros(word: str) -> str:
    """A number without zeros in front; a word as it is."""
    return re.sub(r"^(-?)0+(?=[0-9])", r"\1", word)


def _is_mark(word: str) -> bool:
    """Whether a word tells units apart by a sign: a number, single letter or Roman numeral."""
    return len(word) <= 1 or word[-1].isdigit() or ROMAN.fullmatch(word) is not None


def _difference(name: _Name, one: _Name) -> _Likeness | None:
    """What speaks against taking two names of one normal form for the same, None if nothing."""
    if name.kinds != one.kinds and not _is_free_to_differ(name, one):
        kinds = " ".join(sorted(name.kinds ^ one.kinds))
        return _Likeness(0.7, say("the same but for “{kinds}”", kinds=kinds))
    if name.kinds == one.kinds and name.leading != one.leading:
        return _OTHER_ORDER
    if name.accents and one.accents and name.accents != one.accents:
        return _Likeness(0.9, say("the same but for the accents"))
    return None


def _is_free_to_differ(one: _Name, two: _Name) -> bool:
    """Whether one name just leaves out kinds of the other that stand at its end."""
    longer = one if one.kinds > two.kinds else two
    return min(one.kinds, two.kinds, key=len) < longer.kinds and not longer.leading


def _agree(one: _Name, two: _Name) -> bool:
    """Whether numbers and letters are the same, and the kinds do not speak against it."""
    return one.marks == two.marks and (one.kinds <= two.kinds or two.kinds <= one.kinds)


def _heads(words: tuple[str, ...]) -> tuple[str, ...]:
    """First letter of each word, numbers whole: what short forms and typing errors leave."""
    return tuple(word if _is_mark(word) else word[0] for word in words)


def _initials(words: tuple[str, ...]) -> str:
    """First letters of several words, "" of one word."""
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _is_skeleton(short: str, full: str) -> bool:
    """Whether a word is another with most vowels left out: "nth", "st", "mgmt"."""
    if (short, full) in SHORT_FORMS:
        return True
    longest = 6 if len(short) == 2 else 15
    if not (len(short) < len(full) and 4 <= len(full) <= longest and short[-1] == full[-1]):
        return False
    letters = iter(full)
    return not set(short[1:]) & set("aeiou") and all(letter in letters for letter in short)


def _is_beginning(short: str, full: str) -> bool:
    """Whether a word is the first letters of another: "birm"."""
    enough = len(short) >= 3 and len(full) - len(short) >= 2
    return enough and full.startswith(short) and short not in NEVER_SHORT


def _typing_errors(one: str, two: str) -> int:
    """Letters by which one word may be another mistyped, 0 if it is another word."""
    short, full = sorted((one, two), key=len)
    if max(full) > LAST_TYPED or (TWO_WINDS.fullmatch(one) and TWO_WINDS.fullmatch(two)):
        return 0
    most = 2 if len(short) >= TWO_ERRORS_FROM else 1 if len(full) >= ONE_ERROR_FROM else 0
    distance = OSA.distance(one, two, score_cutoff=most)
    return distance if distance <= most else 0


def _near(name: _Name, known: _Name, likeness: _Likeness) -> Proposal:
    return Proposal(name.text, known.text, "near", likeness.reason, likeness.score)


def _doubt(name: _Name, close: dict[str, _Likeness]) -> Proposal:
    reasons = dict.fromkeys(close[text].reason for text in sorted(close))
    score = max(likeness.score for likeness in close.values())
    return Proposal(name.text, "", "doubt", "; ".join(reasons), score, tuple(sorted(close)))


def _grouped(pairs: Iterable[tuple[Key, _Name]]) -> dict[Key, list[_Name]]:
    groups: dict[Key, list[_Name]] = {}
    for key, name in pairs:
        group = groups.setdefault(key, [])
        if name not in group:
            group.append(name)
    return groups
