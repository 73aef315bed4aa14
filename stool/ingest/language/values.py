"""What one cell of text says: nothing, a number, or yes and no."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_ANSWER = frozenset(
    {
        *("", "na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "nil", "-", "--", "–", "—"),
        *(".", "?", "don't know", "don’t know", "dont know", "do not know", "no answer"),
        *("not applicable", "prefer not to say", "keine angabe", "k.a.", "weiß nicht"),
        *("sans réponse", "ne sait pas", "no sabe"),
    }
)
YES = frozenset({"yes", "y", "true", "t", "1", "ja", "j", "oui", "o", "si", "sí", "sì", "sim"})
NO = frozenset({"no", "n", "false", "f", "0", "nein", "nee", "non", "nao", "não"})
MONEY_SIGN = re.compile(
    r"[€$£¥₹₩₽¤]|\b(?:usd|eur|gbp|chf|jpy|aud|cad|nzd|sek|nok|dkk|inr|kr)\b\.?", re.IGNORECASE
)
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?|\.[0-9]+")
APART = "  "  # in place of a sign that is left out: two spaces never stand between thousands
THOUSANDS = r"[1-9][0-9]{{0,2}}(?:{0}[0-9]{{3}})+"  # a number of thousands begins with no zero
GROUPED = {",": re.compile(THOUSANDS.format(",")), ".": re.compile(THOUSANDS.format(r"\."))}
GAP = re.compile(r"[ \u00a0\u2007\u2009\u202f'’]")  # French and Swiss thousands
GAPPED = re.compile(rf"[1-9][0-9]{{0,2}}(?P<gap>{GAP.pattern})[0-9]{{3}}(?:(?P=gap)[0-9]{{3}})*")
CURRENCY = {  # codes of the signs, so that "€" and "EUR" are one currency
    **{"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB"},
}


def is_no_answer(text: str) -> bool:
    """Whether a cell says that there is no answer; that is never a zero."""
    return text.strip().casefold() in NO_ANSWER


def yes_or_no(text: str) -> float:
    """1 for yes, 0 for no in a few languages, NaN for neither."""
    word = text.strip().casefold().removesuffix(".0")
    return 1.0 if word in YES else 0.0 if word in NO else np.nan


@dataclass(frozen=True, slots=True)
class DecimalVotes:
    """What the numbers of a column say about the decimal sign.

    Attributes
    ----------
    sure : int
        How many more of the texts are a number with a decimal comma only than with a decimal point
        only.
    commas, points : tuple of str
        Texts that are a number either way, and another one: "1,234", and "1.234".
    """

    sure: int
    commas: tuple[str, ...]
    points: tuple[str, ...]


def votes_of(texts: Iterable[str]) -> DecimalVotes:
    """What texts say about the decimal sign; each counts once."""
    sure = 0
    commas: list[str] = []
    points: list[str] = []
    for text in texts:
        if "," not in text and "." not in text:
            continue
        point, comma = to_number(text), to_number(text, decimal_comma=True)
        if np.isnan(point) != np.isnan(comma):
            sure += 1 if np.isnan(point) else -1
        elif point != comma and not np.isnan(point):
            (commas if "," in text else points).append(text)
    return DecimalVotes(sure, tuple(commas), tuple(points))


def decimal_votes(texts: Iterable[str]) -> int:
    """How many more of the numbers show a decimal comma than a decimal point.

    "1,5" and "1.234,56" vote for the comma, "1.5" and "1,234.56" for the point; "1,234" can be
    both and does not vote.
    """
    return votes_of(texts).sure


def to_number(text: str, decimal_comma: bool = False) -> float:
    """Number a text spells, NaN if none.

    Currency signs and percent signs are dropped; brackets and a trailing minus make it negative.
    Thousands must stand in threes, apart by a comma (a point where the comma is the decimal sign),
    a space or an apostrophe, the same all through.
    """
    text = text.strip()
    if PLAIN.fullmatch(text) and not (decimal_comma and "." in text):
        value = float(text)
        return value if np.isfinite(value) else np.nan
    bare, sign = _bare(text)
    point, comma = (",", ".") if decimal_comma else (".", ",")
    whole, dot, fraction = bare.partition(point)
    if comma in whole:
        if not GROUPED[comma].fullmatch(whole):
            return np.nan
        whole = whole.replace(comma, "")
    elif GAPPED.fullmatch(whole):
        whole = GAP.sub("", whole)
    number = f"{whole}{dot and '.'}{fraction}" if fraction else whole
    if not PLAIN.fullmatch(number):
        return np.nan
    value = sign * float(number)
    return value if np.isfinite(value) else np.nan


def _bare(text: str) -> tuple[str, float]:
    """Digits and separators of a text, and its sign."""
    bare = MONEY_SIGN.sub(APART, text).replace("%", APART).replace("−", "-").strip()
    if len(bare) > 2 and bare[0] == "(" and bare[-1] == ")":
        return bare[1:-1].strip(), -1.0
    if len(bare) > 1 and bare[-1] == "-":
        return bare[:-1].strip(), -1.0
    if len(bare) > 1 and bare[0] in "+-":
        return bare[1:].strip(), -1.0 if bare[0] == "-" else 1.0
    return bare, 1.0


def currencies(texts: Iterable[str]) -> tuple[str, ...]:
    """Signs or codes of the different currencies that stand in texts, as first written."""
    found: dict[str, str] = {}
    for text in texts:
        if PLAIN.fullmatch(text):
            continue
        for sign in MONEY_SIGN.findall(text):
            found.setdefault(CURRENCY.get(sign, sign.upper().rstrip(".")), sign)
    return tuple(found.values())


def numbers(texts: Iterable[str], decimal_comma: bool = False) -> NDArray[np.float64]:
    """Numbers of texts, NaN where one says that there is no answer or spells no number."""
    return np.array([to_number(text, decimal_comma) for text in texts], dtype=np.float64)


def yes_and_no(texts: Iterable[str]) -> NDArray[np.float64]:
    """1 and 0 of texts that say yes or no, NaN elsewhere."""
    return np.array([yes_or_no(text) for text in texts], dtype=np.float64)


def no_answers(texts: Iterable[str]) -> NDArray[np.bool_]:
    """Which texts say that there is no answer."""
    return np.array([is_no_answer(text) for text in texts], dtype=np.bool_)
