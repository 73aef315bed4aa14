"""What people write, without what tells who they are or how to reach them.

E-mail addresses, telephone numbers, links, identifiers and names of a roster are replaced by a word
in brackets; everything else stays as written. It is done by patterns: a name that no roster holds
stays, and a harmless number as long as a telephone number goes.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 1_000  # characters of a text that are kept
LOOKED_AT = 4 * LONGEST  # of a longer one; also bounds the time any pattern can take
ELLIPSIS = "…"

EMAIL, LINK, PHONE, NUMBER, NAME = "[e-mail]", "[link]", "[phone]", "[number]", "[name]"
MASKS = (EMAIL, LINK, PHONE, NUMBER, NAME)

MOST_ID_DIGITS = 4  # digits in a row, or in a word with letters, that are no identifier
FEWEST_PHONE_DIGITS = 7  # in groups
SHORTEST_NAME = 3  # letters of a part of a name that is masked alone
ROSTERS = 32  # patterns remembered

_AT = r"\s?(?:@|[\[({<]\s?at\s?[\])}>])\s?"
_DOT = r"\s?(?:\.|[\[({<]\s?dot\s?[\])}>])\s?"
_EMAILS = re.compile(
    rf"[\w.!#$%&'*+/=?^`{{|}}~-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,6}}"
    r"|[\w.+-]{1,64} at [\w-]{1,63}(?: dot [\w-]{1,63}){1,6}",
    re.IGNORECASE,
)
_HANDLES = re.compile(r"(?<![\w@])@\w[\w.]{1,63}")
_END = r"\S*[^\s.,;:!?()\[\]{}<>\"'“”’»]"  # of a link: no sign of the sentence around it
_LINKS = re.compile(
    rf"\b(?:https?|ftp|mailto|tel|file)\s?:\s?/{{0,3}}{_END}|\bwww\d?\.{_END}"
    r"|\b(?:[\w-]{1,63}\.){1,6}"
    r"(?:com|org|net|info|biz|edu|gov|io|eu|co|uk|de|fr|es|nl|ch|ru|cn|ly|app|dev)\b"
    rf"(?:[/?#]{_END})?",
    re.IGNORECASE,
)
_ACCOUNTS = re.compile(
    r"\b[A-Z]{2}\d{2}(?:[\s-]?[A-Z0-9]{1,4}){2,8}[\s-]?[A-Z0-9]{0,3}\d[A-Z]?\b", re.IGNORECASE
)
_CODES = re.compile(r"(?<![\w-])(?=[\w-]{0,60}[^\W\d_])\w[\w-]{4,60}(?![\w-])")
_CALLS = re.compile(
    r"\b((?:tele)?phone|tel|call|ring|mobile|mob|cell|fax|ext|extension|whatsapp|telefon|handy)"
    r"([.:\s]{1,3}(?:me |us |on |at |no\.? |number |is ){0,2})\d[\d\s./-]{2,20}\d\b",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}\b", re.I
)
_DIGITS = re.compile(r"\+?(?:\(\+?\d{1,5}\)\s?)?\d(?:[\s().\-/–—_·]{0,3}\d){4,40}")
_HARMLESS = re.compile(  # dates, spans of years, and amounts in groups of three
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}"
    r"|(?:19|20)\d{2}\s?[-/–—]\s?(?:19|20)\d{2}|\d{1,3}(?:\.\d{3}){1,3}|[1-9]\d{0,2}(?: 000){1,2}"
)
_QUARTERS = re.compile(r"\d{4}-?Q[1-4]|Q[1-4]-?\d{4}|FY\d{2,4}-?Q[1-4]", re.IGNORECASE)
_TITLED = re.compile(
    r"\b(Mrs?|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|Mlle|Monsieur|Madame|Se[ñn]ora?|Sra?)"
    r"(\.?\s{1,2})(?!\[)[A-Z\u00c0-\u00de][\w'’-]{1,40}(?:\s[A-Z\u00c0-\u00de][\w'’-]{1,40})?"
)

_WORDS = re.compile(r"\w+")

# Parts of names that are words as well: masked alone only where they are written with a capital.
_ALSO_WORDS = frozenset(
    _WORDS.findall("""
    will may grace mark rose hope joy faith park best good young price long
    bill frank rich summer april june august art bob dawn drew gene grant guy
    jack miles pat penny ray rob sandy sue violet wade ward west east north
    south hill field wood green brown white black gray grey king page cook baker
    carter cooper fisher hunter mason potter smith taylor turner walker bell ball
    banks bush case day fields ford fox frost knight lane law little love major
    marsh mills moody new noble power read reed sharp short small stone strong
    swift wise van von der den the and counter team desk service shift office
    """)
)


def mask(text: str, roster: Collection[str] = ()) -> str:
    """Replace what tells who somebody is; masking twice changes nothing more.

    Parameters
    ----------
    text : str
        As written, of any length.
    roster : collection of str
        Names of people. Each is masked whole and, from `SHORTEST_NAME` letters on, by its parts.

    Returns
    -------
    str
        At most `LONGEST` characters; without control and invisible characters, white space as
        single spaces.
    """
    text = _cut(_visible(text), LOOKED_AT)
    signs = _plain_signs(text)
    for sign, pattern, put in _STEPS:
        if sign.search(signs):
            text = _replaced(pattern, put, text)
    return _cut(mask_names(text, roster), LONGEST)


def mask_names(text: str, roster: Collection[str]) -> str:
    """Replace the names of a roster alone; for texts that were masked by an earlier one."""
    people = _people(frozenset(roster))
    if people is None:
        return text
    said = _WORDS.findall(_plain_signs(text).casefold())
    return text if people.words.isdisjoint(said) else _replaced(people.pattern, _person, text)


def says_something(text: str) -> bool:
    """Whether a masked text holds a word besides the masks."""
    for token in MASKS:
        text = text.replace(token, " ")
    return any(sign.isalpha() for sign in text)


def _visible(text: str) -> str:
    """Text without control, invisible and half characters, white space as single spaces."""
    if text.isprintable():
        return " ".join(text.split())
    kept = (
        " " if sign.isspace() else sign
        for sign in text
        if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return " ".join("".join(kept).split())


def _cut(text: str, longest: int) -> str:
    """The words of a text that fit; a word that does not fit goes whole."""
    if len(text) <= longest:
        return text
    words = text[: longest - 1]
    return words[: words.rfind(" ") + 1].rstrip() + ELLIPSIS


def _plain_signs(text: str) -> str:
    """Text of the same length with full-width and styled signs as plain ones."""
    if text.isascii():
        return text
    folded = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, folded, strict=True))


Put = Callable[["re.Match[str]"], "str | None"]  # None leaves the match as it is


def _replaced(pattern: "re.Pattern[str]", put: Put, text: str) -> str:
    """Text with what the pattern finds in its plain signs replaced; masks are left alone."""
    return "".join(_pieces(pattern, put, text))


def _pieces(pattern: "re.Pattern[str]", put: Put, text: str) -> Iterator[str]:
    for piece in _AROUND_MASKS.split(text):
        if piece in MASKS:
            yield piece
            continue
        end = 0
        for found in pattern.finditer(_plain_signs(piece)):
            instead = put(found)
            if instead is not None:
                yield piece[end : found.start()]
                yield instead
                end = found.end()
        yield piece[end:]


_AROUND_MASKS = re.compile("(" + "|".join(map(re.escape, MASKS)) + ")")


def _always(token: str) -> Put:
    return lambda _: token


def _digits_of(found: str) -> int:
    return sum(sign.isdecimal() for sign in found)


def _account(match: "re.Match[str]") -> str | None:
    return NUMBER if _digits_of(match[0]) >= 10 else None


def _code(match: "re.Match[str]") -> str | None:
    """A word of letters and many digits, such as the number of a case."""
    if _QUARTERS.fullmatch(match[0]):
        return None
    return NUMBER if _digits_of(match[0]) > MOST_ID_DIGITS else None


def _number(match: "re.Match[str]") -> str | None:
    found = match[0]
    digits = _digits_of(found)
    if _HARMLESS.fullmatch(found):
        return None
    if found.isdecimal():
        return (PHONE if found[0] == "0" else NUMBER) if digits > MOST_ID_DIGITS else None
    if digits < FEWEST_PHONE_DIGITS:
        return None
    return PHONE if found[0] in "+(0" else NUMBER


def _called(match: "re.Match[str]") -> str:
    return f"{match[1]}{match[2]}{PHONE}"


def _titled(match: "re.Match[str]") -> str:
    return f"{match[1]}{match[2]}{NAME}"


def _person(match: "re.Match[str]") -> str | None:
    found = match[0]
    return None if found.casefold() in _ALSO_WORDS and found == found.lower() else NAME


_SIGN_OF_ADDRESS = re.compile(r"@|[\[({<]\s?at\b| dot ", re.IGNORECASE)
_SIGN_OF_LINK = re.compile(r"[:.]\S|:\s")
_DIGIT = re.compile(r"\d")
_COLON_OR_DIGIT = re.compile(r"\d|:")

_STEPS: tuple[tuple["re.Pattern[str]", "re.Pattern[str]", Put], ...] = (  # only where the sign is
    (_SIGN_OF_ADDRESS, _EMAILS, _always(EMAIL)),
    (_SIGN_OF_LINK, _LINKS, _always(LINK)),
    (_SIGN_OF_ADDRESS, _HANDLES, _always(NAME)),
    (_COLON_OR_DIGIT, _ADDRESSES, _always(NUMBER)),
    (_DIGIT, _ACCOUNTS, _account),
    (_DIGIT, _CODES, _code),
    (_DIGIT, _CALLS, _called),
    (_DIGIT, _DIGITS, _number),
    (_TITLED, _TITLED, _titled),
)


class _People(NamedTuple):
    """Names of a roster: words one of which a text must hold, and the pattern."""

    words: frozenset[str]
    pattern: "re.Pattern[str]"


@lru_cache(maxsize=ROSTERS)
def _people(roster: frozenset[str]) -> _People | None:
    """Pattern of the names of a roster, the longest first; None for an empty one."""
    names: set[str] = set()
    for name in roster:
        parts = _plain_signs(_visible(name)).casefold().replace(",", " ").split()
        whole = " ".join(parts)
        if sum(map(str.isalpha, whole)) < SHORTEST_NAME:
            continue
        names |= {whole, " ".join(parts[::-1])}
        names |= {part for part in parts if part.isalpha() and len(part) >= SHORTEST_NAME}
    if not names:
        return None
    written = (
        r"[\s,]{1,3}".join(map(re.escape, name.split()))
        for name in sorted(names, key=lambda name: (-len(name), name))
    )
    return _People(
        frozenset(word for name in names for word in _WORDS.findall(name)),
        re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE),
    )
