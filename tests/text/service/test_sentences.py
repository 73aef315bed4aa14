"""Sentences that several measures share."""

import numpy as np
import pandas as pd
import pytest

from stool.service import Figure, Measure
from stool.service.result import PLACE_COLUMNS
from stool.text.service import sentences

MEAN = Figure("mean", 3.5, 3.4, 3.6, 50, "mean", "1-5")


def test_a_worst_place_says_whether_it_is_beyond_noise() -> None:
    rows = [("team", "Buying", 2.5, np.nan, np.nan, 9, True, False)]
    found = Measure("S8", (MEAN,), places=pd.DataFrame(rows, columns=list(PLACE_COLUMNS)))
    assert sentences.worst_place(found) == "Buying (2.50 of 5), not beyond noise"
    assert not sentences.worst_place(Measure("S8", (MEAN,)))


@pytest.mark.parametrize(
    ("value", "reach", "told"),
    [(1, 0.5, "above"), (-1, 0.5, "below"), (1, 1.5, "noise"), (1, np.nan, "noise")],
)
def test_a_sign_is_told_beyond_noise_alone(value: float, reach: float, told: str) -> None:
    figure = Figure("gap", value, value - reach, value + reach)
    assert sentences.by_sign(figure, noise="noise", above="above", below="below") == told


def test_favourable_answers_are_told_where_there_are_such() -> None:
    agree = Figure("favourable", 0.8, kind="share")
    assert sentences.agreeing(Measure("S8", (MEAN, agree))) == "80% answer favourably."
    assert not sentences.agreeing(Measure("S8", (MEAN,)))
    assert sentences.of_question(Measure("S20", (MEAN, agree)), "Courtesy") == (
        "Courtesy: 3.50 of 5 (3.40 to 3.60); 80% answer favourably."
    )
