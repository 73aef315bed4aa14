"""Items on which agreement is bad news: by their words, or by how they go with the rest."""

import numpy as np
from numpy.typing import NDArray

from stool.catalogue import say
from stool.ingest.language.vocabulary.lexicon import plain
from stool.ingest.language.vocabulary.tone import TONES

FEWEST_ROWS = 30  # with fewer, a correlation of 0.2 either way is noise
REACH = 5  # words after a denial that it still turns round
EVEN = 1e-12  # spread, relative to the size of the values, that is rounding


def reversed_by_words(question: str) -> str | None:
    """Why agreeing with a question is bad news, None if nothing says so.

    For statements ("I often think about leaving", "Ich bin gestresst") and for questions how bad
    something was ("How difficult was it …?", "How much effort …?"). A denied bad word is good news
    ("I would not hesitate to recommend", "no problem"), a denied good one bad ("My manager does not
    listen"); where both good and bad words stand, only "despite" and the like decide. It does not
    hold where the answers themselves say which end is good (`Worded.better`).

    Parameters
    ----------
    question : str
        Text of the question or header, in English, German, French or Spanish.
    """
    form = plain(question.replace("_", " "))
    word = _plainly_bad(form) or _mostly_bad(form)
    return say("“{word}” in the question: agreement is bad news", word=word) if word else None


def _plainly_bad(form: str) -> str | None:
    """Words that make it bad news whatever else stands there."""
    for tone in TONES:
        if match := tone.how_bad.search(form) or tone.despite.search(form):
            return match[0].strip()
        for match in tone.plainly_bad.finditer(form):
            if not _denial(form[: match.start()]):
                return match[0].strip()
    return None


def _mostly_bad(form: str) -> str | None:
    """The first bad word, or denied good one, where nothing good stands beside it."""
    found = sorted(
        (*match.span(), is_good)
        for tone in TONES
        for pattern, is_good in ((tone.bad, False), (tone.good, True))
        for match in pattern.finditer(form)
    )
    bad, end = None, 0
    for start, stop, is_good in found:
        denial = _denial(form[end:start])
        if is_good is not bool(denial):
            return None
        bad = bad or f"{denial} {form[start:stop]}".strip()
        end = stop
    return bad


def _denial(before: str) -> str:
    """The denial among the last few words, "" if there is none or two cancel out."""
    near = " ".join(before.split()[-REACH:])
    found = {match.start(): match[0] for tone in TONES for match in tone.denials.finditer(near)}
    return found[max(found)] if len(found) % 2 else ""


def against_the_rest(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corrected item-total correlation: each item with the mean of the other items.

    An item that correlates below zero with the rest is worded the other way round, is answered on a
    scale turned round, or measures something else.

    Parameters
    ----------
    values : array of float, shape (rows, items)
        Answers, all items on one scale. NaN where there is none; a row counts for an item if it
        has an answer to it and to at least one other (pairwise complete).

    Returns
    -------
    array of float, shape (items,)
        Pearson correlation, -1 to 1; NaN with fewer than `FEWEST_ROWS` rows or where the item or
        the rest does not vary.

    References
    ----------
    Nunnally, J. C. and Bernstein, I. H. (1994), Psychometric Theory, 3rd ed., chapter 8.
    """
    answered = np.isfinite(values)
    total = np.where(answered, values, 0.0).sum(axis=1)
    count = answered.sum(axis=1)
    found = np.full(values.shape[1], np.nan)
    for item in range(values.shape[1]):
        use = answered[:, item] & (count > 1)
        own = values[use, item]
        found[item] = _correlation(own, (total[use] - own) / (count[use] - 1))
    return found


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Pearson correlation, NaN where the rows are few or one of the two does not vary."""
    if len(one) < FEWEST_ROWS:
        return np.nan
    x, y = one - one.mean(), other - other.mean()
    noise = len(one) * (EVEN * max(np.abs(one).max(), np.abs(other).max())) ** 2
    if x @ x <= noise or y @ y <= noise:
        return np.nan
    return float(np.clip(x @ y / np.sqrt((x @ x) * (y @ y)), -1, 1))
