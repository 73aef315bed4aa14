"""What no word list names, put into groups by the words texts share: local, and always the same.

Words are weighed by TF-IDF and factored by non-negative matrix factorisation, which starts from a
singular value decomposition and draws nothing at random. Texts are sorted first, so that their
order changes nothing. A group is named by its weightiest words, only words that several texts hold
can name it, and a text belongs to it only if it holds one of them.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from stool.privacy.masking import MASKS
from stool.voice.topics import spoken

FEWEST_TEXTS = 40  # to look for groups at all
TEXTS_A_GROUP = 25  # one group for so many texts ...
MOST_GROUPS = 8  # ... and no more than these
FEWEST_HOLDING = 5  # texts that hold a word that may name a group
MOST_COMMON = 0.5  # share of texts; a more common word tells nothing apart
MOST_TEXTS = 20_000  # that are looked at
MOST_WORDS = 2_000
NAMED_BY = 3  # words
WEAKEST = 1e-9  # a word that does not belong to a group has less
ROUNDS = 500

THEME_COLUMNS = ("theme", "texts", "of", "share")


def themes(texts: Collection[str], minimum: int) -> pd.DataFrame:
    """Groups of texts that no topic names.

    Parameters
    ----------
    texts : collection of str
        Masked.
    minimum : int
        Fewest texts of a group that is told.

    Returns
    -------
    DataFrame, one row a group
        Columns `THEME_COLUMNS`: its words, how many texts it has, of how many, and their share (0
        to 1); the largest first. Empty for fewer than `FEWEST_TEXTS`.
    """
    said = sorted(map(_bare, texts))[:MOST_TEXTS]
    empty = pd.DataFrame(columns=list(THEME_COLUMNS))
    if len(said) < FEWEST_TEXTS:
        return empty
    weigh = TfidfVectorizer(
        ngram_range=(1, 2),
        min_df=FEWEST_HOLDING,
        max_df=MOST_COMMON,
        max_features=MOST_WORDS,
        stop_words=sorted(ENGLISH_STOP_WORDS),
        token_pattern=r"\b[^\W\d_]{3,}\b",  # noqa: S106 - a pattern of words
        sublinear_tf=True,
    )
    try:
        weights = weigh.fit_transform(said)
    except ValueError:  # no word is held by enough texts
        return empty
    groups = min(MOST_GROUPS, len(said) // TEXTS_A_GROUP, min(weights.shape) - 1)
    if groups < 1:
        return empty
    model = NMF(groups, init="nndsvd", solver="cd", max_iter=ROUNDS, tol=1e-3)
    parts = model.fit_transform(weights)
    words = weigh.get_feature_names_out()
    own = (parts * np.linalg.norm(model.components_, axis=1)).argmax(axis=1)
    rows = []
    for group in range(groups):
        named = _naming(model.components_[group], words)
        holding = np.asarray(weights[:, named].sum(axis=1)).ravel() > 0
        rows.append((", ".join(words[named]), int((holding & (own == group)).sum())))
    found = pd.DataFrame(rows, columns=["theme", "texts"])
    found = found[found["texts"] >= minimum].drop_duplicates("theme")
    found["of"] = len(said)
    found["share"] = found["texts"] / len(said)
    return found.sort_values(["texts", "theme"], ascending=[False, True], ignore_index=True)


def _bare(text: str) -> str:
    """Words of a text without its masks."""
    for token in MASKS:
        text = text.replace(token, " ")
    return spoken(text)


def _naming(weights: NDArray[np.float64], words: NDArray[np.object_]) -> list[int]:
    """Places of the weightiest words of a group; of two that overlap the weightier one."""
    chosen: list[int] = []
    for place in np.lexsort([words.astype(str), -weights.round(9)]):
        if weights[place] <= WEAKEST or len(chosen) == NAMED_BY:
            break
        if not any(words[place] in words[each] or words[each] in words[place] for each in chosen):
            chosen.append(int(place))
    return chosen
