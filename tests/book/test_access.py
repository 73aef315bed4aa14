"""Grants, links and the audit of a book: who is let in, for how long, and what is written of it."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from stool import clock
from stool.access import OPEN_LINK, Grant, Link, Person, Role, Session
from stool.book import Book
from stool.errors import (
    GrantedTwiceError,
    LinkPastError,
    NoDataError,
    QuarterNotLoadedError,
    UngrantedError,
    UnknownLinkError,
    UnknownNodeError,
    UnknownRevisionError,
    WhomError,
)
from stool.schema import COMPANY

NOW = clock.now()
HOUR, SECOND, DAY = dt.timedelta(hours=1), dt.timedelta(seconds=1), dt.timedelta(days=1)
ANN = Grant("ann@x.org", Role.ANALYST)
STAFF = Grant("group:Staff", Role.VIEWER, "West")


@pytest.fixture(scope="module")
def shared_book(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """One store with the sample, of whose data nobody here changes anything."""
    path = shutil.copy(sample_store, tmp_path_factory.mktemp("access") / "stool.db")
    with Book.open(path) as opened:
        yield opened


@pytest.fixture
def book(shared_book: Book) -> Book:
    """The same store, with no grant and no link in it."""
    held = [grant.whom for grant in shared_book.grants()]
    shared_book.withdraw_grants(held, who="tests")
    shared_book.revoke_links([link.key for link in shared_book.links()], who="tests")
    return shared_book


def link(**fields: Any) -> Link:
    usual: dict[str, Any] = {
        "key": "k1",
        "recipient": "Board",
        "pages": ("home", "legs"),
        "made_at": NOW,
        "expires_at": NOW + 30 * DAY,
    }
    return Link(**(usual | fields))


def session(**fields: Any) -> Session:
    usual: dict[str, Any] = {
        "who": "Ann",
        "email": "",
        "groups": (),
        "link": "",
        "made_at": NOW,
        "expires_at": NOW + HOUR,
    }
    return Session(**(usual | fields))


def test_roles_are_given_and_taken(book: Book) -> None:
    book.grant([STAFF, ANN], who="op")
    assert book.grants() == (ANN, STAFF)
    book.grant([Grant("Ann@X.org ", Role.VIEWER, "West")], who="op")  # no more an analyst of all
    assert book.grants() == (Grant("ann@x.org", Role.VIEWER, "West"), STAFF)
    book.withdraw_grants([" ANN@x.org"], who="op")
    assert book.grants() == (STAFF,)


def test_a_change_of_roles_does_not_move_the_data(book: Book) -> None:
    before, analysis = book.store.latest(), book.analysis()
    change = book.grant([ANN], who="op")
    assert change.revision > before
    assert book.store.latest() == before
    assert book.analysis() is analysis
    assert book.grant([ANN], who="op").revision == before  # it was there


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda book: book.grant([ANN, ANN], who="op"), GrantedTwiceError, "ann@x.org is there tw"),
        (
            lambda book: book.grant([STAFF, Grant("b@x.org", Role.VIEWER, "Wst")], who="op"),
            UnknownNodeError,
            "“Wst”.*West",
        ),
        (lambda book: book.withdraw_grants(["ann@x.org"], who="op"), UngrantedError, "No roles"),
        (lambda book: book.withdraw_grants(["ann"], who="op"), WhomError, "“ann” is neither"),
        (lambda book: book.revoke_links(["k1"], who="op"), UnknownLinkError, "no link “k1”"),
        (lambda book: book.give_link(link(unit="Wst"), who="op"), UnknownNodeError, "“Wst”"),
        (
            lambda book: book.give_link(link(quarter="1999Q1"), who="op"),
            QuarterNotLoadedError,
            "1999Q1 is not loaded",
        ),
        (lambda book: book.give_link(link(revision=9999), who="op"), UnknownRevisionError, "9999"),
        (
            lambda book: book.give_link(
                link(made_at=NOW - 2 * DAY, expires_at=NOW - DAY), who="op"
            ),
            LinkPastError,
            "would have ended",
        ),
        (
            lambda book: book.give_link(link(made_at=NOW + HOUR), who="op"),
            ValueError,
            "made_at",
        ),
    ],
)
def test_what_cannot_be_leaves_everything(
    book: Book, call: Callable[[Book], object], error: type[Exception], says: str
) -> None:
    before = len(book.store.revisions())
    with pytest.raises(error, match=says):
        call(book)
    assert len(book.store.revisions()) == before


def test_a_link_needs_something_to_show(tmp_path: Path) -> None:
    with Book.open(tmp_path / "empty.db") as empty, pytest.raises(NoDataError):
        empty.give_link(link(), who="op")


def test_who_is_unknown_is_nobody(book: Book) -> None:
    assert book.person(session(email="eve@x.org", groups=("Staff",)), []) is None
    assert book.person(session(), []) is None


def test_a_role_holds_from_the_moment_it_is_given_to_the_one_it_is_taken(book: Book) -> None:
    ann = session(email="ann@x.org", groups=("Staff",))
    book.grant([ANN, STAFF], who="op")
    assert book.person(ann, []) == Person("Ann", Role.ANALYST)
    book.grant([Grant("ann@x.org", Role.VIEWER)], who="op")
    assert book.person(ann, []) == Person("Ann", Role.VIEWER)
    book.withdraw_grants(["ann@x.org"], who="op")
    assert book.person(ann, []) == Person("Ann", Role.VIEWER, "West")
    book.withdraw_grants(["group:Staff"], who="op")
    assert book.person(ann, []) is None
    assert book.person(ann, ["ANN@x.org"]) == Person("Ann", Role.OPERATOR)


def test_the_wider_part_is_that_of_the_hierarchy(book: Book) -> None:
    nodes = book.analysis().nodes
    unit = str(nodes.loc[nodes["parent"] == "West", "node"].iloc[0])
    assert unit < "West"
    book.grant([STAFF, Grant("group:Few", Role.VIEWER, unit)], who="op")
    assert book.person(session(groups=("Few", "Staff")), []) == Person("Ann", Role.VIEWER, "West")
    assert book.person(session(groups=("Few",)), []) == Person("Ann", Role.VIEWER, unit)


def test_a_guest_sees_what_the_link_says(book: Book) -> None:
    book.give_link(link(unit="West", quarter="2025Q4", revision=1), who="op")
    book.grant([Grant("board@x.org", Role.OPERATOR)], who="op")
    guest = book.person(session(who="Board", link="k1", email="board@x.org"), ["board@x.org"])
    assert guest == Person("Board", Role.GUEST, "West", "k1", frozenset({"home", "legs"}))
    assert book.links() == (link(unit="West", quarter="2025Q4", revision=1),)


def test_a_link_ends_to_the_second(book: Book) -> None:
    book.give_link(link(), who="op")
    end = NOW + 30 * DAY
    guest = session(link="k1", expires_at=end + DAY)
    assert book.person(guest, [], end - SECOND) is not None
    assert book.person(guest, [], end) is None
    assert book.person(guest, [], end + SECOND) is None


def test_a_revoked_link_is_over_everywhere(book: Book) -> None:
    for key in ("k1", "k2"):
        book.give_link(link(key=key), who="op")
    tokens = {key: book.store.begin_session(session(link=key)) for key in ("k1", "k2")}
    book.revoke_links(["k1"], who="op")
    assert book.person(session(link="k1"), []) is None
    assert book.person(session(link="k2"), []) is not None
    assert book.store.session(tokens["k1"]) is None
    assert book.store.session(tokens["k2"]) is not None
    with pytest.raises(UnknownLinkError, match="There are k2"):
        book.revoke_links(["k2", "k1"], who="op")
    assert book.store.session(tokens["k2"]) is not None


def test_a_key_is_given_once(book: Book) -> None:
    book.give_link(link(), who="op")
    with pytest.raises(ValueError, match="of its own"):
        book.give_link(link(pages=("plan",)), who="op")


def test_the_newest_link_comes_first(book: Book) -> None:
    for hours, key in ((3, "a"), (1, "b"), (2, "c")):
        made_at = NOW - hours * HOUR
        book.give_link(link(key=key, made_at=made_at, expires_at=made_at + DAY), who="op")
    assert [each.key for each in book.links()] == ["b", "c", "a"]


def test_how_often_a_link_was_opened(book: Book) -> None:
    was = book.opened("k1")
    for key in ("k1", "k2", "k1"):
        book.store.note_access("Board", OPEN_LINK, {"link": key})
    book.store.note_access("Board", "refuse", {"link": "k1"})
    assert (book.opened("k1") - was, book.opened("nobody's")) == (2, 0)


def test_the_audit_has_everything_in_its_order(book: Book) -> None:
    began = clock.now()
    book.grant([ANN], who="op")
    book.store.note_access("ann@x.org", "sign in", {"groups": []})
    change = book.give_link(link(), who="ann@x.org")
    book.store.note_access("Board", OPEN_LINK, {"link": "k1"})
    book.revoke_links(["k1"], who="op")
    found = book.audit(began)
    assert found.columns.tolist() == ["at", "who", "action", "revision", "detail"]
    assert found[["who", "action"]].values.tolist() == [
        ["op", "grant"],
        ["ann@x.org", "sign in"],
        ["ann@x.org", "link"],
        ["Board", OPEN_LINK],
        ["op", "link"],
    ]
    assert found["revision"].isna().tolist() == [False, True, False, True, False]
    assert found["revision"][2] == change.revision
    assert found["detail"][0]["bodies"] == [{"role": "analyst", "part": COMPANY}]
    assert found["detail"][2]["bodies"][0]["recipient"] == "Board"
    assert found["at"].is_monotonic_increasing
    whole = book.audit()
    pd.testing.assert_frame_equal(whole.tail(5).reset_index(drop=True), found)
    assert whole["revision"].dropna().tolist() == book.store.revisions()["revision"].tolist()
    assert book.audit(clock.now() + HOUR).empty


def test_an_empty_audit_has_columns(tmp_path: Path) -> None:
    with Book.open(tmp_path / "empty.db") as empty:
        assert empty.audit().columns.tolist() == ["at", "who", "action", "revision", "detail"]
