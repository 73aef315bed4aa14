"""The Legs and Balance pages show what the library computes."""

from pathlib import Path

import pytest

from stool.balance import archetype, archetypes
from stool.book import Book
from stool.reading import Analysis, Reading, league, money, outlook, segments, units_under
from stool.schema import COMPANY, CSAT, ESAT, PROFIT
from stool.text import kinds, labels
from stool.text import league as words
from stool.text import money as money_words
from stool.text import outlook as coming
from tests.pages.driving import everything, open_page


@pytest.fixture(scope="module")
def known(sample_book: Book) -> tuple[Analysis, Reading]:
    return sample_book.analysis(), sample_book.reading()


@pytest.mark.parametrize("leg", [ESAT, CSAT])
def test_units_and_segments_are_those_of_the_library(
    sample: Path, known: tuple[Analysis, Reading], leg: str
) -> None:
    analysis, reading = known
    app = open_page("pages/legs.py").segmented_control(key="leg").set_value(leg).run()
    shown = everything(app)
    ranked, minimum = league(analysis, reading.quarter, COMPANY, leg), reading.legs[leg].minimum
    assert words.caption_league(ranked, minimum) in shown
    gaps = segments(analysis, reading.quarter, COMPANY, leg)
    assert words.caption_segments(gaps, minimum) in shown
    tables = [frame.value for frame in app.dataframe]
    units = next(table for table in tables if words.POOLED in table)
    assert units[words.POOLED].tolist()[:5] == ranked["pooled"].round(1).tolist()[:5]
    assert money_words.TITLE not in shown


def test_profit_has_money_and_neither_segments_nor_pooled_scores(
    sample: Path, known: tuple[Analysis, Reading]
) -> None:
    analysis, reading = known
    app = open_page("pages/legs.py").segmented_control(key="leg").set_value(PROFIT).run()
    shown = everything(app)
    assert money_words.caption(money(analysis, reading.quarter, COMPANY)) in shown
    assert words.SEGMENTS not in shown
    assert not any(words.POOLED in frame.value for frame in app.dataframe)


def test_balance_names_the_kind_and_looks_ahead(
    sample: Path, known: tuple[Analysis, Reading]
) -> None:
    analysis, reading = known
    shown = everything(open_page("pages/balance.py"))
    assert reading.tilt is not None
    assert kinds.sentence(archetype(reading.tilt)) in shown
    now = analysis.tilts[analysis.tilts["quarter"] == reading.quarter]
    assert kinds.counted(archetypes(units_under(now, COMPANY))) in shown
    assert coming.caption(outlook(analysis)) in shown
    assert labels.QUESTION["balance"] in shown


def test_a_region_looks_ahead_for_itself(sample: Path, known: tuple[Analysis, Reading]) -> None:
    shown = everything(open_page("pages/balance.py", unit="West"))
    assert coming.caption(outlook(known[0], "West")) in shown
