"""Reverse-worded items: by their words in four languages, and by the rest of the items."""

import csv
import itertools
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.ingest.meaning.reversed import against_the_rest, reversed_by_words
from stool.schema import FREE_TEXT

QUESTIONS = Path(__file__).parents[2] / "stool" / "text" / "questions.csv"
SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "employee_survey.csv"

BAD_NEWS = [
    "I often think about leaving",
    "I am looking for another job",
    "I am stressed",
    "I feel exhausted after work",
    "I get good results despite our processes",
    "I have been waiting too long",
    "It was difficult",
    "It was hard to reach somebody",
    "My workload is too high",
    "There are too many rules",
    "My manager does not listen",
    "I don't feel valued",
    "I do not trust my colleagues.",
    "I had problems with my order",
    "Bureaucracy gets in the way of good service",
    "We lack the tools to serve well",
    "I worry about losing my job",
    "Our staff were rude",
    "How difficult was it to get help?",
    "How much effort did you personally have to put forth?",
    "They do not listen and were rude",
    "There is never a day without stress",
    "There is little support from above",
    "Ich bin gestresst",
    "Ich denke oft daran, zu kündigen",
    "Die Wartezeit war zu lang",
    "Trotz unserer Abläufe liefern wir",
    "Mein Vorgesetzter hört nicht gut zu",
    "Es war schwierig",
    "Je suis stressé",
    "Je pense souvent à quitter l'entreprise",
    "L'attente était trop longue",
    "Malgré nos processus, le résultat est bon",
    "Estoy estresado",
    "A menudo pienso en dejar la empresa",
    "Fue difícil",
    "La espera fue demasiado larga",
]
GOOD_NEWS = [
    "I would not hesitate to recommend us",
    "It was not difficult to reach somebody",
    "It was no problem to change my order",
    "I am not afraid to speak up",
    "I never feel ignored",
    "I rarely think about leaving",
    "I have no plans to look for another job",
    "I did not have to wait too long",
    "My boss removes obstacles",
    "My problem was solved quickly",
    "My complaint was handled well",
    "I can cope with the stress",
    "Problem solving",
    "Conflict resolution in my team",
    "Stress management courses",
    "People here work hard to succeed",
    "How easy or difficult was it to reach us?",
    "How difficult or easy was it?",
    "I know what superior service means here",
    "I am satisfied with my job",
    "Overall, how satisfied are you?",
    "I can leave work on time",
    "safe_to_speak",
    "workplace_comfort",
    "promise_kept",
    "Ich würde nicht zögern, Sie zu empfehlen",
    "Es war nicht schwierig, jemanden zu erreichen",
    "Kein Problem",
    "Ich bin mit meiner Arbeit zufrieden",
    "Je n'hésiterais pas à vous recommander",
    "Ce n'était pas difficile",
    "Sans problème",
    "No dudaría en recomendarlos",
    "No fue difícil",
    "Sin problemas",
    "",
]


@pytest.mark.parametrize("question", BAD_NEWS)
def test_bad_news(question: str) -> None:
    reason = reversed_by_words(question)
    assert reason is not None
    assert reason.endswith("agreement is bad news")


@pytest.mark.parametrize("question", GOOD_NEWS)
def test_good_news(question: str) -> None:
    assert reversed_by_words(question) is None


def test_the_reason_quotes_the_word() -> None:
    assert reversed_by_words("I am often stressed") == (
        "“stressed” in the question: agreement is bad news"
    )
    assert reversed_by_words("They do not listen") == (
        "“not listen” in the question: agreement is bad news"
    )


def test_no_item_of_the_sample_is_turned_round() -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    items = [name for name in header[header.index("clear_vision") :] if name not in FREE_TEXT]
    assert [name for name in items if reversed_by_words(name)] == ["results_despite_processes"]
    values = np.array(
        [[float(row[header.index(name)] or "nan") for name in items] for row in rows[:2000]]
    )
    against = against_the_rest(values) < 0
    assert [*itertools.compress(items, against)] == ["results_despite_processes"]


def test_of_the_questions_offered_only_the_one_about_processes_is_turned_round() -> None:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "agree" in row["scale"]]
    turned = [row["header"] for row in rows if reversed_by_words(row["question"])]
    assert turned == ["results_despite_processes"]


# R 4.2.2: rest <- rowMeans(m[, -i], na.rm = TRUE); cor(m[, i], rest, use = "complete.obs")
FROM_R = [0.283721602218998, 0.008290958823401, -0.855441423584521, 0.114078258846885]
ANSWERS = """
1243 4511 -155 2244 5514 3331 2--- 3335 ---- 1143 55-3 5423 2323 2334 1151 5511 5514 1152 1241 5512
5423 2154 2151 1153 4515 1153 4514 3242 2141 2244 4331 4324 4332 2145 4512 1142 1152 4333 1241 2332
"""


def test_equals_r() -> None:
    values = np.array(
        [[float(sign) if sign != "-" else math.nan for sign in row] for row in ANSWERS.split()]
    )
    np.testing.assert_allclose(against_the_rest(values), FROM_R, rtol=1e-12)


def planted(rows: int = 400) -> np.ndarray:
    """Four items that go together, the third of them turned round."""
    generator = np.random.default_rng(1)
    mood = generator.normal(size=(rows, 1))
    items = np.clip(np.round(3 + mood + generator.normal(size=(rows, 4))), 1, 5)
    items[:, 2] = 6 - items[:, 2]
    return items


def test_finds_a_planted_item() -> None:
    r = against_the_rest(planted())
    assert r[2] < -0.2
    assert np.all(np.delete(r, 2) > 0)


@given(scale=st.floats(0.1, 10), offset=st.floats(-10, 10), order=st.permutations(range(4)))
def test_ignores_units_and_the_order_of_items(
    scale: float, offset: float, order: list[int]
) -> None:
    values = planted(60)
    np.testing.assert_allclose(
        against_the_rest(values * scale + offset)[order],
        against_the_rest(values[:, order]),
        atol=1e-9,
    )


def test_missing_answers_leave_their_row_out_for_that_item_only() -> None:
    values = planted(60)
    values[0, 0] = math.nan
    expected = np.corrcoef(values[1:, 0], values[1:, 1:].mean(axis=1))[0, 1]
    assert against_the_rest(values)[0] == pytest.approx(expected, abs=1e-12)


def test_few_rows_and_items_that_do_not_vary_have_no_correlation() -> None:
    assert np.isnan(against_the_rest(planted(29))).all()
    assert not np.isnan(against_the_rest(planted(30))).any()
    values = planted()
    values[:, 1] = 0.1
    assert np.isnan(against_the_rest(values)).tolist() == [False, True, False, False]
    assert np.isnan(against_the_rest(np.full((50, 3), 0.1))).all()
    assert np.isnan(against_the_rest(np.full((50, 3), math.nan))).all()
    assert np.isnan(against_the_rest(planted()[:, :1])).all()
    assert against_the_rest(np.empty((0, 3))).shape == (3,)
