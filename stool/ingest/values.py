"""What one cell of text says: nothing, a number, or yes and no."""

import re
from collections.abc import Iterable

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
SPACES = re.compile(r"[\s\u00a0\u202f'’]+")  # Swiss thousands are apostrophes
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?|\.[0-9]+")
GROUPED = {
    ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+"),
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+"),
}


def is_no_answer(text: str) -> bool:
    """Whether a cell says that there is no answer; that is never a zero."""
    return text.strip().casefold() in NO_ANSWER


def yes_or_no(text: str) -> float:
    """1 for yes, 0 for no in a few languages, NaN for neither."""
    word = text.strip().casefold().removesuffix(".0")
    return 1.0 if word in YES else 0.0 if word in NO else np.nan


def decimal_votes(texts: Iterable[str]) -> int:
    """How many more of the numbers show a decimal comma than a decimal point.

    "1,5" and "1.234,56" vote for the comma, "1.5" and "1,234.56" for the point; "1,234" can be
    both and does not vote.
    """
    votes = 0
    for text in texts:
        commas, points = text.count(","), text.count(".")
        if commas and points:
            votes += 1 if text.rfind(",") > text.rfind(".") else -1
        elif commas + points > 1:
            votes += 1 if points else -1
        elif commas or points:
            sign = "," if commas else "."
            if not GROUPED[sign].fullmatch(_bare(text)[0]):
                votes += 1 if commas else -1
    return votes


def to_number(text: str, decimal_comma: bool = False) -> float:
    """Number a text spells, NaN if none.

    Currency signs, percent signs and spaces are dropped; brackets and a trailing minus make it
    negative. Thousands must stand in threes.
    """
    bare, sign = _bare(text)
    point, comma = (",", ".") if decimal_comma else (".", ",")
    whole, dot, fraction = bare.partition(point)
    if comma in whole:
        if not GROUPED[comma].fullmatch(whole):
            return np.nan
        whole = whole.replace(comma, "")
    number = f"{whole}{'.' if dot else ''}{fraction}"
    if not PLAIN.fullmatch(number.removesuffix(".") if fraction == "" else number):
        return np.nan
    value = sign * float(number)
    return value if np.isfinite(value) else np.nan


def _bare(text: str) -> tuple[str, float]:
    """Digits and separators of a text, and its sign."""
    bare = text.strip()
    if not PLAIN.fullmatch(bare):
        bare = SPACES.sub("", MONEY_SIGN.sub("", bare).replace("%", "")).replace("−", "-")
    if len(bare) > 2 and bare[0] == "(" and bare[-1] == ")":
        return bare[1:-1], -1.0
    if len(bare) > 1 and bare[-1] == "-":
        return bare[:-1], -1.0
    if len(bare) > 1 and bare[0] in "+-":
        return bare[1:], -1.0 if bare[0] == "-" else 1.0
    return bare, 1.0


def numbers(texts: Iterable[str], decimal_comma: bool = False) -> NDArray[np.float64]:
    """Numbers of texts, NaN where one says that there is no answer or spells no number."""
    return np.array([to_number(text, decimal_comma) for text in texts], dtype=np.float64)


def yes_and_no(texts: Iterable[str]) -> NDArray[np.float64]:
    """1 and 0 of texts that say yes or no, NaN elsewhere."""
    return np.array([yes_or_no(text) for text in texts], dtype=np.float64)


def no_answers(texts: Iterable[str]) -> NDArray[np.bool_]:
    """Which texts say that there is no answer."""
    return np.array([is_no_answer(text) for text in texts], dtype=np.bool_)
