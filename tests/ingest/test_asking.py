"""What a header or question asks for: an opinion, a number of things, or neither for sure."""

import pytest

from stool.ingest.language.asking import asks_number, asks_opinion

NUMBERS = [
    *("n_complaints", "age", "Age (years)", "tenure_years", "TotalWorkingYears", "YearsAtCompany"),
    *("NumCompaniesWorked", "DistanceFromHome", "Education", "Employee No", "absences", "Floor"),
    *("Complaints", "open complaints", "training_hours", "sick days", "overtime_pct"),
    "How many complaints did you have?",
    "How old are you?",
    "Number of children",
    *("Alter", "Anzahl Beschwerden", "Wie viele Jahre arbeiten Sie hier?", "Fehltage"),
    *("Ancienneté", "Combien d'enfants avez-vous ?", "Edad", "¿Cuántos hijos tiene?"),
]
OPINIONS = [
    "I feel heard",
    "i_feel_heard",
    "My manager gives feedback",
    "I see myself here in five years",
    "There is no gossip in our team",
    "How satisfied are you?",
    "How far do you agree?",
    "Was it quick and easy?",
    "Mein Team hilft mir",
    "Je me sens écouté",
    "Mi jefe me escucha",
]
NEITHER = [
    *("", "?", "mood", "Workload", "workplace_comfort", "Complaints handling", "Why?", "q_a"),
    "Quality of the food",
    "Which floor are you on?",
    "What is your role?",
    "Welche Rolle haben Sie?",
]


@pytest.mark.parametrize("text", NUMBERS)
def test_what_counts_something(text: str) -> None:
    assert asks_number(text)
    assert not asks_opinion(text)


@pytest.mark.parametrize("text", OPINIONS)
def test_what_asks_for_an_opinion(text: str) -> None:
    assert asks_opinion(text)
    assert not asks_number(text)


@pytest.mark.parametrize("text", NEITHER)
def test_what_says_neither(text: str) -> None:
    assert not asks_opinion(text)
    assert not asks_number(text)
