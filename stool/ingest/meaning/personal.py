"""Columns that hold personal data: told by their header, or by most of their values.

They are flagged so that they can be left out; nothing here keeps or shows a value. Names of people
are told by the header alone: a column of agents or of branches named after people looks the same.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from stool.catalogue import say
from stool.ingest.language import words
from stool.ingest.language.tally import Tally
from stool.ingest.language.values import is_no_answer
from stool.ingest.language.vocabulary.lexicon import plain
from stool.ingest.language.vocabulary.personal import (
    BUSINESS,
    HEADERS,
    NAME_WORDS,
    PERSON_WORDS,
    QUESTIONS,
    WHOLE_NAMES,
)

MOST = 0.5  # of the different texts: from here on the column is of that kind
FEWEST_TEXTS = 2  # different ones, to say so by values alone
LOOKED_AT = 500  # different texts
LONGEST_HEADER = 5  # words; a longer one is a question
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
OF_A_BUSINESS = frozenset({"e-mail", "phone", "home address", "latitude or longitude"})

EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")
IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)")
IPV6 = re.compile(r"(?=(?:[^:]*:){2})(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}", re.IGNORECASE)
PHONE = re.compile(  # with a sign that no amount or identifier has
    r"\+\d[\d\s().\-/]{7,}|\(\d{2,5}\)\s?[\d\s.\-/]{5,}|\d{3}[-.\s]\d{3}[-.\s]\d{4}"
    r"|0\d{2,4}[\s/-]\d{3,4}[\s-]?\d{3,5}"
)
PLACE = re.compile(r"\(?-?\d{1,2}\.\d{3,}\s*[,;]\s*-?\d{1,3}\.\d{3,}\)?")
NATIONAL = re.compile(r"\d{3}-\d{2}-\d{4}|[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]")
IBAN = re.compile(r"[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?")
PICTURE = re.compile(
    r"https?://\S+(?:\.(?:jpe?g|png|gif|heic|svg)|signature|photo|selfie)\S*", re.IGNORECASE
)
DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[ T].*)?")
DEGREES = re.compile(r"-?\d{1,3}[.,]\d{2,}")
ANSWERS = frozenset({"yes", "no", "y", "n", "ja", "nein", "oui", "non", "si", "true", "false"})
DIGITS = re.compile(r"\d{1,2}(?:[.,]0+)?")


class _Look(NamedTuple):
    """What the values of a kind look like."""

    kind: str
    are: Callable[[str], bool]
    several: str  # what they are called


def _pattern(*patterns: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: any(pattern.fullmatch(text) for pattern in patterns)


def _is_iban(text: str) -> bool:
    """Check digits of ISO 13616."""
    bare = text.replace(" ", "").upper()
    if not IBAN.fullmatch(text.upper()):
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


LOOKS = (
    _Look("e-mail", _pattern(EMAIL), say("e-mail addresses")),
    _Look("IP address", _pattern(IPV4, IPV6), say("IP addresses")),
    _Look("national identifier", _pattern(NATIONAL), say("national identifiers")),
    _Look("bank details", _is_iban, say("account numbers")),
    _Look("phone", _pattern(PHONE), say("phone numbers")),
    _Look("latitude or longitude", _pattern(PLACE), say("places on the map")),
    _Look("signature or photo link", _pattern(PICTURE), say("links to pictures")),
)
CAN_BE = {  # what values of a kind told by the header are, where other columns have such headers
    "e-mail": _pattern(EMAIL),
    "phone": _pattern(PHONE, re.compile(r"[\d\s().+\-/]{6,}")),
    "IP address": _pattern(IPV4, IPV6),
    "latitude or longitude": _pattern(DEGREES, PLACE),
    "date of birth": _pattern(DAY, re.compile(r"(?:19|20)\d{2}"), re.compile(r"\d{8}")),
}


def personal_kind(header: str, question: str, tally: Tally) -> tuple[str, str] | None:
    """What personal data a column holds and why it is thought so, None if none.

    Parameters
    ----------
    header : str
        As written: "RecipientLastName", "IP Address", "person_properties.name", "Vorname".
    question : str
        Text of the question, "" if there is none.
    tally : Tally
        Answers such as "Yes" or "5" under a header like "E-mail" are no addresses.

    Returns
    -------
    tuple of (str, str) or None
        Kind in words ("name", "e-mail", "phone", "IP address", "latitude or longitude", "date of
        birth", "home address", "national identifier", "bank details", "signature or photo link",
        "social media handle"), and the reason.
    """
    texts = _answers(tally)
    kind = _by_header(header) or (_by_question(question) if question != header else None)
    if kind and _can_hold(kind, texts):
        return kind, say("header says so")
    if words.normalise(header) in words.DIMENSION or len(texts) < FEWEST_TEXTS:
        return None
    for look in LOOKS:
        found = sum(map(look.are, texts))
        if found > len(texts) * MOST:
            counted = (
                say("all {found}", found=found)
                if found == len(texts)
                else say("{found} of {texts}", found=found, texts=len(texts))
            )
            return look.kind, say(
                "{counted} different texts are {several}", counted=counted, several=look.several
            )
    return None


def _answers(tally: Tally) -> list[str]:
    """The first different texts that say something, stripped."""
    texts = dict.fromkeys(text.strip() for text in tally.texts[:LOOKED_AT].tolist())
    return [text for text in texts if not is_no_answer(text)]


def _form(header: str) -> str:
    """Header as words: "RecipientLastName" is "recipient last name"."""
    return plain(CAMEL.sub(" ", header))


def _by_header(header: str) -> str | None:
    """Kind a short header names; a longer one is read as a question."""
    form = _form(header)
    parts = form.split()
    if len(parts) > LONGEST_HEADER:
        return _by_question(header)
    business = not BUSINESS.isdisjoint(parts)
    for kind, pattern in HEADERS.items():
        if pattern.fullmatch(form) and not (business and kind in OF_A_BUSINESS):
            return kind
    return "name" if _is_name(parts) else None


def _is_name(parts: list[str]) -> bool:
    """Whether a header asks for the name of a person: "Customer name", "Nachname"."""
    if "_".join(parts) in words.DIMENSION:
        return False
    joined = " ".join(parts)
    if joined in WHOLE_NAMES or "".join(parts) in WHOLE_NAMES:
        return True
    left = [part for part in parts if part not in PERSON_WORDS and not part.isdigit()]
    return bool(left) and " ".join(left) in NAME_WORDS


def _by_question(question: str) -> str | None:
    form = plain(question)
    return next((kind for kind, pattern in QUESTIONS.items() if pattern.search(form)), None)


def _can_hold(kind: str, texts: list[str]) -> bool:
    """Whether the texts can be what the header says: ratings and yes or no are not."""
    if not texts:
        return True
    can_be = CAN_BE.get(kind)
    if can_be is not None:
        return any(map(can_be, texts))
    few = all(DIGITS.fullmatch(text) or plain(text) in ANSWERS for text in texts)
    return not few
