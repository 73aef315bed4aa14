"""Files of notes among files of data: told by their columns, made live in the same revision."""

from dataclasses import replace
from pathlib import Path

import pytest

from stool.actions import Action
from stool.book import Book
from stool.errors import (
    BadEventsError,
    JoinColumnsError,
    NotedTwiceError,
    StoolError,
    UnknownNodeError,
)
from stool.events import Event
from stool.examine import Examined
from stool.ingest import Source
from stool.noted import Noted, noted_kind, read_noted
from stool.sample import sample_files
from stool.schema import COMPANY, INTERNAL, SERVICE
from stool.standards import Standard

EVENTS = b"quarter,event,unit,leg,break\n2026Q1,Strike,N,,\n"
ACTIONS = b"action,owner,leg,started,unit\nReply desk,Ann,csat,2026Q1,N\n"
STANDARDS = b"standard,measure,target,unit\nKept,promise,90,North\n"
DATA = b"date,branch,region,csat\n" + b"2026-01-05,N,North,5\n2026-01-06,N,North,4\n" * 6
LOG = b"case,unit,opened,first_reply,closed\n" + b"".join(
    b"%d,Nowhere,2026-01-05 09:00,2026-01-05 10:00,2026-01-05 11:00\n" % case for case in range(9)
)
TEAMS = b"quarter,customer_team,supplier_team,score\n" + b"".join(
    b"2026Q1,N,North crew,%d\n" % (1 + case % 5) for case in range(9)
)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book.open(tmp_path / "stool.db")


def files(book: Book, **data: bytes) -> "list[Examined | Noted]":
    return [book.examine(content, f"{name}.csv") for name, content in data.items()]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("quarter,event", "event"),
        ("Event;Quarter;Unit", "event"),
        ("quarter,event,csat", None),  # answers about events
        ("action,owner,leg,started", "action"),
        ("Action,Owner,Leg,Started,Told back", "action"),
        ("action,owner,leg", None),
        ("standard,measure,target,unit", "standard"),
        ("unit,quarter,target,revenue", None),
        ("", None),
    ],
)
def test_notes_are_told_by_their_header(header: str, kind: str | None) -> None:
    assert noted_kind(Source.of(f"\ufeff{header}\n1,2,3\n".encode(), "x.csv")) == kind


def test_data_are_no_notes() -> None:
    assert read_noted(Source.of(DATA, "customers.csv")) is None
    assert read_noted(Source.of(b"PK\x03\x04" + bytes(range(256)), "x.xlsx")) is None


def test_everything_goes_in_with_one_revision(book: Book) -> None:
    found = files(book, customers=DATA, events=EVENTS, actions=ACTIONS, standards=STANDARDS)
    change = book.publish(found, who="t")
    assert (change.revision, len(change.published)) == (1, 1)
    analysis = book.analysis()
    assert analysis.events == (Event("2026Q1", "Strike", "N"),)
    assert [action.title for action in analysis.actions] == ["Reply desk"]
    assert analysis.standards == (Standard("Kept", "promise", 90, "North"),)
    assert book.publish(files(book, events=EVENTS), who="t").revision == 1
    more = EVENTS + b"2026Q2,New owner,,,\n"
    book.publish(files(book, events=more), who="t")
    assert len(book.events()) == 2


def test_notes_alone_go_in_where_their_units_are_known(book: Book) -> None:
    with pytest.raises(UnknownNodeError, match="“N”"):
        book.publish(files(book, actions=ACTIONS), who="t")
    assert book.store.latest() == 0
    book.publish(files(book, customers=DATA), who="t")
    book.publish(files(book, actions=ACTIONS), who="t")
    assert isinstance(book.actions()[0], Action)


def test_notes_of_the_sample_leave_with_all_of_it_unless_changed_or_loaded_again(
    book: Book,
) -> None:
    ours = {path.stem: path.read_bytes() for path in sample_files()}
    shipped = {name: ours[name] for name in ("revenue", "events", "standards")}
    book.publish(files(book, **shipped), who="t")
    first, *others = book.standards()
    changed = replace(first, target=first.target + 1)
    book.note_standards([changed], instead_of=[first], who="t")
    book.publish(files(book, customers=DATA), who="t")
    assert (len(book.events()), len(book.standards())) == (5, 1 + len(others))
    again = ours["events"].splitlines(keepends=True)[:2]
    found = files(book, customers=DATA + b"2026-01-07,N,North,5\n", events=b"".join(again))
    sample = book.sample_batches()
    book.publish(found, who="t", without=sample, replace=True)
    assert len(sample) == 1
    assert len(book.events()) == 1
    assert book.standards() == (changed,)


def test_all_or_nothing(book: Book) -> None:
    twice = b"action,owner,leg,started\nx,Ann,csat,2026Q1\nx,Bob,csat,2026Q1\n"
    with pytest.raises(NotedTwiceError, match="“x” is there twice"):
        book.publish(files(book, customers=DATA, actions=twice), who="t")
    assert book.store.latest() == 0
    with pytest.raises(BadEventsError):
        book.examine(b"quarter,event\nsoon,Strike\n", "events.csv")
    with pytest.raises(JoinColumnsError, match="has a column “colour”"):
        book.examine(b"standard,measure,target,colour\na,b,1,red\n", "standards.csv")


def test_standards_are_noted_changed_and_withdrawn(book: Book) -> None:
    book.publish(files(book, customers=DATA), who="t")
    first, second = Standard("Kept", "p", 90), Standard("Kept", "p", 80, "N")
    book.note_standards([first, second], who="t")
    revision = book.store.latest()
    assert book.standards() == (first, second)
    book.note_standards([Standard("Kept", "p", 95)], instead_of=[first, second], who="t")
    assert book.standards() == (Standard("Kept", "p", 95),)
    assert book.standards(revision) == (first, second)
    with pytest.raises(UnknownNodeError):
        book.note_standards([Standard("Kept", "p", 90, "Mars")], who="t")
    with pytest.raises(StoolError, match="there twice"):
        book.note_standards([first, Standard("Kept", "q", 1)], who="t")


def test_units_beside_the_legs_are_not_units_of_the_legs(book: Book) -> None:
    book.publish(files(book, customers=DATA), who="t")
    before = book.analysis()
    found = files(book, log=LOG, teams=TEAMS)
    assert {each.unit for each in book.proposals(found)} <= {"Nowhere"}
    book.publish(found, who="t")
    after = book.analysis()
    assert set(after.published.beside["leg"]) == {SERVICE, INTERNAL}
    assert book.units() == ["N"]
    assert after.nodes["node"].tolist() == before.nodes["node"].tolist() == [COMPANY, "North", "N"]
    assert after.legs.drop(columns="era").equals(before.legs.drop(columns="era"))
    assert set(book.store.batches()["source"]) == {"csat", SERVICE, INTERNAL}
