"""What is on screen, in words."""

import datetime as dt

from stool.reading import EVERYBODY, Segment
from stool.schema import COMPANY, CSAT, ESAT
from stool.text import view

DAY = dt.date(2026, 3, 31)
MANAGERS = Segment("level", "Manager")


def test_what_is_on_screen_is_said_in_words() -> None:
    assert view.shown(
        "2026Q1", COMPANY, EVERYBODY, units=24, day=DAY, revision=9, sample=False
    ) == ("Q1 2026 · all units (24) · all answers · data to 31 Mar 2026 · as of revision 9")
    assert view.shown(None, "North", MANAGERS, units=6, day=DAY, revision=9, sample=False) == (
        "all quarters · North only · Level: Manager · data to 31 Mar 2026 · as of revision 9"
    )


def test_a_segment_is_named_by_what_splits() -> None:
    assert view.segment(EVERYBODY) == "All answers"
    assert view.segment(MANAGERS) == "Level: Manager"
    assert view.segment(Segment("work_site", "Lisboa")) == "Work site: Lisboa"
    assert view.of(COMPANY, EVERYBODY) == "All units"
    assert view.of("West", MANAGERS) == "West, Level: Manager"


def test_what_is_not_there_is_named_and_so_is_what_is_shown() -> None:
    assert view.instead("Quarter", "1066Q9", "Latest (2026Q1)") == (
        "Quarter: “1066Q9” is not among the choices here, so “Latest (2026Q1)” is shown."
    )
    assert len(view.instead("Leg", "x" * 5000, "y")) < 150


def test_a_leg_without_the_segment_names_one_that_has_it() -> None:
    said = view.without_segment(CSAT, MANAGERS, [ESAT])
    assert said.startswith("Customers (CSAT) is not split by Level: Manager; only ESAT is.")
    assert said.endswith("Choose All answers above to see this leg.")
    assert view.nobody("West", MANAGERS, "2026Q1") == "West, Level: Manager: no answers in Q1 2026."
