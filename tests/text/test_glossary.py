"""The glossary: every word asked for is there, and every term says what it means."""

import ast
from pathlib import Path

import pytest

from stool.measure.target import FLOOR_SD, NATURAL, STRETCH_SD, TARGET_SD
from stool.privacy import MINIMUM_N, MINIMUM_SAMPLE
from stool.schema import ATTAINMENT
from stool.text import glossary
from stool.ui import leg_view, tiles

ROOT = Path(__file__).parents[2]


def asked_for() -> set[str]:
    """Every name that a card gives as one of its terms."""
    names: set[str] = set()
    for path in (ROOT / "stool" / "ui").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = [each.value for each in node.keywords if each.arg == "terms"]
                written = [each for each in given if isinstance(each, ast.Tuple)]
                spelled = [name for each in written for name in each.elts]
                names |= {str(name.value) for name in spelled if isinstance(name, ast.Constant)}
    return names


def test_every_word_a_page_asks_for_exists() -> None:
    names = asked_for().union(tiles.OF_LEG, tiles.OF_TILT, leg_view.OF_SCORE, leg_view.OF_RAW)
    assert {"tilt", "leg score", "own limits"} <= names <= {each.name for each in glossary.TERMS}


def test_a_tip_is_a_definition_its_formula_and_the_way_to_more() -> None:
    tip = glossary.tip("response rate", "95 % interval")
    assert tip.startswith("Answers over people who could have answered\\: ")
    assert "`n / N`" in tip
    assert tip.endswith(
        "On the Help page: [response rate](help?term=response%20rate) · "
        "[95 % interval](help?term=95%20%25%20interval)"
    )
    assert "`" not in glossary.tip("revision")


def test_terms_are_found_by_name_meaning_or_formula() -> None:
    first, *others = [each.name for each in glossary.found(" TILT ")]
    assert first == "tilt"
    assert set(others[:2]) == {"tilt, debiased", "interval of the tilt"}
    assert glossary.term("NPS") in glossary.found("promoter")
    assert glossary.term("level test") in glossary.found("χ²")
    assert glossary.found("zebra") == []


def test_terms_are_named_once_and_mean_something() -> None:
    names = [term.name for term in glossary.TERMS]
    assert len(set(names)) == len(names)
    for term in glossary.TERMS:
        assert term.meaning.endswith(".")


@pytest.mark.parametrize("figure", [MINIMUM_N, MINIMUM_SAMPLE])
def test_the_minimum_is_the_one_in_force(figure: int) -> None:
    assert f"at least {figure}" in glossary.term("minimum n").meaning


def test_provisional_targets_are_the_ones_in_force() -> None:
    assert (FLOOR_SD, TARGET_SD, STRETCH_SD) == (-3, 0.5, 1.5)
    target = NATURAL[ATTAINMENT]
    assert (target.floor, target.target, target.stretch) == (90, 100, 105)
    words = glossary.term("provisional target")
    assert words.formula == "mean − 3 SD, mean + 0.5 SD, mean + 1.5 SD"
    assert "always uses 90, 100, 105 %" in words.meaning
