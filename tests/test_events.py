"""Events: what one must say, whom it concerns, and files of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stool.errors import (
    BadEventsError,
    JoinColumnsError,
    MissingFieldError,
    StoolError,
    UnknownLegError,
    UnknownQuarterError,
)
from stool.events import Event, breaks_of
from stool.ingest import events_csv, read_events
from stool.schema import COMPANY, CSAT, ESAT


def read(*rows: str, header: str = "quarter,event,unit,leg,break") -> tuple[Event, ...]:
    return read_events("\n".join([header, *rows]).encode(), "events.csv")


@pytest.mark.parametrize(
    ("fields", "error", "says"),
    [
        ({"label": " "}, MissingFieldError, r"“2025Q3” has no description.* Fill it in"),
        ({"quarter": ""}, MissingFieldError, r"“Strike” has no quarter"),
        ({"unit": ""}, MissingFieldError, r"has no unit"),
        ({"quarter": "soon"}, UnknownQuarterError, r"“soon” does not name a quarter"),
        ({"leg": "rent"}, UnknownLegError, r"“rent” is no leg\. Name one of esat, csat and profit"),
    ],
)
def test_an_event_says_what_it_lacks(
    fields: dict[str, str], error: type[StoolError], says: str
) -> None:
    with pytest.raises(error, match=says):
        Event(**({"quarter": "2025Q3", "label": "Strike"} | fields))


def test_an_event_concerns_its_unit_all_below_it_and_its_legs() -> None:
    region = Event("2025Q3", "Strike", "North", ESAT)
    assert region.concerns("North", COMPANY, ESAT)
    assert region.concerns("Polna", "North", ESAT)
    assert not region.concerns("Polna", "North", CSAT)
    assert not region.concerns("West", COMPANY, ESAT)
    assert not region.concerns(COMPANY, "", ESAT)
    assert region.concerns("Polna", "North", "")
    everybody = Event("2025Q3", "New owner")
    assert everybody.concerns(COMPANY, "", CSAT)
    assert everybody.concerns("Polna", "North", CSAT)


def test_breaks_are_told_from_events_and_each_quarter_once() -> None:
    events = [
        Event("2025Q3", "New form", is_break=True),
        Event("2025Q1", "Strike"),
        Event("2025Q3", "New scale", leg=ESAT, is_break=True),
        Event("2024Q4", "Other wording", is_break=True),
    ]
    assert breaks_of(events) == ["2024Q4", "2025Q3"]


@pytest.mark.parametrize("is_break", [True, False])
def test_an_event_comes_back_from_what_is_stored(is_break: bool) -> None:
    event = Event("2025Q3", "Strike", "North", ESAT, is_break)
    assert Event.of_body(event.body()) == event


def test_a_file_is_read_in_the_words_people_write() -> None:
    found = read("Q3 2025,New form,,ESAT,yes", "2025Q1,Strike,North,,", "2025Q1,Strike,North,,no")
    assert found == (
        Event("2025Q3", "New form", COMPANY, ESAT, is_break=True),
        Event("2025Q1", "Strike", "North"),
    )
    assert read("2025Q1,Strike", header="quarter,event") == (Event("2025Q1", "Strike"),)


def test_a_file_is_refused_whole_with_every_reason() -> None:
    with pytest.raises(BadEventsError, match=r"^events\.csv cannot be used\. Row 2, ") as caught:
        read("soon,Strike,,,", "2025Q1,,,rent,perhaps", "2025Q2,Fine,,,")
    assert caught.value.problems is not None
    rows = caught.value.problems[["row", "column", "value"]].to_numpy().tolist()
    assert rows == [
        [2, "quarter", "soon"], [3, "break", "perhaps"], [3, "event", ""], [3, "leg", "rent"],
    ]  # fmt: skip
    with pytest.raises(JoinColumnsError, match=r"has a column “what”\. An event file has"):
        read("2025Q1,x", header="quarter,what")
    with pytest.raises(JoinColumnsError, match=r"has the columns quarter, unit"):
        read("2025Q1,x", header="quarter,unit")


@given(
    label=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1),
    is_break=st.booleans(),
)
def test_a_written_file_is_read_back_and_runs_nowhere(label: str, is_break: bool) -> None:
    events = (Event("2025Q3", label, "North", ESAT, is_break),)
    written = events_csv(events)
    again = read_events(written, "events.csv")
    assert [(each.quarter, each.unit, each.is_break) for each in again] == [
        ("2025Q3", "North", is_break)
    ]
    field = written.decode("utf-8-sig").splitlines()[1].split(",")[1].strip('"')
    assert field[:1].isalnum() or field[:1] == "'"
