"""Measures of one question and of several."""

import pytest

from stool.schema import ESAT, LEVEL
from stool.service.questions import question, several
from tests.service.built import NOW, around, basis, cell

UNITS = {"Ash": 3.5, "Birch": 3.5, "Cedar": 3.0}


def asked(metric: str, **place: object) -> list[dict[str, object]]:
    """What everybody, units and levels say, the quarter before as well."""
    return [
        cell(ESAT, metric, around(3.25), quarter="2025Q4", **place),
        cell(ESAT, metric, around(3.375), **place),
        *(cell(ESAT, metric, around(mean), node=unit, **place) for unit, mean in UNITS.items()),
        *(cell(ESAT, metric, around(3), dimension=LEVEL, level=name, **place) for name in "xy"),
    ]


def test_one_question_has_its_mean_trend_and_places() -> None:
    found = question("S29", basis(asked("heard")), ESAT, "heard", dimensions=(LEVEL,))
    assert found is not None
    assert [each.key for each in found.figures] == ["mean", "favourable"]
    assert found.headline.value == pytest.approx(3.375)
    assert found.trend["value"].tolist() == pytest.approx([3.25, 3.375])
    assert found.places["kind"].tolist() == ["unit"] * 3 + [LEVEL] * 2
    assert found.places.loc[found.places["is_clear"], "place"].tolist() == ["Cedar"]
    assert (found.better, found.quarters) == ("higher", (NOW,))
    assert question("S29", basis(asked("heard"), quarter="2025Q3"), ESAT, "heard") is None


def test_a_question_may_be_better_the_lower() -> None:
    rows = [{**row, "better": "lower"} for row in asked("heard")]
    found = question("S29", basis(rows), ESAT, "heard")
    assert found is not None
    assert (found.better, found.places["place"].iloc[-1]) == ("lower", "Cedar")


def test_several_questions_weigh_the_same_wherever_all_are_asked() -> None:
    cells = [*asked("one"), *asked("two"), cell(ESAT, "one", around(1), node="Dell")]
    found = several("S36", basis(cells), ESAT, ("one", "two", "never"), dimensions=(LEVEL,))
    alone = question("S36", basis(asked("one")), ESAT, "one", dimensions=(LEVEL,))
    assert found is not None
    assert alone is not None
    assert found.headline.value == pytest.approx(3.375)
    assert found.headline.low == pytest.approx(alone.headline.low)  # the same people said both
    assert found.trend["value"].tolist() == pytest.approx([3.25, 3.375])
    assert found.parts["part"].tolist() == ["one", "two"]
    assert found.places["place"].tolist() == ["Cedar", "Ash", "Birch", "x", "y"]
    assert several("S36", basis([]), ESAT, ("one", "two")) is None
