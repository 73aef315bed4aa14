"""The glossary: every word asked for is there, and every term says what it means."""

import ast
from pathlib import Path

import pytest

from stool.measure.target import FLOOR_SD, NATURAL, STRETCH_SD, TARGET_SD
from stool.privacy import MINIMUM_N, MINIMUM_SAMPLE
from stool.schema import ATTAINMENT
from stool.text import glossary

ROOT = Path(__file__).parents[2]


def asked_for() -> set[str]:
    """Every name that a page passes to `glossary.short`."""
    names = set()
    for path in [*(ROOT / "stool" / "ui").glob("*.py"), *(ROOT / "pages").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("glossary.short"):
                names.add(ast.literal_eval(node.args[0]))
    return names


def test_every_word_a_page_asks_for_exists() -> None:
    names = asked_for()
    assert {"tilt", "leg score"} <= names
    for name in names:
        assert len(glossary.short(name)) > 40


def test_a_term_is_its_meaning_and_formula() -> None:
    assert glossary.short("response rate").endswith(
        "over exactly the units that have answers. n / N"
    )
    assert glossary.short("revision").endswith("read as of any of them.")


def test_terms_are_named_once_and_mean_something() -> None:
    names = [term.name for term in glossary.TERMS]
    assert len(set(names)) == len(names)
    for term in glossary.TERMS:
        assert term.meaning.endswith(".")


@pytest.mark.parametrize("figure", [MINIMUM_N, MINIMUM_SAMPLE])
def test_the_minimum_is_the_one_in_force(figure: int) -> None:
    assert f"at least {figure}" in glossary.short("minimum n").replace("at least\n", "at least ")


def test_provisional_targets_are_the_ones_in_force() -> None:
    assert (FLOOR_SD, TARGET_SD, STRETCH_SD) == (-3, 0.5, 1.5)
    target = NATURAL[ATTAINMENT]
    assert (target.floor, target.target, target.stretch) == (90, 100, 105)
    words = glossary.short("provisional target")
    assert "mean − 3 SD, mean + 0.5 SD, mean + 1.5 SD" in words
    assert "always uses 90, 100, 105 %" in words
