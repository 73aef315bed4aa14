"""Columns of survey weights: how many people each answer stands for."""

import numpy as np

from stool.catalogue import say
from stool.ingest.language import words
from stool.ingest.language.tally import Tally
from stool.ingest.language.values import decimal_votes, is_no_answer, to_number

WEIGHT_WORDS = frozenset(
    {
        *("weight", "weights", "weighting", "wt", "wgt", "wts", "pweight", "weightvec", "rim"),
        *("gewicht", "gewichte", "gewichtung", "gewichtungsfaktor", "wichtung", "hochrechnung"),
        *("pond", "ponderation", "poids", "coef", "ponderacion", "factor", "peso"),
    }
)
ALONE_TOO_WEAK = frozenset({"factor", "coef", "rim"})  # need another of the words beside them
OF_THINGS = frozenset(  # words that make it the weight of a body or a parcel
    {
        *("kg", "kgs", "lb", "lbs", "g", "gram", "grams", "tonnes", "tons", "oz", "stone"),
        *("body", "parcel", "package", "shipping", "loss", "class", "gross", "birth", "height"),
        *("product", "item", "cargo", "freight", "bag", "baggage", "load", "koerper", "paket"),
    }
)
ABOUT_ONE = (0.8, 1.25)  # mean of weights that keep the number of answers
MOSTLY = 0.95  # of the rows with a text must hold a number of 0 or more


def is_weight(header: str, tally: Tally) -> str | None:
    """Why a column is taken for survey weights, None if it is not.

    The header must say so ("weight", "wt", "Gewichtung", "pond", "factor de ponderación"), with no
    word for the weight of a thing ("weight_kg"), and the values must be numbers of 0 or more that
    are not all whole, unless they average about 1.

    Parameters
    ----------
    header : str
    tally : Tally

    Returns
    -------
    str or None
        The reason, with the mean: weights that average about 1 keep the number of answers, others
        blow it up to a population.
    """
    named = set(words.normalise(header).split("_"))
    if not named & (WEIGHT_WORDS - ALONE_TOO_WEAK) or named & OF_THINGS:
        return None
    given = [not is_no_answer(text) for text in tally.texts.tolist()]
    texts, rows = tally.texts[given].tolist(), tally.counts[given]
    comma = decimal_votes(texts) > 0
    values = np.array([to_number(text, comma) for text in texts], dtype=np.float64)
    good = values >= 0
    if not len(values) or rows[good].sum() < rows.sum() * MOSTLY:
        return None
    mean = float(np.average(values[good], weights=rows[good]))
    low, high = ABOUT_ONE
    if low <= mean <= high:
        return say("header says so and its numbers average {mean}", mean=f"{mean:.2f}")
    if mean == 0 or bool(np.all(values[good] == np.round(values[good]))):
        return None
    return say(
        "header says so and its numbers average {mean}: they count people of a population, not "
        "answers",
        mean=f"{mean:,.2f}",
    )
