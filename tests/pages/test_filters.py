"""The filter bar: what each page offers, what a segment does, and links that ask for nonsense."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from stool.book import Book
from stool.reading import Analysis, Segment, league, narrowed, read, read_segment, segments_of
from stool.sample import SAMPLE
from stool.schema import COMPANY, ESAT
from stool.text import coverage, depth, drivers, history, labels, pictures, view, voice
from stool.text import league as words
from stool.text.service import words as service
from tests.pages.driving import everything, open_page

FRONT, MANAGERS = Segment("level", "Front line"), Segment("level", "Manager")
SEGMENT = view.segment(FRONT)
OFFERED = {
    "home": ["v", "quarter", "unit"],
    "legs": ["v", "quarter", "unit", "segment"],
    "balance": ["v", "quarter", "unit"],
    "loop": ["v"],
    "voice": ["v", "quarter", "unit"],
    "service": ["v", "quarter", "unit"],
    "plan": [],
    "data": [],
    "help": [],
}
KEYS = ("quarter", "unit", "segment", "v")


@pytest.fixture(scope="module")
def analysis(sample_book: Book) -> Analysis:
    return sample_book.analysis()


@pytest.mark.parametrize("page", OFFERED)
def test_a_page_offers_the_filters_that_do_something_there(sample: Path, page: str) -> None:
    app = open_page(f"pages/{page}.py")
    assert {box.key for box in app.selectbox if box.key in KEYS} == {*OFFERED[page]}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("home", "Q1 2025 · West only · all answers"),
        ("legs", "Q1 2025 · West only · Level: Front line"),
        ("balance", "Q1 2025 · West only · all answers"),
        ("loop", "all quarters · all units (24) · all answers"),
        ("voice", "Q1 2025 · West only · all answers"),
        ("service", "Q1 2025 · West only · all answers"),
        ("plan", "all quarters · all units (24) · all answers"),
        ("data", "all quarters · all units (24) · all answers"),
    ],
)
def test_the_words_say_what_the_page_shows(sample: Path, page: str, words: str) -> None:
    app = open_page("pages/legs.py", quarter="2025Q1", unit="West", segment=SEGMENT)
    app.switch_page(f"pages/{page}.py").run()
    assert f"{words} · sample data to 31 Mar 2026 · as of revision 1" in everything(app)


def test_legs_of_a_segment_are_those_of_the_library(sample: Path, analysis: Analysis) -> None:
    shown = everything(open_page("pages/legs.py", segment=SEGMENT))
    whole = read(analysis)
    ranked = league(narrowed(analysis, FRONT), whole.quarter, COMPANY, ESAT)
    assert words.caption_league(ranked, 7) in shown
    everybody = league(analysis, whole.quarter, COMPANY, ESAT)
    assert words.caption_league(everybody, 7) not in shown
    leg = read_segment(whole, narrowed(analysis, FRONT), FRONT).legs[ESAT]
    assert f"All units, Level: Front line: score {leg.score:.0f} (" in shown


def test_every_segment_of_the_data_can_be_chosen(sample: Path, analysis: Analysis) -> None:
    box = open_page("pages/legs.py").selectbox(key="segment")
    assert box.options == ["All answers", *map(view.segment, segments_of(analysis))]
    assert not [name for name in box.options if "ASH-01" in name]


@pytest.mark.parametrize("leg", ["csat", "profit"])
def test_a_leg_that_is_not_split_shows_nobody_elses_figures(sample: Path, leg: str) -> None:
    app = open_page("pages/legs.py", segment=SEGMENT, leg=labels.LEG[leg])
    assert not app.exception
    assert [info.value.replace("\\", "") for info in app.info] == [
        view.without_segment(leg, FRONT, [ESAT])
    ]
    assert not app.get("plotly_chart")
    assert not app.dataframe


def test_a_unit_too_small_for_the_segment_shows_no_number(sample: Path) -> None:
    shown = everything(open_page("pages/legs.py", segment=view.segment(MANAGERS), unit="Ashfell"))
    assert "Ashfell, Level: Manager: hidden: fewer than 7 answers." in shown
    assert "hidden: fewer than 7 answers" in shown


BAD = {  # key of the address: page, what is asked for, name of the choice, what is shown
    "quarter after": ("home", "2031Q1", labels.QUARTER, "Latest (2026Q1)"),
    "quarter before": ("home", "2010Q1", labels.QUARTER, "2021Q2"),
    "quarter": ("home", "soon", labels.QUARTER, "Latest (2026Q1)"),
    "unit": ("home", "Atlantis", labels.UNIT, "All units"),
    "segment": ("legs", "Level: Captain", view.SEGMENT, "All answers"),
    "v after": ("home", "99", labels.VERSION, "Newest (1)"),
    "v before": ("home", "0", labels.VERSION, "1"),
    "v": ("home", "9" * 5000, labels.VERSION, "Newest (1)"),
    "leg": ("legs", "![x](http://a.invalid/a.png)", labels.LEG_CHOICE, "Employees (ESAT)"),
    "since": ("legs", "Since forever", pictures.SINCE, "Since the quarter before"),
    "link": ("loop", "CSAT → Luck", labels.LINK_CHOICE, "ESAT → CSAT"),
    "look": ("loop", "Tea leaves", depth.SECTION_CHOICE, "Every lag"),
    "voice_leg": ("voice", "Pigeons", voice.LEG_CHOICE, "Customers"),
    "voice_kind": ("voice", "Sighs", voice.KIND_CHOICE, "Comments"),
    "topic_csat": ("voice", "Weather", voice.TOPIC, "Competence"),
    "groups": ("voice", "Moons", drivers.DIMENSION_PICK, drivers.dimension("segment")),
    "cards": ("service", "Tea", service.GROUP_CHOICE, service.GROUP["reliable"]),
    "coverage": ("data", "None", coverage.SHOW, "All"),
    "before": ("data", "Revision 77", history.BEFORE, "nothing loaded"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_link_that_asks_for_what_is_not_there_gets_the_nearest(sample: Path, case: str) -> None:
    page, asked, choice, shown = BAD[case]
    key = case.split(maxsplit=1)[0]
    app = open_page(f"pages/{page}.py", **{key: asked})
    assert not app.exception
    assert [info.value.replace("\\", "").replace("\u2060", "") for info in app.info] == [
        view.instead(choice, asked, shown)
    ]


RESPELLED = {
    "quarter": ("home", " 2025q3", "Q3 2025"),
    "unit": ("home", "west", "West only"),
    "leg": ("legs", "csat", "All units: score 56"),
    "v": ("home", "1", "as of revision 1"),
    "look": ("loop", "script", depth.SCRIPT),
}


@pytest.mark.parametrize("key", RESPELLED)
def test_another_spelling_is_understood_without_a_word(sample: Path, key: str) -> None:
    page, asked, shown = RESPELLED[key]
    app = open_page(f"pages/{page}.py", **{key: asked})
    assert not app.info
    assert shown in everything(app) + "".join(header.value for header in app.header)


def test_what_was_asked_in_vain_is_said_until_another_choice_or_page(sample: Path) -> None:
    app = open_page("pages/home.py", quarter="2010Q1")
    assert len(app.info) == 1
    app.selectbox(key="unit").set_value("West").run()
    assert len(app.info) == 1
    app.selectbox(key="quarter").set_value("2024Q1").run()
    assert not app.info
    app.selectbox(key="quarter").set_value("2021Q2").run()
    assert not app.info
    app = open_page("pages/home.py", quarter="2010Q1")
    app.switch_page("pages/balance.py").run()
    assert not app.info


def test_a_quarter_that_another_version_does_not_have_is_said(store: Path) -> None:
    with Book.open(store) as book:
        files = sorted((SAMPLE / "next" / "2026Q2").glob("*.csv"))
        book.publish([book.examine(path) for path in files], who="tests")
    app = open_page("pages/home.py", quarter="2026Q2")
    app.selectbox(key="v").set_value("1").run()
    assert not app.exception
    assert [info.value.replace("\\", "") for info in app.info] == [
        view.instead(labels.QUARTER, "2026Q2", "Latest (2026Q1)")
    ]


def test_links_inside_the_product_carry_the_filters(sample: Path) -> None:
    app = open_page("pages/home.py", quarter="2025Q3", unit="West", segment=SEGMENT, v="1")
    links = {link.page: link.query_string for link in _links(app)}
    assert "legs" in links
    carried = dict(parse_qsl(links["legs"]))
    assert carried == {"quarter": "2025Q3", "unit": "West", "v": "1"}


def test_a_link_holds_what_was_chosen_a_moment_ago(sample: Path) -> None:
    app = open_page("pages/home.py", quarter="2025Q3")
    app.selectbox(key="unit").set_value("West").run()
    app.selectbox(key="quarter").set_value("2025Q4").run()
    held = {link.page: link.query_string for link in _links(app)}
    assert dict(parse_qsl(held["legs"])) == {"quarter": "2025Q4", "unit": "West"}


def _links(app: AppTest) -> list[Any]:
    return [each.proto for each in app.get("page_link")]
