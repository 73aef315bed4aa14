"""Who is let in is read anew all the time, and remembered while the store is away."""

import datetime as dt
from unittest import mock

import pytest

from stool import clock, door
from stool.access import Grant, Link, Person, Register, Role, Session
from stool.door import FRESH, Door, local_person
from stool.errors import StoreUnavailableError
from stool.settings import Settings

NOW = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ANN = Session("ann@example.com", "ann@example.com", (), "", NOW, NOW + HOUR)
GUEST = Session("Board", "", (), "k1", NOW, NOW + HOUR)
LINK = Link("k1", "Board", ("home",), NOW, NOW + HOUR)
HOSTED = Settings(mode="hosted")


class Store:
    """A book that counts how often its register is read."""

    def __init__(self) -> None:
        grants = (Grant("ann@example.com", Role.ANALYST),)
        self.says = Register({"a": ANN, "g": GUEST}, {"k1": LINK}, grants)
        self.read, self.is_away = 0, False

    def register(self) -> Register:
        self.read += 1
        if self.is_away:
            raise StoreUnavailableError("store", "it is away")
        return self.says


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> dt.datetime:
        return NOW + dt.timedelta(seconds=self.seconds - 100)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    ticking = Clock()
    monkeypatch.setattr(door.time, "monotonic", ticking.monotonic)
    monkeypatch.setattr(clock, "now", ticking.now)
    return ticking


def hosted(store: Store) -> Door:
    return Door(store, HOSTED)  # type: ignore[arg-type]


def test_locally_whoever_asks_is_the_one_person_of_the_machine() -> None:
    book = mock.Mock()
    local = Door(book, Settings())
    assert local.person("") == local.person("anything") == local_person()
    assert local.is_fresh("anything")
    assert local_person().role is Role.OPERATOR
    book.register.assert_not_called()


def test_somebody_is_known_by_their_session(store: Store, time: Clock) -> None:
    asked = hosted(store)
    assert asked.person("a") == Person("ann@example.com", Role.ANALYST)
    assert asked.person("g") == Person("Board", Role.GUEST, link="k1", pages=frozenset({"home"}))
    assert asked.person("b") is None
    assert asked.link("k1") == LINK
    assert asked.link("k2") is None


def test_the_register_is_read_once_in_a_while(store: Store, time: Clock) -> None:
    asked = hosted(store)
    for _ in range(50):
        asked.person("a")
        asked.person("g")
    assert store.read == 1
    time.seconds += FRESH
    assert not asked.is_fresh("a")
    asked.person("a")
    assert store.read == 2
    assert asked.is_fresh("a")


def test_a_stranger_is_looked_for_at_once(store: Store, time: Clock) -> None:
    asked = hosted(store)
    asked.person("a")
    store.says = Register({**store.says.sessions, "new": ANN}, {}, store.says.grants)
    time.seconds += 0.01
    assert asked.person("new") is not None


@pytest.mark.parametrize("what", ["sessions", "grants", "links"])
def test_what_is_taken_away_holds_no_longer_than_that(store: Store, time: Clock, what: str) -> None:
    asked = hosted(store)
    known = "g" if what == "links" else "a"
    assert asked.person(known) is not None
    kept = {name: getattr(store.says, name) for name in ("sessions", "grants", "links")}
    store.says = Register(**{**kept, what: () if what == "grants" else {}})
    time.seconds += FRESH
    assert asked.person(known) is None


def test_while_the_store_is_away_who_was_known_stays_until_their_session_ends(
    store: Store, time: Clock
) -> None:
    asked = hosted(store)
    assert asked.person("a") is not None
    store.is_away = True
    time.seconds += 1800
    assert asked.person("a") is not None
    assert asked.person("b") is None
    time.seconds += 1800
    assert asked.person("a") is None
    assert asked.person("g") is None


def test_who_has_left_here_is_forgotten_here(store: Store, time: Clock) -> None:
    asked = hosted(store)
    assert asked.person("a") is not None
    store.says = Register({}, {}, store.says.grants)
    asked.renew()
    assert asked.person("a") is None
